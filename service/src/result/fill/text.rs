//! Texts with placeholders: `{{name}}`, `{{#list}}…{{/list}}` for each of a list or where there is something, `{{^name}}…{{/name}}` where
//! there is nothing. The signs are those of Mustache.

#[cfg(test)]
mod tests;

use super::flaw::{Flaw, Found, clip};
use serde_json::Value;

/// Parts within parts of one text.
const DEEP: usize = 8;

pub(super) type Name = Vec<String>;

pub(super) enum Piece {
    Text(String),
    Value(Name),
    /// Shown where there is something, or where there is nothing.
    Part {
        name: Name,
        full: bool,
        pieces: Vec<Piece>,
    },
}

/// Chinese keyboards have braces of their own.
fn braces(text: &str) -> String {
    text.replace("｛｛", "{{").replace("｝｝", "}}")
}

pub(super) fn has_places(text: &str) -> bool {
    braces(text).contains("{{")
}

pub(super) fn parse(text: &str) -> Found<Vec<Piece>> {
    let text = braces(text).replace("_x000D_", "");
    let mut open: Vec<(Name, bool, Vec<Piece>)> = Vec::new();
    let mut pieces = Vec::new();
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once("{{") {
        let (inside, after) = after.split_once("}}").ok_or_else(|| unclosed(after))?;
        if !before.is_empty() {
            pieces.push(Piece::Text(before.to_owned()));
        }
        let inside = inside.trim();
        if let Some(begun) = inside.strip_prefix(['#', '^']) {
            if open.len() >= DEEP {
                return Err(Flaw::large());
            }
            open.push((name(begun)?, inside.starts_with('#'), std::mem::take(&mut pieces)));
        } else if let Some(ended) = inside.strip_prefix('/') {
            let ended = name(ended)?;
            let begun = open.pop().filter(|(name, ..)| *name == ended);
            let (name, full, outer) = begun.ok_or_else(|| unopened(inside))?;
            let pieces_within = std::mem::replace(&mut pieces, outer);
            pieces.push(Piece::Part {
                name,
                full,
                pieces: pieces_within,
            });
        } else {
            pieces.push(Piece::Value(name(inside)?));
        }
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest.to_owned()));
    }
    match open.pop() {
        Some((name, ..)) => Err(unclosed(&name.join("."))),
        None => Ok(pieces),
    }
}

fn name(text: &str) -> Found<Name> {
    let text = text.trim();
    if text == "." {
        return Ok(vec![text.to_owned()]);
    }
    let known = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    match text.split('.').all(known) {
        true => Ok(text.split('.').map(str::to_owned).collect()),
        false => Err(Flaw::unknown(text)),
    }
}

fn unclosed(text: &str) -> Flaw {
    let text = clip(text);
    Flaw::new(format!("“{{{{{text}”没有结束。"), format!("“{{{{{text}” has no end."))
}

fn unopened(text: &str) -> Flaw {
    let text = clip(text);
    Flaw::new(
        format!("{{{{{text}}}}} 结束的不是最后开始的那一段。"),
        format!("{{{{{text}}}}} does not end what was begun last."),
    )
}

/// What a row is repeated for: the names in a text, those inside of parts left out.
pub(super) fn names(pieces: &[Piece]) -> impl Iterator<Item = &Name> {
    pieces.iter().filter_map(|piece| match piece {
        Piece::Text(_) => None,
        Piece::Value(name) | Piece::Part { name, .. } => Some(name),
    })
}

/// The lists that a name goes through before its end.
pub(super) fn lists(shape: &Value, name: &[String]) -> Vec<Name> {
    let (mut value, mut lists) = (shape, Vec::new());
    for at in 0..name.len() {
        let (gone, rest) = name.split_at(at);
        if let Value::Array(list) = value {
            if rest == ["count"] {
                break;
            }
            lists.push(gone.to_vec());
            let Some(first) = list.first() else { break };
            value = first;
        }
        let Some(next) = rest.first().and_then(|part| value.get(part.as_str())) else {
            break;
        };
        value = next;
    }
    lists
}

/// A list that a row is repeated for, and which of it the row is about.
pub(super) struct Turn<'a> {
    pub(super) list: &'a [String],
    pub(super) at: usize,
}

enum Held<'a> {
    Value(&'a Value),
    Number(usize),
}

/// Where names are looked up.
pub(super) struct Scope<'a> {
    whole: &'a Value,
    pub(super) turns: Vec<Turn<'a>>,
    /// What the parts read that are open, innermost last.
    inner: Vec<(&'a Value, usize)>,
    /// Every part is looked into, shown or not.
    all: bool,
    /// What may still be written; a part that writes nothing costs as well.
    pub(super) left: usize,
}

impl<'a> Scope<'a> {
    pub(super) fn new(whole: &'a Value, left: usize) -> Self {
        Self {
            whole,
            turns: Vec::new(),
            inner: Vec::new(),
            all: false,
            left,
        }
    }

    /// Whether all names of a text are there.
    pub(super) fn check(shape: &'a Value, lists: &'a [Name], pieces: &[Piece]) -> Found<()> {
        let mut scope = Self::new(shape, 1 << 20);
        scope.all = true;
        scope.turns = lists.iter().map(|list| Turn { list, at: 0 }).collect();
        scope.write(pieces, &mut String::new())
    }

    pub(super) fn spend(&mut self, much: usize) -> Found<()> {
        self.left = self.left.checked_sub(much).ok_or_else(Flaw::large)?;
        Ok(())
    }

    /// How many there are of a list.
    pub(super) fn many(&self, list: &[String]) -> Found<usize> {
        match self.along(self.whole, list, 0)? {
            Held::Value(Value::Array(list)) => Ok(list.len()),
            _ => Ok(0),
        }
    }

    pub(super) fn write(&mut self, pieces: &[Piece], out: &mut String) -> Found<()> {
        for piece in pieces {
            self.spend(1)?;
            match piece {
                Piece::Text(text) => self.put(text, out)?,
                Piece::Value(name) => match self.find(name)? {
                    Held::Number(number) => self.put(&number.to_string(), out)?,
                    Held::Value(value) => self.plain(value, name, out)?,
                },
                Piece::Part { name, full, pieces } => self.part(name, *full, pieces, out)?,
            }
        }
        Ok(())
    }

    fn put(&mut self, text: &str, out: &mut String) -> Found<()> {
        self.spend(text.len())?;
        out.push_str(text);
        Ok(())
    }

    fn part(&mut self, name: &Name, full: bool, pieces: &[Piece], out: &mut String) -> Found<()> {
        let each = match self.find(name)? {
            Held::Value(Value::Array(list)) if full => list.as_slice(),
            Held::Value(group @ Value::Object(_)) if full => std::slice::from_ref(group),
            held => {
                let some = match held {
                    Held::Number(number) => number > 0,
                    Held::Value(value) => !is_empty(value),
                };
                return match some == full || self.all {
                    true => self.write(pieces, out),
                    false => Ok(()),
                };
            }
        };
        for (at, value) in each.iter().enumerate() {
            self.inner.push((value, at));
            let written = self.write(pieces, out);
            self.inner.pop();
            written?;
        }
        Ok(())
    }

    fn find(&self, name: &Name) -> Found<Held<'a>> {
        let first = name.first().map(String::as_str).unwrap_or_default();
        if let (Some(&(value, at)), 1) = (self.inner.last(), name.len()) {
            match first {
                "." => return Ok(Held::Value(value)),
                "number" => return Ok(Held::Number(at + 1)),
                _ => {}
            }
        }
        for &(value, _) in self.inner.iter().rev() {
            if let Some(found) = value.get(first) {
                return self.along(found, name, 1);
            }
        }
        self.along(self.whole, name, 0)
    }

    /// Goes on along a name of which so much is known; from the whole on, each list stands at the row's turn.
    fn along(&self, start: &'a Value, name: &[String], known: usize) -> Found<Held<'a>> {
        let unknown = || Flaw::unknown(&name.join("."));
        let mut value = start;
        for at in known..name.len() {
            let (gone, rest) = name.split_at(at);
            if let Value::Array(list) = value {
                if rest == ["count"] {
                    return Ok(Held::Number(list.len()));
                }
                let turn = self.turns.iter().find(|turn| known == 0 && turn.list == gone);
                let turn = turn.ok_or_else(|| many(name))?;
                if rest == ["number"] {
                    return Ok(Held::Number(turn.at + 1));
                }
                value = list.get(turn.at).ok_or_else(unknown)?;
            }
            let next = rest.first().and_then(|part| value.get(part.as_str()));
            value = next.ok_or_else(unknown)?;
        }
        Ok(Held::Value(value))
    }

    /// A list of texts has a line for each.
    fn plain(&mut self, value: &Value, name: &Name, out: &mut String) -> Found<()> {
        match value {
            Value::Null => Ok(()),
            Value::String(text) => self.put(text, out),
            Value::Array(list) => {
                for (at, one) in list.iter().enumerate() {
                    let Value::String(text) = one else {
                        return Err(many(name));
                    };
                    if at > 0 {
                        self.put("\n", out)?;
                    }
                    self.put(text, out)?;
                }
                Ok(())
            }
            Value::Object(_) => Err(Flaw::unknown(&name.join("."))),
            other => self.put(&other.to_string(), out),
        }
    }
}

fn many(name: &[String]) -> Flaw {
    let name = clip(&name.join("."));
    Flaw::new(
        format!(
            "{{{{{name}}}}} 是一个列表里的：在格里写 {{{{#…}}}} … {{{{/…}}}}，或者写出列表中的一项，让这一行重复。"
        ),
        format!(
            "{{{{{name}}}}} is of a list: write {{{{#…}}}} … {{{{/…}}}} in the cell, or name a field of the list, so that the row is repeated."
        ),
    )
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::String(text) => text.is_empty(),
        Value::Array(list) => list.is_empty(),
        _ => false,
    }
}
