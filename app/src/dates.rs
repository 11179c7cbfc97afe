//! Days in the reader's order. They arrive as `YYYY-MM-DD` on the site's clock; no clock is read here.

use domain::Lang;
use domain::view::Moment;

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
const DAYS: [(&str, &str); 7] = [
    ("周日", "Sun"),
    ("周一", "Mon"),
    ("周二", "Tue"),
    ("周三", "Wed"),
    ("周四", "Thu"),
    ("周五", "Fri"),
    ("周六", "Sat"),
];

fn split(day: &str) -> Option<(i32, usize, i32)> {
    let mut parts = day.splitn(3, '-');
    let year = parts.next()?.parse().ok()?;
    let month = parts.next()?.parse().ok().filter(|m| (1..=12).contains(m))?;
    Some((year, month, parts.next()?.parse().ok()?))
}

/// Days since 1970-01-01 in the Gregorian calendar.
fn number(day: &str) -> Option<i32> {
    let (y, m, d) = split(day)?;
    let m = i32::try_from(m).ok()?;
    let y = if m <= 2 { y - 1 } else { y };
    let era = y.div_euclid(400);
    let year_of_era = y - era * 400;
    let day_of_year = (153 * (if m > 2 { m - 3 } else { m + 9 }) + 2) / 5 + d - 1;
    Some(era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468)
}

/// The day `days` after (before, when negative), as `YYYY-MM-DD`.
pub fn shift(day: &str, days: i32) -> String {
    let Some(z) = number(day).map(|n| n + days + 719_468) else {
        return day.to_owned();
    };
    let era = z.div_euclid(146_097);
    let doe = z - era * 146_097;
    let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let d = doy - (153 * mp + 2) / 5 + 1;
    let m = if mp < 10 { mp + 3 } else { mp - 9 };
    let y = yoe + era * 400 + i32::from(m <= 2);
    format!("{y:04}-{m:02}-{d:02}")
}

/// What the rail beside a day shows: the number, the month, and the weekday or a nearer name.
pub fn rail(day: &str, today: &str, lang: Lang) -> (String, String, &'static str) {
    let (Some((y, m, d)), Some(n)) = (split(day), number(day)) else {
        return (day.to_owned(), String::new(), "");
    };
    let month = lang.pick(
        format!("{m}月"),
        MONTHS.get(m - 1).copied().unwrap_or_default().to_owned(),
    );
    let month = match split(today) {
        Some((this, ..)) if this != y => lang.pick(format!("{y}年{month}"), format!("{month} {y}")),
        _ => month,
    };
    let near = match number(today).map(|t| t - n) {
        Some(0) => lang.pick("今天", "Today"),
        // "Yesterday" is wider than the rail.
        Some(1) if lang == Lang::Zh => "昨天",
        _ => DAYS
            .get((n + 4).rem_euclid(7).unsigned_abs() as usize)
            .map_or("", |w| lang.pick(w.0, w.1)),
    };
    (d.to_string(), month, near)
}

/// `11月18日`, `18 Nov`.
pub fn short(day: &str, lang: Lang) -> String {
    let Some((_, m, d)) = split(day) else {
        return day.to_owned();
    };
    lang.pick(
        format!("{m}月{d}日"),
        format!("{d} {}", MONTHS.get(m - 1).copied().unwrap_or_default()),
    )
}

/// `2026年11月18日`, `18 Nov 2026`.
pub fn long(day: &str, lang: Lang) -> String {
    let Some((y, ..)) = split(day) else {
        return day.to_owned();
    };
    lang.pick(
        format!("{y}年{}", short(day, lang)),
        format!("{} {y}", short(day, lang)),
    )
}

/// The clock, with the day in front when it is not `day`.
pub fn time(at: &Moment, day: &str, lang: Lang) -> String {
    if at.day == day {
        at.clock.clone()
    } else {
        format!("{} {}", short(&at.day, lang), at.clock)
    }
}

/// For `datetime` attributes.
pub fn machine(at: &Moment) -> String {
    format!("{}T{}", at.day, at.clock)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_named_and_shifted() {
        assert_eq!(
            rail("2026-11-20", "2026-11-22", Lang::Zh),
            ("20".into(), "11月".into(), "周五")
        );
        assert_eq!(
            rail("2025-12-31", "2026-01-01", Lang::En),
            ("31".into(), "Dec 2025".into(), "Wed")
        );
        assert_eq!(shift("2026-03-01", -1), "2026-02-28");
        assert_eq!(shift("2024-02-28", 1), "2024-02-29");
        assert_eq!(short("2026-11-18", Lang::En), "18 Nov");
        assert_eq!(long("rubbish", Lang::Zh), "rubbish");
    }
}
