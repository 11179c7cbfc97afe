use super::trouble;
use crate::api::{self, GiveGrant, RevokeGrant};
use crate::browser;
use crate::dates;
use crate::load::{Key, load};
use crate::parts::{Confirm, Problem, Send, Toasts, fails_at};
use crate::session::Session;
use crate::site::{lang, w};
use domain::view::{GrantView, GrantsPage, UnitRef};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_meta::Title;

/// Which units may read which: seen by everybody concerned, given and ended by leaders.
pub fn grants() -> AnyView {
    let resource = load(Key::default, |_| api::grants());
    let again = Callback::new(move |()| resource.refetch());
    let content = move || {
        Suspend::new(async move {
            match resource.await {
                Ok(page) => shown(page, again),
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

fn shown(page: GrantsPage, again: Callback<()>) -> AnyView {
    let GrantsPage {
        units,
        grants,
        candidates,
    } = page;
    let (current, ended): (Vec<_>, Vec<_>) = grants.into_iter().partition(|g| g.in_force);
    let none = current.is_empty();
    let row = move |grant: GrantView| view! { <Grant grant again/> };
    view! {
        {(!units.is_empty()).then(|| view! { <Give units candidates again/> })}
        <h2 class="section">{w().in_force}</h2>
        {none.then(|| view! { <div class="empty"><p><b>{w().no_grants}</b></p><p>{w().no_grants_what}</p></div> })}
        <ul class="grants">{current.into_iter().map(row).collect_view()}</ul>
        {(!ended.is_empty()).then(|| view! { <details class="history"><summary>{w().ended_grants}</summary><ul class="grants">{ended.into_iter().map(row).collect_view()}</ul></details> })}
    }
    .into_any()
}

#[component]
fn Grant(grant: GrantView, again: Callback<()>) -> impl IntoView {
    let (confirm, toasts) = (Confirm::here(), Toasts::here());
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
    let id = grant.id.0.clone();
    let revoke = {
        let id = id.clone();
        move |event: SubmitEvent| {
            event.prevent_default();
            let id = id.clone();
            confirm.ask(
                w().revoke_ask,
                w().revoke_what,
                w().revoke,
                Callback::new(move |()| revoke_now(id.clone(), again, toasts)),
            );
        }
    };
    view! {
        <li class:ended=!grant.in_force>
            <p class="units-pair"><a href=format!("/unit/{}", grant.from.id)>{grant.from.name}</a><span aria-hidden="true">" → "</span><span class="sr">{w().opens_to}</span><a href=format!("/unit/{}", grant.to.id)>{grant.to.name}</a></p>
            <p class="hint">{span}" · "{(w().given_by)(&grant.given_by)}</p>
            {grant.may_revoke.then(|| view! {
                <form method="post" action=RevokeGrant::url() on:submit=revoke>
                    <input type="hidden" name="grant" value=id/>
                    <button type="submit" class="plain">{w().revoke}</button>
                </form>
            })}
        </li>
    }
}

fn revoke_now(id: String, again: Callback<()>, toasts: Toasts) {
    leptos::task::spawn_local(async move {
        match api::revoke_grant(id.clone()).await {
            Ok(()) => {
                toasts.say(w().revoked_now);
                again.run(());
            }
            Err(error) => toasts.fail(&error, Callback::new(move |()| revoke_now(id.clone(), again, toasts))),
        }
    });
}

#[component]
fn Give(units: Vec<UnitRef>, candidates: Vec<UnitRef>, again: Callback<()>) -> impl IntoView {
    let toasts = Toasts::here();
    let send = Send::new();
    let tomorrow = dates::shift(&Session::here().today(), 1);
    let from = RwSignal::new(units.first().map(|u| u.id.0.clone()).unwrap_or_default());
    let to = RwSignal::new(String::new());
    let submit = move |event: SubmitEvent| {
        let call = api::give_grant(
            from.get_untracked(),
            to.get_untracked(),
            browser::field_value("grant-until"),
        );
        send.go(&event, call, move |()| {
            toasts.say(w().granted_now);
            again.run(());
        });
    };
    let options = |list: Vec<UnitRef>| {
        list.into_iter()
            .map(|u| view! { <option value=u.id.0>{u.name}</option> })
            .collect_view()
    };
    view! {
        <form class="sheet stack" method="post" action=GiveGrant::url() on:submit=submit aria-labelledby="give-title">
            <h2 id="give-title">{w().give_grant}</h2>
            <div class="field">
                <label for="grant-from">{w().grant_from}</label>
                <select id="grant-from" name="from" on:change=move |e| from.set(event_target_value(&e))>{options(units)}</select>
            </div>
            <div class="field">
                <label for="grant-to">{w().grant_to}</label>
                <select id="grant-to" name="to" required on:change=move |e| to.set(event_target_value(&e)) aria-describedby="grant-to-problem" aria-invalid=fails_at(send.error, "to")>
                    <option value="">{w().choose}</option>
                    {options(candidates)}
                </select>
                <Problem error=send.error field="to" id="grant-to-problem".to_owned()/>
            </div>
            <div class="field">
                <label for="grant-until">{w().grant_until}</label>
                <input type="date" id="grant-until" name="until" min=tomorrow aria-describedby="grant-until-hint grant-until-problem" aria-invalid=fails_at(send.error, "until")/>
                <p class="hint" id="grant-until-hint">{w().grant_until_hint}</p>
                <Problem error=send.error field="until" id="grant-until-problem".to_owned()/>
            </div>
            <Problem error=send.error others=&["to", "until"] id="grant-problem".to_owned()/>
            <div class="row"><button type="submit" class="primary" disabled=move || send.pending.get()>{w().give_grant}</button></div>
        </form>
    }
}
