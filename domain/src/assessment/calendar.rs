//! Working days by a calendar, and the last day of a clock.

use super::Words;
use super::pack::{Clock, DayKind, LastDay, Sure};
use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

/// Which days are worked: weekends, and per year the days off and the weekend days worked instead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calendar {
    pub id: String,
    pub name: Words,
    pub year: Vec<Year>,
}

/// A year as it was published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Year {
    pub year: i32,
    /// The notice it comes from.
    pub source: Words,
    pub sure: Sure,
    /// Days off that are not simply a weekend.
    #[serde(default)]
    pub off: Vec<NaiveDate>,
    /// Saturdays and Sundays that are worked.
    #[serde(default)]
    pub worked: Vec<NaiveDate>,
}

impl Calendar {
    /// A calendar file (`rules/calendar/*.toml`), or all that is wrong with it.
    #[cfg(feature = "engine")]
    pub fn read(file: &super::pack::File<'_>) -> Result<Self, Vec<super::pack::Flaw>> {
        use super::pack::{Fault, Flaw};
        let flaw = |at: usize, fault: Fault| Flaw {
            file: file.name.to_owned(),
            line: 1 + file.text.bytes().take(at).filter(|b| *b == b'\n').count(),
            fault,
        };
        let calendar: Self = toml::from_str(file.text).map_err(|error| {
            let message = error.message().to_owned();
            vec![flaw(error.span().map_or(0, |s| s.start), Fault::Unreadable { message })]
        })?;
        // Where a year begins, so that of a day that stands there twice the right one is named.
        let begins: Vec<usize> = file.text.match_indices("[[year]]").map(|(at, _)| at).collect();
        let mut flaws = Vec::new();
        for (n, year) in calendar.year.iter().enumerate() {
            let from = begins.get(n).copied().unwrap_or_default();
            let at = |day: &NaiveDate| {
                let text = file.text.get(from..).unwrap_or_default();
                from + text.find(&day.to_string()).unwrap_or_default()
            };
            if calendar.year.iter().take(n).any(|y| y.year == year.year) {
                let (what, id) = ("year", year.year.to_string());
                flaws.push(flaw(from, Fault::Twice { what, id }));
            }
            for day in year.off.iter().chain(&year.worked).filter(|d| d.year() != year.year) {
                let (on, year) = (day.to_string(), year.year);
                flaws.push(flaw(at(day), Fault::DayOfOtherYear { day: on, year }));
            }
            for day in year.worked.iter().filter(|d| !weekend(**d) || year.off.contains(d)) {
                let on = day.to_string();
                flaws.push(flaw(at(day), Fault::DayNotWeekend { day: on }));
            }
        }
        if flaws.is_empty() { Ok(calendar) } else { Err(flaws) }
    }

    pub fn works(&self, day: NaiveDate) -> bool {
        match self.year.iter().find(|y| y.year == day.year()) {
            Some(year) if year.worked.contains(&day) => true,
            Some(year) if year.off.contains(&day) => false,
            _ => !weekend(day),
        }
    }

    /// Whether the year of a day has been published; before that only weekends are known.
    pub fn knows(&self, day: NaiveDate) -> bool {
        self.year.iter().any(|y| y.year == day.year() && y.sure == Sure::Read)
    }

    /// Working days from the first to the last, both included.
    pub fn working_days(&self, first: NaiveDate, last: NaiveDate) -> u32 {
        let days = first.iter_days().take_while(|d| *d <= last).filter(|d| self.works(*d));
        u32::try_from(days.count()).unwrap_or(u32::MAX)
    }
}

fn weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

/// The last day of a clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    pub last: NaiveDate,
    /// It depends on a year whose days off are not published yet, and can move.
    pub provisional: bool,
}

impl Deadline {
    pub fn over(self, today: NaiveDate) -> bool {
        today > self.last
    }
}

/// Whether days are twelve whole months, as the year is that an annual assessment is about.
pub fn whole_year(first: NaiveDate, last: NaiveDate) -> bool {
    first.checked_add_months(Months::new(12)) == last.succ_opt()
}

/// The last day of a clock that an event started; the day of the event does not count. With `extended`, the days it was extended by.
pub fn deadline(calendar: &Calendar, clock: &Clock, event: NaiveDate, extended: bool) -> Deadline {
    let days = clock.days + if extended { clock.extension } else { 0 };
    let mut last = event;
    let mut provisional = false;
    match clock.kind {
        DayKind::Calendar => last = last.checked_add_days(Days::new(u64::from(days))).unwrap_or(last),
        DayKind::Working => {
            for _ in 0..days {
                last = next_working(calendar, last.succ_opt().unwrap_or(last), &mut provisional);
            }
        }
    }
    if clock.last_day == LastDay::NextWorking {
        last = next_working(calendar, last, &mut provisional);
    }
    Deadline { last, provisional }
}

/// The day itself if it is worked, else the next that is.
fn next_working(calendar: &Calendar, from: NaiveDate, provisional: &mut bool) -> NaiveDate {
    for day in from.iter_days().take(31) {
        *provisional |= !calendar.knows(day);
        if calendar.works(day) {
            return day;
        }
    }
    from
}
