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
    let mut lines = Lines {
        text: &text,
        at: 0,
        line: 1,
    };
    while reader
        .read_record(&mut record)
        .map_err(|e| Problem::Unreadable { reason: e.to_string() })?
    {
        let start = record.position().map_or(0, csv::Position::byte);
        let line = lines.at(usize::try_from(start).unwrap_or(usize::MAX));
        grid.push(line, record.iter().map(str::to_owned).collect())?;
    }
    Ok(grid)
}

/// Lines counted by their line feeds: the reader's own count is one short where lines end in CR LF.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: u32,
}

impl Lines<'_> {
    /// The line of the record that begins at a byte, or right after the line end that the reader left there.
    fn at(&mut self, start: usize) -> u32 {
        let bytes = self.text.as_bytes();
        let end = start.min(bytes.len());
        let left: usize = bytes
            .iter()
            .skip(end)
            .take_while(|b| matches!(b, b'\r' | b'\n'))
            .count();
        let passed = bytes
            .iter()
            .take(end + left)
            .skip(self.at)
            .filter(|b| **b == b'\n')
            .count();
        self.line = self.line.saturating_add(u32::try_from(passed).unwrap_or(u32::MAX));
        self.at = end + left;
        self.line
    }
}

/// What separates the cells of the first lines: a comma, a tab as in Excel's “Unicode text”, or a semicolon.
fn delimiter(text: &str) -> u8 {
    let head: Vec<&str> = text.lines().take(10).collect();
    let count = |c: char| head.iter().map(|line| line.matches(c).count()).max().unwrap_or(0);
    let most = [(b',', count(',')), (b'\t', count('\t')), (b';', count(';'))];
    most.into_iter().rev().max_by_key(|(_, n)| *n).map_or(b',', |(c, _)| c)
}

#[cfg(test)]
mod tests {
    use super::grid;

    #[test]
    fn lines_are_counted_alike_for_every_line_end() {
        for end in ["\n", "\r\n"] {
            let text = ["a,b", "1,\"x", "y\"", "2,z", "", "3,w"].join(end);
            let lines: Vec<u32> = grid(text.as_bytes(), false)
                .map(|g| g.rows.iter().map(|r| r.line).collect())
                .unwrap_or_default();
            assert_eq!(lines, [1, 2, 4, 6], "{end:?}");
        }
    }
}
