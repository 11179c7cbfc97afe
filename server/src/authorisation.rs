//! The authorisation table: what each server function and route asks for. A function or route without a row fails the test
//! `every_way_in_has_a_row`; each (relation × action) cell is tried on the real router in `tests/authorisation.rs`.

use domain::permission::Action;

/// What must hold before anything is told or done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Open to everybody.
    Nothing,
    /// Anyone signed in; the answer is about themselves only.
    SignedIn,
    /// `domain::permission::decide` allows this action.
    May(Action),
}

/// Server functions by endpoint.
pub const FUNCTIONS: [(&str, Needs); 63] = [
    ("me", Needs::Nothing),
    ("change_password", Needs::SignedIn),
    ("accounts", Needs::May(Action::ManageAccounts)),
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
    ("notices", Needs::SignedIn),
    ("waits", Needs::SignedIn),
    ("open_notice", Needs::SignedIn),
    ("read_notices", Needs::SignedIn),
    ("read_thread", Needs::SignedIn),
    ("set_wish", Needs::SignedIn),
    // Only what the asker may read is found; see tests/site/search.rs.
    ("search", Needs::SignedIn),
];

/// Routes with handlers of their own.
pub const ROUTES: [(&str, &str, Needs); 29] = [
    ("POST", "/sign-in", Needs::Nothing),
    ("POST", "/sign-out", Needs::Nothing),
    ("POST", "/sign-out-everywhere", Needs::SignedIn),
    ("POST", "/invite", Needs::Nothing),
    ("GET", "/invite/{token}", Needs::Nothing),
    ("POST", "/language", Needs::Nothing),
    ("POST", "/theme", Needs::Nothing),
    ("POST", "/admin/import", Needs::May(Action::ImportRoster)),
    ("GET", "/admin/template.csv", Needs::Nothing),
    ("GET", "/admin/template.xlsx", Needs::Nothing),
    ("POST", "/indicators/draft", Needs::May(Action::DraftIndicators)),
    ("POST", "/indicators/set/{id}", Needs::May(Action::DraftIndicators)),
    ("POST", "/indicators/import", Needs::May(Action::DraftIndicators)),
    (
        "GET",
        "/indicators/import/{job}/report.xlsx",
        Needs::May(Action::DraftIndicators),
    ),
    ("GET", "/indicators/export.xlsx", Needs::SignedIn),
    ("GET", "/indicators/template.xlsx", Needs::Nothing),
    ("POST", "/plan/import", Needs::SignedIn),
    ("GET", "/plan/template.xlsx", Needs::Nothing),
    ("GET", "/live", Needs::SignedIn),
    ("POST", "/records", Needs::May(Action::WriteRecord)),
    ("POST", "/files", Needs::May(Action::WriteRecord)),
    ("POST", "/files/{id}", Needs::May(Action::HandleFile)),
    ("GET", "/files/{id}", Needs::May(Action::ReadRecord)),
    ("GET", "/files/{id}/thumb", Needs::May(Action::ReadRecord)),
    ("GET", "/files/{id}/offset", Needs::May(Action::HandleFile)),
    ("POST", "/files/{id}/discard", Needs::May(Action::HandleFile)),
    ("GET", "/healthz", Needs::Nothing),
    ("GET", "/readyz", Needs::Nothing),
    ("POST", "/api/{*function}", Needs::Nothing),
];

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
        let routes: BTreeSet<_> = crate::router::ROUTES.into_iter().collect();
        let rows: BTreeSet<_> = ROUTES.iter().map(|(method, path, _)| (*method, *path)).collect();
        assert_eq!(routes, rows);
    }
}
