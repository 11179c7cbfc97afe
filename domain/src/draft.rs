//! Rules of unsent text: where it can stand, how much is kept, and which of two devices' versions wins.

use crate::Violation;
use crate::id::is_ulid;
use serde::{Deserialize, Serialize};

/// Most bytes of one draft: the longest text with room to cut it.
pub const LONGEST: usize = 64 << 10;
/// Most fields of one form: a summary has a text for each indicator and plan item.
pub const MOST_FIELDS: usize = 120;
/// Most drafts of one person; the one not touched for longest gives way.
pub const MOST: usize = 40;

/// The fields of a form as a JSON object of texts, at a moment of the device's clock (ms), which names the version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    pub body: String,
    pub at: i64,
}

/// What is kept of one form: the version that won, and the one of another device that lost against it unseen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// `new`, `edit:RECORD`, `reply:RECORD`, `comment:COMMENT`, a form of [`OF_PLAN`], `plan_change:ITEM`, a form of
    /// [`OF_COURSE`] and `:COURSE`, or one of [`OF_OBJECTION`] and `:COURSE-2`, for the second of its kind.
    pub place: String,
    #[serde(flatten)]
    pub kept: Version,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other: Option<Version>,
}

/// Forms of a new plan item: for others, for oneself, and the one line on the page of one's plan.
pub const OF_PLAN: [&str; 3] = ["plan_new", "plan_own", "plan_line"];

/// Forms about one course that words are written in: one of each for a course.
pub const OF_COURSE: [&str; 13] = [
    "summary",
    "review",
    "return",
    "give",
    "disagree",
    "re_review",
    "appeal",
    "afterwards",
    "board",
    "object",
    "answer",
    "excuse",
    "take_in",
];

/// Forms about one of the objections of a course: reasons for one are none for the next.
pub const OF_OBJECTION: [&str; 2] = ["decide_re_review", "decide_appeal"];

/// Whether a form can have this name.
pub fn place(name: &str) -> Result<(), Violation> {
    let at = ["edit", "reply", "comment", "plan_change"];
    let on = |(form, id): (&str, &str)| (at.contains(&form) || OF_COURSE.contains(&form)) && is_ulid(id);
    let nth = |nth: &str| {
        nth.len() <= 3 && nth.bytes().all(|b| b.is_ascii_digit()) && nth.parse::<u16>().is_ok_and(|nth| nth > 0)
    };
    let one = |(form, which): (&str, &str)| {
        let which = which.split_once('-').filter(|(id, n)| is_ulid(id) && nth(n));
        OF_OBJECTION.contains(&form) && which.is_some()
    };
    let about = name.split_once(':');
    if name == "new" || OF_PLAN.contains(&name) || about.is_some_and(|about| on(about) || one(about)) {
        Ok(())
    } else {
        Err(Violation::DraftUnreadable)
    }
}

/// Whether `body` is a form's fields and not too long. What the texts say is looked at when they are sent.
pub fn body(body: &str) -> Result<(), Violation> {
    if body.len() > LONGEST {
        return Err(Violation::DraftTooLong);
    }
    let fields: Result<std::collections::BTreeMap<String, String>, _> = serde_json::from_str(body);
    match fields {
        Ok(fields) if fields.len() <= MOST_FIELDS => Ok(()),
        _ => Err(Violation::DraftUnreadable),
    }
}

/// Whether the form that `body` is of holds this file.
pub fn holds(body: &str, file: &str) -> bool {
    let fields: Result<std::collections::BTreeMap<String, String>, _> = serde_json::from_str(body);
    fields.is_ok_and(|fields| {
        fields
            .get("files")
            .is_some_and(|ids| ids.split(',').any(|id| id == file))
    })
}

/// What is kept after a device brought `new`, knowing the version `seen` (0 for none).
///
/// Whoever has seen what is kept replaces it. Otherwise the later clock wins and the other version stays beside it.
pub fn settle(kept: Option<(Version, Option<Version>)>, new: Version, seen: i64) -> (Version, Option<Version>) {
    match kept {
        None => (new, None),
        Some((old, other)) if old.body == new.body => (
            Version {
                at: old.at.max(new.at),
                ..new
            },
            other,
        ),
        // A device whose clock is behind still writes after what it has seen.
        Some((old, other)) if old.at == seen => (
            Version {
                at: new.at.max(old.at + 1),
                ..new
            },
            other,
        ),
        Some((old, _)) if new.at >= old.at => (
            Version {
                at: new.at.max(old.at + 1),
                ..new
            },
            Some(old),
        ),
        Some((old, _)) => (old, Some(new)),
    }
}

/// What is kept after the version `seen` was sent or thrown away: what its writer never saw comes forward.
pub fn forget(kept: Version, other: Option<Version>, seen: i64) -> Option<(Version, Option<Version>)> {
    match other {
        other if kept.at == seen => other.map(|other| (other, None)),
        Some(other) if other.at == seen => Some((kept, None)),
        other => Some((kept, other)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn version(body: &str, at: i64) -> Version {
        Version { body: body.into(), at }
    }

    #[test]
    fn places_and_bodies() {
        let id = "01JD3Z8V9QK4M5N6P7R8S9T0AB";
        for good in [
            "new".to_owned(),
            format!("edit:{id}"),
            format!("reply:{id}"),
            format!("review:{id}"),
            "plan_new".to_owned(),
            "plan_own".to_owned(),
            "plan_line".to_owned(),
            format!("plan_change:{id}"),
        ] {
            assert_eq!(place(&good), Ok(()), "{good}");
        }
        for form in OF_COURSE {
            assert_eq!(place(&format!("{form}:{id}")), Ok(()), "{form}");
            assert_eq!(place(form), Err(Violation::DraftUnreadable), "{form}");
        }
        for form in OF_OBJECTION {
            assert_eq!(place(&format!("{form}:{id}-2")), Ok(()), "{form}");
            for bad in ["", "-0", "-x", "-1000", "-+1", "-1-1"] {
                let bad = format!("{form}:{id}{bad}");
                assert_eq!(place(&bad), Err(Violation::DraftUnreadable), "{bad}");
            }
        }
        let other = format!("board:{id}-1");
        for bad in [
            "",
            "edit:",
            "edit:../x",
            "other",
            "new:1",
            "plan_change",
            "plan_new:1",
            other.as_str(),
        ] {
            assert_eq!(place(bad), Err(Violation::DraftUnreadable), "{bad}");
        }
        assert_eq!(body(r#"{"text":"a","day":""}"#), Ok(()));
        for bad in ["", "[]", "{\"text\":1}", "nonsense"] {
            assert_eq!(body(bad), Err(Violation::DraftUnreadable), "{bad}");
        }
        assert_eq!(
            body(&format!("{{\"text\":\"{}\"}}", "a".repeat(LONGEST))),
            Err(Violation::DraftTooLong)
        );
    }

    #[test]
    fn a_form_holds_the_files_that_its_field_names() {
        let form = r#"{"text":"C","files":"A,B,"}"#;
        for (file, held) in [("A", true), ("B", true), ("C", false), ("A,B", false)] {
            assert_eq!(holds(form, file), held, "{file}");
        }
        assert!(!holds(r#"{"text":"A"}"#, "A") && !holds("A", "A"));
    }

    #[test]
    fn who_has_seen_it_replaces_it() {
        let first = settle(None, version("a", 5), 0);
        assert_eq!(first, (version("a", 5), None));
        // A clock that is behind: the version still moves on.
        assert_eq!(settle(Some(first), version("ab", 3), 5), (version("ab", 6), None));
    }

    #[test]
    fn the_later_clock_wins_and_the_other_stays() {
        let kept = Some((version("phone", 5), None));
        assert_eq!(
            settle(kept.clone(), version("pc", 9), 0),
            (version("pc", 9), Some(version("phone", 5)))
        );
        assert_eq!(
            settle(kept, version("pc", 2), 0),
            (version("phone", 5), Some(version("pc", 2)))
        );
    }

    #[test]
    fn taking_the_other_one_changes_their_places() {
        let kept = Some((version("pc", 9), Some(version("phone", 5))));
        assert_eq!(
            settle(kept, version("phone", 12), 5),
            (version("phone", 12), Some(version("pc", 9)))
        );
    }

    #[test]
    fn what_was_never_seen_comes_forward() {
        let (pc, phone) = (version("pc", 9), version("phone", 5));
        assert_eq!(forget(pc.clone(), Some(phone.clone()), 9), Some((phone.clone(), None)));
        assert_eq!(forget(pc.clone(), Some(phone.clone()), 5), Some((pc.clone(), None)));
        assert_eq!(forget(pc.clone(), None, 9), None);
        assert_eq!(forget(pc.clone(), Some(phone.clone()), 1), Some((pc, Some(phone))));
    }

    proptest! {
        /// Whatever two devices do, what either typed last is there afterwards.
        #[test]
        fn nothing_typed_last_is_lost(first in 1i64..9, second in 1i64..9, seen: bool) {
            let (a, b) = (version("a", first), version("b", second));
            let (kept, other) = settle(Some((a, None)), b, if seen { first } else { 0 });
            let texts: Vec<&str> = std::iter::once(&kept).chain(&other).map(|v| v.body.as_str()).collect();
            prop_assert!(texts.contains(&"b"));
            prop_assert_eq!(texts.contains(&"a"), !seen);
        }
    }
}
