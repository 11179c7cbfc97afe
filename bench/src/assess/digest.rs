//! What a closed quarter comes to, course by course, so that two runs can be compared. Ids are equal in both, since both began with a
//! copy of one database; days are left out, since one of them may end after midnight.

use super::choose::Plan;
use super::hand;
use crate::{Args, Result};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::Path;
use store::assess::CourseRow;

/// Courses read at once.
const CHUNK: usize = 500;
const FILE: &str = "digests.json";

/// By course: state, grade and digest of the whole.
pub(super) type Digests = BTreeMap<String, (String, String, String)>;

/// The child: writes the digests of all courses beside the database.
pub(super) async fn run(args: &Args) -> Result<()> {
    let plan = Plan::read(&args.dir)?;
    let store = hand::store(&args.dir).await?;
    let db = store.read();
    let ids = db
        .course_places(&format!("all:{}", plan.period), i64::MIN, 100_000)
        .await?;
    let mut digests = Digests::new();
    for chunk in ids.chunks(CHUNK) {
        for row in db.courses(chunk.iter().map(String::as_str)).await? {
            digests.insert(row.id.clone(), of(&row)?);
        }
    }
    Ok(std::fs::write(args.dir.join(FILE), serde_json::to_string(&digests)?)?)
}

pub(super) fn read(dir: &Path) -> Result<Digests> {
    Ok(serde_json::from_str(&std::fs::read_to_string(dir.join(FILE))?)?)
}

/// Courses that are not the same in both.
pub(super) fn differences(one: &Digests, other: &Digests) -> Vec<String> {
    let keys = one.keys().chain(other.keys().filter(|id| !one.contains_key(*id)));
    keys.filter(|id| one.get(*id) != other.get(*id)).cloned().collect()
}

fn of(row: &CourseRow) -> Result<(String, String, String)> {
    let mut dossier: Value = serde_json::from_str(&row.body)?;
    without_days(&mut dossier);
    let grade = row.grade.clone().unwrap_or_default();
    let whole = format!("{} {} {} {} {dossier}", row.person, row.state, grade, row.version);
    let digest = Sha256::digest(whole).iter().map(|b| format!("{b:02x}")).collect();
    Ok((row.state.clone(), grade, digest))
}

/// Takes out on which day a step was taken.
fn without_days(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.remove("on");
            fields.values_mut().for_each(without_days);
        }
        Value::Array(all) => all.iter_mut().for_each(without_days),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(body: &str, grade: &str) -> CourseRow {
        let text = String::new;
        CourseRow {
            id: "c".into(),
            period: text(),
            person: "p".into(),
            person_name: text(),
            position: text(),
            title: text(),
            family: text(),
            unit: text(),
            unit_name: text(),
            path: vec![],
            line: vec![],
            assessors: vec![],
            kind: text(),
            state: "closed".into(),
            grade: Some(grade.into()),
            version: 6,
            written: 0,
            body: body.into(),
        }
    }

    #[test]
    fn a_day_makes_no_difference_and_a_reason_or_grade_does() {
        let digest = |body: &str, grade: &str| of(&row(body, grade)).unwrap();
        let first = digest(r#"{"done":[{"act":"decide","on":"2026-11-28","reason":"x"}]}"#, "good");
        assert_eq!(
            first,
            digest(r#"{"done":[{"act":"decide","on":"2026-11-29","reason":"x"}]}"#, "good")
        );
        assert_ne!(
            first,
            digest(r#"{"done":[{"act":"decide","on":"2026-11-28","reason":"y"}]}"#, "good")
        );
        assert_ne!(
            first,
            digest(r#"{"done":[{"act":"decide","on":"2026-11-28","reason":"x"}]}"#, "poor")
        );
    }

    #[test]
    fn what_is_missing_in_one_differs() {
        let one: Digests = [("a", "x"), ("b", "x"), ("c", "x")]
            .map(|(id, d)| (id.to_owned(), (String::new(), String::new(), d.to_owned())))
            .into();
        let mut other = one.clone();
        other.remove("a");
        other.insert("d".into(), Default::default());
        if let Some(c) = other.get_mut("c") {
            c.1 = "poor".into();
        }
        assert_eq!(differences(&one, &other), ["a", "c", "d"]);
        assert_eq!(differences(&one, &one), Vec::<String>::new());
    }
}
