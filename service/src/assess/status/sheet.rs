//! Statuses as a workbook: the template that they are brought in with, and the same with everything that stands.

use super::kind::{HOWS, KINDS, how_words, words};
use super::read::{COLUMNS, Column};
use crate::assess::brought::{Column as _, People, ROWS, headings};
use crate::assess::load::WHOLE;
use crate::assess::office;
use crate::import::notes::notes;
use crate::{Daybook, Error, Result};
use domain::Lang;
use domain::permission::{Action, Actor};
use rust_xlsxwriter::{DataValidation, Format, Formula, Workbook, Worksheet, XlsxError};
use store::assess::StatusRow;

/// The cells of a row, in the order of the columns.
type Line = [String; COLUMNS.len()];

/// The template in one language.
pub fn template_xlsx(lang: Lang) -> Result<Vec<u8>, XlsxError> {
    book(&[], lang)
}

/// Everything that was entered and not taken back, by name, as it can be brought in again.
pub async fn xlsx(daybook: &Daybook, actor: &Actor, lang: Lang) -> Result<Vec<u8>> {
    office(actor, Action::KeepStatuses)?;
    let db = daybook.db();
    let (people, mut rows) = (People::read(&db).await?, db.statuses(i64::MIN, WHOLE).await?);
    rows.retain(|row| !row.removed);
    book(&lines(&people, &rows, lang), lang).map_err(|error| Error::Unavailable(error.to_string()))
}

fn lines(people: &People, rows: &[StatusRow], lang: Lang) -> Vec<Line> {
    let codes = people.codes();
    let line = |row: &StatusRow| {
        let code = codes.get(row.person.as_str()).copied().unwrap_or_default();
        let name = people.names.get(&row.person).unwrap_or(&row.person);
        let how = row.ended.as_deref().map(how_words);
        COLUMNS.map(|(column, _)| match column {
            Column::Person => code.to_owned(),
            Column::Name => name.clone(),
            Column::Kind => words(&row.kind).pick(lang).to_owned(),
            Column::First => row.first.clone(),
            Column::Last => row.last.clone().unwrap_or_default(),
            Column::How => how.as_ref().map_or_else(String::new, |how| how.pick(lang).to_owned()),
            Column::Note => row.note.clone(),
        })
    };
    let mut lines: Vec<Line> = rows.iter().map(line).collect();
    lines.sort_by_cached_key(|line| {
        let [_, name, ..] = line;
        (name.clone(), line.clone())
    });
    // What was entered twice is one row: a table with two of them is not taken.
    lines.dedup();
    lines
}

fn book(lines: &[Line], lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    list(book.add_worksheet(), lines, lang)?;
    let columns = COLUMNS.map(|(column, _)| (column.words(lang), meaning(column, lang)));
    notes(book.add_worksheet(), lang, 24, columns)?;
    choices(book.add_worksheet(), lang)?;
    book.save_to_buffer()
}

fn list(sheet: &mut Worksheet, lines: &[Line], lang: Lang) -> Result<(), XlsxError> {
    headings::<Column>(sheet, lang.pick("人员状态和处分", "Statuses and sanctions"), lang)?;
    // Codes and days stay as they are typed.
    let plain = Format::new().set_num_format("@");
    for (line, cells) in (1u32..).zip(lines) {
        for (column, cell) in (0u16..).zip(cells) {
            if !cell.is_empty() {
                sheet.write_string_with_format(line, column, cell, &plain)?;
            }
        }
    }
    let last = u32::try_from(ROWS).unwrap_or(u32::MAX);
    for (number, (column, _)) in (0u16..).zip(COLUMNS) {
        let (letter, choices) = match column {
            Column::Kind => ('A', KINDS.len()),
            Column::How => ('B', HOWS.len()),
            _ => continue,
        };
        // From the sheet with the choices: all the kinds are too long for a list in the rule itself.
        let of = format!("='{}'!${letter}$2:${letter}${}", choices_name(lang), choices + 1);
        let validation = DataValidation::new()
            .allow_list_formula(Formula::new(of))
            .set_error_message(lang.pick("请从列表中选择。", "Choose from the list."))?;
        sheet.add_data_validation(1, number, last, number, &validation)?;
    }
    Ok(())
}

fn choices_name(lang: Lang) -> &'static str {
    lang.pick("选项", "Choices")
}

/// What can be chosen from in the columns of the list.
fn choices(sheet: &mut Worksheet, lang: Lang) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    sheet.set_name(choices_name(lang))?;
    for (number, column) in (0u16..).zip([Column::Kind, Column::How]) {
        let choices = if column == Column::Kind {
            KINDS.as_slice()
        } else {
            HOWS.as_slice()
        };
        sheet.set_column_width(number, 34)?;
        sheet.write_string_with_format(0, number, column.words(lang), &bold)?;
        for (line, (_, zh, en)) in (1u32..).zip(choices) {
            sheet.write_string(line, number, lang.pick(*zh, *en))?;
        }
    }
    Ok(())
}

fn meaning(column: Column, lang: Lang) -> &'static str {
    match column {
        Column::Person => lang.pick(
            "必填。登录账号，或者人员名单里的人员编号。",
            "Required. The account, or the staff number of the list of staff.",
        ),
        Column::Name => lang.pick(
            "必填。用来核对：与账号或编号对不上的，不导入。",
            "Required, to check against: where it is not the name of that account or number, nothing is brought in.",
        ),
        Column::Kind => lang.pick(
            "必填。从列表中选，如病假、立案调查。不写病情和案情。",
            "Required. From the list, like Sick leave or Under investigation. No diagnoses, no details of a case.",
        ),
        Column::First => lang.pick(
            "必填。如 2026-03-01。同一个人、同一种类、同一天开始的，是同一条。",
            "Required. Like 2026-03-01. Rows of one person, kind and first day are one entry.",
        ),
        Column::Last => lang.pick(
            "未定可不填。已登记还没有结束的，在这里填上就是结束它。立案调查填结案的那一天；处分不填。",
            "May be left open. Given for what is here and lasts, it ends that. Of an investigation the day on which it was over; of a sanction none.",
        ),
        Column::How => lang.pick(
            "只用于立案调查，结案时填：未受处分、警告、警告以上处分。",
            "Of an investigation alone, once it is over: no sanction, a warning, more than a warning.",
        ),
        Column::Note => lang.pick(
            "可不填。文号等，不超过 300 字。已有的说明不会被改掉。",
            "May be empty. The number of the paper, for example, 300 characters at most. A note that is here already is not overwritten.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::super::entry::{Fate, Held};
    use super::super::read::read;
    use super::*;
    use crate::import::grid::{Headed, grids};

    #[test]
    fn the_template_is_read_as_a_table_with_all_its_columns() {
        for lang in [Lang::Zh, Lang::En] {
            let book = grids(&template_xlsx(lang).unwrap(), false).ok().unwrap();
            let table = Headed::find(&book, &COLUMNS, Column::Person).unwrap();
            assert!(COLUMNS.iter().all(|(column, _)| table.has(*column)) && table.rows().is_empty());
        }
    }

    #[test]
    fn what_goes_out_comes_in_as_it_was() {
        let map = |a: &str, b: &str| std::iter::once((a.to_owned(), b.to_owned())).collect();
        let people = People {
            accounts: map("wei", "p1"),
            numbers: map("0017", "p1"),
            names: map("p1", "Wei"),
        };
        let row = |kind: &str, last: Option<&str>, ended: Option<&str>| StatusRow {
            id: "s1".into(),
            person: "p1".into(),
            kind: kind.into(),
            first: "2026-03-02".into(),
            last: last.map(str::to_owned),
            ended: ended.map(str::to_owned),
            ended_on: None,
            note: "=No.  3\u{3000}A".into(),
            by_name: "Sun".into(),
            written: 1,
            ord: -1,
            removed: false,
        };
        let ended = row("investigation", Some("2026-03-09"), Some("warned"));
        let rows = [row("training", None, None), ended.clone(), ended];
        let (held, today) = (Held::of(rows.to_vec()), chrono::NaiveDate::MAX);
        for lang in [Lang::Zh, Lang::En] {
            let bytes = book(&lines(&people, &rows, lang), lang).unwrap();
            let (read, findings) = read(&bytes, &people);
            assert!(findings.is_empty(), "{findings:?}");
            let mut told: Vec<_> = (read.iter())
                .map(|r| (r.entry.kind, r.entry.last.map(|l| l.to_string()), r.entry.how))
                .collect();
            told.sort_unstable();
            let over = ("investigation", Some("2026-03-09".to_owned()), Some("warned"));
            assert_eq!(told, [over, ("training", None, None)]);
            assert!(read.iter().all(|r| r.entry.note == "=No. 3 A"));
            let known = |entry| matches!(held.fate(entry, today), Ok(Fate::Known));
            assert!(read.iter().all(|r| known(&r.entry)), "blanks make no other note");
        }
    }
}
