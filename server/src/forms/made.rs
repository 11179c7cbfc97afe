//! Where a file was asked for and could not be made.

use super::paper::{Look, Paper};
use app::api::Caller;
use axum::http::StatusCode;
use axum::response::Response;

/// Why not; `back` is the page that the link stood on.
pub(crate) fn not_made(caller: &Caller, error: service::Error, back: &str) -> Response {
    let error = caller.words(error);
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
    let paper = Paper {
        title: caller.lang.pick("文件没有生成", "The file was not made"),
        words: &error.words(caller.lang),
        below: "",
        back,
    };
    let look = Look {
        lang: caller.lang,
        theme: "auto",
    };
    paper.answer(status, look)
}
