//! Kinds of entries: their words, and what they mean to the rules.

use super::super::brought::shown;
use domain::Lang;
use domain::assessment::Words;
use domain::assessment::case::StatusKind;

/// What a kind means to the rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fact {
    Status(StatusKind),
    Investigation,
    Sanction { heavier: bool },
    LeadingMember,
    SeniorExecutive,
}

/// Name, words and meaning of every kind. Secondments and transfers that appointments tell of need no row.
pub const KINDS: [(&str, &str, &str); 13] = [
    ("probation", "试用期", "Probation"),
    ("sick_leave", "病假", "Sick leave"),
    ("personal_leave", "事假", "Personal leave"),
    ("other_leave", "其他假", "Other leave"),
    ("seconded", "挂职、借调", "Seconded to another unit"),
    ("transferred_in", "转任、调任来本单位", "Transferred into the unit"),
    ("training", "单位派出学习培训", "Sent to training"),
    ("protected", "属于不得辞退的情形", "Protected from dismissal"),
    ("investigation", "立案调查", "Under investigation"),
    ("warning", "警告处分", "Warning (sanction)"),
    ("sanction", "警告以上处分", "Sanction heavier than a warning"),
    ("leading_member", "领导成员", "Leading member of the organ"),
    ("senior_executive", "高级行政官员", "Senior executive"),
];

pub(crate) fn fact(kind: &str) -> Option<Fact> {
    Some(match kind {
        "probation" => Fact::Status(StatusKind::Probation),
        "sick_leave" => Fact::Status(StatusKind::SickLeave),
        "personal_leave" => Fact::Status(StatusKind::PersonalLeave),
        "other_leave" => Fact::Status(StatusKind::OtherLeave),
        "seconded" => Fact::Status(StatusKind::Seconded),
        "transferred_in" => Fact::Status(StatusKind::TransferredIn),
        "training" => Fact::Status(StatusKind::Training),
        "protected" => Fact::Status(StatusKind::Protected),
        "investigation" => Fact::Investigation,
        "warning" => Fact::Sanction { heavier: false },
        "sanction" => Fact::Sanction { heavier: true },
        "leading_member" => Fact::LeadingMember,
        "senior_executive" => Fact::SeniorExecutive,
        _ => return None,
    })
}

/// How an investigation ends: name and words.
pub(super) const HOWS: [(&str, &str, &str); 3] = [
    ("cleared", "未受处分", "no sanction"),
    ("warned", "警告", "a warning"),
    ("heavier", "警告以上处分", "more than a warning"),
];

pub(super) fn words(kind: &str) -> Words {
    let found = KINDS.iter().find(|k| k.0 == kind);
    found.map_or_else(|| Words::new(kind, kind), |k| Words::new(k.1, k.2))
}

pub(super) fn how_words(how: &str) -> Words {
    let found = HOWS.iter().find(|h| h.0 == how);
    found.map_or_else(|| Words::new("已结束", "ended"), |h| Words::new(h.1, h.2))
}

/// The name of a kind by its words in either language, or by itself.
pub(super) fn kind_of(text: &str) -> Result<&'static str, Words> {
    named(&KINDS, text).ok_or_else(|| {
        let ((zh, en), given) = (all(&KINDS), shown(text));
        Words::new(
            format!("“{given}”不是这里登记的种类。可以填：{zh}。"),
            format!("“{given}” is no kind that is kept here. They are: {en}."),
        )
    })
}

/// How an investigation ended; none where nothing is said.
pub(super) fn how_of(text: &str) -> Result<Option<&'static str>, Words> {
    if text.is_empty() {
        return Ok(None);
    }
    named(&HOWS, text).map(Some).ok_or_else(|| {
        let ((zh, en), given) = (all(&HOWS), shown(text));
        Words::new(
            format!("“{given}”不是调查的结果。可以填：{zh}。"),
            format!("“{given}” is no end of an investigation. They are: {en}."),
        )
    })
}

fn named(of: &[(&'static str, &'static str, &'static str)], text: &str) -> Option<&'static str> {
    let given = text.to_lowercase();
    let fits = |(id, zh, en): &&(&str, &str, &str)| [id, zh, en].iter().any(|name| name.to_lowercase() == given);
    of.iter().find(fits).map(|found| found.0)
}

/// Their words, one after the other.
fn all(of: &[(&str, &str, &str)]) -> (String, String) {
    let list = |lang: Lang, between: &str| {
        let names: Vec<&str> = of.iter().map(|one| lang.pick(one.1, one.2)).collect();
        names.join(between)
    };
    (list(Lang::Zh, "；"), list(Lang::En, "; "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_means_something() {
        for (kind, zh, en) in KINDS {
            assert!(fact(kind).is_some() && !zh.is_empty() && !en.is_empty(), "{kind}");
        }
        assert_eq!(fact("likes"), None);
    }

    #[test]
    fn kinds_and_ends_are_found_by_any_of_their_names() {
        for (id, zh, en) in KINDS {
            for text in [id, zh, en, &en.to_uppercase()] {
                assert_eq!(kind_of(text), Ok(id), "{text}");
            }
        }
        for (id, zh, en) in HOWS {
            for text in [id, zh, en] {
                assert_eq!(how_of(text), Ok(Some(id)), "{text}");
            }
            assert!(crate::assess::case::ended(id).is_some(), "{id}");
        }
        assert_eq!(how_of(""), Ok(None));
        assert!(kind_of("").is_err() && kind_of("ill").is_err() && how_of("well").is_err());
    }
}
