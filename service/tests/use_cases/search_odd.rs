//! Searching for what is no question, and for too much.

use super::search::{HERE, ask, page};
use super::world::{World, settings};
use domain::Violation;
use domain::search::Ask;
use service::Error;

#[tokio::test]
async fn hostile_questions_are_answered_in_words() {
    let world = World::new().await;
    world.write("ann", "Quiet", "unit").await;
    let long = "x".repeat(100_000);
    for q in ["", "  ", "。，!?", "\"\"", "\u{202e}\u{200b}"] {
        let answer = page(&world, "ann", &ask(q)).await;
        assert!(
            matches!(answer, Err(Error::Invalid(Violation::AskNothing))),
            "{q:?} {answer:?}"
        );
    }
    assert!(matches!(
        page(&world, "ann", &ask(&long)).await,
        Err(Error::Invalid(Violation::AskTooLong { .. }))
    ));
    let bad = Ask {
        from: "yesterday".into(),
        ..ask("quiet")
    };
    assert!(matches!(
        page(&world, "ann", &bad).await,
        Err(Error::Invalid(Violation::DayUnreadable { .. }))
    ));
    for q in [
        "quiet AND NOT *",
        "' OR 1=1 --",
        "record:1; DELETE record",
        "a:b:c",
        "((((",
        "\\",
    ] {
        let page = page(&world, "ann", &ask(q)).await;
        assert!(
            matches!(page, Ok(_) | Err(Error::Invalid(Violation::AskNothing))),
            "{q}: {page:?}"
        );
    }
    for cursor in [
        "x",
        "p-1",
        "1.1.1.1.1",
        "9999999999999999999.1.1.1.01JD3Z8V9QK4M5N6P7R8S9T0AB",
    ] {
        let found = page(
            &world,
            "ann",
            &Ask {
                cursor: cursor.into(),
                ..ask("quiet")
            },
        )
        .await
        .unwrap();
        assert_eq!(found.hits.len(), 1, "{cursor}");
    }
}

#[tokio::test]
async fn people_are_narrowed_by_who_unit_and_scope() {
    let world = World::new().await;
    let finance = world.unit("fin").await;
    let clerks = || Ask {
        kind: "person".into(),
        ..ask("clerk")
    };
    let of = |who: &str, unit: &str, scope: &str| Ask {
        who: who.into(),
        unit: unit.into(),
        scope: scope.into(),
        ..clerks()
    };
    for (reader, asked, wanted) in [
        ("dir", of("", "", ""), vec!["ann", "bob", "fay", "two", "xia"]),
        ("dir", of("", "finance", ""), vec!["fay", "two", "xia"]),
        ("dir", of("", finance.as_str(), ""), vec!["fay", "two", "xia"]),
        ("dir", of("", "", &format!("unit:{finance}")), vec!["fay", "two", "xia"]),
        ("dir", of("nine", "", ""), vec!["fay"]),
        ("dir", of("ann", "finance", ""), vec![]),
        // Xia sits in Finance and reports to the Office.
        ("ole", of("", "", "led"), vec!["ann", "bob", "xia"]),
        ("ole", of("", "office", "led"), vec!["ann", "bob"]),
        ("ole", of("", "", "granted"), vec![]),
        ("ann", of("", "", "mine"), vec!["ann"]),
        ("dir", of("", "nowhere", ""), vec![]),
    ] {
        let found = page(&world, reader, &asked).await.unwrap();
        let mut people: Vec<String> = found.people.iter().map(|p| p.person.id.0.clone()).collect();
        let mut wanted: Vec<String> = wanted.iter().map(|who| world.id(who).0.clone()).collect();
        people.sort();
        wanted.sort();
        assert_eq!(people, wanted, "{reader} {asked:?}");
        assert_eq!(found.people_total as usize, wanted.len());
    }
    // People have neither days nor files.
    for asked in [
        Ask {
            from: "2026-01-01".into(),
            ..clerks()
        },
        Ask {
            files: "1".into(),
            ..clerks()
        },
    ] {
        let found = page(&world, "dir", &asked).await.unwrap();
        assert_eq!((found.people.len(), found.people_total), (0, 0), "{asked:?}");
    }
}

#[tokio::test]
async fn searching_is_limited_per_person() {
    let world = World::with(service::Settings {
        unlimited: false,
        ..settings("mem://")
    })
    .await;
    // At the same moment, so that it does not matter how long an answer takes.
    let (ann, asked) = (world.actor("ann").await, ask("quay"));
    let questions = (0..60).map(|_| service::search::page(&world.daybook, &ann, HERE, &asked));
    let answers = futures::future::join_all(questions).await;
    let refused = answers.iter().filter(|a| matches!(a, Err(Error::TooMany { .. })));
    let refused = refused.count();
    assert!((1..=20).contains(&refused), "{refused}");
    assert!(
        service::search::page(&world.daybook, &*world.actor("bob").await, HERE, &ask("quay"))
            .await
            .is_ok()
    );
}
