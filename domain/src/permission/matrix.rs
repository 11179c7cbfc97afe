//! The table of rights: which relation opens which action. The cells of what the router offers are tried on the real router
//! (server/tests/site), those about audience, duties and indicators in the tests of this module.

use super::{Action, Relation};
use Action as A;
use Relation as R;

pub const RELATIONS: [Relation; 10] = [
    R::Own,
    R::Leader,
    R::Named,
    R::Colleague,
    R::Granted,
    R::SystemAdministrator,
    R::SecurityAdministrator,
    R::Auditor,
    R::PersonnelOffice,
    R::Stranger,
];

pub const ACTIONS: [Action; 28] = [
    A::ReadRecord,
    A::ReadTimeline,
    A::ReadPerson,
    A::WriteRecord,
    A::EditRecord,
    A::WithdrawRecord,
    A::Like,
    A::Comment,
    A::EditComment,
    A::DeleteComment,
    A::ManageGrants,
    A::ManageAccounts,
    A::ImportRoster,
    A::ManageDuties,
    A::ReadLedger,
    A::ReadPlan,
    A::WritePlan,
    A::AssignPlan,
    A::AgreePlan,
    A::AnswerPlan,
    A::ReadIndicators,
    A::DraftIndicators,
    A::AgreeIndicators,
    A::HandleFile,
    A::ReadCourse,
    A::ActOnCourse,
    A::ManagePeriods,
    A::KeepStatuses,
];

/// Whether the relation opens the action at all; audience and withdrawal are looked at afterwards.
pub fn allows(relation: Relation, action: Action) -> bool {
    match action {
        A::ReadRecord | A::ReadTimeline | A::ReadPerson => {
            matches!(relation, R::Own | R::Leader | R::Colleague | R::Granted)
        }
        // One writes for the unit one sits in.
        A::WriteRecord => relation == R::Colleague,
        A::EditRecord | A::WithdrawRecord | A::EditComment | A::DeleteComment => relation == R::Own,
        // Nobody marks an own record.
        A::Like => matches!(relation, R::Leader | R::Colleague | R::Granted),
        A::Comment => matches!(relation, R::Own | R::Leader | R::Colleague | R::Granted),
        A::ManageGrants => matches!(relation, R::Leader | R::SecurityAdministrator),
        A::ManageAccounts | A::ImportRoster => relation == R::SystemAdministrator,
        A::ManageDuties => relation == R::SecurityAdministrator,
        A::ReadLedger => relation == R::Auditor,
        A::ReadPlan => matches!(relation, R::Own | R::Leader | R::Colleague | R::Granted),
        A::WritePlan | A::AnswerPlan => relation == R::Own,
        // A decision about someone is never taken by that someone.
        A::AssignPlan | A::AgreePlan => relation == R::Leader,
        A::ReadIndicators => matches!(
            relation,
            R::Own | R::Leader | R::Colleague | R::Granted | R::PersonnelOffice
        ),
        A::DraftIndicators => matches!(relation, R::Leader | R::PersonnelOffice),
        A::AgreeIndicators => relation == R::PersonnelOffice,
        A::HandleFile => relation == R::Own,
        // Colleagues learn nothing of it, nor do the units that records are open to.
        A::ReadCourse | A::ActOnCourse => {
            matches!(relation, R::Own | R::Leader | R::Named | R::PersonnelOffice)
        }
        A::ManagePeriods | A::KeepStatuses => relation == R::PersonnelOffice,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Written out cell by cell from DESIGN.md, so that a change of the code is one of the table too. Columns: own, leader, named,
    /// colleague, granted, system administrator, security administrator, auditor, personnel office, stranger.
    const TABLE: [(Action, &str); 28] = [
        (A::ReadRecord, "x x . x x . . . . ."),
        (A::ReadTimeline, "x x . x x . . . . ."),
        (A::ReadPerson, "x x . x x . . . . ."),
        (A::WriteRecord, ". . . x . . . . . ."),
        (A::EditRecord, "x . . . . . . . . ."),
        (A::WithdrawRecord, "x . . . . . . . . ."),
        (A::Like, ". x . x x . . . . ."),
        (A::Comment, "x x . x x . . . . ."),
        (A::EditComment, "x . . . . . . . . ."),
        (A::DeleteComment, "x . . . . . . . . ."),
        (A::ManageGrants, ". x . . . . x . . ."),
        (A::ManageAccounts, ". . . . . x . . . ."),
        (A::ImportRoster, ". . . . . x . . . ."),
        (A::ManageDuties, ". . . . . . x . . ."),
        (A::ReadLedger, ". . . . . . . x . ."),
        (A::ReadPlan, "x x . x x . . . . ."),
        (A::WritePlan, "x . . . . . . . . ."),
        (A::AssignPlan, ". x . . . . . . . ."),
        (A::AgreePlan, ". x . . . . . . . ."),
        (A::AnswerPlan, "x . . . . . . . . ."),
        (A::ReadIndicators, "x x . x x . . . x ."),
        (A::DraftIndicators, ". x . . . . . . x ."),
        (A::AgreeIndicators, ". . . . . . . . x ."),
        (A::HandleFile, "x . . . . . . . . ."),
        (A::ReadCourse, "x x x . . . . . x ."),
        (A::ActOnCourse, "x x x . . . . . x ."),
        (A::ManagePeriods, ". . . . . . . . x ."),
        (A::KeepStatuses, ". . . . . . . . x ."),
    ];

    #[test]
    fn every_cell_is_as_written() {
        let mut cells = 0;
        for (action, (named, row)) in ACTIONS.iter().zip(TABLE) {
            assert_eq!(*action, named);
            for (relation, cell) in RELATIONS.iter().zip(row.split(' ')) {
                assert_eq!(allows(*relation, *action), cell == "x", "{relation:?} {action:?}");
                cells += 1;
            }
        }
        assert_eq!(cells, RELATIONS.len() * ACTIONS.len());
    }
}
