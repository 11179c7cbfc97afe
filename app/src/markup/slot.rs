//! `{…}` and words in a view.

use super::Kid;
use leptos::prelude::*;

/// Text that is known when it is compiled.
pub fn text(text: &'static str) -> Kid {
    Kid::view(text)
}

/// `{…}` in a view.
pub struct Slot<T>(Option<T>);

impl<T> Slot<T> {
    pub fn new(value: T) -> Self {
        Self(Some(value))
    }
}

/// Closures come first when a method is looked for,
pub trait FromFn {
    fn kid(self) -> Kid;
}

/// everything else after one more reference.
pub trait FromView {
    fn kid(self) -> Kid;
}

impl<F, T> FromFn for Slot<F>
where
    F: FnMut() -> T + Send + 'static,
    T: IntoRender,
    T::Output: RenderHtml + 'static,
{
    fn kid(self) -> Kid {
        let Some(mut run) = self.0 else { return text("") };
        Kid::Live(Box::new(move || Kid::view(run().into_render())))
    }
}

impl<T> FromView for &mut Slot<T>
where
    T: IntoRender,
    T::Output: RenderHtml + 'static,
{
    fn kid(self) -> Kid {
        self.0
            .take()
            .map_or_else(|| text(""), |value| Kid::view(value.into_render()))
    }
}
