//! Everybody of a period by name, for those who see it whole: who is how far, whose step it is, until when. No grade stands there.

mod remind;

pub use remind::remind_people;
pub(crate) use remind::waiting;

use super::course::line;
use super::load::{self, Opened, state};
use super::{clocks, count, role};
use crate::sorting::by;
use crate::{Daybook, Error, Result};
use domain::PeriodId;
use domain::assessment::dossier::UnitPart;
use domain::assessment::process::State;
use domain::permission::Actor;
use domain::view::assess::{Column, PeopleLine, PeoplePage, Sort};
use std::sync::Arc;
use store::assess::CourseHead;

/// Names on a page.
const SHOWN: usize = 100;
/// Characters of what is looked for.
const PART: usize = 60;
/// By what the list can be put in order: all of it stands in the heads.
const COLUMNS: [Column; 3] = [Column::Name, Column::Unit, Column::State];

/// Who is asked for, as a form or an address says it: empty for everybody.
#[derive(Clone, Debug, Default)]
pub struct Whom {
    /// A `domain::assessment::process::State`.
    pub state: String,
    /// A unit of the period.
    pub unit: String,
    /// A part of the name, or of that of the unit.
    pub part: String,
}

/// The same as it is understood.
struct Sought {
    state: Option<State>,
    unit: Option<UnitPart>,
    part: String,
}

impl Sought {
    /// [`Error::NotFound`] for a state or unit that there is not.
    fn of(whom: &Whom, opened: &Opened) -> Result<Self> {
        let state = match whom.state.trim() {
            "" => None,
            name => Some(
                State::ALL
                    .iter()
                    .copied()
                    .find(|s| s.as_str() == name)
                    .ok_or(Error::NotFound)?,
            ),
        };
        let unit = match whom.unit.trim() {
            "" => None,
            id => {
                let found = opened.period.units.iter().find(|part| part.unit.as_str() == id);
                Some(found.ok_or(Error::NotFound)?.clone())
            }
        };
        let part = whom.part.trim().chars().take(PART).collect();
        Ok(Self { state, unit, part })
    }

    fn fits(&self, opened: &Opened, head: &CourseHead) -> bool {
        let part = self.part.to_lowercase();
        let named = |text: &str| text.to_lowercase().contains(&part);
        let counted = |unit: &UnitPart| role::part(&opened.period, &head.path).is_some_and(|p| p.unit == unit.unit);
        self.state.is_none_or(|of| state(&head.state) == of)
            && self.unit.as_ref().is_none_or(counted)
            && (named(&head.person_name) || named(&head.unit_name))
    }

    fn among<'h>(&self, opened: &Opened, heads: impl IntoIterator<Item = &'h CourseHead>) -> Vec<&'h CourseHead> {
        heads.into_iter().filter(|head| self.fits(opened, head)).collect()
    }
}

/// In the order that the reader has chosen.
fn put_in_order(heads: &mut [&CourseHead], sort: Sort) {
    match sort.by {
        Column::Unit => by(heads, sort.falling, |h| Some(h.unit_name.clone())),
        Column::State => by(heads, sort.falling, |h| Some(state(&h.state))),
        _ => by(heads, sort.falling, |h| Some(h.person_name.clone())),
    }
}

/// Those who were asked for, behind the course `after`; `sort`: another order, as [`Sort`] writes it.
pub async fn people_page(
    daybook: &Daybook,
    actor: &Actor,
    period: &PeriodId,
    whom: &Whom,
    (after, sort): (&str, &str),
) -> Result<PeoplePage> {
    let db = daybook.db();
    let opened = Arc::new(load::period(daybook, &db, period).await?);
    if !role::sees_whole(actor, &opened.period) {
        return Err(Error::NotFound);
    }
    let sought = Sought::of(whom, &opened)?;
    let heads = crate::result::heads(daybook, &opened).await?;
    let sort = Sort::parse(sort, &COLUMNS);
    let mut all: Vec<&CourseHead> = heads.iter().collect();
    if let Some(sort) = sort {
        put_in_order(&mut all, sort);
    }
    // Whoever has taken a step since keeps the place among all, so that whoever reads goes on where he was.
    let from = all.iter().position(|h| h.id == after).map_or(0, |at| at + 1);
    let behind = sought.among(&opened, all.iter().copied().skip(from));
    let shown: Vec<String> = behind.iter().take(SHOWN).map(|h| h.id.clone()).collect();
    let next = shown.last().filter(|_| behind.len() > SHOWN).cloned();
    let found = sought.among(&opened, all.iter().copied());
    let today = daybook.clock.today();
    let mut rows = Vec::with_capacity(shown.len());
    for loaded in load::courses(&db, &opened, &shown).await? {
        let line = line(actor, &loaded.row.head(), &opened);
        let outcome = opened.outcome(&loaded.dossier.case)?;
        rows.push(PeopleLine {
            course: line.id,
            person: line.person,
            state: line.state,
            assessors: loaded.dossier.assessors.iter().map(|a| a.name.clone()).collect(),
            clock: clocks::of(&loaded, &outcome, today).into_iter().next(),
        });
    }
    Ok(PeoplePage {
        period: opened.line(),
        rows,
        all: count(found.len()),
        reminder: match remind::may(actor, &opened) {
            true => Some(remind::reminder(daybook, actor, &opened, &found).await?),
            false => None,
        },
        state: sought.state,
        unit: sought.unit,
        part: sought.part,
        columns: COLUMNS.to_vec(),
        sort,
        after: after.to_owned(),
        next,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::sample;

    #[test]
    fn people_stand_by_name_unit_and_how_far_they_are() {
        let head = |at: usize, state: State, unit: &str| CourseHead {
            unit_name: unit.into(),
            ..sample::head(at, state)
        };
        let all = [
            head(2, State::Reviewed, "Office"),
            head(0, State::Opened, "Office"),
            head(1, State::Summarised, "Bureau"),
        ];
        let sorted = |text: &str| {
            let mut list: Vec<&CourseHead> = all.iter().collect();
            if let Some(sort) = Sort::parse(text, &COLUMNS) {
                put_in_order(&mut list, sort);
            }
            let ids: Vec<&str> = list.iter().map(|h| h.id.as_str()).collect();
            ids.join(" ")
        };
        assert_eq!(sorted("name"), "c0 c1 c2");
        assert_eq!(sorted("-name"), "c2 c1 c0");
        assert_eq!(sorted("unit"), "c1 c2 c0", "equal ones as they stood");
        assert_eq!(sorted("-unit"), "c2 c0 c1");
        assert_eq!(sorted("state"), "c0 c1 c2");
        // No grade is named in this list, nor is it put in order by one.
        assert_eq!(sorted("-grade"), "c2 c0 c1");
    }
}
