//! Workbooks as an office makes them, filled and read again.

use super::place::Area;
use super::*;
use crate::harm::{harmed, harmed_within, parts};
use crate::result::starting_xlsx;
use calamine::{Reader, Xlsx};
use rand::SeedableRng;
use rand::rngs::StdRng;
use rust_xlsxwriter::{Format, FormatBorder, Table, Workbook, Worksheet};
use serde_json::json;
use std::io::{Cursor, Write};

const FORMS: [&str; 4] = ["period", "annual", "roster", "publication"];

fn cells(book: &[u8]) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(book)).unwrap();
    let sheets = book.worksheets();
    let rows = sheets[0]
        .1
        .rows()
        .map(|row| row.iter().map(ToString::to_string).collect());
    rows.collect()
}

fn part(book: &[u8], name: &str) -> String {
    let found = parts(book).into_iter().find(|(own, _)| own == name);
    String::from_utf8(found.unwrap().1).unwrap()
}

fn merges(book: &[u8]) -> Vec<String> {
    let sheet = part(book, "xl/worksheets/sheet1.xml");
    let areas = sheet.split("<mergeCell ref=\"").skip(1);
    areas.map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

fn book(make: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    make(book.add_worksheet());
    book.save_to_buffer().unwrap()
}

fn roster() -> Value {
    sample("roster", "zh").unwrap()
}

/// A roster as an office has it: a title over all columns, names in letters of two kinds, a total, a line below.
fn office() -> Vec<u8> {
    let mut book = Workbook::new();
    let bold = Format::new().set_bold();
    let plain = Format::new().set_text_wrap().set_border(FormatBorder::Thin);
    let sheet = book.add_worksheet();
    sheet.set_name("花名册").unwrap();
    sheet.merge_range(0, 0, 0, 3, "{{period.title}}花名册", &bold).unwrap();
    for (at, head) in (0u16..).zip(["序号", "姓名", "职务"]) {
        sheet.write_string_with_format(1, at, head, &bold).unwrap();
    }
    sheet.write_string_with_format(2, 0, "{{rows.number}}", &plain).unwrap();
    let name = [(&bold, "{{rows.na"), (&plain, "me}}")];
    sheet.write_rich_string_with_format(2, 1, &name, &plain).unwrap();
    sheet.merge_range(2, 2, 2, 3, "{{rows.post}}", &plain).unwrap();
    sheet.write_string(3, 0, "人数").unwrap();
    sheet.write_string(3, 1, "{{rows.count}}").unwrap();
    sheet.merge_range(5, 0, 5, 3, "{{printed}} 打印", &plain).unwrap();
    sheet.set_print_area(0, 0, 5, 3).unwrap();
    sheet.set_repeat_rows(0, 1).unwrap();
    sheet.set_page_breaks(&[4]).unwrap();
    sheet.autofilter(1, 0, 2, 3).unwrap();
    sheet.set_freeze_panes(2, 0).unwrap();
    sheet.set_footer("&C&P / &N");
    let other = book.add_worksheet();
    other.set_name("说明").unwrap().write_string(0, 0, "不变").unwrap();
    book.save_to_buffer().unwrap()
}

#[test]
fn a_workbook_is_filled_and_all_else_is_kept() {
    let (template, data) = (office(), roster());
    let made = fill(&template, &shape("roster"), &data).unwrap();
    let rows = data["rows"].as_array().unwrap();
    let n = rows.len();
    let cells = cells(&made);
    assert_eq!(cells[0][0], "2026年第三季度花名册");
    assert_eq!(cells[1][..3], ["序号", "姓名", "职务"]);
    for (at, row) in rows.iter().enumerate() {
        let all = [
            (at + 1).to_string(),
            row["name"].as_str().unwrap().into(),
            row["post"].as_str().unwrap().into(),
        ];
        assert_eq!(cells[2 + at][..3], all);
    }
    assert_eq!(cells[2 + n][..2], ["人数".to_owned(), n.to_string()]);
    assert!(cells[3 + n].iter().all(String::is_empty));
    assert_eq!(cells[4 + n][0], "2026-11-28 打印");
    assert_eq!(cells.len(), 5 + n);
    // What hangs on rows has gone with them.
    let mut areas = vec!["A1:D1".to_owned()];
    areas.extend((3..3 + n).map(|row| format!("C{row}:D{row}")));
    areas.push(format!("A{0}:D{0}", 5 + n));
    assert_eq!(merges(&made), areas);
    let names = part(&made, "xl/workbook.xml");
    for moved in [
        format!("$A$1:$D${}<", 5 + n),
        format!("$A$2:$D${}<", 2 + n),
        "$1:$2<".to_owned(),
    ] {
        assert!(names.contains(&moved), "{moved}: {names}");
    }
    let sheet = part(&made, "xl/worksheets/sheet1.xml");
    for kept in [
        format!("<autoFilter ref=\"A2:D{}\"", 2 + n),
        format!("<brk id=\"{}\"", 3 + n),
        "state=\"frozen\"".to_owned(),
        "<oddFooter>&amp;C&amp;P / &amp;N</oddFooter>".to_owned(),
        format!("<c r=\"A{}\"", 2 + n),
    ] {
        assert!(sheet.contains(&kept), "{kept}: {sheet}");
    }
    // Each cell has the look of the one that it was made from.
    let style = |sheet: &str, cell: &str| {
        let rest = sheet.split_once(&format!("<c r=\"{cell}\"")).unwrap().1;
        rest.split_once('>')
            .unwrap()
            .0
            .split("s=\"")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap()
            .to_owned()
    };
    let before = part(&template, "xl/worksheets/sheet1.xml");
    for column in ["A", "B", "C", "D"] {
        let was = style(&before, &format!("{column}3"));
        assert_eq!(style(&sheet, &format!("{column}{}", 2 + n)), was, "{column}");
    }
    let all = parts(&template);
    assert!(all.len() > 5);
    for (name, content) in all {
        if name != "xl/workbook.xml" && name != "xl/worksheets/sheet1.xml" {
            assert_eq!(part(&made, &name).as_bytes(), content, "{name}");
        }
    }
}

#[test]
fn nobody_on_the_list_leaves_no_row() {
    let mut data = roster();
    data["rows"] = json!([]);
    let made = fill(&office(), &shape("roster"), &data).unwrap();
    let cells = cells(&made);
    assert_eq!((cells[2][0].as_str(), cells[2][1].as_str()), ("人数", "0"));
    assert_eq!(merges(&made), ["A1:D1", "A5:D5"]);
    assert!(part(&made, "xl/workbook.xml").contains("$A$2:$D$2<"));
}

#[test]
fn what_people_wrote_is_text_and_rows_are_as_high_as_it() {
    let texts = [
        "=1+1",
        "@SUM(A1)",
        "-2",
        "<b>&amp;\"'",
        "_x000D_",
        "{{name}}",
        "一\n二",
        "阿依古丽·买买提𠮷",
        "007",
    ];
    let mut data = roster();
    let one = data["rows"][0].clone();
    let rows = texts.map(|text| {
        let mut row = one.clone();
        row["post"] = json!(text);
        row
    });
    data["rows"] = json!(rows);
    data["rows"][0]["name"] = json!("a\u{0}\u{1}\u{fffe}b");
    data["rows"][1]["name"] = json!("长".repeat(400));
    data["rows"][2]["name"] = json!("𠮷".repeat(40_000));
    let made = fill(&office(), &shape("roster"), &data).unwrap();
    let cells = cells(&made);
    let posts: Vec<&str> = cells[2..2 + texts.len()].iter().map(|row| row[2].as_str()).collect();
    assert_eq!(posts, texts);
    assert_eq!(cells[2][1], "ab");
    assert_eq!(cells[4][1].chars().count(), 16_383, "as much as a cell holds");
    let sheet = part(&made, "xl/worksheets/sheet1.xml");
    assert!(!sheet.contains("<f"), "{sheet}");
    let row = |number: u32| {
        let begin = format!("<row r=\"{number}\"");
        sheet
            .split_once(&begin)
            .unwrap()
            .1
            .split_once('>')
            .unwrap()
            .0
            .to_owned()
    };
    assert!(!row(3).contains("ht="), "{}", row(3));
    assert!(row(4).contains("customHeight=\"1\""), "{}", row(4));
    assert!(row(5).contains("ht=\"409.00\""), "{}", row(5));
}

fn leaves(value: &Value, texts: &mut Vec<String>) {
    match value {
        Value::String(text) => texts.push(text.trim().to_owned()),
        Value::Array(list) => list.iter().for_each(|one| leaves(one, texts)),
        Value::Object(fields) => {
            let shown = |name: &str| !["lang", "id", "printed", "first", "last"].contains(&name);
            fields
                .iter()
                .filter(|(name, _)| shown(name))
                .for_each(|(_, one)| leaves(one, texts));
        }
        _ => {}
    }
}

#[test]
fn what_a_template_begins_with_shows_all_that_there_is() {
    for form in FORMS {
        for lang in [Lang::Zh, Lang::En] {
            let template = starting_xlsx(form, lang).unwrap().unwrap();
            let data = sample(form, short(lang)).unwrap();
            let made = fill(&template, &shape(form), &data).unwrap();
            let said = cells(&made).concat().join("\n");
            assert!(!said.contains("{{") && !said.contains("}}"), "{form}: {said}");
            let mut texts = Vec::new();
            leaves(&data, &mut texts);
            assert!(texts.len() > 10);
            for text in texts {
                assert!(said.contains(&text), "{form}: {text}: {said}");
            }
            let areas: Vec<Area> = merges(&made).iter().map(|area| Area::parse(area).unwrap()).collect();
            for (at, one) in areas.iter().enumerate() {
                let apart = |other: &Area| {
                    one.bottom < other.top || other.bottom < one.top || one.right < other.left || other.right < one.left
                };
                assert!(areas[at + 1..].iter().all(apart), "{form}: {:?}", merges(&made));
            }
        }
    }
    assert!(starting_xlsx("other", Lang::Zh).unwrap().is_none());
}

#[test]
fn rows_of_one_assessor_stay_together() {
    let mut data = sample("annual", "zh").unwrap();
    let mut second = data["reviews"][0].clone();
    second["by"] = json!("赵文");
    second["rows"][0]["failed"] = json!("关键要素没有达到");
    data["reviews"].as_array_mut().unwrap().push(second);
    let template = starting_xlsx("annual", Lang::Zh).unwrap().unwrap();
    let cells = cells(&fill(&template, &shape("annual"), &data).unwrap());
    let heads: Vec<&str> = cells.iter().map(|row| row[0].as_str()).collect();
    let wanted = ["审核评鉴　周建国", "指标", "评语", "审核评鉴　赵文", "指标", "评语"];
    let found: Vec<&str> = heads.iter().copied().filter(|head| wanted.contains(head)).collect();
    assert_eq!(found, wanted);
    let points = data["reviews"][0]["rows"].as_array().unwrap().len();
    let at = heads.iter().position(|head| *head == "审核评鉴　赵文").unwrap();
    assert_eq!(heads[at + 2 + points], "评语");
    let not_met: Vec<&str> = heads.iter().copied().filter(|head| head.contains("没有达到")).collect();
    assert_eq!(not_met, ["来信办理按期答复\n关键要素没有达到"]);
}

#[test]
fn the_shapes_have_something_of_each_list() {
    for form in FORMS {
        let mut open = vec![(form.to_owned(), shape(form))];
        while let Some((name, value)) = open.pop() {
            match value {
                Value::Object(fields) => open.extend(fields),
                Value::Array(list) => open.push((name, list.first().unwrap().clone())),
                Value::String(_) => {}
                other => panic!("{name}: {other}"),
            }
        }
    }
}

#[test]
fn mistakes_are_told_with_sheet_and_cell() {
    let told = |form: &str, make: &dyn Fn(&mut Worksheet)| {
        let template = book(make);
        fill(&template, &shape(form), &roster()).unwrap_err().words("a.xlsx").en
    };
    let put = |sheet: &mut Worksheet, row: u32, column: u16, text: &str| {
        sheet.write_string(row, column, text).unwrap();
    };
    for (said, parts) in [
        (
            told("roster", &|s| put(s, 4, 1, "{{rows.nome}}")),
            ["cell B5", "{{rows.nome}}"],
        ),
        (
            told("roster", &|s| put(s, 4, 27, "{{rows}}")),
            ["cell AB5", "of a list"],
        ),
        (told("roster", &|s| put(s, 0, 0, "{{#rows}}")), ["cell A1", "no end"]),
        (
            told("roster", &|s| put(s, 0, 0, "no place")),
            ["a.xlsx: ", "no placeholder"],
        ),
        (
            told("roster", &|s| put(s, 10_001, 0, "{{printed}}")),
            ["sheet “Sheet1”: ", "10000 rows"],
        ),
        (
            told("annual", &|s| {
                put(s, 2, 0, "{{rules.sentence}}");
                put(s, 2, 1, "{{objections.kind}}");
            }),
            ["cell B3", "reads another"],
        ),
        (
            told("roster", &|s| {
                s.write_formula(6, 2, "=SUM(A1:A3)").unwrap();
            }),
            ["cell C7", "formulas"],
        ),
        (
            told("roster", &|s| {
                s.add_table(3, 0, 5, 1, &Table::new()).unwrap();
                put(s, 0, 0, "{{printed}}");
            }),
            ["sheet “Sheet1”: ", "Ctrl+T"],
        ),
    ] {
        assert!(parts.iter().all(|part| said.contains(part)), "{said}");
    }
}

/// An archive of one part.
fn archive(name: &str, content: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    archive.start_file(name, options).unwrap();
    archive.write_all(content).unwrap();
    archive.finish().unwrap().into_inner()
}

#[test]
fn what_is_no_workbook_or_too_large_is_refused() {
    let refused = |bytes: &[u8]| filled("roster", bytes, &roster()).unwrap_err().words("a.xlsx").en;
    for bytes in [
        &b""[..],
        b"name,post",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        &archive("x", b"x"),
    ] {
        assert!(refused(bytes).contains("no .xlsx workbook"), "{}", refused(bytes));
    }
    assert!(refused(&vec![0_u8; (LARGEST + 1) as usize]).contains("too large"));
    let bomb = archive("xl/worksheets/sheet1.xml", &vec![b' '; 65 << 20]);
    assert!(bomb.len() < 1 << 20);
    assert!(refused(&bomb).contains("too large"));
    // No more is written than there is room for.
    let (package, shape, data) = (Package::open(&office()).unwrap(), shape("roster"), roster());
    let text = package.text("xl/worksheets/sheet1.xml").unwrap();
    let sheet = Sheet::read(text, &package.strings().unwrap(), &shape).unwrap();
    assert!(rows::fill(&sheet, &data, &[], 2_000).is_err());
    assert!(rows::fill(&sheet, &data, &[], 20_000).is_ok());
}

#[test]
fn harmed_templates_are_filled_or_refused_in_words() {
    let (shape, data) = (shape("roster"), roster());
    let whole = office();
    let inside = parts(&whole);
    let mut rng = StdRng::seed_from_u64(22);
    let mut refused = 0;
    for n in 0..600 {
        let bytes = match n % 3 {
            0 => harmed(&mut rng, std::slice::from_ref(&whole)),
            _ => harmed_within(&mut rng, &inside),
        };
        if let Err(flaw) = fill(&bytes, &shape, &data) {
            refused += 1;
            let words = flaw.words("a.xlsx");
            assert!(words.zh.len() > 20 && words.en.len() > 20 && words.en.len() < 500);
        }
    }
    assert!((60..=590).contains(&refused), "{refused}");
}
