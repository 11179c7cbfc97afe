//! A replay goes on without whoever asked, is one for what is asked twice, and is looked at by whoever asked alone.

use crate::result_kit::{Kit, ago, opening, question, replay_over, replayed, words};
use crate::world::{World, official};
use domain::Violation;
use domain::permission::{Actor, Duty};
use domain::view::assess::SimulationState;
use service::{Error, result};

#[tokio::test]
async fn a_replay_is_one_for_two_clicks_and_its_askers_alone() {
    let kit = Kit::usual().await;
    kit.reviewed(&[("ann", "ole", "good"), ("bob", "ole", "fairly_good")])
        .await;
    let (daybook, office) = (&kit.world.daybook, &kit.personnel);
    let before = kit.world.acts().await.len();
    let question = question(&kit.period, "cn-civil-servant", &["cn-half-up"]);
    let click = || result::simulate(daybook, office, question.clone(), "one form");
    let (first, second) = tokio::join!(click(), click());
    let first = first.unwrap();
    assert_eq!(first, second.unwrap());
    let page = replay_over(daybook, office, &first).await;
    assert_eq!((page.state, page.kept), (SimulationState::Done, vec![]));
    assert_eq!(page.run.map(|run| run.people), Some(2));
    // To another one of the office it is as if it were not there.
    let other = Actor {
        person: kit.world.id("hal").clone(),
        ..official(Duty::PersonnelOffice)
    };
    let none = result::simulate_page(daybook, &other, &first).await.unwrap();
    assert_eq!((none.state, &none.run), (SimulationState::Gone, &None));
    assert!(none.kept.is_empty());
    let nowhere = result::simulate_page(daybook, &other, "01JD3Z8V9QK4M5N6P7R8S9T0AC").await;
    assert_eq!(nowhere.unwrap(), none);
    let table = result::simulation_xlsx(daybook, &other, &first, domain::Lang::En).await;
    assert!(words(table).contains("not kept any more"));
    result::stop_simulation(daybook, &other, &first).unwrap();
    // Asked again it is worked out as things are now; the first can be gone back to.
    let again = result::simulate(daybook, office, question.clone(), "another form")
        .await
        .unwrap();
    assert_ne!(again, first);
    let page = replay_over(daybook, office, &again).await;
    let kept: Vec<_> = page
        .kept
        .iter()
        .map(|line| (line.run.as_str(), line.title.as_str()))
        .collect();
    assert_eq!(kept, [(first.as_str(), "Q3")]);
    // What is over is not stopped.
    result::stop_simulation(daybook, office, &again).unwrap();
    let still = result::simulate_page(daybook, office, &again).await.unwrap();
    assert_eq!(still.state, SimulationState::Done);
    assert_eq!(kit.world.acts().await.len(), before, "nothing is written");
    // For anybody else there is no simulator.
    let ann = kit.actor("ann").await;
    let asked = result::simulate(daybook, &ann, question, "").await;
    assert!(matches!(asked, Err(Error::NotFound)));
    assert!(matches!(
        result::simulate_page(daybook, &ann, &first).await,
        Err(Error::NotFound)
    ));
    assert!(matches!(
        result::stop_simulation(daybook, &ann, &first),
        Err(Error::NotFound)
    ));
    let table = result::simulation_xlsx(daybook, &ann, &first, domain::Lang::En).await;
    assert!(matches!(table, Err(Error::NotFound)));
}

#[tokio::test]
async fn in_a_period_that_is_half_reviewed_nobody_loses_by_its_own_rules() {
    let kit = Kit::usual().await;
    // Two of five: 40 % are two places.
    kit.reviewed(&[("ann", "ole", "good"), ("bob", "ole", "good")]).await;
    let (_, page) = replayed(&kit.world.daybook, &kit.personnel, &kit.period, &[]).await;
    let found = page.run.unwrap();
    assert_eq!((found.people, found.changed), (2, 0), "{:?}", found.changes);
    assert!(page.flaws.is_empty(), "{:?}", page.flaws);
}

#[tokio::test]
async fn places_that_other_rules_would_have_had_are_told() {
    let world = World::new().await;
    let units = [world.unit("pia").await];
    let kit = Kit::open(world, opening("period", "Q3", &units), (100, 10)).await;
    kit.reviewed(&[("pia", "pet", "good")]).await;
    // Two people at 40 % are 0.8: no place rounded down, one rounded half up.
    kit.calibrate("fin", "pia", "fairly_good", "There is no place for it.")
        .await
        .unwrap();
    for (overlays, told) in [(vec![], 0), (vec!["cn-half-up"], 1)] {
        let (_, page) = replayed(&kit.world.daybook, &kit.personnel, &kit.period, &overlays).await;
        assert_eq!(page.run.unwrap().changed, 0);
        let more = "1 more than by the period's own rules. Proposed for it in a review, and without it: 1.";
        let lines = page.flaws.iter().filter(|f| f.en.contains(more));
        assert_eq!(lines.count(), told, "{:?}", page.flaws);
    }
}

#[tokio::test]
async fn who_takes_no_part_any_more_is_in_no_share() {
    let kit = Kit::usual().await;
    let (daybook, office) = (&kit.world.daybook, &kit.personnel);
    kit.reviewed(&[("ann", "ole", "good")]).await;
    kit.calibrate("fin", "ann", "fairly_good", "There is no place for it.")
        .await
        .unwrap();
    // 40 % of five people are two places, however it is rounded; of four they are 1.6.
    for told in [false, true] {
        let (_, page) = replayed(daybook, office, &kit.period, &["cn-half-up"]).await;
        let more = "1 more than by the period's own rules. Proposed for it in a review, and without it: 1.";
        assert_eq!(page.flaws.iter().any(|f| f.en.contains(more)), told, "{:?}", page.flaws);
        if !told {
            let pia = kit.course("pia").await;
            result::excuse(daybook, office, &pia, &ago(1), "Retired.", "")
                .await
                .unwrap();
        }
    }
}

#[tokio::test]
async fn what_cannot_be_replayed_says_why() {
    let kit = Kit::usual().await;
    let (daybook, office) = (&kit.world.daybook, &kit.personnel);
    for (overlay, why) in [("cn-half-up", "nothing to simulate"), ("cn-nowhere", "cannot be used")] {
        let (run, page) = replayed(daybook, office, &kit.period, &[overlay]).await;
        assert_eq!((page.state, &page.run), (SimulationState::Refused, &None));
        assert!(page.flaws.iter().any(|flaw| flaw.en.contains(why)), "{:?}", page.flaws);
        let table = result::simulation_xlsx(daybook, office, &run, domain::Lang::Zh).await;
        assert!(words(table).starts_with("There is nothing of this to export"));
    }
    let nothing = result::simulate(daybook, office, question(&kit.period, "", &[]), "").await;
    assert!(matches!(nothing, Err(Error::Invalid(Violation::NothingToSimulate))));
    let nowhere = result::simulate(
        daybook,
        office,
        question(&"nowhere".into(), "cn-civil-servant", &[]),
        "",
    )
    .await;
    assert!(matches!(nowhere, Err(Error::NotFound)));
}

#[tokio::test]
async fn whoever_asks_reads_nothing_of_himself() {
    let kit = Kit::usual().await;
    kit.reviewed(&[("ann", "ole", "fairly_good"), ("bob", "ole", "fairly_good")])
        .await;
    let daybook = &kit.world.daybook;
    let ann = Actor {
        duties: vec![Duty::PersonnelOffice],
        ..(*kit.actor("ann").await).clone()
    };
    for (actor, whose) in [
        (&kit.personnel, vec!["Ann Three", "Bob Four"]),
        (&ann, vec!["Bob Four"]),
    ] {
        let run = result::simulate(daybook, actor, question(&kit.period, "neutral", &[]), "")
            .await
            .unwrap();
        let page = replay_over(daybook, actor, &run).await;
        let found = page.run.unwrap();
        let names: Vec<&str> = found.changes.iter().map(|c| c.person.name.as_str()).collect();
        assert_eq!(names, whose);
        let had: u32 = found.counts.iter().map(|(_, had, _)| *had).sum();
        assert_eq!((found.people as usize, had as usize), (whose.len(), whose.len()));
        let said = page.flaws.iter().any(|f| f.en.starts_with("You are neither listed"));
        assert_eq!(said, whose.len() == 1, "{:?}", page.flaws);
    }
}
