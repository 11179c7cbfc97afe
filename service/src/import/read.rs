//! Files to a roster.

use super::grid::{self, Stop};
use super::heading::{Heading, List};
use super::table::{Log, Table};
use super::{organogram, staff_list};
use domain::roster::{Finding, Place, Places, Problem, Roster, Source, check};

/// What the files are said to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// British organograms: senior and junior files in pairs.
    Organogram,
    StaffList,
    /// Told by the headings.
    #[default]
    Auto,
}

/// The most posts that files may make together.
pub const POSTS: u32 = 200_000;

/// The roster that the files state, with warnings, or everything that must be mended first.
pub fn read<N: AsRef<str>, B: AsRef<[u8]>>(
    files: &[(N, B)],
    kind: Kind,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<(Roster, Vec<Finding>), Vec<Finding>> {
    read_placed(files, kind, progress).map(|(roster, _, findings)| (roster, findings))
}

/// The same, and where each post was read.
///
/// `progress` hears how many rows of how many are done.
pub fn read_placed<N: AsRef<str>, B: AsRef<[u8]>>(
    files: &[(N, B)],
    kind: Kind,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<(Roster, Places, Vec<Finding>), Vec<Finding>> {
    let mut log = Log::default();
    let mut tables = Vec::new();
    for (name, bytes) in files {
        let file = u32::try_from(log.places.files.len()).unwrap_or(u32::MAX);
        log.places.files.push(Source {
            name: name.as_ref().to_owned(),
            ..Source::default()
        });
        match table(file, bytes.as_ref(), kind, &mut log) {
            Ok(table) => tables.push(table),
            Err(stop) => log.error(Place { file, line: stop.line }, None, stop.problem),
        }
    }
    let complete = tables.len() == files.len();
    let total = tables.iter().map(|(_, t)| t.rows.len()).sum();
    let mut done = 0;
    let mut step = |rows: usize| {
        done += rows;
        progress(done, total);
    };
    step(0);
    let mut roster = Roster::default();
    staff_list::read(of(&tables, List::Staff), &mut roster, &mut log, &mut step);
    organogram::read(
        of(&tables, List::Senior),
        of(&tables, List::Junior),
        &mut roster,
        &mut log,
        &mut step,
    );
    // Where a file could not be read, everything that refers to it would be reported too.
    if complete {
        log.extend(check(&roster, &log.places));
    }
    let places = log.places.clone();
    log.close().map(|findings| (roster, places, findings))
}

fn of(tables: &[(List, Table)], list: List) -> Vec<&Table> {
    tables
        .iter()
        .filter(|(l, _)| *l == list)
        .map(|(_, table)| table)
        .collect()
}

fn table(file: u32, bytes: &[u8], kind: Kind, log: &mut Log) -> Result<(List, Table), Stop> {
    let grids = grid::grids(bytes, kind != Kind::StaffList)?;
    let (sheet, heading) = Heading::find(&grids).ok_or(Problem::UnknownKind)?;
    let grid = grids.into_iter().nth(sheet).unwrap_or_default();
    let line = grid.rows.get(heading.row).map_or(0, |row| row.line);
    if !heading.missing.is_empty() {
        return Err(Stop {
            line,
            problem: Problem::MissingColumns {
                fields: heading.missing,
            },
        });
    }
    let fits = match kind {
        Kind::Auto => true,
        Kind::StaffList => heading.list == List::Staff,
        Kind::Organogram => heading.list != List::Staff,
    };
    if !fits {
        return Err(Stop {
            line,
            problem: Problem::WrongKind,
        });
    }
    if let Some(source) = log.places.files.get_mut(file as usize) {
        source.columns = heading
            .columns
            .iter()
            .map(|(_, field, name)| (*field, name.clone()))
            .collect();
    }
    let place = Place { file, line };
    for name in heading.repeated {
        log.error(place, None, Problem::RepeatedColumn { heading: name });
    }
    // Pay, telephones and notes of an organogram are left out on purpose.
    for name in heading
        .ignored
        .into_iter()
        .take(50)
        .filter(|_| heading.list == List::Staff)
    {
        log.warning(place, None, Problem::IgnoredColumn { heading: name });
    }
    let width = grid.rows.get(heading.row).map_or(0, |row| row.cells.len());
    let rows: Vec<_> = grid.rows.into_iter().skip(heading.row + 1).collect();
    if rows.is_empty() {
        return Err(Stop {
            line,
            problem: Problem::NoRows,
        });
    }
    let columns = heading.columns.into_iter().map(|(i, field, _)| (field, i)).collect();
    let table = Table {
        file,
        columns,
        rows,
        width,
        epoch: grid.epoch,
    };
    for row in &table.rows {
        let found = row
            .cells
            .iter()
            .rposition(|c| !c.trim().is_empty())
            .map_or(0, |i| i + 1);
        if found > table.width {
            let [expected, found] = [table.width, found].map(|n| u32::try_from(n).unwrap_or(u32::MAX));
            log.error(table.place(row), None, Problem::SurplusCells { expected, found });
        }
    }
    Ok((heading.list, table))
}
