//! Forms of whoever decides on what was asked against a result: which one they are about, and what is said where it is open no more.

use super::house::House;
use super::simulator::reviewed;
use axum::http::StatusCode;
use service::assess::{BodyChange, change_body, course_page};
use service::result;

#[tokio::test]
async fn a_decision_on_what_was_taken_back_meanwhile_leads_to_it_with_what_was_typed() {
    let house = House::new().await;
    let period = reviewed(&house).await;
    let course = house.course_in(&period, "ann").await;
    let daybook = &house.daybook;
    let (ann, dir, per) = (
        house.actor("ann").await,
        house.actor("dir").await,
        house.actor("per").await,
    );
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
    result::ask(daybook, &ann, &course, "re_review", "Two records.", "")
        .await
        .unwrap();
    // The form names what was read, and what is typed in it is kept for that.
    let page = house.get(&format!("/assess/course/{course}"), "har").await;
    let draft = format!("data-draft=\"decide_re_review:{course}-1\"");
    for named in [
        "name=\"which\" value=\"re_review\"",
        "name=\"nth\" value=\"1\"",
        draft.as_str(),
    ] {
        assert!(page.body.contains(named), "{named}: {}", page.body);
    }
    // Her assessor comes to sit on the body too: he reads why it is not for him, and has no form.
    let joins = BodyChange {
        body: "review_body".into(),
        person: house.actor("ole").await.person.0.clone(),
        reason: "One alone may be ill.".into(),
        ..BodyChange::default()
    };
    change_body(daybook, &per, &period, &joins, "").await.unwrap();
    let page = house.get(&format!("/assess/course/{course}"), "ole").await;
    let why = "You took part in the decision before; somebody else decides now.";
    assert!(
        page.body.contains(why) && !page.body.contains("name=\"nth\""),
        "{}",
        page.body
    );
    result::withdraw_objection(daybook, &ann, &course, ("re_review", 1), "")
        .await
        .unwrap();
    let typed = [
        ("course", course.as_str()),
        ("which", "re_review"),
        ("nth", "1"),
        ("grade", "good"),
        ("reason", "Typed <b>by har"),
    ];
    for step in ["/api/decide_objection", "/api/extend_decision"] {
        let answer = house.form(step, "har", &typed).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{step}");
        for told in [
            "The person took this re-review back on",
            "Typed &lt;b&gt;by har",
            "Read it as it is now",
        ] {
            assert!(answer.body.contains(told), "{step}: {told}: {}", answer.body);
        }
        // Sent again as it is, it would be refused for ever.
        assert!(!answer.body.contains(step), "{step}: {}", answer.body);
    }
}
