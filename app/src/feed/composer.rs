use super::TypedRecord;
use super::attachments;
use super::tie_rows::{plain_day, tie_rows};
use super::ties::Ties;
use super::writing::audience_words;
use crate::api::{self, ApiError, EditRecord, WriteRecord};
use crate::browser;
use crate::dates;
use crate::parts::{Problem, Toasts, fails_at, in_textarea};
use crate::prelude::*;
use crate::session::Session;
use crate::site::{lang, w};
use domain::Audience;
use domain::text::RECORD_LIMIT;
use domain::view::{Anchors, Choices, RecordCard, SeatView};
use domain::violation::{BEGAN, TEXT_EMPTY};
use leptos::ev::{Event, KeyboardEvent, SubmitEvent};
use std::time::Duration;

/// From here on the count of characters left is shown.
const NEAR: u32 = 300;
const FIELDS: &[&str] = &["text", "items", "indicators", "files", "day", "audience"];
const ID: &str = "compose";
const KEY: &str = "compose-key";
/// The version that an edit began with, which its draft brings back too.
const BEGAN_ID: &str = "compose-began";
/// An answer that takes longer is not waited for.
const PATIENCE: Duration = Duration::from_secs(12);
/// Ids of the files that have arrived, kept there by scripts/attach.js; empty until that has come.
const FILES: &str = "compose-files";

/// Writes a record, or (with `edit`) a new version of one.
#[component]
pub fn Composer(
    #[prop(optional)] edit: Option<RecordCard>,
    /// All fields at once, for a page of its own; in the feed they appear with the first letter.
    #[prop(optional)]
    whole: bool,
    /// What can be tied to it, where that was read with the page.
    #[prop(optional)]
    choices: Option<Choices>,
    /// A plan item to begin with, if it is among the choices.
    #[prop(optional)]
    item: String,
    done: Callback<RecordCard>,
) -> impl IntoView {
    let session = Session::here();
    let toasts = Toasts::here();
    let draft = match &edit {
        Some(card) => format!("edit:{}", card.id),
        None => "new".to_owned(),
    };
    let record = edit.as_ref().map(|c| c.id.0.clone());
    let began = edit.as_ref().map(|c| c.revisions.to_string());
    let none = Anchors::default();
    let held = attachments::offered(edit.as_ref().map_or(&[], |c| &c.anchors.files));
    let typed_so_far = TypedRecord::here();
    let first_text = (edit.as_ref()).map_or_else(|| typed_so_far.text("text").to_owned(), |c| c.text.clone());
    let today = Memo::new(move |_| session.me.with(|me| me.today.clone()));
    let day = RwSignal::new(edit.as_ref().map_or_else(
        || typed_so_far.day().unwrap_or_else(|| session.today()),
        |c| c.late_for.clone().unwrap_or_else(|| c.written.day.clone()),
    ));
    let ties = Ties::new(edit.as_ref().map_or(&none, |c| &c.anchors), choices, item, day);
    typed_so_far.tie(ties);
    let audience = edit.as_ref().map(|c| c.audience).or_else(|| typed_so_far.audience());
    let audience = RwSignal::new(audience.unwrap_or_default());
    // Who has one post names none: moved while the page is open, one writes from the present one.
    let unit = RwSignal::new(session.me.with_untracked(|me| {
        let begun = |s: &&SeatView| {
            let here = |c: &RecordCard| s.unit.id == c.unit.id && s.post == c.author.post;
            (edit.as_ref()).map_or_else(|| s.position.0 == typed_so_far.text("unit"), here)
        };
        let chosen = me.seats.iter().find(begun).or_else(|| me.seats.first());
        let chosen = chosen.filter(|_| me.seats.len() > 1);
        chosen.map(|s| s.position.0.clone()).unwrap_or_default()
    }));
    let text = RwSignal::new(first_text.clone());
    let error = RwSignal::new(None::<ApiError>);
    let pending = RwSignal::new(false);
    let key = RwSignal::new(browser::key());
    // Once unfolded it stays so: a fold under the pointer would move what is being pressed.
    let open = RwSignal::new(false);
    let editing = edit.is_some();
    // What others have read stays where it was written.
    let asks_unit = edit.as_ref().is_none_or(|c| c.audience == Audience::Draft);
    ties.follow(text, open, !editing);
    keep(text);
    if !editing {
        turn(day, today);
    }

    let typed = move |event: Event| text.set(event_target_value(&event));
    let renew_key = move || {
        let next = browser::key();
        browser::set_field(KEY, &next);
        key.try_set(next);
    };
    // Only of what was sent: what was typed meanwhile is the next record's.
    let clear = move |sent: &str| {
        if browser::field_value(ID) == sent {
            browser::set_field(ID, "");
            text.try_set(String::new());
        }
        ties.clear();
        // The next record is of today and for the usual readers again.
        if !editing {
            day.try_set(session.today());
            audience.try_set(Audience::default());
            browser::set_field("compose-audience", Audience::default().as_str());
        }
        renew_key();
        pending.try_set(false);
    };
    let send = {
        let record = record.clone();
        Callback::new(move |()| {
            if pending.get_untracked() {
                return;
            }
            let content = browser::field_value(ID);
            if content.trim().is_empty() {
                error.set(Some(ApiError::Invalid {
                    words: lang().pick(TEXT_EMPTY.0, TEXT_EMPTY.1).to_owned(),
                    field: Some("text".to_owned()),
                }));
                return browser::focus(ID);
            }
            pending.set(true);
            error.set(None);
            let record = record.clone();
            // The form's own key is the one that counts: the queue goes on under it.
            let key_now = Some(browser::field_value(KEY))
                .filter(|k| !k.is_empty())
                .unwrap_or_else(|| key.get_untracked());
            key.set(key_now.clone());
            let (day, to, unit) = (
                day.get_untracked(),
                audience.get_untracked().as_str().to_owned(),
                unit.get_untracked(),
            );
            let sent = key_now.clone();
            let waits = move || key.try_with_untracked(|now| *now == sent) != Some(false);
            let words = content.clone();
            // A network that neither answers nor fails: the queue goes on with it, under the same key.
            let late = waits.clone();
            set_timeout(
                move || {
                    if late() && pending.try_get_untracked() == Some(true) && browser::tell_form(ID, "daybook:unsent") {
                        clear("");
                    }
                },
                PATIENCE,
            );
            let files = Some(browser::field_value(FILES)).filter(|ids| !ids.is_empty());
            let began = Some(browser::field_value(BEGAN_ID)).filter(|version| !version.is_empty());
            let (items, indicators) = (Some(ties.item_ids()), Some(ties.indicator_ids()));
            let (progress, continues) = (Some(untrack(|| ties.progress())), Some(ties.continued()));
            leptos::task::spawn_local(async move {
                let answer = match record {
                    Some(record) => {
                        api::edit_record(
                            record,
                            content,
                            day,
                            to,
                            Some(unit),
                            items,
                            indicators,
                            files,
                            progress,
                            continues,
                            began,
                            key_now,
                        )
                        .await
                    }
                    None => {
                        api::write_record(
                            content,
                            day,
                            to,
                            Some(unit),
                            items,
                            indicators,
                            files,
                            progress,
                            continues,
                            None,
                            key_now,
                        )
                        .await
                    }
                };
                if !waits() {
                    return;
                }
                pending.try_set(false);
                match answer {
                    // The queue has it: it goes out by itself.
                    Err(ApiError::Network) if browser::tell_form(ID, "daybook:unsent") => clear(""),
                    Ok(card) => {
                        clear(&words);
                        browser::tell_form(ID, "daybook:sent");
                        toasts.say(if card.audience == Audience::Draft {
                            w().kept_as_draft
                        } else {
                            w().written
                        });
                        done.run(card);
                    }
                    Err(problem) => {
                        // Perhaps it was made all the same: in other words it is another edit, not that one again, and goes on from it.
                        // Whoever was told of another version sees to it knowingly.
                        if editing {
                            renew_key();
                            let told = problem.field() == Some(BEGAN);
                            if told || matches!(problem, ApiError::Network | ApiError::Unavailable { .. }) {
                                browser::set_field(BEGAN_ID, "");
                            }
                        }
                        error.try_set(Some(problem));
                        browser::focus(ID);
                    }
                }
            });
        })
    };
    let keydown = move |event: KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            // As the button does it: the draft notes what is tried.
            if !pending.get_untracked() {
                browser::submit(ID);
            }
        }
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        send.run(());
    };
    // After the page is taken over: the server does not count.
    let left = RwSignal::new(None::<i64>);
    Effect::new(move |_| {
        let count = text.with(|t| if t.len() < 2_000 { 0 } else { browser::length(t) });
        left.set((count + NEAR > RECORD_LIMIT).then(|| i64::from(RECORD_LIMIT) - i64::from(count)));
    });
    let next = record
        .as_ref()
        .map_or_else(|| "/".to_owned(), |id| format!("/record/{id}"));
    let present = next.clone();
    let changed = move || {
        let told = error.with(|e| e.as_ref().and_then(ApiError::field) == Some(BEGAN));
        told.then(|| view! { <p class="hint"><a href=present.clone() target="_blank">{w().read_present}</a></p> })
    };
    let action = if editing { EditRecord::url() } else { WriteRecord::url() };
    let grown = move || text.with(|t| t.clone());
    view! {
        <form class="composer" data-draft=draft class:whole=whole class:open=move || open.get() on:focusin=move |_| open.set(true) method="post" action=action on:submit=submit aria-label=if editing { w().edit_title } else { w().compose_title }>
            <input type="hidden" name="next" value=next/>
            {session.meant()}
            {record.map(|id| view! { <input type="hidden" name="record" value=id/> })}
            {began.map(|version| view! { <input type="hidden" id=BEGAN_ID name=BEGAN value=version/> })}
            <input type="hidden" id=KEY name="key" value=move || key.get() on:input=move |event| key.set(event_target_value(&event))/>
            <label class="sr" for=ID>{w().compose_label}</label>
            <div class="grow" data-text=grown>
                <textarea
                    id=ID name="text" rows=if whole { "6" } else { "1" } dir="auto" required placeholder=w().compose_hint autocomplete="off"
                    aria-describedby="compose-text-problem compose-count" aria-invalid=fails_at(error, "text")
                    on:input=typed on:keydown=keydown
                >{in_textarea(first_text)}</textarea>
            </div>
            <Problem error field="text" id="compose-text-problem".to_owned()/>
            {tie_rows(ties, text, audience, !editing)}
            <Problem error field="items" id="compose-items-problem".to_owned()/>
            <Problem error field="indicators" id="compose-indicators-problem".to_owned()/>
            <input type="hidden" id=FILES name="files"/>
            <div class="attach" data-attach="" inner_html=held></div>
            <Problem error field="files" id="compose-files-problem".to_owned()/>
            <div class="fields">
                <Day day today error/>
                <AudienceField audience error/>
                {asks_unit.then(|| view! { <UnitField unit/> })}
            </div>
            <Problem error others=FIELDS id="compose-problem".to_owned()/>
            {changed}
            <div class="row">
                <span class="count" class:over=move || left.get().is_some_and(|n| n < 0) id="compose-count" aria-live="polite">
                    {move || left.get().map(w().characters_left)}
                </span>
                <span class="hint keys">{w().send_keys}</span>
                <button type="submit" class="primary" formaction="/records" formenctype="multipart/form-data" disabled=move || pending.get()>
                    {move || if pending.get() { w().sending } else if editing { w().save } else { w().write }}
                </button>
            </div>
            <div class="tie-plain" inner_html=plain_day(!editing)></div>
        </form>
    }
}

/// What was typed before the script came is kept; what was not sent last time is brought back by the offline script.
fn keep(text: RwSignal<String>) {
    Effect::new(move |_| {
        let typed = browser::field_value(ID);
        if typed != text.get_untracked() {
            text.set(typed);
        }
        // Once the fields of the ties stand as the script has them.
        set_timeout(|| _ = browser::tell_form(ID, "daybook:draft"), Duration::ZERO);
    });
}

/// A page that stays open past midnight: today's record goes on being today's, another day stays as it was chosen.
fn turn(day: RwSignal<String>, today: Memo<String>) {
    let known = StoredValue::new(today.get_untracked());
    Effect::new(move |_| {
        let now = today.get();
        let before = known.get_value();
        if now != before {
            known.set_value(now.clone());
            if day.get_untracked() == before {
                day.set(now);
            }
        }
    });
}

#[component]
fn Day(day: RwSignal<String>, today: Memo<String>, error: RwSignal<Option<ApiError>>) -> impl IntoView {
    let near = [(w().today, 0), (w().yesterday, -1)].map(|(label, by)| {
        let pressed = move || {
            let near = dates::shift(&today.get(), by);
            day.with(|d| *d == near).to_string()
        };
        let choose = move |_| day.set(dates::shift(&today.get_untracked(), by));
        view! { <button type="button" class="near" aria-pressed=pressed on:click=choose>{label}</button> }
    });
    // What it comes with is no draft: it goes along with the day, too.
    let (first, began) = (day.get_untracked(), today.get_untracked());
    let came = move || if first == began { today.get() } else { first.clone() };
    view! {
        <div class="field">
            <label for="compose-day">{w().day}</label>
            <div class="beside">
                <input
                    type="date" id="compose-day" name="day" required max=move || today.get() value=came prop:value=move || day.get()
                    on:input=move |event| day.set(event_target_value(&event))
                    aria-invalid=fails_at(error, "day") aria-describedby="compose-day-problem"
                />
                {near.collect_view()}
            </div>
            <Problem error field="day" id="compose-day-problem".to_owned()/>
        </div>
    }
}

#[component]
fn AudienceField(audience: RwSignal<Audience>, error: RwSignal<Option<ApiError>>) -> impl IntoView {
    let options = Audience::ALL.map(
        |a| view! { <option value=a.as_str() selected=audience.get_untracked() == a>{audience_words(a).0}</option> },
    );
    let change = move |event| audience.set(Audience::parse(&event_target_value(&event)).unwrap_or_default());
    view! {
        <div class="field">
            <label for="compose-audience">{w().audience}</label>
            <select id="compose-audience" name="audience" aria-describedby="compose-who compose-audience-problem" aria-invalid=fails_at(error, "audience") on:change=change>
                {options.collect_view()}
            </select>
            <p class="hint" id="compose-who">{move || audience_words(audience.get()).1}</p>
            <Problem error field="audience" id="compose-audience-problem".to_owned()/>
        </div>
    }
}

/// Only for those who sit in several units.
#[component]
fn UnitField(unit: RwSignal<String>) -> impl IntoView {
    let seats = Session::here().me.with_untracked(|me| me.seats.clone());
    (seats.len() > 1).then(|| {
        let options = seats.into_iter().map(|s| {
            let chosen = unit.with_untracked(|u| *u == s.position.0);
            view! { <option value=s.position.0 selected=chosen>{format!("{} · {}", s.unit.name, s.post)}</option> }
        });
        view! {
            <div class="field">
                <label for="compose-unit">{w().for_unit}</label>
                <select id="compose-unit" name="unit" on:change=move |event| unit.set(event_target_value(&event))>{options.collect_view()}</select>
            </div>
        }
    })
}
