//! The separate duties: who gives and takes them, and what is left of it.

use super::world::{World, hears, official};
use domain::Violation;
use domain::permission::{Action, Actor, Duty, Resource, decide};
use service::account::{change_duty, invite_official, list};
use service::{Error, Result};

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
