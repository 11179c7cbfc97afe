//! Tables that the personnel office brings in, a row for each entry about somebody: read and checked cell by cell first, written all at once
//! when their reader says so.

mod people;

pub(super) use people::{People, shown};

use super::{count, office, refused};
use crate::import::grid::{self, Headed};
use crate::import::kept::Kept;
use crate::import::value;
use crate::{Error, Result};
use chrono::NaiveDate;
use domain::assessment::Words;
use domain::permission::{Action, Actor};
use domain::view::FindingView;
use domain::view::assess::{RowFate, TableImport};
use domain::{Lang, PersonId, Violation};
use rust_xlsxwriter::{Format, Worksheet, XlsxError};
use std::hash::Hash;

/// Rows of a table at most.
pub(super) const ROWS: usize = 5_000;
/// Rows and findings on a page; the others are counted.
const SHOWN: usize = 200;
/// Characters of a note.
pub(super) const NOTE: u32 = 300;

/// What stands in a column.
pub(crate) trait Column: Copy + Eq + Hash + 'static {
    /// The columns of the template, and what their headings may be called once they are plain.
    const ALL: &'static [(Self, &'static [&'static str])];
    /// Account or staff number; by its heading the others are found.
    const PERSON: Self;
    const NAME: Self;

    fn words(self, lang: Lang) -> &'static str;

    /// A table without it is not read.
    fn is_needed(self) -> bool;

    /// It holds longer texts.
    fn is_wide(self) -> bool;
}

/// What is wrong with a cell, or with the table as a whole (line 0).
#[derive(Clone, Debug)]
pub(crate) struct Finding<C> {
    pub(super) line: u32,
    pub(super) column: Option<C>,
    pub(super) words: Words,
}

impl<C> Finding<C> {
    pub(super) fn of(line: u32, column: C, words: Words) -> Self {
        Self {
            line,
            column: Some(column),
            words,
        }
    }
}

/// What `read` makes of the rows of a table, and what is wrong with them; `nothing` is said of a table without rows.
pub(super) fn each<C: Column, T>(
    bytes: &[u8],
    nothing: Words,
    mut read: impl FnMut(&Cells<'_, C>, &mut Vec<Finding<C>>) -> Option<T>,
) -> (Vec<T>, Vec<Finding<C>>) {
    let whole = |line: u32, words: Words| {
        let column = None;
        (vec![], vec![Finding { line, column, words }])
    };
    let grids = match grid::grids(bytes, false) {
        Ok(grids) => grids,
        Err(stop) => return whole(stop.line, Words::new(stop.problem.zh(), stop.problem.en())),
    };
    let Some(table) = Headed::find(&grids, C::ALL, C::PERSON) else {
        return whole(0, missing(C::PERSON));
    };
    let mut needed = C::ALL.iter().map(|c| c.0).filter(|c| c.is_needed());
    if let Some(column) = needed.find(|c| !table.has(*c)) {
        return whole(0, missing(column));
    }
    if table.rows().is_empty() {
        return whole(0, nothing);
    }
    if table.rows().len() > ROWS {
        let words = Words::new(
            format!("表格最多 {ROWS} 行，请分成几份。"),
            format!("A table has {ROWS} rows at most: split it."),
        );
        return whole(0, words);
    }
    let (mut rows, mut findings) = (Vec::new(), Vec::new());
    for row in table.rows() {
        rows.extend(read(&Cells { row, table: &table }, &mut findings));
    }
    (rows, findings)
}

fn missing<C: Column>(column: C) -> Words {
    Words::new(
        format!("没有找到“{}”一列。请下载模板，按模板填写。", column.words(Lang::Zh)),
        format!(
            "There is no column “{}”. Download the template and fill that in.",
            column.words(Lang::En)
        ),
    )
}

/// A row of a table.
pub(super) struct Cells<'a, C> {
    row: &'a grid::Row,
    table: &'a Headed<'a, C>,
}

impl<C: Column> Cells<'_, C> {
    pub(super) fn line(&self) -> u32 {
        self.row.line
    }

    pub(super) fn text(&self, column: C) -> String {
        self.table.text(self.row, column)
    }

    /// A day as people write it; none where the cell is empty.
    pub(super) fn day(&self, column: C) -> Result<Option<NaiveDate>, Words> {
        let text = self.text(column);
        if text.is_empty() {
            return Ok(None);
        }
        let day = value::date(&text, self.table.grid.epoch);
        day.map(Some).ok_or_else(|| {
            Words::new(
                format!("“{}”不是日期：请写成 2026-03-01 这样。", shown(&text)),
                format!("“{}” is no day: write it like 2026-03-01.", shown(&text)),
            )
        })
    }

    /// Whom the row is about: account or staff number, and the name that belongs to it.
    pub(super) fn person(&self, people: &People, mut told: impl FnMut(C, Words)) -> Option<(PersonId, String)> {
        let (given, name) = (self.text(C::PERSON), self.text(C::NAME));
        match (filled(&given), filled(&name)) {
            (Ok(()), Ok(())) => match people.find(&given, &name) {
                Ok(found) => return Some(found),
                Err((named, words)) => told(if named { C::NAME } else { C::PERSON }, words),
            },
            (given, name) => {
                if let Err(words) = given {
                    told(C::PERSON, words);
                }
                if let Err(words) = name {
                    told(C::NAME, words);
                }
            }
        }
        None
    }
}

/// A code that says something, and has kept its digits.
fn filled(text: &str) -> Result<(), Words> {
    if text.is_empty() {
        return Err(empty());
    }
    if value::digits_lost(text) || value::is_error(text) {
        return Err(Words::new(
            format!("“{}”不是原来的内容：请把这一列设为文本格式，再重新填写。", shown(text)),
            format!(
                "“{}” is not what was typed: format the column as text and fill it in again.",
                shown(text)
            ),
        ));
    }
    Ok(())
}

pub(super) fn empty() -> Words {
    Words::new("没有填写。", "It is empty.")
}

/// A note, which may be left out.
pub(super) fn note_of(text: &str) -> Result<String, Words> {
    match domain::text::accept(text, NOTE) {
        Err(Violation::TextEmpty) => Ok(String::new()),
        other => other.map_err(|violation| said(&violation)),
    }
}

pub(super) fn said(violation: &Violation) -> Words {
    Words::new(violation.words(Lang::Zh), violation.words(Lang::En))
}

pub(super) fn invalid(words: Words) -> Error {
    Violation::Assess { words }.into()
}

/// A table that was checked.
#[derive(Clone)]
pub(crate) struct Checked<R, C> {
    file: String,
    /// The pack that its grades are of.
    pack: Option<Words>,
    rows: Vec<R>,
    findings: Vec<Finding<C>>,
    pub(super) done: bool,
}

impl<R, C> Checked<R, C> {
    pub(super) fn new(file: &str, pack: Option<Words>, rows: Vec<R>, mut findings: Vec<Finding<C>>) -> Self {
        findings.sort_by_key(|f| f.line);
        Self {
            file: file.chars().take(200).collect(),
            pack,
            rows,
            findings,
            done: false,
        }
    }
}

/// What was found in a table of the actor's: first what would be written.
pub(super) fn report<R: Clone, C: Column, T>(
    kept: &Kept<Checked<R, C>>,
    (actor, id): (&Actor, &str),
    lang: Lang,
    fate: impl Fn(&R) -> RowFate,
    shown: impl Fn(&R) -> T,
) -> Result<TableImport<T>> {
    office(actor, Action::KeepStatuses)?;
    let mut checked = kept.find(&actor.person, id).ok_or(Error::NotFound)?;
    checked.rows.sort_by_key(|r| fate(r) == RowFate::Known);
    let of = |wanted: &[RowFate]| count(checked.rows.iter().filter(|r| wanted.contains(&fate(r))).count());
    let told = |f: &Finding<C>| FindingView {
        file: checked.file.clone(),
        line: f.line,
        column: f.column.map(|column| column.words(lang).to_owned()),
        error: true,
        words: f.words.pick(lang).to_owned(),
    };
    Ok(TableImport {
        id: id.to_owned(),
        fresh: of(&[RowFate::Fresh]),
        changed: of(&[RowFate::Ends, RowFate::Noted]),
        known: of(&[RowFate::Known]),
        rows: checked.rows.iter().take(SHOWN).map(shown).collect(),
        problems: count(checked.findings.len()),
        findings: checked.findings.iter().take(SHOWN).map(told).collect(),
        pack: checked.pack.clone(),
        file: checked.file.clone(),
        done: checked.done,
    })
}

/// The rows of a table that was checked and has no problems.
pub(super) fn ready<R: Clone, C: Column>(kept: &Kept<Checked<R, C>>, actor: &Actor, id: &str) -> Result<Vec<R>> {
    let gone = || {
        refused(
            "这份核对已经不在了，或者还有问题。请重新上传。",
            "This check is gone, or there are problems left. Upload the table again.",
        )
    };
    if !kept.knows(id) {
        return gone();
    }
    let checked = kept.find(&actor.person, id).ok_or(Error::NotFound)?;
    if !checked.findings.is_empty() || checked.rows.is_empty() {
        return gone();
    }
    Ok(checked.rows)
}

/// The headings of a table over columns of text, whose digits stay as they are typed.
pub(super) fn headings<C: Column>(sheet: &mut Worksheet, title: &str, lang: Lang) -> Result<(), XlsxError> {
    let (bold, plain) = (
        Format::new().set_bold().set_text_wrap(),
        Format::new().set_num_format("@"),
    );
    sheet.set_name(title)?;
    sheet.set_freeze_panes(1, 0)?;
    for (number, (column, _)) in (0u16..).zip(C::ALL) {
        sheet.set_column_format(number, &plain)?;
        sheet.set_column_width(number, if column.is_wide() { 34 } else { 18 })?;
        sheet.write_string_with_format(0, number, column.words(lang), &bold)?;
    }
    Ok(())
}
