//! Scores where the organ scores: of one assessor by the weights of the indicators, of several by those of the pack, of a year with its
//! periods. A part that is missing is never weighted anew in silence; of the only assessor's points it is remarked that they are the total.

use super::super::load::Opened;
use super::super::review::alone;
use super::past::{Earlier, within};
use domain::assessment::count::{NoTotal, mean, weighted};
use domain::assessment::dossier::{Aspect, Dossier, Review};
use domain::assessment::pack::Pack;
use domain::assessment::process::Kind;
use domain::assessment::{Ratio, Words};

/// The score of one assessor: of each indicator by its weight; none unless every indicator has one.
pub(crate) fn own_score(review: &Review, aspects: &[Aspect]) -> Option<Ratio> {
    let whole: u32 = aspects.iter().map(|a| a.weight).fold(0, u32::saturating_add);
    if whole == 0 {
        return None;
    }
    aspects.iter().try_fold(Ratio::ZERO, |sum, aspect| {
        let row = review.rows.iter().find(|r| r.indicator == aspect.id)?;
        sum.plus(row.score?.times(aspect.weight, whole)?)
    })
}

/// What the submitted reviews come to together; none where nobody scores.
pub(super) fn of_reviews(dossier: &Dossier, pack: &Pack) -> Result<Option<Ratio>, NoTotal> {
    let submitted = |id: &domain::PersonId| dossier.reviews.iter().find(|r| r.submitted && r.by == *id);
    let own: Vec<Option<Ratio>> = (dossier.assessors.iter())
        .map(|a| submitted(&a.id).and_then(|r| own_score(r, &dossier.aspects)))
        .collect();
    if own.iter().all(Option::is_none) {
        return Ok(None);
    }
    if let ([only], true) = (own.as_slice(), alone(dossier)) {
        return Ok(*only);
    }
    if let Some(weights) = pack.weights("raters") {
        let parts = weights.part.iter().map(|p| p.id.as_str());
        let scores: Vec<(&str, Ratio)> = parts.zip(own).filter_map(|(id, s)| Some((id, s?))).collect();
        return Ok(Some(weighted(weights, &scores)?.score));
    }
    let all: Option<Vec<Ratio>> = own.into_iter().collect();
    Ok(all.and_then(|all| mean(&all)))
}

/// The score of a course; of a year with those of its periods, where the pack weighs them.
pub(crate) fn total(dossier: &Dossier, opened: &Opened, earlier: &[Earlier]) -> Result<Option<Ratio>, NoTotal> {
    total_by(dossier, opened.pack(), opened.period.kind, usual(opened, earlier))
}

/// The same by the weights of any pack: `usual` is the mean of the year's periods.
pub(crate) fn total_by(
    dossier: &Dossier,
    pack: &Pack,
    kind: Kind,
    usual: Option<Ratio>,
) -> Result<Option<Ratio>, NoTotal> {
    let own = of_reviews(dossier, pack)?;
    let Some(weights) = pack.weights("annual").filter(|_| kind == Kind::Year) else {
        return Ok(own);
    };
    let parts: Vec<(&str, Ratio)> = [("usual", usual), ("year_end", own)]
        .into_iter()
        .filter_map(|(id, score)| Some((id, score?)))
        .collect();
    if parts.is_empty() {
        return Ok(None);
    }
    weighted(weights, &parts).map(|total| Some(total.score))
}

/// The mean of the usual results of a year; none unless every graded one has a score.
pub(super) fn usual(opened: &Opened, earlier: &[Earlier]) -> Option<Ratio> {
    let periods = earlier.iter().filter(|e| within(opened, e, false));
    // A period without a grade has no score either, and takes nothing away.
    let scores: Option<Vec<Ratio>> = periods.filter(|e| e.grade.is_some()).map(|e| e.score).collect();
    scores.and_then(|scores| mean(&scores))
}

/// Why there is no total although somebody scored, in words.
pub(crate) fn no_total(dossier: &Dossier, opened: &Opened, earlier: &[Earlier]) -> Option<Words> {
    let why = total(dossier, opened, earlier).err()?;
    let words = |lang| why.words(lang);
    Some(Words::new(words(domain::Lang::Zh), words(domain::Lang::En)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::rules::Rules;
    use crate::assess::sample;

    #[test]
    fn the_parts_of_a_year_are_put_together_by_the_pack_that_is_asked() {
        let rules = Rules::load(None).unwrap();
        let dossier = sample::scored(Ratio::whole(90));
        let score = |pack: &str, kind, usual| {
            let pack = rules.ruleset(&[pack]).unwrap();
            total_by(&dossier, pack.pack(), kind, usual).ok().flatten()
        };
        let usual = Some(Ratio::whole(80));
        assert_eq!(score("cn-hebei", Kind::Year, usual), Some(Ratio::whole(84)), "60 : 40");
        assert_eq!(
            score("cn-nanchang", Kind::Year, usual),
            Some(Ratio::whole(85)),
            "50 : 50"
        );
        assert_eq!(score("cn-civil-servant", Kind::Year, usual), Some(Ratio::whole(90)));
        assert_eq!(score("cn-hebei", Kind::Period, usual), Some(Ratio::whole(90)));
        assert_eq!(score("cn-hebei", Kind::Year, None), None, "a part is missing");
    }
}
