//! Shipped packs are whole, round-trip, and name themselves by their content.

use crate::cases::{case, plain};
use crate::shipped::{BASES, FILES, calendar, ruleset, words};
use domain::Lang;
use domain::assessment::facts::{self, FactKind, Facts};
use domain::assessment::pack::{Effect, File, Stage, Sure};
use domain::assessment::quota::{UnitCount, allot};
use domain::assessment::{Case, Outcome, Ruleset, Standing, Value, Words};

fn every() -> Vec<String> {
    let id = |f: &File<'_>| {
        f.text
            .lines()
            .find_map(|l| l.strip_prefix("id = \"")?.strip_suffix('"').map(String::from))
    };
    FILES.iter().filter_map(id).collect()
}

#[test]
fn every_shipped_file_loads_and_its_calendar_is_there() {
    assert_eq!(every().len(), FILES.len());
    for id in every() {
        let ruleset = ruleset(&id);
        calendar(&ruleset.pack().calendar);
    }
    // Regions are put together as an organ needs them.
    let both = ruleset("cn-hebei+cn-jilin+cn-pool-front-line");
    assert_eq!(both.pack().weights("annual").map(|w| w.part[0].percent), Some(60));
    assert_eq!(both.pack().scale(Stage::Period).unwrap().grade[1].cutoff, Some(70));
    assert_eq!(both.pack().layers.len(), 5);
}

#[test]
fn a_pack_kept_whole_reads_back_as_itself() {
    for id in every() {
        let ruleset = ruleset(&id);
        let text = ruleset.pack().to_toml().unwrap();
        let file = File {
            name: "kept.toml",
            text: &text,
        };
        let again = match Ruleset::load(&[file], &[&ruleset.pack().id]) {
            Ok(again) => again,
            Err(flaws) => panic!("{id}: {}\n{text}", words(&flaws)),
        };
        assert_eq!(again.pack(), ruleset.pack());
        assert_eq!(again.digest(), ruleset.digest());
    }
}

#[test]
fn a_digest_is_of_what_a_pack_says_and_not_of_how_it_is_written() {
    let own = ruleset("neutral");
    let text = FILES[2].text;
    let load = |text: &str| {
        let file = File {
            name: "neutral.toml",
            text,
        };
        Ruleset::load(&[file], &["neutral"]).unwrap_or_else(|f| panic!("{}", words(&f)))
    };
    assert_eq!(load(&format!("# a remark\n{text}")).digest(), own.digest());
    assert_ne!(
        load(
            &text
                .replace("percent = 70", "percent = 71")
                .replace("percent = 30", "percent = 29")
        )
        .digest(),
        own.digest()
    );
    assert_eq!(own.digest().len(), 64);
}

#[test]
fn an_overlay_changes_what_it_says_and_nothing_else() {
    let (base, over) = (ruleset("cn-civil-servant"), ruleset("cn-tianjin"));
    let of = |r: &Ruleset, id: &str| r.pack().rule.iter().find(|r| r.id == id).cloned();
    assert!(of(&base, "tianjin.two-low").is_none());
    assert!(of(&over, "tianjin.two-low").is_some_and(|r| r.effect == Effect::Cap("basic".into())));
    assert_eq!(over.pack().rule.len(), base.pack().rule.len() + 1);
    assert_eq!(over.pack().quota, base.pack().quota);
    assert_ne!(over.digest(), base.digest());
    let institution = ruleset("cn-public-institution");
    assert!(institution.pack().rule.iter().all(|r| !r.id.starts_with("effect.")));
    assert_eq!(institution.pack().scale(Stage::Annual).unwrap().grade[1].zh, "合格");
    // No sentence speaks of grades that are called otherwise there.
    let annual = institution.pack().rule.iter().filter(|r| r.of == Stage::Annual);
    assert!(annual.into_iter().all(|r| !r.zh.contains("称职")));
}

#[test]
fn no_number_stands_without_an_article_and_no_article_is_invented() {
    for id in BASES {
        let ruleset = ruleset(id);
        let pack = ruleset.pack();
        for rule in &pack.rule {
            let article = pack.article(&rule.basis);
            assert!(!article.zh.is_empty() && !article.en.is_empty());
            if rule.basis.sure == Sure::Recalled {
                assert_eq!(
                    rule.basis.article, "",
                    "{}: a recalled rule has no confirmed article",
                    rule.id
                );
            }
        }
    }
    let cn = ruleset("cn-civil-servant");
    let law = cn
        .pack()
        .rule
        .iter()
        .find(|r| r.id == "effect.incompetent-twice")
        .unwrap();
    let article = cn.pack().article(&law.basis);
    assert_eq!(article.pick(Lang::Zh), "《公务员法》（2018）第88条");
    assert_eq!(article.pick(Lang::En), "Civil Servant Law (2018), Art. 88");
}

#[test]
fn no_fact_is_about_marks_views_comments_or_numbers_of_records() {
    for id in BASES {
        for stage in [Stage::Period, Stage::Annual, Stage::PeriodEffect, Stage::AnnualEffect] {
            for fact in facts::table(ruleset(id).pack(), stage) {
                for social in [
                    "like", "view", "comment", "record", "mark", "follow", "online", "login", "study",
                ] {
                    assert!(!fact.name.contains(social), "{}", fact.name);
                }
            }
        }
    }
}

/// The Chinese pack with an overlay of one's own.
fn laid(over: &str) -> Ruleset {
    let head =
        "id = \"over\"\nversion = \"1\"\nname = { zh = \"一\", en = \"one\" }\nlays_over = \"cn-civil-servant\"\n";
    let text = format!("{head}{over}");
    let files = [
        FILES[0].clone(),
        File {
            name: "over.toml",
            text: &text,
        },
    ];
    Ruleset::load(&files, &["over"]).unwrap_or_else(|f| panic!("{}", words(&f)))
}

fn rule(id: &str, more: &str, effect: &str) -> String {
    let basis = "basis = { source = \"organ\", sure = \"recalled\" }";
    format!(
        "[[rule]]\nid = \"{id}\"\nof = \"annual\"\nwhen = 'true'\n{more}\nzh = \"句\"\nen = \"x\"\neffect = {effect}\n{basis}\n"
    )
}

fn annual(ruleset: &Ruleset, facts: &str) -> Outcome {
    let facts = ruleset.facts(&case(Stage::Annual, facts), &calendar("cn"), Stage::Annual);
    ruleset.assess(Stage::Annual, &facts).unwrap()
}

#[test]
fn of_several_proposals_the_lowest_holds_and_all_are_told() {
    let both = laid(&(rule("a", "", "{ propose = \"excellent\" }") + &rule("b", "", "{ propose = \"basic\" }")));
    let outcome = annual(&both, "leading");
    let proposal = outcome.proposal.unwrap();
    assert_eq!(
        (proposal.grade.as_str(), proposal.rules),
        ("basic", vec!["b".to_owned()])
    );
    assert_eq!(
        outcome
            .fired
            .iter()
            .filter(|f| matches!(f.effect, Effect::Propose(_)))
            .count(),
        2
    );
}

#[test]
fn what_is_proposed_and_barred_moves_down_and_up_only_when_nothing_is_below() {
    let down = laid(&(rule("a", "", "{ propose = \"competent\" }") + &rule("b", "", "{ bar = \"competent\" }")));
    let proposal = annual(&down, "leading").proposal.unwrap();
    assert_eq!(
        (proposal.grade.as_str(), proposal.instead_of.as_deref()),
        ("basic", Some("competent"))
    );
    let up = laid(&(rule("a", "", "{ propose = \"incompetent\" }") + &rule("b", "", "{ bar = \"incompetent\" }")));
    assert_eq!(annual(&up, "leading").proposal.map(|p| p.grade), Some("basic".into()));
    // All grades against rules that hold in principle: one that needs a reason.
    let reason = laid(&rule("a", "in_principle = true", "{ require = [\"basic\"] }"));
    let outcome = annual(&reason, "leading");
    assert_eq!(outcome.proposal.map(|p| p.grade), Some("basic".into()));
    assert_eq!(
        outcome
            .grades
            .iter()
            .filter(|g| g.standing == Standing::WithReason)
            .count(),
        3
    );
}

#[test]
fn rules_that_leave_no_grade_contradict_each_other_and_say_so() {
    let none = laid(&(rule("a", "", "{ require = [\"basic\"] }") + &rule("b", "", "{ bar = \"basic\" }")));
    let outcome = annual(&none, "leading");
    assert!(outcome.contradiction() && outcome.proposal.is_none() && !outcome.can_be_graded());
    assert!(!annual(&none, "probation=2026-01-01..2026-12-31").contradiction());
}

#[test]
fn unless_is_known_whatever_the_order_of_rules() {
    let first = rule("a", "unless = [\"b\"]", "{ bar = \"basic\" }")
        + &rule("b", "unless = [\"c\"]", "{ bar = \"basic\" }")
        + &rule("c", "", "\"clear\"");
    let fired: Vec<String> = annual(&laid(&first), "leading")
        .fired
        .into_iter()
        .map(|f| f.rule)
        .collect();
    assert!(fired.contains(&"a".into()) && fired.contains(&"c".into()) && !fired.contains(&"b".into()));
}

#[test]
fn of_several_marks_the_largest_tilt_counts_and_no_unit_has_more_places_than_people() {
    let mut quota = ruleset("cn-pool-front-line").pack().quota[0].clone();
    quota.tilt[1].percent = 200;
    let unit = |name: &str, counted, marks: &[&str]| UnitCount {
        unit: name.into(),
        name: Words::new(name, name),
        counted,
        marks: marks.iter().map(|m| (*m).to_owned()).collect(),
    };
    let places = |units: &[UnitCount], percent| {
        let found = allot(
            &domain::assessment::pack::QuotaRule {
                percent,
                ..quota.clone()
            },
            units,
            false,
        );
        found.units.into_iter().map(|u| u.places).collect::<Vec<_>>()
    };
    // 20 × 40 % = 8, shared 2 : 1.
    assert_eq!(
        places(&[unit("a", 10, &["front_line", "hard_post"]), unit("b", 10, &[])], 40),
        [5, 3]
    );
    // 6 × 90 % = 5: the small unit's claim of 2.5 is more than its people.
    assert_eq!(places(&[unit("a", 2, &["hard_post"]), unit("b", 4, &[])], 90), [2, 3]);
}

#[test]
fn every_fact_that_can_be_named_has_a_value_of_its_kind() {
    for base in BASES {
        let ruleset = ruleset(base);
        for stage in [Stage::Period, Stage::Annual, Stage::PeriodEffect, Stage::AnnualEffect] {
            if ruleset.pack().scale(stage).is_none() {
                continue;
            }
            let mut case = plain(stage);
            case.grade = ruleset.pack().scale(stage).map(|s| s.ordinary.clone());
            let facts = Facts::of(&case, ruleset.pack(), &calendar("cn"), stage);
            let table = facts::table(ruleset.pack(), stage);
            assert_eq!(facts.iter().count(), table.len());
            for fact in table {
                let fits = match (&fact.kind, facts.get(&fact.name)) {
                    (FactKind::Flag, Some(Value::Flag(_))) => true,
                    (FactKind::Number(unit), Some(Value::Number(n))) => *n >= 0 && !unit.words().zh.is_empty(),
                    (FactKind::Choice(all), Some(Value::Choice(choice))) => all.contains(choice),
                    _ => false,
                };
                assert!(
                    fits && !fact.words.zh.is_empty() && !fact.words.en.is_empty(),
                    "{}",
                    fact.name
                );
            }
        }
    }
}

#[test]
fn a_case_cannot_carry_what_is_no_evidence() {
    let mut written = serde_json::to_value(plain(Stage::Annual)).unwrap();
    assert!(serde_json::from_value::<Case>(written.clone()).is_ok());
    for social in ["likes", "views", "comments", "records", "followers", "hours_online"] {
        written[social] = 1.into();
        assert!(serde_json::from_value::<Case>(written.clone()).is_err(), "{social}");
        written.as_object_mut().unwrap().remove(social);
    }
}
