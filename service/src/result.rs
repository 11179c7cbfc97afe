//! What follows from a review: calibration under a quota, decision, feedback, objection, the year, publication, and what shows that the
//! rules are what decided (the simulator, the firewall). Summary and review come before, in `crate::assess`.
//!
//! Steps of one person go through `assess::turn`; those of many, and those that share places, through [`batch`] and [`step`], which take
//! them by the same function.

mod afterwards;
mod archive;
mod ballot;
mod batch;
mod board;
mod decide;
mod excuse;
mod feedback;
mod fill;
mod firewall;
mod form;
mod glance;
mod objection;
mod overview;
mod people;
mod places;
mod publication;
mod quota;
mod raise;
mod sheet;
mod simulate;
mod step;
mod year;

pub use afterwards::grade_afterwards;
pub use archive::forms_zip;
pub use ballot::{ballot_page, cast};
pub use batch::{Batches, period_act, progress};
pub use board::board;
pub use decide::{calibrate, decide};
pub use excuse::{excuse, take_in};
pub use feedback::{acknowledge, disagree, give_feedback, improve};
pub use fill::try_xlsx;
pub use firewall::verify;
pub use form::{course_pdf, publication_pdf, roster_pdf};
pub use objection::{ask, decide_objection, extend_decision, withdraw_objection};
pub use publication::{answer_publication, object_to_publication, publication_page, withdraw_name_objection};
pub use raise::{raise, take_back as take_back_paper};
pub use sheet::{course_xlsx, publication_xlsx, report_xlsx, roster_xlsx, simulation_xlsx, starting_xlsx};
pub use simulate::{Question, simulate, simulate_page, stop_simulation};

pub(crate) use ballot::{invited, may_vote, turnout, voted_before};
pub(crate) use batch::{fits, ready, reports, running};
pub(crate) use glance::heads;
pub(crate) use objection::{differences, stands_aside};
pub(crate) use overview::{Overview, overview, quota_sheets};
pub(crate) use quota::part_of;
pub(crate) use year::{remark_of, renew};

use crate::assess::grade_name;
use crate::{Error, Result};
use domain::assessment::Words;
use domain::assessment::pack::{Pack, Stage};
use domain::{Lang, Violation};

/// Characters of a reason.
const REASON: u32 = 2_000;

/// A reason that must be given; without one the step itself says which it is for.
fn reason(text: &str) -> Result<String> {
    crate::assess::optional(text, REASON)
}

/// A grade as a form sends it: empty for none.
fn chosen(grade: &str) -> Option<&str> {
    Some(grade.trim()).filter(|g| !g.is_empty())
}

fn grade_words(pack: &Pack, stage: Stage, id: &str) -> Words {
    grade_name(pack, stage, id).words
}

/// A refusal in words.
fn refused(words: Words) -> Error {
    Violation::Assess { words }.into()
}

/// What a refusal says, to be listed; anything else is no refusal.
fn said(error: Error) -> Result<Words> {
    match error {
        Error::Invalid(violation) => Ok(Words::new(violation.words(Lang::Zh), violation.words(Lang::En))),
        other => Err(other),
    }
}
