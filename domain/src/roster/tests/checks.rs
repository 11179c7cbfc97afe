use super::*;

fn places() -> Places {
    let columns = [(Field::Superior, "上级"), (Field::To, "until")]
        .map(|(f, n)| (f, n.to_owned()))
        .into();
    let posts = (2..9).map(|line| Place { file: 0, line }).collect();
    Places {
        files: vec![Source {
            name: "list.csv".into(),
            columns,
        }],
        posts,
        units: Vec::new(),
    }
}

fn found(change: impl FnOnce(&mut Roster)) -> Vec<Finding> {
    let mut roster = small("X");
    change(&mut roster);
    check(&roster, &places())
}

fn problems(change: impl FnOnce(&mut Roster)) -> Vec<Problem> {
    found(change).into_iter().map(|f| f.problem).collect()
}

#[test]
fn a_good_list_has_no_findings() {
    assert_eq!(found(|_| {}), []);
}

#[test]
fn a_circle_is_named_with_its_place() {
    let found = found(|r| r.posts[0].reports_to = Some("X-2".into()));
    let cycle = Problem::Cycle {
        references: vec!["X-0".into(), "X-2".into(), "X-1".into()],
    };
    assert_eq!(
        cycle.en(),
        "The reporting line runs in a circle: X-0 → X-2 → X-1 → X-0. Correct the superior of one of these posts."
    );
    let expected = Finding {
        file: "list.csv".into(),
        line: 2,
        column: Some("上级".into()),
        severity: Severity::Error,
        problem: cycle,
    };
    assert_eq!(found, [expected]);
}

#[test]
fn references_are_checked() {
    assert_eq!(
        problems(|r| r.posts[2].reports_to = Some("nobody".into())),
        [Problem::UnknownSuperior {
            reference: "nobody".into()
        }]
    );
    assert_eq!(
        problems(|r| r.posts[2].reports_to = Some("X-2".into())),
        [Problem::Cycle {
            references: vec!["X-2".into()]
        }]
    );
    let twice = problems(|r| r.posts[3].reference = "X-2".into());
    assert_eq!(
        twice,
        [Problem::Duplicate {
            reference: "X-2".into(),
            file: "list.csv".into(),
            line: 4
        }]
    );
    assert!(problems(|r| r.posts[3].unit = "Q".into()).contains(&Problem::UnknownUnit { key: "Q".into() }));
    assert!(problems(|r| r.units[1].parent = Some("Q".into())).contains(&Problem::UnknownUnit { key: "Q".into() }));
    assert!(
        problems(|r| r.units[0].parent = Some("X/A".into()))
            .iter()
            .any(|p| matches!(p, Problem::UnitCycle { keys } if keys.len() == 2))
    );
    let heads = found(|r| r.posts[2].leads = true);
    assert!(matches!(
        heads.as_slice(),
        [Finding {
            severity: Severity::Warning,
            problem: Problem::TwoHeads { .. },
            ..
        }]
    ));
}

#[test]
fn values_are_checked() {
    assert_eq!(
        problems(|r| r.posts[1].title.clear()),
        [Problem::Empty { field: Field::Title }]
    );
    assert_eq!(
        problems(|r| r.posts[1].title = "字".repeat(501)),
        [Problem::TooLong {
            length: 501,
            limit: 500
        }]
    );
    assert_eq!(problems(|r| r.posts[1].title = "字".repeat(500)), []);
    assert_eq!(
        problems(|r| r.posts[1].grade = "a\u{202e}".into()),
        [Problem::ControlCharacter { code: 0x202e }]
    );
    let dates = problems(|r| {
        let holder = r.posts[1].holder.as_mut().unwrap();
        (holder.from, holder.to) = (Some(day("2026-02-01")), Some(day("1026-01-01")));
    });
    assert_eq!(
        dates,
        [
            Problem::DateOutOfRange {
                date: day("1026-01-01")
            },
            Problem::EndsBeforeStart {
                from: day("2026-02-01"),
                to: day("1026-01-01")
            }
        ]
    );
}

#[test]
fn people_do_not_contradict_themselves() {
    let rename = |r: &mut Roster, n: usize, person: &str, account: &str| {
        let holder = r.posts[n].holder.as_mut().unwrap();
        (holder.reference, holder.account) = (person.into(), Some(account.into()));
    };
    let names = problems(|r| rename(r, 2, "P1", "a"));
    assert_eq!(
        names,
        [Problem::TwoNames {
            reference: "P1".into(),
            one: "somebody 1".into(),
            other: "somebody 2".into()
        }]
    );
    let accounts = problems(|r| {
        rename(r, 2, "P2", "a");
        rename(r, 3, "P3", "a");
    });
    assert_eq!(
        accounts,
        [Problem::AccountTaken {
            account: "a".into(),
            reference: "P2".into()
        }]
    );
}
