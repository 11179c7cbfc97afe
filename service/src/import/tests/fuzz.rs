use super::*;
use crate::harm::{harmed, harmed_within, parts};
use crate::import::{builtin, template};
use proptest::prelude::*;
use rand::SeedableRng;
use rand::rngs::StdRng;

fn any_kind() -> impl Strategy<Value = Kind> {
    prop_oneof![Just(Kind::Auto), Just(Kind::StaffList), Just(Kind::Organogram)]
}

/// Whatever comes back has been explained in both languages. Whether it was taken.
fn survive(files: &[(&str, Vec<u8>)], kind: Kind) -> bool {
    let (taken, findings) = match read(files, kind, &mut |_, _| {}) {
        Ok((_, warnings)) => (true, warnings),
        Err(errors) => {
            assert!(errors.iter().any(|f| f.severity == Severity::Error));
            (false, errors)
        }
    };
    assert!(
        findings
            .iter()
            .all(|f| !f.problem.zh().is_empty() && !f.problem.en().is_empty())
    );
    taken
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

/// Cells that have a meaning somewhere.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        "[A-C][0-3]",
        "(市局|/|处){1,4}",
        Just("XX".into()),
        Just("N/D".into()),
        Just("Deleted".into()),
        Just("是".into()),
        Just("2026-03-01".into()),
        "-?[0-9]{1,6}(\\.[0-9])?",
        "[^,\"\r\n]{0,6}",
    ]
}

fn rows(headings: &'static str) -> impl Strategy<Value = Vec<u8>> {
    let width = headings.split(',').count();
    let rows = prop::collection::vec(prop::collection::vec(cell(), width), 0..12);
    rows.prop_map(move |rows| {
        let lines: Vec<String> = rows.iter().map(|r| r.join(",")).collect();
        format!("{headings}\n{}\n", lines.join("\n")).into_bytes()
    })
}

const STAFF: &str = "unit,head,post code,title,superior,staff number,name,account,kind,from,to";
const SENIOR: &str =
    "Post Unique Reference,Name,Grade,Job Title,Parent Department,Organisation,Unit,Reports to Senior Post,FTE";
const JUNIOR: &str =
    "Parent Department,Organisation,Unit,Reporting Senior Post,Grade,Generic Job Title,Number of Posts in FTE";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn random_bytes(bytes in prop::collection::vec(any::<u8>(), 0..600), kind in any_kind()) {
        survive(&[("a", bytes.clone())], kind);
        survive(&[("a.xlsx", [b"PK\x03\x04".to_vec(), bytes].concat())], kind);
    }

    #[test]
    fn random_rows(staff in rows(STAFF), senior in rows(SENIOR), junior in rows(JUNIOR), kind in any_kind()) {
        survive(&[("a", staff), ("s", senior), ("j", junior)], kind);
    }

    #[test]
    fn damaged_text(hits in hits(), kind in any_kind()) {
        survive(&[("a.csv", damage(template::template_csv(true), &hits))], kind);
        let pair: Vec<_> = builtin::files()[..2].iter().map(|(n, b)| (*n, damage(b.to_vec(), &hits))).collect();
        survive(&pair, kind);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn damaged_workbooks(hits in hits(), kind in any_kind()) {
        survive(&[("a.xlsx", damage(template::template_xlsx(true).unwrap(), &hits))], kind);
    }
}

/// Lists of staff as they are sent: both languages, other separators, a byte-order mark, the encoding of older programs.
fn lists() -> Vec<Vec<u8>> {
    let (zh, en) = (template::template_csv(false), template::template_csv(true));
    let plain = String::from_utf8_lossy(&zh).trim_start_matches('\u{feff}').to_owned();
    let (gbk, _, _) = encoding_rs::GB18030.encode(&plain);
    vec![
        gbk.into_owned(),
        plain.replace(',', "\t").into_bytes(),
        plain.replace(',', ";").into_bytes(),
        zh,
        en,
    ]
}

/// The head of a published pair and a few of its rows: senior posts, and junior rows that report to them.
fn pair() -> [Vec<u8>; 2] {
    let files = builtin::files();
    [0, 1].map(|n| {
        let lines: Vec<&[u8]> = files[n].1.split_inclusive(|b| *b == b'\n').take(9).collect();
        lines.concat()
    })
}

/// More than a hundred thousand harmed lists: each is read, or refused in words.
#[test]
fn harmed_lists_end_in_an_answer() {
    let (lists, pair) = (lists(), pair());
    let book = [template::template_xlsx(true).unwrap()];
    let parts = parts(&book[0]);
    let mut rng = StdRng::seed_from_u64(11);
    let mut taken = [0; 4];
    for n in 0..104_000 {
        let (kind, files) = match n % 13 {
            0 => (0, vec![("a.xlsx", harmed(&mut rng, &book))]),
            1 => (1, vec![("a.xlsx", harmed_within(&mut rng, &parts))]),
            2..5 => {
                let [senior, junior] = pair.clone().map(|file| harmed(&mut rng, &[file]));
                (2, vec![("senior.csv", senior), ("junior.csv", junior)])
            }
            _ => (3, vec![("a.csv", harmed(&mut rng, &lists))]),
        };
        taken[kind] += u32::from(survive(&files, Kind::Auto));
    }
    println!("{taken:?} taken");
    assert!(taken.iter().all(|n| *n > 50), "{taken:?} taken: the harm is too great");
}
