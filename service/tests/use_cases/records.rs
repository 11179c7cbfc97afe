//! Writing, editing and withdrawing.

use super::world::{World, draft};
use domain::view::RecordDraft;
use domain::{Audience, RecordId, Scope, Violation};
use service::Error;

#[tokio::test]
async fn a_request_sent_twice_is_one_record() {
    let world = World::new().await;
    let first = world
        .try_write("ann", &draft("Checked 42 tickets", "unit"), "key-1")
        .await
        .unwrap();
    let again = world
        .try_write("ann", &draft("Checked 42 tickets", "unit"), "key-1")
        .await
        .unwrap();
    assert_eq!(first, again);
    assert_eq!(world.feed("ann", &Scope::All).await, [first.id.clone()]);
    // Keys are each person's own.
    let other = world.try_write("bob", &draft("Mine", "unit"), "key-1").await.unwrap();
    assert_ne!(other.id, first.id);
    assert_eq!(world.acts().await, ["record_written", "record_written"]);
}

#[tokio::test]
async fn a_request_sent_twice_at_once_is_one_record() {
    let world = World::new().await;
    let tries = (0..8).map(|_| async { world.try_write("ann", &draft("Once", "unit"), "key").await.unwrap().id });
    let ids = futures::future::join_all(tries).await;
    assert!(ids.windows(2).all(|pair| pair[0] == pair[1]), "{ids:?}");
    assert_eq!(world.feed("ole", &Scope::All).await.len(), 1);
}

#[tokio::test]
async fn a_key_serves_one_act_on_one_thing() {
    let world = World::new().await;
    let (one, other) = (
        world.try_write("ann", &draft("One", "unit"), "k1").await.unwrap(),
        world.write("ann", "Other", "unit").await,
    );
    let reused = |outcome: Result<_, Error>| matches!(outcome, Err(Error::Invalid(Violation::KeyReused)));
    assert!(reused(
        world.edit("ann", &one.id, &draft("Changed", "unit"), "k1").await
    ));
    assert_eq!(world.card("ann", &one.id).await.unwrap().text, "One");
    world
        .edit("ann", &one.id, &draft("Changed", "unit"), "k2")
        .await
        .unwrap();
    // Saying "done" to an edit of another record that was not made would lose it.
    assert!(reused(
        world.edit("ann", &other.id, &draft("Changed too", "unit"), "k2").await
    ));
    assert_eq!(world.card("ann", &other.id).await.unwrap().text, "Other");
}

#[tokio::test]
async fn an_edit_keeps_history_and_moves_between_lanes() {
    let world = World::new().await;
    let record = world.write("ann", "For all of us", "unit").await.id;
    for reader in ["ann", "bob", "ole", "dir"] {
        assert!(world.sees(reader, &record).await, "{reader}");
    }
    for reader in ["pet", "pia", "fin", "fay", "har", "hal"] {
        assert!(
            !world.sees(reader, &record).await && !world.reads(reader, &record).await,
            "{reader}"
        );
    }
    let edited = world
        .edit("ann", &record, &draft("For leaders", "leaders"), "")
        .await
        .unwrap();
    assert_eq!((edited.revisions, edited.audience), (1, Audience::Leaders));
    for (reader, reads) in [("ann", true), ("bob", false), ("ole", true), ("dir", true)] {
        assert_eq!(world.sees(reader, &record).await, reads, "{reader}");
        assert_eq!(world.reads(reader, &record).await, reads, "{reader}");
    }
    let page = service::feed::record_page(&world.daybook, &*world.actor("ole").await, &record)
        .await
        .unwrap();
    assert_eq!(
        page.history.iter().map(|r| r.text.as_str()).collect::<Vec<_>>(),
        ["For all of us"]
    );
    // The same again changes nothing.
    assert_eq!(
        world
            .edit("ann", &record, &draft("For leaders", "leaders"), "")
            .await
            .unwrap()
            .revisions,
        1
    );
}

#[tokio::test]
async fn history_shows_to_nobody_what_was_for_others() {
    let world = World::new().await;
    open_office_to_harbour(&world).await;
    let record = world.write("ann", "v0: draft", "draft").await.id;
    for (text, audience) in [
        ("v1: leaders", "leaders"),
        ("v2: unit", "unit"),
        ("v3: guests", "granted"),
        ("v4: guests", "granted"),
    ] {
        world.edit("ann", &record, &draft(text, audience), "").await.unwrap();
    }
    let history = |reader: &'static str| {
        let world = &world;
        let record = &record;
        async move {
            let page = service::feed::record_page(&world.daybook, &*world.actor(reader).await, record)
                .await
                .unwrap();
            page.history
                .iter()
                .map(|r| r.text[..2].to_owned())
                .collect::<Vec<_>>()
                .join(" ")
        }
    };
    assert_eq!(history("ann").await, "v0 v1 v2 v3");
    assert_eq!(history("ole").await, "v1 v2 v3");
    assert_eq!(history("bob").await, "v2 v3");
    assert_eq!(history("hal").await, "v3");
}

async fn open_office_to_harbour(world: &World) {
    let (office, harbour) = (world.unit("ann").await, world.unit("har").await);
    service::grant::give(&world.daybook, &*world.actor("ole").await, &office, &harbour, "")
        .await
        .unwrap();
}

#[tokio::test]
async fn withdrawing_leaves_a_trace_to_author_and_leaders() {
    let world = World::new().await;
    let record = world.write("ann", "Wrong file", "unit").await.id;
    let ann = world.actor("ann").await;
    let card = service::record::withdraw(&world.daybook, &ann, &record).await.unwrap();
    assert!(card.withdrawn && card.text == "Wrong file");
    let trace = world.card("ole", &record).await.unwrap();
    assert!(trace.withdrawn && trace.text.is_empty());
    assert!(!world.reads("bob", &record).await);
    for reader in ["ann", "bob", "ole", "dir"] {
        assert!(!world.sees(reader, &record).await, "{reader}");
    }
    // Again is the same; changing it is not possible.
    assert!(
        service::record::withdraw(&world.daybook, &ann, &record)
            .await
            .unwrap()
            .withdrawn
    );
    assert!(matches!(
        world.edit("ann", &record, &draft("x", "unit"), "").await,
        Err(Error::Invalid(Violation::Withdrawn))
    ));
    assert_eq!(world.acts().await, ["record_written", "record_withdrawn"]);
}

#[tokio::test]
async fn others_change_nothing() {
    let world = World::new().await;
    let record = world.write("ann", "Mine", "unit").await.id;
    for (someone, seen) in [("ole", true), ("bob", true), ("har", false)] {
        let actor = world.actor(someone).await;
        let edited = world.edit(someone, &record, &draft("Yours", "unit"), "").await;
        let withdrawn = service::record::withdraw(&world.daybook, &actor, &record).await;
        for outcome in [edited, withdrawn] {
            let error = outcome.err().unwrap();
            assert!(
                if seen {
                    matches!(error, Error::Denied)
                } else {
                    matches!(error, Error::NotFound)
                },
                "{someone}: {error:?}"
            );
        }
    }
    let unknown = RecordId("01JD3Z8V9QK4M5N6P7R8S9T0AB".into());
    assert!(matches!(
        world.edit("ann", &unknown, &draft("x", "unit"), "").await,
        Err(Error::NotFound)
    ));
    assert!(matches!(
        world
            .edit("ann", &"'; DELETE record".into(), &draft("x", "unit"), "")
            .await,
        Err(Error::NotFound)
    ));
    assert_eq!(world.card("bob", &record).await.unwrap().text, "Mine");
}

#[tokio::test]
async fn limits_are_counted_as_people_count() {
    let world = World::new().await;
    let family = "👨‍👩‍👧‍👦";
    assert!(
        world
            .try_write("ann", &draft(&family.repeat(5_000), "unit"), "")
            .await
            .is_ok()
    );
    let long = world.try_write("ann", &draft(&"字".repeat(5_001), "unit"), "").await;
    assert!(matches!(
        long,
        Err(Error::Invalid(Violation::TextTooLong {
            length: 5_001,
            limit: 5_000
        }))
    ));
    assert!(matches!(
        world.try_write("ann", &draft(" \n\u{200b}", "unit"), "").await,
        Err(Error::Invalid(Violation::TextEmpty))
    ));
    let zalgo = format!("a{}", "\u{301}".repeat(400_000));
    assert!(matches!(
        world.try_write("ann", &draft(&zalgo, "unit"), "").await,
        Err(Error::Invalid(Violation::TextTooLong { .. }))
    ));
    assert!(matches!(
        world.try_write("ann", &draft("x", "everybody"), "").await,
        Err(Error::Invalid(Violation::AudienceUnknown { .. }))
    ));
    let at = |day: &str| RecordDraft {
        day: day.into(),
        ..draft("x", "unit")
    };
    assert!(matches!(
        world.try_write("ann", &at("2999-01-01"), "").await,
        Err(Error::Invalid(Violation::DayInFuture))
    ));
    assert!(matches!(
        world.try_write("ann", &at("1999-01-01"), "").await,
        Err(Error::Invalid(Violation::DayTooOld { .. }))
    ));
    let yesterday = (world.daybook.today().parse::<chrono::NaiveDate>().unwrap())
        .pred_opt()
        .unwrap()
        .to_string();
    assert_eq!(
        world.try_write("ann", &at(&yesterday), "").await.unwrap().late_for,
        Some(yesterday)
    );
    // What stands in the text is stored as it is: harmlessness is a matter of showing it.
    let script = "<script>alert(1)</script>\u{202e}\n--; DELETE record; $x";
    assert_eq!(world.write("ann", script, "unit").await.text, script);
}

#[tokio::test]
async fn who_holds_no_post_writes_nothing() {
    let world = World::new().await;
    let old = world.try_write("old", &draft("From beyond", "unit"), "").await;
    assert!(matches!(old, Err(Error::Invalid(Violation::NoPost))), "{old:?}");
    let record = world.write("ann", "Today", "unit").await.id;
    assert!(!world.sees("old", &record).await && !world.reads("old", &record).await);
    let harbour = world.unit("har").await;
    let elsewhere = RecordDraft {
        unit: harbour.0,
        ..draft("Not mine", "unit")
    };
    let refused = world.try_write("ann", &elsewhere, "").await;
    assert!(
        matches!(refused, Err(Error::Invalid(Violation::PostNotHeld))),
        "{refused:?}"
    );
}

#[tokio::test]
async fn an_edit_that_began_with_an_earlier_version_takes_no_place_unseen() {
    let world = World::new().await;
    let record = world.write("ann", "As written", "unit").await.id;
    let began = |text: &str, version: &str| RecordDraft {
        began: Some(version.to_owned()),
        ..draft(text, "unit")
    };
    let phone = world.edit("ann", &record, &began("On the phone", "0"), "k1").await;
    assert_eq!(phone.unwrap().revisions, 1);
    let pc = world.edit("ann", &record, &began("On the PC", "0"), "k2").await;
    assert!(matches!(pc, Err(Error::Invalid(Violation::RecordChanged))), "{pc:?}");
    assert_eq!(world.card("ann", &record).await.unwrap().text, "On the phone");
    // The answer that was lost is given again.
    let again = world.edit("ann", &record, &began("On the phone", "0"), "k1").await;
    assert_eq!(again.unwrap().revisions, 1);
    // Whoever has seen it, or says so by naming none, goes on.
    let seen = world.edit("ann", &record, &began("On the PC", "1"), "k2").await;
    assert_eq!(seen.unwrap().revisions, 2);
    let over = world.edit("ann", &record, &began("Over it", ""), "k3").await.unwrap();
    assert_eq!((over.text.as_str(), over.revisions), ("Over it", 3));
}
