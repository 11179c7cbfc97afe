//! Units, posts, people, accounts, sessions.

use super::Ran;
use domain::roster::Past;
use domain::{PersonId, PositionId, UnitId};
use store::Store;
use store::Tx;
use store::account::AccountRow;
use store::roster::{AppointmentEntry, PersonEntry, PostEntry, UnitEntry};

pub async fn organisation(store: &Store, ran: &Ran) {
    let unit = |id: &str, parent: Option<&str>, path: &[&str]| UnitEntry {
        id: id.into(),
        source: format!("src/{id}"),
        name: format!("Unit {id}"),
        parent: parent.map(Into::into),
        path: path.iter().map(|p| (*p).into()).collect(),
        paths: Past::from([("2025-12-31".into(), vec!["u2".into(), id.into()])]),
        ended: false,
    };
    let post = |id: &str, leads, reports_to: Option<&str>| PostEntry {
        id: id.into(),
        source: format!("src/{id}"),
        title: "Clerk".into(),
        grade: "7".into(),
        family: "Admin".into(),
        families: Past::from([
            ("2024-06-30".into(), "Clerks".into()),
            ("2025-06-30".into(), "Papers".into()),
        ]),
        remit: "Papers".into(),
        unit: "u1".into(),
        leads,
        reports_to: reports_to.map(Into::into),
        ended: false,
    };
    let person = |id: &str, name: &str| PersonEntry {
        id: id.into(),
        source: format!("src/{id}"),
        name: name.into(),
    };
    let held = |id: &str, person: &str, post: &str| AppointmentEntry {
        id: id.into(),
        person: person.into(),
        position: post.into(),
        unit: "u1".into(),
        kind: "acting".into(),
        starts: Some("2024-01-01".into()),
        ends: None,
    };
    let (units, posts) = (
        &vec![
            unit("u0", None, &["u0"]),
            unit("u1", Some("u0"), &["u0", "u1"]),
            unit("u2", None, &["u2"]),
        ],
        &vec![post("s1", true, None), post("s2", false, Some("s1"))],
    );
    let (people, appointments) = (
        &vec![person("p1", "Ann"), person("p2", "Bob Ångström")],
        &vec![held("a1", "p1", "s1"), held("a2", "p2", "s2")],
    );
    // Twice: written anew, then over itself.
    for _ in 0..2 {
        let write = |tx: Tx| async move {
            tx.put_units(units).await?;
            tx.put_posts(posts).await?;
            tx.put_people(people).await?;
            tx.put_appointments(appointments).await
        };
        store.transact(write).await.unwrap();
    }
    let db = store.read();
    let counts = (
        db.unit_entries().await.unwrap().len(),
        db.post_entries().await.unwrap().len(),
        db.person_entries().await.unwrap().len(),
    );
    assert_eq!((counts, db.appointment_entries().await.unwrap().len()), ((3, 2, 2), 2));
    let seats = db.seats(&"p2".into()).await.unwrap();
    assert_eq!(
        (
            seats[0].superior.as_deref(),
            seats[0].path.len(),
            seats[0].unit_name.as_str()
        ),
        (Some("s1"), 2, "Unit u1")
    );
    let families = ["2024-06-30", "2024-07-01", "2025-07-01"].map(|day| seats[0].family_on(day));
    assert_eq!(families, ["Clerks", "Papers", "Admin"]);
    assert_eq!(seats[0].path_on("2025-12-31"), ["u2", "u1"]);
    assert_eq!(seats[0].path_on("2026-01-01"), ["u0", "u1"]);
    let post = db
        .post_entries()
        .await
        .unwrap()
        .into_iter()
        .find(|p| p.id == "s2")
        .unwrap();
    assert_eq!(post.families, posts[1].families);
    let unit = db
        .unit_entries()
        .await
        .unwrap()
        .into_iter()
        .find(|u| u.id == "u1")
        .unwrap();
    assert_eq!(unit.paths, units[1].paths);
    assert_eq!(db.members(&UnitId("u1".into())).await.unwrap().len(), 2);
    assert_eq!(db.holders(["s1"]).await.unwrap()[0].name, "Ann");
    assert_eq!(
        db.post(&PositionId("s2".into()))
            .await
            .unwrap()
            .unwrap()
            .superior
            .as_deref(),
        Some("s1")
    );
    assert_eq!(
        db.person(&PersonId("p2".into())).await.unwrap().unwrap().name,
        "Bob Ångström"
    );
    assert!(db.person(&PersonId("nobody".into())).await.unwrap().is_none());
    assert!(db.has_people().await.unwrap());
    assert_eq!(
        (
            db.units(["u1", "none"]).await.unwrap().len(),
            db.units_below(&"u0".into()).await.unwrap().len(),
            db.units_all().await.unwrap().len()
        ),
        (1, 1, 3)
    );
    let planned = &[held("a3", "p1", "s2")];
    store
        .transact(|tx| async move {
            tx.put_appointments(planned).await?;
            tx.drop_appointments(["a3"]).await
        })
        .await
        .unwrap();
    assert_eq!(db.appointment_entries().await.unwrap().len(), 2);
    ran.note(&[
        "drop_appointments",
        "put_units",
        "put_posts",
        "put_people",
        "put_appointments",
        "unit_entries",
        "post_entries",
        "person_entries",
        "appointment_entries",
        "seats",
    ]);
    ran.note(&[
        "members",
        "holders",
        "post",
        "person",
        "people_some",
        "units",
        "units_below",
        "units_all",
    ]);
}

/// How far the demo organisation is.
pub async fn demo(store: &Store, ran: &Ran) {
    assert_eq!(store.read().demo_mark().await.unwrap(), None);
    for state in ["begun", "whole"] {
        store.set_demo_mark(state).await.unwrap();
        assert_eq!(store.read().demo_mark().await.unwrap().as_deref(), Some(state));
    }
    ran.note(&["demo_mark", "set_demo_mark"]);
}

pub async fn accounts(store: &Store, ran: &Ran) {
    let row = &AccountRow {
        name: "ann".into(),
        person: "p1".into(),
        hash: Some("$argon2id$".into()),
        invite: Some("digest".into()),
        invite_until: Some(9),
    };
    let person = &PersonId("p1".into());
    store
        .transact(|tx| async move {
            tx.put_account(row).await?;
            tx.give_duty(person, "auditor").await
        })
        .await
        .unwrap();
    let db = store.read();
    assert_eq!(db.account("ann").await.unwrap().unwrap().invite_until, Some(9));
    assert_eq!(db.account_invited("digest").await.unwrap().unwrap().name, "ann");
    assert!(db.account_invited("other").await.unwrap().is_none());
    let begin = async |start| db.accounts_beginning(start, 5).await.unwrap().len();
    assert_eq!((begin("an").await, begin("nn").await, begin("annn").await), (1, 0, 0));
    assert_eq!(db.duty_holders().await.unwrap(), ["p1"]);
    store
        .transact(|tx| async move { tx.take_duty(person, "auditor").await })
        .await
        .unwrap();
    assert!(db.duty_holders().await.unwrap().is_empty());
    store
        .transact(|tx| async move { tx.give_duty(person, "auditor").await })
        .await
        .unwrap();
    ran.note(&["accounts_beginning", "duty_holders"]);
    assert_eq!(db.accounts_of(["p1", "p2"]).await.unwrap().len(), 1);
    assert_eq!(db.account_names().await.unwrap(), [("ann".to_owned(), "p1".to_owned())]);
    let more = &[("zoe".to_owned(), "p2".to_owned())];
    store
        .transact(|tx| async move { tx.put_accounts(more).await })
        .await
        .unwrap();
    assert!(db.account("zoe").await.unwrap().unwrap().hash.is_none());
    store
        .transact(|tx| async move { tx.end_accounts(["zoe"]).await })
        .await
        .unwrap();
    assert!(db.account("zoe").await.unwrap().is_none() && db.account("ann").await.unwrap().is_some());
    ran.note(&["end_accounts"]);
    assert_eq!(db.duties(person).await.unwrap(), ["auditor"]);
    for digest in ["d1", "d2", "d3"] {
        store.open_session(digest, person, 1).await.unwrap();
    }
    store.open_session("other", &"p2".into(), 1).await.unwrap();
    for (digest, at) in [("b1", 5), ("b2", 9)] {
        store.know_browser(digest, "ann", at, 0).await.unwrap();
    }
    assert!(db.knows_browser("b1", "ann").await.unwrap() && !db.knows_browser("b1", "zoe").await.unwrap());
    store.know_browser("b1", "zoe", 1, 0).await.unwrap();
    store.know_browser("b2", "ann", 10, 8).await.unwrap();
    let known = [("b1", "ann", false), ("b2", "ann", true), ("b1", "zoe", true)];
    for (digest, account, wanted) in known {
        assert_eq!(
            db.knows_browser(digest, account).await.unwrap(),
            wanted,
            "{digest} {account}"
        );
    }
    ran.note(&["know_browser", "known_browser"]);
    store.touch_session("d1", 7).await.unwrap();
    assert_eq!(
        db.session("d1").await.unwrap().map(|s| (s.person, s.created, s.seen)),
        Some(("p1".into(), 1, 7))
    );
    store.end_session("d1").await.unwrap();
    // A session that ended is not brought back by a late touch.
    store.touch_session("d1", 8).await.unwrap();
    assert!(db.session("d1").await.unwrap().is_none());
    store
        .transact(|tx| async move { tx.end_sessions(person, Some("d2")).await })
        .await
        .unwrap();
    assert!(db.session("d2").await.unwrap().is_some() && db.session("d3").await.unwrap().is_none());
    store
        .transact(|tx| async move { tx.end_sessions(person, None).await })
        .await
        .unwrap();
    assert!(db.session("d2").await.unwrap().is_none() && db.session("other").await.unwrap().is_some());
    for (at, stands) in [(5, 5), (3, 5), (8, 8)] {
        store.set_read_marker(person, at).await.unwrap();
        assert_eq!(db.read_marker(person).await.unwrap(), Some(stands));
    }
    ran.note(&[
        "put_account",
        "put_accounts",
        "account",
        "account_invited",
        "accounts_of",
        "account_names",
        "duties",
        "session",
        "end_sessions",
        "set_read_marker",
        "read_marker",
    ]);
}
