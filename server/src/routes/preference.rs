//! Language and theme: cookies set by small forms.

use super::{local, see_other, with_cookie};
use crate::request::{LANG, THEME, theme};
use axum::Form;
use axum::response::Response;
use domain::Lang;
use serde::Deserialize;

#[derive(Deserialize)]
pub(crate) struct Choice {
    #[serde(default)]
    lang: String,
    #[serde(default)]
    theme: String,
    #[serde(default)]
    next: String,
}

const YEAR: &str = "Path=/; Max-Age=31536000; SameSite=Lax";

/// `POST /language`
pub(crate) async fn language(Form(choice): Form<Choice>) -> Response {
    let lang = Lang::from_tag(&choice.lang).unwrap_or_default();
    with_cookie(
        see_other(local(&choice.next)),
        &format!("{LANG}={}; {YEAR}", lang.tag()),
    )
}

/// `POST /theme`
pub(crate) async fn appearance(Form(choice): Form<Choice>) -> Response {
    with_cookie(
        see_other(local(&choice.next)),
        &format!("{THEME}={}; {YEAR}", theme(&choice.theme).0),
    )
}
