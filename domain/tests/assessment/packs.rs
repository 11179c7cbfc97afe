//! Shipped packs are whole, round-trip, and name themselves by their content.

use crate::shipped::{BASES, FILES, calendar, ruleset, words};
use domain::Lang;
use domain::assessment::pack::{Effect, File, Sure};
use domain::assessment::{Ruleset, facts, pack::Stage};

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
