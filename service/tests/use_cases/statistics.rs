//! Grades over several periods.

use crate::result_kit::{Kit, opening};
use crate::result_shown::cells;
use crate::world::World;
use domain::Lang;
use domain::assessment::process::Act;
use domain::view::assess::Counted;
use service::{Error, assess, result};

#[tokio::test]
async fn closed_periods_are_counted_by_unit_in_numbers_and_shares() {
    let world = World::new().await;
    let units = [world.unit("ole").await, world.unit("pet").await];
    let kit = Kit::open(world, opening("period", "Q3", &units), (100, 10)).await;
    let line = [
        ("ole", "dir", "fairly_good"),
        ("ann", "ole", "fairly_good"),
        ("bob", "ole", "average"),
        ("pet", "ole", "fairly_good"),
        ("pia", "pet", "fairly_good"),
    ];
    kit.reviewed(&line).await;
    assert_eq!(kit.all("fin", Act::Calibrate).await.refused, []);
    assert_eq!(kit.all("xia", Act::Decide).await.refused, []);
    kit.all("personnel", Act::GiveFeedback).await;
    let daybook = &kit.world.daybook;
    let page = async |kind: &str| assess::statistics(daybook, &kit.personnel, kind).await.unwrap();
    assert_eq!(page("").await.periods, [], "results count once the period is closed");
    for (who, ..) in line {
        let (actor, course) = (kit.actor(who).await, kit.course(who).await);
        result::acknowledge(daybook, &actor, &course, "", "").await.unwrap();
    }
    assert_eq!(kit.all("personnel", Act::Close).await.refused, []);
    let found = page("").await;
    assert_eq!(
        (found.kind.as_str(), found.periods.len(), found.more),
        ("period", 1, false)
    );
    let period = &found.periods[0];
    let names: Vec<&str> = period.grades.iter().map(|g| g.id.as_str()).collect();
    assert_eq!(names, ["good", "fairly_good", "average", "poor"]);
    let counted = |grades: [u32; 4]| Counted {
        people: grades.iter().sum(),
        grades: grades.to_vec(),
        none: 0,
    };
    assert_eq!(period.total, counted([0, 4, 1, 0]));
    let of_units: Vec<_> = period.units.iter().map(|(unit, _, of)| (unit, of.clone())).collect();
    // In the order of the organisation; people count with the nearer unit.
    assert_eq!(
        of_units,
        [(&units[0], counted([0, 2, 1, 0])), (&units[1], counted([0, 2, 0, 0]))]
    );
    assert!(!period.without_own && page("year").await.periods.is_empty());
    let table = cells(
        assess::statistics_xlsx(daybook, &kit.personnel, "period", Lang::En)
            .await
            .unwrap(),
    );
    for cell in ["Q3", "Office", "Fairly good", "0.8", "Total"] {
        assert!(table.iter().any(|c| c == cell), "{cell}: {table:?}");
    }
    let ann = kit.actor("ann").await;
    assert!(matches!(
        assess::statistics(daybook, &ann, "").await,
        Err(Error::NotFound)
    ));
    assert!(matches!(
        assess::statistics_xlsx(daybook, &ann, "", Lang::En).await,
        Err(Error::NotFound)
    ));
}
