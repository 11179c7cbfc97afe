//! What the composer offers to tie a record to, and going on with an earlier record.

use super::measured::{Measured, casework, three, tied};
use super::plans::{draft, nowhere};
use super::world::{World, draft as words};
use domain::plan::Draft;
use domain::propose::Why;
use domain::view::{Choices, RecordDraft};
use domain::{Audience, RecordId, Tie, Violation};
use service::{Error, plan};

async fn choices(world: &World, who: &str, text: &str) -> Choices {
    service::propose::choices(&world.daybook, &*world.actor(who).await, text, "")
        .await
        .unwrap()
}

fn going_on(text: &str, before: &RecordId) -> RecordDraft {
    RecordDraft {
        continues: Some(before.0.clone()),
        ..words(text, "unit")
    }
}

fn no_such_record<T: std::fmt::Debug>(outcome: service::Result<T>) -> bool {
    matches!(
        outcome,
        Err(Error::Invalid(Violation::TieUnknown { what: Tie::Record }))
    )
}

#[tokio::test]
async fn open_items_and_own_indicators_are_offered_with_a_true_reason() {
    let m = Measured::new().await;
    m.in_force(&casework(), &three(), "").await;
    let world = &m.world;
    let today = Draft {
        due: world.daybook.today(),
        ..draft("Send the figures")
    };
    let ann = world.actor("ann").await;
    plan::write(&world.daybook, &ann, &today, &nowhere(), "", "")
        .await
        .unwrap();
    world.set_far("ann", "Renew the index of petitions").await;
    let office = world.unit("ole").await;
    let unowned = world.far("Tidy the archive");
    plan::assign(
        &world.daybook,
        &*world.actor("ole").await,
        &unowned,
        &[],
        &office,
        "",
        "",
    )
    .await
    .unwrap();
    world.set_far("bob", "Renew the index of maps").await;
    let ended = world.set_far("ann", "Renew nothing").await;
    plan::drop_item(&world.daybook, &ann, &ended, "Not now", "")
        .await
        .unwrap();

    let empty = choices(world, "ann", "").await;
    let mut names: Vec<&str> = empty.items.iter().map(|c| c.name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(
        names,
        ["Renew the index of petitions", "Send the figures", "Tidy the archive"]
    );
    assert_eq!(empty.items[0].name, "Send the figures");
    assert_eq!(empty.items[0].why, Some(Why::Due(0)));
    assert_eq!((empty.items[0].progress, empty.items[1].why.clone()), (Some(0), None));
    assert_eq!(empty.indicators.len(), 3);
    assert!(empty.last.is_empty());

    let said = choices(world, "ann", "Began to renew the petitions").await;
    assert_eq!(said.items[0].name, "Renew the index of petitions");
    let Some(Why::Words(shared)) = &said.items[0].why else {
        panic!("{:?}", said.items[0].why);
    };
    assert!(
        shared
            .iter()
            .all(|word| "began to renew the petitions".contains(word.as_str())),
        "{shared:?}"
    );
    let letters = choices(world, "ann", "Forty letters were cleared").await;
    assert_eq!(letters.indicators[0].name, "Clear letters");
    assert!(
        choices(world, "fay", "Renew the petitions").await.items.is_empty(),
        "another unit's are not there"
    );
}

#[tokio::test]
async fn the_last_record_is_offered_with_the_ties_that_still_stand() {
    let m = Measured::new().await;
    m.in_force(&casework(), &three(), "").await;
    let world = &m.world;
    let (ann, timely) = (world.actor("ann").await, m.row("ann", "Decided in time").await);
    let [open, dropped] = [
        world.set_far("ann", "Renew the index").await,
        world.set_far("ann", "Given up").await,
    ];
    let draft = RecordDraft {
        items: Some(format!("{open},{dropped}")),
        ..tied(words("Worked on both", "unit"), &[&timely])
    };
    let record = world.try_write("ann", &draft, "").await.unwrap().id;
    plan::drop_item(&world.daybook, &ann, &dropped, "Not now", "")
        .await
        .unwrap();
    let last = choices(world, "ann", "").await.last.swap_remove(0);
    assert_eq!((&last.id, last.text.as_str()), (&record, "Worked on both"));
    assert_eq!(
        (last.items, last.indicators),
        (vec![open.0.clone()], vec![timely.id.0.clone()])
    );
    let used = choices(world, "ann", "").await;
    let used = used.items.iter().find(|c| c.id == open.0).unwrap();
    assert_eq!(used.why, Some(Why::Used(0)));
    assert!(
        choices(world, "bob", "").await.last.is_empty(),
        "another's is not offered"
    );
    // A small record in between does not hide the long work.
    let small = world.write("ann", "A phone call", "unit").await.id;
    let ids: Vec<_> = choices(world, "ann", "").await.last.into_iter().map(|l| l.id).collect();
    assert_eq!(ids, [small.clone(), record.clone()]);
    // What was for the leaders alone is offered as that.
    let quiet = world.write("ann", "About a colleague", "leaders").await.id;
    let last = choices(world, "ann", "").await.last;
    let to = |id: &RecordId| last.iter().find(|l| l.id == *id).unwrap().audience;
    assert_eq!((to(&quiet), to(&record)), (Audience::Leaders, Audience::Unit));
    for record in [&quiet, &small, &record] {
        service::record::withdraw(&world.daybook, &ann, record).await.unwrap();
    }
    assert!(choices(world, "ann", "").await.last.is_empty());
}

#[tokio::test]
async fn one_goes_on_with_an_own_record_that_stands() {
    let world = World::new().await;
    let first = world.write("ann", "Monday's part", "unit").await.id;
    let anothers = world.write("bob", "Bob's part", "unit").await.id;
    let gone = world.write("ann", "A slip", "unit").await.id;
    let ann = world.actor("ann").await;
    service::record::withdraw(&world.daybook, &ann, &gone).await.unwrap();
    for before in [
        &anothers,
        &gone,
        &"01JD3Z8V9QK4M5N6P7R8S9T0AB".into(),
        &"nonsense".into(),
    ] {
        let outcome = world.try_write("ann", &going_on("Tuesday's part", before), "").await;
        assert!(no_such_record(outcome), "{before}");
    }
    let second = world
        .try_write("ann", &going_on("Tuesday's part", &first), "")
        .await
        .unwrap();
    assert_eq!(second.anchors.continues.as_ref(), Some(&first));
    // The earlier one is withdrawn: its successor can still be edited, and still names it.
    service::record::withdraw(&world.daybook, &ann, &first).await.unwrap();
    let edited = world
        .edit("ann", &second.id, &going_on("Tuesday's part, corrected", &first), "")
        .await;
    assert_eq!(edited.unwrap().anchors.continues.as_ref(), Some(&first));
    assert!(no_such_record(
        world
            .edit("ann", &second.id, &going_on("Tuesday's part", &gone), "")
            .await
    ));
    let loose = RecordDraft {
        continues: Some(String::new()),
        ..words("Alone", "unit")
    };
    assert!(
        world
            .edit("ann", &second.id, &loose, "")
            .await
            .unwrap()
            .anchors
            .continues
            .is_none()
    );
}
