//! Questions to assessors, secret ballots, and scores put together.

use crate::cases::day;
use crate::shipped::ruleset;
use domain::assessment::case::PlanResults;
use domain::assessment::count::{NoTotal, mean, weighted};
use domain::assessment::pack::{PlaceOrder, Stage};
use domain::assessment::question::{
    Question, Rater, Repeated, against_plan, crowded, likeness, raters, repeated, repeated_of,
};
use domain::assessment::quota::{Candidate, CutBy, fill};
use domain::assessment::rating::{NoTally, tally};
use domain::assessment::{Ratio, question};
use domain::{Lang, PersonId};

fn score(text: &str) -> Ratio {
    Ratio::parse(text).unwrap()
}

fn asks(question: &Question) {
    let (zh, en) = (question.words(Lang::Zh), question.words(Lang::En));
    assert!(zh.ends_with('？') && en.ends_with('?'), "{zh} {en}");
}

#[test]
fn citations_from_the_last_weeks_only_raise_a_question() {
    let (first, last) = (day("2026-10-01"), day("2026-12-31"));
    let on = |days: &[&str]| days.iter().map(|d| day(d)).collect::<Vec<_>>();
    let late = on(&[
        "2026-10-10",
        "2026-10-28",
        "2026-11-27",
        "2026-12-01",
        "2026-12-05",
        "2026-12-09",
        "2026-12-12",
        "2026-12-20",
        "2026-12-24",
        "2026-12-30",
    ]);
    let found = crowded(first, last, &late).unwrap();
    assert_eq!(
        found,
        Question::Crowded {
            late: 8,
            all: 10,
            weeks: 5
        }
    );
    asks(&found);
    assert_eq!(
        crowded(
            first,
            last,
            &on(&[
                "2026-10-10",
                "2026-10-28",
                "2026-11-14",
                "2026-12-01",
                "2026-12-05",
                "2026-12-09"
            ])
        ),
        None
    );
    // Three are too few to say anything; what lies outside the period does not count.
    assert_eq!(
        crowded(first, last, &on(&["2026-12-28", "2026-12-29", "2026-12-30"])),
        None
    );
    assert_eq!(
        crowded(
            first,
            last,
            &on(&["2026-12-28", "2026-12-29", "2026-12-30", "2027-01-01"])
        ),
        None
    );
    assert_eq!(crowded(last, first, &late), None);
    assert_eq!(crowded(day("2026-12-18"), last, &late), None);
}

#[test]
fn the_same_reason_for_two_people_raises_a_question() {
    let [a, b, c] = ["a", "b", "c"].map(PersonId::from);
    let long = "工作认真负责，按时完成了全部查验任务，未发现差错。";
    let near = "工作认真负责，按时完成了全部审单任务，未发现差错。";
    let own = "牵头整改了泊位调度，等候时间由五个半小时降到三小时。";
    let all = [(&b, near), (&c, own), (&a, long)].map(|(person, reason)| Repeated { person, reason });
    let found = repeated(&all);
    assert!(
        matches!(found.as_slice(), [Question::SameReason { people, percent }] if *people == [a.clone(), b.clone()] && *percent >= 80)
    );
    asks(&found[0]);
    assert_eq!(repeated_of(&b, &all), found.first().cloned());
    assert_eq!(
        repeated_of(&c, &all),
        None,
        "the others repeat, and not the reason for this one"
    );
    assert_eq!(repeated_of(&PersonId::from("d"), &all), None);
    assert_eq!(likeness(long, long), 100);
    assert!(likeness(long, own) < 20);
    assert_eq!(likeness("", ""), 0);
    let short = [(&a, "好。"), (&b, "好。")].map(|(person, reason)| Repeated { person, reason });
    assert!(repeated(&short).is_empty());
}

#[test]
fn a_grade_against_the_plan_raises_a_question() {
    let cn = ruleset("cn-civil-servant");
    let scale = cn.pack().scale(Stage::Period).unwrap();
    let plan = |due, done, key_due, key_done| PlanResults {
        due,
        done,
        key_due,
        key_done,
    };
    let high = against_plan(scale, "good", &plan(5, 4, 2, 1)).unwrap();
    assert_eq!(high, Question::HighDespitePlan { missed: 1, due: 2 });
    let low = against_plan(scale, "poor", &plan(5, 5, 2, 2)).unwrap();
    assert_eq!(low, Question::LowDespitePlan { done: 5 });
    let little = against_plan(scale, "good", &plan(5, 2, 0, 0)).unwrap();
    assert_eq!(little, Question::HighWithLittleDone { open: 3, due: 5 });
    asks(&high);
    asks(&low);
    asks(&little);
    assert_eq!(against_plan(scale, "good", &plan(4, 2, 0, 0)), None);
    assert_eq!(against_plan(scale, "good", &plan(5, 4, 2, 2)), None);
    assert_eq!(against_plan(scale, "poor", &plan(5, 4, 2, 2)), None);
    assert_eq!(against_plan(scale, "poor", &plan(0, 0, 0, 0)), None);
    assert_eq!(against_plan(scale, "average", &plan(5, 1, 2, 0)), None);
}

#[test]
fn assessors_who_differ_are_asked_and_nothing_is_changed() {
    let cn = ruleset("cn-civil-servant");
    let scale = cn.pack().scale(Stage::Period).unwrap();
    let rater = |rater: &str, grades: &[&str]| Rater {
        rater: rater.into(),
        grades: grades.iter().map(|g| (*g).to_owned()).collect(),
    };
    // Ranks 0 0 0 1 against 1 1 1 2: a whole grade apart.
    let mild = rater("mild", &["good", "good", "good", "fairly_good"]);
    let hard = rater("hard", &["fairly_good", "fairly_good", "fairly_good", "average"]);
    let found = raters(scale, &[mild.clone(), hard.clone()]);
    assert_eq!(
        found,
        [
            Question::Strict {
                rater: "hard".into(),
                tenths: 10,
                people: 4
            },
            Question::Lenient {
                rater: "mild".into(),
                tenths: 10,
                people: 4
            },
        ]
    );
    assert_eq!(raters(scale, &[hard, mild]), found);
    let same = rater("same", &["fairly_good"; 5]);
    let found = raters(scale, &[same]);
    assert!(matches!(found.as_slice(), [Question::NoSpread { people: 5, grade, .. }] if grade == "fairly_good"));
    found.iter().for_each(asks);
    // Two or three people say nothing about an assessor.
    assert!(
        raters(
            scale,
            &[
                rater("few", &["good"; 3]),
                rater("others", &["poor", "average", "average", "poor"])
            ]
        )
        .iter()
        .all(|q| !matches!(q, Question::Lenient { .. }))
    );
}

#[test]
fn ballots_are_counted_and_not_shown_when_few() {
    let cn = ruleset("cn-democratic-rating");
    let (rating, scale) = (
        cn.pack().rating.as_ref().unwrap(),
        cn.pack().scale(Stage::Annual).unwrap(),
    );
    let ballots = |all: &[&str]| all.iter().map(|b| (*b).to_owned()).collect::<Vec<_>>();
    let some = ballots(&["excellent", "competent", "competent", "excellent", "basic"]);
    let mut turned = some.clone();
    turned.reverse();
    let found = tally(rating, scale, 8, &some).unwrap();
    assert_eq!((found.invited, found.turnout), (8, 5));
    assert_eq!(found.counts.iter().map(|(_, n)| *n).collect::<Vec<_>>(), [2, 2, 1, 0]);
    assert_eq!(tally(rating, scale, 8, &turned), Ok(found));
    assert_eq!(
        tally(rating, scale, 8, &some[..4]),
        Err(NoTally::TooFew { turnout: 4, fewest: 5 })
    );
    assert_eq!(
        tally(rating, scale, 4, &some),
        Err(NoTally::TooMany { turnout: 5, invited: 4 })
    );
    let odd = ballots(&["excellent", "competent", "competent", "excellent", "superb"]);
    let refused = tally(rating, scale, 8, &odd).err().unwrap();
    assert!(refused.words(Lang::Zh).contains("superb"));
}

#[test]
fn scores_come_together_by_the_weights_of_the_region() {
    let of = |layers: &str, usual: &str, year_end: &str| {
        let pack = ruleset(layers);
        let total = weighted(
            pack.pack().weights("annual").unwrap(),
            &[("year_end", score(year_end)), ("usual", score(usual))],
        )
        .unwrap();
        (total.score, total.arithmetic.zh)
    };
    // Hebei and Hubei 60 : 40, Nanchang 50 : 50.
    assert_eq!(
        of("cn-hebei", "92", "85"),
        (score("89.2"), "平时考核 92 × 60% + 年终考核 85 × 40% = 89.2".into())
    );
    assert_eq!(of("cn-hubei", "92", "85").0, score("89.2"));
    assert_eq!(of("cn-nanchang", "92", "85").0, score("88.5"));
    let zhuhai = ruleset("cn-zhuhai");
    let raters = zhuhai.pack().weights("raters").unwrap();
    assert_eq!(
        weighted(raters, &[("first", score("90")), ("second", score("89"))])
            .unwrap()
            .score,
        score("89.5")
    );
    // A missing part is not weighted away.
    assert!(
        matches!(weighted(raters, &[("first", score("90"))]), Err(NoTotal::Missing { part }) if part.zh == "第二评鉴人")
    );
    assert!(matches!(
        weighted(raters, &[("third", score("90"))]),
        Err(NoTotal::Unweighted { .. })
    ));
    assert_eq!(
        mean(&[score("90"), score("91"), score("90")]).map(|m| m.to_string()),
        Some("90 1/3".into())
    );
    assert_eq!(mean(&[]), None);
}

#[test]
fn whoever_is_cut_is_told_why_and_ties_are_for_the_committee() {
    let candidate = |person: &str, preferred, points: Option<&str>| Candidate {
        person: person.into(),
        preferred,
        score: points.map(score),
    };
    let order = [PlaceOrder::Preferred, PlaceOrder::Score];
    // Nine people at 40 % are 3.6, rounded down to 3.
    let exact = Ratio::new(36, 10).unwrap();
    let all = [
        candidate("e", false, Some("80")),
        candidate("d", false, Some("88")),
        candidate("a", true, None),
        candidate("b", false, Some("95")),
        candidate("c", false, Some("90")),
    ];
    let found = fill(3, exact, &all, &order);
    assert_eq!(found.within, ["a", "b", "c"].map(PersonId::from));
    let cut: Vec<(&str, CutBy)> = found.cut.iter().map(|c| (c.person.as_str(), c.by)).collect();
    assert_eq!(cut, [("d", CutBy::Rounding), ("e", CutBy::Share)]);
    assert!(found.steps.iter().any(|s| s.zh.contains("3.6 取为 3")));
    let equal = [
        candidate("a", false, Some("90")),
        candidate("b", false, Some("90")),
        candidate("c", false, Some("91")),
    ];
    let found = fill(2, Ratio::whole(2), &equal, &order);
    assert_eq!((found.within.len(), found.open_places, found.open.len()), (1, 1, 2));
    // Two who are equal are not parted by rounding: only one of them would have fitted.
    let found = fill(1, Ratio::new(18, 10).unwrap(), &equal, &order);
    assert!(found.cut.iter().all(|c| c.by == CutBy::Share) && found.cut.len() == 2);
    assert_eq!(fill(2, Ratio::whole(2), &[], &order).unused, 2);
}

#[test]
fn questions_survive_the_wire() {
    let asked = Question::NoSpread {
        rater: "a".into(),
        grade: "good".into(),
        people: 5,
    };
    let text = serde_json::to_string(&asked).unwrap();
    assert_eq!(serde_json::from_str::<question::Question>(&text).unwrap(), asked);
}
