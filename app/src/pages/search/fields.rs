use super::{address, widened};
use crate::parts::Icon;
use crate::prelude::*;
use crate::session::Session;
use crate::site::w;
use domain::search::{Ask, Kind};

/// The question, and what narrows it.
#[component]
pub fn Fields(ask: Ask) -> impl IntoView {
    let wide = address(&widened(&ask));
    let narrowed = ask.filtered() || !ask.order.is_empty();
    let kind = (!ask.kind.is_empty()).then(|| view! { <input type="hidden" name="kind" value=ask.kind.clone()/> });
    let fresh = ask.q.is_empty();
    // People have no day and no files, and stand in the order of their names.
    let dated = Kind::parse(&ask.kind) != Some(Kind::Person);
    view! {
        <form class="sheet search-ask" method="get" action="/search" role="search">
            <div class="line">
                <label class="sr" for="q">{w().search.label}</label>
                <input type="search" id="q" name="q" value=ask.q.clone() maxlength="100" placeholder=w().search.hint autofocus=fresh enterkeyhint="search"/>
                <button type="submit" class="primary"><Icon name="search"/><span>{w().find_page}</span></button>
            </div>
            {kind}
            <details open=narrowed>
                <summary>{w().search.filters}</summary>
                <div class="narrow">
                    <Text name="who" label=w().search.who hint=w().search.who_hint value=ask.who.clone() kind="text"/>
                    <Text name="unit" label=w().search.unit hint=w().search.unit_hint value=ask.unit.clone() kind="text"/>
                    {dated.then(|| view! {
                        <Text name="from" label=w().search.from hint="" value=ask.from.clone() kind="date"/>
                        <Text name="to" label=w().search.to hint="" value=ask.to.clone() kind="date"/>
                    })}
                    <Choice name="scope" label=w().search.scope list=scopes(&ask.scope) chosen=ask.scope.clone()/>
                    {dated.then(|| view! {
                        <Choice name="order" label=w().search.order list=vec![(String::new(), w().search.best), ("new".to_owned(), w().search.newest)] chosen=ask.order.clone()/>
                        <label class="tick"><input type="checkbox" name="files" value="1" checked=!ask.files.is_empty()/><span>{w().search.with_files}</span></label>
                    })}
                    {(narrowed && !fresh).then(|| view! { <a class="wide" href=wide>{w().search.clear}</a> })}
                </div>
            </details>
        </form>
    }
}

/// Where one can look: only what the reader has.
fn scopes(chosen: &str) -> Vec<(String, &'static str)> {
    let me = Session::here().me.get_untracked();
    let mut list = vec![(String::new(), w().everything), ("mine".to_owned(), w().search.mine)];
    if me.seats.iter().any(|s| s.leads) {
        list.push(("led".to_owned(), w().led));
    }
    if !me.granted.is_empty() {
        list.push(("granted".to_owned(), w().search.granted));
    }
    // A link can bring a narrower scope along (one plan item, one indicator); it stays until another is chosen.
    if !list.iter().any(|(value, _)| value == chosen) {
        list.push((chosen.to_owned(), w().search.scope));
    }
    list
}

#[component]
fn Text(
    name: &'static str,
    label: &'static str,
    hint: &'static str,
    value: String,
    kind: &'static str,
) -> impl IntoView {
    let id = format!("ask-{name}");
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <input id=id name=name type=kind value=value maxlength="60" placeholder=hint autocomplete="off"/>
        </div>
    }
}

#[component]
fn Choice(name: &'static str, label: &'static str, list: Vec<(String, &'static str)>, chosen: String) -> impl IntoView {
    let id = format!("ask-{name}");
    let options = list.into_iter().map(|(value, words)| {
        let selected = value == chosen;
        view! { <option value=value selected=selected>{words}</option> }
    });
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <select id=id name=name>{options.collect_view()}</select>
        </div>
    }
}
