//! The rows of ties in the composer: proposals to take with one tap, a list of everything else, and what was chosen.

use super::ties::{Kind, Named, Ties};
use crate::prelude::*;
use crate::site::w;
use domain::Audience;
use domain::view::{Choice, Choices, LastRecord, MOST_TIES};

/// Characters of the last record that the button shows.
const HINT: usize = 22;

/// The rows below the text; `fresh`: a new record is written.
pub fn tie_rows(ties: Ties, text: RwSignal<String>, audience: RwSignal<Audience>, fresh: bool) -> AnyView {
    let last = move || {
        let offered = fresh && ties.live.get() && text.with(String::is_empty);
        let all = offered.then(|| ties.choices.with(|c| c.last.clone()));
        let one = |last: LastRecord| {
            let start: String = last.text.chars().take(HINT).collect();
            let words = (w().ties.go_on)(&start);
            view! { <button type="button" class="tie-last" on:click=move |_| ties.go_on(&last, text, audience)>{words}</button> }
                .into_any()
        };
        all.unwrap_or_default().into_iter().map(one).collect_view()
    };
    view! {
        <div class="ties">
            {row(ties, Kind::Item, text)}
            <div class="tie-plain" inner_html=plain_percents(ties)></div>
            {row(ties, Kind::Indicator, text)}
            <input type="hidden" name="progress" value=move || ties.progress() on:input=move |event| ties.restore_progress(&event_target_value(&event))/>
            <input type="hidden" name="continues" value=move || ties.continues.get() on:input=move |event| ties.continues.set(event_target_value(&event))/>
            {move || continued(ties)}
            {last}
        </div>
    }
    .into_any()
}

fn continued(ties: Ties) -> Option<AnyView> {
    let words = w().ties.goes_on;
    (!ties.continues.with(String::is_empty)).then(|| {
        view! {
            <div class="tie-row">
                <span class="tie on">
                    <span class="tie-name">{words}</span>
                    <button type="button" aria-label=(w().ties.remove)(words) on:click=move |_| ties.part()>"×"</button>
                </span>
            </div>
        }
        .into_any()
    })
}

fn row(ties: Ties, kind: Kind, text: RwSignal<String>) -> AnyView {
    let words = &w().ties;
    let (label, add) = match kind {
        Kind::Item => (words.item, words.add_item),
        Kind::Indicator => (words.indicator, words.add_indicator),
    };
    let chosen = ties.chosen(kind);
    let id = format!("compose-{}", kind.field());
    let unused = move |choices: &Choices, proposed: bool| -> Vec<Choice> {
        let taken = chosen.get();
        if taken.len() >= MOST_TIES {
            return vec![];
        }
        let free = kind.of(choices).iter().filter(|c| !taken.iter().any(|t| t.id == c.id));
        free.filter(|c| !proposed || c.why.is_some()).cloned().collect()
    };
    let nothing = move || chosen.with(Vec::is_empty) && ties.choices.with(|c| kind.of(c).is_empty());
    let chips = move || {
        let (all, live) = (chosen.get(), ties.live.get());
        let one = |named| {
            if live {
                chip(ties, kind, named)
            } else {
                plain_chip(kind, named)
            }
        };
        all.into_iter().map(one).collect_view()
    };
    let proposals = move || {
        let list = if ties.live.get() {
            ties.choices.with(|c| unused(c, true))
        } else {
            Vec::new()
        };
        list.into_iter()
            .map(|choice| proposal(ties, kind, choice))
            .collect_view()
    };
    let options = move || {
        let list = ties.choices.with(|c| unused(c, false));
        list.into_iter()
            .map(|c| view! { <option value=c.id>{c.name}</option> }.into_any())
            .collect_view()
    };
    let pick = move |event: leptos::ev::Event| {
        let id = event_target_value(&event);
        if !id.is_empty() {
            ties.take(kind, &id);
        }
    };
    let full = move || chosen.with(|all| all.len() >= MOST_TIES);
    // Beside the plain boxes it says that ties are spoken of at all.
    let ids = move || {
        if ties.live.get() {
            ties.ids(kind)
        } else {
            ",".to_owned()
        }
    };
    view! {
        <div class="tie-row" hidden=nothing>
            <span class="tie-label">{label}</span>
            {chips}
            {proposals}
            <label class="sr" for=id.clone()>{add}</label>
            <select id=id class="tie-more" hidden=full name=move || (!ties.live.get()).then_some(kind.field()) on:change=pick>
                <option value="">{add}</option>
                {options}
            </select>
            <input type="hidden" name=kind.field() value=ids on:input=move |event| ties.restore(kind, &event_target_value(&event), text)/>
        </div>
    }
    .into_any()
}

/// Before the script comes: a box to untick.
fn plain_chip(kind: Kind, named: Named) -> AnyView {
    view! { <label class="tie on plain"><input type="checkbox" name=kind.field() value=named.id checked/><span class="tie-name">{named.name}</span></label> }
        .into_any()
}

/// Where there is no script, how far each item is now has a field of its own, and so has the one that is chosen from the list:
/// `progress-ID` and `progress-`, which `POST /records` reads.
#[cfg(feature = "ssr")]
fn plain_percents(ties: Ties) -> String {
    use super::attachments::escaped;
    let typed = super::TypedRecord::here();
    let field = |id: &str, name: &str| {
        let (label, told) = (escaped(&(w().ties.progress_of)(name)), escaped(typed.told(id)));
        let id = escaped(id);
        format!(
            "<label class=\"tie plain\">{label} <input type=\"number\" class=\"tie-percent\" name=\"progress-{id}\" min=\"0\" max=\"100\" step=\"1\" inputmode=\"numeric\" value=\"{told}\"></label>"
        )
    };
    let chosen = ties.chosen(Kind::Item).get_untracked();
    let mut fields: String = chosen.iter().map(|one| field(&one.id, &one.name)).collect();
    let among = |c: &Choices| c.items.iter().any(|item| chosen.iter().all(|one| one.id != item.id));
    if chosen.len() < MOST_TIES && ties.choices.with_untracked(among) {
        fields += &field("", w().ties.listed);
    }
    if fields.is_empty() {
        return fields;
    }
    format!("<noscript>{fields}</noscript>")
}

#[cfg(not(feature = "ssr"))]
fn plain_percents(_: Ties) -> String {
    String::new()
}

/// Where there is no script, what could be tied to on another day comes with the page of a new record, to which the form is sent as it
/// is. Below the button that writes, so that Enter goes on doing that.
#[cfg(feature = "ssr")]
pub fn plain_day(fresh: bool) -> String {
    if !fresh {
        return String::new();
    }
    let (label, what) = (w().ties.of_day, w().ties.of_day_what);
    format!(
        "<noscript><div class=\"fields\"><button formmethod=\"post\" formaction=\"/new\" formnovalidate aria-describedby=\"compose-of-day\">{label}</button><p class=\"hint\" id=\"compose-of-day\">{what}</p></div></noscript>"
    )
}

#[cfg(not(feature = "ssr"))]
pub fn plain_day(_: bool) -> String {
    String::new()
}

fn chip(ties: Ties, kind: Kind, named: Named) -> AnyView {
    let unknown = named.name.is_empty();
    let id = named.id.clone();
    let remove = (w().ties.remove)(if unknown { w().ties.gone } else { &named.name });
    let percent = (kind == Kind::Item && !unknown).then(|| percent(ties, &named));
    let name = move || match (unknown, ties.heard.get()) {
        (false, _) => named.name.clone(),
        (true, true) => w().ties.gone.to_owned(),
        (true, false) => "…".to_owned(),
    };
    view! {
        <span class="tie on">
            <span class="tie-name">{name}</span>
            {percent}
            <button type="button" aria-label=remove on:click=move |_| ties.drop_one(kind, &id)>"×"</button>
        </span>
    }
    .into_any()
}

/// How far the item is now, if the writer says so.
fn percent(ties: Ties, named: &Named) -> AnyView {
    let now = ties.choices.with_untracked(|c| {
        let found = c.items.iter().find(|choice| choice.id == named.id);
        found.and_then(|choice| choice.progress)
    });
    let (id, shown) = (named.id.clone(), named.id.clone());
    let told = move |event: leptos::ev::Event| ties.tell(&id, event_target_value(&event));
    let label = (w().ties.progress_of)(&named.name);
    let hint = now.map(|n| n.to_string()).unwrap_or_default();
    view! {
        <input type="number" class="tie-percent" min="0" max="100" step="1" inputmode="numeric" placeholder=hint aria-label=label prop:value=move || ties.told(&shown) on:input=told/>
        <span aria-hidden="true">"%"</span>
    }
    .into_any()
}

fn proposal(ties: Ties, kind: Kind, choice: Choice) -> AnyView {
    let id = choice.id.clone();
    let why = choice.why.as_ref().map(|why| (w().ties.why)(why)).unwrap_or_default();
    view! {
        <button type="button" class="tie" on:click=move |_| ties.take(kind, &id)>
            <span class="tie-name">{format!("＋ {}", choice.name)}</span>
            <small>{why}</small>
        </button>
    }
    .into_any()
}
