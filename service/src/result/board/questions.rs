//! Signs that assessors measure differently, as questions. They change nothing.

use super::Stood;
use crate::result::people::{Member, reviews_in};
use domain::Lang;
use domain::PersonId;
use domain::assessment::Words;
use domain::assessment::dossier::Review;
use domain::assessment::pack::Scale;
use domain::assessment::question::{Question, Rater, Repeated, raters, repeated};
use std::collections::{BTreeMap, HashMap};

/// Names in one question; a unit can have hundreds who are written the same.
const NAMES: usize = 5;

/// What the reviews of some people ask of those who decide on them.
pub(crate) fn questions(scale: Option<&Scale>, people: &[&Stood]) -> Vec<Words> {
    let reviews = || {
        people.iter().flat_map(|s| {
            let reviews = reviews_in(&s.loaded.dossier, None);
            reviews.map(|r| (&s.member.person, r))
        })
    };
    let mut names: HashMap<&PersonId, &str> = people
        .iter()
        .map(|s| (&s.member.person, s.member.name.as_str()))
        .collect();
    names.extend(reviews().map(|(_, r)| (&r.by, r.by_name.as_str())));
    let mut reasons: BTreeMap<&PersonId, Vec<(&PersonId, String)>> = BTreeMap::new();
    for (person, review) in reviews() {
        reasons.entry(&review.by).or_default().push((person, said(review)));
    }
    let asked = differing(scale, people.iter().map(|s| &s.member));
    let mut said: Vec<Words> = asked.iter().map(|q| named(q, None, &names)).collect();
    for (by, reasons) in reasons {
        let of = reasons.iter().map(|(person, reason)| Repeated { person, reason });
        let asked = repeated(&of.collect::<Vec<_>>());
        said.extend(asked.iter().map(|q| named(q, Some(by), &names)));
    }
    said
}

/// The same of as many people as there are, without what compares every reason with every other.
pub(crate) fn of_raters<'m>(scale: Option<&Scale>, people: impl Iterator<Item = &'m Member> + Clone) -> Vec<Words> {
    let reviews = people.clone().flat_map(|m| &m.reviewed);
    let names: HashMap<&PersonId, &str> = reviews.map(|(by, name, _)| (by, name.as_str())).collect();
    differing(scale, people)
        .iter()
        .map(|q| named(q, None, &names))
        .collect()
}

/// Where assessors differ, by the grades they proposed.
fn differing<'m>(scale: Option<&Scale>, people: impl Iterator<Item = &'m Member>) -> Vec<Question> {
    let mut grades: BTreeMap<&PersonId, Vec<String>> = BTreeMap::new();
    for (by, _, grade) in people.flat_map(|m| &m.reviewed) {
        grades.entry(by).or_default().push(grade.clone());
    }
    let each = grades.into_iter().map(|(rater, grades)| Rater {
        rater: rater.clone(),
        grades,
    });
    scale
        .map(|scale| raters(scale, &each.collect::<Vec<_>>()))
        .unwrap_or_default()
}

/// All that a review says of somebody.
fn said(review: &Review) -> String {
    let rows = review.rows.iter().map(|r| r.reason.as_str());
    rows.chain([review.words.as_str()]).collect::<Vec<_>>().join("\n")
}

/// A question with the names it is about: the assessor's, and the first of those he wrote the same for.
fn named(question: &Question, by: Option<&PersonId>, names: &HashMap<&PersonId, &str>) -> Words {
    let (by, about): (Option<&PersonId>, &[PersonId]) = match question {
        Question::SameReason { people, .. } => (by, people),
        Question::Lenient { rater, .. } | Question::Strict { rater, .. } | Question::NoSpread { rater, .. } => {
            (Some(rater), &[])
        }
        _ => (None, &[]),
    };
    let name = |id: &PersonId| names.get(id).copied();
    let by = by.and_then(name).unwrap_or_default();
    let first: Vec<&str> = about.iter().filter_map(name).take(NAMES).collect();
    let (zh, en) = (question.words(Lang::Zh), question.words(Lang::En));
    let (of_zh, of_en) = match (first.is_empty(), about.len().saturating_sub(first.len())) {
        (true, _) => Default::default(),
        (false, 0) => (format!("（{}）", first.join("、")), format!(" ({})", first.join(", "))),
        (false, more) => (
            format!("（{}等）", first.join("、")),
            format!(" ({} and {more} more)", first.join(", ")),
        ),
    };
    Words::new(format!("{by}：{zh}{of_zh}"), format!("{by}: {en}{of_en}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::assessment::Outcome;
    use domain::assessment::pack::Stage;
    use domain::assessment::process::State;

    /// Five people of each assessor, all with one grade.
    fn people(by: &str, grade: &str) -> Vec<Member> {
        let one = |at: usize| Member {
            course: format!("course-{by}{at}").into(),
            person: format!("{by}{at}").into(),
            name: format!("{by} {at}"),
            part: "a".into(),
            state: State::Reviewed,
            grade: Some(grade.into()),
            score: None,
            outcome: Outcome::default(),
            quotas: vec![],
            reviewed: vec![(by.into(), by.to_uppercase(), grade.into())],
        };
        (0..5).map(one).collect()
    }

    #[test]
    fn one_who_writes_the_same_for_many_is_asked_by_name_with_the_first_of_them() {
        let people: Vec<PersonId> = (0..7).map(|n| format!("p{n}").into()).collect();
        let mut named_so: Vec<String> = (0..7).map(|n| format!("Name {n}")).collect();
        named_so.push("Boss".into());
        let boss = PersonId::from("boss");
        let all = people.iter().chain([&boss]).zip(named_so.iter().map(String::as_str));
        let names: HashMap<&PersonId, &str> = all.collect();
        let asked = |of: usize| {
            let people = people[..of].to_vec();
            named(&Question::SameReason { people, percent: 81 }, Some(&boss), &names)
        };
        let (two, seven) = (asked(2), asked(7));
        assert!(two.en.starts_with("Boss: The reasons for 2 people"), "{two:?}");
        assert!(two.en.ends_with("(Name 0, Name 1)"), "{two:?}");
        assert!(seven.en.ends_with("Name 4 and 2 more)"), "{seven:?}");
        assert!(
            seven.zh.ends_with("（Name 0、Name 1、Name 2、Name 3、Name 4等）"),
            "{seven:?}"
        );
    }

    #[test]
    fn assessors_of_a_large_period_are_asked_by_name() {
        let rules = crate::assess::rules::Rules::load(None).unwrap();
        let rules = rules.ruleset(&["cn-civil-servant"]).unwrap();
        let mut all = people("mild", "good");
        all.extend(people("hard", "average"));
        let asked = of_raters(rules.pack().scale(Stage::Period), all.iter());
        let said: Vec<&str> = asked.iter().map(|w| w.en.as_str()).collect();
        for (name, part) in [("MILD", "above what others give"), ("HARD", "below what others give")] {
            let found = said.iter().any(|s| s.starts_with(name) && s.contains(part));
            assert!(found, "{name}: {said:?}");
        }
        // One alone differs from nobody.
        let asked = of_raters(rules.pack().scale(Stage::Period), all.iter().take(5));
        assert!(asked.iter().all(|w| w.en.contains("the same grade")), "{asked:?}");
    }
}
