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
/// weight, the first assessor's where weights are equal. What the rules do not allow any more (`may`), since something was entered after
/// the first had submitted, is not proposed. That they differed is remarked, for those who calibrate.
pub(super) fn together(
    dossier: &Dossier,
    opened: &Opened,
    known: &Known,
    may: impl Fn(Option<&str>) -> bool,
) -> (Option<String>, Option<Words>) {
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
    let reached = reached.filter(|grade| may(Some(grade)));
    let open: Vec<bool> = reviews.iter().map(|r| may(r.grade.as_deref())).collect();
    let grade = reached.or_else(|| heaviest(opened.pack(), &reviews, &open));
    let remark = said(opened, &reviews, grade.as_deref(), open.contains(&false));
    (grade, Some(remark))
}

/// `open`: of each review whether its grade can be given.
fn heaviest(pack: &Pack, reviews: &[&Review], open: &[bool]) -> Option<String> {
    let weights = pack.weights("raters");
    let percent = |at: usize| weights.and_then(|w| w.part.get(at)).map_or(1, |p| p.percent);
    let sum = |grade: &Option<String>| -> u32 {
        let same = reviews.iter().enumerate().filter(|(_, r)| r.grade == *grade);
        same.map(|(at, _)| percent(at)).sum()
    };
    let left = || reviews.iter().zip(open).filter(|(_, open)| **open).map(|(r, _)| *r);
    let most = left().map(|r| sum(&r.grade)).max()?;
    let first = left().find(|r| sum(&r.grade) == most)?;
    first.grade.clone()
}

/// `barred`: a grade among them cannot be given any more.
fn said(opened: &Opened, reviews: &[&Review], grade: Option<&str>, barred: bool) -> Words {
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
    let (left_out, without) = match barred {
        true => (
            "规则现在不允许的不计，",
            "Leaving out what the rules do not allow any more, by",
        ),
        false => ("", "By"),
    };
    Words::new(
        format!(
            "{DIFFER}{}；{left_out}按规则包的权重提出“{}”，由平衡时决定。",
            zh.join("、"),
            proposed.zh
        ),
        format!(
            "The assessors differ: {}. {without} the weights of the pack “{}” is proposed; calibration decides.",
            en.join(", "),
            proposed.en
        ),
    )
}
