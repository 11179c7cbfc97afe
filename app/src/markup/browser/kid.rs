//! What stands inside an element: elements, and whatever else Leptos can show.

use super::el::{El, ElState};
use leptos::prelude::*;
use leptos::reactive::effect::RenderEffect;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::renderer::types::{Element, Node};
use leptos::tachys::view::{Mountable, PositionState};
use std::any::Any;

pub enum Kid {
    El(El),
    /// What changes: every closure of a view, whatever it gives.
    Live(Box<dyn FnMut() -> Kid + Send>),
    Any(Box<dyn View + Send>),
}

pub enum KidState {
    El(ElState),
    Live(RenderEffect<KidState>),
    Any(Box<dyn State>),
}

/// A view of Leptos without its type.
pub trait View {
    fn build(self: Box<Self>) -> Box<dyn State>;
    fn hydrate(self: Box<Self>, cursor: &Cursor, position: &PositionState) -> Box<dyn State>;
    /// Gives itself back when what stands there was of another kind.
    fn rebuild(self: Box<Self>, state: &mut dyn State) -> Option<Box<dyn View + Send>>;
}

pub trait State: Mountable {
    fn any(&mut self) -> &mut dyn Any;
}

impl<T: Mountable + 'static> State for T {
    fn any(&mut self) -> &mut dyn Any {
        self
    }
}

impl<T: RenderHtml + 'static> View for T {
    fn build(self: Box<Self>) -> Box<dyn State> {
        Box::new(Render::build(*self))
    }

    fn hydrate(self: Box<Self>, cursor: &Cursor, position: &PositionState) -> Box<dyn State> {
        Box::new(RenderHtml::hydrate::<true>(*self, cursor, position))
    }

    fn rebuild(self: Box<Self>, state: &mut dyn State) -> Option<Box<dyn View + Send>> {
        match state.any().downcast_mut::<T::State>() {
            Some(state) => Render::rebuild(*self, state),
            None => return Some(self),
        }
        None
    }
}

impl Kid {
    pub fn view(view: impl RenderHtml + 'static) -> Self {
        Self::Any(Box::new(view))
    }

    pub fn list(rows: Box<dyn FnMut() -> Self + Send>) -> Self {
        Self::Live(rows)
    }

    pub fn build(self) -> KidState {
        match self {
            Self::El(el) => KidState::El(el.build()),
            Self::Live(run) => KidState::Live(live(run, None)),
            Self::Any(view) => KidState::Any(view.build()),
        }
    }

    pub fn hydrate(self, cursor: &Cursor, position: &PositionState) -> KidState {
        match self {
            Self::El(el) => KidState::El(el.hydrate(cursor, position)),
            Self::Live(run) => KidState::Live(live(run, Some((cursor.clone(), position.clone())))),
            Self::Any(view) => KidState::Any(view.hydrate(cursor, position)),
        }
    }

    /// Changes what stands there, or puts itself in its place.
    pub fn rebuild(self, state: &mut KidState) {
        let refused = match (self, &mut *state) {
            (Self::El(el), KidState::El(state)) => el.rebuild(state).map(Self::El),
            (Self::Any(view), KidState::Any(state)) => view.rebuild(&mut **state).map(Self::Any),
            (other, _) => Some(other),
        };
        if let Some(kid) = refused {
            let mut new = kid.build();
            state.insert_before_this(&mut new);
            state.unmount();
            *state = new;
        }
    }
}

/// `there`: where on the server's page it is found the first time.
fn live(mut run: Box<dyn FnMut() -> Kid + Send>, there: Option<(Cursor, PositionState)>) -> RenderEffect<KidState> {
    RenderEffect::new(move |before: Option<KidState>| {
        let kid = run();
        match (before, &there) {
            (Some(mut state), _) => {
                kid.rebuild(&mut state);
                state
            }
            (None, Some((cursor, position))) => kid.hydrate(cursor, position),
            (None, None) => kid.build(),
        }
    })
}

impl KidState {
    fn with<T>(&self, ask: impl FnOnce(&dyn Mountable) -> T) -> Option<T> {
        match self {
            Self::El(state) => Some(ask(state)),
            Self::Live(effect) => effect.with_value_mut(|state| ask(state)),
            Self::Any(state) => Some(ask(&**state)),
        }
    }

    fn with_mut(&mut self, act: &mut dyn FnMut(&mut dyn Mountable)) {
        match self {
            Self::El(state) => act(state),
            Self::Live(effect) => _ = effect.with_value_mut(|state| act(state)),
            Self::Any(state) => act(&mut **state),
        }
    }
}

impl Mountable for KidState {
    fn unmount(&mut self) {
        self.with_mut(&mut |state| state.unmount());
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        self.with_mut(&mut |state| state.mount(parent, marker));
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        self.with(|state| state.insert_before_this(child)).unwrap_or(false)
    }

    fn elements(&self) -> Vec<Element> {
        self.with(|state| state.elements()).unwrap_or_default()
    }
}
