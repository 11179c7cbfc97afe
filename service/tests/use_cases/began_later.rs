//! Who came to hold a post only after the last day of a period: asked about, left out or taken in, and not added afterwards.

use super::assess::{office, said};
use super::result_kit::ago;
use super::world::{HEADINGS, STAFF, World, import};
use domain::PeriodId;
use service::assess::{self, Opening};

impl World {
    /// A list of staff with these rows more.
    async fn hired(&self, rows: &str) {
        import(&self.daybook, &format!("{HEADINGS}{STAFF}{rows}"))
            .await
            .unwrap();
    }

    /// How many have a course once those who joined since were added.
    async fn people_of(&self, period: &PeriodId) -> u32 {
        assess::add_joined(&self.daybook, &office(), period, "").await.unwrap();
        let page = assess::period_page(&self.daybook, &office(), period).await.unwrap();
        page.line.people
    }
}

#[tokio::test]
async fn whoever_began_after_the_last_day_is_left_out_or_taken_in_as_the_office_says() {
    let world = World::new().await;
    let joe = format!("Bureau/Office,no,O7,Clerk,O1,20,Joe Twenty,joe,{},\n", ago(2));
    world.hired(&joe).await;
    let form = Opening {
        first: ago(60),
        last: ago(10),
        ..world.opening(&["ole"]).await
    };
    let open = async |title: &str, later: &str, last: &str| {
        let opening = Opening {
            title: title.into(),
            later: later.into(),
            last: last.into(),
            ..form.clone()
        };
        assess::open_period(&world.daybook, &office(), opening, title).await
    };
    let began = async |last: &str| {
        assess::began_later(&world.daybook, &office(), last, &form.units)
            .await
            .unwrap()
    };
    // Ole, Ann, Bob, Pet and Pia were there.
    assert_eq!(began(&form.last).await, Some((1, 5)));
    assert_eq!(began(&ago(2)).await, None, "whoever begins on the last day takes part");
    assert_eq!(began("").await, None);
    let refused = said(open("Unasked", "", &form.last).await);
    assert!(
        refused.contains("In these units 1 hold posts only since after the last day"),
        "{refused}"
    );
    let without = open("Without", "out", &form.last).await.unwrap();
    let with = open("With", "in", &form.last).await.unwrap();
    let within = open("Within", "", &ago(2)).await.unwrap();
    assert_eq!(world.people_of(&without).await, 5);
    assert_eq!(world.people_of(&with).await, 6);
    assert_eq!(world.people_of(&within).await, 6);
    // Nobody was asked about who comes after the opening.
    world.daybook.pass_days(2);
    world
        .hired(&format!("{joe}Bureau/Office,no,O8,Clerk,O1,21,Jan Later,jan,,\n"))
        .await;
    for (period, people) in [(&without, 5), (&with, 6), (&within, 6)] {
        assert_eq!(world.people_of(period).await, people);
    }
}

#[tokio::test]
async fn where_everybody_began_after_the_last_day_they_are_taken_in_or_there_is_nobody() {
    let world = World::new().await;
    let form = Opening {
        first: "2023-01-01".into(),
        last: "2023-06-30".into(),
        ..world.opening(&["ole"]).await
    };
    let open = async |later: &str| {
        let opening = Opening {
            later: later.into(),
            ..form.clone()
        };
        assess::open_period(&world.daybook, &office(), opening, later).await
    };
    let refused = said(open("out").await);
    assert!(refused.starts_with("All people of these units (5)"), "{refused}");
    let period = open("in").await.unwrap();
    assert_eq!(world.people_of(&period).await, 5);
}
