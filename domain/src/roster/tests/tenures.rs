//! What lists make of an appointment, and which day is its last one.

use super::AppointmentKind::{Acting, Seconded, Substantive};
use super::*;
use proptest::prelude::*;

/// Stretches as text, the first one first.
fn told(tenure: &Tenure) -> Vec<String> {
    let end = |day: Option<NaiveDate>| day.map(|d| d.to_string().replace("2026-", "")).unwrap_or_default();
    let line = |s: &Stretch| format!("{} {} {}..{}", s.unit, s.kind.as_str(), end(s.starts), end(s.ends));
    tenure.stretches().iter().map(line).collect()
}

fn date(text: &str) -> Option<NaiveDate> {
    (!text.is_empty()).then(|| day(&format!("2026-{text}")))
}

/// In unit A: `kind` from and to, both in 2026 or empty.
fn tell(tenure: &mut Tenure, kind: AppointmentKind, from: &str, to: &str, today: &str) {
    let (from, to) = (date(from), date(to));
    tenure.tell("A", Terms { kind, from, to }, date(today).unwrap());
}

#[test]
fn other_terms_are_a_stretch_of_their_own() {
    let mut held = Tenure::default();
    tell(&mut held, Acting, "01-01", "", "01-01");
    tell(&mut held, Substantive, "05-01", "", "04-10");
    assert_eq!(told(&held), ["A acting 01-01..04-30", "A substantive 05-01.."]);
    // Put off, and given up.
    let mut put_off = held.clone();
    tell(&mut put_off, Substantive, "06-01", "", "04-20");
    assert_eq!(told(&put_off), ["A acting 01-01..05-31", "A substantive 06-01.."]);
    tell(&mut put_off, Acting, "01-01", "", "04-21");
    assert_eq!(told(&put_off), ["A acting 01-01.."]);
    // A later day on the same terms, and another kind without one.
    tell(&mut held, Substantive, "06-01", "12-31", "06-10");
    tell(&mut held, Seconded, "06-01", "12-31", "07-10");
    assert_eq!(
        told(&held),
        [
            "A acting 01-01..04-30",
            "A substantive 05-01..05-31",
            "A substantive 06-01..07-09",
            "A seconded 07-10..12-31",
        ]
    );
    assert_eq!((held.since(), held.begins()), (date("07-10"), date("01-01").unwrap()));
    // The day was another one: the border moves, and not over what was before.
    tell(&mut held, Seconded, "07-01", "12-31", "08-01");
    tell(&mut held, Seconded, "02-01", "12-31", "08-01");
    assert_eq!(
        told(&held)[2..],
        ["A substantive 06-01..06-30", "A seconded 07-01..12-31"]
    );
}

#[test]
fn what_is_put_right_stays_one_stretch() {
    let mut held = Tenure::default();
    tell(&mut held, Acting, "", "", "03-01");
    tell(&mut held, Acting, "02-01", "09-30", "03-02");
    assert_eq!(told(&held), ["A acting 02-01..09-30"]);
    tell(&mut held, Acting, "", "", "03-03");
    assert_eq!(told(&held), ["A acting 02-01.."]);
    // In its first day everything is put right.
    let mut new = Tenure::default();
    tell(&mut new, Acting, "", "", "03-01");
    tell(&mut new, Substantive, "", "", "03-01");
    assert_eq!(told(&new), ["A substantive 03-01.."]);
}

#[test]
fn a_move_is_not_overwritten() {
    let mut held = Tenure::default();
    tell(&mut held, Substantive, "01-01", "", "01-01");
    held.move_to("B", day("2026-04-10"));
    let moved = held.clone();
    let both = ["A substantive 01-01..04-09", "B substantive 04-10.."];
    assert_eq!(told(&held), both);
    assert_eq!(held.since(), date("01-01"));
    tell(&mut held, Substantive, "01-01", "12-31", "04-20");
    assert_eq!(told(&held)[1..], ["B substantive 04-10..12-31"]);
    tell(&mut held, Acting, "01-01", "", "05-01");
    assert_eq!(
        told(&held),
        [
            "A substantive 01-01..04-09",
            "B substantive 04-10..04-30",
            "B acting 05-01.."
        ]
    );
    assert!(held.says(day("2026-01-01"), day("2026-05-01")) && !held.says(day("2026-05-02"), day("2026-05-01")));
    // Both at once, and back on the same day.
    let mut at_once = moved.clone();
    tell(&mut at_once, Acting, "01-01", "", "04-10");
    assert_eq!(told(&at_once), ["A substantive 01-01..04-09", "B acting 04-10.."]);
    let mut back = moved;
    back.move_to("A", day("2026-04-10"));
    assert_eq!(told(&back), ["A substantive 01-01.."]);
}

#[test]
fn an_end_cuts_and_never_turns_round() {
    let mut held = Tenure::default();
    tell(&mut held, Substantive, "01-01", "", "01-01");
    held.move_to("B", day("2026-04-10"));
    let after = |last: &str, today: &str| {
        let mut held = held.clone();
        held.end(date(last), date(today).unwrap());
        told(&held)
    };
    assert_eq!(
        after("", "05-01"),
        ["A substantive 01-01..04-09", "B substantive 04-10..04-30"]
    );
    assert_eq!(after("06-30", "05-01")[1..], ["B substantive 04-10..06-30"]);
    assert_eq!(after("03-31", "05-01"), ["A substantive 01-01..03-31"]);
    assert_eq!(after("", "04-10"), ["A substantive 01-01..04-09"], "on its first day");
    assert_eq!(held.last_day(Some(day("2025-12-31"))), None);
    let mut unlikely = held.clone();
    unlikely.end(Some(day("2025-12-31")), day("2026-05-01"));
    assert_eq!(told(&unlikely), after("", "05-01"), "not before it began: yesterday");
    let mut planned = Tenure::default();
    tell(&mut planned, Acting, "06-01", "", "05-01");
    planned.end(None, day("2026-05-02"));
    assert_eq!(planned, Tenure::default());
}

#[test]
fn whoever_comes_back_comes_back_today() {
    let mut held = Tenure::default();
    tell(&mut held, Substantive, "01-01", "", "01-01");
    held.end(None, day("2026-04-10"));
    tell(&mut held, Substantive, "01-01", "", "06-20");
    assert_eq!(
        told(&held),
        ["A substantive 01-01..04-09", "A substantive 06-20.."],
        "was not there meanwhile"
    );
    tell(&mut held, Substantive, "06-15", "", "06-21");
    assert_eq!(told(&held)[1..], ["A substantive 06-15.."]);
}

#[test]
fn who_follows_says_when_the_one_before_ends() {
    let mut before = small("X");
    let first = before.posts[1].holder.as_mut().unwrap();
    first.from = Some(day("2026-01-01"));
    let next = |from: Option<NaiveDate>| {
        let mut after = before.clone();
        after.posts[1].holder = Some(Holder {
            reference: "P9".into(),
            name: "new".into(),
            from,
            ..Holder::default()
        });
        after
    };
    let last = |now: &Roster, wanted: &Roster| {
        let steps = diff_on(now, wanted, day("2026-04-10"));
        let ended = steps.into_iter().find_map(|step| match step {
            Change::EndAppointment { last, .. } => Some(last),
            _ => None,
        });
        ended.unwrap()
    };
    assert_eq!(last(&before, &next(None)), None);
    for (from, ends) in [("2026-04-01", "2026-03-31"), ("2026-05-01", "2026-04-30")] {
        assert_eq!(last(&before, &next(Some(day(from)))), Some(day(ends)));
    }
    let mut leaving = before.clone();
    leaving.posts[1].holder.as_mut().unwrap().to = Some(day("2026-04-15"));
    assert_eq!(
        last(&leaving, &next(Some(day("2026-05-01")))),
        Some(day("2026-04-15")),
        "the post is vacant in between"
    );
    // A list that says it was over is believed, and says so.
    leaving.posts[1].holder.as_mut().unwrap().to = Some(day("2026-03-31"));
    assert_eq!(last(&before, &leaving), Some(day("2026-03-31")));
    let words: Vec<String> = [crate::Lang::En, crate::Lang::Zh]
        .into_iter()
        .flat_map(|lang| {
            let steps = diff_on(&before, &leaving, day("2026-04-10"));
            steps.into_iter().map(move |step| step.words(lang))
        })
        .collect();
    assert_eq!(
        words,
        [
            "End the appointment of P1 to X-1 (last day: 2026-03-31)",
            "P1 不再任 X-1（最后一天：2026-03-31）"
        ]
    );
}

/// One list after the other: days since the one before, what is done, kind, first and last day.
type Step = (u8, u8, usize, Option<i8>, Option<u8>);

fn lists() -> impl Strategy<Value = Vec<Step>> {
    let step = (
        0u8..6,
        0u8..7,
        0usize..3,
        proptest::option::of(-60i8..40),
        proptest::option::of(0u8..40),
    );
    proptest::collection::vec(step, 1..8)
}

/// As it is when it was written and read again.
fn kept(tenure: &Tenure) -> Tenure {
    let rows = tenure.stretches().iter().cloned().enumerate();
    Tenure::new(rows.map(|(n, row)| Stretch {
        id: format!("{n:03}"),
        ..row
    }))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn stretches_follow_each_other_and_the_same_list_changes_nothing(lists in lists()) {
        let mut held = Tenure::default();
        let mut today = day("2026-06-01");
        for (pause, what, kind, from, to) in lists {
            today = today.checked_add_days(chrono::Days::new(pause.into())).unwrap();
            let (from, to) = (
                from.map(|n| today + chrono::TimeDelta::days(n.into())),
                to.map(|n| today + chrono::Days::new(n.into())),
            );
            match what {
                0 if held.present(today).is_some() => held.end(from, today),
                1 | 2 if held.present(today).is_some() => held.move_to(["A", "B"][usize::from(what) - 1], today),
                _ => {
                    let terms = Terms { kind: AppointmentKind::ALL[kind], from: from.filter(|f| to.is_none_or(|t| *f <= t)), to };
                    let before = held.clone();
                    held.tell("A", terms, today);
                    held = kept(&held);
                    let now = held.present(today).cloned().unwrap();
                    prop_assert_eq!((now.kind, now.ends), (terms.kind, terms.to));
                    prop_assert!(terms.from.is_none_or(|from| held.since() == Some(from) || held.says(from, today)));
                    let mut again = held.clone();
                    again.tell("A", terms, today);
                    prop_assert_eq!(&again, &held);
                    // What was is kept.
                    let was = |tenure: &Tenure, on: NaiveDate| tenure.stretches().iter().any(|s| s.first() <= on && on <= s.last());
                    let mut on = day("2026-03-01");
                    while on < today {
                        prop_assert!(!was(&before, on) || was(&held, on), "{on} was lost");
                        on = on.succ_opt().unwrap();
                    }
                }
            }
            held = kept(&held);
            let rows = held.stretches();
            prop_assert!(rows.iter().all(|s| s.first() <= s.last()), "{rows:?}");
            prop_assert!(rows.windows(2).all(|w| w[0].last() < w[1].first()), "{rows:?}");
        }
    }
}
