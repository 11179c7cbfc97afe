//! The way of a quarter, or of a special task, from summary to result, as far as it is told.

use super::said::{self, About, Kind};
use super::{Scene, Span};
use crate::assess::load::{WHOLE, heads, state};
use crate::assess::{self, TypedReview, TypedRow};
use crate::demo::rng::{Rng, hash};
use crate::{Error, Result, result};
use chrono::Days;
use domain::assessment::process::{Act, State};
use domain::permission::Actor;
use domain::view::assess::{ReviewAspect, cite_key};
use domain::{CourseId, PeriodId, PersonId};
use std::time::Duration;
use store::assess::CourseHead;

/// Records cited for an indicator.
const CITES: usize = 3;

pub(super) struct Walk<'a> {
    scene: &'a Scene<'a>,
    span: Span,
    about: About,
    period: PeriodId,
}

/// A grade with the points that go with it.
struct Proposed {
    kind: Kind,
    grade: &'static str,
    points: i64,
}

impl<'a> Walk<'a> {
    pub(super) fn new(scene: &'a Scene<'a>, span: Span, about: About, period: PeriodId) -> Self {
        Self {
            scene,
            span,
            about,
            period,
        }
    }

    /// Summaries, reviews and the decision, in the days after the last one.
    pub(super) async fn graded(&self) -> Result<()> {
        let all = self.courses().await?;
        for day in 1..=4 {
            self.after(day);
            for course in all.iter().filter(|c| self.draw(c, 1).within(1, 4) == day) {
                self.summary(course).await?;
            }
        }
        for day in 6..=9 {
            self.after(day);
            for (n, course) in all.iter().enumerate() {
                if self.draw(course, 2).within(6, 9) == day {
                    self.review(course, n).await?;
                }
            }
        }
        self.after(12);
        self.calibrate().await?;
        self.after(13);
        let committee = self.committee().await?;
        self.many(Act::Decide, &committee).await
    }

    /// A quarter under way: in the first unit some have still to write, in the second all is ready for the board, in the others both.
    /// The chief reviews the member of staff and two more, so that those one can sign in as have to do with each other.
    pub(super) async fn half(&self) -> Result<()> {
        let all = self.courses().await?;
        let (first, second) = (self.scene.units.first(), self.scene.units.get(1));
        let chief = &self.scene.chief;
        let own = all
            .iter()
            .filter(|c| c.person != chief.0 && first.is_some_and(|u| c.path.contains(u)));
        let (staff, others): (Vec<&CourseHead>, Vec<&CourseHead>) = own.partition(|c| c.person == self.scene.staff.0);
        let chiefs: Vec<&str> = staff
            .iter()
            .chain(others.iter().take(2))
            .map(|c| c.id.as_str())
            .collect();
        for course in all.iter().filter(|c| chiefs.contains(&c.id.as_str())) {
            if !course.assessors.contains(&chief.0) {
                let id = CourseId(course.id.clone());
                assess::reassign(self.scene.daybook, &self.scene.office, &id, chief, "").await?;
            }
        }
        for (n, course) in all.iter().enumerate() {
            let within = |unit: Option<&String>| unit.is_some_and(|u| course.path.contains(u));
            let (written, reviewed) = match () {
                () if course.person == self.scene.staff.0 => (0, 0),
                () if chiefs.contains(&course.id.as_str()) => (1_000, 0),
                () if within(second) => (1_000, 1_000),
                () if within(first) => (700, 250),
                () => (800, 400),
            };
            let mut rng = self.draw(course, 3);
            if rng.chance(written) {
                self.summary(course).await?;
                if rng.chance(reviewed) {
                    self.review(course, n).await?;
                }
            }
        }
        Ok(())
    }

    fn after(&self, days: i64) {
        let days = u64::try_from(days).unwrap_or_default();
        self.scene.turn_to(self.scene.after(self.span, days));
    }

    fn draw(&self, course: &CourseHead, what: u64) -> Rng {
        let first = hash(&self.span.first.to_string());
        Rng::of(&[
            self.scene.seed,
            21,
            what,
            first,
            hash(&course.person_name),
            hash(&course.title),
        ])
    }

    /// In the same order every time.
    async fn courses(&self) -> Result<Vec<CourseHead>> {
        let db = self.scene.daybook.db();
        let mut all = heads(&db, &format!("all:{}", self.period), WHOLE).await?;
        all.sort_by(|a, b| (&a.unit_name, &a.person_name, &a.title).cmp(&(&b.unit_name, &b.person_name, &b.title)));
        Ok(all)
    }

    async fn committee(&self) -> Result<std::sync::Arc<Actor>> {
        let first = self.scene.committee.first().ok_or(Error::NotFound)?;
        self.scene.actor(first).await
    }

    /// Somebody was ill for most of it, somebody on a course for two weeks: not the member of staff, nobody whose work is called weak and,
    /// where there are others, nobody who had the special task meanwhile.
    pub(super) async fn statuses(&self) -> Result<()> {
        let all = self.courses().await?;
        let may = |n: usize, course: &CourseHead| {
            let weak = self.proposed(course, n).kind == Kind::Weak;
            !(course.assessors.is_empty() || weak || course.person == self.scene.staff.0)
        };
        let tasked = self.scene.units.first();
        let may = all.iter().enumerate().filter(|(n, course)| may(*n, course));
        let (last_of_all, mut away): (Vec<&CourseHead>, Vec<&CourseHead>) = may
            .map(|(_, course)| course)
            .partition(|course| tasked.is_some_and(|unit| course.path.contains(unit)));
        away.extend(last_of_all);
        let (first, last) = (self.span.first, self.span.last);
        let day = |n| {
            first
                .checked_add_days(Days::new(n))
                .unwrap_or(first)
                .min(last)
                .to_string()
        };
        let kept = [("sick_leave", 7, day(9), day(74)), ("training", 23, day(31), day(44))];
        for (kind, at, from, to) in kept {
            let Some(course) = away.get(at) else {
                continue;
            };
            let person = PersonId(course.person.clone());
            assess::keep_status(
                self.scene.daybook,
                &self.scene.office,
                &person,
                kind,
                &from,
                &to,
                "",
                "",
            )
            .await?;
        }
        Ok(())
    }

    async fn summary(&self, course: &CourseHead) -> Result<()> {
        let person = self.scene.actor(&PersonId(course.person.clone())).await?;
        let (daybook, id) = (self.scene.daybook, CourseId(course.id.clone()));
        let page = assess::summary_page(daybook, &person, &id).await?;
        let mut summary = page.summary;
        summary.points.retain(|p| !p.text.is_empty());
        summary.overall = said::of_oneself(self.scene.tongue, self.about, &mut self.draw(course, 4));
        assess::keep_summary(daybook, &person, &id, page.version, &summary, true, "").await
    }

    /// What everybody who assesses the person writes.
    async fn review(&self, course: &CourseHead, n: usize) -> Result<()> {
        let (daybook, id) = (self.scene.daybook, CourseId(course.id.clone()));
        let mut assessors: Vec<PersonId> = course.assessors.iter().map(|a| PersonId(a.clone())).collect();
        if assessors.is_empty() {
            let other = self.scene.committee.first().ok_or(Error::NotFound)?;
            assess::reassign(daybook, &self.scene.office, &id, other, "").await?;
            assessors.push(other.clone());
        }
        for assessor in assessors {
            let actor = self.scene.actor(&assessor).await?;
            let page = assess::review_page(daybook, &actor, &id).await?;
            let none = page.outcome.no_grade.is_some();
            let proposed = self.proposed(course, n);
            let better = ["good", "fairly_good", "average", "poor"];
            let from = better.iter().position(|g| *g == proposed.grade).unwrap_or_default();
            let tried = better.get(from..).unwrap_or_default().iter().copied();
            let tried: Vec<&str> = if none { vec![""] } else { tried.chain([""]).collect() };
            for (at, grade) in tried.iter().enumerate() {
                let review = self.written(course, &page.rows, &proposed, grade, page.scores);
                match assess::keep_review(daybook, &actor, &id, page.version, &review, true, "").await {
                    // The rules bar what was to be proposed.
                    Err(Error::Invalid(_)) if at + 1 < tried.len() => {}
                    outcome => {
                        outcome?;
                        break;
                    }
                }
            }
        }
        Ok(())
    }

    /// Rather more good ones than there are places; in a quarter one in ten average, and one poor.
    fn proposed(&self, course: &CourseHead, n: usize) -> Proposed {
        let mut rng = self.draw(course, 5);
        let quarter = self.about == About::Quarter;
        let (kind, grade, from) = match n % 20 {
            _ if course.person == self.scene.staff.0 => (Kind::Fair, "fairly_good", 80),
            _ if quarter && n == 33 => (Kind::Weak, "poor", 50),
            5 | 13 if quarter => (Kind::Weak, "average", 65),
            _ if rng.chance(470) => (Kind::Good, "good", 90),
            _ => (Kind::Fair, "fairly_good", 80),
        };
        Proposed {
            kind,
            grade,
            points: from * 10 + rng.within(0, 79),
        }
    }

    fn written(
        &self,
        course: &CourseHead,
        rows: &[ReviewAspect],
        proposed: &Proposed,
        grade: &str,
        scores: bool,
    ) -> TypedReview {
        let mut rng = self.draw(course, 6);
        let tongue = self.scene.tongue;
        let rows = rows.iter().map(|row| {
            let last = row.entries.len().saturating_sub(1);
            let most = row.entries.len().min(CITES);
            let chosen = (0..most).filter_map(|k| row.entries.get(if most > 1 { k * last / (most - 1) } else { last }));
            let chosen: Vec<_> = chosen.collect();
            let quotes: Vec<&str> = chosen.iter().map(|e| e.text.as_str()).collect();
            TypedRow {
                indicator: row.aspect.id.0.clone(),
                reason: said::reason(tongue, self.about, proposed.kind, &quotes, &mut rng),
                none: if chosen.is_empty() {
                    said::none(tongue, self.about, &mut rng)
                } else {
                    String::new()
                },
                score: match scores {
                    true => format!("{}.{}", proposed.points / 10, proposed.points % 10),
                    false => String::new(),
                },
                cites: chosen
                    .into_iter()
                    .map(|e| cite_key(&assess::evidence::cite(e)))
                    .collect(),
                failed: false,
            }
        });
        TypedReview {
            rows: rows.collect(),
            grade: grade.to_owned(),
            words: said::of_the_whole(tongue, self.about, proposed.kind, &mut self.draw(course, 7)),
        }
    }

    /// The committee agrees with all there are places for; whoever has none gets the next grade, with the reason.
    async fn calibrate(&self) -> Result<()> {
        let (daybook, committee) = (self.scene.daybook, self.committee().await?);
        self.many(Act::Calibrate, &committee).await?;
        let cut = said::cut(self.scene.tongue);
        for course in self.courses().await? {
            if state(&course.state) == State::Reviewed {
                let (id, version) = (
                    CourseId(course.id.clone()),
                    u32::try_from(course.version).unwrap_or_default(),
                );
                result::calibrate(daybook, &committee, &id, version, "fairly_good", cut, "").await?;
            }
        }
        Ok(())
    }

    /// Who assessed tells the result and says what to become better at. Who was told it, two days later.
    async fn told(&self) -> Result<Vec<CourseHead>> {
        let (daybook, tongue) = (self.scene.daybook, self.scene.tongue);
        self.after(14);
        let mut all = self.courses().await?;
        all.retain(|c| state(&c.state) == State::Decided);
        for course in &all {
            let mut rng = self.draw(course, 8);
            let by = course.assessors.first().map(|a| PersonId(a.clone()));
            let by = match by {
                Some(by) => self.scene.actor(&by).await?,
                None => self.scene.office.clone(),
            };
            let (words, points) = said::feedback(tongue, &mut rng);
            let id = CourseId(course.id.clone());
            result::give_feedback(daybook, &by, &id, words, points.clone(), "").await?;
        }
        self.after(16);
        Ok(all)
    }

    /// Results are told; most read theirs, one does not agree, two ask for a re-review. Closed for all who can no longer object.
    pub(super) async fn answered(&self) -> Result<()> {
        let (daybook, tongue) = (self.scene.daybook, self.scene.tongue);
        let all = self.told().await?;
        let grade = |course: &CourseHead| course.grade.clone().unwrap_or_default();
        let asking = all.iter().filter(|c| grade(c) == "average").take(1);
        let asking: Vec<&str> = asking
            .chain(all.iter().filter(|c| grade(c) == "fairly_good").skip(4).take(1))
            .map(|c| c.id.as_str())
            .collect();
        for (n, course) in all.iter().enumerate() {
            let (id, person) = (
                CourseId(course.id.clone()),
                self.scene.actor(&PersonId(course.person.clone())).await?,
            );
            match () {
                () if asking.contains(&course.id.as_str()) => self.objection(&id, &person, &grade(course)).await?,
                () if n == 9 => result::disagree(daybook, &person, &id, said::other_view(tongue), "").await?,
                // Some let the days pass.
                () if n % 11 == 10 => {}
                () => result::acknowledge(daybook, &person, &id, "", "").await?,
            }
        }
        self.after(60);
        self.many(Act::Close, &self.scene.office).await
    }

    /// Results are told and read by all, so that it is closed at once.
    pub(super) async fn agreed(&self) -> Result<()> {
        let all = self.told().await?;
        for course in &all {
            let person = self.scene.actor(&PersonId(course.person.clone())).await?;
            let id = CourseId(course.id.clone());
            result::acknowledge(self.scene.daybook, &person, &id, "", "").await?;
        }
        self.after(20);
        self.many(Act::Close, &self.scene.office).await
    }

    /// Asked, and decided by others than before: one is right, the other is not.
    async fn objection(&self, id: &CourseId, person: &Actor, grade: &str) -> Result<()> {
        let (daybook, tongue) = (self.scene.daybook, self.scene.tongue);
        let right = grade == "average";
        result::ask(daybook, person, id, "re_review", said::objection(tongue, right), "").await?;
        let body = self.scene.actor(&self.scene.re_review).await?;
        let to = if right { "fairly_good" } else { grade };
        let asked = ("re_review", 1);
        result::decide_objection(daybook, &body, id, asked, to, said::answer(tongue, right), "").await
    }

    /// A step for everybody who is ready, to its end.
    async fn many(&self, act: Act, actor: &Actor) -> Result<()> {
        let daybook = self.scene.daybook;
        result::period_act(daybook, actor, &self.period, act.as_str(), "").await?;
        loop {
            let running = result::progress(daybook, actor, &self.period).await?;
            if running.is_none_or(|r| r.act == act && r.ended) {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}
