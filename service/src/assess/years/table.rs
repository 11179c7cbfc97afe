//! A table of results: checked cell by cell first, written all at once when its reader says so.

use super::entry::Held;
use super::read::{Column, Row, read};
use super::scale::{named, scales};
use crate::assess::brought::{self, Checked, Finding, People};
use crate::assess::{enters, office, own_case, refused};
use crate::import::kept::Kept;
use crate::{Daybook, Result};
use domain::Lang;
use domain::act::Act as Trace;
use domain::permission::{Action, Actor};
use domain::view::assess::{EarlierYear, RowFate, YearRead, YearsImport};

/// Checked tables that wait for their reader.
pub(crate) type Tables = Kept<Checked<Row, Column>>;

/// Reads and checks a table whose grades are of the annual scale of a pack; the id is for [`report`] and [`apply`]. Nothing is written.
pub async fn check(daybook: &Daybook, actor: &Actor, pack: &str, file: &str, bytes: &[u8]) -> Result<String> {
    office(actor, Action::KeepStatuses)?;
    daybook.throttle.writing(&actor.person)?;
    let scales = scales(&daybook.rules);
    let Some(scale) = scales.iter().find(|s| s.pack == pack) else {
        return refused(
            "请选择规则包，等次按它来认。",
            "Choose the pack that the grades are of.",
        );
    };
    let db = daybook.db();
    let people = People::read(&db).await?;
    let (mut rows, mut findings) = read(bytes, &people, scale, daybook.clock.today());
    let ids: Vec<String> = rows.iter().map(|r| r.entry.person.0.clone()).collect();
    let held = Held::read(&db, &ids).await?;
    for row in &mut rows {
        let own = !enters(actor, Action::KeepStatuses, &row.entry.person);
        match held.is_new(&row.entry, &scales) {
            Ok(true) if own => findings.push(Finding::of(row.line, Column::Person, own_case())),
            Ok(new) => row.known = !new,
            Err(words) => findings.push(Finding::of(row.line, Column::Year, words)),
        }
    }
    let checked = Checked::new(file, Some(scale.name.clone()), rows, findings);
    Ok(daybook.year_tables.add(&actor.person, checked))
}

/// What was found in a table of the actor's.
pub fn report(daybook: &Daybook, actor: &Actor, id: &str, lang: Lang) -> Result<YearsImport> {
    let scales = scales(&daybook.rules);
    let fate = |row: &Row| if row.known { RowFate::Known } else { RowFate::Fresh };
    let shown = |row: &Row| YearRead {
        line: row.line,
        name: row.entry.name.clone(),
        what: EarlierYear {
            year: row.entry.year,
            grade: named(&scales, &row.entry.pack, &row.entry.grade),
            basis: row.entry.basis.clone(),
        },
        known: row.known,
    };
    brought::report(&daybook.year_tables, (actor, id), lang, fate, shown)
}

/// Writes a checked table in one act. A second time writes nothing.
pub async fn apply(daybook: &Daybook, actor: &Actor, id: &str) -> Result<()> {
    office(actor, Action::KeepStatuses)?;
    daybook.throttle.writing(&actor.person)?;
    let rows = brought::ready(&daybook.year_tables, actor, id)?;
    let entries: Vec<_> = rows.into_iter().map(|row| row.entry).collect();
    super::write(daybook, actor, Trace::EarlierYearsImported, &entries, id).await?;
    daybook.year_tables.change(id, |checked| checked.done = true);
    Ok(())
}
