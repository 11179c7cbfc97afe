use super::entry::Entry;
use super::place::{self, Shown};
use crate::api::{self, ApiError};
use crate::prelude::*;
use domain::permission::Relation;
use domain::view::{FeedPage, RecordCard};
use domain::{RecordId, Scope};

/// Pages read again at most when rights changed or much was missed; what was shown beyond them comes by scrolling again.
const RESYNC_PAGES: u32 = 25;
/// Pages of new records fetched at once; what lies between them and the list waits in a gap.
const NEW_PAGES: u32 = 3;

/// What to do when the list itself is no longer open to the reader: the page is read again, and says so.
#[derive(Clone, Copy)]
pub struct Closed(pub Callback<()>);

/// Records that were not fetched yet, in the middle of the list.
#[derive(Clone)]
pub struct Gap {
    /// The record above it.
    pub after: RecordId,
    cursor: String,
    /// It ends where records of this moment stand.
    floor: i64,
}

/// The list on the page.
#[derive(Clone, Copy)]
pub struct Board {
    pub scope: StoredValue<Scope>,
    pub entries: RwSignal<Vec<Entry>>,
    pub next: RwSignal<Option<String>>,
    pub gaps: RwSignal<Vec<Gap>>,
    /// New records that are not shown yet.
    pub fresh: RwSignal<Vec<RecordId>>,
    /// There are more of them than were counted.
    pub many: RwSignal<bool>,
    /// Up to this moment nothing is missing above; own records may stand higher.
    top: StoredValue<i64>,
    pub loading: RwSignal<bool>,
    pub failed: RwSignal<Option<ApiError>>,
    closed: Option<Closed>,
}

impl Board {
    /// `before`: the list as it was when the reader left it.
    pub fn new(scope: Scope, page: FeedPage, before: Option<Shown>) -> Self {
        let top = page.cards.first().map_or(i64::MIN, |c| c.written.at);
        let (shown, cards) = match before {
            Some(shown) => (shown, page.cards),
            None => {
                let entries = page.cards.into_iter().map(|c| Entry::new(c, false)).collect();
                (
                    Shown {
                        entries,
                        next: page.next,
                        gaps: Vec::new(),
                        top,
                    },
                    Vec::new(),
                )
            }
        };
        let board = Self {
            scope: StoredValue::new(scope),
            entries: RwSignal::new(shown.entries),
            next: RwSignal::new(shown.next),
            gaps: RwSignal::new(shown.gaps),
            fresh: RwSignal::new(Vec::new()),
            many: RwSignal::new(false),
            top: StoredValue::new(shown.top),
            loading: RwSignal::new(false),
            failed: RwSignal::new(None),
            closed: use_context(),
        };
        let new = cards.into_iter().map(|c| c.id).filter(|id| board.find(id).is_none());
        board.fresh.set(new.collect());
        board
    }

    pub fn shown(self) -> Option<Shown> {
        Some(Shown {
            entries: self.entries.try_get_untracked()?,
            next: self.next.try_get_untracked()?,
            gaps: self.gaps.try_get_untracked()?,
            top: self.top.try_get_value()?,
        })
    }

    pub fn find(self, id: &RecordId) -> Option<Entry> {
        self.entries
            .try_with_untracked(|all| all.iter().find(|e| e.id == *id).cloned())
            .flatten()
    }

    fn scope(self) -> Option<String> {
        self.scope.try_with_value(ToString::to_string)
    }

    pub fn take_out(self, id: &RecordId) {
        self.entries.try_update(|all| all.retain(|e| e.id != *id));
    }

    /// Puts records that are not shown in their places.
    pub fn merge(self, cards: Vec<RecordCard>) {
        let new: Vec<Entry> = cards
            .into_iter()
            .filter(|c| self.find(&c.id).is_none())
            .map(|c| Entry::new(c, false))
            .collect();
        if !new.is_empty() {
            self.fresh
                .try_update(|ids| ids.retain(|id| !new.iter().any(|e| e.id == *id)));
            self.entries.try_update(|all| {
                all.extend(new);
                all.sort_by(|a, b| (b.at, &b.id).cmp(&(a.at, &a.id)));
            });
        }
    }

    /// Fetches older records and appends them; a second call while one is under way does nothing.
    pub fn older(self) {
        leptos::task::spawn_local(self.fetch_older());
    }

    /// As `older`, until it is done.
    pub async fn fetch_older(self) {
        let (Some(scope), Some(Some(cursor)), Some(false)) = (
            self.scope(),
            self.next.try_get_untracked(),
            self.loading.try_get_untracked(),
        ) else {
            return;
        };
        self.loading.set(true);
        self.failed.set(None);
        match api::feed(scope, Some(cursor)).await {
            Ok(page) => {
                self.merge(page.cards);
                self.next.try_set(page.next);
            }
            Err(error) => _ = self.failed.try_set(Some(error)),
        }
        self.loading.try_set(false);
    }

    /// Fetches what is new and shows it above what is shown.
    pub async fn newest(self) -> Result<(), ApiError> {
        let floor = self.top.try_get_value().unwrap_or(i64::MIN);
        let told = self.fresh.try_get_untracked().unwrap_or_default();
        let top = self.fill(None, floor).await?;
        self.top.try_update_value(|t| *t = top.max(*t));
        // Told of meanwhile, and not in what came: still new.
        self.fresh.try_update(|ids| ids.retain(|id| !told.contains(id)));
        self.many.try_set(false);
        Ok(())
    }

    /// Fetches what belongs into a gap.
    pub async fn bridge(self, gap: Gap) {
        match self.fill(Some(gap.cursor), gap.floor).await {
            Ok(_) => _ = self.gaps.try_update(|all| all.retain(|g| g.after != gap.after)),
            Err(error) => _ = self.failed.try_set(Some(error)),
        }
    }

    /// Fetches pages down to what is shown already, or leaves a gap. The moment of the first record.
    async fn fill(self, mut cursor: Option<String>, floor: i64) -> Result<i64, ApiError> {
        let mut got: Vec<RecordCard> = Vec::new();
        let Some(scope) = self.scope() else { return Ok(floor) };
        for _ in 0..NEW_PAGES {
            let page = api::feed(scope.clone(), cursor).await?;
            got.extend(page.cards);
            cursor = page.next;
            if floor == i64::MIN {
                // Nothing was there: the list begins.
                self.next.try_set(cursor.take());
            }
            if got.last().is_none_or(|c| c.written.at <= floor) {
                cursor = None;
            }
            if cursor.is_none() {
                break;
            }
        }
        let top = got.first().map_or(floor, |c| c.written.at);
        if let (Some(cursor), Some(last)) = (cursor, got.last()) {
            let after = last.id.clone();
            self.gaps.try_update(|all| all.push(Gap { after, cursor, floor }));
        }
        self.merge(got);
        Ok(top)
    }

    /// How many of the newest page are not shown; for scopes whose extent only the server knows, and after gaps.
    pub async fn peek(self) {
        let (Some(scope), Some(before)) = (self.scope(), self.fresh.try_get_untracked()) else {
            return;
        };
        if let Ok(page) = api::feed(scope, None).await {
            let lowest = page.cards.last().map_or(i64::MIN, |c| c.written.at);
            let many = page.next.is_some() && self.top.try_get_value().is_some_and(|top| lowest > top);
            let ids = page.cards.into_iter().map(|c| c.id);
            let mut new: Vec<RecordId> = ids.filter(|id| self.find(id).is_none()).collect();
            self.fresh.try_update(|fresh| {
                // Told of meanwhile, or further down than the page reaches; others are gone.
                fresh.retain(|id| !new.contains(id) && (many || !before.contains(id)));
                new.append(fresh);
                *fresh = new;
            });
            self.many.try_set(many);
        }
    }

    /// Reads again everything that is shown: rights changed or too much was missed. What the server no longer gives disappears.
    pub async fn resync(self) {
        let (Some(scope), Some(before), Some(top)) =
            (self.scope(), self.entries.try_get_untracked(), self.top.try_get_value())
        else {
            return;
        };
        let told = self.fresh.try_get_untracked().unwrap_or_default();
        let oldest = before.last().map(|e| e.at);
        let (mut cursor, mut got) = (None, Vec::new());
        for _ in 0..RESYNC_PAGES {
            match api::feed(scope.clone(), cursor).await {
                Ok(page) => {
                    got.extend(page.cards);
                    cursor = page.next;
                }
                Err(ApiError::NotFound) => return self.close(),
                // The stream tells again when there is a connection.
                Err(_) => return,
            }
            if cursor.is_none() || oldest.is_none_or(|at| got.last().is_some_and(|c: &RecordCard| c.written.at <= at)) {
                break;
            }
        }
        // What was written meanwhile stays; a draft that was published meanwhile stands at another place.
        let stays = |e: &Entry| got.iter().any(|c| c.id == e.id && c.written.at == e.at);
        let gone = |e: &Entry| before.iter().any(|b| b.id == e.id) && !stays(e);
        let reached = |e: &Entry| cursor.is_none() || got.last().is_some_and(|c| c.written.at <= e.at);
        let closed = |e: &Entry| reached(e) && got.iter().all(|c| c.id != e.id);
        self.entries
            .try_update(|all| all.retain(|e| !gone(e) || (closed(e) && e.close())));
        self.gaps.try_set(Vec::new());
        self.next.try_set(cursor);
        // Older ones that a new right opened are shown; newer ones wait for the pill.
        let (mut fresh, mut opened) = (Vec::new(), Vec::new());
        for card in got {
            match self.find(&card.id) {
                Some(entry) if entry.full.get_untracked() => entry.refetch().await,
                Some(entry) => entry.renew(card),
                None if card.written.at > top && card.relation != Relation::Own => fresh.push(card.id),
                None => opened.push(card),
            }
        }
        self.merge(opened);
        self.fresh.try_update(|ids| {
            // Told of while it was read.
            ids.retain(|id| !told.contains(id) && !fresh.contains(id) && self.find(id).is_none());
            ids.splice(..0, fresh);
        });
        self.many.try_set(false);
    }

    fn close(self) {
        place::forget();
        self.entries.try_set(Vec::new());
        self.gaps.try_set(Vec::new());
        self.fresh.try_set(Vec::new());
        self.next.try_set(None);
        if let Some(Closed(read_again)) = self.closed {
            read_again.run(());
        }
    }
}
