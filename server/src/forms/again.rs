//! What the page of a refusal offers: the same form with its text, its own page, or the thing as it is now.

use super::paper::escape;
use super::{assess, period, plan};
use app::api::{ApiError, AssignPlan, ServerFn, WritePlan};
use axum::http::StatusCode;
use domain::Lang;
use domain::id::is_ulid;
use domain::violation::BEGAN;

/// What would help after a refusal.
pub(super) enum Again {
    /// Sent again, with what was typed in it.
    SameForm,
    /// Filled in anew on its own page.
    NewForm,
    /// Its own page again, with all that was typed and ticked.
    OwnPage(&'static str),
    /// The same form, which takes the place of the version that came meanwhile.
    SaveOver,
    /// What it is about, as somebody else changed it; what was typed stands above.
    ReadFirst,
}

/// The fields of a form that asks for a page.
pub(super) fn hidden(fields: &[(String, String)]) -> String {
    let asked = fields
        .iter()
        .filter(|(name, _)| !matches!(name.as_str(), "key" | "next"));
    asked
        .map(|(name, value)| unseen(&escape(name), &escape(value)))
        .collect()
}

/// Of what is escaped.
fn unseen(name: &str, value: &str) -> String {
    format!("<input type=\"hidden\" name=\"{name}\" value=\"{value}\">")
}

/// What would help after a refusal. A form with a password is not kept; one in which nothing can be changed would be refused again.
pub(super) fn helps(status: StatusCode, action: &str, error: &ApiError, fields: &[(String, String)]) -> Again {
    match error {
        // People are ticked in a list that only its page has.
        ApiError::Invalid { .. } if action == AssignPlan::PATH || own_item(action, fields) => {
            return Again::OwnPage("/plan/new");
        }
        ApiError::Invalid { field: Some(field), .. } if field == BEGAN => return Again::SaveOver,
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

/// The form without the version that it began with.
pub(super) fn save_over(lang: Lang, action: &str, fields: &[(String, String)]) -> String {
    let kept = fields.iter().filter(|(name, _)| name != BEGAN);
    let inputs: String = kept.map(|(name, value)| input(lang, name, value)).collect();
    let record = fields.iter().find(|(name, id)| name == "record" && is_ulid(id));
    let record = record.map_or("", |(_, id)| id.as_str());
    format!(
        "<p><a class=\"button\" href=\"/record/{record}\" target=\"_blank\">{}</a></p>\
         <form class=\"stack\" method=\"post\" action=\"{}\">{inputs}<p><button class=\"primary\">{}</button></p></form>",
        lang.pick("看现在的内容", "Read it as it is now"),
        escape(action),
        lang.pick("用我的替换", "Put mine in its place"),
    )
}

/// The form of an item for oneself; not its one line on the page of one's plan.
fn own_item(action: &str, fields: &[(String, String)]) -> bool {
    action == WritePlan::PATH && fields.iter().any(|(name, value)| name == "for" && value == "me")
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
            (None, None, None) => return unseen(&name_, &value),
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
