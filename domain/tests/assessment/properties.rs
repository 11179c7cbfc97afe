//! What holds whatever the facts are.

use crate::cases::{day, plain};
use crate::shipped::{calendar, ruleset, words};
use domain::assessment::case::{Case, Ended, Investigation, Sanction, Span, Status, StatusKind};
use domain::assessment::pack::{File, PlaceOrder, QuotaRule, Rounding, Stage, Tilt};
use domain::assessment::process::gradable;
use domain::assessment::quota::{Candidate, UnitCount, allot, counts, fill};
use domain::assessment::{Outcome, Ratio, Ruleset, Value, Words};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use std::sync::LazyLock;

/// Packs whose annual grade rests on periods.
static PACKS: LazyLock<Vec<Ruleset>> = LazyLock::new(|| {
    let layers = ["cn-civil-servant", "cn-tianjin", "cn-good-half", "cn-jilin", "neutral"];
    layers.iter().map(|l| ruleset(l)).collect()
});

static POOL: LazyLock<Ruleset> = LazyLock::new(|| ruleset("cn-pool-front-line"));

fn assess(ruleset: &Ruleset, case: &Case, stage: Stage) -> Outcome {
    let facts = ruleset.facts(case, &calendar(&ruleset.pack().calendar), stage);
    ruleset.assess(stage, &facts).unwrap()
}

/// Grades by rank; none for a period without one.
fn results() -> impl Strategy<Value = Vec<Option<usize>>> {
    prop::collection::vec(prop::option::weighted(0.9, 0usize..4), 0..13)
}

fn named(ruleset: &Ruleset, ranks: &[Option<usize>]) -> Vec<Option<String>> {
    let scale = ruleset.pack().scale(Stage::Period).unwrap();
    ranks
        .iter()
        .map(|r| r.map(|rank| scale.grade[rank].id.clone()))
        .collect()
}

fn span() -> impl Strategy<Value = Span> {
    (0u64..500, 0u64..400).prop_map(|(from, long)| {
        let first = day("2025-09-01") + chrono::Days::new(from);
        Span::new(first, first + chrono::Days::new(long))
    })
}

fn statuses() -> impl Strategy<Value = Vec<Status>> {
    let kinds = [
        StatusKind::Probation,
        StatusKind::SickLeave,
        StatusKind::PersonalLeave,
        StatusKind::OtherLeave,
        StatusKind::Seconded,
        StatusKind::TransferredIn,
        StatusKind::Training,
        StatusKind::Protected,
    ];
    let one = (select(kinds.to_vec()), span()).prop_map(|(kind, span)| Status { kind, span });
    prop::collection::vec(one, 0..4)
}

prop_compose! {
    fn people()(
        leading in prop::bool::weighted(0.1), ranks in results(), statuses in statuses(),
        sanctions in prop::collection::vec((0u64..500, any::<bool>()), 0..3),
        investigation in prop::option::weighted(0.3, (0u64..500, prop::option::of((0u64..300, select(vec![Ended::Cleared, Ended::Warned, Ended::Heavier]))))),
        score in prop::option::of(0u32..=100),
    ) -> (Case, Vec<Option<usize>>) {
        let mut case = plain(Stage::Annual);
        case.leading_member = leading;
        case.statuses = statuses;
        let from = |days| day("2025-09-01") + chrono::Days::new(days);
        case.sanctions = sanctions.into_iter().map(|(days, heavier)| Sanction { day: from(days), heavier }).collect();
        case.investigations = investigation.into_iter().map(|(days, ended)| Investigation {
            opened: from(days),
            ended: ended.map(|(long, how)| (from(days + long), how)),
        }).collect();
        case.score = score.map(Ratio::whole);
        (case, ranks)
    }
}

/// 0 is the best; above all grades for none.
fn rank(ruleset: &Ruleset, stage: Stage, grade: Option<&str>) -> usize {
    let scale = ruleset.pack().scale(stage).unwrap();
    grade.and_then(|g| scale.rank(g)).unwrap_or(usize::MAX)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn more_good_results_never_lower_a_proposal(person in people(), which in any::<Index>(), more in any::<bool>()) {
        let (case, ranks) = person;
        for ruleset in PACKS.iter() {
            let mut better = ranks.clone();
            match better.iter_mut().flatten().nth(which.index(ranks.len().max(1))) {
                // One result is a grade better than it was …
                Some(result) if !more => *result = result.saturating_sub(1),
                // … or there is one more of the best.
                _ => better.push(Some(0)),
            }
            let before = assess(ruleset, &Case { results: named(ruleset, &ranks), ..case.clone() }, Stage::Annual);
            let after = assess(ruleset, &Case { results: named(ruleset, &better), ..case.clone() }, Stage::Annual);
            let of = |o: &Outcome| rank(ruleset, Stage::Annual, o.proposal.as_ref().map(|p| p.grade.as_str()));
            prop_assert!(of(&after) <= of(&before), "{ranks:?} → {better:?}: {:?} → {:?}", before.proposal, after.proposal);
            let best = |o: &Outcome| rank(ruleset, Stage::Annual, o.open().next());
            prop_assert!(best(&after) <= best(&before));
            prop_assert!(before.preferred.iter().all(|g| after.preferred.contains(g)));
            prop_assert_eq!(before.no_grade, after.no_grade, "results do not make somebody exempt");
        }
    }

    #[test]
    fn special_results_are_no_usual_ones(person in people(), special in results()) {
        let (case, ranks) = person;
        for ruleset in PACKS.iter() {
            let case = Case { results: named(ruleset, &ranks), ..case.clone() };
            let with = Case { special_results: named(ruleset, &special), ..case.clone() };
            let facts = |case: &Case| ruleset.facts(case, &calendar(&ruleset.pack().calendar), Stage::Annual);
            let (before, after) = (facts(&case), facts(&with));
            for (name, value) in before.iter().filter(|(name, _)| !name.starts_with("special_")) {
                prop_assert_eq!(after.get(name), Some(value), "{}", name);
            }
            let graded = i64::try_from(special.iter().flatten().count()).unwrap();
            prop_assert_eq!(after.get("special_count"), Some(&Value::Number(graded)));
            prop_assert_eq!(before.get("special_count"), Some(&Value::Number(0)));
            // No shipped rule draws anything from them: people weigh them.
            prop_assert_eq!(assess(ruleset, &with, Stage::Annual), assess(ruleset, &case, Stage::Annual));
        }
    }

    #[test]
    fn nobody_exempt_is_graded(person in people()) {
        let (case, ranks) = person;
        for ruleset in PACKS.iter() {
            let case = Case { results: named(ruleset, &ranks), ..case.clone() };
            for stage in [Stage::Period, Stage::Annual] {
                let outcome = assess(ruleset, &case, stage);
                let scale = ruleset.pack().scale(stage).unwrap();
                let candidate = |g: &str| Candidate::of(case.person.clone(), g, &outcome, None);
                let quota = &POOL.pack().quota[0];
                prop_assert_eq!(counts(quota, &outcome), outcome.takes_part());
                if outcome.no_grade.is_some() {
                    prop_assert!(scale.grade.iter().all(|g| candidate(&g.id).is_none()));
                    prop_assert!(outcome.grades.is_empty() && outcome.proposal.is_none() && outcome.preferred.is_empty());
                    prop_assert!(!outcome.can_be_graded());
                    prop_assert!(scale.grade.iter().all(|g| gradable(&outcome, Some(&g.id), "a reason").is_err()));
                    prop_assert!(gradable(&outcome, None, "").is_ok());
                } else {
                    prop_assert_eq!(outcome.grades.len(), scale.grade.len());
                    let proposed = outcome.proposal.as_ref().map(|p| p.grade.as_str());
                    prop_assert!(proposed.is_some_and(|g| gradable(&outcome, Some(g), "a reason").is_ok()));
                    prop_assert!(gradable(&outcome, None, "a reason").is_err());
                    for grade in &outcome.grades {
                        let barred = grade.standing == domain::assessment::Standing::Barred;
                        prop_assert_eq!(candidate(&grade.grade).is_none(), barred);
                    }
                }
            }
        }
    }

    #[test]
    fn every_bar_has_its_rule_and_every_rule_its_article(person in people()) {
        let (case, ranks) = person;
        for ruleset in PACKS.iter() {
            let outcome = assess(ruleset, &Case { results: named(ruleset, &ranks), ..case.clone() }, Stage::Annual);
            for grade in &outcome.grades {
                let open = grade.standing == domain::assessment::Standing::Open;
                prop_assert_eq!(open, grade.rules.is_empty());
                prop_assert!(grade.rules.iter().all(|r| outcome.fired.iter().any(|f| f.rule == *r)));
            }
            for fired in &outcome.fired {
                prop_assert!(!fired.article.zh.is_empty() && !fired.article.en.is_empty());
                let filled = [&fired.sentence.zh, &fired.sentence.en].iter().all(|s| !s.contains('{'));
                prop_assert!(filled, "{:?}", fired.sentence);
            }
        }
    }

    #[test]
    fn the_order_of_what_is_known_does_not_matter(person in people(), turn in 0usize..13) {
        let (mut case, ranks) = person;
        let ruleset = &PACKS[0];
        case.results = named(ruleset, &ranks);
        let mut turned = case.clone();
        turned.statuses.reverse();
        turned.sanctions.reverse();
        turned.investigations.reverse();
        let many = turned.results.len().max(1);
        turned.results.rotate_left(turn % many);
        prop_assert_eq!(assess(ruleset, &case, Stage::Annual), assess(ruleset, &turned, Stage::Annual));
    }
}

fn quota() -> impl Strategy<Value = QuotaRule> {
    let base = POOL.pack().quota[1].clone();
    let tilts = prop::collection::vec((select(vec!["front_line", "hard_post"]), 100u32..=200), 0..3);
    (0u32..=100, 0u32..=100, 0usize..3, tilts).prop_map(move |(percent, more, rounding, tilts)| QuotaRule {
        percent,
        raised_percent: Some((percent + more).min(100)),
        rounding: [Rounding::Floor, Rounding::HalfUp, Rounding::LargestRemainder][rounding],
        tilt: tilts
            .into_iter()
            .map(|(mark, percent)| Tilt {
                mark: mark.into(),
                percent,
            })
            .collect(),
        ..base.clone()
    })
}

fn units() -> impl Strategy<Value = Vec<UnitCount>> {
    let one = (
        0u32..40,
        prop::collection::vec(select(vec!["front_line", "hard_post", "plain"]), 0..2),
    );
    prop::collection::vec(one, 0..12).prop_map(|all| {
        let unit = |(at, (counted, marks)): (usize, (u32, Vec<&str>))| UnitCount {
            unit: format!("u{at:02}").into(),
            name: Words::new(format!("单位{at}"), format!("Unit {at}")),
            counted,
            marks: marks.into_iter().map(String::from).collect(),
        };
        all.into_iter().enumerate().map(unit).collect()
    })
}

fn candidates() -> impl Strategy<Value = Vec<Candidate>> {
    let one = (any::<bool>(), prop::option::of(60u32..64));
    prop::collection::vec(one, 0..15).prop_map(|all| {
        let candidate = |(at, (preferred, score)): (usize, (bool, Option<u32>))| Candidate {
            person: format!("p{at:02}").into(),
            preferred,
            score: score.map(Ratio::whole),
        };
        all.into_iter().enumerate().map(candidate).collect()
    })
}

proptest! {
    #[test]
    fn every_quota_comes_to_its_cap(rule in quota(), units in units(), raised in any::<bool>()) {
        let found = allot(&rule, &units, raised);
        let given: u32 = found.units.iter().map(|u| u.places).sum();
        prop_assert_eq!(given + found.open.as_ref().map_or(0, |o| o.places), found.cap);
        prop_assert_eq!(found.units.len(), units.len());
        for unit in &found.units {
            prop_assert!(unit.places <= unit.counted);
        }
        let people: u64 = units.iter().map(|u| u64::from(u.counted)).sum();
        let percent = u64::from(if raised { rule.raised_percent.unwrap_or(0) } else { rule.percent });
        if rule.rounding == Rounding::LargestRemainder {
            prop_assert_eq!(u64::from(found.cap), people * percent / 100);
        } else {
            // Each unit for itself, whatever its marks: a tilt is of the pool alone.
            prop_assert!(found.open.is_none());
            for unit in &found.units {
                let hundredths = u64::from(unit.counted) * percent;
                let places = if rule.rounding == Rounding::HalfUp { (2 * hundredths + 100) / 200 } else { hundredths / 100 };
                prop_assert_eq!(u64::from(unit.places), places, "{:?} of {:?}", rule.rounding, unit);
            }
        }
        if let Some(open) = &found.open {
            prop_assert!(open.places > 0 && (open.places as usize) < open.among.len(), "a tie is between more than there are places");
        }
    }

    #[test]
    fn the_order_of_units_and_people_does_not_matter(rule in quota(), all in units(), people in candidates(), turn in 0usize..15) {
        let mut turned = all.clone();
        turned.rotate_left(turn % all.len().max(1));
        turned.reverse();
        prop_assert_eq!(allot(&rule, &all, false), allot(&rule, &turned, false));
        let order = [PlaceOrder::Preferred, PlaceOrder::Score];
        let mut moved = people.clone();
        moved.rotate_left(turn % people.len().max(1));
        moved.reverse();
        let exact = Ratio::new(turn as u64 * 10 + 7, 10).unwrap();
        let places = u32::try_from(exact.floor()).unwrap();
        prop_assert_eq!(fill(places, exact, &people, &order), fill(places, exact, &moved, &order));
    }

    #[test]
    fn places_are_used_open_or_left_and_nobody_equal_is_treated_apart(
        people in candidates(), places in 0u32..12, tenths in 0u32..10, by_score in any::<bool>()
    ) {
        let order = if by_score { vec![PlaceOrder::Preferred, PlaceOrder::Score] } else { vec![PlaceOrder::Preferred] };
        let exact = Ratio::new(u64::from(places * 10 + tenths), 10).unwrap();
        let found = fill(places, exact, &people, &order);
        prop_assert_eq!(found.within.len() as u32 + found.open_places + found.unused, places);
        prop_assert_eq!(found.within.len() + found.open.len() + found.cut.len(), people.len());
        prop_assert!(found.open.is_empty() || found.open.len() as u32 > found.open_places);
        let fate = |c: &Candidate| {
            if found.within.contains(&c.person) { 0 } else if found.open.contains(&c.person) { 1 } else {
                2 + found.cut.iter().find(|x| x.person == c.person).map_or(9, |x| x.by as usize)
            }
        };
        for one in &people {
            for other in &people {
                let equal = one.preferred == other.preferred && (!by_score || one.score == other.score);
                prop_assert!(!equal || fate(one) == fate(other));
                prop_assert!(!one.preferred || other.preferred || fate(one) <= fate(other), "who is preferred does not come after");
            }
        }
    }

}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn packs_round_trip(zh in "[\\PC&&[^{}]]{0,20}", en in "[ -z|~]{0,20}", percent in 0u32..=100, days in 1u32..=366, drop in any::<Index>()) {
        let mut pack = POOL.pack().clone();
        let at = drop.index(pack.rule.len());
        let rule = &mut pack.rule[at];
        rule.zh = format!("句{zh}");
        rule.en = format!("x{en}");
        pack.quota[0].percent = percent;
        pack.clock[0].days = days;
        let text = pack.to_toml().unwrap();
        let file = File { name: "kept.toml", text: &text };
        match Ruleset::load(&[file], &[&pack.id]) {
            Ok(again) => prop_assert_eq!(again.pack(), &pack),
            Err(flaws) => prop_assert!(false, "{}", words(&flaws)),
        }
    }
}

#[test]
fn a_ruleset_is_shared_between_threads() {
    fn shared<T: Send + Sync>(_: &T) {}
    shared(&PACKS[0]);
}
