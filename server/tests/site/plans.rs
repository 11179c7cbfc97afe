//! How each function about plans is called, and on what: items of Ann's, handed down by Ole, or the Office's while nobody has them.

use super::house::{House, UNKNOWN};
use super::table::Cell;
use domain::permission::{PlanFacts, Resource};
use domain::plan::Draft;
use domain::{PlanItemId, UnitId};

fn draft() -> Draft {
    Draft {
        title: "Words of Ann".into(),
        ..Draft::default()
    }
}

impl House {
    /// An item that Ole hands down to Ann.
    pub async fn handed(&self) -> PlanItemId {
        let people = [self.id("ann").0.clone()];
        let ole = self.actor("ole").await;
        service::plan::assign(&self.daybook, &ole, &draft(), &people, &UnitId(String::new()), "", "")
            .await
            .unwrap()
    }

    /// An item of the Office that nobody has.
    pub async fn unowned(&self) -> PlanItemId {
        let office = self.unit("ann").await;
        service::plan::assign(&self.daybook, &*self.actor("ole").await, &draft(), &[], &office, "", "")
            .await
            .unwrap()
    }

    /// An item that Ann sets for herself.
    pub async fn own(&self) -> PlanItemId {
        service::plan::write(
            &self.daybook,
            &*self.actor("ann").await,
            &draft(),
            &UnitId(String::new()),
            "",
            "",
        )
        .await
        .unwrap()
    }

    async fn ready(&self, function: &str) -> PlanItemId {
        let (ann, ole, daybook) = (self.actor("ann").await, self.actor("ole").await, &self.daybook);
        match function {
            "agree_plan" => self.own().await,
            "stand_by_plan" => {
                let item = self.handed().await;
                service::plan::ask_back(daybook, &ann, &item, 1, "No time", "")
                    .await
                    .unwrap();
                item
            }
            "finish_plan" => {
                let item = self.handed().await;
                service::plan::accept(daybook, &ann, &item, 1, "").await.unwrap();
                item
            }
            "change_plan" | "serve_plan" => self.unowned().await,
            "reopen_plan" => {
                let item = self.unowned().await;
                service::plan::drop_item(daybook, &ole, &item, "Not now", "")
                    .await
                    .unwrap();
                item
            }
            _ => self.handed().await,
        }
    }
}

/// The cell of a function about plans; none for another's.
pub async fn cell(house: &House, function: &str) -> Option<Cell> {
    let ann = house.daybook.profile(house.id("ann")).await.unwrap();
    let seat = ann.actor.seats.first().unwrap();
    let of_ann = Resource::Plan(PlanFacts {
        owner: Some(house.id("ann").clone()),
        path: seat.path.clone(),
        line: ann.lines.iter().flat_map(|l| l.posts.clone()).collect(),
    });
    let of_office = Resource::Plan(PlanFacts {
        owner: None,
        path: seat.path.clone(),
        line: vec![],
    });
    let text = |s: &str| s.to_owned();
    let cell = |name: &'static str, id: String, rest: Vec<(&'static str, String)>, resource| Cell {
        real: [vec![(name, id)], rest.clone()].concat(),
        unreal: Some([vec![(name, text(UNKNOWN))], rest].concat()),
        resource,
    };
    let nothing = |rest: Vec<(&'static str, String)>| Cell {
        real: rest,
        unreal: None,
        resource: Resource::Site,
    };
    let version = ("version", text("1"));
    Some(match function {
        "my_plan" | "plan_people" | "plan_goals" => nothing(vec![]),
        "write_plan" => nothing(vec![("title", text("Mine"))]),
        "copy_plan" => nothing(vec![("horizon", text("week"))]),
        "unit_plan" => cell("unit", seat.unit.0.clone(), vec![], of_office),
        "plan_item" => cell("item", house.handed().await.0, vec![], of_ann),
        "plan_import" | "apply_plan_import" => {
            let table = b"item,due\nCount the ships,\n";
            let import = service::plan::check_import(&house.daybook, &ann.actor, "plan.csv", table)
                .await
                .unwrap();
            let found = cell("import", import, vec![], of_ann);
            match function {
                // A check that is gone says so, to whoever asks and whoever made it.
                "apply_plan_import" => Cell { unreal: None, ..found },
                _ => found,
            }
        }
        "assign_plan" => cell(
            "people[]",
            house.id("ann").0.clone(),
            vec![("title", text("Words of Ann"))],
            of_ann,
        ),
        "change_plan" => {
            let rest = vec![version, ("title", text("Words of all"))];
            cell("item", house.ready(function).await.0, rest, of_office)
        }
        "serve_plan" => {
            let rest = vec![("serves", house.unowned().await.0), ("on", text("true"))];
            cell("item", house.ready(function).await.0, rest, of_office)
        }
        "reopen_plan" => {
            let rest = vec![("reason", text("After all"))];
            cell("item", house.ready(function).await.0, rest, of_office)
        }
        "agree_plan" | "accept_plan" => cell("item", house.ready(function).await.0, vec![version], of_ann),
        "ask_back_plan" | "stand_by_plan" => {
            let rest = vec![version, ("reason", text("No time")), ("answer", text("There is"))];
            cell("item", house.ready(function).await.0, rest, of_ann)
        }
        "advance_plan" => cell(
            "item",
            house.ready(function).await.0,
            vec![("progress", text("40"))],
            of_ann,
        ),
        "finish_plan" => cell("item", house.ready(function).await.0, vec![], of_ann),
        "drop_plan" => cell(
            "item",
            house.ready(function).await.0,
            vec![("reason", text("Not now"))],
            of_ann,
        ),
        _ => return None,
    })
}
