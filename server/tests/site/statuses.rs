//! Statuses as a table: how each function is called, and the office's page without a script.

use super::house::{Answer, House, UNKNOWN};
use super::table::Cell;
use axum::http::{StatusCode, header};
use domain::permission::Resource;
use service::assess::{check_statuses, keep_status, remove_status, statuses_page};

const HEADS: &str = "Account or staff number,Name,Kind,First day,Last day,How it ended,Note\n";

/// A table that is taken leads to what was found in it; whatever else is answered stands for itself.
pub fn led((status, location): &(StatusCode, String)) -> StatusCode {
    match location.starts_with("/assess/statuses/import/0") {
        true => StatusCode::OK,
        false => *status,
    }
}

impl House {
    /// A leave of Ann's that has no end yet; whatever was there before is taken back.
    pub async fn status(&self) -> String {
        let (per, day) = (self.actor("per").await, "2026-03-02");
        let page = async || statuses_page(&self.daybook, &per, "Ann").await.unwrap();
        for row in page().await.rows {
            remove_status(&self.daybook, &per, &row.id, "").await.unwrap();
        }
        let kept = keep_status(&self.daybook, &per, self.id("ann"), "sick_leave", day, "", "", "").await;
        kept.unwrap();
        page().await.rows.first().unwrap().id.clone()
    }

    /// A table that the office had checked.
    async fn status_table(&self) -> String {
        let table = format!("{HEADS}bob,Bob Four,Sent to training,2026-03-02,,,\n");
        let per = self.actor("per").await;
        check_statuses(&self.daybook, &per, "statuses.csv", table.as_bytes())
            .await
            .unwrap()
    }

    async fn upload_statuses(&self, who: &str, table: &str) -> Answer {
        let body = format!(
            "--XX\r\ncontent-disposition: form-data; name=\"file\"; filename=\"statuses.csv\"\r\n\r\n{table}\r\n--XX--\r\n"
        );
        let request = self.request("POST", "/assess/statuses/import", who);
        let request = request.header(header::CONTENT_TYPE, "multipart/form-data; boundary=XX");
        self.send(request.body(body.into()).unwrap()).await
    }
}

/// The cell of a function about a table of statuses; none for another's.
pub async fn cell(house: &House, function: &str) -> Option<Cell> {
    let unreal = match function {
        "statuses_import" => Some(vec![("import", UNKNOWN.to_owned())]),
        // A check that is gone says so to the office.
        "apply_statuses_import" => None,
        _ => return None,
    };
    Some(Cell {
        real: vec![("import", house.status_table().await)],
        unreal,
        resource: Resource::Site,
    })
}

#[tokio::test]
async fn a_table_of_statuses_is_checked_first_and_written_when_it_is_said_so() {
    let house = House::new().await;
    let page = house.get("/assess/statuses", "per").await;
    for way in [
        "/assess/statuses/import",
        "/assess/statuses/template.xlsx",
        "/assess/statuses.xlsx",
    ] {
        assert!(page.body.contains(&format!("\"{way}\"")), "{way}: {}", page.body);
    }
    assert!(page.body.contains("name=\"note\" maxlength=\"300\""), "{}", page.body);
    let refused = house
        .upload_statuses(
            "per",
            &format!("{HEADS}bob,Bob Four,Warning (sanction),2026-03-02,2026-03-09,,\n"),
        )
        .await;
    assert_eq!(refused.status, StatusCode::SEE_OTHER, "{}", refused.body);
    let page = house.get(refused.header("location"), "per").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert!(page.body.contains("has no last day"), "{}", page.body);
    assert!(!page.body.contains("/api/apply_statuses_import"), "{}", page.body);

    let row = "bob,Bob Four,病假,2026-03-02,,,No. <3>\n";
    let good = house.upload_statuses("per", &format!("{HEADS}{row}")).await;
    let checked = good.header("location").to_owned();
    let page = house.get(&checked, "per").await.body;
    assert!(
        page.contains("/api/apply_statuses_import") && page.contains("No. &lt;3&gt;"),
        "{page}"
    );
    assert!(!house.get("/assess/statuses", "per").await.body.contains("Bob Four"));
    assert_eq!(house.get(&checked, "ann").await.status, StatusCode::NOT_FOUND);
    let import = checked.rsplit('/').next().unwrap();
    let fields = [("import", import), ("next", "/assess/statuses")];
    let done = house.form("/api/apply_statuses_import", "per", &fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert!(house.get("/assess/statuses", "per").await.body.contains("Bob Four"));
    for who in ["ann", "sys", "aud"] {
        let stranger = house.upload_statuses(who, HEADS).await;
        assert_eq!(stranger.status, StatusCode::NOT_FOUND, "{who}");
    }
    let nothing = house.upload_statuses("per", "").await;
    assert_eq!(nothing.header("location"), "/assess/statuses?problem=empty#table");
}
