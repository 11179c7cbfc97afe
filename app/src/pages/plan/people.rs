//! Choosing people by checkboxes, with a filter that keeps those chosen.

use super::p;
use crate::load::Key;
use crate::prelude::*;
use domain::plan::{Draft, MOST_GOALS, MOST_PEOPLE};
use domain::view::PersonRef;
use domain::view::plan::PlanPeople;
use leptos_router::params::ParamsMap;

/// The field of a chosen person, as forms with lists are read.
const PEOPLE: &str = "people[]";
pub(super) const SERVES: &str = "serves[]";

/// The form so far, as it was sent: its page shows it again with the people and larger items that were searched for.
#[derive(Clone, Debug, Default)]
pub struct TypedPlan(pub Vec<(String, String)>);

/// What the page was asked with: the form so far, and the filter.
#[derive(Clone, Default)]
pub(super) struct Asked {
    pub draft: Draft,
    /// For oneself, also by somebody who leads others.
    pub own: bool,
    pub unit: String,
    place: String,
    part: String,
    /// Everybody who is listed is ticked.
    all: bool,
    chosen: Vec<String>,
    /// Larger items that are chosen, and what their titles are searched for.
    pub serves: Vec<String>,
    pub goal: String,
    /// It came from a form: what stands in it was typed, and is kept on the device.
    pub typed: bool,
}

impl Asked {
    /// From a form that was sent.
    pub fn typed(TypedPlan(fields): &TypedPlan) -> Self {
        let asked = Self::of(|name| {
            let those = fields.iter().filter(|(n, _)| n == name);
            those.map(|(_, value)| value.clone()).collect()
        });
        Self { typed: true, ..asked }
    }

    /// From the address, as a link may name a unit.
    pub fn read(query: &ParamsMap) -> Self {
        Self::of(|name| query.get_all(name).unwrap_or_default())
    }

    fn of(all: impl Fn(&str) -> Vec<String>) -> Self {
        let text = |name: &str| all(name).pop().unwrap_or_default();
        Self {
            draft: Draft {
                title: text("title"),
                measure: text("measure"),
                note: text("note"),
                horizon: text("horizon"),
                weight: text("weight"),
                difficulty: text("difficulty"),
                key_task: text("key_task"),
                start: text("start"),
                due: text("due"),
            },
            own: text("for") == "me",
            unit: text("unit"),
            place: text("in"),
            part: text("part"),
            all: !text("all").is_empty(),
            chosen: all(PEOPLE).into_iter().take(MOST_PEOPLE).collect(),
            serves: all(SERVES).into_iter().take(MOST_GOALS).collect(),
            goal: text("goal"),
            typed: false,
        }
    }

    /// For the form: what the script that keeps drafts has to know of it.
    pub fn refused(&self) -> Option<&'static str> {
        self.typed.then_some("whole")
    }

    /// For the page's reading of people.
    pub fn key(&self) -> Key {
        (format!("{}\n{}", self.place, self.part), Some(self.chosen.join(",")))
    }

    /// For its reading of larger items.
    pub fn goals_key(&self) -> Key {
        (self.goal.clone(), Some(self.serves.join(",")))
    }
}

pub(super) fn choose(asked: &Asked, people: PlanPeople) -> AnyView {
    let PlanPeople {
        units,
        chosen,
        people,
        more,
    } = people;
    let count = u32::try_from(chosen.len()).unwrap_or(u32::MAX);
    let unit = |u: domain::view::UnitRef| {
        let here = u.id.as_str() == asked.place;
        view! { <option value=u.id.0 selected=here>{u.name}</option> }
    };
    let none = people.is_empty() && chosen.is_empty();
    view! {
        <fieldset class="choose">
            <legend>{p().who}</legend>
            <p class="hint">{p().who_what}</p>
            <div class="plan-fields">
                <div class="field"><label for="new-in">{p().filter_unit}</label><select id="new-in" name="in"><option value="">{p().all_units}</option>{units.into_iter().map(unit).collect_view()}</select></div>
                <div class="field grow-1"><label for="new-part">{p().filter_name}</label><input type="search" id="new-part" name="part" value=asked.part.clone()/></div>
                <button type="submit" formmethod="post" formaction="/plan/new" formnovalidate>{p().filter}</button>
                <button type="submit" name="all" value="1" formmethod="post" formaction="/plan/new" formnovalidate>{p().all_listed}</button>
            </div>
            {(count > 0).then(|| view! { <p class="hint" role="status">{(p().chosen)(count)}</p> })}
            <ul class="checks" data-boxes=PEOPLE>
                {chosen.into_iter().map(|person| one(person, true)).collect_view()}
                {people.into_iter().map(|person| one(person, asked.all)).collect_view()}
            </ul>
            {none.then(|| view! { <p class="hint">{p().no_people}</p> })}
            {more.then(|| view! { <p class="hint">{p().more_people}</p> })}
        </fieldset>
    }
    .into_any()
}

fn one(person: PersonRef, chosen: bool) -> AnyView {
    view! {
        <li><label class="radio"><input type="checkbox" name=PEOPLE value=person.id.0 checked=chosen/><span>{person.name}<span class="seat">{person.post}" · "{person.unit}</span></span></label></li>
    }
    .into_any()
}
