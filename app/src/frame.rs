//! What stands around every page of a signed-in person.

mod aside;
mod keys;
mod rail;
mod tabbar;

use crate::browser;
use crate::live::{self, ConnectionLine, Lost, Signal};
use crate::parts::escape;
use crate::prelude::*;
use crate::session::{Renewed, Session};
use crate::site::{self, w};
use aside::Aside;
use domain::view::{LiveEvent, Me};
use keys::{HelpDialog, Keys};
use leptos_router::hooks::use_location;
use rail::Rail;
use std::time::Duration;
use tabbar::Tabbar;

pub use aside::Waiting;
#[cfg(feature = "ssr")]
pub use keys::KeyTable;
pub use rail::Unread;
pub use rail::duties;

/// How often a page looks whether the day has turned.
const LOOK: Duration = Duration::from_secs(60);

/// How wide a page may be.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Width {
    /// A column for reading, with what is useful beside it.
    Reading,
    /// Tables: the whole width.
    Wide,
}

/// A page for the signed-in; others are sent to sign in and come back.
pub fn signed(width: Width, page: fn() -> AnyView) -> AnyView {
    match site::me() {
        Some(me) => frame(me, width, page),
        None => sign_in_first(),
    }
}

fn frame(me: Me, width: Width, page: fn() -> AnyView) -> AnyView {
    let session = Session::enter(me);
    let renewed = use_context::<Renewed>();
    live::listen(move |signal| {
        if let Signal::Event(LiveEvent::Noticed) = signal {
            session.renew(renewed);
        }
    });
    turn_with_the_day(session, renewed);
    let lost = use_context::<Lost>();
    view! {
        <a class="skip" href="#main" rel="external">{w().skip}</a>
        <div class="shell" class:wide=width == Width::Wide>
            <Rail/>
            <main id="main" tabindex="-1">{page()}</main>
            {(width == Width::Reading).then(|| view! { <Aside/> })}
        </div>
        <Tabbar/>
        {lost.map(|lost| view! { <ConnectionLine lost/> })}
        <Keys/>
        <HelpDialog/>
    }
    .into_any()
}

/// A page that is left open past midnight asks anew what is so today.
fn turn_with_the_day(session: Session, renewed: Option<Renewed>) {
    let known = StoredValue::new(browser::day_of_month());
    let look = move || {
        let now = browser::day_of_month();
        if known.try_get_value().is_some_and(|day| day != now) {
            known.set_value(now);
            session.renew(renewed);
        }
    };
    Effect::new(move |_| {
        if let Ok(handle) = set_interval_with_handle(look, LOOK) {
            on_cleanup(move || handle.clear());
        }
    });
}

fn sign_in_first() -> AnyView {
    let location = use_location();
    let query = location.search.get_untracked();
    let mark = if query.is_empty() { "" } else { "?" };
    let path = format!(
        "/sign-in?next={}",
        escape(&format!("{}{mark}{query}", location.pathname.get_untracked()))
    );
    redirect(&path);
    view! {
        <main class="bare" id="main"><p><a class="button" href=path rel="external">{w().sign_in}</a></p></main>
    }
    .into_any()
}

#[cfg(feature = "ssr")]
fn redirect(path: &str) {
    leptos_axum::redirect(path);
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(http::StatusCode::FOUND);
    }
}

#[cfg(not(feature = "ssr"))]
fn redirect(path: &str) {
    crate::browser::go(path);
}

/// `aria-current` for a link of the navigation.
fn current(path: String) -> impl Fn() -> Option<&'static str> + Clone + Send + Sync + 'static {
    let location = use_location();
    move || location.pathname.with(|p| *p == path).then_some("page")
}

/// `rel` of a link: pages without a script are the browser's to open.
fn plain(path: &str) -> Option<&'static str> {
    (!crate::app::scripted(path)).then_some("external")
}
