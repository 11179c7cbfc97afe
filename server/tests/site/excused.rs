//! Somebody takes no part in a period any more.

use super::house::House;
use axum::http::StatusCode;
use domain::CourseId;
use service::result::excuse;

impl House {
    /// Takes somebody out.
    pub async fn excuse(&self, course: &CourseId) {
        let per = self.actor("per").await;
        excuse(&self.daybook, &per, course, "2026-01-05", "Retired", "")
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn the_office_takes_somebody_out_and_in_again_without_a_script() {
    let house = House::new().await;
    let period = house.opened().await;
    let course = house.course_in(&period, "ann").await;
    let path = format!("/assess/course/{course}");
    for (who, offered) in [("per", true), ("ole", false), ("ann", false)] {
        let page = house.get(&path, who).await;
        assert_eq!(
            page.body.contains("/api/excuse_course"),
            offered,
            "{who}: {}",
            page.body
        );
        assert!(!page.body.contains("/api/take_in_course"), "{who}: {}", page.body);
    }
    // What is typed into the forms is kept as a draft.
    let is_kept = async |form: &str| {
        let (place, page) = (format!("{form}:{course}"), house.get(&path, "per").await);
        page.body.contains(&format!("data-draft=\"{place}\"")) && domain::draft::place(&place).is_ok()
    };
    assert!(is_kept("excuse").await);
    let send = async |function: &str, since: &str, done: &str| {
        let next = format!("{path}?done={done}");
        let fields = [
            ("course", course.as_str()),
            ("since", since),
            ("reason", "Went to the river board"),
            ("next", next.as_str()),
        ];
        let answer = house.form(&format!("/api/{function}"), "per", &fields).await;
        (answer.status, answer.header("location") == next)
    };
    assert_eq!(
        send("excuse_course", "soon", "excused").await,
        (StatusCode::UNPROCESSABLE_ENTITY, false)
    );
    assert_eq!(
        send("excuse_course", "2026-01-05", "excused").await,
        (StatusCode::SEE_OTHER, true)
    );
    assert!(is_kept("take_in").await);
    // No result is announced to her, no forms are offered of nobody's, and she is counted after the others.
    let own = house.get(&path, "ann").await;
    assert!(!own.body.contains("id=\"result\""), "{}", own.body);
    let whole = house.get(&format!("/assess/period/{period}"), "per").await;
    assert!(!whole.body.contains("/forms.zip"), "{}", whole.body);
    let count = |state: &str| whole.body.find(&format!("/people?state={state}&"));
    let (opened, excused) = (count("opened"), count("excused"));
    assert!(opened.is_some() && opened < excused, "{}", whole.body);
    for (who, offered) in [("per", true), ("ole", false), ("ann", false)] {
        let page = house.get(&path, who).await;
        assert!(page.body.contains("Went to the river board"), "{who}: {}", page.body);
        assert_eq!(
            page.body.contains("/api/take_in_course"),
            offered,
            "{who}: {}",
            page.body
        );
        assert!(!page.body.contains("/api/excuse_course"), "{who}: {}", page.body);
    }
    assert_eq!(
        send("take_in_course", "", "taken_in").await,
        (StatusCode::SEE_OTHER, true)
    );
    let page = house.get(&path, "per").await;
    assert!(page.body.contains("/api/excuse_course"), "{}", page.body);
}
