//! The staff list's template, as CSV and as a workbook with notes and choices.

use super::heading::staff_fields;
use domain::Lang;
use domain::roster::{AppointmentKind, Field};
use rust_xlsxwriter::{DataValidation, Format, Workbook, Worksheet, XlsxError};

const ROWS: [[&str; 14]; 3] = [
    [
        "市局/办公室",
        "是",
        "A001",
        "办公室主任",
        "正科",
        "综合管理",
        "统筹办公室工作",
        "",
        "10001",
        "张三",
        "zhangsan",
        "正式任职",
        "2024-03-01",
        "",
    ],
    [
        "市局/办公室",
        "否",
        "A002",
        "秘书",
        "科员",
        "综合管理",
        "文稿与会务",
        "A001",
        "10002",
        "李四",
        "lisi",
        "正式任职",
        "2025-06-16",
        "",
    ],
    [
        "市局/办公室/信访科",
        "是",
        "A003",
        "信访科科长",
        "副科",
        "综合管理",
        "受理来信来访",
        "A001",
        "10002",
        "李四",
        "lisi",
        "代理",
        "2026-01-05",
        "2026-12-31",
    ],
];

const ROWS_EN: [[&str; 14]; 3] = [
    [
        "City bureau/Office",
        "yes",
        "A001",
        "Head of office",
        "Grade 7",
        "Administration",
        "Runs the office",
        "",
        "10001",
        "Jo Brown",
        "jbrown",
        "substantive",
        "2024-03-01",
        "",
    ],
    [
        "City bureau/Office",
        "no",
        "A002",
        "Secretary",
        "Officer",
        "Administration",
        "Papers and meetings",
        "A001",
        "10002",
        "Sam Green",
        "sgreen",
        "substantive",
        "2025-06-16",
        "",
    ],
    [
        "City bureau/Office/Petitions",
        "yes",
        "A003",
        "Head of petitions",
        "Senior officer",
        "Administration",
        "Letters and visits",
        "A001",
        "10002",
        "Sam Green",
        "sgreen",
        "acting",
        "2026-01-05",
        "2026-12-31",
    ],
];

fn lang(zh: bool) -> Lang {
    if zh { Lang::Zh } else { Lang::En }
}

fn rows(zh: bool) -> &'static [[&'static str; 14]; 3] {
    if zh { &ROWS } else { &ROWS_EN }
}

fn headings(zh: bool) -> Vec<&'static str> {
    staff_fields().map(|(field, _)| field.words(lang(zh))).collect()
}

/// Headings and three examples, with the mark by which Excel knows UTF-8.
pub fn template_csv(zh: bool) -> Vec<u8> {
    let mut out = "\u{feff}".to_owned();
    for row in std::iter::once(headings(zh)).chain(rows(zh).iter().map(|r| r.to_vec())) {
        // None of the words holds a comma or a quotation mark; a test reads the template back.
        out.push_str(&row.join(","));
        out.push_str("\r\n");
    }
    out.into_bytes()
}

/// The same as a workbook: codes and dates as text, choices where there are only a few, and a sheet of notes.
pub fn template_xlsx(zh: bool) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    list(book.add_worksheet(), zh)?;
    notes(book.add_worksheet(), zh)?;
    book.save_to_buffer()
}

fn list(sheet: &mut Worksheet, zh: bool) -> Result<(), XlsxError> {
    const LAST: u32 = 200_000;
    let lang = lang(zh);
    let (bold, plain) = (
        Format::new().set_bold().set_text_wrap(),
        Format::new().set_num_format("@"),
    );
    sheet.set_name(lang.pick("名单", "Staff list"))?;
    sheet.set_freeze_panes(1, 0)?;
    for (column, (field, _)) in (0u16..).zip(staff_fields()) {
        sheet.set_column_format(column, &plain)?;
        sheet.set_column_width(
            column,
            if matches!(field, Field::Unit | Field::Function) {
                28
            } else {
                14
            },
        )?;
        sheet.write_string_with_format(0, column, field.words(lang), &bold)?;
        let choices = match field {
            Field::Head => vec![lang.pick("是", "yes"), lang.pick("否", "no")],
            Field::Kind => AppointmentKind::ALL.map(|kind| kind.words(lang)).to_vec(),
            _ => continue,
        };
        let message = lang.pick("请从列表中选择。", "Choose from the list.");
        let validation = DataValidation::new()
            .allow_list_strings(&choices)?
            .set_error_message(message)?;
        sheet.add_data_validation(1, column, LAST, column, &validation)?;
    }
    for (line, row) in (1u32..).zip(rows(zh)) {
        for (column, text) in (0u16..).zip(row) {
            sheet.write_string_with_format(line, column, *text, &plain)?;
        }
    }
    Ok(())
}

fn notes(sheet: &mut Worksheet, zh: bool) -> Result<(), XlsxError> {
    let lang = lang(zh);
    let (bold, wrap) = (Format::new().set_bold(), Format::new().set_text_wrap());
    sheet.set_name(lang.pick("填写说明", "Notes"))?;
    sheet.set_column_width(0, 22)?;
    sheet.set_column_width(1, 12)?;
    sheet.set_column_width(2, 90)?;
    for (column, text) in (0u16..).zip([
        lang.pick("列", "Column"),
        lang.pick("必填", "Required"),
        lang.pick("说明", "Meaning"),
    ]) {
        sheet.write_string_with_format(0, column, text, &bold)?;
    }
    for (line, (field, required)) in (1u32..).zip(staff_fields()) {
        let required = if required { lang.pick("是", "yes") } else { "" };
        sheet.write_string_with_format(line, 0, field.words(lang), &wrap)?;
        sheet.write_string_with_format(line, 1, required, &wrap)?;
        sheet.write_string_with_format(line, 2, meaning(field, lang), &wrap)?;
    }
    Ok(())
}

fn meaning(field: Field, lang: Lang) -> &'static str {
    match field {
        Field::Unit => lang.pick(
            "从顶层写到所在单位，用“/”隔开，如 市局/办公室/信访科。一份名单代表其中出现的每个顶层单位的全部岗位：没有列出的岗位会被撤销。",
            "From the top unit down, separated by “/”, as in City bureau/Office/Petitions. The list speaks for every top unit in it: posts of theirs that are not listed are ended.",
        ),
        Field::Head => lang.pick("是否为该单位负责人：是 或 否，不填为否。", "Whether the post heads its unit: yes or no; empty is no."),
        Field::Post => lang.pick("岗位的编码，全局唯一且长期不变。一人一岗一行。", "The post's code: unique everywhere and never changed. One row for each post."),
        Field::Title => lang.pick("岗位名称。", "The post's title."),
        Field::Grade => lang.pick("职级。", "The grade."),
        Field::Family => lang.pick("岗位类别，用于选择考核指标。", "The post family, by which indicators are chosen."),
        Field::Function => lang.pick("岗位职责，不超过 500 字。", "What the post is for, 500 characters at most."),
        Field::Superior => lang.pick("直接上级的岗位编码；最上级留空。", "The code of the post above; empty at the top."),
        Field::StaffNumber => lang.pick("人员编号，一人一个；兼任多个岗位的人在各行使用同一编号。空缺岗位留空。", "One number for each person, the same in every row of someone who holds several posts. Empty where the post is vacant."),
        Field::Name => lang.pick("姓名；空缺岗位留空。", "The name; empty where the post is vacant."),
        Field::Account => lang.pick("登录账号；不填则不改动。", "The account to sign in with; left as it is where empty."),
        Field::Kind => lang.pick("正式任职、代理 或 借调，不填为正式任职。", "substantive, acting or seconded; empty is substantive."),
        Field::From => lang.pick("任职第一天，如 2026-03-01；不填则从导入当天算起。", "The first day, like 2026-03-01; where empty, the day of the import."),
        Field::To => lang.pick("任职最后一天；没有则不填。", "The last day; empty while there is none."),
        _ => "",
    }
}
