//! Sets as a workbook that can be read back, and the empty one to fill in.

use super::column::{COLUMNS, Column};
use crate::import::notes::notes;
use crate::import::unit_path::paths;
use crate::indicator::place::{open, place};
use crate::indicator::rows::{GivenRow, holds_on, indicators, scope_of};
use crate::indicator::save::found;
use crate::{Daybook, Error, Result};
use domain::indicator::Dimension;
use domain::permission::{Action, Actor};
use domain::{IndicatorSetId, Lang};
use rust_xlsxwriter::{DataValidation, Format, Workbook, Worksheet, XlsxError};
use std::collections::HashMap;
use store::indicator::SetRow;

const LAST: u32 = 5_000;

/// Kind, target and row of each line.
type Lines = Vec<(String, String, GivenRow)>;

/// One version, or with none given the drafts and the sets in force that are open to the reader.
pub async fn export(daybook: &Daybook, actor: &Actor, set: Option<&IndicatorSetId>, lang: Lang) -> Result<Vec<u8>> {
    let today = daybook.today();
    let candidates = match set {
        Some(id) => vec![found(daybook, id).await?],
        None => {
            let mut all = daybook.db().sets_all().await?;
            all.retain(|s| !s.agreed || holds_on(s, &today));
            all.sort_by_key(|s| (s.kind.clone(), s.name.clone(), s.version));
            all
        }
    };
    let mut open_sets = Vec::with_capacity(candidates.len());
    for row in candidates {
        let action = if row.agreed {
            Action::ReadIndicators
        } else {
            Action::DraftIndicators
        };
        match open(daybook, actor, action, &scope_of(&row)).await {
            Ok(_) => open_sets.push(row),
            Err(Error::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    if set.is_some() && open_sets.is_empty() {
        return Err(Error::NotFound);
    }
    let lines = lines(daybook, &open_sets, lang).await?;
    workbook(&lines, daybook.dimensions(), lang).map_err(|error| Error::Unavailable(error.to_string()))
}

async fn lines(daybook: &Daybook, sets: &[SetRow], lang: Lang) -> Result<Lines> {
    let db = daybook.db();
    let paths = if sets.iter().any(|s| s.kind == "unit") {
        paths(&db.units_all().await?)
    } else {
        HashMap::new()
    };
    let codes: HashMap<String, String> = if sets.iter().any(|s| s.kind == "post") {
        db.post_entries().await?.into_iter().map(|p| (p.id, p.source)).collect()
    } else {
        HashMap::new()
    };
    let mut lines = Vec::new();
    for set in sets {
        let target = match set.kind.as_str() {
            "unit" => paths.get(&set.target).cloned(),
            "post" => codes.get(&set.target).cloned(),
            _ => Some(set.name.clone()),
        };
        let target = match target {
            Some(target) => target,
            None => place(daybook, &scope_of(set)).await?.name,
        };
        for row in indicators(set) {
            lines.push((
                kind(&set.kind, lang).to_owned(),
                target.clone(),
                GivenRow::of(&row, None, lang),
            ));
        }
    }
    Ok(lines)
}

fn kind(kind: &str, lang: Lang) -> &'static str {
    match kind {
        "unit" => lang.pick("单位", "unit"),
        "post" => lang.pick("岗位", "post"),
        _ => lang.pick("类别", "family"),
    }
}

/// Headings, three examples and notes, with the dimensions that there are.
pub fn template(dimensions: &[Dimension], lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let rows = crate::indicator::library::rows("finance", lang).unwrap_or_default();
    let family = lang.pick("财务", "Finance");
    let lines: Lines = rows
        .into_iter()
        .map(|row| (kind("family", lang).to_owned(), family.to_owned(), row))
        .collect();
    workbook(&lines, dimensions, lang)
}

fn workbook(lines: &Lines, dimensions: &[Dimension], lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    sheet(book.add_worksheet(), lines, lang)?;
    explained(book.add_worksheet(), dimensions, lang)?;
    book.save_to_buffer()
}

fn cell(column: Column, line: &(String, String, GivenRow), lang: Lang) -> &str {
    let (kind, target, row) = line;
    match column {
        Column::Kind => kind,
        Column::Target => target,
        Column::Dimension => &row.dimension,
        Column::Name => &row.name,
        Column::Good => &row.good,
        Column::Measure => &row.measure,
        Column::Unit => &row.unit,
        Column::Goal => &row.target,
        Column::Weight => &row.weight,
        Column::Key if row.key => lang.pick("是", "yes"),
        Column::Key => "",
        Column::Id => &row.id,
    }
}

fn sheet(sheet: &mut Worksheet, lines: &Lines, lang: Lang) -> Result<(), XlsxError> {
    let (bold, plain) = (
        Format::new().set_bold().set_text_wrap(),
        Format::new().set_num_format("@").set_text_wrap(),
    );
    sheet.set_name(lang.pick("指标", "Indicators"))?;
    sheet.set_freeze_panes(1, 0)?;
    for (at, column) in (0u16..).zip(COLUMNS) {
        sheet.set_column_format(at, &plain)?;
        sheet.set_column_width(at, width(column))?;
        sheet.write_string_with_format(0, at, column.heading(lang), &bold)?;
        let choices: Vec<String> = match column {
            Column::Kind => ["family", "unit", "post"].map(|k| kind(k, lang).to_owned()).to_vec(),
            Column::Key => vec![lang.pick("是", "yes").to_owned(), lang.pick("否", "no").to_owned()],
            _ => continue,
        };
        let validation = DataValidation::new()
            .allow_list_strings(&choices)?
            .set_error_message(lang.pick("请从列表中选择。", "Choose from the list."))?;
        sheet.add_data_validation(1, at, LAST, at, &validation)?;
    }
    for (at, line) in (1u32..).zip(lines) {
        for (column_at, column) in (0u16..).zip(COLUMNS) {
            let text = cell(column, line, lang);
            // Weights as numbers, so that the sheet can add them up.
            match (column, text.parse::<u32>()) {
                (Column::Weight, Ok(weight)) => sheet.write_number(at, column_at, weight)?,
                _ => sheet.write_string_with_format(at, column_at, text, &plain)?,
            };
        }
    }
    Ok(())
}

fn width(column: Column) -> f64 {
    match column {
        Column::Good | Column::Measure => 44.0,
        Column::Target | Column::Name | Column::Id => 26.0,
        _ => 12.0,
    }
}

/// What the columns mean, and below it the dimensions that are known.
fn explained(sheet: &mut Worksheet, dimensions: &[Dimension], lang: Lang) -> Result<(), XlsxError> {
    let columns = COLUMNS.map(|column| (column.heading(lang), column.meaning(lang)));
    notes(sheet, lang, 22, columns)?;
    let wrap = Format::new().set_text_wrap();
    let dimensions: Vec<String> = dimensions.iter().map(|d| format!("{} {}", d.zh, d.en)).collect();
    let last = u32::try_from(COLUMNS.len()).unwrap_or_default() + 2;
    sheet.write_string_with_format(last, 0, Column::Dimension.heading(lang), &wrap)?;
    sheet.write_string_with_format(last, 1, dimensions.join(lang.pick("、", ", ")), &wrap)?;
    Ok(())
}

/// Rows as lines of one family, for tests.
#[cfg(test)]
pub(super) fn of_family(family: &str, rows: &[domain::indicator::Indicator], lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let lines: Lines = rows
        .iter()
        .map(|row| {
            (
                kind("family", lang).to_owned(),
                family.to_owned(),
                GivenRow::of(row, None, lang),
            )
        })
        .collect();
    workbook(&lines, crate::indicator::dimensions(), lang)
}
