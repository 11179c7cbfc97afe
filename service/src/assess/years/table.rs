//! A table of results: checked cell by cell first, written all at once when its reader says so.

use super::entry::Held;
use super::people::People;
use super::read::{Finding, Row, read};
use super::scale::{named, scales};
use crate::assess::{count, enters, office, own_case, refused};
use crate::import::kept::Kept;
use crate::{Daybook, Error, Result};
use domain::Lang;
use domain::act::Act as Trace;
use domain::assessment::Words;
use domain::permission::{Action, Actor};
use domain::view::FindingView;
use domain::view::assess::{EarlierYear, YearRead, YearsImport};

/// Rows and findings on a page; the others are counted.
const SHOWN: usize = 200;

/// Checked tables that wait for their reader.
pub(crate) type Tables = Kept<Checked>;

#[derive(Clone)]
pub(crate) struct Checked {
    file: String,
    pack: Words,
    rows: Vec<Row>,
    findings: Vec<Finding>,
    done: bool,
}

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
            Ok(true) if own => findings.push(Finding::of_person(row.line, own_case())),
            Ok(new) => row.known = !new,
            Err(words) => findings.push(Finding::of_year(row.line, words)),
        }
    }
    findings.sort_by_key(|f| f.line);
    let checked = Checked {
        file: file.chars().take(200).collect(),
        pack: scale.name.clone(),
        rows,
        findings,
        done: false,
    };
    Ok(daybook.year_tables.add(&actor.person, checked))
}

/// What was found in a table of the actor's.
pub fn report(daybook: &Daybook, actor: &Actor, id: &str, lang: Lang) -> Result<YearsImport> {
    office(actor, Action::KeepStatuses)?;
    let checked = daybook.year_tables.find(&actor.person, id).ok_or(Error::NotFound)?;
    let known = checked.rows.iter().filter(|r| r.known).count();
    let told = |f: &Finding| FindingView {
        file: checked.file.clone(),
        line: f.line,
        column: f.column.map(|column| column.words(lang).to_owned()),
        error: true,
        words: f.words.pick(lang).to_owned(),
    };
    let scales = scales(&daybook.rules);
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
    Ok(YearsImport {
        id: id.to_owned(),
        fresh: count(checked.rows.len() - known),
        known: count(known),
        rows: checked.rows.iter().take(SHOWN).map(shown).collect(),
        problems: count(checked.findings.len()),
        findings: checked.findings.iter().take(SHOWN).map(told).collect(),
        pack: checked.pack.clone(),
        file: checked.file.clone(),
        done: checked.done,
    })
}

/// Writes a checked table in one act. A second time writes nothing.
pub async fn apply(daybook: &Daybook, actor: &Actor, id: &str) -> Result<()> {
    office(actor, Action::KeepStatuses)?;
    daybook.throttle.writing(&actor.person)?;
    let gone = || {
        refused(
            "这份核对已经不在了，或者还有问题。请重新上传。",
            "This check is gone, or there are problems left. Upload the table again.",
        )
    };
    if !daybook.year_tables.knows(id) {
        return gone();
    }
    let checked = daybook.year_tables.find(&actor.person, id).ok_or(Error::NotFound)?;
    if !checked.findings.is_empty() || checked.rows.is_empty() {
        return gone();
    }
    let entries: Vec<_> = checked.rows.into_iter().map(|row| row.entry).collect();
    super::write(daybook, actor, Trace::EarlierYearsImported, &entries, id).await?;
    daybook.year_tables.change(id, |checked| checked.done = true);
    Ok(())
}
