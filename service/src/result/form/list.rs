//! What the templates of lists read.

use crate::result::sheet::Line;
use domain::Lang;
use domain::view::assess::{PeriodLine, PublicationPage};
use serde::Serialize;

/// Days are `YYYY-MM-DD`.
#[derive(Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub(super) struct Period {
    pub title: String,
    pub first: String,
    pub last: String,
}

impl Period {
    fn of(line: &PeriodLine) -> Self {
        Self {
            title: line.title.clone(),
            first: line.first.clone(),
            last: line.last.clone(),
        }
    }
}

#[derive(Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub(super) struct Roster {
    lang: String,
    /// Of the period.
    id: String,
    printed: String,
    period: Period,
    rows: Vec<Line>,
}

impl Roster {
    pub(super) fn of(line: &PeriodLine, rows: Vec<Line>, printed: String, lang: Lang) -> Self {
        Self {
            lang: lang.pick("zh", "en").to_owned(),
            id: line.id.0.clone(),
            printed,
            period: Period::of(line),
            rows,
        }
    }
}

#[derive(Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub(super) struct Publication {
    lang: String,
    id: String,
    printed: String,
    period: Period,
    /// The days on which the names stand; empty where nothing is published.
    first: String,
    last: String,
    rows: Vec<Published>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
struct Published {
    name: String,
    unit: String,
    post: String,
    grade: String,
}

impl Publication {
    pub(super) fn of(page: &PublicationPage, printed: String, lang: Lang) -> Self {
        let rows = page.rows.iter().map(|line| Published {
            name: line.person.name.clone(),
            unit: line.person.unit.clone(),
            post: line.person.post.clone(),
            grade: line.grade.words.pick(lang).to_owned(),
        });
        Self {
            lang: lang.pick("zh", "en").to_owned(),
            id: page.period.id.0.clone(),
            printed,
            period: Period::of(&page.period),
            first: page.since.clone().unwrap_or_default(),
            last: page.until.as_ref().map(|clock| clock.last.clone()).unwrap_or_default(),
            rows: rows.collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_samples_are_what_the_templates_are_given() {
        for text in [
            include_str!("../../../../forms/sample/roster.zh.json"),
            include_str!("../../../../forms/sample/roster.en.json"),
        ] {
            let roster: Roster = serde_json::from_str(text).unwrap();
            assert!(roster.rows.len() > 1);
        }
        for text in [
            include_str!("../../../../forms/sample/publication.zh.json"),
            include_str!("../../../../forms/sample/publication.en.json"),
        ] {
            let publication: Publication = serde_json::from_str(text).unwrap();
            assert!(publication.rows.len() > 1);
        }
    }
}
