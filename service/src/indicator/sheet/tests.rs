//! Files come back as they went, and whatever comes in is explained.

use super::check::Directory;
use super::column::{COLUMNS, Column};
use super::export::{of_family, template};
use super::fault::Fault;
use super::read::{self, SheetSet};
use crate::harm::{harmed, harmed_within, parts};
use crate::import::unit_path::paths;
use crate::indicator::GivenRow;
use crate::indicator::library::rows;
use crate::indicator::rows::{accept, indicator};
use domain::Lang;
use proptest::prelude::*;
use rand::SeedableRng;
use rand::rngs::StdRng;
use std::collections::HashSet;
use store::organisation::UnitRow;

fn read(bytes: &[u8]) -> (Vec<SheetSet>, Vec<Fault>) {
    match read::table(bytes) {
        Ok(table) => read::read(&table),
        Err(fault) => (vec![], vec![fault]),
    }
}

#[test]
fn a_template_reads_back_as_it_is() {
    for lang in [Lang::Zh, Lang::En] {
        let (sets, faults) = read(&template(crate::indicator::dimensions(), lang).unwrap());
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

#[test]
fn a_set_of_more_rows_than_a_draft_can_have_is_refused_at_its_cell() {
    let of = |rows: usize| {
        let rows: String = (0..rows).map(|n| format!("family,Finance,ji,Visits {n},1\n")).collect();
        told(&format!("For,Family unit or post,Dimension,Indicator,Weight\n{rows}"))
    };
    let (sets, faults) = of(60);
    assert_eq!((sets.first().map(|s| s.rows.len()), faults.len()), (Some(60), 0));
    let (sets, faults) = of(70);
    let [fault] = faults.as_slice() else {
        panic!("{faults:?}")
    };
    assert_eq!(
        (fault.line, fault.column.as_deref(), fault.error, sets.len()),
        (62, Some("Indicator"), true, 0)
    );
}

#[test]
fn an_exported_unit_reads_back_whatever_its_name_and_one_of_two_is_not_guessed() {
    // Ids as they are: 26 signs.
    let ulid = |id: &str| format!("{:0>26}", id.to_uppercase());
    let unit = |id: &str, name: &str, above: &[&str]| UnitRow {
        id: ulid(id),
        name: name.into(),
        path: above.iter().chain([&id]).map(|id| ulid(id)).collect(),
    };
    let units = [
        unit("b", "Bureau", &[]),
        unit("r", "Research / Statistics", &["b"]),
        unit("x", "Registry", &["b"]),
        unit("y", "Registry", &["b"]),
    ];
    let (directory, paths) = (Directory::of_units(&units), paths(&units));
    let meant = |path: &str| {
        let scopes = directory.scopes("unit", path);
        let mut ids: Vec<String> = scopes.iter().map(|s| s.target().to_owned()).collect();
        ids.sort();
        ids
    };
    for id in ["b", "r"] {
        let path = &paths[&ulid(id)];
        assert_eq!(meant(path), [ulid(id)], "{path}");
    }
    assert_eq!(meant("Bureau／Research/Statistics"), [ulid("r")]);
    assert_eq!(meant(&paths[&ulid("x")]), [ulid("x"), ulid("y")]);
    assert!(meant("Bureau/Nowhere").is_empty());
    let head = "For,Family unit or post,Dimension,Indicator,Weight\n";
    let (sets, _) = told(&format!(
        "{head}unit,Bureau/Registry,ji,A,60\nunit,Bureau / Registry,ji,B,40\n"
    ));
    assert_eq!(sets.len(), 1, "the same unit, written in two ways");
}

/// Whatever comes back has been explained in both languages, and sets come only without an error.
fn survive(bytes: &[u8]) -> bool {
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
    !sets.is_empty()
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
}

/// Tables as people send them: both languages, other separators, quotes, byte-order marks, another encoding.
fn texts() -> Vec<Vec<u8>> {
    let zh = "类型,对象,维度,指标,好的表现,衡量办法,权重,关键\n类别,财务,绩,结账,\"按期,准确\",台账,60,是\n类别,财务,廉,复核,,抽查,40%,否\n";
    let en = "For,\"Family, unit or post\",Dimension,Indicator,Weight,Id\r\nfamily,Policy,ji,Advice,100,01J00000000000000000000000\r\nunit,Bureau/Office,neng,Visits,20,\r\n";
    let (gbk, _, _) = encoding_rs::GB18030.encode(zh);
    vec![
        zh.as_bytes().to_vec(),
        en.as_bytes().to_vec(),
        zh.replace(',', "\t").into_bytes(),
        en.replace(',', ";").into_bytes(),
        [b"\xef\xbb\xbf", zh.as_bytes()].concat(),
        gbk.into_owned(),
        en.encode_utf16().flat_map(u16::to_le_bytes).collect(),
    ]
}

/// A hundred thousand harmed tables: each is read, or refused in words.
#[test]
fn harmed_tables_end_in_an_answer() {
    let seeds = texts();
    let mut rng = StdRng::seed_from_u64(17);
    let mut taken = 0;
    for _ in 0..100_000 {
        taken += u32::from(survive(&harmed(&mut rng, &seeds)));
    }
    assert!(
        (5_000..95_000).contains(&taken),
        "{taken} taken: the harm is too great or too small"
    );
}

/// Harmed workbooks, by their bytes and within their parts: each is read, or refused in words.
#[test]
fn harmed_workbooks_end_in_an_answer() {
    let kept: Vec<_> = accept(&rows("policy", Lang::Zh).unwrap()[..1], &HashSet::new())
        .iter()
        .map(indicator)
        .collect();
    let book = [of_family("政策", &kept, Lang::Zh).unwrap()];
    let parts = parts(&book[0]);
    let mut rng = StdRng::seed_from_u64(18);
    let (mut taken, mut by_part) = (0, 0);
    for n in 0..20_000 {
        if n % 2 == 0 {
            taken += u32::from(survive(&harmed(&mut rng, &book)));
        } else {
            by_part += u32::from(survive(&harmed_within(&mut rng, &parts)));
        }
    }
    assert!(
        taken + by_part > 500 && by_part < 9_500,
        "{taken} and {by_part} taken: the harm is too great or too small"
    );
}
