//! A sheet of a template: its rows, what is read in them, and which are repeated together.

use super::flaw::{Flaw, Found};
use super::place::{self, Area};
use super::text::{Name, Piece, Scope, has_places, lists, names, parse};
use super::xml::{Step, Tag, Walk};
use serde_json::Value;
use std::ops::Range;

/// Rows, widths of columns, cells and areas of a template.
const ROWS: u32 = 10_000;
const COLUMNS: usize = 1_000;
const CELLS: usize = 100_000;
const AREAS: usize = 10_000;

pub(super) struct Sheet<'a> {
    pub(super) text: &'a str,
    /// Where the rows begin and end.
    pub(super) rows_at: Range<usize>,
    /// What is written anew beside the rows, in order.
    pub(super) edits: Vec<(Range<usize>, Edit)>,
    /// From the first to the last that there is, none left out.
    pub(super) rows: Vec<Row>,
    pub(super) nodes: Vec<Node>,
    pub(super) blocks: Vec<Range<usize>>,
    pub(super) merges: Vec<Area>,
    /// Widths of columns, first and last of each, and of all others.
    pub(super) widths: Vec<(u32, u32, f64)>,
    pub(super) width: f64,
    pub(super) height: f64,
}

pub(super) enum Edit {
    Gone,
    Merges {
        prefix: String,
    },
    /// An element that names areas, and whether it is without content.
    Areas(Tag, bool),
    /// A break of the page after a row.
    Break(Tag, bool),
}

#[derive(Default)]
pub(super) struct Row {
    /// None of a row that nothing is said about.
    pub(super) tag: Option<Tag>,
    pub(super) cells: Vec<Cell>,
    /// The lists that it is repeated for, the outermost first.
    lists: Vec<Name>,
}

impl Row {
    fn reads(&self) -> bool {
        self.cells.iter().any(|cell| matches!(cell.body, Body::Filled(_)))
    }
}

pub(super) struct Cell {
    pub(super) column: u32,
    pub(super) tag: Tag,
    pub(super) body: Body,
}

pub(super) enum Body {
    /// All after its beginning, as it stands; nothing of a cell without content.
    Kept(Option<String>),
    Filled(Vec<Piece>),
}

pub(super) enum Node {
    Row(usize),
    /// Rows that are repeated together.
    Block {
        id: usize,
        list: Name,
        nodes: Vec<Node>,
    },
}

impl<'a> Sheet<'a> {
    /// `strings`: what cells share. `shape`: data in which all is there that a placeholder can name.
    pub(super) fn read(text: &'a str, strings: &[String], shape: &Value) -> Found<Self> {
        let mut sheet = Self {
            text,
            rows_at: text.len()..text.len(),
            edits: Vec::new(),
            rows: Vec::new(),
            nodes: Vec::new(),
            blocks: Vec::new(),
            merges: Vec::new(),
            widths: Vec::new(),
            width: 8.43,
            height: 15.0,
        };
        let mut walk = Walk::new(text);
        if !sheet.head(&mut walk)? {
            return Ok(sheet);
        }
        let begin = walk.end();
        sheet.all_rows(&mut walk, strings)?;
        sheet.rows_at = begin..walk.start();
        let tables = sheet.tail(&mut walk)?;
        if tables && sheet.reads() {
            return Err(Flaw::new(
                "有占位符的工作表里不能有“表格”（Ctrl+T）。请把它转换为区域。",
                "a sheet with placeholders has no tables (Ctrl+T). Turn them into ranges.",
            ));
        }
        sheet.plan(shape)?;
        Ok(sheet)
    }

    pub(super) fn reads(&self) -> bool {
        self.rows.iter().any(Row::reads)
    }

    /// What stands before the rows; whether there are any.
    fn head(&mut self, walk: &mut Walk<'a>) -> Found<bool> {
        loop {
            let (tag, alone) = match walk.more()? {
                Step::Open(tag) => (tag, false),
                Step::Alone(tag) => (tag, true),
                _ => continue,
            };
            match tag.name.as_str() {
                "sheetData" => return Ok(!alone),
                "dimension" if alone => self.edits.push((walk.start()..walk.end(), Edit::Gone)),
                "sheetFormatPr" => {
                    self.width = tag.number("defaultColWidth").unwrap_or(self.width);
                    self.height = tag.number("defaultRowHeight").unwrap_or(self.height);
                }
                "col" => {
                    let (first, last) = (tag.number("min"), tag.number("max"));
                    if let (Some(first), Some(last), Some(width)) = (first, last, tag.number("width")) {
                        self.widths.push((first, last, width));
                    }
                    if self.widths.len() > COLUMNS {
                        return Err(Flaw::large());
                    }
                }
                _ => {}
            }
        }
    }

    fn all_rows(&mut self, walk: &mut Walk<'a>, strings: &[String]) -> Found<()> {
        let mut cells = 0;
        loop {
            let (tag, alone) = match walk.more()? {
                Step::Open(tag) if tag.name == "row" => (tag, false),
                Step::Alone(tag) if tag.name == "row" => (tag, true),
                Step::Close(name) if name == "sheetData" => return Ok(()),
                _ => continue,
            };
            let next = u32::try_from(self.rows.len()).unwrap_or(ROWS) + 1;
            let number = tag.number("r").unwrap_or(next);
            if number < next {
                return Err(Flaw::broken("row"));
            }
            // The rows before it that nothing is said about.
            self.fill_up(number - 1)?;
            let own = match alone {
                true => Vec::new(),
                false => cells_of(walk, strings, number)?,
            };
            cells += own.len();
            if cells > CELLS {
                return Err(Flaw::large());
            }
            self.rows.push(Row {
                tag: Some(tag),
                cells: own,
                lists: Vec::new(),
            });
        }
    }

    fn fill_up(&mut self, rows: u32) -> Found<()> {
        if rows > ROWS {
            return Err(Flaw::new(
                format!("模板最多 {ROWS} 行。请删除下面的空行。"),
                format!("a template has {ROWS} rows at most. Delete the empty ones below."),
            ));
        }
        while self.rows.len() < rows as usize {
            self.rows.push(Row::default());
        }
        Ok(())
    }

    /// What stands after the rows; whether there are tables.
    fn tail(&mut self, walk: &mut Walk<'a>) -> Found<bool> {
        let (mut tables, mut breaks) = (false, false);
        let mut merges: Option<(usize, String)> = None;
        while let Some(step) = walk.step()? {
            let at = walk.start()..walk.end();
            let (tag, alone) = match step {
                Step::Open(tag) => (tag, false),
                Step::Alone(tag) => (tag, true),
                Step::Close(name) => {
                    if let Some((from, prefix)) = merges.take_if(|_| name == "mergeCells") {
                        self.edits.push((from..at.end, Edit::Merges { prefix }));
                    }
                    breaks &= name != "rowBreaks";
                    continue;
                }
                _ => continue,
            };
            if self.edits.len() > AREAS || self.merges.len() > AREAS {
                return Err(Flaw::large());
            }
            match tag.name.as_str() {
                "mergeCells" if !alone => merges = Some((at.start, tag.prefix)),
                "mergeCell" => self.merges.extend(tag.get("ref").and_then(Area::parse)),
                "tableParts" => tables = true,
                "rowBreaks" => breaks = !alone,
                "brk" if breaks => self.edits.push((at, Edit::Break(tag, alone))),
                _ if tag.get("ref").is_some() || tag.get("sqref").is_some() => {
                    self.edits.push((at, Edit::Areas(tag, alone)));
                }
                _ => {}
            }
        }
        let lowest = self.merges.iter().map(|area| area.bottom).max();
        self.fill_up(lowest.unwrap_or_default())?;
        Ok(tables)
    }

    /// Looks at every placeholder, and at which rows are repeated.
    fn plan(&mut self, shape: &Value) -> Found<()> {
        for (row, number) in self.rows.iter_mut().zip(1u32..) {
            row.lists = repeated(&row.cells, shape, number)?;
            for cell in &row.cells {
                if let Body::Filled(pieces) = &cell.body {
                    Scope::check(shape, &row.lists, pieces).map_err(|flaw| flaw.at(named(cell.column, number)))?;
                }
            }
        }
        let all = 0..self.rows.len();
        self.nodes = nodes(&self.rows, all, 0, &mut self.blocks);
        Ok(())
    }
}

fn named(column: u32, row: u32) -> String {
    format!("{}{row}", place::letters(column))
}

fn cells_of(walk: &mut Walk<'_>, strings: &[String], row: u32) -> Found<Vec<Cell>> {
    let mut cells: Vec<Cell> = Vec::new();
    loop {
        let (tag, alone) = match walk.more()? {
            Step::Open(tag) if tag.name == "c" => (tag, false),
            Step::Alone(tag) if tag.name == "c" => (tag, true),
            Step::Close(name) if name == "row" => return Ok(cells),
            _ => continue,
        };
        let next = cells.last().map_or(1, |cell| cell.column + 1);
        let column = tag.get("r").and_then(place::cell).map_or(next, |(column, _)| column);
        if column < next || cells.len() > CELLS {
            return Err(Flaw::broken("c"));
        }
        let body = match alone {
            true => Ok(Body::Kept(None)),
            false => body(walk, &tag, strings),
        };
        let body = body.map_err(|flaw| flaw.at(named(column, row)))?;
        cells.push(Cell { column, tag, body });
    }
}

/// What a cell holds: a text with placeholders in its parts, anything else as it stands.
fn body(walk: &mut Walk<'_>, tag: &Tag, strings: &[String]) -> Found<Body> {
    let from = walk.end();
    let (mut open, mut text): (Vec<String>, String) = (Vec::new(), String::new());
    loop {
        match walk.more()? {
            Step::Open(tag) | Step::Alone(tag) if tag.name == "f" => return Err(formula()),
            Step::Open(tag) => open.push(tag.name),
            Step::Text(part) => {
                let reads = matches!(open.last().map(String::as_str), Some("v" | "t"));
                if reads && !open.iter().any(|name| name == "rPh") {
                    text.push_str(&part);
                }
            }
            Step::Close(_) => {
                if open.pop().is_none() {
                    break;
                }
            }
            Step::Alone(_) | Step::Aside => {}
        }
    }
    let said = match tag.get("t") {
        Some("s") => text.trim().parse::<usize>().ok().and_then(|at| strings.get(at)),
        Some("inlineStr") => Some(&text),
        _ => None,
    };
    match said.filter(|said| has_places(said)) {
        Some(said) => Ok(Body::Filled(parse(said)?)),
        None => Ok(Body::Kept(Some(walk.raw(from, walk.end()).to_owned()))),
    }
}

fn formula() -> Flaw {
    Flaw::new(
        "模板里不能有公式：填好以后它显示的还是旧值。序号用 {{….number}}，人数用 {{….count}}，日期用 {{printed}}。",
        "a template has no formulas: they would go on showing what they showed before. There are {{….number}} for a number in sequence, {{….count}} for how many, {{printed}} for the day.",
    )
}

/// The lists that the cells of a row go through; one within the other, or it is not clear how often the row comes.
fn repeated(cells: &[Cell], shape: &Value, row: u32) -> Found<Vec<Name>> {
    let mut longest: Vec<Name> = Vec::new();
    for cell in cells {
        let Body::Filled(pieces) = &cell.body else { continue };
        for name in names(pieces) {
            let through = lists(shape, name);
            let (short, long) = match through.len() > longest.len() {
                true => (&longest, &through),
                false => (&through, &longest),
            };
            if !long.starts_with(short) {
                let flaw = Flaw::new(
                    "一行只能按一个列表重复，这一格用的是另一个列表。",
                    "a row is repeated for one list, and this cell reads another.",
                );
                return Err(flaw.at(named(cell.column, row)));
            }
            if through.len() > longest.len() {
                longest = through;
            }
        }
    }
    Ok(longest)
}

/// Rows of one list are repeated together, from the first to the last of them, with rows between them that read nothing.
fn nodes(rows: &[Row], range: Range<usize>, depth: usize, blocks: &mut Vec<Range<usize>>) -> Vec<Node> {
    let list_of = |at: usize| rows.get(at).and_then(|row| row.lists.get(depth));
    let mut nodes_here = Vec::new();
    let mut at = range.start;
    while at < range.end {
        let Some(list) = list_of(at) else {
            nodes_here.push(Node::Row(at));
            at += 1;
            continue;
        };
        let mut end = at + 1;
        for next in at + 1..range.end {
            if list_of(next) == Some(list) {
                end = next + 1;
            } else if rows.get(next).is_some_and(Row::reads) {
                break;
            }
        }
        let id = blocks.len();
        blocks.push(at..end);
        nodes_here.push(Node::Block {
            id,
            list: list.clone(),
            nodes: nodes(rows, at..end, depth + 1, blocks),
        });
        at = end;
    }
    nodes_here
}
