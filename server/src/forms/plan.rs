//! Fields of a plan item on the page of a refusal.

use super::paper::escape;
use domain::Lang;
use domain::plan::Field;

/// How a field of a plan item is shown again; none for what is no such field, or a choice that stays as it is.
pub(super) fn kind(name: &str) -> Option<&'static str> {
    match Field::parse(name)? {
        Field::Title | Field::Reason | Field::Answer => Some("text"),
        Field::Measure | Field::Note => Some("area"),
        Field::Weight | Field::Progress => Some("number"),
        Field::Start | Field::Due => Some("date"),
        Field::Horizon | Field::Difficulty | Field::Key | Field::Owner | Field::Unit => None,
    }
}

/// What was typed, to read and to copy.
pub(super) fn typed(lang: Lang, fields: &[(String, String)]) -> String {
    let filled = fields
        .iter()
        .filter(|(name, value)| kind(name).is_some() && !value.trim().is_empty());
    let one = |(name, value): &(String, String)| {
        let label = Field::parse(name).map_or("", |field| field.words(lang));
        let value = escape(value);
        format!("<label>{label}<textarea rows=\"2\" readonly>{value}</textarea></label>")
    };
    format!("<div class=\"stack\">{}</div>", filled.map(one).collect::<String>())
}

/// `name` and `value` are escaped already.
pub(super) fn input(lang: Lang, kind: &str, name: &str, value: &str) -> String {
    let label = Field::parse(name).map_or("", |field| field.words(lang));
    match kind {
        "area" => format!("<label>{label}<textarea name=\"{name}\" rows=\"3\">{value}</textarea></label>"),
        kind => format!("<label>{label}<input type=\"{kind}\" name=\"{name}\" value=\"{value}\"></label>"),
    }
}
