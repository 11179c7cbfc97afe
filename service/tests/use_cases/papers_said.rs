//! What the forms of one person say, as PDF and as a workbook: elements that were not met, results, and what was remarked on the way.

use crate::measured::{Measured, casework, day, row};
use crate::result_kit::{Kit, ago, opening};
use crate::result_shown::cells;
use crate::result_year::year;
use crate::world::{World, official, settings};
use domain::Lang;
use domain::assessment::process::Act;
use domain::permission::{Actor, Duty};
use serde_json::Value;
use service::assess::{self, Opening, TypedReview, TypedRow};
use service::indicator::GivenRow;
use service::{Settings, result};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

/// In place of the press: it answers with what it was given.
const PRESS: &str = "#!/bin/sh\ndata=$(/bin/cat)\nprintf '%%PDF-%s' \"$data\"\n";

async fn world(folder: &Path) -> World {
    let press = folder.join("press");
    std::fs::write(&press, PRESS).unwrap();
    std::fs::set_permissions(&press, std::fs::Permissions::from_mode(0o700)).unwrap();
    let settings = Settings {
        press: Some(press),
        ..settings("mem://")
    };
    World::with(settings).await
}

/// Both forms of somebody's course: what the PDF is set from, and the cells of the workbook.
async fn forms(kit: &Kit, reader: &Actor, of: &str) -> (Value, Vec<String>) {
    let (daybook, course) = (&kit.world.daybook, kit.course(of).await);
    let pdf = result::course_pdf(daybook, reader, &course, Lang::En).await.unwrap();
    let book = result::course_xlsx(daybook, reader, &course, Lang::En).await.unwrap();
    let data = serde_json::from_slice(pdf.strip_prefix(b"%PDF-").unwrap()).unwrap();
    (data, cells(book))
}

/// What stands beside a label of the workbook.
fn beside<'a>(cells: &'a [String], label: &str) -> &'a str {
    let mut rest = cells.iter().skip_while(|cell| *cell != label);
    rest.nth(1).unwrap_or_else(|| panic!("{label}: {cells:?}"))
}

fn texts(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().filter_map(Value::as_str).collect()
}

#[tokio::test]
async fn a_critical_element_that_was_not_met_stands_on_both_forms() {
    let folder = tempfile::tempdir().unwrap();
    let m = Measured::of(world(folder.path()).await).await;
    let critical = GivenRow {
        key: true,
        ..row("Decided in time", "60")
    };
    m.in_force(&casework(), &[critical, row("Clear letters", "40")], &day(-200))
        .await;
    let units = [m.world.unit("ole").await];
    let mut opening = opening("year", "FY 2026", &units);
    opening.pack = "us-5cfr430".into();
    let kit = Kit::open(m.world, opening, (120, 1)).await;
    kit.summarise("ann").await;
    assert_eq!(kit.all("personnel", Act::Compile).await.refused, []);
    let (course, ole) = (kit.course("ann").await, kit.actor("ole").await);
    let daybook = &kit.world.daybook;
    let page = assess::review_page(daybook, &ole, &course).await.unwrap();
    let rows = page.rows.iter().map(|row| TypedRow {
        indicator: row.aspect.id.0.clone(),
        reason: "Half of the cases were decided late.".into(),
        none: "Nothing was written on it.".into(),
        failed: row.aspect.key,
        ..TypedRow::default()
    });
    let typed = TypedReview {
        rows: rows.collect(),
        grade: "level1".into(),
        words: "The cases of the year were decided late.".into(),
    };
    assess::keep_review(daybook, &ole, &course, page.version, &typed, true, "")
        .await
        .unwrap();
    let (pdf, book) = forms(&kit, &kit.personnel, "ann").await;
    let review = &pdf["reviews"][0];
    assert_eq!(review["grade"], "Level 1 (unacceptable)");
    let said = |name: &str| {
        let rows = review["rows"].as_array().unwrap();
        rows.iter().find(|row| row["name"] == name).unwrap()["failed"].clone()
    };
    assert_eq!(said("Decided in time"), "Critical element not met");
    assert_eq!(said("Clear letters"), "");
    for name in ["Decided in time\nCritical element not met", "Clear letters"] {
        assert!(book.iter().any(|cell| cell == name), "{name}: {book:?}");
    }
    // To the person nothing is told yet.
    let (pdf, book) = forms(&kit, &*kit.actor("ann").await, "ann").await;
    assert_eq!(pdf["reviews"], Value::Array(vec![]));
    assert!(book.iter().all(|cell| !cell.contains("not met")), "{book:?}");
}

#[tokio::test]
async fn both_forms_of_a_period_hold_the_same_remarks_and_the_workbook_says_once_why_there_is_no_grade() {
    let folder = tempfile::tempdir().unwrap();
    let mut world = world(folder.path()).await;
    let units = [world.unit("ole").await];
    let (office, ann, since) = (official(Duty::PersonnelOffice), world.id("ann"), ago(200));
    assess::keep_status(&world.daybook, &office, ann, "probation", &since, "", "", "")
        .await
        .unwrap();
    for (kind, task) in [("period", ""), ("special", "Flood relief")] {
        let opening = Opening {
            task: task.into(),
            ..opening(kind, kind, &units)
        };
        let kit = Kit::open(world, opening, (100, 10)).await;
        let (daybook, course) = (&kit.world.daybook, kit.course("ann").await);
        assess::reassign(daybook, &kit.personnel, &course, kit.world.id("bob"), "")
            .await
            .unwrap();
        let (pdf, book) = forms(&kit, &kit.personnel, "ann").await;
        let said = texts(&pdf["remarks"]);
        assert!(
            said.iter().any(|r| r.ends_with("named Bob Four to review.")),
            "{kind}: {said:?}"
        );
        // Templates have the reason among the remarks; in the workbook it stands in the place of the grade.
        let why = pdf["no_grade"].as_str().unwrap();
        assert!(!why.is_empty() && said[0] == why, "{kind}: {why}: {said:?}");
        assert_eq!(beside(&book, "Grade"), why, "{kind}");
        assert_eq!(beside(&book, "Remarks"), said[1..].join("\n"), "{kind}");
        world = kit.world;
    }
}

#[tokio::test]
async fn results_of_a_year_are_results_and_all_else_is_a_remark() {
    let folder = tempfile::tempdir().unwrap();
    let kit = year(world(folder.path()).await).await;
    let (daybook, course) = (&kit.world.daybook, kit.course("bob").await);
    assess::reassign(daybook, &kit.personnel, &course, kit.world.id("har"), "")
        .await
        .unwrap();
    kit.summarise("bob").await;
    assert_eq!(kit.all("personnel", Act::Compile).await.refused, []);
    let (pdf, book) = forms(&kit, &kit.personnel, "bob").await;
    let results = texts(&pdf["year"]["results"]);
    assert_eq!(results, ["Q2: Average", "Q3: Average"]);
    assert_eq!(beside(&book, "Results of the year"), results.join("\n"));
    let said = texts(&pdf["remarks"]);
    assert!(
        said.iter().any(|r| r.ends_with("named Har Twelve to review.")),
        "{said:?}"
    );
    assert!(said.iter().all(|r| !results.contains(r)), "{said:?}");
    let besides: Vec<&str> = said.into_iter().filter(|r| *r != pdf["no_grade"]).collect();
    assert_eq!(beside(&book, "Remarks"), besides.join("\n"));
}
