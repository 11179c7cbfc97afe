//! What a `view!` gives: some things beside each other.

use super::kid::{Kid, resolved};
use super::{Manner, Sink};
use leptos::attr::Attribute;
use leptos::attr::any_attribute::AnyAttribute;
use leptos::prelude::*;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::ssr::StreamBuilder;
use leptos::tachys::view::{Position, PositionState};

pub struct Html(Vec<Kid>);

impl Html {
    /// The number of the place in the source matters where views change: in the browser.
    pub fn of(_: u32, kids: Vec<Kid>) -> Self {
        Self(kids)
    }

    fn write(self, mut sink: Sink<'_>, position: &mut Position, manner: Manner) {
        for kid in self.0 {
            kid.write(&mut sink, position, manner);
        }
    }
}

impl Render for Html {
    type State = ();

    fn build(self) {}

    fn rebuild(self, (): &mut ()) {}
}

impl RenderHtml for Html {
    type AsyncOutput = Self;
    type Owned = Self;
    const MIN_LENGTH: usize = 0;

    fn into_owned(self) -> Self {
        self
    }

    fn dry_resolve(&mut self) {
        self.0.iter_mut().for_each(Kid::touch);
    }

    async fn resolve(self) -> Self {
        Self(resolved(self.0).await)
    }

    fn to_html_with_buf(
        self,
        text: &mut String,
        position: &mut Position,
        escape: bool,
        mark_branches: bool,
        _: Vec<AnyAttribute>,
    ) {
        let manner = Manner { escape, mark_branches };
        self.write(Sink::Text(text), position, manner);
    }

    fn to_html_async_with_buf<const OUT_OF_ORDER: bool>(
        self,
        to: &mut StreamBuilder,
        position: &mut Position,
        escape: bool,
        mark_branches: bool,
        _: Vec<AnyAttribute>,
    ) {
        let manner = Manner { escape, mark_branches };
        let sink = Sink::Stream {
            to,
            out_of_order: OUT_OF_ORDER,
        };
        self.write(sink, position, manner);
    }

    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) {}
}

/// Nothing spreads attributes over what is inside: `view!` refuses to write it.
impl AddAnyAttr for Html {
    type Output<SomeNewAttr: Attribute> = Self;

    fn add_any_attr<NewAttr: Attribute>(self, _: NewAttr) -> Self {
        self
    }
}
