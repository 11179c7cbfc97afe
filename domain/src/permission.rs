//! Who may see and do what: [`decide`] is the only place that says yes.
//!
//! Menus, buttons, pages, server functions and streams all ask it. A decision names the relation it rests on.

use crate::{Audience, Lang, PersonId, PositionId, UnitId};
use serde::{Deserialize, Serialize};

mod facts;
mod matrix;

pub use facts::{CourseFacts, PlanFacts, RecordFacts, SetFacts};
pub use matrix::{ACTIONS, RELATIONS, allows};

/// Someone signed in, with the rights of this moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    pub person: PersonId,
    pub seats: Vec<Seat>,
    pub duties: Vec<Duty>,
    /// Units whose records are open to this person by a grant in force.
    pub granted: Vec<UnitId>,
}

impl Actor {
    /// Whether a post held now is in the unit or below it.
    pub fn sits_in(&self, unit: &UnitId) -> bool {
        self.seats.iter().any(|s| s.path.contains(unit))
    }
}

/// A post held now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seat {
    pub position: PositionId,
    pub unit: UnitId,
    /// Units from the root down to `unit`, both included.
    pub path: Vec<UnitId>,
    /// Whether the holder heads the unit.
    pub leads: bool,
}

/// A separated duty (DESIGN.md): none of them opens the content of records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Duty {
    /// Accounts, import; no content.
    SystemAdministrator,
    /// Grants and duties.
    SecurityAdministrator,
    /// The ledger; no editing.
    Auditor,
    /// Periods, quotas, results.
    PersonnelOffice,
}

impl Duty {
    pub const ALL: [Self; 4] = [
        Self::SystemAdministrator,
        Self::SecurityAdministrator,
        Self::Auditor,
        Self::PersonnelOffice,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::SystemAdministrator => "system_administrator",
            Self::SecurityAdministrator => "security_administrator",
            Self::Auditor => "auditor",
            Self::PersonnelOffice => "personnel_office",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|d| d.as_str() == text)
    }

    /// The duty in words, as pages and refusals name it.
    pub fn words(self, lang: Lang) -> &'static str {
        lang.pick(self.zh(), self.en())
    }

    pub(crate) fn zh(self) -> &'static str {
        match self {
            Self::SystemAdministrator => "系统管理员",
            Self::SecurityAdministrator => "安全管理员",
            Self::Auditor => "审计员",
            Self::PersonnelOffice => "人事部门",
        }
    }

    pub(crate) fn en(self) -> &'static str {
        match self {
            Self::SystemAdministrator => "System administrator",
            Self::SecurityAdministrator => "Security administrator",
            Self::Auditor => "Auditor",
            Self::PersonnelOffice => "Personnel office",
        }
    }
}

/// What an actor is to a resource. The nearest one holds; [`relation`] gives the one with most rights.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    Own,
    Leader,
    /// By an assessment period: assessor, committee, deciding head, re-review or appeal body.
    Named,
    Colleague,
    Granted,
    SystemAdministrator,
    SecurityAdministrator,
    Auditor,
    /// Indicator sets, periods, quotas, results; no content of records.
    PersonnelOffice,
    Stranger,
}

/// Everything that can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    ReadRecord,
    ReadTimeline,
    ReadPerson,
    WriteRecord,
    EditRecord,
    WithdrawRecord,
    Like,
    Comment,
    EditComment,
    DeleteComment,
    ManageGrants,
    ManageAccounts,
    ImportRoster,
    ManageDuties,
    ReadLedger,
    /// A plan item, or a person's or unit's plan.
    ReadPlan,
    /// An item in one's own plan.
    WritePlan,
    /// Handing items down, and changing what was handed down.
    AssignPlan,
    /// Agreeing to what somebody set for himself.
    AgreePlan,
    /// Accepting what was handed down, or asking back; progress.
    AnswerPlan,
    /// The indicators of a post, family or unit.
    ReadIndicators,
    /// Drafting a set for a unit or a post.
    DraftIndicators,
    /// Drafting a set for a post family, and putting any set into force.
    AgreeIndicators,
    /// A file sent by oneself: adding to it, reading it before a record holds it, taking it back.
    HandleFile,
    /// Somebody's assessment in a period.
    ReadCourse,
    /// A step of it; which one to whom is for `assessment::process` to say.
    ActOnCourse,
    /// Opening assessment periods and taking their steps for many.
    ManagePeriods,
    /// What holds of people in an assessment: leave, secondment, probation.
    KeepStatuses,
}

/// What the action is about, as the facts that a decision needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Resource {
    Record(RecordFacts),
    /// A comment by `author` on the record.
    Comment {
        author: PersonId,
        record: RecordFacts,
    },
    /// A unit's timeline or page.
    Unit {
        path: Vec<UnitId>,
    },
    /// A person's page and timeline.
    Person {
        person: PersonId,
        seats: Vec<Seat>,
        lines: Vec<PositionId>,
    },
    /// A plan item of `owner`, or of the unit while nobody has it.
    Plan(PlanFacts),
    /// A set of indicators.
    Indicators(SetFacts),
    /// One person's assessment in a period.
    Course(CourseFacts),
    /// A file as it was sent; held by a record, it is read with the record.
    File {
        owner: PersonId,
    },
    /// The separate duties of a person.
    Duties {
        holder: PersonId,
    },
    /// What the personnel office enters about a person's assessments: statuses, earlier years, who assesses.
    Entry {
        about: PersonId,
    },
    /// The installation itself.
    Site,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    pub allowed: bool,
    /// The relation the answer rests on.
    pub relation: Relation,
}

/// Whether `actor` may do `action` to `resource`, and by which relation.
///
/// Several relations can hold at once (a colleague who is also the auditor); one that allows the action wins.
pub fn decide(actor: &Actor, action: Action, resource: &Resource) -> Decision {
    let held = relations(actor, resource);
    let open = |relation: Relation| allows(relation, action) && admitted(actor, relation, action, resource);
    let by = held.iter().copied().find(|&r| open(r));
    Decision {
        allowed: by.is_some(),
        relation: by.or(held.first().copied()).unwrap_or(Relation::Stranger),
    }
}

/// What the actor is to the resource, with most rights first; [`Relation::Stranger`] when nothing.
pub fn relation(actor: &Actor, resource: &Resource) -> Relation {
    relations(actor, resource)
        .first()
        .copied()
        .unwrap_or(Relation::Stranger)
}

fn relations(actor: &Actor, resource: &Resource) -> Vec<Relation> {
    let mut held = Vec::with_capacity(3);
    match resource {
        Resource::Record(record) => {
            work_relations(actor, Some(&record.author), &record.path, &record.line, &mut held);
        }
        Resource::Plan(item) => work_relations(actor, item.owner.as_ref(), &item.path, &item.line, &mut held),
        Resource::Comment { author, record } => {
            if *author == actor.person {
                held.push(Relation::Own);
            }
            work_relations(actor, Some(&record.author), &record.path, &record.line, &mut held);
            if *author != actor.person {
                held.retain(|r| *r != Relation::Own);
            }
        }
        Resource::Unit { path } => unit_relations(actor, path, &mut held),
        Resource::Person { person, seats, lines } => {
            if *person == actor.person {
                held.push(Relation::Own);
            }
            if actor.seats.iter().any(|s| lines.contains(&s.position)) {
                held.push(Relation::Leader);
            }
            for seat in seats {
                unit_relations(actor, &seat.path, &mut held);
            }
            held.sort_by_key(|r| RELATIONS.iter().position(|x| x == r));
            held.dedup();
        }
        Resource::Indicators(facts) => set_relations(actor, facts, &mut held),
        Resource::Course(course) => course_relations(actor, course, &mut held),
        Resource::File { owner } => {
            if *owner == actor.person {
                held.push(Relation::Own);
            }
        }
        Resource::Duties { .. } | Resource::Entry { .. } | Resource::Site => {}
    }
    for duty in &actor.duties {
        match duty {
            Duty::SystemAdministrator => held.push(Relation::SystemAdministrator),
            Duty::SecurityAdministrator => held.push(Relation::SecurityAdministrator),
            Duty::Auditor => held.push(Relation::Auditor),
            Duty::PersonnelOffice => held.push(Relation::PersonnelOffice),
        }
    }
    held
}

/// Relations to somebody's work: `path` and `line` are those of its unit and its doer.
fn work_relations(
    actor: &Actor,
    doer: Option<&PersonId>,
    path: &[UnitId],
    line: &[PositionId],
    held: &mut Vec<Relation>,
) {
    // Nobody leads himself: heading the unit one works in adds nothing to one's own work.
    if doer == Some(&actor.person) {
        held.push(Relation::Own);
        return;
    }
    if actor.seats.iter().any(|s| line.contains(&s.position)) {
        held.push(Relation::Leader);
    }
    unit_relations(actor, path, held);
    held.dedup();
}

fn set_relations(actor: &Actor, facts: &SetFacts, held: &mut Vec<Relation>) {
    match facts {
        SetFacts::Family if !actor.seats.is_empty() => held.push(Relation::Colleague),
        SetFacts::Family => {}
        SetFacts::Unit { path } => {
            unit_relations(actor, path, held);
            // It holds for the posts below the unit, too.
            if path.last().is_some_and(|unit| actor.sits_in(unit)) {
                held.push(Relation::Own);
            }
        }
        SetFacts::Post { position, path, line } => {
            let own = actor.seats.iter().any(|s| s.position == *position);
            work_relations(actor, own.then_some(&actor.person), path, line, held);
        }
    }
}

/// Colleagues and authorised units are nothing to an assessment.
fn course_relations(actor: &Actor, course: &CourseFacts, held: &mut Vec<Relation>) {
    work_relations(actor, Some(&course.person), &course.path, &course.line, held);
    held.retain(|r| matches!(r, Relation::Own | Relation::Leader));
    // Whoever is assessed is so as the person alone, however many bodies he sits on.
    if course.person != actor.person && course.named.contains(&actor.person) {
        held.push(Relation::Named);
    }
}

fn unit_relations(actor: &Actor, path: &[UnitId], held: &mut Vec<Relation>) {
    if actor.seats.iter().any(|s| s.leads && path.contains(&s.unit)) && !held.contains(&Relation::Leader) {
        held.push(Relation::Leader);
    }
    if let Some(unit) = path.last()
        && actor.seats.iter().any(|s| s.unit == *unit)
    {
        held.push(Relation::Colleague);
    }
    if actor.granted.iter().any(|g| path.contains(g)) {
        held.push(Relation::Granted);
    }
}

/// What the table cannot say by relation alone: the record's audience and whether it was withdrawn.
fn admitted(actor: &Actor, relation: Relation, action: Action, resource: &Resource) -> bool {
    // A decision about someone is never taken by that someone: nobody drafts or agrees what he alone is measured by.
    if let Resource::Indicators(SetFacts::Post { position, .. }) = resource {
        return action == Action::ReadIndicators || !actor.seats.iter().any(|s| s.position == *position);
    }
    if let Resource::Duties { holder: about } | Resource::Entry { about } = resource {
        return *about != actor.person;
    }
    let (Resource::Record(record) | Resource::Comment { record, .. }) = resource else {
        return true;
    };
    let sees = |relation| match relation {
        Relation::Own => true,
        Relation::Leader => record.audience != Audience::Draft,
        Relation::Colleague => matches!(record.audience, Audience::Unit | Audience::Granted),
        Relation::Granted => record.audience == Audience::Granted,
        _ => false,
    };
    let reading = action == Action::ReadRecord;
    // A withdrawn record stays readable to its author and the leaders as a trace; nothing more can be done to it.
    let standing = !record.withdrawn || (reading && matches!(relation, Relation::Own | Relation::Leader));
    let in_view = match resource {
        // The writer of a comment can always take back own words, and says other ones only to a record that is still open to him.
        Resource::Comment { .. } if relation == Relation::Own && action == Action::EditComment => {
            relations(actor, &Resource::Record(record.clone()))
                .into_iter()
                .any(sees)
        }
        _ => sees(relation),
    };
    let drafts = record.audience != Audience::Draft || !matches!(action, Action::Like | Action::Comment);
    in_view && standing && drafts
}

#[cfg(test)]
mod tests;
