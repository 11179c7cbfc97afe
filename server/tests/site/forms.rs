//! Forms without WASM, and bodies of any size.

use super::house::{FORM, House, encode};
use axum::body::Body;
use axum::http::{StatusCode, header};

const HOSTILE: &str = "</textarea><script>alert(1)</script>\"'&<img src=x onerror=alert(2)>";

fn record<'a>(text: &'a str, day: &'a str, next: &'a str) -> [(&'a str, &'a str); 5] {
    [
        ("text", text),
        ("day", day),
        ("audience", "unit"),
        ("key", ""),
        ("next", next),
    ]
}

#[tokio::test]
async fn a_form_works_without_wasm() {
    let house = House::new().await;
    let saved = house
        .form("/api/write_record", "ann", &record("By form", "", "/?scope=all"))
        .await;
    assert_eq!(
        (saved.status, saved.header("location")),
        (StatusCode::SEE_OTHER, "/?scope=all")
    );
    let feed = house.get("/", "bob").await;
    assert!(feed.status == StatusCode::OK && feed.body.contains("By form"));
    for foreign in [
        "//evil.example",
        "https://evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "/x\r\nset-cookie: a=b",
    ] {
        let led = house
            .form("/api/write_record", "ann", &record("Again", "", foreign))
            .await;
        assert!(led.status.is_redirection(), "{foreign}: {}", led.status);
        assert_eq!(led.header("location"), "/", "{foreign}");
        assert!(led.headers.get("set-cookie").is_none());
    }
}

#[tokio::test]
async fn an_edit_that_another_came_before_keeps_its_words_and_can_take_the_place() {
    let house = House::new().await;
    let written = house.write("ann", "As written", "unit").await;
    let edit = |text| {
        [
            ("record", written.as_str()),
            ("text", text),
            ("day", ""),
            ("audience", "unit"),
            ("key", ""),
            ("began", "0"),
        ]
    };
    let page = house.get(&format!("/record/{written}?edit=1"), "ann").await;
    assert!(page.body.contains("name=\"began\" value=\"0\""), "{}", page.body);
    let first = house.form("/api/edit_record", "ann", &edit("On the phone")).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.body);
    let refused = house.form("/api/edit_record", "ann", &edit("On the PC")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("On the PC"), "{}", refused.body);
    assert!(refused.body.contains(&format!("href=\"/record/{written}\"")));
    assert!(!refused.body.contains("name=\"began\""), "sent again it is taken");
    let over = house.form("/api/edit_record", "ann", &edit("On the PC")[..5]).await;
    assert_eq!(over.status, StatusCode::SEE_OTHER, "{}", over.body);
}

#[tokio::test]
async fn a_refused_form_keeps_what_was_typed_and_shows_it_harmlessly() {
    let house = House::new().await;
    let refused = house
        .form("/api/write_record", "ann", &record(HOSTILE, "2999-01-01", HOSTILE))
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.header("content-type").starts_with("text/html"));
    assert!(
        refused
            .body
            .contains("&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt;"),
        "{}",
        refused.body
    );
    assert!(
        !refused.body.contains("<script") && !refused.body.contains("<img"),
        "{}",
        refused.body
    );
    assert!(refused.body.contains("role=\"alert\"") && refused.body.contains("2999-01-01"));
    assert!(refused.header("content-security-policy").contains("default-src 'none'"));
    // Not signed in: the text is kept as well, and nothing was written.
    let nobody = house
        .form("/api/write_record", "", &record("Typed for long", "", "/"))
        .await;
    assert_eq!(nobody.status, StatusCode::UNAUTHORIZED);
    assert!(nobody.body.contains("Typed for long") && nobody.body.contains("/sign-in"));
    assert!(!house.get("/", "bob").await.body.contains("alert(1)"));
    // A password never comes back in a page.
    let secret = [
        ("current", "secret secret 1"),
        ("password", "secret secret 2"),
        ("again", "secret secret 3"),
    ];
    let page = house.form("/api/change_password", "ann", &secret).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!page.body.contains("secret secret"), "{}", page.body);
}

/// A form that lacks a field did nothing, and says so instead of leading back as if it had.
#[tokio::test]
async fn a_form_that_cannot_be_read_is_not_led_back() {
    let house = House::new().await;
    let before = house.acts().await;
    for (path, fields) in [
        ("/api/write_record", &[("text", "No audience"), ("next", "/")][..]),
        (
            "/api/set_like",
            &[("record", super::house::UNKNOWN), ("on", "perhaps"), ("next", "/")],
        ),
        ("/api/revoke_grant", &[("next", "/")]),
    ] {
        let answer = house.form(path, "ann", fields).await;
        assert_eq!(
            answer.status,
            StatusCode::BAD_REQUEST,
            "{path}: {}",
            answer.header("location")
        );
    }
    assert_eq!(house.acts().await, before);
}

/// Pressed twice, or sent again by the browser.
#[tokio::test]
async fn a_rewording_and_a_deletion_that_come_twice_are_done_once() {
    let house = House::new().await;
    let record = house.write("ann", "Words of Ann", "unit").await;
    let comment = house.comment("bob", &record).await;
    let page = house.get(&format!("/record/{record}?comment={comment}"), "bob").await;
    let form = page.body.split("action=\"/api/edit_comment\"").nth(1).unwrap();
    let key = form
        .split("name=\"key\" value=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    assert!(key.len() > 20, "{key}");
    let next = format!("/record/{record}#comments");
    for text in ["A better word", "The same key again"] {
        let fields = [
            ("comment", comment.as_str()),
            ("text", text),
            ("key", key),
            ("next", &next),
        ];
        let led = house.form("/api/edit_comment", "bob", &fields).await;
        assert_eq!(
            (led.status, led.header("location")),
            (StatusCode::SEE_OTHER, next.as_str())
        );
    }
    let card = service::feed::card(&house.daybook, &*house.actor("ann").await, &record)
        .await
        .unwrap();
    assert_eq!(card.comments.first().unwrap().text, "A better word");
    for _ in 0..2 {
        let fields = [("comment", comment.as_str()), ("next", &next)];
        let led = house.form("/api/delete_comment", "bob", &fields).await;
        assert_eq!(
            (led.status, led.header("location")),
            (StatusCode::SEE_OTHER, next.as_str())
        );
    }
}

#[tokio::test]
async fn without_a_script_a_record_tells_how_far_its_items_are() {
    let house = House::new().await;
    let (boxed, listed) = (house.own().await.0, house.own().await.0);
    let page = house.get(&format!("/new?item={boxed}"), "ann").await;
    let told = format!("progress-{boxed}");
    for name in [told.as_str(), "progress-"] {
        assert!(page.body.contains(&format!("name=\"{name}\"")), "{name}: {}", page.body);
    }
    // In the order of the page: what is ticked, the list, what says that ties are spoken of, and the percentages.
    let write = |from_list: &'static str, percent: &'static str, key: &'static str| {
        let form = [
            ("text", "They went on"),
            ("day", ""),
            ("audience", "unit"),
            ("items", boxed.as_str()),
            ("items", if from_list.is_empty() { "" } else { listed.as_str() }),
            ("items", ","),
            (told.as_str(), percent),
            ("progress-", "70"),
            ("progress", ""),
            ("key", key),
            ("next", "/"),
        ];
        let house = &house;
        async move {
            let sent = house.multipart("ann", &form, &[]).await;
            assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
            let feed = house.call("feed", "ann", &[("scope", "all")]).await.json();
            let items = feed["cards"][0]["anchors"]["items"].as_array().unwrap().clone();
            let told = items
                .iter()
                .map(|item| (item["id"].as_str().unwrap().to_owned(), item["progress"].as_u64()));
            told.collect::<Vec<_>>()
        }
    };
    let both = write("yes", "40", "k1").await;
    assert_eq!(both, [(boxed.clone(), Some(40)), (listed.clone(), Some(70))]);
    // Nothing was chosen from the list: its percentage is nobody's.
    assert_eq!(write("", "", "k2").await, [(boxed.clone(), None)]);
}

/// Without a script every like is a page anew: it is at the record again, not at the top of the feed.
#[tokio::test]
async fn a_like_leads_back_to_its_record_and_is_of_whose_page_it_is() {
    let house = House::new().await;
    let (bob, ole) = (house.id("bob").0.clone(), house.id("ole").0.clone());
    let record = house.write("ann", "Words of Ann", "unit").await.0;
    let page = house.get("/", "bob").await;
    let form = page.body.split("action=\"/api/set_like\"").nth(1).unwrap();
    let form = form.split("</form>").next().unwrap();
    assert!(
        form.contains(&format!("name=\"daybook-person\" value=\"{bob}\"")),
        "{form}"
    );
    let like = |meant: &str| {
        let request = house
            .request("POST", "/api/set_like", "bob")
            .header(header::ACCEPT, "text/html")
            .header(header::CONTENT_TYPE, FORM)
            .header(header::REFERER, "https://daybook.example/?scope=led");
        let fields = [("record", record.as_str()), ("on", "true"), ("daybook-person", meant)];
        house.send(request.body(encode(&fields).into()).unwrap())
    };
    let before = house.acts().await;
    // The page is still that of the head, who sat here before.
    assert_eq!(like(&ole).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(house.acts().await, before);
    let liked = like(&bob).await;
    assert_eq!(
        (liked.status, liked.header("location").to_owned()),
        (StatusCode::SEE_OTHER, format!("/?scope=led#r-{record}"))
    );
}

#[tokio::test]
async fn what_is_not_open_is_refused_alike_by_form() {
    let house = House::new().await;
    let id = house.write("ann", "Words of Ann", "unit").await.0;
    let like = |record: String| {
        let house = &house;
        async move {
            let answer = house
                .form(
                    "/api/set_like",
                    "fay",
                    &[("record", &record), ("on", "true"), ("next", "/")],
                )
                .await;
            (answer.status, answer.body.replace(&record, "ID"))
        }
    };
    let (real, unreal) = (like(id).await, like(super::house::UNKNOWN.into()).await);
    assert_eq!(real.0, StatusCode::NOT_FOUND);
    assert_eq!(real, unreal);
}

#[tokio::test]
async fn a_body_that_is_too_big_is_not_read() {
    let house = House::new().await;
    let before = house.acts().await;
    let big = format!("text={}&day=&audience=unit&key=", "x".repeat(300 << 10));
    for accept in ["application/json", "text/html", "*/*"] {
        let request = house
            .request("POST", "/api/write_record", "ann")
            .header(header::CONTENT_LENGTH, big.len())
            .header(header::CONTENT_TYPE, FORM)
            .header(header::ACCEPT, accept);
        let answer = house.send(request.body(big.clone().into()).unwrap()).await;
        assert_eq!(
            answer.status,
            StatusCode::PAYLOAD_TOO_LARGE,
            "{accept}: {}",
            answer.body.len()
        );
        assert_eq!(
            answer.body.contains("<html"),
            accept == "text/html",
            "people are told on a page"
        );
    }
    // Without a length, and without an end.
    let endless =
        futures::stream::repeat_with(|| Ok::<_, std::io::Error>(axum::body::Bytes::from_static(&[b'x'; 65_536])));
    let request = house
        .request("POST", "/api/write_record", "ann")
        .header(header::CONTENT_TYPE, FORM)
        .header(header::ACCEPT, "application/json");
    let answer = tokio::time::timeout(
        std::time::Duration::from_secs(60),
        house.send(request.body(Body::from_stream(endless)).unwrap()),
    )
    .await;
    assert!(
        answer.is_ok_and(|a| a.status.is_client_error()),
        "an endless body is read on and on"
    );
    for path in ["/sign-in", "/invite", "/language"] {
        let request = house.request("POST", path, "").header(header::CONTENT_TYPE, FORM);
        let status = house
            .send(
                request
                    .body(format!("account={}", "x".repeat(300 << 10)).into())
                    .unwrap(),
            )
            .await
            .status;
        assert!(status.is_redirection() || status.is_client_error(), "{path}: {status}");
    }
    assert_eq!(house.acts().await, before);
    // The longest record there can be goes through, as its worst encoding.
    let longest = "字".repeat(5_000);
    assert_eq!(
        house
            .call("write_record", "ann", &record(&longest, "", "/"))
            .await
            .status,
        StatusCode::OK
    );
}

/// An upload larger than it may be says so.
#[tokio::test]
async fn an_upload_that_is_too_big_is_refused() {
    let house = House::new().await;
    let head = "--XX\r\ncontent-disposition: form-data; name=\"files\"; filename=\"s.csv\"\r\n\r\n";
    let body = format!("{head}{}\r\n--XX--\r\n", "x,".repeat(21 << 20));
    let request = house
        .request("POST", "/admin/import", "sys")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=XX");
    let answer = house.send(request.body(body.into()).unwrap()).await;
    assert_eq!(
        (answer.status, answer.header("location")),
        (StatusCode::SEE_OTHER, "/admin/import?problem=large")
    );
}
