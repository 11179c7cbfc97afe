//! What an assessor is asked about his own review: where the citations come from, and what the plan says against the grade.

use super::assess::cited;
use super::plans::{draft, nowhere};
use super::world::World;
use domain::plan::Draft;
use domain::{CourseId, PlanItemId};
use service::assess::{self, TypedReview};
use service::plan;

impl World {
    /// What the head of office is asked about a review, before anything of it is kept.
    async fn asks(&self, course: &CourseId, typed: &TypedReview) -> Vec<String> {
        let ole = self.actor("ole").await;
        let asked = assess::review_questions(&self.daybook, &ole, course, typed).await;
        asked.unwrap().into_iter().map(|q| q.en).collect()
    }

    /// The same of a grade with its reasons.
    async fn asks_about(&self, course: &CourseId, grade: &str) -> Vec<String> {
        let typed = cited(&self.review("ole", course).await, grade);
        self.asks(course, &typed).await
    }

    /// An item that somebody agreed to and that is due in five days.
    async fn due_soon(&self, who: &str, title: &str, key: bool) -> PlanItemId {
        let today: chrono::NaiveDate = self.daybook.today().parse().unwrap();
        let draft = Draft {
            due: (today + chrono::Days::new(5)).to_string(),
            key_task: if key { "yes".into() } else { String::new() },
            ..draft(title)
        };
        let (ole, people) = (self.actor("ole").await, [self.id(who).0.clone()]);
        let item = plan::assign(&self.daybook, &ole, &draft, &people, &nowhere(), "", "")
            .await
            .unwrap();
        self.accept(who, &item).await.unwrap();
        item
    }

    async fn finished(&self, who: &str, item: &PlanItemId) {
        plan::finish(&self.daybook, &*self.actor(who).await, item, "", "")
            .await
            .unwrap();
    }

    async fn handed_in(&self, who: &str) -> CourseId {
        let course = self.own_course(who).await.unwrap();
        self.submit(who, &course).await.unwrap();
        course
    }
}

#[tokio::test]
async fn citations_that_are_all_of_the_last_weeks_are_asked_about() {
    let world = World::new().await;
    for n in 0..6 {
        world.done_on("ann", &format!("Late: list {n} counted."), n).await;
        world.done_on("ann", &format!("Early: list {n} begun."), 20 + n).await;
    }
    // The period ends in twenty days: its last four weeks began a week ago.
    world.open(&["ole"]).await;
    let course = world.handed_in("ann").await;
    let page = world.review("ole", &course).await;
    let of = |when: &str, many: usize| -> Vec<String> {
        let entries = page.others.iter().filter(|e| e.text.starts_with(when));
        entries.take(many).map(|e| e.record.0.clone()).collect()
    };
    let plain = {
        let mut plain = cited(&page, "fairly_good");
        for row in &mut plain.rows {
            row.cites.clear();
            row.none = "Nothing was written on it.".into();
        }
        plain
    };
    let citing = |late: usize, early: usize| {
        let mut typed = plain.clone();
        typed.rows[0].cites = [of("Late", late), of("Early", early)].concat();
        typed.rows[0].none.clear();
        assert_eq!(typed.rows[0].cites.len(), late + early);
        typed
    };
    let crowded = async |typed: &TypedReview| {
        let mut asked = world.asks(&course, typed).await;
        asked.retain(|q| q.contains("citations are from"));
        asked
    };
    let all = citing(6, 0);
    let six = ["6 of 6 citations are from the last 4 weeks. Did you look at the whole period?"];
    assert_eq!(crowded(&all).await, six);
    assert!(
        world.review("ole", &course).await.questions.is_empty(),
        "nothing was kept"
    );
    let five = crowded(&citing(5, 1)).await;
    assert!(five.len() == 1 && five[0].starts_with("5 of 6"), "{five:?}");
    // Two thirds are not too many, also where two reasons rest on the same records; and three are too few to say anything.
    let mut twice = citing(4, 2);
    assert!(crowded(&twice).await.is_empty());
    twice.rows[1].cites = of("Late", 4);
    twice.rows[1].none.clear();
    for typed in [&twice, &citing(3, 0), &citing(3, 3), &plain] {
        assert_eq!(crowded(typed).await, Vec::<String>::new());
    }
    // It stands on the page of what was kept, and keeps nobody from handing it in.
    world.keep("ole", &course, &all, "").await.unwrap();
    let asked = world.review("ole", &course).await.questions;
    assert!(asked.iter().any(|q| q.en == six[0]), "{asked:?}");
}

#[tokio::test]
async fn a_grade_that_the_plan_speaks_against_is_asked_about() {
    let world = World::new().await;
    let done = world.due_soon("ann", "Count the files", true).await;
    let missed = world.due_soon("ann", "Renew the index", true).await;
    for title in ["Answer the letters", "Tidy the shelves"] {
        world.due_soon("bob", title, false).await;
    }
    world.finished("ann", &done).await;
    for who in ["ann", "bob"] {
        world.done_on(who, "Went through the files.", 0).await;
    }
    world.daybook.pass_days(20);
    world.open(&["ole"]).await;
    let (ann, bob) = (world.handed_in("ann").await, world.handed_in("bob").await);
    let [despite, little] = [
        "1 of 2 key tasks were not done, and this is the highest grade. Does the reason say why?",
        "2 of 2 plan items due were not done, and this is the highest grade. Does the reason say why?",
    ];
    assert_eq!(world.asks_about(&ann, "good").await, [despite]);
    assert_eq!(world.asks_about(&bob, "good").await, [little]);
    for grade in ["fairly_good", "average", "poor"] {
        for course in [&ann, &bob] {
            assert_eq!(world.asks_about(course, grade).await, Vec::<String>::new(), "{grade}");
        }
    }
    // Done late is done.
    world.finished("ann", &missed).await;
    assert_eq!(world.asks_about(&ann, "good").await, Vec::<String>::new());
    assert_eq!(
        world.asks_about(&ann, "poor").await,
        ["All 2 plan items due were done, and this is the lowest grade. Does the reason say why?"]
    );
    assert_eq!(world.asks_about(&ann, "average").await, Vec::<String>::new());
    assert_eq!(world.asks_about(&bob, "poor").await, Vec::<String>::new());
}
