//! Questions to an assessor: signs that something deserves a second look. They change nothing.

use super::super::case::{Known, no_total};
use super::super::load::{Loaded, courses};
use super::super::turn::{assessed_by, begins};
use super::own_review;
use crate::{Daybook, Result};
use domain::assessment::dossier::Review;
use domain::assessment::question::{Question, Repeated, against_plan, crowded, repeated_of};
use domain::assessment::{Case, Words};
use domain::{Lang, PersonId};
use std::collections::HashSet;
use store::Db;

/// More people than one assessor has in a period.
const MOST: u32 = 2_000;
/// Courses read at once.
const PART: usize = 100;

fn words(question: &Question) -> Words {
    Words::new(question.words(Lang::Zh), question.words(Lang::En))
}

/// About a review as it stands, of a person among all that the assessor reviews in the period.
pub(super) async fn questions(
    daybook: &Daybook,
    loaded: &Loaded,
    review: &Review,
    case: &Case,
    known: &Known,
) -> Result<Vec<Words>> {
    let period = loaded.period();
    let mut all = Vec::new();
    let mut cited = HashSet::new();
    let cites = review.rows.iter().flat_map(|r| &r.cites);
    // A record that two reasons rest on is one record.
    let days: Vec<_> = cites.filter(|c| cited.insert(&c.record)).map(|c| c.day).collect();
    all.extend(crowded(period.first, period.last, &days));
    let scale = loaded.opened.pack().scale(loaded.opened.stage());
    if let (Some(scale), Some(grade)) = (scale, review.grade.as_deref()) {
        all.extend(against_plan(scale, grade, &case.plan));
    }
    let others = others(&daybook.db(), loaded, &review.by).await?;
    all.extend(alike(loaded, review, &others));
    let mut all: Vec<Words> = all.iter().map(words).collect();
    all.extend(no_total(&loaded.dossier, &loaded.opened, &known.earlier));
    Ok(all)
}

/// What the assessor has written of the others that he reviews in the period.
async fn others(db: &Db, loaded: &Loaded, by: &PersonId) -> Result<Vec<(PersonId, Review)>> {
    let before = begins(loaded.row.written).saturating_sub(1);
    let mut ids = db.course_places(&assessed_by(by.as_str()), before, MOST).await?;
    let heads = db.course_heads(ids.iter().map(String::as_str)).await?;
    ids = (heads.into_iter())
        .filter(|h| h.period == loaded.opened.id.as_str() && h.id != loaded.id.as_str())
        .map(|h| h.id)
        .collect();
    let mut found = Vec::new();
    for part in ids.chunks(PART) {
        let written = courses(db, &loaded.opened, part)
            .await?
            .into_iter()
            .filter_map(|course| {
                let review = own_review(&course.dossier, by)?.clone();
                Some((course.dossier.person.id, review))
            });
        found.extend(written);
    }
    Ok(found)
}

/// Reasons that are the same for others: of the whole, and of each indicator. Only groups that this person is in are asked about here.
fn alike(loaded: &Loaded, review: &Review, others: &[(PersonId, Review)]) -> Vec<Question> {
    let person = &loaded.dossier.person.id;
    let mut reviews: Vec<(&PersonId, &Review)> = others.iter().map(|(of, written)| (of, written)).collect();
    reviews.push((person, review));
    let whole = reviews.iter().map(|(person, of)| Repeated {
        person,
        reason: of.words.as_str(),
    });
    let mut found: Vec<Question> = repeated_of(person, &whole.collect::<Vec<_>>()).into_iter().collect();
    for aspect in &loaded.dossier.aspects {
        let rows = reviews.iter().filter_map(|(person, of)| {
            let row = of.rows.iter().find(|row| row.indicator == aspect.id)?;
            let reason = row.reason.as_str();
            Some(Repeated { person, reason })
        });
        let question = repeated_of(person, &rows.collect::<Vec<_>>());
        found.extend(question.filter(|q| found.iter().all(|f| about(f) != about(q))));
    }
    found
}

fn about(question: &Question) -> &[PersonId] {
    match question {
        Question::SameReason { people, .. } => people,
        _ => &[],
    }
}
