//! The clock and the ids: the only place that reads the one and draws the other.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, Utc};
use domain::view::Moment;
use std::sync::atomic::{AtomicI64, Ordering};

/// The site's wall clock: UTC with a fixed offset (China has one all year).
#[derive(Debug)]
pub struct Clock {
    offset: FixedOffset,
    /// How far the calendar runs ahead, ms; see [`crate::Daybook::pass_days`].
    ahead: AtomicI64,
}

impl Clock {
    /// `minutes` east of UTC, within a day.
    pub fn new(minutes: i32) -> Self {
        let utc = FixedOffset::east_opt(0);
        Self {
            offset: FixedOffset::east_opt(minutes * 60)
                .or(utc)
                .unwrap_or(DateTime::UNIX_EPOCH.fixed_offset().timezone()),
            ahead: AtomicI64::new(0),
        }
    }

    /// Minutes east of UTC.
    pub fn offset_minutes(&self) -> i32 {
        self.offset.local_minus_utc() / 60
    }

    pub fn today(&self) -> NaiveDate {
        self.day_of(self.now())
    }

    /// This moment of the calendar in ms: that of notices, which come and wait by the day.
    pub fn now(&self) -> i64 {
        now_ms() + self.ahead.load(Ordering::Relaxed)
    }

    /// How far the calendar runs ahead, ms; behind when negative.
    pub(crate) fn ahead(&self) -> i64 {
        self.ahead.load(Ordering::Relaxed)
    }

    pub(crate) fn set_ahead(&self, ms: i64) {
        self.ahead.store(ms, Ordering::Relaxed);
    }

    pub fn pass_days(&self, days: u32) {
        self.ahead.fetch_add(i64::from(days) * 86_400_000, Ordering::Relaxed);
    }

    /// A moment in ms as the site shows it.
    pub fn moment(&self, at: i64) -> Moment {
        let local = DateTime::from_timestamp_millis(at)
            .unwrap_or_default()
            .with_timezone(&self.offset);
        Moment {
            at,
            day: local.format("%Y-%m-%d").to_string(),
            clock: local.format("%H:%M").to_string(),
        }
    }

    /// The next moment (ms) after `at` when the site's clock shows this full hour.
    pub fn next_hour(&self, at: i64, hour: u32) -> i64 {
        let offset = i64::from(self.offset.local_minus_utc()) * 1000;
        let (day, target) = (86_400_000, i64::from(hour) * 3_600_000);
        let local = at + offset;
        let today = local.div_euclid(day) * day + target;
        let next = if today > local { today } else { today + day };
        next - offset
    }

    /// The last moment (ms) of a day.
    pub fn end_of(&self, day: NaiveDate) -> i64 {
        let next = day.succ_opt().unwrap_or(day).and_time(NaiveTime::MIN).and_utc();
        next.timestamp_millis() - i64::from(self.offset.local_minus_utc()) * 1000 - 1
    }

    pub fn day_of(&self, at: i64) -> NaiveDate {
        DateTime::from_timestamp_millis(at)
            .unwrap_or_default()
            .with_timezone(&self.offset)
            .date_naive()
    }
}

pub fn now_ms() -> i64 {
    Utc::now().timestamp_millis()
}

pub fn now_us() -> i64 {
    Utc::now().timestamp_micros()
}

/// A new ULID of this moment.
pub fn new_id() -> String {
    id_at(now_ms())
}

/// A new ULID of a moment in ms.
pub fn id_at(ms: i64) -> String {
    ulid::Ulid::from_parts(u64::try_from(ms).unwrap_or_default(), rand::random()).to_string()
}

/// The moment (ms) in a ULID's first ten characters, if it is one.
pub fn ms_of(id: &str) -> Option<i64> {
    let ulid = ulid::Ulid::from_string(id.get(..26)?).ok()?;
    i64::try_from(ulid.timestamp_ms()).ok()
}
