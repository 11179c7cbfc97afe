//! Any table is read or refused in words.

use super::read::read;
use super::*;
use crate::harm::{harmed, harmed_within, parts};
use chrono::NaiveDate;
use proptest::prelude::*;
use rand::SeedableRng;
use rand::rngs::StdRng;
use std::collections::HashMap;

fn owners() -> Owners {
    let me = (PersonId("me".into()), "Lin".to_owned());
    let wei = (PersonId("wei".into()), "Wei".to_owned());
    Owners {
        me: me.clone(),
        by_account: HashMap::from([("wei".to_owned(), wei.clone())]),
        by_name: HashMap::from([("lin".to_owned(), vec![me]), ("wei".to_owned(), vec![wei.clone(), wei])]),
    }
}

fn survive(bytes: &[u8]) -> usize {
    let today = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
    let (rows, findings) = read(bytes, &owners(), today);
    assert!(rows.len() + findings.len() > 0, "a table without rows is told so");
    for row in &rows {
        assert!(row.draft.accept(Some(row.owner.clone()), today, None).is_ok());
    }
    assert!(findings.iter().all(|f| f.words.iter().all(|w| !w.is_empty())));
    rows.len()
}

fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        Just("周".to_owned()),
        Just("hard".to_owned()),
        Just("46082".to_owned()),
        Just("2026-12-01".to_owned()),
        Just("yes".to_owned()),
        Just("wei".to_owned()),
        Just("10".to_owned()),
        "[a-z0-9\u{4e00}-\u{4e20}%/-]{0,12}",
        any::<String>().prop_map(|s| s.replace(['"', '\n', '\r', ','], " ")),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, ..ProptestConfig::default() })]

    #[test]
    fn random_rows(rows in prop::collection::vec(prop::collection::vec(cell(), 0..13), 0..20)) {
        let heads = "事项,承办人,单位,周期,完成时限,开始,权重,难度,重点任务,备注,完成标准";
        let lines: Vec<String> = rows.into_iter().map(|row| row.join(",")).collect();
        survive(format!("{heads}\n{}", lines.join("\n")).as_bytes());
    }

    #[test]
    fn random_bytes(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        survive(&bytes);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn damaged_workbooks(hits in prop::collection::vec(any::<(prop::sample::Index, u8)>(), 1..40)) {
        let mut book = super::super::template_xlsx(Lang::Zh).unwrap();
        for (at, byte) in hits {
            let at = at.index(book.len());
            book[at] = byte;
        }
        survive(&book);
    }
}

const ROWS_THAT_READ: [[&str; 11]; 3] = [
    [
        "清点库房",
        "全部在册",
        "wei",
        "市局/库房",
        "周",
        "",
        "",
        "10",
        "较难",
        "是",
        "先看东库",
    ],
    [
        "Tidy up",
        "",
        "",
        "",
        "month",
        "2026-12-01",
        "2026-11-25",
        "",
        "1",
        "no",
        "",
    ],
    ["Read", "", "lin", "Office", "年度", "2026-12-31", "", "100", "", "", ""],
];
const HEADS: [&str; 11] = [
    "事项",
    "完成标准",
    "承办人",
    "单位",
    "周期",
    "完成时限",
    "开始",
    "权重",
    "难度",
    "重点任务",
    "备注",
];

fn table() -> Vec<u8> {
    let lines = std::iter::once(HEADS).chain(ROWS_THAT_READ);
    lines
        .map(|row| row.join(","))
        .collect::<Vec<_>>()
        .join("\n")
        .into_bytes()
}

fn workbook() -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (y, row) in (0u32..).zip(std::iter::once(HEADS).chain(ROWS_THAT_READ)) {
        for (x, cell) in (0u16..).zip(row) {
            match cell.parse::<f64>() {
                Ok(number) => sheet.write_number(y, x, number).unwrap(),
                Err(_) => sheet.write_string(y, x, cell).unwrap(),
            };
        }
    }
    book.save_to_buffer().unwrap()
}

/// More than a hundred thousand harmed tables: each ends in rows or in words, none in a panic.
#[test]
fn harmed_tables_end_in_an_answer() {
    assert_eq!((survive(&table()), survive(&workbook())), (3, 3), "whole, they read");
    let mut rng = StdRng::seed_from_u64(9);
    let (table, book) = ([table()], [workbook()]);
    let parts = parts(&book[0]);
    let mut read = [0; 3];
    for n in 0..104_000 {
        let (kind, bytes) = match n % 13 {
            0 => (0, harmed(&mut rng, &book)),
            1 => (1, harmed_within(&mut rng, &parts)),
            _ => (2, harmed(&mut rng, &table)),
        };
        read[kind] += usize::from(survive(&bytes) > 0);
    }
    assert!(read[0] > 100 && read[1] > 1_000 && read[2] > 10_000, "{read:?}");
}

#[test]
fn names_that_two_people_have_are_not_guessed() {
    let owners = owners();
    assert_eq!(owners.find("").map(|p| p.1), Ok("Lin".to_owned()));
    assert_eq!(
        owners.find("WEI").map(|p| p.0.0),
        Ok("wei".to_owned()),
        "an account is one person's"
    );
    let named = Owners {
        by_account: HashMap::new(),
        ..owners
    };
    assert!(matches!(named.find("Wei"), Err(Breach::SeveralOfThatName { .. })));
    assert!(matches!(named.find("Zhao"), Err(Breach::WhoIsThat { .. })));
}

#[test]
fn a_table_of_too_many_rows_is_refused_whole() {
    let rows = "x y\n".repeat(501);
    assert_eq!(survive(format!("item\n{rows}").as_bytes()), 0);
    assert_eq!(survive(format!("item\n{}", "x y\n".repeat(500)).as_bytes()), 500);
}
