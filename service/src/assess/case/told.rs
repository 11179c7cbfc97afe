//! How a score was come by, in words, from what the course rests on.

use super::super::load::Opened;
use super::super::review::alone;
use super::Known;
use super::past::within;
use super::score::{of_reviews, own_score};
use domain::assessment::count::{NoTotal, Total, mean, weighted};
use domain::assessment::dossier::{Aspect, Dossier, Review};
use domain::assessment::pack::Weights;
use domain::assessment::process::Kind;
use domain::assessment::{Ratio, Words};
use domain::{Lang, PersonId};

/// A line for each assessor, for several together, and for a year with its periods: the last one says what it comes to, or why to nothing.
/// None where nobody scores. A year rests on what is known of its periods or, without that, on those that its dossier lists.
pub(crate) fn score_told(dossier: &Dossier, opened: &Opened, known: Option<&Known>) -> Vec<Words> {
    let submitted = |id: &PersonId| dossier.reviews.iter().find(|r| r.submitted && r.by == *id);
    let reviews: Vec<Option<&Review>> = dossier.assessors.iter().map(|a| submitted(&a.id)).collect();
    let mut lines: Vec<Words> = (reviews.iter().flatten())
        .filter_map(|review| own(review, &dossier.aspects))
        .collect();
    if !lines.is_empty() {
        let own: Vec<Option<Ratio>> = (reviews.iter())
            .map(|review| own_score(review.as_ref()?, &dossier.aspects))
            .collect();
        lines.extend(match (own.as_slice(), alone(dossier)) {
            ([Some(score)], true) => Some(only(*score)),
            // What is missing of the only one is said above.
            ([None], true) => None,
            _ => together(&own, opened.pack().weights("raters")),
        });
    }
    let annual = opened.pack().weights("annual");
    if let Some(weights) = annual.filter(|_| opened.period.kind == Kind::Year) {
        let own = of_reviews(dossier, opened.pack()).ok().flatten();
        lines.extend(year(usual(dossier, opened, known), own, weights));
    }
    lines
}

/// The indicators of one assessor by their weights; none where there are no points.
fn own(review: &Review, aspects: &[Aspect]) -> Option<Words> {
    let of = |aspect: &Aspect| review.rows.iter().find(|r| r.indicator == aspect.id)?.score;
    let by = &review.by_name;
    if aspects.iter().all(|a| of(a).is_none()) {
        return None;
    }
    let whole: u32 = aspects.iter().map(|a| a.weight).fold(0, u32::saturating_add);
    let Some(score) = own_score(review, aspects) else {
        let gaps: Vec<&str> = (aspects.iter().filter(|a| of(a).is_none()))
            .map(|a| a.name.as_str())
            .collect();
        if gaps.is_empty() && whole == 0 {
            return Some(Words::new(
                format!("{by}：指标权重合计为 0，没有总分。"),
                format!("{by}: the weights add up to nothing, so there is no total."),
            ));
        }
        return Some(Words::new(
            format!("{by}：缺“{}”的得分，没有总分。", gaps.join("、")),
            format!("{by}: no points for {}, so there is no total.", gaps.join(", ")),
        ));
    };
    let sum = |percent: &str| {
        let share = |a: &Aspect| match whole {
            100 => format!("{}{percent}", a.weight),
            _ => format!("{}/{whole}", a.weight),
        };
        let part = |a: &Aspect| Some(format!("{} {} × {}", a.name, of(a)?, share(a)));
        let parts: Vec<String> = aspects.iter().filter_map(part).collect();
        format!("{} = {score}", parts.join(" + "))
    };
    Some(Words::new(
        format!("{by}：{}", sum("%")),
        format!("{by}: {}", sum(" %")),
    ))
}

/// Of several by the rules one reviewed, which was remarked.
fn only(score: Ratio) -> Words {
    Words::new(
        format!("只有一位评鉴人，总分即其得分：{score}"),
        format!("Only one assessor: the total is that score, {score}"),
    )
}

/// Several by the weights of the pack, or their mean; nothing to be said of one alone.
fn together(own: &[Option<Ratio>], weights: Option<&Weights>) -> Option<Words> {
    if let Some(weights) = weights {
        let parts = weights.part.iter().map(|p| p.id.as_str());
        let scores: Vec<(&str, Ratio)> = parts.zip(own).filter_map(|(id, s)| Some((id, (*s)?))).collect();
        return Some(in_words(weighted(weights, &scores)));
    }
    if own.len() < 2 {
        return None;
    }
    let all: Option<Vec<Ratio>> = own.iter().copied().collect();
    match all {
        Some(all) => mean_of("评鉴人平均", "Mean of the assessors", &all),
        None => Some(Words::new(
            "不是每个评鉴人都有得分，没有总分。",
            "Not every assessor has a score, so there is no total.",
        )),
    }
}

/// The scores of the usual results of a year; none unless every graded one has a score. A period without a grade takes nothing away.
fn usual(dossier: &Dossier, opened: &Opened, known: Option<&Known>) -> Option<Vec<Ratio>> {
    if let Some(known) = known {
        let periods = known.earlier.iter().filter(|e| within(opened, e, false));
        return periods.filter(|e| e.grade.is_some()).map(|e| e.score).collect();
    }
    let periods = dossier.earlier.iter().filter(|e| e.special.is_none());
    periods.filter(|e| e.grade.is_some()).map(|e| e.score).collect()
}

/// The mean of the usual results, and the year with it; nothing where neither has points.
fn year(scores: Option<Vec<Ratio>>, own: Option<Ratio>, weights: &Weights) -> Vec<Words> {
    let usual = scores.as_deref().and_then(mean);
    if usual.is_none() && own.is_none() {
        return vec![];
    }
    let several = scores.filter(|all| all.len() > 1);
    let mut lines: Vec<Words> = several
        .and_then(|all| mean_of("平时考核平均", "Mean of the usual results", &all))
        .into_iter()
        .collect();
    let parts: Vec<(&str, Ratio)> = [("usual", usual), ("year_end", own)]
        .into_iter()
        .filter_map(|(id, score)| Some((id, score?)))
        .collect();
    lines.push(in_words(weighted(weights, &parts)));
    lines
}

fn mean_of(zh: &str, en: &str, scores: &[Ratio]) -> Option<Words> {
    let mean = mean(scores)?;
    let all: Vec<String> = scores.iter().map(ToString::to_string).collect();
    let sum = format!("({}) ÷ {} = {mean}", all.join(" + "), scores.len());
    Some(Words::new(format!("{zh} {sum}"), format!("{en} {sum}")))
}

fn in_words(total: Result<Total, NoTotal>) -> Words {
    match total {
        Ok(total) => total.arithmetic,
        Err(why) => Words::new(why.words(Lang::Zh), why.words(Lang::En)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::rules::Rules;
    use crate::assess::sample;

    #[test]
    fn one_assessor_is_told_by_indicators_and_a_gap_by_its_name() {
        let mut dossier = sample::scored(Ratio::whole(90));
        let mut second = dossier.aspects[0].clone();
        (second.id, second.name, second.weight) = ("j".into(), "Calls".into(), 40);
        dossier.aspects[0].weight = 60;
        dossier.aspects.push(second);
        let en = |dossier: &Dossier| own(&dossier.reviews[0], &dossier.aspects).map(|w| w.en);
        assert_eq!(
            en(&dossier).as_deref(),
            Some("A: no points for Calls, so there is no total.")
        );
        let mut row = dossier.reviews[0].rows[0].clone();
        (row.indicator, row.score) = ("j".into(), Some(Ratio::whole(80)));
        dossier.reviews[0].rows.push(row);
        assert_eq!(
            en(&dossier).as_deref(),
            Some("A: Letters 90 × 60 % + Calls 80 × 40 % = 86")
        );
        let zh = own(&dossier.reviews[0], &dossier.aspects).map(|w| w.zh);
        assert_eq!(zh.as_deref(), Some("A：Letters 90 × 60% + Calls 80 × 40% = 86"));
        let mut unweighted = dossier.clone();
        for aspect in &mut unweighted.aspects {
            aspect.weight = 0;
        }
        assert_eq!(
            en(&unweighted).as_deref(),
            Some("A: the weights add up to nothing, so there is no total.")
        );
        for row in &mut dossier.reviews[0].rows {
            row.score = None;
        }
        assert_eq!(en(&dossier), None);
    }

    #[test]
    fn several_are_told_by_the_weights_of_the_pack_or_as_a_mean() {
        let rules = Rules::load(None).unwrap();
        let zhuhai = rules.ruleset(&["cn-zhuhai"]).unwrap();
        let weights = zhuhai.pack().weights("raters");
        let score = |n: u32| Some(Ratio::whole(n));
        let en = |own: &[Option<Ratio>], weights| together(own, weights).map(|w| w.en);
        assert_eq!(
            en(&[score(90), score(84)], weights).as_deref(),
            Some("First assessor 90 × 50 % + Second assessor 84 × 50 % = 87")
        );
        assert!(en(&[score(90), None], weights).unwrap().contains("no total"));
        assert_eq!(
            en(&[score(90), score(84)], None).as_deref(),
            Some("Mean of the assessors (90 + 84) ÷ 2 = 87")
        );
        assert!(en(&[score(90), None], None).unwrap().contains("no total"));
        assert_eq!(en(&[score(90)], None), None);
    }
}
