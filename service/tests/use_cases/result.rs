//! From review to result in a usual assessment: quota, decision, feedback, objection.

use crate::result_kit::{Kit, words};
use crate::world::{official, reopen, settings, shut};
use domain::UnitId;
use domain::assessment::process::{Act, State};
use domain::permission::Duty;
use service::{Error, assess, result};

/// `ole`'s own course is with `dir`; five people at 40 % are two places.
const PROPOSED: [(&str, &str, &str); 5] = [
    ("ole", "dir", "good"),
    ("ann", "ole", "good"),
    ("bob", "ole", "good"),
    ("pet", "ole", "fairly_good"),
    ("pia", "pet", "average"),
];

#[tokio::test]
async fn a_grade_with_a_quota_is_decided_within_its_places() {
    let kit = Kit::usual().await;
    let office = kit.world.unit("ole").await;
    kit.reviewed(&PROPOSED).await;
    // The committee sees all proposals side by side, with the arithmetic and who is cut.
    let board = kit.board("fin", &office).await.unwrap();
    let sheet = &board.quotas[0];
    assert_eq!((board.rows.len(), sheet.cap, sheet.units[0].counted), (5, 2, 5));
    assert_eq!((sheet.units[0].exact.as_str(), sheet.units[0].proposed), ("2", 3));
    assert!(
        sheet.steps[0].en.contains("5 people × 40 % = 2, rounded down to 2"),
        "{:?}",
        sheet.steps
    );
    assert_eq!(
        board.cut.len(),
        3,
        "equal by all that the pack orders by: nobody is put first"
    );
    assert!(
        board.cut[0].2.en.contains("3 people are equal and 2 places are left"),
        "{:?}",
        board.cut
    );
    assert!(board.may_calibrate && board.rows.iter().all(|r| r.acts == [Act::Calibrate]));
    // For all at once the three are left to people, and the others are calibrated as proposed.
    let run = kit.all("fin", Act::Calibrate).await;
    let refused: Vec<&str> = run.refused.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!((run.all, refused.len()), (5, 3), "{refused:?}");
    assert_eq!(kit.state("pet").await, State::Calibrated);
    for who in ["ole", "ann", "bob"] {
        kit.calibrate("fin", who, "good", "").await.unwrap();
    }
    assert_eq!(
        words(kit.calibrate("fin", "bob", "good", "").await),
        "It is calibrated: not the moment to calibrate."
    );
    kit.decide("xia", "ole", "good", "").await.unwrap();
    kit.decide("xia", "ann", "good", "").await.unwrap();
    let full = words(kit.decide("xia", "bob", "good", "").await);
    assert!(
        full.contains("5 people × 40 % = 2") && full.contains("there are 2 places"),
        "{full}"
    );
    // “In principle”: with a reason it goes beyond, and the reason is kept.
    kit.decide("xia", "bob", "good", "Two floods in one quarter.")
        .await
        .unwrap();
    let page = kit.page("personnel", "bob").await;
    assert_eq!(page.history.last().unwrap().reason, "Two floods in one quarter.");
    let outcome = page.dossier.outcome.unwrap();
    assert_eq!(outcome.measures.len(), 1, "praise follows: {:?}", outcome.measures);
    let after = kit.board("fin", &office).await.unwrap();
    assert!(
        after
            .steps
            .iter()
            .any(|s| s.en.contains("3 have it and there are 2 places: 1 beyond")),
        "{:?}",
        after.steps
    );
}

#[tokio::test]
async fn a_board_is_for_those_who_decide_and_shows_nobody_himself() {
    let kit = Kit::usual().await;
    let office = kit.world.unit("ole").await;
    kit.reviewed(&PROPOSED).await;
    for nobody in ["ann", "two", "har", "pet"] {
        assert!(
            matches!(kit.board(nobody, &office).await, Err(Error::NotFound)),
            "{nobody}"
        );
    }
    let own = kit.board("ole", &office).await.unwrap();
    assert!(own.rows.iter().all(|r| r.person.id != *kit.world.id("ole")));
    assert!(own.cut.iter().all(|(_, name, _)| name != "Ole Two"));
    assert_eq!(own.quotas[0].units[0].proposed, 2, "not counted for the own eyes");
    assert!(own.steps.iter().any(|s| s.en.contains("not in this table yourself")));
    let petitions = kit.world.unit("pet").await;
    assert_eq!(kit.board("pet", &petitions).await.unwrap().rows.len(), 1, "pia alone");
    assert!(kit.board("xia", &office).await.unwrap().rows.len() == 5);
    let elsewhere = kit.world.unit("har").await;
    assert!(matches!(kit.board("fin", &elsewhere).await, Err(Error::NotFound)));
    assert!(matches!(
        kit.board("fin", &UnitId::from("x")).await,
        Err(Error::NotFound)
    ));
    // ole grades three people alike: asked, not changed.
    let asked = kit.board("fin", &office).await.unwrap();
    assert!(
        asked
            .questions
            .iter()
            .any(|q| q.en.contains("Ole Two") || q.en.contains("reasons for")),
        "{:?}",
        asked.questions
    );
}

/// Decides everything as it was proposed, two “good”.
async fn decided() -> Kit {
    let kit = Kit::usual().await;
    let mut proposed = PROPOSED;
    proposed[2].2 = "fairly_good";
    kit.reviewed(&proposed).await;
    assert_eq!(kit.all("fin", Act::Calibrate).await.refused, []);
    assert_eq!(kit.all("xia", Act::Decide).await.refused, []);
    kit
}

#[tokio::test]
async fn what_fits_the_places_goes_for_all_at_once_and_is_told() {
    let kit = decided().await;
    let (daybook, ann) = (&kit.world.daybook, kit.actor("ann").await);
    let course = kit.course("ann").await;
    assert!(!kit.page("ann", "ann").await.shows_result, "not told yet");
    let points = vec!["Answer within ten days".to_owned(), "  ".to_owned()];
    result::give_feedback(daybook, &*kit.actor("ole").await, &course, "Well done.", points, "")
        .await
        .unwrap();
    assert_eq!(kit.all("personnel", Act::GiveFeedback).await.all, 4, "the others");
    let page = kit.page("ann", "ann").await;
    assert!(page.shows_result);
    assert_eq!(page.line.grade.unwrap().id, "good");
    // One tap: one item, however often it is sent.
    let item = result::improve(daybook, &ann, &course, 0, "k").await.unwrap();
    assert_eq!(result::improve(daybook, &ann, &course, 0, "k2").await.unwrap(), item);
    assert_eq!(
        kit.page("ann", "ann").await.dossier.improvements[0].item,
        Some(item.clone())
    );
    let plan = service::plan::item_page(daybook, &ann, &item).await.unwrap();
    assert_eq!(plan.item.title, "Answer within ten days");
    assert!(matches!(
        result::improve(daybook, &ann, &course, 1, "").await,
        Err(Error::NotFound)
    ));
    let ole = kit.actor("ole").await;
    assert!(matches!(
        result::improve(daybook, &ole, &course, 0, "").await,
        Err(Error::NotFound)
    ));
    // Acknowledged, it can be closed; who has not answered yet cannot.
    result::acknowledge(daybook, &ann, &course, "", "").await.unwrap();
    let run = kit.all("personnel", Act::Close).await;
    assert_eq!((run.all, run.refused.len()), (5, 4));
    assert!(
        run.refused[0].1.en.contains("can still object until"),
        "{:?}",
        run.refused[0]
    );
    assert_eq!(kit.state("ann").await, State::Closed);
    daybook.pass_days(40);
    assert_eq!(kit.all("personnel", Act::Close).await.refused, []);
    let period = assess::period_page(daybook, &kit.personnel, &kit.period).await.unwrap();
    assert!(period.line.closed);
}

#[tokio::test]
async fn one_objection_is_upheld_and_one_refused() {
    let kit = decided().await;
    let daybook = &kit.world.daybook;
    kit.all("personnel", Act::GiveFeedback).await;
    let (pia, pet) = (kit.course("pia").await, kit.course("pet").await);
    result::disagree(
        daybook,
        &*kit.actor("pia").await,
        &pia,
        "Two records were not looked at.",
        "",
    )
    .await
    .unwrap();
    result::ask(
        daybook,
        &*kit.actor("pia").await,
        &pia,
        "re_review",
        "Two records were not looked at.",
        "k",
    )
    .await
    .unwrap();
    // Sent twice it is one.
    result::ask(
        daybook,
        &*kit.actor("pia").await,
        &pia,
        "re_review",
        "Two records were not looked at.",
        "k",
    )
    .await
    .unwrap();
    let page = kit.page("pia", "pia").await;
    assert_eq!((page.dossier.objections.len(), page.line.state), (1, State::ReReview));
    assert_eq!(
        page.dossier.course.grade.as_deref(),
        Some("average"),
        "in force as it stands"
    );
    // Not by who decided before, nor for the worse.
    let decide =
        async |who: &str, of: &str, grade: &str, reason: &str| kit.answer_objection(who, of, grade, reason).await;
    assert!(words(decide("xia", "pia", "fairly_good", "r").await).contains("the re-review body"));
    assert_eq!(
        words(decide("har", "pia", "poor", "r").await),
        "Nobody fares worse for asking."
    );
    assert!(words(decide("har", "pia", "fairly_good", "").await).contains("Give a reason"));
    decide("har", "pia", "fairly_good", "The two records bear it out.")
        .await
        .unwrap();
    let page = kit.page("pia", "pia").await;
    assert_eq!(page.dossier.course.grade.as_deref(), Some("fairly_good"));
    let said: Vec<&str> = page.differences.iter().map(|w| w.en.as_str()).collect();
    assert!(
        said.iter()
            .any(|s| s.starts_with("Grade: “Average” became “Fairly good”")),
        "{said:?}"
    );
    assert!(said[0].contains("SHA-256") && said[0].contains("unchanged"), "{said:?}");
    // Refused, then appealed, then refused again: the grade stands.
    let ask =
        async |which: &str| result::ask(daybook, &*kit.actor("pet").await, &pet, which, "It should be good.", "").await;
    ask("re_review").await.unwrap();
    decide("har", "pet", "fairly_good", "The reasons hold.").await.unwrap();
    ask("appeal").await.unwrap();
    assert!(words(decide("har", "pet", "fairly_good", "r").await).contains("the appeal body"));
    decide("hal", "pet", "fairly_good", "They hold here as well.")
        .await
        .unwrap();
    let page = kit.page("pet", "pet").await;
    assert_eq!(page.dossier.objections.len(), 2);
    assert!(
        page.dossier
            .objections
            .iter()
            .all(|o| o.decided.as_ref().is_some_and(|d| !d.upheld))
    );
    assert!(
        page.differences
            .iter()
            .any(|w| w.en.starts_with("Grade: “Fairly good” stands"))
    );
    // Thirty days are over for whoever has not asked.
    daybook.pass_days(45);
    let (bob, course) = (kit.actor("bob").await, kit.course("bob").await);
    let late = result::ask(daybook, &bob, &course, "re_review", "Too late.", "").await;
    assert!(words(late).contains("The last day to ask for re-review was"));
    assert!(matches!(
        result::ask(daybook, &bob, &course, "pardon", "x", "").await,
        Err(Error::NotFound)
    ));
}

#[tokio::test]
async fn a_step_for_many_goes_on_where_it_was_killed() {
    let dir = tempfile::tempdir().unwrap();
    let url = format!("surrealkv://{}", dir.path().join("db").display());
    let world = crate::world::World::with(settings(&url)).await;
    let units = [world.unit("ole").await];
    let opening = crate::result_kit::opening("period", "Q3", &units);
    let kit = Kit::open(world, opening, (100, 10)).await;
    let mut proposed = PROPOSED;
    proposed[2].2 = "fairly_good";
    kit.reviewed(&proposed).await;
    kit.all("fin", Act::Calibrate).await;
    // Half of it was decided when the process ended: some of them by hand, which is the same to the course.
    kit.decide("xia", "ann", "good", "").await.unwrap();
    kit.decide("xia", "pet", "fairly_good", "").await.unwrap();
    let Kit {
        world,
        period,
        personnel,
    } = kit;
    shut(world.daybook).await;
    let world = crate::world::World::of(reopen(settings(&url)).await).await;
    let kit = Kit {
        world,
        period,
        personnel,
    };
    let run = kit.all("xia", Act::Decide).await;
    assert_eq!((run.all, run.done, run.refused.len()), (3, 3, 0));
    for (who, _, grade) in proposed {
        assert_eq!(
            (kit.state(who).await, kit.grade(who).await.as_deref()),
            (State::Decided, Some(grade)),
            "{who}"
        );
        let page = kit.page("personnel", who).await;
        assert_eq!(
            page.history.iter().filter(|h| h.act == Act::Decide).count(),
            1,
            "{who}: once"
        );
    }
    // Asked for again it finds nothing to do, and one leaf stands for the part.
    assert_eq!(kit.all("xia", Act::Decide).await.all, 0);
    shut(kit.world.daybook).await;
}

#[tokio::test]
async fn steps_for_many_are_for_whoever_the_pack_names() {
    let kit = decided().await;
    let daybook = &kit.world.daybook;
    let act =
        async |who: &str, act: &str| result::period_act(daybook, &*kit.actor(who).await, &kit.period, act, "").await;
    for nobody in ["two", "har"] {
        assert!(matches!(act(nobody, "decide").await, Err(Error::NotFound)), "{nobody}");
    }
    assert!(
        matches!(act("personnel", "submit_review").await, Err(Error::NotFound)),
        "that is nobody's for many"
    );
    let auditor = official(Duty::Auditor);
    assert!(matches!(
        result::period_act(daybook, &auditor, &kit.period, "close", "").await,
        Err(Error::NotFound)
    ));
    assert!(matches!(
        result::raise(daybook, &auditor, &kit.period, "No. 5", "").await,
        Err(Error::NotFound)
    ));
    // How far one is, is told to the same people.
    let far = async |who: &str| result::progress(daybook, &*kit.actor(who).await, &kit.period).await;
    for nobody in ["two", "har", "ann"] {
        assert!(matches!(far(nobody).await, Err(Error::NotFound)), "{nobody}");
    }
    for who in ["fin", "xia", "personnel"] {
        let known = far(who).await.unwrap().unwrap();
        assert_eq!(
            (known.act, known.ended, known.done),
            (Act::Decide, true, known.all),
            "{who}"
        );
    }
    // A quota of this pack cannot be raised in a usual assessment.
    let no = words(result::raise(daybook, &kit.personnel, &kit.period, "No. 5", "").await);
    assert!(no.contains("no higher share"), "{no}");
}
