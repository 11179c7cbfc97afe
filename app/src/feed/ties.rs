//! What a record is tied to, in the composer: proposals to take with one tap, a list of everything else, and what was chosen.
//!
//! Each kind is one hidden field of the form, so that drafts, the queue and plain forms carry it; before the script comes a
//! plain list stands in its place.

use crate::api;
use crate::browser;
use crate::prelude::*;
use crate::site::w;
use domain::view::{Anchors, Choice, Choices, LastRecord, MOST_TIES};
use std::time::Duration;

/// A pause in typing after which proposals are asked for anew.
const PAUSE: Duration = Duration::from_millis(600);
/// Characters of the last record that the button shows.
const HINT: usize = 22;

/// The kinds, as places in [`Ties::chosen`].
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Item,
    Indicator,
}

impl Kind {
    fn field(self) -> &'static str {
        match self {
            Self::Item => "items",
            Self::Indicator => "indicators",
        }
    }

    fn of(self, choices: &Choices) -> &[Choice] {
        match self {
            Self::Item => &choices.items,
            Self::Indicator => &choices.indicators,
        }
    }
}

#[derive(Clone, PartialEq, Eq)]
struct Named {
    id: String,
    name: String,
}

#[derive(Clone, Copy)]
pub struct Ties {
    items: RwSignal<Vec<Named>>,
    indicators: RwSignal<Vec<Named>>,
    /// Percent typed for an item, by its id.
    told: RwSignal<Vec<(String, String)>>,
    continues: RwSignal<String>,
    choices: RwSignal<Choices>,
    /// The script has come.
    live: RwSignal<bool>,
    /// Grows with every question: only the newest answer counts.
    asked: RwSignal<u32>,
}

impl Ties {
    pub fn new(anchors: &Anchors, choices: Option<Choices>) -> Self {
        let named = |id: &str, name: &str| Named {
            id: id.to_owned(),
            name: name.to_owned(),
        };
        Self {
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
            choices: RwSignal::new(choices.unwrap_or_default()),
            live: RwSignal::new(false),
            asked: RwSignal::new(0),
        }
    }

    fn chosen(self, kind: Kind) -> RwSignal<Vec<Named>> {
        match kind {
            Kind::Item => self.items,
            Kind::Indicator => self.indicators,
        }
    }

    fn ids(self, kind: Kind) -> String {
        let ids: Vec<String> = self.chosen(kind).with(|all| all.iter().map(|n| n.id.clone()).collect());
        ids.join(",")
    }

    pub fn item_ids(self) -> String {
        untrack(|| self.ids(Kind::Item))
    }

    pub fn indicator_ids(self) -> String {
        untrack(|| self.ids(Kind::Indicator))
    }

    pub fn continued(self) -> String {
        self.continues.get_untracked()
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

    pub fn clear(self) {
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
        leptos::task::spawn_local(async move {
            if let Ok(choices) = api::choices(text).await
                && self.asked.try_get_untracked() == Some(number)
            {
                self.choices.try_set(choices);
            }
        });
    }

    /// Asks again when the writer pauses, and for the first time when the composer opens.
    pub fn follow(self, text: RwSignal<String>, open: RwSignal<bool>) {
        Effect::new(move |_| self.live.set(true));
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

    fn take(self, kind: Kind, id: &str) {
        let name = self.choices.with_untracked(|c| {
            let found = kind.of(c).iter().find(|choice| choice.id == id);
            found.map_or_else(|| id.to_owned(), |choice| choice.name.clone())
        });
        self.chosen(kind).update(|all| {
            if all.len() < MOST_TIES && !all.iter().any(|n| n.id == id) {
                all.push(Named {
                    id: id.to_owned(),
                    name,
                });
            }
        });
    }

    fn drop_one(self, kind: Kind, id: &str) {
        self.chosen(kind).update(|all| all.retain(|n| n.id != id));
    }

    /// What a draft brings back.
    fn restore(self, kind: Kind, ids: &str) {
        if ids == untrack(|| self.ids(kind)) {
            return;
        }
        self.chosen(kind).set(Vec::new());
        for id in ids.split(',').filter(|id| !id.is_empty()) {
            self.take(kind, id);
        }
    }

    fn go_on(self, last: &LastRecord, text: RwSignal<String>, field: &'static str) {
        text.set(last.text.clone());
        browser::set_field(field, &last.text);
        for id in &last.items {
            self.take(Kind::Item, id);
        }
        for id in &last.indicators {
            self.take(Kind::Indicator, id);
        }
        self.continues.set(last.id.0.clone());
        browser::focus(field);
    }
}

/// The rows below the text. `field` is the text's, `fresh` whether a new record is written.
pub fn tie_rows(ties: Ties, text: RwSignal<String>, field: &'static str, fresh: bool) -> AnyView {
    let last = move || {
        let offered = fresh && ties.live.get() && text.with(String::is_empty);
        let last = offered.then(|| ties.choices.with(|c| c.last.clone())).flatten()?;
        let start: String = last.text.chars().take(HINT).collect();
        let words = (w().ties.go_on)(&start);
        Some(
            view! { <button type="button" class="tie-last" on:click=move |_| ties.go_on(&last, text, field)>{words}</button> },
        )
    };
    view! {
        <div class="ties">
            {row(ties, Kind::Item)}
            {row(ties, Kind::Indicator)}
            <input type="hidden" name="progress" value=move || ties.progress()/>
            <input type="hidden" name="continues" value=move || ties.continues.get() on:input=move |event| ties.continues.set(event_target_value(&event))/>
            {last}
        </div>
    }
    .into_any()
}

fn row(ties: Ties, kind: Kind) -> AnyView {
    let words = &w().ties;
    let (label, add) = match kind {
        Kind::Item => (words.item, words.add_item),
        Kind::Indicator => (words.indicator, words.add_indicator),
    };
    let chosen = ties.chosen(kind);
    let id = format!("compose-{}", kind.field());
    let unused = move |choices: &Choices, proposed: bool| -> Vec<Choice> {
        let taken = chosen.get();
        let free = kind.of(choices).iter().filter(|c| !taken.iter().any(|t| t.id == c.id));
        free.filter(|c| !proposed || c.why.is_some()).cloned().collect()
    };
    let nothing = move || chosen.with(Vec::is_empty) && ties.choices.with(|c| kind.of(c).is_empty());
    let chips = move || {
        let all = chosen.get();
        all.into_iter().map(|named| chip(ties, kind, named)).collect_view()
    };
    let proposals = move || {
        let list = if ties.live.get() {
            ties.choices.with(|c| unused(c, true))
        } else {
            Vec::new()
        };
        list.into_iter()
            .map(|choice| proposal(ties, kind, choice))
            .collect_view()
    };
    let options = move || {
        let list = ties.choices.with(|c| unused(c, false));
        list.into_iter()
            .map(|c| view! { <option value=c.id>{c.name}</option> }.into_any())
            .collect_view()
    };
    let pick = move |event: leptos::ev::Event| {
        let id = event_target_value(&event);
        if !id.is_empty() {
            ties.take(kind, &id);
        }
    };
    view! {
        <div class="tie-row" hidden=nothing>
            <span class="tie-label">{label}</span>
            {chips}
            {proposals}
            <label class="sr" for=id.clone()>{add}</label>
            <select id=id class="tie-more" name=move || (!ties.live.get()).then_some(kind.field()) on:change=pick>
                <option value="">{add}</option>
                {options}
            </select>
            <input type="hidden" name=move || ties.live.get().then_some(kind.field()) value=move || ties.ids(kind) on:input=move |event| ties.restore(kind, &event_target_value(&event))/>
        </div>
    }
    .into_any()
}

fn chip(ties: Ties, kind: Kind, named: Named) -> AnyView {
    let id = named.id.clone();
    let remove = (w().ties.remove)(&named.name);
    let percent = (kind == Kind::Item).then(|| percent(ties, &named));
    view! {
        <span class="tie on">
            <span class="tie-name">{named.name}</span>
            {percent}
            <button type="button" aria-label=remove on:click=move |_| ties.drop_one(kind, &id)>"×"</button>
        </span>
    }
    .into_any()
}

/// How far the item is now, if the writer says so.
fn percent(ties: Ties, named: &Named) -> AnyView {
    let now = ties.choices.with_untracked(|c| {
        let found = c.items.iter().find(|choice| choice.id == named.id);
        found.and_then(|choice| choice.progress)
    });
    let id = named.id.clone();
    let told = move |event: leptos::ev::Event| {
        let percent = event_target_value(&event);
        ties.told.update(|all| {
            all.retain(|(known, _)| *known != id);
            all.push((id.clone(), percent));
        });
    };
    let label = (w().ties.progress_of)(&named.name);
    let hint = now.map(|n| n.to_string()).unwrap_or_default();
    view! {
        <input type="number" class="tie-percent" min="0" max="100" step="5" inputmode="numeric" placeholder=hint aria-label=label on:input=told/>
        <span aria-hidden="true">"%"</span>
    }
    .into_any()
}

fn proposal(ties: Ties, kind: Kind, choice: Choice) -> AnyView {
    let id = choice.id.clone();
    let why = choice.why.as_ref().map(|why| (w().ties.why)(why)).unwrap_or_default();
    view! {
        <button type="button" class="tie" on:click=move |_| ties.take(kind, &id)>
            <span class="tie-name">{format!("＋ {}", choice.name)}</span>
            <small>{why}</small>
        </button>
    }
    .into_any()
}
