//! Cells to values.

use chrono::{Days, NaiveDate};
use domain::roster::AppointmentKind;

/// A date as people write it: 2026-03-01, 2026/3/1, 2026.3.1, 20260301, 2026年3月1日, or a spreadsheet's count of days.
pub fn date(text: &str, epoch: Option<NaiveDate>) -> Option<NaiveDate> {
    // A time of day may follow.
    let day = text.split([' ', 'T']).next().unwrap_or_default();
    let compact = day.len() == 8 && day.bytes().all(|b| b.is_ascii_digit());
    if compact {
        return NaiveDate::from_ymd_opt(
            day.get(..4)?.parse().ok()?,
            day.get(4..6)?.parse().ok()?,
            day.get(6..)?.parse().ok()?,
        );
    }
    let days = day.split('.').next().unwrap_or_default().parse::<u32>();
    // 1927 to 2099; a smaller number is a year that somebody typed.
    if let (Ok(days @ 10_000..=73_050), Some(epoch)) = (days, epoch)
        && day.parse::<f64>().is_ok()
    {
        return epoch.checked_add_days(Days::new(days.into()));
    }
    let unified = day.replace(['/', '.', '年', '月'], "-").replace('日', "");
    let mut parts = unified.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 {
        return None;
    }
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// Yes or no; an empty cell is no.
pub fn yes(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "是" | "yes" | "y" | "true" | "1" | "√" | "✓" | "✔" => Some(true),
        "" | "否" | "no" | "n" | "false" | "0" | "×" | "-" => Some(false),
        _ => None,
    }
}

/// An appointment kind; an empty cell is substantive.
pub fn kind(text: &str) -> Option<AppointmentKind> {
    match text.to_lowercase().as_str() {
        "" | "正式任职" | "正式" | "任职" | "实任" | "substantive" | "permanent" => {
            Some(AppointmentKind::Substantive)
        }
        "代理" | "主持工作" | "acting" => Some(AppointmentKind::Acting),
        "借调" | "挂职" | "seconded" | "secondment" | "loan" => Some(AppointmentKind::Seconded),
        _ => None,
    }
}

/// Whether a spreadsheet has turned a long code into a rounded number, as in `1.23E+17`.
pub fn digits_lost(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once("E+").or_else(|| text.split_once("e+")) else {
        return false;
    };
    mantissa.parse::<f64>().is_ok() && !exponent.is_empty() && exponent.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a cell holds a spreadsheet's error value, such as `#N/A`.
pub fn is_error(text: &str) -> bool {
    matches!(
        text,
        "#N/A" | "#REF!" | "#VALUE!" | "#NAME?" | "#DIV/0!" | "#NULL!" | "#NUM!" | "#GETTING_DATA"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_as_people_write_them() {
        let day = NaiveDate::from_ymd_opt(2026, 3, 1);
        for text in [
            "2026-03-01",
            "2026/3/1",
            "2026.3.1",
            "20260301",
            "2026年3月1日",
            "2026-03-01 00:00:00",
            "2026-03-01T00:00:00",
        ] {
            assert_eq!(date(text, None), day, "{text}");
        }
        let epoch = NaiveDate::from_ymd_opt(1899, 12, 30);
        assert_eq!(date("46082", epoch), day);
        assert_eq!(date("46082.5", epoch), day);
        assert_eq!(date("2026.3.1", epoch), day);
        assert_eq!(date("46082", None), None);
        for text in [
            "",
            "soon",
            "1/3/2026",
            "2026-02-30",
            "2026-3",
            "2026-03-01-04",
            "年月日",
            "2026",
            "99999",
        ] {
            assert_eq!(date(text, epoch), None, "{text}");
        }
    }

    #[test]
    fn long_numbers_are_recognised_and_codes_are_not() {
        assert!(digits_lost("1.23457E+17"));
        assert!(!digits_lost("2E10") && !digits_lost("E+7") && !digits_lost("A1.5E+3x"));
    }
}
