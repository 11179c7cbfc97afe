//! Streams: to those concerned, in order, without loss, and not a moment longer than rights last.

use super::world::{SURELY, World, draft, hear, hears, hears_more};
use service::live::{Next, Stream};
use std::cell::Cell;
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

#[tokio::test]
async fn only_those_concerned_hear() {
    let world = World::new().await;
    let mut streams = Vec::new();
    for who in [
        "ann", "bob", "ole", "dir", "pet", "pia", "fin", "fay", "xia", "har", "hal", "old",
    ] {
        streams.push((who, world.stream(who, None).await));
    }
    let unit = world.write("ann", "Unit", "unit").await.id;
    let leaders = world.write("xia", "Leaders", "leaders").await.id;
    world.write("ann", "Draft", "draft").await;
    for (who, stream) in &mut streams {
        let mut heard = BTreeSet::new();
        while let Some((kind, record)) = hears_more(stream).await {
            heard.insert((kind, record));
        }
        let of = |record: &domain::RecordId| ("created".to_owned(), record.0.clone());
        let knows = |record| heard.contains(&of(record));
        assert_eq!(
            knows(&unit),
            ["ann", "bob", "ole", "dir"].contains(who),
            "{who} {heard:?}"
        );
        // Xia's line leads to the Office's head; her unit's head and the director lead her as well.
        assert_eq!(
            knows(&leaders),
            ["xia", "fin", "ole", "dir"].contains(who),
            "{who} {heard:?}"
        );
        let drafts = heard.iter().filter(|(kind, _)| kind == "changed").count();
        assert_eq!(drafts, usize::from(*who == "ann"), "{who} {heard:?}");
    }
}

#[tokio::test]
async fn an_audience_made_smaller_is_told_to_those_who_lose_it_and_then_no_more() {
    let world = World::new().await;
    let record = world.write("ann", "Unit", "unit").await.id;
    let mut bob = world.stream("bob", None).await;
    world
        .edit("ann", &record, &draft("Leaders", "leaders"), "")
        .await
        .unwrap();
    assert_eq!(hears(&mut bob).await, Some(("changed".into(), record.0.clone())));
    assert!(!world.reads("bob", &record).await);
    world
        .edit("ann", &record, &draft("Leaders only", "leaders"), "")
        .await
        .unwrap();
    service::like::set(&world.daybook, &*world.actor("ole").await, &record, true)
        .await
        .unwrap();
    assert_eq!(hears_more(&mut bob).await, None);
}

/// Each list that does not show the record asks for its newest page then: all readers at once.
#[tokio::test]
async fn only_what_comes_into_other_lists_is_told_to_lists_without_it() {
    let world = World::new().await;
    let record = world.write("ann", "Unit", "unit").await.id;
    let mut bob = world.stream("bob", None).await;
    let comment = |text: &str, mentioned: &str| domain::view::CommentDraft {
        text: text.into(),
        mentions: mentioned.into(),
        ..Default::default()
    };
    let ole = world.id("ole").0.clone();
    for (said, moved) in [
        (comment("Well done", ""), false),
        (comment("See this, @Ole Two", &ole), true),
    ] {
        service::comment::write(&world.daybook, &*world.actor("bob").await, &record, &said, "")
            .await
            .unwrap();
        assert_eq!(hear(&mut bob, SURELY).await.unwrap().1["moved"], moved, "{}", said.text);
    }
    for (text, audience, moved) in [("Reworded", "unit", false), ("Reworded", "granted", true)] {
        world.edit("ann", &record, &draft(text, audience), "").await.unwrap();
        assert_eq!(hear(&mut bob, SURELY).await.unwrap().1["moved"], moved, "{audience}");
    }
}

/// A pill that leads to nothing would tell that there is something.
#[tokio::test]
async fn what_is_for_other_readers_by_now_is_no_news_to_who_comes_back() {
    let world = World::new().await;
    let since = world.page("bob", &domain::Scope::All, None).await.unwrap().since;
    let narrowed = world.write("ann", "Unit", "unit").await.id;
    let stays = world.write("ann", "Stays", "unit").await.id;
    world
        .edit("ann", &narrowed, &draft("Leaders", "leaders"), "")
        .await
        .unwrap();
    let mut bob = world.stream("bob", Some(&since)).await;
    let mut created = Vec::new();
    while let Some((kind, record)) = hears_more(&mut bob).await {
        if kind == "created" {
            created.push(record);
        }
    }
    assert_eq!(created, [stays.0]);
}

#[tokio::test]
async fn revoking_ends_delivery_at_once() {
    let world = World::new().await;
    let (office, harbour) = (world.unit("ann").await, world.unit("har").await);
    let ole = world.actor("ole").await;
    service::grant::give(&world.daybook, &ole, &office, &harbour, "")
        .await
        .unwrap();
    let mut hal = world.stream("hal", None).await;
    let record = world.write("ann", "For guests", "granted").await.id;
    assert_eq!(hears(&mut hal).await, Some(("created".into(), record.0.clone())));
    let grant = service::grant::list(&world.daybook, &ole)
        .await
        .unwrap()
        .grants
        .remove(0)
        .id;
    service::grant::revoke(&world.daybook, &ole, &grant).await.unwrap();
    world.write("ann", "No longer", "granted").await;
    service::like::set(&world.daybook, &ole, &record, true).await.unwrap();
    // That rights changed is told; nothing after it is.
    assert_eq!(hears(&mut hal).await.map(|h| h.0), Some("rights".into()));
    assert_eq!(hears_more(&mut hal).await, None);
    // A browser that comes back with an old id learns nothing of what it missed either.
    let since = ulid::Ulid::from_parts(0, 1).to_string();
    let mut back = world.stream("hal", Some(&since)).await;
    while let Some((kind, _)) = hears_more(&mut back).await {
        assert_eq!(kind, "rights");
    }
}

#[tokio::test]
async fn an_import_that_ends_a_post_ends_delivery() {
    let world = World::new().await;
    let mut bob = world.stream("bob", None).await;
    let without = super::world::STAFF.replace("O3,Clerk,O1,4,Bob Four,bob,2024-01-01,", "O3,Clerk,O1,,,,,");
    super::world::import(&world.daybook, &format!("{}{without}", super::world::HEADINGS))
        .await
        .unwrap();
    world.write("ann", "Without Bob", "unit").await;
    assert_eq!(hears(&mut bob).await.map(|h| h.0), Some("rights".into()));
    assert_eq!(hears_more(&mut bob).await, None);
}

/// A day of the site's calendar, so many days from now.
fn day(world: &World, ahead: u64) -> String {
    let today: chrono::NaiveDate = world.daybook.today().parse().unwrap();
    (today + chrono::Days::new(ahead)).to_string()
}

#[tokio::test]
async fn a_grant_that_ends_with_the_day_ends_delivery() {
    let world = World::new().await;
    let (office, harbour) = (world.unit("ann").await, world.unit("har").await);
    let (ole, tomorrow) = (world.actor("ole").await, day(&world, 1));
    service::grant::give(&world.daybook, &ole, &office, &harbour, &tomorrow)
        .await
        .unwrap();
    let (mut hal, mut fay) = (world.stream("hal", None).await, world.stream("fay", None).await);
    world.daybook.pass_days(1);
    let last = world.write("ann", "On the last day", "granted").await.id;
    assert_eq!(hears(&mut hal).await, Some(("created".into(), last.0.clone())));
    world.daybook.pass_days(1);
    world.write("ann", "After midnight", "granted").await;
    service::like::set(&world.daybook, &*world.actor("ole").await, &last, true)
        .await
        .unwrap();
    assert_eq!(hears(&mut hal).await.map(|h| h.0), Some("rights".into()));
    assert_eq!(hears_more(&mut hal).await, None);
    assert_eq!(
        hears_more(&mut fay).await,
        None,
        "whose rights stay hears nothing of the day"
    );
    let own = world.write("har", "His own unit's", "unit").await.id;
    assert_eq!(hears(&mut hal).await, Some(("created".into(), own.0)));
}

#[tokio::test]
async fn appointments_end_and_begin_with_the_day() {
    let world = World::new().await;
    let (today, tomorrow) = (day(&world, 0), day(&world, 1));
    let staff = super::world::STAFF
        .replace("Bob Four,bob,2024-01-01,", &format!("Bob Four,bob,2024-01-01,{today}"))
        .replace("O4,Clerk,O1,,,,,", &format!("O4,Clerk,O1,9,Fay Nine,fay,{tomorrow},"));
    super::world::import(&world.daybook, &format!("{}{staff}", super::world::HEADINGS))
        .await
        .unwrap();
    let (mut bob, mut fay) = (world.stream("bob", None).await, world.stream("fay", None).await);
    let before = world.write("ann", "Before midnight", "unit").await.id;
    assert_eq!(hears(&mut bob).await, Some(("created".into(), before.0)));
    assert_eq!(hears_more(&mut fay).await, None);
    world.daybook.pass_days(1);
    let after = world.write("ann", "After midnight", "unit").await.id;
    assert_eq!(hears(&mut bob).await.map(|h| h.0), Some("rights".into()));
    assert_eq!(hears_more(&mut bob).await, None);
    assert_eq!(hears(&mut fay).await.map(|h| h.0), Some("rights".into()));
    assert_eq!(hears(&mut fay).await, Some(("created".into(), after.0)));
}

/// Long enough that nobody is idle who only has to wait for the machine.
const IDLE: Duration = Duration::from_secs(4);

/// Short time-outs make short beats.
async fn restless() -> World {
    World::with(service::Settings {
        idle: IDLE,
        ..super::world::settings("mem://")
    })
    .await
}

async fn next(stream: &mut Stream) -> Next {
    let next = tokio::time::timeout(Duration::from_millis(SURELY), stream.next());
    next.await.unwrap()
}

async fn session(world: &World, account: &str) -> (service::session::Token, Stream) {
    let (link, password) = (world.link(account).await, "correct horse battery");
    let token = service::account::open(
        &world.daybook,
        std::net::IpAddr::from([10, 0, 0, 1]),
        &link,
        password,
        password,
    )
    .await
    .unwrap();
    let stream = service::live::open(&world.daybook, world.id(account), &token.digest(), None)
        .await
        .unwrap();
    (token, stream)
}

#[tokio::test]
async fn where_nothing_happens_the_beat_brings_the_new_day() {
    let world = restless().await;
    let (office, harbour) = (world.unit("ann").await, world.unit("har").await);
    let (ole, tomorrow) = (world.actor("ole").await, day(&world, 1));
    service::grant::give(&world.daybook, &ole, &office, &harbour, &tomorrow)
        .await
        .unwrap();
    let (token, mut hal) = session(&world, "hal").await;
    assert!(matches!(next(&mut hal).await, Next::Beat));
    assert!(world.daybook.session(&token).await.unwrap().is_some(), "in use");
    world.daybook.pass_days(2);
    assert_eq!(hears(&mut hal).await.map(|h| h.0), Some("rights".into()));
}

#[tokio::test]
async fn a_stream_ends_when_its_session_idles_out_and_not_before() {
    let world = restless().await;
    let (used, mut bob) = session(&world, "bob").await;
    let before = Instant::now();
    let (_unused, mut ann) = session(&world, "ann").await;
    let busy = async {
        for _ in 0..16 {
            tokio::time::sleep(IDLE / 10).await;
            assert!(world.daybook.session(&used).await.unwrap().is_some());
        }
    };
    let ended = async {
        assert_eq!(hears(&mut ann).await.map(|h| h.0), Some("end".into()));
        before.elapsed()
    };
    let ((), took) = tokio::join!(busy, ended);
    assert!(took > IDLE / 10 * 9, "ended after {took:?}");
    let record = world.write("ole", "For those who are there", "unit").await.id;
    assert_eq!(hears(&mut bob).await, Some(("created".into(), record.0)));
    // A stream that the browser opens again by itself keeps no session alive.
    for _ in 0..12 {
        world.daybook.session_at_rest(&used).await.unwrap();
        tokio::time::sleep(IDLE / 10).await;
    }
    assert!(world.daybook.session_at_rest(&used).await.unwrap().is_none());
    assert!(world.daybook.session(&used).await.unwrap().is_none());
}

#[tokio::test]
async fn a_browser_that_slept_gets_what_it_missed() {
    let world = World::new().await;
    let mut stream = world.stream("bob", None).await;
    for n in 0..3 {
        world.write("ann", &format!("Heard {n}"), "unit").await;
    }
    let mut known = BTreeSet::new();
    let mut last = String::new();
    while let Some((id, _)) = hear(&mut stream, 300).await {
        assert!(known.insert(id.clone()));
        last = id;
    }
    assert_eq!(known.len(), 3);
    drop(stream);
    let mut missed = BTreeSet::new();
    for n in 0..20 {
        missed.insert(world.write("ann", &format!("Missed {n}"), "unit").await.id.0);
        world.write("har", &format!("Not his {n}"), "unit").await;
    }
    let mut stream = world.stream("bob", Some(&last)).await;
    let after = world.write("ann", "After", "unit").await.id.0;
    missed.insert(after);
    // Some seconds before are sent again under the same ids; a browser that knows the ids repeats nothing.
    let mut again = BTreeSet::new();
    let mut records = Vec::new();
    while let Some((id, event)) = hear(&mut stream, 300).await {
        assert!(again.insert(id.clone()), "sent twice on one stream: {id}");
        if known.insert(id) {
            records.extend(event["record"].as_str().map(str::to_owned));
        }
    }
    assert_eq!(records.len(), missed.len());
    assert_eq!(records.into_iter().collect::<BTreeSet<_>>(), missed);
}

#[tokio::test]
async fn nothing_falls_between_replay_and_stream() {
    let world = World::new().await;
    let since = world.page("bob", &domain::Scope::All, None).await.unwrap().since;
    let done = Cell::new(false);
    let writer = async {
        let mut written = BTreeSet::new();
        for n in 0..60 {
            written.insert(world.write("ann", &format!("Record {n}"), "unit").await.id.0);
            tokio::task::yield_now().await;
        }
        done.set(true);
        written
    };
    let reader = async {
        let mut heard = BTreeSet::new();
        let mut last = since.clone();
        // A restless browser: it comes back after every few messages, for as long as something is written.
        while !done.get() {
            let mut stream = world.stream("bob", Some(&last)).await;
            for _ in 0..7 {
                let Some((id, event)) = hear(&mut stream, 100).await else {
                    break;
                };
                heard.extend(event["record"].as_str().map(str::to_owned));
                last = last.max(id);
            }
        }
        let mut stream = world.stream("bob", Some(&last)).await;
        while let Some((_, event)) = hear(&mut stream, 300).await {
            heard.extend(event["record"].as_str().map(str::to_owned));
        }
        heard
    };
    let (written, heard) = tokio::join!(writer, reader);
    assert_eq!(written, heard);
}

#[tokio::test]
async fn too_much_missed_says_start_over() {
    let world = World::new().await;
    let record = world.write("ann", "Often clicked", "unit").await.id;
    let since = ulid::Ulid::from_parts(0, 1).to_string();
    let bob = world.actor("bob").await;
    for n in 0..1_000 {
        service::like::set(&world.daybook, &bob, &record, n % 2 == 0)
            .await
            .unwrap();
    }
    let mut stream = world.stream("ann", Some(&since)).await;
    assert!(matches!(stream.next().await, Next::Reset));
}

#[tokio::test]
async fn streams_end_with_the_server() {
    let world = World::new().await;
    let mut stream = world.stream("ann", None).await;
    world.daybook.close();
    assert!(matches!(next(&mut stream).await, Next::End));
}
