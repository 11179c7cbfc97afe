//! Who has not taken the own step yet, by name, and the reminder to them: once a day.

use crate::investigated::{end, open};
use crate::result_again::shared;
use crate::result_kit::{Kit, ago, opening};
use crate::world::World;
use domain::Lang;
use domain::assessment::process::{Act, State};
use domain::notice::NoticeKind;
use domain::view::NoticeView;
use domain::view::assess::{PeoplePage, Reminder};
use service::assess::{self, Whom};
use service::{Error, result};

async fn people(kit: &Kit, who: &str, whom: &Whom) -> service::Result<PeoplePage> {
    assess::people_page(&kit.world.daybook, &*kit.actor(who).await, &kit.period, whom, ("", "")).await
}

async fn names(kit: &Kit, whom: &Whom) -> Vec<String> {
    let page = people(kit, "personnel", whom).await.unwrap();
    page.rows.into_iter().map(|row| row.person.name).collect()
}

async fn remind(kit: &Kit, who: &str, whom: &Whom, key: &str) -> service::Result<Reminder> {
    assess::remind_people(&kit.world.daybook, &*kit.actor(who).await, &kit.period, whom, key).await
}

/// What asks somebody for a step and was not read.
async fn asked(kit: &Kit, who: &str) -> Vec<NoticeView> {
    let page = service::notice::page(&kit.world.daybook, &*kit.actor(who).await, None).await;
    let all = page.unwrap().notices.into_iter();
    all.filter(|n| n.kind == NoticeKind::AssessAsked && n.unread).collect()
}

fn of(state: &str) -> Whom {
    Whom {
        state: state.into(),
        ..Whom::default()
    }
}

fn how_many(people: u32, assessors: u32, today: u32) -> Reminder {
    Reminder {
        people,
        assessors,
        today,
    }
}

#[tokio::test]
async fn everybody_is_listed_by_name_for_those_who_see_the_period_whole() {
    let kit = Kit::usual().await;
    kit.summarise("bob").await;
    let page = people(&kit, "personnel", &Whom::default()).await.unwrap();
    assert_eq!((page.all, page.rows.len(), page.next), (5, 5, None));
    let bob = page.rows.iter().find(|row| row.person.name == "Bob Four").unwrap();
    assert_eq!(
        (bob.state, bob.assessors.as_slice()),
        (State::Summarised, &["Ole Two".to_owned()][..])
    );
    assert_eq!(bob.clock.as_ref().map(|clock| clock.act), Some(Act::SubmitReview));
    // By state, by a part of the name, by the unit that is counted.
    assert_eq!(names(&kit, &of("summarised")).await, ["Bob Four"]);
    assert_eq!(names(&kit, &of("opened")).await.len(), 4);
    let part = Whom {
        part: " petit".into(),
        ..of("opened")
    };
    assert_eq!(names(&kit, &part).await, ["Pet Six", "Pia Seven"]);
    let unit = Whom {
        unit: kit.world.unit("ole").await.0,
        ..Whom::default()
    };
    assert_eq!(names(&kit, &unit).await.len(), 5);
    for nowhere in [
        of("asleep"),
        Whom {
            unit: kit.world.unit("fin").await.0,
            ..Whom::default()
        },
    ] {
        let page = people(&kit, "personnel", &nowhere).await;
        assert!(matches!(page, Err(Error::NotFound)), "{nowhere:?}");
    }
    for body in ["fin", "xia", "har", "hal"] {
        let page = people(&kit, body, &Whom::default()).await.unwrap();
        assert_eq!(
            (page.rows.len(), page.reminder),
            (5, None),
            "{body} reads, and does not remind"
        );
        let refused = remind(&kit, body, &Whom::default(), "").await;
        assert!(matches!(refused, Err(Error::NotFound)), "{body}");
    }
    for nobody in ["ole", "dir", "ann", "two"] {
        let page = people(&kit, nobody, &Whom::default()).await;
        assert!(matches!(page, Err(Error::NotFound)), "{nobody}");
    }
}

#[tokio::test]
async fn each_is_reminded_of_the_own_step_once_a_day() {
    let kit = Kit::usual().await;
    let daybook = &kit.world.daybook;
    for who in ["bob", "pet"] {
        kit.summarise(who).await;
    }
    let all = Whom::default();
    let today = people(&kit, "personnel", &all).await.unwrap().reminder;
    assert_eq!(today, Some(how_many(0, 1, 3)), "the opening has told the others today");
    daybook.pass_days(1);
    for who in ["ann", "ole"] {
        let actor = kit.actor(who).await;
        service::notice::read_all(daybook, &actor, i64::MAX).await.unwrap();
        assert!(asked(&kit, who).await.is_empty());
    }
    let reminder = people(&kit, "personnel", &all).await.unwrap().reminder;
    assert_eq!(reminder, Some(how_many(3, 1, 0)));
    // Those who write alone; sent again it is the same request.
    for sent in [how_many(3, 0, 0), Reminder::default()] {
        assert_eq!(remind(&kit, "personnel", &of("opened"), "k").await.unwrap(), sent);
    }
    let ann = asked(&kit, "ann").await;
    assert_eq!(ann.len(), 1);
    assert_eq!(ann[0].path, format!("/assess/course/{}", kit.course("ann").await));
    // Now all of them: two wait for Ole's review, of whom he is told once; his own summary was told of already.
    assert_eq!(remind(&kit, "personnel", &all, "l").await.unwrap(), how_many(0, 1, 3));
    let ole = asked(&kit, "ole").await;
    let reviews: Vec<_> = ole.iter().filter(|n| n.path == "/assess").collect();
    assert_eq!((ole.len(), reviews.len()), (2, 1), "{ole:?}");
    assert_eq!((reviews[0].about.as_str(), reviews[0].many), ("Q3", Some(2)));
    assert_eq!(remind(&kit, "personnel", &all, "m").await.unwrap(), how_many(0, 0, 4));
    let acts = kit.world.acts().await;
    let traces = acts.iter().filter(|act| *act == "people_reminded").count();
    assert_eq!(traces, 2, "what reminds nobody leaves no trace");
    daybook.pass_days(1);
    assert_eq!(remind(&kit, "personnel", &all, "n").await.unwrap(), how_many(3, 1, 0));
    // Whoever has reviewed is not asked for it again.
    for who in ["bob", "pet"] {
        kit.review("ole", who, "fairly_good").await.unwrap();
    }
    daybook.pass_days(1);
    assert_eq!(remind(&kit, "personnel", &all, "o").await.unwrap(), how_many(3, 0, 0));
}

#[tokio::test]
async fn each_assessor_is_asked_for_the_grade_that_can_be_given_since() {
    let world = World::new().await;
    let units = [world.unit("ole").await];
    let mut opening = opening("period", "Q3", &units);
    opening.overlays = vec!["cn-zhuhai".into()];
    let kit = Kit::open(world, opening, (100, 10)).await;
    let daybook = &kit.world.daybook;
    open(&kit, "ann", &ago(30)).await;
    kit.summarise("ann").await;
    for by in ["ole", "dir"] {
        kit.review(by, "ann", "").await.unwrap();
    }
    daybook.pass_days(1);
    let to_review = async |who: &str| {
        let waits = service::notice::waits(daybook, &*kit.actor(who).await, Lang::En).await;
        let words = waits.unwrap().assess.into_iter().map(|e| e.words);
        words.filter(|w| w.ends_with("to review")).collect::<Vec<_>>()
    };
    let both = async || [to_review("ole").await.len(), to_review("dir").await.len()];
    let reminder = async || {
        let page = people(&kit, "personnel", &of("reviewed")).await;
        page.unwrap().reminder.unwrap()
    };
    assert_eq!((both().await, reminder().await), ([0, 0], how_many(0, 0, 0)));
    end(&kit, "ann", "cleared").await;
    assert_eq!((both().await, reminder().await), ([1, 1], how_many(0, 2, 0)));
    // Who has handed in waits for the other.
    kit.written_since("ole", "ann").await;
    let (ole, course) = (kit.actor("ole").await, kit.course("ann").await);
    result::grade_afterwards(daybook, &ole, &course, "good", "The work was sound.", "")
        .await
        .unwrap();
    assert_eq!(both().await, [0, 1]);
    let sent = remind(&kit, "personnel", &of("reviewed"), "k").await.unwrap();
    assert_eq!(sent, how_many(0, 1, 0));
    let dir = asked(&kit, "dir").await;
    let reviews: Vec<_> = dir.iter().filter(|n| n.path == "/assess").map(|n| n.many).collect();
    assert_eq!(reviews, [Some(1)]);
    // What is changed is to be handed in again.
    kit.written_since("ole", "ann").await;
    assert_eq!(both().await, [1, 1]);
}

#[tokio::test]
async fn of_two_assessors_whoever_has_reviewed_is_not_reminded() {
    let kit = shared(&["har"]).await;
    let (daybook, waits) = (&kit.world.daybook, of("summarised"));
    for who in ["ann", "bob"] {
        kit.summarise(who).await;
    }
    kit.review("ole", "ann", "average").await.unwrap();
    daybook.pass_days(1);
    // Of Ann the other one is asked, of Bob both.
    assert_eq!(remind(&kit, "personnel", &waits, "k").await.unwrap(), how_many(0, 2, 0));
    kit.review("ole", "bob", "average").await.unwrap();
    daybook.pass_days(1);
    for who in ["ole", "dir"] {
        let actor = kit.actor(who).await;
        service::notice::read_all(daybook, &actor, i64::MAX).await.unwrap();
    }
    assert_eq!(remind(&kit, "personnel", &waits, "l").await.unwrap(), how_many(0, 1, 0));
    assert_eq!(asked(&kit, "ole").await, []);
    assert_eq!(asked(&kit, "dir").await.len(), 1);
}
