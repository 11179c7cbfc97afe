use super::Horizon;
use chrono::{Datelike, Days, Months, NaiveDate};

/// A stretch of days, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    pub first: NaiveDate,
    pub last: NaiveDate,
}

impl Period {
    pub fn has(self, day: NaiveDate) -> bool {
        self.first <= day && day <= self.last
    }
}

/// The calendar year, quarter or month, or the week from Monday, that a day is in.
pub fn period(horizon: Horizon, day: NaiveDate) -> Period {
    let months = |first: u32, count: u32| {
        let first = NaiveDate::from_ymd_opt(day.year(), first, 1).unwrap_or(day);
        let after = first.checked_add_months(Months::new(count)).unwrap_or(day);
        Period {
            first,
            last: after.pred_opt().unwrap_or(day),
        }
    };
    match horizon {
        Horizon::Year => months(1, 12),
        Horizon::Quarter => months(day.month0() / 3 * 3 + 1, 3),
        Horizon::Month => months(day.month(), 1),
        Horizon::Week => {
            let since = u64::from(day.weekday().num_days_from_monday());
            let first = day.checked_sub_days(Days::new(since)).unwrap_or(day);
            Period {
                first,
                last: first.checked_add_days(Days::new(6)).unwrap_or(day),
            }
        }
    }
}
