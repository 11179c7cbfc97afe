//! What strangers learn: nothing, not even that there is something.

use super::house::{Answer, House, UNKNOWN};
use axum::body::Body;
use axum::http::StatusCode;
use http_body_util::BodyExt;
use std::time::Duration;
use tower::ServiceExt;

/// A page without its nonce, the ids asked for, and what each request has of its own.
fn plain(answer: &Answer, id: &str) -> String {
    let policy = answer.header("content-security-policy");
    let nonce = policy
        .split_once("'nonce-")
        .and_then(|(_, rest)| rest.split_once('\''))
        .map_or("no nonce", |(nonce, _)| nonce);
    answer.body.replace(nonce, "NONCE").replace(id, "ID")
}

#[tokio::test]
async fn pages_that_are_not_open_are_as_those_that_are_not_there() {
    let house = House::new().await;
    let record = house.write("ann", "Words of Ann", "unit").await.0;
    let (person, unit) = (house.id("ann").0.clone(), house.unit("ann").await.0);
    let item = house.handed().await.0;
    for who in ["fay", "har", "sys", "aud", ""] {
        let all = [
            ("record", &record),
            ("person", &person),
            ("unit", &unit),
            ("plan/item", &item),
            ("plan/unit", &unit),
        ];
        for (kind, id) in all {
            let real = house.get(&format!("/{kind}/{id}"), who).await;
            let unreal = house.get(&format!("/{kind}/{UNKNOWN}"), who).await;
            let wanted = if who.is_empty() {
                StatusCode::FOUND
            } else {
                StatusCode::NOT_FOUND
            };
            assert_eq!((real.status, unreal.status), (wanted, wanted), "/{kind} for {who:?}");
            assert!(
                !real.body.contains("Words of Ann")
                    && !real.body.contains("Ann Three")
                    && !real.body.contains("Office"),
                "/{kind} for {who:?}"
            );
            let (real, unreal) = (plain(&real, id), plain(&unreal, UNKNOWN));
            assert_eq!(real, unreal, "/{kind} for {who:?}");
        }
    }
    let open = house.get(&format!("/record/{record}"), "bob").await;
    assert_eq!(open.status, StatusCode::OK);
    assert!(open.body.contains("Words of Ann"));
}

/// What comes on a stream within a moment.
async fn heard(body: &mut Body) -> String {
    let mut all = String::new();
    while let Ok(Some(Ok(frame))) = tokio::time::timeout(Duration::from_millis(400), body.frame()).await {
        all += &String::from_utf8_lossy(frame.data_ref().map_or(&[][..], |d| d));
    }
    all
}

/// What comes on a stream up to the last of some words, which surely come.
async fn heard_up_to(body: &mut Body, words: &[&str]) -> String {
    let mut all = String::new();
    while !words.iter().all(|word| all.contains(word)) {
        let frame = tokio::time::timeout(Duration::from_secs(30), body.frame()).await;
        let frame = frame.unwrap_or_else(|_| panic!("{words:?}: {all}"));
        let Some(Ok(frame)) = frame else {
            panic!("{words:?}: {all}")
        };
        all += &String::from_utf8_lossy(frame.data_ref().map_or(&[][..], |d| d));
    }
    all
}

/// What was told, without the beats, which everybody with a stream gets.
fn told(heard: &str) -> String {
    heard
        .split("\n\n")
        .filter(|event| !event.starts_with("event: beat"))
        .collect()
}

async fn listen(house: &House, path: &str, who: &str) -> Body {
    let response = house
        .router
        .clone()
        .oneshot(house.request("GET", path, who).body(Body::empty()).unwrap())
        .await
        .unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    assert!(
        response.headers()["content-type"]
            .to_str()
            .unwrap()
            .starts_with("text/event-stream")
    );
    assert_eq!(response.headers()["cache-control"], "no-cache");
    response.into_body()
}

#[tokio::test]
async fn a_strangers_stream_is_silent() {
    let house = House::new().await;
    let mut streams = Vec::new();
    for who in ["fay", "har", "sys", "sec", "aud"] {
        streams.push((who, listen(&house, "/live", who).await));
    }
    let mut bob = listen(&house, "/live", "bob").await;
    let record = house.write("ann", "Words of Ann", "unit").await;
    house.comment("bob", &record).await;
    service::like::set(&house.daybook, &*house.actor("ole").await, &record, true)
        .await
        .unwrap();
    for (who, stream) in &mut streams {
        let heard = heard(stream).await;
        assert!(
            heard.starts_with("event: beat\ndata: /pkg/daybook.wasm\n"),
            "{who}: {heard}"
        );
        assert_eq!(told(&heard), "", "{who}");
    }
    let bobs = heard_up_to(&mut bob, &["created", "changed", "liked"]).await;
    assert!(!bobs.contains("Words"), "{bobs}");
    // Neither does the past come back to them.
    for since in ["00000000000000000000000001", "nonsense", "'; DELETE"] {
        let path = format!("/live?since={}", since.replace(['\'', ';', ' '], "%27"));
        let past = heard(&mut listen(&house, &path, "fay").await).await;
        assert!(!past.contains(record.as_str()), "{past}");
    }
}

#[tokio::test]
async fn nobody_hears_and_a_signed_out_browser_hears_no_more() {
    let house = House::new().await;
    assert_eq!(house.get("/live", "").await.status, StatusCode::UNAUTHORIZED);
    let mut bob = listen(&house, "/live", "bob").await;
    heard_up_to(&mut bob, &["retry: 1000"]).await;
    assert_eq!(house.form("/sign-out", "bob", &[]).await.status, StatusCode::SEE_OTHER);
    house.write("ann", "After he left", "unit").await;
    let after = heard(&mut bob).await;
    assert!(!after.contains("created"), "{after}");
    assert_eq!(house.get("/live", "bob").await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(
        house.call("feed", "bob", &[("scope", "all")]).await.status,
        StatusCode::UNAUTHORIZED
    );
}
