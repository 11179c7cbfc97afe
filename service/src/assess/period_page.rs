//! A period: how far its units are, its clocks, its quotas, and what can be done for many at once.

use super::course::line;
use super::load::{self, Opened, state};
use super::pack_sheet::sheet;
use super::{clocks, grade_names, later, manages, role, spread};
use crate::result::Overview;
use crate::{Daybook, Error, Result};
use chrono::NaiveDate;
use domain::assessment::Words;
use domain::assessment::calendar::deadline;
use domain::assessment::dossier::UnitPart;
use domain::assessment::pack::PLAN;
use domain::assessment::process::{Act, Role, State};
use domain::permission::Actor;
use domain::view::assess::{ClockView, GradeName, PackSheet, PeriodLine, PeriodPage, Totals, Unassessed, UnitProgress};
use domain::{CourseId, PeriodId, UnitId};
use std::collections::HashMap;
use std::sync::Arc;
use store::Db;
use store::assess::{CensusRow, CourseHead};

/// People of a period whose documents are read for its clocks; of a larger one some in each state are looked at.
const LOOKED_AT: usize = 400;
/// The states in which clocks run, but that of the summary, which is the same for all.
const RUN: [State; 12] = [
    State::Summarised,
    State::Compiled,
    State::Rated,
    State::Published,
    State::PublicationObjected,
    State::Told,
    State::Acknowledged,
    State::Disagreed,
    State::ReReview,
    State::ReReviewed,
    State::Appealed,
    State::Closed,
];
/// People without an assessor that are listed.
const LISTED: usize = 200;

/// A period as the reader may know it: everybody who takes part sees its clocks, a head the own units, the office and the bodies all.
pub async fn page(daybook: &Daybook, actor: &Actor, id: &PeriodId) -> Result<PeriodPage> {
    page_within(daybook, actor, id, LOOKED_AT).await
}

/// The same where the documents of so many people are read for its clocks.
pub async fn page_within(daybook: &Daybook, actor: &Actor, id: &PeriodId, looked_at: usize) -> Result<PeriodPage> {
    let db = daybook.db();
    let opened = Arc::new(load::period(daybook, &db, id).await?);
    let sight = Sight::of(daybook, actor, &opened).await?;
    crate::notice::read_thread(daybook, actor, id.as_str()).await?;
    let period = &opened.period;
    let whole = sight.whole;
    let heads = match whole {
        true => crate::result::heads(daybook, &opened).await?,
        false => Arc::default(),
    };
    let may_manage = manages(actor).is_ok();
    let raisable = opened
        .pack()
        .quota
        .iter()
        .any(|q| q.of == opened.stage() && q.raised_percent.is_some());
    let overview = match whole {
        true => crate::result::overview(daybook, &opened, &actor.person).await?,
        false if sight.parts.is_empty() => Overview::default(),
        false => Overview {
            quotas: crate::result::quota_sheets(daybook, &opened, &sight.parts, &actor.person).await?,
            ..Overview::default()
        },
    };
    let running = crate::result::running(daybook, &actor.person, id).filter(|_| whole);
    let mut reports = match whole {
        true => crate::result::reports(daybook, actor, id).await?,
        false => vec![],
    };
    reports.retain(|run| running.as_ref().is_none_or(|now| now.act != run.act));
    let (units, totals) = sight.units(daybook, actor, &opened, &heads).await?;
    let clocks = match whole {
        _ if opened.withdrawn() => vec![],
        true => all_clocks(daybook, &opened, &heads, looked_at).await?,
        false => own_clocks(daybook, actor, &opened, &units).await?,
    };
    Ok(PeriodPage {
        line: opened.line(),
        whole,
        units,
        totals,
        committee: period.bodies.committee.clone(),
        deciding: period.bodies.deciding.clone(),
        re_review: period.bodies.re_review.clone(),
        appeal: period.bodies.appeal.clone(),
        remarks: period.remarks.clone(),
        digest: period.digest.clone(),
        layers: opened.pack().layers.clone(),
        quotas: overview.quotas,
        batches: crate::result::ready(actor, &opened, &heads),
        running,
        reports,
        raised: period.raised.clone(),
        may_raise: may_manage && raisable && !opened.closed(),
        turnout: crate::result::turnout(daybook, &opened).await?,
        may_manage,
        exempt: overview.exempt,
        excused: excused(&db, &opened, &heads).await?,
        unassessed: match may_manage && !opened.withdrawn() {
            true => unassessed(daybook, &db, &opened).await?,
            false => vec![],
        },
        questions: overview.questions,
        clocks,
        plan: plan(&opened),
    })
}

/// The rules that a period keeps, whatever became of the files since: for whoever may see it, or may read `course`, which is one of it.
pub async fn rules(daybook: &Daybook, actor: &Actor, id: &PeriodId, course: &str) -> Result<(PeriodLine, PackSheet)> {
    let opened = load::period(daybook, &daybook.db(), id).await?;
    match Sight::of(daybook, actor, &opened).await {
        // An assessor from elsewhere has a course in it and nothing else.
        Err(Error::NotFound) if !course.is_empty() => {
            let read = load::readable(daybook, actor, &course.into()).await?;
            if read.opened.id != *id {
                return Err(Error::NotFound);
            }
        }
        sight => drop(sight?),
    }
    Ok((opened.line(), sheet(&opened.rules)))
}

/// Until when plans are to be agreed: from the first day, while the period is open.
fn plan(opened: &Opened) -> Option<(Words, String)> {
    let (clock, period) = (opened.pack().clock(PLAN)?, &opened.period);
    let until = deadline(&period.calendar, clock, period.first, false);
    let words = Words::new(clock.zh.clone(), clock.en.clone());
    (!opened.closed()).then(|| (words, until.last.to_string()))
}

/// Whom nobody is there to review, or fewer than the pack has parts for.
async fn unassessed(daybook: &Daybook, db: &Db, opened: &Arc<Opened>) -> Result<Vec<Unassessed>> {
    let heads = later::unassessed(daybook, db, opened).await?;
    let lines = heads.into_iter().take(LISTED).map(|head| {
        let seat = format!("{} · {}", head.title, head.unit_name);
        let lacks = later::lacks(opened, &head);
        (CourseId(head.id), head.person_name, seat, lacks)
    });
    Ok(lines.collect())
}

/// Who takes no part any more.
async fn excused(db: &Db, opened: &Arc<Opened>, heads: &[CourseHead]) -> Result<Vec<(CourseId, String, Words)>> {
    let out = heads.iter().filter(|h| state(&h.state) == State::Excused);
    let ids: Vec<String> = out.take(LISTED).map(|h| h.id.clone()).collect();
    let found = load::courses(db, opened, &ids).await?.into_iter();
    let lines = found.filter_map(|one| {
        let why = one.dossier.excused()?;
        Some((one.id, one.dossier.person.name, why))
    });
    Ok(lines.collect())
}

/// What of a period is whose.
struct Sight {
    /// The office, the committee, the deciding head, re-review and appeal.
    whole: bool,
    /// Units that the reader heads, or that are below one.
    parts: Vec<UnitId>,
}

impl Sight {
    async fn of(daybook: &Daybook, actor: &Actor, opened: &Opened) -> Result<Self> {
        let roles = role::of_period(actor, &opened.period);
        let whole = role::sees_whole(actor, &opened.period);
        let parts = match whole {
            true => vec![],
            false => led(daybook, actor, opened).await?,
        };
        if whole || !parts.is_empty() || roles.contains(&Role::Colleague) {
            return Ok(Self { whole, parts });
        }
        let own = daybook.db().course_of(&opened.id, &actor.person).await?;
        own.map(|_| Self { whole, parts }).ok_or(Error::NotFound)
    }

    async fn units(
        &self,
        daybook: &Daybook,
        actor: &Actor,
        opened: &Opened,
        all: &[CourseHead],
    ) -> Result<(Vec<UnitProgress>, Totals)> {
        if !self.whole && self.parts.is_empty() {
            return Ok(Default::default());
        }
        // Both as of the same moment: of whoever looks the counts tell nothing.
        let (mut census, own) = match self.whole {
            true => (
                census(all),
                all.iter().find(|h| h.person == actor.person.as_str()).cloned(),
            ),
            false => {
                let db = daybook.db();
                (
                    db.course_census(&opened.id).await?,
                    db.course_of(&opened.id, &actor.person).await?,
                )
            }
        };
        if let Some(own) = own {
            without(&mut census, &own, line(actor, &own, opened).grade.is_some());
        }
        let mut rows: HashMap<&UnitId, Vec<&CensusRow>> = HashMap::new();
        for row in &census {
            if let Some(part) = role::part(&opened.period, &row.path) {
                rows.entry(&part.unit).or_default().push(row);
            }
        }
        let names = grade_names(opened.pack(), opened.stage());
        let mine = |part: &&UnitPart| self.whole || self.parts.contains(&part.unit);
        let parts = opened.period.units.iter().filter(mine);
        let parts: Vec<(&UnitPart, &[&CensusRow])> = parts
            .map(|part| (part, rows.get(&part.unit).map(Vec::as_slice).unwrap_or_default()))
            .collect();
        let all: Vec<&CensusRow> = parts.iter().flat_map(|(_, rows)| rows.iter().copied()).collect();
        let units = parts.iter().map(|(part, rows)| progress(part, rows, &names));
        Ok((units.collect(), totals(&all, &names)))
    }
}

/// How many are in which state and have which grade, unit by unit.
fn census(heads: &[CourseHead]) -> Vec<CensusRow> {
    let mut people: HashMap<(&[String], &str, Option<&str>), i64> = HashMap::new();
    for head in heads {
        let one = (head.path.as_slice(), head.state.as_str(), head.grade.as_deref());
        *people.entry(one).or_default() += 1;
    }
    let row = |((path, state, grade), people): ((&[String], &str, Option<&str>), i64)| CensusRow {
        path: path.to_vec(),
        state: state.to_owned(),
        grade: grade.map(str::to_owned),
        people,
    };
    people.into_iter().map(row).collect()
}

/// Takes the reader's own grade out of the counts, as long as it is not the reader's to know.
fn without(census: &mut Vec<CensusRow>, own: &CourseHead, knows: bool) {
    let hers = |r: &&mut CensusRow| r.path == own.path && r.state == own.state && r.grade == own.grade;
    if knows || own.grade.is_none() {
        return;
    }
    if let Some(row) = census.iter_mut().find(hers) {
        row.people -= 1;
        census.push(CensusRow {
            path: own.path.clone(),
            state: own.state.clone(),
            grade: None,
            people: 1,
        });
    }
}

fn progress(part: &UnitPart, rows: &[&CensusRow], names: &[GradeName]) -> UnitProgress {
    let Totals { people, states, grades } = totals(rows, names);
    UnitProgress {
        unit: part.clone(),
        people,
        states,
        grades,
    }
}

fn totals(rows: &[&CensusRow], names: &[GradeName]) -> Totals {
    let sum = |fits: &dyn Fn(&CensusRow) -> bool| -> u32 {
        let people: i64 = rows.iter().filter(|r| fits(r)).map(|r| r.people).sum();
        u32::try_from(people).unwrap_or_default()
    };
    let states = State::ALL.iter().map(|s| (*s, sum(&|r| r.state == s.as_str())));
    let grades = names
        .iter()
        .map(|g| (g.clone(), sum(&|r| r.grade.as_deref() == Some(g.id.as_str()))));
    Totals {
        people: sum(&|_| true),
        states: states.filter(|(_, n)| *n > 0).collect(),
        grades: grades.filter(|(_, n)| *n > 0).collect(),
    }
}

/// Units of the period that somebody heads, or that lie below one.
async fn led(daybook: &Daybook, actor: &Actor, opened: &Opened) -> Result<Vec<UnitId>> {
    if !actor.seats.iter().any(|s| s.leads) {
        return Ok(vec![]);
    }
    let ids = opened.period.units.iter().map(|p| p.unit.as_str());
    let rows = daybook.db().units(ids).await?;
    let mine = rows.into_iter().filter(|unit| {
        let path: Vec<UnitId> = unit.path.iter().map(|u| u.as_str().into()).collect();
        role::heads_unit(actor, &path)
    });
    Ok(mine.map(|unit| UnitId(unit.id)).collect())
}

/// The clocks that run for anybody: of each step the first that is over. Where there are more than `looked_at` people some of each state are
/// looked at, spread over all of it: few are in re-review at once, and where many are in one state most came to it on the same day.
async fn all_clocks(
    daybook: &Daybook,
    opened: &Arc<Opened>,
    heads: &[CourseHead],
    looked_at: usize,
) -> Result<Vec<ClockView>> {
    let ids = |of: State| -> Vec<String> {
        let heads = heads.iter().filter(|h| state(&h.state) == of);
        heads.map(|h| h.id.clone()).collect()
    };
    if heads.len() <= looked_at {
        let all: Vec<String> = heads.iter().map(|h| h.id.clone()).collect();
        return first_of_each(daybook, opened, &all).await;
    }
    let each = (looked_at / 10).max(1);
    let some: Vec<String> = RUN.into_iter().flat_map(|of| spread(&ids(of), each)).collect();
    let mut clocks = first_of_each(daybook, opened, &some).await?;
    if !ids(State::Opened).is_empty() {
        clocks.extend(summary_clock(opened, daybook.clock.today()));
    }
    sort(&mut clocks);
    Ok(clocks)
}

/// Those of the reader; of whoever takes no part until when summaries are to be in, as long as somebody of the own units writes one.
async fn own_clocks(
    daybook: &Daybook,
    actor: &Actor,
    opened: &Arc<Opened>,
    units: &[UnitProgress],
) -> Result<Vec<ClockView>> {
    let db = daybook.db();
    if let Some(own) = db.course_of(&opened.id, &actor.person).await? {
        return first_of_each(daybook, opened, &[own.id]).await;
    }
    let written = |(of, _): &(State, u32)| *of == State::Opened;
    let writes = match units {
        [] => (db.course_census(&opened.id).await?.iter()).any(|r| r.people > 0 && state(&r.state) == State::Opened),
        units => units.iter().any(|unit| unit.states.iter().any(written)),
    };
    Ok(match writes {
        true => summary_clock(opened, daybook.clock.today()),
        false => vec![],
    })
}

/// Of each step of some courses the clock that is over first.
async fn first_of_each(daybook: &Daybook, opened: &Arc<Opened>, ids: &[String]) -> Result<Vec<ClockView>> {
    let today = daybook.clock.today();
    let mut first: HashMap<Act, ClockView> = HashMap::new();
    for loaded in load::courses(&daybook.db(), opened, ids).await? {
        let outcome = opened.outcome(&loaded.dossier.case)?;
        for clock in clocks::of(&loaded, &outcome, today) {
            let known = first.entry(clock.act).or_insert_with(|| clock.clone());
            if clock.days < known.days {
                *known = clock;
            }
        }
    }
    let mut clocks: Vec<ClockView> = first.into_values().collect();
    sort(&mut clocks);
    Ok(clocks)
}

fn sort(clocks: &mut [ClockView]) {
    clocks.sort_by(|a, b| (&a.last, a.act).cmp(&(&b.last, b.act)));
}

/// Until when summaries are to be in, from the day the period was opened.
fn summary_clock(opened: &Opened, today: NaiveDate) -> Vec<ClockView> {
    let period = &opened.period;
    let step = opened
        .pack()
        .step
        .iter()
        .find(|s| s.of == period.kind && s.act == Act::SubmitSummary);
    let clock = step.and_then(|s| opened.pack().clock(s.clock.as_deref()?));
    let until = clock.map(|clock| deadline(&period.calendar, clock, period.opened, false));
    until
        .map(|until| clocks::view(Act::SubmitSummary, until, today))
        .into_iter()
        .collect()
}
