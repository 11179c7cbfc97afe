//! Places of a grade with the arithmetic behind them.

use super::a;
use super::parts::{basis, say};
use crate::prelude::*;
use crate::site::lang;
use crate::words::assess_admin as words;
use domain::view::assess::{QuotaSheet, QuotaUnit};

/// One card for each quota; `here` is the unit whose board it stands on.
pub(super) fn quotas(list: Vec<QuotaSheet>) -> AnyView {
    list.into_iter().map(card).collect_view().into_any()
}

fn card(sheet: QuotaSheet) -> AnyView {
    let name = say(&sheet.grade.words);
    let proposed: u32 = sheet.units.iter().map(|u| u.proposed).sum();
    let id = format!("quota-{}", sheet.grade.id);
    // What one unit asks for beyond its places is not made up for by what another leaves; places not yet shared out are anybody's.
    let places: u32 = sheet.units.iter().map(|u| u.places).sum();
    let beyond: u32 = sheet.units.iter().map(|u| u.proposed.saturating_sub(u.places)).sum();
    let over = beyond.saturating_sub(sheet.cap.saturating_sub(places));
    let told = match proposed > sheet.cap {
        true => words::over(over, lang()),
        false => words::over_in_units(over, lang()),
    };
    let many = sheet.units.len() > 1;
    let unfolded = many && over > 0;
    view! {
        <section class="card quota" aria-labelledby=id.clone()>
            <h2 id=id.clone()>{words::places_of(&name, lang())}</h2>
            <p class="sum">{words::proposed_of(proposed, sheet.cap, lang())}{(over > 0).then(|| view! { " "<span class="chip bad">{told}</span> })}</p>
            {bar(proposed, sheet.cap)}
            <p class="hint">{say(&sheet.rule)}</p>
            <p class="hint">{basis(&sheet.article, sheet.sure)}</p>
            <details class="unfold" open=unfolded>
                <summary>{a().how}<span class="sr">" · "{name.clone()}</span></summary>
                {many.then(|| units(sheet.units.clone(), &name))}
                <ol class="arithmetic">{sheet.steps.iter().map(|s| view! { <li>{say(s)}</li> }).collect_view()}</ol>
            </details>
        </section>
    }
    .into_any()
}

/// How full it is; the numbers stand above it in words.
fn bar(proposed: u32, cap: u32) -> AnyView {
    let whole = proposed.max(cap).max(1);
    let class = if proposed > cap { "fill over" } else { "fill" };
    view! {
        <svg class="gauge" aria-hidden="true" focusable="false" preserveAspectRatio="none" viewBox=format!("0 0 {whole} 1")>
            <rect class=class x="0" y="0" width=proposed.to_string() height="1"></rect>
            {(proposed > cap).then(|| view! { <rect class="fill" x="0" y="0" width=cap.to_string() height="1"></rect> })}
        </svg>
    }
    .into_any()
}

fn units(units: Vec<QuotaUnit>, grade: &str) -> AnyView {
    let row = |u: QuotaUnit| {
        view! {
            <tr>
                <th scope="row">{u.unit.name}</th>
                <td class="number" data-label=a().counted>{u.counted}</td>
                <td class="number" data-label=a().exact>{u.exact}</td>
                <td class="number" data-label=a().places>{u.places}</td>
                <td class="number" data-label=a().proposed>{u.proposed}</td>
            </tr>
        }
    };
    view! {
        <table class="table cards plain" aria-label=words::places_of(grade, lang())>
            <thead><tr><th scope="col">{a().unit}</th><th scope="col" class="number">{a().counted}</th><th scope="col" class="number">{a().exact}</th><th scope="col" class="number">{a().places}</th><th scope="col" class="number">{a().proposed}</th></tr></thead>
            <tbody>{units.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
    .into_any()
}
