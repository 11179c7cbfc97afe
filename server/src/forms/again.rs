//! What the page of a refusal offers: the same form with its text, its own page, or the thing as it is now.

use super::paper::escape;
use super::{assess, period, plan};
use app::api::{ApiError, AssignPlan, ServerFn};
use axum::http::StatusCode;
use domain::Lang;

/// What would help after a refusal.
pub(super) enum Again {
    /// Sent again, with what was typed in it.
    SameForm,
    /// Filled in anew on its own page.
    NewForm,
    /// Its own page again, with all that was typed and ticked.
    OwnPage(&'static str),
    /// What it is about, as somebody else changed it; what was typed stands above.
    ReadFirst,
}

/// The fields of a form that asks for a page.
pub(super) fn hidden(fields: &[(String, String)]) -> String {
    let asked = fields
        .iter()
        .filter(|(name, _)| !matches!(name.as_str(), "key" | "next"));
    let one = |(name, value): &(String, String)| {
        format!(
            "<input type=\"hidden\" name=\"{}\" value=\"{}\">",
            escape(name),
            escape(value)
        )
    };
    asked.map(one).collect()
}

/// What would help after a refusal. A form with a password is not kept; one in which nothing can be changed would be refused again.
pub(super) fn helps(status: StatusCode, action: &str, error: &ApiError, fields: &[(String, String)]) -> Again {
    match error {
        // People are ticked in a list that only its page has.
        ApiError::Invalid { .. } if action == AssignPlan::PATH => return Again::OwnPage("/plan/new"),
        // Sent again it would be refused again.
        ApiError::Invalid { field: Some(field), .. } if field == domain::plan::STALE => return Again::ReadFirst,
        _ => {}
    }
    let has = |names: &[&str]| fields.iter().any(|(name, _)| names.contains(&name.as_str()));
    let known = |name: &str| {
        [plan::kind, period::kind, assess::kind]
            .iter()
            .any(|kind| kind(name).is_some())
    };
    let typed = has(&TYPED) || fields.iter().any(|(name, _)| known(name));
    let lasting = matches!(status, StatusCode::UNPROCESSABLE_ENTITY | StatusCode::NOT_FOUND);
    if has(&SECRET) || (lasting && !typed) {
        Again::NewForm
    } else {
        Again::SameForm
    }
}

/// Fields that can be changed on the page of a refusal, and those that are never kept.
const TYPED: [&str; 4] = ["text", "day", "until", "account"];
const SECRET: [&str; 3] = ["password", "again", "current"];

pub(super) fn input(lang: Lang, name: &str, value: &str) -> String {
    let (name_, value) = (escape(name), escape(value));
    let label = match name {
        "text" => lang.pick("内容", "Text"),
        "day" => lang.pick("日期", "Date"),
        "until" => lang.pick("截止日期", "Last day"),
        "account" => lang.pick("账号", "Account"),
        name if SECRET.contains(&name) => return String::new(),
        name => match (plan::kind(name), period::kind(name), assess::kind(name)) {
            (Some(kind), ..) => return plan::input(lang, kind, &name_, &value),
            (None, Some(kind), _) => return period::input(lang, kind, &name_, &value),
            (None, None, Some(kind)) => return assess::input(lang, kind, &name_, &value),
            (None, None, None) => return format!("<input type=\"hidden\" name=\"{name_}\" value=\"{value}\">"),
        },
    };
    match name {
        "text" => format!("<label>{label}<textarea name=\"text\" rows=\"8\">{value}</textarea></label>"),
        "account" => {
            format!("<label>{label}<input name=\"account\" maxlength=\"64\" required value=\"{value}\"></label>")
        }
        _ => format!("<label>{label}<input type=\"date\" name=\"{name_}\" value=\"{value}\"></label>"),
    }
}
