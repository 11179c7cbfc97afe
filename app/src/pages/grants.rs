use super::trouble;
use crate::api::{self, GiveGrant, RevokeGrant};
use crate::dates;
use crate::load::{Key, load};
use crate::prelude::*;
use crate::session::Session;
use crate::site::{lang, w};
use domain::view::{GrantView, GrantsPage, UnitRef};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// Which units may read which: seen by everybody concerned, given and ended by leaders.
pub fn grants() -> AnyView {
    let resource = load(Key::default, |_| api::grants());
    let content = move || {
        Suspend::new(async move {
            match resource.await {
                Ok(page) => shown(page),
                Err(error) => trouble(&error),
            }
        })
    };
    view! {
        <Title text=w().grants/>
        <header class="head"><h1>{w().grants}</h1></header>
        <p class="lead-in">{w().grants_what}</p>
        <Transition fallback=|| view! { <p class="wait" aria-busy="true">{w().loading}</p> }>{content}</Transition>
    }
    .into_any()
}

fn shown(page: GrantsPage) -> AnyView {
    let GrantsPage {
        units,
        grants,
        candidates,
    } = page;
    let (current, ended): (Vec<_>, Vec<_>) = grants.into_iter().partition(|g| g.in_force);
    let none = current.is_empty();
    let asked = use_query_map().with(|q| q.get("revoke")).filter(|id| !id.is_empty());
    let question = asked.map(|id| question(current.iter().find(|g| g.id.as_str() == id && g.may_revoke)));
    let row = |grant: GrantView| view! { <Grant grant/> };
    if let Some(question) = question {
        return question;
    }
    view! {
        {(!units.is_empty()).then(|| view! { <Give units candidates/> })}
        <h2 class="section">{w().in_force}</h2>
        {none.then(|| view! { <div class="empty"><p><b>{w().no_grants}</b></p><p>{w().no_grants_what}</p></div> })}
        <ul class="grants">{current.into_iter().map(row).collect_view()}</ul>
        {(!ended.is_empty()).then(|| view! { <details class="history"><summary>{w().ended_grants}</summary><ul class="grants">{ended.into_iter().map(row).collect_view()}</ul></details> })}
    }
    .into_any()
}

/// Asked before what others will notice at once.
fn question(grant: Option<&GrantView>) -> AnyView {
    let Some(grant) = grant else {
        return view! {
            <div class="empty"><p role="status"><b>{w().rights.revoke_gone}</b></p><p><a class="button" href="/grants">{w().rights.back_to_grants}</a></p></div>
        }
        .into_any();
    };
    view! {
        <form class="sheet ask-page" method="post" action=RevokeGrant::url()>
            <h2>{w().rights.revoke_ask}</h2>
            <p>{(w().rights.revoke_what)(&grant.from.name, &grant.to.name)}</p>
            <input type="hidden" name="grant" value=grant.id.0.clone()/>
            <input type="hidden" name="next" value="/grants"/>
            <div class="row">
                <a class="button plain" href="/grants">{w().cancel}</a>
                <button type="submit" class="danger">{w().revoke}</button>
            </div>
        </form>
    }
    .into_any()
}

#[component]
fn Grant(grant: GrantView) -> impl IntoView {
    let since = dates::long(&grant.since, lang());
    let span = match (&grant.revoked, &grant.until) {
        (Some(day), _) => (w().revoked_on)(&dates::long(day, lang())),
        (None, until) => (w().from_to)(
            &since,
            until
                .as_deref()
                .map(|d| dates::long(d, lang()))
                .as_deref()
                .unwrap_or(w().until_revoked),
        ),
    };
    view! {
        <li class:ended=!grant.in_force>
            <p class="units-pair"><a href=format!("/unit/{}", grant.from.id)>{grant.from.name}</a><span aria-hidden="true">" → "</span><span class="sr">{w().opens_to}</span><a href=format!("/unit/{}", grant.to.id)>{grant.to.name}</a></p>
            <p class="hint">{span}" · "{(w().given_by)(&grant.given_by)}</p>
            {grant.may_revoke.then(|| view! {
                <a class="button plain" href=format!("/grants?revoke={}", grant.id)>{w().revoke}</a>
            })}
        </li>
    }
}

#[component]
fn Give(units: Vec<UnitRef>, candidates: Vec<UnitRef>) -> impl IntoView {
    let tomorrow = dates::shift(&Session::here().today(), 1);
    let options = |list: Vec<UnitRef>| {
        list.into_iter()
            .map(|u| view! { <option value=u.id.0>{u.name}</option> })
            .collect_view()
    };
    view! {
        <form class="sheet stack" method="post" action=GiveGrant::url() aria-labelledby="give-title">
            <h2 id="give-title">{w().give_grant}</h2>
            <div class="field">
                <label for="grant-from">{w().grant_from}</label>
                <select id="grant-from" name="from">{options(units)}</select>
            </div>
            <div class="field">
                <label for="grant-to">{w().grant_to}</label>
                <select id="grant-to" name="to" required>
                    <option value="">{w().choose}</option>
                    {options(candidates)}
                </select>
            </div>
            <div class="field">
                <label for="grant-until">{w().grant_until}</label>
                <input type="date" id="grant-until" name="until" min=tomorrow aria-describedby="grant-until-hint"/>
                <p class="hint" id="grant-until-hint">{w().grant_until_hint}</p>
            </div>
            <div class="row"><button type="submit" class="primary">{w().give_grant}</button></div>
        </form>
    }
}
