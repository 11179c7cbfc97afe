use crate::api;
use crate::browser;
use crate::prelude::*;
use domain::view::{LikeState, RecordCard, Revision};
use domain::{Audience, RecordId};

/// One record on the page. Its parts outlive the list's changes, so nothing is drawn anew that did not change.
#[derive(Clone)]
pub struct Entry {
    pub id: RecordId,
    pub day: String,
    /// When it was written, in milliseconds.
    pub at: i64,
    pub card: ArcRwSignal<RecordCard>,
    /// Withdrawn, or no longer open to the reader: a trace stands in its place.
    pub gone: ArcRwSignal<bool>,
    /// A comment that was half written when it closed.
    pub not_sent: ArcRwSignal<String>,
    /// All comments are shown, not the newest few.
    pub full: ArcRwSignal<bool>,
    /// Its earlier versions, where it stands on its own page.
    pub history: ArcRwSignal<Vec<Revision>>,
    /// An own like is on its way, and whether somebody else's was told of meanwhile.
    pub liking: ArcRwSignal<Option<bool>>,
}

impl Entry {
    pub fn new(card: RecordCard, full: bool) -> Self {
        Self {
            id: card.id.clone(),
            day: card.written.day.clone(),
            at: card.written.at,
            card: ArcRwSignal::new(card),
            gone: ArcRwSignal::new(false),
            not_sent: ArcRwSignal::new(String::new()),
            full: ArcRwSignal::new(full),
            history: ArcRwSignal::new(Vec::new()),
            liking: ArcRwSignal::new(None),
        }
    }

    /// Whether it stood here as a draft, or as the trace of what its writer took back.
    pub fn was_unpublished(&self) -> bool {
        self.gone.get_untracked() || self.card.with_untracked(|c| c.audience == Audience::Draft)
    }

    /// Takes over what the server says now.
    pub fn renew(&self, card: RecordCard) {
        self.gone.set(false);
        self.not_sent.set(String::new());
        if self.card.with_untracked(|old| *old != card) {
            self.card.set(card);
        }
    }

    /// It is not open to the reader any more. Whether words are left that he had not sent: they stay with him.
    pub fn close(&self) -> bool {
        let words = browser::field_value(&format!("comment-{}", self.id));
        if !words.trim().is_empty() {
            self.not_sent.set(words);
        }
        self.gone.set(true);
        self.history.set(Vec::new());
        self.not_sent.with_untracked(|words| !words.is_empty())
    }

    pub fn set_likes(&self, state: LikeState) {
        self.card.update(|c| {
            c.likes = state.likes;
            c.marks = state.marks;
            c.liked = state.liked;
        });
    }

    /// Asks the server for the record as it is now.
    pub async fn refetch(&self) {
        let id = self.id.0.clone();
        let full = self.full.get_untracked();
        let answer = if full {
            api::record_page(id).await.map(|page| {
                if self.history.with_untracked(|old| *old != page.history) {
                    self.history.set(page.history);
                }
                page.card
            })
        } else {
            api::card(id).await
        };
        match answer {
            Ok(card) => self.renew(card),
            Err(api::ApiError::NotFound) => {
                self.close();
            }
            // The stream tells again, or the next visit does.
            Err(_) => {}
        }
    }
}
