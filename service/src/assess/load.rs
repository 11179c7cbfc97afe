//! A period with its rules, and a course with both, in one.

use super::role::course_facts;
use super::{known, rules::Rules, stage, unsound};
use crate::apart::{abreast, apart};
use crate::{Daybook, Error, Result};
use chrono::NaiveDate;
use domain::assessment::dossier::{Dossier, Period};
use domain::assessment::pack::{Pack, Stage};
use domain::assessment::process::{Course, Kind, Setting, State};
use domain::assessment::{Case, Facts, Outcome, Ruleset};
use domain::permission::{Action, Actor, Resource, decide};
use domain::view::assess::PeriodLine;
use domain::{CourseId, PeriodId, Violation};
use futures::stream::{self, StreamExt, TryStreamExt};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::sync::Arc;
use store::Db;
use store::assess::{CourseHead, CourseRow, PeriodRow};

/// A period as it was opened, with the rules it keeps.
pub(crate) struct Opened {
    pub id: PeriodId,
    pub row: PeriodRow,
    pub period: Period,
    pub rules: Arc<Ruleset>,
}

/// A course with its period.
pub(crate) struct Loaded {
    pub id: CourseId,
    pub row: CourseRow,
    pub dossier: Dossier,
    pub opened: Arc<Opened>,
}

impl Opened {
    pub(crate) fn of(rules: &Rules, row: PeriodRow) -> Result<Self> {
        let period: Period = read(&row.body)?;
        Ok(Self {
            id: PeriodId(row.id.clone()),
            rules: rules.of(&period)?,
            row,
            period,
        })
    }

    pub(crate) fn pack(&self) -> &Pack {
        self.rules.pack()
    }

    pub(crate) fn stage(&self) -> Stage {
        stage(self.period.kind)
    }

    /// The facts of a case as it is.
    pub(crate) fn facts(&self, case: &Case) -> Facts {
        self.rules.facts(case, &self.period.calendar, self.stage())
    }

    /// What the rules say of a case, whatever grade was given.
    pub(crate) fn outcome(&self, case: &Case) -> Result<Outcome> {
        match case.grade {
            None => self.concluded(&self.facts(case)),
            Some(_) => {
                let case = Case {
                    grade: None,
                    ..case.clone()
                };
                self.concluded(&self.facts(&case))
            }
        }
    }

    /// What the rules say of facts.
    pub(crate) fn concluded(&self, facts: &Facts) -> Result<Outcome> {
        self.rules.assess(self.stage(), facts).map_err(|u| unsound(&u))
    }

    /// What the rules say of a case, with the measures that follow from the grade that is given.
    pub(crate) fn with_effects(&self, mut outcome: Outcome, case: &Case) -> Result<Outcome> {
        if case.grade.is_none() {
            return Ok(outcome);
        }
        let effects = match self.period.kind {
            Kind::Period => Stage::PeriodEffect,
            Kind::Year => Stage::AnnualEffect,
        };
        let facts = self.rules.facts(case, &self.period.calendar, effects);
        let follows = self.rules.assess(effects, &facts).map_err(|u| unsound(&u))?;
        outcome.fired.extend(follows.fired);
        outcome.measures = follows.measures;
        Ok(outcome)
    }

    pub(crate) fn setting<'a>(&'a self, outcome: &'a Outcome) -> Setting<'a> {
        Setting {
            pack: self.pack(),
            calendar: &self.period.calendar,
            outcome,
        }
    }

    /// Courses are still being made.
    pub(crate) fn still_opening(&self) -> bool {
        self.row.state == "opening"
    }

    /// It has come to its end, or was taken back.
    pub(crate) fn closed(&self) -> bool {
        ended(&self.row.state)
    }

    pub(crate) fn withdrawn(&self) -> bool {
        self.period.withdrawn.is_some()
    }

    /// Refused where the period was taken back: nothing is done in it any more.
    pub(crate) fn stands(&self) -> Result<()> {
        match &self.period.withdrawn {
            Some(why) => Err(Violation::Assess { words: why.clone() }.into()),
            None => Ok(()),
        }
    }

    pub(crate) fn line(&self) -> PeriodLine {
        let number = |n: i64| u32::try_from(n).unwrap_or_default();
        PeriodLine {
            id: self.id.clone(),
            kind: self.period.kind,
            special: self.period.special.clone(),
            title: self.period.title.clone(),
            first: self.period.first.to_string(),
            last: self.period.last.to_string(),
            pack: self.pack().name.clone(),
            closed: self.closed(),
            withdrawn: self.period.withdrawn.clone(),
            people: number(self.row.people),
            opening: self.still_opening().then(|| number(self.row.opening)),
        }
    }
}

/// Whether a period in this state has come to its end, or was taken back.
pub(crate) fn ended(state: &str) -> bool {
    matches!(state, "closed" | "withdrawn")
}

/// A document that this program wrote.
pub(crate) fn read<T: serde::de::DeserializeOwned>(body: &str) -> Result<T> {
    serde_json::from_str(body).map_err(|error| Error::Unavailable(format!("a document of an assessment: {error}")))
}

/// The same to be kept.
pub(crate) fn written<T: serde::Serialize>(document: &T) -> Result<String> {
    serde_json::to_string(document).map_err(|error| Error::Unavailable(error.to_string()))
}

/// A period by its id, whoever asks; [`Error::NotFound`] for an unknown one.
pub(crate) async fn period(daybook: &Daybook, db: &Db, id: &PeriodId) -> Result<Opened> {
    known(id.as_str())?;
    let row = db.period(id).await?.ok_or(Error::NotFound)?;
    Opened::of(&daybook.rules, row)
}

/// A course by its id, whoever asks; [`Error::NotFound`] for an unknown one.
pub(crate) async fn course(daybook: &Daybook, db: &Db, id: &CourseId) -> Result<Loaded> {
    known(id.as_str())?;
    let row = db.course(id).await?.ok_or(Error::NotFound)?;
    let opened = Arc::new(period(daybook, db, &row.period.as_str().into()).await?);
    of(row, opened)
}

/// A course of a period that is at hand.
pub(crate) fn of(row: CourseRow, opened: Arc<Opened>) -> Result<Loaded> {
    Ok(Loaded {
        id: CourseId(row.id.clone()),
        dossier: read(&row.body)?,
        row,
        opened,
    })
}

/// Courses of a period in the order of the ids.
pub(crate) async fn courses(db: &Db, opened: &Arc<Opened>, ids: &[String]) -> Result<Vec<Loaded>> {
    let keys: Vec<&str> = ids.iter().map(String::as_str).collect();
    let rows = db.courses(keys).await?;
    rows.into_iter().map(|row| of(row, opened.clone())).collect()
}

/// The course, if the actor may read it.
pub(crate) async fn readable(daybook: &Daybook, actor: &Actor, id: &CourseId) -> Result<Loaded> {
    let loaded = course(daybook, &daybook.db(), id).await?;
    match loaded.open_to(actor, Action::ReadCourse) {
        true => Ok(loaded),
        false => Err(Error::NotFound),
    }
}

impl Loaded {
    pub(crate) fn open_to(&self, actor: &Actor, action: Action) -> bool {
        let facts = course_facts(&self.row, &self.opened.period);
        decide(actor, action, &Resource::Course(facts)).allowed
    }

    pub(crate) fn period(&self) -> &Period {
        &self.opened.period
    }
}

/// A list, most places first. Longer ones than this are not read at once.
pub(crate) const WHOLE: u32 = 100_000;

/// So many courses are read in one go, on a thread of its own.
const HEADS: usize = 1_000;

/// Courses of a list without their documents, in its order.
pub(crate) async fn heads(db: &Db, lane: &str, limit: u32) -> Result<Vec<CourseHead>> {
    let ids = db.course_places(lane, i64::MIN, limit).await?;
    if ids.is_empty() {
        return Ok(vec![]);
    }
    match ids.len() > HEADS {
        true => {
            let parts: Vec<Vec<String>> = ids.chunks(HEADS).map(<[String]>::to_vec).collect();
            let parts = stream::iter(parts).map(|part| {
                let db = db.clone();
                apart(move || async move { heads_of(&db, &part).await })
            });
            let parts: Vec<Vec<CourseHead>> = parts.buffered(abreast()).try_collect().await?;
            Ok(parts.concat())
        }
        false => heads_of(db, &ids).await,
    }
}

async fn heads_of(db: &Db, ids: &[String]) -> Result<Vec<CourseHead>> {
    Ok(db.course_heads(ids.iter().map(String::as_str)).await?)
}

/// The periods of some courses, each read once.
pub(crate) async fn periods_of(
    daybook: &Daybook,
    db: &Db,
    heads: &[CourseHead],
) -> Result<HashMap<String, Arc<Opened>>> {
    let mut ids: Vec<&str> = heads.iter().map(|h| h.period.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    let rows = db.periods_named(ids).await?;
    let opened = rows.into_iter().map(|row| {
        let id = row.id.clone();
        Ok((id, Arc::new(Opened::of(&daybook.rules, row)?)))
    });
    opened.collect()
}

/// The id of somebody's course in a period: always the same, so that none is made twice, and each is found without a search.
pub(crate) fn course_id(period: &PeriodId, person: &str) -> CourseId {
    const SIGNS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let digest = Sha256::digest(format!("{period} {person}"));
    let signs = digest.iter().take(16).filter_map(|b| SIGNS.get(usize::from(b % 32)));
    let time = period.as_str().get(..10).unwrap_or_default();
    CourseId(time.chars().chain(signs.map(|b| char::from(*b))).collect())
}

/// A state by the name it is stored under.
pub(crate) fn state(name: &str) -> State {
    let found = State::ALL.iter().find(|s| s.as_str() == name);
    found.copied().unwrap_or(State::Opened)
}

/// A kind by the name it is stored under.
pub(crate) fn kind(name: &str) -> Kind {
    if name == Kind::Year.as_str() {
        Kind::Year
    } else {
        Kind::Period
    }
}

/// The course of a head as far as it says who can act now; what was done is not in it.
pub(crate) fn bare(head: &CourseHead, opened: NaiveDate) -> Course {
    Course {
        state: state(&head.state),
        grade: head.grade.clone(),
        ..Course::open(kind(&head.kind), head.person.as_str().into(), opened)
    }
}
