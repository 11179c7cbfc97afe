//! The person hands in no summary: it is gone on without one, and nobody else waits for it.

use super::notices::{kinds, told};
use crate::result_kit::{Kit, words};
use crate::result_shown::cells;
use domain::Lang;
use domain::assessment::dossier::Summary;
use domain::assessment::process::{Act, State};
use domain::notice::NoticeKind;
use service::{Error, assess, result};

const ILL: &str = "In hospital since the spring.";

impl Kit {
    async fn go_on(&self, by: &str, of: &str, reason: &str) -> service::Result<()> {
        let course = self.course(of).await;
        assess::go_on(&self.world.daybook, &*self.actor(by).await, &course, reason, "").await
    }
}

#[tokio::test]
async fn who_hands_in_no_summary_stops_nobody() {
    let kit = Kit::usual().await;
    let daybook = &kit.world.daybook;
    kit.reviewed(&[
        ("ole", "dir", "good"),
        ("ann", "ole", "good"),
        ("bob", "ole", "fairly_good"),
        ("pet", "ole", "fairly_good"),
    ])
    .await;
    let (course, pia) = (kit.course("pia").await, kit.actor("pia").await);
    let draft = Summary {
        points: vec![],
        overall: "Half a sentence of".into(),
    };
    let version = kit.page("pia", "pia").await.version;
    assess::keep_summary(daybook, &pia, &course, version, &draft, false, "")
        .await
        .unwrap();
    // Two places, two proposed and one not reviewed: the others wait for her.
    assert_eq!(kit.all("fin", Act::Calibrate).await.refused.len(), 2);
    let early = words(kit.go_on("pet", "pia", ILL).await);
    assert!(early.starts_with("The last day for the summary is"), "{early}");
    assert!(!kit.page("pet", "pia").await.line.acts.contains(&Act::GoOn));
    daybook.pass_days(30);
    for (who, may) in [("pet", true), ("personnel", true), ("fin", false), ("pia", false)] {
        let acts = kit.page(who, "pia").await.line.acts;
        assert_eq!(acts.contains(&Act::GoOn), may, "{who}");
    }
    assert!(words(kit.go_on("fin", "pia", ILL).await).contains("the assessor or the personnel office"));
    assert!(words(kit.go_on("pia", "pia", ILL).await).contains("taken by somebody else"));
    assert!(matches!(kit.go_on("ann", "pia", ILL).await, Err(Error::NotFound)));
    assert!(kit.go_on("pet", "pia", " ").await.is_err(), "a reason is needed");
    kit.go_on("personnel", "pia", ILL).await.unwrap();
    assert!(words(kit.go_on("pet", "pia", ILL).await).contains("not the moment"));

    // She and her assessor are told, and read why. What she had begun is nobody's.
    assert!(kinds(&told(&kit.world, "pia").await).contains(&NoticeKind::AssessChanged));
    assert!(kinds(&told(&kit.world, "pet").await).contains(&NoticeKind::AssessAsked));
    let own = kit.page("pia", "pia").await;
    let last = own.history.last().unwrap();
    assert_eq!((last.act, last.reason.as_str()), (Act::GoOn, ILL));
    assert_eq!(own.line.state, State::Summarised);
    assert_eq!(kit.page("pet", "pia").await.dossier.summary, Summary::default());
    let pet = kit.actor("pet").await;
    let review = assess::review_page(daybook, &pet, &course).await.unwrap();
    assert!(review.may_edit && review.without.is_some_and(|why| why.en.ends_with(ILL)));
    for lang in [Lang::Zh, Lang::En] {
        let form = cells(
            result::course_xlsx(daybook, &kit.personnel, &course, lang)
                .await
                .unwrap(),
        );
        assert!(form.iter().any(|cell| cell.contains(ILL)), "{form:?}");
        assert!(!form.iter().any(|cell| cell.contains("Half a sentence")), "{form:?}");
    }

    // All of the unit go on, to the end of the period.
    kit.review("pet", "pia", "average").await.unwrap();
    for (by, act) in [
        ("fin", Act::Calibrate),
        ("xia", Act::Decide),
        ("personnel", Act::GiveFeedback),
    ] {
        assert_eq!(kit.all(by, act).await.refused, [], "{act:?}");
    }
    daybook.pass_days(100);
    assert_eq!(kit.all("personnel", Act::Close).await.refused, []);
    let page = assess::period_page(daybook, &kit.personnel, &kit.period).await.unwrap();
    assert!(page.line.closed);
}

#[tokio::test]
async fn who_can_write_by_then_has_it_returned() {
    let kit = Kit::usual().await;
    kit.world.daybook.pass_days(30);
    kit.go_on("ole", "ann", ILL).await.unwrap();
    let (course, ole) = (kit.course("ann").await, kit.actor("ole").await);
    let version = kit.page("ole", "ann").await.version;
    assess::return_summary(&kit.world.daybook, &ole, &course, version, "Back at work.", "")
        .await
        .unwrap();
    kit.summarise("ann").await;
    let review = assess::review_page(&kit.world.daybook, &ole, &course).await.unwrap();
    assert!(review.without.is_none() && review.summary.overall.starts_with("ann kept"));
}
