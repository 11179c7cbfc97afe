//! The year: compiled from its periods, rated in secret, published, objected to, decided, replayed under other rules.

use crate::result_kit::{FIVE_WORKED, Kit, opening, words};
use crate::world::{World, settings, shut};

use domain::Violation;
use domain::assessment::process::{Act, State};
use domain::notice::NoticeKind;
use domain::view::PersonRef;
use service::{Error, assess, result};

/// Who is reviewed by whom in the Bureau; the director by the harbour master, whom the office named.
const LINE: [(&str, &str); 10] = [
    ("dir", "har"),
    ("ole", "dir"),
    ("ann", "ole"),
    ("bob", "ole"),
    ("pet", "ole"),
    ("pia", "pet"),
    ("fin", "dir"),
    ("fay", "fin"),
    ("xia", "ole"),
    ("two", "fin"),
];

async fn go(kit: &Kit, grades: &[(&str, &str)], usual: &str) {
    for (who, by) in LINE {
        if usual == "fairly_good" && who == "dir" {
            continue; // leading members have no usual assessment
        }
        let grade = grades
            .iter()
            .find(|(of, _)| *of == who)
            .map_or(usual, |(_, grade)| *grade);
        if kit.state(who).await == State::Opened {
            kit.summarise(who).await;
        }
        kit.review(by, who, grade)
            .await
            .unwrap_or_else(|e| panic!("{who}: {e}"));
    }
}

/// Nobody calibrates or decides on himself, so two of each body are needed.
async fn finish(kit: &Kit) {
    for by in ["fin", "fay"] {
        assert_eq!(kit.all(by, Act::Calibrate).await.refused, []);
    }
    for by in ["xia", "fin", "fay"] {
        assert_eq!(kit.all(by, Act::Decide).await.refused, []);
    }
    kit.all("personnel", Act::GiveFeedback).await;
}

/// Two usual assessments are decided, and the year is open.
pub async fn year(world: World) -> Kit {
    let bureau = world.unit("dir").await;
    let first = Kit::open(world, opening("period", "Q2", &[bureau.clone()]), (190, 110)).await;
    go(
        &first,
        &[("ann", "good"), ("fay", "good"), ("pia", "good"), ("bob", "average")],
        "fairly_good",
    )
    .await;
    finish(&first).await;
    let second = Kit::open(first.world, opening("period", "Q3", &[bureau.clone()]), (100, 10)).await;
    go(
        &second,
        &[("ann", "good"), ("pia", "good"), ("bob", "average")],
        "fairly_good",
    )
    .await;
    finish(&second).await;
    let mut opening = opening("year", "2026", &[bureau]);
    opening.overlays = vec!["cn-democratic-rating".into()];
    let kit = Kit::open(second.world, opening, (300, 1)).await;
    let dir = kit.course("dir").await;
    assess::reassign(&kit.world.daybook, &kit.personnel, &dir, kit.world.id("har"), "")
        .await
        .unwrap();
    kit
}

async fn compiled(kit: &Kit) {
    for (who, _) in LINE {
        kit.summarise(who).await;
    }
    assert_eq!(kit.all("personnel", Act::Compile).await.refused, []);
}

async fn vote(kit: &Kit, who: &str) -> service::Result<()> {
    let (daybook, actor) = (&kit.world.daybook, kit.actor(who).await);
    let page = result::ballot_page(daybook, &actor, &kit.period).await?;
    let ballots: Vec<_> = page
        .people
        .iter()
        .map(|(course, person)| (course.clone(), grade_for(person).to_owned()))
        .collect();
    result::cast(daybook, &actor, &kit.period, &ballots, "").await
}

fn grade_for(person: &PersonRef) -> &'static str {
    if person.name == "Ann Three" {
        "excellent"
    } else {
        "competent"
    }
}

async fn rated(kit: &Kit) {
    for (who, _) in LINE.iter().take(7) {
        vote(kit, who).await.unwrap();
    }
    assert_eq!(kit.all("personnel", Act::Rate).await.refused, []);
}

#[tokio::test]
async fn a_year_rests_on_its_periods_rule_by_rule() {
    let kit = year(World::new().await).await;
    compiled(&kit).await;
    let page = kit.page("personnel", "bob").await;
    let rests: Vec<(&str, Option<&str>)> = page
        .dossier
        .earlier
        .iter()
        .map(|e| (e.title.as_str(), e.grade.as_deref()))
        .collect();
    assert_eq!(rests, [("Q2", Some("average")), ("Q3", Some("average"))]);
    assert!(
        page.dossier
            .remarks
            .iter()
            .any(|r| r.en == "Q2: Average" && r.zh == "Q2：一般"),
        "{:?}",
        page.dossier.remarks
    );
    let said: Vec<&str> = page.outcome.fired.iter().map(|f| f.sentence.en.as_str()).collect();
    assert!(
        said.iter()
            .any(|s| s.starts_with("“Average” 2 times") && s.ends_with("not “excellent”.")),
        "{said:?}"
    );
    let ann = kit.page("personnel", "ann").await.outcome;
    assert_eq!(ann.preferred, ["excellent"]);
    // Before the rating is closed nobody is reviewed.
    assert!(words(kit.review("ole", "ann", "excellent").await).contains("rating has not been closed"));
}

#[tokio::test]
async fn a_secret_rating_is_counted_once_it_is_closed() {
    let dir = tempfile::tempdir().unwrap();
    let url = format!("surrealkv://{}", dir.path().join("db").display());
    let kit = year(World::with(settings(&url)).await).await;
    let daybook = &kit.world.daybook;
    let ann = kit.actor("ann").await;
    let closed = result::ballot_page(daybook, &ann, &kit.period).await.unwrap();
    assert!(!closed.open && closed.people.is_empty(), "nothing is compiled yet");
    compiled(&kit).await;
    let page = result::ballot_page(daybook, &ann, &kit.period).await.unwrap();
    assert!(page.open && !page.cast);
    assert_eq!(
        (page.people.len(), page.turnout, page.fewest),
        (9, (10, 0), 5),
        "nobody votes about himself"
    );
    let own = (kit.course("ann").await, "excellent".to_owned());
    let odd = (page.people[0].0.clone(), "splendid".to_owned());
    let none = result::cast(daybook, &ann, &kit.period, &[], "").await;
    assert!(words(none).starts_with("No grade was chosen for anybody"));
    for bad in [vec![own], vec![odd]] {
        let outcome = result::cast(daybook, &ann, &kit.period, &bad, "").await;
        assert!(
            matches!(outcome, Err(Error::Invalid(Violation::BallotUnknown))),
            "{outcome:?}"
        );
    }
    for stranger in ["har", "hal"] {
        assert!(matches!(
            result::ballot_page(daybook, &*kit.actor(stranger).await, &kit.period).await,
            Err(Error::NotFound)
        ));
    }
    rated(&kit).await;
    // From a page that was open before.
    let filled = [(page.people[0].0.clone(), "competent".to_owned())];
    let late = result::cast(daybook, &*kit.actor("two").await, &kit.period, &filled, "").await;
    assert!(words(late).starts_with("The rating is not open, or over"));
    assert!(matches!(vote(&kit, "ann").await, Err(Error::Invalid(_))));
    let turnout = result::ballot_page(daybook, &kit.personnel, &kit.period)
        .await
        .unwrap()
        .turnout;
    assert_eq!(turnout, (10, 7), "turnout is for everybody to see");
    let tally = kit.page("personnel", "ann").await.dossier.rating.unwrap();
    assert_eq!((tally.invited, tally.turnout), (9, 6));
    assert_eq!(tally.counts[0], ("excellent".to_owned(), 6));
    let acts = kit.world.acts().await;
    assert_eq!(acts.iter().filter(|a| *a == "ballot_cast").count(), 7);
    // What is kept says about whom and what, in no order, and never whose it is.
    let (period, voter) = (kit.period.clone(), kit.world.id("ann").clone());
    shut(kit.world.daybook).await;
    let store = crate::world::store(&url, None).await;
    let (ballots, cast) = (
        store.read().ballots(&period).await.unwrap(),
        store.read().cast_count(&period).await.unwrap(),
    );
    assert_eq!((ballots.len(), cast), (7 * 9, 7));
    assert!(store.read().has_cast(&period, &voter).await.unwrap());
}

/// Up to the publication of `ann` and `pia`; the director is proposed as a third for two places.
pub async fn published(kit: &Kit) {
    compiled(kit).await;
    rated(kit).await;
    go(
        kit,
        &[
            ("ann", "excellent"),
            ("pia", "excellent"),
            ("dir", "excellent"),
            ("bob", "competent"),
        ],
        "competent",
    )
    .await;
    let cut = kit.all("fin", Act::Calibrate).await.refused;
    let names: Vec<&str> = cut.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["Bob Four", "Dir One"], "{cut:?}");
    assert!(cut[0].1.en.contains("in principle; give a reason"), "{cut:?}");
    assert!(cut[1].1.en.contains("10 people × 20 % = 2"), "{cut:?}");
    kit.all("fay", Act::Calibrate).await;
    kit.calibrate("fay", "dir", "excellent", "").await.unwrap();
    kit.calibrate("fay", "bob", "competent", "New at a desk that nobody had kept.")
        .await
        .unwrap();
    let run = kit.all("personnel", Act::Publish).await;
    assert_eq!((run.all, run.refused.len()), (3, 1), "{:?}", run.refused);
}

#[tokio::test]
async fn names_are_published_objected_to_and_decided_after_their_days() {
    let kit = year(World::new().await).await;
    let daybook = &kit.world.daybook;
    published(&kit).await;
    let page = result::publication_page(daybook, &*kit.actor("hal").await, &kit.period, "", "")
        .await
        .unwrap();
    let names: Vec<&str> = page.rows.iter().map(|r| r.person.name.as_str()).collect();
    assert_eq!(names, ["Ann Three", "Pia Seven"]);
    assert!(
        !page.may_answer && page.rows.iter().all(|r| r.until.is_some() && !r.may_object),
        "another organ reads"
    );
    assert!(words(kit.decide("xia", "ann", "excellent", "").await).contains("It is published until"));
    assert!(words(kit.decide("xia", "dir", "excellent", "").await).contains("No place for “Excellent” is left"));
    // A colleague objects, another joins, and neither the person nor a stranger can.
    let pia = kit.course("pia").await;
    let object = async |who: &str, why: &str| {
        result::object_to_publication(daybook, &*kit.actor(who).await, &pia, why, "").await
    };
    assert!(words(object("bob", " ").await).contains("Give a reason"));
    object("bob", "The August list was mine.").await.unwrap();
    object("two", "I saw bob write it.").await.unwrap();
    assert!(words(object("two", "Again.").await).contains("asked before"));
    assert!(words(object("pia", "Me?").await).contains("somebody else"));
    assert!(words(object("hal", "Not mine").await).contains("a colleague"));
    let ann = kit.course("ole").await;
    let unpublished = result::object_to_publication(daybook, &*kit.actor("bob").await, &ann, "x", "").await;
    assert!(
        matches!(unpublished, Err(Error::NotFound)),
        "nobody learns how far somebody is"
    );
    let seen = |page: &domain::view::assess::PublicationPage| page.rows[1].objections.len();
    let for_fay = result::publication_page(daybook, &*kit.actor("fay").await, &kit.period, "", "")
        .await
        .unwrap();
    let for_ann = result::publication_page(daybook, &*kit.actor("ann").await, &kit.period, "", "")
        .await
        .unwrap();
    assert_eq!((seen(&for_fay), seen(&for_ann), for_fay.may_answer), (2, 0, true));
    kit.answer("fay", "pia", "competent", "The list was bob's.")
        .await
        .unwrap();
    // Who objected is told, and reads the answer; nobody else is.
    for (who, told) in [("bob", 1), ("two", 1), ("ann", 0), ("pia", 0)] {
        let actor = kit.actor(who).await;
        let notices = service::notice::page(daybook, &actor, None).await.unwrap().notices;
        let answers: Vec<_> = notices
            .iter()
            .filter(|n| n.kind == NoticeKind::AssessAnswered)
            .collect();
        assert_eq!(answers.len(), told, "{who}");
        let path = format!("/assess/period/{}/publication", kit.period);
        assert!(
            answers.iter().all(|n| n.path == path && n.about == "2026"),
            "{answers:?}"
        );
    }
    let page = result::publication_page(daybook, &*kit.actor("bob").await, &kit.period, "", "")
        .await
        .unwrap();
    let names: Vec<&str> = page.rows.iter().map(|r| r.person.name.as_str()).collect();
    assert_eq!(names, ["Ann Three"], "with another grade the name stands there no more");
    let (name, own) = &page.answered[0];
    let answer = own.answer.clone().unwrap();
    assert_eq!(
        (
            page.answered.len(),
            name.as_str(),
            answer.reason.as_str(),
            answer.changed
        ),
        (1, "Pia Seven", "The list was bob's.", true)
    );
    let dossier = kit.page("personnel", "pia").await.dossier;
    assert!(
        dossier
            .objections
            .iter()
            .all(|o| o.decided.as_ref().is_some_and(|d| d.upheld))
    );
    daybook.pass_days(FIVE_WORKED);
    let refused = kit.all("xia", Act::Decide).await.refused;
    assert!(refused.iter().all(|(name, _)| name == "Bob Four"), "{refused:?}");
    // Who objected can still read the answer when it is decided.
    for (who, many) in [("bob", 1), ("two", 1), ("ann", 0)] {
        let page = result::publication_page(daybook, &*kit.actor(who).await, &kit.period, "", "")
            .await
            .unwrap();
        let answers = page.answered.iter().filter_map(|(_, of)| of.answer.as_ref());
        assert_eq!(
            answers.filter(|a| a.reason == "The list was bob's.").count(),
            many,
            "{who}"
        );
    }
    kit.decide("xia", "bob", "competent", "New at a desk that nobody had kept.")
        .await
        .unwrap();
    kit.decide("xia", "dir", "competent", "The place went to another.")
        .await
        .unwrap();
    for by in ["fin", "fay"] {
        kit.all(by, Act::Decide).await;
    }
    let grades = [kit.grade("ann").await, kit.grade("pia").await, kit.grade("dir").await];
    assert_eq!(grades.map(Option::unwrap), ["excellent", "competent", "competent"]);
    let measures = kit.page("personnel", "ann").await.dossier.outcome.unwrap().measures;
    assert!(measures.iter().any(|(m, _)| m == "commendation"), "{measures:?}");
    // Written notice, closing, archive.
    kit.all("personnel", Act::GiveFeedback).await;
    daybook.pass_days(45);
    assert_eq!(kit.all("personnel", Act::Close).await.refused, []);
    assert_eq!(kit.all("personnel", Act::Archive).await.refused, []);
    assert_eq!(kit.state("ann").await, State::Archived);
    let no = words(result::raise(daybook, &kit.personnel, &kit.period, "No. 5", "").await);
    assert!(no.contains("closed"), "{no}");
}
