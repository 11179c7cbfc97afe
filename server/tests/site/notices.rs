//! Notices and how to be told of them are one's own.

use super::house::{House, UNKNOWN};
use axum::http::StatusCode;

async fn told(house: &House, who: &str) -> Vec<(String, bool)> {
    let page = house.call("notices", who, &[]).await.json();
    let all = page["notices"].as_array().unwrap();
    all.iter()
        .map(|n| (n["id"].as_str().unwrap().to_owned(), n["unread"].as_bool().unwrap()))
        .collect()
}

#[tokio::test]
async fn notices_are_ones_own() {
    let house = House::new().await;
    let item = house.handed().await;
    let notices = told(&house, "ann").await;
    let [(notice, true)] = notices.as_slice() else {
        panic!("{notices:?}");
    };
    let unknown = house.call("open_notice", "bob", &[("notice", UNKNOWN)]).await;
    for who in ["bob", "ole", "sys", "fay"] {
        assert!(told(&house, who).await.iter().all(|(id, _)| id != notice), "{who}");
        let answer = house.call("open_notice", who, &[("notice", notice)]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{who}");
        assert_eq!(answer.body, unknown.body, "{who} can tell what is from what is not");
        // What others read or wish is theirs.
        for (function, fields) in [
            ("read_thread", &[("thread", item.as_str())][..]),
            ("read_notices", &[("until", "9999999999999")]),
            ("set_wish", &[("target", "kind:plan_assigned"), ("wish", "daily")]),
        ] {
            let answer = house.call(function, who, fields).await;
            assert_eq!(answer.status, StatusCode::OK, "{function} by {who}: {}", answer.body);
        }
    }
    assert_eq!(told(&house, "ann").await, notices, "nobody else's doing");
    let page = house.call("notices", "ann", &[]).await.json();
    assert!(
        page["wishes"].as_array().unwrap().iter().all(|w| w[1] == "now"),
        "{page}"
    );
    let nobody = house.call("open_notice", "", &[("notice", notice)]).await;
    assert_eq!(nobody.status, StatusCode::UNAUTHORIZED);
    let own = house.call("open_notice", "ann", &[("notice", notice)]).await;
    assert_eq!(own.status, StatusCode::OK, "{}", own.body);
    assert_eq!(told(&house, "ann").await, [(notice.clone(), false)]);
}
