//! A new record so far, as its form was sent to its own page again: where there is no script, what it could be tied to on another day
//! comes so.

use super::ties::{Kind, Ties};
use crate::load::Key;
use crate::prelude::*;
use domain::Audience;

/// Its fields in their order; none on any other page.
#[derive(Clone, Debug, Default)]
pub struct TypedRecord(pub Vec<(String, String)>);

impl TypedRecord {
    pub fn here() -> Self {
        use_context::<Self>().unwrap_or_default()
    }

    /// What stands in a field; empty where it was not sent.
    pub fn text(&self, field: &str) -> &str {
        let last = self.0.iter().rfind(|(name, _)| name == field);
        last.map_or("", |(_, value)| value.as_str())
    }

    pub fn day(&self) -> Option<String> {
        Some(self.text("day").to_owned()).filter(|day| !day.is_empty())
    }

    pub fn audience(&self) -> Option<Audience> {
        Audience::parse(self.text("audience"))
    }

    /// For the page's reading of what it can be tied to.
    pub fn key(&self) -> Key {
        (self.text("text").to_owned(), self.day())
    }

    /// What was ticked, and what was chosen from the lists.
    pub fn tie(&self, ties: Ties) {
        for kind in [Kind::Item, Kind::Indicator] {
            for id in self.ids(kind) {
                ties.bring(kind, id);
            }
        }
    }

    fn ids(&self, kind: Kind) -> impl Iterator<Item = &str> {
        let fields = self.0.iter().filter(move |(name, _)| name == kind.field());
        let ids = fields.flat_map(|(_, ids)| ids.split(','));
        ids.map(str::trim).filter(|id| !id.is_empty())
    }

    /// How far an item is as it was told: in its own field, or in that of the list if it was chosen there; with no item, in that of the list
    /// while nothing is.
    pub fn told(&self, item: &str) -> &str {
        let boxed = |id: &str| {
            self.0
                .iter()
                .any(|(name, _)| name.strip_prefix("progress-") == Some(id))
        };
        let listed = self.ids(Kind::Item).find(|id| !boxed(id)).unwrap_or_default();
        if item == listed {
            self.text("progress-")
        } else if item.is_empty() {
            ""
        } else {
            self.text(&format!("progress-{item}"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(fields: &[(&str, &str)]) -> TypedRecord {
        TypedRecord(fields.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect())
    }

    #[test]
    fn what_was_told_of_the_item_from_the_list_is_told_of_it_now() {
        let form = |listed| {
            typed(&[
                ("items", "A"),
                ("items", listed),
                ("items", ","),
                ("progress-A", "40"),
                ("progress-", "70"),
            ])
        };
        let (both, one) = (form("B"), form(""));
        assert_eq!(both.ids(Kind::Item).collect::<Vec<_>>(), ["A", "B"]);
        assert_eq!([both.told("A"), both.told("B"), both.told("")], ["40", "70", ""]);
        assert_eq!([one.told("A"), one.told("")], ["40", "70"]);
    }

    #[test]
    fn a_page_that_nothing_was_sent_to_has_the_fields_it_always_had() {
        let none = TypedRecord::default();
        assert_eq!((none.key(), none.audience()), (Key::default(), None));
        assert_eq!(none.told("A"), "");
        let some = typed(&[("text", "Half"), ("day", "2026-03-02"), ("audience", "leaders")]);
        assert_eq!(some.key(), ("Half".to_owned(), Some("2026-03-02".to_owned())));
        assert_eq!(some.audience(), Some(Audience::Leaders));
    }
}
