//! The forms of a period in one file: offered when there are results, and sent as it is made.

use super::house::House;
use super::simulator::reviewed;
use axum::body::Body;
use axum::http::StatusCode;
use domain::PeriodId;
use http_body_util::BodyExt;
use service::assess::course_page;
use service::{Settings, result};
use std::io::Cursor;
use std::os::unix::fs::PermissionsExt;
use tower::ServiceExt;
use zip::ZipArchive;

/// A period in which Ann was given her result.
pub async fn told(house: &House) -> PeriodId {
    let period = reviewed(house).await;
    let (daybook, course) = (&house.daybook, house.course_in(&period, "ann").await);
    let (dir, per) = (house.actor("dir").await, house.actor("per").await);
    let version = async || course_page(daybook, &dir, &course).await.unwrap().version;
    result::calibrate(daybook, &dir, &course, version().await, "good", "", "")
        .await
        .unwrap();
    result::decide(daybook, &dir, &course, version().await, "good", "", "")
        .await
        .unwrap();
    result::give_feedback(daybook, &per, &course, "", vec![], "")
        .await
        .unwrap();
    period
}

#[tokio::test]
async fn all_forms_are_one_download_from_the_page_of_the_period() {
    let folder = tempfile::tempdir().unwrap();
    let press = folder.path().join("press");
    std::fs::write(&press, "#!/bin/sh\n/bin/cat >/dev/null\nprintf '%%PDF-'\n").unwrap();
    std::fs::set_permissions(&press, std::fs::Permissions::from_mode(0o700)).unwrap();
    let settings = Settings {
        press: Some(press),
        unlimited: true,
        ..Settings::default()
    };
    let house = House::of(settings, false, false).await;
    let early = format!("/assess/period/{}", house.opened().await);
    let page = house.get(&early, "per").await;
    assert!(!page.body.contains("/forms.zip"), "nobody was given a result");
    let answer = house.get(&format!("{early}/forms.zip"), "per").await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.body);
    assert!(answer.body.contains("Nobody has a result yet"), "{}", answer.body);
    let base = format!("/assess/period/{}", told(&house).await);
    let page = house.get(&base, "per").await;
    assert!(
        page.body.contains(&format!("action=\"{base}/forms.zip\"")),
        "{}",
        page.body
    );
    let page = house.get(&base, "dir").await;
    assert!(!page.body.contains("/forms.zip"), "handing over is the office's");
    let asked = format!("{base}/forms.zip?unit={}", house.unit("ann").await);
    let request = house.request("GET", &asked, "per").body(Body::empty()).unwrap();
    let answer = house.router.clone().oneshot(request).await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    let named = |name: &str| answer.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(named("content-type"), "application/zip");
    assert!(named("content-disposition").contains("daybook-forms.zip"));
    let bytes = answer.into_body().collect().await.unwrap().to_bytes();
    let archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    assert_eq!(archive.len(), 3, "her form, the roster and the list");
}
