//! Tables of plan items that name units.

use super::plans::{breach, open};
use super::world::{HEADINGS, STAFF, World, import};
use domain::plan::Breach;
use domain::view::plan::{ItemView, PlanImport};
use domain::{Lang, UnitId};
use service::plan;

/// `two` holds a third post, in another unit that is called Finance.
async fn world() -> World {
    let world = World::new().await;
    let third = "Harbour/Finance,no,H4,Cashier,H1,11,Two Eleven,two,2024-01-01,\n";
    assert!(
        import(&world.daybook, &format!("{HEADINGS}{STAFF}{third}"))
            .await
            .unwrap()
            > 0
    );
    world
}

async fn check(world: &World, who: &str, table: &str) -> PlanImport {
    let actor = world.actor(who).await;
    let id = plan::check_import(&world.daybook, &actor, "plan.csv", table.as_bytes())
        .await
        .unwrap();
    plan::import_report(&world.daybook, &actor, &id, Lang::En).unwrap()
}

async fn write(world: &World, who: &str, table: &str) {
    let report = check(world, who, table).await;
    assert!(report.findings.is_empty(), "{:?}", report.findings);
    plan::apply_import(&world.daybook, &*world.actor(who).await, &report.id)
        .await
        .unwrap();
}

/// Where the item of a title stands.
fn unit_of(items: &[ItemView], title: &str) -> UnitId {
    items.iter().find(|i| i.title == title).unwrap().unit.id.clone()
}

#[tokio::test]
async fn an_item_of_a_table_stands_in_the_unit_that_its_row_names() {
    let world = world().await;
    let (finance, harbour) = (world.unit("fin").await, world.unit("har").await);
    let own = "事项,单位\n\
        Count the cash,\n\
        Sound the basin,Harbour\n\
        Close the books,Bureau／Finance\n\
        Check the till, Harbour / Finance\n";
    let rows = check(&world, "two", own).await.rows;
    let shown: Vec<&str> = rows.iter().skip(1).map(|row| row.unit.as_str()).collect();
    assert_eq!(shown, ["Harbour", "Finance", "Finance"]);
    write(&world, "two", own).await;
    let items = open(&world.plan("two").await);
    assert_eq!(unit_of(&items, "Count the cash"), world.unit("two").await);
    assert_eq!(unit_of(&items, "Sound the basin"), harbour);
    assert_eq!(unit_of(&items, "Close the books"), finance);
    assert!(![&finance, &harbour].contains(&&unit_of(&items, "Check the till")));
    // Of the units of that name a leader means the one he leads.
    write(&world, "fin", "item,owner,unit\nPay the bills,two,Finance\n").await;
    write(&world, "har", "item,owner,unit\nPaint the buoys,two,Harbour\n").await;
    let waiting = world.plan("two").await.waiting;
    assert_eq!(unit_of(&waiting, "Pay the bills"), finance);
    assert_eq!(unit_of(&waiting, "Paint the buoys"), harbour);
}

#[tokio::test]
async fn a_unit_that_is_none_for_the_item_is_told_by_its_cell() {
    let world = world().await;
    let (two, ann) = ("Two Eleven", "Ann Three");
    let unknown = |unit: &str| Breach::UnitUnknown { unit: unit.into() };
    let of = |name: &str, unit: &str| (name.to_owned(), unit.to_owned());
    let several = |(name, unit)| Breach::SeveralUnits { name, unit };
    let no_post = |(name, unit)| Breach::NoPostThere { name, unit };
    let not_led = |(name, unit)| Breach::UnitNotLed { name, unit };
    for (who, owner, unit, wanted) in [
        ("two", "", "Finance", several(of(two, "Finance"))),
        ("two", "", "Nowhere", unknown("Nowhere")),
        ("two", "", "nance", unknown("nance")),
        // It is there, and not for him to know.
        ("two", "", "Office", unknown("Office")),
        ("dir", "fay", "Harbour/Finance", unknown("Harbour/Finance")),
        ("dir", "ann", "Finance", no_post(of(ann, "Finance"))),
        ("dir", "ann", "Bureau/Finance", no_post(of(ann, "Bureau/Finance"))),
        ("fin", "two", "Harbour", not_led(of(two, "Harbour"))),
        ("fin", "two", "Harbour/Finance", not_led(of(two, "Harbour/Finance"))),
    ] {
        let table = format!("item,owner,unit\nTidy up,,\nCount the cash,{owner},{unit}\n");
        let report = check(&world, who, &table).await;
        let told: Vec<(u32, Option<&str>, &str)> = (report.findings.iter())
            .map(|f| (f.line, f.column.as_deref(), f.words.as_str()))
            .collect();
        let words = wanted.words(Lang::En);
        assert_eq!(told, [(3, Some("Unit"), words.as_str())], "{who} {owner} {unit}");
        let refused = plan::apply_import(&world.daybook, &*world.actor(who).await, &report.id).await;
        assert_eq!(breach(refused), Breach::ImportGone);
    }
}

#[tokio::test]
async fn nothing_is_written_where_the_owner_has_left_the_unit_since_the_check() {
    let world = World::new().await;
    let report = check(&world, "two", "item,unit\nTidy up,\nSound the basin,Harbour\n").await;
    let staff = STAFF.replace(
        "Harbour,no,H3,Pilot,H1,11,Two Eleven,two,2024-01-01,\n",
        "Harbour,no,H3,Pilot,H1,,,,,\n",
    );
    assert!(import(&world.daybook, &format!("{HEADINGS}{staff}")).await.unwrap() > 0);
    let late = plan::apply_import(&world.daybook, &*world.actor("two").await, &report.id).await;
    let (name, unit) = ("Two Eleven".to_owned(), "Harbour".to_owned());
    assert_eq!(breach(late), Breach::NoPostThere { name, unit });
    assert!(open(&world.plan("two").await).is_empty());
}
