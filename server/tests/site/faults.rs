//! Refusals before anything was looked at: told in words, on a page to people and as an error to scripts.

use super::house::{FORM, House, encode};
use axum::http::{StatusCode, header};

const PEOPLE: &str = "text/html,application/xhtml+xml";
const SCRIPTS: &str = "application/json";

#[tokio::test]
async fn no_refusal_is_without_words() {
    let house = House::new().await;
    let forged = |accept: &'static str, lang: &'static str| {
        let request = house
            .request("POST", "/api/set_like", "ann")
            .header("sec-fetch-site", "cross-site")
            .header(header::COOKIE, format!("lang={lang}"))
            .header(header::ACCEPT, accept)
            .header(header::CONTENT_TYPE, FORM);
        let mut request = request.body(encode(&[]).into()).unwrap();
        request
            .headers_mut()
            .insert("sec-fetch-site", "cross-site".parse().unwrap());
        house.send(request)
    };
    let words = |answer: &super::house::Answer| answer.json()["invalid"]["words"].as_str().unwrap().to_owned();
    let told = forged(SCRIPTS, "en").await;
    assert_eq!(told.status, StatusCode::FORBIDDEN);
    assert!(words(&told).contains("another site"), "{}", told.body);
    let told = forged(PEOPLE, "zh-CN").await;
    assert!(
        told.status == StatusCode::FORBIDDEN && told.body.contains("别的网站"),
        "{}",
        told.body
    );
    assert!(told.body.contains("</html>") && told.header("content-security-policy").contains("'none'"));

    for function in ["set_like", "none"] {
        let path = |accept| house.call_with(function, "ann", &[("record", "x")], accept);
        let script = house.send(path(SCRIPTS)).await;
        assert_eq!(script.status, StatusCode::BAD_REQUEST, "{function}");
        assert!(
            words(&script).contains("could not be read"),
            "{function}: {}",
            script.body
        );
        let person = house.send(path(PEOPLE)).await;
        assert_eq!(person.status, StatusCode::BAD_REQUEST, "{function}");
        assert!(
            person.body.contains("</html>") && person.body.contains("could not be read"),
            "{function}: {}",
            person.body
        );
    }
    for (path, who) in [
        ("/admin/import/none/findings.xlsx", "sys"),
        ("/pkg/none.js", "ann"),
        ("/files/none", "ann"),
    ] {
        let request = house.request("GET", path, who).header(header::ACCEPT, PEOPLE);
        let answer = house.send(request.body(String::new().into()).unwrap()).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert!(!answer.body.is_empty(), "{path}");
    }
}
