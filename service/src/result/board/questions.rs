//! Signs that assessors measure differently, as questions. They change nothing.

use super::Stood;
use domain::Lang;
use domain::PersonId;
use domain::assessment::Words;
use domain::assessment::dossier::Review;
use domain::assessment::pack::Scale;
use domain::assessment::question::{Question, Rater, Repeated, raters, repeated};
use std::collections::{BTreeMap, HashMap};

/// What the reviews of some people ask of those who decide on them.
pub(crate) fn questions(scale: Option<&Scale>, people: &[&Stood]) -> Vec<Words> {
    let reviews = || {
        people.iter().flat_map(|s| {
            let submitted = s.loaded.dossier.reviews.iter().filter(|r| r.submitted);
            submitted.map(|r| (&s.member.person, r))
        })
    };
    let mut names: HashMap<&PersonId, &str> = people
        .iter()
        .map(|s| (&s.member.person, s.member.name.as_str()))
        .collect();
    names.extend(reviews().map(|(_, r)| (&r.by, r.by_name.as_str())));
    let mut grades: BTreeMap<&PersonId, Vec<String>> = BTreeMap::new();
    let mut reasons: BTreeMap<&PersonId, Vec<(&PersonId, String)>> = BTreeMap::new();
    for (person, review) in reviews() {
        grades.entry(&review.by).or_default().extend(review.grade.clone());
        reasons.entry(&review.by).or_default().push((person, said(review)));
    }
    let each: Vec<Rater> = grades
        .into_iter()
        .map(|(rater, grades)| Rater {
            rater: rater.clone(),
            grades,
        })
        .collect();
    let mut asked = scale.map(|scale| raters(scale, &each)).unwrap_or_default();
    for said in reasons.values() {
        let of = said.iter().map(|(person, reason)| Repeated { person, reason });
        asked.extend(repeated(&of.collect::<Vec<_>>()));
    }
    asked.iter().map(|q| named(q, &names)).collect()
}

/// All that a review says of somebody.
fn said(review: &Review) -> String {
    let rows = review.rows.iter().map(|r| r.reason.as_str());
    rows.chain([review.words.as_str()]).collect::<Vec<_>>().join("\n")
}

fn named(question: &Question, names: &HashMap<&PersonId, &str>) -> Words {
    let about: Vec<&PersonId> = match question {
        Question::SameReason { people, .. } => people.iter().collect(),
        Question::Lenient { rater, .. } | Question::Strict { rater, .. } | Question::NoSpread { rater, .. } => {
            vec![rater]
        }
        _ => vec![],
    };
    let about: Vec<&str> = about.iter().filter_map(|id| names.get(id).copied()).collect();
    let (zh, en) = (question.words(Lang::Zh), question.words(Lang::En));
    Words::new(
        format!("{}：{zh}", about.join("、")),
        format!("{}: {en}", about.join(", ")),
    )
}
