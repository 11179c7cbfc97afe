//! Who assesses: under somebody who acts, seconded by a list of staff or as the office has entered it, and when nobody is there.

use super::assess::office;
use super::notices::told;
use super::world::{HEADINGS, STAFF, World, import};
use crate::result_kit::{Kit, ago, words};
use chrono::{Days, NaiveDate};
use domain::assessment::process::{Act, State};
use domain::notice::NoticeKind;
use domain::permission::Actor;
use domain::view::assess::Unassessed;
use domain::{CourseId, Lang};
use service::assess::{self, TypedReview, TypedRow};
use service::result;

const HEAD: &str = "Bureau/Office,yes,O1,Head of office,B1,2,Ole Two,ole,2024-01-01,,\n";
const PETITIONS: &str = "Bureau/Office/Petitions,yes,P1,Head of petitions,O1,6,Pet Six,pet,2024-01-01,,\n";
pub const DIRECTOR: &str = "Bureau,yes,B1,Director,,1,Dir One,dir,2024-01-01,,\n";

/// The list of staff with the kinds of appointments, other rows in the place of some, and more of them.
pub async fn staff(world: &World, others: &[(&str, &str)], more: &str) {
    let mut rows: String = STAFF.lines().map(|line| format!("{line},\n")).collect();
    for (row, other) in others {
        assert!(rows.contains(row), "{row}");
        rows = rows.replace(row, other);
    }
    let list = format!("{},Appointment kind\n{rows}{more}", HEADINGS.trim_end());
    import(&world.daybook, &list).await.unwrap();
}

impl World {
    fn days_ago(&self, days: u64) -> String {
        let today: NaiveDate = self.daybook.today().parse().unwrap();
        (today - Days::new(days)).to_string()
    }

    /// Who is to review somebody in the newest period, by name.
    async fn reviewers(&self, who: &str) -> Vec<String> {
        let course = self.own_course(who).await.unwrap();
        let page = self.course(who, &course).await.unwrap();
        page.dossier.assessors.into_iter().map(|a| a.name).collect()
    }

    /// What of assessments waits for the personnel office: words and where they lead.
    async fn office_waits(&self) -> Vec<(String, String)> {
        let waits = service::notice::waits(&self.daybook, &office(), Lang::En)
            .await
            .unwrap();
        waits.assess.into_iter().map(|e| (e.words, e.path)).collect()
    }

    async fn enter_secondment(&self, hr: &Actor, who: &str, days: u64) {
        let first = self.days_ago(days);
        assess::keep_status(&self.daybook, hr, self.id(who), "seconded", &first, "", "", "")
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn whoever_acts_as_head_assesses_and_is_assessed_at_the_own_post() {
    let world = World::new().await;
    let acting = "Bureau/Office,yes,O1,Head of office,B1,4,Bob Four,bob,,,acting\n";
    staff(&world, &[(HEAD, acting)], "").await;
    world.open(&["ann"]).await;
    assert_eq!(world.reviewers("ann").await, ["Bob Four"]);
    assert_eq!(world.reviewers("pet").await, ["Bob Four"]);
    // Not by himself: the next above.
    assert_eq!(world.reviewers("bob").await, ["Dir One"]);
    let course = world.own_course("bob").await.unwrap();
    let place = world.course("bob", &course).await.unwrap().dossier.place;
    assert_eq!((place.title.as_str(), place.leads), ("Clerk", false));
    // Who only acts there is at home elsewhere, in a unit that takes no part.
    let world = World::new().await;
    staff(&world, &[], "Bureau/Office,no,O6,Deputy,O1,9,Fay Nine,fay,,,acting\n").await;
    world.open(&["ann"]).await;
    assert_eq!(world.reviewers("ann").await, ["Ole Two"]);
    assert_eq!(world.own_course("fay").await, None);
}

#[tokio::test]
async fn who_is_seconded_for_more_than_half_is_assessed_where_the_work_was_done() {
    let world = World::new().await;
    // The period is 81 days, of which 20 are still to come.
    let row = |post: &str, person: &str, days: u64| {
        let since = world.days_ago(days);
        format!("Bureau/Finance,no,{post},Clerk,F1,{person},{since},,seconded\n")
    };
    let more = row("F5", "3,Ann Three,ann", 60) + &row("F6", "4,Bob Four,bob", 10);
    staff(&world, &[], &more).await;
    world.open(&["ole"]).await;
    assert_eq!(world.reviewers("ann").await, ["Fin Eight"]);
    assert_eq!(world.reviewers("bob").await, ["Ole Two"], "31 of 81 days");
    let course = world.own_course("ann").await.unwrap();
    let dossier = world.course("ann", &course).await.unwrap().dossier;
    assert_eq!(
        dossier.place.unit_name, "Office",
        "the place counts at home: Finance takes no part"
    );
    let said = dossier
        .remarks
        .iter()
        .any(|r| r.en.starts_with("Seconded for 81 of 81 days"));
    assert!(said, "{:?}", dossier.remarks);
    // By a paper it began earlier than the list of staff says: more than half, and it is known where.
    world.enter_secondment(&office(), "bob", 60).await;
    assert_eq!(world.reviewers("bob").await, ["Fin Eight"]);
    assert_eq!(world.office_waits().await, []);
}

#[tokio::test]
async fn who_is_seconded_to_where_no_list_says_waits_for_the_office_to_name_somebody() {
    let world = World::new().await;
    let period = world.open(&["ole"]).await;
    let (daybook, hr) = (&world.daybook, office());
    let course = world.own_course("ann").await.unwrap();
    let listed = async || {
        let page = assess::period_page(daybook, &hr, &period).await.unwrap();
        page.unassessed
    };
    assert_eq!((world.office_waits().await, listed().await), (vec![], vec![]));
    world.enter_secondment(&hr, "ann", 60).await;
    assert_eq!(world.reviewers("ann").await, Vec::<String>::new());
    let page = format!("/assess/period/{period}#unassessed");
    let one = ("Name an assessor for 1".to_owned(), page);
    assert_eq!(world.office_waits().await, [one]);
    let row: Unassessed = (course.clone(), "Ann Three".into(), "Clerk · Office".into(), None);
    assert_eq!(listed().await, [row]);
    // Nobody but the office is shown it.
    let fin = world.actor("fin").await;
    let seen = assess::period_page(daybook, &fin, &period).await.unwrap();
    assert!(seen.unassessed.is_empty());
    assess::reassign(daybook, &hr, &course, world.id("fin"), "")
        .await
        .unwrap();
    assert_eq!((world.office_waits().await, listed().await), (vec![], vec![]));
    // Another entry by which the rules say the same leaves whom the office has named.
    world.enter_secondment(&hr, "ann", 50).await;
    assert_eq!(world.reviewers("ann").await, ["Fin Eight"]);
    // Taken back, both of them, there was none.
    for row in assess::statuses_page(daybook, &hr, "Ann").await.unwrap().rows {
        assess::remove_status(daybook, &hr, &row.id, "").await.unwrap();
    }
    assert_eq!(world.reviewers("ann").await, ["Ole Two"]);
    assert_eq!(world.office_waits().await, []);
}

#[tokio::test]
async fn where_the_secondment_stood_before_the_opening_it_waits_from_the_first_day() {
    let world = World::new().await;
    world.enter_secondment(&office(), "ann", 60).await;
    world.open(&["ole"]).await;
    assert_eq!(world.reviewers("ann").await, Vec::<String>::new());
    let waits = world.office_waits().await;
    assert_eq!(
        waits.first().map(|(words, _)| words.as_str()),
        Some("Name an assessor for 1")
    );
}

#[tokio::test]
async fn an_assessor_who_leaves_makes_room_for_the_next_above_or_for_whom_the_office_names() {
    let world = World::new().await;
    world.done_on("ann", "Counted the ships.", 20).await;
    world.open(&["ole"]).await;
    let course = world.own_course("ann").await.unwrap();
    world.submit("ann", &course).await.unwrap();
    let head = "Bureau/Office,yes,O1,Head of office,B1,,,,,,\n";
    staff(&world, &[(HEAD, head)], "").await;
    for who in ["ann", "bob", "pet"] {
        assert_eq!(world.reviewers(who).await, ["Dir One"], "{who}");
    }
    assert_eq!(world.reviewers("pia").await, ["Pet Six"]);
    let dossier = world.course("ann", &course).await.unwrap().dossier;
    let said = dossier
        .remarks
        .iter()
        .any(|r| r.en.contains("Ole Two held no post any more"));
    assert!(said, "{:?}", dossier.remarks);
    // Ann's summary waits for the one who came after.
    let notices = told(&world, "dir").await;
    let asked = notices
        .iter()
        .find(|n| n.kind == NoticeKind::AssessAsked && n.thread == course.as_str());
    assert!(asked.is_some_and(|n| n.unread), "{notices:?}");
    assert_eq!(world.office_waits().await, []);
    // With nobody above: ann, bob, pet, and the course that Ole left behind.
    let director = "Bureau,yes,B1,Director,,,,,,,\n";
    staff(&world, &[(HEAD, head), (DIRECTOR, director)], "").await;
    assert_eq!(world.reviewers("ann").await, Vec::<String>::new());
    let waits = world.office_waits().await;
    assert_eq!(
        waits.first().map(|(words, _)| words.as_str()),
        Some("Name an assessor for 4")
    );
}

#[tokio::test]
async fn a_grade_that_may_still_come_is_for_whoever_is_there_by_then() {
    let kit = Kit::usual().await;
    let (world, daybook, hr) = (&kit.world, &kit.world.daybook, &kit.personnel);
    for (who, kind) in [("pia", "investigation"), ("ann", "probation")] {
        assess::keep_status(daybook, hr, world.id(who), kind, &ago(30), "", "", "")
            .await
            .unwrap();
    }
    kit.reviewed(&[("pia", "pet", ""), ("ann", "ole", "")]).await;
    for (by, act) in [
        ("fin", Act::Calibrate),
        ("xia", Act::Decide),
        ("personnel", Act::GiveFeedback),
    ] {
        assert_eq!(kit.all(by, act).await.refused, []);
    }
    let (pia, ann) = (kit.course("pia").await, kit.course("ann").await);
    let assessors = async || {
        let page = kit.page("personnel", "pia").await;
        let names = page.dossier.assessors.into_iter().map(|a| a.name);
        names.collect::<Vec<_>>()
    };
    let asked = async |who: &str| {
        let told = told(world, who).await;
        told.iter()
            .any(|n| n.kind == NoticeKind::AssessAsked && n.thread == pia.as_str())
    };
    // The next above, who has nothing to do yet; what was reviewed stays.
    let vacant = "Bureau/Office/Petitions,yes,P1,Head of petitions,O1,,,,,,\n";
    staff(world, &[(PETITIONS, vacant)], "").await;
    assert_eq!(assessors().await, ["Ole Two"]);
    let page = kit.page("personnel", "pia").await;
    assert_eq!(page.dossier.reviews[0].by_name, "Pet Six");
    assert!(page.may_reassign && !kit.page("personnel", "ann").await.may_reassign);
    assert!(!asked("ole").await);
    // With nobody above: those who are not reviewed (Ole, Bob and Pet), and she. Who is exempt for good is nobody's to grade.
    let head = "Bureau/Office,yes,O1,Head of office,B1,,,,,,\n";
    let director = "Bureau,yes,B1,Director,,,,,,,\n";
    staff(world, &[(PETITIONS, vacant), (HEAD, head), (DIRECTOR, director)], "").await;
    assert_eq!(assessors().await, Vec::<String>::new());
    let waits = world.office_waits().await;
    let first = waits.first().map(|(words, _)| words.as_str());
    assert_eq!(first, Some("Name an assessor for 4"));
    let listed = async |course: &CourseId| {
        let page = assess::period_page(daybook, hr, &kit.period).await.unwrap();
        page.unassessed.iter().any(|(id, ..)| id == course)
    };
    assert!(listed(&pia).await && !listed(&ann).await);
    let refused = words(assess::reassign(daybook, hr, &ann, world.id("fay"), "").await);
    assert!(refused.starts_with("It is reviewed already"), "{refused}");
    assess::reassign(daybook, hr, &pia, world.id("fay"), "").await.unwrap();
    assert_eq!(assessors().await, ["Fay Nine"]);
    assert!(!listed(&pia).await && !asked("fay").await);
    // Cleared, it is hers to write and to grade.
    let rows = assess::statuses_page(daybook, hr, "Pia").await.unwrap().rows;
    assess::end_status(daybook, hr, &rows[0].id, &rows[0].end, &ago(0), "cleared", "")
        .await
        .unwrap();
    assert!(asked("fay").await);
    let fay = world.actor("fay").await;
    let grade =
        async || result::grade_afterwards(daybook, &fay, &pia, "average", "Cleared; the work was sound.", "").await;
    assert!(words(grade().await).contains("No citation, no grade"));
    let page = assess::review_page(daybook, &fay, &pia).await.unwrap();
    assert!(page.may_edit);
    let rows = page.rows.iter().map(|row| TypedRow {
        indicator: row.aspect.id.0.clone(),
        reason: "Did what was asked, and in time.".into(),
        none: "Nothing was written on it in the quarter.".into(),
        ..TypedRow::default()
    });
    let typed = TypedReview {
        rows: rows.collect(),
        grade: String::new(),
        words: "As the files of the quarter show.".into(),
    };
    assess::keep_review(daybook, &fay, &pia, page.version, &typed, false, "")
        .await
        .unwrap();
    grade().await.unwrap();
    assert_eq!(kit.state("pia").await, State::Reviewed);
    let reviews = kit.page("fin", "pia").await.dossier.reviews;
    let mut by: Vec<&str> = reviews.iter().map(|r| r.by_name.as_str()).collect();
    by.sort_unstable();
    assert_eq!(by, ["Fay Nine", "Pet Six"], "{reviews:?}");
}
