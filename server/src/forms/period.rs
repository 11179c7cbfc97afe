//! Fields of the forms about periods and statuses on the page of a refusal.

use domain::Lang;

/// How such a field is shown again; none for what is none of them.
pub(super) fn kind(name: &str) -> Option<&'static str> {
    match name {
        "paper" | "basis" => Some("text"),
        "year" => Some("number"),
        "first" | "last" => Some("date"),
        _ => None,
    }
}

/// `name` and `value` are escaped already.
pub(super) fn input(lang: Lang, kind: &str, name: &str, value: &str) -> String {
    let label = match name {
        "paper" => lang.pick("批准文件", "Approving paper"),
        "basis" => lang.pick("依据（文号、日期）", "Document (number, day)"),
        "year" => lang.pick("年度", "Year"),
        "first" => lang.pick("从哪天起", "From"),
        _ => lang.pick("到哪天止", "Until"),
    };
    format!("<label>{label}<input type=\"{kind}\" name=\"{name}\" value=\"{value}\"></label>")
}
