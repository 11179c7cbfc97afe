use super::trouble;
use crate::api::{self, OpenNotice, ReadNotices, SetWish};
use crate::dates;
use crate::load::load;
use crate::parts::Icon;
use crate::prelude::*;
use crate::session::Session;
use crate::site::{lang, w};
use domain::notice::{NoticeKind, Wish};
use domain::view::assess::title_words;
use domain::view::{NoticeView, NoticesPage};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// What the reader was told, by day, and how he wants to be told.
pub fn notices() -> AnyView {
    let query = use_query_map();
    let cursor = Memo::new(move |_| query.with(|q| q.get("cursor")));
    let resource = load(
        move || (String::new(), cursor.get()),
        |(_, cursor)| api::notices(cursor),
    );
    let content = move || {
        Suspend::new(async move {
            match resource.await {
                Ok(page) => shown(page, cursor.get_untracked().is_some()),
                Err(error) => trouble(&error),
            }
        })
    };
    let n = &w().notice;
    view! {
        <Title text=n.title/>
        <header class="head"><h1>{n.title}</h1></header>
        <p class="lead-in">{n.what}</p>
        <Transition fallback=|| view! { <p class="wait" aria-busy="true">{w().loading}</p> }>{content}</Transition>
    }
    .into_any()
}

fn shown(page: NoticesPage, deep: bool) -> AnyView {
    let n = &w().notice;
    let NoticesPage {
        notices,
        next,
        unread,
        wishes,
    } = page;
    let until = notices.first().map(|first| first.at.at).unwrap_or_default();
    let mut days: Vec<(String, Vec<NoticeView>)> = Vec::new();
    for notice in notices {
        match days.last_mut() {
            Some((day, list)) if *day == notice.at.day => list.push(notice),
            _ => days.push((notice.at.day.clone(), vec![notice])),
        }
    }
    let none = days.is_empty() && !deep;
    view! {
        {(unread > 0 && !deep).then(|| view! {
            <form method="post" action=ReadNotices::url() class="row start">
                <input type="hidden" name="next" value="/notices"/>
                <input type="hidden" name="until" value=until/>
                <button type="submit">{n.read_all}</button>
            </form>
        })}
        {none.then(|| view! { <div class="empty"><p><b>{n.none}</b></p><p>{n.none_what}</p></div> })}
        {days.into_iter().map(|(day, list)| view! { <Day day list/> }).collect_view()}
        <div class="row start">
            {deep.then(|| view! { <a class="button" href="/notices" rel="external">{n.newest}</a> })}
            {next.map(|cursor| view! { <a class="button" href=format!("/notices?cursor={cursor}") rel="external">{n.older}</a> })}
        </div>
        <Wishes wishes/>
    }
    .into_any()
}

#[component]
fn Day(day: String, list: Vec<NoticeView>) -> impl IntoView {
    let today = Session::here().today();
    let title = match &day {
        d if *d == today => w().today.to_owned(),
        d if *d == dates::shift(&today, -1) => w().yesterday.to_owned(),
        d => dates::long(d, lang()),
    };
    view! {
        <section class="notices">
            <h2 class="section">{title}</h2>
            <ul>{list.into_iter().map(|notice| view! { <Notice notice/> }).collect_view()}</ul>
        </section>
    }
}

#[component]
fn Notice(notice: NoticeView) -> impl IntoView {
    let n = &w().notice;
    let muted = notice.muted;
    let target = if notice.kind == NoticeKind::PlanDue {
        format!("kind:{}", notice.kind.as_str())
    } else {
        format!("thread:{}", notice.thread)
    };
    let reminder = notice.kind == NoticeKind::PlanDue;
    let names = (n.names)(&notice.by);
    let counts = notice.due.map(|due| (n.due)(due.soon, due.overdue));
    let many = notice.many.map(n.many);
    let gone = notice.about.is_empty() && !reminder;
    let about = (!notice.about.is_empty()).then(|| {
        if notice.excerpt.is_empty() {
            title_words(&notice.about, notice.special.as_deref(), lang())
        } else {
            (n.about)(&notice.about)
        }
    });
    let can_mute = !notice.kind.waits();
    let label = if muted { n.unmute } else { n.mute };
    view! {
        <li class="notice" class:unread=notice.unread>
            <form method="post" action=OpenNotice::url() class="notice-open">
                <input type="hidden" name="notice" value=notice.id.0/>
                <input type="hidden" name="next" value=notice.path/>
                <button type="submit">
                    <span class="notice-what">
                        {notice.unread.then(|| view! { <span class="dot"><span class="sr">{n.unread}</span></span> })}
                        <b>{names}</b>" "{(n.did)(notice.kind)}{many}{counts}
                        <time datetime=dates::machine(&notice.at)>{notice.at.clock.clone()}</time>
                    </span>
                    {(!notice.excerpt.is_empty()).then(|| view! { <q>{notice.excerpt}</q> })}
                    {about.map(|about| view! { <span class="hint">{about}</span> })}
                    {gone.then(|| view! { <span class="hint">{n.gone}</span> })}
                </button>
            </form>
            {can_mute.then(|| view! {
                <form method="post" action=SetWish::url()>
                    <input type="hidden" name="next" value="/notices"/>
                    <input type="hidden" name="target" value=target/>
                    <input type="hidden" name="wish" value=if muted { Wish::Now.as_str() } else { Wish::Off.as_str() }/>
                    <button type="submit" class="mute" title=label aria-label=label><Icon name=if muted { "muted" } else { "bell" }/></button>
                </form>
            })}
        </li>
    }
}

/// One form for each kind: a choice counts when it is sent.
#[component]
fn Wishes(wishes: Vec<(NoticeKind, Wish)>) -> impl IntoView {
    let n = &w().notice;
    let row = |(kind, wish): (NoticeKind, Wish)| {
        let field = format!("wish-{}", kind.as_str());
        let words = |w: Wish| match (kind, w) {
            (NoticeKind::PlanDue, Wish::Now) => n.once_a_day,
            _ => (n.wish)(w),
        };
        let options = kind
            .wishes()
            .map(|w| view! { <option value=w.as_str() selected=w == wish>{words(w)}</option> })
            .collect_view();
        view! {
            <li>
                <form method="post" action=SetWish::url()>
                    <label for=field.clone()>{(n.kind)(kind)}</label>
                    <input type="hidden" name="next" value="/notices"/>
                    <input type="hidden" name="target" value=format!("kind:{}", kind.as_str())/>
                    <select id=field name="wish">{options}</select>
                    <button type="submit">{w().save}</button>
                </form>
            </li>
        }
    };
    view! {
        <details class="card wishes">
            <summary>{n.wishes}</summary>
            <p class="hint">{n.wishes_what}</p>
            <ul>{wishes.into_iter().map(row).collect_view()}</ul>
        </details>
    }
}
