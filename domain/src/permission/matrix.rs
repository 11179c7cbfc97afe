//! The table of rights: which relation opens which action. Every cell is a test on the real router.

use super::{Action, Relation};
use Action as A;
use Relation as R;

pub const RELATIONS: [Relation; 8] = [
    R::Own,
    R::Leader,
    R::Colleague,
    R::Granted,
    R::SystemAdministrator,
    R::SecurityAdministrator,
    R::Auditor,
    R::Stranger,
];

pub const ACTIONS: [Action; 15] = [
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
    }
}
