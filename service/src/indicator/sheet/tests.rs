//! Files come back as they went, and whatever comes in is explained.

use super::column::{COLUMNS, Column};
use super::export::{of_family, template};
use super::fault::Fault;
use super::read::{SheetSet, read};
use crate::indicator::GivenRow;
use crate::indicator::library::rows;
use crate::indicator::rows::{accept, indicator};
use domain::Lang;
use proptest::prelude::*;
use std::collections::HashSet;

#[test]
fn a_template_reads_back_as_it_is() {
    for lang in [Lang::Zh, Lang::En] {
        let (sets, faults) = read(&template(lang).unwrap());
        assert_eq!(faults, []);
        let [set] = sets.as_slice() else { panic!("{sets:?}") };
        assert_eq!(
            (set.kind, set.target.as_str()),
            ("family", lang.pick("财务", "Finance"))
        );
        let written = rows("finance", lang).unwrap();
        let plain = |rows: &[GivenRow]| {
            rows.iter()
                .map(|r| (r.name.clone(), r.weight.clone(), r.key))
                .collect::<Vec<_>>()
        };
        assert_eq!(plain(&set.rows), plain(&written));
    }
}

#[test]
fn an_export_keeps_every_field() {
    let kept: Vec<_> = accept(&rows("policy", Lang::Zh).unwrap(), &HashSet::new())
        .iter()
        .map(indicator)
        .collect();
    let (sets, faults) = read(&of_family("政策", &kept, Lang::Zh).unwrap());
    assert_eq!(faults, []);
    let back: HashSet<String> = kept.iter().map(|k| k.id.0.clone()).collect();
    let back: Vec<_> = accept(&sets.first().unwrap().rows, &back)
        .iter()
        .map(indicator)
        .collect();
    assert_eq!(back, kept);
}

fn told(text: &str) -> (Vec<SheetSet>, Vec<Fault>) {
    read(text.as_bytes())
}

#[test]
fn faults_name_their_cell() {
    let head = "类型,对象,维度,指标,权重,关键\n";
    let (sets, faults) = told(&format!(
        "{head}类别,财务,绩,结账,25,是\n科室,财务,绩,结账,25,\n类别,,绩,,一半,也许\n类别,财务,,对账,30,\n"
    ));
    assert!(sets.is_empty(), "an error rejects the file");
    let cells: Vec<_> = faults
        .iter()
        .map(|f| (f.line, f.column.as_deref().unwrap_or_default(), f.error))
        .collect();
    assert_eq!(
        cells,
        [
            (3, "类型", true),
            (4, "对象", true),
            (4, "指标", true),
            (4, "权重", true),
            (4, "关键", false),
            (5, "维度", true)
        ]
    );
    let (_, faults) = told("类型,对象,指标\n类别,财务,结账\n");
    assert!(faults.iter().any(|f| f.zh.contains("维度、权重")), "{faults:?}");
    assert!(told("a,b\n1,2\n").1.iter().all(|f| f.error));
    assert!(told("").1.iter().all(|f| f.error));
}

#[test]
fn rows_of_one_target_are_one_set_wherever_they_stand() {
    let text = "For,Family unit or post,Dimension,Indicator,Weight\nfamily,Science & Engineering,ji,A,60\nunit,Bureau/Office,neng,B,20\nfamily,science and  engineering,neng,C,40%\n";
    let (sets, faults) = told(text);
    assert_eq!(faults, []);
    let shape: Vec<_> = sets.iter().map(|s| (s.kind, s.line, s.rows.len())).collect();
    assert_eq!(shape, [("family", 2, 2), ("unit", 3, 1)]);
}

/// Whatever comes back has been explained in both languages, and sets come only without an error.
fn survive(bytes: &[u8]) {
    let (sets, faults) = read(bytes);
    assert!(faults.iter().all(|f| !f.zh.is_empty() && !f.en.is_empty()));
    assert!(sets.is_empty() || faults.iter().all(|f| !f.error));
    assert!(!sets.is_empty() || faults.iter().any(|f| f.error));
    for set in &sets {
        let rows = accept(&set.rows, &HashSet::new());
        assert!(
            rows.iter()
                .all(|r| (0..=100).contains(&r.weight) && r.unread.is_empty())
        );
    }
}

fn damage(mut bytes: Vec<u8>, hits: &[(prop::sample::Index, u8)]) -> Vec<u8> {
    for (at, byte) in hits {
        let at = at.index(bytes.len());
        bytes[at] = *byte;
    }
    bytes
}

fn hits() -> impl Strategy<Value = Vec<(prop::sample::Index, u8)>> {
    prop::collection::vec(any::<(prop::sample::Index, u8)>(), 1..40)
}

fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        Just("类别".into()),
        Just("unit".into()),
        Just("绩".into()),
        Just("服务 / Service".into()),
        "-?[0-9０-９]{1,4}[%％.]?0?",
        "[A-C财务/]{1,6}",
        "[^,\"\r\n]{0,8}",
    ]
}

fn table() -> impl Strategy<Value = Vec<u8>> {
    let width = COLUMNS.len();
    prop::collection::vec(prop::collection::vec(cell(), 0..=width), 0..14).prop_map(|rows| {
        let head: Vec<&str> = COLUMNS.iter().map(|c: &Column| c.heading(Lang::Zh)).collect();
        let lines: Vec<String> = rows.iter().map(|r| r.join(",")).collect();
        format!("{}\n{}\n", head.join(","), lines.join("\n")).into_bytes()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_500))]

    #[test]
    fn random_bytes(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        survive(&bytes);
        survive(&[b"PK\x03\x04".to_vec(), bytes].concat());
    }

    #[test]
    fn random_tables(bytes in table()) {
        survive(&bytes);
    }

    #[test]
    fn damaged_tables(bytes in table(), hits in hits()) {
        survive(&damage(bytes, &hits));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn damaged_workbooks(hits in hits()) {
        survive(&damage(template(Lang::Zh).unwrap(), &hits));
    }
}
