//! The clocks of the own courses on the side of every page, also for whoever has nothing to do.

use crate::result_kit::{Kit, opening};
use crate::world::World;
use domain::Lang;
use domain::view::Errand;
use domain::view::assess::left_words;
use service::assess::{self, Opening};

async fn clocks(kit: &Kit, who: &str) -> Vec<Errand> {
    let waits = service::notice::waits(&kit.world.daybook, &*kit.actor(who).await, Lang::En).await;
    waits.unwrap().clocks
}

#[tokio::test]
async fn whoever_takes_part_sees_the_clock_whoever_is_to_act() {
    let kit = Kit::usual().await;
    // Who is asked for the summary reads its last day there.
    assert_eq!(clocks(&kit, "ann").await, []);
    // The next step is another's, and its days run all the same.
    for who in ["ann", "bob"] {
        kit.summarise(who).await;
    }
    let now = clocks(&kit, "ann").await;
    let [line] = now.as_slice() else {
        panic!("{now:?}");
    };
    assert_eq!(line.path, format!("/assess/course/{}", kit.course("ann").await));
    let day = |text: &str| text.parse::<chrono::NaiveDate>().unwrap();
    let days = day(line.due.as_deref().unwrap()) - day(&kit.world.daybook.today());
    let left = i32::try_from(days.num_days()).unwrap();
    assert_eq!(
        line.words,
        format!("Q3: submit the review, {}", left_words(left, Lang::En))
    );
    for nobody in ["dir", "fin", "personnel"] {
        assert_eq!(clocks(&kit, nobody).await, [], "{nobody} takes no part");
    }
    assert_eq!(clocks(&kit, "ann").await, now, "from memory");
    // A day later it is a day less.
    kit.world.daybook.pass_days(1);
    let later = clocks(&kit, "ann").await;
    assert!(
        later[0].due == now[0].due && later[0].words != now[0].words,
        "{later:?}"
    );
    // Nobody is waited for in a step that has no days.
    kit.review("ole", "ann", "fairly_good").await.unwrap();
    assert_eq!(clocks(&kit, "ann").await, []);
    assert_eq!(clocks(&kit, "bob").await.len(), 1);
    assess::withdraw_period(
        &kit.world.daybook,
        &kit.personnel,
        &kit.period,
        "Q3",
        "The wrong units were ticked.",
        "",
    )
    .await
    .unwrap();
    assert_eq!(clocks(&kit, "bob").await, [], "nothing runs in what was withdrawn");
}

#[tokio::test]
async fn the_clock_of_the_newest_is_seen_beside_older_ones_that_wait_without_days() {
    let mut world = World::new().await;
    let units = [world.unit("ole").await];
    let flood = |title: &str| Opening {
        task: "Flood relief".into(),
        ..opening("special", title, &units)
    };
    for title in ["Gone", "March", "May"] {
        let kit = Kit::open(world, flood(title), (100, 10)).await;
        if title == "Gone" {
            let why = "The wrong units were ticked.";
            assess::withdraw_period(&kit.world.daybook, &kit.personnel, &kit.period, title, why, "")
                .await
                .unwrap();
        } else {
            kit.summarise("ann").await;
            kit.review("ole", "ann", "fairly_good").await.unwrap();
        }
        assert_eq!(clocks(&kit, "ann").await, [], "{title}");
        world = kit.world;
    }
    let kit = Kit::open(world, flood("July"), (100, 10)).await;
    kit.summarise("ann").await;
    let now = clocks(&kit, "ann").await;
    assert!(
        now.len() == 1 && now[0].words.starts_with("July: submit the review, "),
        "{now:?}"
    );
}
