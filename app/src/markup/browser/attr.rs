//! What an element carries: attributes, classes, properties, and who hears its events.

use crate::markup::Worth;
use leptos::reactive::effect::RenderEffect;
use leptos::reactive::owner::Owner;
use leptos::tachys::renderer::types::Element;
use leptos::tachys::renderer::{RemoveEventHandler, Rndr};
use leptos::wasm_bindgen::JsValue;
use send_wrapper::SendWrapper;
use std::borrow::Cow;

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Attribute,
    Class,
    Property,
    /// A property that the server has written already.
    Inside,
    Event,
}

type Act = Box<dyn FnMut(JsValue)>;

enum Carried {
    Worth(Worth),
    Act(Owner, SendWrapper<Act>),
}

pub struct Attr {
    name: Cow<'static, str>,
    kind: Kind,
    carried: Carried,
}

pub struct AttrState {
    name: Cow<'static, str>,
    kind: Kind,
    kept: Kept,
}

enum Kept {
    Set(Worth),
    Live(#[expect(dead_code, reason = "runs as long as it is kept")] RenderEffect<Worth>),
    Heard(#[expect(dead_code, reason = "hears as long as it is kept")] RemoveEventHandler<Element>),
    Changing,
}

impl Attr {
    pub fn new(name: &'static str, kind: Kind, worth: Worth) -> Self {
        Self {
            name: name.into(),
            kind,
            carried: Carried::Worth(worth),
        }
    }

    pub fn handler(name: Cow<'static, str>, act: Act) -> Self {
        Self {
            name,
            kind: Kind::Event,
            carried: Carried::Act(Owner::current().unwrap_or_default(), SendWrapper::new(act)),
        }
    }

    pub fn follows(&self, old: &AttrState) -> bool {
        self.kind == old.kind && self.name == old.name
    }

    /// On a page from the server attributes are there already; properties never are.
    pub fn enter(self, el: &Element, from_server: bool) -> AttrState {
        let Self { name, kind, carried } = self;
        let there = from_server && kind != Kind::Property;
        let kept = match carried {
            Carried::Act(owner, act) => {
                let mut act = act.take();
                let heard = Box::new(move |event| owner.with(|| act(event)));
                Kept::Heard(Rndr::add_event_listener(el, &name, heard))
            }
            Carried::Worth(Worth::Live(run)) => Kept::Live(live(el.clone(), name.clone(), kind, run, there)),
            Carried::Worth(worth) => {
                if !there {
                    set(el, &name, kind, &worth);
                }
                Kept::Set(worth)
            }
        };
        AttrState { name, kind, kept }
    }

    pub fn change(self, el: &Element, old: &mut AttrState) {
        if let (Kept::Set(before), Carried::Worth(now)) = (&old.kept, &self.carried)
            && before.is(now)
            && !matches!(now, Worth::Live(_))
        {
            return;
        }
        // What was heard or ran before ends first.
        old.kept = Kept::Changing;
        *old = self.enter(el, false);
    }
}

fn live(
    el: Element,
    name: Cow<'static, str>,
    kind: Kind,
    mut run: Box<dyn FnMut() -> Worth + Send>,
    there: bool,
) -> RenderEffect<Worth> {
    RenderEffect::new(move |before: Option<Worth>| {
        let now = run().settled();
        let known = before.as_ref().map_or(there, |before| before.is(&now));
        if !known {
            set(&el, &name, kind, &now);
        }
        now
    })
}

fn set(el: &Element, name: &str, kind: Kind, worth: &Worth) {
    let off = matches!(worth, Worth::Off);
    match kind {
        Kind::Attribute if off => Rndr::remove_attribute(el, name),
        Kind::Attribute => Rndr::set_attribute(el, name, worth.text()),
        Kind::Class if off => Rndr::remove_class(&Rndr::class_list(el), name),
        Kind::Class => Rndr::add_class(&Rndr::class_list(el), name),
        Kind::Property | Kind::Inside => Rndr::set_property(el, name, &property(worth)),
        Kind::Event => {}
    }
}

fn property(worth: &Worth) -> JsValue {
    match worth {
        Worth::Off => JsValue::FALSE,
        Worth::On => JsValue::TRUE,
        _ => JsValue::from_str(worth.text()),
    }
}
