//! What a decision has to know of its object.

use crate::{Audience, PersonId, PositionId, UnitId};
use serde::{Deserialize, Serialize};

/// What a set of indicators is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SetFacts {
    /// A post family: the same measure throughout the organisation, so whoever holds a post may know it.
    Family,
    /// The posts of a unit and below it. Units from the root down.
    Unit { path: Vec<UnitId> },
    Post {
        position: PositionId,
        path: Vec<UnitId>,
        /// Posts above it, nearest first.
        line: Vec<PositionId>,
    },
}

/// The facts about a record that its visibility depends on. They travel with its events.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordFacts {
    pub author: PersonId,
    /// Units from the root down to the one it was written in.
    pub path: Vec<UnitId>,
    /// Posts above the author's, when it was written, nearest first.
    pub line: Vec<PositionId>,
    pub audience: Audience,
    pub withdrawn: bool,
}

/// The facts about a plan item that its visibility depends on. They travel with its events.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanFacts {
    pub owner: Option<PersonId>,
    /// Units from the root down to the one it is planned in.
    pub path: Vec<UnitId>,
    /// Posts above the owner's in that unit, nearest first.
    pub line: Vec<PositionId>,
}

/// The facts about an assessment that its visibility depends on. They travel with its events.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CourseFacts {
    pub person: PersonId,
    /// Units from the root down to the one of the post that is assessed.
    pub path: Vec<UnitId>,
    /// Posts above it, nearest first.
    pub line: Vec<PositionId>,
    /// Assessors, and all bodies of the period.
    pub named: Vec<PersonId>,
}
