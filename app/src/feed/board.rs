use super::entry::Entry;
use crate::api::{self, ApiError};
use crate::prelude::*;
use domain::view::{FeedPage, RecordCard};
use domain::{RecordId, Scope};

/// Pages fetched again at most, when much was missed.
const RESYNC_PAGES: u32 = 5;

/// The list on the page.
#[derive(Clone, Copy)]
pub struct Board {
    pub scope: StoredValue<Scope>,
    pub entries: RwSignal<Vec<Entry>>,
    pub next: RwSignal<Option<String>>,
    /// New records that are not shown yet.
    pub fresh: RwSignal<Vec<RecordId>>,
    pub loading: RwSignal<bool>,
    pub failed: RwSignal<Option<ApiError>>,
}

impl Board {
    pub fn new(scope: Scope, page: FeedPage) -> Self {
        Self {
            scope: StoredValue::new(scope),
            entries: RwSignal::new(page.cards.into_iter().map(|c| Entry::new(c, false)).collect()),
            next: RwSignal::new(page.next),
            fresh: RwSignal::new(Vec::new()),
            loading: RwSignal::new(false),
            failed: RwSignal::new(None),
        }
    }

    pub fn find(self, id: &RecordId) -> Option<Entry> {
        self.entries
            .try_with_untracked(|all| all.iter().find(|e| e.id == *id).cloned())
            .flatten()
    }

    fn scope(self) -> Option<String> {
        self.scope.try_with_value(ToString::to_string)
    }

    /// Puts records that are not shown at the top, in their order.
    pub fn prepend(self, cards: Vec<RecordCard>) {
        let new: Vec<Entry> = cards
            .into_iter()
            .filter(|c| self.find(&c.id).is_none())
            .map(|c| Entry::new(c, false))
            .collect();
        self.fresh
            .try_update(|ids| ids.retain(|id| !new.iter().any(|e| e.id == *id)));
        if !new.is_empty() {
            self.entries.try_update(|all| {
                all.splice(0..0, new);
            });
        }
    }

    /// Fetches older records and appends them; a second call while one is under way does nothing.
    pub fn older(self) {
        let Some(cursor) = self.next.get_untracked() else {
            return;
        };
        if self.loading.get_untracked() {
            return;
        }
        let Some(scope) = self.scope() else { return };
        self.loading.set(true);
        self.failed.set(None);
        leptos::task::spawn_local(async move {
            match api::feed(scope, Some(cursor)).await {
                Ok(page) => {
                    let new: Vec<Entry> = page
                        .cards
                        .into_iter()
                        .filter(|c| self.find(&c.id).is_none())
                        .map(|c| Entry::new(c, false))
                        .collect();
                    self.entries.try_update(|all| all.extend(new));
                    self.next.try_set(page.next);
                }
                Err(error) => _ = self.failed.try_set(Some(error)),
            }
            self.loading.try_set(false);
        });
    }

    /// Fetches the newest page and shows what is not shown. After a long absence the list starts anew.
    pub async fn newest(self) -> Result<(), ApiError> {
        let Some(scope) = self.scope() else { return Ok(()) };
        let page = api::feed(scope, None).await?;
        let joins = page.cards.iter().any(|c| self.find(&c.id).is_some()) || page.next.is_none();
        if joins || self.entries.try_with_untracked(Vec::is_empty).unwrap_or(true) {
            self.prepend(page.cards);
        } else {
            self.entries
                .try_set(page.cards.into_iter().map(|c| Entry::new(c, false)).collect());
            self.next.try_set(page.next);
        }
        self.fresh.try_set(Vec::new());
        Ok(())
    }

    /// How many of the newest page are not shown; for scopes whose extent only the server knows, and after gaps.
    pub async fn peek(self) {
        let Some(scope) = self.scope() else { return };
        if let Ok(page) = api::feed(scope, None).await {
            let ids = page
                .cards
                .into_iter()
                .map(|c| c.id)
                .filter(|id| self.find(id).is_none())
                .collect();
            self.fresh.try_set(ids);
        }
    }

    /// Reads again everything that is shown: rights changed or too much was missed. What the server no longer gives disappears.
    pub async fn resync(self) {
        let (Some(scope), Some(oldest)) = (
            self.scope(),
            self.entries.try_with_untracked(|all| all.last().map(|e| e.at)),
        ) else {
            return;
        };
        let (mut cursor, mut got) = (None, Vec::new());
        let mut ended = false;
        for _ in 0..RESYNC_PAGES {
            let Ok(page) = api::feed(scope.clone(), cursor).await else {
                return;
            };
            got.extend(page.cards);
            ended = page.next.is_none();
            cursor = page.next;
            if ended || oldest.is_none_or(|at| got.last().is_some_and(|c: &RecordCard| c.written.at <= at)) {
                break;
            }
        }
        let reached = if ended {
            i64::MIN
        } else {
            got.last().map_or(i64::MAX, |c| c.written.at)
        };
        let newest = self
            .entries
            .try_with_untracked(|all| all.first().map(|e| e.at))
            .flatten()
            .unwrap_or(i64::MIN);
        self.entries.try_update(|all| {
            all.retain(|e| e.at < reached || got.iter().any(|c| c.id == e.id));
            // Older ones that a new right opened; newer ones wait for the pill.
            for card in got.iter().filter(|c| c.written.at <= newest) {
                if !all.iter().any(|e| e.id == card.id) {
                    all.push(Entry::new(card.clone(), false));
                }
            }
            all.sort_by(|a, b| (b.at, &b.id).cmp(&(a.at, &a.id)));
        });
        let mut fresh = Vec::new();
        for card in got {
            match self.find(&card.id) {
                Some(entry) if entry.full.get_untracked() => entry.refetch().await,
                Some(entry) => entry.renew(card),
                None => fresh.push(card.id),
            }
        }
        self.next.try_update(|next| {
            if ended {
                *next = None;
            } else if next.is_none() {
                *next = cursor;
            }
        });
        self.fresh.try_set(fresh);
    }
}
