//! What people are told of, on all their devices, and how they want to be told.

use super::plans::{draft, nowhere};
use super::world::World;
use domain::notice::{NoticeKind, Wish};
use domain::plan::Draft;
use domain::view::{CommentDraft, CommentView, NoticeView};
use domain::{Lang, RecordId};
use service::Error;

pub async fn told(world: &World, who: &str) -> Vec<NoticeView> {
    let page = service::notice::page(&world.daybook, &*world.actor(who).await, None).await;
    page.unwrap().notices
}

pub async fn unread(world: &World, who: &str) -> u32 {
    let waits = service::notice::waits(&world.daybook, &*world.actor(who).await, Lang::En).await;
    waits.unwrap().unread
}

pub fn kinds(notices: &[NoticeView]) -> Vec<NoticeKind> {
    notices.iter().map(|n| n.kind).collect()
}

async fn say(world: &World, who: &str, record: &RecordId, text: &str, reply_to: &str, mentions: &str) -> CommentView {
    let draft = CommentDraft {
        text: text.into(),
        reply_to: reply_to.into(),
        mentions: mentions.into(),
    };
    service::comment::write(&world.daybook, &*world.actor(who).await, record, &draft, "")
        .await
        .unwrap()
}

async fn like(world: &World, who: &str, record: &RecordId, on: bool) {
    service::like::set(&world.daybook, &*world.actor(who).await, record, on)
        .await
        .unwrap();
}

pub async fn wish(world: &World, who: &str, target: &str, wish: &str) -> service::Result<()> {
    service::notice::wish(&world.daybook, &*world.actor(who).await, target, wish).await
}

#[tokio::test]
async fn authors_answered_and_mentioned_are_told_once_each() {
    let world = World::new().await;
    let record = world.write("ann", "Report sent", "unit").await.id;
    let asked = say(&world, "ole", &record, "To whom?", "", "").await;
    say(&world, "ann", &record, "To Finance", asked.id.as_str(), "").await;
    let bob = world.id("bob").0.clone();
    say(&world, "ole", &record, "Thanks, @Bob Four look", "", &bob).await;
    let ann = told(&world, "ann").await;
    assert_eq!(
        kinds(&ann),
        [NoticeKind::Commented],
        "one for the thread, not one for each comment"
    );
    assert_eq!(
        (ann[0].excerpt.as_str(), ann[0].about.as_str()),
        ("Thanks, @Bob Four look", "Report sent")
    );
    assert_eq!(ann[0].by, ["Ole Two"]);
    assert_eq!(kinds(&told(&world, "ole").await), [NoticeKind::Replied]);
    assert_eq!(kinds(&told(&world, "bob").await), [NoticeKind::Mentioned]);
    assert!(told(&world, "fay").await.is_empty());
    assert_eq!(unread(&world, "ann").await, 1);
}

#[tokio::test]
async fn marks_are_told_and_a_slip_is_taken_back_but_colleagues_likes_are_quiet() {
    let world = World::new().await;
    let record = world.write("ann", "Report sent", "unit").await.id;
    like(&world, "bob", &record, true).await;
    assert!(told(&world, "ann").await.is_empty());
    like(&world, "ole", &record, true).await;
    like(&world, "dir", &record, true).await;
    let notices = told(&world, "ann").await;
    assert_eq!((kinds(&notices), notices[0].by.len()), (vec![NoticeKind::Marked], 2));
    assert_eq!(notices[0].by, ["Dir One", "Ole Two"], "the newest first");
    like(&world, "dir", &record, false).await;
    assert_eq!(told(&world, "ann").await[0].by, ["Ole Two"]);
    like(&world, "ole", &record, false).await;
    assert!(told(&world, "ann").await.is_empty());
    assert_eq!(unread(&world, "ann").await, 0);
}

#[tokio::test]
async fn reading_counts_on_every_device_and_for_oneself_only() {
    let world = World::new().await;
    let record = world.write("ann", "Report sent", "unit").await.id;
    say(&world, "ole", &record, "To whom?", "", "").await;
    let other = world.write("ann", "Second", "unit").await.id;
    say(&world, "bob", &other, "Good", "", "").await;
    let notices = told(&world, "ann").await;
    let (ann, bob) = (world.actor("ann").await, world.actor("bob").await);
    let anothers = service::notice::open(&world.daybook, &bob, notices[0].id.as_str()).await;
    assert!(matches!(anothers, Err(Error::NotFound)));
    let unknown = service::notice::open(&world.daybook, &ann, "x-y-z").await;
    assert!(matches!(unknown, Err(Error::NotFound)));
    service::notice::open(&world.daybook, &ann, notices[0].id.as_str())
        .await
        .unwrap();
    assert_eq!(unread(&world, "ann").await, 1);
    service::notice::read_thread(&world.daybook, &ann, record.as_str())
        .await
        .unwrap();
    assert_eq!(unread(&world, "ann").await, 0);
    // What comes again is news again.
    say(&world, "ole", &record, "Still waiting", "", "").await;
    assert_eq!(unread(&world, "ann").await, 1);
    let seen = told(&world, "ann").await[0].at.at;
    service::notice::read_all(&world.daybook, &ann, seen - 1).await.unwrap();
    assert_eq!(
        unread(&world, "ann").await,
        1,
        "what came later than the reader looked stays"
    );
    service::notice::read_all(&world.daybook, &ann, seen).await.unwrap();
    assert_eq!(unread(&world, "ann").await, 0);
}

#[tokio::test]
async fn kinds_and_threads_are_muted_but_questions_still_arrive() {
    let world = World::new().await;
    let record = world.write("ann", "Report sent", "unit").await.id;
    wish(&world, "ann", "kind:marked", "off").await.unwrap();
    like(&world, "ole", &record, true).await;
    assert!(told(&world, "ann").await.is_empty());
    wish(&world, "ann", &format!("thread:{record}"), "off").await.unwrap();
    say(&world, "bob", &record, "Good", "", "").await;
    assert!(told(&world, "ann").await.is_empty());
    let ann = world.id("ann").0.clone();
    say(&world, "bob", &record, "@Ann Three when?", "", &ann).await;
    let notices = told(&world, "ann").await;
    assert_eq!(kinds(&notices), [NoticeKind::Mentioned]);
    assert!(notices[0].muted);
    for (target, how) in [
        ("kind:nonsense", "off"),
        ("thread:x", "off"),
        ("kind:marked", "never"),
        ("", ""),
    ] {
        assert!(
            matches!(wish(&world, "ann", target, how).await, Err(Error::NotFound)),
            "{target}"
        );
    }
}

#[tokio::test]
async fn the_quiet_ones_wait_for_the_morning() {
    let world = World::new().await;
    let record = world.write("ann", "Report sent", "unit").await.id;
    wish(&world, "ann", "kind:marked", "daily").await.unwrap();
    like(&world, "ole", &record, true).await;
    assert_eq!((unread(&world, "ann").await, told(&world, "ann").await.len()), (0, 0));
    // What stands below is read, what is for the morning stays news.
    let ann = world.actor("ann").await;
    say(&world, "bob", &record, "Good", "", "").await;
    assert_eq!(kinds(&told(&world, "ann").await), [NoticeKind::Commented]);
    service::notice::read_all(&world.daybook, &ann, i64::MAX).await.unwrap();
    assert_eq!(unread(&world, "ann").await, 0);
    world.daybook.pass_days(1);
    let morning = told(&world, "ann").await;
    assert_eq!(kinds(&morning), [NoticeKind::Marked, NoticeKind::Commented]);
    assert!(morning[0].unread && morning[0].at.clock == "08:00" && morning[0].at.at > morning[1].at.at);
    assert_eq!(unread(&world, "ann").await, 1);
    // Another mark joins what is shown already; it does not take it away until the next morning.
    like(&world, "dir", &record, true).await;
    let joined = told(&world, "ann").await;
    assert_eq!(
        (joined[0].kind, joined[0].by.len(), joined[0].unread),
        (NoticeKind::Marked, 2, true)
    );
    service::notice::read_all(&world.daybook, &ann, joined[0].at.at)
        .await
        .unwrap();
    assert_eq!(unread(&world, "ann").await, 0);
    let page = service::notice::page(&world.daybook, &*world.actor("ann").await, None)
        .await
        .unwrap();
    let marked = page.wishes.iter().find(|(kind, _)| *kind == NoticeKind::Marked);
    assert_eq!(marked, Some(&(NoticeKind::Marked, Wish::Daily)));
}

#[tokio::test]
async fn what_is_withdrawn_says_nothing_more() {
    let world = World::new().await;
    let record = world.write("bob", "Secret words", "unit").await.id;
    let ann = world.id("ann").0.clone();
    say(&world, "bob", &record, "@Ann Three see above", "", &ann).await;
    service::record::withdraw(&world.daybook, &*world.actor("bob").await, &record)
        .await
        .unwrap();
    let notices = told(&world, "ann").await;
    assert_eq!((notices[0].about.as_str(), notices[0].excerpt.as_str()), ("", ""));
}

#[tokio::test]
async fn what_waits_names_a_few_and_counts_the_rest() {
    let world = World::new().await;
    let ann = world.actor("ann").await;
    for n in 0..7 {
        let due = Draft {
            due: world.daybook.today(),
            ..draft(&format!("Task {n}"))
        };
        service::plan::write(&world.daybook, &ann, &due, &nowhere(), "", "")
            .await
            .unwrap();
    }
    let waits = service::notice::waits(&world.daybook, &ann, Lang::En).await.unwrap();
    assert_eq!((waits.soon.items.len(), waits.soon.more), (5, 2));
    assert_eq!(waits.soon.items[0].due, world.daybook.today());
    assert_eq!((waits.overdue.items.len(), waits.overdue.more), (0, 0));
    let leader = service::notice::waits(&world.daybook, &*world.actor("ole").await, Lang::En)
        .await
        .unwrap();
    assert_eq!((leader.answer.items.len(), leader.answer.more), (5, 2));
}
