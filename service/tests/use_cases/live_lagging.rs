//! A stream too slow for what happens: what it lost may have been the end of its reader's rights, or of its session.

use super::world::{SURELY, World, hear, hears, hears_more, settings};
use service::Settings;
use service::live::{Next, Stream};
use service::session::Token;
use std::time::Duration;

/// What a stream may lag behind, and more.
const BACKLOG: usize = 64;
const FLOOD: usize = 90;

async fn world() -> World {
    World::with(Settings {
        backlog: BACKLOG,
        ..settings("mem://")
    })
    .await
}

/// A real session, so that its end can be seen.
async fn session(world: &World, account: &str) -> (Token, Stream) {
    let (link, password) = (world.link(account).await, "correct horse battery");
    let home = std::net::IpAddr::from([10, 0, 0, 1]);
    let token = service::account::open(&world.daybook, home, &link, password, password)
        .await
        .unwrap();
    let stream = service::live::open(&world.daybook, world.id(account), &token.digest(), None)
        .await
        .unwrap();
    (token, stream)
}

/// Many events that concern only those who may read the record.
async fn flood(world: &World, record: &domain::RecordId) {
    let ole = world.actor("ole").await;
    for n in 0..FLOOD {
        service::like::set(&world.daybook, &ole, record, n % 2 == 0)
            .await
            .unwrap();
    }
}

async fn next(stream: &mut Stream) -> Next {
    let heard = async {
        loop {
            match stream.next().await {
                Next::Beat => {}
                next => return next,
            }
        }
    };
    tokio::time::timeout(Duration::from_millis(SURELY), heard)
        .await
        .unwrap()
}

#[tokio::test]
async fn rights_revoked_in_what_was_lost_end_delivery() {
    let world = world().await;
    let (office, harbour) = (world.unit("ann").await, world.unit("har").await);
    let ole = world.actor("ole").await;
    service::grant::give(&world.daybook, &ole, &office, &harbour, "")
        .await
        .unwrap();
    let record = world.write("ann", "For guests", "granted").await.id;
    let ((_hal, mut hal), (_bob, mut bob)) = (session(&world, "hal").await, session(&world, "bob").await);
    let grants = service::grant::list(&world.daybook, &ole).await.unwrap().grants;
    service::grant::revoke(&world.daybook, &ole, &grants[0].id)
        .await
        .unwrap();
    flood(&world, &record).await;
    assert!(matches!(next(&mut hal).await, Next::Reset));
    assert_eq!(hears(&mut hal).await.map(|h| h.0), Some("rights".into()));
    world.write("ann", "No longer", "granted").await;
    assert_eq!(
        hears_more(&mut hal).await,
        None,
        "nothing of the record, nor of the new one"
    );
    // Whose rights stayed is told to start over, and goes on.
    assert!(matches!(next(&mut bob).await, Next::Reset));
    service::like::set(&world.daybook, &ole, &record, true).await.unwrap();
    assert_eq!(hears(&mut bob).await.map(|h| h.0), Some("liked".into()));
}

#[tokio::test]
async fn a_session_that_ended_in_what_was_lost_ends_the_stream() {
    let world = world().await;
    let record = world.write("ann", "Often clicked", "unit").await.id;
    let ((token, mut bob), (_dir, mut dir)) = (session(&world, "bob").await, session(&world, "dir").await);
    let (_ann, mut ann) = session(&world, "ann").await;
    service::session::sign_out(&world.daybook, &token).await.unwrap();
    service::session::sign_out_everywhere(&world.daybook, world.id("dir"))
        .await
        .unwrap();
    flood(&world, &record).await;
    for ended in [&mut bob, &mut dir] {
        assert!(matches!(next(ended).await, Next::End));
        assert_eq!(hear(ended, 300).await.map(|h| h.1["kind"].clone()), Some("end".into()));
    }
    assert!(matches!(next(&mut ann).await, Next::Reset));
}
