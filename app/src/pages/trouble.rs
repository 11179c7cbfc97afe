use crate::api::ApiError;
use crate::prelude::*;
use crate::site::{lang, w};
use leptos_meta::Title;

/// What stands where a page could not be read.
pub fn trouble(error: &ApiError) -> AnyView {
    let title = if *error == ApiError::NotFound {
        w().not_found
    } else {
        w().no_page
    };
    told(error, title, error.words(lang()))
}

/// The same for somebody's page. Names stay on what is still open of people who moved or left: whoever follows one learns why it
/// ends there, in the same words where nobody is.
pub fn person_closed(error: &ApiError) -> AnyView {
    match error {
        ApiError::NotFound => told(error, w().person_closed, w().person_closed_what.to_owned()),
        other => trouble(other),
    }
}

fn told(error: &ApiError, title: &'static str, what: String) -> AnyView {
    status(error.status());
    view! {
        <Title text=title/>
        <div class="empty bare">
            <h1>{title}</h1>
            <p>{what}</p>
            <p><a class="button" href="/">{w().to_feed}</a></p>
        </div>
    }
    .into_any()
}

/// No such address.
#[cfg(feature = "ssr")]
pub fn not_found() -> AnyView {
    status(404);
    view! {
        <Title text=w().not_found/>
        <main class="bare" id="main">
            <p class="seal" aria-hidden="true">"履"</p>
            <h1>{w().not_found}</h1>
            <p>{w().not_found_what}</p>
            <p><a class="button" href="/">{w().to_feed}</a></p>
        </main>
    }
    .into_any()
}

#[cfg(feature = "ssr")]
fn status(code: u16) {
    if let (Some(response), Ok(status)) = (
        use_context::<leptos_axum::ResponseOptions>(),
        http::StatusCode::from_u16(code),
    ) {
        response.set_status(status);
    }
}

#[cfg(not(feature = "ssr"))]
fn status(_: u16) {}
