//! Who has no place, in words, and what of it is for a reader who is himself one of the people of a unit.

use super::{Table, UnitTable, filled};
use domain::PersonId;
use domain::assessment::Words;
use domain::assessment::quota::{Cut, CutBy};
use std::borrow::Cow;

impl Table {
    /// A unit as somebody reads it who may be one of its people: its places, filled as if nobody had proposed him, since a sum would tell
    /// him.
    pub(crate) fn seen<'t>(&self, unit: &'t UnitTable, reader: &PersonId) -> Cow<'t, UnitTable> {
        let holds = unit.holders.contains(reader);
        if !holds && !unit.waiting.iter().any(|c| c.person == *reader) {
            return Cow::Borrowed(unit);
        }
        let mut seen = unit.clone();
        seen.holders.retain(|p| p != reader);
        seen.waiting.retain(|c| c.person != *reader);
        seen.filled = filled(&self.rule, &seen.places, &seen.holders, &seen.waiting);
        Cow::Owned(seen)
    }

    /// Everybody proposed who has no place, in the order of ids.
    pub(crate) fn without(&self, unit: &UnitTable) -> Vec<PersonId> {
        let cut = unit.filled.cut.iter().map(|Cut { person, .. }| person);
        let mut people: Vec<PersonId> = cut.chain(&unit.filled.open).cloned().collect();
        people.sort();
        people
    }

    /// Why somebody who is proposed has no place as things stand.
    pub(crate) fn cut(&self, unit: &UnitTable, person: &PersonId) -> Option<Words> {
        let (asked, held) = (unit.holders.len() + unit.waiting.len(), unit.holders.len());
        if unit.filled.open.contains(person) {
            let (many, open) = (unit.filled.open.len(), unit.filled.open_places);
            return Some(self.why(
                unit,
                &format!("{many} 人条件相同，只剩 {open} 个名额，由人来定，不自动排序。"),
                &format!("{many} people are equal and {open} places are left: people decide, nothing is put in order."),
            ));
        }
        let by = unit.filled.cut.iter().find(|c| c.person == *person)?.by;
        let (places, exact) = (unit.places.places, unit.places.exact);
        Some(match by {
            CutBy::Rounding => self.why(
                unit,
                &format!("提名 {asked} 人，因取整（{exact} 取为 {places}）没有名额；向上取整就会有。"),
                &format!(
                    "{asked} are proposed; no place because {exact} was rounded to {places}. Rounded up, there would be one."
                ),
            ),
            CutBy::Share => self.why(
                unit,
                &format!("提名 {asked} 人，已定 {held} 人，多于名额 {places} 个。"),
                &format!("{asked} are proposed and {held} have it, more than the {places} places."),
            ),
        })
    }

    /// The same for what many read, of whom any may be one of those who are proposed: without how many these are.
    pub(super) fn left_out(&self, unit: &UnitTable, person: &PersonId) -> Option<Words> {
        if unit.filled.open.contains(person) {
            return Some(self.why(
                unit,
                "条件相同的人多于剩下的名额，由人来定，不自动排序。",
                "More people are equal than places are left: people decide, nothing is put in order.",
            ));
        }
        let by = unit.filled.cut.iter().find(|c| c.person == *person)?.by;
        let (places, exact) = (unit.places.places, unit.places.exact);
        Some(match by {
            CutBy::Rounding => self.why(
                unit,
                &format!("因取整（{exact} 取为 {places}）没有名额；向上取整就会有。"),
                &format!("No place because {exact} was rounded to {places}. Rounded up, there would be one."),
            ),
            CutBy::Share => self.why(
                unit,
                &format!("提名的人多于名额 {places} 个。"),
                &format!("More are proposed than the {places} places."),
            ),
        })
    }

    fn why(&self, unit: &UnitTable, zh: &str, en: &str) -> Words {
        let (grade, arithmetic) = (&self.grade.words, self.arithmetic(&unit.unit));
        Words::new(
            format!("“{}”：{}。{zh}", grade.zh, arithmetic.zh),
            format!("“{}”: {}. {en}", grade.en, arithmetic.en),
        )
    }
}
