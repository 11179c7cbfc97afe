//! Several assessors: what their reviews come to together.

use super::super::case::{Known, total};
use super::super::load::Opened;
use super::super::open::{lacking, most_assessors};
use chrono::NaiveDate;
use domain::assessment::Words;
use domain::assessment::dossier::{Dossier, Review};
use domain::assessment::pack::Pack;
use domain::assessment::process::State;

/// How a remark begins that says what each of several assessors gave: the person reads it with the result.
pub(in crate::assess) const DIFFER: &str = "评鉴人意见不同：";

/// What such a remark says where the weights decide nothing.
const EQUAL: &str = "权重相同，建议不同：";

/// What a remark says where fewer reviewed than the pack has parts for.
const FEWER: &str = "按规则包应由";

/// Whether one assessor reviewed alone, and it was remarked: the own points are the total then, as nobody else gives any.
pub(in crate::assess) fn alone(dossier: &Dossier) -> bool {
    dossier.assessors.len() == 1 && dossier.remarks.iter().any(|r| r.zh.contains(FEWER))
}

/// Whether those who calibrate choose between proposals of equal weight: nothing but the order of the assessors speaks for what is proposed.
/// Told by the last remark on it, as it was worked out when the last one submitted.
pub(crate) fn undecided(dossier: &Dossier) -> bool {
    let submitted: Vec<&Review> = dossier.reviews.iter().filter(|r| r.submitted).collect();
    // Reviewed again, they may agree by now.
    let differ = submitted
        .first()
        .is_some_and(|first| submitted.iter().any(|r| r.grade != first.grade));
    let last = dossier.remarks.iter().rfind(|r| r.zh.starts_with(DIFFER));
    dossier.course.state == State::Reviewed && differ && last.is_some_and(|r| r.zh.contains(EQUAL))
}

/// What is remarked where fewer review than the pack has parts for.
pub(super) fn fewer(dossier: &Dossier, opened: &Opened, today: NaiveDate) -> Option<Words> {
    let most = most_assessors(opened);
    let (there, lacking) = (dossier.assessors.len(), lacking(opened, dossier.assessors.len())?);
    Some(Words::new(
        format!("{today} {FEWER}{most}人评鉴，只由{there}人评鉴（{}）。", lacking.zh),
        format!(
            "On {today} reviewed by {there} of the {most} assessors that the pack has ({}).",
            lacking.en
        ),
    ))
}

/// Whether every assessor has submitted.
pub(super) fn all_in(dossier: &Dossier) -> bool {
    let submitted = |id: &domain::PersonId| dossier.reviews.iter().any(|r| r.submitted && r.by == *id);
    dossier.assessors.iter().all(|a| submitted(&a.id))
}

/// The grade that is proposed. One that all agree on; where they differ, what the weighted score reaches; without scores what has most
/// weight; where weights are equal the first assessor's stands until it is calibrated, and the remark says so. What the rules do not allow
/// any more (`may`), since something was entered after the first had submitted, is not proposed. That they differed is remarked, for those
/// who calibrate.
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
    if reached.is_some() {
        let remark = said(opened, &reviews, reached.as_deref(), open.contains(&false), None);
        return (reached, Some(remark));
    }
    let (first, equal) = heaviest(opened.pack(), &reviews, &open).unzip();
    let grade = first.and_then(|review: &Review| review.grade.clone());
    let stands = first.filter(|_| equal == Some(true));
    let remark = said(opened, &reviews, grade.as_deref(), open.contains(&false), stands);
    (grade, Some(remark))
}

/// The first review that gives the grade of most weight, and whether another grade has as much. `open`: of each review whether its grade
/// can be given.
fn heaviest<'r>(pack: &Pack, reviews: &[&'r Review], open: &[bool]) -> Option<(&'r Review, bool)> {
    let weights = pack.weights("raters");
    let percent = |at: usize| weights.and_then(|w| w.part.get(at)).map_or(1, |p| p.percent);
    let sum = |grade: &Option<String>| -> u32 {
        let same = reviews.iter().enumerate().filter(|(_, r)| r.grade == *grade);
        same.map(|(at, _)| percent(at)).sum()
    };
    let left = || reviews.iter().zip(open).filter(|(_, open)| **open).map(|(r, _)| *r);
    let most = left().map(|r| sum(&r.grade)).max()?;
    let first = left().find(|r| sum(&r.grade) == most)?;
    let equal = left().any(|r| r.grade != first.grade && sum(&r.grade) == most);
    Some((first, equal))
}

/// `barred`: a grade among them cannot be given any more. `stands`: whose proposal stands for now, where another has as much weight.
fn said(opened: &Opened, reviews: &[&Review], grade: Option<&str>, barred: bool, stands: Option<&Review>) -> Words {
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
            " Leaving out what the rules do not allow any more:",
        ),
        false => ("", ""),
    };
    let (zh, en) = (zh.join("、"), en.join(", "));
    match stands {
        Some(first) => Words::new(
            format!(
                "{DIFFER}{zh}；{left_out}{EQUAL}先列{}的建议“{}”，由平衡时决定。",
                first.by_name, proposed.zh
            ),
            format!(
                "The assessors differ: {en}.{without} The weights are equal: the proposal of {}, “{}”, stands for now; calibration decides.",
                first.by_name, proposed.en
            ),
        ),
        None => Words::new(
            format!(
                "{DIFFER}{zh}；{left_out}按规则包的权重提出“{}”，由平衡时决定。",
                proposed.zh
            ),
            format!(
                "The assessors differ: {en}.{without} By the weights of the pack “{}” is proposed; calibration decides.",
                proposed.en
            ),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::super::since::blank;
    use super::*;
    use crate::assess::sample::{self, raters as opened};

    fn reviewed(grades: &[&str]) -> Dossier {
        let ids: Vec<String> = (0..grades.len()).map(|at| format!("r{at}")).collect();
        let reviews = ids.iter().zip(grades).map(|(id, grade)| Review {
            grade: Some((*grade).to_owned()),
            submitted: true,
            ..blank(id.as_str().into(), id.to_uppercase())
        });
        let mut dossier = sample::dossier();
        dossier.reviews = reviews.collect();
        dossier.assessors = ids.iter().map(|id| sample::named(id)).collect();
        dossier.course.state = State::Reviewed;
        dossier
    }

    /// The grade that is proposed, whether it is left to those who calibrate, and what is remarked.
    fn proposed(percents: &[u32], grades: &[&str]) -> (String, bool, Option<Words>) {
        let mut dossier = reviewed(grades);
        let (grade, remark) = together(&dossier, &opened(percents), &Known::default(), |_| true);
        dossier.remarks.extend(remark.clone());
        (grade.unwrap(), undecided(&dossier), remark)
    }

    #[test]
    fn equal_weights_decide_nothing_and_the_remark_says_so() {
        let (grade, left, remark) = proposed(&[50, 50], &["excellent", "competent"]);
        let said = remark.unwrap();
        assert_eq!((grade.as_str(), left), ("excellent", true));
        assert!(
            said.zh.contains("权重相同") && !said.zh.contains("按规则包的权重"),
            "{said:?}"
        );
        assert!(
            said.en.contains("The weights are equal: the proposal of R0"),
            "{said:?}"
        );
        let agreed = proposed(&[50, 50], &["competent", "competent"]);
        assert_eq!(agreed, ("competent".to_owned(), false, None));
    }

    #[test]
    fn the_heavier_proposal_is_the_one_of_the_weights() {
        for (percents, grades) in [
            (vec![30, 70], vec!["excellent", "competent"]),
            (vec![40, 30, 30], vec!["excellent", "competent", "competent"]),
        ] {
            let (grade, left, remark) = proposed(&percents, &grades);
            assert_eq!((grade.as_str(), left), ("competent", false), "{percents:?}");
            assert!(
                remark.unwrap().en.contains("By the weights of the pack"),
                "{percents:?}"
            );
        }
    }

    #[test]
    fn one_who_weighs_as_much_as_two_others_decides_nothing_alone() {
        let (grade, left, _) = proposed(&[50, 25, 25], &["excellent", "competent", "competent"]);
        assert_eq!((grade.as_str(), left), ("excellent", true));
        // What the rules do not allow any more weighs nothing.
        let dossier = reviewed(&["excellent", "competent"]);
        let may = |grade: Option<&str>| grade != Some("excellent");
        let (grade, remark) = together(&dossier, &opened(&[50, 50]), &Known::default(), may);
        assert_eq!(grade.as_deref(), Some("competent"));
        assert!(!remark.unwrap().zh.contains(EQUAL));
    }

    #[test]
    fn once_it_is_calibrated_or_they_agree_nothing_is_left_to_choose() {
        let mut dossier = reviewed(&["excellent", "competent"]);
        let (_, remark) = together(&dossier, &opened(&[50, 50]), &Known::default(), |_| true);
        dossier.remarks.extend(remark);
        assert!(undecided(&dossier));
        dossier.course.state = State::Calibrated;
        assert!(!undecided(&dossier));
        dossier.course.state = State::Reviewed;
        for review in &mut dossier.reviews {
            review.grade = Some("competent".to_owned());
        }
        assert!(!undecided(&dossier));
    }

    #[test]
    fn that_fewer_reviewed_than_the_rules_say_is_remarked() {
        let (opened, day) = (opened(&[50, 50]), NaiveDate::default());
        assert_eq!(fewer(&reviewed(&["competent", "competent"]), &opened, day), None);
        let mut one = reviewed(&["competent"]);
        let said = fewer(&one, &opened, day).unwrap();
        assert!(!alone(&one));
        one.remarks.push(said.clone());
        assert!(alone(&one));
        assert!(said.zh.contains("2人") && said.zh.contains("缺评鉴人1"), "{said:?}");
        assert!(
            said.en.contains("by 1 of the 2 assessors") && said.en.contains("Rater 1"),
            "{said:?}"
        );
    }
}
