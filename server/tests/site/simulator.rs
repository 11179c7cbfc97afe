//! A replay through the router: begun by a form, and found at its address by whoever asked alone.

use super::house::{Answer, House, UNKNOWN};
use axum::http::StatusCode;
use domain::PeriodId;
use domain::permission::Duty;
use service::account::invite_official;
use service::assess::{TypedReview, TypedRow, keep_review, keep_summary, review_page, summary_page};
use std::time::Duration;

const HERE: &str = "/assess/simulate";

/// A period in which Ann has a proposal.
pub async fn reviewed(house: &House) -> PeriodId {
    let (daybook, period) = (&house.daybook, house.opened().await);
    let course = house.course_in(&period, "ann").await;
    let (ann, ole) = (house.actor("ann").await, house.actor("ole").await);
    let page = summary_page(daybook, &ann, &course).await.unwrap();
    let mut summary = page.summary;
    summary.overall = "A steady quarter.".into();
    keep_summary(daybook, &ann, &course, page.version, &summary, true, "")
        .await
        .unwrap();
    let page = review_page(daybook, &ole, &course).await.unwrap();
    let rows = page.rows.iter().map(|row| TypedRow {
        indicator: row.aspect.id.0.clone(),
        reason: "Did what was asked, and in time.".into(),
        none: "Nothing was written on it.".into(),
        ..TypedRow::default()
    });
    let review = TypedReview {
        rows: rows.collect(),
        grade: "good".into(),
        words: "What Ann did, as seen from day to day.".into(),
    };
    keep_review(daybook, &ole, &course, page.version, &review, true, "")
        .await
        .unwrap();
    period
}

/// The page once it does not come again by itself.
async fn over(house: &House, address: &str) -> Answer {
    for _ in 0..2_400 {
        let page = house.get(address, "per").await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        if !page.body.contains("http-equiv=\"refresh\"") {
            return page;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("{address} did not end");
}

#[tokio::test]
async fn a_replay_is_begun_by_a_form_and_found_at_its_address_by_whoever_asked() {
    let mut house = House::new().await;
    invite_official(&house.daybook, "pur", "PUR", Duty::PersonnelOffice)
        .await
        .unwrap();
    house.again("pur").await;
    let period = reviewed(&house).await;
    let choice = house.get(&format!("{HERE}?period={period}&pack=neutral"), "per").await;
    assert!(choice.body.contains("method=\"post\""), "{}", choice.body);
    assert!(!choice.body.contains("People by grade"), "nothing is begun by looking");
    let asked = [("period", period.as_str()), ("pack", "neutral"), ("key", "one form")];
    let begun = house.form(HERE, "per", &asked).await;
    assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.body);
    let address = begun.header("location").to_owned();
    let begins = format!("{HERE}?period={period}&pack=neutral&run=");
    let run = address.strip_prefix(&begins).unwrap_or_else(|| panic!("{address}"));
    let twice = house.form(HERE, "per", &asked).await;
    assert_eq!(twice.header("location"), address, "a second click");
    let (file, found) = (format!("{HERE}.xlsx?run={run}"), "By these rules nobody");
    // Reloaded it is the same; what is over is not stopped.
    let stop = [&asked[..2], &[("run", run), ("step", "stop")]].concat();
    for _ in 0..2 {
        let page = over(&house, &address).await;
        for told in [found, "People by grade", &format!("href=\"{file}\"")] {
            assert!(page.body.contains(told), "{told}: {}", page.body);
        }
        assert_eq!(house.form(HERE, "per", &stop).await.header("location"), address);
    }
    let table = house.get(&file, "per").await;
    assert_eq!(table.status, StatusCode::OK, "{}", table.body);
    // From the page without it the way back is shown.
    let page = house.get(HERE, "per").await;
    assert!(
        page.body.contains("What you tried lately") && page.body.contains(run),
        "{}",
        page.body
    );
    // To another one of the office, and when it is not kept any more, that is said, and it can be asked again.
    let gone = address.replace(run, UNKNOWN);
    for (who, path) in [("pur", &address), ("per", &gone)] {
        let page = house.get(path, who).await;
        let again = format!("name=\"period\" value=\"{period}\"");
        for told in ["This result is not here any more", "Work it out again", &again] {
            assert!(page.body.contains(told), "{who}: {told}: {}", page.body);
        }
        assert!(!page.body.contains(found), "{who}: {}", page.body);
    }
    assert!(!house.get(HERE, "pur").await.body.contains("What you tried lately"));
    let refused = house.get(&file, "pur").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
    assert!(refused.body.contains("nothing of this to export"), "{}", refused.body);
    // Anybody else finds no simulator.
    for who in ["ann", "sys"] {
        assert_eq!(house.get(&address, who).await.status, StatusCode::NOT_FOUND, "{who}");
        assert_eq!(house.get(&file, who).await.status, StatusCode::NOT_FOUND, "{who}");
        assert_eq!(
            house.form(HERE, who, &asked).await.status,
            StatusCode::NOT_FOUND,
            "{who}"
        );
    }
}
