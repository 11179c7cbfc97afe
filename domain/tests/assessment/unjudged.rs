//! What the person may know of the rules before the result is given: nothing that tells how anybody judged the work.

use crate::cases::{case, plain};
use crate::shipped::{FILES, calendar, ruleset, words};
use domain::assessment::facts::{is_judged, table};
use domain::assessment::pack::{File, NoGrade, Stage};
use domain::assessment::{Outcome, Ruleset};

const STAGES: [Stage; 4] = [Stage::Period, Stage::Annual, Stage::PeriodEffect, Stage::AnnualEffect];

fn told(ruleset: &Ruleset, stage: Stage, facts: &str) -> (Outcome, Vec<String>) {
    let facts = ruleset.facts(&case(stage, facts), &calendar("cn"), stage);
    let left = ruleset.assess(stage, &facts).unwrap().unjudged();
    let rules = left.fired.iter().map(|f| f.rule.clone()).collect();
    (left, rules)
}

#[test]
fn a_score_a_failed_element_and_earlier_grades_are_not_told() {
    let cutoffs = ruleset("cn-cutoffs-90-80-60");
    let (left, rules) = told(&cutoffs, Stage::Period, "score=93.5; warning=2026-05-06");
    assert_eq!(rules, ["usual.sanctioned", "usual.whole-period"]);
    assert!(left.proposal.is_none() && left.grades.is_empty() && left.preferred.is_empty());
    let us = ruleset("us-5cfr430");
    let facts = us.facts(
        &case(Stage::Annual, "critical=2; failed=1"),
        &calendar("us"),
        Stage::Annual,
    );
    let whole = us.assess(Stage::Annual, &facts).unwrap();
    let names = |o: &Outcome| {
        o.fired
            .iter()
            .any(|f| f.facts.iter().any(|(n, _)| n == "critical_failed"))
    };
    assert!(names(&whole) && !names(&whole.unjudged()));
    let cn = ruleset("cn-civil-servant");
    let (_, rules) = told(&cn, Stage::Annual, "results=good good; history=2025 excellent");
    assert_eq!(rules, Vec::<String>::new());
}

#[test]
fn statuses_are_told_with_what_follows_from_them() {
    let cn = ruleset("cn-civil-servant");
    let (left, rules) = told(&cn, Stage::Annual, "investigation=2026-05-01; results=good poor");
    assert_eq!(rules, ["annual.investigation-open"]);
    assert_eq!(left.no_grade, Some(NoGrade::Pending));
    let (left, rules) = told(&cn, Stage::Period, "seconded=2026-04-01..2026-06-30");
    assert!(rules.contains(&"usual.seconded-host".to_owned()) && left.assessed_by.is_some());
}

#[test]
fn of_what_a_grade_leads_to_nothing_is_told() {
    for base in ["cn-civil-servant", "us-5cfr430", "neutral"] {
        let ruleset = ruleset(base);
        for stage in [Stage::PeriodEffect, Stage::AnnualEffect] {
            let grades = ruleset.pack().scale(stage).into_iter().flat_map(|s| &s.grade);
            for grade in grades {
                let (left, rules) = told(&ruleset, stage, &format!("grade={}", grade.id));
                assert!(
                    rules.is_empty() && left.measures.is_empty(),
                    "{base} {}: {rules:?}",
                    grade.id
                );
            }
        }
    }
}

#[test]
fn a_rule_that_waits_for_a_judged_one_tells_of_it_and_is_not_told() {
    let rule = |id: &str, when: &str, unless: &str| {
        let basis = "basis = { source = \"organ\", sure = \"recalled\" }";
        format!(
            "[[rule]]\nid = \"{id}\"\nof = \"period\"\nwhen = '{when}'\nunless = [{unless}]\nzh = \"句\"\nen = \"x\"\neffect = \"clear\"\n{basis}\n"
        )
    };
    let head =
        "id = \"over\"\nversion = \"1\"\nname = { zh = \"一\", en = \"one\" }\nlays_over = \"cn-civil-servant\"\n";
    let rules = rule("c", "true", "\"b\"") + &rule("b", "false", "\"a\"") + &rule("a", "critical_failed > 0", "");
    let text = format!("{head}{rules}{}", rule("d", "true", "\"usual.sanctioned\""));
    let over = File {
        name: "over.toml",
        text: &text,
    };
    let ruleset = Ruleset::load(&[FILES[0].clone(), over], &["over"]).unwrap_or_else(|f| panic!("{}", words(&f)));
    let facts = ruleset.facts(&plain(Stage::Period), &calendar("cn"), Stage::Period);
    let fired = ruleset.assess(Stage::Period, &facts).unwrap().fired;
    let judged = |id: &str| fired.iter().find(|f| f.rule == id).map(|f| f.judged);
    assert_eq!((judged("c"), judged("d")), (Some(true), Some(false)));
}

#[test]
fn whatever_fact_is_new_counts_as_judged() {
    assert!(is_judged("anything"));
    for stage in STAGES {
        for fact in table(ruleset("cn-civil-servant").pack(), stage) {
            let rests = ["results_", "special_", "running_", "years_", "critical_failed", "grade"];
            let grade = rests.iter().any(|start| fact.name.starts_with(start));
            assert_eq!(is_judged(&fact.name), grade, "{}", fact.name);
        }
    }
}

#[test]
fn what_was_kept_before_this_was_noted_counts_as_judged() {
    let facts = "on_probation";
    let cn = ruleset("cn-civil-servant");
    let (left, _) = told(&cn, Stage::Period, "probation=2026-01-01");
    let mut kept = serde_json::to_value(&left).unwrap();
    assert!(kept["fired"].to_string().contains(facts));
    kept["fired"][0].as_object_mut().unwrap().remove("judged");
    let read: Outcome = serde_json::from_value(kept).unwrap();
    assert!(read.fired[0].judged);
}
