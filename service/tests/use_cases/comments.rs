//! Comments, replies, mentions.

use super::world::World;
use domain::view::{CommentDraft, CommentView};
use domain::{RecordId, Scope, Violation};
use service::Error;

async fn say(
    world: &World,
    who: &str,
    record: &RecordId,
    draft: &CommentDraft,
    key: &str,
) -> service::Result<CommentView> {
    service::comment::write(&world.daybook, &*world.actor(who).await, record, draft, key).await
}

fn text(text: &str) -> CommentDraft {
    CommentDraft {
        text: text.into(),
        ..CommentDraft::default()
    }
}

fn reply(to: &CommentView, words: &str) -> CommentDraft {
    CommentDraft {
        reply_to: to.id.0.clone(),
        ..text(words)
    }
}

#[tokio::test]
async fn comments_and_one_level_of_replies() {
    let world = World::new().await;
    let record = world.write("ann", "Report sent", "unit").await.id;
    let asked = say(&world, "ole", &record, &text("To whom?"), "k").await.unwrap();
    assert!(asked.leader);
    assert_eq!(
        say(&world, "ole", &record, &text("To whom?"), "k").await.unwrap().id,
        asked.id,
        "sent twice"
    );
    let answered = say(&world, "ann", &record, &reply(&asked, "To Finance"), "")
        .await
        .unwrap();
    assert_eq!(answered.reply_to, Some(asked.id.clone()));
    let deeper = say(&world, "ole", &record, &reply(&answered, "Why?"), "").await;
    assert!(matches!(deeper, Err(Error::Invalid(Violation::ReplyToReply))));
    let elsewhere = world.write("ann", "Another", "unit").await.id;
    assert!(matches!(
        say(&world, "ole", &elsewhere, &reply(&asked, "?"), "").await,
        Err(Error::NotFound)
    ));
    let card = world.card("bob", &record).await.unwrap();
    assert_eq!((card.comments_total, card.comments.len()), (2, 2));
    assert_eq!(
        world.acts().await,
        ["record_written", "commented", "commented", "record_written"]
    );
}

#[tokio::test]
async fn one_key_is_not_for_two_records() {
    let world = World::new().await;
    let (one, two) = (
        world.write("ann", "1", "unit").await.id,
        world.write("ann", "2", "unit").await.id,
    );
    say(&world, "bob", &one, &text("x"), "k").await.unwrap();
    assert!(say(&world, "bob", &two, &text("x"), "k").await.is_err());
    assert_eq!(world.card("ann", &two).await.unwrap().comments_total, 0);
}

#[tokio::test]
async fn the_same_words_again_are_no_earlier_wording() {
    let world = World::new().await;
    let record = world.write("ann", "Report sent", "unit").await.id;
    let comment = say(&world, "bob", &record, &text("Godo"), "").await.unwrap();
    let bob = world.actor("bob").await;
    let edit = async |words: &str, key: &str| {
        let edited = service::comment::edit(&world.daybook, &bob, &comment.id, words, key).await;
        edited.map(|view| (view.text, view.earlier.len()))
    };
    assert_eq!(edit("Godo", "").await.unwrap(), ("Godo".to_owned(), 0));
    assert_eq!(edit("Good", "one").await.unwrap(), ("Good".to_owned(), 1));
    assert_eq!(edit(" Good ", "two").await.unwrap(), ("Good".to_owned(), 1));
    assert_eq!(edit("Goods", "three").await.unwrap(), ("Goods".to_owned(), 2));
    // What was sent before comes late: done once already.
    assert_eq!(edit("Good", "one").await.unwrap(), ("Goods".to_owned(), 2));
    let acts = world.acts().await;
    assert_eq!(
        acts.iter().filter(|act| *act == "comment_edited").count(),
        2,
        "{acts:?}"
    );
}

#[tokio::test]
async fn own_comments_are_reworded_and_deleted_with_a_trace() {
    let world = World::new().await;
    let record = world.write("ann", "Report sent", "unit").await.id;
    let comment = say(&world, "bob", &record, &text("Godo"), "").await.unwrap();
    let (bob, ole) = (world.actor("bob").await, world.actor("ole").await);
    let edited = service::comment::edit(&world.daybook, &bob, &comment.id, "Good", "")
        .await
        .unwrap();
    assert_eq!(
        (edited.text.as_str(), edited.earlier),
        ("Good", vec!["Godo".to_owned()])
    );
    for stranger in ["ole", "ann", "har"] {
        let actor = world.actor(stranger).await;
        assert!(
            matches!(
                service::comment::edit(&world.daybook, &actor, &comment.id, "Bad", "").await,
                Err(Error::NotFound)
            ),
            "{stranger}"
        );
        assert!(
            matches!(
                service::comment::delete(&world.daybook, &actor, &comment.id).await,
                Err(Error::NotFound)
            ),
            "{stranger}"
        );
    }
    service::comment::delete(&world.daybook, &bob, &comment.id)
        .await
        .unwrap();
    let seen = service::feed::record_page(&world.daybook, &ole, &record)
        .await
        .unwrap()
        .card;
    let trace = seen.comments.first().unwrap();
    assert!(trace.deleted && trace.text.is_empty() && trace.earlier.is_empty());
    assert_eq!(seen.comments_total, 0);
    // Twice is once; nobody else learns of it that way, and nothing can be done to it any more.
    let again = service::comment::delete(&world.daybook, &bob, &comment.id)
        .await
        .unwrap();
    assert!(again.deleted && again.text.is_empty());
    assert!(matches!(
        service::comment::delete(&world.daybook, &ole, &comment.id).await,
        Err(Error::NotFound)
    ));
    assert!(matches!(
        service::comment::edit(&world.daybook, &bob, &comment.id, "Back", "").await,
        Err(Error::NotFound)
    ));
    let acts = world.acts().await;
    assert_eq!(acts.iter().filter(|act| *act == "comment_deleted").count(), 1);
}

#[tokio::test]
async fn limits_and_rights() {
    let world = World::new().await;
    let record = world.write("ann", "Report", "unit").await.id;
    assert!(
        say(&world, "bob", &record, &text(&"好".repeat(2_000)), "")
            .await
            .is_ok()
    );
    let long = say(&world, "bob", &record, &text(&"好".repeat(2_001)), "").await;
    assert!(matches!(
        long,
        Err(Error::Invalid(Violation::TextTooLong { limit: 2_000, .. }))
    ));
    assert!(matches!(
        say(&world, "bob", &record, &text(" "), "").await,
        Err(Error::Invalid(Violation::TextEmpty))
    ));
    for stranger in ["har", "pia", "old"] {
        assert!(
            matches!(
                say(&world, stranger, &record, &text("?"), "").await,
                Err(Error::NotFound)
            ),
            "{stranger}"
        );
    }
    service::record::withdraw(&world.daybook, &*world.actor("ann").await, &record)
        .await
        .unwrap();
    assert!(matches!(
        say(&world, "ole", &record, &text("?"), "").await,
        Err(Error::Invalid(Violation::Withdrawn))
    ));
    let draft = world.write("ann", "Draft", "draft").await.id;
    assert!(matches!(
        say(&world, "ann", &draft, &text("note"), "").await,
        Err(Error::Denied)
    ));
    assert!(matches!(
        say(&world, "ole", &draft, &text("?"), "").await,
        Err(Error::NotFound)
    ));
}

#[tokio::test]
async fn only_readers_are_mentioned() {
    let world = World::new().await;
    let record = world.write("ann", "Report", "unit").await.id;
    let bob = world.actor("bob").await;
    let offered = service::comment::mentionable(&world.daybook, &bob, &record, "")
        .await
        .unwrap();
    let mut names: Vec<&str> = offered.iter().map(|p| p.name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, ["Ann Three", "Dir One", "Ole Two"]);
    assert!(matches!(
        service::comment::mentionable(&world.daybook, &*world.actor("har").await, &record, "").await,
        Err(Error::NotFound)
    ));
    let mention = |who: &str, words: &str| CommentDraft {
        mentions: world.id(who).0.clone(),
        ..text(words)
    };
    let said = say(&world, "bob", &record, &mention("ole", "@Ole Two please look"), "")
        .await
        .unwrap();
    assert_eq!(said.mentions.len(), 1);
    assert_eq!(world.feed("ole", &Scope::Mentioned).await, [record.clone()]);
    let refused = say(&world, "bob", &record, &mention("har", "@Har Twelve look"), "").await;
    assert!(
        matches!(refused, Err(Error::Invalid(Violation::MentionNotReader { .. }))),
        "{refused:?}"
    );
    assert!(world.feed("har", &Scope::Mentioned).await.is_empty());
    // Mentioned twice, listed once; and no longer when it is no longer open to him.
    say(&world, "bob", &record, &mention("ann", "@Ann Three well done"), "")
        .await
        .unwrap();
    say(&world, "ole", &record, &mention("bob", "@Bob Four thanks"), "")
        .await
        .unwrap();
    say(&world, "ole", &record, &mention("bob", "@Bob Four again"), "")
        .await
        .unwrap();
    assert_eq!(world.feed("bob", &Scope::Mentioned).await, [record.clone()]);
    world
        .edit("ann", &record, &super::world::draft("Report", "leaders"), "")
        .await
        .unwrap();
    assert!(world.feed("bob", &Scope::Mentioned).await.is_empty());
}

#[tokio::test]
async fn a_name_typed_by_hand_or_while_rewording_is_a_mention() {
    let world = World::new().await;
    let record = world.write("ann", "Report", "unit").await.id;
    let names = |comment: &CommentView| {
        let names = comment.mentions.iter().map(|m| m.name.clone());
        names.collect::<Vec<_>>()
    };
    let words = text("@Ole Two please look, not @Har Twelve, nor @Ann Threesome");
    let typed = say(&world, "bob", &record, &words, "").await.unwrap();
    assert_eq!(names(&typed), ["Ole Two"], "readers only, and whole names");
    assert_eq!(world.feed("ole", &Scope::Mentioned).await, [record.clone()]);
    let bob = world.actor("bob").await;
    let edit = async |words: &str| {
        let edited = service::comment::edit(&world.daybook, &bob, &typed.id, words, "").await;
        names(&edited.unwrap())
    };
    assert_eq!(
        edit("@Ole Two and @Ann Three please look").await,
        ["Ole Two", "Ann Three"]
    );
    assert_eq!(world.feed("ann", &Scope::Mentioned).await, [record.clone()]);
    assert_eq!(edit("@Ann Three please look").await, ["Ann Three"]);
    assert!(
        world.feed("ole", &Scope::Mentioned).await.is_empty(),
        "nothing names him any more"
    );
    say(&world, "ole", &record, &text("@Ann Three as well"), "")
        .await
        .unwrap();
    assert!(edit("Please look").await.is_empty());
    assert_eq!(
        world.feed("ann", &Scope::Mentioned).await,
        [record],
        "another comment names her"
    );
}

#[tokio::test]
async fn whose_grant_ended_takes_own_words_back_and_says_no_new_ones() {
    let world = World::new().await;
    let (office, harbour) = (world.unit("ann").await, world.unit("har").await);
    let ole = world.actor("ole").await;
    service::grant::give(&world.daybook, &ole, &office, &harbour, "")
        .await
        .unwrap();
    let record = world.write("ann", "For guests", "granted").await.id;
    let asked = say(&world, "hal", &record, &text("How many?"), "").await.unwrap();
    let grant = service::grant::list(&world.daybook, &ole)
        .await
        .unwrap()
        .grants
        .remove(0);
    service::grant::revoke(&world.daybook, &ole, &grant.id).await.unwrap();
    let hal = world.actor("hal").await;
    let edited = service::comment::edit(&world.daybook, &hal, &asked.id, "Something else", "").await;
    assert!(matches!(edited, Err(Error::NotFound)), "{edited:?}");
    let seen = world.card("ann", &record).await.unwrap().comments;
    assert_eq!(seen.first().unwrap().text, "How many?");
    let gone = service::comment::delete(&world.daybook, &hal, &asked.id).await.unwrap();
    assert!(gone.deleted);
}

#[tokio::test]
async fn a_deleted_comment_mentions_nobody() {
    let world = World::new().await;
    let record = world.write("ann", "Report", "unit").await.id;
    let said = say(&world, "bob", &record, &text("@Ole Two, was this yours?"), "")
        .await
        .unwrap();
    assert_eq!(said.mentions.len(), 1);
    let again = say(&world, "ann", &record, &text("@Ole Two, it was mine"), "")
        .await
        .unwrap();
    for (who, comment, listed) in [("bob", &said, 1), ("ann", &again, 0)] {
        let trace = service::comment::delete(&world.daybook, &*world.actor(who).await, &comment.id)
            .await
            .unwrap();
        assert!(trace.deleted && trace.mentions.is_empty(), "{trace:?}");
        assert_eq!(world.feed("ole", &Scope::Mentioned).await.len(), listed, "{who}");
    }
    let seen = world.card("dir", &record).await.unwrap().comments;
    assert!(seen.len() == 2 && seen.iter().all(|c| c.mentions.is_empty()));
}

/// An id of somebody unknown and of somebody with no right must not be told apart by who asks with a guessed id.
#[tokio::test]
async fn a_mention_names_nobody_whose_name_was_not_typed() {
    let world = World::new().await;
    let record = world.write("ann", "Report", "unit").await.id;
    let guessed = CommentDraft {
        mentions: format!("{},01JD3Z8V9QK4M5N6P7R8S9T0AB,x", world.id("har")),
        ..text("Hello")
    };
    assert!(
        say(&world, "bob", &record, &guessed, "")
            .await
            .unwrap()
            .mentions
            .is_empty()
    );
}
