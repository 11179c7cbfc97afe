//! Signing in and out over HTTP.

use super::house::{House, PASSWORD};
use axum::http::StatusCode;

fn session(answer: &super::house::Answer) -> &str {
    answer
        .headers
        .get_all("set-cookie")
        .iter()
        .map(|v| v.to_str().unwrap())
        .find(|c| c.starts_with("daybook_session="))
        .unwrap()
}

#[tokio::test]
async fn the_session_cookie_is_for_this_site_and_no_script() {
    for tls in [false, true] {
        let house = House::with(tls, true).await;
        let answer = house
            .form(
                "/sign-in",
                "",
                &[("account", "ann"), ("password", PASSWORD), ("next", "/me")],
            )
            .await;
        assert_eq!(
            (answer.status, answer.header("location")),
            (StatusCode::SEE_OTHER, "/me")
        );
        let cookie = session(&answer);
        let parts: Vec<&str> = cookie.split("; ").skip(1).collect();
        let mut wanted = vec!["Path=/", "HttpOnly", "SameSite=Lax"];
        wanted.extend(tls.then_some("Secure"));
        assert_eq!(parts, wanted);
        assert!(cookie.split_once('=').unwrap().1.split(';').next().unwrap().len() >= 43);
        let out = house.form("/sign-out", "ann", &[]).await;
        assert!(session(&out).starts_with("daybook_session=;") && session(&out).contains("Max-Age=0"));
    }
}

#[tokio::test]
async fn signing_in_rotates_and_signing_out_ends() {
    let house = House::new().await;
    let answer = house
        .form("/sign-in", "ann", &[("account", "ann"), ("password", PASSWORD)])
        .await;
    assert!(!session(&answer).contains(house.token("ann")), "a new token each time");
    assert_eq!(
        house.call("feed", "ann", &[("scope", "all")]).await.status,
        StatusCode::UNAUTHORIZED,
        "the one before ended"
    );
    house.form("/sign-out", "bob", &[]).await;
    assert_eq!(
        house.call("feed", "bob", &[("scope", "all")]).await.status,
        StatusCode::UNAUTHORIZED
    );
    house.form("/sign-out-everywhere", "ole", &[]).await;
    assert_eq!(
        house.call("feed", "ole", &[("scope", "all")]).await.status,
        StatusCode::UNAUTHORIZED
    );
    // A cookie that is none, or another's idea of one.
    for token in ["", "x", "../..", "%00"] {
        let request = house
            .request("POST", "/api/feed", "")
            .header("cookie", format!("daybook_session={token}"));
        let request = request
            .header("content-type", super::house::FORM)
            .body("scope=all".into())
            .unwrap();
        assert_eq!(house.send(request).await.status, StatusCode::UNAUTHORIZED, "{token}");
    }
}

#[tokio::test]
async fn an_unknown_account_and_a_wrong_password_are_the_same() {
    let house = House::with(false, false).await;
    let mut answers = Vec::new();
    for (account, password) in [("fay", "wrong wrong wrong"), ("nobody", PASSWORD), ("", "")] {
        let answer = house
            .form(
                "/sign-in",
                "",
                &[("account", account), ("password", password), ("next", "/")],
            )
            .await;
        assert!(answer.headers.get("set-cookie").is_none());
        answers.push((answer.status, answer.header("location").to_owned(), answer.body));
    }
    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]), "{answers:?}");
    let mut last = String::new();
    for _ in 0..12 {
        last = house
            .form("/sign-in", "", &[("account", "fay"), ("password", "wrong wrong")])
            .await
            .header("location")
            .to_owned();
    }
    assert!(last.starts_with("/sign-in?slow="), "{last}");
}

#[tokio::test]
async fn the_choices_of_a_browser_are_its_own() {
    let house = House::new().await;
    let zh = house
        .form("/language", "", &[("lang", "zh-CN"), ("next", "/sign-in")])
        .await;
    assert_eq!((zh.status, zh.header("location")), (StatusCode::SEE_OTHER, "/sign-in"));
    assert!(
        zh.header("set-cookie").starts_with("lang=zh-CN; Path=/") && zh.header("set-cookie").contains("SameSite=Lax")
    );
    let page = |cookie: &'static str| {
        let request = house
            .request("GET", "/sign-in", "")
            .header("cookie", cookie)
            .header("accept", "text/html");
        house.send(request.body(axum::body::Body::empty()).unwrap())
    };
    assert!(
        page("lang=zh-CN").await.body.contains("lang=\"zh-CN\"") && page("lang=en").await.body.contains("lang=\"en\"")
    );
    for hostile in ["\"><script>", "dark; Domain=evil", "x\r\nset-cookie: a=b"] {
        let theme = house
            .form("/theme", "", &[("theme", hostile), ("next", "//evil")])
            .await;
        assert!(theme.header("set-cookie").starts_with("theme=auto; "), "{hostile}");
        assert_eq!(theme.header("location"), "/");
    }
}
