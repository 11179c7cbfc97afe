use super::trouble;
use crate::api::{self, ChangeDuty, InvitePerson};
use crate::load::load;
use crate::prelude::*;
use crate::site::{lang, w};
use domain::permission::Duty;
use domain::view::AccountRow;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// Accounts: found by name, post or account; opened by a one-time link. The separate duties are given and taken here.
pub fn accounts() -> AnyView {
    let query = use_query_map();
    let asked = Memo::new(move |_| query.with(|q| q.get("q")).unwrap_or_default());
    let resource = load(move || (asked.get(), None), |(query, _)| api::accounts(query));
    let content = move || {
        Suspend::new(async move {
            match resource.await {
                Ok(rows) => table(rows),
                Err(error) => trouble(&error),
            }
        })
    };
    view! {
        <Title text=w().accounts/>
        <header class="head"><h1>{w().accounts}</h1></header>
        <p class="lead-in">{w().staff.accounts_what}</p>
        <form class="search" method="get" action="/admin/accounts" role="search">
            <label class="sr" for="q">{w().staff.find_person}</label>
            <input type="search" id="q" name="q" value=asked.get_untracked() placeholder=w().staff.find_person/>
            <button type="submit">{w().staff.find}</button>
        </form>
        <Transition fallback=|| view! { <p class="wait" aria-busy="true">{w().loading}</p> }>{content}</Transition>
    }
    .into_any()
}

fn table(rows: Vec<AccountRow>) -> AnyView {
    if rows.is_empty() {
        return view! { <div class="empty"><p><b>{w().staff.no_person}</b></p><p>{w().staff.no_person_what}</p></div> }
            .into_any();
    }
    let invites = rows.iter().any(|row| row.may_invite);
    let gives = rows.iter().any(|row| row.may_change_duties);
    view! {
        {gives.then(|| view! { <p class="hint">{w().staff.duties_what}</p> })}
        <div class="scroll">
            <table class="table cards" aria-label=w().accounts>
                <thead><tr><th scope="col">{w().name}</th><th scope="col">{w().post}</th><th scope="col">{w().account}</th><th scope="col">{w().staff.duties}</th>{invites.then(|| view! { <th scope="col">{w().staff.invitation}</th> })}</tr></thead>
                <tbody>{rows.into_iter().map(|row| view! { <Row row/> }).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

#[component]
fn Row(row: AccountRow) -> impl IntoView {
    let state = match (&row.account, row.open) {
        (Some(_), true) => w().staff.account_open,
        (Some(_), false) => w().staff.account_closed,
        (None, _) => w().staff.account_none,
    };
    view! {
        <tr>
            <th scope="row">{row.person.name.clone()}</th>
            <td>{row.person.unit.clone()}<span class="seat">{row.person.post.clone()}</span></td>
            <td><span class="as">{w().account}</span>{row.account.clone()}<span class="seat">{state}</span></td>
            <td>{duties(&row)}</td>
            {row.may_invite.then(|| view! { <td><Invite person=row.person.id.0 account=row.account/></td> })}
        </tr>
    }
}

/// What somebody holds, and for whoever may change it a form: to take it away, or to give one to a person who has none.
fn duties(row: &AccountRow) -> AnyView {
    let label = || view! { <span class="as">{w().staff.duties}</span> };
    if !row.may_change_duties {
        let words: Vec<&str> = row.duties.iter().map(|d| d.words(lang())).collect();
        return (!words.is_empty())
            .then(|| view! { {label()}{words.join(w().comma)} })
            .into_any();
    }
    let held = row.duties.iter().map(|duty| {
        let name = (w().staff.take_duty_of)(duty.words(lang()), &row.person.name);
        view! {
            {duty_form(row, false, view! {
                <input type="hidden" name="duty" value=duty.as_str()/>
                <span>{duty.words(lang())}</span>
                <button type="submit" aria-label=name>{w().staff.take_duty}</button>
            }.into_any())}
        }
    });
    let held = held.collect_view();
    let field = format!("duty-{}", row.person.id);
    let choice = row.duties.is_empty().then(|| {
        let options = Duty::ALL.map(|duty| view! { <option value=duty.as_str()>{duty.words(lang())}</option> });
        duty_form(
            row,
            true,
            view! {
                <label class="sr" for=field.clone()>{w().staff.duty}</label>
                <select id=field name="duty">{options.collect_view()}</select>
                <button type="submit">{w().staff.give_duty}</button>
            }
            .into_any(),
        )
    });
    view! { {label()}{held}{choice} }.into_any()
}

fn duty_form(row: &AccountRow, on: bool, fields: AnyView) -> AnyView {
    view! {
        <form class="invite" method="post" action=ChangeDuty::url()>
            <input type="hidden" name="person" value=row.person.id.0.clone()/>
            <input type="hidden" name="on" value=on.to_string()/>
            <input type="hidden" name="key" value=crate::browser::key()/>
            {fields}
        </form>
    }
    .into_any()
}

/// The server answers with the link, which is shown once and never again. An account keeps its name: it is chosen with the first link.
#[component]
fn Invite(person: String, account: Option<String>) -> impl IntoView {
    let field = format!("invite-{person}");
    let name = match account {
        Some(account) => view! { <input type="hidden" name="account" value=account/> }.into_any(),
        None => view! {
            <label class="sr" for=field.clone()>{w().account}</label>
            <input id=field name="account" required maxlength="64" autocomplete="off" autocapitalize="none" spellcheck="false" placeholder=w().office.invite_hint/>
        }
        .into_any(),
    };
    view! {
        <form class="invite" method="post" action=InvitePerson::url()>
            <input type="hidden" name="person" value=person/>
            {name}
            <button type="submit">{w().staff.invite}</button>
        </form>
    }
}
