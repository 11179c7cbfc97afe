//! The server functions: decode, one use case, map the error. Each has a fixed endpoint and stands in the authorisation table.
//!
//! Adding one: write it here (15 lines at most), add it to [`register`], and give it a row in `server/src/authorisation.rs`:
//! the build fails without.

mod account;
mod admin;
mod comment;
mod error;
mod feed;
mod grant;
mod indicator;
mod notice;
mod record;

#[cfg(feature = "ssr")]
mod assess;
#[cfg(feature = "hydrate")]
mod client;
#[cfg(feature = "ssr")]
mod context;
// Called by the offline script, and by pages that the server alone renders.
#[cfg(feature = "ssr")]
mod draft;
#[cfg(feature = "ssr")]
mod period;
#[cfg(feature = "ssr")]
mod plan;
#[cfg(feature = "ssr")]
mod register;
#[cfg(feature = "ssr")]
mod search;
#[cfg(feature = "ssr")]
mod statuses;
#[cfg(feature = "ssr")]
mod years;

pub use account::{ChangePassword, GetMe, change_password, me};
pub use admin::{
    ApplyImport, ChangeDuty, GetAccounts, GetImportJob, GetImportJobs, GetLedger, InvitePerson, accounts, apply_import,
    change_duty, import_job, import_jobs, invite_person, ledger,
};
#[cfg(feature = "ssr")]
pub use assess::{
    AcknowledgeResult, AskObjection, DecideObjection, DisagreeResult, ExcuseCourse, ExtendDecision, GetAssessHome,
    GetAssessors, GetCourse, GetCourseReview, GetCourseSummary, GetRulePack, GetRulePacks, GiveFeedback, GoOn,
    GradeAfterwards, Improve, ReassignCourse, ReturnSummary, TakeInCourse, VerifyCourse, WithdrawObjection,
    assess_home, assessors, course, course_review, course_summary, rule_pack, rule_packs, verify_course,
};
pub use comment::{
    DeleteComment, EditComment, GetMentionable, WriteComment, delete_comment, edit_comment, mentionable, write_comment,
};
#[cfg(feature = "ssr")]
pub use draft::{ForgetDraft, GetDrafts, SaveDraft};
pub use error::ApiError;
pub use feed::{
    GetCard, GetFeed, GetPersonPage, GetRecordPage, GetUnitPage, SetReadUpTo, card, feed, person_page, record_page,
    set_read_up_to, unit_page,
};
pub use grant::{GetGrants, GiveGrant, RevokeGrant, give_grant, grants, revoke_grant};
pub use indicator::{
    AgreeIndicators, ApplyIndicatorImport, DiscardIndicators, GetIndicatorComparison, GetIndicatorImport,
    GetIndicatorLibrary, GetIndicatorSet, GetIndicators, GetPersonIndicators, agree_indicators, apply_indicator_import,
    compare_indicators, discard_indicators, indicator_import, indicator_library, indicator_set, indicators,
    person_indicators,
};
pub use notice::{
    GetNotices, OpenNotice, ReadNotices, ReadThread, SetWish, notices, open_notice, read_notices, read_thread, set_wish,
};
#[cfg(feature = "ssr")]
pub use period::{
    AddJoined, AnswerPublication, CalibrateCourse, CastBallots, ChangeBody, DecideCourse, EndStatus, GetBallot,
    GetBoard, GetHandingOver, GetNewPeriod, GetPeople, GetPeriod, GetPeriodRules, GetPublication, GetSimulation,
    GetStatistics, GetStatuses, HandOver, KeepStatus, ObjectToPublication, PeriodAct, RaiseQuota, RemindPeople,
    RemoveStatus, TakeBackPaper, WithdrawNameObjection, WithdrawPeriod, ballot, board, handing_over, new_period,
    period_page, period_people, period_rules, publication, simulate, statistics, statuses,
};
#[cfg(feature = "ssr")]
pub use plan::{
    AcceptPlan, AdvancePlan, AgreePlan, ApplyPlanImport, AskBackPlan, AssignPlan, ChangePlan, CopyPlan, DropPlan,
    FinishPlan, GetMyPlan, GetPlanGoals, GetPlanImport, GetPlanItem, GetPlanPeople, GetUnitPlan, ReopenPlan, ServePlan,
    StandByPlan, WritePlan, my_plan, plan_goals, plan_import, plan_item, plan_people, unit_plan,
};
pub use record::{
    EditRecord, GetChoices, SetLike, WithdrawRecord, WriteRecord, choices, edit_record, set_like, withdraw_record,
    write_record,
};

#[cfg(feature = "hydrate")]
pub use client::{Form, ServerFn, ask};

#[cfg(feature = "ssr")]
pub use context::Caller;
#[cfg(feature = "ssr")]
pub use register::{paths, register};
#[cfg(feature = "ssr")]
pub use search::{Search, search};
#[cfg(feature = "ssr")]
pub use statuses::{ApplyStatusesImport, GetStatusesImport, apply_statuses_import, statuses_import};
#[cfg(feature = "ssr")]
pub use years::{ApplyYearsImport, GetYears, GetYearsImport, KeepYear, RemoveYear, years, years_import};

#[cfg(not(feature = "hydrate"))]
pub use leptos::server_fn::ServerFn;

pub type Answer<T> = Result<T, ApiError>;
