//! Keeping the index true: filled from the data when the process starts, newest first, and from then on by the outbox.
//!
//! What an event touched is read again before the next question is answered, so what this process wrote is found, or found no
//! more, at once; what another process wrote, as soon as its event is read from the outbox.

use super::index::{Cut, Entry, Index};
use super::people::People;
use super::source;
use super::waiting::{Taken, Waiting};
use crate::clock::{id_at, ms_of, now_ms};
use crate::{Daybook, Error, Result};
use domain::event::Event;
use domain::permission::PlanFacts;
use domain::search::plan_lanes;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::{Duration, Instant};
use tokio::sync::Notify;

/// Records read again in one go.
const BATCH: usize = 200;
/// Records of an item looked up at first.
const PLACES: u32 = 1_000;
/// A stretch of time is right when it holds about so many rows.
const STRETCH: usize = 400;
const HOUR: i64 = 3_600_000;
/// What was touched is read again after this time when nobody asks before.
const REST: Duration = Duration::from_millis(500);

pub(crate) struct Search {
    index: RwLock<Index>,
    people: RwLock<Arc<People>>,
    waiting: Mutex<Waiting>,
    /// One at a time reads again what was touched; who asks waits for it.
    turn: tokio::sync::Mutex<()>,
    wake: Notify,
}

impl Default for Search {
    fn default() -> Self {
        Self {
            index: RwLock::default(),
            people: RwLock::default(),
            waiting: Mutex::new(Waiting {
                people: true,
                filling: Some(0),
                ..Waiting::default()
            }),
            turn: tokio::sync::Mutex::default(),
            wake: Notify::new(),
        }
    }
}

impl Search {
    pub(super) fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn read(&self) -> RwLockReadGuard<'_, Index> {
        self.index.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Index> {
        self.index.write().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn people(&self) -> Arc<People> {
        self.people.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Percent done while the index is being filled.
    pub(super) fn filling(&self) -> Option<u8> {
        self.waiting().filling
    }

    /// Notes what an event makes old.
    pub(crate) fn touch(&self, event: &Event) {
        let noted = self.waiting().note(event);
        if noted {
            self.wake.notify_one();
        }
    }

    /// Whether the index has an item elsewhere than one of these facts say: it became open to others, or will have. Whoever moves an
    /// item tells where it was as well, so one of the two is always news, whatever was read meanwhile.
    fn moved(&self, item: &str, told: &[PlanFacts]) -> bool {
        let known = source::number(item).and_then(|id| self.read().lanes_of(id));
        let known: Option<HashSet<String>> = known.map(|lanes| lanes.into_iter().collect());
        told.iter()
            .any(|facts| known != Some(plan_lanes(facts).into_iter().collect()))
    }

    /// Reads everything again: after records were written in bulk, without events.
    pub(crate) fn refill(&self) {
        let mut waiting = self.waiting();
        waiting.afresh = true;
        waiting.people = true;
        waiting.filling = Some(0);
        drop(waiting);
        self.wake.notify_one();
    }
}

/// Fills the index, and keeps it true until the process ends.
pub(crate) fn follow(daybook: &Daybook) {
    tokio::spawn(keep(daybook.clone()));
}

async fn keep(daybook: Daybook) {
    let mut closed = daybook.bus.closed();
    daybook.search.waiting().afresh = true;
    while !*closed.borrow() {
        let afresh = std::mem::take(&mut daybook.search.waiting().afresh);
        if afresh && let Err(error) = fill(&daybook).await {
            tracing::warn!(%error, "the search index could not be filled; trying again");
            daybook.search.waiting().afresh = true;
            daybook.search.wake.notify_one();
        }
        tokio::select! {
            () = daybook.search.wake.notified() => {}
            _ = closed.changed() => return,
        }
        tokio::select! {
            () = tokio::time::sleep(REST) => {}
            _ = closed.changed() => return,
        }
        if let Err(error) = catch_up(&daybook).await {
            tracing::warn!(%error, "records could not be read again for search; trying again");
            daybook.search.wake.notify_one();
        }
        renew(&daybook).await;
    }
}

/// Reads again all that was touched until now.
pub(super) async fn catch_up(daybook: &Daybook) -> Result<()> {
    let _turn = daybook.search.turn.lock().await;
    let mut taken = Taken::from(&daybook.search);
    let today = daybook.today();
    taken.people |= daybook.search.people().day != today;
    if taken.people {
        let loaded = People::load(daybook, today).await?;
        *daybook.search.people.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(loaded);
        taken.people = false;
    }
    while !taken.plans.is_empty() {
        let batch: Vec<String> = taken.plans.keys().take(BATCH).cloned().collect();
        let tied = read_plans(daybook, &batch, &taken.plans).await?;
        taken.records.extend(tied);
        for item in &batch {
            taken.plans.remove(item);
        }
    }
    while !taken.records.is_empty() {
        let batch: Vec<String> = taken.records.iter().take(BATCH).cloned().collect();
        read_again(daybook, &batch).await?;
        for record in &batch {
            taken.records.remove(record);
        }
    }
    Ok(())
}

async fn read_again(daybook: &Daybook, ids: &[String]) -> Result<()> {
    let cards = daybook.cards(ids).await?;
    let mut cuts = Vec::with_capacity(cards.len());
    let mut gone = Vec::new();
    for id in ids {
        match cards.get(id) {
            Some(card) => {
                let (entries, not) = source::card(card, |at| day_of(daybook, at));
                cuts.extend(entries.into_iter().map(Cut::new));
                gone.extend(not);
            }
            None => gone.extend(source::number(id)),
        }
    }
    let mut index = daybook.search.write();
    gone.into_iter().for_each(|id| index.remove(id));
    cuts.into_iter().for_each(|cut| index.put(cut));
    Ok(())
}

/// Reads items again; the records that are tied to those that moved, which have or had their titles among their words.
async fn read_plans(daybook: &Daybook, ids: &[String], told: &HashMap<String, Vec<PlanFacts>>) -> Result<Vec<String>> {
    let rows = daybook.db().plan_items(ids.iter().map(String::as_str)).await?;
    let mut tied = Vec::new();
    for row in &rows {
        let told = told.get(&row.id).map_or(&[][..], Vec::as_slice);
        if row.evidence > 0 && daybook.search.moved(&row.id, told) {
            tied.extend(records_of(daybook, &row.id).await?);
        }
    }
    let cuts: Vec<Cut> = rows.iter().filter_map(source::plan).map(Cut::new).collect();
    let mut index = daybook.search.write();
    cuts.into_iter().for_each(|cut| index.put(cut));
    Ok(tied)
}

/// The records that are tied to an item.
async fn records_of(daybook: &Daybook, item: &str) -> Result<Vec<String>> {
    let (lane, mut most) = (format!("pi:{item}"), PLACES);
    loop {
        // All at once: places of one moment are not split.
        let places = daybook.db().timeline(&lane, i64::MIN, most).await?;
        if places.len() < most as usize {
            return Ok(places.into_iter().map(|place| place.record).collect());
        }
        most = most.saturating_mul(2);
    }
}

fn day_of(daybook: &Daybook, at: i64) -> i32 {
    chrono::Datelike::num_days_from_ce(&daybook.clock.day_of(at))
}

/// A copy without what was put out, when that is much.
async fn renew(daybook: &Daybook) {
    let _turn = daybook.search.turn.lock().await;
    if !daybook.search.read().is_worn() || daybook.search.filling().is_some() {
        return;
    }
    let copy = daybook.clone();
    let renewed = tokio::task::spawn_blocking(move || copy.search.read().renewed()).await;
    if let Ok(renewed) = renewed {
        *daybook.search.write() = renewed;
    }
}

/// What is read in one pass over the data.
#[derive(Clone, Copy)]
enum Pass {
    Records,
    Comments,
    Plans,
}

/// Reads all records, comments and plan items, the newest first, and leaves the machine time between for those who wait.
async fn fill(daybook: &Daybook) -> Result<()> {
    let began = Instant::now();
    {
        let mut waiting = daybook.search.waiting();
        waiting.touched.clear();
        waiting.filling = Some(0);
    }
    *daybook.search.write() = Index::default();
    let db = daybook.db();
    let (records, plans) = tokio::try_join!(db.oldest_record(), db.oldest_plan_item())?;
    let mut said = Instant::now();
    for (pass, oldest) in [
        (Pass::Records, &records),
        (Pass::Comments, &records),
        (Pass::Plans, &plans),
    ] {
        if let Some(oldest) = oldest.as_deref().and_then(ms_of)
            && !sweep(daybook, pass, oldest, &mut said).await?
        {
            return Ok(());
        }
    }
    daybook.search.write().shrink();
    told(&daybook.search.read(), began);
    let mut waiting = daybook.search.waiting();
    if !waiting.afresh {
        waiting.filling = None;
    }
    waiting.touched = HashSet::new();
    Ok(())
}

fn told(index: &Index, began: Instant) {
    let (entries, megabytes) = (index.len(), index.bytes() / 1_000_000);
    let seconds = began.elapsed().as_secs();
    tracing::info!(entries, megabytes, seconds, "the search index is filled");
}

/// One pass from now back to the oldest; false when it is to end, or to begin again.
async fn sweep(daybook: &Daybook, pass: Pass, oldest: i64, said: &mut Instant) -> Result<bool> {
    let closed = daybook.bus.closed();
    let newest = now_ms() + 24 * HOUR;
    let (mut to, mut step) = (newest, 25 * HOUR);
    while to > oldest {
        if *closed.borrow() || daybook.search.waiting().afresh {
            return Ok(false);
        }
        let began = Instant::now();
        let from = to - step;
        let rows = stretch(daybook, pass, from, to).await?;
        to = from;
        step = match rows {
            few if few < STRETCH / 2 => (step * 2).min(60 * 24 * HOUR),
            many if many > STRETCH * 2 => (step / 2).max(60_000),
            _ => step,
        };
        let share = (newest - to.max(oldest)) * 50 / (newest - oldest).max(1);
        let done = match pass {
            Pass::Records => share,
            Pass::Comments => 50 + share,
            Pass::Plans => 99,
        };
        let percent = u8::try_from(done.clamp(0, 99)).unwrap_or(99);
        daybook.search.waiting().filling = Some(percent);
        if said.elapsed().as_secs() >= 5 {
            *said = Instant::now();
            tracing::info!(percent, "filling the search index");
        }
        tokio::time::sleep(began.elapsed() / 4).await;
    }
    Ok(true)
}

/// Adds what was written from one moment to another; tells how many rows there were.
async fn stretch(daybook: &Daybook, pass: Pass, from: i64, to: i64) -> Result<usize> {
    let bound = |ms: i64| format!("{}{}", &id_at(ms)[..10], "0".repeat(16));
    let (from, to) = (bound(from.max(0)), bound(to.max(0)));
    let entries: Vec<Entry> = match pass {
        Pass::Records => {
            let rows = daybook.db().records_in(&from, &to).await?;
            let items = crate::cards::tied(&daybook.db(), &rows).await?;
            rows.iter().filter_map(|row| source::record(row, &items)).collect()
        }
        Pass::Plans => {
            let rows = daybook.db().plan_items_in(&from, &to).await?;
            rows.iter().filter_map(source::plan).collect()
        }
        Pass::Comments => {
            let rows = daybook.db().comments_in(&from, &to).await?;
            let index = daybook.search.read();
            let lanes = |row: &store::comment::CommentRow| index.lanes_of(source::number(&row.record)?);
            rows.iter()
                .filter_map(|row| source::comment(row, lanes(row)?, day_of(daybook, row.written)))
                .collect()
        }
    };
    let rows = entries.len();
    let cut = tokio::task::spawn_blocking(move || entries.into_iter().map(Cut::new).collect::<Vec<_>>()).await;
    let cuts = cut.map_err(|error| Error::Unavailable(error.to_string()))?;
    let mut index = daybook.search.write();
    let waiting = daybook.search.waiting();
    for cut in cuts {
        // What was touched meanwhile is read again by itself.
        if !waiting.touched.contains(&cut.id()) && !index.holds(cut.id()) {
            index.put(cut);
        }
    }
    Ok(rows)
}
