//! Whether the days of an entry, and what it is said to have ended with, can be.

use super::kind::{Fact, fact};
use crate::Result;
use crate::assess::case::ended;
use crate::assess::day;
use chrono::NaiveDate;
use domain::Violation;
use domain::assessment::Words;
use store::assess::StatusRow;

/// What of an end is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Last,
    How,
}

/// Days as a form gives them.
pub(super) fn days(first: &str, last: &str) -> Result<(NaiveDate, Option<NaiveDate>)> {
    let first = day(first)?;
    let last = match last.trim() {
        "" => None,
        last => Some(day(last)?),
    };
    in_order(first, last)?;
    Ok((first, last))
}

pub(super) fn in_order(first: NaiveDate, last: Option<NaiveDate>) -> Result<(), Violation> {
    match last.is_some_and(|last| last < first) {
        true => Err(Violation::StatusDays),
        false => Ok(()),
    }
}

/// An entry of this kind can end so. An investigation ends when it is over and with a result, nothing else has one, and of a sanction nothing
/// is left to end.
pub(super) fn can_end(
    kind: &str,
    last: Option<NaiveDate>,
    how: Option<&str>,
    today: NaiveDate,
) -> Result<(), (Part, Words)> {
    match (fact(kind), last, how) {
        (Some(Fact::Investigation), Some(last), _) if last > today => Err((
            Part::Last,
            // Until then it is open, whatever is expected of it.
            Words::new(
                "调查还没有到这一天：结束日期不能晚于今天。请等结案后再登记。",
                "That day is still to come: an investigation ends today or before. Enter its end when it is over.",
            ),
        )),
        (Some(Fact::Investigation), Some(_), how) if how.and_then(ended).is_none() => Err((
            Part::How,
            Words::new(
                "请选择调查怎么结束的：未受处分、警告，或警告以上处分。",
                "Say how the investigation ended: without a sanction, with a warning, or with more.",
            ),
        )),
        (Some(Fact::Investigation), None, Some(_)) => Err((
            Part::Last,
            Words::new(
                "请填写调查是哪天结束的；还没有结束的，不填结果。",
                "Say on which day the investigation ended or, where it is not over, leave out how it did.",
            ),
        )),
        (Some(Fact::Investigation), ..) => Ok(()),
        (_, _, Some(_)) => Err((
            Part::How,
            Words::new(
                "只有立案调查才有结果，这里请留空。",
                "Only an investigation ends with a result. Leave this empty.",
            ),
        )),
        (Some(Fact::Sanction { .. }), Some(_), None) => Err((
            Part::Last,
            Words::new(
                "处分只记作出处分的那一天，没有结束日期。请把结束日期清空。",
                "A sanction is of the day on which it was given and has no last day. Leave that empty.",
            ),
        )),
        _ => Ok(()),
    }
}

/// It lasts; an investigation is open to the rules until it is said how it ended, whatever its days. A sanction is of its day.
pub(super) fn is_open(row: &StatusRow) -> bool {
    match fact(&row.kind) {
        Some(Fact::Investigation) => row.ended.is_none(),
        Some(Fact::Sanction { .. }) => false,
        _ => row.last.is_none(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Error;

    #[test]
    fn days_are_in_their_order() {
        assert!(days("2026-03-01", "").is_ok_and(|d| d.1.is_none()));
        assert!(days("2026-03-01", "2026-03-01").is_ok());
        assert!(matches!(
            days("2026-03-02", "2026-03-01"),
            Err(Error::Invalid(Violation::StatusDays))
        ));
        assert!(days("", "").is_err());
    }

    #[test]
    fn an_end_fits_its_kind() {
        let today = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
        let (now, then) = (Some(today), today.succ_opt());
        for (kind, last, how, wrong) in [
            ("sick_leave", None, None, None),
            ("sick_leave", then, None, None),
            ("sick_leave", now, Some("cleared"), Some(Part::How)),
            ("investigation", None, None, None),
            ("investigation", now, Some("warned"), None),
            ("investigation", then, Some("warned"), Some(Part::Last)),
            ("investigation", now, None, Some(Part::How)),
            ("investigation", now, Some("over"), Some(Part::How)),
            ("investigation", None, Some("warned"), Some(Part::Last)),
            ("sanction", None, None, None),
            ("warning", now, None, Some(Part::Last)),
        ] {
            let told = can_end(kind, last, how, today).err().map(|(part, _)| part);
            assert_eq!(told, wrong, "{kind} {last:?} {how:?}");
        }
    }
}
