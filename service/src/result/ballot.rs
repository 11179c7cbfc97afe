//! The democratic rating: secret ballots within a unit, and their count.
//!
//! What is kept cannot be traced to a person: a ballot has a period, the person it is about, a grade and a random id, and no moment; who
//! has voted stands elsewhere, without a ballot. Ballots are written in a random order, the key that makes a request count once does not
//! contain what was voted, the ledger says that somebody has voted and nothing more, and nothing is counted before the rating is closed.
//! Whoever can read the files of the database while people vote sees what came in between two readings; that is for the guarding of the
//! machine. Groups that are too small for secrecy do not vote at all.

use super::people::stood;
use super::quota::{number, part_of};
use super::step::count_on;
use super::{chosen, refused};
use crate::act::Deed;
use crate::assess::load::{self, Opened, WHOLE, heads, state};
use crate::assess::{grade_names, keyed, manages};
use crate::{Daybook, Error, Result};
use domain::act::Act as Trace;
use domain::assessment::Words;
use domain::assessment::dossier::Dossier;
use domain::assessment::process::State;
use domain::assessment::rating::tally;
use domain::permission::Actor;
use domain::view::assess::BallotPage;
use domain::{CourseId, Lang, PeriodId, PersonId, UnitId, Violation};
use futures::future::BoxFuture;
use rand::seq::SliceRandom;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use store::Db;
use store::assess::{BallotRow, CensusRow, CourseHead};

/// The ballots of a period as they are counted when it is closed.
pub(super) struct Ballots {
    /// Grades by course.
    given: HashMap<String, Vec<String>>,
    /// Who can vote, by unit of the period.
    voters: HashMap<UnitId, u32>,
}

impl Ballots {
    pub(super) async fn read(db: &Db, opened: &Opened) -> Result<Self> {
        let mut given: HashMap<String, Vec<String>> = HashMap::new();
        for row in db.ballot_tally(&opened.id).await? {
            let many = usize::try_from(row.ballots).unwrap_or_default();
            let of = given.entry(row.course).or_default();
            of.extend(std::iter::repeat_n(row.grade, many));
        }
        let mut voters: HashMap<UnitId, u32> = HashMap::new();
        let mut all = heads(db, &format!("all:{}", opened.id), WHOLE).await?;
        all.retain(takes_part);
        for head in all {
            *voters.entry(part(opened, &head.path)).or_default() += 1;
        }
        Ok(Self { given, voters })
    }

    /// Writes the count into a dossier, or why there is none.
    pub(super) fn close(&self, course: &CourseId, dossier: &mut Dossier, opened: &Opened) {
        let pack = opened.pack();
        let (Some(rating), Some(scale)) = (&pack.rating, pack.scale(opened.stage())) else {
            return;
        };
        let unit = part_of(&opened.period.units, &dossier.place.path);
        let none = vec![];
        let given = self.given.get(course.as_str()).unwrap_or(&none);
        // Nobody votes about himself. Who has voted and moved to another unit since was handed a ballot in this one.
        let others = self.voters.get(&unit).copied().unwrap_or_default().saturating_sub(1);
        let invited = others.max(number(given.len()));
        match tally(rating, scale, invited, given) {
            Ok(counted) => dossier.rating = Some(counted),
            Err(why) => {
                dossier.rating = None;
                dossier
                    .remarks
                    .push(Words::new(why.words(Lang::Zh), why.words(Lang::En)));
            }
        }
    }
}

fn part(opened: &Opened, path: &[String]) -> UnitId {
    let path: Vec<UnitId> = path.iter().map(|u| u.as_str().into()).collect();
    part_of(&opened.period.units, &path)
}

/// Who takes no part any more neither votes nor is voted on.
fn takes_part(head: &CourseHead) -> bool {
    state(&head.state) != State::Excused
}

/// Whether a group of so many votes. In a smaller one nothing could ever be shown, and what was voted could be guessed.
fn votes(people: u32, fewest: u32) -> bool {
    people.saturating_sub(1) >= fewest
}

/// How many are in a group that votes; none where the pack has no rating.
pub(crate) fn invited(opened: &Opened, census: &[CensusRow]) -> Option<u32> {
    let fewest = opened.pack().rating.as_ref()?.fewest;
    let mut groups: HashMap<UnitId, u32> = HashMap::new();
    for row in census.iter().filter(|row| state(&row.state) != State::Excused) {
        *groups.entry(part(opened, &row.path)).or_default() += u32::try_from(row.people).unwrap_or_default();
    }
    Some(groups.into_values().filter(|people| votes(*people, fewest)).sum())
}

/// The same with how many have voted.
pub(crate) async fn turnout(daybook: &Daybook, opened: &Opened) -> Result<Option<(u32, u32)>> {
    if opened.pack().rating.is_none() {
        return Ok(None);
    }
    let db = daybook.db();
    let census = db.course_census(&opened.id).await?;
    let Some(invited) = invited(opened, &census) else {
        return Ok(None);
    };
    let gone = voted_before(daybook, opened, &census).await?;
    let cast = db.cast_count(&opened.id).await?.saturating_sub(gone);
    // Who has voted was invited, also where the group is another one since.
    Ok(Some((invited.max(cast), cast)))
}

/// How many have voted and take no part any more. What they cast cannot be told from the other ballots; of those who are invited they are none.
///
/// Boxed: it is too deep for the compiler to see that it can be sent.
pub(crate) fn voted_before<'s>(
    daybook: &'s Daybook,
    opened: &'s Opened,
    census: &'s [CensusRow],
) -> BoxFuture<'s, Result<u32>> {
    Box::pin(async move {
        if !census.iter().any(|row| state(&row.state) == State::Excused) {
            return Ok(0);
        }
        let all = super::heads(daybook, opened).await?;
        let out = all.iter().filter(|h| !takes_part(h));
        let out: Vec<PersonId> = out.map(|h| PersonId(h.person.clone())).collect();
        let (db, mut voted) = (daybook.db(), 0);
        for person in &out {
            voted += u32::from(db.has_cast(&opened.id, person).await?);
        }
        Ok(voted)
    })
}

/// Whether somebody can cast a ballot now, as the page of the ballot says.
pub(crate) async fn may_vote(daybook: &Daybook, opened: &Arc<Opened>, actor: &Actor) -> Result<bool> {
    let Some(fewest) = opened.pack().rating.as_ref().map(|r| r.fewest) else {
        return Ok(false);
    };
    let db = daybook.db();
    let Some(own) = db.course_of(&opened.id, &actor.person).await? else {
        return Ok(false);
    };
    if db.has_cast(&opened.id, &actor.person).await? {
        return Ok(false);
    }
    let slip = slip(daybook, &db, opened, &own, fewest, false).await?;
    Ok(!slip.people.is_empty())
}

/// The ballot of somebody who takes part: everybody else of the unit. The personnel office sees how many have voted.
pub async fn ballot_page(daybook: &Daybook, actor: &Actor, period: &PeriodId) -> Result<BallotPage> {
    let db = daybook.db();
    let opened = Arc::new(load::period(daybook, &db, period).await?);
    let Some(fewest) = opened.pack().rating.as_ref().map(|r| r.fewest) else {
        return Err(Error::NotFound);
    };
    let own = db.course_of(period, &actor.person).await?;
    if own.is_none() {
        manages(actor)?;
    }
    let slip = match &own {
        Some(own) => slip(daybook, &db, &opened, own, fewest, true).await?,
        None => Slip::default(),
    };
    let (people, missing) = (slip.people, slip.missing);
    Ok(BallotPage {
        grades: grade_names(opened.pack(), opened.stage()),
        cast: own.is_some() && db.has_cast(period, &actor.person).await?,
        open: !people.is_empty(),
        turnout: turnout(daybook, &opened).await?.unwrap_or_default(),
        people: people
            .iter()
            .map(|h| (CourseId(h.id.clone()), super::people::person(h)))
            .collect(),
        period: opened.line(),
        fewest,
        missing,
    })
}

/// A ballot as one voter gets it.
#[derive(Default)]
struct Slip {
    /// On whom it is.
    people: Vec<CourseHead>,
    /// How many of the group are not compiled yet, of those who can be graded. Until then nobody votes: everybody has one ballot, and
    /// whoever came later could not be on it.
    missing: u32,
}

/// How many are looked at before it is known that somebody is missing.
const LOOK: usize = 50;

/// On whom somebody can vote now. `all`: count everybody who is missing, and do not stop at the first.
///
/// Boxed: it is too deep for the compiler to see that it can be sent.
fn slip<'s>(
    daybook: &'s Daybook,
    db: &'s Db,
    opened: &'s Arc<Opened>,
    own: &'s CourseHead,
    fewest: u32,
    all: bool,
) -> BoxFuture<'s, Result<Slip>> {
    Box::pin(async move {
        if opened.withdrawn() {
            return Ok(Slip::default());
        }
        let unit = part(opened, &own.path);
        let mut group = heads(db, &format!("in:{}/{unit}", opened.id), WHOLE).await?;
        group.retain(|h| part(opened, &h.path) == unit && takes_part(h));
        let mut slip = Slip::default();
        if !takes_part(own) || !votes(number(group.len()), fewest) {
            return Ok(slip);
        }
        let early = group
            .iter()
            .filter(|h| matches!(state(&h.state), State::Opened | State::Summarised));
        let early: Vec<String> = early.map(|h| h.id.clone()).collect();
        for some in early.chunks(LOOK) {
            let some = stood(daybook, db, opened, some).await?;
            // Who gets no grade by the rules holds up nobody.
            slip.missing += number(some.iter().filter(|s| s.member.outcome.can_be_graded()).count());
            if slip.missing > 0 && !all {
                break;
            }
        }
        if slip.missing == 0 {
            group.retain(|h| h.id != own.id && state(&h.state) == State::Compiled);
            slip.people = group;
        }
        Ok(slip)
    })
}

/// Casts a ballot, once. Who is left out of it is not voted on.
pub async fn cast(
    daybook: &Daybook,
    actor: &Actor,
    period: &PeriodId,
    ballots: &[(CourseId, String)],
    key: &str,
) -> Result<()> {
    daybook.throttle.writing(&actor.person)?;
    let db = daybook.db();
    let opened = Arc::new(load::period(daybook, &db, period).await?);
    let (Some(rating), Some(scale)) = (&opened.pack().rating, opened.pack().scale(opened.stage())) else {
        return Err(Error::NotFound);
    };
    let own = db.course_of(period, &actor.person).await?.ok_or(Error::NotFound)?;
    let filled: Vec<(&CourseId, &str)> = ballots.iter().filter_map(|(c, g)| Some((c, chosen(g)?))).collect();
    if filled.is_empty() {
        return Err(refused(Words::new(
            "没有给任何人选等次，没有投出。想对所有人弃权，不投即可。",
            "No grade was chosen for anybody, so it was not cast. Whoever abstains on everybody need not cast one.",
        )));
    }
    let mut about = HashSet::new();
    let known = |grade: &str| scale.find(grade).is_some();
    if !filled
        .iter()
        .all(|(course, grade)| known(grade) && about.insert(*course))
    {
        return Err(Violation::BallotUnknown.into());
    }
    let mut rows: Vec<BallotRow> = filled
        .iter()
        .map(|(course, grade)| BallotRow {
            period: period.0.clone(),
            course: course.0.clone(),
            grade: (*grade).to_owned(),
        })
        .collect();
    rows.shuffle(&mut rand::rng());
    let (rows, own, opened, about, fewest) = (&rows, &own, &opened, &about, rating.fewest);
    // Not what was voted: who knows the key could try out all ballots until one fits.
    let key = keyed(key, &[period.as_str()]);
    daybook
        .perform(&actor.person, Trace::BallotCast, &key, |tx| async move {
            load::period(daybook, &tx, period).await?.stands()?;
            if tx.has_cast(period, &actor.person).await? {
                return Err(Violation::BallotAlready.into());
            }
            let slip = slip(daybook, &tx, opened, own, fewest, true).await?;
            if slip.missing > 0 {
                return Err(refused(Words::new(
                    format!(
                        "本单位还有 {} 人没有汇总，大家都汇总后才能投票，没有投出。",
                        slip.missing
                    ),
                    format!(
                        "{} of the unit are not compiled yet, and a ballot is on everybody at once: it was not cast.",
                        slip.missing
                    ),
                )));
            }
            if slip.people.is_empty() {
                return Err(refused(Words::new(
                    "民主测评没有开放，或已经结束，没有投出。",
                    "The rating is not open, or over: the ballot was not cast.",
                )));
            }
            if !about
                .iter()
                .all(|course| slip.people.iter().any(|h| h.id == course.as_str()))
            {
                return Err(Violation::BallotUnknown.into());
            }
            // Counting waits for it, or it for counting: no ballot is left out.
            count_on(&tx, period).await?;
            tx.put_cast(period, &actor.person).await?;
            tx.put_ballots(rows).await?;
            let deed = Deed {
                act: Trace::BallotCast,
                subject: period.0.clone(),
                content: None,
                events: vec![],
            };
            Ok(((), deed))
        })
        .await?;
    Ok(())
}
