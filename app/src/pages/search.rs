use crate::api;
use crate::load::load;
use crate::parts::escape;
use crate::prelude::*;
use crate::site::{lang, w};
use domain::search::{Ask, Kind};
use domain::view::SearchPage;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

mod fields;
mod results;

use fields::Fields;
use results::{hits, people};

/// What the address asks for.
fn asked() -> Ask {
    use_query_map().with_untracked(|q| {
        let of = |name: &str| q.get(name).unwrap_or_default();
        Ask {
            q: of("q"),
            kind: of("kind"),
            who: of("who"),
            unit: of("unit"),
            from: of("from"),
            to: of("to"),
            scope: of("scope"),
            files: of("files"),
            order: of("order"),
            cursor: of("cursor"),
        }
    })
}

/// The address of a question.
fn address(ask: &Ask) -> String {
    let fields = [
        ("q", &ask.q),
        ("kind", &ask.kind),
        ("who", &ask.who),
        ("unit", &ask.unit),
        ("from", &ask.from),
        ("to", &ask.to),
        ("scope", &ask.scope),
        ("files", &ask.files),
        ("order", &ask.order),
        ("cursor", &ask.cursor),
    ];
    let given = fields.iter().filter(|(_, value)| !value.is_empty());
    let pairs: Vec<String> = given.map(|(name, value)| format!("{name}={}", escape(value))).collect();
    format!("/search?{}", pairs.join("&"))
}

/// The same question with nothing to narrow it.
fn widened(ask: &Ask) -> Ask {
    Ask {
        q: ask.q.clone(),
        ..Ask::default()
    }
}

/// Records, comments and people by their words.
pub fn search() -> AnyView {
    let ask = asked();
    let title = if ask.q.is_empty() {
        w().find_page.to_owned()
    } else {
        format!("{} · {}", ask.q, w().find_page)
    };
    let content = if ask.q.trim().is_empty() {
        begin()
    } else {
        answer(ask.clone())
    };
    view! {
        <Title text=title/>
        <header class="head"><h1>{w().find_page}</h1></header>
        <Fields ask/>
        {content}
    }
    .into_any()
}

fn begin() -> AnyView {
    view! { <div class="empty"><p><b>{w().search.begin}</b></p><p>{w().search.begin_what}</p></div> }.into_any()
}

fn answer(ask: Ask) -> AnyView {
    let asked = ask.clone();
    let resource = load(
        || (String::new(), None),
        move |_| {
            let ask = asked.clone();
            async move { api::search(ask).await }
        },
    );
    let content = move || {
        let ask = ask.clone();
        Suspend::new(async move {
            match resource.await {
                Ok(page) => shown(&ask, page),
                // The form stays, so that the question can be put differently.
                Err(error) => view! { <p class="problem" role="alert">{error.words(lang())}</p> }.into_any(),
            }
        })
    };
    view! { <Transition fallback=|| view! { <p class="wait" aria-busy="true">{w().loading}</p> }>{content}</Transition> }.into_any()
}

fn shown(ask: &Ask, page: SearchPage) -> AnyView {
    let only_people = Kind::parse(&ask.kind) == Some(Kind::Person);
    let nothing = page.hits.is_empty() && page.people.is_empty();
    let count = if only_people { page.people_total } else { page.total };
    let later = !ask.cursor.is_empty();
    let first = address(&Ask {
        cursor: String::new(),
        ..ask.clone()
    });
    let next = page.next.clone().map(|cursor| address(&Ask { cursor, ..ask.clone() }));
    view! {
        {page.filling.map(|percent| view! { <p class="note" role="status">{(w().search.filling)(percent)}</p> })}
        {kinds(ask)}
        {(!nothing).then(|| view! { <p class="found" role="status">{(w().search.found)(count)}</p> })}
        {(page.some && !nothing).then(|| view! { <p class="note">{w().search.some}</p> })}
        {people(ask, page.people, page.people_total, only_people)}
        {hits(page.hits)}
        {nothing.then(|| empty(ask))}
        {(later || next.is_some()).then(|| view! {
            <nav class="older" aria-label=w().search.more>
                {later.then(|| view! { <a class="button" href=first>{w().search.again}</a>" " })}
                {next.map(|href| view! { <a class="button" href=href>{w().search.more}</a> })}
            </nav>
        })}
    }
    .into_any()
}

/// One kind or all, as links that keep the question.
fn kinds(ask: &Ask) -> AnyView {
    let list = [
        ("", w().search.all),
        (Kind::Record.as_str(), w().search.record),
        (Kind::Comment.as_str(), w().search.comment),
        (Kind::Plan.as_str(), w().search.plan),
        (Kind::Person.as_str(), w().search.person),
    ];
    let items = list.map(|(kind, label)| {
        let of_kind = Ask {
            kind: kind.to_owned(),
            cursor: String::new(),
            ..ask.clone()
        };
        let here = (ask.kind == kind).then_some("page");
        view! { <li><a class="filter" href=address(&of_kind) aria-current=here>{label}</a></li> }
    });
    view! { <nav class="filters" aria-label=w().search.kinds><ul>{items.collect_view()}</ul></nav> }.into_any()
}

fn empty(ask: &Ask) -> AnyView {
    let wider = (ask.filtered() || !ask.kind.is_empty()).then(|| address(&widened(ask)));
    view! {
        <div class="empty">
            <p><b>{w().search.nothing}</b></p>
            <p>{w().search.nothing_what}</p>
            {wider.map(|href| view! { <p><a class="button" href=href>{w().search.wider}</a></p> })}
        </div>
    }
    .into_any()
}
