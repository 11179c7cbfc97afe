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
    write("overlay/own.toml", &format!("{own}remove = [\"rule:nowhere\"]\n"));
    let words = Rules::load(Some(folder.path())).err().unwrap();
    assert!(
        words.contains("overlay/own.toml, line 5") && words.contains("nowhere"),
        "{words}"
    );
    let nowhere = folder.path().join("nowhere");
    assert!(Rules::load(Some(&nowhere)).err().unwrap().contains("--rules"));
}

#[test]
fn a_period_is_read_from_the_pack_it_keeps() {
    let rules = Rules::load(None).unwrap();
    let ruleset = rules.ruleset(&["cn-civil-servant", "cn-hebei", "cn-pool"]).unwrap();
    let day = chrono::NaiveDate::default();
    let period = Period {
        kind: domain::assessment::process::Kind::Period,
        title: "2026 Q4".into(),
        first: day,
        last: day,
        opened: day,
        units: vec![],
        bodies: domain::assessment::dossier::Bodies::default(),
        pack: ruleset.pack().to_toml().unwrap(),
        digest: ruleset.digest().to_owned(),
        calendar: rules.calendar("cn").unwrap().clone(),
        raised: None,
        invited: 0,
        decisions: 0,
    };
    let kept = rules.of(&period).unwrap();
    assert_eq!((kept.digest(), kept.pack()), (ruleset.digest(), ruleset.pack()));
}
