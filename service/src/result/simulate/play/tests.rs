use super::*;
use domain::assessment::case::{Sanction, Status, StatusKind};
use domain::assessment::pack::File;
use domain::assessment::{Calendar, Case, Ruleset, Span};

/// No quota for the best grade.
const FREE: &str = r#"
id = "cn-free"
version = "1"
name = { zh = "无名额", en = "No quota" }
lays_over = "cn-civil-servant"
remove = ["quota:excellent"]
"#;

fn rules(layers: &[&str]) -> Ruleset {
    let files = [
        ("cn", include_str!("../../../../../rules/cn-civil-servant.toml")),
        ("neutral", include_str!("../../../../../rules/neutral.toml")),
        ("tianjin", include_str!("../../../../../rules/overlay/tianjin.toml")),
        ("half", include_str!("../../../../../rules/overlay/good-half.toml")),
        ("up", include_str!("../../../../../rules/overlay/half-up.toml")),
        ("pool", include_str!("../../../../../rules/overlay/pool.toml")),
        ("free", FREE),
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
        proposed: vec![],
        before: outcome(before),
        after: outcome(after),
        quotas_before: vec!["excellent".into()],
        quotas_after: vec!["excellent".into()],
        score: None,
    }
}

fn run(before: &Ruleset, after: &Ruleset, all: &[Replay]) -> (Vec<Option<String>>, Vec<Would>, Vec<Words>) {
    let part = |unit: &str| UnitPart {
        unit: unit.into(),
        name: unit.to_uppercase(),
        marks: vec![],
    };
    let mut units: Vec<&str> = all.iter().filter_map(|r| Some(r.path.last()?.as_str())).collect();
    units.sort_unstable();
    units.dedup();
    let parts: Vec<UnitPart> = units.into_iter().map(part).collect();
    let packs = Packs {
        before: before.pack(),
        after: after.pack(),
        stage: Stage::Annual,
        parts: &parts,
        raised: false,
        asker: &"asker".into(),
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
fn what_the_rules_alone_held_down_goes_up_again_under_others_and_says_by_which() {
    let (cn, tianjin) = (rules(&["cn-civil-servant"]), rules(&["cn-tianjin"]));
    let half = ["good", "good", "average", "average"];
    let all = [
        replay(&tianjin, &cn, &case("a", &half), Some("basic")),
        replay(&tianjin, &cn, &case("b", &half), Some("incompetent")),
        replay(
            &tianjin,
            &cn,
            &case("c", &["good", "good", "good", "average"]),
            Some("competent"),
        ),
    ];
    let (to, would, _) = run(&tianjin, &cn, &all);
    let to: Vec<Option<&str>> = to.iter().map(Option::as_deref).collect();
    assert_eq!(
        to,
        [Some("competent"), Some("incompetent"), Some("competent")],
        "people departed from the second"
    );
    let gone = |(sentence, article): &(Words, Words)| {
        let no_longer = sentence.en.starts_with("No longer applies:") && sentence.en.contains("two block “competent”");
        no_longer && article.zh.contains("天津")
    };
    assert!(would[0].because.iter().any(gone), "{:?}", would[0]);
    assert!(would[2].because.is_empty(), "the same by another article");
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
    assert!(
        untold[0].en.contains("more people are equal than the 2 places"),
        "{untold:?}"
    );
    // With a score there is an order, and the third is cut by the rule of the quota.
    for (one, score) in all.iter_mut().zip([93u32, 92, 91]) {
        one.score = Some(Ratio::whole(score));
    }
    let (to, would, untold) = run(&cn, &cn, &all);
    assert_eq!((to[2].as_deref(), untold.len()), (Some("competent"), 0));
    assert!(would[2].because[0].0.en.contains("20 %"), "{:?}", would[2]);
}

/// So many people of each unit, of whom the first have the best grade, in the order of their scores.
fn two_units(before: &Ruleset, after: &Ruleset, many: usize, best: [usize; 2]) -> Vec<Replay> {
    let of = |unit: &str, best: usize| {
        let one = |n: usize| {
            let given = if n < best { "excellent" } else { "competent" };
            let mut one = replay(before, after, &case(&format!("{unit}{n}"), &["good"]), Some(given));
            one.path = vec![unit.into()];
            one.score = u32::try_from(99 - n).ok().map(Ratio::whole);
            one
        };
        (0..many).map(one).collect::<Vec<_>>()
    };
    let [u, v] = best;
    [of("u", u), of("v", v)].into_iter().flatten().collect()
}

fn names<'a>(all: &'a [Replay], to: &[Option<String>]) -> Vec<&'a str> {
    let changed = all.iter().zip(to).filter(|(one, to)| one.given != **to);
    changed.map(|(one, _)| one.person.name.as_str()).collect()
}

#[test]
fn a_place_that_is_open_between_units_is_taken_from_nobody() {
    let (up, pool) = (rules(&["cn-half-up"]), rules(&["cn-pool"]));
    // Eight people at 20 % are 1.6, rounded to two; of a pool of 16 there are three places, 1.5 for each unit.
    let all = two_units(&up, &pool, 8, [2, 2]);
    let (to, _, untold) = run(&up, &pool, &all);
    assert!(names(&all, &to).is_empty());
    let open = "U, V: equal remainders. Places for “Excellent” that people give to one or another of these units: 1.";
    assert!(untold.len() == 1 && untold[0].en.starts_with(open), "{untold:?}");
    // Beyond the open place somebody is cut all the same.
    let mut all = two_units(&up, &pool, 8, [2, 3]);
    let (to, ..) = run(&up, &pool, &all);
    assert!(
        names(&all, &to).is_empty(),
        "the third was beyond the places then as well"
    );
    all[10].held = false;
    let (to, _, untold) = run(&up, &pool, &all);
    assert_eq!((names(&all, &to), untold.len()), (vec!["v2"], 1));
    // Where one unit alone asks for it, it has it.
    let all = two_units(&up, &pool, 8, [2, 1]);
    let (to, _, untold) = run(&up, &pool, &all);
    assert_eq!((names(&all, &to), untold), (vec![], vec![]));
}

#[test]
fn a_place_that_was_open_stays_with_the_unit_that_had_it() {
    let pool = rules(&["cn-pool"]);
    let mut all = two_units(&pool, &pool, 8, [2, 2]);
    // The second of the other unit is only proposed.
    all[9].held = false;
    let (to, _, untold) = run(&pool, &pool, &all);
    assert_eq!((names(&all, &to), untold), (vec!["v1"], vec![]));
}

#[test]
fn more_places_are_told_with_how_many_had_been_proposed_for_one() {
    let [cn, up, free] = ["cn-civil-servant", "cn-half-up", "cn-free"].map(|id| rules(&[id]));
    let without = |after: &Ruleset, who: &[usize], asker: bool| {
        let mut all = two_units(&cn, after, 8, [1, 1]);
        for at in who {
            all[*at].proposed = vec!["excellent".into()];
        }
        if asker {
            all[1].person.id = "asker".into();
        }
        let (to, _, untold) = run(&cn, after, &all);
        assert!(names(&all, &to).is_empty());
        untold.into_iter().map(|w| w.en).collect::<Vec<_>>()
    };
    // Rounded down there is one place in each unit, rounded half up there are two. Who has the grade is not asked for again.
    let told = without(&up, &[0, 1, 2], false);
    let more = "U: places for “Excellent”: 1 more than by the period's own rules. Proposed for it in a review, and without it: 2.";
    assert!(told.len() == 1 && told[0].starts_with(more), "{told:?}");
    let told = without(&free, &[1, 9], false);
    let none = "That pack has no quota for “Excellent”. Proposed for it in a review, and without it: 2.";
    assert!(told.len() == 1 && told[0].starts_with(none), "{told:?}");
    // Nobody learns of himself that he was proposed, and by the same rules there is nothing to tell.
    for (after, who, asker) in [
        (&up, vec![1usize], true),
        (&free, vec![1], true),
        (&cn, vec![1, 2], false),
        (&up, vec![], false),
    ] {
        let told = without(after, &who, asker);
        assert!(told.is_empty(), "{told:?}");
    }
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
