use std::collections::HashSet;

use super::super::script::Tongue;
use super::name;

#[test]
fn three_thousand_people_have_three_thousand_names() {
    for tongue in [Tongue::Zh, Tongue::En] {
        for seed in [0, 1, 42, u64::MAX] {
            let names: HashSet<String> = (0..3000).map(|n| name(n, seed, tongue)).collect();
            assert_eq!(names.len(), 3000, "{tongue:?}, seed {seed}");
        }
    }
}

#[test]
fn names_are_whole_and_of_their_tongue() {
    for n in 0..3000 {
        let zh = name(n, 7, Tongue::Zh);
        assert!(
            zh.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c) || c == '·'),
            "{zh}"
        );
        assert!((2..=12).contains(&zh.chars().count()), "{zh}");
        let en = name(n, 7, Tongue::En);
        assert!(en.split(' ').count() >= 2 && en.len() < 45 && en.is_ascii(), "{en}");
    }
}

#[test]
fn most_chinese_names_are_han_and_some_are_not() {
    let names: Vec<String> = (0..1000).map(|n| name(n, 7, Tongue::Zh)).collect();
    let short = names.iter().filter(|name| name.chars().count() <= 3).count();
    let dotted = names.iter().filter(|name| name.contains('·')).count();
    assert!(short > 850 && dotted > 20, "{short} short, {dotted} with a dot");
}

#[test]
fn another_seed_is_another_company() {
    let same = (0..500)
        .filter(|n| name(*n, 1, Tongue::En) == name(*n, 2, Tongue::En))
        .count();
    assert!(same < 20, "{same} of 500");
}

#[test]
fn nobody_is_somebody() {
    let known = [
        "王毅",
        "李强",
        "姚明",
        "马云",
        "李娜",
        "David Wilson",
        "Helen Clark",
        "Emma Thompson",
        "Theresa May",
        "Rishi Sunak",
    ];
    for seed in 0..4 {
        for n in 0..3000 {
            assert!(!known.contains(&name(n, seed, Tongue::Zh).as_str()));
            assert!(!known.contains(&name(n, seed, Tongue::En).as_str()));
        }
    }
}
