//! Whoever has left can still be found and entered, and is offered nowhere else.

use crate::result_kit::ago;
use crate::world::{HEADINGS, STAFF, World, import, official};
use domain::permission::Duty;
use service::assess;

#[tokio::test]
async fn an_investigation_of_somebody_who_left_is_found_and_ended() {
    let world = World::new().await;
    let (daybook, hr, old) = (&world.daybook, official(Duty::PersonnelOffice), world.id("old"));
    let found = async |part: &str| assess::statuses_page(daybook, &hr, part).await.unwrap();
    let gone = found("Old").await;
    assert_eq!(
        (gone.people.len(), &gone.left, gone.people_more),
        (1, &vec![old.clone()], false)
    );
    assert_eq!(gone.people[0].post, "Clerk", "the post that was held last");
    assess::keep_status(daybook, &hr, old, "investigation", &ago(30), "", "", "")
        .await
        .unwrap();
    let row = found("Old").await.rows.remove(0);
    assert!(row.open && row.person.post == "Clerk", "{row:?}");
    assess::end_status(daybook, &hr, &row.id, &row.end, &ago(1), "heavier", "")
        .await
        .unwrap();
    assert!(!found("Old").await.rows[0].open);
    // So is a result of a year before, and of those who are here nobody has left.
    let years = assess::years_page(daybook, &hr, "Old").await.unwrap();
    assert_eq!((years.people.len(), years.left), (1, vec![old.clone()]));
    let clerks = found("Clerk").await;
    assert_eq!(clerks.left, [old.clone()]);
    assert_eq!(clerks.people.last().map(|p| &p.id), Some(old), "behind the others");

    // To review, and to sit on a body, only people in post.
    assert_eq!(assess::assessors(daybook, &hr, "Old").await.unwrap(), []);
    assert_eq!(assess::assessors(daybook, &hr, "Ann").await.unwrap().len(), 1);
    let new = assess::new_period(daybook, &hr, "", &[], "Old").await.unwrap();
    assert!(new.people.is_empty());
    let nobody = assess::assessors(daybook, &*world.actor("ann").await, "Bob").await;
    assert!(matches!(nobody, Err(service::Error::NotFound)));
}

#[tokio::test]
async fn a_list_that_is_cut_says_so() {
    let world = World::new().await;
    let (daybook, hr) = (&world.daybook, official(Duty::PersonnelOffice));
    let many: String = (100..151)
        .map(|n| format!("Bureau/Office,no,X{n},Typist,O1,{n},Sun {n},sun{n},2024-01-01,\n"))
        .collect();
    import(daybook, &format!("{HEADINGS}{STAFF}{many}")).await.unwrap();
    let statuses = assess::statuses_page(daybook, &hr, "Sun").await.unwrap();
    assert_eq!((statuses.people.len(), statuses.people_more), (50, true));
    let years = assess::years_page(daybook, &hr, "Sun 1").await.unwrap();
    assert_eq!((years.people.len(), years.people_more), (50, true));
    let one = assess::statuses_page(daybook, &hr, "Sun 120").await.unwrap();
    assert_eq!((one.people.len(), one.people_more), (1, false));
}
