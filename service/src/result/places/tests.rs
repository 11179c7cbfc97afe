use super::*;
use crate::Settings;
use crate::assess::sample;
use crate::clock::new_id;
use store::outbox::Trace;

async fn installed() -> Daybook {
    Daybook::open(Settings::default()).await.unwrap()
}

/// The quotas of nobody, with what is filed about everybody.
async fn places(daybook: &Daybook) -> Places {
    let opened = Opened::of(&daybook.rules, sample::year(&daybook.rules, None)).unwrap();
    let filed = Filed::of_everybody(&daybook.db()).await.unwrap();
    Places {
        filed: Some((Arc::new(filed), AtomicI64::new(now_us()))),
        ..Places::of(&opened, &[], vec![])
    }
}

fn until(places: &Places) -> &AtomicI64 {
    &places.filed.as_ref().unwrap().1
}

/// What holds when the ledger was last looked at in this moment (µs).
async fn looked(daybook: &Daybook, places: &Places, at: i64) -> Option<Arc<Filed>> {
    until(places).store(at, Ordering::Relaxed);
    places.filed(daybook).await.unwrap()
}

/// Writes the leaf of an act that was begun in this moment (µs).
async fn begun(daybook: &Daybook, act: Act, at: i64) {
    let id = new_id();
    let id = id.as_str();
    let leaf = daybook.store.transact(|tx| async move {
        tx.leave_trace(Trace {
            id,
            at,
            events: &[],
            act: act.as_str(),
            actor: "office",
            subject: "",
            content: "",
            salt: None,
            hash: "",
            key: None,
        })
        .await
    });
    leaf.await.unwrap();
}

#[tokio::test]
async fn nothing_is_read_anew_as_long_as_nothing_is_filed() {
    let daybook = installed().await;
    let places = places(&daybook).await;
    let read = places.filed(&daybook).await.unwrap().unwrap();
    for act in [Act::CourseMoved, Act::RecordWritten] {
        let now = now_us();
        begun(&daybook, act, now).await;
        let still = looked(&daybook, &places, now - MOMENT).await.unwrap();
        assert!(Arc::ptr_eq(&still, &read), "{act:?}");
        let looked_at = until(&places).load(Ordering::Relaxed);
        assert!(looked_at >= now, "not again for a moment");
    }
}

#[tokio::test]
async fn what_is_filed_is_seen_when_the_moment_is_over() {
    let daybook = installed().await;
    let places = places(&daybook).await;
    begun(&daybook, Act::StatusKept, now_us()).await;
    // Within it nobody looks: as if it had only begun, however slow the machine is.
    let ahead = now_us() + 3_600_000_000;
    assert!(looked(&daybook, &places, ahead).await.is_some());
    assert_eq!(until(&places).load(Ordering::Relaxed), ahead);
    assert!(looked(&daybook, &places, now_us() - MOMENT).await.is_none());
    for _ in 0..2 {
        let later = places.filed(&daybook).await.unwrap();
        assert!(later.is_none(), "what was read then never holds again");
    }
}

#[tokio::test]
async fn what_was_on_its_way_when_it_was_looked_is_seen() {
    let daybook = installed().await;
    let places = places(&daybook).await;
    // Each act in a second of its own: what was seen before is too long ago for the next.
    let first = now_us() - MOMENT - 4_000_000;
    for (n, act) in (0i64..).zip(FILING) {
        let last_look = first + n * 1_000_000;
        let since = last_look - ON_ITS_WAY;
        begun(&daybook, act, since - 1).await;
        let before = looked(&daybook, &places, last_look).await;
        assert!(before.is_some(), "{act:?}: long ago");
        begun(&daybook, act, since).await;
        assert!(looked(&daybook, &places, last_look).await.is_none(), "{act:?}");
    }
}
