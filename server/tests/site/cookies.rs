//! Signing in and out over HTTP.

use super::house::{House, PASSWORD};
use axum::http::StatusCode;
use service::Settings;
use std::time::{Duration, Instant};

fn session(answer: &super::house::Answer) -> &str {
    answer
        .headers
        .get_all("set-cookie")
        .iter()
        .map(|v| v.to_str().unwrap())
        .find(|c| c.starts_with("daybook_session="))
        .unwrap()
}

/// The token in a cookie line.
fn token(cookie: &str) -> &str {
    cookie.split_once('=').unwrap().1.split(';').next().unwrap()
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

/// A browser in which somebody signed in is known by a cookie of its own, which opens nothing and stays.
#[tokio::test]
async fn a_browser_is_known_again() {
    let house = House::with(true, true).await;
    let fields = [("account", "ann"), ("password", PASSWORD)];
    let answer = house.form("/sign-in", "", &fields).await;
    let line = browser(&answer);
    assert!(
        ["; Path=/", "; HttpOnly", "; SameSite=Lax", "; Secure", "; Max-Age="]
            .iter()
            .all(|part| line.contains(part)),
        "{line}"
    );
    let kept = token(line).to_owned();
    let again = |cookie: String| {
        let request = house.request("POST", "/sign-in", "").header("cookie", cookie);
        let request = request.header("content-type", super::house::FORM);
        house.send(request.body(super::house::encode(&fields).into()).unwrap())
    };
    assert_eq!(token(browser(&again(format!("daybook_browser={kept}")).await)), kept);
    assert_ne!(token(browser(&again("daybook_browser=short".into()).await)), "short");
    let request = house
        .request("POST", "/api/feed", "")
        .header("cookie", format!("daybook_session={kept}; daybook_browser={kept}"))
        .header("content-type", super::house::FORM);
    let answer = house.send(request.body("scope=all".into()).unwrap()).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    let wrong = [("account", "ann"), ("password", "wrong wrong")];
    assert!(
        house
            .form("/sign-in", "", &wrong)
            .await
            .headers
            .get("set-cookie")
            .is_none()
    );
}

fn browser(answer: &super::house::Answer) -> &str {
    let lines = answer.headers.get_all("set-cookie").iter();
    lines
        .map(|v| v.to_str().unwrap())
        .find(|c| c.starts_with("daybook_browser="))
        .unwrap()
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
async fn a_new_password_keeps_this_device_and_ends_the_others() {
    for tls in [false, true] {
        let house = House::with(tls, true).await;
        let elsewhere = house
            .form("/sign-in", "", &[("account", "ann"), ("password", PASSWORD)])
            .await;
        let elsewhere = token(session(&elsewhere)).to_owned();
        let fields = [
            ("current", PASSWORD),
            ("password", "another horse battery"),
            ("again", "another horse battery"),
            ("next", "/me?done=password"),
        ];
        let answer = house.form("/api/change_password", "ann", &fields).await;
        assert_eq!(
            (answer.status, answer.header("location")),
            (StatusCode::SEE_OTHER, "/me?done=password")
        );
        let cookie = session(&answer);
        let renewed = token(cookie).to_owned();
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Secure") == tls);
        for (token, status) in [
            (house.token("ann"), StatusCode::UNAUTHORIZED),
            (elsewhere.as_str(), StatusCode::UNAUTHORIZED),
            (renewed.as_str(), StatusCode::OK),
        ] {
            let request = house
                .request("POST", "/api/feed", "")
                .header("cookie", format!("daybook_session={token}"))
                .header("content-type", super::house::FORM);
            assert_eq!(
                house.send(request.body("scope=all".into()).unwrap()).await.status,
                status
            );
        }
    }
    // Refused, nothing changes, and the way back is not to the page that says it was done.
    let house = House::new().await;
    let fields = [
        ("current", "not it, not it"),
        ("password", "another horse battery"),
        ("again", "another horse battery"),
        ("next", "/me?done=password"),
    ];
    let refused = house.form("/api/change_password", "bob", &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.headers.get("set-cookie").is_none() && !refused.body.contains("done=password"));
    assert_eq!(
        house.call("feed", "bob", &[("scope", "all")]).await.status,
        StatusCode::OK
    );
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

#[tokio::test]
async fn what_a_page_asks_by_itself_keeps_nobody_signed_in() {
    let settings = Settings {
        idle: IDLE,
        unlimited: true,
        ..Settings::default()
    };
    let mut house = House::of(settings, false, false).await;
    let (last, _) = asks(&mut house, true).await;
    assert_ne!(last, StatusCode::OK);
    // Whoever asks stays, unless the machine had so much else to do that she seemed to ask nothing.
    for _ in 0..20 {
        let (last, longest) = asks(&mut house, false).await;
        if longest < IDLE / 2 {
            assert_eq!(last, StatusCode::OK);
            return;
        }
    }
    panic!("the machine was busy all the time");
}

const IDLE: Duration = Duration::from_secs(2);

/// Ann signs in and asks for a page every moment, until she would be idle twice over; `alone`: her page does so by itself. Whether she is
/// still signed in, and the longest time between two questions.
async fn asks(house: &mut House, alone: bool) -> (StatusCode, Duration) {
    let (began, mut before, mut longest) = (Instant::now(), Instant::now(), Duration::ZERO);
    house.again("ann").await;
    while began.elapsed() < IDLE * 2 {
        let mut request = house.request("GET", "/why", "ann").header("accept", "text/html");
        if alone {
            request = request.header("daybook-rest", "1");
        }
        let sent = Instant::now();
        house.send(request.body("".into()).unwrap()).await;
        longest = longest.max(before.elapsed());
        before = sent;
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let last = house.get("/me", "ann").await.status;
    (last, longest.max(before.elapsed()))
}

#[tokio::test]
async fn limits_count_the_address_that_the_own_proxy_wrote() {
    let limited = || Settings::default();
    for behind in [true, false] {
        let house = House::of(limited(), true, behind).await;
        let mut told = Vec::new();
        // Each from another address, as the proxy says; the client's own words stand before.
        for n in 0..14 {
            let request = house
                .request("POST", "/sign-in", "")
                .header("content-type", "application/x-www-form-urlencoded")
                .header("x-forwarded-for", "203.0.113.9")
                .header("x-forwarded-for", format!("203.0.113.9, 198.51.100.{n}"));
            let answer = house
                .send(request.body("account=ann&password=wrong&next=/".into()).unwrap())
                .await;
            told.push(answer.header("location").contains("slow="));
        }
        assert_eq!(told.iter().any(|slow| *slow), !behind, "{told:?}");
        // What the client writes itself moves nobody else's limit.
        if behind {
            let request = house
                .request("POST", "/sign-in", "")
                .header("content-type", "application/x-www-form-urlencoded")
                .header("x-forwarded-for", "203.0.113.9");
            let body = format!("account=ann&password={PASSWORD}&next=/");
            let answer = house.send(request.body(body.into()).unwrap()).await;
            assert_eq!(answer.header("location"), "/");
        }
    }
}
