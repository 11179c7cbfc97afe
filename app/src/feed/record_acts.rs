use super::entry::Entry;
use crate::api::{self, WithdrawRecord};
use crate::browser;
use crate::parts::{Confirm, Icon, Toasts};
use crate::prelude::*;
use crate::site::w;
use domain::view::RecordCard;
use leptos::ev::MouseEvent;

/// Copying the link; for the author, editing and withdrawing.
#[component]
pub fn Acts(card: RwSignal<RecordCard>, entry: Entry) -> impl IntoView {
    let (confirm, toasts) = (Confirm::here(), Toasts::here());
    let path = format!("/record/{}", entry.id);
    let (edit, withdraw) = (format!("{path}?edit=1"), format!("{path}?withdraw=1"));
    let may_edit = Memo::new(move |_| card.with(|c| c.may_edit && !c.withdrawn));
    let entry = StoredValue::new(entry);
    let copy = {
        let path = path.clone();
        move |event: MouseEvent| {
            if browser::copy(&path) {
                event.prevent_default();
                toasts.say(w().copied);
            }
        }
    };
    let ask = move |event: MouseEvent| {
        event.prevent_default();
        let entry = entry.get_value();
        let act = Callback::new(move |()| withdraw_now(entry.clone(), toasts));
        confirm.ask(w().withdraw_ask, w().withdraw_what, w().withdraw, act);
    };
    view! {
        <a class="act quiet" href=path on:click=copy><Icon name="link"/><span>{w().copy_link}</span></a>
        <Show when=move || may_edit.get()>
            <a class="act quiet" href=edit.clone()><Icon name="pen"/><span>{w().edit}</span></a>
            <a class="act quiet" href=withdraw.clone() on:click=ask><Icon name="withdraw"/><span>{w().withdraw}</span></a>
        </Show>
    }
}

fn withdraw_now(entry: Entry, toasts: Toasts) {
    leptos::task::spawn_local(async move {
        match api::withdraw_record(entry.id.0.clone()).await {
            Ok(card) => {
                entry.renew(card);
                toasts.say(w().withdrawn_now);
            }
            Err(error) => toasts.fail(&error, Callback::new(move |()| withdraw_now(entry.clone(), toasts))),
        }
    });
}

/// The question as a page, for browsers without a script.
pub fn withdraw_form(record: &str) -> AnyView {
    view! {
        <form class="sheet ask-page" method="post" action=WithdrawRecord::url()>
            <h2>{w().withdraw_ask}</h2>
            <p>{w().withdraw_what}</p>
            <input type="hidden" name="record" value=record.to_owned()/>
            <input type="hidden" name="next" value=format!("/record/{record}")/>
            <div class="row">
                <a class="button plain" href=format!("/record/{record}")>{w().cancel}</a>
                <button type="submit" class="danger">{w().withdraw}</button>
            </div>
        </form>
    }
    .into_any()
}
