//! The rows of a sheet, filled: what is in them, how high they become, and where they come to stand.

use super::flaw::{Flaw, Found};
use super::package::{Look, SIZE};
use super::place::{self, LAST, Moves};
use super::sheet::{Body, Cell, Edit, Node, Sheet};
use super::text::{Piece, Scope, Turn};
use super::xml::{Tag, escape};
use serde_json::Value;
use std::collections::HashMap;

/// What a row or a cell costs beside its text.
const COST: usize = 48;
/// The longest text that a cell holds, in units of UTF-16.
const LONGEST: usize = 32_767;
/// The highest row that Excel shows, in points.
const HIGHEST: f64 = 409.0;

pub(super) struct Made {
    pub(super) text: String,
    pub(super) moves: Moves,
    pub(super) left: usize,
}

/// `left`: what may be written.
pub(super) fn fill(sheet: &Sheet<'_>, data: &Value, looks: &[Look], left: usize) -> Found<Made> {
    let blocks = sheet.blocks.iter().map(|rows| (rows.clone(), Vec::new()));
    let moves = Moves {
        images: vec![Vec::new(); sheet.rows.len()],
        blocks: blocks.collect(),
        written: 0,
    };
    let mut filling = Filling {
        sheet,
        looks,
        rooms: rooms(sheet),
        scope: Scope::new(data, left),
        out: String::new(),
        moves,
    };
    filling.nodes(&sheet.nodes)?;
    filling.whole()
}

struct Filling<'a> {
    sheet: &'a Sheet<'a>,
    looks: &'a [Look],
    rooms: HashMap<(u32, u32), Option<f64>>,
    scope: Scope<'a>,
    /// The rows.
    out: String,
    moves: Moves,
}

/// The width of cells that are one, by the first of them; none where they are of several rows.
fn rooms(sheet: &Sheet<'_>) -> HashMap<(u32, u32), Option<f64>> {
    let rooms = sheet.merges.iter().map(|area| {
        let flat = area.top == area.bottom;
        let width = || width(sheet, area.left, area.right);
        ((area.left, area.top), flat.then(width))
    });
    rooms.collect()
}

fn width(sheet: &Sheet<'_>, left: u32, right: u32) -> f64 {
    let (mut sum, mut rest) = (0.0, f64::from(right - left + 1));
    for (first, last, width) in &sheet.widths {
        let (from, to) = ((*first).max(left), (*last).min(right));
        if from <= to {
            let many = f64::from(to - from + 1);
            sum += many * width;
            rest -= many;
        }
    }
    sum + rest.max(0.0) * sheet.width
}

impl<'a> Filling<'a> {
    fn nodes(&mut self, nodes: &'a [Node]) -> Found<()> {
        for node in nodes {
            match node {
                Node::Row(at) => self.row(*at)?,
                Node::Block { id, list, nodes } => {
                    for turn in 0..self.scope.many(list)? {
                        self.scope.turns.push(Turn { list, at: turn });
                        let before = self.moves.written;
                        let made = self.nodes(nodes);
                        self.scope.turns.pop();
                        made?;
                        if let Some((_, times)) = self.moves.blocks.get_mut(*id) {
                            times.push((before + 1, self.moves.written));
                        }
                    }
                }
            }
        }
        Ok(())
    }

    fn row(&mut self, at: usize) -> Found<()> {
        let sheet = self.sheet;
        self.moves.written += 1;
        let line = self.moves.written;
        if line > LAST {
            return Err(Flaw::large());
        }
        if let Some(images) = self.moves.images.get_mut(at) {
            images.push(line);
        }
        let Some(row) = sheet.rows.get(at) else { return Ok(()) };
        let Some(tag) = &row.tag else { return Ok(()) };
        let number = u32::try_from(at).unwrap_or(LAST) + 1;
        let (mut cells, mut high) = (String::new(), 0.0_f64);
        for cell in &row.cells {
            self.scope.spend(COST)?;
            let needs = self.cell(cell, number, line, &mut cells);
            high = high.max(needs.map_err(|flaw| flaw.at(format!("{}{number}", place::letters(cell.column))))?);
        }
        self.scope.spend(COST)?;
        let mut tag = tag.clone();
        tag.set("r", line.to_string());
        if high > tag.number("ht").unwrap_or(sheet.height) {
            tag.set("ht", format!("{:.2}", high.min(HIGHEST)));
            tag.set("customHeight", "1".to_owned());
        }
        tag.write(&mut self.out);
        self.out.push('>');
        self.out.push_str(&cells);
        tag.write_close(&mut self.out);
        Ok(())
    }

    /// Writes a cell; how high its row has to be for it.
    fn cell(&mut self, cell: &Cell, number: u32, line: u32, out: &mut String) -> Found<f64> {
        let name = format!("{}{line}", place::letters(cell.column));
        let pieces = match &cell.body {
            Body::Filled(pieces) => pieces,
            Body::Kept(rest) => {
                let mut tag = cell.tag.clone();
                tag.set("r", name);
                tag.write(out);
                let rest = rest.as_deref();
                self.scope.spend(rest.map_or(0, str::len))?;
                match rest {
                    Some(rest) => {
                        out.push('>');
                        out.push_str(rest);
                    }
                    None => out.push_str("/>"),
                }
                return Ok(0.0);
            }
        };
        let mut text = String::new();
        self.scope.write(pieces, &mut text)?;
        let text = clip(text.trim_end());
        let (p, style) = (&cell.tag.prefix, cell.tag.number::<u32>("s"));
        let style = style.map(|style| format!(" s=\"{style}\"")).unwrap_or_default();
        if is_number(pieces) {
            out.push_str(&format!("<{p}c r=\"{name}\"{style}><{p}v>{text}</{p}v></{p}c>"));
            return Ok(0.0);
        }
        // A text whatever it begins with: nothing that people wrote is a formula.
        out.push_str(&format!(
            "<{p}c r=\"{name}\"{style} t=\"inlineStr\"><{p}is><{p}t xml:space=\"preserve\">"
        ));
        escape(text, out);
        out.push_str(&format!("</{p}t></{p}is></{p}c>"));
        Ok(self.needs(cell, number, text))
    }

    /// The height of a text, in points; nothing of one that does not wrap or has several rows to stand in.
    fn needs(&self, cell: &Cell, number: u32, text: &str) -> f64 {
        let style = cell.tag.number::<usize>("s").unwrap_or_default();
        let look = self.looks.get(style).copied().unwrap_or(Look {
            wraps: false,
            size: SIZE,
        });
        let own = || Some(width(self.sheet, cell.column, cell.column));
        let room = self.rooms.get(&(cell.column, number)).copied().unwrap_or_else(own);
        match room.filter(|_| look.wraps) {
            Some(room) => lines(text, room * SIZE / look.size) * look.size * 1.36,
            None => 0.0,
        }
    }

    /// The whole sheet.
    fn whole(mut self) -> Found<Made> {
        let sheet = self.sheet;
        let scope = &mut self.scope;
        let merges = self.moves.merges(&sheet.merges, |rows| scope.spend(COST + rows))?;
        let (mut text, mut copied) = (String::new(), 0);
        let rows = (sheet.rows_at.clone(), None);
        let edits = sheet.edits.iter().map(|(at, edit)| (at.clone(), Some(edit)));
        let mut edits: Vec<_> = edits.chain(std::iter::once(rows)).collect();
        edits.sort_by_key(|(at, _)| at.start);
        for (at, edit) in edits {
            text.push_str(sheet.text.get(copied..at.start).unwrap_or_default());
            match edit {
                None => text.push_str(&self.out),
                Some(edit) => self.edit(edit, &merges, &mut text),
            }
            copied = at.end;
        }
        text.push_str(sheet.text.get(copied..).unwrap_or_default());
        Ok(Made {
            text,
            moves: self.moves,
            left: self.scope.left,
        })
    }

    fn edit(&self, edit: &Edit, merges: &[String], out: &mut String) {
        match edit {
            Edit::Gone => {}
            Edit::Merges { .. } if merges.is_empty() => {}
            Edit::Merges { prefix: p } => {
                out.push_str(&format!("<{p}mergeCells count=\"{}\">", merges.len()));
                for area in merges {
                    out.push_str(&format!("<{p}mergeCell ref=\"{area}\"/>"));
                }
                out.push_str(&format!("</{p}mergeCells>"));
            }
            Edit::Areas(tag, alone) => {
                let mut tag = tag.clone();
                for name in ["ref", "sqref"] {
                    if let Some(moved) = tag.get(name).map(|areas| self.moves.areas(areas)) {
                        tag.set(name, moved);
                    }
                }
                end(&tag, *alone, out);
            }
            Edit::Break(tag, alone) => {
                let mut tag = tag.clone();
                if let Some(row) = tag.number("id") {
                    tag.set("id", self.moves.last(row).to_string());
                }
                end(&tag, *alone, out);
            }
        }
    }
}

fn end(tag: &Tag, alone: bool, out: &mut String) {
    tag.write(out);
    out.push_str(if alone { "/>" } else { ">" });
}

/// Whether all of a cell is a number in sequence, or how many there are.
fn is_number(pieces: &[Piece]) -> bool {
    match pieces {
        [Piece::Value(name)] => matches!(name.last().map(String::as_str), Some("number" | "count")),
        _ => false,
    }
}

fn clip(text: &str) -> &str {
    let mut units = 0;
    for (at, sign) in text.char_indices() {
        units += sign.len_utf16();
        if units > LONGEST {
            return text.get(..at).unwrap_or_default();
        }
    }
    text
}

/// How many lines a text takes where so many letters have room; a Chinese one takes that of two.
fn lines(text: &str, room: f64) -> f64 {
    let room = (room - 1.0).max(2.0);
    let wide = |line: &str| line.chars().map(|c| if c.is_ascii() { 1.0 } else { 2.0 }).sum::<f64>();
    text.split('\n').map(|line| (wide(line) / room).ceil().max(1.0)).sum()
}
