//! One part of a step for many: read, decided and written in one transaction, with one leaf in the ledger.

use super::PART;
use super::job::Job;
use crate::act::{Deed, Outcome as Ended};
use crate::assess::case::{self, Known};
use crate::assess::load::{self, Loaded, Opened};
use crate::assess::role::roles;
use crate::assess::turn::{Scene, Step, changed, name_of, row_of, take};
use crate::notice::{News, tell};
use crate::result::places::{Places, limited};
use crate::result::quota::{Room, number};
use crate::result::step::{count_on, edit_period};
use crate::result::{ballot, said, year};
use crate::{Daybook, Result};
use domain::act::Act as Trace;
use domain::assessment::Words;
use domain::assessment::dossier::{Dossier, Earlier};
use domain::assessment::process::{Act, State};
use domain::notice::NoticeKind;
use domain::permission::{Action, Actor};
use domain::{CourseId, PersonId};
use futures::future::BoxFuture;
use futures::stream::{self, StreamExt, TryStreamExt};
use std::collections::HashMap;
use std::sync::Arc;
use store::Tx;
use store::assess::CourseRow;

/// Parts that are on their way at once, where they share nothing.
const ABREAST: usize = 3;

/// What a step for many is taken with.
pub(super) struct Bench<'a> {
    daybook: &'a Daybook,
    actor: &'a Actor,
    name: String,
    opened: Arc<Opened>,
    act: Act,
    places: Option<Places>,
    ballots: Option<ballot::Ballots>,
    /// The count of decisions that places and ballots were read at.
    counted: u32,
}

/// What became of a part; none where places or ballots must be read anew.
type Taken = Option<Vec<(String, Words)>>;

/// What is read for a part inside its transaction.
struct Ground {
    known: HashMap<PersonId, Known>,
    earlier: HashMap<PersonId, Vec<Earlier>>,
}

impl<'a> Bench<'a> {
    pub(super) async fn begin(daybook: &'a Daybook, actor: &'a Actor, opened: Arc<Opened>, act: Act) -> Result<Self> {
        Ok(Self {
            name: name_of(daybook, &actor.person).await?,
            counted: opened.period.decisions,
            daybook,
            actor,
            opened,
            act,
            places: None,
            ballots: None,
        })
    }

    /// Reads places or ballots as they are now.
    async fn survey(&mut self) -> Result<()> {
        let db = self.daybook.db();
        self.opened = Arc::new(load::period(self.daybook, &db, &self.opened.id).await?);
        self.counted = self.opened.period.decisions;
        if matches!(self.act, Act::Calibrate | Act::Publish | Act::Decide) {
            self.places = Some(Places::read(self.daybook, &db, &self.opened, None).await?);
        }
        if self.act == Act::Rate {
            self.ballots = Some(ballot::Ballots::read(&db, &self.opened).await?);
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
            close_period(self.daybook, self.actor, &self.opened).await?;
        }
        Ok(())
    }

    /// Parts that share places or ballots, one after the other.
    async fn in_turn(&mut self, ids: &[String], job: &Job) -> Result<()> {
        for part in ids.chunks(PART) {
            let refused = loop {
                match self.part(part).await? {
                    Some(refused) => break refused,
                    None => self.survey().await?,
                }
            };
            self.counted = self.counted.wrapping_add(1);
            job.advance(number(part.len()), refused);
        }
        Ok(())
    }

    /// Parts that share nothing: while one is written the next is worked out.
    async fn abreast(&self, ids: &[String], job: &Job) -> Result<()> {
        let parts: Vec<Vec<String>> = ids.chunks(PART).map(<[String]>::to_vec).collect();
        let each = |part: Vec<String>| async move {
            let refused = self.part(&part).await?.unwrap_or_default();
            job.advance(number(part.len()), refused);
            Ok(())
        };
        stream::iter(parts).map(Ok).try_for_each_concurrent(ABREAST, each).await
    }

    /// Whether two of these at once could both take a last place or leave out a ballot.
    fn is_counted(&self) -> bool {
        matches!(self.act, Act::Publish | Act::Decide | Act::Rate)
    }

    async fn part(&self, ids: &[String]) -> Result<Taken> {
        let bench = self;
        let ended = bench
            .daybook
            .perform(&bench.actor.person, Trace::CourseMoved, "", |tx| async move {
                if bench.is_counted() {
                    let now = load::period(bench.daybook, &tx, &bench.opened.id).await?;
                    if now.period.decisions != bench.counted {
                        return Ok((None, None));
                    }
                    count_on(&tx, &bench.opened.id).await?;
                }
                let courses = load::courses(&tx, &bench.opened, ids).await?;
                let ground = bench.ground(&tx, &courses).await?;
                let (mut rows, mut refused, mut events, mut news) = (vec![], vec![], vec![], vec![]);
                let mut lines = vec![bench.act.as_str().to_owned()];
                for before in &courses {
                    match bench.one(before, &ground) {
                        Ok(Some(after)) => {
                            let row = bench.row(before, &after)?;
                            lines.push(format!("{} {}", row.id, row.grade.as_deref().unwrap_or("-")));
                            events.extend(changed(before, &row));
                            news.extend(told(&after, &before.id, bench.act));
                            rows.push((row, before.row.version));
                        }
                        // Somebody was faster, or it was done before the process ended: nothing is left to do.
                        Ok(None) => {}
                        Err(error) => refused.push((before.dossier.person.name.clone(), said(error)?)),
                    }
                }
                if rows.is_empty() {
                    return Ok((Some(refused), None));
                }
                tx.put_courses(&rows).await?;
                events.extend(tell(bench.daybook, &tx, &bench.actor.person, &bench.name, news).await?);
                let deed = Deed {
                    act: Trace::CourseMoved,
                    subject: bench.opened.id.0.clone(),
                    content: Some(lines.join("\n")),
                    events,
                };
                Ok((Some(refused), Some(deed)))
            })
            .await?;
        let Ended::Done(taken) = ended else {
            return Ok(Some(vec![]));
        };
        Ok(taken)
    }

    /// Boxed: what is read inside a transaction in a task of its own is too deep for the compiler to see that it can be sent.
    fn ground<'s>(&'s self, tx: &'s Tx, courses: &'s [Loaded]) -> BoxFuture<'s, Result<Ground>> {
        Box::pin(self.read(tx, courses))
    }

    async fn read(&self, tx: &Tx, courses: &[Loaded]) -> Result<Ground> {
        let people: Vec<&PersonId> = courses.iter().map(|c| &c.dossier.person.id).collect();
        // After the decision a result rests on what it rested on: nothing is read again.
        let known = match self.act {
            Act::GiveFeedback | Act::Close | Act::Archive => HashMap::new(),
            _ => case::known_many(self.daybook, tx, &self.opened, &people).await?,
        };
        let earlier = match self.act {
            Act::Compile => year::earlier(self.daybook, tx, &self.opened, &people, &known).await?,
            _ => HashMap::new(),
        };
        Ok(Ground { known, earlier })
    }

    /// The course after the step; none where it is not at this step (any more).
    fn one(&self, before: &Loaded, ground: &Ground) -> Result<Option<Dossier>> {
        if !before.open_to(self.actor, Action::ActOnCourse) {
            return Ok(None);
        }
        let (course, pack) = (&before.dossier.course, self.opened.pack());
        let roles = roles(self.actor, &before.row, &self.opened.period);
        let open = course
            .open_to(&self.actor.person, &roles, pack)
            .iter()
            .any(|s| s.act == self.act);
        if !open || !super::fits(&self.opened, &course.grade, course.state, self.act) {
            return Ok(None);
        }
        self.has_room(before)?;
        let nothing = Known::default();
        let mut dossier = before.dossier.clone();
        self.edit(before, &mut dossier, ground);
        let scene = Scene {
            dossier,
            opened: &self.opened,
            roles: &roles,
            known: ground.known.get(&before.dossier.person.id).unwrap_or(&nothing),
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
        let grade = before.dossier.course.grade.as_deref();
        let Some(places) = self.places.as_ref().filter(|_| limited(&self.opened, grade)) else {
            return Ok(());
        };
        match places.member(&before.id).map(|m| places.room(m, grade, true)) {
            Some(Room::Full { words, .. }) => Err(crate::result::refused(words)),
            _ => Ok(()),
        }
    }

    fn edit(&self, before: &Loaded, dossier: &mut Dossier, ground: &Ground) {
        match self.act {
            Act::Compile => {
                let earlier = ground.earlier.get(&dossier.person.id).cloned().unwrap_or_default();
                year::compile(dossier, earlier);
            }
            Act::Rate => {
                if let Some(ballots) = &self.ballots {
                    ballots.close(&before.id, dossier, &self.opened);
                }
            }
            _ => {}
        }
    }

    fn row(&self, before: &Loaded, after: &Dossier) -> Result<CourseRow> {
        let old = &before.row;
        row_of(&before.id, &self.opened.id, after, old.version + 1, old.written)
    }
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
    let over = |state: &str| matches!(load::state(state), State::Closed | State::Archived);
    if heads.is_empty() || !heads.iter().all(|h| over(&h.state)) {
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
                events: vec![],
            };
            Ok(((), Some(deed)))
        })
        .await?;
    Ok(())
}
