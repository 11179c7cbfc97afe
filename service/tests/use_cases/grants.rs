//! Grants of one unit to another.

use super::world::{HEADINGS, STAFF, World, import, official};
use domain::permission::Duty;
use domain::view::{GrantsPage, UnitRef};
use domain::{Scope, UnitId, Violation};
use service::Error;
use std::sync::Arc;

async fn give(world: &World, who: &str, from: &UnitId, to: &UnitId, until: &str) -> service::Result<()> {
    service::grant::give(&world.daybook, &*world.actor(who).await, from, to, until).await
}

async fn list(world: &World, who: &str) -> GrantsPage {
    service::grant::list(&world.daybook, &*world.actor(who).await)
        .await
        .unwrap()
}

#[tokio::test]
async fn a_grant_opens_only_what_is_meant_for_it_and_only_while_it_stands() {
    let world = World::new().await;
    let (office, harbour) = (world.unit("ann").await, world.unit("har").await);
    let mut records = Vec::new();
    for audience in ["unit", "granted", "leaders", "draft"] {
        records.push(world.write("ann", audience, audience).await.id);
    }
    let below = world.write("pia", "below", "granted").await.id;
    let guests = [records[1].clone(), below];
    assert!(world.feed("hal", &Scope::All).await.is_empty());
    give(&world, "ole", &office, &harbour, "").await.unwrap();
    let mut open = world.feed("hal", &Scope::Granted).await;
    open.sort();
    let mut wanted = guests.to_vec();
    wanted.sort();
    assert_eq!(open, wanted);
    assert_eq!(world.feed("hal", &Scope::Unit(office.clone())).await.len(), 2);
    for record in [&records[0], &records[2], &records[3]] {
        assert!(!world.reads("hal", record).await);
    }
    // A guest's own unit is not opened in return.
    let hals = world.write("hal", "Tide", "granted").await.id;
    assert!(!world.reads("ann", &hals).await);
    let grant = list(&world, "ole").await.grants.remove(0);
    assert!(grant.in_force && grant.may_revoke);
    assert!(!list(&world, "hal").await.grants.remove(0).may_revoke);
    service::grant::revoke(&world.daybook, &*world.actor("ole").await, &grant.id)
        .await
        .unwrap();
    assert!(world.feed("hal", &Scope::All).await.iter().all(|r| *r == hals));
    assert!(matches!(
        world.page("hal", &Scope::Unit(office), None).await,
        Err(Error::NotFound)
    ));
    for record in &guests {
        assert!(!world.reads("hal", record).await);
    }
}

/// With many people, all profiles read again at each grant would be thousands of queries.
#[tokio::test]
async fn a_grant_is_news_to_those_alone_who_profit() {
    let world = World::new().await;
    let (office, harbour) = (world.unit("ann").await, world.unit("har").await);
    let profile = |who: &'static str| {
        let world = &world;
        async move { world.daybook.profile(world.id(who)).await.unwrap() }
    };
    let all = ["ole", "ann", "pet", "pia", "fin", "har", "hal", "two"];
    // To the Office with what is below it, and to the Harbour.
    for (giver, from, to, profiting) in [
        ("har", &harbour, &office, ["ole", "ann", "pet", "pia"].as_slice()),
        ("ole", &office, &harbour, ["har", "hal", "two"].as_slice()),
    ] {
        let mut before = Vec::new();
        for who in all {
            before.push(profile(who).await);
        }
        give(&world, giver, from, to, "").await.unwrap();
        for (who, known) in all.into_iter().zip(before) {
            let now = profile(who).await;
            assert_eq!(now.actor.granted.contains(from), profiting.contains(&who), "{who}");
            assert_eq!(!Arc::ptr_eq(&now, &known), profiting.contains(&who), "{who}");
        }
    }
}

#[tokio::test]
async fn who_gives_and_to_whom() {
    let world = World::new().await;
    let (bureau, office, petitions) = (
        world.unit("dir").await,
        world.unit("ann").await,
        world.unit("pet").await,
    );
    let (finance, harbour) = (world.unit("fin").await, world.unit("har").await);
    for nobody in ["ann", "pet", "fin", "har", "old"] {
        assert!(
            matches!(give(&world, nobody, &office, &harbour, "").await, Err(Error::NotFound)),
            "{nobody}"
        );
    }
    for to in [&office, &bureau, &petitions] {
        assert!(matches!(
            give(&world, "ole", &office, to, "").await,
            Err(Error::Invalid(Violation::GrantToSelf))
        ));
    }
    let unknown = UnitId("01JD3Z8V9QK4M5N6P7R8S9T0AB".into());
    assert!(matches!(
        give(&world, "ole", &office, &unknown, "").await,
        Err(Error::NotFound)
    ));
    let today = world.daybook.today();
    assert!(matches!(
        give(&world, "ole", &office, &harbour, &today).await,
        Err(Error::Invalid(Violation::GrantPeriod))
    ));
    assert!(matches!(
        give(&world, "ole", &office, &harbour, "soon").await,
        Err(Error::Invalid(Violation::DayUnreadable { .. }))
    ));
    give(&world, "dir", &office, &harbour, "2999-01-01").await.unwrap();
    assert!(matches!(
        give(&world, "ole", &office, &harbour, "").await,
        Err(Error::Invalid(Violation::GrantExists))
    ));
    let security = official(Duty::SecurityAdministrator);
    // His duty has no person behind it here; a real one has.
    assert!(matches!(
        service::grant::give(&world.daybook, &security, &finance, &harbour, "").await,
        Err(Error::NotFound)
    ));
    assert_eq!(world.acts().await, ["granted"]);
}

#[tokio::test]
async fn revoking_twice_is_revoking_once() {
    let world = World::new().await;
    let (office, harbour) = (world.unit("ann").await, world.unit("har").await);
    give(&world, "ole", &office, &harbour, "").await.unwrap();
    let grant = list(&world, "ole").await.grants.remove(0).id;
    for stranger in ["ann", "har", "pet", "fin"] {
        let outcome = service::grant::revoke(&world.daybook, &*world.actor(stranger).await, &grant).await;
        assert!(matches!(outcome, Err(Error::NotFound)), "{stranger}");
    }
    for _ in 0..2 {
        service::grant::revoke(&world.daybook, &*world.actor("dir").await, &grant)
            .await
            .unwrap();
    }
    assert_eq!(world.acts().await, ["granted", "grant_revoked"]);
    // And it can be given anew.
    give(&world, "ole", &office, &harbour, "").await.unwrap();
    let page = list(&world, "ole").await;
    assert_eq!(
        (page.grants.len(), page.grants.iter().filter(|g| g.in_force).count()),
        (2, 1)
    );
}

/// Each department has an office: which one is meant is seen before it is chosen, and afterwards.
#[tokio::test]
async fn units_of_one_name_are_told_apart() {
    let world = World::new().await;
    let staff = format!("{HEADINGS}{STAFF}Harbour/Office,yes,H4,Head of office,H1,14,Hof Fourteen,hof,2024-01-01,\n");
    import(&world.daybook, &staff).await.unwrap();
    let page = list(&world, "ole").await;
    let names = |units: &[UnitRef]| units.iter().map(|u| u.name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&page.units), ["Bureau/Office", "Petitions"]);
    let candidates = names(&page.candidates);
    assert!(candidates.contains(&"Finance".to_owned()), "{candidates:?}");
    let other = page.candidates.iter().find(|u| u.name == "Harbour/Office").unwrap();
    give(&world, "ole", &world.unit("ann").await, &other.id, "")
        .await
        .unwrap();
    let grant = list(&world, "ole").await.grants.remove(0);
    assert_eq!(
        (grant.from.name.as_str(), grant.to.name.as_str()),
        ("Bureau/Office", "Harbour/Office")
    );
}

#[tokio::test]
async fn giving_twice_is_giving_once() {
    let world = World::new().await;
    let (office, harbour) = (world.unit("ann").await, world.unit("har").await);
    for until in ["2999-01-01", " 2999-01-01 "] {
        give(&world, "ole", &office, &harbour, until).await.unwrap();
    }
    assert_eq!(world.acts().await, ["granted"]);
    assert_eq!(list(&world, "ole").await.grants.len(), 1);
    // Another day is another wish, and so is the same one on a later day.
    for until in ["", "2998-01-01"] {
        assert!(matches!(
            give(&world, "ole", &office, &harbour, until).await,
            Err(Error::Invalid(Violation::GrantExists))
        ));
    }
    world.daybook.pass_days(1);
    assert!(matches!(
        give(&world, "ole", &office, &harbour, "2999-01-01").await,
        Err(Error::Invalid(Violation::GrantExists))
    ));
}
