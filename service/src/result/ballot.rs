//! The democratic rating: secret ballots within a unit, and their count.
//!
//! What is kept cannot be traced to a person: a ballot has a period, the person it is about, a grade and a random id, and no moment; who
//! has voted stands elsewhere, without a ballot. Ballots are written in a random order, the key that makes a request count once does not
//! contain what was voted, the ledger says that somebody has voted and nothing more, and nothing is counted before the rating is closed.
//! Whoever can read the files of the database while people vote sees what came in between two readings; that is for the guarding of the
//! machine. Groups that are too small for secrecy do not vote at all.

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
use domain::{CourseId, Lang, PeriodId, UnitId, Violation};
use rand::seq::SliceRandom;
use std::collections::{HashMap, HashSet};
use store::Db;
use store::assess::{BallotRow, CourseHead};

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
        for head in heads(db, &format!("all:{}", opened.id), WHOLE).await? {
            *voters.entry(part(opened, &head)).or_default() += 1;
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
        // Nobody votes about himself.
        let invited = self.voters.get(&unit).copied().unwrap_or_default().saturating_sub(1);
        let none = vec![];
        let given = self.given.get(course.as_str()).unwrap_or(&none);
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

fn part(opened: &Opened, head: &CourseHead) -> UnitId {
    let path: Vec<UnitId> = head.path.iter().map(|u| u.as_str().into()).collect();
    part_of(&opened.period.units, &path)
}

/// How many can vote and how many have; none where the pack has no rating.
pub(crate) async fn turnout(daybook: &Daybook, opened: &Opened) -> Result<Option<(u32, u32)>> {
    if opened.pack().rating.is_none() {
        return Ok(None);
    }
    let invited = u32::try_from(opened.row.people).unwrap_or_default();
    Ok(Some((invited, daybook.db().cast_count(&opened.id).await?)))
}

/// The ballot of somebody who takes part: everybody else of the unit. The personnel office sees how many have voted.
pub async fn ballot_page(daybook: &Daybook, actor: &Actor, period: &PeriodId) -> Result<BallotPage> {
    let db = daybook.db();
    let opened = load::period(daybook, &db, period).await?;
    let Some(fewest) = opened.pack().rating.as_ref().map(|r| r.fewest) else {
        return Err(Error::NotFound);
    };
    let own = db.course_of(period, &actor.person).await?;
    if own.is_none() {
        manages(actor)?;
    }
    let people = match &own {
        Some(own) => others(&db, &opened, own, fewest).await?,
        None => vec![],
    };
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
    })
}

/// On whom somebody can vote now.
async fn others(db: &Db, opened: &Opened, own: &CourseHead, fewest: u32) -> Result<Vec<CourseHead>> {
    let unit = part(opened, own);
    let mut group = heads(db, &format!("in:{}/{unit}", opened.id), WHOLE).await?;
    group.retain(|h| part(opened, h) == unit);
    // With so few, nothing could ever be shown, and what was voted could be guessed.
    if number(group.len()).saturating_sub(1) < fewest {
        return Ok(vec![]);
    }
    group.retain(|h| h.id != own.id && state(&h.state) == State::Compiled);
    Ok(group)
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
    let opened = load::period(daybook, &db, period).await?;
    let (Some(rating), Some(scale)) = (&opened.pack().rating, opened.pack().scale(opened.stage())) else {
        return Err(Error::NotFound);
    };
    let own = db.course_of(period, &actor.person).await?.ok_or(Error::NotFound)?;
    let filled: Vec<(&CourseId, &str)> = ballots.iter().filter_map(|(c, g)| Some((c, chosen(g)?))).collect();
    let mut about = HashSet::new();
    let known = |grade: &str| scale.find(grade).is_some();
    if filled.is_empty()
        || !filled
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
            if tx.has_cast(period, &actor.person).await? {
                return Err(Violation::BallotAlready.into());
            }
            let open = others(&tx, opened, own, fewest).await?;
            if open.is_empty() {
                return Err(refused(Words::new(
                    "民主测评没有开放，或已经结束，没有投出。",
                    "The rating is not open, or over: the ballot was not cast.",
                )));
            }
            if !about.iter().all(|course| open.iter().any(|h| h.id == course.as_str())) {
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
