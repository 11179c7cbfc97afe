//! `@` in a comment: a list of people to choose from, as a text box with a list box beside it.

use crate::api;
use crate::browser;
use crate::prelude::*;
use crate::site::w;
use domain::view::{PersonMention, PersonRef};
use leptos::ev::KeyboardEvent;

/// Who was chosen, and who is offered.
#[derive(Clone, Copy)]
pub struct Mentions {
    pub chosen: RwSignal<Vec<PersonMention>>,
    offered: RwSignal<Vec<PersonRef>>,
    active: RwSignal<usize>,
    asked: StoredValue<u32>,
}

impl Mentions {
    pub fn new() -> Self {
        Self {
            chosen: RwSignal::new(Vec::new()),
            offered: RwSignal::new(Vec::new()),
            active: RwSignal::new(0),
            asked: StoredValue::new(0),
        }
    }

    /// The ids whose names still stand in the text, as the form sends them.
    pub fn ids(self, text: &str) -> String {
        let ids: Vec<String> = self.chosen.with_untracked(|c| {
            c.iter()
                .filter(|m| text.contains(&format!("@{}", m.name)))
                .map(|m| m.id.0.clone())
                .collect()
        });
        ids.join(",")
    }

    /// The text changed: offer people when `@` and a few letters stand before the caret.
    pub fn follow(self, record: &str, field: &str) {
        self.asked.update_value(|n| *n += 1);
        let (before, _) = browser::around_caret(field);
        let Some(prefix) = begun(&before).map(str::to_owned) else {
            return self.offered.set(Vec::new());
        };
        let ticket = self.asked.get_value();
        let record = record.to_owned();
        set_timeout(
            move || {
                if self.asked.try_get_value() != Some(ticket) {
                    return;
                }
                leptos::task::spawn_local(async move {
                    let people = api::mentionable(record, prefix).await.unwrap_or_default();
                    if self.asked.try_get_value() == Some(ticket) {
                        self.active.set(0);
                        self.offered.set(people);
                    }
                });
            },
            std::time::Duration::from_millis(150),
        );
    }

    /// Arrows, Enter and Escape while people are offered; true when the key was used.
    pub fn key(self, event: &KeyboardEvent, field: &str) -> bool {
        let count = self.offered.with_untracked(Vec::len);
        if count == 0 {
            return false;
        }
        match event.key().as_str() {
            "ArrowDown" => self.active.update(|n| *n = (*n + 1) % count),
            "ArrowUp" => self.active.update(|n| *n = (*n + count - 1) % count),
            "Enter" | "Tab" => self.choose(self.active.get_untracked(), field),
            "Escape" => self.close(),
            _ => return false,
        }
        event.prevent_default();
        true
    }

    fn choose(self, place: usize, field: &str) {
        let Some(person) = self.offered.with_untracked(|o| o.get(place).cloned()) else {
            return;
        };
        let (before, after) = browser::around_caret(field);
        if let Some(prefix) = begun(&before) {
            let kept = before.get(..before.len() - prefix.len()).unwrap_or_default();
            browser::write_around(field, &format!("{kept}{} ", person.name), after.trim_start_matches(' '));
        }
        self.chosen.update(|c| {
            c.push(PersonMention {
                id: person.id,
                name: person.name,
            })
        });
        self.close();
    }

    /// An answer that is still on its way does not open the list again.
    fn close(self) {
        self.asked.update_value(|n| *n += 1);
        self.offered.set(Vec::new());
    }
}

/// What was typed after the last `@`, while it can still be a name.
fn begun(text: &str) -> Option<&str> {
    let (before, prefix) = text.rsplit_once('@')?;
    let word = before.chars().next_back().is_none_or(|c| !c.is_ascii_alphanumeric());
    (word
        && prefix.chars().count() <= 24
        && !prefix.contains(['\n', '，', '。', '：', ',', '.'])
        && !prefix.ends_with("  "))
    .then_some(prefix)
}

/// The list of people, below the field that it completes.
#[component]
pub fn MentionField(mentions: Mentions, field: String) -> impl IntoView {
    let list = format!("{field}-people");
    let options = {
        let list = list.clone();
        move || {
            let active = mentions.active.get();
            let row = |(n, person): (usize, PersonRef)| {
                let field = field.clone();
                // Before the field loses the focus.
                let press = move |event: leptos::ev::MouseEvent| {
                    event.prevent_default();
                    mentions.choose(n, &field);
                };
                view! {
                    <li role="option" id=format!("{list}-{n}") aria-selected=if n == active { "true" } else { "false" } on:mousedown=press>
                        <b>{person.name}</b> <span>{format!("{} · {}", person.unit, person.post)}</span>
                    </li>
                }
            };
            mentions.offered.get().into_iter().enumerate().map(row).collect_view()
        }
    };
    let none = move || mentions.offered.with(Vec::is_empty);
    let told = move || {
        (!none()).then(|| (w().people_offered)(u32::try_from(mentions.offered.with(Vec::len)).unwrap_or_default()))
    };
    view! {
        <ul class="people" role="listbox" id=list.clone() aria-label=w().mention hidden=none>{options}</ul>
        <span class="sr" aria-live="polite">{told}</span>
    }
}

impl Mentions {
    pub fn open(self) -> bool {
        !self.offered.with(Vec::is_empty)
    }

    /// For `aria-activedescendant`.
    pub fn active_id(self, field: &str) -> Option<String> {
        self.open().then(|| format!("{field}-people-{}", self.active.get()))
    }
}
