//! Assessment: a period is opened, a summary drafted and submitted, a review written. The rules are `domain::assessment`; here they meet
//! rights and data. What follows from a review (quota, decision, feedback, objection) is `crate::result`.
//!
//! Every verb that changes a course goes through [`turn`], which reads it inside the transaction, finds in what capacities the actor
//! stands to it, lets the edit and `process::Course::take` decide, and writes course, lists, citations, notices and the trace together.

pub(crate) mod beyond;
mod body;
mod brought;
pub(crate) mod case;
mod clocks;
mod course;
mod draft;
pub(crate) mod evidence;
mod home;
mod later;
pub(crate) mod load;
mod moved;
mod new_period;
mod notices;
mod open;
mod pack_sheet;
mod people;
mod period_page;
mod reassign;
mod review;
pub(crate) mod role;
mod roster;
pub(crate) mod rules;
#[cfg(test)]
pub(crate) mod sample;
mod seat;
mod statistics;
mod status;
mod summary;
pub(crate) mod turn;
mod waits;
mod withdraw;
mod years;

pub use body::{BodyChange, change_body};
pub use course::course_page;
pub(crate) use course::course_paper;
pub(crate) use draft::sentence as first_sentence;
pub use home::home;
pub(crate) use home::is_over;
pub(crate) use load::Opened;
pub(crate) use moved::settle_all;
pub use new_period::new_period;
pub(crate) use open::follow;
pub use open::{Opening, add_joined, began_later, open_period};
pub use pack_sheet::{rules_list, rules_page};
pub(crate) use people::waiting as waiting_reviews;
pub use people::{Whom, people_page, remind_people};
pub use period_page::{page as period_page, page_within as period_page_within, rules as period_rules};
pub use reassign::{assessors, hand_over, handing_over, reassign};
pub use review::{TypedReview, TypedRow, keep_review, review_page, review_questions};
pub(crate) use review::{grade_since, judged_first, undecided, wanting};
pub use statistics::{page as statistics, xlsx as statistics_xlsx};
pub(crate) use status::StatusTables;
pub use status::{
    KINDS, apply_statuses, check_statuses, end_status, keep_status, remove_status, statuses_page, statuses_report,
    statuses_template, statuses_xlsx,
};
pub use summary::{go_on, keep_summary, return_summary, summary_page};
pub(crate) use waits::{Errands, PERIODS_TURN, TURN, waits};
pub use withdraw::withdraw_period;
pub(crate) use years::Tables;
pub use years::{apply_years, check_years, keep_year, remove_year, years_page, years_report, years_template};

use crate::{Error, Result};
use domain::assessment::pack::{Pack, Stage};
use domain::assessment::process::Kind;
use domain::assessment::{Unsound, Words};
use domain::permission::{Action, Actor, Resource, decide};
use domain::view::assess::GradeName;
use domain::{Lang, PersonId, Violation};

/// Which scale and which rules a course goes by.
pub(crate) fn stage(kind: Kind) -> Stage {
    match kind {
        Kind::Period => Stage::Period,
        Kind::Year => Stage::Annual,
    }
}

/// A grade by its names; by its id where the pack does not know it.
pub(crate) fn grade_name(pack: &Pack, stage: Stage, id: &str) -> GradeName {
    let found = pack.scale(stage).and_then(|scale| scale.find(id));
    GradeName {
        id: id.to_owned(),
        words: found.map_or_else(|| Words::new(id, id), domain::assessment::pack::Grade::words),
    }
}

/// The grades of a stage, the best first.
pub(crate) fn grade_names(pack: &Pack, stage: Stage) -> Vec<GradeName> {
    let grades = pack.scale(stage).into_iter().flat_map(|s| &s.grade);
    grades.map(|g| grade_name(pack, stage, &g.id)).collect()
}

/// A client's key that goes with what was sent: the same form sent again with other words is another request.
pub(crate) fn keyed(key: &str, parts: &[&str]) -> String {
    if key.trim().is_empty() {
        return String::new();
    }
    format!("{key} {}", parts.join("\u{1f}"))
}

/// A refusal in words.
fn refused<T>(zh: &str, en: &str) -> Result<T> {
    let words = Words::new(zh, en);
    Err(Violation::Assess { words }.into())
}

/// The personnel office opens and runs periods; for anybody else there is nothing of the kind.
pub(crate) fn manages(actor: &Actor) -> Result<()> {
    office(actor, Action::ManagePeriods)
}

fn office(actor: &Actor, action: Action) -> Result<()> {
    match decide(actor, action, &Resource::Site).allowed {
        true => Ok(()),
        false => Err(Error::NotFound),
    }
}

/// The same for what is entered about somebody: of the own case another of the office does.
fn office_about(actor: &Actor, action: Action, person: &PersonId) -> Result<()> {
    office(actor, action)?;
    match enters(actor, action, person) {
        true => Ok(()),
        false => Err(Violation::Assess { words: own_case() }.into()),
    }
}

fn enters(actor: &Actor, action: Action, person: &PersonId) -> bool {
    decide(actor, action, &Resource::Entry { about: person.clone() }).allowed
}

fn own_case() -> Words {
    Words::new(
        "这是你本人的情况，自己不能办理。请人事部门的其他人办理；只有你一人的，请安全管理员另指定一人。",
        "This is about yourself, and nobody acts on the own case. Ask somebody else of the personnel office; where there is nobody else, the security administrator can give somebody the duty.",
    )
}

/// An id from outside: anything else is not found.
pub(crate) fn known(id: &str) -> Result<()> {
    match domain::id::is_ulid(id) {
        true => Ok(()),
        false => Err(Error::NotFound),
    }
}

/// Nothing is concluded from a rule that comes to nothing; the office is told which.
pub(crate) fn unsound(unsound: &Unsound) -> Error {
    let text = Words::new(unsound.words(Lang::Zh), unsound.words(Lang::En));
    Violation::PackFlawed { text }.into()
}

/// A text that may be left out, bounded as any.
pub(crate) fn optional(text: &str, limit: u32) -> Result<String> {
    match domain::text::accept(text, limit) {
        Ok(text) => Ok(text),
        Err(Violation::TextEmpty) => Ok(String::new()),
        Err(other) => Err(other.into()),
    }
}

/// A day as a form gives it.
pub(crate) fn day(text: &str) -> Result<chrono::NaiveDate> {
    let text = text.trim();
    let unreadable = |_| Violation::DayUnreadable {
        given: text.chars().take(20).collect(),
    };
    Ok(text.parse().map_err(unreadable)?)
}

/// At most so many of a list, from its beginning to its end.
pub(crate) fn spread(of: &[String], most: usize) -> Vec<String> {
    let each = of.len().div_ceil(most.max(1)).max(1);
    of.iter().step_by(each).cloned().collect()
}

pub(crate) fn count(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}
