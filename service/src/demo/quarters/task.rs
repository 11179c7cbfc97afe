//! The special task of a quarter: what it is about goes by the season.

use super::Span;
use super::said::{Said, of};
use crate::demo::Tongue;
use chrono::{Datelike, Days};

/// Its first and last day, counted from the first of the quarter: late enough to have records where the half-year begins within the
/// quarter, and early enough to be closed before the quarter ends.
const FIRST: u64 = 35;
const LAST: u64 = 58;

/// Title and task, from the first quarter of a year to its last.
const SEASONS: [(Said, Said); 4] = [
    (
        ("{year}年低温雨雪专项考核", "Winter {year}"),
        ("低温雨雪天气应急值守", "Emergency duty in snow and ice"),
    ),
    (
        ("{year}年汛前专项考核", "Before the flood season {year}"),
        ("汛前隐患排查整改", "Finding and mending weak points before the floods"),
    ),
    (
        ("{year}年汛期专项考核", "Flood season {year}"),
        ("防汛值守和险情处置", "Flood duty and dealing with emergencies"),
    ),
    (
        ("{year}年岁末专项考核", "Year's end {year}"),
        ("岁末安全检查", "Safety checks before the year ends"),
    ),
];

pub(super) struct Task {
    pub title: String,
    pub about: &'static str,
    pub span: Span,
}

impl Task {
    pub(super) fn within(quarter: Span, tongue: Tongue) -> Self {
        let season = SEASONS.get((quarter.first.month0() / 3) as usize);
        let (title, about) = season.copied().unwrap_or_default();
        let day = |after| {
            let day = quarter.first.checked_add_days(Days::new(after));
            day.unwrap_or(quarter.last)
        };
        Self {
            title: of(title, tongue).replace("{year}", &quarter.first.year().to_string()),
            about: of(about, tongue),
            span: Span {
                first: day(FIRST),
                last: day(LAST),
            },
        }
    }
}
