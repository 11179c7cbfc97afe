//! Broken packs are refused with file, line and reason.

use crate::shipped::{FILES, words};
use domain::Lang;
use domain::assessment::Ruleset;
use domain::assessment::pack::{ConditionFault, Fault, File, Flaw};

const CN: &str = FILES[0].text;

fn load(text: &str, chosen: &str) -> Result<Ruleset, Vec<Flaw>> {
    let file = File {
        name: "broken.toml",
        text,
    };
    Ruleset::load(&[file], &[chosen])
}

/// The flaws of the Chinese pack with one text replaced.
fn broken(from: &str, to: &str) -> Vec<Flaw> {
    assert!(CN.contains(from), "the pack has no {from}");
    let text = CN.replacen(from, to, 1);
    match load(&text, "cn-civil-servant") {
        Ok(_) => panic!("{to} was accepted"),
        Err(flaws) => {
            for flaw in &flaws {
                assert_eq!(flaw.file, "broken.toml");
                assert!((1..=text.lines().count() + 1).contains(&flaw.line), "{flaw}");
                assert!(!flaw.words(Lang::Zh).is_empty() && !flaw.words(Lang::En).is_empty());
            }
            flaws
        }
    }
}

/// The line of an entry in the Chinese pack.
fn line_of(entry: &str) -> usize {
    1 + CN.lines().position(|l| l == entry).unwrap()
}

fn faults(flaws: &[Flaw]) -> Vec<Fault> {
    flaws.iter().map(|f| f.fault.clone()).collect()
}

#[test]
fn an_unknown_fact_is_refused_with_its_line() {
    let flaws = broken(
        "warnings > 0'\neffect = { bar = \"excellent\" }",
        "likes > 10'\neffect = { bar = \"excellent\" }",
    );
    let fault = ConditionFault::UnknownFact { name: "likes".into() };
    let id = "annual.warning".to_owned();
    assert_eq!(faults(&flaws), [Fault::Condition { id, fault }]);
    // The line of the entry, which begins one above its id.
    assert_eq!(flaws[0].line + 1, line_of("id = \"annual.warning\""));
    assert!(
        flaws[0].words(Lang::Zh).contains("没有名为“likes”的事实"),
        "{}",
        flaws[0].words(Lang::Zh)
    );
}

#[test]
fn the_grade_is_no_fact_before_it_is_given() {
    let flaws = broken(
        "when = 'on_probation'\neffect = { no_grade = \"comments\" }\nzh = \"试用期人员",
        "when = 'grade == \"excellent\"'\neffect = { no_grade = \"comments\" }\nzh = \"试用期人员",
    );
    assert!(
        matches!(&flaws[0].fault, Fault::Condition { fault: ConditionFault::UnknownFact { name }, .. } if name == "grade")
    );
}

#[test]
fn rules_that_wait_for_each_other_are_refused() {
    let flaws = broken(
        "of = \"annual\"\nwhen = 'warnings > 0'",
        "of = \"annual\"\nunless = [\"annual.all-good\"]\nwhen = 'warnings > 0'",
    );
    assert!(
        matches!(&flaws[0].fault, Fault::Circle { ids } if ids.contains(&"annual.warning".into()) && ids.contains(&"annual.all-good".into()))
    );
    let flaws = broken("unless = [\"effect.protected\"]", "unless = [\"effect.nothing\"]");
    assert_eq!(
        faults(&flaws),
        [Fault::Unknown {
            what: "rule",
            id: "effect.nothing".into()
        }]
    );
}

#[test]
fn a_missing_sentence_is_refused() {
    let flaws = broken("en = \"“Good”: praise in a suitable way.\"\n", "");
    assert_eq!(
        faults(&flaws),
        [Fault::NoSentence {
            id: "usual.effect-good".into(),
            lang: Lang::En
        }]
    );
    let flaws = broken("{warnings} 次，不得评为优秀", "{warning} 次，不得评为优秀");
    assert!(matches!(&flaws[0].fault, Fault::Placeholder { name, .. } if name == "warning"));
    let flaws = broken("年内受警告处分 {warnings}", "{leading_member}{warnings");
    assert!(!flaws.is_empty());
}

#[test]
fn weights_that_do_not_sum_are_refused() {
    let neutral = FILES[2].text.replace("percent = 70", "percent = 71");
    let flaws = load(&neutral, "neutral").err().unwrap();
    assert_eq!(
        faults(&flaws),
        [Fault::SumNot100 {
            of: "dimensions".into(),
            sum: 101
        }]
    );
    let huge = FILES[2].text.replace("percent = 70", "percent = 4294967295");
    assert!(matches!(
        load(&huge, "neutral").err().unwrap()[0].fault,
        Fault::SumNot100 { sum: 4_294_967_325, .. }
    ));
}

#[test]
fn unknown_grades_sources_roles_and_measures_are_refused() {
    let unknown = |what, id: &str| Fault::Unknown { what, id: id.into() };
    for (from, to, fault) in [
        (
            "effect = { require = [\"basic\", ",
            "effect = { require = [\"basics\", ",
            unknown("grade", "basics"),
        ),
        (
            "grades = [\"excellent\"]",
            "grades = [\"best\"]",
            unknown("grade", "best"),
        ),
        (
            "ordinary = \"competent\"",
            "ordinary = \"fine\"",
            unknown("grade", "fine"),
        ),
        (
            "effect = { measure = \"dismissal\" }",
            "effect = { measure = \"exile\" }",
            unknown("measure", "exile"),
        ),
        (
            "source = \"csl\", article = \"35\"",
            "source = \"hearsay\", article = \"35\"",
            unknown("source", "hearsay"),
        ),
        (
            "clock = \"summary\"",
            "clock = \"sundial\"",
            unknown("clock", "sundial"),
        ),
    ] {
        assert!(faults(&broken(from, to)).contains(&fault), "{to}");
    }
    for (from, to) in [
        ("by = [\"person\"]", "by = [\"anybody\"]"),
        ("sure = \"recalled\"", "sure = \"certain\""),
        ("rounding = \"floor\"", "rounding = \"up\""),
        ("percent = 40", "percent = -1"),
        ("percent = 40", "percent = 40.5"),
        ("cycle = \"quarter\"", "cycle = \"fortnight\""),
        ("cycle = \"quarter\"", "cycle = \"quarter\"\nlikes = 3"),
        ("[[rule]]", "[[rul]]"),
    ] {
        assert!(matches!(broken(from, to)[0].fault, Fault::Unreadable { .. }), "{to}");
    }
}

#[test]
fn numbers_out_of_range_and_parts_that_lack_are_refused() {
    assert!(matches!(
        broken("percent = 40", "percent = 140")[0].fault,
        Fault::OutOfRange { what: "percent", .. }
    ));
    assert!(matches!(
        broken("raised_percent = 25", "raised_percent = 15")[0].fault,
        Fault::OutOfRange { .. }
    ));
    assert!(matches!(
        broken("days = 60", "days = 0")[0].fault,
        Fault::OutOfRange { what: "days", .. }
    ));
    assert!(faults(&broken("cycle = \"quarter\"", "")).contains(&Fault::Lacks { what: "cycle" }));
    assert!(matches!(
        broken(
            "rounding = \"floor\"",
            "rounding = \"floor\"\ntilt = [{ mark = \"front_line\", percent = 120 }]"
        )[0]
        .fault,
        Fault::TiltAlone { .. }
    ));
    let flaws = broken("act = \"decide_appeal\"", "act = \"disagree\"");
    assert!(faults(&flaws).contains(&Fault::Twice {
        what: "step",
        id: "period disagree".into()
    }));
    let flaws = broken("id = \"re_review_ask\"", "id = \"asking\"");
    assert!(faults(&flaws).contains(&Fault::Unknown {
        what: "clock",
        id: "re_review_ask".into()
    }));
}

#[test]
fn cut_offs_fall_from_the_best_grade_down() {
    for (from, to) in [
        ("cutoff = 70", "cutoff = 90"),
        ("cutoff = 90", "cutoff = 101"),
        (", cutoff = 60", ""),
    ] {
        let over = FILES[9].text.replacen(from, to, 1);
        let files = [
            FILES[0].clone(),
            File {
                name: "jilin.toml",
                text: &over,
            },
        ];
        let flaws = Ruleset::load(&files, &["cn-jilin"]).err().unwrap();
        assert!(
            flaws
                .iter()
                .all(|f| f.file == "jilin.toml" && matches!(f.fault, Fault::CutoffsNotFalling { .. })),
            "{}",
            words(&flaws)
        );
    }
}

#[test]
fn overlays_that_lie_on_each_other_or_on_nothing_are_refused() {
    let over = |id: &str, on: &str| {
        format!("id = \"{id}\"\nversion = \"1\"\nname = {{ zh = \"一\", en = \"one\" }}\nlays_over = \"{on}\"\n")
    };
    let (one, other, lost) = (over("one", "other"), over("other", "one"), over("lost", "nowhere"));
    let files = [
        File {
            name: "one.toml",
            text: &one,
        },
        File {
            name: "other.toml",
            text: &other,
        },
        File {
            name: "lost.toml",
            text: &lost,
        },
    ];
    let flaws = Ruleset::load(&files, &["one"]).err().unwrap();
    assert_eq!(
        faults(&flaws),
        [Fault::Circle {
            ids: vec!["one".into(), "other".into(), "one".into()]
        }]
    );
    assert_eq!((flaws[0].file.as_str(), flaws[0].line), ("other.toml", 4));
    let flaws = Ruleset::load(&files, &["lost"]).err().unwrap();
    assert_eq!(
        flaws[0].fault,
        Fault::Unknown {
            what: "pack",
            id: "nowhere".into()
        }
    );
    assert!(matches!(
        Ruleset::load(&files, &["none"]).err().unwrap()[0].fault,
        Fault::NoPack { .. }
    ));
    assert!(matches!(
        Ruleset::load(&[], &["none"]).err().unwrap()[0].fault,
        Fault::NoPack { .. }
    ));
    assert!(matches!(
        Ruleset::load(&FILES, &[]).err().unwrap()[0].fault,
        Fault::Lacks { .. }
    ));
    let two = Ruleset::load(&FILES, &["cn-civil-servant", "neutral"]).err().unwrap();
    assert!(matches!(two[0].fault, Fault::TwoBases { .. }));
    let twice = [FILES[0].clone(), FILES[0].clone()];
    assert!(matches!(
        Ruleset::load(&twice, &["neutral"]).err().unwrap()[0].fault,
        Fault::SameId { .. }
    ));
    let gone = format!(
        "{}remove = [\"rule:annual.nothing\", \"rain\"]\n",
        over("over", "cn-civil-servant")
    );
    let files = [
        FILES[0].clone(),
        File {
            name: "over.toml",
            text: &gone,
        },
    ];
    let flaws = Ruleset::load(&files, &["over"]).err().unwrap();
    assert!(
        flaws.iter().all(|f| f.file == "over.toml" && f.line == 5) && flaws.len() == 2,
        "{}",
        words(&flaws)
    );
}
