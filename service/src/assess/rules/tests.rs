use super::*;

#[test]
fn what_is_shipped_is_sound_and_can_be_chosen() {
    let rules = Rules::load(None).unwrap();
    let choices = rules.choices();
    let ids: Vec<&str> = choices.iter().map(|c| c.id.as_str()).collect();
    assert_eq!(ids, ["cn-civil-servant", "us-5cfr430", "neutral"]);
    let laid = |id: &str| choices.iter().find(|c| c.id == id).map_or(0, |c| c.overlays.len());
    assert_eq!(
        (laid("cn-civil-servant"), laid("us-5cfr430")),
        (13, 0),
        "one lies on another overlay"
    );
    for shipped in crate::indicator::dimensions() {
        assert!(rules.dimensions().contains(shipped), "{shipped:?}");
    }
    for id in ["cn", "us", "weekends"] {
        assert!(rules.calendar(id).is_some(), "{id}");
    }
}

#[test]
fn a_folder_replaces_and_adds_and_a_flaw_is_told_with_its_line() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    let own = "id = \"cn-own\"\nversion = \"1\"\nname = { zh = \"本机关\", en = \"Ours\" }\nlays_over = \"cn-civil-servant\"\n";
    write("overlay/own.toml", own);
    write("notes.txt", "no rules");
    let rules = Rules::load(Some(folder.path())).unwrap();
    let ruleset = rules.ruleset(&["cn-own"]).unwrap();
    assert_eq!(ruleset.pack().name.en, "Ours");
    assert_eq!(ruleset.pack().layers.len(), 2);
    let service = "[[dimension]]\nid = \"fuwu\"\nzh = \"服务\"\nen = \"Service\"\nbasis = { source = \"csl\", sure = \"read\" }\n";
    write("overlay/own.toml", &format!("{own}{service}"));
    let rules = Rules::load(Some(folder.path())).unwrap();
    assert_eq!(rules.dimensions().last().map(|d| d.code.as_str()), Some("fuwu"));
    write("overlay/own.toml", &format!("{own}remove = [\"rule:nowhere\"]\n"));
    let words = Rules::load(Some(folder.path())).err().unwrap();
    assert!(
        words.contains("overlay/own.toml, line 5") && words.contains("nowhere"),
        "{words}"
    );
    let nowhere = folder.path().join("nowhere");
    assert!(Rules::load(Some(&nowhere)).err().unwrap().contains("--rules"));
}

/// What a folder with these files is refused with.
fn refused(files: &[(&str, &str)]) -> String {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    Rules::load(Some(folder.path())).err().unwrap()
}

#[test]
fn all_that_is_wrong_stands_under_one_heading() {
    let words = refused(&[("a.toml", "id = 3\n"), ("calendar/b.toml", "rain = 1\n")]);
    let lines: Vec<&str> = words.lines().collect();
    assert_eq!(lines[0], "rules of assessment:");
    assert!(
        lines[1].starts_with("a.toml, line 1: ") && words.contains("calendar/b.toml, line "),
        "{words}"
    );
    let own = "id = \"own\"\nversion = \"1\"\nname = { zh = \"甲\", en = \"x\" }\nlays_over = \"cn-civil-servant\"\ncalendar = \"moon\"\n";
    assert_eq!(
        refused(&[("overlay/own.toml", own)]),
        "rules of assessment:\noverlay/own.toml, line 5: there is no calendar “moon”"
    );
}

#[test]
fn a_calendar_is_replaced_by_its_file_name_and_has_one_id() {
    let again = "name = { zh = \"甲\", en = \"x\" }\nid = \"cn\"\nyear = []\n";
    let words = refused(&[("calendar/own.toml", again)]);
    assert!(
        words.contains("calendar/own.toml, line 2: calendar “cn” is in calendar/cn.toml already"),
        "{words}"
    );
}

#[test]
fn one_choice_is_the_same_rules_in_whatever_order_it_is_sent() {
    let rules = Rules::load(None).unwrap();
    let laid = |over: &[&str]| {
        let over: Vec<String> = over.iter().map(|o| (*o).to_owned()).collect();
        rules.laid("cn-civil-servant", &over).map(|r| r.digest().to_owned())
    };
    let one = laid(&["cn-hebei", "cn-nanchang"]).unwrap();
    assert_eq!(laid(&["cn-nanchang", "", "cn-hebei"]).unwrap(), one);
    let nowhere = laid(&["cn-hebei", "cn-nowhere"]).err().unwrap();
    assert!(nowhere[0].to_string().contains("cn-nowhere"));
    let all: Vec<&str> = rules
        .0
        .heads
        .iter()
        .filter(|h| h.lays_over.is_some())
        .map(|h| h.id.as_str())
        .collect();
    assert_eq!(all.len(), 13);
    assert!(laid(&all[..12]).is_ok());
    let beyond = laid(&all).err().unwrap();
    assert!(beyond[0].to_string().contains("13 layers at most"), "{}", beyond[0]);
}

#[test]
fn a_pack_is_not_used_for_what_it_has_no_steps_of() {
    let rules = Rules::load(None).unwrap();
    let us = rules.ruleset(&["us-5cfr430"]).unwrap();
    assert!(fits(us.pack(), Kind::Year).is_ok());
    assert!(fits(us.pack(), Kind::Period).is_err());
}

#[test]
fn a_period_is_read_from_the_pack_it_keeps() {
    let rules = Rules::load(None).unwrap();
    let ruleset = rules.ruleset(&["cn-civil-servant", "cn-hebei", "cn-pool"]).unwrap();
    let day = chrono::NaiveDate::default();
    let period = Period {
        kind: domain::assessment::process::Kind::Period,
        title: "2026 Q4".into(),
        special: None,
        first: day,
        last: day,
        opened: day,
        later: false,
        units: vec![],
        bodies: domain::assessment::dossier::Bodies::default(),
        pack: ruleset.pack().to_toml().unwrap(),
        digest: ruleset.digest().to_owned(),
        calendar: rules.calendar("cn").unwrap().clone(),
        raised: vec![],
        invited: 0,
        decisions: 0,
        withdrawn: None,
        remarks: vec![],
    };
    let kept = rules.of(&period).unwrap();
    assert_eq!((kept.digest(), kept.pack()), (ruleset.digest(), ruleset.pack()));
}
