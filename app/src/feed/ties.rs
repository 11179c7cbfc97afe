//! What a record is tied to, in the composer: what was chosen, what can be, and what a draft brings back.
//!
//! Each kind is one hidden field of the form, so that drafts, the queue and plain forms carry it; before the script comes plain
//! boxes and a list stand in its place.

use crate::api;
use crate::browser;
use crate::prelude::*;
use domain::Audience;
use domain::view::{Anchors, Choice, Choices, LastRecord, MOST_TIES};
use std::time::Duration;

/// A pause in typing after which proposals are asked for anew.
const PAUSE: Duration = Duration::from_millis(600);
/// A field of the form that all of this belongs to.
const FIELD: &str = "compose";

/// The kinds, as places in [`Ties::chosen`].
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Item,
    Indicator,
}

impl Kind {
    pub fn field(self) -> &'static str {
        match self {
            Self::Item => "items",
            Self::Indicator => "indicators",
        }
    }

    pub fn of(self, choices: &Choices) -> &[Choice] {
        match self {
            Self::Item => &choices.items,
            Self::Indicator => &choices.indicators,
        }
    }
}

#[derive(Clone, PartialEq, Eq)]
pub struct Named {
    pub id: String,
    /// Empty until it is known: a draft brings back only the id.
    pub name: String,
}

#[derive(Clone, Copy)]
pub struct Ties {
    items: RwSignal<Vec<Named>>,
    indicators: RwSignal<Vec<Named>>,
    /// Percent typed for an item, by its id.
    told: RwSignal<Vec<(String, String)>>,
    pub continues: RwSignal<String>,
    pub choices: RwSignal<Choices>,
    /// The choices have been read.
    pub heard: RwSignal<bool>,
    /// The script has come.
    pub live: RwSignal<bool>,
    /// Of the work; others can hold on another day.
    day: RwSignal<String>,
    /// The item that the page was opened for: a draft that comes back does not drive it out.
    wanted: RwSignal<String>,
    /// Grows with every question: only the newest answer counts.
    asked: RwSignal<u32>,
}

impl Ties {
    pub fn new(anchors: &Anchors, choices: Option<Choices>, wanted: String, day: RwSignal<String>) -> Self {
        let named = |id: &str, name: &str| Named {
            id: id.to_owned(),
            name: name.to_owned(),
        };
        let ties = Self {
            items: RwSignal::new(anchors.items.iter().map(|i| named(i.id.as_str(), &i.title)).collect()),
            indicators: RwSignal::new(
                anchors
                    .indicators
                    .iter()
                    .map(|i| named(i.id.as_str(), &i.name))
                    .collect(),
            ),
            told: RwSignal::new(Vec::new()),
            continues: RwSignal::new(anchors.continues.as_ref().map(|r| r.0.clone()).unwrap_or_default()),
            heard: RwSignal::new(choices.is_some()),
            choices: RwSignal::new(choices.unwrap_or_default()),
            live: RwSignal::new(false),
            day,
            wanted: RwSignal::new(wanted),
            asked: RwSignal::new(0),
        };
        ties.take_wanted();
        ties
    }

    pub fn chosen(self, kind: Kind) -> RwSignal<Vec<Named>> {
        match kind {
            Kind::Item => self.items,
            Kind::Indicator => self.indicators,
        }
    }

    /// The ids of a kind, with a comma at the end: so "none" is said too, and an edit takes off the last one.
    pub fn ids(self, kind: Kind) -> String {
        let ids: Vec<String> = self.chosen(kind).with(|all| all.iter().map(|n| n.id.clone()).collect());
        ids.join(",") + ","
    }

    pub fn item_ids(self) -> String {
        untrack(|| self.ids(Kind::Item))
    }

    pub fn indicator_ids(self) -> String {
        untrack(|| self.ids(Kind::Indicator))
    }

    /// The record it goes on with, or a comma for none.
    pub fn continued(self) -> String {
        let record = self.continues.get_untracked();
        if record.is_empty() { ",".to_owned() } else { record }
    }

    /// `ID:PERCENT` of the chosen items for which something was typed.
    pub fn progress(self) -> String {
        let told = self.told.get();
        let chosen = self.items.get();
        let pairs: Vec<String> = told
            .into_iter()
            .filter(|(id, percent)| !percent.is_empty() && chosen.iter().any(|c| c.id == *id))
            .map(|(id, percent)| format!("{id}:{percent}"))
            .collect();
        pairs.join(",")
    }

    /// What was typed for an item.
    pub fn told(self, id: &str) -> String {
        self.told.with(|all| {
            let found = all.iter().find(|(known, _)| known == id);
            found.map(|(_, percent)| percent.clone()).unwrap_or_default()
        })
    }

    pub fn tell(self, id: &str, percent: String) {
        self.told.update(|all| {
            all.retain(|(known, _)| known != id);
            all.push((id.to_owned(), percent));
        });
        changed();
    }

    pub fn clear(self) {
        self.wanted.set(String::new());
        self.items.set(Vec::new());
        self.indicators.set(Vec::new());
        self.told.set(Vec::new());
        self.continues.set(String::new());
        self.ask(String::new());
    }

    /// Proposals for what is written so far. Without an answer the old ones stay.
    pub fn ask(self, text: String) {
        let number = self.asked.get_untracked() + 1;
        self.asked.set(number);
        let day = Some(self.day.get_untracked());
        leptos::task::spawn_local(async move {
            if let Ok(choices) = api::choices(text, day).await
                && self.asked.try_get_untracked() == Some(number)
            {
                self.choices.set(choices);
                self.heard.set(true);
                self.name_chosen();
            }
        });
    }

    /// Asks again when the writer pauses, and for the first time when the composer opens.
    pub fn follow(self, text: RwSignal<String>, open: RwSignal<bool>, fresh: bool) {
        Effect::new(move |_| self.live.set(true));
        // Another text is no continuation any more.
        Effect::new(move |_| {
            if fresh && text.with(String::is_empty) && !self.continues.with_untracked(String::is_empty) {
                self.continues.set(String::new());
            }
        });
        Effect::new(move |before: Option<String>| {
            let day = self.day.get();
            if open.get_untracked() && before.is_some_and(|before| before != day) {
                self.ask(text.get_untracked());
            }
            day
        });
        Effect::new(move |before: Option<(bool, String)>| {
            let now = (open.get(), text.get());
            let (opened, moved) = match &before {
                Some((was_open, was)) => (now.0 && !was_open, *was != now.1),
                None => (now.0, false),
            };
            if opened {
                self.ask(now.1.clone());
            } else if moved && now.0 {
                let (number, typed) = (self.asked.get_untracked() + 1, now.1.clone());
                self.asked.set(number);
                set_timeout(
                    move || {
                        if self.asked.try_get_untracked() == Some(number) {
                            self.ask(typed);
                        }
                    },
                    PAUSE,
                );
            }
            now
        });
    }

    fn name_of(self, kind: Kind, id: &str) -> String {
        self.choices.with_untracked(|c| {
            let found = kind.of(c).iter().find(|choice| choice.id == id);
            found.map(|choice| choice.name.clone()).unwrap_or_default()
        })
    }

    fn name_chosen(self) {
        for kind in [Kind::Item, Kind::Indicator] {
            let chosen = self.chosen(kind);
            if chosen.with_untracked(|all| all.iter().any(|n| n.name.is_empty())) {
                chosen.update(|all| {
                    for named in all.iter_mut().filter(|n| n.name.is_empty()) {
                        named.name = self.name_of(kind, &named.id);
                    }
                });
            }
        }
    }

    fn put(self, kind: Kind, id: &str) {
        let name = self.name_of(kind, id);
        self.chosen(kind).update(|all| {
            if all.len() < MOST_TIES && !all.iter().any(|n| n.id == id) {
                all.push(Named {
                    id: id.to_owned(),
                    name,
                });
            }
        });
    }

    /// What a form brought along, as far as it is among the choices.
    #[cfg(feature = "ssr")]
    pub fn bring(self, kind: Kind, id: &str) {
        if !self.name_of(kind, id).is_empty() {
            self.put(kind, id);
        }
    }

    fn take_wanted(self) {
        let wanted = self.wanted.get_untracked();
        if !self.name_of(Kind::Item, &wanted).is_empty() {
            self.put(Kind::Item, &wanted);
        }
    }

    pub fn take(self, kind: Kind, id: &str) {
        self.put(kind, id);
        changed();
    }

    pub fn drop_one(self, kind: Kind, id: &str) {
        if self.wanted.with_untracked(|wanted| wanted == id) {
            self.wanted.set(String::new());
        }
        self.chosen(kind).update(|all| all.retain(|n| n.id != id));
        changed();
    }

    /// What a draft brings back. Names come with the choices.
    pub fn restore(self, kind: Kind, ids: &str, text: RwSignal<String>) {
        let ids: Vec<&str> = ids.split(',').filter(|id| !id.is_empty()).collect();
        self.chosen(kind).set(Vec::new());
        for id in &ids {
            self.put(kind, id);
        }
        if kind == Kind::Item && !ids.is_empty() {
            self.take_wanted();
        }
        if self
            .chosen(kind)
            .with_untracked(|all| all.iter().any(|n| n.name.is_empty()))
        {
            self.ask(text.get_untracked());
        }
    }

    pub fn restore_progress(self, pairs: &str) {
        let pairs = pairs.split(',').filter_map(|pair| pair.split_once(':'));
        self.told
            .set(pairs.map(|(id, percent)| (id.to_owned(), percent.to_owned())).collect());
    }

    /// The last record's text, ties and readers, to write on: never for more readers than it, or than were chosen.
    pub fn go_on(self, last: &LastRecord, text: RwSignal<String>, audience: RwSignal<Audience>) {
        audience.update(|to| *to = last.audience.max(*to));
        browser::set_field("compose-audience", audience.get_untracked().as_str());
        text.set(last.text.clone());
        browser::set_field(FIELD, &last.text);
        for id in &last.items {
            self.put(Kind::Item, id);
        }
        for id in &last.indicators {
            self.put(Kind::Indicator, id);
        }
        self.continues.set(last.id.0.clone());
        browser::focus(FIELD);
        changed();
    }

    pub fn part(self) {
        self.continues.set(String::new());
        changed();
    }
}

/// Drafts hear of what is typed only. Once the fields have followed.
fn changed() {
    set_timeout(|| _ = browser::tell_form(FIELD, "input"), Duration::ZERO);
}
