use crate::dates;
use crate::feed::audience_words;
use crate::prelude::*;
use crate::session::Session;
use crate::site::{lang, w};
use domain::Audience;
use domain::view::{Errand, Me, WaitingGroup, WaitingItem};
use leptos_router::hooks::use_location;

/// The right side on a wide screen: who sees what, the own posts, the promise about likes.
#[component]
pub fn Aside() -> impl IntoView {
    let me = Session::here().me;
    let who = Audience::ALL.map(|a| {
        let (name, told) = audience_words(a);
        view! { <dt>{name}</dt><dd>{told}</dd> }
    });
    let posts = move || {
        me.with(|me| {
            me.seats
                .iter()
                .map(|s| {
                    let leads = s.leads.then(|| view! { <span class="chip lead">{w().leads}</span> });
                    view! { <li><a href=format!("/unit/{}", s.unit.id)>{s.unit.name.clone()}</a><span class="seat">{s.post.clone()}</span>{leads}</li> }
                })
                .collect_view()
        })
    };
    let none = move || me.with(|me| me.seats.is_empty());
    // What is liked and commented on stands on pages with a script.
    let with_records = crate::app::scripted(&use_location().pathname.get_untracked());
    view! {
        <aside class="side" later aria-label=w().beside>
            <Waiting/>
            <section>
                <h2>{w().my_posts}</h2>
                <ul class="posts">{posts}</ul>
                <Show when=none><p class="hint">{w().no_post}</p></Show>
            </section>
            <section>
                <h2>{w().who_sees}</h2>
                <dl class="who-sees">{who.collect_view()}</dl>
            </section>
            <section class="shortcuts">
                <h2>{w().keyboard}</h2>
                <p><kbd>"j"</kbd><kbd>"k"</kbd>" "{w().key_move}</p>
                <p><kbd>"n"</kbd>" "{w().key_new}{with_records.then(|| view! { " · "<kbd>"l"</kbd>" "{w().key_like}" · "<kbd>"c"</kbd>" "{w().key_comment} })}</p>
                <p><a href="/help" rel="external">{w().all_keys}</a></p>
            </section>
            <p class="fire">{w().firewall}" "<a href="/why" rel="external">{w().why}</a></p>
        </aside>
    }
}

/// The own plan as far as it is due, what asks for the reader's answer, and the clocks of the own assessments: nothing is shown when there is
/// nothing.
#[component]
pub fn Waiting() -> impl IntoView {
    let me = Session::here().me;
    let content = move || {
        let (today, waits) = me.with(|me| (me.today.clone(), me.waits.clone()));
        let plan = [
            group(w().waits_overdue, waits.overdue, &today),
            group(w().waits_soon, waits.soon, &today),
        ];
        let asked = [group(w().waits_answer, waits.answer, &today)];
        [
            section(w().live.plan_today, plan.into_iter().flatten().collect()),
            section(w().waits, asked.into_iter().flatten().collect()),
            section(w().assess, errands(waits.assess)),
            section(w().live.clocks, errands(waits.clocks)),
        ]
        .into_iter()
        .flatten()
        .collect_view()
    };
    view! { {content} }
}

fn errands(steps: Vec<Errand>) -> Vec<AnyView> {
    let any = !steps.is_empty();
    let steps = steps.into_iter().map(errand).collect_view().into_any();
    any.then(|| view! { <ul>{steps}</ul> }.into_any()).into_iter().collect()
}

fn errand(step: Errand) -> AnyView {
    let due = step
        .due
        .map(|day| view! { <small>{dates::short(&day, lang())}</small> });
    let special = step.special.map(|special| view! { <small>{special}</small> });
    view! { <li><a href=step.path rel="external" title=step.about><span>{step.words}{special}</span>{due}</a></li> }
        .into_any()
}

fn section(title: &'static str, groups: Vec<AnyView>) -> Option<AnyView> {
    (!groups.is_empty()).then(|| view! { <section class="waits"><h2>{title}</h2>{groups}</section> }.into_any())
}

fn group(title: &'static str, list: WaitingGroup, today: &str) -> Option<AnyView> {
    let item = |i: WaitingItem| {
        let late = *i.due < *today;
        let mut told = if i.due == today {
            w().today.to_owned()
        } else {
            dates::short(&i.due, lang())
        };
        if i.progress > 0 {
            told = format!("{}% · {told}", i.progress);
        }
        view! { <li><a href=format!("/plan/item/{}", i.id) rel="external"><span>{i.title}</span><small class:due=late>{told}</small></a></li> }.into_any()
    };
    let more = (list.more > 0).then(|| {
        view! { <p class="more"><a href="/plan" rel="external">{(w().live.waits_more)(list.more)}</a></p> }.into_any()
    });
    let items: Vec<AnyView> = list.items.into_iter().map(item).collect();
    (!items.is_empty()).then(|| view! { <h3>{title}</h3><ul>{items}</ul>{more} }.into_any())
}

/// `unit · post` of the first seat.
pub fn seat(me: &Me) -> String {
    me.seats.first().map_or_else(
        || w().no_post_short.to_owned(),
        |s| format!("{} · {}", s.unit.name, s.post),
    )
}
