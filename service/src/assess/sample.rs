//! Dossiers for unit tests.

use domain::assessment::dossier::{Aspect, Dossier, Named, Place, Review, ReviewRow, Summary};
use domain::assessment::process::{Course, Kind};
use domain::assessment::{Case, Ratio};
use domain::indicator::Dimension;

pub(crate) fn named(id: &str) -> Named {
    Named {
        id: id.into(),
        name: id.to_uppercase(),
    }
}

/// Of `p`, just opened, with nobody to review it.
pub(crate) fn dossier() -> Dossier {
    let day = chrono::NaiveDate::default();
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
        outcome: None,
        improvements: vec![],
        objections: vec![],
        remarks: vec![],
        moves: vec![],
        order: 0,
        rating: None,
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
