//! What the templates of lists read.

use crate::result::publication::last_day;
use crate::result::sheet::Line;
use domain::Lang;
use domain::view::assess::{PeriodLine, PublishedLine};
use serde::Serialize;

/// Days are `YYYY-MM-DD`.
#[derive(Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub(super) struct Period {
    pub title: String,
    pub first: String,
    pub last: String,
    /// The task of a special assessment.
    pub special: String,
}

impl Period {
    fn of(line: &PeriodLine) -> Self {
        Self {
            title: line.title.clone(),
            first: line.first.clone(),
            last: line.last.clone(),
            special: line.special.clone().unwrap_or_default(),
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
    /// The days on which all names stand; empty where they are not the same, or nothing is published.
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
    /// The days on which the name stands.
    first: String,
    last: String,
}

impl Publication {
    pub(super) fn of(line: &PeriodLine, published: &[PublishedLine], printed: String, lang: Lang) -> Self {
        let rows = published.iter().map(|line| Published {
            name: line.person.name.clone(),
            unit: line.person.unit.clone(),
            post: line.person.post.clone(),
            grade: line.grade.words.pick(lang).to_owned(),
            first: line.since.clone(),
            last: last_day(line).to_owned(),
        });
        let rows: Vec<Published> = rows.collect();
        let days = |row: &Published| (row.first.clone(), row.last.clone());
        let all = rows
            .first()
            .map(days)
            .filter(|of| rows.iter().all(|row| days(row) == *of));
        let (first, last) = all.unwrap_or_default();
        Self {
            lang: lang.pick("zh", "en").to_owned(),
            id: line.id.0.clone(),
            printed,
            period: Period::of(line),
            first,
            last,
            rows,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::assessment::Words;
    use domain::assessment::process::{Act, Kind, State};
    use domain::view::PersonRef;
    use domain::view::assess::{ClockView, GradeName};

    fn named(name: &str, first: &str, last: &str) -> PublishedLine {
        PublishedLine {
            course: name.into(),
            person: PersonRef {
                id: name.into(),
                name: name.to_owned(),
                post: String::new(),
                unit: String::new(),
                unit_id: None,
            },
            grade: GradeName {
                id: "excellent".into(),
                words: Words::new("优秀", "Excellent"),
            },
            state: State::Published,
            since: first.to_owned(),
            until: Some(ClockView {
                act: Act::ObjectToPublication,
                last: last.to_owned(),
                days: 0,
                provisional: false,
            }),
            objections: vec![],
            version: 0,
            exempt: None,
            may_object: false,
        }
    }

    #[test]
    fn days_are_those_of_all_names_or_of_none() {
        let days = |rows: Vec<PublishedLine>| {
            let period = PeriodLine {
                id: "p".into(),
                kind: Kind::Year,
                special: None,
                title: "2026".into(),
                first: "2026-01-01".into(),
                last: "2026-12-31".into(),
                pack: Words::new("", ""),
                closed: false,
                withdrawn: None,
                people: 2,
                opening: None,
            };
            let form = Publication::of(&period, &rows, String::new(), Lang::En);
            let rows = form.rows.into_iter().map(|row| (row.first, row.last));
            ((form.first, form.last), rows.collect::<Vec<_>>())
        };
        let day = |first: &str, last: &str| (first.to_owned(), last.to_owned());
        let (early, late) = (day("2027-01-11", "2027-01-18"), day("2027-02-22", "2027-03-01"));
        let (ann, bob) = (
            || named("ann", &early.0, &early.1),
            |of: &(String, String)| named("bob", &of.0, &of.1),
        );
        let same = days(vec![ann(), bob(&early)]);
        assert_eq!(same, (early.clone(), vec![early.clone(), early.clone()]));
        assert_eq!(
            days(vec![ann(), bob(&late)]),
            (day("", ""), vec![early.clone(), late.clone()])
        );
        assert_eq!(days(vec![]), (day("", ""), vec![]));
    }

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
