use crate::frame::{Width, signed};
use crate::live::{self, Lost};
use crate::pages;
use crate::parts::{Confirm, ConfirmDialog, Toaster, Toasts};
use crate::prelude::*;
use crate::session;
use crate::site::w;
use leptos_meta::{Title, provide_meta_context};
#[cfg(feature = "ssr")]
use leptos_router::SsrMode;
use leptos_router::components::{FlatRoutes, Route, Router};
#[cfg(not(feature = "ssr"))]
use leptos_router::hooks::use_location;
use leptos_router::path;

/// Every page of the product.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    session::provide();
    provide_context(Lost(RwSignal::new(false)));
    live::watch_version();
    let (toasts, confirm) = (Toasts::provide(), Confirm::provide());
    let product = w().product;
    view! {
        <Title formatter=move |title: String| if title.is_empty() { product.to_owned() } else { titled(&title, product) }/>
        {router()}
        <Toaster toasts/>
        <ConfirmDialog confirm/>
    }
}

/// Whether the page at this path has a script: those with lists that live. The others are forms, tables and text.
pub fn scripted(path: &str) -> bool {
    let one = |id: &str| !id.is_empty() && !id.contains('/');
    matches!(path, "/" | "/new")
        || ["/record/", "/person/", "/unit/"]
            .iter()
            .any(|list| path.strip_prefix(list).is_some_and(one))
}

#[cfg(feature = "ssr")]
fn router() -> impl IntoView {
    // Whole pages, so that they are complete (and have the right status) without a script.
    let ssr = SsrMode::Async;
    leptos::view! {
        <Router>
            <FlatRoutes fallback=pages::not_found>
                <Route path=path!("/") ssr=ssr.clone() view=|| signed(Width::Reading, pages::feed)/>
                <Route path=path!("/new") ssr=ssr.clone() view=|| signed(Width::Reading, pages::new)/>
                <Route path=path!("/record/:id") ssr=ssr.clone() view=|| signed(Width::Reading, pages::record)/>
                <Route path=path!("/person/:id") ssr=ssr.clone() view=|| signed(Width::Reading, pages::person)/>
                <Route path=path!("/unit/:id") ssr=ssr.clone() view=|| signed(Width::Reading, pages::unit)/>
                <Route path=path!("/plan") ssr=ssr.clone() view=|| signed(Width::Reading, pages::plan_mine)/>
                <Route path=path!("/plan/new") ssr=ssr.clone() view=|| signed(Width::Reading, pages::plan_new)/>
                <Route path=path!("/plan/item/:id") ssr=ssr.clone() view=|| signed(Width::Reading, pages::plan_item)/>
                <Route path=path!("/plan/unit/:id") ssr=ssr.clone() view=|| signed(Width::Wide, pages::plan_unit)/>
                <Route path=path!("/plan/import") ssr=ssr.clone() view=|| signed(Width::Reading, pages::plan_import)/>
                <Route path=path!("/plan/import/:import") ssr=ssr.clone() view=|| signed(Width::Reading, pages::plan_checked)/>
                <Route path=path!("/assess") ssr=ssr.clone() view=|| signed(Width::Wide, pages::assess::home)/>
                <Route path=path!("/assess/course/:id") ssr=ssr.clone() view=|| signed(Width::Wide, pages::assess::course)/>
                <Route path=path!("/assess/course/:id/summary") ssr=ssr.clone() view=|| signed(Width::Wide, pages::assess::summary)/>
                <Route path=path!("/assess/course/:id/review") ssr=ssr.clone() view=|| signed(Width::Wide, pages::assess::review)/>
                <Route path=path!("/assess/rules") ssr=ssr.clone() view=|| signed(Width::Wide, pages::assess::packs)/>
                <Route path=path!("/assess/rules/:pack") ssr=ssr.clone() view=|| signed(Width::Wide, pages::assess::pack)/>
                <Route path=path!("/assess/firewall") ssr=ssr.clone() view=|| signed(Width::Wide, pages::assess::firewall)/>
                <Route path=path!("/assess/new") ssr=ssr.clone() view=|| signed(Width::Wide, pages::period::new)/>
                <Route path=path!("/assess/period/:id") ssr=ssr.clone() view=|| signed(Width::Wide, pages::period::page)/>
                <Route path=path!("/assess/period/:id/rules") ssr=ssr.clone() view=|| signed(Width::Wide, pages::assess::kept_rules)/>
                <Route path=path!("/assess/period/:id/unit/:unit") ssr=ssr.clone() view=|| signed(Width::Wide, pages::period::board)/>
                <Route path=path!("/assess/period/:id/people") ssr=ssr.clone() view=|| signed(Width::Wide, pages::period::people)/>
                <Route path=path!("/assess/period/:id/publication") ssr=ssr.clone() view=|| signed(Width::Wide, pages::period::publication)/>
                <Route path=path!("/assess/period/:id/ballot") ssr=ssr.clone() view=|| signed(Width::Reading, pages::period::ballot)/>
                <Route path=path!("/assess/statuses") ssr=ssr.clone() view=|| signed(Width::Wide, pages::period::statuses)/>
                <Route path=path!("/assess/statuses/import/:import") ssr=ssr.clone() view=|| signed(Width::Wide, pages::period::statuses_checked)/>
                <Route path=path!("/assess/years") ssr=ssr.clone() view=|| signed(Width::Wide, pages::period::years)/>
                <Route path=path!("/assess/years/import/:import") ssr=ssr.clone() view=|| signed(Width::Wide, pages::period::years_checked)/>
                <Route path=path!("/assess/simulate") ssr=ssr.clone() view=|| signed(Width::Wide, pages::period::simulate)/>
                <Route path=path!("/assess/statistics") ssr=ssr.clone() view=|| signed(Width::Wide, pages::period::statistics)/>
                <Route path=path!("/me") ssr=ssr.clone() view=|| signed(Width::Reading, pages::me)/>
                <Route path=path!("/grants") ssr=ssr.clone() view=|| signed(Width::Reading, pages::grants)/>
                <Route path=path!("/indicators") ssr=ssr.clone() view=|| signed(Width::Wide, pages::indicators::overview)/>
                <Route path=path!("/indicators/set/:id") ssr=ssr.clone() view=|| signed(Width::Wide, pages::indicators::set)/>
                <Route path=path!("/indicators/compare") ssr=ssr.clone() view=|| signed(Width::Wide, pages::indicators::compare)/>
                <Route path=path!("/indicators/library") ssr=ssr.clone() view=|| signed(Width::Wide, pages::indicators::library)/>
                <Route path=path!("/indicators/import") ssr=ssr.clone() view=|| signed(Width::Wide, pages::indicators::import)/>
                <Route path=path!("/indicators/import/:job") ssr=ssr.clone() view=|| signed(Width::Wide, pages::indicators::import_job)/>
                <Route path=path!("/person/:id/indicators") ssr=ssr.clone() view=|| signed(Width::Wide, pages::indicators::person)/>
                <Route path=path!("/notices") ssr=ssr.clone() view=|| signed(Width::Reading, pages::notices)/>
                <Route path=path!("/search") ssr=ssr.clone() view=|| signed(Width::Reading, pages::search)/>
                <Route path=path!("/help") ssr=ssr.clone() view=|| signed(Width::Reading, pages::help)/>
                <Route path=path!("/admin/import") ssr=ssr.clone() view=|| signed(Width::Wide, pages::import)/>
                <Route path=path!("/admin/import/:job") ssr=ssr.clone() view=|| signed(Width::Wide, pages::import_job)/>
                <Route path=path!("/admin/accounts") ssr=ssr.clone() view=|| signed(Width::Wide, pages::accounts)/>
                <Route path=path!("/admin/ledger") ssr=ssr.clone() view=|| signed(Width::Wide, pages::ledger)/>
                <Route path=path!("/why") ssr=ssr.clone() view=pages::why/>
                <Route path=path!("/sign-in") ssr=ssr.clone() view=pages::sign_in/>
                <Route path=path!("/invite/:token") ssr=ssr view=pages::invite/>
            </FlatRoutes>
        </Router>
    }
}

/// Only the pages that [`scripted`] names.
#[cfg(not(feature = "ssr"))]
fn router() -> impl IntoView {
    leptos::view! {
        <Router>
            <FlatRoutes fallback=elsewhere>
                <Route path=path!("/") view=|| signed(Width::Reading, pages::feed)/>
                <Route path=path!("/new") view=|| signed(Width::Reading, pages::new)/>
                <Route path=path!("/record/:id") view=|| signed(Width::Reading, pages::record)/>
                <Route path=path!("/person/:id") view=|| signed(Width::Reading, pages::person)/>
                <Route path=path!("/unit/:id") view=|| signed(Width::Reading, pages::unit)/>
            </FlatRoutes>
        </Router>
    }
}

/// The browser opens what only the server knows. Such a page has no script, so this cannot come round again.
#[cfg(not(feature = "ssr"))]
fn elsewhere() -> AnyView {
    let location = use_location();
    let (path, query) = (location.pathname.get_untracked(), location.search.get_untracked());
    let mark = if query.is_empty() { "" } else { "?" };
    Effect::new(move |_| crate::browser::go(&format!("{path}{mark}{query}")));
    ().into_any()
}

/// The document's title. Leptos writes it raw into the page on the server, and names and questions of people stand in it.
#[cfg(feature = "ssr")]
fn titled(title: &str, product: &str) -> String {
    let title = title.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    format!("{title} · {product}")
}

#[cfg(not(feature = "ssr"))]
fn titled(title: &str, product: &str) -> String {
    format!("{title} · {product}")
}
