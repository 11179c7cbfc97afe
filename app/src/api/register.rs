//! Registration by hand: link-time collection is not reliable on every target.

use super::*;
use leptos::server_fn::ServerFn;
use leptos::server_fn::axum::register_explicit;

macro_rules! endpoints {
    ($($function:ty),* $(,)?) => {
        /// Makes every server function reachable.
        pub fn register() {
            $(register_explicit::<$function>();)*
        }

        /// The path of every server function; the authorisation table must have a row for each.
        pub fn paths() -> Vec<&'static str> {
            vec![$(<$function as ServerFn>::PATH),*]
        }
    };
}

endpoints![
    GetMe,
    ChangePassword,
    GetAccounts,
    InvitePerson,
    ChangeDuty,
    GetImportJobs,
    GetImportJob,
    ApplyImport,
    GetLedger,
    GetFeed,
    GetCard,
    GetRecordPage,
    GetPersonPage,
    GetUnitPage,
    SetReadUpTo,
    WriteRecord,
    EditRecord,
    WithdrawRecord,
    SetLike,
    GetChoices,
    WriteComment,
    EditComment,
    DeleteComment,
    GetMentionable,
    GetGrants,
    GiveGrant,
    RevokeGrant,
    GetIndicators,
    GetIndicatorSet,
    GetIndicatorComparison,
    GetIndicatorLibrary,
    GetIndicatorImport,
    ApplyIndicatorImport,
    AgreeIndicators,
    DiscardIndicators,
    GetPersonIndicators,
    GetDrafts,
    SaveDraft,
    ForgetDraft,
    GetMyPlan,
    GetUnitPlan,
    GetPlanItem,
    GetPlanPeople,
    GetPlanGoals,
    GetPlanImport,
    WritePlan,
    AssignPlan,
    ChangePlan,
    AgreePlan,
    AcceptPlan,
    AskBackPlan,
    StandByPlan,
    AdvancePlan,
    FinishPlan,
    DropPlan,
    ReopenPlan,
    ServePlan,
    CopyPlan,
    ApplyPlanImport,
    GetNotices,
    OpenNotice,
    ReadNotices,
    ReadThread,
    SetWish,
    Search,
];
