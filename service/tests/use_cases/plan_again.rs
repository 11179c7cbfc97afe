//! Plans out of what is there already: the period before, tables, and larger items.

use super::plans::{breach, draft, nowhere, open, titles};
use super::world::{HEADINGS, STAFF, World, import};
use domain::plan::{Breach, Draft, State};
use domain::{Lang, PlanItemId, UnitId};
use rust_xlsxwriter::Workbook;
use service::{Error, plan};

fn weekly(title: &str) -> Draft {
    Draft {
        title: title.into(),
        measure: "All of it".into(),
        weight: "30".into(),
        difficulty: "hard".into(),
        horizon: "week".into(),
        ..Draft::default()
    }
}

impl World {
    async fn copy(&self, who: &str, horizon: &str, unit: &UnitId) -> service::Result<PlanItemId> {
        plan::copy(&self.daybook, &*self.actor(who).await, horizon, unit, "").await
    }

    async fn done(&self, who: &str, item: &PlanItemId) {
        plan::finish(&self.daybook, &*self.actor(who).await, item, "", "")
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn nothing_of_a_last_period_is_nothing_to_copy() {
    let world = World::new().await;
    let ann = world.actor("ann").await;
    let item = world.set("ann", "Learn the new form").await;
    plan::agree(&world.daybook, &*world.actor("ole").await, &item, 1, "")
        .await
        .unwrap();
    plan::finish(&world.daybook, &ann, &item, "", "").await.unwrap();
    // It is of this month: the last one has nothing.
    assert_eq!(
        breach(plan::copy(&world.daybook, &ann, "month", &nowhere(), "").await),
        Breach::NothingToCopy
    );
    assert!(world.plan("ann").await.copies.is_empty());
    assert!(matches!(
        plan::copy(&world.daybook, &ann, "decade", &nowhere(), "").await,
        Err(Error::NotFound)
    ));
}

#[tokio::test]
async fn what_was_finished_last_week_is_set_again_with_what_it_served() {
    let world = World::new().await;
    let (daybook, ann, ole) = (&world.daybook, world.actor("ann").await, world.actor("ole").await);
    let goals = [
        world.unowned("ole", "Answer within ten days").await,
        world.unowned("ole", "Given up meanwhile").await,
    ];
    let serves = goals.each_ref().map(|g| g.as_str()).join(",");
    let item = plan::write(daybook, &ann, &weekly("Sort the letters"), &nowhere(), &serves, "")
        .await
        .unwrap();
    plan::agree(daybook, &ole, &item, 1, "").await.unwrap();
    world.done("ann", &item).await;
    plan::drop_item(daybook, &ole, &goals[1], "Not now", "").await.unwrap();
    assert!(world.plan("ann").await.copies.is_empty(), "it is of this week");
    daybook.pass_days(7);
    let counts: Vec<u32> = world.plan("ann").await.copies.iter().map(|c| c.count).collect();
    assert_eq!(counts, [1]);
    let copied = world.copy("ann", "week", &nowhere()).await.unwrap();
    let page = world.item("ann", &copied).await.unwrap();
    assert_ne!(copied, item);
    assert_eq!(
        (page.item.title.as_str(), page.item.measure.as_str(), page.item.weight),
        ("Sort the letters", "All of it", 30)
    );
    assert_eq!((page.item.state, page.item.progress), (State::Proposed, 0));
    assert!(page.item.days >= 0 && page.item.days < 7, "{}", page.item.days);
    assert_eq!(titles(&page.serves), ["Answer within ten days"]);
    assert!(page.batch.is_empty());
    // It stands in this week now: there is nothing left to copy.
    assert!(world.plan("ann").await.copies.is_empty());
    assert_eq!(
        breach(world.copy("ann", "week", &nowhere()).await),
        Breach::NothingToCopy
    );
}

/// Finished in Finance and in the Harbour, last week.
async fn finished_in_two_units(world: &World) {
    let two = world.actor("two").await;
    for (leader, title) in [("fin", "Count the cash"), ("har", "Sound the basin")] {
        let unit = world.unit(leader).await;
        let item = plan::write(&world.daybook, &two, &weekly(title), &unit, "", "")
            .await
            .unwrap();
        plan::agree(&world.daybook, &*world.actor(leader).await, &item, 1, "")
            .await
            .unwrap();
        world.done("two", &item).await;
    }
    world.daybook.pass_days(7);
}

async fn units_of_two(world: &World) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = open(&world.plan("two").await)
        .into_iter()
        .map(|i| (i.title, i.unit.name))
        .collect();
    found.sort();
    found
}

#[tokio::test]
async fn what_is_copied_stays_in_its_unit_while_a_post_is_held_there() {
    let pairs = |pairs: [(&str, &str); 2]| pairs.map(|(title, unit)| (title.to_owned(), unit.to_owned())).to_vec();
    let world = World::new().await;
    finished_in_two_units(&world).await;
    world.copy("two", "week", &nowhere()).await.unwrap();
    assert_eq!(
        units_of_two(&world).await,
        pairs([("Count the cash", "Finance"), ("Sound the basin", "Harbour")])
    );
    // Without the post in the Harbour its work goes on in the first unit.
    let world = World::new().await;
    finished_in_two_units(&world).await;
    let staff = STAFF.replace(
        "Harbour,no,H3,Pilot,H1,11,Two Eleven,two,2024-01-01,\n",
        "Harbour,no,H3,Pilot,H1,,,,,\n",
    );
    import(&world.daybook, &format!("{HEADINGS}{staff}")).await.unwrap();
    world.copy("two", "week", &nowhere()).await.unwrap();
    assert_eq!(
        units_of_two(&world).await,
        pairs([("Count the cash", "Finance"), ("Sound the basin", "Finance")])
    );
}

#[tokio::test]
async fn a_leader_hands_the_last_week_down_again() {
    let world = World::new().await;
    let (daybook, ole) = (&world.daybook, world.actor("ole").await);
    let office = world.unit("ole").await;
    let people = ["ann", "bob"].map(|p| world.id(p).0.clone());
    plan::assign(daybook, &ole, &weekly("Count the files"), &people, &nowhere(), "", "")
        .await
        .unwrap();
    for who in ["ann", "bob"] {
        let item = world.plan(who).await.waiting[0].id.clone();
        world.accept(who, &item).await.unwrap();
        world.done(who, &item).await;
    }
    daybook.pass_days(7);
    let page = world.unit_plan("ole", &office).await.unwrap();
    assert_eq!(page.copies.iter().map(|c| c.count).collect::<Vec<_>>(), [2]);
    for nobody in ["ann", "fin"] {
        let outcome = world.copy(nobody, "week", &office).await;
        assert!(matches!(outcome, Err(Error::NotFound)), "{nobody}: {outcome:?}");
    }
    assert!(world.unit_plan("ann", &office).await.unwrap().copies.is_empty());
    assert_eq!(
        breach(world.copy("dir", "week", &office).await),
        Breach::NothingToCopy,
        "another handed it down"
    );
    let first = world.copy("ole", "week", &office).await.unwrap();
    for who in ["ann", "bob"] {
        assert_eq!(titles(&world.plan(who).await.waiting), ["Count the files"], "{who}");
    }
    assert_eq!(world.item("ole", &first).await.unwrap().batch.len(), 1);
    assert_eq!(world.acts().await.last().map(String::as_str), Some("plan_assigned"));
    assert!(world.unit_plan("ole", &office).await.unwrap().copies.is_empty());
}

#[tokio::test]
async fn a_workbook_with_rows_is_checked_and_written() {
    let world = World::new().await;
    let (daybook, ole) = (&world.daybook, world.actor("ole").await);
    let rows = [
        ["事项", "承办人", "周期", "权重", "难度", "重点任务"],
        ["清点库房", "ann", "月度", "20", "较难", "是"],
        ["整理目录", "", "周", "", "", ""],
        ["核对清单", "Bob Four", "季度", "5", "3", "否"],
    ];
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (y, row) in (0u32..).zip(rows) {
        for (x, cell) in (0u16..).zip(row) {
            sheet.write_string(y, x, cell).unwrap();
        }
    }
    let bytes = book.save_to_buffer().unwrap();
    let id = plan::check_import(daybook, &ole, "plan.xlsx", &bytes).await.unwrap();
    let report = plan::import_report(daybook, &ole, &id, Lang::Zh).unwrap();
    let read: Vec<(&str, &str)> = report
        .rows
        .iter()
        .map(|r| (r.title.as_str(), r.owner.as_str()))
        .collect();
    assert_eq!(
        read,
        [
            ("清点库房", "Ann Three"),
            ("整理目录", "Ole Two"),
            ("核对清单", "Bob Four")
        ],
        "{:?}",
        report.findings
    );
    plan::apply_import(daybook, &ole, &id).await.unwrap();
    let item = world.plan("ann").await.waiting[0].clone();
    assert_eq!((item.title.as_str(), item.weight, item.key), ("清点库房", 20, true));
    assert_eq!(titles(&open(&world.plan("ole").await)), ["整理目录"]);
    assert_eq!(world.acts().await, ["plan_assigned"]);
    assert!(
        world.item("ann", &item.id).await.unwrap().batch.is_empty(),
        "other items of one table are not the same item"
    );
}

#[tokio::test]
async fn a_new_item_can_serve_what_stands_above() {
    let world = World::new().await;
    let (daybook, ann) = (&world.daybook, world.actor("ann").await);
    let own = world.set("ann", "Learn the new form").await;
    world.set("ole", "Answer within ten days").await;
    world.unowned("ole", "Tidy the archive").await;
    world.set("bob", "A colleague's").await;
    world.set("fin", "Another office's").await;
    plan::write(daybook, &ann, &weekly("Of one week"), &nowhere(), "", "")
        .await
        .unwrap();
    let goals = plan::goals(daybook, &ann, "", &[]).await.unwrap();
    let names = |goals: &[domain::view::plan::Goal]| goals.iter().map(|g| g.title.clone()).collect::<Vec<_>>();
    assert_eq!(names(&goals.own), ["Learn the new form"]);
    assert_eq!(names(&goals.leaders), ["Answer within ten days"]);
    assert_eq!(names(&goals.units), ["Tidy the archive"]);
    assert_eq!(
        (goals.leaders[0].whose.as_str(), goals.units[0].whose.as_str()),
        ("Ole Two", "Office")
    );
    // What is chosen stays, whatever is searched for.
    let found = plan::goals(daybook, &ann, "ARCHIVE", &[own.0.clone()]).await.unwrap();
    assert_eq!(
        (names(&found.own), names(&found.units)),
        (names(&goals.own), names(&goals.units))
    );
    assert!(found.leaders.is_empty() && !found.more);
    let serves = [&goals.own[0], &goals.leaders[0], &goals.units[0]]
        .map(|g| g.id.as_str())
        .join(",");
    let item = plan::write(daybook, &ann, &draft("Answer the old letters"), &nowhere(), &serves, "")
        .await
        .unwrap();
    assert_eq!(world.item("ann", &item).await.unwrap().serves.len(), 3);
    let goal = world.item("ole", &goals.leaders[0].id).await.unwrap();
    assert_eq!(titles(&goal.served_by), ["Answer the old letters"]);
}

#[tokio::test]
async fn an_item_that_is_there_is_offered_what_a_new_one_is() {
    let world = World::new().await;
    // Xia reports to the Office, and sits in Finance under its head.
    let goal = world.set("fin", "Balance the books").await;
    let item = plan::write(
        &world.daybook,
        &*world.actor("xia").await,
        &weekly("Reconcile the ledger"),
        &nowhere(),
        "",
        "",
    )
    .await
    .unwrap();
    let goals = plan::goals(&world.daybook, &*world.actor("xia").await, "", &[])
        .await
        .unwrap();
    assert_eq!(goals.leaders.iter().map(|g| &g.id).collect::<Vec<_>>(), [&goal]);
    let offered = world.item("xia", &item).await.unwrap();
    assert_eq!(titles(&offered.larger), ["Balance the books"]);
    assert!(!offered.larger_more);
    let asked = async |title: &str| {
        plan::item_page_asked(&world.daybook, &*world.actor("xia").await, &item, "", title)
            .await
            .unwrap()
    };
    assert_eq!(titles(&asked("BOOKS").await.larger), ["Balance the books"]);
    assert!(asked("cellar").await.larger.is_empty());
    // What it serves already is not offered again.
    let xia = world.actor("xia").await;
    plan::serve(&world.daybook, &xia, &item, &goal, "").await.unwrap();
    assert!(world.item("xia", &item).await.unwrap().larger.is_empty());
}
