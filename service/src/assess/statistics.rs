//! Grades over several periods: by unit and in all, of what is closed and decided. Numbers and shares in the order of the organisation, and
//! no ranking: units differ in what they have to do.

mod table;

use super::case::is_decided;
use super::load::{Opened, state};
use super::waits::census;
use super::{grade_names, manages, role};
use crate::apart::{abreast, apart};
use crate::{Daybook, Error, Result};
use domain::Lang;
use domain::assessment::process::State;
use domain::permission::Actor;
use domain::view::assess::{Counted, GradeName, PeriodStatistics, StatisticsPage};
use futures::stream::{self, StreamExt, TryStreamExt};
use std::collections::HashMap;
use std::sync::Arc;
use store::assess::{CensusRow, CourseHead, SpanRow};

/// Periods that are shown, and those that are looked through for them.
const SHOWN: usize = 8;
const LOOKED_AT: u32 = 500;

/// The newest closed periods of a kind: `period`, `special` or `year`; without one, of that of the newest. For those who run periods.
pub async fn page(daybook: &Daybook, actor: &Actor, kind: &str) -> Result<StatisticsPage> {
    manages(actor)?;
    let mut spans = daybook.db().period_spans(i64::MIN, LOOKED_AT).await?;
    spans.retain(|span| span.state == "closed");
    let kind = match kind {
        "period" | "special" | "year" => kind,
        _ => spans.first().map_or("year", kind_of),
    }
    .to_owned();
    spans.retain(|span| kind_of(span) == kind);
    let more = spans.len() > SHOWN;
    spans.truncate(SHOWN);
    let rows = daybook.db().periods_named(spans.iter().map(|s| s.id.as_str())).await?;
    let mut rows: HashMap<String, _> = rows.into_iter().map(|row| (row.id.clone(), row)).collect();
    let rows = spans.iter().filter_map(|span| rows.remove(&span.id));
    let opened: Vec<Arc<Opened>> = rows
        .map(|row| Opened::of(&daybook.rules, row).map(Arc::new))
        .collect::<Result<_>>()?;
    // Each reads everybody of a period where it is not in memory.
    let periods = stream::iter(opened).map(|opened| {
        let (daybook, actor) = (daybook.clone(), actor.clone());
        apart(move || async move { of_period(&daybook, &actor, &opened).await })
    });
    Ok(StatisticsPage {
        kind,
        periods: periods.buffered(abreast()).try_collect().await?,
        more,
    })
}

/// The same as a workbook.
pub async fn xlsx(daybook: &Daybook, actor: &Actor, kind: &str, lang: Lang) -> Result<Vec<u8>> {
    let page = page(daybook, actor, kind).await?;
    table::workbook(&page, lang).map_err(|error| Error::Unavailable(error.to_string()))
}

fn kind_of(span: &SpanRow) -> &str {
    match span.special {
        Some(_) => "special",
        None => &span.kind,
    }
}

async fn of_period(daybook: &Daybook, actor: &Actor, opened: &Opened) -> Result<PeriodStatistics> {
    let own = daybook.db().course_of(&opened.id, &actor.person).await?;
    let mut census: Vec<CensusRow> = census(daybook, opened).await?.to_vec();
    let untold = own.filter(|own| state(&own.state) < State::Told);
    if let Some(own) = &untold {
        leave_out(&mut census, own)?;
    }
    census.retain(|row| is_decided(state(&row.state)));
    let grades = grade_names(opened.pack(), opened.stage());
    let mut of_unit: HashMap<&str, Vec<&CensusRow>> = HashMap::new();
    for row in &census {
        if let Some(part) = role::part(&opened.period, &row.path) {
            of_unit.entry(part.unit.as_str()).or_default().push(row);
        }
    }
    let units = opened.period.units.iter().map(|part| {
        let rows = of_unit.remove(part.unit.as_str()).unwrap_or_default();
        (part.unit.clone(), part.name.clone(), counted(&rows, &grades))
    });
    Ok(PeriodStatistics {
        units: units.collect(),
        total: counted(&census.iter().collect::<Vec<_>>(), &grades),
        line: opened.line(),
        grades,
        without_own: untold.is_some_and(|own| is_decided(state(&own.state))),
    })
}

/// Takes the reader out of the counts. Nothing is told where the course has moved since one of the two was read.
fn leave_out(census: &mut [CensusRow], own: &CourseHead) -> Result<()> {
    let hers = |row: &&mut CensusRow| row.path == own.path && row.state == own.state && row.grade == own.grade;
    let row = census.iter_mut().find(hers).ok_or(Error::Conflict)?;
    row.people -= 1;
    Ok(())
}

fn counted(rows: &[&CensusRow], grades: &[GradeName]) -> Counted {
    let sum = |fits: &dyn Fn(&CensusRow) -> bool| -> u32 {
        let people: i64 = rows.iter().filter(|row| fits(row)).map(|row| row.people).sum();
        u32::try_from(people).unwrap_or_default()
    };
    let of = |grade: &GradeName| sum(&|row| row.grade.as_deref() == Some(grade.id.as_str()));
    Counted {
        people: sum(&|_| true),
        grades: grades.iter().map(of).collect(),
        none: sum(&|row| row.grade.is_none()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(state: &str, people: i64) -> CensusRow {
        CensusRow {
            path: vec!["bureau".into()],
            state: state.into(),
            grade: Some("good".into()),
            people,
        }
    }

    #[test]
    fn whoever_was_told_nothing_is_not_counted_or_nothing_is_told() {
        let own = |state: &str| CourseHead {
            id: "c".into(),
            period: "p".into(),
            person: "ann".into(),
            person_name: "Ann".into(),
            position: "s".into(),
            title: "Clerk".into(),
            family: String::new(),
            unit: "bureau".into(),
            unit_name: "Bureau".into(),
            path: vec!["bureau".into()],
            line: vec![],
            assessors: vec![],
            kind: "period".into(),
            state: state.into(),
            grade: Some("good".into()),
            version: 1,
            written: 1,
        };
        let mut census = vec![row("closed", 4), row("decided", 1)];
        leave_out(&mut census, &own("decided")).unwrap();
        assert_eq!(census, [row("closed", 4), row("decided", 0)]);
        let moved = leave_out(&mut census, &own("reviewed"));
        assert!(matches!(moved, Err(Error::Conflict)), "{moved:?}");
    }
}
