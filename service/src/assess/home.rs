//! `/assess`: what of all assessments is the reader's.

use super::course::{course_line, line};
use super::load::{self, Opened, WHOLE, heads, state};
use super::{later, manages, review, role, years};
use crate::{Daybook, Result};
use domain::UnitId;
use domain::assessment::process::{Act, Role, State};
use domain::permission::Actor;
use domain::view::UnitRef;
use domain::view::assess::{AssessHome, BoardLink, CourseLine};
use std::sync::Arc;
use store::assess::{CensusRow, CourseHead, PeriodRow};
use store::organisation::UnitRow;

/// Own courses, courses that wait, boards and periods shown.
const OWN: usize = 40;
const WAITING: usize = 60;
const BOARDS: usize = 80;
const PERIODS: u32 = 60;
/// Courses of an assessor that are looked through.
const MINE: u32 = 1_000;

/// Own courses, what waits for the reader, boards, periods, ballots and what is published.
pub async fn home(daybook: &Daybook, actor: &Actor) -> Result<AssessHome> {
    let db = daybook.db();
    let may_open = manages(actor).is_ok();
    let mut home = AssessHome {
        own: own(daybook, actor).await?,
        before: years::own(daybook, &actor.person).await?,
        waiting: vec![],
        waiting_more: false,
        boards: vec![],
        periods: vec![],
        ballots: vec![],
        published: vec![],
        may_open,
    };
    let mut waiting = as_assessor(daybook, actor).await?;
    for row in db.periods(i64::MIN, PERIODS).await? {
        let id = row.id.clone();
        let opened = Arc::new(opened(daybook, row)?);
        let roles = role::of_period(actor, &opened.period);
        let takes_part = home.own.iter().any(|c| c.period.as_str() == id);
        let seen = !roles.is_empty() || takes_part;
        if seen {
            home.periods.push(opened.line());
        }
        let leads = actor.seats.iter().any(|s| s.leads);
        if !(seen || leads) || has_ended(daybook, &opened).await? {
            continue;
        }
        let census = db.course_census(&opened.id).await?;
        let some = |states: &[State]| census.iter().any(|r| r.people > 0 && states.contains(&state(&r.state)));
        home.boards
            .extend(boards(daybook, actor, &opened, &roles, &census).await?);
        if seen && some(&[State::Published, State::PublicationObjected]) {
            home.published.push(opened.line());
        }
        if takes_part && some(&[State::Compiled]) && crate::result::may_vote(daybook, &opened, actor).await? {
            home.ballots.push(opened.line());
        }
        let bodies = [
            (Role::ReviewBody, State::ReReview),
            (Role::AppealBody, State::Appealed),
            (Role::Committee, State::PublicationObjected),
        ];
        let asked: Vec<State> = (bodies.into_iter())
            .filter(|(role, state)| roles.contains(role) && some(&[*state]))
            .map(|(_, state)| state)
            .collect();
        if !asked.is_empty() {
            let all = heads(&db, &format!("all:{id}"), WHOLE).await?;
            let found = all.into_iter().filter(|h| asked.contains(&state(&h.state)));
            waiting.extend(found.map(|h| (h, opened.clone())));
        }
    }
    home.boards.sort_by_key(|b| b.waiting == 0);
    home.boards.truncate(BOARDS);
    (home.waiting, home.waiting_more) = lines(daybook, actor, waiting).await?;
    Ok(home)
}

fn opened(daybook: &Daybook, row: PeriodRow) -> Result<Opened> {
    Opened::of(&daybook.rules, row)
}

/// Whether nothing is left to be done in a period: it is closed, and no objection or later grade has opened a course of it again. From
/// memory if no course of it moved since it was read.
pub(super) async fn has_ended(daybook: &Daybook, opened: &Opened) -> Result<bool> {
    if !opened.closed() {
        return Ok(false);
    }
    if opened.withdrawn() {
        return Ok(true);
    }
    let (known, id) = (&daybook.cache.ended, opened.id.as_str());
    if let Some(ended) = known.get(id) {
        return Ok(ended);
    }
    let turn = daybook.cache.turn(id);
    let census = daybook.db().course_census(&opened.id).await?;
    let ended = (census.iter()).all(|r| is_over(state(&r.state)));
    let keep = || known.insert(id.to_owned(), ended);
    daybook.cache.keep(id, turn, keep, || drop(known.remove(id)));
    Ok(ended)
}

/// Nobody does anything in it by itself any more.
pub(crate) fn is_over(state: State) -> bool {
    matches!(state, State::Closed | State::Archived | State::Excused)
}

/// The reader's own courses, newest first, but of periods that were taken back; of those that are open it is told what can be done until when.
async fn own(daybook: &Daybook, actor: &Actor) -> Result<Vec<CourseLine>> {
    let db = daybook.db();
    let mut own = db.course_heads_of(&actor.person).await?;
    own.sort_by(|a, b| (b.written, &b.id).cmp(&(a.written, &a.id)));
    own.truncate(OWN);
    let periods = load::periods_of(daybook, &db, &own).await?;
    let today = daybook.clock.today();
    let mut lines = Vec::with_capacity(own.len());
    for head in &own {
        let Some(opened) = periods.get(&head.period).filter(|p| !p.withdrawn()) else {
            continue;
        };
        if is_over(state(&head.state)) {
            let mut ended = line(actor, head, opened);
            // Whether one can still object, its page says.
            ended.acts.retain(|act| !matches!(act, Act::AskReReview | Act::Appeal));
            lines.push(ended);
            continue;
        }
        for loaded in load::courses(&db, opened, std::slice::from_ref(&head.id)).await? {
            lines.push(course_line(actor, &loaded, today)?);
        }
    }
    Ok(lines)
}

type Waiting = Vec<(CourseHead, Arc<Opened>)>;

/// Courses that the reader assesses and can take a step in.
async fn as_assessor(daybook: &Daybook, actor: &Actor) -> Result<Waiting> {
    let db = daybook.db();
    let mut mine = heads(&db, &super::turn::assessed_by(actor.person.as_str()), MINE).await?;
    let open = |h: &CourseHead| match state(&h.state) {
        State::Summarised | State::Compiled | State::Rated | State::Decided => true,
        // Whoever has no grade may be graded afterwards.
        state => later::ungraded(state, h.grade.as_deref()),
    };
    mine.retain(open);
    let periods = load::periods_of(daybook, &db, &mine).await?;
    let with = mine.into_iter().filter_map(|h| {
        let opened = periods.get(&h.period)?.clone();
        Some((h, opened))
    });
    Ok(with.collect())
}

/// What asks for the reader; what can be done at any time does not.
fn asks(act: Act) -> bool {
    matches!(
        act,
        Act::SubmitReview
            | Act::GiveFeedback
            | Act::GradeAfterwards
            | Act::DecideReReview
            | Act::DecideAppeal
            | Act::AnswerPublication
    )
}

async fn lines(daybook: &Daybook, actor: &Actor, waiting: Waiting) -> Result<(Vec<CourseLine>, bool)> {
    let today = daybook.clock.today();
    let db = daybook.db();
    let mut lines: Vec<CourseLine> = Vec::new();
    for (head, opened) in waiting {
        let known = lines.iter().any(|l| l.id.as_str() == head.id);
        if known || !line(actor, &head, &opened).acts.iter().any(|act| asks(*act)) {
            continue;
        }
        if lines.len() == WAITING {
            return Ok((lines, true));
        }
        for loaded in load::courses(&db, &opened, std::slice::from_ref(&head.id)).await? {
            let submitted = loaded.dossier.is_reviewed_by(&actor.person);
            let mut one = course_line(actor, &loaded, today)?;
            // One of several assessors who has submitted waits for the others.
            one.acts.retain(|act| *act != Act::SubmitReview || !submitted);
            let waits = review::waits(&loaded.dossier, &actor.person);
            let may = one.acts.contains(&Act::GradeAfterwards);
            if may && (waits || !later::can_be_given(daybook, &db, &loaded).await?) {
                one.acts.retain(|act| *act != Act::GradeAfterwards);
            }
            if one.acts.iter().any(|act| asks(*act)) {
                lines.push(one);
            }
        }
    }
    Ok((lines, false))
}

/// Units of a period whose proposals the reader sees side by side.
async fn boards(
    daybook: &Daybook,
    actor: &Actor,
    opened: &Opened,
    roles: &[Role],
    census: &[CensusRow],
) -> Result<Vec<BoardLink>> {
    let over = roles.contains(&Role::Committee) || roles.contains(&Role::DecidingHead);
    let led: Vec<&UnitId> = actor.seats.iter().filter(|s| s.leads).map(|s| &s.unit).collect();
    if !over && led.is_empty() {
        return Ok(vec![]);
    }
    let db = daybook.db();
    let parts = opened.period.units.iter().map(|p| p.unit.as_str());
    let parts: Vec<&str> = parts.chain(led.iter().map(|u| u.as_str())).collect();
    let mut units: Vec<UnitRow> = db.units(parts).await?;
    units.sort_by(|a, b| (a.path.len(), &a.name, &a.id).cmp(&(b.path.len(), &b.name, &b.id)));
    units.dedup_by(|a, b| a.id == b.id);
    let seen = |unit: &&UnitRow| {
        let part = opened.period.units.iter().any(|p| p.unit.as_str() == unit.id);
        let own = led.iter().any(|u| unit.path.iter().any(|id| id == u.as_str()));
        (part && over) || own
    };
    let links = units.iter().filter(seen).filter_map(|unit| {
        let rows = census.iter().filter(|r| r.path.contains(&unit.id));
        let (all, waits) = rows.fold((0, 0), |(all, waits), row| {
            let now = matches!(state(&row.state), State::Reviewed | State::Calibrated);
            (all + row.people, waits + if now { row.people } else { 0 })
        });
        (all > 0).then(|| link(opened, unit, waits))
    });
    Ok(links.collect())
}

fn link(opened: &Opened, unit: &UnitRow, waiting: i64) -> BoardLink {
    BoardLink {
        period: opened.id.clone(),
        period_title: opened.period.title.clone(),
        special: opened.period.special.clone(),
        unit: UnitRef {
            id: unit.id.as_str().into(),
            name: unit.name.clone(),
        },
        waiting: u32::try_from(waiting).unwrap_or_default(),
    }
}
