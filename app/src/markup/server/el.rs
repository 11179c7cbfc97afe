//! One element, whatever its kind.

use super::kid::{Kid, resolved};
use super::{Manner, Sink};
use crate::markup::Worth;
use leptos::ev::EventDescriptor;
use leptos::tachys::html::attribute::AttributeValue;
use leptos::tachys::view::Position;

/// Elements without an inside.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
];

pub struct El(Box<Parts>);

struct Parts {
    tag: &'static str,
    attrs: Vec<(&'static str, Worth)>,
    classes: Vec<(&'static str, Worth)>,
    inside: Option<Worth>,
    kids: Vec<Kid>,
    /// The children are text that is written as it is.
    raw: bool,
}

impl El {
    pub fn new(tag: &'static str) -> Self {
        Self(Box::new(Parts {
            tag,
            attrs: Vec::new(),
            classes: Vec::new(),
            inside: None,
            kids: Vec::new(),
            raw: false,
        }))
    }

    pub fn svg(tag: &'static str) -> Self {
        Self::new(tag)
    }

    pub fn attr(mut self, name: &'static str, value: Worth) -> Self {
        self.0.attrs.push((name, value));
        self
    }

    pub fn class(mut self, name: &'static str, value: Worth) -> Self {
        self.0.classes.push((name, value));
        self
    }

    /// Properties are set in the browser.
    pub fn prop(self, _: &'static str, _: Worth) -> Self {
        self
    }

    /// Its inside as HTML, for what has no children here: lists of links, and places that belong to another script.
    pub fn inside(mut self, html: Worth) -> Self {
        self.0.inside = Some(html);
        self
    }

    /// When it is taken over is the browser's matter.
    pub fn later(self, _: bool) -> Self {
        self
    }

    /// Events are heard in the browser.
    pub fn on<E: EventDescriptor>(self, _: E, _: impl FnMut(E::EventType) + 'static) -> Self {
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

    pub fn kid(self) -> Kid {
        Kid::El(self)
    }

    pub(super) fn write(self, sink: &mut Sink<'_>, position: &mut Position, manner: Manner) {
        let parts = *self.0;
        let mut tag = String::with_capacity(64);
        tag.push('<');
        tag.push_str(parts.tag);
        attributes(parts.attrs, parts.classes, &mut tag);
        tag.push('>');
        sink.push(&tag);
        if !VOID.contains(&parts.tag) {
            let inside = parts.inside.map(Worth::settled).unwrap_or(Worth::Off);
            if !inside.text().is_empty() {
                sink.push(inside.text());
            } else {
                *position = Position::FirstChild;
                let manner = Manner {
                    escape: !parts.raw,
                    ..manner
                };
                for kid in parts.kids {
                    kid.write(sink, position, manner);
                }
            }
            tag.clear();
            tag.push_str("</");
            tag.push_str(parts.tag);
            tag.push('>');
            sink.push(&tag);
        }
        *position = Position::NextChild;
    }

    /// Runs what changes, so that whoever waits for data hears which.
    pub(super) fn touch(&mut self) {
        let parts = &mut *self.0;
        for (_, worth) in parts.attrs.iter_mut().chain(&mut parts.classes) {
            worth.touch();
        }
        if let Some(inside) = &mut parts.inside {
            inside.touch();
        }
        parts.kids.iter_mut().for_each(Kid::touch);
    }

    pub(super) async fn resolve(mut self) -> Self {
        self.0.kids = resolved(std::mem::take(&mut self.0.kids)).await;
        self
    }
}

fn attributes(attrs: Vec<(&'static str, Worth)>, classes: Vec<(&'static str, Worth)>, tag: &mut String) {
    let mut class = String::new();
    for (name, worth) in attrs {
        match worth.settled() {
            Worth::Off | Worth::Live(_) => {}
            on if name == "class" => class = on.text().to_owned(),
            Worth::On => AttributeValue::to_html(true, name, tag),
            Worth::Word(text) => AttributeValue::to_html(text, name, tag),
            Worth::Text(text) => AttributeValue::to_html(text, name, tag),
        }
    }
    for (name, worth) in classes {
        if !matches!(worth.settled(), Worth::Off) {
            class.push(' ');
            class.push_str(name);
        }
    }
    let class = class.trim();
    if !class.is_empty() {
        AttributeValue::to_html(class, "class", tag);
    }
}
