//! Cells by line, whatever the file format, within bounds.

use super::{sheet, text};
use domain::roster::Problem;

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
