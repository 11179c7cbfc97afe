//! Lanes and their merge by cursor.

use crate::cache::Head;
use crate::{Daybook, Result};
use domain::record::Lane;
use futures::future::try_join_all;
use std::collections::HashSet;
use std::fmt;
use std::sync::Arc;
use store::timeline::TimelineRow;

/// Places of a lane kept in memory.
const HEAD: u32 = 100;

/// A place in the merged list: the last one shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cursor {
    ord: i64,
    record: String,
}

impl Default for Cursor {
    fn default() -> Self {
        Self {
            ord: i64::MIN,
            record: String::new(),
        }
    }
}

impl Cursor {
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (ord, record) = text.split_once('.')?;
        let ord = ord.parse::<i64>().ok()?;
        (ord <= 0 && domain::id::is_ulid(record)).then(|| Self {
            ord: -ord.saturating_abs(),
            record: record.to_owned(),
        })
    }

    pub(super) fn after(place: &TimelineRow) -> Self {
        Self {
            ord: place.ord,
            record: place.record.clone(),
        }
    }

    fn precedes(&self, place: &TimelineRow) -> bool {
        (self.ord, self.record.as_str()) < (place.ord, place.record.as_str())
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.ord, self.record)
    }
}

/// Up to `limit` places after the cursor over all lanes, each record once, and whether there may be more.
pub(super) async fn merge(
    daybook: &Daybook,
    lanes: &[Lane],
    at: &Cursor,
    limit: usize,
) -> Result<(Vec<TimelineRow>, bool)> {
    let parts = try_join_all(lanes.iter().map(|lane| part(daybook, lane, at, limit))).await?;
    let mut more = false;
    let mut all: Vec<TimelineRow> = Vec::new();
    // A lane cut off at its last place says nothing of what lies behind: the merge is sure up to the nearest such end.
    let mut sure: Option<(i64, String)> = None;
    for (places, whole) in parts {
        if !whole && let Some(last) = places.last() {
            more = true;
            let end = (last.ord, last.record.clone());
            sure = Some(sure.map_or_else(|| end.clone(), |s| s.min(end.clone())));
        }
        all.extend(places);
    }
    all.sort_by(|a, b| (a.ord, &a.record).cmp(&(b.ord, &b.record)));
    let mut seen = HashSet::new();
    all.retain(|p| sure.as_ref().is_none_or(|s| (p.ord, &p.record) <= (s.0, &s.1)) && seen.insert(p.record.clone()));
    if all.len() > limit {
        all.truncate(limit);
        more = true;
    }
    Ok((all, more))
}

/// Places of one lane after the cursor, and whether the lane ends there.
async fn part(daybook: &Daybook, lane: &str, at: &Cursor, limit: usize) -> Result<(Vec<TimelineRow>, bool)> {
    // Further down, a head that is not there already would be read for nothing.
    let head = match daybook.cache.heads.get(lane) {
        None if at.ord != i64::MIN => None,
        None => Some(read_head(daybook, lane).await?),
        kept => kept,
    };
    if let Some(head) = head {
        let start = head.rows.partition_point(|p| !at.precedes(p));
        let after: Vec<TimelineRow> = head.rows.iter().skip(start).take(limit).cloned().collect();
        let last = start + after.len() == head.rows.len();
        if after.len() == limit || head.whole {
            return Ok((after, head.whole && last));
        }
    }
    // Inclusive from the cursor's own place, so that two records of one moment are never split.
    let from = if at.ord == i64::MIN { at.ord } else { at.ord - 1 };
    let mut wanted = limit + 1;
    loop {
        let rows = daybook
            .db()
            .timeline(lane, from, u32::try_from(wanted).unwrap_or(u32::MAX))
            .await?;
        let whole = rows.len() < wanted;
        let rows: Vec<TimelineRow> = rows.into_iter().filter(|p| at.precedes(p)).collect();
        // Many of one moment, as a bulk load makes them, can all lie before the cursor.
        if whole || rows.len() >= limit {
            return Ok((rows, whole));
        }
        wanted *= 2;
    }
}

async fn read_head(daybook: &Daybook, lane: &str) -> Result<Arc<Head>> {
    let turn = daybook.cache.turn(lane);
    let mut rows = daybook.db().timeline(lane, i64::MIN, HEAD + 1).await?;
    let whole = rows.len() <= HEAD as usize;
    rows.truncate(HEAD as usize);
    let head = Arc::new(Head { rows, whole });
    daybook.cache.keep(
        lane,
        turn,
        || daybook.cache.heads.insert(lane.to_owned(), head.clone()),
        || {
            daybook.cache.heads.remove(lane);
        },
    );
    Ok(head)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cursors_survive_the_wire_and_nonsense() {
        let cursor = Cursor {
            ord: -1_763_600_000_000_000,
            record: "01JD3Z8V9QK4M5N6P7R8S9T0AB".into(),
        };
        assert_eq!(Cursor::parse(&cursor.to_string()), Some(cursor));
        for nonsense in [
            "",
            ".",
            "1.x",
            "99999999999999999999.a",
            "-5.; DELETE",
            "5.01JD3Z8V9QK4M5N6P7R8S9T0AB",
        ] {
            assert_eq!(Cursor::parse(nonsense), None, "{nonsense}");
        }
    }
}
