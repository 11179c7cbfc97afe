//! What a `view!` gives: some things beside each other.

use super::kid::{Kid, KidState};
use leptos::attr::Attribute;
use leptos::attr::any_attribute::AnyAttribute;
use leptos::prelude::*;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::renderer::types::{Element, Node};
use leptos::tachys::view::{Mountable, Position, PositionState};

/// With the number of its place in the source.
pub struct Html(u32, Vec<Kid>);
pub struct HtmlState(u32, Vec<KidState>);

impl Html {
    pub fn of(place: u32, kids: Vec<Kid>) -> Self {
        Self(place, kids)
    }
}

impl Render for Html {
    type State = HtmlState;

    fn build(self) -> HtmlState {
        HtmlState(self.0, self.1.into_iter().map(Kid::build).collect())
    }

    fn rebuild(self, state: &mut HtmlState) {
        // One page never becomes another in place: what it was made of ends with it.
        if self.0 == state.0 && self.1.len() == state.1.len() {
            for (kid, state) in self.1.into_iter().zip(&mut state.1) {
                kid.rebuild(state);
            }
        } else {
            let mut new = self.build();
            state.insert_before_this(&mut new);
            state.unmount();
            *state = new;
        }
    }
}

impl RenderHtml for Html {
    type AsyncOutput = Self;
    type Owned = Self;
    const MIN_LENGTH: usize = 0;

    fn hydrate<const FROM_SERVER: bool>(self, cursor: &Cursor, position: &PositionState) -> HtmlState {
        HtmlState(
            self.0,
            self.1.into_iter().map(|kid| kid.hydrate(cursor, position)).collect(),
        )
    }

    fn into_owned(self) -> Self {
        self
    }

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(self, _: &mut String, _: &mut Position, _: bool, _: bool, _: Vec<AnyAttribute>) {
        unreachable!("the browser builds elements")
    }
}

/// Nothing spreads attributes over what is inside: `view!` refuses to write it.
impl AddAnyAttr for Html {
    type Output<SomeNewAttr: Attribute> = Self;

    fn add_any_attr<NewAttr: Attribute>(self, _: NewAttr) -> Self {
        self
    }
}

impl Mountable for HtmlState {
    fn unmount(&mut self) {
        self.1.iter_mut().for_each(Mountable::unmount);
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        for kid in &mut self.1 {
            kid.mount(parent, marker);
        }
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        self.1.iter().any(|kid| kid.insert_before_this(child))
    }

    fn elements(&self) -> Vec<Element> {
        self.1.iter().flat_map(Mountable::elements).collect()
    }
}
