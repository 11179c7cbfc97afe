//! Grids out of XLSX workbooks.

use super::grid::{CELLS, Grid, Stop};
use calamine::{Cell, DataRef, Reader, Xlsx, XlsxError};
use chrono::NaiveDate;
use domain::roster::Problem;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The most that a workbook, and its parts other than sheets, may unpack to.
const UNPACKED: u64 = 320 * 1024 * 1024;
const UNPACKED_PART: u64 = 64 * 1024 * 1024;
/// Sheets that are looked at, and columns of each.
const SHEETS: usize = 8;
const COLUMNS: u32 = 256;

pub fn grids(bytes: &[u8]) -> Result<Vec<Grid>, Stop> {
    bounded(bytes)?;
    // A workbook is a program's output, and a damaged one may surprise its reader: that is one more unreadable file.
    let read = catch_unwind(AssertUnwindSafe(|| sheets(bytes)));
    read.unwrap_or_else(|_| Err(Problem::Unreadable { reason: "XLSX".into() }.into()))
}

/// Refuses what would unpack to too much. The reader holds every part to the size that is declared here.
fn bounded(bytes: &[u8]) -> Result<(), Stop> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(unreadable)?;
    let mut total = 0u64;
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).map_err(unreadable)?;
        let sheet = part.name().map_err(unreadable)?.contains("worksheets/");
        let limit = if sheet { UNPACKED } else { UNPACKED_PART };
        total = total.saturating_add(part.size());
        if part.size() > limit || total > UNPACKED {
            return Err(Problem::TooManyCells { limit: CELLS }.into());
        }
    }
    Ok(())
}

fn unreadable(error: impl std::fmt::Display) -> Stop {
    Problem::Unreadable {
        reason: error.to_string(),
    }
    .into()
}

fn sheets(bytes: &[u8]) -> Result<Vec<Grid>, Stop> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|e: XlsxError| unreadable(e))?;
    let epoch = if book.has_1904_epoch() {
        NaiveDate::from_ymd_opt(1904, 1, 1)
    } else {
        NaiveDate::from_ymd_opt(1899, 12, 30)
    };
    let names = book.sheet_names();
    let mut grids = Vec::new();
    for name in names.iter().take(SHEETS) {
        let mut cells = match book.worksheet_cells_reader(name) {
            Ok(cells) => cells,
            // A chart has a sheet of its own.
            Err(XlsxError::NotAWorksheet(_)) => continue,
            Err(error) => return Err(unreadable(error)),
        };
        let mut grid = Grid::default();
        grid.epoch = epoch;
        let (mut line, mut row) = (0u32, Vec::new());
        while let Some(cell) = cells.next_cell().map_err(unreadable)? {
            let (at, column) = cell.get_position();
            if at.saturating_add(1) != line {
                grid.push(line, std::mem::take(&mut row))?;
                line = at.saturating_add(1);
            }
            put(&mut row, column, &cell)?;
        }
        grid.push(line, row)?;
        grids.push(grid);
    }
    Ok(grids)
}

fn put(row: &mut Vec<String>, column: u32, cell: &Cell<DataRef<'_>>) -> Result<(), Stop> {
    let text = text(cell.get_value());
    if text.is_empty() {
        return Ok(());
    }
    if column >= COLUMNS {
        return Err(Problem::TooManyCells { limit: CELLS }.into());
    }
    let column = column as usize;
    if row.len() <= column {
        row.resize(column + 1, String::new());
    }
    if let Some(place) = row.get_mut(column) {
        *place = text;
    }
    Ok(())
}

fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(n) => n.to_string(),
        DataRef::Float(x) => number(*x),
        DataRef::String(s) => s.clone(),
        DataRef::SharedString(s) => (*s).to_owned(),
        DataRef::Bool(b) => b.to_string(),
        DataRef::DateTime(moment) if moment.is_datetime() => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::DateTime(moment) => number(moment.as_f64()),
        DataRef::DateTimeIso(s) | DataRef::DurationIso(s) => s.clone(),
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    }
}

/// As Excel shows it: whole numbers without a point, and beyond 15 digits, where it has lost some, with an exponent.
fn number(x: f64) -> String {
    if x.abs() < 1e15 {
        return x.to_string();
    }
    let exponential = format!("{x:e}");
    exponential.replacen('e', "E+", 1)
}
