//! Assessment when something happens in the middle of it: a deadline, a move, a status, another assessor, another pack.

use super::assess::{cited, office, said};
use super::notices::told;
use super::world::{World, import, reopen, settings, shut};
use domain::assessment::dossier::Named;
use domain::assessment::process::{Act, Kind, State};
use domain::notice::NoticeKind;
use domain::view::NoticeView;
use service::assess::{self, Opening};
use service::{Daybook, Error};

fn names(people: &[Named]) -> Vec<&str> {
    people.iter().map(|n| n.name.as_str()).collect()
}

#[tokio::test]
async fn a_deadline_that_passes_takes_nothing_away() {
    let world = World::new().await;
    world.done_on("ann", "Counted 42 files.", 10).await;
    world.open(&["ole"]).await;
    let course = world.own_course("ann").await.unwrap();
    let (daybook, ann) = (&world.daybook, world.actor("ann").await);
    let page = assess::summary_page(daybook, &ann, &course).await.unwrap();
    assert!(page.clock.as_ref().is_some_and(|c| c.days >= 4));
    daybook.pass_days(30);
    let ann = world.actor("ann").await;
    assess::keep_summary(daybook, &ann, &course, page.version, &page.summary, true, "")
        .await
        .unwrap();
    let history = world.course("ann", &course).await.unwrap().history;
    assert!(history.iter().all(|h| h.late) && history.len() == 1);
}

#[tokio::test]
async fn who_moves_is_followed() {
    let world = World::new().await;
    world.done_on("ann", "Counted 42 files.", 10).await;
    world.open(&["ole", "fin"]).await;
    let course = world.own_course("ann").await.unwrap();
    let before = world.course("ole", &course).await.unwrap().dossier;
    assert_eq!(names(&before.assessors), ["Ole Two"]);
    world.submit("ann", &course).await.unwrap();
    let moved = super::world::STAFF.replace(
        "Bureau/Office,no,O2,Clerk,O1,3,Ann Three,ann,2024-01-01,\n",
        "Bureau/Office,no,O2,Clerk,O1,,,,,\n",
    ) + "Bureau/Finance,no,F5,Clerk,F1,3,Ann Three,ann,,\n";
    import(&world.daybook, &format!("{}{moved}", super::world::HEADINGS))
        .await
        .unwrap();
    let after = world.course("fin", &course).await.unwrap().dossier;
    assert_eq!(names(&after.assessors), ["Fin Eight"], "the present unit assesses");
    assert_eq!(after.place.unit_name, "Finance");
    assert!(
        after
            .remarks
            .iter()
            .any(|r| r.en.contains("Office") && r.en.contains("Finance")),
        "{:?}",
        after.remarks
    );
    assert!(matches!(world.course("ole", &course).await, Err(Error::NotFound)));
    let waiting = assess::home(&world.daybook, &*world.actor("fin").await)
        .await
        .unwrap()
        .waiting;
    assert!(waiting.iter().any(|c| c.id == course));
    // Again: nothing changes any more.
    let version = world.course("ann", &course).await.unwrap().version;
    import(&world.daybook, &format!("{}{moved}", super::world::HEADINGS))
        .await
        .ok();
    assert_eq!(world.course("ann", &course).await.unwrap().version, version);
}

#[tokio::test]
async fn statuses_decide_who_is_graded() {
    let world = World::new().await;
    world.done_on("ann", "Counted 42 files.", 10).await;
    let (daybook, hr) = (&world.daybook, office());
    let today = daybook.today();
    let keep = |kind: &'static str, first: String| {
        let (hr, ann) = (hr.clone(), world.id("ann").clone());
        async move { assess::keep_status(daybook, &hr, &ann, kind, &first, "", "", "").await }
    };
    keep("probation", "2024-01-01".into()).await.unwrap();
    assert!(matches!(keep("likes", today.clone()).await, Err(Error::NotFound)));
    assert!(keep("probation", "soon".into()).await.is_err());
    world.open(&["ole"]).await;
    let course = world.own_course("ann").await.unwrap();
    world.submit("ann", &course).await.unwrap();
    let page = world.review("ole", &course).await;
    assert!(page.grades.is_empty() && page.outcome.no_grade.is_some());
    assert!(said(world.keep("ole", &course, &cited(&page, "good"), "").await).contains("no grade"));
    // Ended before the period does, it no longer stands in the way; what a rule says is always of today.
    let rows = assess::statuses_page(daybook, &hr, "").await.unwrap().rows;
    assess::end_status(daybook, &hr, &rows[0].id, &rows[0].end, &today, "", "")
        .await
        .unwrap();
    assert!(!world.review("ole", &course).await.grades.is_empty());
    keep("investigation", today.clone()).await.unwrap();
    let rows = assess::statuses_page(daybook, &hr, "Ann").await.unwrap().rows;
    let open = rows.iter().find(|r| r.kind == "investigation").unwrap();
    assert!(
        assess::end_status(daybook, &hr, &open.id, &open.end, &today, "", "")
            .await
            .is_err(),
        "how it ended is needed"
    );
    assess::end_status(daybook, &hr, &open.id, &open.end, &today, "warned", "")
        .await
        .unwrap();
    let page = world.review("ole", &course).await;
    assert!(said(world.keep("ole", &course, &cited(&page, "good"), "").await).contains("Sanctioned"));
    let rows = assess::statuses_page(daybook, &hr, "Ann").await.unwrap().rows;
    for row in rows {
        assess::remove_status(daybook, &hr, &row.id, "").await.unwrap();
    }
    assert!(assess::statuses_page(daybook, &hr, "").await.unwrap().rows.is_empty());
    world.keep("ole", &course, &cited(&page, "good"), "").await.unwrap();
}

#[tokio::test]
async fn two_assessors_at_once() {
    let world = World::new().await;
    world.done_on("ann", "Counted 42 files.", 10).await;
    let opening = Opening {
        overlays: vec!["cn-zhuhai".into()],
        ..world.opening(&["ole"]).await
    };
    assess::open_period(&world.daybook, &office(), opening, "")
        .await
        .unwrap();
    let course = world.own_course("ann").await.unwrap();
    world.submit("ann", &course).await.unwrap();
    let (one, two) = (world.review("ole", &course).await, world.review("dir", &course).await);
    assert!(one.may_edit && two.may_edit && one.scores);
    let (ole, dir) = (world.actor("ole").await, world.actor("dir").await);
    let (first, second) = (cited(&one, "good"), cited(&two, "fairly_good"));
    let (a, b) = tokio::join!(
        assess::keep_review(&world.daybook, &ole, &course, one.version, &first, true, ""),
        assess::keep_review(&world.daybook, &dir, &course, two.version, &second, true, ""),
    );
    a.unwrap();
    b.unwrap();
    let dossier = world.course("fin", &course).await.unwrap().dossier;
    assert_eq!(
        (dossier.course.state, dossier.course.grade.as_deref()),
        (State::Reviewed, Some("good"))
    );
    assert!(dossier.reviews.iter().all(|r| r.submitted) && dossier.reviews.len() == 2);
    assert!(
        dossier.remarks.iter().any(|r| r.en.contains("The weights are equal")),
        "{:?}",
        dossier.remarks
    );
}

#[tokio::test]
async fn an_assessor_learns_nothing_of_how_another_judged_before_judging() {
    let world = World::new().await;
    world.done_on("ann", "Counted 42 files.", 10).await;
    let opening = Opening {
        overlays: vec!["cn-zhuhai".into(), "cn-cutoffs-90-80-60".into()],
        ..world.opening(&["ole"]).await
    };
    assess::open_period(&world.daybook, &office(), opening, "")
        .await
        .unwrap();
    let course = world.own_course("ann").await.unwrap();
    world.submit("ann", &course).await.unwrap();
    let before = world.review("dir", &course).await;
    let mut first = cited(&world.review("ole", &course).await, "good");
    for row in &mut first.rows {
        row.score = "97".into();
    }
    world.keep("ole", &course, &first, "").await.unwrap();
    let after = world.review("dir", &course).await;
    assert_eq!((&after.outcome, &after.grades), (&before.outcome, &before.grades));
    assert_eq!((&after.questions, &after.quotas), (&before.questions, &before.quotas));
    assert!(after.others_review.iter().any(|(_, submitted)| *submitted));
}

#[tokio::test]
async fn the_office_names_another_assessor() {
    let world = World::new().await;
    world.done_on("ann", "Counted 42 files.", 10).await;
    let period = world.open(&["ole"]).await;
    let course = world.own_course("ann").await.unwrap();
    world.submit("ann", &course).await.unwrap();
    let (daybook, hr) = (&world.daybook, office());
    for wrong in ["ann", "ole"] {
        assert!(
            assess::reassign(daybook, &hr, &course, world.id(wrong), "")
                .await
                .is_err(),
            "{wrong}"
        );
    }
    let nobody = assess::reassign(daybook, &*world.actor("dir").await, &course, world.id("bob"), "").await;
    assert!(matches!(nobody, Err(Error::NotFound)));
    assess::reassign(daybook, &hr, &course, world.id("bob"), "")
        .await
        .unwrap();
    for (who, kind) in [("ann", NoticeKind::AssessChanged), ("bob", NoticeKind::AssessAsked)] {
        let notices = told(&world, who).await;
        let found = notices.iter().any(|n| n.kind == kind && n.thread == course.as_str());
        assert!(found, "{who}: {notices:?}");
    }
    let relieved = told(&world, "ole").await;
    let found = |n: &NoticeView| n.kind == NoticeKind::AssessChanged && n.thread == period.as_str();
    assert!(relieved.iter().any(found), "{relieved:?}");
    let page = world.review("bob", &course).await;
    assert!(page.may_edit);
    let leader = world.review("ole", &course).await;
    assert!(!leader.may_edit, "a leader still, and no assessor");
    world
        .keep("bob", &course, &cited(&page, "fairly_good"), "")
        .await
        .unwrap();
    let again = assess::reassign(daybook, &hr, &course, world.id("pet"), "").await;
    assert!(said(again).contains("reviewed already"));
}

#[tokio::test]
async fn who_joins_after_the_opening_is_added_once() {
    let world = World::new().await;
    world.done_on("ann", "Counted 42 files.", 10).await;
    let period = world.open(&["ole"]).await;
    let daybook = &world.daybook;
    let people = async || {
        let page = assess::period_page(daybook, &office(), &period).await.unwrap();
        (page.line.people, page.line.opening)
    };
    let before = people().await;
    assert_eq!((world.own_course("fay").await, before.1), (None, None));
    let ann = world.own_course("ann").await.unwrap();
    world.submit("ann", &ann).await.unwrap();
    let joined = super::world::STAFF.replace(
        "Bureau/Finance,no,F2,Clerk,F1,9,Fay Nine,fay,2024-01-01,\n",
        "Bureau/Finance,no,F2,Clerk,F1,,,,,\n",
    ) + "Bureau/Office,no,O6,Clerk,O1,9,Fay Nine,fay,,\n";
    import(daybook, &format!("{}{joined}", super::world::HEADINGS))
        .await
        .unwrap();
    daybook.pass_days(20);
    let add = async |key: &str| assess::add_joined(daybook, &office(), &period, key).await;
    let denied = assess::add_joined(daybook, &*world.actor("fay").await, &period, "").await;
    assert!(matches!(denied, Err(Error::NotFound)), "{denied:?}");
    for key in ["a", "a", "b"] {
        add(key).await.unwrap();
        assert_eq!(people().await, (before.0 + 1, None), "{key}");
    }
    let course = world.own_course("fay").await.unwrap();
    let page = assess::summary_page(daybook, &*world.actor("fay").await, &course)
        .await
        .unwrap();
    assert!(
        page.may_submit && page.clock.is_some_and(|c| c.days >= 4),
        "from the day she was added"
    );
    assert_eq!(world.course("ann", &ann).await.unwrap().line.state, State::Summarised);
}

#[tokio::test]
async fn opening_is_checked_whole_and_done_once() {
    let world = World::new().await;
    let (daybook, hr) = (&world.daybook, office());
    let good = world.opening(&["dir"]).await;
    let open = |opening: Opening| {
        let hr = hr.clone();
        async move { assess::open_period(daybook, &hr, opening, "same").await }
    };
    let wrong = [
        Opening {
            title: " ".into(),
            ..good.clone()
        },
        Opening {
            last: "2020-01-01".into(),
            ..good.clone()
        },
        Opening {
            units: vec![],
            ..good.clone()
        },
        Opening {
            units: vec!["01JD3Z8V9QK4M5N6P7R8S9T0AB".into()],
            ..good.clone()
        },
        Opening {
            re_review: vec![],
            ..good.clone()
        },
        Opening {
            pack: "nowhere".into(),
            ..good.clone()
        },
        Opening {
            overlays: vec!["neutral".into()],
            ..good.clone()
        },
        // A special one has a task, and nothing else has one.
        Opening {
            kind: "special".into(),
            ..good.clone()
        },
        Opening {
            task: "Flood relief".into(),
            ..good.clone()
        },
        Opening {
            kind: "special".into(),
            task: "x".repeat(81),
            ..good.clone()
        },
        // It has years alone, and is not offered for anything else.
        Opening {
            pack: "us-5cfr430".into(),
            ..good.clone()
        },
    ];
    let offered = assess::new_period(daybook, &hr, "us-5cfr430", &[], "").await.unwrap();
    assert_eq!(offered.kinds, [Kind::Year]);
    for (at, opening) in wrong.into_iter().enumerate() {
        assert!(matches!(open(opening).await, Err(Error::Invalid(_))), "{at}");
    }
    assert!(world.acts().await.is_empty());
    let first = open(good.clone()).await.unwrap();
    assert_eq!(open(good.clone()).await.unwrap(), first);
    let page = assess::period_page(daybook, &hr, &first).await.unwrap();
    // Everybody of the Bureau but its head, who is one of the leading members.
    assert_eq!(page.line.people, 9);
    assert_eq!(world.own_course("dir").await, None);
    assert_eq!(assess::home(daybook, &hr).await.unwrap().periods.len(), 1);
    let units: Vec<u32> = page.units.iter().map(|u| u.people).collect();
    assert_eq!(units, [9]);
    assert!(page.clocks.iter().any(|c| c.act == Act::SubmitSummary));
    // Who takes part sees its clock and nobody's progress.
    let seen = assess::period_page(daybook, &*world.actor("fay").await, &first)
        .await
        .unwrap();
    assert!(seen.units.is_empty() && !seen.clocks.is_empty() && seen.quotas.is_empty());
    let stranger = assess::period_page(daybook, &*world.actor("old").await, &first).await;
    assert!(matches!(stranger, Err(Error::NotFound)));
}

#[tokio::test]
async fn a_pack_replaced_in_the_middle_of_a_period_changes_nothing_there() {
    let folder = tempfile::tempdir().unwrap();
    let rules = folder.path().join("rules");
    std::fs::create_dir_all(rules.join("overlay")).unwrap();
    let write = |version: &str| {
        let text = format!(
            "id = \"cn-own\"\nversion = \"{version}\"\nname = {{ zh = \"本机关\", en = \"Ours\" }}\nlays_over = \"cn-civil-servant\"\n"
        );
        std::fs::write(rules.join("overlay/own.toml"), text).unwrap();
    };
    let here = service::Settings {
        rules: Some(rules.clone()),
        ..settings(&format!(
            "surrealkv://{}?sync=every",
            folder.path().join("db").display()
        ))
    };
    write("1");
    let world = World::with(here.clone()).await;
    let opening = Opening {
        overlays: vec!["cn-own".into()],
        ..world.opening(&["ole"]).await
    };
    let period = assess::open_period(&world.daybook, &office(), opening, "")
        .await
        .unwrap();
    let layers = |daybook: Daybook| {
        let period = period.clone();
        async move {
            let page = assess::period_page(&daybook, &office(), &period).await.unwrap();
            (page.layers, page.digest)
        }
    };
    let then = layers(world.daybook.clone()).await;
    assert!(then.0.iter().any(|l| l == "cn-own 1"), "{:?}", then.0);
    write("2");
    shut(world.daybook).await;
    let daybook = reopen(here.clone()).await;
    assert_eq!(layers(daybook.clone()).await, then);
    let sheet = assess::rules_page(&daybook, "cn-civil-servant", &["cn-own".to_owned()]).unwrap();
    assert_eq!(sheet.version, "2");
    let (_, kept) = assess::period_rules(&daybook, &office(), &period, "").await.unwrap();
    assert_eq!((kept.version.as_str(), &kept.digest), ("1", &then.1));
    shut(daybook).await;
    // A pack that cannot be used refuses the start, with file and line.
    std::fs::write(rules.join("overlay/own.toml"), "id = \"cn-own\"\n").unwrap();
    let refused = Daybook::open(here).await.map(|_| ()).unwrap_err().to_string();
    assert!(refused.contains("overlay/own.toml, line"), "{refused}");
}
