//! What would not be noticed until somebody is assessed by it is refused at the start.

use crate::shipped::{FILES, ruleset, words};
use domain::Lang;
use domain::assessment::pack::{Fault, File, Flaw};
use domain::assessment::process::Kind;
use domain::assessment::{Calendar, Ruleset};

const BASIS: &str = "basis = { source = \"organ\", sure = \"recalled\" }";

fn over(id: &str, text: &str) -> String {
    format!(
        "id = \"{id}\"\nversion = \"7\"\nname = {{ zh = \"甲{id}\", en = \"Own {id}\" }}\nlays_over = \"cn-civil-servant\"\n{text}\n"
    )
}

fn laid(text: &str) -> Result<Ruleset, Vec<Flaw>> {
    let text = over("own", text);
    let own = File {
        name: "overlay/own.toml",
        text: &text,
    };
    Ruleset::load(&[FILES[0].clone(), own], &["own"])
}

/// The one thing that is wrong, with the line it is said to stand in.
fn wrong(text: &str) -> (Fault, usize) {
    let flaws = laid(text).err().unwrap();
    assert_eq!(flaws.len(), 1, "{}", words(&flaws));
    let flaw = flaws.into_iter().next().unwrap();
    assert_eq!(flaw.file, "overlay/own.toml");
    let zh = flaw.words(Lang::Zh);
    assert!(!zh.is_ascii() && zh != flaw.words(Lang::En), "{zh}");
    (flaw.fault, flaw.line)
}

fn weights(of: &str, parts: &[(&str, u32)]) -> String {
    let part =
        |(id, percent): &(&str, u32)| format!("{{ id = \"{id}\", zh = \"一\", en = \"one\", percent = {percent} }}");
    let parts: Vec<String> = parts.iter().map(part).collect();
    format!("[[weights]]\nof = \"{of}\"\n{BASIS}\npart = [{}]", parts.join(", "))
}

#[test]
fn parts_of_a_year_are_the_two_that_have_scores() {
    let (fault, line) = wrong(&weights("annual", &[("usual", 60), ("year_end", 30), ("exam", 10)]));
    let id = "exam".to_owned();
    assert_eq!((fault, line), (Fault::Unknown { what: "part", id }, 5));
    let (fault, _) = wrong(&weights("annual", &[("usual", 100)]));
    let (of, id) = ("annual".to_owned(), "year_end".to_owned());
    assert_eq!(fault, Fault::NoWeight { of, id });
}

#[test]
fn weights_of_dimensions_leave_none_out() {
    let four = [("de", 25), ("neng", 25), ("qin", 25), ("ji", 25)];
    let (of, id) = ("dimensions".to_owned(), "lian".to_owned());
    assert_eq!(wrong(&weights("dimensions", &four)).0, Fault::NoWeight { of, id });
    let without = format!("remove = [\"dimension:lian\"]\n{}", weights("dimensions", &four));
    assert!(laid(&without).is_ok());
}

#[test]
fn what_can_never_be_done_without_a_step_needs_it() {
    let rating = format!("remove = [\"step:year rate\"]\n[rating]\nfewest = 5\n{BASIS}");
    let step = |id: &str| Fault::Unknown {
        what: "step",
        id: id.to_owned(),
    };
    assert_eq!(wrong(&rating), (step("year rate"), 6));
    let flaws = laid("remove = [\"step:year publish\"]").err().unwrap();
    assert_eq!(flaws[0].fault, step("year publish"));
    let flaws = laid("remove = [\"step:year answer_publication\"]").err().unwrap();
    assert_eq!(flaws[0].fault, step("year answer_publication"));
    assert!(laid("remove = [\"publication\", \"step:year publish\"]").is_ok());
}

#[test]
fn a_clock_that_nothing_goes_by_is_refused() {
    let clock = |id: &str| {
        format!("[[clock]]\nid = \"{id}\"\nzh = \"期限\"\nen = \"Days\"\ndays = 30\nkind = \"calendar\"\n{BASIS}")
    };
    let (what, id) = ("clock", "plans".to_owned());
    assert_eq!(wrong(&clock("plans")), (Fault::Unused { what, id }, 5));
    assert!(laid(&clock("plan")).is_ok(), "asked for by name");
    assert!(laid(&clock("summary")).is_ok(), "the clock of a step");
    // With the last step that went by it a clock goes as well.
    let steps = ["publish", "object_to_publication", "answer_publication"].map(|act| format!("\"step:year {act}\""));
    let without = format!("\"publication\", {}", steps.join(", "));
    let id = "publication".to_owned();
    let flaws = laid(&format!("remove = [{without}]")).err().unwrap();
    assert_eq!(flaws[0].fault, Fault::Unused { what, id });
    assert!(laid(&format!("remove = [{without}, \"clock:publication\"]")).is_ok());
}

#[test]
fn an_effect_where_nothing_looks_at_it_is_refused() {
    let rule = |of: &str, effect: &str| {
        format!(
            "[[rule]]\nid = \"own\"\nof = \"{of}\"\nwhen = 'true'\nzh = \"句\"\nen = \"x\"\neffect = {effect}\n{BASIS}"
        )
    };
    let id = "own".to_owned();
    let lost = (Fault::EffectLost { id }, 5);
    assert_eq!(wrong(&rule("annual", "{ measure = \"praise\" }")), lost);
    assert_eq!(wrong(&rule("period_effect", "{ bar = \"good\" }")), lost);
    assert_eq!(wrong(&rule("annual_effect", "{ no_grade = \"unrated\" }")), lost);
    for fits in [
        rule("annual", "\"clear\""),
        rule("annual_effect", "\"clear\""),
        rule("period_effect", "{ measure = \"praise\" }"),
    ] {
        assert!(laid(&fits).is_ok(), "{fits}");
    }
}

#[test]
fn a_pack_is_for_the_kinds_it_has_steps_and_grades_of() {
    assert_eq!(ruleset("us-5cfr430").pack().kinds(), [Kind::Year]);
    assert_eq!(ruleset("cn-civil-servant").pack().kinds(), Kind::ALL);
    let flaws = laid("remove = [\"scale:period\"]").err().unwrap();
    let lacks = Fault::Lacks { what: "scale: period" };
    assert!(flaws.iter().any(|f| f.fault == lacks), "{}", words(&flaws));
}

#[test]
fn what_is_removed_is_named_whole() {
    for text in ["rule", "annual.warning", "rain:x", ""] {
        let text = text.to_owned();
        let said = format!("remove = [\"{text}\"]");
        assert_eq!(wrong(&said), (Fault::NotAnEntry { text }, 5));
    }
    let id = "own".to_owned();
    assert_eq!(wrong("remove = [\"rating\"]").0, Fault::Unknown { what: "rating", id });
}

#[test]
fn publication_and_rating_can_be_taken_out_and_put_in_anew() {
    let of = |layers: &[&str], text: &str| {
        let text = over("own", text);
        let mut files = FILES.to_vec();
        files.push(File {
            name: "overlay/own.toml",
            text: &text,
        });
        let chosen: Vec<&str> = layers.iter().copied().chain(["own"]).collect();
        let read = Ruleset::load(&files, &chosen).unwrap_or_else(|f| panic!("{}", words(&f)));
        read.pack().clone()
    };
    let without = of(&["cn-democratic-rating"], "remove = [\"publication\", \"rating\"]");
    assert!(without.publication.is_none() && without.rating.is_none());
    let anew = format!("remove = [\"rating\"]\n[rating]\nfewest = 9\n{BASIS}");
    let anew = of(&["cn-democratic-rating"], &anew);
    assert_eq!(anew.rating.map(|r| r.fewest), Some(9));
    assert!(anew.publication.is_some());
}

#[test]
fn a_pack_of_several_overlays_has_the_names_of_all() {
    let name = |layers: &str| {
        let pack = ruleset(layers).pack().clone();
        (pack.name.en, pack.version)
    };
    assert_eq!(
        name("cn-hebei+cn-tianjin"),
        (
            "Civil servants, Hebei + Civil servants, Tianjin".to_owned(),
            "2026.1 + 2026.1".to_owned()
        )
    );
    assert_eq!(name("cn-hebei").0, "Civil servants, Hebei");
    assert_eq!(name("cn-civil-servant").0, "Civil servants, China");
}

fn id_of(text: &str) -> String {
    let id = text.lines().find_map(|l| l.strip_prefix("id = \"")?.strip_suffix('"'));
    id.unwrap().to_owned()
}

#[test]
fn no_layer_is_dropped_in_silence() {
    let texts: Vec<String> = (0..13).map(|n| over(&format!("own{n}"), "")).collect();
    let names: Vec<String> = (0..13).map(|n| format!("own{n}.toml")).collect();
    let own = texts.iter().zip(&names).map(|(text, name)| File { name, text });
    let files: Vec<File<'_>> = [FILES[0].clone()].into_iter().chain(own).collect();
    let ids: Vec<String> = (0..13).map(|n| format!("own{n}")).collect();
    let chosen: Vec<&str> = ids.iter().map(String::as_str).collect();
    let twelve = Ruleset::load(&files, &chosen[..12]).unwrap_or_else(|f| panic!("{}", words(&f)));
    assert_eq!(twelve.pack().layers.len(), 13);
    let flaws = Ruleset::load(&files, &chosen).err().unwrap();
    assert_eq!(flaws[0].fault, Fault::TooMany { limit: 13 });
    assert_eq!(flaws[0].file, "own12.toml");
    // All that is shipped for one base is one more than are laid over each other.
    let shipped: Vec<String> = FILES[3..].iter().map(|f| id_of(f.text)).collect();
    let chosen: Vec<&str> = ["cn-civil-servant"]
        .into_iter()
        .chain(shipped.iter().map(String::as_str))
        .collect();
    let twelve = Ruleset::load(&FILES, &chosen[..13]).unwrap_or_else(|f| panic!("{}", words(&f)));
    assert_eq!(twelve.pack().layers.len(), 13);
}

#[test]
fn a_calendar_that_is_not_there_is_told_where_it_is_asked_for() {
    let flaw = laid("calendar = \"moon\"").unwrap_or_else(|f| panic!("{}", words(&f)));
    let flaw = flaw.no_calendar();
    assert_eq!((flaw.file.as_str(), flaw.line), ("overlay/own.toml", 5));
    assert!(flaw.words(Lang::En).contains("moon") && flaw.words(Lang::Zh).contains("moon"));
}

#[test]
fn all_that_is_wrong_with_a_calendar_is_told_in_sentences() {
    let text = "id = \"x\"\nname = { zh = \"甲\", en = \"x\" }\n[[year]]\nyear = 2026\nsource = { zh = \"甲\", en = \"x\" }\nsure = \"read\"\noff = [\"2026-01-01\",\n\"2027-01-01\"]\nworked = [\"2026-01-05\"]\n[[year]]\nyear = 2026\nsource = { zh = \"甲\", en = \"x\" }\nsure = \"read\"\n";
    let file = File {
        name: "calendar/x.toml",
        text,
    };
    let flaws = Calendar::read(&file).err().unwrap();
    let found: Vec<(usize, Fault)> = flaws.iter().map(|f| (f.line, f.fault.clone())).collect();
    let other = Fault::DayOfOtherYear {
        day: "2027-01-01".into(),
        year: 2026,
    };
    let day = "2026-01-05".to_owned();
    let twice = Fault::Twice {
        what: "year",
        id: "2026".into(),
    };
    assert_eq!(found, [(8, other), (9, Fault::DayNotWeekend { day }), (10, twice)]);
    for flaw in &flaws {
        let (zh, en) = (flaw.fault.words(Lang::Zh), flaw.fault.words(Lang::En));
        assert!(en.split(' ').count() > 3 && !zh.is_ascii(), "{zh} {en}");
    }
}
