//! Search as a pure matter: what is asked, what is too much, and in which lanes people and plan items stand.
//!
//! A record stands in the lanes of `crate::record`; people and plan items get lanes of the same names here, so that one set of
//! a reader's lanes opens all kinds.

use crate::permission::{Actor, PlanFacts, Seat};
use crate::record::{Lane, readable_lanes};
use crate::{PersonId, PositionId, Violation};
use serde::{Deserialize, Serialize};

/// Characters of a question.
pub const ASK_LIMIT: u32 = 100;
/// Words of a question.
pub const WORDS_LIMIT: usize = 16;

/// What can be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Record,
    Comment,
    Person,
    Plan,
}

impl Kind {
    pub const ALL: [Self; 4] = [Self::Record, Self::Comment, Self::Person, Self::Plan];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Record => "record",
            Self::Comment => "comment",
            Self::Person => "person",
            Self::Plan => "plan",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.as_str() == text)
    }
}

/// A question as the form or a link sends it; empty fields ask for nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ask {
    pub q: String,
    /// A [`Kind`]; all when empty.
    #[serde(default)]
    pub kind: String,
    /// Whose: a person's id, or part of a name.
    #[serde(default)]
    pub who: String,
    /// Of which unit, with all below it: its id, or part of its name.
    #[serde(default)]
    pub unit: String,
    /// `YYYY-MM-DD`, both included.
    #[serde(default)]
    pub from: String,
    #[serde(default)]
    pub to: String,
    /// `mine`, or a word of `crate::Scope`.
    #[serde(default)]
    pub scope: String,
    /// Only what has files: any text but an empty one.
    #[serde(default)]
    pub files: String,
    /// `new` for newest first; the best first otherwise.
    #[serde(default)]
    pub order: String,
    /// `next` of the page before.
    #[serde(default)]
    pub cursor: String,
}

impl Ask {
    /// Whether anything but the words narrows the search.
    pub fn filtered(&self) -> bool {
        [&self.who, &self.unit, &self.from, &self.to, &self.scope, &self.files]
            .iter()
            .any(|f| !f.trim().is_empty())
    }
}

/// A question that is not too long.
pub fn accept(q: &str) -> Result<&str, Violation> {
    let q = q.trim();
    let length = u32::try_from(q.chars().count()).unwrap_or(u32::MAX);
    if length > ASK_LIMIT {
        return Err(Violation::AskTooLong {
            length,
            limit: ASK_LIMIT,
        });
    }
    Ok(q)
}

/// All lanes that open something to `actor`, own things included.
pub fn open_lanes(actor: &Actor) -> Vec<Lane> {
    let mut lanes = readable_lanes(actor);
    lanes.push(format!("by:{}", actor.person));
    lanes.push(format!("draft:{}", actor.person));
    lanes
}

/// The lanes a person stands in: one of them is open to a reader exactly when the person's page is.
pub fn person_lanes(person: &PersonId, seats: &[Seat], lines: &[PositionId]) -> Vec<Lane> {
    let mut lanes = vec![format!("by:{person}")];
    for seat in seats {
        lanes.extend(unit_lanes(seat.path.iter().map(|u| u.as_str())));
    }
    lanes.extend(lines.iter().map(|p| format!("ln:{p}")));
    lanes
}

/// The lanes a plan item stands in: one of them is open to a reader exactly when the item is.
pub fn plan_lanes(facts: &PlanFacts) -> Vec<Lane> {
    let mut lanes: Vec<Lane> = facts.owner.iter().map(|p| format!("by:{p}")).collect();
    lanes.extend(unit_lanes(facts.path.iter().map(|u| u.as_str())));
    lanes.extend(facts.line.iter().map(|p| format!("ln:{p}")));
    lanes
}

fn unit_lanes<'a>(path: impl DoubleEndedIterator<Item = &'a str> + Clone) -> Vec<Lane> {
    let own = path.clone().next_back().map(|u| format!("own:{u}"));
    path.flat_map(|u| [format!("sub:{u}"), format!("gr:{u}")])
        .chain(own)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::UnitId;
    use crate::permission::{Action, Resource, decide};
    use proptest::prelude::*;

    #[test]
    fn a_long_question_is_answered_in_words() {
        assert_eq!(accept("  检查 "), Ok("检查"));
        let long = accept(&"字".repeat(101)).err();
        assert_eq!(
            long,
            Some(Violation::AskTooLong {
                length: 101,
                limit: 100
            })
        );
        assert_eq!(Kind::ALL.map(|k| Kind::parse(k.as_str())), Kind::ALL.map(Some));
    }

    fn path_of(unit: usize) -> Vec<UnitId> {
        // A tree of seven units: 0 over 1, 2; 1 over 3, 4; 2 over 5, 6.
        let mut path = vec![unit];
        while let Some(&top) = path.last()
            && top > 0
        {
            path.push((top - 1) / 2);
        }
        path.iter().rev().map(|u| UnitId(format!("u{u}"))).collect()
    }

    fn seat(position: usize, unit: usize, leads: bool) -> Seat {
        Seat {
            position: PositionId(format!("p{position}")),
            unit: UnitId(format!("u{unit}")),
            path: path_of(unit),
            leads,
        }
    }

    proptest! {
        /// Lanes and decision say the same of people and of plan items.
        #[test]
        fn lanes_agree_with_decisions(
            seats in proptest::collection::vec((0usize..4, 0usize..7, any::<bool>()), 0..3), granted in proptest::collection::vec(0usize..7, 0..2),
            theirs in proptest::collection::vec((4usize..8, 0usize..7, any::<bool>()), 0..3), line in proptest::collection::vec(0usize..4, 0..3),
            own: bool, unit in 0usize..7, owned: bool,
        ) {
            let actor = Actor {
                person: "reader".into(),
                seats: seats.iter().map(|(p, u, leads)| seat(*p, *u, *leads)).collect(),
                duties: vec![],
                granted: granted.iter().map(|u| UnitId(format!("u{u}"))).collect(),
            };
            let open = open_lanes(&actor);
            let reads = |lanes: &[Lane]| lanes.iter().any(|lane| open.contains(lane));
            let person: PersonId = if own { "reader".into() } else { "other".into() };
            let seats: Vec<Seat> = theirs.iter().map(|(p, u, leads)| seat(*p, *u, *leads)).collect();
            let lines: Vec<PositionId> = line.iter().map(|p| PositionId(format!("p{p}"))).collect();
            let lanes = person_lanes(&person, &seats, &lines);
            let asked = Resource::Person { person: person.clone(), seats, lines: lines.clone() };
            prop_assert_eq!(reads(&lanes), decide(&actor, Action::ReadPerson, &asked).allowed);
            let facts = PlanFacts { owner: owned.then_some(person), path: path_of(unit), line: lines };
            prop_assert_eq!(reads(&plan_lanes(&facts)), decide(&actor, Action::ReadPlan, &Resource::Plan(facts)).allowed);
        }
    }
}
