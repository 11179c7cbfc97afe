//! The rules that a period keeps, read by whoever it concerns.

use super::assess::office;
use super::world::World;
use service::assess::{self, Opening};
use service::{Error, Result};

#[tokio::test]
async fn the_rules_of_a_period_are_read_by_whoever_it_concerns() {
    let world = World::new().await;
    let opening = Opening {
        overlays: vec!["cn-tianjin".into()],
        ..world.opening(&["ole"]).await
    };
    let period = assess::open_period(&world.daybook, &office(), opening, "")
        .await
        .unwrap();
    let course = world.own_course("ann").await.unwrap();
    let read = async |who: &str, course: &str| -> Result<_> {
        assess::period_rules(&world.daybook, &*world.actor(who).await, &period, course).await
    };
    for who in ["ann", "ole", "dir", "har"] {
        let (line, sheet) = read(who, "").await.unwrap();
        assert_eq!((line.id, sheet.layers.len()), (period.clone(), 2), "{who}");
        let mut lines = sheet.parts.iter().flat_map(|(_, lines)| lines);
        assert!(lines.any(|l| l.id == "tianjin.two-low"), "{who}: {:?}", sheet.parts);
    }
    for who in ["fay", "old"] {
        for course in ["", course.as_str()] {
            assert!(
                matches!(read(who, course).await, Err(Error::NotFound)),
                "{who} {course}"
            );
        }
    }
    // Somebody from elsewhere reviews: by that course the rules are open, and those of no other period.
    assess::reassign(&world.daybook, &office(), &course, world.id("fay"), "")
        .await
        .unwrap();
    assert!(read("fay", course.as_str()).await.is_ok());
    let other = assess::open_period(&world.daybook, &office(), world.opening(&["pet"]).await, "")
        .await
        .unwrap();
    let fay = world.actor("fay").await;
    let none = assess::period_rules(&world.daybook, &fay, &other, course.as_str()).await;
    assert!(matches!(none, Err(Error::NotFound)));
}
