//! Cells and areas by their names, and where they come to stand when rows are repeated.

use super::flaw::Found;
use std::ops::Range;

/// The last row that a sheet has.
pub(super) const LAST: u32 = 1_048_576;
const COLUMNS: u32 = 16_384;

/// `3` for `C`.
pub(super) fn column(letters: &str) -> Option<u32> {
    let mut number = 0u32;
    for letter in letters.bytes() {
        if !letter.is_ascii_uppercase() {
            return None;
        }
        number = number.checked_mul(26)?.checked_add(u32::from(letter - b'A') + 1)?;
    }
    Some(number).filter(|n| (1..=COLUMNS).contains(n))
}

/// `C` for `3`.
pub(super) fn letters(mut column: u32) -> String {
    let mut letters = Vec::new();
    while column > 0 {
        column -= 1;
        let letter = u8::try_from(column % 26).unwrap_or_default();
        letters.push(char::from(b'A' + letter));
        column /= 26;
    }
    letters.iter().rev().collect()
}

/// Column and row of `C5`, without marks of what is fixed.
pub(super) fn cell(name: &str) -> Option<(u32, u32)> {
    let (letters, row) = corner(name)?;
    Some((column(letters)?, row))
}

/// What stands before the row, and the row: of `$C$5`, `C5`, `$5`.
fn corner(name: &str) -> Option<(&str, u32)> {
    let (before, row) = name.split_at(name.find(|c: char| c.is_ascii_digit())?);
    let row = row.parse::<u32>().ok().filter(|row| (1..=LAST).contains(row))?;
    let fine = before.bytes().all(|b| b == b'$' || b.is_ascii_uppercase());
    fine.then_some((before, row))
}

/// Cells that are one.
#[derive(Clone, Copy)]
pub(super) struct Area {
    pub(super) left: u32,
    pub(super) top: u32,
    pub(super) right: u32,
    pub(super) bottom: u32,
}

impl Area {
    pub(super) fn parse(name: &str) -> Option<Self> {
        let (first, last) = name.split_once(':')?;
        let ((left, top), (right, bottom)) = (cell(first)?, cell(last)?);
        (left <= right && top <= bottom).then_some(Self {
            left,
            top,
            right,
            bottom,
        })
    }
}

/// The first and the last row that were written at one time, counted from one.
pub(super) type Time = (u32, u32);

/// Where the rows of a template came to stand.
#[derive(Default)]
pub(super) struct Moves {
    /// For each row of the template, counted from nothing, in order.
    pub(super) images: Vec<Vec<u32>>,
    /// Rows of the template that are repeated together, and where each time begins and ends.
    pub(super) blocks: Vec<(Range<usize>, Vec<Time>)>,
    /// Rows that were written.
    pub(super) written: u32,
}

impl Moves {
    fn rows(&self) -> u32 {
        u32::try_from(self.images.len()).unwrap_or(LAST)
    }

    /// Where these rows, counted from one, stand within what was written at one time.
    fn within(&self, top: u32, bottom: u32, (from, to): (u32, u32)) -> Option<(u32, u32)> {
        let mut found: Option<(u32, u32)> = None;
        let rows = top.saturating_sub(1) as usize..bottom as usize;
        for images in self.images.get(rows).unwrap_or_default() {
            let begin = images.partition_point(|at| *at < from);
            let end = images.partition_point(|at| *at <= to);
            let here = images.get(begin..end).unwrap_or_default();
            if let (Some(first), Some(last)) = (here.first(), here.last()) {
                let (low, high) = found.unwrap_or((*first, *last));
                found = Some((low.min(*first), high.max(*last)));
            }
        }
        found
    }

    /// Where these rows stand at all; nowhere where they were not repeated once.
    fn extent(&self, top: u32, bottom: u32) -> Option<(u32, u32)> {
        let rows = self.rows();
        let beyond = |row: u32| self.written.saturating_add(row.saturating_sub(rows)).min(LAST);
        let known = self.within(top, bottom.min(rows), (1, LAST));
        match (known, bottom > rows) {
            (known, false) => known,
            (Some((from, _)), true) => Some((from, beyond(bottom))),
            (None, true) => Some((beyond(top.max(rows + 1)), beyond(bottom))),
        }
    }

    /// The last place of a row; of one that is gone, that of the row before it.
    pub(super) fn last(&self, row: u32) -> u32 {
        let mut before = (1..=row.min(self.rows())).rev();
        let here = self
            .extent(row, row)
            .or_else(|| before.find_map(|row| self.extent(row, row)));
        here.map_or(1, |(_, last)| last)
    }

    /// `C5`, `$C$5:$H$5`, `5:7`: where it stands now.
    fn area(&self, name: &str) -> Option<String> {
        let (first, last) = name.split_once(':').unwrap_or((name, name));
        let ((left, top), (right, bottom)) = (corner(first)?, corner(last)?);
        let gone = || (self.last(top), self.last(top));
        let (from, to) = self.extent(top, bottom).unwrap_or_else(gone);
        match name.contains(':') || from != to {
            true => Some(format!("{left}{from}:{right}{to}")),
            false => Some(format!("{left}{from}")),
        }
    }

    /// Areas with spaces between.
    pub(super) fn areas(&self, names: &str) -> String {
        let moved = names.split_ascii_whitespace();
        let moved: Vec<String> = moved
            .map(|name| self.area(name).unwrap_or_else(|| name.to_owned()))
            .collect();
        moved.join(" ")
    }

    /// Areas of a sheet as a name of the workbook has them: `'Sheet 1'!$A$1:$H$5,'Sheet 1'!$1:$3`.
    pub(super) fn named(&self, text: &str) -> String {
        let mut quoted = false;
        let parts = text.split(|c: char| {
            quoted ^= c == '\'';
            c == ',' && !quoted
        });
        let moved = parts.map(|part| match part.rsplit_once('!') {
            Some((sheet, name)) => self
                .area(name)
                .map_or_else(|| part.to_owned(), |moved| format!("{sheet}!{moved}")),
            None => part.to_owned(),
        });
        moved.collect::<Vec<_>>().join(",")
    }

    /// Cells that are one, once for each time that the rows with all of them were written.
    pub(super) fn merges(&self, areas: &[Area], mut spend: impl FnMut(usize) -> Found<()>) -> Found<Vec<String>> {
        let mut merged = Vec::new();
        for area in areas {
            let (top, bottom) = (area.top as usize, area.bottom as usize);
            let holds = |rows: &Range<usize>| rows.start < top && bottom <= rows.end;
            let around = self.blocks.iter().filter(|(rows, _)| holds(rows));
            let closest = around.min_by_key(|(rows, _)| rows.len());
            let once = [(1, LAST)];
            let times = closest.map_or(&once[..], |(_, times)| times.as_slice());
            for time in times {
                spend(bottom - top + 1)?;
                let Some((from, to)) = self.within(area.top, area.bottom, *time) else {
                    continue;
                };
                if from < to || area.left < area.right {
                    let (left, right) = (letters(area.left), letters(area.right));
                    merged.push(format!("{left}{from}:{right}{to}"));
                }
            }
        }
        Ok(merged)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows 1 and 2 once, 3 and 4 three times with 4 twice each, 5 once, 6 never, 7 once.
    fn moves() -> Moves {
        let images = [&[1][..], &[2], &[3, 6, 9], &[4, 5, 7, 8, 10, 11], &[12], &[], &[13]];
        Moves {
            images: images.map(<[u32]>::to_vec).to_vec(),
            blocks: vec![
                (2..4, vec![(3, 5), (6, 8), (9, 11)]),
                (3..4, vec![(4, 4), (5, 5), (7, 7), (8, 8), (10, 10), (11, 11)]),
                (5..6, vec![]),
            ],
            written: 13,
        }
    }

    #[test]
    fn cells_have_names() {
        for (number, name) in [(1, "A"), (26, "Z"), (27, "AA"), (703, "AAA"), (16_384, "XFD")] {
            assert_eq!((letters(number).as_str(), column(name)), (name, Some(number)));
        }
        assert_eq!(["", "a", "XFE", "AAAAAAAAAAAA", "中"].map(column), [None; 5]);
        assert_eq!(cell("AB12"), Some((28, 12)));
        assert_eq!(
            ["A0", "A", "5", "A1048577", "A99999999999", "A1B", "A-1"].map(cell),
            [None; 7]
        );
    }

    #[test]
    fn areas_move_with_their_rows() {
        let moves = moves();
        assert_eq!(
            moves.areas("A1:H2 B3 C4:C5 F7 A9:A1048576"),
            "A1:H2 B3:B9 C4:C12 F13 A15:A1048576"
        );
        assert_eq!(moves.areas("B6 A:H nonsense"), "B12 A:H nonsense");
        assert_eq!(
            moves.named("'a,b!'!$A$1:$H$7,'a,b!'!$1:$2"),
            "'a,b!'!$A$1:$H$13,'a,b!'!$1:$2"
        );
        assert_eq!(moves.named("OFFSET(x!$A$1,0,0)"), "OFFSET(x!$A$1,0,0)");
        assert_eq!([1, 3, 6, 7].map(|row| moves.last(row)), [1, 9, 12, 13]);
    }

    #[test]
    fn cells_that_are_one_stay_one_each_time() {
        let areas = ["A1:B1", "A3:A4", "C4:D4", "A2:A3", "B5:B6", "A6:C6", "A1:A7"].map(|a| Area::parse(a).unwrap());
        let merged = moves().merges(&areas, |_| Ok(())).unwrap().join(" ");
        assert_eq!(
            merged,
            "A1:B1 A3:A5 A6:A8 A9:A11 C4:D4 C5:D5 C7:D7 C8:D8 C10:D10 C11:D11 A2:A9 A1:A13"
        );
        assert!(Area::parse("B1:A1").is_none() && Area::parse("A1").is_none());
    }
}
