//! When people write: how often, on which days, at what hour, and how late.

use chrono::{DateTime, Datelike, Days, NaiveDate, TimeDelta, Timelike, Utc, Weekday};

use super::rng::Rng;

/// One occasion of writing: the day of the work and the moment of the entry.
#[derive(Debug, Clone, Copy)]
pub(super) struct Occasion {
    pub(super) day: NaiveDate,
    pub(super) at: DateTime<Utc>,
}

const HALF_YEAR: u64 = 182;

/// How much one writes compared with a daily writer (1000).
pub(super) fn diligence(rng: &mut Rng, level: u8) -> u64 {
    let share = match rng.below(100) {
        0..22 => rng.within(800, 1000),
        22..62 => rng.within(340, 620),
        62..90 => rng.within(150, 260),
        _ => rng.within(50, 110),
    };
    (if level == 4 { share * 2 / 3 } else { share }).max(1) as u64
}

/// Splits `total` by `weights`, exactly.
pub(super) fn shares(total: usize, weights: &[u64]) -> Vec<usize> {
    let sum: u128 = weights.iter().map(|weight| u128::from(*weight)).sum::<u128>().max(1);
    let mut before = 0u128;
    let mut given = 0usize;
    weights
        .iter()
        .map(|weight| {
            before += u128::from(*weight);
            let until = (total as u128 * before / sum) as usize;
            let share = until - given;
            given = until;
            share
        })
        .collect()
}

/// `count` occasions up to `end`, in order of the work.
pub(super) fn occasions(
    rng: &mut Rng,
    count: usize,
    end: DateTime<Utc>,
    shift: bool,
    wall: TimeDelta,
) -> Vec<Occasion> {
    let last = last_day(end, wall);
    let days: Vec<NaiveDate> = (0..HALF_YEAR)
        .rev()
        .filter_map(|back| last.checked_sub_days(Days::new(back)))
        .collect();
    let weights = weights(rng, &days, shift);
    let mut chosen = choose(rng, &days, &weights, count);
    chosen.sort_unstable();
    let habit = Habit::of(rng, shift);
    let mut previous: Option<DateTime<Utc>> = None;
    let late_share = *rng.pick(&[30, 40, 60, 65, 90, 120]).unwrap_or(&60);
    chosen
        .into_iter()
        .map(|day| {
            let mut written = day;
            if rng.chance(late_share) {
                written = day.checked_add_days(Days::new(rng.within(1, 4) as u64)).unwrap_or(day);
                while !shift && !is_working_day(written) {
                    written = written.checked_add_days(Days::new(1)).unwrap_or(day);
                }
            }
            if written > last {
                written = day;
            }
            let mut at = moment(written, habit.minute(rng), rng.below(60) as i64, wall);
            // A second entry of the day follows the first.
            if let Some(before) =
                previous.filter(|before| (*before + wall).date_naive() == (at + wall).date_naive() && *before >= at)
            {
                at = before + TimeDelta::seconds(rng.within(240, 4200));
                if (at + wall).date_naive() != (before + wall).date_naive() {
                    at = before + TimeDelta::seconds(1);
                }
            }
            if at > end {
                // Today is not over yet: the entry falls between the morning and now.
                let open = moment(day.min(last), 8 * 60 + 5, 0, wall).min(end);
                at = open + TimeDelta::seconds(rng.within(0, (end - open).num_seconds().max(0)));
            }
            previous = Some(at);
            Occasion { day: day.min(last), at }
        })
        .collect()
}

/// The last local day on which somebody could have written by `end`.
fn last_day(end: DateTime<Utc>, wall: TimeDelta) -> NaiveDate {
    let today = (end + wall).date_naive();
    if moment(today, 9 * 60, 0, wall) <= end {
        today
    } else {
        today.checked_sub_days(Days::new(1)).unwrap_or(today)
    }
}

fn weights(rng: &mut Rng, days: &[NaiveDate], shift: bool) -> Vec<u64> {
    let mut weights: Vec<u64> = days
        .iter()
        .map(|day| match (shift, is_working_day(*day)) {
            (_, true) => 1000,
            (true, false) => 850,
            (false, false) => 14,
        })
        .collect();
    // One writer in twelve lets it pile up and then writes for some days.
    if rng.chance(80) {
        weights.iter_mut().for_each(|weight| *weight /= 7);
        for _ in 0..7 {
            let start = rng.below(days.len());
            weights
                .iter_mut()
                .skip(start)
                .take(rng.within(4, 8) as usize)
                .for_each(|weight| *weight *= 9);
        }
    }
    for _ in 0..rng.within(1, 3) {
        let start = rng.below(days.len());
        let length = *rng.pick(&[5, 7, 9, 9, 12, 14, 16]).unwrap_or(&9);
        weights
            .iter_mut()
            .skip(start)
            .take(length)
            .for_each(|weight| *weight = 0);
    }
    weights
}

/// Days by weight without repetition; whole rounds first when there are more entries than days.
fn choose(rng: &mut Rng, days: &[NaiveDate], weights: &[u64], count: usize) -> Vec<NaiveDate> {
    let open: Vec<(NaiveDate, u64)> = days
        .iter()
        .copied()
        .zip(weights.iter().copied())
        .filter(|(_, weight)| *weight > 100)
        .collect();
    let usual = open.len().max(1);
    let rounds = if count > usual { count / usual } else { 0 };
    let mut chosen = Vec::with_capacity(count);
    for (day, _) in &open {
        chosen.extend(std::iter::repeat_n(*day, rounds));
    }
    let mut keyed: Vec<(u64, NaiveDate)> = days
        .iter()
        .zip(weights)
        .map(|(day, weight)| {
            (
                if *weight == 0 {
                    u64::MAX
                } else {
                    (rng.next() >> 16) / weight
                },
                *day,
            )
        })
        .collect();
    keyed.sort_unstable();
    let missing = count.saturating_sub(chosen.len());
    chosen.extend(keyed.iter().map(|(_, day)| *day).cycle().take(missing));
    chosen
}

/// The hour at which somebody writes.
struct Habit {
    around: i64,
    spread: i64,
    other: i64,
}

impl Habit {
    fn of(rng: &mut Rng, shift: bool) -> Self {
        let around = if shift {
            *rng.pick(&[9 * 60, 14 * 60 + 10, 17 * 60, 21 * 60]).unwrap_or(&840)
        } else {
            match rng.below(100) {
                0..18 => rng.within(8 * 60 + 40, 9 * 60 + 50),
                18..32 => rng.within(12 * 60, 13 * 60 + 20),
                32..84 => rng.within(15 * 60 + 50, 17 * 60 + 30),
                _ => rng.within(17 * 60 + 40, 19 * 60),
            }
        };
        Self {
            around,
            spread: rng.within(18, 70),
            other: rng.within(10 * 60, 16 * 60),
        }
    }

    fn minute(&self, rng: &mut Rng) -> i64 {
        // Three days in ten are not like the others.
        let (around, spread) = if rng.chance(300) {
            (self.other, 110)
        } else {
            (self.around, self.spread)
        };
        (around + rng.within(-spread, spread) / 2 + rng.within(-spread, spread) / 2).clamp(8 * 60 + 5, 22 * 60 + 20)
    }
}

/// A moment of the wall clock, which goes `wall` before UTC.
fn moment(day: NaiveDate, minute: i64, second: i64, wall: TimeDelta) -> DateTime<Utc> {
    let midnight = day.and_time(chrono::NaiveTime::MIN).and_utc();
    midnight + TimeDelta::seconds(minute * 60 + second) - wall
}

pub(super) fn is_working_day(day: NaiveDate) -> bool {
    !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) && !is_holiday(day)
}

/// Days on which neither a British nor a Chinese office would be full.
fn is_holiday(day: NaiveDate) -> bool {
    let last_monday = day.weekday() == Weekday::Mon && day.day() > 24;
    matches!((day.month(), day.day()), (1, 1) | (5, 1) | (10, 1..=3) | (12, 25..=26))
        || last_monday && matches!(day.month(), 5 | 8)
}

/// A reaction some minutes after `at`, in waking and mostly in working hours; none after `end`.
pub(super) fn reaction(
    rng: &mut Rng,
    at: DateTime<Utc>,
    minutes: (i64, i64),
    end: DateTime<Utc>,
    wall: TimeDelta,
) -> Option<DateTime<Utc>> {
    // Most answers come soon: the product of two draws leans to the small side.
    let (low, high) = minutes;
    let span = (high - low).max(1);
    let delay = low + rng.within(0, span) * rng.within(0, 1000) / 1000;
    let mut when = at + TimeDelta::seconds(delay * 60 + rng.within(1, 59));
    let local = when + wall;
    let minute = i64::from(local.num_seconds_from_midnight() / 60);
    let day = local.date_naive();
    if minute < 7 * 60 + 50 {
        when = moment(day, 8 * 60 + rng.within(5, 100), rng.within(0, 59), wall);
    } else if minute > 21 * 60 || (!is_working_day(day) && !rng.chance(150)) {
        let mut next = day.checked_add_days(Days::new(1))?;
        while !is_working_day(next) {
            next = next.checked_add_days(Days::new(1))?;
        }
        when = moment(next, 8 * 60 + rng.within(5, 110), rng.within(0, 59), wall);
    }
    (when > at && when <= end).then_some(when)
}
