use super::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

/// A list with a title above it, on the second sheet, with dates in three forms and numbers for codes.
fn workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    book.add_worksheet().write_string(0, 0, "notes").unwrap();
    let sheet = book.add_worksheet();
    sheet.write_string(0, 0, "2026 年名单").unwrap();
    for (column, heading) in (0..).zip([
        "单位",
        "岗位编码",
        "岗位名称",
        "人员编号",
        "姓名",
        "任职开始",
        "任职结束",
    ]) {
        sheet.write_string(2, column, heading).unwrap();
    }
    let day = Format::new().set_num_format("yyyy-mm-dd");
    for (row, number) in [(3u32, 10_001.0), (5, 10_002.0)] {
        sheet.write_string(row, 0, "市局/办公室").unwrap();
        sheet.write_number(row, 1, f64::from(row)).unwrap();
        sheet.write_string(row, 2, "科员").unwrap();
        sheet.write_number(row, 3, number).unwrap();
        sheet.write_string(row, 4, format!("某{row}")).unwrap();
        sheet
            .write_datetime_with_format(row, 5, ExcelDateTime::from_ymd(2026, 3, 1).unwrap(), &day)
            .unwrap();
    }
    sheet.write_number(3, 6, 46_387.0).unwrap();
    sheet.write_string(5, 6, "2026/12/31").unwrap();
    book.save_to_buffer().unwrap()
}

#[test]
fn a_workbook_is_read_wherever_its_list_begins() {
    let roster = good(workbook());
    let holder = |n: usize| roster.posts[n].holder.clone().unwrap();
    assert_eq!(
        (roster.posts[0].reference.as_str(), holder(0).reference.as_str()),
        ("3", "10001")
    );
    for n in [0, 1] {
        assert_eq!(holder(n).from.map(|d| d.to_string()).as_deref(), Some("2026-03-01"));
        assert_eq!(holder(n).to.map(|d| d.to_string()).as_deref(), Some("2026-12-31"));
    }
}

#[test]
fn lines_are_those_of_the_sheet_and_rounded_numbers_are_noticed() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, heading) in (0..).zip(["单位", "岗位编码", "岗位名称", "人员编号", "姓名"]) {
        sheet.write_string(0, column, heading).unwrap();
        sheet.write_string(4, column, "x").unwrap();
    }
    sheet.write_number(4, 3, 370_102_199_001_011_234.0).unwrap();
    let errors = errors(book.save_to_buffer().unwrap());
    assert!(
        matches!(errors.as_slice(), [(5, Some(c), Problem::DigitsLost { .. })] if c == "人员编号"),
        "{errors:?}"
    );
}

#[test]
fn damaged_workbooks_are_refused_in_words() {
    let whole = workbook();
    for cut in [4, 100, whole.len() / 2, whole.len() - 1] {
        assert!(
            matches!(
                errors(&whole[..cut]).as_slice(),
                [(0, None, Problem::Unreadable { .. } | Problem::UnknownKind)]
            ),
            "cut at {cut}"
        );
    }
}
