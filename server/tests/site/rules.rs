//! Rules as pages: those that a period keeps, and those of today with what is laid over them.

use super::house::House;
use axum::http::StatusCode;
use service::assess::{Opening, keep_summary, open_period, summary_page};

#[tokio::test]
async fn a_period_and_its_assessments_lead_to_the_rules_that_it_keeps() {
    let house = House::new().await;
    let period = house.year().await;
    let course = house.course_in(&period, "ann").await;
    let (of_period, of_course) = (format!("/assess/period/{period}"), format!("/assess/course/{course}"));
    let kept = format!("{of_period}/rules");
    for (who, page, link) in [
        ("per", &of_period, kept.clone()),
        ("ann", &of_period, kept.clone()),
        ("ann", &of_course, format!("{kept}?course={course}")),
    ] {
        let from = house.get(page, who).await;
        assert!(from.body.contains(&format!("href=\"{link}\"")), "{who}: {}", from.body);
        let rules = house.get(&link, who).await;
        assert_eq!(rules.status, StatusCode::OK, "{who}: {}", rules.body);
        // Of the overlay, of the base, and the way back.
        for told in [
            "An anonymous democratic rating",
            "id=\"rule-annual.",
            &format!("href=\"{page}\""),
        ] {
            assert!(rules.body.contains(told), "{who}: {told}: {}", rules.body);
        }
    }
}

#[tokio::test]
async fn a_choice_for_a_new_period_is_read_whole_as_it_was_made() {
    let house = House::new().await;
    let typed = [
        ("kind", "year"),
        ("title", "The year"),
        ("first", "2026-01-01"),
        ("last", "2026-12-31"),
        ("pack", "cn-civil-servant"),
        ("overlay", "cn-tianjin"),
        ("step", "look"),
    ];
    let page = house.form("/assess/new", "per", &typed).await;
    let link = "/assess/rules/cn-civil-servant?overlay=cn-tianjin";
    assert!(page.body.contains(&format!("href=\"{link}\"")), "{}", page.body);
    let rules = house.get(link, "per").await;
    assert_eq!(rules.status, StatusCode::OK, "{}", rules.body);
    assert!(rules.body.contains("id=\"rule-tianjin.two-low\""), "{}", rules.body);
}

#[tokio::test]
async fn whoever_gives_points_reads_beside_them_where_grades_begin() {
    let house = House::new().await;
    let named = |who: &str| vec![house.id(who).0.clone()];
    let opening = Opening {
        kind: "period".into(),
        title: "Scored".into(),
        first: "2026-01-01".into(),
        last: "2026-12-31".into(),
        pack: "cn-civil-servant".into(),
        overlays: vec!["cn-cutoffs-90-80-60".into()],
        units: vec![house.unit("ann").await.0],
        committee: named("dir"),
        deciding: named("dir"),
        re_review: named("har"),
        appeal: named("qua"),
        ..Opening::default()
    };
    let (daybook, office, ann) = (&house.daybook, house.actor("per").await, house.actor("ann").await);
    let period = open_period(daybook, &office, opening, "").await.unwrap();
    let course = house.course_in(&period, "ann").await;
    let page = summary_page(daybook, &ann, &course).await.unwrap();
    let mut summary = page.summary;
    summary.overall = "A steady year.".into();
    keep_summary(daybook, &ann, &course, page.version, &summary, true, "")
        .await
        .unwrap();
    let review = house.get(&format!("/assess/course/{course}/review"), "ole").await;
    let begins = "In total: “Good” from 90, “Fairly good” from 80, “Average” from 60";
    for told in [begins, "aria-describedby=\"score-hint-"] {
        assert!(review.body.contains(told), "{told}: {}", review.body);
    }
    // That some are wanting is said before it is sent, and when it is refused; what was typed stays.
    assert!(review.body.contains("id=\"unscored\""), "{}", review.body);
    let first = |rest: &str| rest.split('"').next().unwrap().to_owned();
    let after = |mark: &str| review.body.split(mark).skip(1).map(first).collect::<Vec<_>>();
    let (indicators, version) = (after("name=\"score-"), after("name=\"version\" value=\""));
    assert!(indicators.len() > 1, "{indicators:?}");
    let none: Vec<String> = indicators.iter().map(|id| format!("text-none-{id}")).collect();
    let score = format!("score-{}", indicators[0]);
    let mut typed: Vec<(&str, &str)> = none
        .iter()
        .map(|name| (name.as_str(), "Nothing was written."))
        .collect();
    typed.extend([
        ("version", version[0].as_str()),
        (score.as_str(), "88.25"),
        ("grade", "good"),
    ]);
    typed.extend([("text", "Did well."), ("do", "submit")]);
    let answer = house
        .form(&format!("/assess/course/{course}/review"), "ole", &typed)
        .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.body);
    for told in ["No points yet for: ", "value=\"88.25\"", "Did well."] {
        assert!(answer.body.contains(told), "{told}: {}", answer.body);
    }
}
