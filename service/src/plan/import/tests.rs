//! Any table is read or refused in words.

use super::*;
use proptest::prelude::*;

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
    fn random_rows(rows in prop::collection::vec(prop::collection::vec(cell(), 0..12), 0..20)) {
        let heads = "事项,承办人,周期,完成时限,开始,权重,难度,重点任务,备注,完成标准";
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
