//! The authorisation table: what each server function, route and page asks for. A function or page without a row fails the
//! tests below, a route without one does not exist (`ways`); each (relation × action) cell is tried on the real router in
//! `tests/site/table.rs`.

use domain::permission::{Action, Relation};

/// What must hold before anything is told or done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Open to everybody.
    Nothing,
    /// Anyone signed in; the answer is about themselves only.
    SignedIn,
    /// `domain::permission::decide` allows this action.
    May(Action),
    /// One of the two is allowed; each sees what belongs to it.
    Either(Action, Action),
    /// Whoever stands to it in one of these relations; the use case asks who takes part in the period and who is named by it.
    Of(&'static [Relation]),
}

/// Everybody who takes part in a period, heads a unit of it or is named by it; the office.
const IN_PERIOD: Needs = Needs::Of(&[
    Relation::Own,
    Relation::Leader,
    Relation::Named,
    Relation::Colleague,
    Relation::PersonnelOffice,
]);

/// Those who look at all proposals of a unit.
const OVER_UNIT: Needs = Needs::Of(&[Relation::Leader, Relation::Named, Relation::PersonnelOffice]);

/// Those who look at all of a period.
pub(crate) const OVER_PERIOD: Needs = Needs::Of(&[Relation::Named, Relation::PersonnelOffice]);

/// Everybody who works in the organ: whoever has a post, and the office.
pub(crate) const IN_ORGAN: Needs = Needs::Of(&[
    Relation::Own,
    Relation::Leader,
    Relation::Named,
    Relation::Colleague,
    Relation::Granted,
    Relation::PersonnelOffice,
    Relation::Stranger,
]);

/// Who votes on the others of the unit; the office sees how many have.
const BALLOT: Needs = Needs::Of(&[
    Relation::Own,
    Relation::Leader,
    Relation::Colleague,
    Relation::PersonnelOffice,
]);

/// Those who vote.
const VOTERS: Needs = Needs::Of(&[Relation::Own, Relation::Leader, Relation::Colleague]);

/// Server functions by endpoint.
pub const FUNCTIONS: [(&str, Needs); 122] = [
    ("me", Needs::Nothing),
    ("change_password", Needs::SignedIn),
    ("accounts", Needs::Either(Action::ManageAccounts, Action::ManageDuties)),
    ("change_duty", Needs::May(Action::ManageDuties)),
    ("import_jobs", Needs::May(Action::ImportRoster)),
    ("invite_person", Needs::May(Action::ManageAccounts)),
    ("import_job", Needs::May(Action::ImportRoster)),
    ("apply_import", Needs::May(Action::ImportRoster)),
    ("ledger", Needs::May(Action::ReadLedger)),
    ("feed", Needs::May(Action::ReadTimeline)),
    ("card", Needs::May(Action::ReadRecord)),
    ("record_page", Needs::May(Action::ReadRecord)),
    ("person_page", Needs::May(Action::ReadPerson)),
    ("unit_page", Needs::May(Action::ReadTimeline)),
    ("set_read_up_to", Needs::SignedIn),
    ("write_record", Needs::May(Action::WriteRecord)),
    ("edit_record", Needs::May(Action::EditRecord)),
    ("withdraw_record", Needs::May(Action::WithdrawRecord)),
    ("set_like", Needs::May(Action::Like)),
    ("choices", Needs::SignedIn),
    ("write_comment", Needs::May(Action::Comment)),
    ("edit_comment", Needs::May(Action::EditComment)),
    ("delete_comment", Needs::May(Action::DeleteComment)),
    ("mentionable", Needs::May(Action::ReadRecord)),
    ("grants", Needs::SignedIn),
    ("give_grant", Needs::May(Action::ManageGrants)),
    ("revoke_grant", Needs::May(Action::ManageGrants)),
    // What is listed is what the asker may know of.
    ("indicators", Needs::SignedIn),
    ("indicator_set", Needs::May(Action::ReadIndicators)),
    ("compare_indicators", Needs::May(Action::ReadIndicators)),
    ("indicator_library", Needs::May(Action::ReadIndicators)),
    ("person_indicators", Needs::May(Action::ReadIndicators)),
    ("indicator_import", Needs::May(Action::DraftIndicators)),
    ("apply_indicator_import", Needs::May(Action::DraftIndicators)),
    ("discard_indicators", Needs::May(Action::DraftIndicators)),
    ("agree_indicators", Needs::May(Action::AgreeIndicators)),
    ("drafts", Needs::SignedIn),
    ("save_draft", Needs::SignedIn),
    ("forget_draft", Needs::SignedIn),
    ("my_plan", Needs::SignedIn),
    ("unit_plan", Needs::May(Action::ReadPlan)),
    ("plan_item", Needs::May(Action::ReadPlan)),
    ("plan_people", Needs::SignedIn),
    // Only what the asker may read is offered.
    ("plan_goals", Needs::SignedIn),
    ("plan_import", Needs::May(Action::WritePlan)),
    ("write_plan", Needs::SignedIn),
    ("assign_plan", Needs::May(Action::AssignPlan)),
    ("change_plan", Needs::May(Action::AssignPlan)),
    ("agree_plan", Needs::May(Action::AgreePlan)),
    ("accept_plan", Needs::May(Action::AnswerPlan)),
    ("ask_back_plan", Needs::May(Action::AnswerPlan)),
    ("stand_by_plan", Needs::May(Action::AssignPlan)),
    ("advance_plan", Needs::May(Action::AnswerPlan)),
    ("finish_plan", Needs::May(Action::AnswerPlan)),
    ("drop_plan", Needs::May(Action::AssignPlan)),
    ("reopen_plan", Needs::May(Action::AssignPlan)),
    ("serve_plan", Needs::May(Action::AssignPlan)),
    ("copy_plan", Needs::SignedIn),
    ("apply_plan_import", Needs::May(Action::WritePlan)),
    // What is listed is the asker's own, or waits for the asker.
    ("assess_home", Needs::SignedIn),
    ("course", Needs::May(Action::ReadCourse)),
    ("course_summary", Needs::May(Action::ReadCourse)),
    ("course_review", Needs::May(Action::ReadCourse)),
    ("assessors", Needs::May(Action::KeepStatuses)),
    // A pack is for anybody to read.
    ("rule_packs", Needs::SignedIn),
    ("rule_pack", Needs::SignedIn),
    ("verify_course", Needs::May(Action::ReadCourse)),
    // Who takes which step says the pack: `process::Course::take`.
    ("return_summary", Needs::May(Action::ActOnCourse)),
    ("go_on", Needs::May(Action::ActOnCourse)),
    ("give_feedback", Needs::May(Action::ActOnCourse)),
    ("acknowledge_result", Needs::May(Action::ActOnCourse)),
    ("disagree_result", Needs::May(Action::ActOnCourse)),
    ("improve", Needs::May(Action::ActOnCourse)),
    ("ask_objection", Needs::May(Action::ActOnCourse)),
    ("decide_objection", Needs::May(Action::ActOnCourse)),
    ("extend_decision", Needs::May(Action::ActOnCourse)),
    ("withdraw_objection", Needs::May(Action::ActOnCourse)),
    ("grade_afterwards", Needs::May(Action::ActOnCourse)),
    ("reassign_course", Needs::May(Action::ManagePeriods)),
    ("excuse_course", Needs::May(Action::ManagePeriods)),
    ("take_in_course", Needs::May(Action::ManagePeriods)),
    ("new_period", Needs::May(Action::ManagePeriods)),
    ("period", IN_PERIOD),
    // Also whoever reviews somebody of it from elsewhere, by that course.
    ("period_rules", IN_PERIOD),
    ("period_people", OVER_PERIOD),
    ("board", OVER_UNIT),
    ("publication", IN_ORGAN),
    ("ballot", BALLOT),
    ("statuses", Needs::May(Action::KeepStatuses)),
    ("simulate", Needs::May(Action::ManagePeriods)),
    ("statistics", Needs::May(Action::ManagePeriods)),
    ("calibrate_course", Needs::May(Action::ActOnCourse)),
    ("decide_course", Needs::May(Action::ActOnCourse)),
    ("period_act", OVER_PERIOD),
    ("add_joined", Needs::May(Action::ManagePeriods)),
    ("withdraw_period", Needs::May(Action::ManagePeriods)),
    ("change_body", Needs::May(Action::ManagePeriods)),
    ("remind_people", Needs::May(Action::ManagePeriods)),
    ("handing_over", Needs::May(Action::ManagePeriods)),
    ("hand_over", Needs::May(Action::ManagePeriods)),
    ("raise_quota", Needs::May(Action::ManagePeriods)),
    ("take_back_paper", Needs::May(Action::ManagePeriods)),
    ("cast_ballots", VOTERS),
    // Colleagues, while a name is published; before that nobody learns that it is not.
    ("object_to_publication", IN_PERIOD),
    ("withdraw_name_objection", IN_PERIOD),
    ("answer_publication", Needs::May(Action::ActOnCourse)),
    ("keep_status", Needs::May(Action::KeepStatuses)),
    ("end_status", Needs::May(Action::KeepStatuses)),
    ("remove_status", Needs::May(Action::KeepStatuses)),
    ("statuses_import", Needs::May(Action::KeepStatuses)),
    ("apply_statuses_import", Needs::May(Action::KeepStatuses)),
    ("years", Needs::May(Action::KeepStatuses)),
    ("years_import", Needs::May(Action::KeepStatuses)),
    ("keep_year", Needs::May(Action::KeepStatuses)),
    ("remove_year", Needs::May(Action::KeepStatuses)),
    ("apply_years_import", Needs::May(Action::KeepStatuses)),
    ("notices", Needs::SignedIn),
    ("open_notice", Needs::SignedIn),
    ("read_notices", Needs::SignedIn),
    ("read_thread", Needs::SignedIn),
    ("set_wish", Needs::SignedIn),
    // Only what the asker may read is found; see tests/site/search.rs.
    ("search", Needs::SignedIn),
];

/// Pages of the app, as `app/src/app.rs` routes them. Who may not open one finds nothing there; nobody signed in is led to sign in.
pub const PAGES: [(&str, Needs); 50] = [
    ("/", Needs::SignedIn),
    ("/new", Needs::SignedIn),
    ("/record/:id", Needs::May(Action::ReadRecord)),
    ("/person/:id", Needs::May(Action::ReadPerson)),
    ("/unit/:id", Needs::May(Action::ReadTimeline)),
    ("/plan", Needs::SignedIn),
    ("/plan/new", Needs::SignedIn),
    ("/plan/item/:id", Needs::May(Action::ReadPlan)),
    ("/plan/unit/:id", Needs::May(Action::ReadPlan)),
    ("/plan/import", Needs::SignedIn),
    ("/plan/import/:import", Needs::May(Action::WritePlan)),
    ("/assess", Needs::SignedIn),
    ("/assess/course/:id", Needs::May(Action::ReadCourse)),
    ("/assess/course/:id/summary", Needs::May(Action::ReadCourse)),
    ("/assess/course/:id/review", Needs::May(Action::ReadCourse)),
    ("/assess/rules", Needs::SignedIn),
    ("/assess/rules/:pack", Needs::SignedIn),
    ("/assess/firewall", Needs::SignedIn),
    ("/assess/new", Needs::May(Action::ManagePeriods)),
    ("/assess/period/:id", IN_PERIOD),
    ("/assess/period/:id/rules", IN_PERIOD),
    ("/assess/period/:id/people", OVER_PERIOD),
    ("/assess/period/:id/unit/:unit", OVER_UNIT),
    ("/assess/period/:id/publication", IN_ORGAN),
    ("/assess/period/:id/ballot", BALLOT),
    ("/assess/statuses", Needs::May(Action::KeepStatuses)),
    ("/assess/statuses/import/:import", Needs::May(Action::KeepStatuses)),
    ("/assess/years", Needs::May(Action::KeepStatuses)),
    ("/assess/years/import/:import", Needs::May(Action::KeepStatuses)),
    ("/assess/simulate", Needs::May(Action::ManagePeriods)),
    ("/assess/statistics", Needs::May(Action::ManagePeriods)),
    ("/me", Needs::SignedIn),
    ("/grants", Needs::SignedIn),
    ("/indicators", Needs::SignedIn),
    ("/indicators/set/:id", Needs::May(Action::ReadIndicators)),
    ("/indicators/compare", Needs::May(Action::ReadIndicators)),
    ("/indicators/library", Needs::May(Action::ReadIndicators)),
    ("/indicators/import", Needs::May(Action::DraftIndicators)),
    ("/indicators/import/:job", Needs::May(Action::DraftIndicators)),
    ("/person/:id/indicators", Needs::May(Action::ReadIndicators)),
    ("/notices", Needs::SignedIn),
    ("/search", Needs::SignedIn),
    ("/help", Needs::SignedIn),
    ("/admin/import", Needs::May(Action::ImportRoster)),
    ("/admin/import/:job", Needs::May(Action::ImportRoster)),
    (
        "/admin/accounts",
        Needs::Either(Action::ManageAccounts, Action::ManageDuties),
    ),
    ("/admin/ledger", Needs::May(Action::ReadLedger)),
    ("/why", Needs::Nothing),
    ("/sign-in", Needs::Nothing),
    ("/invite/:token", Needs::Nothing),
];

/// Routes with handlers of their own: method, path, needs. The router is built from the same list.
pub fn routes() -> Vec<(&'static str, &'static str, Needs)> {
    let ways = crate::ways::ways().into_iter();
    ways.map(|way| (way.method, way.path, way.needs)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_way_in_has_a_row() {
        let endpoint = |path: &str| path.trim_start_matches("/api/").to_owned();
        let built: BTreeSet<String> = app::api::paths().into_iter().map(endpoint).collect();
        let rows: BTreeSet<String> = FUNCTIONS.iter().map(|(name, _)| (*name).to_owned()).collect();
        assert_eq!(built, rows);
    }

    #[test]
    fn every_page_has_a_row() {
        let routed: BTreeSet<&str> = include_str!("../../app/src/app.rs")
            .split("path!(\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .collect();
        let rows: BTreeSet<&str> = PAGES.iter().map(|(path, _)| *path).collect();
        assert!(routed.len() > 20, "{routed:?}");
        assert_eq!(routed, rows);
    }
}
