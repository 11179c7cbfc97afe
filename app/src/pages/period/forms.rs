//! The forms of many people, in one file.

use super::a;
use super::parts::address;
use crate::prelude::*;
use domain::assessment::process::State;
use domain::view::assess::{PeriodPage, UnitProgress};

/// For those who hand them over, once somebody was given the result.
pub(super) fn all(page: &PeriodPage) -> Option<AnyView> {
    // Whoever was taken out comes after all other states, and has no result.
    let is_told = |state: State| state >= State::Told && state != State::Excused;
    let told = |unit: &UnitProgress| unit.states.iter().any(|(state, many)| is_told(*state) && *many > 0);
    let offered = page.may_manage && page.line.withdrawn.is_none() && page.units.iter().any(told);
    let option = |of: &UnitProgress| view! { <option value=of.unit.unit.to_string()>{of.unit.name.clone()}</option> };
    let class = if page.line.closed { "primary" } else { "" };
    offered.then(|| {
        view! {
            <section class="card" aria-labelledby="forms">
                <h2 id="forms">{a().forms}</h2>
                <p class="hint">{a().forms_what}</p>
                <form class="stack" method="get" action=format!("{}/forms.zip", address(&page.line.id))>
                    <div class="field">
                        <label for="forms-unit">{a().unit}</label>
                        <select id="forms-unit" name="unit"><option value="">{a().units_whole}</option>{page.units.iter().map(option).collect_view()}</select>
                    </div>
                    <div class="row start"><button type="submit" class=class>{a().forms_take}</button></div>
                </form>
            </section>
        }
        .into_any()
    })
}
