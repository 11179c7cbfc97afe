//! Dossiers and periods for unit tests.

use super::load::{Opened, read, written};
use super::rules::Rules;
use chrono::NaiveDate;
use domain::assessment::dossier::{Aspect, Bodies, Dossier, Named, Period, Place, Review, ReviewRow, Summary};
use domain::assessment::pack::Part;
use domain::assessment::process::{Course, Kind, State};
use domain::assessment::{Case, Ratio, Words};
use domain::indicator::Dimension;
use domain::permission::Actor;
use store::assess::{CourseHead, PeriodRow};

pub(crate) fn named(id: &str) -> Named {
    Named {
        id: id.into(),
        name: id.to_uppercase(),
    }
}

/// Of `p`, just opened, with nobody to review it.
pub(crate) fn dossier() -> Dossier {
    let day = NaiveDate::default();
    Dossier {
        person: named("p"),
        place: Place {
            position: "post".into(),
            title: "Clerk".into(),
            family: String::new(),
            unit: "u".into(),
            unit_name: "Office".into(),
            path: vec![],
            line: vec![],
            leads: false,
        },
        assessors: vec![],
        course: Course::open(Kind::Period, "p".into(), day),
        case: Case::plain("p".into(), day, day),
        aspects: vec![],
        summary: Summary::default(),
        reviews: vec![],
        since: vec![],
        outcome: None,
        improvements: vec![],
        objections: vec![],
        remarks: vec![],
        moves: vec![],
        order: 0,
        rating: None,
        left: None,
        earlier: vec![],
    }
}

/// Reviewed by `a`, who gives so many points for the one indicator there is.
pub(crate) fn scored(points: Ratio) -> Dossier {
    let row = ReviewRow {
        indicator: "i".into(),
        reason: "Did it.".into(),
        cites: vec![],
        none: String::new(),
        score: Some(points),
        failed: false,
    };
    let review = Review {
        by: "a".into(),
        by_name: "A".into(),
        rows: vec![row],
        grade: None,
        words: String::new(),
        submitted: true,
        edition: 1,
        on: None,
        why: String::new(),
    };
    Dossier {
        assessors: vec![named("a")],
        aspects: vec![Aspect {
            id: "i".into(),
            name: "Letters".into(),
            dimension: Dimension {
                code: "ji".into(),
                zh: "绩".into(),
                en: "Performance".into(),
            },
            weight: 100,
            key: false,
            target: String::new(),
        }],
        reviews: vec![review],
        ..dossier()
    }
}

/// A year of nobody by the Chinese rules, as it is stored; with words it was withdrawn.
pub(crate) fn year(rules: &Rules, withdrawn: Option<Words>) -> PeriodRow {
    let ruleset = rules.ruleset(&["cn-civil-servant"]).unwrap();
    let day = NaiveDate::default();
    let state = if withdrawn.is_some() { "withdrawn" } else { "open" };
    let period = Period {
        kind: Kind::Year,
        title: "2026".into(),
        special: None,
        first: day,
        last: day,
        opened: day,
        later: false,
        units: vec![],
        bodies: Bodies::default(),
        pack: ruleset.pack().to_toml().unwrap(),
        digest: ruleset.digest().to_owned(),
        calendar: rules.calendar("cn").unwrap().clone(),
        raised: vec![],
        invited: 0,
        decisions: 0,
        withdrawn,
        remarks: vec![],
    };
    PeriodRow {
        id: crate::clock::new_id(),
        kind: Kind::Year.as_str().to_owned(),
        title: "2026".into(),
        special: None,
        first: day.to_string(),
        last: day.to_string(),
        opened: 1,
        ord: -1,
        state: state.to_owned(),
        people: 0,
        opening: 0,
        body: written(&period).unwrap(),
    }
}

/// A year by the rules of Zhuhai, with assessors of so many percent each.
pub(crate) fn raters(percents: &[u32]) -> Opened {
    let rules = Rules::load(None).unwrap();
    let mut pack = (rules.ruleset(&["cn-civil-servant", "cn-zhuhai"]).unwrap().pack()).clone();
    let parts = percents.iter().enumerate().map(|(at, percent)| Part {
        id: format!("rater{at}"),
        zh: format!("评鉴人{at}"),
        en: format!("Rater {at}"),
        percent: *percent,
    });
    let weights = pack.weights.iter_mut().find(|w| w.of == "raters").unwrap();
    weights.part = parts.collect();
    let mut row = year(&rules, None);
    let mut period: Period = read(&row.body).unwrap();
    period.pack = pack.to_toml().unwrap();
    period.digest = format!("{percents:?}");
    row.body = written(&period).unwrap();
    Opened::of(&rules, row).unwrap()
}

/// The course of the year of somebody of the unit `u`, by number.
pub(crate) fn head(at: usize, state: State) -> CourseHead {
    CourseHead {
        id: format!("c{at}"),
        period: "p".into(),
        person: format!("p{at}"),
        person_name: format!("Name {at}"),
        position: "s".into(),
        title: "Clerk".into(),
        family: String::new(),
        unit: "u".into(),
        unit_name: "Unit".into(),
        path: vec![],
        line: vec![],
        assessors: vec![],
        kind: Kind::Year.as_str().to_owned(),
        state: state.as_str().to_owned(),
        grade: Some("excellent".into()),
        version: 1,
        written: 1,
    }
}

/// Somebody who holds no post.
pub(crate) fn reader(person: &str) -> Actor {
    Actor {
        person: person.into(),
        seats: vec![],
        duties: vec![],
        granted: vec![],
    }
}
