//! What whole periods ask of those who act on many (heads of units, bodies, the personnel office) and of voters: counted, and said once a
//! period.

mod office;

pub(super) use office::Rating;

use super::super::home::has_ended;
use super::super::load::{self, Opened, bare, state};
use super::super::{clocks, course, role, spread};
use super::{PERIODS, Read, special};
use crate::result::{fits, heads, may_vote, stands_aside};
use crate::{Daybook, Result};
use domain::Lang;
use domain::assessment::process::{Act, Role, State};
use domain::permission::Actor;
use domain::view::Errand;
use futures::future::BoxFuture;
use std::sync::Arc;
use store::assess::{CensusRow, CourseHead};

/// The key of the newest periods in the cache, and in its turns.
pub(crate) const PERIODS_TURN: &str = "periods";

/// What is asked of somebody who acts on many.
const ASKED: [Act; 5] = [
    Act::Calibrate,
    Act::Decide,
    Act::AnswerPublication,
    Act::DecideReReview,
    Act::DecideAppeal,
];
/// Objections that are looked at.
const LOOK: usize = 20;

/// Objections that wait for a decision.
#[derive(Default)]
struct Objections {
    /// The one, if it is the only one.
    one: Option<String>,
    /// The last day of the first.
    due: Option<String>,
    /// How many the reader leaves to others, having taken part before; of those that are looked at.
    aside: i64,
}

/// A period as somebody stands to it.
struct Whole<'a> {
    daybook: &'a Daybook,
    actor: &'a Actor,
    opened: &'a Arc<Opened>,
    own: Option<&'a CourseHead>,
    census: Arc<Vec<CensusRow>>,
    lang: Lang,
}

/// `own`: the courses of the reader.
///
/// Boxed: it is too deep for the compiler to see that it can be sent.
pub(super) fn of_periods<'s>(
    daybook: &'s Daybook,
    actor: &'s Actor,
    own: &'s [CourseHead],
    lang: Lang,
) -> BoxFuture<'s, Result<Read>> {
    Box::pin(async move {
        let mut read = Read::default();
        let leads = actor.seats.iter().any(|s| s.leads);
        let periods = periods(daybook).await?;
        for opened in periods.iter() {
            let roles = role::of_period(actor, &opened.period);
            let acts = leads || roles.iter().any(|role| *role != Role::Colleague);
            let own = own.iter().find(|h| h.period == opened.id.as_str());
            let votes = own.is_some() && opened.pack().rating.is_some();
            if !(acts || votes) || has_ended(daybook, opened).await? {
                continue;
            }
            let whole = Whole {
                daybook,
                actor,
                opened,
                own,
                census: census(daybook, opened).await?,
                lang,
            };
            if acts {
                for act in ASKED {
                    read.list.extend(whole.step(act).await?);
                }
            }
            if roles.contains(&Role::Personnel) {
                read.list.extend(whole.office().await?);
                read.ratings.extend(whole.rating().await?);
            }
            let ballot = if votes { whole.ballot().await? } else { None };
            read.ballots.extend(ballot.map(|errand| (opened.id.clone(), errand)));
        }
        Ok(read)
    })
}

/// The newest periods, from memory if none was opened, closed or moved as a whole since they were read.
async fn periods(daybook: &Daybook) -> Result<Arc<Vec<Arc<Opened>>>> {
    let kept = &daybook.cache.periods;
    if let Some(known) = kept.get(PERIODS_TURN) {
        return Ok(known);
    }
    let turn = daybook.cache.turn(PERIODS_TURN);
    let rows = daybook.db().periods(i64::MIN, PERIODS).await?;
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        all.push(Arc::new(Opened::of(&daybook.rules, row)?));
    }
    let all = Arc::new(all);
    let keep = || kept.insert(PERIODS_TURN.to_owned(), all.clone());
    daybook
        .cache
        .keep(PERIODS_TURN, turn, keep, || drop(kept.remove(PERIODS_TURN)));
    Ok(all)
}

/// How many of a period are in which state, from memory if no course of it moved since it was read.
pub(in crate::assess) async fn census(daybook: &Daybook, opened: &Opened) -> Result<Arc<Vec<CensusRow>>> {
    let (kept, id) = (&daybook.cache.census, opened.id.as_str());
    if let Some(known) = kept.get(id) {
        return Ok(known);
    }
    let turn = daybook.cache.turn(id);
    let rows = Arc::new(daybook.db().course_census(&opened.id).await?);
    let keep = || kept.insert(id.to_owned(), rows.clone());
    daybook.cache.keep(id, turn, keep, || drop(kept.remove(id)));
    Ok(rows)
}

impl Whole<'_> {
    /// What is asked of many at once.
    async fn step(&self, act: Act) -> Result<Option<Errand>> {
        let mut many = self.many(act, true);
        // Until its days are over nobody can decide on what is published.
        if many > 0 && act == Act::Decide && self.in_state(State::Published) > 0 && self.still_published().await? {
            many = self.many(act, false);
        }
        if many < 1 {
            return Ok(None);
        }
        let asked = match act {
            Act::AnswerPublication => Some(State::PublicationObjected),
            Act::DecideReReview => Some(State::ReReview),
            Act::DecideAppeal => Some(State::Appealed),
            _ => None,
        };
        let objections = match asked {
            Some(asked) => Some(self.objections(asked, act).await?),
            None => None,
        };
        many -= objections.as_ref().map_or(0, |o| o.aside);
        if many < 1 {
            return Ok(None);
        }
        let lang = self.lang;
        let words = match act {
            Act::Calibrate => lang.pick(format!("{many} 人等你平衡"), format!("{many} to calibrate")),
            Act::Decide => lang.pick(format!("{many} 人等你确定等次"), format!("{many} to decide")),
            Act::AnswerPublication => lang.pick(
                format!("{many} 人的公示异议等你答复"),
                format!("Published names to answer objections on: {many}"),
            ),
            Act::DecideReReview => lang.pick(
                format!("{many} 件复核等你决定"),
                format!("Re-reviews to decide: {many}"),
            ),
            _ => lang.pick(format!("{many} 件申诉等你决定"), format!("Appeals to decide: {many}")),
        };
        Ok(Some(match objections {
            None => self.errand(self.board(), words, None),
            Some(Objections { one, due, .. }) => {
                let path = one.map_or_else(|| "/assess".to_owned(), |id| format!("/assess/course/{id}"));
                self.errand(path, words, due)
            }
        }))
    }

    fn errand(&self, path: String, words: String, due: Option<String>) -> Errand {
        Errand {
            path,
            words,
            about: self.opened.period.title.clone(),
            special: special(self.opened, self.lang),
            due,
        }
    }

    /// The page of the period for whoever is on a body of it, else the board of the unit that the reader heads.
    fn board(&self) -> String {
        let period = format!("/assess/period/{}", self.opened.id);
        let roles = role::of_period(self.actor, &self.opened.period);
        let mut led = self.actor.seats.iter().filter(|s| s.leads).map(|s| s.unit.as_str());
        let inside = |unit: &&str| self.census.iter().any(|row| row.path.iter().any(|u| u == unit));
        match led.find(inside) {
            Some(unit) if !roles.iter().any(|r| matches!(r, Role::Committee | Role::DecidingHead)) => {
                format!("{period}/unit/{unit}")
            }
            _ => period,
        }
    }

    /// How many the reader can take a step for; nobody takes it for himself.
    fn many(&self, act: Act, published: bool) -> i64 {
        let counts = |head: &CourseHead| published || state(&head.state) != State::Published;
        let open = |head: &CourseHead| counts(head) && self.can(act, head);
        let rows = self.census.iter().filter(|row| open(&somebody(self.opened, row)));
        let all: i64 = rows.map(|row| row.people).sum();
        let own = self.own.map(|head| CourseHead {
            person: String::new(),
            assessors: vec![],
            ..head.clone()
        });
        all - i64::from(own.is_some_and(|head| open(&head)))
    }

    fn can(&self, act: Act, head: &CourseHead) -> bool {
        let course = bare(head, self.opened.period.opened);
        let roles = role::roles(self.actor, head, &self.opened.period);
        course::acts(self.actor, &course, &roles, self.opened).contains(&act)
            && fits(self.opened, &head.grade, course.state, act)
    }

    fn in_state(&self, wanted: State) -> i64 {
        let rows = self.census.iter().filter(|row| state(&row.state) == wanted);
        rows.map(|row| row.people).sum()
    }

    /// Whether the days of all that is published still run, by some of the names: they need not have been published together.
    async fn still_published(&self) -> Result<bool> {
        let heads = heads(self.daybook, self.opened).await?;
        let published = heads.iter().filter(|h| state(&h.state) == State::Published);
        let published: Vec<String> = published.map(|h| h.id.clone()).collect();
        let today = self.daybook.clock.today();
        for loaded in load::courses(&self.daybook.db(), self.opened, &spread(&published, LOOK)).await? {
            let outcome = loaded.opened.outcome(&loaded.dossier.case)?;
            let clocks = clocks::of(&loaded, &outcome, today);
            if clocks.iter().any(|c| c.act == Act::ObjectToPublication && c.days < 0) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// What is open and asks for this step.
    async fn objections(&self, asked: State, act: Act) -> Result<Objections> {
        let heads = heads(self.daybook, self.opened).await?;
        let others = heads.iter().filter(|h| h.person != self.actor.person.as_str());
        let ids = others.filter(|h| state(&h.state) == asked).map(|h| h.id.clone());
        let ids: Vec<String> = ids.take(LOOK).collect();
        let today = self.daybook.clock.today();
        let mut found = Objections::default();
        let mut left: Vec<String> = Vec::new();
        for loaded in load::courses(&self.daybook.db(), self.opened, &ids).await? {
            if act != Act::AnswerPublication && stands_aside(&loaded.dossier, &self.actor.person).is_some() {
                found.aside += 1;
                continue;
            }
            let outcome = loaded.opened.outcome(&loaded.dossier.case)?;
            let last = clocks::of_step(&loaded, &outcome, act, today).map(|clock| clock.last);
            found.due = found.due.into_iter().chain(last).min();
            left.push(loaded.id.0);
        }
        // Of more than are looked at, one that is left may not be the only one.
        found.one = left.pop().filter(|_| left.is_empty() && ids.len() < LOOK);
        Ok(found)
    }

    /// The reader's ballot, while the box is open.
    async fn ballot(&self) -> Result<Option<Errand>> {
        let Some(own) = self.own.filter(|_| self.in_state(State::Compiled) > 0) else {
            return Ok(None);
        };
        if !may_vote(self.daybook, self.opened, self.actor).await? {
            return Ok(None);
        }
        let mut due = None;
        for loaded in load::courses(&self.daybook.db(), self.opened, std::slice::from_ref(&own.id)).await? {
            let outcome = loaded.opened.outcome(&loaded.dossier.case)?;
            due = clocks::of_step(&loaded, &outcome, Act::Rate, self.daybook.clock.today()).map(|clock| clock.last);
        }
        let words = self.lang.pick("民主测评：请投票", "Cast your ballot").to_owned();
        let path = format!("/assess/period/{}/ballot", self.opened.id);
        Ok(Some(self.errand(path, words, due)))
    }
}

/// One of those that a row of the census counts.
fn somebody(opened: &Opened, row: &CensusRow) -> CourseHead {
    let none = String::new;
    CourseHead {
        id: none(),
        period: opened.id.0.clone(),
        person: none(),
        person_name: none(),
        position: none(),
        title: none(),
        family: none(),
        unit: none(),
        unit_name: none(),
        path: row.path.clone(),
        line: vec![],
        assessors: vec![],
        kind: opened.period.kind.as_str().to_owned(),
        state: row.state.clone(),
        grade: row.grade.clone(),
        version: 0,
        written: 0,
    }
}
