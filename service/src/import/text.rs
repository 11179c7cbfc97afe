//! Grids out of separated text.

use super::encoding;
use super::grid::{Grid, Stop};
use domain::roster::Problem;

pub fn grid(bytes: &[u8], western: bool) -> Result<Grid, Stop> {
    let text = encoding::decode(bytes, western).map_err(|line| Stop {
        line,
        problem: Problem::Encoding,
    })?;
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(&text))
        .from_reader(text.as_bytes());
    let mut grid = Grid::default();
    let mut record = csv::StringRecord::new();
    while reader
        .read_record(&mut record)
        .map_err(|e| Problem::Unreadable { reason: e.to_string() })?
    {
        let line = record.position().map_or(0, csv::Position::line);
        grid.push(
            u32::try_from(line).unwrap_or(u32::MAX),
            record.iter().map(str::to_owned).collect(),
        )?;
    }
    Ok(grid)
}

/// What separates the cells of the first lines: a comma, a tab as in Excel's “Unicode text”, or a semicolon.
fn delimiter(text: &str) -> u8 {
    let head: Vec<&str> = text.lines().take(10).collect();
    let count = |c: char| head.iter().map(|line| line.matches(c).count()).max().unwrap_or(0);
    let most = [(b',', count(',')), (b'\t', count('\t')), (b';', count(';'))];
    most.into_iter().rev().max_by_key(|(_, n)| *n).map_or(b',', |(c, _)| c)
}
