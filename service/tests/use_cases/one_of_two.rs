//! Two assessors by the rules: where only one is found, and where they differ with equal weight.

use crate::result_kit::{Kit, opening};
use crate::world::World;
use domain::Lang;
use domain::assessment::process::{Act, State};
use service::assess;

/// Two review everybody, but of `ole`, right below the head of the organisation, only `dir` is found.
async fn with_two() -> Kit {
    let world = World::new().await;
    let units = [world.unit("ole").await];
    let mut opening = opening("period", "Q3", &units);
    opening.overlays = vec!["cn-zhuhai".into()];
    Kit::open(world, opening, (100, 10)).await
}

/// What the personnel office is asked about assessors, and of whom, with which of them are lacking.
async fn asked(kit: &Kit) -> (Vec<String>, Vec<(String, Option<String>)>) {
    let waits = service::notice::waits(&kit.world.daybook, &kit.personnel, Lang::En).await;
    let errands = waits.unwrap().assess.into_iter();
    let page = assess::period_page(&kit.world.daybook, &kit.personnel, &kit.period).await;
    let listed = page.unwrap().unassessed.into_iter();
    (
        errands
            .filter(|e| e.path.ends_with("#unassessed"))
            .map(|e| e.words)
            .collect(),
        listed.map(|(_, name, _, lacks)| (name, lacks.map(|w| w.zh))).collect(),
    )
}

/// Whether the course says that fewer reviewed than the rules say.
async fn remarked(kit: &Kit, of: &str) -> bool {
    let remarks = kit.page("personnel", of).await.dossier.remarks;
    remarks
        .iter()
        .any(|r| r.en.contains("reviewed by 1 of the 2 assessors"))
}

/// Whether the form of a review says that another assessor is lacking.
async fn warned(kit: &Kit, by: &str, of: &str) -> bool {
    let (actor, course) = (kit.actor(by).await, kit.course(of).await);
    let page = assess::review_page(&kit.world.daybook, &actor, &course).await.unwrap();
    page.lacking.is_some()
}

#[tokio::test]
async fn the_office_is_asked_for_the_second_assessor_and_both_review() {
    let kit = with_two().await;
    let one = ("Ole Two".to_owned(), Some("缺第二评鉴人".to_owned()));
    let further = "Name a further assessor for 1".to_owned();
    // Until the summary is in it is listed, and not asked for on every page.
    assert_eq!(asked(&kit).await, (vec![], vec![one.clone()]));
    kit.summarise("ole").await;
    assert_eq!(asked(&kit).await, (vec![further], vec![one]));
    assert!(warned(&kit, "dir", "ole").await);
    let course = kit.course("ole").await;
    assess::reassign(&kit.world.daybook, &kit.personnel, &course, kit.world.id("two"), "")
        .await
        .unwrap();
    assert_eq!(asked(&kit).await, (vec![], vec![]));
    assert!(!warned(&kit, "dir", "ole").await);
    kit.review("dir", "ole", "average").await.unwrap();
    assert_eq!(kit.state("ole").await, State::Summarised);
    kit.review("two", "ole", "average").await.unwrap();
    assert_eq!(kit.state("ole").await, State::Reviewed);
    assert!(!remarked(&kit, "ole").await);
}

#[tokio::test]
async fn where_nobody_is_named_the_one_review_goes_on_and_is_remarked() {
    let kit = with_two().await;
    kit.summarise("ole").await;
    kit.review("dir", "ole", "average").await.unwrap();
    assert_eq!(kit.state("ole").await, State::Reviewed);
    assert!(remarked(&kit, "ole").await);
    assert_eq!(asked(&kit).await, (vec![], vec![]));
}

#[tokio::test]
async fn what_equal_weights_leave_open_is_calibrated_alone() {
    let kit = with_two().await;
    for (who, second) in [("ann", "average"), ("bob", "fairly_good")] {
        kit.summarise(who).await;
        kit.review("ole", who, "fairly_good").await.unwrap();
        kit.review("dir", who, second).await.unwrap();
    }
    let unit = kit.world.unit("ole").await;
    let marked = async |who: &str| {
        let rows = kit.board("fin", &unit).await.unwrap().rows;
        let row = rows.into_iter().find(|r| r.person.id == *kit.world.id(who));
        row.unwrap().equal
    };
    assert!(marked("ann").await && !marked("bob").await);
    let refused = kit.all("fin", Act::Calibrate).await.refused;
    assert!(
        matches!(refused.as_slice(), [(name, why)] if name == "Ann Three" && why.en.contains("equal weight")),
        "{refused:?}"
    );
    assert_eq!(
        (kit.state("ann").await, kit.state("bob").await),
        (State::Reviewed, State::Calibrated)
    );
    // The first proposal can be the one that is chosen.
    kit.calibrate("fin", "ann", "fairly_good", "").await.unwrap();
    assert_eq!(kit.state("ann").await, State::Calibrated);
    assert!(!marked("ann").await);
}
