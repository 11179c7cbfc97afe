//! What `app` uses in the place of two macros of Leptos: `view!` on both sides, `server` in the browser.
//!
//! Leptos turns each piece of a view into a type of its own, and each type into a dozen functions: that was most of the bundle, and of the
//! server's code. Here the same syntax becomes plain data (`app::markup`), which one piece of code writes, takes over or builds. See
//! docs/adr/0014.

mod server;
mod view;

use proc_macro::TokenStream;

/// `leptos::view!`, as plain data.
#[proc_macro]
pub fn view(tokens: TokenStream) -> TokenStream {
    view::expand(tokens.into()).into()
}

/// `leptos::server`, for the browser: the address, and a function that asks it.
#[proc_macro_attribute]
pub fn server(args: TokenStream, body: TokenStream) -> TokenStream {
    server::expand(args.into(), body.into())
        .unwrap_or_else(syn::Error::into_compile_error)
        .into()
}
