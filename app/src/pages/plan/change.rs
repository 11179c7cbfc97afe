use super::{fields, hidden, key, p};
use crate::api::ChangePlan;
use crate::prelude::*;
use crate::site::lang;
use domain::plan::{Draft, Field};
use domain::view::PersonRef;
use domain::view::plan::ItemView;

/// The item as a form; what it says is what it was in this version. Its owner can be looked for (`part`) where not all are offered.
pub(super) fn form(item: &ItemView, owners: Vec<PersonRef>, more: bool, part: &str) -> AnyView {
    let draft = Draft {
        title: item.title.clone(),
        measure: item.measure.clone(),
        note: item.note.clone(),
        horizon: item.horizon.as_str().into(),
        weight: item.weight.to_string(),
        difficulty: item.difficulty.as_str().into(),
        key_task: if item.key { "yes".into() } else { String::new() },
        start: item.start.clone(),
        due: item.due.clone(),
    };
    let option =
        |p: PersonRef| view! { <option value=p.id.0>{format!("{} · {} · {}", p.name, p.post, p.unit)}</option> };
    let choice = (!owners.is_empty()).then(|| {
        view! {
            <div class="field">
                <label for="change-owner">{Field::Owner.words(lang())}</label>
                <select id="change-owner" name="owner"><option value="">{p().owner_keep}</option>{owners.into_iter().map(option).collect_view()}</select>
            </div>
        }
    });
    let find = (more || !part.is_empty()).then(|| {
        view! {
            <form class="plan-fields" method="get" action=format!("/plan/item/{}", item.id)>
                <div class="field grow-1"><label for="change-part">{p().filter_name}</label><input type="search" id="change-part" name="part" value=part.to_owned()/></div>
                <button type="submit">{p().filter}</button>
            </form>
            {more.then(|| view! { <p class="hint">{p().more_owners}</p> })}
        }
    });
    view! {
        <details class="card plan-change" open=!part.is_empty()>
            <summary>{p().change}</summary>
            {find}
            <form class="stack" method="post" action=ChangePlan::url() data-draft=format!("plan_change:{}", item.id)>
                {key()}{hidden("item", &item.id)}{hidden("version", item.version)}
                <p class="hint">{p().change_what}</p>
                {fields::all(&draft, "change")}
                {choice}
                <div class="field">
                    <label for="change-reason">{p().change_why}</label>
                    <input id="change-reason" name="reason" maxlength="500" autocomplete="off"/>
                </div>
                <div class="row"><button type="submit" class="primary">{p().change}</button></div>
            </form>
        </details>
    }
    .into_any()
}
