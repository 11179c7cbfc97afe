//! What a review gives rise to ask is asked before it is out of hand.

use super::assess::cited;
use super::result_kit::{Kit, opening};
use super::world::{HEADINGS, STAFF, World, import, official};
use domain::permission::Duty;
use service::account;
use service::assess::{self, TypedReview};

#[tokio::test]
async fn the_same_reasons_for_two_people_are_asked_about_before_the_second_review_is_kept() {
    let world = World::new().await;
    for who in ["ann", "bob"] {
        world.done_on(who, "Counted 42 files.", 10).await;
    }
    world.open(&["ole"]).await;
    let (ann, bob) = (
        world.own_course("ann").await.unwrap(),
        world.own_course("bob").await.unwrap(),
    );
    world.submit("ann", &ann).await.unwrap();
    world.submit("bob", &bob).await.unwrap();
    let same = "All that was planned for the quarter was done in time, and what came late was said early.";
    let mut first = cited(&world.review("ole", &ann).await, "fairly_good");
    first.words = same.into();
    let asks = async |who: &str, typed| {
        let asked = assess::review_questions(&world.daybook, &*world.actor(who).await, &bob, typed).await;
        asked.map(|asked| asked.iter().any(|q| q.en.contains("% the same")))
    };
    let mut second = cited(&world.review("ole", &bob).await, "fairly_good");
    for (n, row) in second.rows.iter_mut().enumerate() {
        row.reason = format!("Bob's own matter number {n}: papers, people, days.");
    }
    second.words = same.into();
    assert!(
        !asks("ole", &second).await.unwrap(),
        "there is nothing to compare it with"
    );
    world.keep("ole", &ann, &first, "").await.unwrap();
    assert!(asks("ole", &second).await.unwrap());
    assert!(world.review("ole", &bob).await.words.is_empty(), "nothing was kept");
    assert!(
        !asks("dir", &second).await.unwrap(),
        "who does not assess is asked nothing"
    );
    let other = TypedReview {
        words: "He took over the registry in the middle of the flood and left it in order.".into(),
        ..second.clone()
    };
    assert!(!asks("ole", &other).await.unwrap());
}

#[tokio::test]
async fn somebody_with_many_people_is_asked_about_all_whose_reasons_are_the_same() {
    let mut world = World::new().await;
    let names: Vec<String> = (10..100).map(|n| format!("c{n}")).collect();
    let clerk = |(n, name): (usize, &String)| {
        let number = 100 + n;
        format!("Bureau/Office,no,C{number},Clerk,O1,{number},Clerk {name},{name},2024-01-01,\n")
    };
    let clerks: String = names.iter().enumerate().map(clerk).collect();
    import(&world.daybook, &format!("{HEADINGS}{STAFF}{clerks}"))
        .await
        .unwrap();
    let admin = official(Duty::SystemAdministrator);
    let alike = &names[..30];
    for name in alike {
        let rows = account::list(&world.daybook, &admin, name).await.unwrap();
        let row = rows.into_iter().find(|r| r.account.as_ref() == Some(name)).unwrap();
        world.people.insert(name.clone(), row.person.id);
    }
    let units = [world.unit("ole").await];
    let kit = Kit::open(world, opening("period", "Q3", &units), (100, 10)).await;
    for name in alike {
        kit.summarise(name).await;
        kit.review("ole", name, "fairly_good").await.unwrap();
    }
    let last = kit.course(&alike[29]).await;
    let page = assess::review_page(&kit.world.daybook, &*kit.actor("ole").await, &last).await;
    let asked = page.unwrap().questions;
    let all = asked.iter().any(|q| q.en.contains("The reasons for 30 people"));
    assert!(all, "{asked:?}");
}
