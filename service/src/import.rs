//! Importing an organisation: read and check first, write only what was asked for, all of it or nothing.
//!
//! Readers of files are in `import/`, the rules and the comparison in `domain::roster`.

mod accounts;
pub mod builtin;
mod encoding;
pub(crate) mod grid;
pub(crate) mod heading;
mod jobs;
pub(crate) mod kept;
pub(crate) mod notes;
mod organogram;
mod present;
mod read;
mod report;
mod sheet;
mod staff_list;
mod table;
mod template;
mod text;
mod touched;
pub(crate) mod unit_path;
pub(crate) mod value;
mod write;

#[cfg(test)]
mod tests;

pub use jobs::{Jobs, Upload, apply, job, recent, report, start};
pub use read::{Kind, read};
pub use report::counted;
pub use template::{template_csv, template_xlsx};
pub use write::Progress;
pub(crate) use write::{write, write_checked};

use crate::{Daybook, Result};
use domain::roster::{Change, Finding, Roster, Severity};
use present::Present;
use store::Db;

/// What a set of files says, against what there is.
pub struct Checked {
    pub findings: Vec<Finding>,
    /// None when an error rejects the files.
    pub changes: Option<Vec<Change>>,
    /// What the files say, to be compared again when it is written.
    pub(crate) wanted: Roster,
}

/// Reads and checks files and compares them with the present organisation; writes nothing. `progress`: rows done, of all.
pub async fn check(
    daybook: &Daybook,
    files: &[Upload],
    kind: Kind,
    progress: &mut (dyn FnMut(usize, usize) + Send),
) -> Result<Checked> {
    let (roster, places, mut findings) = match read::read_placed(files, kind, progress) {
        Ok(read) => read,
        Err(findings) => {
            return Ok(Checked {
                findings,
                changes: None,
                wanted: Roster::default(),
            });
        }
    };
    let present = Present::read(daybook, &daybook.db()).await?;
    findings.splice(0..0, accounts::taken(&present, &roster, &places));
    let changes = (!findings.iter().any(rejects)).then(|| present.compare(&roster));
    Ok(Checked {
        findings,
        changes,
        wanted: roster,
    })
}

/// What would change for a roster.
pub(crate) async fn compare(daybook: &Daybook, wanted: &Roster) -> Result<Vec<Change>> {
    compare_in(daybook, &daybook.db(), wanted).await
}

/// The same for what a transaction sees.
async fn compare_in(daybook: &Daybook, db: &Db, wanted: &Roster) -> Result<Vec<Change>> {
    Ok(Present::read(daybook, db).await?.compare(wanted))
}

/// Writes changes as the one at the terminal: who can open the database may do it.
pub async fn write_from_terminal(
    daybook: &Daybook,
    who: &domain::PersonId,
    changes: &[Change],
    progress: Progress<'_>,
) -> Result<()> {
    write(daybook, who, changes, progress).await
}

/// Whether a finding rejects the files.
pub fn rejects(finding: &Finding) -> bool {
    finding.severity == Severity::Error
}
