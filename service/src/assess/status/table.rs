//! A table of statuses: checked cell by cell first, written all at once when its reader says so.

use super::entry::{Fate, Held, people_of};
use super::kind::{how_words, words};
use super::read::{Column, Row, read};
use super::write::put_all;
use crate::assess::brought::{self, Checked, Finding, People};
use crate::assess::{enters, office, own_case};
use crate::import::kept::Kept;
use crate::{Daybook, Result};
use domain::Lang;
use domain::permission::{Action, Actor};
use domain::view::assess::{StatusRead, StatusesImport};

/// Checked tables that wait for their reader.
pub(crate) type StatusTables = Kept<Checked<Row, Column>>;

/// Reads and checks a table; the id is for [`report`] and [`apply`]. Nothing is written.
pub async fn check(daybook: &Daybook, actor: &Actor, file: &str, bytes: &[u8]) -> Result<String> {
    office(actor, Action::KeepStatuses)?;
    daybook.throttle.writing(&actor.person)?;
    let db = daybook.db();
    let people = People::read(&db).await?;
    let (mut rows, mut findings) = read(bytes, &people);
    let ids = people_of(rows.iter().map(|r| &r.entry));
    let (held, today) = (Held::read(&db, &ids).await?, daybook.clock.today());
    for row in &mut rows {
        let own = !enters(actor, Action::KeepStatuses, &row.entry.person);
        match held.fate(&row.entry, today) {
            Ok(Fate::Fresh | Fate::Changes(_)) if own => {
                findings.push(Finding::of(row.line, Column::Person, own_case()));
            }
            Ok(fate) => row.fate = fate.shown(&row.entry),
            Err((column, words)) => findings.push(Finding::of(row.line, column, words)),
        }
    }
    let checked = Checked::new(file, None, rows, findings);
    Ok(daybook.status_tables.add(&actor.person, checked))
}

/// What was found in a table of the actor's.
pub fn report(daybook: &Daybook, actor: &Actor, id: &str, lang: Lang) -> Result<StatusesImport> {
    let shown = |Row { line, entry, fate }: &Row| StatusRead {
        line: *line,
        name: entry.name.clone(),
        words: words(entry.kind),
        first: entry.first.to_string(),
        last: entry.last.map(|l| l.to_string()),
        ended: entry.how.map(how_words),
        note: entry.note.clone(),
        fate: *fate,
    };
    brought::report(&daybook.status_tables, (actor, id), lang, |row| row.fate, shown)
}

/// Writes a checked table in one act. A second time writes nothing.
pub async fn apply(daybook: &Daybook, actor: &Actor, id: &str) -> Result<()> {
    office(actor, Action::KeepStatuses)?;
    daybook.throttle.writing(&actor.person)?;
    // What was taken back since it was written would be refused.
    let checked = daybook.status_tables.find(&actor.person, id);
    if checked.is_some_and(|checked| checked.done) {
        return Ok(());
    }
    let rows = brought::ready(&daybook.status_tables, actor, id)?;
    let entries: Vec<_> = rows.into_iter().map(|row| row.entry).collect();
    put_all(daybook, actor, &entries, id).await?;
    daybook.status_tables.change(id, |checked| checked.done = true);
    Ok(())
}
