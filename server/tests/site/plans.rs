//! How each function about plans is called, and on what: items of Ann's, handed down by Ole, or the Office's while nobody has them.

use super::house::{House, STAFF, UNKNOWN};
use super::table::Cell;
use axum::http::StatusCode;
use domain::permission::{PlanFacts, Resource};
use domain::plan::Draft;
use domain::{PlanItemId, UnitId};
use service::import::{Kind, check, write_from_terminal};

/// Brings another list of staff in.
async fn bring(house: &House, staff: String) {
    let files = [("staff.csv".to_owned(), staff.into_bytes())];
    let checked = check(&house.daybook, &files, Kind::StaffList, &mut |_, _| {})
        .await
        .unwrap();
    write_from_terminal(
        &house.daybook,
        &"terminal".into(),
        &checked.changes.unwrap(),
        &|_, _| {},
    )
    .await
    .unwrap();
}

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

#[tokio::test]
async fn what_was_typed_for_a_new_item_stays_through_its_filters_and_out_of_addresses() {
    let house = House::new().await;
    let (ann, bob) = (house.id("ann").0.clone(), house.id("bob").0.clone());
    let note = "字".repeat(2_000);
    let typed = [
        ("title", "Count 50%20 of </b> the ships"),
        ("note", note.as_str()),
        ("people[]", bob.as_str()),
        ("part", "Ann"),
        ("next", "/plan"),
    ];
    let shown = "Count 50%20 of &lt;/b&gt; the ships";
    let before = house.acts().await;
    let all = [&typed[..], &[("all", "1")]].concat();
    for (fields, everybody) in [(&typed[..], false), (&all[..], true)] {
        let page = house.form("/plan/new", "ole", fields).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        assert!(page.body.contains(shown) && page.body.contains(&note), "{}", page.body);
        let boxes = || page.body.split("<input ").filter_map(|rest| rest.split('>').next());
        let ticked = |who: &str| {
            let tag = boxes().find(|tag| tag.contains("people[]") && tag.contains(who));
            tag.unwrap_or_else(|| panic!("{who}: {}", page.body))
                .contains("checked")
        };
        assert_eq!((ticked(&bob), ticked(&ann)), (true, everybody));
        assert!(!page.body.contains("formmethod=\"get\""), "{}", page.body);
        let kept = "data-draft=\"plan_new\" data-refused=\"whole\"";
        assert!(page.body.contains(kept), "the device keeps it: {}", page.body);
    }
    let fresh = house.get("/plan/new", "ole").await.body;
    assert!(
        fresh.contains("data-draft=\"plan_new\"") && !fresh.contains("data-refused"),
        "{fresh}"
    );
    let mine = [&typed[..2], &[("for", "me"), ("goal", "ships")]].concat();
    let page = house.form("/plan/new", "ole", &mine).await;
    assert!(
        page.body.contains("action=\"/api/write_plan\"") && page.body.contains(shown),
        "{}",
        page.body
    );
    // Refused for what only its page can mend, it goes back there in the same way.
    let refused = house.form("/api/assign_plan", "ole", &typed[..2]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
    assert!(
        refused.body.contains("method=\"post\" action=\"/plan/new\""),
        "{}",
        refused.body
    );
    let own = [("title", ""), typed[1], ("for", "me")];
    let refused = house.form("/api/write_plan", "ole", &own).await;
    assert!(
        refused.body.contains("method=\"post\" action=\"/plan/new\""),
        "{}",
        refused.body
    );
    // Whoever was signed out meanwhile loses nothing.
    let nobody = house.form("/plan/new", "", &typed).await;
    assert_eq!(nobody.status, StatusCode::UNAUTHORIZED);
    assert!(nobody.body.contains(shown) && nobody.body.contains(&note) && !nobody.body.contains("Ann Three"));
    assert_eq!(house.acts().await, before);
}

#[tokio::test]
async fn who_sits_in_several_units_chooses_in_which_an_item_stands() {
    let house = House::new().await;
    let pages = ["/plan", "/plan/new?for=me"];
    for page in pages {
        assert!(!house.get(page, "ann").await.body.contains("name=\"unit\""), "{page}");
    }
    let staff = format!("{STAFF}Harbour,no,H3,Pilot,H1,3,Ann Three,ann,2024-01-01,\n");
    bring(&house, staff).await;
    let harbour = house.unit("har").await;
    for page in pages {
        let body = house.get(page, "ann").await.body;
        assert!(
            body.contains("name=\"unit\"") && body.contains(harbour.as_str()),
            "{page}: {body}"
        );
    }
    let fields = [("title", "Sound the basin"), ("unit", harbour.as_str())];
    house.form("/api/write_plan", "ann", &fields).await;
    let plan = service::plan::mine(&house.daybook, &*house.actor("ann").await)
        .await
        .unwrap();
    let lists = [&plan.today, &plan.week, &plan.period, &plan.later];
    let found: Vec<_> = lists.into_iter().flatten().map(|i| i.unit.id.clone()).collect();
    assert_eq!(found, [harbour]);
}

#[tokio::test]
async fn handing_down_from_a_units_page_offers_its_people_and_leaves_nothing_without_an_owner() {
    let house = House::new().await;
    let office = house.unit("ole").await;
    let link = format!("/plan/new?in={office}");
    let page = house.get(&format!("/plan/unit/{office}"), "ole").await.body;
    assert!(page.contains(&link), "{page}");
    let form = house.get(&link, "ole").await.body;
    let choice = |id: &str| {
        let (_, rest) = form.split_once(&format!("id=\"{id}\"")).unwrap();
        rest.split_once("</select>").unwrap().0.contains("selected")
    };
    assert!(choice("new-in") && !choice("new-unit"), "{form}");
    assert!(form.contains("Ann Three"), "{form}");
}

#[tokio::test]
async fn the_name_of_whoever_left_is_no_link() {
    let house = House::new().await;
    let (ole, bob) = (house.actor("ole").await, house.id("bob").0.clone());
    let nowhere = UnitId(String::new());
    let item = service::plan::assign(
        &house.daybook,
        &ole,
        &draft(),
        std::slice::from_ref(&bob),
        &nowhere,
        "",
        "",
    )
    .await
    .unwrap();
    let office = house.unit("ole").await;
    let link = format!("href=\"/person/{bob}\"");
    for there in [true, false] {
        if !there {
            let post = "Bureau/Office,no,O3,Clerk,O1,";
            let vacant = STAFF.replace(&format!("{post}4,Bob Four,bob,2024-01-01,"), &format!("{post},,,,"));
            bring(&house, vacant).await;
        }
        for page in [format!("/plan/unit/{office}"), format!("/plan/item/{item}")] {
            let body = house.get(&page, "ole").await.body;
            assert!(body.contains("Bob Four"), "{page}: {body}");
            assert_eq!(body.contains(&link), there, "{page}: {body}");
        }
    }
}
