//! The separate duties: who gives and takes them, and what is left of it.

use super::result_kit::{Kit, ago, words};
use super::world::{World, hears, official, today};
use chrono::Datelike;
use domain::permission::{Action, Actor, Duty, Resource, decide};
use domain::{CourseId, Lang, Violation};
use service::account::{change_duty, invite_official, list};
use service::{Error, Result, assess};

async fn change(world: &World, actor: &Actor, who: &str, duty: &str, on: bool, key: &str) -> Result<()> {
    change_duty(&world.daybook, actor, world.id(who), duty, on, key).await
}

#[tokio::test]
async fn a_duty_is_given_and_taken_by_the_security_administrator() {
    let world = World::new().await;
    let sec = official(Duty::SecurityAdministrator);
    let reads = async || decide(&*world.actor("fin").await, Action::ReadLedger, &Resource::Site).allowed;
    for duty in [Duty::SystemAdministrator, Duty::Auditor, Duty::PersonnelOffice] {
        let refused = change(&world, &official(duty), "fin", "auditor", true, "").await;
        assert!(matches!(refused, Err(Error::NotFound)), "{duty:?}");
    }
    let mut stream = world.stream("fin", None).await;
    change(&world, &sec, "fin", "auditor", true, "a key").await.unwrap();
    assert!(reads().await);
    assert_eq!(hears(&mut stream).await.map(|h| h.0).as_deref(), Some("rights"));
    // Twice is once, with the key and without.
    change(&world, &sec, "fin", "auditor", true, "a key").await.unwrap();
    change(&world, &sec, "fin", "auditor", true, "").await.unwrap();
    assert_eq!(world.acts().await, ["duties_changed"]);
    let second = change(&world, &sec, "fin", "personnel_office", true, "").await;
    let held = Duty::Auditor;
    assert!(matches!(second, Err(Error::Invalid(Violation::DutiesApart { held: h })) if h == held));
    assert!(matches!(
        change(&world, &sec, "fay", "king", true, "").await,
        Err(Error::Invalid(Violation::DutyUnknown))
    ));
    change(&world, &sec, "fin", "auditor", false, "").await.unwrap();
    assert!(!reads().await);
    let (auditor, page) = (official(Duty::Auditor), service::ledger::page);
    let rows = page(&world.daybook, &auditor, None).await.unwrap();
    let told: Vec<_> = rows
        .iter()
        .filter(|row| row.act == "duties_changed")
        .map(|row| (row.about.as_str(), domain::act::duty_changed(&row.subject)))
        .collect();
    assert_eq!(
        told,
        [
            ("Fin Eight", Some((Duty::Auditor, false))),
            ("Fin Eight", Some((Duty::Auditor, true)))
        ]
    );
}

#[tokio::test]
async fn nobody_changes_the_own_duties_and_each_sees_what_is_theirs() {
    let world = World::new().await;
    invite_official(&world.daybook, "sec", "Sec One", Duty::SecurityAdministrator)
        .await
        .unwrap();
    let found = list(&world.daybook, &official(Duty::SecurityAdministrator), "")
        .await
        .unwrap();
    let first = found.first().unwrap();
    assert_eq!(first.person.name, "Sec One", "whoever has a duty comes first");
    let sec = world.daybook.profile(&first.person.id).await.unwrap().actor.clone();
    let own = change_duty(&world.daybook, &sec, &sec.person, "security_administrator", false, "").await;
    assert!(matches!(own, Err(Error::NotFound)));
    let rows = list(&world.daybook, &sec, "").await.unwrap();
    for row in &rows {
        let own = row.person.id == sec.person;
        assert!(!row.may_invite && row.may_change_duties != own, "{}", row.person.name);
    }
    let rows = list(&world.daybook, &official(Duty::SystemAdministrator), "ann")
        .await
        .unwrap();
    assert!(rows.iter().any(|row| row.account.as_deref() == Some("ann")));
    assert!(rows.iter().all(|row| row.may_invite && !row.may_change_duties));
    for nobody in [official(Duty::Auditor), (*world.actor("ole").await).clone()] {
        assert!(matches!(list(&world.daybook, &nobody, "").await, Err(Error::NotFound)));
    }
}

#[tokio::test]
async fn people_are_found_by_name_post_unit_and_account() {
    let world = World::new().await;
    let admin = official(Duty::SystemAdministrator);
    let names = async |query: &str| -> Vec<String> {
        let rows = list(&world.daybook, &admin, query).await.unwrap();
        rows.into_iter().map(|row| row.person.name).collect()
    };
    assert_eq!(names("ANN th").await, ["Ann Three"]);
    assert_eq!(names("head of fin").await, ["Fin Eight"]);
    assert_eq!(names("fay").await, ["Fay Nine"]);
    assert!(names("office").await.contains(&"Ann Three".to_owned()));
    assert!(names("nobody at all").await.is_empty());
    // Somebody new is found at once.
    invite_official(&world.daybook, "qin", "Qin New", Duty::Auditor)
        .await
        .unwrap();
    assert_eq!(names("qin n").await, ["Qin New"]);
    assert_eq!(names("qi").await, ["Qin New"]);
}

#[tokio::test]
async fn nobody_of_the_personnel_office_acts_on_the_own_case() {
    let kit = Kit::usual().await;
    let (daybook, office) = (&kit.world.daybook, &kit.personnel);
    let ann = Actor {
        duties: vec![Duty::PersonnelOffice],
        ..Actor::clone(&*kit.actor("ann").await)
    };
    let (own, year, grade) = (
        kit.world.id("ann"),
        (today().year() - 1).to_string(),
        "cn-civil-servant/excellent",
    );
    for kind in ["investigation", "warning"] {
        assess::keep_status(daybook, office, own, kind, &ago(30), "", "", "")
            .await
            .unwrap();
    }
    assess::keep_year(daybook, office, own, &year, grade, "No. 3", "", "")
        .await
        .unwrap();
    let of_ann = kit.course("ann").await;
    let rows = async |actor: &Actor| assess::statuses_page(daybook, actor, "Ann").await.unwrap();
    let years = async |actor: &Actor| assess::years_page(daybook, actor, "Ann").await.unwrap();
    let (before, acts) = (rows(office).await, kit.world.acts().await);
    let mut refused = vec![words(
        assess::keep_status(daybook, &ann, own, "sick_leave", &ago(3), "", "", "").await,
    )];
    for row in &before.rows {
        let (day, how) = (daybook.today(), "cleared");
        refused.push(words(
            assess::end_status(daybook, &ann, &row.id, &row.end, &day, how, "").await,
        ));
        refused.push(words(assess::remove_status(daybook, &ann, &row.id, "").await));
    }
    let entry = years(office).await.rows.remove(0).id;
    refused.extend([
        words(assess::keep_year(daybook, &ann, own, "2001", grade, "No. 4", "", "").await),
        words(assess::remove_year(daybook, &ann, &entry, "It was Bob’s", "").await),
        words(assess::reassign(daybook, &ann, &of_ann, kit.world.id("fin"), "").await),
    ]);
    assert_eq!(refused.len(), 8);
    for told in refused {
        assert!(told.starts_with("This is about yourself"), "{told}");
    }
    // In a table the row is named, and nothing of it is written.
    let table = "Account or staff number,Name,Year,Grade,Document\nbob,Bob Four,2001,Excellent,No. 4\nann,Ann Three,2001,Excellent,No. 4\n";
    let id = assess::check_years(daybook, &ann, "cn-civil-servant", "x.csv", table.as_bytes()).await;
    let id = id.unwrap();
    let found = assess::years_report(daybook, &ann, &id, Lang::En).unwrap().findings;
    let told: Vec<_> = found.iter().map(|f| (f.line, f.column.as_deref())).collect();
    assert_eq!(told, [(3, Some("Account or staff number"))]);
    assert!(words(assess::apply_years(daybook, &ann, &id).await).contains("problems left"));
    assert_eq!((rows(office).await, kit.world.acts().await), (before, acts));
    // What is here already is nothing new; taken back meanwhile it would be.
    let same = format!("Account or staff number,Name,Year,Grade,Document\nann,Ann Three,{year},Excellent,No. 3\n");
    let id = assess::check_years(daybook, &ann, "cn-civil-servant", "x.csv", same.as_bytes()).await;
    let id = id.unwrap();
    let report = assess::years_report(daybook, &ann, &id, Lang::En).unwrap();
    assert_eq!((report.fresh, report.known, report.problems), (0, 1, 0));
    assess::remove_year(daybook, office, &entry, "Another document", "")
        .await
        .unwrap();
    assert!(words(assess::apply_years(daybook, &ann, &id).await).starts_with("This is about yourself"));
    // Pages do not offer it.
    let (statuses, years) = (rows(&ann).await, years(&ann).await);
    assert!(statuses.people.is_empty() && years.people.is_empty());
    assert!(statuses.rows.len() == 2 && statuses.rows.iter().all(|row| !row.may_change));
    assert!(years.rows.len() == 1 && !years.rows[0].may_change);
    assert!(rows(office).await.rows.iter().all(|row| row.may_change));
    let offered = async |course: &CourseId| assess::course_page(daybook, &ann, course).await.unwrap().may_reassign;
    let of_bob = kit.course("bob").await;
    assert!(!offered(&of_ann).await && offered(&of_bob).await);
    // Of others she enters what there is.
    assess::keep_status(daybook, &ann, kit.world.id("bob"), "sick_leave", &ago(3), "", "", "")
        .await
        .unwrap();
    assess::reassign(daybook, &ann, &of_bob, kit.world.id("fin"), "")
        .await
        .unwrap();
}
