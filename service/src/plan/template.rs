//! The table that items can be imported from, as a workbook with choices and notes.

use super::import::COLUMNS;
use crate::import::notes::notes;
use domain::Lang;
use domain::plan::{Difficulty, Field, Horizon};
use rust_xlsxwriter::{DataValidation, Format, Workbook, Worksheet, XlsxError};

const LAST: u32 = 500;

/// The template in one language.
pub fn template_xlsx(lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    list(book.add_worksheet(), lang)?;
    let columns = COLUMNS.map(|(field, _)| (field.words(lang), meaning(field, lang)));
    notes(book.add_worksheet(), lang, 18, columns)?;
    book.save_to_buffer()
}

fn list(sheet: &mut Worksheet, lang: Lang) -> Result<(), XlsxError> {
    let (bold, plain) = (
        Format::new().set_bold().set_text_wrap(),
        Format::new().set_num_format("@"),
    );
    sheet.set_name(lang.pick("计划事项", "Plan items"))?;
    sheet.set_freeze_panes(1, 0)?;
    for (column, (field, _)) in (0u16..).zip(COLUMNS) {
        sheet.set_column_format(column, &plain)?;
        let wide = matches!(field, Field::Title | Field::Measure | Field::Note | Field::Unit);
        sheet.set_column_width(column, if wide { 34 } else { 13 })?;
        sheet.write_string_with_format(0, column, field.words(lang), &bold)?;
        let choices: Vec<&str> = match field {
            Field::Horizon => Horizon::ALL.iter().map(|h| h.words(lang)).collect(),
            Field::Difficulty => Difficulty::ALL.iter().map(|d| d.words(lang)).collect(),
            Field::Key => vec![lang.pick("是", "yes"), lang.pick("否", "no")],
            _ => continue,
        };
        let validation = DataValidation::new()
            .allow_list_strings(&choices)?
            .set_error_message(lang.pick("请从列表中选择。", "Choose from the list."))?;
        sheet.add_data_validation(1, column, LAST, column, &validation)?;
    }
    Ok(())
}

fn meaning(field: Field, lang: Lang) -> &'static str {
    match field {
        Field::Title => lang.pick(
            "必填。做什么，不超过 200 字。",
            "Required. What is to be done, 200 characters at most.",
        ),
        Field::Measure => lang.pick("做到什么程度算完成。", "By what one sees that it is done."),
        Field::Owner => lang.pick(
            "姓名或登录账号；不填就是自己。只能填你领导的人。重名的请填账号。",
            "A name or an account; empty is yourself. Only people you lead. Where two have one name, give the account.",
        ),
        Field::Unit => lang.pick(
            "事项列入承办人任职的哪个单位：填名称，重名的从顶层写起，如 市局/办公室。下达的，只能填你领导的。不填为第一个职务所在的单位。",
            "In which of the owner’s units it stands: its name or, where several have it, the path from the top, like Bureau/Office. For others, one you lead. Empty is the unit of the first post.",
        ),
        Field::Horizon => lang.pick(
            "年度、季度、月度、周；不填为周。",
            "Year, Quarter, Month or Week; empty is Week.",
        ),
        Field::Due => lang.pick(
            "如 2026-12-31；不填为所在周期的最后一天。",
            "Like 2026-12-31; empty is the last day of the period.",
        ),
        Field::Start => lang.pick("如 2026-12-01；不填为今天。", "Like 2026-12-01; empty is today."),
        Field::Weight => lang.pick(
            "1 到 100 的整数；不填为 10。",
            "A whole number from 1 to 100; empty is 10.",
        ),
        Field::Difficulty => lang.pick(
            "一般、较难、很难；不填为一般。",
            "Ordinary, Hard or Very hard; empty is Ordinary.",
        ),
        Field::Key => lang.pick("是或否；不填为否。", "yes or no; empty is no."),
        _ => lang.pick("给承办人的说明。", "Anything the owner should know."),
    }
}
