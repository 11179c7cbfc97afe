//! The tables that people can read: `tests/golden/*.csv`, written by hand from the rules.

use crate::cases::{case, day};
use crate::shipped::{FILES, calendar, ruleset};
use domain::assessment::pack::{Effect, File, Stage};
use domain::assessment::quota::{UnitCount, allot};
use domain::assessment::{Case, Outcome, Ruleset, Standing, Words, deadline};
use std::collections::{BTreeMap, BTreeSet};

type Row = BTreeMap<String, String>;

fn rows(text: &str) -> Vec<Row> {
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().map(|row| row.unwrap()).collect()
}

/// Each pack is read once.
#[derive(Default)]
struct Packs(BTreeMap<String, Ruleset>);

impl Packs {
    fn of(&mut self, layers: &str) -> &Ruleset {
        self.0.entry(layers.to_owned()).or_insert_with(|| ruleset(layers))
    }
}

fn stage(text: &str) -> Stage {
    match text {
        "period" => Stage::Period,
        "annual" => Stage::Annual,
        "period_effect" => Stage::PeriodEffect,
        "annual_effect" => Stage::AnnualEffect,
        other => panic!("no stage is called {other}"),
    }
}

/// A value of an enumeration as packs write it.
fn written(value: impl serde::Serialize) -> String {
    serde_json::to_value(value)
        .unwrap()
        .as_str()
        .unwrap_or_default()
        .to_owned()
}

fn standing(outcome: &Outcome, wanted: Standing) -> String {
    let these = outcome.grades.iter().filter(|g| g.standing == wanted);
    these.map(|g| g.grade.as_str()).collect::<Vec<_>>().join(" ")
}

fn sorted(words: impl Iterator<Item = String>, by: &str) -> String {
    words.collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>().join(by)
}

#[test]
fn grades_follow_from_facts_as_the_table_says() {
    let rows = rows(include_str!("../golden/grades.csv"));
    assert!(rows.len() >= 120);
    let mut packs = Packs::default();
    let mut wrong = Vec::new();
    for row in &rows {
        let ruleset = packs.of(&row["pack"]);
        let stage = stage(&row["stage"]);
        let facts = ruleset.facts(&case(stage, &row["facts"]), &calendar(&ruleset.pack().calendar), stage);
        let outcome = ruleset.assess(stage, &facts).unwrap();
        let proposal = outcome.proposal.as_ref().map(|p| p.grade.clone()).unwrap_or_default();
        let articles = outcome.fired.iter().map(|f| f.article.zh.clone());
        let found = [
            ("open", standing(&outcome, Standing::Open)),
            ("with_reason", standing(&outcome, Standing::WithReason)),
            ("no_grade", outcome.no_grade.map(written).unwrap_or_default()),
            ("assessed_by", outcome.assessed_by.map(written).unwrap_or_default()),
            ("proposal", proposal),
            ("first_for", outcome.preferred.join(" ")),
            ("measures", sorted(outcome.measures.iter().map(|(m, _)| m.clone()), " ")),
            ("rules", sorted(outcome.fired.iter().map(|f| f.rule.clone()), " ")),
            ("articles", sorted(articles, "；")),
        ];
        for (column, found) in found {
            let mut wanted = row[column].clone();
            if column == "articles" {
                wanted = sorted(wanted.split('；').filter(|a| !a.is_empty()).map(String::from), "；");
            }
            if wanted != found {
                wrong.push(format!(
                    "{} {}: {column} is “{found}”, not “{wanted}”",
                    row["no"], row["case"]
                ));
            }
        }
        for fired in &outcome.fired {
            let Words { zh, en } = &fired.sentence;
            assert!(!zh.contains('{') && !en.contains('{'), "{zh} {en}");
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rule_of_every_base_pack_is_in_the_table() {
    let rows = rows(include_str!("../golden/grades.csv"));
    for base in crate::shipped::BASES {
        for rule in &ruleset(base).pack().rule {
            let told = rows.iter().any(|r| r["rules"].split(' ').any(|id| id == rule.id));
            // What is the same in a period as in the year is told for the year.
            let told = told || rule.id == "period.away";
            assert!(told, "{}", rule.id);
        }
    }
}

#[test]
fn places_follow_from_numbers_as_the_table_says() {
    let mut packs = Packs::default();
    for row in rows(include_str!("../golden/quotas.csv")) {
        let pack = packs.of(&row["pack"]).pack();
        let rule = pack.quota.iter().find(|q| q.id == row["quota"]).unwrap();
        let units: Vec<UnitCount> = row["units"].split("; ").map(unit).collect();
        let found = allot(rule, &units, row["raised"] == "yes");
        let label = format!("{} {}", row["no"], row["情形"]);
        assert_eq!(found.cap.to_string(), row["cap"], "{label}");
        let mut places: Vec<String> = found.units.iter().map(|u| format!("{} {}", u.unit, u.places)).collect();
        let mut wanted: Vec<String> = row["places"].split("; ").map(String::from).collect();
        places.sort();
        wanted.sort();
        assert_eq!(places, wanted, "{label}");
        let open = found.open.map(|o| {
            let names = ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"]
                .into_iter()
                .filter(|n| o.among.iter().any(|u| u.0 == *n));
            format!("{}: {}", o.places, names.collect::<Vec<_>>().join(" "))
        });
        assert_eq!(open.unwrap_or_default(), row["open"], "{label}");
        assert!(!found.steps.is_empty());
    }
}

/// `甲 15 front_line`
fn unit(text: &str) -> UnitCount {
    let mut words = text.split(' ');
    let name = words.next().unwrap();
    UnitCount {
        unit: name.into(),
        name: Words::new(name, name),
        counted: words.next().unwrap().parse().unwrap(),
        marks: words.map(String::from).collect(),
    }
}

#[test]
fn deadlines_follow_from_calendars_as_the_table_says() {
    let mut packs = Packs::default();
    for row in rows(include_str!("../golden/clocks.csv")) {
        let pack = packs.of(&row["pack"]).pack();
        let clock = pack.clock(&row["clock"]).unwrap();
        let found = deadline(
            &calendar(&pack.calendar),
            clock,
            day(&row["event"]),
            row["extended"] == "yes",
        );
        let label = format!("{} {}", row["no"], row["情形"]);
        assert_eq!(found.last.to_string(), row["last"], "{label}");
        assert_eq!(
            if found.provisional { "yes" } else { "no" },
            row["provisional"],
            "{label}"
        );
    }
}

#[test]
fn a_rule_of_the_organ_can_name_special_results_and_say_which_assessment_it_is() {
    let rule = |id: &str, of: &str, when: &str, effect: &str, en: &str| {
        let words = format!("zh = \"专项考核\"\nen = \"{en}\"\nbasis = {{ source = \"organ\", sure = \"recalled\" }}");
        format!("[[rule]]\nid = \"{id}\"\nof = \"{of}\"\nwhen = '{when}'\neffect = {{ {effect} }}\n{words}\n")
    };
    let head =
        "id = \"own\"\nversion = \"1\"\nname = { zh = \"本机关\", en = \"Ours\" }\nlays_over = \"cn-civil-servant\"\n";
    let said = "“Good” in {special_good} of {special_count}, {special_missing} without";
    let poor = rule("own.poor", "annual", "special_poor > 0", "bar = \"excellent\"", said);
    let task = rule(
        "own.task",
        "period",
        "special && !leading_member",
        "prefer = \"good\"",
        "Special",
    );
    let text = format!("{head}{poor}{task}");
    let own = File {
        name: "own.toml",
        text: &text,
    };
    let ruleset = Ruleset::load(&[FILES[0].clone(), own], &["own"]).unwrap();
    let fired = |stage: Stage, case: &Case, rule: &str| {
        let facts = ruleset.facts(case, &calendar("cn"), stage);
        let outcome = ruleset.assess(stage, &facts).unwrap();
        let found = outcome.fired.into_iter().find(|f| f.rule == rule);
        found.map(|f| f.sentence.en)
    };
    let year = case(Stage::Annual, "special=good - poor; results=good good good");
    let said = fired(Stage::Annual, &year, "own.poor");
    assert_eq!(said.as_deref(), Some("“Good” in 1 of 2, 1 without"));
    let usual_alone = case(Stage::Annual, "special=good; results=poor");
    assert_eq!(fired(Stage::Annual, &usual_alone, "own.poor"), None);
    let mut period = case(Stage::Period, "");
    assert_eq!(fired(Stage::Period, &period, "own.task"), None);
    period.special = true;
    assert_eq!(fired(Stage::Period, &period, "own.task").as_deref(), Some("Special"));
}

/// Training and a post that was begun within the period are nothing this rule looks at.
#[test]
fn that_nothing_stands_in_the_way_says_no_more_than_was_looked_at() {
    let ruleset = ruleset("cn-civil-servant");
    let case = case(Stage::Period, "training=2026-04-01..2026-06-29");
    let facts = ruleset.facts(&case, &calendar("cn"), Stage::Period);
    let outcome = ruleset.assess(Stage::Period, &facts).unwrap();
    let fired = outcome.fired.iter().find(|f| f.rule == "usual.whole-period").unwrap();
    assert_eq!(fired.sentence.zh, "本期没有病假、事假和其他假，也没有挂职、借调。");
    assert_eq!(fired.sentence.en, "No leave in the period, and not seconded.");
    let looked_at: Vec<&str> = fired.facts.iter().map(|(name, _)| name.as_str()).collect();
    let all = ["other_leave_days", "personal_leave_days", "seconded_days", "sick_days"];
    assert_eq!(looked_at, all);
}

#[test]
fn what_a_rule_says_has_the_facts_in_it() {
    let ruleset = ruleset("cn-civil-servant");
    let case = case(Stage::Annual, "results=good average average average");
    let facts = ruleset.facts(&case, &calendar("cn"), Stage::Annual);
    let outcome = ruleset.assess(Stage::Annual, &facts).unwrap();
    let fired = outcome.fired.iter().find(|f| f.rule == "annual.mostly-low").unwrap();
    assert_eq!(
        fired.sentence.zh,
        "平时考核 4 次中“一般”3 次、“较差”0 次，过半，原则上评为基本称职或不称职。"
    );
    assert!(fired.facts.iter().any(|(name, _)| name == "results_count"));
    assert!(matches!(&fired.effect, Effect::Require(all) if all.len() == 2) && fired.in_principle);
}
