//! Nothing changes on a read, nor on what another site sends.

use super::house::{FORM, House, encode};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use server::authorisation::{FUNCTIONS, routes};

fn crossing(house: &House, path: &str, headers: &[(&str, &str)]) -> Request<Body> {
    let mut request = Request::builder()
        .method("POST")
        .uri(path)
        .header(header::HOST, "daybook.example");
    request = request
        .header(header::COOKIE, format!("daybook_session={}", house.token("ann")))
        .header(header::CONTENT_TYPE, FORM);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request
        .body(
            encode(&[
                ("text", "Forged"),
                ("day", ""),
                ("audience", "unit"),
                ("key", ""),
                ("next", "/"),
            ])
            .into(),
        )
        .unwrap()
}

#[tokio::test]
async fn other_sites_change_nothing() {
    let house = House::new().await;
    let before = house.acts().await;
    let functions = FUNCTIONS.iter().map(|(name, _)| format!("/api/{name}"));
    let routes = routes()
        .into_iter()
        .filter(|(method, path, _)| *method == "POST" && !path.contains('{'))
        .map(|(_, path, _)| path.to_owned());
    for path in functions.chain(routes) {
        for forged in [
            &[("sec-fetch-site", "cross-site")][..],
            &[("sec-fetch-site", "same-site")],
            &[("origin", "https://evil.example")],
            &[("origin", "null")],
            &[("origin", "https://daybook.example.evil.example")],
            &[("origin", "https://daybook.example:8443")],
            &[("sec-fetch-site", "cross-site"), ("origin", "https://daybook.example")],
        ] {
            let answer = house.send(crossing(&house, &path, forged)).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path} {forged:?}");
            assert!(answer.headers.get(header::SET_COOKIE).is_none(), "{path} {forged:?}");
        }
    }
    assert_eq!(house.acts().await, before);
    for ours in [
        &[("sec-fetch-site", "same-origin")][..],
        &[("origin", "https://daybook.example")],
    ] {
        assert_eq!(
            house.send(crossing(&house, "/api/write_record", ours)).await.status,
            StatusCode::OK,
            "{ours:?}"
        );
    }
}

#[tokio::test]
async fn reading_changes_nothing() {
    let house = House::new().await;
    let before = house.acts().await;
    let query = "text=By+GET&day=&audience=unit&key=&next=%2F";
    for (function, _) in FUNCTIONS {
        for method in ["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"] {
            let request = house
                .request(method, &format!("/api/{function}?{query}"), "ann")
                .header(header::CONTENT_TYPE, FORM);
            let answer = house.send(request.body(query.into()).unwrap()).await;
            let refused = [StatusCode::METHOD_NOT_ALLOWED, StatusCode::NOT_FOUND];
            assert!(
                refused.contains(&answer.status),
                "{method} {function}: {}",
                answer.status
            );
        }
    }
    for path in [
        "/sign-out",
        "/sign-out-everywhere",
        "/language?lang=en",
        "/theme?theme=dark",
        "/invite?token=x&password=y&again=y",
    ] {
        let answer = house.get(path, "ann").await;
        assert!(answer.status.is_client_error(), "{path}: {}", answer.status);
        assert!(answer.headers.get(header::SET_COOKIE).is_none(), "{path}");
    }
    assert_eq!(house.acts().await, before);
    assert_eq!(
        house.call("feed", "ann", &[("scope", "all")]).await.status,
        StatusCode::OK,
        "still signed in"
    );
}

/// A function that is not there, or not written as it should be, is the client's fault and says nothing.
#[tokio::test]
async fn nonsense_is_refused() {
    let house = House::new().await;
    let before = house.acts().await;
    for path in ["/api/", "/api/none", "/api/write_record/x", "/api/../admin", "/api/%00"] {
        let request = house
            .request("POST", path, "ann")
            .header(header::CONTENT_TYPE, FORM)
            .body("a=b".into())
            .unwrap();
        let status = house.send(request).await.status;
        assert!(status.is_client_error(), "{path}: {status}");
    }
    for (kind, body) in [
        (FORM, "text"),
        (FORM, "%%%=%ff"),
        ("application/json", "{}"),
        ("text/plain", "x"),
        ("", ""),
    ] {
        for function in ["write_record", "set_like", "card", "set_read_up_to"] {
            let mut request = house.request("POST", &format!("/api/{function}"), "ann");
            if !kind.is_empty() {
                request = request.header(header::CONTENT_TYPE, kind);
            }
            let answer = house.send(request.body(body.to_owned().into()).unwrap()).await;
            println!("{function} with {kind:?} {body:?}: {}", answer.status);
            assert!(
                !answer.status.is_success(),
                "{function} {kind} {body}: {} {}",
                answer.status,
                answer.body
            );
        }
    }
    assert_eq!(house.acts().await, before);
}
