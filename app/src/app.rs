use crate::frame::{Width, signed};
use crate::live::Lost;
use crate::pages;
use crate::parts::{Confirm, ConfirmDialog, Toaster, Toasts};
use crate::session;
use crate::site::w;
use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::{SsrMode, path};

/// Every page of the product.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    session::provide();
    provide_context(Lost(RwSignal::new(false)));
    let (toasts, confirm) = (Toasts::provide(), Confirm::provide());
    let product = w().product;
    // Whole pages, so that they are complete (and have the right status) without a script.
    let ssr = SsrMode::Async;
    view! {
        <Title formatter=move |title: String| if title.is_empty() { product.to_owned() } else { format!("{title} · {product}") }/>
        <Router>
            <FlatRoutes fallback=pages::not_found>
                <Route path=path!("/") ssr=ssr.clone() view=|| signed(Width::Reading, pages::feed)/>
                <Route path=path!("/new") ssr=ssr.clone() view=|| signed(Width::Reading, pages::new)/>
                <Route path=path!("/record/:id") ssr=ssr.clone() view=|| signed(Width::Reading, pages::record)/>
                <Route path=path!("/person/:id") ssr=ssr.clone() view=|| signed(Width::Reading, pages::person)/>
                <Route path=path!("/unit/:id") ssr=ssr.clone() view=|| signed(Width::Reading, pages::unit)/>
                <Route path=path!("/me") ssr=ssr.clone() view=|| signed(Width::Reading, pages::me)/>
                <Route path=path!("/grants") ssr=ssr.clone() view=|| signed(Width::Reading, pages::grants)/>
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
        <Toaster toasts/>
        <ConfirmDialog confirm/>
    }
}
