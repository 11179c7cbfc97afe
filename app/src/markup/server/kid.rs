//! What stands inside an element: elements, and whatever else Leptos can show.

use super::el::El;
use super::{Manner, Sink};
use futures::future::{BoxFuture, join_all};
use leptos::prelude::*;
use leptos::tachys::view::Position;

pub enum Kid {
    El(El),
    /// What changes in the browser: every closure of a view, whatever it gives.
    Live(Box<dyn FnMut() -> Kid + Send>),
    /// Rows of a list. What a page waits for stands around its lists: until they are written, rows are not made only to be looked through.
    List(Box<dyn FnMut() -> Kid + Send>),
    Any(Box<dyn View>),
}

/// A view of Leptos without its type.
pub trait View: Send {
    fn write(self: Box<Self>, sink: &mut Sink<'_>, position: &mut Position, manner: Manner);
    fn touch(&mut self);
    fn resolve(self: Box<Self>) -> BoxFuture<'static, Kid>;
}

impl<T: RenderHtml + 'static> View for T {
    fn write(self: Box<Self>, sink: &mut Sink<'_>, position: &mut Position, manner: Manner) {
        let Manner { escape, mark_branches } = manner;
        match sink {
            Sink::Text(text) => self.to_html_with_buf(text, position, escape, mark_branches, Vec::new()),
            Sink::Stream { to, out_of_order: true } => {
                self.to_html_async_with_buf::<true>(to, position, escape, mark_branches, Vec::new());
            }
            Sink::Stream { to, .. } => {
                self.to_html_async_with_buf::<false>(to, position, escape, mark_branches, Vec::new());
            }
        }
    }

    fn touch(&mut self) {
        self.dry_resolve();
    }

    fn resolve(self: Box<Self>) -> BoxFuture<'static, Kid> {
        Box::pin(async move { Kid::view(RenderHtml::resolve(*self).await.into_owned()) })
    }
}

impl Kid {
    pub fn view(view: impl RenderHtml + 'static) -> Self {
        Self::Any(Box::new(view))
    }

    pub fn list(rows: Box<dyn FnMut() -> Self + Send>) -> Self {
        Self::List(rows)
    }

    pub(super) fn write(self, sink: &mut Sink<'_>, position: &mut Position, manner: Manner) {
        match self {
            Self::El(el) => el.write(sink, position, manner),
            Self::Live(mut run) | Self::List(mut run) => run().write(sink, position, manner),
            Self::Any(view) => view.write(sink, position, manner),
        }
    }

    /// Runs what changes, so that whoever waits for data hears which.
    pub(super) fn touch(&mut self) {
        match self {
            Self::El(el) => el.touch(),
            Self::Live(run) => run().touch(),
            Self::List(_) => {}
            Self::Any(view) => view.touch(),
        }
    }

    /// As it is when all that it waits for is there.
    pub(super) fn resolve(self) -> BoxFuture<'static, Self> {
        match self {
            Self::El(el) => Box::pin(async move { Self::El(el.resolve().await) }),
            Self::Live(mut run) | Self::List(mut run) => run().resolve(),
            Self::Any(view) => view.resolve(),
        }
    }
}

pub(super) async fn resolved(kids: Vec<Kid>) -> Vec<Kid> {
    join_all(kids.into_iter().map(Kid::resolve)).await
}
