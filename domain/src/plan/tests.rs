use super::moves::{self, Moved};
use super::*;
use crate::{PersonId, UnitId, Violation};
use chrono::NaiveDate;
use proptest::prelude::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap_or_default()
}

fn substance(owner: Option<&str>) -> Substance {
    Substance {
        title: "Renew the gauge".into(),
        measure: "Reads within 1%".into(),
        horizon: Horizon::Month,
        weight: 10,
        difficulty: Difficulty::Hard,
        key: false,
        start: day("2026-11-02"),
        due: day("2026-11-30"),
        owner: owner.map(Into::into),
    }
}

fn by(person: &str, hand: Hand) -> By {
    By {
        person: person.into(),
        hand,
        led: true,
    }
}

fn wei() -> By {
    by("wei", Hand::Owner)
}

fn lin() -> By {
    by("lin", Hand::Leader)
}

fn titled(item: &Item, title: &str) -> Substance {
    Substance {
        title: title.into(),
        ..item.substance.clone()
    }
}

#[test]
fn what_is_handed_down_waits_for_its_owner_and_what_one_sets_for_a_leader() {
    let (down, told) = moves::set(substance(Some("wei")), String::new(), &lin());
    assert_eq!(
        (down.state, down.waits, told.did),
        (State::Proposed, Waits::Owner, Did::HandedDown)
    );
    assert_eq!(moves::accept(&down, &lin()), Err(Breach::NotYours));
    let accepted = moves::accept(&down, &wei()).map(|(i, _)| (i.state, i.waits));
    assert_eq!(accepted, Ok((State::Agreed, Waits::Nobody)));
    let (own, told) = moves::set(substance(Some("wei")), String::new(), &wei());
    assert_eq!((own.waits, told.did), (Waits::Leader, Did::Set));
    assert_eq!(moves::agree(&own, &lin()).map(|(i, _)| i.state), Ok(State::Agreed));
    let alone = By { led: false, ..wei() };
    assert_eq!(
        moves::set(substance(Some("wei")), String::new(), &alone).0.state,
        State::Agreed
    );
    assert_eq!(
        moves::set(substance(None), String::new(), &lin()).0.state,
        State::Agreed
    );
}

#[test]
fn asking_back_goes_to_the_setter_and_an_answer_comes_back() -> Result<(), Breach> {
    let (down, _) = moves::set(substance(Some("wei")), String::new(), &lin());
    let (asked, _) = moves::ask_back(&down, &wei(), "No gauge in stock")?;
    assert_eq!(
        (asked.state, asked.waits, asked.reason.as_str()),
        (State::Proposed, Waits::Setter, "No gauge in stock")
    );
    assert_eq!(moves::ask_back(&asked, &wei(), "again"), Err(Breach::NothingWaits));
    assert_eq!(moves::stand_by(&asked, &wei(), "no"), Err(Breach::NotYours));
    let (kept, _) = moves::stand_by(&asked, &lin(), "It comes on Monday")?;
    assert_eq!((kept.waits, kept.reason.as_str()), (Waits::Owner, ""));
    let (changed, entry) = moves::change(&asked, &lin(), titled(&asked, "Order a gauge"), String::new(), "")?;
    assert_eq!((changed.waits, entry.edits.len()), (Waits::Owner, 1));
    Ok(())
}

#[test]
fn a_changed_substance_asks_again_and_a_note_does_not() -> Result<(), Breach> {
    let (down, _) = moves::set(substance(Some("wei")), String::new(), &lin());
    let (agreed, _) = moves::accept(&down, &wei())?;
    let begun = moves::advance(&agreed, 40)?;
    assert_eq!(begun.state, State::InHand);
    let (noted, entry) = moves::change(&begun, &wei(), begun.substance.clone(), "Ask Gu".into(), "")?;
    let [edit] = entry.edits.as_slice() else {
        panic!("{:?}", entry.edits)
    };
    assert_eq!((noted.state, noted.set_by.as_str()), (State::InHand, "lin"));
    assert_eq!(
        (edit.field, edit.before.as_str(), edit.after.as_str()),
        (Field::Note, "", "Ask Gu")
    );
    let (changed, _) = moves::change(
        &begun,
        &wei(),
        titled(&begun, "Renew both gauges"),
        String::new(),
        "Two are worn",
    )?;
    assert_eq!(
        (changed.state, changed.waits, changed.progress),
        (State::Proposed, Waits::Leader, 40)
    );
    assert_eq!(moves::finish(&changed, ""), Err(Breach::NotAgreed));
    // Agreed again, it goes on where it was.
    assert_eq!(moves::agree(&changed, &lin()).map(|(i, _)| i.state), Ok(State::InHand));
    // Who was handed an item cannot drop it by changing it first.
    assert_eq!(moves::drop_it(&changed, &wei(), "no"), Err(Breach::NotYours));
    let other = Substance {
        owner: Some("gu".into()),
        ..begun.substance.clone()
    };
    assert_eq!(
        moves::change(&begun, &wei(), other, String::new(), ""),
        Err(Breach::NotYours)
    );
    assert_eq!(
        moves::change(&begun, &wei(), begun.substance.clone(), String::new(), ""),
        Err(Breach::NothingChanged)
    );
    Ok(())
}

#[test]
fn what_a_leader_takes_on_is_as_his_own() -> Result<(), Breach> {
    let (free, _) = moves::set(substance(None), String::new(), &lin());
    let (taken, _) = moves::change(&free, &lin(), substance(Some("lin")), String::new(), "")?;
    assert_eq!((taken.waits, taken.handed), (Waits::Leader, false));
    let (agreed, _) = moves::agree(&taken, &by("dir", Hand::Leader))?;
    let own = by("lin", Hand::Owner);
    assert_eq!(moves::ask_back(&agreed, &own, "why"), Err(Breach::NotYours));
    assert!(moves::drop_it(&agreed, &own, "why").is_ok());
    Ok(())
}

#[test]
fn drafts_are_checked_field_by_field() {
    let today = day("2026-11-24");
    let draft = |change: fn(&mut Draft)| {
        let mut draft = Draft {
            title: " Check \n the gauge ".into(),
            ..Draft::default()
        };
        change(&mut draft);
        draft.accept(None, today, None)
    };
    let plain = draft(|_| ()).map(|(s, _)| (s.title, s.due, s.weight, s.start));
    assert_eq!(plain, Ok(("Check the gauge".into(), day("2026-11-29"), 10, today)));
    assert_eq!(
        draft(|d| d.title = " \u{200b}".into()),
        Err(Breach::Missing { field: Field::Title })
    );
    assert!(matches!(
        draft(|d| d.title = "字".repeat(201)),
        Err(Breach::TooLong { length: 201, .. })
    ));
    assert!(matches!(
        draft(|d| d.weight = "101".into()),
        Err(Breach::Unfit {
            field: Field::Weight,
            ..
        })
    ));
    assert!(matches!(
        draft(|d| d.horizon = "decade".into()),
        Err(Breach::Unfit {
            field: Field::Horizon,
            ..
        })
    ));
    assert!(matches!(
        draft(|d| d.due = "30/11".into()),
        Err(Breach::Unfit { field: Field::Due, .. })
    ));
    assert_eq!(draft(|d| d.due = "2026-11-23".into()), Err(Breach::DueGone));
    assert_eq!(
        draft(|d| d.due = "2041-01-01".into()),
        Err(Breach::DueTooFar { years: 5 })
    );
    let backwards = |d: &mut Draft| (d.start, d.due) = ("2026-12-02".into(), "2026-12-01".into());
    assert_eq!(draft(backwards), Err(Breach::DueBeforeStart));
    // An overdue item can be edited without moving its date.
    let late = Substance {
        due: day("2026-11-20"),
        ..substance(None)
    };
    let kept = Draft {
        title: "x y".into(),
        start: "2026-11-02".into(),
        due: "2026-11-20".into(),
        ..Draft::default()
    };
    assert!(kept.accept(None, today, Some(&late)).is_ok());
}

#[test]
fn periods() {
    let of = |horizon, at| {
        let p = period(horizon, day(at));
        format!("{} {}", p.first, p.last)
    };
    assert_eq!(of(Horizon::Week, "2026-11-24"), "2026-11-23 2026-11-29");
    assert_eq!(of(Horizon::Month, "2024-02-10"), "2024-02-01 2024-02-29");
    assert_eq!(of(Horizon::Quarter, "2026-12-31"), "2026-10-01 2026-12-31");
    assert_eq!(of(Horizon::Year, "2026-01-01"), "2026-01-01 2026-12-31");
}

#[test]
fn titles_that_say_the_same_are_alike() {
    let alike = |a: &str, b: &str| alike(&terms(a), &terms(b));
    assert!(alike("修订应急预案并组织演练", "修订应急预案，组织演练"));
    assert!(!alike("修订应急预案", "统计三季度能耗"));
    assert!(alike("Inspect the crane at berth 4", "Inspect crane, berth 4"));
    assert!(!alike("Inspect the crane", "Inspect the kitchen"));
    assert!(!alike("", "") && !alike("a", "a"));
}

#[test]
fn every_rule_and_choice_has_words_in_both_languages() {
    let field = Field::Due;
    let breaches = [
        Breach::Missing { field },
        Breach::Unfit {
            field,
            given: "x".into(),
        },
        Breach::DueGone,
        Breach::Ended,
        Breach::OwnItem,
        Breach::Circle { title: "x".into() },
        Breach::NetTooWide { limit: 2_000 },
        Breach::NotLedBy { name: "x".into() },
        Breach::UnitUnknown { unit: "x".into() },
        Breach::SeveralUnits {
            name: "x".into(),
            unit: "y".into(),
        },
        Breach::NoPostThere {
            name: "x".into(),
            unit: "y".into(),
        },
        Breach::UnitNotLed {
            name: "x".into(),
            unit: "y".into(),
        },
        Breach::ImportGone,
    ];
    for breach in breaches {
        let violation = Violation::from(breach);
        let (zh, en) = (violation.words(crate::Lang::Zh), violation.words(crate::Lang::En));
        assert!(
            zh.ends_with('。') && en.ends_with('.') && !en.contains(|c: char| c > '\u{2e80}'),
            "{zh} {en}"
        );
    }
}

#[test]
fn what_goes_along_with_its_owner_stays_as_it_was_agreed() -> Result<(), Breach> {
    let (down, _) = moves::set(substance(Some("wei")), String::new(), &lin());
    let (agreed, _) = moves::accept(&down, &wei())?;
    for (item, led) in [(&down, true), (&down, false), (&agreed, true), (&agreed, false)] {
        let (after, told) = moves::follow(item, led, "Office", "Finance");
        assert_eq!(
            after, *item,
            "the owner is asked wherever he is, and what was agreed is agreed"
        );
        assert_eq!(told.did, Did::Moved);
        assert_eq!(
            told.edits,
            [Edit {
                field: Field::Unit,
                before: "Office".into(),
                after: "Finance".into()
            }]
        );
    }
    let (own, _) = moves::set(substance(Some("wei")), String::new(), &wei());
    assert_eq!(moves::follow(&own, true, "a", "b").0, own);
    let alone = moves::follow(&own, false, "a", "b").0;
    assert_eq!((alone.state, alone.waits), (State::Agreed, Waits::Nobody));
    Ok(())
}

/// One of everything that can be asked of an item.
fn attempt(item: &Item, n: u8, owner_side: bool, percent: i64) -> Moved {
    let by = if owner_side { wei() } else { lin() };
    let progress = |item: Item| (item, Change::of(Did::Changed, "progress"));
    match n {
        0 => moves::accept(item, &by),
        1 => moves::agree(item, &by),
        2 => moves::ask_back(item, &by, "why"),
        3 => moves::stand_by(item, &by, "so"),
        4 => moves::change(
            item,
            &by,
            titled(item, &format!("Title {percent}")),
            item.note.clone(),
            "",
        ),
        5 => moves::advance(item, percent).map(progress),
        6 => moves::finish(item, ""),
        7 => moves::drop_it(item, &by, "why"),
        _ => moves::reopen(item, &by, "why"),
    }
}

proptest! {
    #[test]
    fn any_sequence_of_moves_keeps_the_rules(
        own: bool, moves in proptest::collection::vec((0u8..9, any::<bool>(), -50i64..200), 0..40),
    ) {
        let (mut item, first) = moves::set(substance(Some("wei")), String::new(), &if own { wei() } else { lin() });
        prop_assert!(matches!(first.did, Did::Set | Did::HandedDown));
        for (n, owner_side, percent) in moves {
            let Ok((after, entry)) = attempt(&item, n, owner_side, percent) else {
                // An ended item refuses everything but reopening; progress out of bounds is refused in any state.
                prop_assert!(n != 8 || item.state.open());
                continue;
            };
            prop_assert!(item.state.open() || n == 8, "nothing leads out of the end but reopening");
            prop_assert!(after.progress <= 100 && (n != 5 || i64::from(after.progress) == percent));
            // Every change is told: its fields, before and after.
            prop_assert_eq!(n == 4, !entry.edits.is_empty());
            prop_assert_eq!(&item.substance.edits(&after.substance), &entry.edits);
            // The agreement is never given by the one who asked for it.
            if item.state == State::Proposed && after.state != State::Proposed && n < 2 {
                let (answers, asked) = (if owner_side { "wei" } else { "lin" }, item.set_by.as_str());
                prop_assert_ne!(answers, asked);
            }
            prop_assert!(after.state == State::Proposed || after.waits == Waits::Nobody);
            prop_assert!(after.state != State::Proposed || after.waits != Waits::Nobody);
            if n == 4 {
                prop_assert_eq!(after.state, State::Proposed, "a new substance asks for the agreement again");
            }
            prop_assert!(after.state != State::Done || item.state != State::Proposed);
            item = after;
        }
    }

    /// An item stands in one list of its owner's and in one for each unit above, and waits for one at most.
    #[test]
    fn lists_follow_the_state(own: bool, moves in proptest::collection::vec((0u8..9, any::<bool>(), 0i64..100), 0..20)) {
        let (mut item, _) = moves::set(substance(Some("wei")), String::new(), &if own { wei() } else { lin() });
        for (n, owner_side, percent) in moves {
            if let Ok((after, _)) = attempt(&item, n, owner_side, percent) {
                item = after;
            }
        }
        let path: Vec<UnitId> = vec!["a".into(), "b".into()];
        let post = "p".into();
        let stands = places("01JD3Z8V9QK4M5N6P7R8S9T0AB", &item, &path, Some(&post), 1_790_000_000_000);
        let count = |prefix: &str| stands.iter().filter(|(lane, _)| lane.starts_with(prefix)).count();
        prop_assert_eq!((count("me:"), count("end:")), (usize::from(item.state.open()), usize::from(!item.state.open())));
        prop_assert_eq!(count("sub:") + count("gone:"), path.len());
        prop_assert_eq!(count("to:") + count("at:"), usize::from(item.state == State::Proposed));
        prop_assert_eq!(count("free:"), 0);
    }

    #[test]
    fn earlier_due_dates_come_first(a in 0u64..4000, b in 0u64..4000, x in "[A-Z0-9]{26}", y in "[A-Z0-9]{26}") {
        let at = |n| day("2024-01-01").checked_add_days(chrono::Days::new(n)).unwrap_or_default();
        if a < b {
            prop_assert!(rank(at(a), &x) < rank(at(b), &y));
        }
    }

    #[test]
    fn any_draft_is_accepted_or_refused_in_words(
        title in any::<String>(), weight in any::<String>(), due in "[0-9-]{0,12}", horizon in "[a-z]{0,8}",
    ) {
        let draft = Draft { title, weight, due, horizon, ..Draft::default() };
        match draft.accept(Some(PersonId("p".into())), day("2026-11-24"), None) {
            Ok((s, _)) => prop_assert!(s.start <= s.due && (1..=100).contains(&s.weight) && !s.title.is_empty()),
            Err(breach) => prop_assert!(!breach.words(crate::Lang::Zh).is_empty() && breach.field().is_some()),
        }
    }
}
