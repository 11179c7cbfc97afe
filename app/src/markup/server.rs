//! Elements on the server: HTML in the order, and with the marks, that the browser walks by.

mod el;
mod html;
mod kid;
#[cfg(test)]
mod tests;

pub use el::El;
pub use html::Html;
pub use kid::Kid;

use leptos::tachys::ssr::StreamBuilder;

/// Where the HTML goes: into one text, or into a stream that waits for what is not there yet.
pub enum Sink<'a> {
    Text(&'a mut String),
    Stream {
        to: &'a mut StreamBuilder,
        out_of_order: bool,
    },
}

impl Sink<'_> {
    fn push(&mut self, html: &str) {
        match self {
            Self::Text(text) => text.push_str(html),
            Self::Stream { to, .. } => to.push_sync(html),
        }
    }
}

/// How a child is written: as Leptos passes it down.
#[derive(Clone, Copy)]
pub struct Manner {
    pub escape: bool,
    pub mark_branches: bool,
}
