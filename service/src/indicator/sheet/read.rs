//! A file to the sets it states; nothing is looked up.

use super::column::{COLUMNS, Column};
use super::fault::Fault;
use crate::import::grid::{Grid, grids};
use crate::import::unit_path::path_key;
use crate::indicator::rows::weight;
use crate::indicator::save::MOST_ROWS;
use crate::indicator::{GivenRow, dimensions};
use domain::Lang;
use domain::indicator::{Dimension, MOST_INDICATORS, family_key};
use domain::roster::Problem;
use std::collections::HashMap;

/// Rows of one file.
const ROWS: usize = 5_000;
/// Faults that are kept; more of them say nothing new.
const FAULTS: usize = 1_000;
/// Cells of a file that are kept for its report.
const KEPT_CELLS: usize = 100_000;
/// Lines among which the headings are looked for.
const HEAD: usize = 10;

/// A set as a file has it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct SheetSet {
    /// `family`, `unit` or `post`.
    pub kind: &'static str,
    pub target: String,
    /// Of its first row, and the heading of the column of targets.
    pub line: u32,
    pub heading: String,
    pub rows: Vec<GivenRow>,
}

/// The sheet that has the sets.
pub(super) struct Table {
    /// Place and heading.
    pub columns: HashMap<Column, (usize, String)>,
    pub grid: Grid,
    head: usize,
}

impl Table {
    /// To be shown again with what is wrong in it: without what stands beside the columns; none when it is too large for that.
    pub(super) fn kept(mut self) -> Option<Self> {
        let width = self.columns.values().map(|(at, _)| at + 1).max()?;
        if self.grid.rows.len() > ROWS + HEAD {
            return None;
        }
        for row in &mut self.grid.rows {
            row.cells.truncate(width);
            row.cells.shrink_to_fit();
        }
        let cells: usize = self.grid.rows.iter().map(|row| row.cells.len()).sum();
        (cells <= KEPT_CELLS).then_some(self)
    }
}

/// The sets and what is wrong; without sets when an error rejects the file.
pub(super) fn read(table: &Table) -> (Vec<SheetSet>, Vec<Fault>) {
    let (mut sets, mut faults): (Vec<SheetSet>, Vec<Fault>) = (Vec::new(), Vec::new());
    let rows = table.grid.rows.get(table.head + 1..).unwrap_or_default();
    if rows.is_empty() {
        return (vec![], vec![Fault::file(0, &Problem::NoRows)]);
    }
    if rows.len() > ROWS {
        let limit = u32::try_from(ROWS).unwrap_or(u32::MAX);
        return (vec![], vec![Fault::file(0, &Problem::TooManyRows { limit })]);
    }
    let mut at: HashMap<(&str, String), usize> = HashMap::new();
    for row in rows {
        if faults.len() >= FAULTS {
            break;
        }
        let line = Line {
            table,
            cells: &row.cells,
            line: row.line,
        };
        let Some((kind, target, given)) = line.read(&mut faults) else {
            continue;
        };
        let key = match kind {
            "family" => family_key(&target),
            "unit" => path_key(&target),
            _ => target.clone(),
        };
        let place = *at.entry((kind, key)).or_insert_with(|| {
            sets.push(SheetSet {
                kind,
                target,
                line: row.line,
                heading: line.heading(Column::Target).to_owned(),
                rows: vec![],
            });
            sets.len() - 1
        });
        if let Some(set) = sets.get_mut(place) {
            if set.rows.len() == MOST_ROWS {
                faults.push(line.fault(
                    Column::Name,
                    format!("这一套的指标超过 {MOST_ROWS} 项，一套最多 {MOST_INDICATORS} 项。请合并相近的。"),
                    format!(
                        "This set has more than {MOST_ROWS} indicators; a set has {MOST_INDICATORS} at most. Join those that say the same."
                    ),
                ));
            }
            set.rows.push(given);
        }
    }
    if faults.iter().any(|f| f.error) {
        sets.clear();
    }
    (sets, faults)
}

pub(super) fn table(bytes: &[u8]) -> Result<Table, Fault> {
    let sheets = grids(bytes, false).map_err(|stop| Fault::file(stop.line, &stop.problem))?;
    let mut best: Option<Table> = None;
    for grid in sheets {
        for head in 0..grid.rows.len().min(HEAD) {
            let columns = columns(&grid, head);
            if columns.len() > best.as_ref().map_or(2, |t| t.columns.len()) {
                best = Some(Table {
                    columns,
                    head,
                    grid: Grid::default(),
                });
            }
        }
        // The sheet that fits best keeps its rows; the others are notes.
        if let Some(table) = best.as_mut().filter(|t| t.grid.rows.is_empty()) {
            table.grid = grid;
        }
    }
    let table = best.ok_or_else(|| Fault::file(0, &Problem::UnknownKind))?;
    let missing: Vec<Column> = COLUMNS
        .into_iter()
        .filter(|c| c.needed() && !table.columns.contains_key(c))
        .collect();
    if missing.is_empty() {
        return Ok(table);
    }
    let line = table.grid.rows.get(table.head).map_or(0, |r| r.line);
    let names = |lang| missing.iter().map(|c| c.heading(lang)).collect::<Vec<_>>();
    Err(Fault::new(
        line,
        None,
        format!("缺少这些列：{}。请对照模板补上。", names(Lang::Zh).join("、")),
        format!(
            "These columns are missing: {}. See the template.",
            names(Lang::En).join(", ")
        ),
    ))
}

fn columns(grid: &Grid, head: usize) -> HashMap<Column, (usize, String)> {
    let mut columns = HashMap::new();
    let cells = grid.rows.get(head).map_or(&[][..], |row| row.cells.as_slice());
    for (at, heading) in cells.iter().enumerate() {
        if let Some(column) = Column::of(heading) {
            columns.entry(column).or_insert_with(|| (at, heading.trim().to_owned()));
        }
    }
    columns
}

struct Line<'a> {
    table: &'a Table,
    cells: &'a [String],
    line: u32,
}

impl Line<'_> {
    fn cell(&self, column: Column) -> &str {
        let at = self.table.columns.get(&column).map(|(at, _)| *at);
        at.and_then(|at| self.cells.get(at)).map_or("", |c| c.trim())
    }

    fn heading(&self, column: Column) -> &str {
        self.table.columns.get(&column).map_or("", |(_, name)| name)
    }

    fn fault(&self, column: Column, zh: String, en: String) -> Fault {
        Fault::new(self.line, Some(self.heading(column)), zh, en)
    }

    /// Kind, target and row; none when a cell cannot be read, which is told.
    fn read(&self, faults: &mut Vec<Fault>) -> Option<(&'static str, String, GivenRow)> {
        let before = faults.iter().filter(|f| f.error).count();
        let kind = kind(self.cell(Column::Kind));
        if kind.is_none() {
            let given = short(self.cell(Column::Kind));
            faults.push(self.fault(
                Column::Kind,
                format!("“{given}”不是 类别、单位 或 岗位。"),
                format!("“{given}” is none of family, unit, post."),
            ));
        }
        for column in [Column::Target, Column::Name] {
            if self.cell(column).is_empty() {
                faults.push(self.fault(column, "没有填。".into(), "This cell is empty.".into()));
            }
        }
        let given_weight = self.cell(Column::Weight);
        let read = weight(given_weight).filter(|_| !given_weight.is_empty());
        if read.is_none() {
            let given = short(given_weight);
            faults.push(self.fault(
                Column::Weight,
                format!("权重“{given}”看不懂。请写 0 到 100 的整数。"),
                format!("The weight “{given}” is no whole number from 0 to 100."),
            ));
        }
        if read != Some(0) && Dimension::parse(self.cell(Column::Dimension), dimensions()).is_none() {
            faults.push(self.fault(
                Column::Dimension,
                "没有维度。请写模板说明中列出的维度之一，或自定的维度。".into(),
                "There is no dimension. Write one that the notes of the template list, or your own.".into(),
            ));
        }
        let key = yes(self.cell(Column::Key));
        if key.is_none() {
            let given = short(self.cell(Column::Key));
            let fault = self.fault(
                Column::Key,
                format!("“{given}”不是 是 或 否，当作 否。"),
                format!("“{given}” is neither yes nor no; it is taken as no."),
            );
            faults.push(fault.warning());
        }
        let row = GivenRow {
            id: self.cell(Column::Id).to_owned(),
            dimension: self.cell(Column::Dimension).to_owned(),
            name: self.cell(Column::Name).to_owned(),
            good: self.cell(Column::Good).to_owned(),
            measure: self.cell(Column::Measure).to_owned(),
            unit: self.cell(Column::Unit).to_owned(),
            target: self.cell(Column::Goal).to_owned(),
            weight: given_weight.to_owned(),
            key: key.unwrap_or(false),
        };
        let spoilt = faults.iter().filter(|f| f.error).count() > before;
        (!spoilt).then_some((kind?, self.cell(Column::Target).to_owned(), row))
    }
}

fn short(text: &str) -> String {
    text.chars().take(20).collect()
}

fn kind(text: &str) -> Option<&'static str> {
    match text.to_lowercase().as_str() {
        "类别" | "岗位类别" | "family" | "post family" => Some("family"),
        "单位" | "unit" => Some("unit"),
        "岗位" | "post" => Some("post"),
        _ => None,
    }
}

fn yes(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "是" | "yes" | "y" | "true" | "1" | "√" | "✓" | "✔" | "★" => Some(true),
        "" | "否" | "no" | "n" | "false" | "0" | "×" | "-" => Some(false),
        _ => None,
    }
}
