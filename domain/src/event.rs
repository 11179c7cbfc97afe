//! Entries of the outbox: what changed, with the facts that decide who may learn of it.

use crate::permission::{Action, Actor, CourseFacts, PlanFacts, RecordFacts, Resource, decide};
use crate::record::Lane;
use crate::view::LiveEvent;
use crate::{PeriodId, PersonId, PlanItemId, RecordId, UnitId};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    pub topic: Topic,
    /// What a browser is told, the same for every reader.
    pub wire: LiveEvent,
}

/// What the event is about: it decides the readers, and which copies in memory are stale.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    Record {
        record: RecordId,
        facts: RecordFacts,
        /// Lanes whose content changed (empty for likes and comments).
        lanes: Vec<Lane>,
        /// The facts as they were before an edit of the audience; those readers are told as well.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        before: Option<Box<RecordFacts>>,
    },
    /// A plan item changed.
    Plan { item: PlanItemId, facts: PlanFacts },
    /// An assessment took a step.
    Course { facts: CourseFacts, period: PeriodId },
    /// Many courses of a period took a step, or what can be done in it changed: what is kept of them is stale; nobody is told by this.
    Period { period: PeriodId },
    /// Something for these people alone: a notification came or was read on another device.
    People { people: Vec<PersonId> },
    /// Sets of indicators changed: what is kept of them is stale; nobody is told.
    Indicators,
    /// Someone's rights changed: `None` concerns everybody (an import).
    Rights { person: Option<PersonId> },
    /// What is granted to this unit changed, and so the rights of whoever sits in it or below.
    Granted { receiver: UnitId },
    /// Sessions of this person ended.
    Sessions { person: PersonId },
}

impl Event {
    /// Whether this reader is told.
    pub fn concerns(&self, reader: &Actor) -> bool {
        match &self.topic {
            Topic::Record { facts, before, .. } => {
                let reads = |f: &RecordFacts| {
                    // A withdrawal is told to whoever could read the record until now.
                    let standing = RecordFacts {
                        withdrawn: false,
                        ..f.clone()
                    };
                    decide(reader, Action::ReadRecord, &Resource::Record(standing)).allowed
                };
                reads(facts) || before.as_deref().is_some_and(reads)
            }
            Topic::Plan { facts, .. } => decide(reader, Action::ReadPlan, &Resource::Plan(facts.clone())).allowed,
            Topic::Course { facts, .. } => decide(reader, Action::ReadCourse, &Resource::Course(facts.clone())).allowed,
            Topic::People { people } => people.contains(&reader.person),
            Topic::Indicators | Topic::Period { .. } => false,
            Topic::Rights { person } => person.as_ref().is_none_or(|p| *p == reader.person),
            Topic::Granted { receiver } => reader.sits_in(receiver),
            Topic::Sessions { person } => *person == reader.person,
        }
    }
}
