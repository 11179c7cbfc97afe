//! The board of a unit by the family of posts: equal load, the hardest plan first.

use super::plans::nowhere;
use super::result_kit::{Kit, opening};
use super::world::{HEADINGS, STAFF, World, import, official, until};
use domain::permission::Duty;
use domain::plan::Draft;
use domain::view::assess::Board;
use service::{account, assess, plan, result};

/// Posts of the Office and of Petitions: clerks and a reader write letters, two people head units.
async fn with_families(world: &World) {
    let family = |line: &str| match line {
        l if l.contains("O2,") || l.contains("O3,") || l.contains("P2,") => "Letters",
        l if l.starts_with("Bureau/Office") && l.contains(",yes,") => "Heads",
        _ => "",
    };
    let rows: String = STAFF.lines().map(|l| format!("{l},{}\n", family(l))).collect();
    let list = format!("{},Post family\n{rows}", HEADINGS.trim_end());
    assert!(import(&world.daybook, &list).await.unwrap() > 0);
}

/// An item of today, handed down and accepted.
async fn due(world: &World, who: &str, difficulty: &str) {
    let draft = Draft {
        title: format!("The archive of {who}"),
        horizon: "month".into(),
        difficulty: difficulty.into(),
        due: world.daybook.today(),
        ..Draft::default()
    };
    let (ole, people) = (world.actor("ole").await, [world.id(who).0.clone()]);
    let item = plan::assign(&world.daybook, &ole, &draft, &people, &nowhere(), "", "")
        .await
        .unwrap();
    world.accept(who, &item).await.unwrap();
}

#[tokio::test]
async fn people_of_one_family_stand_by_the_difficulty_of_their_plans() {
    let world = World::new().await;
    with_families(&world).await;
    let units = [world.unit("ole").await];
    let kit = Kit::open(world, opening("period", "Q3", &units), (60, 0)).await;
    due(&kit.world, "ann", "ordinary").await;
    for difficulty in ["very_hard", "hard"] {
        due(&kit.world, "bob", difficulty).await;
    }
    let (fin, office) = (kit.actor("fin").await, kit.world.unit("ole").await);
    let board = async |family: &str| -> Board {
        result::board(&kit.world.daybook, &fin, &kit.period, &office, (family, 0, ""))
            .await
            .unwrap()
    };
    let load = |board: &Board| -> Vec<(String, u32)> {
        let rows = board.rows.iter();
        rows.map(|r| (r.person.name.clone(), r.difficulty)).collect()
    };
    let all = board("").await;
    assert_eq!(
        (all.rows.len(), all.families.as_slice()),
        (5, ["Heads".to_owned(), "Letters".into()].as_slice())
    );
    let letters = board("Letters").await;
    assert_eq!(
        load(&letters),
        [
            ("Bob Four".to_owned(), 5),
            ("Ann Three".into(), 1),
            ("Pia Seven".into(), 0)
        ]
    );
    assert!(letters.rows.iter().all(|r| r.family == "Letters") && letters.family == "Letters");
    // Equal ones stand by name.
    assert_eq!(
        load(&board("Heads").await),
        [("Ole Two".to_owned(), 0), ("Pet Six".into(), 0)]
    );
    // Places are shared among all, whichever of them are looked at; and the way back is there.
    assert_eq!((&letters.quotas, &letters.families), (&all.quotas, &all.families));
    let none = board("Pilots").await;
    assert!(none.rows.is_empty() && none.families == all.families);
}

#[tokio::test]
async fn of_more_people_than_a_page_holds_those_who_wait_come_first_and_nobody_is_out_of_reach() {
    let world = World::new().await;
    let rows: String = (0..601)
        .map(|n| {
            let (unit, number) = ("Bureau/Office,no", 1000 + n);
            format!("{unit},Q{n},Porter,O1,{number},Porter {n},porter{n},2024-01-01,,Porters\n")
        })
        .collect();
    // The same list as ever, and these.
    let others: String = STAFF.lines().map(|l| format!("{l},\n")).collect();
    let list = format!("{},Post family\n{others}{rows}", HEADINGS.trim_end());
    assert!(import(&world.daybook, &list).await.unwrap() > 0);
    let units = [world.unit("ole").await];
    let mut kit = Kit::open(world, opening("period", "Q3", &units), (60, 0)).await;
    until("the courses of so many did not open", async || {
        let page = assess::period_page(&kit.world.daybook, &kit.personnel, &kit.period).await;
        page.unwrap().line.opening.is_none().then_some(())
    })
    .await;
    // The last by name has the hardest plan.
    let admin = official(Duty::SystemAdministrator);
    let found = account::list(&kit.world.daybook, &admin, "porter99").await.unwrap();
    let hard = found.into_iter().find(|r| r.account.as_deref() == Some("porter99"));
    kit.world.people.insert("porter99".into(), hard.unwrap().person.id);
    due(&kit.world, "porter99", "very_hard").await;
    kit.reviewed(&[("pia", "pet", "good"), ("bob", "ole", "good")]).await;
    let (fin, office) = (kit.actor("fin").await, kit.world.unit("ole").await);
    let board = async |family: &str, from: u32| -> Board {
        result::board(&kit.world.daybook, &fin, &kit.period, &office, (family, from, ""))
            .await
            .unwrap()
    };
    let names = |board: &Board| -> Vec<String> { board.rows.iter().map(|r| r.person.name.clone()).collect() };
    let first = board("", 0).await;
    assert_eq!((first.rows.len(), first.people, first.from), (600, 606, 0));
    assert_eq!(names(&first)[..2], ["Bob Four", "Pia Seven"]);
    assert!(first.may_calibrate);
    let second = board("", 600).await;
    assert_eq!((second.rows.len(), second.people, second.from), (6, 606, 600));
    // People of the units below come last.
    assert_eq!(names(&second).last().unwrap(), "Pet Six");
    assert!(!second.may_calibrate, "nobody on it waits");
    let mut all = [names(&first), names(&second)].concat();
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 606);
    // The arithmetic is that of everybody, on each page and in each family.
    let porters = board("Porters", 0).await;
    assert_eq!((porters.rows.len(), porters.people), (600, 601));
    assert_eq!(
        names(&porters)[..2],
        ["Porter 99", "Porter 0"],
        "by the difficulty of all of them"
    );
    assert_eq!(names(&board("Porters", 600).await), ["Porter 98"]);
    assert_eq!([&second.quotas, &porters.quotas], [&first.quotas; 2]);
    assert_eq!(porters.families, ["Porters"]);
    assert_eq!(board("", 9_000).await, second, "an address that somebody made up");
    // An order that was chosen is that of everybody, too.
    let sorted = async |from: u32, sort: &str| -> Board {
        result::board(&kit.world.daybook, &fin, &kit.period, &office, ("", from, sort))
            .await
            .unwrap()
    };
    assert_eq!(
        names(&sorted(600, "-name").await),
        ["Porter 0", "Pia Seven", "Pet Six", "Ole Two", "Bob Four", "Ann Three"]
    );
    assert_eq!(names(&sorted(0, "-difficulty").await)[0], "Porter 99");
    assert_eq!(sorted(600, "-score").await, second, "points are read of one page alone");
}
