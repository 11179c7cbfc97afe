//! What the document says about itself: language, theme, icons. The same answers on the server and in the browser.

use crate::words::{self, Words};
use domain::Lang;
use domain::view::Me;

/// Set by the shell for the rendering on the server.
#[derive(Clone)]
#[cfg_attr(
    feature = "hydrate",
    expect(dead_code, reason = "the browser reads the root element")
)]
pub struct Site {
    pub lang: Lang,
    pub icons: String,
    pub theme: String,
    /// The signed-in person as JSON.
    pub me: Option<String>,
}

#[cfg(not(feature = "hydrate"))]
fn of<T>(read: impl Fn(&Site) -> T) -> Option<T> {
    leptos::prelude::use_context::<Site>().as_ref().map(read)
}

#[cfg(feature = "hydrate")]
fn attribute(name: &str) -> Option<String> {
    leptos::prelude::document().document_element()?.get_attribute(name)
}

#[cfg(feature = "hydrate")]
thread_local! {
    /// A document keeps them, and each view asks for them several times.
    static LANG: Lang = attribute("lang").and_then(|tag| Lang::from_tag(&tag)).unwrap_or_default();
    static ICONS: String = attribute("data-icons").unwrap_or_default();
}

pub fn lang() -> Lang {
    #[cfg(feature = "hydrate")]
    return LANG.with(|lang| *lang);
    #[cfg(not(feature = "hydrate"))]
    of(|s| s.lang).unwrap_or_default()
}

pub fn icons() -> String {
    #[cfg(feature = "hydrate")]
    return ICONS.with(Clone::clone);
    #[cfg(not(feature = "hydrate"))]
    of(|s| s.icons.clone()).unwrap_or_default()
}

/// Which build of the pages this document runs.
#[cfg(feature = "hydrate")]
pub fn build() -> String {
    attribute("data-build").unwrap_or_default()
}

/// `light`, `dark` or `auto`.
#[cfg(feature = "ssr")]
pub fn theme() -> String {
    of(|s| s.theme.clone()).unwrap_or_default()
}

/// The signed-in person, as the document was made for.
pub fn me() -> Option<Me> {
    #[cfg(feature = "hydrate")]
    let text = attribute("data-me");
    #[cfg(not(feature = "hydrate"))]
    let text = of(|s| s.me.clone()).flatten();
    crate::json::read(&text?)
}

/// The words of the page's language.
pub fn w() -> &'static Words {
    match lang() {
        Lang::Zh => &words::ZH,
        Lang::En => &words::EN,
    }
}
