use super::*;
use domain::assessment::case::{Sanction, Status, StatusKind};
use domain::assessment::pack::File;
use domain::assessment::{Calendar, Case, Ruleset, Span};

fn rules(layers: &[&str]) -> Ruleset {
    let files = [
        ("cn", include_str!("../../../../../rules/cn-civil-servant.toml")),
        ("neutral", include_str!("../../../../../rules/neutral.toml")),
        ("tianjin", include_str!("../../../../../rules/overlay/tianjin.toml")),
        ("half", include_str!("../../../../../rules/overlay/good-half.toml")),
    ];
    let files: Vec<File<'_>> = files.iter().map(|(name, text)| File { name, text }).collect();
    Ruleset::load(&files, layers).unwrap_or_else(|flaws| panic!("{flaws:?}"))
}

fn case(person: &str, results: &[&str]) -> Case {
    let day = |text: &str| text.parse().unwrap();
    let mut case = Case::plain(person.into(), day("2026-01-01"), day("2026-12-31"));
    case.results = results.iter().map(|r| Some((*r).to_owned())).collect();
    case
}

fn replay(before: &Ruleset, after: &Ruleset, case: &Case, given: Option<&str>) -> Replay {
    let calendar = Calendar {
        id: "c".into(),
        name: Words::default(),
        year: vec![],
    };
    let outcome = |rules: &Ruleset| {
        let facts = rules.facts(case, &calendar, Stage::Annual);
        rules.assess(Stage::Annual, &facts).unwrap()
    };
    Replay {
        listed: true,
        course: format!("course-{}", case.person).into(),
        person: PersonRef {
            id: case.person.clone(),
            name: case.person.0.clone(),
            post: String::new(),
            unit: String::new(),
            unit_id: None,
        },
        path: vec!["u".into()],
        given: given.map(str::to_owned),
        held: true,
        before: outcome(before),
        after: outcome(after),
        quotas_before: vec!["excellent".into()],
        quotas_after: vec!["excellent".into()],
        score: None,
    }
}

fn run(before: &Ruleset, after: &Ruleset, all: &[Replay]) -> (Vec<Option<String>>, Vec<Would>, Vec<Words>) {
    let parts = [UnitPart {
        unit: "u".into(),
        name: "U".into(),
        marks: vec![],
    }];
    let packs = Packs {
        before: before.pack(),
        after: after.pack(),
        stage: Stage::Annual,
        parts: &parts,
        raised: false,
    };
    let (would, untold) = play(&packs, all);
    (would.iter().map(|w| w.to.clone()).collect(), would, untold)
}

#[test]
fn under_the_same_rules_nothing_changes() {
    let cn = rules(&["cn-civil-servant"]);
    let mut away = case("d", &[]);
    away.statuses = vec![Status {
        kind: StatusKind::SickLeave,
        span: Span::new("2026-01-01".parse().unwrap(), "2026-10-01".parse().unwrap()),
    }];
    let all = [
        replay(&cn, &cn, &case("a", &["good", "good"]), Some("excellent")),
        replay(&cn, &cn, &case("b", &["good", "fairly_good"]), Some("competent")),
        replay(&cn, &cn, &case("c", &["average", "average"]), Some("competent")),
        replay(&cn, &cn, &away, None),
        replay(&cn, &cn, &case("e", &["good"]), Some("basic")),
    ];
    let (to, would, untold) = run(&cn, &cn, &all);
    let given: Vec<Option<String>> = all.iter().map(|r| r.given.clone()).collect();
    assert_eq!((to, untold), (given, vec![]));
    assert!(would.iter().all(|w| w.because.is_empty()));
}

#[test]
fn what_is_barred_goes_to_what_the_other_rules_point_to() {
    let (cn, tianjin) = (rules(&["cn-civil-servant"]), rules(&["cn-tianjin"]));
    let all = [
        replay(&cn, &tianjin, &case("a", &["average", "average"]), Some("competent")),
        replay(&cn, &tianjin, &case("b", &["average", "good"]), Some("competent")),
        replay(&cn, &tianjin, &case("c", &["average", "average"]), Some("incompetent")),
    ];
    let (to, would, _) = run(&cn, &tianjin, &all);
    let to: Vec<Option<&str>> = to.iter().map(Option::as_deref).collect();
    assert_eq!(to, [Some("basic"), Some("competent"), Some("incompetent")]);
    let blocks = |(sentence, article): &(Words, Words)| {
        sentence.en.contains("two block “competent”") && article.zh.contains("天津")
    };
    assert!(would[0].because.iter().any(blocks), "{:?}", would[0]);
}

#[test]
fn what_no_longer_bars_is_said_and_people_who_departed_are_left_alone() {
    let (cn, half) = (rules(&["cn-civil-servant"]), rules(&["cn-good-half"]));
    let mut warned = case("b", &["good", "average"]);
    warned.sanctions = vec![Sanction {
        day: "2026-05-01".parse().unwrap(),
        heavier: false,
    }];
    let all = [
        replay(&cn, &half, &case("a", &["good", "fairly_good"]), Some("competent")),
        replay(&cn, &half, &warned, Some("competent")),
    ];
    let (to, ..) = run(&cn, &half, &all);
    // That excellent is open now does not make anybody excellent: the rules point to the ordinary grade as before.
    assert_eq!(to, [Some("competent".to_owned()), Some("competent".to_owned())]);
}

#[test]
fn who_is_equal_beyond_the_places_is_not_chosen_between() {
    let cn = rules(&["cn-civil-servant"]);
    // Ten people at 20 % are two places; three are proposed, none decided.
    let mut all: Vec<Replay> = (0..10)
        .map(|n| replay(&cn, &cn, &case(&format!("p{n}"), &["good"]), Some("competent")))
        .collect();
    for one in all.iter_mut().take(3) {
        one.given = Some("excellent".into());
        one.held = false;
    }
    let (to, _, untold) = run(&cn, &cn, &all);
    assert_eq!(to.iter().filter(|g| g.as_deref() == Some("excellent")).count(), 3);
    assert!(untold[0].en.contains("3 people are equal and 2 places"), "{untold:?}");
    // With a score there is an order, and the third is cut by the rule of the quota.
    for (one, score) in all.iter_mut().zip([93u32, 92, 91]) {
        one.score = Some(Ratio::whole(score));
    }
    let (to, would, untold) = run(&cn, &cn, &all);
    assert_eq!((to[2].as_deref(), untold.len()), (Some("competent"), 0));
    assert!(would[2].because[0].0.en.contains("20 %"), "{:?}", would[2]);
}

#[test]
fn who_has_no_result_yet_is_counted_in_a_share_and_given_no_grade() {
    let cn = rules(&["cn-civil-servant"]);
    // Ten people at 20 % are two places, also while eight of them wait for a review.
    let mut all: Vec<Replay> = (0..10)
        .map(|n| replay(&cn, &cn, &case(&format!("p{n}"), &["good"]), None))
        .collect();
    for one in &mut all {
        (one.listed, one.held) = (false, false);
    }
    for one in all.iter_mut().take(2) {
        (one.listed, one.given) = (true, Some("excellent".into()));
    }
    let given: Vec<Option<String>> = all.iter().map(|r| r.given.clone()).collect();
    let (to, _, untold) = run(&cn, &cn, &all);
    assert_eq!((to, untold), (given, vec![]));
}

#[test]
fn grades_that_the_other_rules_do_not_have_are_named_and_not_translated() {
    let (cn, neutral) = (rules(&["cn-civil-servant"]), rules(&["neutral"]));
    let all = [replay(&cn, &neutral, &case("a", &["good", "good"]), Some("excellent"))];
    let (to, would, untold) = run(&cn, &neutral, &all);
    assert_eq!(to, [Some("good".to_owned())]);
    let (sentence, _) = &would[0].because[0];
    assert_eq!(sentence.zh, "这个规则包里没有“优秀”这个等次。");
    assert_eq!(sentence.en, "That pack has no grade “Excellent”.");
    assert!(untold.iter().any(|w| w.en.contains("not translated")), "{untold:?}");
}
