//! What a browser needs without the server: the worker and its page have headers of their own; scripts act for one person only.

use super::house::{Answer, FORM, House, encode};
use axum::http::{StatusCode, header};

/// The first value of a directive.
fn directive<'a>(answer: &'a Answer, name: &str) -> &'a str {
    let policy = answer.header("content-security-policy");
    let mut directives = policy.split(';').map(str::trim);
    directives
        .find_map(|d| d.strip_prefix(name).and_then(|rest| rest.strip_prefix(' ')))
        .unwrap_or_default()
}

#[tokio::test]
async fn the_worker_and_its_page_are_asked_for_anew_and_may_do_what_they_must() {
    let house = House::new().await;
    for who in ["", "ann"] {
        let worker = house.get("/sw.js", who).await;
        assert_eq!(worker.status, StatusCode::OK);
        assert!(
            worker.header("content-type").contains("javascript"),
            "{}",
            worker.header("content-type")
        );
        assert_eq!(worker.header("cache-control"), "no-cache");
        assert_eq!(
            directive(&worker, "connect-src"),
            "'self'",
            "its own policy rules its requests"
        );
        assert_eq!(directive(&worker, "default-src"), "'none'");

        let page = house.get("/offline", who).await;
        assert_eq!(
            (page.status, page.header("cache-control")),
            (StatusCode::OK, "no-cache")
        );
        assert_eq!(directive(&page, "script-src"), "'self'", "a kept answer has no nonce");
        assert_eq!(directive(&page, "frame-ancestors"), "'none'");
        assert!(page.header("content-type").contains("text/html"));
        assert!(!page.body.contains("Ann"), "the same for everybody");
    }
    let manifest = house.get("/manifest.webmanifest", "").await;
    assert_eq!(manifest.status, StatusCode::OK);
    assert!(
        manifest.header("content-type").contains("manifest+json"),
        "{}",
        manifest.header("content-type")
    );
    // Not twice under another name, without the policy that it needs.
    assert_eq!(house.get("/offline.html", "").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn every_page_names_the_manifest_in_its_language_and_the_script() {
    let house = House::new().await;
    for (path, who) in [("/sign-in", ""), ("/", "ann"), ("/me", "ann"), ("/why", "")] {
        let page = house.get(path, who).await;
        assert!(page.body.contains("href=\"/manifest.en.webmanifest\""), "{path}");
        assert!(page.body.contains("src=\"/pkg/offline.js\""), "{path}");
    }
}

#[tokio::test]
async fn a_script_acts_for_the_person_it_was_started_for() {
    let house = House::new().await;
    let send = |meant: String, key: &'static str| {
        let request = house
            .request("POST", "/api/write_record", "ann")
            .header(header::ACCEPT, "application/json")
            .header(header::CONTENT_TYPE, FORM)
            .header("daybook-person", meant);
        let fields = [
            ("text", "Left waiting"),
            ("day", ""),
            ("audience", "unit"),
            ("key", key),
        ];
        house.send(request.body(encode(&fields).into()).unwrap())
    };
    // Bob's queue meets Ann's session: nothing is written, and Ann is still signed in.
    assert_eq!(
        send(house.id("bob").0.clone(), "k1").await.status,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(send(String::new(), "k1").await.status, StatusCode::UNAUTHORIZED);
    let own = send(house.id("ann").0.clone(), "k1").await;
    assert_eq!(own.status, StatusCode::OK, "{}", own.body);
    assert_eq!(own.json()["author"]["name"], "Ann Three");
    let again = send(house.id("ann").0.clone(), "k1").await;
    assert_eq!(again.json()["id"], own.json()["id"], "one key, one record");
}

#[tokio::test]
async fn a_file_goes_to_the_person_whose_page_it_was_added_on() {
    let house = House::new().await;
    let send = |path: String, meant: &str, body: String| {
        let request = house
            .request("POST", &path, "ann")
            .header(header::ACCEPT, "application/json")
            .header(header::CONTENT_TYPE, FORM)
            .header("daybook-person", meant);
        house.send(request.body(body.into()).unwrap())
    };
    let (ann, bob) = (house.id("ann").0.clone(), house.id("bob").0.clone());
    let announced = || "name=plan.pdf&size=8".to_owned();
    // Bob's page is still open where Ann has signed in.
    let refused = send("/files".to_owned(), &bob, announced()).await;
    assert_eq!(refused.status, StatusCode::UNAUTHORIZED, "{}", refused.body);
    let begun = send("/files".to_owned(), &ann, announced()).await;
    assert_eq!(begun.status, StatusCode::OK, "{}", begun.body);
    let id = begun.json()["id"].as_str().unwrap().to_owned();
    let part = send(format!("/files/{id}?offset=0"), &bob, "%PDF".to_owned()).await;
    assert_eq!(part.status, StatusCode::UNAUTHORIZED, "{}", part.body);
    let discard = send(format!("/files/{id}/discard"), &bob, String::new()).await;
    assert_eq!(discard.status, StatusCode::UNAUTHORIZED, "{}", discard.body);
    let there = house.get(&format!("/files/{id}/offset"), "ann").await;
    assert_eq!(there.json()["offset"], 0, "nothing came, and it is still hers");
}

/// The same for a browser without a script.
#[tokio::test]
async fn a_form_acts_for_the_person_whose_page_it_stands_on() {
    let house = House::new().await;
    let (ann, bob) = (house.id("ann").0.clone(), house.id("bob").0.clone());
    let page = house.get("/", "ann").await;
    assert!(page.body.contains(&format!("name=\"daybook-person\" value=\"{ann}\"")));
    let before = house.acts().await;
    let fields = |meant| {
        [
            ("text", "Typed by Bob"),
            ("day", ""),
            ("audience", "unit"),
            ("key", "k"),
            ("next", "/"),
            ("daybook-person", meant),
        ]
    };
    let refused = house.form("/api/write_record", "ann", &fields(&bob)).await;
    assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
    assert!(
        refused.body.contains("Typed by Bob") && refused.body.contains(&bob),
        "{}",
        refused.body
    );
    // With files: nothing of them is kept for Ann either.
    let part = |(name, value): (&str, &str)| {
        format!("--XX\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let mut body: String = fields(&bob).into_iter().rev().map(part).collect();
    body += "--XX\r\ncontent-disposition: form-data; name=\"attach\"; filename=\"x.exe\"\r\n\r\nMZ\r\n--XX--\r\n";
    let request = house
        .request("POST", "/records", "ann")
        .header(header::ACCEPT, "text/html")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=XX");
    let refused = house.send(request.body(body.into()).unwrap()).await;
    assert_eq!(refused.status, StatusCode::UNAUTHORIZED, "{}", refused.body);
    assert_eq!(house.acts().await, before);
    let own = house.form("/api/write_record", "ann", &fields(&ann)).await;
    assert_eq!(own.status, StatusCode::SEE_OTHER, "{}", own.body);
}

/// Whoever signed in since in the next tab does nothing unwittingly.
#[tokio::test]
async fn every_form_that_writes_says_for_whom_its_page_was_made() {
    let house = House::new().await;
    for (who, path) in [
        ("ole", "/grants"),
        ("ann", "/me"),
        ("ann", "/notices"),
        ("ole", "/plan/new"),
        ("per", "/assess/new"),
        ("sys", "/admin/import"),
    ] {
        let page = house.get(path, who).await;
        let own = format!("name=\"daybook-person\" value=\"{}\"", house.id(who));
        let forms = page
            .body
            .split("<form")
            .skip(1)
            .filter_map(|rest| rest.split("</form>").next());
        let writes = |form: &&str| {
            form.split('>')
                .next()
                .is_some_and(|tag| tag.contains("method=\"post\""))
        };
        let (with, without): (Vec<&str>, Vec<&str>) = forms.filter(writes).partition(|form| form.contains(&own));
        assert!(!with.is_empty() && without.is_empty(), "{path}: {without:?}");
    }
    // Forms with a route of their own are looked at as well.
    let (ole, per) = (house.id("ole").0.clone(), house.id("per").0.clone());
    let before = house.acts().await;
    let draft = |meant| [("kind", "family"), ("target", "clerk"), ("daybook-person", meant)];
    let period = |meant| [("step", "open"), ("key", "k"), ("daybook-person", meant)];
    let review = |meant| [("text", "Half a word"), ("daybook-person", meant)];
    for (path, fields) in [
        ("/indicators/draft", draft(&ole).as_slice()),
        ("/assess/new", period(&ole).as_slice()),
        ("/assess/course/none/review", review(&ole).as_slice()),
        ("/assess/course/none/summary", review(&ole).as_slice()),
        ("/indicators/set/none", review(&ole).as_slice()),
        ("/new", review(&ole).as_slice()),
        ("/plan/new", review(&ole).as_slice()),
    ] {
        let refused = house.form(path, "per", fields).await;
        assert_eq!(refused.status, StatusCode::UNAUTHORIZED, "{path}: {}", refused.body);
        assert!(refused.body.contains(&ole), "{path}: {}", refused.body);
    }
    assert_eq!(house.acts().await, before);
    let own = house.form("/assess/course/none/review", "per", &review(&per)).await;
    assert_eq!(own.status, StatusCode::NOT_FOUND, "{}", own.body);
}

#[tokio::test]
async fn drafts_over_http() {
    let house = House::new().await;
    let body = "{\"text\":\"Half a sentence\"}";
    let saved = house
        .call(
            "save_draft",
            "ann",
            &[("place", "new"), ("body", body), ("at", "5"), ("seen", "0")],
        )
        .await;
    assert_eq!(saved.status, StatusCode::OK, "{}", saved.body);
    assert_eq!(
        (saved.json()["at"].as_i64(), saved.json()["body"].as_str()),
        (Some(5), Some(body))
    );
    assert!(saved.json().get("other").is_none());
    let list = house.call("drafts", "ann", &[]).await;
    assert_eq!(list.json()[0]["place"], "new");
    assert_eq!(house.call("drafts", "bob", &[]).await.body, "[]");
    let forgot = house
        .call("forget_draft", "ann", &[("place", "new"), ("seen", "5")])
        .await;
    assert_eq!(forgot.status, StatusCode::OK);
    assert_eq!(house.call("drafts", "ann", &[]).await.body, "[]");
    let long = house
        .call(
            "save_draft",
            "ann",
            &[("place", "new"), ("body", "no json"), ("at", "5"), ("seen", "0")],
        )
        .await;
    assert_eq!(long.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(long.body.contains("The draft was not kept"), "{}", long.body);
}
