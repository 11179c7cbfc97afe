use super::*;
use chrono::{Days, NaiveDate};
use proptest::prelude::*;

fn performance() -> Dimension {
    Dimension {
        code: "ji".into(),
        zh: "绩".into(),
        en: "Performance".into(),
    }
}

fn row(id: &str, name: &str, weight: u32) -> Indicator {
    Indicator {
        id: id.into(),
        dimension: performance(),
        name: name.into(),
        good: "Well done".into(),
        measure: "Counted".into(),
        unit: "%".into(),
        target: "95".into(),
        weight,
        key: false,
    }
}

/// A set of `n` rows that comes to 100, with ids `a0…`.
fn set(weights: &[u32]) -> Vec<Indicator> {
    let whole: u32 = weights.iter().sum();
    let mut rows: Vec<Indicator> = weights
        .iter()
        .enumerate()
        .map(|(n, w)| row(&format!("a{n}"), &format!("Name {n}"), (w * 100 / whole).max(1)))
        .collect();
    let off = 100i64 - i64::from(sum(&rows));
    let most = rows.iter_mut().max_by_key(|r| r.weight);
    if let Some(most) = most {
        most.weight = u32::try_from(i64::from(most.weight) + off).unwrap_or(1);
    }
    rows
}

fn weights() -> impl Strategy<Value = Vec<u32>> {
    prop::collection::vec(1u32..40, 1..12)
}

/// Own entries: some with ids of the set below, some new.
fn entries() -> impl Strategy<Value = Vec<Indicator>> {
    prop::collection::btree_map((any::<bool>(), 0usize..12), 0u32..30, 1..6).prop_map(|map| {
        map.into_iter()
            .map(|((new, n), w)| {
                row(
                    &format!("{}{n}", if new { 'n' } else { 'a' }),
                    &format!("Own {n}{new}"),
                    w,
                )
            })
            .collect()
    })
}

fn by_id(mut rows: Vec<Indicator>) -> Vec<(String, u32)> {
    rows.sort_by(|a, b| a.id.cmp(&b.id));
    rows.into_iter().map(|r| (r.id.0, r.weight)).collect()
}

proptest! {
    #[test]
    fn what_is_laid_comes_to_100_with_own_weights_kept(base in weights(), over in entries()) {
        let base = set(&base);
        prop_assert_eq!(sum(&base), 100);
        let rest = base.iter().filter(|b| over.iter().all(|o| o.id != b.id)).count() as u32;
        let own = sum(&over);
        match lay(&base, &over) {
            Ok(laid) => {
                prop_assert_eq!(sum(&laid), 100);
                prop_assert!(laid.iter().all(|r| r.weight > 0));
                for o in over.iter().filter(|o| o.weight > 0) {
                    prop_assert!(laid.contains(o), "{} keeps its weight", o.id);
                }
                prop_assert!(over.iter().filter(|o| o.weight == 0).all(|o| laid.iter().all(|r| r.id != o.id)));
                let kept = laid.iter().filter(|r| over.iter().all(|o| o.id != r.id)).count() as u32;
                prop_assert_eq!(kept, if own == 100 { 0 } else { rest });
            }
            Err(Flaw::Over { sum }) => prop_assert!(sum > 100 && sum == own),
            Err(Flaw::NoRoom { left, rest: there }) => prop_assert!(left < there && there == rest),
            Err(Flaw::RemovesAll) => prop_assert!(rest == 0 && own == 0),
            Err(Flaw::SumNot100 { sum }) => prop_assert!(rest == 0 && sum == own),
            Err(other) => prop_assert!(false, "{other:?}"),
        }
    }

    #[test]
    fn the_rest_shares_in_proportion(base in weights(), own in 1u32..60) {
        let base = set(&base);
        let Ok(laid) = lay(&base, &[row("n", "New", own)]) else { return Ok(()) };
        let left = 100 - own;
        for old in &base {
            let now = laid.iter().find(|r| r.id == old.id).map_or(0, |r| r.weight);
            let exact = f64::from(old.weight * left) / 100.0;
            // One either way by the remainder; what would have come to nothing has its 1, from the richest.
            prop_assert!((f64::from(now) - exact).abs() < 1.0 || now == 1 || base.iter().any(|b| b.weight * left < 100), "{now} of {exact}");
        }
    }

    #[test]
    fn the_order_of_rows_does_not_matter(base in weights(), over in entries(), turn in 0usize..12) {
        let base = set(&base);
        let mut turned = (base.clone(), over.clone());
        turned.0.rotate_left(turn % base.len());
        turned.1.reverse();
        let (one, other) = (lay(&base, &over), lay(&turned.0, &turned.1));
        prop_assert_eq!(one.map(by_id), other.map(by_id));
    }

    #[test]
    fn whatever_is_laid_over_something_stands(base in weights(), layers in prop::collection::vec(entries(), 0..4)) {
        let base = set(&base);
        let layers: Vec<&[Indicator]> = layers.iter().map(Vec::as_slice).collect();
        let (rows, flaws) = effective(&base, &layers);
        prop_assert_eq!(sum(&rows), 100);
        prop_assert!(flaws.len() <= layers.len() && flaws.iter().all(|(_, f)| f.severity() == Severity::Error));
    }

    #[test]
    fn what_can_be_agreed_comes_to_100_and_can_be_laid(given in prop::collection::vec(0u32..60, 0..8), base in weights()) {
        let rows: Vec<Indicator> = given.iter().enumerate().map(|(n, w)| row(&format!("n{n}"), &format!("New {n}"), *w)).collect();
        let sound = |flaws: &[Flaw]| flaws.iter().all(|f| f.severity() == Severity::Warning);
        let whole = !rows.is_empty() && sum(&rows) == 100 && given.iter().all(|w| *w > 0);
        prop_assert_eq!(sound(&check(&rows)), whole);
        let base = set(&base);
        let laid = lay(&base, &rows);
        prop_assert_eq!(sound(&check_overlay(&rows, &[&base])), !rows.is_empty() && laid.is_ok());
        prop_assert!(laid.iter().all(|rows| sum(rows) == 100));
    }

    #[test]
    fn the_earliest_day_is_the_first_that_is_taken(
        begins in prop::collection::vec(0u64..60, 0..5), pass in 0u64..90, closed in prop::option::of(0u64..200),
    ) {
        let start = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap_or_default();
        let mut terms: Vec<Term> = Vec::new();
        for (version, ahead) in (1u32..).zip(begins) {
            let from = earliest(&terms, start, None) + Days::new(ahead);
            if let Ok(Some(ended)) = begin(&terms, from, start, None) {
                terms.retain(|t| t.version != ended.version);
                terms.push(ended);
            }
            terms.push(Term { version, from, to: None });
        }
        let today = start + Days::new(pass);
        let judged = closed.map(|days| start + Days::new(days));
        let first = earliest(&terms, today, judged);
        prop_assert!(begin(&terms, first, today, judged).is_ok());
        prop_assert!(first.pred_opt().is_some_and(|day| begin(&terms, day, today, judged).is_err()));
        prop_assert!(judged.is_none_or(|last| first > last), "what was judged stays");
        prop_assert!(terms.is_empty() || first >= today);
    }

    #[test]
    fn one_version_is_in_force_on_a_day(begins in prop::collection::vec((0u64..60, 0u64..40), 1..8)) {
        let start = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap_or_default();
        let mut terms: Vec<Term> = Vec::new();
        let mut today = start;
        for (version, (pass, ahead)) in (1u32..).zip(begins) {
            today = today + Days::new(pass);
            let past: Vec<Option<u32>> = (0..200).map(|d| in_force(&terms, start + Days::new(d)).map(|t| t.version)).collect();
            let from = today + Days::new(ahead);
            match begin(&terms, from, today, None) {
                Ok(ended) => {
                    if let Some(ended) = ended {
                        prop_assert_eq!(ended.to, from.pred_opt());
                        for t in terms.iter_mut().filter(|t| t.version == ended.version) {
                            *t = ended;
                        }
                    }
                    terms.push(Term { version, from, to: None });
                }
                Err(flaw) => {
                    let early = matches!(flaw, Flaw::BeginsTooEarly { .. });
                    prop_assert!(early);
                }
            }
            for (d, before) in (0..200).zip(past) {
                let day = start + Days::new(d);
                let held = terms.iter().filter(|t| t.from <= day && t.to.is_none_or(|to| day <= to)).count();
                prop_assert!(held <= 1, "{day}: {terms:?}");
                if day < today {
                    prop_assert_eq!(in_force(&terms, day).map(|t| t.version), before, "what is past stays");
                }
            }
            if let Some(first) = terms.first() {
                prop_assert!(terms.iter().all(|t| t.to.is_none_or(|to| to >= t.from)));
                prop_assert!(in_force(&terms, first.from + Days::new(150)).is_some());
            }
        }
    }
}

#[test]
fn a_first_version_can_begin_before_it_came_here_and_later_ones_cannot() {
    let day = |text: &str| text.parse::<NaiveDate>().unwrap_or_default();
    let today = day("2026-11-24");
    assert_eq!(begin(&[], day("2026-01-01"), today, None), Ok(None));
    assert!(begin(&[], day("2025-01-01"), today, None).is_err());
    // The third quarter is closed.
    let judged = Some(day("2026-09-30"));
    assert!(begin(&[], day("2026-01-01"), today, judged).is_err());
    assert!(begin(&[], day("2026-09-30"), today, judged).is_err());
    assert_eq!(begin(&[], day("2026-10-01"), today, judged), Ok(None));
    let first = Term {
        version: 1,
        from: day("2026-01-01"),
        to: None,
    };
    assert!(begin(&[first], day("2026-11-23"), today, None).is_err());
    let ended = begin(&[first], day("2027-01-01"), today, judged);
    assert_eq!(ended.map(|t| t.and_then(|t| t.to)), Ok(Some(day("2026-12-31"))));
    assert_eq!(SetState::on("2026-11-24", None, None), SetState::Draft);
    assert_eq!(SetState::on("2026-11-24", Some("2026-12-01"), None), SetState::Agreed);
    assert_eq!(SetState::on("2026-11-24", Some("2026-11-24"), None), SetState::InForce);
    assert_eq!(
        SetState::on("2026-11-24", Some("2026-01-01"), Some("2026-11-23")),
        SetState::Ended
    );
}

#[test]
fn removing_everything_is_refused_and_nothing_below_needs_100() {
    let base = set(&[1, 1]);
    let none: Vec<Indicator> = base.iter().map(|r| Indicator { weight: 0, ..r.clone() }).collect();
    assert_eq!(lay(&base, &none), Err(Flaw::RemovesAll));
    assert_eq!(lay(&[], &[row("n", "New", 60)]), Err(Flaw::NoBase { sum: 60 }));
    assert_eq!(lay(&[], &[row("n", "New", 100)]).map(|r| sum(&r)), Ok(100));
    // Own weights of 100 stand alone.
    assert_eq!(
        lay(&base, &[row("n", "New", 100)]).map(by_id),
        Ok(vec![("n".into(), 100)])
    );
}

#[test]
fn checks_name_what_is_wrong() {
    assert_eq!(check(&[]), [Flaw::NoRows]);
    let mut rows = vec![
        row("a", "Timely replies", 50),
        row("b", "timely  replies", 30),
        row("c", "", 10),
    ];
    if let Some(first) = rows.first_mut() {
        first.measure = " ".into();
    }
    let flaws = check(&rows);
    assert!(flaws.contains(&Flaw::NoMeasure {
        name: "Timely replies".into()
    }));
    assert!(flaws.contains(&Flaw::NameTwice {
        name: "timely  replies".into()
    }));
    assert!(flaws.contains(&Flaw::NameMissing { row: 3 }));
    assert!(flaws.contains(&Flaw::SumNot100 { sum: 90 }));
    assert!(check(&set(&[3, 2, 1])).is_empty());
    let long = Indicator {
        good: "好".repeat(401),
        ..row("a", "One", 100)
    };
    assert!(matches!(
        check(&[long]).as_slice(),
        [Flaw::TooLong {
            length: 401,
            limit: 400,
            ..
        }]
    ));
    for flaw in flaws {
        assert!(!flaw.words(crate::Lang::Zh).is_empty() && !flaw.words(crate::Lang::En).is_empty());
    }
}

#[test]
fn a_flaw_leads_to_its_row() {
    let mut rows = vec![row("a", "Visits", 50), row("b", "visits", 0), row("c", "", 10)];
    rows.iter_mut().for_each(|r| r.measure.clear());
    let at: Vec<_> = check(&rows).iter().map(|f| (f.clone(), f.row(&rows))).collect();
    let of = |flaw: Flaw| at.iter().find(|(f, _)| *f == flaw).map(|(_, at)| *at);
    assert_eq!(of(Flaw::NoMeasure { name: "Visits".into() }), Some(Some(0)));
    assert_eq!(of(Flaw::NameTwice { name: "visits".into() }), Some(Some(1)));
    assert_eq!(of(Flaw::WeightZero { name: "visits".into() }), Some(Some(1)));
    assert_eq!(of(Flaw::NameMissing { row: 3 }), Some(Some(2)));
    assert_eq!(of(Flaw::SumNot100 { sum: 60 }), Some(None));
}

#[test]
fn an_overlay_is_checked_against_every_family_it_meets() {
    let (one, other) = (set(&[1, 1]), set(&[1; 12]));
    let over = [row("n", "New", 95)];
    assert_eq!(check_overlay(&over, &[&one]), []);
    assert_eq!(
        check_overlay(&over, &[&one, &other]),
        [Flaw::NoRoom { left: 5, rest: 12 }]
    );
    assert_eq!(check_overlay(&over, &[]), [Flaw::NoBase { sum: 95 }]);
    let gone = [row("zz", "Unknown", 0), row("n", "New", 20)];
    assert_eq!(
        check_overlay(&gone, &[&one]),
        [Flaw::RemovesUnknown { name: "Unknown".into() }]
    );
}

#[test]
fn versions_are_compared_field_by_field() {
    let before = vec![row("a", "A", 40), row("b", "B", 40), row("c", "C", 20)];
    let mut after = vec![row("a", "A", 50), row("b", "B", 40), row("d", "D", 10)];
    if let Some(a) = after.first_mut() {
        a.target = "98".into();
    }
    let found = compare(&before, &after);
    assert_eq!(found.added.iter().map(|r| r.id.as_str()).collect::<Vec<_>>(), ["d"]);
    assert_eq!(found.removed.iter().map(|r| r.id.as_str()).collect::<Vec<_>>(), ["c"]);
    assert_eq!(found.same.iter().map(|r| r.id.as_str()).collect::<Vec<_>>(), ["b"]);
    let fields: Vec<_> = found.changed.iter().flat_map(|c| c.fields.iter()).collect();
    assert!(matches!(fields.as_slice(), [target, weight]
        if target.field == Field::Target && target.after == "98" && weight.field == Field::Weight && weight.before == "40" && weight.after == "50"));
    assert_eq!(compare(&after, &after).same.len(), 3);
    assert_eq!(overlap(&before, &after), 80);
}

#[test]
fn dimensions_and_families_are_read_as_people_write_them() {
    let known = [performance()];
    for text in ["ji", "绩", "performance", " Performance "] {
        assert_eq!(
            Dimension::parse(text, &known).map(|d| d.code),
            Some("ji".into()),
            "{text}"
        );
    }
    let free = Dimension::parse("服务 / Service", &known);
    assert_eq!(
        free.as_ref().map(|d| (d.code.as_str(), d.zh.as_str())),
        Some(("service", "服务"))
    );
    assert_eq!(
        free.as_ref()
            .and_then(|d| Dimension::parse(&d.written(crate::Lang::En, &known), &known)),
        free
    );
    // What one who does not know it writes is known again by one who does.
    let own = Dimension {
        code: "fuwu".into(),
        zh: "服务".into(),
        en: "Service".into(),
    };
    let written = own.written(crate::Lang::Zh, &known);
    assert_eq!(
        Dimension::parse(&written, std::slice::from_ref(&own)),
        Some(own.clone())
    );
    assert_eq!(Dimension::parse("  / ", &known), None);
    assert_eq!(
        family_key(" Science &  Engineering"),
        family_key("science and engineering")
    );
    assert_eq!(
        SetScope::parse("family", "政策").map(|s| s.key()),
        Some("family:政策".into())
    );
    assert_eq!(SetScope::parse("unit", "x; DELETE"), None);
    assert_eq!(SetScope::parse("family", "  "), None);
}
