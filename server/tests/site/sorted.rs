//! Tables that are put in order by links and a form, without a script; and the clock on the side of every page.

use crate::house::House;
use crate::simulator::reviewed;
use service::assess::{keep_summary, summary_page};

fn before(page: &str, one: &str, other: &str) -> bool {
    let table = page.split("<tbody").last().unwrap_or_default();
    table.find(one).unwrap() < table.find(other).unwrap()
}

#[tokio::test]
async fn the_people_of_a_period_are_put_in_order_by_the_heads_of_their_table() {
    let house = House::new().await;
    let base = format!("/assess/period/{}/people", house.year().await);
    let usual = house.get(&base, "per").await.body;
    assert!(!usual.contains("aria-sort"), "{usual}");
    for there in [
        format!("href=\"{base}?sort=name\""),
        "title=\"Sort by name\"".to_owned(),
        "value=\"-name\"".to_owned(),
    ] {
        assert!(usual.contains(&there), "{there}: {usual}");
    }
    let up = house.get(&format!("{base}?sort=name"), "per").await.body;
    assert!(
        up.contains("aria-sort=\"ascending\"") && before(&up, "Ann Three", "Bob Four"),
        "{up}"
    );
    // Pressed again it is the other way round.
    assert!(up.contains(&format!("href=\"{base}?sort=-name\"")), "{up}");
    let down = house.get(&format!("{base}?sort=-name"), "per").await.body;
    assert!(
        down.contains("aria-sort=\"descending\"") && before(&down, "Bob Four", "Ann Three"),
        "{down}"
    );
    // What was asked for stays, and so does the order after a reminder.
    house.daybook.pass_days(1);
    let part = house.get(&format!("{base}?state=opened&sort=-name"), "per").await.body;
    let part = part.replace("&amp;", "&");
    for there in [
        format!("href=\"{base}?state=opened&sort=name\""),
        format!("value=\"{base}?state=opened&sort=-name\""),
    ] {
        assert!(part.contains(&there), "{there}: {part}");
    }
    let unknown = house.get(&format!("{base}?sort=likes"), "per").await;
    assert!(unknown.status.is_success() && !unknown.body.contains("aria-sort"));
}

#[tokio::test]
async fn a_board_keeps_its_order_after_a_step() {
    let house = House::new().await;
    let period = reviewed(&house).await;
    let board = format!("/assess/period/{period}/unit/{}", house.unit("ann").await);
    let usual = house.get(&board, "dir").await.body;
    assert!(usual.contains(&format!("href=\"{board}?sort=grade\"")), "{usual}");
    let page = house.get(&format!("{board}?sort=-name"), "dir").await.body;
    assert!(before(&page, "Bob Four", "Ann Three"), "{page}");
    let course = house.course_in(&period, "ann").await;
    let next = format!("value=\"{board}?sort=-name#c-{course}\"");
    assert!(page.contains("/api/calibrate_course") && page.contains(&next), "{page}");
    // Numbers begin with the highest.
    assert!(page.contains(&format!("href=\"{board}?sort=-difficulty\"")), "{page}");
}

#[tokio::test]
async fn the_clock_stands_beside_every_page_of_whoever_takes_part() {
    let house = House::new().await;
    let period = house.opened().await;
    let (actor, course) = (house.actor("ann").await, house.course_in(&period, "ann").await);
    let asked = house.get("/", "ann").await.body;
    assert!(
        !asked.contains("Assessment clocks"),
        "the errand says its last day: {asked}"
    );
    let page = summary_page(&house.daybook, &actor, &course).await.unwrap();
    let mut own = page.summary;
    own.overall = "A steady quarter.".into();
    keep_summary(&house.daybook, &actor, &course, page.version, &own, true, "")
        .await
        .unwrap();
    let (link, step) = (format!("href=\"/assess/course/{course}\""), "submit the review, ");
    for page in ["/", "/plan"] {
        let seen = house.get(page, "ann").await.body;
        for there in ["Assessment clocks", link.as_str(), step] {
            assert!(seen.contains(there), "{page}, {there}: {seen}");
        }
        let other = house.get(page, "per").await.body;
        assert!(!other.contains("Assessment clocks") && !other.contains(step), "{other}");
    }
}
