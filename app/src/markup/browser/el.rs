//! One element, whatever its kind.

use super::attr::{Attr, AttrState, Kind};
use super::kid::{Kid, KidState};
use crate::browser;
use crate::markup::Worth;
use leptos::ev::EventDescriptor;
use leptos::prelude::{GetValue, StoredValue};
use leptos::reactive::owner::Owner;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::renderer::types::{Element, Node};
use leptos::tachys::renderer::{CastFrom, Rndr};
use leptos::tachys::view::{Mountable, Position, PositionState};
use std::cell::RefCell;
use std::rc::Rc;

const SVG: &str = "http://www.w3.org/2000/svg";

pub struct El(Box<Parts>);

struct Parts {
    tag: &'static str,
    namespace: Option<&'static str>,
    attrs: Vec<Attr>,
    kids: Vec<Kid>,
    /// The children are text that the server wrote as it is.
    raw: bool,
    /// The children are taken over in a turn of their own.
    later: bool,
}

pub struct ElState {
    tag: &'static str,
    el: Element,
    attrs: Vec<AttrState>,
    kids: Kids,
}

enum Kids {
    Here(Vec<KidState>),
    /// None until they are taken over.
    Later(Rc<RefCell<Option<Vec<KidState>>>>),
}

impl El {
    pub fn new(tag: &'static str) -> Self {
        Self(Box::new(Parts {
            tag,
            namespace: None,
            attrs: Vec::new(),
            kids: Vec::new(),
            raw: false,
            later: false,
        }))
    }

    pub fn svg(tag: &'static str) -> Self {
        let mut el = Self::new(tag);
        el.0.namespace = Some(SVG);
        el
    }

    #[inline(never)]
    fn add(mut self, name: &'static str, kind: Kind, value: Worth) -> Self {
        self.0.attrs.push(Attr::new(name, kind, value));
        self
    }

    pub fn attr(self, name: &'static str, value: Worth) -> Self {
        self.add(name, Kind::Attribute, value)
    }

    pub fn class(self, name: &'static str, value: Worth) -> Self {
        self.add(name, Kind::Class, value)
    }

    pub fn prop(self, name: &'static str, value: Worth) -> Self {
        self.add(name, Kind::Property, value)
    }

    /// Its inside as HTML, for what has no children here: lists of links, and places that belong to another script.
    pub fn inside(self, html: Worth) -> Self {
        self.add("innerHTML", Kind::Inside, html)
    }

    pub fn on<E: EventDescriptor>(mut self, event: E, mut act: impl FnMut(E::EventType) + 'static) -> Self
    where
        E::EventType: From<leptos::wasm_bindgen::JsValue>,
    {
        self.0.attrs.push(Attr::handler(
            event.name(),
            Box::new(move |e| act(E::EventType::from(e))),
        ));
        self
    }

    pub fn kids(mut self, kids: Vec<Kid>) -> Self {
        self.0.kids = kids;
        self
    }

    pub fn raw(mut self, kids: Vec<Kid>) -> Self {
        self.0.raw = true;
        self.kids(kids)
    }

    /// What the server wrote inside can wait for its turn: nothing is typed into it, and a press finds it taken over.
    pub fn later(mut self, later: bool) -> Self {
        self.0.later = later;
        self
    }

    pub fn kid(self) -> Kid {
        Kid::El(self)
    }

    pub(super) fn build(self) -> ElState {
        let parts = *self.0;
        let el = Rndr::create_element(parts.tag, parts.namespace);
        let attrs = parts.attrs.into_iter().map(|a| a.enter(&el, false)).collect();
        let mut kids: Vec<KidState> = parts.kids.into_iter().map(Kid::build).collect();
        for kid in &mut kids {
            kid.mount(&el, None);
        }
        ElState {
            tag: parts.tag,
            el,
            attrs,
            kids: Kids::Here(kids),
        }
    }

    pub(super) fn hydrate(self, cursor: &Cursor, position: &PositionState) -> ElState {
        let parts = *self.0;
        match position.get() {
            Position::FirstChild => cursor.child(),
            Position::Current => {}
            _ => cursor.sibling(),
        }
        let Some(el) = Element::cast_from(cursor.current()) else {
            unreachable!("another page than the server's");
        };
        let attrs = parts.attrs.into_iter().map(|a| a.enter(&el, true)).collect();
        let kids = if parts.raw {
            Kids::Here(Vec::new())
        } else if parts.later {
            Kids::take_over_later(parts.kids, el.clone())
        } else {
            position.set(Position::FirstChild);
            Kids::Here(take_over(parts.kids, cursor, position))
        };
        cursor.set(el.clone().into());
        position.set(Position::NextChild);
        ElState {
            tag: parts.tag,
            el,
            attrs,
            kids,
        }
    }

    /// Gives itself back when the element that stands there is another.
    pub(super) fn rebuild(self, state: &mut ElState) -> Option<Self> {
        let Some(kids) = state.kids.here() else {
            return Some(self);
        };
        let same = self.0.tag == state.tag
            && self.0.attrs.len() == state.attrs.len()
            && (self.0.raw || self.0.kids.len() == kids.len())
            && self.0.attrs.iter().zip(&state.attrs).all(|(new, old)| new.follows(old));
        if !same {
            return Some(self);
        }
        let parts = *self.0;
        for (attr, old) in parts.attrs.into_iter().zip(&mut state.attrs) {
            attr.change(&state.el, old);
        }
        for (kid, old) in parts.kids.into_iter().zip(kids) {
            kid.rebuild(old);
        }
        None
    }
}

fn take_over(kids: Vec<Kid>, cursor: &Cursor, position: &PositionState) -> Vec<KidState> {
    kids.into_iter().map(|kid| kid.hydrate(cursor, position)).collect()
}

impl Kids {
    /// Unless the element is gone by then, or what is shown in it has come to its end.
    fn take_over_later(kids: Vec<Kid>, el: Element) -> Self {
        let place = Rc::new(RefCell::new(None));
        let (there, owner) = (Rc::downgrade(&place), Owner::current().map(|owner| owner.downgrade()));
        let lasts = StoredValue::new(());
        browser::in_turn(move || {
            let owner = owner.and_then(|owner| owner.upgrade());
            if let (Some(place), Some(owner), Some(())) = (there.upgrade(), owner, lasts.try_get_value()) {
                let (cursor, position) = (Cursor::new(el), PositionState::new(Position::FirstChild));
                let taken = owner.with(|| take_over(kids, &cursor, &position));
                place.replace(Some(taken));
            }
        });
        Self::Later(place)
    }

    /// None while they wait for their turn.
    fn here(&mut self) -> Option<&mut Vec<KidState>> {
        if let Self::Later(place) = self {
            *self = Self::Here(place.take()?);
        }
        match self {
            Self::Here(kids) => Some(kids),
            Self::Later(_) => None,
        }
    }
}

impl Mountable for ElState {
    fn unmount(&mut self) {
        Rndr::remove(&self.el);
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        Rndr::insert_node(parent, &self.el, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let parent = Rndr::get_parent(&self.el).and_then(Element::cast_from);
        if let Some(parent) = &parent {
            child.mount(parent, Some(&self.el));
        }
        parent.is_some()
    }

    fn elements(&self) -> Vec<Element> {
        vec![self.el.clone()]
    }
}
