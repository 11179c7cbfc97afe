//! Many at once: nothing is lost, nothing is done twice.

use super::world::{World, draft, hear, import, settings};
use domain::RecordId;
use domain::view::LikeState;
use futures::future::join_all;
use service::Daybook;

const CROWD: usize = 50;

/// A unit of a head, an author and many colleagues.
async fn crowd() -> (World, Vec<domain::PersonId>) {
    let mut list = String::from(super::world::STAFF);
    for n in 0..CROWD {
        list += &format!("Bureau/Office,no,C{n},Clerk,O1,c{n},Crowd {n:03},crowd{n:03},2024-01-01,\n");
    }
    let daybook = Daybook::open(settings("mem://")).await.unwrap();
    let before = list.replace("O4,Clerk,O1,,,,,", "O4,Clerk,O1,5,Old Five,old,2020-01-01,");
    for list in [before, list] {
        import(&daybook, &format!("{}{list}", super::world::HEADINGS))
            .await
            .unwrap();
    }
    let admin = super::world::official(domain::permission::Duty::SystemAdministrator);
    let rows = service::account::list(&daybook, &admin, "crowd").await.unwrap();
    let people: Vec<_> = rows.into_iter().map(|r| r.person.id).collect();
    assert_eq!(people.len(), CROWD);
    (World::of(daybook).await, people)
}

async fn like(daybook: &Daybook, person: &domain::PersonId, record: &RecordId, on: bool) -> LikeState {
    let actor = daybook.profile(person).await.unwrap().actor.clone();
    service::like::set(daybook, &actor, record, on).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn fifty_likes_at_once_are_fifty() {
    let (world, people) = crowd().await;
    let record = world.write("ann", "Everybody likes it", "unit").await.id;
    let mut stream = world.stream("ole", None).await;
    let tasks = people.iter().cloned().map(|person| {
        let (daybook, record) = (world.daybook.clone(), record.clone());
        tokio::spawn(async move { like(&daybook, &person, &record, true).await })
    });
    for state in join_all(tasks).await {
        assert!(state.unwrap().liked);
    }
    assert_eq!(world.card("ann", &record).await.unwrap().likes, CROWD as u32);
    assert_eq!(world.acts().await.iter().filter(|a| *a == "liked").count(), CROWD);
    // What open browsers were told last is what is so.
    let mut counts = Vec::new();
    while let Some((_, event)) = hear(&mut stream, 300).await {
        counts.push(event["likes"].as_u64().unwrap());
    }
    assert_eq!(counts.len(), CROWD);
    assert_eq!(counts.last(), Some(&(CROWD as u64)), "{counts:?}");
    // And taken back together.
    let tasks = people.iter().cloned().map(|person| {
        let (daybook, record) = (world.daybook.clone(), record.clone());
        tokio::spawn(async move { like(&daybook, &person, &record, false).await })
    });
    join_all(tasks)
        .await
        .into_iter()
        .for_each(|state| assert!(!state.unwrap().liked));
    assert_eq!(world.card("ann", &record).await.unwrap().likes, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_double_click_is_one_like() {
    let world = World::new().await;
    let record = world.write("ann", "Clicked", "unit").await.id;
    let bob = world.id("bob").clone();
    let tasks = (0..8).map(|_| {
        let (daybook, record, bob) = (world.daybook.clone(), record.clone(), bob.clone());
        tokio::spawn(async move { like(&daybook, &bob, &record, true).await })
    });
    join_all(tasks)
        .await
        .into_iter()
        .for_each(|state| assert_eq!(state.unwrap().likes, 1));
    assert_eq!(world.card("ann", &record).await.unwrap().likes, 1);
    assert_eq!(
        world.acts().await,
        ["record_written", "liked"],
        "what is so already leaves no act"
    );
}

#[tokio::test]
async fn a_leaders_like_is_the_mark_and_nobody_likes_the_own() {
    let world = World::new().await;
    let record = world.write("xia", "For two lines", "unit").await.id;
    // Head of the unit, head of the reporting line in another unit, and the head of both: all leaders.
    for leader in ["fin", "ole", "dir"] {
        like(&world.daybook, world.id(leader), &record, true).await;
    }
    let state = like(&world.daybook, world.id("fay"), &record, true).await;
    let marks: Vec<&str> = state.marks.iter().map(|m| m.name.as_str()).collect();
    assert_eq!((marks, state.likes), (vec!["Dir One", "Fin Eight", "Ole Two"], 1));
    let own = service::like::set(&world.daybook, &*world.actor("xia").await, &record, true).await;
    assert!(matches!(own, Err(service::Error::Denied)));
    // The head of the unit leads nobody by liking what he himself wrote.
    let heads = world.write("fin", "Mine", "unit").await.id;
    assert!(
        service::like::set(&world.daybook, &*world.actor("fin").await, &heads, true)
            .await
            .is_err()
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn edits_at_once_keep_every_version() {
    let world = World::new().await;
    let record = world.write("ann", "v", "unit").await.id;
    let ann = world.actor("ann").await;
    let tasks = (0..10).map(|n| {
        let (daybook, record, ann) = (world.daybook.clone(), record.clone(), ann.clone());
        tokio::spawn(async move {
            service::record::edit(&daybook, &ann, &record, &draft(&format!("v{n}"), "unit"), "")
                .await
                .is_ok()
        })
    });
    let done = join_all(tasks)
        .await
        .into_iter()
        .filter(|ok| *ok.as_ref().unwrap())
        .count();
    let page = service::feed::record_page(&world.daybook, &ann, &record).await.unwrap();
    assert_eq!((page.card.revisions as usize, page.history.len()), (done, done));
    let mut texts: Vec<String> = page
        .history
        .into_iter()
        .map(|r| r.text)
        .chain([page.card.text])
        .collect();
    texts.sort();
    texts.dedup();
    assert_eq!(texts.len(), done + 1, "each version is there once");
}

/// A link opened twice at once: one of the two.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_link_opened_twice_at_once_opens_once() {
    let world = World::new().await;
    let link = world.link("ann").await;
    let tasks = ["first password", "other password"].map(|password| {
        let (daybook, link) = (world.daybook.clone(), link.clone());
        tokio::spawn(async move {
            service::account::open(
                &daybook,
                std::net::IpAddr::from([127, 0, 0, 1]),
                &link,
                password,
                password,
            )
            .await
            .is_ok()
        })
    });
    let opened = join_all(tasks)
        .await
        .into_iter()
        .filter(|ok| *ok.as_ref().unwrap())
        .count();
    assert_eq!(opened, 1);
}
