//! The forms of everybody who has a result, in one file.

use crate::result_kit::{Kit, ago, opening, words};
use crate::world::{World, settings, until};
use bytes::Bytes;
use calamine::{Reader, Xlsx};
use domain::ledger::hex;
use domain::permission::Actor;
use domain::{Lang, UnitId};
use service::assess::period_page;
use service::{Error, Settings, result};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use tokio::sync::mpsc::Receiver;
use zip::ZipArchive;

/// In place of the press: it answers with what it was given. Bob's form cannot be made.
const PRESS: &str = r#"#!/bin/sh
data=$(/bin/cat)
case "$data" in
  *'"person":{"name":"Bob Four"'*) echo "no Bob" >&2; exit 1 ;;
esac
printf '%%PDF-%s' "$data"
"#;

/// A usual assessment of the Bureau with the Office counted apart: results for Ann, Bob and Fin.
async fn decided(folder: &Path) -> (Kit, UnitId, UnitId) {
    let press = folder.join("press");
    std::fs::write(&press, PRESS).unwrap();
    std::fs::set_permissions(&press, std::fs::Permissions::from_mode(0o700)).unwrap();
    let settings = Settings {
        press: Some(press),
        ..settings("mem://")
    };
    let world = World::with(settings).await;
    let (bureau, office) = (world.unit("dir").await, world.unit("ole").await);
    let units = [bureau.clone(), office.clone()];
    let kit = Kit::open(world, opening("period", "Q3", &units), (100, 10)).await;
    let all = [
        ("ann", "ole", "good"),
        ("bob", "ole", "average"),
        ("fin", "dir", "average"),
    ];
    let early = take(&kit, &kit.personnel, "").await;
    assert!(words(early).contains("Nobody has a result yet"));
    kit.reviewed(&all).await;
    for (who, _, grade) in all {
        let by = if who == "fin" { "fay" } else { "fin" };
        kit.calibrate(by, who, grade, "").await.unwrap();
        kit.decide("xia", who, grade, "").await.unwrap();
    }
    (kit, bureau, office)
}

async fn take(kit: &Kit, actor: &Actor, unit: &str) -> service::Result<Receiver<std::io::Result<Bytes>>> {
    result::forms_zip(&kit.world.daybook, actor, &kit.period, unit, Lang::En).await
}

async fn whole(kit: &Kit, actor: &Actor, unit: &str) -> Vec<u8> {
    let mut parts = take(kit, actor, unit).await.unwrap();
    let mut all = Vec::new();
    while let Some(part) = parts.recv().await {
        all.extend_from_slice(&part.unwrap());
    }
    all
}

fn files(archive: Vec<u8>) -> BTreeMap<String, Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(archive)).unwrap();
    let mut files = BTreeMap::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        files.insert(file.name().unwrap().into_owned(), content);
    }
    files
}

/// The people whose forms are there, by how their file is called.
fn forms(files: &BTreeMap<String, Vec<u8>>) -> Vec<&str> {
    let forms = files.keys().filter_map(|name| name.strip_suffix(".pdf"));
    let mut people: Vec<&str> = forms.filter_map(|name| name.rsplit('-').next()).collect();
    people.sort_unstable();
    people
}

/// The list: of each name the other cells.
fn listed(files: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, Vec<String>> {
    let rows = csv::Reader::from_reader(files["list.csv"].as_slice()).into_records();
    let rows = rows.map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>());
    rows.map(|row| (row[1].clone(), row)).collect()
}

#[tokio::test]
async fn the_forms_of_a_period_are_handed_over_with_a_list_that_tells_what_is_missing() {
    let folder = tempfile::tempdir().unwrap();
    let (kit, bureau, office) = decided(folder.path()).await;
    let pet = kit.course("pet").await;
    result::excuse(&kit.world.daybook, &kit.personnel, &pet, &ago(1), "Retired.", "")
        .await
        .unwrap();
    let before = kit.world.acts().await.len();
    let archive = whole(&kit, &kit.personnel, "").await;
    let all = files(archive.clone());
    assert_eq!(forms(&all), ["Ann_Three", "Fin_Eight"]);
    assert!(all.contains_key("roster.xlsx"));
    let list = listed(&all);
    let mut sums = 0;
    for row in list.values().filter(|row| !row[6].is_empty()) {
        assert_eq!(row[7], hex(&Sha256::digest(&all[&row[6]])), "{row:?}");
        sums += 1;
    }
    assert_eq!(sums, 3, "{list:?}");
    let ann = &list["Ann Three"];
    assert_eq!((ann[4].as_str(), ann[5].as_str()), ("decided", "Good"));
    let form = String::from_utf8_lossy(&all[&ann[6]]).into_owned();
    assert!(
        form.contains("Ann Three") && form.contains("\"grade\":\"Good\""),
        "{form}"
    );
    let bob = &list["Bob Four"];
    assert!(bob[6].is_empty() && bob[8].contains("no Bob"), "{bob:?}");
    assert_eq!(list["Pia Seven"][8], "Not decided yet.");
    assert_eq!(list["Pet Six"][8], "Takes no part any more: there is no form.");
    assert_eq!(whole(&kit, &kit.personnel, "").await, archive, "byte by byte");
    assert_eq!(kit.world.acts().await.len(), before, "nothing is written");
    // Of one unit; people count with the nearer one, as on the page of the period.
    for (unit, people) in [(&office, "Ann_Three"), (&bureau, "Fin_Eight")] {
        let of_unit = files(whole(&kit, &kit.personnel, unit.as_str()).await);
        assert_eq!(forms(&of_unit), [people]);
    }
    // Who sits on the committee reads of others, not of himself.
    let fin = kit.actor("fin").await;
    let others = files(whole(&kit, &fin, "").await);
    assert_eq!(forms(&others), ["Ann_Three"]);
    let own = &listed(&others)["Fin Eight"];
    assert!(
        own[5].is_empty() && own[8].contains("own form is not in here"),
        "{own:?}"
    );
    // For anybody else there is nothing, nor of a unit that takes no part.
    let (ann, harbour) = (kit.actor("ann").await, kit.world.unit("har").await);
    assert!(matches!(take(&kit, &ann, "").await, Err(Error::NotFound)));
    let elsewhere = take(&kit, &kit.personnel, harbour.as_str()).await;
    assert!(matches!(elsewhere, Err(Error::NotFound)));
}

/// The cells of a sheet below its heading.
fn sheet(workbook: &[u8], name: &str) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(workbook)).unwrap();
    let range = book.worksheet_range(name).unwrap();
    let rows = range.rows().map(|row| row.iter().map(ToString::to_string).collect());
    rows.skip(3).collect()
}

#[tokio::test]
async fn what_decided_results_lead_to_is_listed_with_the_rule_and_nobody_reads_of_himself() {
    let folder = tempfile::tempdir().unwrap();
    let (kit, ..) = decided(folder.path()).await;
    let roster = async |actor: &Actor| {
        let made = result::roster_xlsx(&kit.world.daybook, actor, &kit.period, Lang::En).await;
        made.unwrap()
    };
    let book = roster(&kit.personnel).await;
    let listed: BTreeMap<String, String> = (sheet(&book, "Roster").into_iter())
        .map(|row| (row[1].clone(), row[8].clone()))
        .collect();
    assert_eq!(listed["Ann Three"], "Praise in a suitable way");
    assert_eq!(listed["Bob Four"], "A reminder talk");
    assert_eq!(listed["Pia Seven"], "", "nothing is decided");
    // Measure by measure, in the order of the pack.
    let measures = |book: &[u8]| {
        let rows = sheet(book, "Measures").into_iter();
        rows.map(|row| (row[1].clone(), row[3].clone())).collect::<Vec<_>>()
    };
    let all = measures(&book);
    assert_eq!(all[0], ("Praise in a suitable way".to_owned(), "Ann Three".to_owned()));
    let mut talks: Vec<&str> = all[1..].iter().map(|(_, name)| name.as_str()).collect();
    talks.sort_unstable();
    assert_eq!(talks, ["Bob Four", "Fin Eight"]);
    let rule = sheet(&book, "Measures")[0][2].clone();
    assert!(rule.starts_with("“Good”: praise in a suitable way. ("), "{rule}");
    let fin = kit.actor("fin").await;
    let fin: &Actor = &fin;
    let others = roster(fin).await;
    assert!(!measures(&others).iter().any(|(_, name)| name == "Fin Eight"));
    assert_eq!(measures(&others).len(), 2);
    // So it is with the totals: the own grade is not counted before it is told.
    for (actor, average) in [(&kit.personnel, 2), (fin, 1)] {
        let page = period_page(&kit.world.daybook, actor, &kit.period).await.unwrap();
        let counts: Vec<(&str, u32)> = page.totals.grades.iter().map(|(g, n)| (g.id.as_str(), *n)).collect();
        assert_eq!(counts, [("good", 1), ("average", average)]);
        let units: u32 = page.units.iter().map(|unit| unit.people).sum();
        assert!(
            page.totals.people == units && page.units.len() == 2,
            "{:?}",
            page.totals
        );
    }
}

#[tokio::test]
async fn two_archives_are_made_at_once_and_one_that_nobody_takes_ends() {
    let folder = tempfile::tempdir().unwrap();
    let (kit, ..) = decided(folder.path()).await;
    let office = &kit.personnel;
    let held = (
        take(&kit, office, "").await.unwrap(),
        take(&kit, office, "").await.unwrap(),
    );
    let third = take(&kit, office, "").await;
    assert!(matches!(third, Err(Error::TooMany { .. })), "{third:?}");
    drop(held);
    until("archives that nobody takes go on", async || {
        take(&kit, office, "").await.ok()
    })
    .await;
}
