use crate::prelude::*;
use crate::session::Session;
use crate::site::w;
use domain::Scope;
use domain::view::Me;

/// What part of the feed is shown: links, in one row that scrolls by itself on a phone.
#[component]
pub fn Filters(#[prop(into)] scope: Signal<Scope>) -> impl IntoView {
    let session = Session::here();
    let chip = move |(target, label): (Scope, String)| {
        let href = if target == Scope::All {
            "/".to_owned()
        } else {
            format!("/?scope={target}")
        };
        let current = move || scope.with(|s| *s == target).then_some("page");
        view! { <li><a class="filter" href=href aria-current=current>{label}</a></li> }
    };
    let chips = move || session.me.with(offered).into_iter().map(chip).collect_view();
    view! {
        <nav class="filters" aria-label=w().scope>
            <ul>{chips}</ul>
        </nav>
    }
}

fn offered(me: &Me) -> Vec<(Scope, String)> {
    let mut chips = vec![(Scope::All, w().everything.to_owned())];
    for seat in &me.seats {
        let scope = Scope::Unit(seat.unit.id.clone());
        if !chips.iter().any(|(s, _)| *s == scope) {
            chips.push((scope, seat.unit.name.clone()));
        }
    }
    if me.seats.iter().any(|s| s.leads) {
        chips.push((Scope::Led, w().led.to_owned()));
    }
    for unit in &me.granted {
        chips.push((Scope::Unit(unit.id.clone()), (w().granted_unit)(&unit.name)));
    }
    chips.push((Scope::Mentioned, w().mentioned.to_owned()));
    chips
}
