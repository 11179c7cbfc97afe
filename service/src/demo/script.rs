//! The demo organisation's half-year: what each post's holder wrote, who marked it, what was asked and answered.
//!
//! Pure: the same cast, number, end, seed and tongue give the same lines. `Cast` carries the *English* words of the published post (they are what the
//! texts are chosen by); the words shown come out in the tongue asked for.

mod author;
mod plan;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::diary;
use super::post::Post;
use super::rng::Rng;
use author::{Author, Shared};

pub use plan::{Planned, plans};

pub use super::names::name;
pub use super::wording::in_tongue;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tongue {
    Zh,
    En,
}

/// One person of the organisation as the script sees them. Title, grade, family, function and unit in the published English.
#[derive(Clone, Debug)]
pub struct Cast {
    pub title: String,
    pub grade: String,
    /// Professional or occupational group.
    pub family: String,
    /// May be empty for juniors.
    pub function: String,
    pub unit: String,
    pub unit_index: usize,
    pub leads: bool,
    /// Index in the slice.
    pub superior: Option<usize>,
    /// In the tongue asked for.
    pub name: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub author: usize,
    /// When it was written.
    pub at: DateTime<Utc>,
    /// The day of the work; earlier than `at` for a late entry.
    pub day: NaiveDate,
    pub text: String,
    pub audience: LineAudience,
    pub likes: Vec<(usize, DateTime<Utc>)>,
    /// In the order of time.
    pub comments: Vec<Remark>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    pub author: usize,
    pub at: DateTime<Utc>,
    pub text: String,
    /// Index in the comments of a remark that is itself no reply.
    pub reply_to: Option<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LineAudience {
    Unit,
    Granted,
    Leaders,
}

/// Half a year up to `end`, oldest first: exactly `records` lines (none for an empty cast). The wall clock is that of a site with the default offset.
#[must_use]
pub fn half_year(cast: &[Cast], records: usize, end: DateTime<Utc>, seed: u64, tongue: Tongue) -> Vec<Line> {
    half_year_at(cast, records, end, seed, tongue, 480)
}

/// The same for a site whose wall clock goes `offset_minutes` before UTC: people write in its working hours, and days are its days.
#[must_use]
pub fn half_year_at(
    cast: &[Cast],
    records: usize,
    end: DateTime<Utc>,
    seed: u64,
    tongue: Tongue,
    offset_minutes: i32,
) -> Vec<Line> {
    let posts = posts(cast);
    let stage = Stage::new(cast, &posts, end, seed, tongue, offset_minutes);
    let weights: Vec<u64> = posts
        .iter()
        .zip(0u64..)
        .map(|(post, who)| diary::diligence(&mut Rng::of(&[seed, 1, who]), post.level))
        .collect();
    let mut lines: Vec<Line> = Vec::with_capacity(if cast.is_empty() { 0 } else { records });
    let mut shared = Shared::default();
    for (author, count) in diary::shares(records, &weights).into_iter().enumerate() {
        if count > 0 {
            Author::new(&stage, author, &mut shared).write(count, &mut lines);
        }
    }
    lines.sort_by_key(|line| (line.at, line.author));
    lines
}

/// What does not change while the lines are written.
pub(super) struct Stage<'a> {
    pub(super) cast: &'a [Cast],
    pub(super) posts: &'a [Post],
    /// Members of each unit, ascending.
    units: Vec<Vec<usize>>,
    pub(super) end: DateTime<Utc>,
    pub(super) seed: u64,
    pub(super) tongue: Tongue,
    pub(super) wall: TimeDelta,
}

fn posts(cast: &[Cast]) -> Vec<Post> {
    (0..cast.len()).map(|index| Post::of(cast, index)).collect()
}

impl<'a> Stage<'a> {
    fn new(
        cast: &'a [Cast],
        posts: &'a [Post],
        end: DateTime<Utc>,
        seed: u64,
        tongue: Tongue,
        offset_minutes: i32,
    ) -> Self {
        Self {
            cast,
            posts,
            units: units(cast),
            end,
            seed,
            tongue,
            wall: TimeDelta::minutes(i64::from(offset_minutes)),
        }
    }

    pub(super) fn mates(&self, author: usize) -> &[usize] {
        self.cast
            .get(author)
            .and_then(|me| self.units.get(me.unit_index))
            .map_or(&[], Vec::as_slice)
    }
}

fn units(cast: &[Cast]) -> Vec<Vec<usize>> {
    let count = cast.iter().map(|person| person.unit_index + 1).max().unwrap_or(0);
    let mut units = vec![Vec::new(); count];
    for (index, person) in cast.iter().enumerate() {
        if let Some(members) = units.get_mut(person.unit_index) {
            members.push(index);
        }
    }
    units
}

#[cfg(test)]
mod tests;
