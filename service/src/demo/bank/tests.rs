use std::collections::{HashMap, HashSet};

use super::super::template::{Seg, Spec, Template};
use super::{BANK, Pair, Section, Thread};

const BUILTIN: [&str; 13] = [
    "peer",
    "boss",
    "unit",
    "fy",
    "nextfy",
    "year",
    "nextyear",
    "lastyear",
    "month",
    "prevmonth",
    "nextmonth",
    "quarter",
    "place",
];

fn slots<'a>(template: &'a Template, found: &mut Vec<(&'static str, Option<&'a Spec>)>) {
    for seg in template {
        match seg {
            Seg::Text(_) => {}
            Seg::Slot(key, spec) => found.push((key, spec.as_ref())),
            Seg::Alt(options) => options.iter().for_each(|option| slots(option, found)),
        }
    }
}

fn names(section: &Section) -> HashSet<&'static str> {
    section
        .groups
        .iter()
        .flat_map(|group| group.columns.iter().copied())
        .collect()
}

fn pairs(thread: &Thread) -> impl Iterator<Item = &Pair> {
    thread.steps.iter().flat_map(|step| {
        let talk = step
            .talk
            .iter()
            .flat_map(|exchange| std::iter::once(&exchange.text).chain(&exchange.answer));
        step.text.iter().chain(talk)
    })
}

/// What one text needs must be a list of the craft or of every domain, built in, or defined before; what it defines is added.
fn check_pair(section: &Section, everywhere: &HashSet<&str>, known: &mut HashSet<&'static str>, pair: &'static Pair) {
    let own = names(section);
    let (mut en, mut zh) = (Vec::new(), Vec::new());
    slots(&pair.en, &mut en);
    slots(&pair.zh, &mut zh);
    for (key, spec) in &en {
        // A share or a sum is drawn when it is met, so what it rests on must stand before it.
        let rests_on = match spec {
            Some(Spec::Share { of, .. }) => vec![*of],
            Some(Spec::Sum { left, right, .. }) => vec![*left, *right],
            _ => vec![],
        };
        let met = rests_on.iter().all(|of| known.contains(of));
        assert!(met, "{}: {{{key}}} comes before {rests_on:?}", section.id);
        if spec.is_some() {
            known.insert(key);
        }
    }
    for (key, _) in en.iter().chain(&zh) {
        let base = key.split('.').next().unwrap();
        let listed = own.contains(base) || everywhere.contains(base) || BUILTIN.contains(&base);
        assert!(
            listed || known.contains(key),
            "{}: {{{key}}} is defined nowhere ({:?})",
            section.id,
            pair.en
        );
    }
}

fn check(section: &'static Section, everywhere: &HashSet<&str>) {
    for thread in &section.threads {
        let mut known = HashSet::new();
        for step in &thread.steps {
            step.text
                .iter()
                .for_each(|pair| check_pair(section, everywhere, &mut known, pair));
            for exchange in &step.talk {
                // Nobody may ever say it, so the next step cannot build on it.
                let mut said = known.clone();
                for pair in std::iter::once(&exchange.text).chain(&exchange.answer) {
                    check_pair(section, everywhere, &mut said, pair);
                }
            }
        }
    }
}

#[test]
fn every_slot_can_be_filled() {
    let mut everywhere: HashSet<&str> = [
        "issue", "doc", "metric", "party", "body", "place", "at", "scheme", "office",
    ]
    .into();
    let common = names(&BANK.extras);
    for domain in &BANK.domains {
        let has: HashSet<&str> = names(domain).union(&common).copied().collect();
        assert!(
            everywhere.is_subset(&has),
            "{} lacks {:?}",
            domain.id,
            everywhere.difference(&has)
        );
        check(domain, &everywhere);
    }
    BANK.crafts.iter().for_each(|craft| check(craft, &everywhere));
    check(&BANK.extras, &everywhere);
    // The common talk may also name what it asks for, and its answers what its questions defined.
    everywhere.extend(["firm"]);
    check(&BANK.talk, &everywhere);
}

#[test]
fn every_text_stands_in_both_tongues() {
    for section in BANK
        .crafts
        .iter()
        .chain(&BANK.domains)
        .chain([&BANK.talk, &BANK.extras])
    {
        for thread in &section.threads {
            for step in &thread.steps {
                assert!(
                    step.text.is_some() || section.id == "talk",
                    "{}: a step says nothing",
                    section.id
                );
            }
            assert!(pairs(thread).all(|pair| !pair.en.is_empty() && !pair.zh.is_empty()));
        }
        for group in &section.groups {
            assert!(
                group.rows.len() > 1,
                "{}: {:?} has no choice",
                section.id,
                group.columns
            );
            for row in &group.rows {
                assert!(
                    row.en.len() == group.columns.len() && row.zh.len() == row.en.len(),
                    "{}: {:?}",
                    section.id,
                    group.columns
                );
            }
        }
    }
}

#[test]
fn lists_have_as_many_items_in_either_tongue() {
    // Single-column lists are zipped, so a missing item would go unseen.
    let files = [
        include_str!("../texts/domains_transport.txt"),
        include_str!("../texts/domains_treasury.txt"),
        include_str!("../texts/domains_culture.txt"),
        include_str!("../texts/domains_energy.txt"),
        include_str!("../texts/domains_safety.txt"),
    ];
    for file in files {
        let lines: Vec<&str> = file.lines().collect();
        for pair in lines
            .windows(2)
            .filter(|pair| pair[0].starts_with("- ") && pair[1].starts_with("= "))
        {
            for sign in [';', '|'] {
                assert_eq!(
                    pair[0].matches(sign).count(),
                    pair[1].matches(sign).count(),
                    "{}",
                    pair[0]
                );
            }
        }
    }
}

#[test]
fn crafts_have_enough_to_say() {
    let told: HashMap<&str, usize> = BANK
        .crafts
        .iter()
        .map(|craft| (craft.id, craft.threads.iter().map(|thread| thread.steps.len()).sum()))
        .collect();
    let rich = told.values().filter(|count| **count >= 25).count();
    assert!(rich >= 20, "{told:?}");
    assert!(told.values().all(|count| *count >= 12), "{told:?}");
}

#[test]
fn templates_use_only_known_marks() {
    for craft in BANK.crafts.iter().chain([&BANK.talk, &BANK.extras]) {
        for pair in craft.threads.iter().flat_map(pairs) {
            for seg in pair.en.iter().chain(&pair.zh) {
                if let Seg::Text(words) = seg {
                    assert!(!words.contains(['{', '}', '[', ']', '|']), "{}: {words}", craft.id);
                }
            }
        }
        for thread in &craft.threads {
            let fine = ["hi", "lo", "leaders", "granted", "ack"];
            assert!(
                thread
                    .flags
                    .iter()
                    .all(|flag| fine.contains(flag) || flag.contains(':')),
                "{}: {:?}",
                craft.id,
                thread.flags
            );
        }
    }
}

/// The literal words of a template.
fn literals(template: &'static Template, found: &mut Vec<&'static str>) {
    for seg in template {
        match seg {
            Seg::Text(words) => found.push(words),
            Seg::Slot(..) => {}
            Seg::Alt(options) => options.iter().for_each(|option| literals(option, found)),
        }
    }
}

#[test]
fn chinese_texts_hold_no_english_words_and_english_ones_no_chinese() {
    let (mut en, mut zh) = (Vec::new(), Vec::new());
    for section in BANK
        .crafts
        .iter()
        .chain(&BANK.domains)
        .chain([&BANK.talk, &BANK.extras])
    {
        for pair in section.threads.iter().flat_map(pairs) {
            literals(&pair.en, &mut en);
            literals(&pair.zh, &mut zh);
        }
        for row in section.groups.iter().flat_map(|group| &group.rows) {
            row.en.iter().for_each(|cell| literals(cell, &mut en));
            row.zh.iter().for_each(|cell| literals(cell, &mut zh));
        }
    }
    // Abbreviations and the names of a company or two stay as they are; words do not.
    let names = [
        "Network",
        "Rail",
        "Ofgem",
        "Ofcom",
        "https",
        "www",
        "gov",
        "uk",
        "government",
        "consultations",
    ];
    for text in zh {
        let mut words = text
            .split(|c: char| !c.is_ascii_alphabetic())
            .filter(|word| word.len() > 1);
        let left = words.find(|word| !names.contains(word) && !word.chars().all(|c| c.is_ascii_uppercase()));
        assert_eq!(left, None, "{text}");
        assert!(
            !text.replace("(M)", "").contains([',', ';', '?', '!', '(', ')']),
            "half-width signs: {text}"
        );
    }
    for text in en {
        assert!(!text.chars().any(|c| ('\u{3000}'..'\u{ffff}').contains(&c)), "{text}");
    }
}
