//! The parts of a workbook, read step by step; what is not changed is copied as it stands.

use super::flaw::{Flaw, Found};
use quick_xml::Reader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};

pub(super) enum Step {
    Open(Tag),
    /// An element without content, `<a/>`.
    Alone(Tag),
    /// The end of an element, by its name without a prefix.
    Close(String),
    Text(String),
    /// Nothing that is looked at.
    Aside,
}

pub(super) struct Walk<'a> {
    text: &'a str,
    reader: Reader<&'a [u8]>,
    from: usize,
    to: usize,
    depth: usize,
}

impl<'a> Walk<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            reader: Reader::from_str(text),
            from: 0,
            to: 0,
            depth: 0,
        }
    }

    pub(super) fn step(&mut self) -> Found<Option<Step>> {
        self.from = self.to;
        let event = self.reader.read_event().map_err(Flaw::broken)?;
        self.to = usize::try_from(self.reader.buffer_position()).map_err(Flaw::broken)?;
        Ok(Some(match event {
            Event::Start(tag) => {
                self.depth += 1;
                Step::Open(Tag::of(&tag)?)
            }
            Event::Empty(tag) => Step::Alone(Tag::of(&tag)?),
            Event::End(tag) => {
                self.depth = self.depth.saturating_sub(1);
                Step::Close(tag.local_name().into_inner().to_owned())
            }
            Event::Text(text) => Step::Text(text.xml10_content().into_owned()),
            Event::CData(text) => Step::Text(text.xml10_content().into_owned()),
            Event::GeneralRef(reference) => Step::Text(resolved(&reference)?),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => Step::Aside,
            Event::DocType(_) => return Err(Flaw::broken("DOCTYPE")),
            Event::Eof if self.depth > 0 => return Err(Flaw::broken("XML")),
            Event::Eof => return Ok(None),
        }))
    }

    /// The next step of a part that must not end here.
    pub(super) fn more(&mut self) -> Found<Step> {
        self.step()?.ok_or_else(|| Flaw::broken("XML"))
    }

    /// Where the last step begins and ends.
    pub(super) fn start(&self) -> usize {
        self.from
    }

    pub(super) fn end(&self) -> usize {
        self.to
    }

    /// As it stands.
    pub(super) fn raw(&self, from: usize, to: usize) -> &'a str {
        self.text.get(from..to).unwrap_or_default()
    }
}

fn resolved(reference: &BytesRef<'_>) -> Found<String> {
    if let Some(sign) = reference.resolve_char_ref().map_err(Flaw::broken)? {
        return Ok(sign.to_string());
    }
    let named = resolve_xml_entity(reference).ok_or_else(|| Flaw::broken("&;"))?;
    Ok(named.to_owned())
}

/// The beginning of an element. Values stay escaped.
#[derive(Clone)]
pub(super) struct Tag {
    /// With its colon; empty without one.
    pub(super) prefix: String,
    pub(super) name: String,
    attributes: Vec<(String, String)>,
}

impl Tag {
    fn of(tag: &BytesStart<'_>) -> Found<Self> {
        let whole = tag.name().into_inner();
        let (prefix, name) = match whole.split_once(':') {
            Some((prefix, name)) => (format!("{prefix}:"), name),
            None => (String::new(), whole),
        };
        let mut attributes = Vec::new();
        for one in tag.attributes().with_checks(false) {
            let one = one.map_err(Flaw::broken)?;
            attributes.push((one.key.into_inner().to_owned(), one.value.into_owned()));
        }
        Ok(Self {
            prefix,
            name: name.to_owned(),
            attributes,
        })
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(own, _)| own == name);
        found.map(|(_, value)| value.as_str())
    }

    /// One that is in a namespace, whatever its prefix.
    pub(super) fn spaced(&self, name: &str) -> Option<&str> {
        let named = |own: &str| own.split_once(':').is_some_and(|(_, local)| local == name);
        let found = self.attributes.iter().find(|(own, _)| named(own));
        found.map(|(_, value)| value.as_str())
    }

    pub(super) fn number<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.get(name)?.trim().parse().ok()
    }

    pub(super) fn set(&mut self, name: &str, value: String) {
        match self.attributes.iter_mut().find(|(own, _)| own == name) {
            Some((_, own)) => *own = value,
            None => self.attributes.push((name.to_owned(), value)),
        }
    }

    /// `<name …`, still open.
    pub(super) fn write(&self, out: &mut String) {
        out.push('<');
        out.push_str(&self.prefix);
        out.push_str(&self.name);
        for (name, value) in &self.attributes {
            out.push(' ');
            out.push_str(name);
            out.push_str("=\"");
            out.push_str(&value.replace('"', "&quot;"));
            out.push('"');
        }
    }

    pub(super) fn write_close(&self, out: &mut String) {
        out.push_str("</");
        out.push_str(&self.prefix);
        out.push_str(&self.name);
        out.push('>');
    }
}

/// A text as the content of an element. What XML has no place for is left out, and what looks like one of Excel's own codes stays a text.
pub(super) fn escape(text: &str, out: &mut String) {
    for (at, sign) in text.char_indices() {
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '_' if is_code(text.get(at..).unwrap_or_default()) => out.push_str("_x005F_"),
            '\t' | '\n' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'.. => out.push(sign),
            _ => {}
        }
    }
}

/// `_x000D_`, which Excel reads as one character.
fn is_code(text: &str) -> bool {
    match text.as_bytes() {
        [b'_', b'x', code @ ..] if code.len() >= 5 => {
            let (hex, rest) = code.split_at(4);
            hex.iter().all(u8::is_ascii_hexdigit) && rest.first() == Some(&b'_')
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_stay_texts() {
        let escaped = |text: &str| {
            let mut out = String::new();
            escape(text, &mut out);
            out
        };
        assert_eq!(escaped("a<b>&\u{1}\u{fffe}c\u{1b}"), "a&lt;b&gt;&amp;c");
        assert_eq!(escaped("履职\n𠮷\t纪实"), "履职\n𠮷\t纪实");
        assert_eq!(escaped("_x000D_ _x00 _x00G0_ _"), "_x005F_x000D_ _x00 _x00G0_ _");
    }

    #[test]
    fn what_is_passed_is_as_it_stands() {
        let text = "<?xml version=\"1.0\"?><x:a n='1\"'>&lt;y<!-- b --><b/>\n</x:a>";
        let mut walk = Walk::new(text);
        let (mut again, mut said) = (String::new(), String::new());
        while let Some(step) = walk.step().unwrap() {
            again.push_str(walk.raw(walk.start(), walk.end()));
            match step {
                Step::Open(tag) => {
                    tag.write(&mut said);
                    tag.write_close(&mut said);
                }
                Step::Text(text) => said.push_str(&text),
                _ => {}
            }
        }
        assert_eq!(again, text);
        assert_eq!(said, "<x:a n=\"1&quot;\"</x:a><y\n");
        for bad in ["<a>", "<a></b>", "<!DOCTYPE a><a/>", "<a>&own;</a>", "<a b=c/>", "<a"] {
            let mut walk = Walk::new(bad);
            let end = loop {
                match walk.step() {
                    Ok(Some(_)) => {}
                    other => break other,
                }
            };
            assert!(end.is_err(), "{bad}");
        }
    }
}
