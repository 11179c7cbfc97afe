//! One part of a step for many: worked out from what is there, and written in one transaction if it still is, with one leaf in the ledger.

#[cfg(test)]
mod tests;

use super::PART;
use super::job::Job;
use super::tries::Tries;
use crate::act::{Deed, Outcome as Ended};
use crate::apart::{abreast, apart};
use crate::assess::beyond;
use crate::assess::case::{self, Filed, Known};
use crate::assess::is_over;
use crate::assess::load::{self, Loaded, Opened, written};
use crate::assess::role::roles;
use crate::assess::turn::{Scene, Step, moved_on, name_of, take};
use crate::notice::{News, tell};
use crate::result::glance::places_now;
use crate::result::places::{Places, limited};
use crate::result::quota::{Room, number};
use crate::result::step::{count_on, edit_period};
use crate::result::{ballot, said, year};
use crate::{Daybook, Result};
use domain::act::Act as Trace;
use domain::assessment::Words;
use domain::assessment::dossier::{Dossier, Named};
use domain::assessment::process::Act;
use domain::notice::NoticeKind;
use domain::permission::{Action, Actor};
use domain::{CourseId, PeriodId, PersonId};
use futures::future::BoxFuture;
use futures::stream::{self, StreamExt, TryStreamExt};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use store::Db;
use store::assess::StepRow;

/// What a step for many is taken with.
#[derive(Clone)]
pub(super) struct Bench {
    daybook: Daybook,
    actor: Arc<Actor>,
    name: Arc<str>,
    opened: Arc<Opened>,
    act: Act,
    places: Option<Arc<Places>>,
    ballots: Option<Arc<ballot::Ballots>>,
    /// The count of decisions that places and ballots were read at.
    counted: u32,
}

/// A part that is worked out and not written yet.
#[derive(Default)]
struct Ready {
    /// Of how many people.
    asked: u32,
    rows: Vec<StepRow>,
    /// Who is not done, and why.
    refused: Vec<(Named, Words)>,
    news: Vec<News>,
    /// Rows of the step itself; after them come years that it gives another result.
    own: usize,
    /// The periods of those years.
    years: Vec<PeriodId>,
    /// Of a year: how many have a period whose result is not decided.
    open: BTreeMap<String, u32>,
}

impl Ready {
    /// What the leaf in the ledger is about: the step, and each course with its grade.
    fn lines(&self, act: Act) -> String {
        let of = |row: &StepRow| format!("{} {}", row.course, row.grade.as_deref().unwrap_or("-"));
        let lines = std::iter::once(act.as_str().to_owned()).chain(self.rows.iter().take(self.own).map(of));
        lines.collect::<Vec<_>>().join("\n")
    }
}

/// The row of a course that was read, as it is afterwards.
fn row(before: &Loaded, after: &Dossier) -> Result<StepRow> {
    Ok(StepRow {
        course: before.id.0.clone(),
        before: before.row.version,
        state: after.course.state.as_str().to_owned(),
        grade: after.course.grade.clone(),
        body: written(after)?,
    })
}

impl Bench {
    pub(super) async fn begin(daybook: &Daybook, actor: &Actor, opened: Arc<Opened>, act: Act) -> Result<Self> {
        Ok(Self {
            name: name_of(daybook, &actor.person).await?.into(),
            counted: opened.period.decisions,
            daybook: daybook.clone(),
            actor: Arc::new(actor.clone()),
            opened,
            act,
            places: None,
            ballots: None,
        })
    }

    /// Reads places or ballots as they are now.
    async fn survey(&mut self) -> Result<()> {
        let db = self.daybook.db();
        self.opened = Arc::new(load::period(&self.daybook, &db, &self.opened.id).await?);
        self.counted = self.opened.period.decisions;
        if matches!(self.act, Act::Calibrate | Act::Publish | Act::Decide) {
            self.places = Some(places_now(&self.daybook, &self.opened).await?);
        }
        if self.act == Act::Rate {
            self.ballots = Some(Arc::new(ballot::Ballots::read(&db, &self.opened).await?));
        }
        Ok(())
    }

    pub(super) async fn all(&mut self, ids: &[String], job: &Job) -> Result<()> {
        if !ids.is_empty() {
            self.survey().await?;
        }
        match self.is_counted() {
            true => self.in_turn(ids, job).await?,
            false => self.abreast(ids, job).await?,
        }
        if self.act == Act::Close {
            close_period(&self.daybook, &self.actor, &self.opened).await?;
        }
        Ok(())
    }

    /// Parts that share places or ballots are written one after the other; the next ones are worked out meanwhile.
    async fn in_turn(&mut self, ids: &[String], job: &Job) -> Result<()> {
        let (mut done, mut tries) = (0, Tries::default());
        while let Some(left) = ids.get(done..).filter(|left| !left.is_empty()) {
            if tries.any() {
                self.survey().await?;
            }
            let bench = self.clone();
            let ahead = stream::iter(parts(left)).map(|part| {
                let bench = bench.clone();
                apart(move || async move { bench.prepare(&part).await })
            });
            let mut ahead = ahead.buffered(abreast());
            let mut next = ahead.try_next().await?;
            while let Some(now) = next.take() {
                // Asked for first: the writing does not let go of its thread, and the next ones would not begin before it ends.
                let (following, written) = futures::join!(ahead.try_next(), self.write(&now));
                if !written? {
                    tries.again()?;
                    break;
                }
                self.counted = self.counted.wrapping_add(u32::from(!now.rows.is_empty()));
                done += now.asked as usize;
                tries = Tries::default();
                job.advance(now.asked, now.refused, now.open);
                next = following?;
            }
        }
        Ok(())
    }

    /// Parts that share nothing, several at once.
    async fn abreast(&self, ids: &[String], job: &Job) -> Result<()> {
        let each = stream::iter(parts(ids)).map(|part| {
            let bench = self.clone();
            apart(move || async move {
                let (mut now, mut tries) = (bench.prepare(&part).await?, Tries::default());
                while !bench.write(&now).await? {
                    tries.again()?;
                    now = bench.prepare(&part).await?;
                }
                Ok((now.asked, now.refused, now.open))
            })
        });
        let mut each = each.buffer_unordered(at_once());
        while let Some((asked, refused, open)) = each.try_next().await? {
            job.advance(asked, refused, open);
        }
        Ok(())
    }

    /// Whether two of these at once could both take a last place or leave out a ballot.
    fn is_counted(&self) -> bool {
        matches!(self.act, Act::Publish | Act::Decide | Act::Rate)
    }

    /// A part as it is after the step, from what is there now: that it still is when it is written is checked then.
    ///
    /// Boxed: it is too deep for the compiler to see that it can be sent.
    fn prepare<'s>(&'s self, ids: &'s [String]) -> BoxFuture<'s, Result<Ready>> {
        Box::pin(async move {
            let db = self.daybook.db();
            let courses = load::courses(&db, &self.opened, ids).await?;
            let ground = self.ground(&db, &courses).await?;
            let (mut ready, mut given) = (Ready::default(), Vec::new());
            ready.asked = number(ids.len());
            for before in &courses {
                match self.one(before, &ground) {
                    Ok(Some(after)) => {
                        ready.news.extend(told(&after, &before.id, self.act));
                        ready.rows.push(row(before, &after)?);
                        let known = ground.get(&after.person.id).filter(|_| self.act == Act::Compile);
                        for title in known.into_iter().flat_map(year::open) {
                            *ready.open.entry(title).or_default() += 1;
                        }
                        if self.act == Act::GiveFeedback {
                            given.push(after);
                        }
                    }
                    // Somebody was faster, or it was done before the process ended: nothing is left to do.
                    Ok(None) => {}
                    Err(error) => ready.refused.push((before.dossier.person.clone(), said(error)?)),
                }
            }
            ready.own = ready.rows.len();
            let beyond = beyond::of_step(&self.daybook, &db, &self.opened, &given, self.act).await?;
            ready.news.extend(beyond.news);
            for (year, noted) in &beyond.years {
                ready.rows.push(row(year, noted)?);
                ready.years.push(year.opened.id.clone());
            }
            ready.years.sort_unstable();
            ready.years.dedup();
            Ok(ready)
        })
    }

    /// Writes a part; false where places, ballots or one of the courses are others by now, and then nothing is written. Refused where the
    /// period was taken back meanwhile.
    async fn write(&self, ready: &Ready) -> Result<bool> {
        if ready.rows.is_empty() {
            return Ok(true);
        }
        let (bench, period) = (self, &self.opened.id);
        let ended = bench
            .daybook
            .perform(&bench.actor.person, Trace::CourseMoved, "", |tx| async move {
                if tx.period_state(period).await?.as_deref() == Some("withdrawn") {
                    // Its document says why.
                    load::period(&bench.daybook, &tx, period).await?.stands()?;
                }
                if bench.is_counted() {
                    let now = load::period(&bench.daybook, &tx, period).await?;
                    if now.period.decisions != bench.counted {
                        return Ok((false, None));
                    }
                }
                if !tx.put_steps(&ready.rows).await? {
                    return Ok((false, None));
                }
                if bench.is_counted() {
                    count_on(&tx, period).await?;
                }
                let mut events = vec![moved_on(period)];
                events.extend(ready.years.iter().map(moved_on));
                let news = ready.news.clone();
                events.extend(tell(&bench.daybook, &tx, &bench.actor.person, &bench.name, news).await?);
                let deed = Deed {
                    act: Trace::CourseMoved,
                    subject: period.0.clone(),
                    content: Some(ready.lines(bench.act)),
                    events,
                };
                Ok((true, Some(deed)))
            })
            .await?;
        Ok(!matches!(ended, Ended::Done(false)))
    }

    /// What a part is worked out from, beside its courses.
    async fn ground(&self, db: &Db, courses: &[Loaded]) -> Result<HashMap<PersonId, Known>> {
        let people: Vec<&PersonId> = courses.iter().map(|c| &c.dossier.person.id).collect();
        // After the decision a result rests on what it rested on: nothing is read again.
        match self.act {
            Act::GiveFeedback | Act::Close | Act::Archive => Ok(HashMap::new()),
            _ => self.known(db, &people).await,
        }
    }

    /// For calibrating, what the places were worked out from: it is looked at anew when it is decided. For whatever is final, and of whom
    /// the places tell nothing, read now.
    async fn known(&self, db: &Db, people: &[&PersonId]) -> Result<HashMap<PersonId, Known>> {
        let (mut known, mut others) = (HashMap::with_capacity(people.len()), Vec::new());
        let places = self.places.as_ref().filter(|_| self.act == Act::Calibrate);
        for person in people.iter().copied() {
            match places.and_then(|p| p.known(person)) {
                Some(of) => drop(known.insert(person.clone(), of.clone())),
                None => others.push(person),
            }
        }
        if !others.is_empty() {
            let filed = match &self.places {
                Some(places) => places.filed(&self.daybook).await?,
                None => None,
            };
            let filed = filed.unwrap_or_else(|| Arc::new(Filed::looked_up()));
            known.extend(case::known_many(&self.daybook, db, &self.opened, &filed, &others).await?);
        }
        Ok(known)
    }

    /// The course after the step; none where it is not at this step (any more).
    fn one(&self, before: &Loaded, ground: &HashMap<PersonId, Known>) -> Result<Option<Dossier>> {
        if !before.open_to(&self.actor, Action::ActOnCourse) {
            return Ok(None);
        }
        let (course, pack) = (&before.dossier.course, self.opened.pack());
        let roles = roles(&self.actor, &before.row, &self.opened.period);
        let open = course
            .open_to(&self.actor.person, &roles, pack)
            .iter()
            .any(|s| s.act == self.act);
        if !open || !super::fits(&self.opened, &course.grade, course.state, self.act) {
            return Ok(None);
        }
        super::chosen(&before.dossier, self.act)?;
        self.has_room(before)?;
        let nothing = Known::default();
        let mut dossier = before.dossier.clone();
        if let Some(ballots) = self.ballots.as_ref().filter(|_| self.act == Act::Rate) {
            ballots.close(&before.id, &mut dossier, &self.opened);
        }
        let scene = Scene {
            dossier,
            opened: &self.opened,
            roles: &roles,
            known: ground.get(&before.dossier.person.id).unwrap_or(&nothing),
            today: self.daybook.clock.today(),
        };
        let step = Step {
            act: self.act,
            // As it is proposed: for another grade somebody looks at the person alone.
            grade: course.grade.clone(),
            reason: String::new(),
            uncited: 0,
        };
        take(&self.actor.person, scene, &step).map(Some)
    }

    fn has_room(&self, before: &Loaded) -> Result<()> {
        let course = &before.dossier.course;
        // What a re-review or an appeal has decided is carried out, whatever places are left.
        let grade = course.grade.as_deref().filter(|_| course.held().is_none());
        let Some(places) = self.places.as_ref().filter(|_| limited(&self.opened, grade)) else {
            return Ok(());
        };
        match places.member(&before.id).map(|m| places.room(m, grade, true)) {
            Some(Room::Full { words, .. }) => Err(crate::result::refused(words)),
            _ => Ok(()),
        }
    }
}

/// Parts that are under way: one is always being written, and waits for the disk.
fn at_once() -> usize {
    abreast() + 1
}

fn parts(ids: &[String]) -> Vec<Vec<String>> {
    ids.chunks(PART).map(<[String]>::to_vec).collect()
}

/// Who is told of a step: to whom a result was given, and who has to answer.
pub(crate) fn told(after: &Dossier, course: &CourseId, act: Act) -> Vec<News> {
    match act {
        Act::GiveFeedback | Act::DecideReReview | Act::DecideAppeal => vec![News {
            to: after.person.id.clone(),
            kind: NoticeKind::AssessResult,
            thread: course.0.clone(),
            subject: course.0.clone(),
        }],
        _ => vec![],
    }
}

/// When every course of a period is closed, so is the period. An objection in time opens a course again, and not the period.
async fn close_period(daybook: &Daybook, actor: &Actor, opened: &Opened) -> Result<()> {
    let id = &opened.id;
    let heads = load::heads(&daybook.db(), &format!("all:{id}"), load::WHOLE).await?;
    if heads.is_empty() || !heads.iter().all(|h| is_over(load::state(&h.state))) {
        return Ok(());
    }
    daybook
        .perform(&actor.person, Trace::CourseMoved, "", |tx| async move {
            let row = tx.period(id).await?;
            if row.is_none_or(|r| r.state != "open") {
                return Ok(((), None));
            }
            edit_period(&tx, id, |_, row| "closed".clone_into(&mut row.state)).await?;
            let deed = Deed {
                act: Trace::CourseMoved,
                subject: id.0.clone(),
                content: Some("closed".to_owned()),
                events: vec![moved_on(id)],
            };
            Ok(((), Some(deed)))
        })
        .await?;
    Ok(())
}
