//! Writing, editing and withdrawing a record.

mod anchors;
mod edit;
mod withdraw;
mod write;

pub use edit::edit;
pub use withdraw::withdraw;
pub use write::write;

use crate::Daybook;
use domain::record::{Lane, lanes, tied_lanes};
use domain::view::RecordDraft;
use domain::{Audience, PositionId, Violation};
use store::record::RecordRow;

/// A draft whose every field passed.
pub(crate) struct Accepted {
    pub text: String,
    pub day: chrono::NaiveDate,
    pub audience: Audience,
}

fn accept(draft: &RecordDraft, today: chrono::NaiveDate) -> Result<Accepted, Violation> {
    Ok(Accepted {
        text: domain::text::accept(&draft.text, domain::text::RECORD_LIMIT)?,
        day: domain::record::day(&draft.day, today)?,
        audience: match draft.audience.trim() {
            "" => Audience::default(),
            given => Audience::parse(given).ok_or_else(|| Violation::AudienceUnknown {
                given: given.chars().take(20).collect(),
            })?,
        },
    })
}

/// The lanes of those who may read a record, its author aside.
pub(crate) fn read_lanes(row: &RecordRow) -> Vec<Lane> {
    let covered: Vec<PositionId> = row.covered.iter().map(|p| PositionId(p.clone())).collect();
    lanes(&row.facts(), &covered)
}

/// Every lane a record stands in, its author's and those of its ties included.
pub(crate) fn all_lanes(row: &RecordRow) -> Vec<Lane> {
    let facts = row.facts();
    let mut all = read_lanes(row);
    let own = if facts.audience == Audience::Draft {
        "draft"
    } else {
        "by"
    };
    all.push(format!("{own}:{}", facts.author));
    all.extend(tied_lanes(&facts.author, facts.audience, &row.anchors.view()));
    all
}

/// The moment (ms) of which a record tells: when it was written or, if it waited for a network, composed; for an earlier day its end.
fn told_of(daybook: &Daybook, row: &RecordRow, composed: Option<&str>) -> i64 {
    let composed = composed
        .and_then(|at| at.trim().parse::<i64>().ok())
        .filter(|at| *at > 0);
    let at = composed.map_or(row.written, |at| at.min(row.written));
    match row.day.parse() {
        Ok(day) => daybook.clock.end_of(day).min(at),
        Err(_) => at,
    }
}

/// The key of newest-first order: minus the moment, spread within its millisecond by the id.
pub(crate) fn ord(row: &RecordRow) -> i64 {
    let within = row
        .id
        .bytes()
        .rev()
        .take(4)
        .fold(0i64, |sum, b| (sum * 31 + i64::from(b)) % 1000);
    -(row.written * 1000 + within)
}
