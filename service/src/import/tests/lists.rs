use super::*;
use crate::import::template;
use domain::roster::{AppointmentKind, Field, Tally, apply, diff};
use std::fmt::Write;
use std::time::Instant;

const HEAD: &str = "单位,单位负责人,岗位编码,岗位名称,上级岗位编码,人员编号,姓名,任职方式,任职开始,任职结束\n";

fn list(rows: &str) -> String {
    format!("{HEAD}{rows}")
}

#[test]
fn the_templates_read_back_in_both_languages() {
    for zh in [true, false] {
        let from_csv = good(template::template_csv(zh));
        assert_eq!(from_csv, good(template::template_xlsx(zh).unwrap()));
        assert_eq!((from_csv.units.len(), from_csv.posts.len()), (3, 3));
        let acting = from_csv.posts[2].holder.clone().unwrap();
        assert_eq!(
            (acting.kind, acting.reference.as_str()),
            (AppointmentKind::Acting, "10002")
        );
        assert_eq!(acting.to.map(|d| d.to_string()).as_deref(), Some("2026-12-31"));
    }
}

#[test]
fn headings_in_any_order_and_in_other_words() {
    let roster = good("工号\t职务\t部门（全称）\t岗位编号 *\t姓名\n7\t科员\t市局／办公室\tA1\t王五\n");
    assert_eq!(
        (roster.units[1].key.as_str(), roster.units[1].parent.as_deref()),
        ("市局/办公室", Some("市局"))
    );
    assert_eq!(roster.posts[0].holder.as_ref().map(|h| h.name.as_str()), Some("王五"));
    good("名单,,\n\nUnit,Post code,Title\nBureau,A1,Clerk\n");
}

#[test]
fn gb18030_is_read() {
    let text = list("市局/办公室,是,A1,主任,,1,㐂𠮷某,,2026年3月1日,\n");
    assert_eq!(
        good(encoding_rs::GB18030.encode(&text).0),
        good(format!("\u{feff}{text}"))
    );
}

#[test]
fn mistakes_are_told_by_line_and_column() {
    let broken = list(
        "市局,是,A1,局长,A2,1,甲,,2026-01-01,2025-01-01\n\
         市局,也许,A2,副局长,A1,2,乙,临时,昨天,\n\
         市局,,A2,,A9,,丙,,,\n\
         ,,A4,科员,,1.23457E+17,丁,,,\n\
         市局,,A5,#N/A,,1,戊,,,\n\
         市局,,A6,科员,,6,己,,,,多余\n",
    );
    let found: Vec<String> = errors(broken)
        .into_iter()
        .map(|(line, column, problem)| {
            format!(
                "{line} {} {}",
                column.unwrap_or_default(),
                format!("{problem:?}").split(' ').next().unwrap()
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            "2 上级岗位编码 Cycle",
            "2 任职结束 EndsBeforeStart",
            "3 单位负责人 NotYesOrNo",
            "3 任职方式 UnknownAppointmentKind",
            "3 任职开始 NotADate",
            "4 岗位编码 Duplicate",
            "4 岗位名称 Empty",
            "4 上级岗位编码 UnknownSuperior",
            "4 人员编号 Empty",
            "5 人员编号 DigitsLost",
            "5 单位 Empty",
            "6 岗位名称 CellError",
            "6 岗位名称 Empty",
            "6 姓名 TwoNames",
            "7  SurplusCells",
        ]
    );
}

#[test]
fn a_file_that_is_no_list_is_refused() {
    let problem = |bytes: &[u8]| {
        errors(bytes)
            .into_iter()
            .map(|(line, _, p)| (line, p))
            .collect::<Vec<_>>()
    };
    assert_eq!(problem(b""), [(0, Problem::UnknownKind)]);
    assert_eq!(problem(b"hello\nworld"), [(0, Problem::UnknownKind)]);
    assert_eq!(
        problem("单位,姓名\n市局,甲\n".as_bytes()),
        [(
            1,
            Problem::MissingColumns {
                fields: vec![Field::Post, Field::Title]
            }
        )]
    );
    assert_eq!(
        problem("单位,部门,岗位编码,岗位名称\n市局,,A1,甲\n".as_bytes()),
        [(
            1,
            Problem::RepeatedColumn {
                heading: "部门".into()
            }
        )]
    );
    assert_eq!(problem(HEAD.as_bytes()), [(1, Problem::NoRows)]);
    assert_eq!(
        problem(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        [(0, Problem::OldSpreadsheet)]
    );
    let staff = read(
        &[("a.csv", list("市局,,A1,甲,,,,,,\n"))],
        Kind::Organogram,
        &mut |_, _| {},
    );
    assert_eq!(staff.unwrap_err()[0].problem, Problem::WrongKind);
    let (_, warnings) = one("单位,岗位编码,岗位名称,血型\n市局,A1,科员,O\n").unwrap();
    assert_eq!(
        warnings[0].problem,
        Problem::IgnoredColumn {
            heading: "血型".into()
        }
    );
}

#[test]
fn without_columns_for_people_nobody_is_moved() {
    let silent = good("单位,岗位编码,岗位名称\n市局,A1,局长\n");
    assert!(!silent.posts[0].vacant);
    let held = good(list("市局,,A1,局长,,1,甲,,,\n"));
    assert_eq!(Tally::of(&diff(&held, &silent, None)), Tally::default());
    let vacant = good(list("市局,,A1,局长,,,空缺,,,\n"));
    assert_eq!(
        Tally::of(&diff(&held, &vacant, None)),
        Tally {
            appointments_ended: 1,
            ..Tally::default()
        }
    );
}

#[test]
fn ten_thousand_rows() {
    let mut text = HEAD.to_owned();
    for n in 0..10_000u32 {
        let (unit, above) = (
            n / 20,
            if n % 20 == 0 {
                String::new()
            } else {
                format!("A{}", n / 20 * 20)
            },
        );
        let head = if n % 20 == 0 { "是" } else { "否" };
        writeln!(
            text,
            "市局/处{}/科{unit},{head},A{n},岗位{n},{above},{n},姓名{n},正式任职,2026-01-0{},",
            unit / 10,
            n % 9 + 1
        )
        .unwrap();
    }
    let started = Instant::now();
    let mut heard = Vec::new();
    let (roster, findings) = read(&[("list.csv", &text)], Kind::StaffList, &mut |done, total| {
        heard.push((done, total))
    })
    .unwrap();
    let parsed = started.elapsed();
    let changes = diff(&Roster::default(), &roster, None);
    println!(
        "10,000 rows: read and checked in {parsed:?}, compared in {:?}",
        started.elapsed() - parsed
    );
    assert_eq!(
        (roster.posts.len(), roster.units.len(), findings.len()),
        (10_000, 551, 0)
    );
    assert_eq!(
        (heard.first(), heard.last()),
        (Some(&(0, 10_000)), Some(&(10_000, 10_000)))
    );
    assert!(heard.is_sorted());
    let now = apply(&Roster::default(), &changes);
    assert_eq!(diff(&now, &roster, None), []);
    // On any machine, whatever else it does: one step for each pair of rows would take longer.
    assert!(started.elapsed().as_secs() < 120);
}
