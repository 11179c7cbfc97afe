//! The clocks of the own courses on the side of every page, also for whoever has nothing to do.

use crate::result_kit::Kit;
use domain::Lang;
use domain::view::Errand;
use domain::view::assess::left_words;
use service::assess;

async fn clocks(kit: &Kit, who: &str) -> Vec<Errand> {
    let waits = service::notice::waits(&kit.world.daybook, &*kit.actor(who).await, Lang::En).await;
    waits.unwrap().clocks
}

#[tokio::test]
async fn whoever_takes_part_sees_the_clock_whoever_is_to_act() {
    let kit = Kit::usual().await;
    let home = assess::home(&kit.world.daybook, &*kit.actor("ann").await)
        .await
        .unwrap();
    let clock = home.own[0].clock.clone().unwrap();
    let line = Errand {
        path: format!("/assess/course/{}", kit.course("ann").await),
        words: format!("Q3: submit the summary, {}", left_words(clock.days, Lang::En)),
        about: "Q3".into(),
        special: None,
        due: Some(clock.last),
    };
    assert_eq!(clocks(&kit, "ann").await, [line]);
    for nobody in ["dir", "fin", "personnel"] {
        assert_eq!(clocks(&kit, nobody).await, [], "{nobody} takes no part");
    }
    // The next step is another's, and its days run all the same.
    kit.summarise("ann").await;
    let now = clocks(&kit, "ann").await;
    assert!(
        now.len() == 1 && now[0].words.starts_with("Q3: submit the review, "),
        "{now:?}"
    );
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
