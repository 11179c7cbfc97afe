//! What the stories about results are written in: a period that is opened, written on and carried on in few words.

use crate::world::{World, official, today, until};
use chrono::Days;
use domain::assessment::dossier::Summary;
use domain::assessment::pack::NoGrade;
use domain::assessment::process::{Act, State};
use domain::permission::{Actor, Duty};
use domain::view::assess::{Board, CoursePage, ReviewPage, Running, SimulatePage};
use domain::{CourseId, PeriodId, UnitId, Violation};
use service::assess::{self, Opening, TypedReview, TypedRow};
use service::{Daybook, Error, result};
use std::sync::Arc;

/// Days after which five working days are over, whatever holidays lie among them.
pub const FIVE_WORKED: u32 = 21;

/// Committee: `fin`, `fay`. Deciding head: `xia`. Re-review: `har`. Appeal: `hal`.
pub struct Kit {
    pub world: World,
    pub period: PeriodId,
    pub personnel: Actor,
}

pub fn opening(kind: &str, title: &str, units: &[UnitId]) -> Opening {
    Opening {
        kind: kind.into(),
        title: title.into(),
        pack: "cn-civil-servant".into(),
        units: units.iter().map(|u| u.0.clone()).collect(),
        short_year: true,
        ..Opening::default()
    }
}

/// The day so many days before today.
pub fn ago(days: u64) -> String {
    today().checked_sub_days(Days::new(days)).unwrap().to_string()
}

impl Kit {
    /// A usual assessment of the Office and below: `ole`, `ann`, `bob`, `pet`, `pia`.
    pub async fn usual() -> Self {
        let world = World::new().await;
        let units = [world.unit("ole").await];
        Self::open(world, opening("period", "Q3", &units), (100, 10)).await
    }

    /// Opens a period whose first and last day are so many days ago.
    pub async fn open(world: World, opening: Opening, (first, last): (u64, u64)) -> Self {
        let ids = |names: &[&str]| names.iter().map(|n| world.id(n).0.clone()).collect::<Vec<_>>();
        let opening = Opening {
            first: ago(first),
            last: ago(last),
            committee: ids(&["fin", "fay"]),
            deciding: ids(&["xia"]),
            re_review: ids(&["har"]),
            appeal: ids(&["hal"]),
            ..opening
        };
        let personnel = official(Duty::PersonnelOffice);
        let period = assess::open_period(&world.daybook, &personnel, opening, "")
            .await
            .unwrap();
        Self {
            world,
            period,
            personnel,
        }
    }

    pub async fn actor(&self, who: &str) -> Arc<Actor> {
        match who {
            "personnel" => Arc::new(self.personnel.clone()),
            who => self.world.actor(who).await,
        }
    }

    pub async fn course(&self, who: &str) -> CourseId {
        let home = assess::home(&self.world.daybook, &*self.actor(who).await)
            .await
            .unwrap();
        let line = home.own.into_iter().find(|l| l.period == self.period);
        line.unwrap_or_else(|| panic!("{who} has no course")).id
    }

    /// The course of `of` as `who` sees it.
    pub async fn page(&self, who: &str, of: &str) -> CoursePage {
        let course = self.course(of).await;
        assess::course_page(&self.world.daybook, &*self.actor(who).await, &course)
            .await
            .unwrap()
    }

    pub async fn state(&self, of: &str) -> State {
        self.page("personnel", of).await.line.state
    }

    pub async fn grade(&self, of: &str) -> Option<String> {
        self.page("personnel", of).await.dossier.course.grade
    }

    pub async fn summarise(&self, who: &str) {
        let course = self.course(who).await;
        let page = self.page(who, who).await;
        let summary = Summary {
            points: vec![],
            overall: format!("{who} kept the letters of the quarter in order."),
        };
        assess::keep_summary(
            &self.world.daybook,
            &*self.actor(who).await,
            &course,
            page.version,
            &summary,
            true,
            "",
        )
        .await
        .unwrap();
    }

    /// The assessor proposes a grade; empty for none.
    pub async fn review(&self, by: &str, of: &str, grade: &str) -> service::Result<()> {
        self.scored(by, of, grade, "").await
    }

    pub async fn scored(&self, by: &str, of: &str, grade: &str, score: &str) -> service::Result<()> {
        let (course, actor) = (self.course(of).await, self.actor(by).await);
        let page = assess::review_page(&self.world.daybook, &actor, &course).await?;
        // Under an open investigation nothing is written.
        let typed = match page.outcome.no_grade == Some(NoGrade::Pending) && grade.is_empty() {
            true => TypedReview::default(),
            false => written(&page, (by, of), grade, score),
        };
        assess::keep_review(&self.world.daybook, &actor, &course, page.version, &typed, true, "").await
    }

    /// What is written once it can be, on a review that was given without words.
    pub async fn written_since(&self, by: &str, of: &str) {
        let (course, actor) = (self.course(of).await, self.actor(by).await);
        let page = assess::review_page(&self.world.daybook, &actor, &course).await.unwrap();
        let typed = written(&page, (by, of), "", "");
        assess::keep_review(&self.world.daybook, &actor, &course, page.version, &typed, false, "")
            .await
            .unwrap();
    }

    /// Everybody submits a summary and is reviewed: who, by whom, the grade.
    pub async fn reviewed(&self, all: &[(&str, &str, &str)]) {
        for (who, by, grade) in all {
            self.summarise(who).await;
            self.review(by, who, grade).await.unwrap();
        }
    }

    pub async fn calibrate(&self, by: &str, of: &str, grade: &str, reason: &str) -> service::Result<()> {
        let (course, version) = (self.course(of).await, self.page(by, of).await.version);
        result::calibrate(
            &self.world.daybook,
            &*self.actor(by).await,
            &course,
            version,
            grade,
            reason,
            "",
        )
        .await
    }

    pub async fn decide(&self, by: &str, of: &str, grade: &str, reason: &str) -> service::Result<()> {
        let (course, version) = (self.course(of).await, self.page(by, of).await.version);
        result::decide(
            &self.world.daybook,
            &*self.actor(by).await,
            &course,
            version,
            grade,
            reason,
            "",
        )
        .await
    }

    /// The version of a published name, as somebody reads it; 0 for whoever does not answer.
    pub async fn published(&self, who: &str, of: &str) -> u32 {
        let (course, actor) = (self.course(of).await, self.actor(who).await);
        let page = result::publication_page(&self.world.daybook, &actor, &self.period, "", "")
            .await
            .unwrap();
        let line = page.rows.into_iter().find(|row| row.course == course);
        line.unwrap_or_else(|| panic!("{of} is not published")).version
    }

    /// What stands against a published name is answered as it is now.
    pub async fn answer(&self, by: &str, of: &str, grade: &str, reason: &str) -> service::Result<()> {
        let (course, version) = (self.course(of).await, self.published(by, of).await);
        let actor = self.actor(by).await;
        result::answer_publication(&self.world.daybook, &actor, &course, version, grade, reason, "").await
    }

    /// What somebody asked last against the own result, as the form of whoever decides on it names it.
    pub async fn asked(&self, who: &str) -> (&'static str, u32) {
        let dossier = self.page(who, who).await.dossier;
        let last = dossier.objections.last().unwrap().asked;
        let which = if last == Act::Appeal { "appeal" } else { "re_review" };
        (which, u32::try_from(dossier.asked(last).count()).unwrap())
    }

    /// The same is decided.
    pub async fn answer_objection(&self, by: &str, of: &str, grade: &str, reason: &str) -> service::Result<()> {
        let (course, asked) = (self.course(of).await, self.asked(of).await);
        let actor = self.actor(by).await;
        result::decide_objection(&self.world.daybook, &actor, &course, asked, grade, reason, "").await
    }

    /// A step for everybody who is ready; how it ended.
    pub async fn all(&self, by: &str, act: Act) -> Running {
        result::period_act(
            &self.world.daybook,
            &*self.actor(by).await,
            &self.period,
            act.as_str(),
            "",
        )
        .await
        .unwrap();
        self.ended(act).await
    }

    /// Waits until a step for many has ended.
    pub async fn ended(&self, act: Act) -> Running {
        until(&format!("{act:?} did not end"), async || {
            let page = assess::period_page(&self.world.daybook, &self.personnel, &self.period).await;
            page.unwrap().running.filter(|r| r.act == act && r.ended)
        })
        .await
    }

    pub async fn board(&self, by: &str, unit: &UnitId) -> service::Result<Board> {
        result::board(
            &self.world.daybook,
            &*self.actor(by).await,
            &self.period,
            unit,
            ("", 0, ""),
        )
        .await
    }
}

/// A review with a reason for every indicator: by whom, and of whom.
fn written(page: &ReviewPage, (by, of): (&str, &str), grade: &str, score: &str) -> TypedReview {
    let rows = page.rows.iter().map(|row| TypedRow {
        indicator: row.aspect.id.0.clone(),
        reason: "Did what was asked, and in time.".to_owned(),
        none: "Nothing was written on it in the quarter.".into(),
        score: score.into(),
        ..TypedRow::default()
    });
    TypedReview {
        rows: rows.collect(),
        grade: grade.into(),
        words: format!("What {of} did this quarter, as seen by {by} from day to day."),
    }
}

/// What a refusal says in English.
pub fn words<T>(outcome: service::Result<T>) -> String {
    match outcome {
        Err(Error::Invalid(Violation::Assess { words })) => words.en,
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("it was not refused"),
    }
}

/// A period with another pack or overlays.
pub fn question(period: &PeriodId, pack: &str, overlays: &[&str]) -> result::Question {
    result::Question {
        period: period.0.clone(),
        pack: pack.into(),
        overlays: overlays.iter().map(|o| (*o).to_owned()).collect(),
    }
}

/// A replay by these overlays, when it is over: its id, and its page.
pub async fn replayed(
    daybook: &Daybook,
    office: &Actor,
    period: &PeriodId,
    overlays: &[&str],
) -> (String, SimulatePage) {
    let question = question(period, "cn-civil-servant", overlays);
    let run = result::simulate(daybook, office, question, "").await.unwrap();
    let page = replay_over(daybook, office, &run).await;
    (run, page)
}

/// Waits until a replay is over.
pub async fn replay_over(daybook: &Daybook, office: &Actor, run: &str) -> SimulatePage {
    until(&format!("{run} did not end"), async || {
        let page = result::simulate_page(daybook, office, run).await.unwrap();
        (!page.state.goes_on()).then_some(page)
    })
    .await
}
