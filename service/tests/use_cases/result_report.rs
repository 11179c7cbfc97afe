//! What became of a step for many is kept whole, and outlives the process.

use crate::result_kit::{Kit, opening};
use crate::result_shown::cells;
use crate::world::{World, reopen, settings, shut};
use domain::Lang;
use domain::assessment::process::{Act, State};
use service::{Error, assess, result};

#[tokio::test]
async fn who_was_refused_and_why_outlives_the_process_and_goes_out_as_a_table() {
    let dir = tempfile::tempdir().unwrap();
    let url = format!("surrealkv://{}", dir.path().join("db").display());
    let world = World::with(settings(&url)).await;
    let units = [world.unit("ole").await];
    let kit = Kit::open(world, opening("period", "Q3", &units), (100, 10)).await;
    // Three equal proposals for two places, and two people without a question.
    kit.reviewed(&[
        ("ole", "dir", "fairly_good"),
        ("ann", "ole", "good"),
        ("bob", "ole", "good"),
        ("pet", "ole", "good"),
        ("pia", "pet", "fairly_good"),
    ])
    .await;
    let run = kit.all("fin", Act::Calibrate).await;
    assert_eq!((run.all, run.done), (5, 5));
    assert!(run.missed > 0 && run.by == "Fin Eight", "{run:?}");
    assert_eq!(usize::try_from(run.missed).unwrap(), run.refused.len());
    let page = assess::period_page(&kit.world.daybook, &kit.personnel, &kit.period)
        .await
        .unwrap();
    assert_eq!((page.running.as_ref(), page.reports.len()), (Some(&run), 0));
    // A step that nobody is ready for leaves nothing.
    kit.all("xia", Act::Close).await;
    let (period, personnel) = (kit.period.clone(), kit.personnel.clone());
    shut(kit.world.daybook).await;
    let world = World::of(reopen(settings(&url)).await).await;
    let page = assess::period_page(&world.daybook, &personnel, &period).await.unwrap();
    assert_eq!((page.running, page.reports), (None, vec![run.clone()]));
    let (fin, bob) = (world.actor("fin").await, world.actor("bob").await);
    let table = result::report_xlsx(&world.daybook, &fin, &period, "calibrate", Lang::En).await;
    let table = cells(table.unwrap());
    for (name, why) in &run.refused {
        assert!(table.contains(name) && table.contains(&why.en), "{name}: {table:?}");
    }
    assert!(
        table
            .iter()
            .any(|cell| cell.contains("Fin Eight") && cell.contains("5 people")),
        "{table:?}"
    );
    for (act, actor) in [("calibrate", &bob), ("appeal", &fin)] {
        let refused = result::report_xlsx(&world.daybook, actor, &period, act, Lang::En).await;
        assert!(matches!(refused, Err(Error::NotFound)), "{act}");
    }
    // A page of one who does not see all of it has none.
    let page = assess::period_page(&world.daybook, &bob, &period).await.unwrap();
    assert_eq!(page.reports, []);
}

#[tokio::test]
async fn a_form_that_is_sent_again_takes_in_nobody_who_became_ready_since() {
    let kit = Kit::usual().await;
    let fin = kit.actor("fin").await;
    let send = async |act: Act, key: &str| {
        let sent = result::period_act(&kit.world.daybook, &fin, &kit.period, act.as_str(), key).await;
        sent.unwrap();
        kit.ended(act).await
    };
    kit.reviewed(&[("ann", "ole", "fairly_good")]).await;
    let run = send(Act::Calibrate, "one press").await;
    assert_eq!((run.all, kit.state("ann").await), (1, State::Calibrated));
    kit.reviewed(&[("bob", "ole", "fairly_good")]).await;
    assert_eq!(send(Act::Calibrate, "one press").await, run, "its report stays, too");
    assert_eq!(kit.state("bob").await, State::Reviewed);
    // Another press is another request.
    assert_eq!(send(Act::Calibrate, "another press").await.all, 1);
    assert_eq!(kit.state("bob").await, State::Calibrated);
}
