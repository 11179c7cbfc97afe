//! Several assessors: what their reviews come to together.

use super::super::case::{Known, total};
use super::super::load::Opened;
use domain::assessment::Words;
use domain::assessment::dossier::{Dossier, Review};
use domain::assessment::pack::Pack;

/// How a remark begins that says what each of several assessors gave: the person reads it with the result.
pub(in crate::assess) const DIFFER: &str = "评鉴人意见不同：";

/// Whether every assessor has submitted.
pub(super) fn all_in(dossier: &Dossier) -> bool {
    let submitted = |id: &domain::PersonId| dossier.reviews.iter().any(|r| r.submitted && r.by == *id);
    dossier.assessors.iter().all(|a| submitted(&a.id))
}

/// The grade that is proposed. One that all agree on; where they differ, what the weighted score reaches; without scores what has most
/// weight, the first assessor's where weights are equal. That they differed is remarked, for those who calibrate.
pub(super) fn together(dossier: &Dossier, opened: &Opened, known: &Known) -> (Option<String>, Option<Words>) {
    let reviews: Vec<&Review> = (dossier.assessors.iter())
        .filter_map(|a| dossier.reviews.iter().find(|r| r.submitted && r.by == a.id))
        .collect();
    let Some(first) = reviews.first() else {
        return (None, None);
    };
    if reviews.iter().all(|r| r.grade == first.grade) {
        return (first.grade.clone(), None);
    }
    let scale = opened.pack().scale(opened.stage());
    let score = total(dossier, opened, &known.earlier).ok().flatten();
    let reached = scale.and_then(|scale| scale.reached(score?)).map(|g| g.id.clone());
    let grade = reached.or_else(|| heaviest(opened.pack(), &reviews));
    let remark = said(opened, &reviews, grade.as_deref());
    (grade, Some(remark))
}

fn heaviest(pack: &Pack, reviews: &[&Review]) -> Option<String> {
    let weights = pack.weights("raters");
    let percent = |at: usize| weights.and_then(|w| w.part.get(at)).map_or(1, |p| p.percent);
    let sum = |grade: &Option<String>| -> u32 {
        let same = reviews.iter().enumerate().filter(|(_, r)| r.grade == *grade);
        same.map(|(at, _)| percent(at)).sum()
    };
    let most = reviews.iter().map(|r| sum(&r.grade)).max()?;
    let first = reviews.iter().find(|r| sum(&r.grade) == most)?;
    first.grade.clone()
}

fn said(opened: &Opened, reviews: &[&Review], grade: Option<&str>) -> Words {
    let name = |grade: Option<&str>| match grade {
        Some(id) => super::super::grade_name(opened.pack(), opened.stage(), id).words,
        None => Words::new("不确定等次", "no grade"),
    };
    let (mut zh, mut en) = (Vec::new(), Vec::new());
    for review in reviews {
        let given = name(review.grade.as_deref());
        zh.push(format!("{}“{}”", review.by_name, given.zh));
        en.push(format!("{} “{}”", review.by_name, given.en));
    }
    let proposed = name(grade);
    Words::new(
        format!(
            "{DIFFER}{}；按规则包的权重提出“{}”，由平衡时决定。",
            zh.join("、"),
            proposed.zh
        ),
        format!(
            "The assessors differ: {}. By the weights of the pack “{}” is proposed; calibration decides.",
            en.join(", "),
            proposed.en
        ),
    )
}
