//! Assessment: a period is opened, a summary written, returned and submitted, a review refused and accepted; and who sees what of it.

use super::world::{World, draft, official};
use domain::assessment::dossier::Summary;
use domain::assessment::process::{Act, State};
use domain::notice::NoticeKind;
use domain::permission::{Actor, Duty};
use domain::view::RecordDraft;
use domain::view::assess::{CoursePage, ReviewPage, cite_key};
use domain::{CourseId, Lang, PeriodId, Violation};
use service::Error;
use service::assess::{self, Opening, TypedReview, TypedRow};

pub fn office() -> Actor {
    official(Duty::PersonnelOffice)
}

/// What a refused step says, in English.
pub fn said<T: std::fmt::Debug>(outcome: service::Result<T>) -> String {
    match outcome {
        Err(Error::Invalid(Violation::Assess { words })) => words.en,
        Err(Error::Invalid(other)) => other.words(Lang::En),
        other => panic!("not refused: {other:?}"),
    }
}

impl World {
    /// A period of the units in which these people hold their first posts, from two months ago to three weeks hence.
    pub async fn opening(&self, of: &[&str]) -> Opening {
        let today: chrono::NaiveDate = self.daybook.today().parse().unwrap();
        let mut units = Vec::new();
        for who in of {
            units.push(self.unit(who).await.0);
        }
        let one = |who: &str| vec![self.id(who).0.clone()];
        Opening {
            kind: "period".into(),
            title: "Fourth quarter".into(),
            task: String::new(),
            first: (today - chrono::Days::new(60)).to_string(),
            last: (today + chrono::Days::new(20)).to_string(),
            pack: "cn-civil-servant".into(),
            overlays: vec![],
            units,
            marks: vec![],
            committee: one("fin"),
            deciding: one("dir"),
            re_review: one("har"),
            appeal: one("hal"),
            ..Opening::default()
        }
    }

    pub async fn open(&self, of: &[&str]) -> PeriodId {
        let opening = self.opening(of).await;
        assess::open_period(&self.daybook, &office(), opening, "open")
            .await
            .unwrap()
    }

    /// Somebody's own course of the newest period.
    pub async fn own_course(&self, who: &str) -> Option<CourseId> {
        let home = assess::home(&self.daybook, &*self.actor(who).await).await.unwrap();
        home.own.first().map(|c| c.id.clone())
    }

    pub async fn course(&self, reader: &str, course: &CourseId) -> service::Result<CoursePage> {
        assess::course_page(&self.daybook, &*self.actor(reader).await, course).await
    }

    pub async fn done_on(&self, who: &str, text: &str, days_ago: u64) {
        let today: chrono::NaiveDate = self.daybook.today().parse().unwrap();
        let record = RecordDraft {
            day: (today - chrono::Days::new(days_ago)).to_string(),
            ..draft(text, "unit")
        };
        self.try_write(who, &record, "").await.unwrap();
    }

    pub async fn submit(&self, who: &str, course: &CourseId) -> service::Result<()> {
        let actor = self.actor(who).await;
        let page = assess::summary_page(&self.daybook, &actor, course).await?;
        assess::keep_summary(&self.daybook, &actor, course, page.version, &page.summary, true, "").await
    }

    pub async fn review(&self, who: &str, course: &CourseId) -> ReviewPage {
        assess::review_page(&self.daybook, &*self.actor(who).await, course)
            .await
            .unwrap()
    }

    pub async fn keep(&self, who: &str, course: &CourseId, typed: &TypedReview, key: &str) -> service::Result<()> {
        let page = self.review(who, course).await;
        let actor = self.actor(who).await;
        assess::keep_review(&self.daybook, &actor, course, page.version, typed, true, key).await
    }
}

/// A review with the first record cited for every indicator.
pub fn cited(page: &ReviewPage, grade: &str) -> TypedReview {
    let first = page.others.first().map(|e| e.record.0.clone());
    let rows = page.rows.iter().map(|row| TypedRow {
        indicator: row.aspect.id.0.clone(),
        reason: "As the record says.".into(),
        cites: first.iter().cloned().collect(),
        ..TypedRow::default()
    });
    TypedReview {
        rows: rows.collect(),
        grade: grade.into(),
        words: "Steady work through the quarter.".into(),
    }
}

#[tokio::test]
async fn from_the_opening_to_the_review() {
    let world = World::new().await;
    world.done_on("ann", "Counted 42 files. Three were missing.", 30).await;
    world.done_on("ann", "Found two of them.", 3).await;
    let hidden = world.write("ann", "A thought of my own.", "draft").await;
    let period = world.open(&["ole"]).await;
    assert_eq!(world.own_course("xia").await, None, "another unit");
    let course = world.own_course("ann").await.unwrap();
    let (ann, ole) = (world.actor("ann").await, world.actor("ole").await);
    let daybook = &world.daybook;
    let page = assess::period_page(daybook, &office(), &period).await.unwrap();
    assert_eq!((page.line.people, page.line.opening), (5, None), "the Office and below");
    let notices = service::notice::page(daybook, &ann, None).await.unwrap();
    let kinds: Vec<NoticeKind> = notices.notices.iter().map(|n| n.kind).collect();
    assert_eq!(kinds, [NoticeKind::AssessAsked], "one notice");

    // The draft is the person's own words, with the records they come from.
    let summary = assess::summary_page(daybook, &ann, &course).await.unwrap();
    assert!(summary.drafted && summary.may_submit);
    assert_eq!(summary.evidence.entries.len(), 2);
    assert!(summary.evidence.entries.iter().all(|e| e.record != hidden.id));
    let rest = summary.summary.points.last().unwrap();
    assert!(
        rest.text.contains("Counted 42 files.") && !rest.text.contains("Three were missing"),
        "{}",
        rest.text
    );
    assert_eq!(rest.cites.len(), 2);
    let mut typed = summary.summary.clone();
    typed.overall = "A steady quarter.".into();
    // What a quotation says comes from the record, whatever was sent.
    typed.points.last_mut().unwrap().cites.first_mut().unwrap().quote = "Counted 4200 files.".into();
    assess::keep_summary(daybook, &ann, &course, summary.version, &typed, false, "k")
        .await
        .unwrap();
    let kept = assess::summary_page(daybook, &ann, &course).await.unwrap();
    assert!(!kept.drafted && kept.summary.overall == "A steady quarter.");
    let quote = &kept.summary.points.last().unwrap().cites.first().unwrap().quote;
    assert_eq!(quote, "Counted 42 files. Three were missing.");
    assert!(
        world.course("ole", &course).await.unwrap().dossier.summary == Summary::default(),
        "what is being written is nobody else's"
    );
    world.submit("ann", &course).await.unwrap();

    // Returned once, with a reason.
    let waiting = assess::home(daybook, &ole).await.unwrap().waiting;
    assert_eq!(
        waiting.iter().map(|c| c.person.name.as_str()).collect::<Vec<_>>(),
        ["Ann Three"]
    );
    let version = world.course("ole", &course).await.unwrap().version;
    let back = |version, reason: &'static str| assess::return_summary(daybook, &ole, &course, version, reason, "");
    assert!(back(version, " ").await.is_err(), "a reason is needed");
    back(version, "Say what came of the third file.").await.unwrap();
    let returned = assess::summary_page(daybook, &ann, &course).await.unwrap();
    assert_eq!(returned.returned.as_deref(), Some("Say what came of the third file."));
    world.submit("ann", &course).await.unwrap();
    let page = world.review("ole", &course).await;
    assert!(!page.may_return && page.may_edit && page.summary.overall == "A steady quarter.");
    assert!(said(back(page.version, "Again.").await).contains("returned once already"));

    // No citation, no grade.
    let whole = cited(&page, "good");
    let mut bare = whole.clone();
    for row in &mut bare.rows {
        row.cites.clear();
    }
    assert!(said(world.keep("ole", &course, &bare, "").await).contains("No citation, no grade"));
    let mut told = bare.clone();
    for row in &mut told.rows {
        row.none = "The post has no such work.".into();
    }
    told.words.clear();
    assert!(said(world.keep("ole", &course, &told, "").await).contains("Give a reason"));
    let mut unknown = whole.clone();
    unknown.rows[0].cites = vec![hidden.id.0.clone()];
    assert!(
        world.keep("ole", &course, &unknown, "").await.is_err(),
        "a draft of hers is no evidence"
    );
    world.keep("ole", &course, &whole, "r").await.unwrap();

    // The person learns nothing of it yet.
    let seen = world.course("ann", &course).await.unwrap();
    assert_eq!((seen.dossier.course.state, seen.shows_result), (State::Reviewed, false));
    assert!(seen.dossier.reviews.is_empty() && seen.dossier.course.grade.is_none() && seen.line.grade.is_none());
    assert!(seen.history.iter().all(|h| h.grade.is_none()));
    let led = world.course("ole", &course).await.unwrap();
    assert_eq!(led.line.grade.map(|g| g.id).as_deref(), Some("good"));
    assert_eq!(led.dossier.reviews[0].rows[0].cites.len(), 1);
    let acts: Vec<Act> = led.history.iter().map(|h| h.act).collect();
    assert_eq!(
        acts,
        [
            Act::SubmitSummary,
            Act::ReturnSummary,
            Act::SubmitSummary,
            Act::SubmitReview
        ]
    );
}

#[tokio::test]
async fn who_sees_what() {
    let world = World::new().await;
    world.done_on("ann", "Counted 42 files.", 10).await;
    world.open(&["ole"]).await;
    let course = world.own_course("ann").await.unwrap();
    world.submit("ann", &course).await.unwrap();
    for reader in ["ann", "ole", "dir", "fin", "har", "hal"] {
        assert!(world.course(reader, &course).await.is_ok(), "{reader}");
    }
    for stranger in ["bob", "pet", "pia", "fay", "xia", "two", "old"] {
        let page = world.course(stranger, &course).await;
        assert!(matches!(page, Err(Error::NotFound)), "{stranger}");
        let actor = world.actor(stranger).await;
        let review = assess::review_page(&world.daybook, &actor, &course).await;
        assert!(matches!(review, Err(Error::NotFound)), "{stranger}");
    }
    let daybook = &world.daybook;
    for reader in ["ole", "dir", "fin"] {
        assert!(!world.review(reader, &course).await.others.is_empty(), "{reader}");
        assert_eq!(
            world.review(reader, &course).await.may_edit,
            reader == "ole",
            "{reader}"
        );
    }
    // The office sees how far it is and what it rests on, and opens no records; the person no review.
    assert!(assess::course_page(daybook, &office(), &course).await.is_ok());
    assert!(matches!(
        assess::review_page(daybook, &office(), &course).await,
        Err(Error::NotFound)
    ));
    let ann = world.actor("ann").await;
    assert!(matches!(
        assess::review_page(daybook, &ann, &course).await,
        Err(Error::NotFound)
    ));
    for other in ["dir", "fin"] {
        let page = world.review(other, &course).await;
        assert!(
            matches!(
                world.keep(other, &course, &cited(&page, "good"), "").await,
                Err(Error::Denied)
            ),
            "{other}"
        );
        assert!(
            matches!(world.submit(other, &course).await, Err(Error::NotFound)),
            "{other}"
        );
    }
    // Who opens periods and keeps statuses is the office alone.
    for nobody in ["ann", "dir", "fin"] {
        let actor = world.actor(nobody).await;
        let opened = assess::open_period(daybook, &actor, world.opening(&["ole"]).await, "").await;
        assert!(matches!(opened, Err(Error::NotFound)), "{nobody}");
        assert!(matches!(
            assess::statuses_page(daybook, &actor, "").await,
            Err(Error::NotFound)
        ));
    }
}

#[tokio::test]
async fn two_tabs_and_the_same_form_twice() {
    let world = World::new().await;
    world.done_on("ann", "Counted 42 files.", 10).await;
    world.open(&["ole"]).await;
    let course = world.own_course("ann").await.unwrap();
    let (daybook, ann) = (&world.daybook, world.actor("ann").await);
    let page = assess::summary_page(daybook, &ann, &course).await.unwrap();
    let mut other = page.summary.clone();
    other.overall = "From the other tab.".into();
    let keep = |typed: Summary, submit, key: &'static str| {
        let (ann, course) = (ann.clone(), course.clone());
        async move { assess::keep_summary(daybook, &ann, &course, page.version, &typed, submit, key).await }
    };
    keep(page.summary.clone(), false, "one").await.unwrap();
    let refused = keep(other.clone(), true, "two").await;
    assert!(
        matches!(refused, Err(Error::Invalid(Violation::AssessChanged))),
        "{refused:?}"
    );
    assert!(
        assess::summary_page(daybook, &ann, &course)
            .await
            .unwrap()
            .summary
            .overall
            .is_empty()
    );
    // The same form sent twice is one step, even after it is taken.
    let before = world.acts().await.len();
    let version = assess::summary_page(daybook, &ann, &course).await.unwrap().version;
    for _ in 0..2 {
        assess::keep_summary(daybook, &ann, &course, version, &other, true, "three")
            .await
            .unwrap();
    }
    assert_eq!(world.acts().await.len(), before + 1);
    let history = world.course("ann", &course).await.unwrap().history;
    assert_eq!(history.len(), 1);
    // Two tabs of the assessor.
    let seen = world.review("ole", &course).await;
    let ole = world.actor("ole").await;
    let typed = cited(&seen, "good");
    assess::keep_review(daybook, &ole, &course, seen.version, &typed, false, "")
        .await
        .unwrap();
    let late = assess::keep_review(daybook, &ole, &course, seen.version, &typed, true, "").await;
    assert!(
        matches!(late, Err(Error::Invalid(Violation::AssessChanged))),
        "{late:?}"
    );
    let kept = world.review("ole", &course).await;
    assert_eq!(
        kept.rows[0].cites.iter().map(cite_key).collect::<Vec<_>>(),
        typed.rows[0].cites
    );
    world.keep("ole", &course, &typed, "").await.unwrap();
}
