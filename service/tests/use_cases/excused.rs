//! Somebody takes no part in a period any more: out of its quota, its ballots and of what closing waits for.

use super::notices::{kinds, told};
use crate::asked::of_office;
use crate::result_kit::{Kit, ago, opening, words};
use crate::result_shown::cells;
use crate::seat::staff;
use crate::world::{World, today};
use domain::Lang;
use domain::assessment::dossier::Summary;
use domain::assessment::process::{Act, State};
use domain::notice::NoticeKind;
use service::{Error, assess, result};

const GONE: &str = "Went to the river board.";

impl Kit {
    async fn excuse(&self, by: &str, of: &str, reason: &str, key: &str) -> service::Result<()> {
        let (course, actor) = (self.course(of).await, self.actor(by).await);
        result::excuse(&self.world.daybook, &actor, &course, &ago(1), reason, key).await
    }

    async fn take_in(&self, by: &str, of: &str, reason: &str) -> service::Result<()> {
        let (course, actor) = (self.course(of).await, self.actor(by).await);
        result::take_in(&self.world.daybook, &actor, &course, reason, "").await
    }

    /// People that the first quota counts, and its places.
    async fn places(&self) -> (u32, u32) {
        let page = assess::period_page(&self.world.daybook, &self.personnel, &self.period).await;
        let unit = page.unwrap().quotas[0].units[0].clone();
        (unit.counted, unit.places)
    }
}

#[tokio::test]
async fn who_has_left_is_taken_out_and_nobody_waits_for_him() {
    let kit = Kit::usual().await;
    let daybook = &kit.world.daybook;
    let page = async || assess::period_page(daybook, &kit.personnel, &kit.period).await.unwrap();
    kit.reviewed(&[
        ("ole", "dir", "fairly_good"),
        ("ann", "ole", "good"),
        ("bob", "ole", "fairly_good"),
        ("pet", "ole", "fairly_good"),
    ])
    .await;
    assert_eq!(kit.places().await, (5, 2));
    // It is the office's to do, of somebody else, with a reason and a day that has come.
    for nobody in ["ole", "pet", "fin", "pia"] {
        assert!(matches!(
            kit.excuse(nobody, "pia", GONE, "").await,
            Err(Error::NotFound)
        ));
    }
    assert!(
        kit.excuse("personnel", "pia", " ", "").await.is_err(),
        "a reason is needed"
    );
    let (course, tomorrow) = (kit.course("pia").await, today().succ_opt().unwrap().to_string());
    let early = result::excuse(daybook, &kit.personnel, &course, &tomorrow, GONE, "").await;
    assert!(words(early).starts_with("That day is still to come"));
    assert!(words(kit.take_in("personnel", "pia", "Another Pia.").await).contains("not the moment"));

    let draft = Summary {
        points: vec![],
        overall: "Half a sentence of".into(),
    };
    let (pia, version) = (kit.actor("pia").await, kit.page("pia", "pia").await.version);
    assess::keep_summary(daybook, &pia, &course, version, &draft, false, "")
        .await
        .unwrap();
    let before = kit.world.acts().await.len();
    kit.excuse("personnel", "pia", GONE, "k").await.unwrap();
    kit.excuse("personnel", "pia", GONE, "k").await.unwrap();
    assert_eq!(kit.world.acts().await.len(), before + 1, "once");
    assert_eq!(kit.places().await, (4, 1));
    let seen = page().await;
    let out: Vec<(&str, &str)> = seen
        .excused
        .iter()
        .map(|(_, n, w)| (n.as_str(), w.en.as_str()))
        .collect();
    assert_eq!(out.len(), 1);
    assert!(out[0].1.ends_with(GONE) && out[0].1.contains(&ago(1)), "{out:?}");
    let unit = kit.world.unit("pia").await;
    let board = kit.board("fin", &unit).await.unwrap();
    assert!(board.rows.iter().all(|row| row.course != course));
    let roster = result::roster_xlsx(daybook, &kit.personnel, &kit.period, Lang::En).await;
    assert!(cells(roster.unwrap()).iter().any(|cell| cell.ends_with(GONE)));
    // She and her assessor are told, can read it and why, and have nothing to do.
    for who in ["pia", "pet"] {
        assert!(kinds(&told(&kit.world, who).await).contains(&NoticeKind::AssessChanged));
        let read = kit.page(who, "pia").await;
        assert_eq!((read.line.state, read.line.acts.len()), (State::Excused, 0), "{who}");
        assert_eq!(read.history.last().map(|done| done.reason.as_str()), Some(GONE));
        // What she had begun to write is hers alone.
        assert_eq!(read.dossier.summary == draft, who == "pia", "{who}");
        assert!(read.clocks.is_empty() && !read.may_excuse && !read.may_take_in, "{who}");
    }

    // It was another Pia: she is counted again, and writes on.
    kit.take_in("personnel", "pia", "Another Pia.").await.unwrap();
    assert_eq!((kit.state("pia").await, kit.places().await), (State::Opened, (5, 2)));
    kit.summarise("pia").await;
    kit.excuse("personnel", "pia", GONE, "").await.unwrap();
    kit.take_in("personnel", "pia", "Another Pia.").await.unwrap();
    assert_eq!(kit.state("pia").await, State::Summarised);

    // The others come to their end without her, and the period when she is out of it. What is decided stays.
    for (by, act) in [
        ("fin", Act::Calibrate),
        ("xia", Act::Decide),
        ("personnel", Act::GiveFeedback),
    ] {
        assert_eq!(kit.all(by, act).await.refused, [], "{act:?}");
    }
    assert!(words(kit.excuse("personnel", "ann", GONE, "").await).contains("not the moment"));
    daybook.pass_days(100);
    assert_eq!(kit.all("personnel", Act::Close).await.refused, []);
    assert!(!page().await.line.closed);
    kit.excuse("personnel", "pia", GONE, "").await.unwrap();
    let last = page().await;
    assert_eq!((last.line.closed, last.batches), (false, vec![(Act::Close, 1)]));
    assert_eq!(of_office(&kit).await, ["The period can be closed"]);
    kit.all("personnel", Act::Close).await;
    assert!(page().await.line.closed);
    assert_eq!(of_office(&kit).await, Vec::<String>::new());
    assert!(words(kit.take_in("personnel", "pia", "Another Pia.").await).contains("closed"));
    assert!(words(kit.excuse("personnel", "ann", GONE, "").await).contains("closed"));
}

#[tokio::test]
async fn who_was_taken_out_past_the_review_keeps_the_period_from_being_withdrawn() {
    let kit = Kit::usual().await;
    kit.reviewed(&[("ann", "ole", "average"), ("pia", "pet", "average")])
        .await;
    kit.calibrate("fin", "ann", "average", "").await.unwrap();
    for who in ["ann", "pia", "bob"] {
        kit.excuse("personnel", who, GONE, "").await.unwrap();
    }
    // Of the two others nothing was looked at but by who reviewed.
    let refused = assess::withdraw_period(&kit.world.daybook, &kit.personnel, &kit.period, "Q3", GONE, "").await;
    let said = words(refused);
    assert!(said.starts_with("1 of its assessments"), "{said}");
}

#[tokio::test]
async fn a_secondment_that_is_entered_meanwhile_counts_when_he_is_taken_in_again() {
    let world = World::new().await;
    // Until it is known that it began earlier, it is less than half of the period.
    let seconded = format!("Bureau/Finance,no,F6,Clerk,F1,4,Bob Four,bob,{},,seconded\n", ago(20));
    staff(&world, &[], &seconded).await;
    let units = [world.unit("ole").await];
    let kit = Kit::open(world, opening("period", "Q3", &units), (100, 10)).await;
    let (daybook, hr) = (&kit.world.daybook, &kit.personnel);
    kit.summarise("bob").await;
    let assessors = async || {
        let assessors = kit.page("personnel", "bob").await.dossier.assessors;
        assessors.into_iter().map(|a| a.name).collect::<Vec<_>>()
    };
    assert_eq!(assessors().await, ["Ole Two"]);
    kit.excuse("personnel", "bob", GONE, "").await.unwrap();
    assess::keep_status(daybook, hr, kit.world.id("bob"), "seconded", &ago(90), "", "", "")
        .await
        .unwrap();
    assert_eq!(assessors().await, ["Fin Eight"]);
    let asked = kinds(&told(&kit.world, "fin").await);
    assert!(
        !asked.contains(&NoticeKind::AssessAsked),
        "nothing is to be reviewed: {asked:?}"
    );
    kit.take_in("personnel", "bob", "Another Bob.").await.unwrap();
    assert_eq!(
        (kit.state("bob").await, assessors().await),
        (State::Summarised, vec!["Fin Eight".to_owned()])
    );
}

#[tokio::test]
async fn the_box_opens_without_whoever_takes_no_part() {
    let world = World::new().await;
    let units = [world.unit("dir").await];
    let mut opening = opening("year", "2026", &units);
    opening.overlays = vec!["cn-democratic-rating".into()];
    let kit = Kit::open(world, opening, (300, 1)).await;
    for who in ["dir", "ole", "ann", "bob", "pet", "pia", "fin", "xia"] {
        kit.summarise(who).await;
    }
    kit.all("personnel", Act::Compile).await;
    let ballot = async |who: &str| {
        let actor = kit.actor(who).await;
        let page = result::ballot_page(&kit.world.daybook, &actor, &kit.period).await;
        page.unwrap()
    };
    assert_eq!(ballot("ann").await.missing, 2);
    for who in ["fay", "two"] {
        kit.excuse("personnel", who, GONE, "").await.unwrap();
    }
    let open = ballot("ann").await;
    assert_eq!((open.open, open.people.len(), open.turnout), (true, 7, (8, 0)));
    assert!(!ballot("fay").await.open, "nor does she vote");
    // Whoever voted before is no one of those who are invited, and stands for none of them.
    let ann = kit.actor("ann").await;
    let given = [(open.people[0].0.clone(), "competent".to_owned())];
    result::cast(&kit.world.daybook, &ann, &kit.period, &given, "")
        .await
        .unwrap();
    assert_eq!(ballot("bob").await.turnout, (8, 1));
    kit.excuse("personnel", "ann", GONE, "").await.unwrap();
    assert_eq!(ballot("bob").await.turnout, (7, 0));
    let asked = of_office(&kit).await;
    assert!(
        asked.contains(&"Close the rating: 0 of 7 have voted".to_owned()),
        "{asked:?}"
    );
}

#[tokio::test]
async fn a_year_waits_for_no_period_that_somebody_was_taken_out_of() {
    let usual = Kit::usual().await;
    usual.excuse("personnel", "ann", GONE, "").await.unwrap();
    let units = [usual.world.unit("ole").await];
    let year = Kit::open(usual.world, opening("year", "2026", &units), (300, 1)).await;
    year.summarise("ann").await;
    let run = year.all("personnel", Act::Compile).await;
    assert_eq!((run.refused, run.notes), (vec![], vec![]));
    let dossier = year.page("personnel", "ann").await.dossier;
    assert!(dossier.case.results.is_empty() && dossier.earlier.is_empty());
}
