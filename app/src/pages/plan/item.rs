use super::super::trouble;
use super::row::{Show, bar, chips, due, folded, list, waits};
use super::{act, change, hidden, key, p, story};
use crate::api::{self, ServePlan};
use crate::dates;
use crate::load::load;
use crate::parts::Prose;
use crate::prelude::*;
use crate::session::Session;
use crate::site::{lang, w};
use domain::PlanItemId;
use domain::plan::Field;
use domain::view::plan::{ItemPage, ItemView};
use domain::view::{FeedPage, PersonRef};
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

/// An item: what it is, what waits, how far it is, what was done with it, and the records that show it.
pub fn item() -> AnyView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|p| p.get("id")).unwrap_or_default());
    let of = |name: &str| use_query_map().with_untracked(|q| q.get(name)).unwrap_or_default();
    let (part, goal) = (of("part"), of("goal"));
    let asked = format!("{part}\n{goal}");
    let what = load(
        move || (id.get(), Some(asked.clone())),
        |(id, asked)| {
            let asked = asked.unwrap_or_default();
            let (part, goal) = asked.split_once('\n').unwrap_or_default();
            api::plan_item(id, part.to_owned(), goal.to_owned())
        },
    );
    let records = load(
        move || (id.get(), None),
        |(id, _)| api::feed(format!("plan:{id}"), None),
    );
    let content = move || {
        let (part, goal) = (part.clone(), goal.clone());
        Suspend::new(async move {
            match (what.await, records.await) {
                (Ok(page), Ok(records)) => shown(page, records, &part, &goal),
                (Err(error), _) | (_, Err(error)) => trouble(&error),
            }
        })
    };
    view! { <Transition fallback=|| view! { <p class="wait" aria-busy="true">{w().loading}</p> }>{content}</Transition> }
        .into_any()
}

fn shown(page: ItemPage, records: FeedPage, part: &str, goal: &str) -> AnyView {
    let me = Session::here().person();
    let item = page.item;
    let may = item.may;
    let answers = may.accept || may.agree || may.stand_by;
    let goes_on = may.advance || may.finish || may.drop || may.reopen || may.ask_back;
    let others = u32::try_from(page.batch.len()).unwrap_or(u32::MAX);
    view! {
        <Title text=item.title.clone()/>
        <nav class="path" aria-label=w().path><ol><li><a href="/plan">{p().mine}</a></li><li><a href=format!("/plan/unit/{}", item.unit.id)>{(p().unit_plan)(&item.unit.name)}</a></li></ol></nav>
        <header class="head"><h1>{item.title.clone()}</h1></header>
        <section class="card plan-page" aria-label=item.title.clone()>
            <p class="facts">{chips(&item)}{due(&item)}</p>
            {bar(&item)}
            {waits(&item)}
            {facts(&item)}
            {answers.then(|| act::answer(&item, "page-"))}
        </section>
        {goes_on.then(|| view! {
            <section class="card plan-acts" aria-label=p().progress>
                {may.advance.then(|| act::advance(&item, "page-"))}
                {act::end(&item)}
                {(may.own && item.state.open()).then(|| view! { <p><a href=format!("/new?item={}", item.id)>{p().write_record}</a></p> })}
            </section>
        })}
        {may.change.then(|| change::form(&item, page.owners, page.owners_more, part))}
        {cards(&item, records)}
        {story::steps(page.steps)}
        {page.steps_more.then(|| view! { <p class="hint">{p().older}</p> })}
        {links(&item, page.serves, page.serves_closed, page.larger)}
        {search(&item, page.larger_more, goal)}
        {(!page.served_by.is_empty()).then(|| view! { <h2 class="section">{p().served_by}</h2>{list(page.served_by, Show::Plain, &me)} })}
        {page.served_more.then(|| view! { <p class="hint">{p().served_more}</p> })}
        {folded((p().batch)(others), page.batch, &me)}
        {story::history(page.history)}
        {page.history_more.then(|| view! { <p class="hint">{p().older}</p> })}
    }
    .into_any()
}

/// Somebody whom the item names; whose page is closed to the reader is a name alone.
fn person(item: &ItemView, person: &PersonRef) -> AnyView {
    let name = person.name.clone();
    let name = if item.closed.contains(&person.id) {
        name.into_any()
    } else {
        view! { <a href=format!("/person/{}", person.id)>{name}</a> }.into_any()
    };
    view! { {name}" "<span class="seat">{person.post.clone()}</span> }.into_any()
}

fn facts(item: &ItemView) -> AnyView {
    let word = |field: Field| field.words(lang());
    let day = |d: &str| dates::long(d, lang());
    let text = |field: Field, text: &str| {
        let text = text.to_owned();
        (!text.is_empty()).then(|| view! { <div><dt>{word(field)}</dt><dd><Prose text/></dd></div> })
    };
    let owner = (item.owner.as_ref()).map_or_else(|| p().nobody.into_any(), |owner| person(item, owner));
    view! {
        <dl class="plan-facts">
            {text(Field::Measure, &item.measure)}
            {text(Field::Note, &item.note)}
            <div><dt>{word(Field::Owner)}</dt><dd>{owner}</dd></div>
            <div><dt>{p().set_by}</dt><dd>{person(item, &item.set_by)}</dd></div>
            <div><dt>{p().unit}</dt><dd><a href=format!("/unit/{}", item.unit.id)>{item.unit.name.clone()}</a></dd></div>
            <div><dt>{word(Field::Due)}</dt><dd>{(p().from_to)(&day(&item.start), &day(&item.due))}</dd></div>
            <div><dt>{word(Field::Weight)}</dt><dd>{item.weight.to_string()}</dd></div>
            <div><dt>{word(Field::Difficulty)}</dt><dd>{item.difficulty.words(lang())}</dd></div>
        </dl>
    }
    .into_any()
}

/// The records that advance it, newest first.
fn cards(item: &ItemView, records: FeedPage) -> AnyView {
    let all = format!("/?scope=plan:{}", item.id);
    let empty = records.cards.is_empty();
    let row = |card: domain::view::RecordCard| {
        let day = dates::short(&card.written.day, lang());
        let told = card
            .anchors
            .items
            .iter()
            .find(|i| i.id == item.id)
            .and_then(|i| i.progress);
        view! {
            <li>
                <p class="facts"><a href=format!("/record/{}", card.id)>{day}</a><span class="who">{card.author.name.clone()}</span>{told.map(|n| view! { <span class="chip good">{(p().percent)(n)}</span> })}</p>
                <p class="said"><Prose text=card.text.clone()/></p>
            </li>
        }
    };
    view! {
        <h2 class="section">{p().records}</h2>
        {empty.then(|| view! { <p class="hint">{p().no_records}</p> })}
        <ul class="plan-records">{records.cards.into_iter().map(row).collect_view()}</ul>
        {records.next.is_some().then(|| view! { <p><a href=all>{p().all_records}</a></p> })}
    }
    .into_any()
}

/// What it serves, and a choice of what else it could.
fn links(item: &ItemView, serves: Vec<ItemView>, closed: Vec<PlanItemId>, larger: Vec<ItemView>) -> AnyView {
    let may = item.may.own || item.may.lead;
    if serves.is_empty() && closed.is_empty() && (larger.is_empty() || !may) {
        return ().into_any();
    }
    let id = item.id.0.clone();
    let unlink = |other: &PlanItemId| {
        view! {
            <form method="post" action=ServePlan::url()>
                {key()}{hidden("item", &id)}{hidden("serves", other)}{hidden("on", false)}
                <button type="submit" class="plain">{p().unserve}</button>
            </form>
        }
        .into_any()
    };
    let shut = |other: PlanItemId| view! { <li><span class="who">{p().serves_closed}</span>{unlink(&other)}</li> };
    let linked = |other: ItemView| {
        let owner = other.owner.map_or_else(|| p().nobody.to_owned(), |o| o.name);
        let href = format!("/plan/item/{}", other.id);
        view! {
            <li>
                <a href=href>{other.title}</a><span class="who">{owner}</span>
                {may.then(|| unlink(&other.id))}
            </li>
        }
    };
    let option = |o: ItemView| {
        let owner = o.owner.map_or_else(|| o.unit.name.clone(), |p| p.name);
        view! { <option value=o.id.0>{format!("{} · {owner}", o.title)}</option> }
    };
    view! {
        <h2 class="section">{p().serves}</h2>
        <ul class="plan-links">{serves.into_iter().map(linked).collect_view()}{closed.into_iter().map(shut).collect_view()}</ul>
        {(may && !larger.is_empty()).then(|| view! {
            <form class="advance" method="post" action=ServePlan::url()>
                {key()}{hidden("item", &id)}{hidden("on", true)}
                <div class="field grow-1">
                    <label for="serves">{p().serve_which}</label>
                    <select id="serves" name="serves" required><option value="">{w().choose}</option>{larger.into_iter().map(option).collect_view()}</select>
                </div>
                <button type="submit">{p().serve}</button>
            </form>
        })}
    }
    .into_any()
}

/// Finding a larger item by its title, where not all are offered.
fn search(item: &ItemView, more: bool, goal: &str) -> AnyView {
    let may = item.may.own || item.may.lead;
    if !may || (!more && goal.is_empty()) {
        return ().into_any();
    }
    view! {
        <form class="plan-fields" method="get" action=format!("/plan/item/{}", item.id)>
            <div class="field grow-1"><label for="page-goal">{p().goals_part}</label><input type="search" id="page-goal" name="goal" value=goal.to_owned()/></div>
            <button type="submit">{p().filter}</button>
        </form>
        {more.then(|| view! { <p class="hint">{p().goals_more}</p> })}
    }
    .into_any()
}
