//! Elements in the browser: found on the server's page, or built.

mod attr;
mod el;
mod html;
mod kid;

pub use el::El;
pub use html::Html;
pub use kid::Kid;
