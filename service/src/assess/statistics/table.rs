//! The statistics as a workbook: a row for each period, unit and grade, so that it can be filtered and summed.

use domain::Lang;
use domain::view::assess::{Counted, PeriodStatistics, StatisticsPage, title_words};
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

pub(super) fn workbook(page: &StatisticsPage, lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet
        .set_name(lang.pick("统计", "Statistics"))?
        .set_freeze_panes(1, 0)?;
    let head = [
        (lang.pick("考核期", "Period"), 28.0),
        (lang.pick("第一天", "First day"), 12.0),
        (lang.pick("最后一天", "Last day"), 12.0),
        (lang.pick("单位", "Unit"), 28.0),
        (lang.pick("已确定人数", "Decided"), 12.0),
        (lang.pick("等次", "Grade"), 16.0),
        (lang.pick("人数", "People"), 10.0),
        (lang.pick("占比", "Share"), 10.0),
    ];
    let bold = Format::new().set_bold();
    for (at, (label, width)) in (0u16..).zip(head) {
        sheet.set_column_width(at, width)?;
        sheet.write_string_with_format(0, at, label, &bold)?;
    }
    let mut at = 1;
    for period in &page.periods {
        let units = period.units.iter().map(|(_, name, counted)| (name.as_str(), counted));
        for of in units.chain([(lang.pick("合计", "Total"), &period.total)]) {
            at = rows(sheet, at, period, of, lang)?;
        }
    }
    book.save_to_buffer()
}

/// The grades of one unit; the row after them.
fn rows(
    sheet: &mut Worksheet,
    mut at: u32,
    period: &PeriodStatistics,
    (unit, counted): (&str, &Counted),
    lang: Lang,
) -> Result<u32, XlsxError> {
    let share = Format::new().set_num_format("0.0%");
    let line = &period.line;
    let title = title_words(&line.title, line.special.as_deref(), lang);
    let grades = period
        .grades
        .iter()
        .map(|g| g.words.pick(lang))
        .zip(counted.grades.iter().copied());
    let none = (lang.pick("不确定等次", "No grade"), counted.none);
    for (grade, many) in grades.chain([none]) {
        for (column, text) in (0u16..).zip([title.as_str(), &line.first, &line.last, unit]) {
            sheet.write_string(at, column, text)?;
        }
        sheet.write_number(at, 4, counted.people)?;
        sheet.write_string(at, 5, grade)?;
        sheet.write_number(at, 6, many)?;
        sheet.write_number_with_format(at, 7, f64::from(counted.share(many)) / 1_000.0, &share)?;
        at += 1;
    }
    Ok(at)
}
