//! Searching over the wire: a stranger's answer about what is there is the answer about what is not.

use super::house::{Answer, House};
use axum::http::StatusCode;

async fn search(house: &House, who: &str, q: &str) -> Answer {
    house.call("search", who, &[("ask[q]", q)]).await
}

/// What an answer says, but for the word that was asked.
fn said(answer: &Answer, q: &str) -> String {
    answer.body.replace(q, "WORD")
}

#[tokio::test]
async fn strangers_learn_nothing_from_searching() {
    let house = House::new().await;
    let record = house.write("ann", "Secretive words", "granted").await;
    house.comment("ann", &record).await;
    for who in ["fay", "sys", "sec", "aud", "qua"] {
        for (real, unreal) in [("secretive", "nonsense"), ("ann", "xyz"), ("petitions", "nowhere")] {
            let (there, not) = (search(&house, who, real).await, search(&house, who, unreal).await);
            assert_eq!((there.status, not.status), (StatusCode::OK, StatusCode::OK));
            assert_eq!(said(&there, real), said(&not, unreal), "{who} asks for {real}");
        }
        // Filters tell nothing either: neither a name nor an id that is there.
        let unit = house.unit("ann").await;
        for (field, value) in [
            ("ask[who]", house.id("ann").as_str()),
            ("ask[unit]", unit.as_str()),
            ("ask[scope]", "led"),
        ] {
            let answer = house
                .call("search", who, &[("ask[q]", "secretive"), (field, value)])
                .await;
            assert_eq!(answer.json()["total"], 0, "{who} {field}");
        }
    }
    assert_eq!(search(&house, "", "secretive").await.status, StatusCode::UNAUTHORIZED);
    let open = search(&house, "bob", "secretive").await.json();
    assert_eq!(
        (open["total"].as_u64(), open["hits"][0]["id"].as_str()),
        (Some(1), Some(record.as_str()))
    );
}

#[tokio::test]
async fn the_page_marks_what_was_found_and_harms_nobody() {
    let house = House::new().await;
    house
        .write(
            "ann",
            "A <b>bold</b> quay & \"berth\" <script>alert(1)</script>",
            "unit",
        )
        .await;
    let page = house.get("/search?q=quay+berth", "bob").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(
        page.body.contains("<mark>quay</mark>") && page.body.contains("<mark>berth</mark>"),
        "{}",
        page.body
    );
    assert!(
        !page.body.contains("<b>bold") && !page.body.contains("<script>alert"),
        "{}",
        page.body
    );
    let odd = house
        .get(
            "/search?q=%3Cimg%20src%3Dx%3E%22%27&kind=nonsense&cursor=nonsense&order=nonsense",
            "bob",
        )
        .await;
    assert_eq!(odd.status, StatusCode::OK);
    assert!(!odd.body.contains("<img src=x>"));
    for (q, words, status) in [
        (
            "%E3%80%82%EF%BC%8C",
            "nothing to look for",
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
        ("", "What are you looking for", StatusCode::OK),
        ("zzzz", "Nothing found", StatusCode::OK),
    ] {
        let page = house.get(&format!("/search?q={q}"), "bob").await;
        assert_eq!(page.status, status, "{q}");
        assert!(
            page.body.contains(words) && page.body.contains("id=\"q\""),
            "{q}: the words and the form"
        );
    }
    let long = house.get(&format!("/search?q={}", "x".repeat(4_000)), "bob").await;
    assert_eq!(long.status, StatusCode::UNPROCESSABLE_ENTITY);
    // Without a script of its own.
    assert!(!page.body.contains("boot.js") && page.body.contains("role=\"search\""));
}
