//! Files on the real router: who sends and reads them, with which headers, and forms without script.

use super::house::{Answer, House, UNKNOWN};
use axum::body::Body;
use axum::http::{StatusCode, header};
use domain::file::MOST_COMING;
use domain::view::RecordDraft;

const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";
/// One grey pixel.
pub const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0:~\x9bU\0\0\0\nIDATx\x9cch\0\0\0\x82\0\x81w\xcdr\xb6\0\0\0\0IEND\xaeB`\x82";

impl House {
    async fn part(&self, who: &str, id: &str, offset: usize, bytes: &[u8]) -> Answer {
        let request = self.request("POST", &format!("/files/{id}?offset={offset}"), who);
        self.send(request.body(bytes.to_vec().into()).unwrap()).await
    }

    pub async fn announce(&self, who: &str, name: &str, size: usize) -> Answer {
        self.form("/files", who, &[("name", name), ("size", &size.to_string())])
            .await
    }

    /// Sends a file as the page's script does; its id.
    pub async fn attach(&self, who: &str, name: &str, bytes: &[u8]) -> String {
        let begun = self.announce(who, name, bytes.len()).await;
        let id = begun.json()["id"].as_str().unwrap().to_owned();
        let half = bytes.len() / 2;
        let first = self.part(who, &id, 0, &bytes[..half]).await;
        assert_eq!(first.json()["offset"].as_u64(), Some(half as u64));
        let last = self.part(who, &id, half, &bytes[half..]).await;
        assert_eq!(last.json()["file"]["id"].as_str(), Some(id.as_str()), "{}", last.body);
        id
    }

    /// A record of somebody's with one file.
    pub async fn write_with(&self, who: &str, audience: &str, file: &str) -> String {
        let draft = RecordDraft {
            text: "Words of Ann".into(),
            audience: audience.into(),
            files: Some(file.into()),
            ..RecordDraft::default()
        };
        let written = service::record::write(&self.daybook, &*self.actor(who).await, &draft, "").await;
        written.unwrap().id.0
    }

    /// A form with files as a browser without script sends it.
    pub async fn multipart(&self, who: &str, fields: &[(&str, &str)], files: &[(&str, &[u8])]) -> Answer {
        let mut body = Vec::new();
        for (name, value) in fields {
            body.extend(format!("--XX\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes());
        }
        for (name, bytes) in files {
            let head = format!(
                "--XX\r\nContent-Disposition: form-data; name=\"attach\"; filename=\"{name}\"\r\nContent-Type: image/png\r\n\r\n"
            );
            body.extend(head.bytes());
            body.extend(*bytes);
            body.extend(b"\r\n");
        }
        body.extend(b"--XX--\r\n");
        let request = self
            .request("POST", "/records", who)
            .header(header::ACCEPT, "text/html")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=XX");
        self.send(request.body(body.into()).unwrap()).await
    }
}

/// A file of Ann's in a record for authorised units, for the routes that are about one.
pub async fn of_ann(house: &House, path: &str) -> String {
    if !path.contains("{id}") {
        return String::new();
    }
    house.grant(&house.unit("hal").await).await;
    let file = house.attach("ann", "pixel.png", PNG).await;
    house.write_with("ann", "granted", &file).await;
    file
}

/// A record without files, as a form without script carries it.
pub fn plain_form() -> String {
    let field =
        |name: &str, value: &str| format!("--XX\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
    let fields = [("text", "x"), ("day", ""), ("audience", "unit"), ("key", "")];
    let fields: String = fields.iter().map(|(name, value)| field(name, value)).collect();
    format!("{fields}--XX--\r\n")
}

#[tokio::test]
async fn a_file_is_read_with_its_record_and_a_stranger_learns_nothing() {
    let house = House::new().await;
    let id = house.attach("ann", "pixel.png", PNG).await;
    let paths = [format!("/files/{id}"), format!("/files/{id}/thumb")];
    for path in &paths {
        assert_eq!(house.get(path, "ann").await.status, StatusCode::OK);
        assert_eq!(
            house.get(path, "bob").await.status,
            StatusCode::NOT_FOUND,
            "before a record holds it"
        );
        assert_eq!(house.get(path, "").await.status, StatusCode::UNAUTHORIZED);
    }
    house.write_with("ann", "unit", &id).await;
    for path in &paths {
        for (who, status) in [
            ("bob", StatusCode::OK),
            ("ole", StatusCode::OK),
            ("dir", StatusCode::OK),
            ("fay", StatusCode::NOT_FOUND),
            ("sys", StatusCode::NOT_FOUND),
            ("aud", StatusCode::NOT_FOUND),
        ] {
            let real = house.get(path, who).await;
            assert_eq!(real.status, status, "{path} by {who}");
            let unreal = house.get(&path.replace(&id, UNKNOWN), who).await;
            assert_eq!(unreal.status, StatusCode::NOT_FOUND);
            if status == StatusCode::NOT_FOUND {
                assert_eq!(
                    (real.body, real.headers.len()),
                    (unreal.body, unreal.headers.len()),
                    "{who}"
                );
            }
        }
    }
    // What is somebody else's upload is neither seen nor touched.
    for path in [
        format!("/files/{id}/offset"),
        "/files/x/offset".into(),
        "/files/%2e%2e%2fmark/offset".into(),
    ] {
        assert_eq!(house.get(&path, "bob").await.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(house.part("bob", &id, 0, b"x").await.status, StatusCode::NOT_FOUND);
    let discard = house.form(&format!("/files/{id}/discard"), "bob", &[]).await;
    assert_eq!(discard.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn headers_keep_a_file_from_doing_anything() {
    let house = House::new().await;
    let picture = house.attach("ann", "现场 \"1\".png", PNG).await;
    let report = house.attach("ann", "report.html", PDF).await;
    let shown = house.get(&format!("/files/{picture}"), "ann").await;
    assert_eq!(shown.header("content-type"), "image/png");
    assert_eq!(
        shown.header("content-disposition"),
        "inline; filename=\"__ _1_.png\"; filename*=UTF-8''%E7%8E%B0%E5%9C%BA%20_1_.png"
    );
    let saved = house.get(&format!("/files/{report}"), "ann").await;
    assert_eq!(saved.header("content-type"), "application/pdf");
    assert!(
        saved
            .header("content-disposition")
            .starts_with("attachment; filename=\"report.html.pdf\"")
    );
    assert_eq!(saved.body.as_bytes(), PDF);
    for answer in [&shown, &saved] {
        assert!(
            answer
                .header("content-security-policy")
                .starts_with("sandbox; default-src 'none'")
        );
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("cache-control"), "private, no-cache");
        assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin");
    }
    // The browser's copy is asked about each time, and only by whoever may still read it.
    let tag = shown.header("etag").to_owned();
    let again = |who: &'static str| {
        let request = house.request("GET", &format!("/files/{picture}"), who);
        house.send(request.header(header::IF_NONE_MATCH, &tag).body(Body::empty()).unwrap())
    };
    let same = again("ann").await;
    assert_eq!((same.status, same.body.len()), (StatusCode::NOT_MODIFIED, 0));
    assert_eq!(again("bob").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_is_not_taken_is_said_in_words() {
    let house = House::new().await;
    for (bytes, words) in [
        (
            b"MZ\x90\0 a program that calls itself a report".as_slice(),
            "By its content",
        ),
        (&PDF[..30], "incomplete or damaged"),
    ] {
        let begun = house.announce("ann", "report.pdf", bytes.len()).await;
        let id = begun.json()["id"].as_str().unwrap().to_owned();
        let answer = house.part("ann", &id, 0, bytes).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        let said = answer.json();
        assert!(said["words"].as_str().unwrap().contains(words), "{said}");
        assert_eq!(said["again"].as_bool(), Some(false));
        assert_eq!(house.part("ann", &id, 0, bytes).await.status, StatusCode::NOT_FOUND);
    }
    let large = house.announce("ann", "a.pdf", 21 << 20).await;
    assert_eq!(large.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(large.body.contains("20 MB"));
    let whole = vec![0; (1 << 20) + 1];
    let begun = house.announce("ann", "a.pdf", whole.len()).await;
    let id = begun.json()["id"].as_str().unwrap().to_owned();
    assert_eq!(
        house.part("ann", &id, 0, &whole).await.status,
        StatusCode::PAYLOAD_TOO_LARGE
    );
    for path in ["/files/x?offset=nonsense", "/files/x?offset=-1"] {
        let request = house.request("POST", path, "ann").body(Body::empty()).unwrap();
        assert_eq!(house.send(request).await.status, StatusCode::BAD_REQUEST, "{path}");
    }
}

#[tokio::test]
async fn without_script_a_record_and_its_files_are_one_form() {
    let house = House::new().await;
    let form = [
        ("text", "With two files"),
        ("day", ""),
        ("audience", "unit"),
        ("key", "k1"),
        ("files", ""),
        ("next", "/"),
    ];
    let sent = house
        .multipart("ann", &form, &[("a.png", PNG), ("b.pdf", PDF), ("", b"")])
        .await;
    assert_eq!(
        (sent.status, sent.header("location")),
        (StatusCode::SEE_OTHER, "/"),
        "{}",
        sent.body
    );
    let feed = house.call("feed", "bob", &[("scope", "all")]).await.json();
    let card = &feed["cards"][0];
    let files = card["anchors"]["files"].as_array().unwrap();
    let names: Vec<_> = files.iter().map(|f| f["name"].as_str().unwrap()).collect();
    assert_eq!(
        (card["text"].as_str(), names),
        (Some("With two files"), vec!["a.png", "b.pdf"])
    );
    let page = house.get("/", "bob").await;
    let first = files[0]["id"].as_str().unwrap();
    assert!(page.body.contains(&format!("/files/{first}/thumb")) && page.body.contains("alt=\"a.png\""));

    // An edit keeps what is ticked, drops what is not, and adds.
    let id = card["id"].as_str().unwrap();
    let edit = [
        ("record", id),
        ("text", "With other files"),
        ("day", ""),
        ("audience", "unit"),
        ("key", "k2"),
        ("files", ""),
        ("files", first),
    ];
    let sent = house.multipart("ann", &edit, &[("c.pdf", PDF)]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let card = house.call("card", "bob", &[("record", id)]).await.json();
    let names: Vec<_> = card["anchors"]["files"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| f["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["a.png", "c.pdf"]);
}

#[tokio::test]
async fn without_script_nothing_is_lost_when_a_file_is_refused() {
    let house = House::new().await;
    let form = [
        ("text", "<b>Kept</b> words"),
        ("day", ""),
        ("audience", "unit"),
        ("key", "k"),
        ("next", "/"),
    ];
    let bad = b"MZ a program".as_slice();
    let answer = house
        .multipart("ann", &form, &[("good.png", PNG), ("<i>bad.pdf", bad)])
        .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = &answer.body;
    assert!(
        page.contains("&lt;i&gt;bad.pdf") && page.contains("By its content") && !page.contains("<i>"),
        "{page}"
    );
    assert!(
        page.contains("&lt;b&gt;Kept&lt;/b&gt; words") && page.contains("good.png"),
        "{page}"
    );
    // The page's own form sends what was kept.
    let kept = page
        .split("name=\"files\" value=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .unwrap();
    assert_eq!(kept.len(), 26);
    let form = [
        ("text", "Kept words"),
        ("day", ""),
        ("audience", "unit"),
        ("key", "k"),
        ("files", kept),
        ("next", "/"),
    ];
    assert_eq!(house.multipart("ann", &form, &[]).await.status, StatusCode::SEE_OTHER);
    let card = &house.call("feed", "bob", &[("scope", "all")]).await.json()["cards"][0];
    assert_eq!(card["anchors"]["files"][0]["name"].as_str(), Some("good.png"));

    // A text that is refused keeps the files as well; nobody signed in keeps the text.
    let long = "x".repeat(5_001);
    let form = [
        ("text", long.as_str()),
        ("day", ""),
        ("audience", "unit"),
        ("key", "k2"),
        ("next", "/"),
    ];
    let answer = house.multipart("ann", &form, &[("again.png", PNG)]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("name=\"files\" value=\"01") || answer.body.contains("name=\"files\" value=\"0"));
    let answer = house
        .multipart(
            "",
            &[("text", "Kept words"), ("day", ""), ("audience", "unit"), ("key", "")],
            &[("a.png", PNG)],
        )
        .await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    assert!(answer.body.contains("Kept words"));
    // More than ten.
    let many: Vec<(&str, &[u8])> = (0..11).map(|_| ("n.png", PNG)).collect();
    let form = [("text", "Many"), ("day", ""), ("audience", "unit"), ("key", "k3")];
    let answer = house.multipart("ann", &form, &many).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.body.matches("<li>n.png</li>").count(), 10);
}

#[tokio::test]
async fn one_upload_too_many_is_told_to_come_again() {
    let house = House::new().await;
    for _ in 0..MOST_COMING {
        assert_eq!(house.announce("ann", "a.pdf", 9).await.status, StatusCode::OK);
    }
    let refused = house.announce("ann", "a.pdf", 9).await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS, "{}", refused.body);
    assert_eq!(refused.json()["again"].as_bool(), Some(true), "{}", refused.body);
}

#[tokio::test]
async fn other_sites_send_no_files() {
    let house = House::new().await;
    for path in ["/files", "/files/x", "/files/x/discard", "/records"] {
        let request = house
            .request("GET", path, "ann")
            .method("POST")
            .header("sec-fetch-site", "cross-site");
        assert_eq!(
            house.send(request.body(Body::empty()).unwrap()).await.status,
            StatusCode::FORBIDDEN,
            "{path}"
        );
    }
}
