//! Choosing what a new item serves: by checkboxes, with a search once they are many.

use super::p;
use super::people::{Asked, SERVES};
use crate::prelude::*;
use crate::site::lang;
use domain::view::plan::{Goal, PlanGoals};

/// From so many on they can be searched.
const MANY: usize = 12;

pub(super) fn goals(asked: &Asked, goals: PlanGoals) -> AnyView {
    let PlanGoals {
        own,
        leaders,
        units,
        more,
    } = goals;
    let count = own.len() + leaders.len() + units.len();
    let searched = !asked.goal.is_empty();
    if count == 0 && !searched {
        return ().into_any();
    }
    let groups = [
        (p().goals_mine, own),
        (p().goals_leaders, leaders),
        (p().goals_units, units),
    ];
    let groups = groups.into_iter().filter(|(_, goals)| !goals.is_empty());
    let search = (searched || more || count > MANY).then(|| {
        view! {
            <div class="plan-fields">
                <div class="field grow-1"><label for="new-goal">{p().goals_part}</label><input type="search" id="new-goal" name="goal" value=asked.goal.clone()/></div>
                <button type="submit" formmethod="post" formaction="/plan/new" formnovalidate>{p().filter}</button>
            </div>
        }
    });
    view! {
        <fieldset class="choose">
            <legend>{p().goals}</legend>
            <p class="hint">{p().goals_what}</p>
            {search}
            {groups.map(|(title, goals)| group(title, goals, asked)).collect_view()}
            {(count == 0).then(|| view! { <p class="hint">{p().goals_none}</p> })}
            {more.then(|| view! { <p class="hint">{p().goals_more}</p> })}
        </fieldset>
    }
    .into_any()
}

fn group(title: &'static str, goals: Vec<Goal>, asked: &Asked) -> AnyView {
    let one = |goal: Goal| {
        let chosen = asked.serves.contains(&goal.id.0);
        view! {
            <li><label class="radio"><input type="checkbox" name=SERVES value=goal.id.0 checked=chosen/><span>{goal.title}<span class="seat">{goal.whose}" · "{goal.horizon.words(lang())}</span></span></label></li>
        }
    };
    view! {
        <p class="hint"><b>{title}</b></p>
        <ul class="checks" data-boxes=SERVES aria-label=title>{goals.into_iter().map(one).collect_view()}</ul>
    }
    .into_any()
}
