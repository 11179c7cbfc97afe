//! Every write leaves one leaf, its events, and nothing else; a failed one leaves nothing.

use super::world::{World, draft, settings, shut, store};
use domain::act::{Act, Subject};
use domain::event::{Event, Topic};
use domain::ledger::{LedgerAct, content_digest, hex, leaf_hash};
use domain::view::CommentDraft;
use domain::{RecordId, UnitId};
use std::collections::{BTreeMap, HashSet};

/// One of each act, and after each some that fail; the names of those that were done.
async fn act(world: &World) -> Vec<&'static str> {
    let day = &world.daybook;
    let (ann, bob, ole) = (
        world.actor("ann").await,
        world.actor("bob").await,
        world.actor("ole").await,
    );
    let record = world.try_write("ann", &draft("Words", "unit"), "key").await.unwrap().id;
    assert!(world.try_write("ann", &draft("", "unit"), "k0").await.is_err());
    assert!(
        world
            .edit("ann", &record, &draft("Other", "unit"), "key")
            .await
            .is_err(),
        "key reused: inside the transaction"
    );
    world
        .edit("ann", &record, &draft("Other words", "granted"), "k1")
        .await
        .unwrap();
    service::like::set(day, &ole, &record, true).await.unwrap();
    service::like::set(day, &ole, &record, false).await.unwrap();
    let comment = CommentDraft {
        text: "Why?".into(),
        ..CommentDraft::default()
    };
    let comment = service::comment::write(day, &bob, &record, &comment, "k2")
        .await
        .unwrap();
    let reply = |to: &domain::CommentId| CommentDraft {
        text: "Because".into(),
        reply_to: to.0.clone(),
        ..CommentDraft::default()
    };
    let answer = service::comment::write(day, &ann, &record, &reply(&comment.id), "k3")
        .await
        .unwrap();
    assert!(
        service::comment::write(day, &ann, &record, &reply(&answer.id), "k4")
            .await
            .is_err(),
        "too deep: inside the transaction"
    );
    // The key of what failed is free: the same request, mended, is done.
    service::comment::write(day, &ann, &record, &reply(&comment.id), "k4")
        .await
        .unwrap();
    service::comment::edit(day, &bob, &comment.id, "Why so?", "")
        .await
        .unwrap();
    service::comment::delete(day, &bob, &comment.id).await.unwrap();
    // Twice is once.
    service::comment::delete(day, &bob, &comment.id).await.unwrap();
    let (office, harbour): (UnitId, UnitId) = (world.unit("ann").await, world.unit("har").await);
    service::grant::give(day, &ole, &office, &harbour, "").await.unwrap();
    // There already: found inside the transaction, and leaves nothing.
    service::grant::give(day, &ole, &office, &harbour, "").await.unwrap();
    let grant = service::grant::list(day, &ole).await.unwrap().grants.remove(0).id;
    service::grant::revoke(day, &ole, &grant).await.unwrap();
    service::record::withdraw(day, &ann, &record).await.unwrap();
    service::record::withdraw(day, &ann, &record).await.unwrap();
    assert!(
        world
            .edit("ann", &record, &draft("Too late", "unit"), "")
            .await
            .is_err()
    );
    service::session::sign_out_everywhere(day, world.id("ann"))
        .await
        .unwrap();
    vec![
        "record_written",
        "record_edited",
        "liked",
        "unliked",
        "commented",
        "commented",
        "commented",
        "comment_edited",
        "comment_deleted",
        "granted",
        "grant_revoked",
        "record_withdrawn",
        "signed_out_everywhere",
    ]
}

#[tokio::test]
async fn each_act_leaves_one_leaf_and_its_event() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("surrealkv://{}", folder.path().join("db").display());
    let world = World::with(settings(&url)).await;
    let done = act(&world).await;
    assert_eq!(world.acts().await, done);
    shut(world.daybook).await;
    let store = store(&url, None).await;
    let db = store.read();
    let leaves = db.ledger_page((i64::MIN, ""), 10_000).await.unwrap();
    // What people are told of comes beside the act's own event.
    let mut events = db.events_after((0, ""), 10_000).await.unwrap();
    events.retain(|e| {
        !matches!(
            serde_json::from_str(&e.body),
            Ok(Event {
                topic: Topic::People { .. },
                ..
            })
        )
    });
    // Two imports and thirteen acts, one event each.
    assert_eq!((leaves.len(), events.len()), (done.len() + 2, done.len() + 2));
    let by_leaf: BTreeMap<&str, &store::outbox::LeafRow> = leaves.iter().map(|l| (l.id.as_str(), l)).collect();
    for event in &events {
        let leaf = by_leaf.get(&event.id[..26]).unwrap();
        assert_eq!(leaf.at, event.at, "the event and the leaf of one act are of one moment");
        serde_json::from_str::<Event>(&event.body).unwrap();
        for words in ["Words", "Other words", "Why so?", "Because"] {
            assert!(!event.body.contains(words), "no words of people in the outbox");
        }
    }
    let hashes: HashSet<&str> = leaves.iter().map(|l| l.hash.as_str()).collect();
    assert_eq!(hashes.len(), leaves.len());
    recompute(&leaves);
}

/// The hash of a leaf without content follows from what stands beside it.
fn recompute(leaves: &[store::outbox::LeafRow]) {
    let mut without = 0;
    for leaf in leaves {
        let act: Act = serde_json::from_value(leaf.act.clone().into()).unwrap();
        let hash = |content| {
            hex(&leaf_hash(&LedgerAct {
                act,
                actor: &leaf.actor,
                subject: &leaf.subject,
                at: leaf.at / 1000,
                content,
            }))
        };
        if hash([0; 32]) == leaf.hash {
            without += 1;
        } else {
            assert!(
                matches!(
                    act,
                    Act::RecordWritten | Act::RecordEdited | Act::Commented | Act::CommentEdited
                ),
                "{act:?}"
            );
            assert_ne!(hash(content_digest(&[0; 16], "Words")), leaf.hash, "salted");
        }
    }
    assert_eq!(
        without,
        2 + 7,
        "imports, like and unlike, deleting, granting, revoking, withdrawing, signing out"
    );
}

/// What failed inside its transaction left no half: no record in a lane, no once-key, no event.
#[tokio::test]
async fn failing_work_leaves_nothing() {
    let world = World::new().await;
    let before = world.acts().await.len();
    let unknown = RecordId("01JD3Z8V9QK4M5N6P7R8S9T0AB".into());
    let ann = world.actor("ann").await;
    assert!(service::record::withdraw(&world.daybook, &ann, &unknown).await.is_err());
    assert!(service::like::set(&world.daybook, &ann, &unknown, true).await.is_err());
    assert!(
        service::comment::delete(&world.daybook, &ann, &unknown.0.as_str().into())
            .await
            .is_err()
    );
    assert!(
        service::grant::revoke(&world.daybook, &ann, &unknown.0.as_str().into())
            .await
            .is_err()
    );
    assert_eq!(world.acts().await.len(), before);
}

/// The auditor reads who acted on what by name; words of records are not among the names.
#[tokio::test]
async fn the_ledger_names_what_was_acted_on() {
    let world = World::new().await;
    let done = act(&world).await;
    let auditor = super::world::official(domain::permission::Duty::Auditor);
    let rows = service::ledger::page(&world.daybook, &auditor, None).await.unwrap();
    for row in rows.iter().take(done.len()) {
        let kind = Act::named(&row.act).unwrap().subject();
        let told = match kind {
            Subject::Record | Subject::Comment | Subject::Person | Subject::Course => row.about.contains(' '),
            Subject::Grant => row.about.contains(" → "),
            Subject::Account => row.about == row.subject,
            Subject::Changes => row.about.parse::<u32>().is_ok(),
            Subject::Period => !row.about.is_empty(),
            Subject::Other => row.about.is_empty(),
        };
        assert!(told, "{}: {:?} of {}", row.act, row.about, row.subject);
        assert_ne!(row.actor, row.actor_id, "{}: who did it goes by a name", row.act);
        assert!(!row.about.contains("Words"), "{}", row.about);
    }
}

/// Reading the ledger page after page shows every act once.
#[tokio::test]
async fn the_ledger_is_read_to_its_end() {
    let world = World::new().await;
    for n in 0..120 {
        world.write("ann", &format!("{n}"), "unit").await;
    }
    assert_eq!(world.acts().await.len(), 120);
    let auditor = super::world::official(domain::permission::Duty::Auditor);
    let rows = service::ledger::page(&world.daybook, &auditor, None).await.unwrap();
    assert!(
        rows.iter()
            .all(|r| r.actor == "Ann Three" && r.hash.len() == 64 && !r.subject.is_empty())
    );
    for (duty, may) in [
        (domain::permission::Duty::SystemAdministrator, false),
        (domain::permission::Duty::SecurityAdministrator, false),
        (domain::permission::Duty::PersonnelOffice, false),
    ] {
        let outcome = service::ledger::page(&world.daybook, &super::world::official(duty), None).await;
        assert_eq!(outcome.is_ok(), may);
    }
}
