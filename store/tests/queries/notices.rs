//! Notices and how people wish to be told.

use crate::Ran;
use domain::PersonId;
use store::Store;
use store::notice::{NoticeRow, notice_key};

fn row(person: &str, kind: &str, thread: &str, name: &str, at: i64) -> NoticeRow {
    NoticeRow {
        id: notice_key(person, kind, thread),
        person: person.into(),
        kind: kind.into(),
        thread: thread.into(),
        subject: "c1".into(),
        names: vec![name.into()],
        at,
        ord: -at,
        unread: true,
        ripe: at,
    }
}

pub async fn notices(store: &Store, ran: &Ran) {
    let person = &PersonId::from("p1");
    let put = |row: NoticeRow| async move {
        let row = &row;
        let done = store.transact(|tx| async move { tx.put_notices(std::slice::from_ref(row)).await });
        done.await.unwrap();
    };
    put(row("p1", "marked", "r1", "Ole", 10)).await;
    put(row("p1", "marked", "r1", "Dir", 20)).await;
    put(row("p1", "commented", "r2", "Bob", 15)).await;
    put(row("p2", "commented", "r2", "Bob", 16)).await;
    let db = store.read();
    let all = db.notices(person, i64::MIN, 9).await.unwrap();
    let names: Vec<&[String]> = all.iter().map(|n| n.names.as_slice()).collect();
    assert_eq!(
        names,
        [&["Dir".to_owned(), "Ole".to_owned()][..], &["Bob".to_owned()][..]]
    );
    assert_eq!(db.notices(person, -20, 9).await.unwrap().len(), 1);
    assert_eq!(db.unread_notices(person, 99, 9).await.unwrap().len(), 2);

    let key = &notice_key("p1", "marked", "r1");
    let at = db.notices_at([key.as_str(), "nowhere"]).await.unwrap();
    assert_eq!(at.iter().map(|n| (&n.id, n.at)).collect::<Vec<_>>(), [(key, 20)]);
    let unname = |name: &'static str| store.transact(move |tx| async move { tx.unname_notice(key, name).await });
    unname("Ole").await.unwrap();
    assert_eq!(db.notice(key).await.unwrap().unwrap().names, ["Dir"]);
    store
        .transact(|tx| async move { tx.read_notice(key).await })
        .await
        .unwrap();
    unname("Dir").await.unwrap();
    assert!(db.notice(key).await.unwrap().is_some(), "what was read stays");
    put(row("p1", "marked", "r1", "Ole", 30)).await;
    assert_eq!(
        db.notice(key).await.unwrap().unwrap().names,
        ["Ole"],
        "names read before are not repeated"
    );
    unname("Ole").await.unwrap();
    assert!(db.notice(key).await.unwrap().is_none());

    put(row("p1", "replied", "r3", "Bob", 40)).await;
    let read = |threads: Option<&'static [&'static str]>, until| {
        store.transact(move |tx| async move { tx.read_notices(person, threads, until).await })
    };
    assert_eq!(read(Some(&["r9"]), 99).await.unwrap(), 0);
    assert_eq!(read(None, 14).await.unwrap(), 0);
    assert_eq!(db.unread_notices(person, 99, 9).await.unwrap().len(), 2);
    assert_eq!(read(Some(&["r2", "r9"]), 99).await.unwrap(), 1);
    assert_eq!(db.unread_notices(person, 99, 9).await.unwrap(), [40]);
    read(None, 99).await.unwrap();
    assert!(db.unread_notices(person, 99, 9).await.unwrap().is_empty());
    assert_eq!(db.unread_notices(&"p2".into(), 99, 9).await.unwrap().len(), 1);

    // One for the morning stands from the morning on; what joins it waits with it, and what joins a shown one is shown.
    let quiet = |at, ripe| NoticeRow {
        ripe,
        ord: -ripe,
        ..row("p1", "marked", "r5", "Ole", at)
    };
    let shown = |row: Option<NoticeRow>| row.map(|n| (n.at, n.ripe, n.ord, n.unread));
    let key = &notice_key("p1", "marked", "r5");
    for (at, ripe, wanted) in [
        (100, 150, (100, 150, -150, true)),
        (110, 250, (110, 150, -150, true)),
        (160, 250, (160, 160, -160, true)),
        (170, 170, (170, 170, -170, true)),
    ] {
        put(quiet(at, ripe)).await;
        assert_eq!(shown(db.notice(key).await.unwrap()), Some(wanted), "{at}");
    }
    assert_eq!(read(None, 169).await.unwrap(), 0, "not shown yet");
    assert_eq!(read(None, 170).await.unwrap(), 1);
    put(quiet(180, 250)).await;
    assert_eq!(
        shown(db.notice(key).await.unwrap()),
        Some((180, 250, -250, true)),
        "what was read is news in the morning"
    );
    assert_eq!(read(Some(&["r5"]), 180).await.unwrap(), 1, "it is on the screen");

    // What waits for the morning hides nothing that is shown.
    for n in 0..9 {
        put(row("p3", "marked", &format!("late{n}"), "Ole", 900)).await;
        put(row("p3", "marked", &format!("now{n}"), "Ole", 90)).await;
    }
    assert_eq!(db.unread_notices(&"p3".into(), 99, 9).await.unwrap(), [90; 9]);

    let set =
        |wish: &'static str| store.transact(move |tx| async move { tx.set_wish(person, "kind:marked", wish).await });
    set("off").await.unwrap();
    set("daily").await.unwrap();
    let wishes = db.wishes([("p1", "kind:marked"), ("p2", "kind:marked")]).await.unwrap();
    assert_eq!(wishes.iter().map(|w| w.wish.as_str()).collect::<Vec<_>>(), ["daily"]);
    ran.note(&[
        "put_notices",
        "notices_page",
        "notices_unread",
        "notice",
        "notices_at",
        "unname_notice",
        "read_notice",
        "read_notices",
        "set_wish",
        "wishes",
    ]);
}
