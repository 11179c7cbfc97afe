//! Headers of every answer, and nothing inline in any page.

use super::house::{Answer, House};
use axum::http::StatusCode;

const PAGES: [&str; 14] = [
    "/",
    "/sign-in",
    "/new",
    "/me",
    "/grants",
    "/why",
    "/help",
    "/admin/import",
    "/admin/accounts",
    "/admin/ledger",
    "/record/x",
    "/no/such/page",
    "/sign-in?wrong=1&next=%2F%22%3E%3Cscript%3E",
    "/?scope=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
];

fn check(path: &str, answer: &Answer) {
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
    ] {
        assert_eq!(answer.header(name), value, "{path}");
    }
    let policy = answer.header("content-security-policy");
    for part in [
        "default-src 'none'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'self'",
    ] {
        assert!(policy.contains(part), "{path}: {policy}");
    }
    assert!(
        !policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'") && !policy.contains('*'),
        "{path}: {policy}"
    );
}

fn nonce(answer: &Answer) -> Option<&str> {
    let policy = answer.header("content-security-policy");
    policy
        .split_once("'nonce-")
        .and_then(|(_, rest)| rest.split_once('\''))
        .map(|(nonce, _)| nonce)
}

/// The opening tags of a page by name.
fn tags<'a>(body: &'a str, name: &str) -> Vec<&'a str> {
    let open = format!("<{name}");
    body.match_indices(&open)
        .map(|(at, _)| body[at..].split_once('>').map_or("", |(tag, _)| tag))
        .collect()
}

#[tokio::test]
async fn every_page_keeps_itself_to_itself() {
    let house = House::new().await;
    house
        .write(
            "ann",
            "<script>alert('words')</script><img src=x onerror=alert(1)>",
            "unit",
        )
        .await;
    let mut nonces = std::collections::BTreeSet::new();
    for path in PAGES {
        for who in ["ann", "ole", "sys", "aud", ""] {
            let answer = house.get(path, who).await;
            assert!(
                !answer.status.is_server_error(),
                "{path} for {who:?}: {}",
                answer.status
            );
            check(path, &answer);
            assert_eq!(answer.header("cache-control"), "no-store", "{path}");
            assert_eq!(answer.header("x-request-id").len(), 12, "{path}");
            if !answer.body.contains("<html") {
                continue;
            }
            let nonce = nonce(&answer).unwrap_or("no nonce: no script either");
            if nonce.len() < 26 {
                assert!(
                    nonce.len() >= 16 && nonces.insert(nonce.to_owned()),
                    "{path}: a nonce used before"
                );
            }
            for tag in tags(&answer.body, "script") {
                assert!(
                    tag.contains(&format!("nonce=\"{nonce}\"")) || tag.contains("src=\"/"),
                    "{path} for {who:?}: {tag}"
                );
            }
            assert!(tags(&answer.body, "style").is_empty(), "{path}: an inline style");
            for tag in answer
                .body
                .split('<')
                .filter_map(|t| t.split_once('>'))
                .map(|(tag, _)| tag.to_lowercase())
            {
                let inside = tag.split('"').step_by(2).collect::<String>();
                for inline in [" style=", " onclick=", " onload=", " onerror=", " onsubmit="] {
                    assert!(!inside.contains(inline), "{path} for {who:?}: <{tag}>");
                }
            }
            assert!(
                !answer.body.contains("<script>alert") && !answer.body.contains("<img src=x"),
                "{path} for {who:?}"
            );
        }
    }
}

#[tokio::test]
async fn other_answers_are_kept_too() {
    let house = House::new().await;
    let id = house.write("ann", "Words", "unit").await.0;
    let answers = [
        ("function", house.call("card", "ann", &[("record", &id)]).await),
        ("refused function", house.call("card", "fay", &[("record", &id)]).await),
        ("unknown function", house.call("none", "ann", &[]).await),
        (
            "redirect",
            house.form("/language", "", &[("lang", "en"), ("next", "/")]).await,
        ),
        ("template", house.get("/admin/template.csv", "").await),
        ("health", house.get("/healthz", "").await),
        ("ready", house.get("/readyz", "").await),
        ("no file", house.get("/pkg/none.js", "").await),
        ("climbing", house.get("/pkg/..%2f..%2f..%2fetc%2fpasswd", "").await),
    ];
    for (what, answer) in &answers {
        check(what, answer);
        assert!(
            answer.headers.get("strict-transport-security").is_none(),
            "{what}: no TLS here"
        );
        assert!(!answer.body.contains("root:"), "{what}");
    }
    // A file that is missing for a moment must not stay missing in the browser.
    for path in ["/pkg/none.js", "/pkg/none.css"] {
        let missing = house.get(path, "").await;
        assert_eq!(
            (missing.status, missing.header("cache-control")),
            (StatusCode::NOT_FOUND, "no-store"),
            "{path}"
        );
    }
    let tls = House::with(true, true).await;
    assert!(
        tls.get("/sign-in", "")
            .await
            .header("strict-transport-security")
            .contains("max-age=31536000")
    );
}

#[tokio::test]
async fn errors_are_told_in_the_readers_words_and_name_nothing() {
    let house = House::new().await;
    let page = house.get("/no/such/page", "ann").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    for word in ["surreal", "panicked", "src/", "rustc", "leptos::"] {
        assert!(!page.body.to_lowercase().contains(word), "{word}");
    }
}
