//! Questions to an assessor: signs that something deserves a second look. They change nothing.

use super::super::case::{Known, no_total};
use super::super::load::{Loaded, courses};
use super::own_review;
use crate::{Daybook, Result};
use domain::assessment::dossier::{Dossier, Review};
use domain::assessment::question::{Question, Repeated, against_plan, crowded, repeated};
use domain::assessment::{Case, Words};
use domain::{Lang, PersonId};
use std::collections::HashSet;
use store::Db;

/// Other people of one assessor that are looked at.
const MOST: usize = 80;
const LISTED: u32 = 400;

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

/// The other courses of the period that the assessor reviews.
async fn others(db: &Db, loaded: &Loaded, by: &PersonId) -> Result<Vec<Dossier>> {
    let ids = db.course_places(&format!("by:{by}"), i64::MIN, LISTED).await?;
    let heads = db.course_heads(ids.iter().map(String::as_str)).await?;
    let mut ids: Vec<String> = (heads.into_iter())
        .filter(|h| h.period == loaded.opened.id.as_str() && h.id != loaded.id.as_str())
        .map(|h| h.id)
        .collect();
    ids.sort();
    ids.truncate(MOST);
    let found = courses(db, &loaded.opened, &ids).await?;
    Ok(found.into_iter().map(|l| l.dossier).collect())
}

/// Reasons that are the same for others: of the whole, and of each indicator. Only groups that this person is in are asked about here.
fn alike(loaded: &Loaded, review: &Review, others: &[Dossier]) -> Vec<Question> {
    let reviews: Vec<(&PersonId, &Review)> = (others.iter())
        .filter_map(|d| Some((&d.person.id, own_review(d, &review.by)?)))
        .chain([(&loaded.dossier.person.id, review)])
        .collect();
    let whole = |r: &Review| r.words.clone();
    let mut texts: Vec<Vec<(&PersonId, String)>> = vec![reviews.iter().map(|(p, r)| (*p, whole(r))).collect()];
    for aspect in &loaded.dossier.aspects {
        let reason = |r: &Review| {
            r.rows
                .iter()
                .find(|row| row.indicator == aspect.id)
                .map(|row| row.reason.clone())
        };
        texts.push(reviews.iter().filter_map(|(p, r)| Some((*p, reason(r)?))).collect());
    }
    let mut found: Vec<Question> = Vec::new();
    for list in &texts {
        let reasons: Vec<Repeated<'_>> = (list.iter())
            .map(|(person, reason)| Repeated { person, reason })
            .collect();
        for question in repeated(&reasons) {
            let about = |q: &Question| match q {
                Question::SameReason { people, .. } => people.clone(),
                _ => vec![],
            };
            let people = about(&question);
            if people.contains(&loaded.dossier.person.id) && !found.iter().any(|q| about(q) == people) {
                found.push(question);
            }
        }
    }
    found
}
