//! Fields of the forms about one assessment on the page of a refusal.

use domain::Lang;

/// How such a field is shown again; none for what is none of them, or a choice that stays as it is.
pub(super) fn kind(name: &str) -> Option<&'static str> {
    match name {
        "words" => Some("area"),
        name if name.starts_with("improvements[") => Some("text"),
        _ => None,
    }
}

/// `name` and `value` are escaped already.
pub(super) fn input(lang: Lang, kind: &str, name: &str, value: &str) -> String {
    match kind {
        "area" => {
            let label = lang.pick("写给本人的话", "Words to the person");
            format!("<label>{label}<textarea name=\"{name}\" rows=\"4\">{value}</textarea></label>")
        }
        kind => {
            let label = lang.pick("可以改进的地方", "To become better at");
            format!("<label>{label}<input type=\"{kind}\" name=\"{name}\" value=\"{value}\"></label>")
        }
    }
}
