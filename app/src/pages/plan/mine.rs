use super::super::trouble;
use super::row::{Show, due, folded, list, row, section};
use super::{fields, hidden, key, p};
use crate::api::{self, CopyPlan, WritePlan};
use crate::load::{Key, load};
use crate::prelude::*;
use crate::session::Session;
use crate::site::{lang, w};
use domain::plan::{Draft, Field, State, Waits};
use domain::view::plan::{CopyCount, ItemView, MyPlan};
use domain::{PersonId, UnitId};
use leptos_meta::Title;

/// One's own plan: what waits for an answer, what is due when, and a line to add to it.
pub fn mine() -> AnyView {
    let resource = load(Key::default, |_| api::my_plan());
    let content = move || {
        Suspend::new(async move {
            match resource.await {
                Ok(plan) => shown(plan),
                Err(error) => trouble(&error),
            }
        })
    };
    view! {
        <Title text=p().mine/>
        <Transition fallback=|| view! { <p class="wait" aria-busy="true">{w().loading}</p> }>{content}</Transition>
    }
    .into_any()
}

fn shown(plan: MyPlan) -> AnyView {
    let session = Session::here();
    let me = session.person();
    let may_write = session.me.with_untracked(|me| !me.seats.is_empty());
    let leads = !plan.units_led.is_empty();
    let units = plan.units_led.into_iter().map(|u| {
        view! { <li><a href=format!("/plan/unit/{}", u.id)>{(p().unit_plan)(&u.name)}</a></li> }
    });
    let nothing = plan.today.is_empty() && plan.waiting.is_empty();
    let empty = nothing && plan.week.is_empty() && plan.period.is_empty() && plan.later.is_empty();
    view! {
        <header class="head"><h1>{p().mine}</h1>
            <nav class="head-links" aria-label=p().mine>
                {leads.then(|| view! { <a class="button" href="/plan/new">{p().hand_down}</a> })}
                <a href="/plan/import">{p().import}</a>
            </nav>
        </header>
        <ul class="units plan-units">{units.collect_view()}</ul>
        {may_write.then(quick)}
        {(!may_write).then(|| view! { <p class="note">{w().no_post}</p> })}
        {section("waiting", p().waiting.into(), plan.waiting, Show::Acts, &me)}
        {section("today", p().today.into(), plan.today, Show::Acts, &me)}
        {(nothing && !empty).then(|| view! { <p class="hint plan-quiet">{p().nothing_today}</p> })}
        {empty.then(|| view! { <div class="empty"><p><b>{p().empty}</b></p><p>{p().empty_what}</p></div> })}
        {section("week", p().week.into(), plan.week, Show::Acts, &me)}
        {section("period", p().period.into(), plan.period, Show::Acts, &me)}
        {section("later", p().later.into(), plan.later, Show::Plain, &me)}
        {copies(plan.copies, &UnitId(String::new()))}
        {handed(plan.handed_down, &me)}
        {plan.handed_more.then(|| view! { <p class="hint">{p().handed_more}</p> })}
        {folded(p().ended.into(), plan.ended, &me)}
        <p class="fire">{p().gentle}" "<a href="/why">{w().why}</a></p>
    }
    .into_any()
}

/// What the reader handed down: what one act set for many is one line, with how far it is answered.
fn handed(items: Vec<ItemView>, me: &PersonId) -> AnyView {
    if items.is_empty() {
        return ().into_any();
    }
    let count = u32::try_from(items.len()).unwrap_or(u32::MAX);
    let mut acts: Vec<Vec<ItemView>> = Vec::new();
    for item in items {
        let same = |act: &&mut Vec<ItemView>| act.iter().any(|i| !i.batch.is_empty() && i.batch == item.batch);
        match acts.iter_mut().find(same) {
            Some(act) => act.push(item),
            None => acts.push(vec![item]),
        }
    }
    let one = |act: Vec<ItemView>| match <[ItemView; 1]>::try_from(act) {
        Ok([item]) => row(item, Show::Plain, me),
        Err(act) => together(act, me),
    };
    view! {
        <details class="history">
            <summary>{p().handed_down}" · "{(p().items_count)(count)}</summary>
            <ul class="plan-list">{acts.into_iter().map(one).collect_view()}</ul>
        </details>
    }
    .into_any()
}

fn together(act: Vec<ItemView>, me: &PersonId) -> AnyView {
    let of = |fits: fn(&ItemView) -> bool| act.iter().filter(|i| fits(i)).count();
    let asks = of(|i| i.waits == Waits::Setter);
    let silent = of(|i| i.waits == Waits::Owner);
    let done = of(|i| i.state == State::Done);
    let class = if asks > 0 { "chip warn" } else { "chip" };
    let words = (p().together)([act.len(), done, asks, silent]);
    let head = act
        .first()
        .map(|i| view! { <span class="title">{i.title.clone()}</span>{due(i)} });
    view! {
        <li class="plan-item">
            <div class="line">{head}</div>
            <p class="facts"><span class=class>{words}</span></p>
            <details class="act"><summary>{p().together_who}</summary>{list(act, Show::Plain, me)}</details>
        </li>
    }
    .into_any()
}

/// One line and Enter; everything else has a usual value.
fn quick() -> AnyView {
    let label = |field: Field| field.words(lang());
    view! {
        <form class="sheet quick" method="post" action=WritePlan::url() data-draft="plan_line" aria-label=p().quick>
            {key()}
            {hidden("next", "/plan")}
            <div class="line">
                <label class="sr" for="quick-title">{p().quick}</label>
                <input id="quick-title" name="title" required maxlength="200" autocomplete="off" placeholder=p().quick_hint/>
                <button type="submit" class="primary">{p().add}</button>
            </div>
            <div class="plan-fields">
                <div class="field"><label for="quick-horizon">{label(Field::Horizon)}</label><select id="quick-horizon" name="horizon">{fields::horizons("week")}</select></div>
                <div class="field"><label for="quick-due">{label(Field::Due)}</label><input type="date" id="quick-due" name="due" min=Session::here().today() aria-describedby="quick-hint"/></div>
                {fields::unit("quick", "")}
            </div>
            <p class="hint" id="quick-hint">{format!("{}{}{}", p().due_hint, lang().pick("", " "), p().agree_hint)}</p>
            <details class="act"><summary>{p().more_fields}</summary><div class="stack">{fields::rest(&Draft::default(), "quick", false)}</div></details>
        </form>
    }
    .into_any()
}

/// What can be set again; with a unit, what was handed down there.
pub(super) fn copies(counts: Vec<CopyCount>, unit: &UnitId) -> AnyView {
    if counts.is_empty() {
        return ().into_any();
    }
    let form = |c: CopyCount| {
        view! {
            <li>
                <form method="post" action=CopyPlan::url()>
                    {key()}{hidden("horizon", c.horizon.as_str())}{hidden("unit", unit)}
                    <span>{(p().copy_what)(c.horizon.words(lang()), c.count)}</span>
                    <button type="submit">{p().copy}</button>
                </form>
            </li>
        }
    };
    let title = if unit.as_str().is_empty() {
        p().copy
    } else {
        p().copy_down
    };
    view! {
        <h2 class="section">{title}</h2>
        <ul class="plan-copies">{counts.into_iter().map(form).collect_view()}</ul>
    }
    .into_any()
}
