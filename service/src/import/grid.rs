//! Cells by line, whatever the file format, within bounds.

use super::heading::plain;
use super::{sheet, text};
use domain::roster::Problem;
use std::collections::HashMap;
use std::hash::Hash;

/// The largest file, the most rows and the most cells that are read.
pub const MEGABYTES: u32 = 20;
pub const ROWS: u32 = 200_000;
pub const CELLS: u32 = 6_000_000;

/// One sheet.
#[derive(Debug, Default)]
pub struct Grid {
    pub rows: Vec<Row>,
    /// Where bare numbers count days from, in a spreadsheet.
    pub epoch: Option<chrono::NaiveDate>,
    cells: usize,
}

#[derive(Debug)]
pub struct Row {
    /// From 1.
    pub line: u32,
    pub cells: Vec<String>,
}

/// What stops a file from being read, and in which line (0: the whole).
pub struct Stop {
    pub line: u32,
    pub problem: Problem,
}

impl From<Problem> for Stop {
    fn from(problem: Problem) -> Self {
        Self { line: 0, problem }
    }
}

impl Grid {
    /// Adds a row; a blank one only counts.
    pub fn push(&mut self, line: u32, cells: Vec<String>) -> Result<(), Stop> {
        self.cells = self.cells.saturating_add(cells.len());
        if self.cells > CELLS as usize {
            return Err(Problem::TooManyCells { limit: CELLS }.into());
        }
        if cells.iter().all(|c| c.trim().is_empty()) {
            return Ok(());
        }
        if self.rows.len() >= ROWS as usize {
            return Err(Problem::TooManyRows { limit: ROWS }.into());
        }
        self.rows.push(Row { line, cells });
        Ok(())
    }
}

/// A sheet whose headings were found.
pub struct Headed<'g, C> {
    pub grid: &'g Grid,
    /// Where the headings stand among the rows.
    row: usize,
    columns: HashMap<C, usize>,
}

impl<'g, C: Copy + Eq + Hash> Headed<'g, C> {
    /// Headings are looked for among the first rows of each sheet.
    const FIRST: usize = 10;

    /// The first row of headings with the column `needed`. `known`: what the heading of each column may be called once [`plain`].
    pub fn find(grids: &'g [Grid], known: &[(C, &[&str])], needed: C) -> Option<Self> {
        let rows = grids.iter().flat_map(|grid| {
            let first = grid.rows.iter().take(Self::FIRST).enumerate();
            first.map(move |(at, row)| (grid, at, row))
        });
        let mut tables = rows.map(|(grid, at, row)| Self {
            grid,
            row: at,
            columns: columns(row, known),
        });
        tables.find(|table| table.has(needed))
    }

    pub fn has(&self, column: C) -> bool {
        self.columns.contains_key(&column)
    }

    /// What stands below the headings.
    pub fn rows(&self) -> &'g [Row] {
        self.grid.rows.get(self.row + 1..).unwrap_or_default()
    }

    /// A cell with its blanks put right; empty where there is none.
    pub fn text(&self, row: &Row, column: C) -> String {
        let cell = self.columns.get(&column).and_then(|n| row.cells.get(*n));
        cell.map(|c| c.split_whitespace().collect::<Vec<_>>().join(" "))
            .unwrap_or_default()
    }
}

fn columns<C: Copy + Eq + Hash>(row: &Row, known: &[(C, &[&str])]) -> HashMap<C, usize> {
    let mut columns = HashMap::new();
    for (n, cell) in row.cells.iter().enumerate() {
        let name = plain(cell);
        if let Some((column, _)) = known.iter().find(|(_, names)| names.contains(&name.as_str())) {
            columns.entry(*column).or_insert(n);
        }
    }
    columns
}

/// The sheets of a file, of which a CSV has one.
pub fn grids(bytes: &[u8], western: bool) -> Result<Vec<Grid>, Stop> {
    let limit = MEGABYTES as usize * 1024 * 1024;
    if bytes.len() > limit {
        let megabytes = u32::try_from(bytes.len().div_ceil(1024 * 1024)).unwrap_or(u32::MAX);
        return Err(Problem::FileTooLarge {
            megabytes,
            limit: MEGABYTES,
        }
        .into());
    }
    match bytes {
        [b'P', b'K', 3 | 5, 4 | 6, ..] => sheet::grids(bytes),
        [0xd0, 0xcf, 0x11, 0xe0, ..] => Err(Problem::OldSpreadsheet.into()),
        _ => text::grid(bytes, western).map(|grid| vec![grid]),
    }
}
