//! What is wrong with a checked file, as a workbook: its cells as they stood, coloured and with the words beside them, and all as a list.

use super::fault::Fault;
use super::job::{Job, find};
use super::read::Table;
use crate::{Daybook, Error, Result};
use domain::Lang;
use domain::permission::Actor;
use rust_xlsxwriter::{Color, Format, Note, Workbook, Worksheet, XlsxError};
use std::collections::BTreeMap;

/// What a cell may hold, and a note.
const MOST_TEXT: usize = 32_000;
const MOST_NOTE: usize = 2_000;

/// The workbook, for whoever may see the report.
pub async fn report(daybook: &Daybook, actor: &Actor, id: &str, lang: Lang) -> Result<Vec<u8>> {
    let job = find(daybook, actor, id).await?;
    let made = tokio::task::spawn_blocking(move || workbook(&job, lang)).await;
    made.map_err(|error| Error::Unavailable(error.to_string()))?
        .map_err(|error| Error::Unavailable(error.to_string()))
}

fn workbook(job: &Job, lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    if let Some(table) = &job.table {
        cells(book.add_worksheet(), table, &job.faults, lang)?;
    }
    list(book.add_worksheet(), &job.faults, lang)?;
    book.save_to_buffer()
}

fn cut(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}

fn tint(error: bool) -> Format {
    Format::new()
        .set_background_color(Color::RGB(if error { 0xF6_D5_CF } else { 0xFB_EC_C8 }))
        .set_num_format("@")
        .set_text_wrap()
}

/// The cells where they stood. What is about a row, and not about one of its cells, is said at its target.
fn cells(sheet: &mut Worksheet, table: &Table, faults: &[Fault], lang: Lang) -> Result<(), XlsxError> {
    sheet.set_name(lang.pick("文件", "File"))?;
    let place = |fault: &Fault| {
        let named = |name: &String| table.columns.values().find(|(_, heading)| heading == name);
        let target = table.columns.get(&super::column::Column::Target);
        let (at, _) = fault.column.as_ref().and_then(named).or(target)?;
        Some((fault.line.checked_sub(1)?, u16::try_from(*at).ok()?))
    };
    let mut said: BTreeMap<(u32, u16), (bool, Vec<&str>)> = BTreeMap::new();
    for fault in faults {
        if let Some(at) = place(fault) {
            let entry = said.entry(at).or_default();
            entry.0 |= fault.error;
            entry.1.push(lang.pick(&fault.zh, &fault.en));
        }
    }
    let plain = Format::new().set_num_format("@").set_text_wrap();
    for at in table.columns.values().filter_map(|(at, _)| u16::try_from(*at).ok()) {
        sheet.set_column_width(at, 20.0)?;
    }
    for row in &table.grid.rows {
        let Some(line) = row.line.checked_sub(1) else { continue };
        for (at, text) in (0u16..).zip(&row.cells) {
            if !text.is_empty() && !said.contains_key(&(line, at)) {
                sheet.write_string_with_format(line, at, cut(text, MOST_TEXT), &plain)?;
            }
        }
    }
    for ((line, at), (error, words)) in said {
        let row = table.grid.rows.iter().find(|row| row.line == line + 1);
        let text = row
            .and_then(|row| row.cells.get(usize::from(at)))
            .map_or("", String::as_str);
        sheet.write_string_with_format(line, at, cut(text, MOST_TEXT), &tint(error))?;
        let note = Note::new(cut(&words.join("\n"), MOST_NOTE))
            .set_author("Daybook")
            .add_author_prefix(false);
        sheet.insert_note(line, at, &note)?;
    }
    Ok(())
}

fn list(sheet: &mut Worksheet, faults: &[Fault], lang: Lang) -> Result<(), XlsxError> {
    let (bold, wrap) = (Format::new().set_bold(), Format::new().set_text_wrap());
    sheet.set_name(lang.pick("逐格报告", "Report by cell"))?;
    sheet.set_freeze_panes(1, 0)?;
    let heads = lang.pick(["类型", "行", "列", "内容"], ["Kind", "Line", "Column", "What"]);
    for ((at, head), width) in (0u16..).zip(heads).zip([10.0, 8.0, 18.0, 100.0]) {
        sheet.write_string_with_format(0, at, head, &bold)?;
        sheet.set_column_width(at, width)?;
    }
    let mut faults: Vec<&Fault> = faults.iter().collect();
    faults.sort_by_key(|f| !f.error);
    for (at, fault) in (1u32..).zip(faults) {
        let kind = match fault.error {
            true => lang.pick("错误", "error"),
            false => lang.pick("提醒", "warning"),
        };
        sheet.write_string_with_format(at, 0, kind, &tint(fault.error))?;
        if fault.line > 0 {
            sheet.write_number(at, 1, fault.line)?;
        }
        sheet.write_string(at, 2, cut(fault.column.as_deref().unwrap_or_default(), MOST_TEXT))?;
        sheet.write_string_with_format(at, 3, cut(lang.pick(&fault.zh, &fault.en), MOST_TEXT), &wrap)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::grid::grids;
    use crate::indicator::sheet::read::{read, table};
    use std::sync::Mutex;

    #[test]
    fn a_report_has_the_file_as_it_stood_and_every_fault() {
        let text = format!(
            "类型,对象,维度,指标,权重\n类别,财务,绩,结账,一半\n\n科室,财务,绩,{},30\n",
            "长".repeat(40_000)
        );
        let table = table(text.as_bytes()).ok().unwrap();
        let faults = read(&table).1;
        assert_eq!(faults.len(), 2);
        let job = Job {
            owner: "p".into(),
            file: "sets.csv".into(),
            faults,
            plans: vec![],
            table: table.kept(),
            written: Mutex::new(None),
        };
        for lang in [Lang::Zh, Lang::En] {
            let bytes = workbook(&job, lang).unwrap();
            let sheets = grids(&bytes, false).ok().unwrap();
            let cell = |sheet: usize, line: u32, at: usize| {
                let row = sheets[sheet].rows.iter().find(|row| row.line == line);
                row.map_or("", |row| row.cells[at].as_str())
            };
            assert_eq!(
                (cell(0, 2, 4), cell(0, 4, 0)),
                ("一半", "科室"),
                "on the lines of the file"
            );
            assert_eq!((cell(1, 2, 1), cell(1, 2, 2)), ("2", "权重"));
            assert_eq!((cell(1, 3, 1), cell(1, 3, 2)), ("4", "类型"));
            assert!(cell(1, 2, 3).contains("一半"));
        }
        // What could not be read at all is told as well.
        let none = Job { table: None, ..job };
        assert!(grids(&workbook(&none, Lang::Zh).unwrap(), false).is_ok());
    }
}
