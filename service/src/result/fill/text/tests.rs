use super::*;
use serde_json::json;

fn data() -> Value {
    json!({
        "name": "王", "none": "", "words": ["a", "b"],
        "group": { "by": "周" },
        "rows": [
            { "name": "x", "cites": [{ "day": "1" }, { "day": "2" }] },
            { "name": "y", "cites": [] },
        ],
    })
}

fn said(text: &str, turn: Option<usize>) -> String {
    let (data, list) = (data(), vec!["rows".to_owned()]);
    let mut scope = Scope::new(&data, 1_000);
    scope.turns.extend(turn.map(|at| Turn { list: &list, at }));
    let mut out = String::new();
    match parse(text).and_then(|pieces| scope.write(&pieces, &mut out)) {
        Ok(()) => out,
        Err(flaw) => flaw.words("").en,
    }
}

#[test]
fn names_parts_and_turns() {
    assert_eq!(said("{{name}}：{{ group.by }}、｛｛words｝｝", None), "王：周、a\nb");
    assert_eq!(
        said(
            "{{#rows}}{{number}}{{name}}{{#cites}}-{{day}}{{/cites}} {{/rows}}",
            None
        ),
        "1x-1-2 2y "
    );
    assert_eq!(
        said("{{#words}}<{{.}}>{{/words}}{{#group}}{{by}}{{/group}}", None),
        "<a><b>周"
    );
    assert_eq!(
        said("{{#none}}no{{/none}}{{^none}}____{{/none}}{{^name}}no{{/name}}", None),
        "____"
    );
    assert_eq!(said("{{rows.count}}/{{rows.number}} {{rows.name}}", Some(1)), "2/2 y");
    assert_eq!(
        said("{{#rows.cites}}{{day}}{{rows.name}}{{/rows.cites}}", Some(0)),
        "1x2x"
    );
    assert_eq!(said("a }} b { c", None), "a }} b { c");
}

#[test]
fn mistakes_are_told() {
    for (text, word) in [
        ("{{nome}}", "{{nome}}"),
        ("{{group}}", "{{group}}"),
        ("{{rows}}", "of a list"),
        ("{{rows.name}}", "of a list"),
        ("{{姓名}}", "{{姓名}}"),
        ("{{name", "no end"),
        ("{{#rows}}{{name}}", "no end"),
        ("{{#rows}}{{/name}}", "begun last"),
        ("{{/rows}}", "begun last"),
        ("{{#rows}}{{nome}}{{/rows}}", "{{nome}}"),
        ("{{.}}", "{{.}}"),
        ("{{}}", "{{}}"),
    ] {
        assert!(said(text, None).contains(word), "{text}: {}", said(text, None));
    }
    // What is not shown is looked into all the same.
    let (data, pieces) = (data(), parse("{{^name}}{{nome}}{{/name}}").unwrap());
    assert!(Scope::check(&data, &[], &pieces).is_err());
}

#[test]
fn parts_within_parts_end() {
    let deep = |n: usize| format!("{}{}", "{{#rows}}".repeat(n), "{{/rows}}".repeat(n));
    assert!(said(&deep(DEEP + 1), None).contains("too large"));
    let all = json!({ "rows": vec![json!({}); 100] });
    let pieces = parse(&deep(DEEP)).unwrap();
    let written = Scope::new(&all, 10_000).write(&pieces, &mut String::new());
    assert!(written.is_err(), "a hundred to the eighth is not walked");
}

#[test]
fn a_name_goes_through_its_lists() {
    let through = |name: &str| lists(&data(), &name.split('.').map(str::to_owned).collect::<Vec<_>>()).len();
    let names = [
        "name",
        "rows",
        "rows.count",
        "rows.name",
        "rows.number",
        "rows.cites",
        "rows.cites.day",
    ];
    assert_eq!(names.map(through), [0, 0, 0, 1, 1, 1, 2]);
}
