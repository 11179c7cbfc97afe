//! Everything found in the files of an import, as a workbook to send on.

use super::rejects;
use domain::Lang;
use domain::roster::{Change, Finding, Problem};
use rust_xlsxwriter::{Format, Workbook, XlsxError};

/// Errors and warnings, those counted with the ones too many to be listed.
pub fn counted(findings: &[Finding]) -> (usize, usize) {
    let count = |finding: &Finding| match finding.problem {
        Problem::MoreFindings { count } => count as usize,
        _ => 1,
    };
    let sum = |errors: bool| findings.iter().filter(|f| rejects(f) == errors).map(count).sum();
    (sum(true), sum(false))
}

/// One row for each finding, errors first; on a second sheet everything that would change. Every cell is text, so nothing of a strange file is taken for a formula.
pub(super) fn workbook(findings: &[Finding], changes: &[Change], lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let (bold, wrap) = (Format::new().set_bold(), Format::new().set_text_wrap());
    sheet.set_name(lang.pick("检查结果", "Findings"))?;
    sheet.set_freeze_panes(1, 0)?;
    let headings = [
        (lang.pick("类别", "Kind"), 10),
        (lang.pick("文件", "File"), 28),
        (lang.pick("行", "Line"), 8),
        (lang.pick("列", "Column"), 18),
        (lang.pick("说明", "What"), 90),
    ];
    for (column, (words, width)) in (0u16..).zip(headings) {
        sheet.set_column_width(column, width)?;
        sheet.write_string_with_format(0, column, words, &bold)?;
    }
    let (errors, warnings): (Vec<&Finding>, Vec<&Finding>) = findings.iter().partition(|f| rejects(f));
    for (row, finding) in (1u32..).zip(errors.into_iter().chain(warnings)) {
        let kind = if rejects(finding) {
            lang.pick("错误", "Error")
        } else {
            lang.pick("提示", "Warning")
        };
        sheet.write_string(row, 0, kind)?;
        sheet.write_string(row, 1, &finding.file)?;
        if finding.line > 0 {
            sheet.write_string(row, 2, finding.line.to_string())?;
        }
        sheet.write_string(row, 3, finding.column.as_deref().unwrap_or_default())?;
        let words = lang.pick(finding.problem.zh(), finding.problem.en());
        sheet.write_string_with_format(row, 4, words, &wrap)?;
    }
    let sheet = book.add_worksheet();
    sheet.set_name(lang.pick("将要更改", "Changes"))?;
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_column_width(0, 120)?;
    sheet.write_string_with_format(0, 0, lang.pick("更改", "Change"), &bold)?;
    for (row, change) in (1u32..).zip(changes) {
        sheet.write_string_with_format(row, 0, change.words(lang), &wrap)?;
    }
    book.save_to_buffer()
}
