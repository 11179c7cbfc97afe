//! Points: where the rules make something of them every indicator has some, and nowhere a part of them is left out in silence.

use super::super::count;
use super::super::load::Opened;
use super::own_review;
use domain::Violation;
use domain::assessment::dossier::{Aspect, Dossier, Review};
use domain::assessment::process::Refusal;

/// Whether the rules ask for points: a grade begins at some, or a year puts those of its periods together. Weights of several assessors
/// alone ask for none, since they weigh the grades as well.
pub(super) fn needed(opened: &Opened) -> bool {
    let (pack, stage) = (opened.pack(), opened.stage());
    let cut_offs = pack
        .scale(stage)
        .is_some_and(|s| s.grade.iter().any(|g| g.cutoff.is_some()));
    // A special assessment is no part of a year's total.
    cut_offs || (opened.period.special.is_none() && pack.weights("annual").is_some())
}

/// With a grade there are points for every indicator where they are needed, and elsewhere for all or for none.
pub(super) fn complete(review: &Review, aspects: &[Aspect], opened: &Opened) -> Result<(), Violation> {
    let some = review.rows.iter().any(|r| r.score.is_some());
    let indicators = gaps(review, aspects);
    match review.grade.is_some() && (some || needed(opened)) && !indicators.is_empty() {
        true => Err(Refusal::Unscored { indicators }.into()),
        false => Ok(()),
    }
}

/// The same of what the assessors have written, on which somebody else gives a grade.
pub(super) fn all_complete(dossier: &Dossier, grade: Option<&str>, opened: &Opened) -> Result<(), Violation> {
    let own = |id| own_review(dossier, id).cloned();
    let reviews = dossier.assessors.iter().filter_map(|a| own(&a.id));
    for review in reviews {
        let graded = Review {
            grade: grade.map(str::to_owned),
            ..review
        };
        complete(&graded, &dossier.aspects, opened)?;
    }
    Ok(())
}

/// Indicators without points that are needed, by the assessor who lacks most of them.
pub(super) fn wanting(dossier: &Dossier, opened: &Opened) -> u32 {
    if !needed(opened) {
        return 0;
    }
    let aspects = &dossier.aspects;
    let of = |id| own_review(dossier, id).map_or(aspects.len(), |review| gaps(review, aspects).len());
    let most = dossier.assessors.iter().map(|a| of(&a.id)).max();
    count(most.unwrap_or(aspects.len()))
}

fn gaps(review: &Review, aspects: &[Aspect]) -> Vec<String> {
    let has = |aspect: &Aspect| {
        let mut rows = review.rows.iter();
        rows.any(|r| r.indicator == aspect.id && r.score.is_some())
    };
    aspects.iter().filter(|a| !has(a)).map(|a| a.name.clone()).collect()
}
