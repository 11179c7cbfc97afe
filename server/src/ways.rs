//! Every route with a handler of its own: method, path, what it asks for, and what answers. The router is built from this list
//! and from nothing else, so what has no row here cannot be reached (`xtask tidy` refuses a path written anywhere else).

use crate::State;
use crate::authorisation::{IN_ORGAN, Needs, OVER_PERIOD};
use crate::routes::{
    account, admin, assess, attachment, health, indicator, live, page, paper, period, plan, preference, record,
    statuses, years,
};
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::routing::{MethodRouter, get, post};
use domain::permission::Action;

/// An upload of staff lists, bytes.
const UPLOAD: usize = 40 << 20;

/// How long an answer may take, and whether anybody is looked for behind the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pace {
    /// Pages and forms.
    Page,
    /// Files over a poor line take their time.
    Files,
    /// For supervisors: nobody is identified.
    Machine,
}

/// A way in.
pub(crate) struct Way {
    pub(crate) method: &'static str,
    pub(crate) path: &'static str,
    pub(crate) needs: Needs,
    pub(crate) pace: Pace,
    pub(crate) answer: MethodRouter<State>,
}

impl Way {
    fn up_to(mut self, bytes: usize) -> Self {
        self.answer = self.answer.layer(DefaultBodyLimit::max(bytes));
        self
    }

    /// The handler bounds what it reads itself.
    fn boundless(mut self) -> Self {
        self.answer = self.answer.layer(DefaultBodyLimit::disable());
        self
    }

    fn at(mut self, pace: Pace) -> Self {
        self.pace = pace;
        self
    }
}

fn see<H: Handler<T, State>, T: 'static>(path: &'static str, needs: Needs, handler: H) -> Way {
    Way {
        method: "GET",
        path,
        needs,
        pace: Pace::Page,
        answer: get(handler),
    }
}

fn send<H: Handler<T, State>, T: 'static>(path: &'static str, needs: Needs, handler: H) -> Way {
    Way {
        method: "POST",
        path,
        needs,
        pace: Pace::Page,
        answer: post(handler),
    }
}

pub(crate) fn ways() -> Vec<Way> {
    use Action as A;
    use Needs::{May, Nothing, SignedIn};
    use Pace::{Files, Machine};
    vec![
        send("/sign-in", Nothing, account::sign_in),
        send("/sign-out", Nothing, account::sign_out),
        send("/sign-out-everywhere", SignedIn, account::sign_out_everywhere),
        send("/invite", Nothing, account::open),
        see("/invite/{token}", Nothing, account::invitation),
        send("/language", Nothing, preference::language),
        send("/theme", Nothing, preference::appearance),
        send("/admin/import", May(A::ImportRoster), admin::import)
            .up_to(UPLOAD)
            .at(Files),
        see(
            "/admin/import/{job}/findings.xlsx",
            May(A::ImportRoster),
            admin::findings,
        ),
        see("/admin/template.csv", Nothing, admin::csv),
        see("/admin/template.xlsx", Nothing, admin::xlsx),
        send("/indicators/draft", May(A::DraftIndicators), indicator::begin),
        send("/indicators/set/{id}", May(A::DraftIndicators), indicator::keep),
        send("/indicators/import", May(A::DraftIndicators), indicator::import).up_to(indicator::UPLOAD),
        see(
            "/indicators/import/{job}/report.xlsx",
            May(A::DraftIndicators),
            indicator::report,
        ),
        see("/indicators/export.xlsx", SignedIn, indicator::workbook),
        see("/indicators/template.xlsx", Nothing, indicator::empty),
        send("/plan/new", SignedIn, plan::again),
        send("/plan/import", SignedIn, plan::import).up_to(UPLOAD),
        see("/plan/template.xlsx", Nothing, plan::template),
        send("/assess/course/{id}/summary", May(A::ActOnCourse), assess::summary),
        send("/assess/course/{id}/review", May(A::ActOnCourse), assess::review),
        send("/assess/new", May(A::ManagePeriods), period::open),
        send("/assess/statuses", May(A::KeepStatuses), period::status),
        send("/assess/statuses/import", May(A::KeepStatuses), statuses::import)
            .up_to(UPLOAD)
            .at(Files),
        see("/assess/statuses/template.xlsx", Nothing, statuses::template),
        see("/assess/statuses.xlsx", May(A::KeepStatuses), statuses::export).at(Files),
        send("/assess/years", May(A::KeepStatuses), years::again),
        send("/assess/years/import", May(A::KeepStatuses), years::import)
            .up_to(UPLOAD)
            .at(Files),
        see("/assess/years/template.xlsx", Nothing, years::template),
        see("/assess/course/{id}/form.xlsx", May(A::ReadCourse), paper::form_xlsx),
        see("/assess/period/{id}/roster.xlsx", OVER_PERIOD, paper::roster_xlsx),
        see(
            "/assess/period/{id}/steps/{act}/report.xlsx",
            OVER_PERIOD,
            paper::report_xlsx,
        ),
        see(
            "/assess/period/{id}/publication.xlsx",
            IN_ORGAN,
            paper::publication_xlsx,
        ),
        // Setting a form takes its time, and may have to wait for its turn.
        see("/assess/course/{id}/form.pdf", May(A::ReadCourse), paper::form_pdf).at(Files),
        see("/assess/period/{id}/roster.pdf", OVER_PERIOD, paper::roster_pdf).at(Files),
        see("/assess/period/{id}/publication.pdf", IN_ORGAN, paper::publication_pdf).at(Files),
        see("/assess/period/{id}/forms.zip", OVER_PERIOD, paper::forms_zip).at(Files),
        send("/assess/simulate", May(A::ManagePeriods), period::simulate),
        see("/assess/simulate.xlsx", May(A::ManagePeriods), paper::simulation_xlsx),
        see("/assess/statistics.xlsx", May(A::ManagePeriods), paper::statistics_xlsx),
        see("/live", SignedIn, live::live),
        send("/records", May(A::WriteRecord), record::write)
            .boundless()
            .at(Files),
        send("/new", SignedIn, record::again),
        send("/files", May(A::WriteRecord), attachment::begin).at(Files),
        send("/files/{id}", May(A::HandleFile), attachment::part).at(Files),
        see("/files/{id}", May(A::ReadRecord), attachment::whole).at(Files),
        see("/files/{id}/thumb", May(A::ReadRecord), attachment::thumb).at(Files),
        see("/files/{id}/offset", May(A::HandleFile), attachment::offset).at(Files),
        send("/files/{id}/discard", May(A::HandleFile), attachment::discard).at(Files),
        see("/healthz", Nothing, health::alive).at(Machine),
        see("/readyz", Nothing, health::ready).at(Machine),
        // The functions have a table of their own.
        send("/api/{*function}", Nothing, page::function),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_sends_or_reads_files_of_any_size_has_the_time_for_it() {
        let slow: Vec<_> = ways().into_iter().filter(|way| way.pace == Pace::Files).collect();
        for (method, path) in [
            ("POST", "/admin/import"),
            ("POST", "/records"),
            ("POST", "/files/{id}"),
            ("GET", "/files/{id}"),
        ] {
            assert!(
                slow.iter().any(|way| (way.method, way.path) == (method, path)),
                "{method} {path}"
            );
        }
    }
}
