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
        Column::State => by(heads, sort.falling, |h| reached(state(&h.state))),
        _ => by(heads, sort.falling, |h| Some(h.person_name.clone())),
    }
}

/// How far somebody is: who takes no part any more is nowhere, and stands last both ways.
fn reached(of: State) -> Option<State> {
    Some(of).filter(|state| *state != State::Excused)
}

/// Behind which the next page begins: a course, and by state the state in which it was shown, as its place can be another by then.
fn mark(last: &CourseHead, sort: Option<Sort>) -> String {
    match sort.is_some_and(|sort| sort.by == Column::State) {
        true => format!("{}~{}", last.state, last.id),
        false => last.id.clone(),
    }
}

/// How many of `all` a page leaves out that begins behind the mark `after`; `usual` are the same people in the usual order. By state these
/// are all whose state comes before the one in the mark, and of that state those up to the course in the usual order.
fn left_out(all: &[&CourseHead], usual: &[CourseHead], after: &str, sort: Option<Sort>) -> usize {
    let marked = after.split_once('~').and_then(|(name, course)| {
        let sort = sort.filter(|sort| sort.by == Column::State)?;
        let of = State::ALL.iter().copied().find(|s| s.as_str() == name)?;
        Some((sort, of, usual.iter().position(|h| h.id == course)?))
    });
    let Some((sort, of, place)) = marked else {
        return all.iter().position(|h| h.id == after).map_or(0, |at| at + 1);
    };
    let before = |(at, head): &(usize, &CourseHead)| {
        let now = state(&head.state);
        !later(now, of, sort.falling) && (now != of || *at <= place)
    };
    usual.iter().enumerate().filter(before).count()
}

/// Whether `state` stands behind `of`.
fn later(state: State, of: State, falling: bool) -> bool {
    match (reached(state), reached(of)) {
        (None, of) => of.is_some(),
        (Some(_), None) => false,
        (Some(state), Some(of)) if falling => state < of,
        (Some(state), Some(of)) => state > of,
    }
}

/// Those who were asked for, behind `after` (the `next` of the page before); `sort`: another order, as [`Sort`] writes it.
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
    // Among all: who is not asked for any more after a step keeps a place, so that whoever reads goes on where he was.
    let from = left_out(&all, &heads, after, sort);
    let behind = sought.among(&opened, all.iter().copied().skip(from));
    let shown: Vec<String> = behind.iter().take(SHOWN).map(|h| h.id.clone()).collect();
    let last = behind.get(SHOWN - 1).filter(|_| behind.len() > SHOWN);
    let next = last.map(|last| mark(last, sort));
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

    fn in_order<'h>(heads: &'h [CourseHead], text: &str) -> Vec<&'h CourseHead> {
        let mut list: Vec<&CourseHead> = heads.iter().collect();
        if let Some(sort) = Sort::parse(text, &COLUMNS) {
            put_in_order(&mut list, sort);
        }
        list
    }

    fn ids(heads: &[&CourseHead]) -> String {
        let ids: Vec<&str> = heads.iter().map(|h| h.id.as_str()).collect();
        ids.join(" ")
    }

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
        let sorted = |text: &str| ids(&in_order(&all, text));
        assert_eq!(sorted("name"), "c0 c1 c2");
        assert_eq!(sorted("-name"), "c2 c1 c0");
        assert_eq!(sorted("unit"), "c1 c2 c0", "equal ones as they stood");
        assert_eq!(sorted("-unit"), "c2 c0 c1");
        assert_eq!(sorted("state"), "c0 c1 c2");
        // No grade is named in this list, nor is it put in order by one.
        assert_eq!(sorted("-grade"), "c2 c0 c1");
    }

    #[test]
    fn who_takes_no_part_any_more_stands_last_both_ways() {
        let all = [
            sample::head(0, State::Excused),
            sample::head(1, State::Opened),
            sample::head(2, State::Archived),
        ];
        assert_eq!(ids(&in_order(&all, "state")), "c1 c2 c0");
        assert_eq!(ids(&in_order(&all, "-state")), "c2 c1 c0");
    }

    #[test]
    fn a_step_between_two_pages_loses_nobody() {
        for (text, shown, rest) in [
            ("state", "c1 c3 c0", "c2 c5 c4"),
            ("-state", "c5 c0 c2", "c1 c3 c4"),
            ("name", "c0 c1 c2", "c3 c4 c5"),
        ] {
            let sort = Sort::parse(text, &COLUMNS);
            let mut all = [
                State::Summarised,
                State::Opened,
                State::Summarised,
                State::Opened,
                State::Excused,
                State::Reviewed,
            ];
            let heads = |all: &[State]| -> Vec<CourseHead> {
                all.iter().enumerate().map(|(at, s)| sample::head(at, *s)).collect()
            };
            let before = heads(&all);
            let page = in_order(&before, text);
            assert_eq!(ids(&page[..3]), shown, "{text}");
            let (last, after) = (page[2], mark(page[2], sort));
            let begin = |heads: &[CourseHead]| {
                let list = in_order(heads, text);
                ids(&list[left_out(&list, heads, &after, sort)..])
            };
            assert_eq!(begin(&before), rest, "{text}");
            // The last one of the page moves on, as far as can be: whoever stood behind still does.
            let at = before.iter().position(|h| h.id == last.id).unwrap();
            for moved in [State::Decided, State::Opened, State::Excused] {
                all[at] = moved;
                let now = begin(&heads(&all));
                assert!(rest.split(' ').all(|id| now.contains(id)), "{text} {moved:?}: {now}");
            }
            let list = in_order(&before, text);
            for unknown in ["", "c9", "x~c1", "opened~c9"] {
                assert_eq!(left_out(&list, &before, unknown, sort), 0, "{unknown}");
            }
        }
    }
}
