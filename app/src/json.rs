//! Answers of the server, read in the browser.
//!
//! The text becomes a small tree first and types are made of that: serde then needs one way into a type instead of two, and no
//! words about what is wrong with an answer, which only we could have got wrong. This is a third of serde_json's code.

mod text;
mod value;

use serde::de::DeserializeOwned;

/// None when it is not what was expected.
pub fn read<T: DeserializeOwned>(text: &str) -> Option<T> {
    Tree::of(text)?.read()
}

/// What was read but not yet made a type.
#[derive(Clone)]
pub struct Tree(Json);

impl Tree {
    pub fn of(text: &str) -> Option<Self> {
        text::parse(text).map(Self)
    }

    /// Of `{"name": content}`.
    pub fn only(self) -> Option<(String, Self)> {
        match self.0 {
            Json::Fields(mut fields) if fields.len() == 1 => fields.pop().map(|(name, json)| (name, Self(json))),
            _ => None,
        }
    }

    /// None when it is not what was expected.
    pub fn read<T: DeserializeOwned>(self) -> Option<T> {
        T::deserialize(self.0).ok()
    }
}

/// Anything JSON can say. Whole numbers up to 64 bits are kept whole.
#[derive(Clone)]
enum Json {
    Null,
    Bool(bool),
    Whole(i64),
    Broken(f64),
    Text(String),
    List(Vec<Json>),
    /// In the order they came.
    Fields(Vec<(String, Json)>),
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::{Deserialize, Serialize};
    use std::collections::BTreeMap;

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    struct Id(String);

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Kind {
        Plain,
        One(u32),
        Named { a: i64, b: Option<String> },
    }

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    struct Whole {
        id: Id,
        kinds: Vec<Kind>,
        pair: (i32, bool),
        map: BTreeMap<String, u64>,
        nothing: (),
        none: Option<Id>,
        some: Option<Id>,
        ratio: f64,
        letter: char,
    }

    #[test]
    fn what_serde_writes_is_read_back() {
        let whole = Whole {
            id: Id("“a”\n\t\\ \u{1}\u{7f} 履职 😀".into()),
            kinds: vec![Kind::Plain, Kind::One(7), Kind::Named { a: i64::MIN, b: None }],
            pair: (-1, true),
            map: BTreeMap::from([("x/y".into(), 1 << 53)]),
            nothing: (),
            none: None,
            some: Some(Id(String::new())),
            ratio: -1.5e-3,
            letter: '章',
        };
        for text in [
            serde_json::to_string(&whole).unwrap(),
            serde_json::to_string_pretty(&whole).unwrap(),
        ] {
            assert_eq!(read::<Whole>(&text), Some(whole.clone()));
        }
    }

    #[test]
    fn unknown_fields_are_passed_over_and_missing_ones_are_not() {
        assert_eq!(
            read::<Kind>(r#"{"named":{"z":[{"y":null}],"a":1}}"#),
            Some(Kind::Named { a: 1, b: None })
        );
        assert_eq!(read::<Kind>(r#"{"named":{"b":"x"}}"#), None);
        assert_eq!(read::<Kind>(r#""other""#), None);
        assert_eq!(read::<u32>("-1"), None);
    }

    #[test]
    fn escapes_are_read_as_serde_json_reads_them() {
        for text in [
            r#""\ud83d\ude00 \u00e9\/\b\f""#,
            r#""\ud83d""#,
            r#""\ude00\ud83d""#,
            r#""\x""#,
            "\"a\nb\"",
            "\"open",
            "[1,]",
            "[1 2]",
            "{\"a\":1,}",
            "{\"a\"}",
            "01",
            "-",
            "1.",
            "1e5",
            " [ 1 , 2 ] ",
            "[] x",
            "",
            "nul",
            "true",
            "[[[[[[]]]]]]",
            "18446744073709551615",
        ] {
            let theirs = serde_json::from_str::<serde_json::Value>(text).ok();
            let ours = read::<serde_json::Value>(text);
            assert_eq!(ours.is_some(), theirs.is_some(), "{text}");
            if !text.starts_with('1') {
                assert_eq!(ours, theirs, "{text}");
            }
        }
    }

    #[test]
    fn depth_has_an_end() {
        assert_eq!(read::<serde_json::Value>(&"[".repeat(100_000)), None);
    }
}
