//! Conditions are checked before anybody is assessed, and no text makes reading them panic.

use crate::cases::plain;
use crate::shipped::{FILES, calendar, words};
use domain::Lang;
use domain::assessment::Ruleset;
use domain::assessment::pack::{File, Flaw, Stage};
use proptest::prelude::*;
use proptest::sample::Index;

fn load(text: &str, chosen: &str) -> Result<Ruleset, Vec<Flaw>> {
    let file = File {
        name: "broken.toml",
        text,
    };
    Ruleset::load(&[file], &[chosen])
}

/// A small pack with the condition of one rule replaced.
fn with_condition(condition: &str) -> Result<Ruleset, Vec<Flaw>> {
    let quoted = condition.replace('\'', "’").replace('\n', " ");
    let text = FILES[1]
        .text
        .replacen("when = 'critical_elements == 0'", &format!("when = '{quoted}'"), 1);
    load(&text, "us-5cfr430")
}

#[test]
fn conditions_are_checked_before_anybody_is_assessed() {
    for bad in [
        "",
        " ",
        "warnings",
        "warnings + 1",
        "warnings > \"two\"",
        "leading_member > 1",
        "!warnings",
        "warnings && leading_member",
        "investigation == \"closed\"",
        "investigation == investigation",
        "warnings > 1.5",
        "size(warnings) > 1",
        "warnings.size() > 1",
        "[1, 2].exists(x, x > warnings)",
        "warnings in [\"open\"]",
        "warnings in []",
        "warnings % 0 == 1",
        "warnings % warnings == 1",
        "warnings / 2 == 1",
        "warnings > 0 ? true : false",
        "warnings > 1u",
        "null == null",
        "{}",
        "warnings >",
        "(warnings > 0",
        "warnings > 0)",
        "\"open",
        "warnings > 0 // likes",
        "((((((((warnings > 0))))))))",
        "!!!!!!!!leading_member",
        "- - - - - - - -warnings > 0",
        "true true",
        "warnings == 99999999999999999999",
        "警告 > 0",
        "warnings > 0;",
        "has(warnings)",
        "investigation + \"x\" == \"open\"",
    ] {
        assert!(with_condition(bad).is_err(), "{bad} was accepted");
    }
    let long = vec!["warnings > 0"; 60].join(" || ");
    assert!(with_condition(&long).is_err());
    for good in [
        "warnings > 0 || heavier_sanctions > 0",
        "!(leading_member && on_probation)",
        "investigation in [\"open\", \"warned\"]",
        "warnings % 2 == 1",
        "warnings - 1 >= 0",
        "leading_member == false",
        "warnings * 2 > results_count + 1",
        "true",
        "-1 < warnings",
        "warnings > 0 && warnings > 0 && warnings > 0 && warnings > 0 && warnings > 0 && warnings > 0",
    ] {
        if let Err(flaws) = with_condition(good) {
            panic!("{good}: {}", words(&flaws));
        }
    }
}

#[test]
fn a_number_beyond_all_bounds_concludes_nothing() {
    let ruleset = with_condition("period_days * 9223372036854775807 > 0").unwrap_or_else(|f| panic!("{}", words(&f)));
    let case = plain(Stage::Annual);
    let facts = ruleset.facts(&case, &calendar("cn"), Stage::Annual);
    let unsound = ruleset.assess(Stage::Annual, &facts).err().unwrap();
    assert_eq!(unsound.rule, "us.no-critical-element");
    assert!(unsound.words(Lang::Zh).contains("没有得出任何结果"));
}

#[test]
fn the_deepest_condition_fits_an_ordinary_stack() {
    let deep =
        "!(!(!(!(!(warnings * 2 + 1 > 0 && !leading_member || sick_days - 1 < 3 && investigation in [\"open\"])))))";
    // Long without brackets: sums and chains nest as well.
    let sum = |many| format!("{}1 > 0", "1+".repeat(many));
    assert!(with_condition(&sum(190)).is_err());
    let chain = format!("{}true", "true||".repeat(60));
    let mixed = format!("{}true", "true||true&&".repeat(30));
    let texts = [deep.to_owned(), sum(20), chain, mixed];
    let read = move || {
        texts.map(|text| {
            let ruleset = with_condition(&text).unwrap_or_else(|f| panic!("{}", words(&f)));
            let facts = ruleset.facts(&plain(Stage::Annual), &calendar("cn"), Stage::Annual);
            ruleset.assess(Stage::Annual, &facts).is_ok()
        })
    };
    // What threads have by default, where nothing asks for more.
    let thread = std::thread::Builder::new().stack_size(2 * 1024 * 1024).spawn(read);
    assert_eq!(thread.unwrap().join().unwrap(), [true; 4]);
}

#[test]
fn no_long_condition_overflows_an_ordinary_stack() {
    let parts = [
        "!-",
        "-!",
        "- ",
        "! ",
        "1<",
        "1-",
        "1%",
        "1*",
        "1 in ",
        "a==",
        "(1)+",
        "[1]+",
        "[1,",
        "(",
        "[",
        "!(",
        "1,",
        "true&&",
        "true||true&&",
        "-1-",
        "a ",
    ];
    let read = move || {
        for part in parts {
            let long = format!("{}1", part.repeat(398 / part.len()));
            // Refused or not, it comes back.
            let _ = with_condition(&long);
            let _ = with_condition(&format!("!(-(!((({long})))))").chars().take(400).collect::<String>());
        }
    };
    let thread = std::thread::Builder::new().stack_size(2 * 1024 * 1024).spawn(read);
    assert!(thread.unwrap().join().is_ok());
}

#[test]
fn no_deep_file_overflows_an_ordinary_stack() {
    let read = || {
        for many in [100, 1000, 100_000] {
            let keys = format!("{}a", "a.".repeat(many));
            for text in [
                format!("{keys} = 1"),
                format!("[{keys}]"),
                format!("[[{keys}]]"),
                format!("a = {}1", "[".repeat(many)),
                format!("a = {}", "{ a = ".repeat(many)),
                format!("a = {{ {keys} = 1 }}"),
            ] {
                assert!(load(&text, "x").is_err());
            }
        }
    };
    let thread = std::thread::Builder::new().stack_size(2 * 1024 * 1024).spawn(read);
    assert!(thread.unwrap().join().is_ok());
}

#[test]
fn files_without_end_and_of_other_kinds_are_refused() {
    let long = format!("{}#{}", FILES[0].text, "x".repeat(500_000));
    let deep = format!("a = {}1{}", "[".repeat(5000), "]".repeat(5000));
    for text in [
        "",
        "\u{0}",
        "id = 3",
        "<xml/>",
        "id = \"x\"",
        &long,
        &deep,
        "[[rule]]\n[[rule]]",
        "\u{feff}id",
    ] {
        assert!(load(text, "x").is_err());
    }
}

const TOKENS: [&str; 24] = [
    "warnings",
    "leading_member",
    "investigation",
    "likes",
    "\"open\"",
    "1",
    "0",
    "9223372036854775807",
    "(",
    ")",
    "[",
    "]",
    "&&",
    "||",
    "!",
    "==",
    "<",
    ">=",
    "+",
    "-",
    "*",
    "%",
    " in ",
    ",",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_condition_makes_reading_panic(tokens in prop::collection::vec(prop::sample::select(TOKENS.to_vec()), 0..30)) {
        let _ = with_condition(&tokens.concat());
    }

    #[test]
    fn no_text_makes_a_condition_panic(text in "\\PC{0,60}") {
        let _ = with_condition(&text);
    }

    #[test]
    fn no_damage_makes_reading_panic(cuts in prop::collection::vec((any::<Index>(), 0usize..60, "[\\PC\n]{0,8}"), 1..4), which in 0usize..16) {
        let file = &FILES[which];
        let mut signs: Vec<char> = file.text.chars().collect();
        for (at, long, with) in cuts {
            let from = at.index(signs.len());
            let to = (from + long).min(signs.len());
            signs.splice(from..to, with.chars());
        }
        let text: String = signs.into_iter().collect();
        let mut files = FILES.to_vec();
        files[which] = File { name: "broken.toml", text: &text };
        for chosen in [&["cn-pool-front-line", "cn-hebei"][..], &["neutral"], &["us-5cfr430"], &["cn-tianjin"]] {
            if let Err(flaws) = Ruleset::load(&files, chosen) {
                prop_assert!(!flaws.is_empty() && flaws.iter().all(|f| f.line >= 1));
            }
        }
    }
}
