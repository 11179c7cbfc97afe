//! The document around every page.

use crate::App;
use crate::site::Site;
use domain::Lang;
use domain::view::Me;
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_meta::MetaTags;

/// Addresses of the built files, and what the request decides about the document.
#[derive(Clone)]
pub struct ShellOptions {
    pub boot: String,
    pub js: String,
    pub wasm: String,
    pub css: String,
    pub attach: String,
    pub icons: String,
    /// The script that works without the server, on every page.
    pub offline: Option<String>,
    /// `light`, `dark` or `auto`.
    pub theme: String,
    pub lang: Lang,
    /// The signed-in person.
    pub me: Option<Me>,
}

/// The whole page as HTML. The browser reads language and icons back from the root element, so both sides render the same.
pub fn shell(options: ShellOptions) -> impl IntoView {
    let ShellOptions {
        boot,
        js,
        wasm,
        css,
        attach,
        icons,
        offline,
        theme,
        lang,
        me,
    } = options;
    let build = wasm.clone();
    let me = me.and_then(|me| serde_json::to_string(&me).ok());
    provide_context(Site {
        lang,
        icons: icons.clone(),
        theme: theme.clone(),
        me: me.clone(),
    });
    view! {
        <!DOCTYPE html>
        <html lang=lang.tag() data-theme=theme data-icons=icons data-build=build data-me=me>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
                <meta name="theme-color" media="(prefers-color-scheme: light)" content="#faf9f6"/>
                <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#14181a"/>
                <meta name="description" content=lang.pick("履职纪实：随手记下履职工作，同事与领导可见，考核以纪实为据。", "Daybook: a live work record and evidence-based assessment for public servants.")/>
                <meta name="format-detection" content="telephone=no"/>
                <link rel="stylesheet" href=css/>
                <link rel="icon" type="image/svg+xml" href="/favicon.svg"/>
                <link rel="apple-touch-icon" href="/apple-touch-icon.png"/>
                <link rel="manifest" href=lang.pick("/manifest.webmanifest", "/manifest.en.webmanifest")/>
                {offline.map(|src| view! { <script type="module" src=src nonce=use_nonce()></script> })}
                {scripted().then(|| view! {
                    <link rel="modulepreload" href=js/>
                    <link rel="preload" href=wasm r#as="fetch" type="application/wasm" crossorigin="anonymous"/>
                    <script type="module" src=boot nonce=use_nonce()></script>
                    <script type="module" src=attach nonce=use_nonce()></script>
                })}
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}

/// Whether this document has a script, by the path asked for. What a form without one was sent to is not the page that a script knows.
#[cfg(feature = "ssr")]
fn scripted() -> bool {
    let sent = use_context::<crate::feed::TypedRecord>().is_some();
    !sent && use_context::<http::request::Parts>().is_none_or(|request| crate::app::scripted(request.uri.path()))
}

#[cfg(not(feature = "ssr"))]
fn scripted() -> bool {
    true
}
