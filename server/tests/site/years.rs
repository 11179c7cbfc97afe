//! Results of earlier years: how each function is called, and the office's page without a script.

use super::house::{Answer, House, UNKNOWN};
use super::table::Cell;
use axum::http::{StatusCode, header};
use domain::permission::Resource;
use service::assess::{check_years, keep_year, years_page};

const YEAR: &str = "2019";
const EXCELLENT: &str = "cn-civil-servant/excellent";
const HEADS: &str = "Account or staff number,Name,Year,Grade,Document\n";

impl House {
    /// A result of Ann's.
    async fn earlier_year(&self) -> String {
        let per = self.actor("per").await;
        keep_year(&self.daybook, &per, self.id("ann"), YEAR, EXCELLENT, "No. 3", "", "")
            .await
            .unwrap();
        let rows = years_page(&self.daybook, &per, "").await.unwrap().rows;
        rows.into_iter().find(|r| r.taken_back.is_none()).unwrap().id
    }

    /// A table that the office had checked.
    async fn earlier_table(&self) -> String {
        let table = format!("{HEADS}bob,Bob Four,{YEAR},Excellent,No. 3\n");
        let per = self.actor("per").await;
        check_years(&self.daybook, &per, "cn-civil-servant", "before.csv", table.as_bytes())
            .await
            .unwrap()
    }

    async fn upload_years(&self, who: &str, table: &str) -> Answer {
        let body = format!(
            "--XX\r\ncontent-disposition: form-data; name=\"pack\"\r\n\r\ncn-civil-servant\r\n\
             --XX\r\ncontent-disposition: form-data; name=\"file\"; filename=\"before.csv\"\r\n\r\n{table}\r\n--XX--\r\n"
        );
        let request = self.request("POST", "/assess/years/import", who);
        let request = request.header(header::CONTENT_TYPE, "multipart/form-data; boundary=XX");
        self.send(request.body(body.into()).unwrap()).await
    }
}

/// The cell of a function about results of earlier years; none for another's.
pub async fn cell(house: &House, function: &str) -> Option<Cell> {
    let on = |name: &'static str, id: String, rest: Vec<(&'static str, &str)>| {
        let fields = |id: String| {
            let rest = rest.iter().map(|(name, value)| (*name, (*value).to_owned()));
            std::iter::once((name, id)).chain(rest).collect()
        };
        Cell {
            real: fields(id),
            unreal: Some(fields(UNKNOWN.to_owned())),
            resource: Resource::Site,
        }
    };
    Some(match function {
        "years" => Cell {
            real: vec![],
            unreal: None,
            resource: Resource::Site,
        },
        "keep_year" => {
            let rest = vec![("year", "2018"), ("grade", EXCELLENT), ("basis", "No. 3")];
            on("person", house.id("ann").0.clone(), rest)
        }
        "remove_year" => on("entry", house.earlier_year().await, vec![("reason", "Wrong year")]),
        "years_import" => on("import", house.earlier_table().await, vec![]),
        // A check that is gone says so to the office.
        "apply_years_import" => Cell {
            unreal: None,
            ..on("import", house.earlier_table().await, vec![])
        },
        _ => return super::statuses::cell(house, function).await,
    })
}

#[tokio::test]
async fn a_result_is_entered_read_by_its_owner_alone_and_taken_back() {
    let house = House::new().await;
    let typed = [
        ("part", "Ann"),
        ("year", YEAR),
        ("grade", EXCELLENT),
        ("basis", "No. <3>"),
    ];
    let page = house.form("/assess/years", "per", &typed).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    for kept in [house.id("ann").as_str(), "value=\"2019\"", "No. &lt;3&gt;"] {
        assert!(page.body.contains(kept), "{kept}: {}", page.body);
    }
    // Nothing of whom was looked for is not nothing at all.
    assert!(!page.body.contains("class=\"empty\""), "{}", page.body);
    let before = house.get("/assess/years", "per").await;
    assert!(before.body.contains("class=\"empty\""), "{}", before.body);
    let mut options = page.body.split("<option ").filter_map(|rest| rest.split('>').next());
    let grade = options.find(|tag| tag.contains(EXCELLENT));
    assert!(grade.is_some_and(|tag| tag.contains("selected")), "{}", page.body);
    let ann = house.id("ann").0.clone();
    let send = [&typed[1..], &[("person", ann.as_str()), ("next", "/assess/years")]].concat();
    let done = house.form("/api/keep_year", "per", &send).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let page = house.get("/assess/years", "per").await;
    assert!(
        page.body.contains("Ann Three") && page.body.contains("No. &lt;3&gt;"),
        "{}",
        page.body
    );
    let own = house.get("/assess", "ann").await;
    for told in [
        "2019",
        "Grade: Excellent",
        "No. &lt;3&gt;",
        "brought in by the personnel office",
    ] {
        assert!(own.body.contains(told), "{told}: {}", own.body);
    }
    for who in ["bob", "ole", "fay"] {
        let other = house.get("/assess", who).await;
        assert!(!other.body.contains("No. &lt;3&gt;"), "{who}");
        let closed = house.get("/assess/years", who).await;
        assert_eq!(closed.status, StatusCode::NOT_FOUND, "{who}");
    }
    let entry = house.get("/assess/years", "per").await.body;
    let entry = entry
        .split("name=\"entry\" value=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next());
    let fields = [
        ("entry", entry.unwrap()),
        ("reason", "Not <hers>"),
        ("next", "/assess/years"),
    ];
    let done = house.form("/api/remove_year", "per", &fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let page = house.get("/assess/years", "per").await;
    assert!(page.body.contains("Not &lt;hers&gt;") && !page.body.contains("/api/remove_year"));
    assert!(!house.get("/assess", "ann").await.body.contains("No. &lt;3&gt;"));
}

#[tokio::test]
async fn a_table_is_checked_first_and_written_when_it_is_said_so() {
    let house = House::new().await;
    let refused = house
        .upload_years("per", &format!("{HEADS}bob,Ann Three,{YEAR},Excellent,No. 3\n"))
        .await;
    assert_eq!(refused.status, StatusCode::SEE_OTHER, "{}", refused.body);
    let page = house.get(refused.header("location"), "per").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert!(page.body.contains("is Bob Four, not “Ann Three”"), "{}", page.body);
    assert!(!page.body.contains("/api/apply_years_import"), "{}", page.body);
    let good = house
        .upload_years("per", &format!("{HEADS}bob,Bob Four,{YEAR},Excellent,No. 3\n"))
        .await;
    let checked = good.header("location").to_owned();
    assert!(
        house
            .get(&checked, "per")
            .await
            .body
            .contains("/api/apply_years_import")
    );
    assert_eq!(house.get(&checked, "ann").await.status, StatusCode::NOT_FOUND);
    let import = checked.rsplit('/').next().unwrap();
    let done = house
        .form(
            "/api/apply_years_import",
            "per",
            &[("import", import), ("next", "/assess/years")],
        )
        .await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert!(house.get("/assess/years", "per").await.body.contains("Bob Four"));
    let stranger = house.upload_years("ann", HEADS).await;
    assert_eq!(stranger.status, StatusCode::NOT_FOUND);
    let nothing = house.upload_years("per", "").await;
    assert_eq!(nothing.header("location"), "/assess/years?problem=empty#table");
}
