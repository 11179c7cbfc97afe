//! Numbers, money and dates as each tongue writes them.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::super::script::Tongue;
use super::super::template::Money;

pub(super) fn number(value: i64, tenths: bool, money: Money, tongue: Tongue) -> String {
    let scale = if tenths { 10 } else { 1 };
    let decimal = |value: i64, scale: i64, unit: &str| {
        // Two places at most, without trailing noughts.
        let text = format!("{}.{:02}", value / scale, value % scale * 100 / scale);
        format!("{}{unit}", text.trim_end_matches('0').trim_end_matches('.'))
    };
    match (money, tongue) {
        (Money::None, Tongue::Zh) if !tenths => value.to_string(),
        (Money::None, _) if !tenths => thousands(value),
        (Money::None, _) => format!("{}.{}", value / 10, value % 10),
        (Money::Pounds, Tongue::En) => format!("£{}", thousands(value / scale)),
        (Money::Millions, Tongue::En) => format!("£{}", decimal(value, scale, "m")),
        (Money::Billions, Tongue::En) => format!("£{}", decimal(value, scale, "bn")),
        (Money::Pounds, Tongue::Zh) => sterling(value / scale),
        (Money::Millions, Tongue::Zh) => sterling(value * 1_000_000 / scale),
        (Money::Billions, Tongue::Zh) => sterling(value * 1_000_000_000 / scale),
    }
}

fn sterling(pounds: i64) -> String {
    let (unit, name) = match pounds {
        100_000_000.. => (100_000_000, "亿英镑"),
        10_000.. => (10_000, "万英镑"),
        _ => (1, "英镑"),
    };
    let text = format!("{}.{:02}", pounds / unit, pounds % unit * 100 / unit);
    format!("{}{name}", text.trim_end_matches('0').trim_end_matches('.'))
}

fn thousands(value: i64) -> String {
    if value >= 1000 {
        format!("{},{:03}", thousands(value / 1000), value % 1000)
    } else {
        value.to_string()
    }
}

pub(super) fn working_days_from(day: NaiveDate, count: i64) -> NaiveDate {
    let mut at = day;
    for _ in 0..count.abs() {
        loop {
            let next = if count > 0 {
                at.checked_add_days(Days::new(1))
            } else {
                at.checked_sub_days(Days::new(1))
            };
            let Some(next) = next else { return at };
            at = next;
            if !matches!(at.weekday(), Weekday::Sat | Weekday::Sun) {
                break;
            }
        }
    }
    at
}

pub(super) fn date_words(date: NaiveDate, today: NaiveDate, tongue: Tongue) -> String {
    let zh = tongue == Tongue::Zh;
    let weeks = (monday(date) - monday(today)).num_days() / 7;
    let weekday = date.weekday().num_days_from_monday() as usize;
    if date == today {
        return if zh { "今天" } else { "today" }.to_owned();
    }
    if zh {
        let name = ["一", "二", "三", "四", "五", "六", "日"].get(weekday).unwrap_or(&"一");
        return match weeks {
            0 => format!("周{name}"),
            1 => format!("下周{name}"),
            -1 => format!("上周{name}"),
            _ => format!("{}月{}日", date.month(), date.day()),
        };
    }
    let names = [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ];
    match weeks {
        0 => names.get(weekday).unwrap_or(&"Monday").to_string(),
        _ => format!("{} {}", date.day(), month_name(date.month(), false)),
    }
}

fn monday(date: NaiveDate) -> NaiveDate {
    date.checked_sub_days(Days::new(u64::from(date.weekday().num_days_from_monday())))
        .unwrap_or(date)
}

pub(super) fn month_name(month: u32, zh: bool) -> String {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    if zh {
        format!("{month}月")
    } else {
        NAMES.get(month as usize - 1).unwrap_or(&"January").to_string()
    }
}
