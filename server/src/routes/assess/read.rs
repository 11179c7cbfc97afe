//! What the two forms hold, laid over what the server knows: a form names records, and their words come from the server.

use crate::forms;
use axum::body::Bytes;
use domain::assessment::dossier::{About, Citation, Entry, Point, Summary};
use domain::view::assess::{ReviewPage, SummaryPage, cite_key, field};
use domain::{IndicatorId, PlanItemId};
use service::assess::{TypedReview, TypedRow};

/// Points that a form may carry: more than anybody has plan items in a year.
const POINTS: usize = 1_000;

/// One point as it was typed.
#[derive(Default)]
struct TypedPoint {
    text: String,
    cites: Vec<String>,
    drop: Vec<String>,
    add: Vec<String>,
}

/// The form of a summary. What a point is about stands in the names of its fields: `text-indicator:ID`, `cite-item:ID` for what is
/// cited, `drop-…` and `add-…` for what is to be changed of it; `to-RECORD` says which point a record is added to.
#[derive(Default)]
pub(super) struct SummaryForm {
    pub version: u32,
    pub key: String,
    pub submit: bool,
    overall: String,
    points: Vec<(String, TypedPoint)>,
}

impl SummaryForm {
    pub fn read(bytes: &Bytes) -> Self {
        let mut form = Self::default();
        let mut placed = vec![];
        for (name, value) in forms::fields(bytes) {
            match (name.as_str(), name.split_once('-')) {
                ("version", _) => form.version = value.parse().unwrap_or_default(),
                ("key", _) => form.key = value,
                ("do", _) => form.submit = value == "submit",
                ("text", _) => form.overall = value,
                (_, Some(("to", record))) => placed.push((value, record.to_owned())),
                (_, Some((field, about))) => form.point(field, about, value),
                (_, None) => {}
            }
        }
        for (about, record) in placed {
            form.point("add", &about, record);
        }
        form
    }

    fn point(&mut self, field: &str, about: &str, value: String) {
        let there = self.points.iter().position(|(a, _)| a == about);
        if there.is_none() && self.points.len() < POINTS && field == "text" {
            self.points.push((about.to_owned(), TypedPoint::default()));
        }
        let found = self.points.iter_mut().find(|(a, _)| a == about);
        let Some((_, point)) = found else {
            return;
        };
        match field {
            "text" => point.text = value,
            "cite" => point.cites.push(value),
            "drop" => point.drop.push(value),
            "add" => point.add.push(value),
            _ => {}
        }
    }

    /// The summary that was meant. A place for other work that was left empty is none.
    pub fn over(&self, page: &SummaryPage) -> Summary {
        let points = self.points.iter().filter_map(|(about, typed)| typed.over(about, page));
        Summary {
            points: points.collect(),
            overall: self.overall.clone(),
        }
    }
}

impl TypedPoint {
    fn over(&self, about: &str, page: &SummaryPage) -> Option<Point> {
        let about = match about.split_once(':') {
            Some(("indicator", id)) => About::Indicator(IndicatorId(id.to_owned())),
            Some(("item", id)) => About::Item(PlanItemId(id.to_owned())),
            _ if about == "else" => About::Else,
            _ => return None,
        };
        let stored: Vec<&Citation> = page.summary.points.iter().flat_map(|p| &p.cites).collect();
        let find = |key: &String| {
            let there = stored.iter().find(|c| cite_key(c) == *key).map(|c| (*c).clone());
            let entry = || page.evidence.entries.iter().find(|e| e.record.as_str() == key);
            there.or_else(|| entry().map(whole))
        };
        let kept = self.cites.iter().filter(|key| !self.drop.contains(key));
        let mut keys: Vec<&String> = vec![];
        for key in kept.chain(&self.add) {
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        let point = Point {
            name: named(&about, page),
            about,
            text: self.text.clone(),
            cites: keys.into_iter().filter_map(find).collect(),
        };
        let empty = point.text.trim().is_empty() && point.cites.is_empty();
        (point.about != About::Else || !empty).then_some(point)
    }
}

/// As the point is called so far.
fn named(about: &About, page: &SummaryPage) -> String {
    let stored = page.summary.points.iter().find(|p| p.about == *about);
    stored.map(|p| p.name.clone()).unwrap_or_default()
}

fn whole(entry: &Entry) -> Citation {
    Citation {
        record: entry.record.clone(),
        comment: None,
        day: entry.day,
        quote: entry.text.clone(),
        by: String::new(),
    }
}

/// The form of a review: `text-reason-ID`, `text-none-ID`, `score-ID` and `cite-ID` of each indicator, `to-RECORD` for the indicator
/// that a record is cited for.
#[derive(Default)]
pub(super) struct ReviewForm {
    pub version: u32,
    pub key: String,
    pub submit: bool,
    /// The questions that stood on the page.
    pub asked: String,
    grade: String,
    words: String,
    fields: Vec<(String, String)>,
}

impl ReviewForm {
    pub fn read(bytes: &Bytes) -> Self {
        let mut form = Self::default();
        for (name, value) in forms::fields(bytes) {
            match name.as_str() {
                "version" => form.version = value.parse().unwrap_or_default(),
                "key" => form.key = value,
                "do" => form.submit = value == "submit",
                "asked" => form.asked = value,
                "grade" => form.grade = value,
                "text" => form.words = value,
                _ => form.fields.push((name, value)),
            }
        }
        form
    }

    /// The review that was meant: a row for each indicator of the page, and for no other.
    pub fn over(&self, page: &ReviewPage) -> TypedReview {
        let rows = page.rows.iter().map(|row| self.row(&row.aspect.id));
        TypedReview {
            rows: rows.collect(),
            grade: self.grade.clone(),
            words: self.words.clone(),
        }
    }

    fn row(&self, id: &IndicatorId) -> TypedRow {
        let all = |name: &str| {
            let name = field(name, id);
            let found = self.fields.iter().filter(move |(n, _)| *n == name);
            found.map(|(_, value)| value.clone())
        };
        let one = |name: &str| all(name).next().unwrap_or_default();
        let placed = self.fields.iter().filter(|(_, value)| value == id.as_str());
        let placed = placed.filter_map(|(name, _)| name.strip_prefix("to-").map(str::to_owned));
        TypedRow {
            indicator: id.0.clone(),
            reason: one("text-reason"),
            none: one("text-none"),
            score: one("score"),
            failed: !one("failed").is_empty(),
            cites: all("cite").chain(placed).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_summary_is_read_whatever_its_form_holds() {
        let form = SummaryForm::read(&Bytes::from_static(
            b"version=3&do=submit&text=Whole&text-indicator%3AA=One&cite-indicator%3AA=r1&cite-indicator%3AA=r2&drop-indicator%3AA=r1&to-r9=indicator%3AA&to-r8=&add-nowhere=r7&text-else=",
        ));
        assert_eq!((form.version, form.submit, form.overall.as_str()), (3, true, "Whole"));
        let names: Vec<&str> = form.points.iter().map(|(about, _)| about.as_str()).collect();
        assert_eq!(names, ["indicator:A", "else"]);
        let first = &form.points.first().unwrap().1;
        assert_eq!(
            (first.cites.len(), first.drop.as_slice(), first.add.as_slice()),
            (2, ["r1".to_owned()].as_slice(), ["r9".to_owned()].as_slice())
        );
    }

    #[test]
    fn a_year_of_plan_items_pushes_nothing_out_of_a_summary() {
        let items: String = (0..300).map(|n| format!("text-item%3AP{n}=Done&")).collect();
        let form = SummaryForm::read(&Bytes::from(format!("{items}text-else=Besides&add-else=r1")));
        assert_eq!(form.points.len(), 301);
        let (about, last) = form.points.last().unwrap();
        assert_eq!(
            (about.as_str(), last.text.as_str(), last.add.len()),
            ("else", "Besides", 1)
        );
    }

    #[test]
    fn a_review_gives_each_indicator_what_is_its_own() {
        let form = ReviewForm::read(&Bytes::from_static(
            b"text=Good&grade=good&text-reason-A=Why&cite-A=r1&cite-A=r1%2Fc2&to-r3=A&to-r4=B&failed-A=1&text-none-B=Nothing",
        ));
        let (a, b) = (form.row(&IndicatorId("A".into())), form.row(&IndicatorId("B".into())));
        assert_eq!((a.reason.as_str(), a.failed), ("Why", true));
        assert_eq!(a.cites, ["r1", "r1/c2", "r3"]);
        assert_eq!((b.none.as_str(), b.failed), ("Nothing", false));
        assert_eq!(b.cites, ["r4"]);
    }
}
