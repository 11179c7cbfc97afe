//! What another pack would have made of the grades that were given: pure, and said rule by rule.

mod share;

use domain::assessment::dossier::UnitPart;
use domain::assessment::pack::{Effect, QuotaRule, Scale, Stage};
use domain::assessment::{Fired, Outcome, Pack, Ratio, Standing, Words};
use domain::view::PersonRef;
use domain::{CourseId, PersonId, UnitId};
use share::{share, unlimited};

/// Somebody's result, with what the rules said of the same facts and what the other ones say.
pub(crate) struct Replay {
    /// There is a result to be looked at. Who has none yet is counted in the shares all the same.
    pub listed: bool,
    pub course: CourseId,
    pub person: PersonRef,
    pub path: Vec<UnitId>,
    pub given: Option<String>,
    /// It has its place: published, decided and after.
    pub held: bool,
    /// What reviews proposed.
    pub proposed: Vec<String>,
    pub before: Outcome,
    pub after: Outcome,
    /// Quotas of either pack that are about him.
    pub quotas_before: Vec<String>,
    pub quotas_after: Vec<String>,
    /// As the other pack puts it together.
    pub score: Option<Ratio>,
}

/// A sentence and its article.
pub(crate) type Because = (Words, Words);

/// What a person would have, and the rules that make the difference.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Would {
    pub to: Option<String>,
    pub because: Vec<Because>,
}

/// The two packs and what the period says of units.
pub(crate) struct Packs<'a> {
    pub before: &'a Pack,
    pub after: &'a Pack,
    pub stage: Stage,
    pub parts: &'a [UnitPart],
    pub raised: bool,
    /// Nothing that is said counts him as proposed for a grade: that would tell him so.
    pub asker: &'a PersonId,
}

/// What everybody would have, in the order of `all`, and what cannot be told: ties that only people can decide, and places that they would
/// have had to give.
pub(crate) fn play(packs: &Packs<'_>, all: &[Replay]) -> (Vec<Would>, Vec<Words>) {
    let Some(scale) = packs.after.scale(packs.stage) else {
        return (vec![], vec![]);
    };
    let mut would: Vec<Would> = all.iter().map(|one| of_one(one, scale, packs)).collect();
    let mut untold: Vec<Words> = other_grades(packs).into_iter().collect();
    let mut quotas: Vec<&QuotaRule> = packs.after.quota.iter().filter(|q| q.of == packs.stage).collect();
    // The best grade first: who has no place there may need one below.
    quotas.sort_by_key(|q| scale.rank(&q.grade));
    for quota in quotas {
        untold.extend(share(packs, scale, quota, all, &mut would));
    }
    untold.extend(unlimited(packs, scale, all, &would));
    (would, untold)
}

/// Everybody but whoever asks, as on a board: one's own grade is told with the result. That somebody was left out is said.
pub(crate) fn but(asker: &PersonId, all: Vec<Replay>, would: Vec<Would>) -> (Vec<(Replay, Would)>, Option<Words>) {
    let (own, others): (Vec<_>, Vec<_>) = all.into_iter().zip(would).partition(|(one, _)| one.person.id == *asker);
    let words = (!own.is_empty()).then(|| {
        Words::new(
            "你本人不列入试算结果，也不计入人数；名额仍按全体计算。",
            "You are neither listed nor counted here yourself; the quotas are those of everybody.",
        )
    });
    (others, words)
}

/// Results of a year are grades of its periods, and no pack says what another's are worth.
fn other_grades(packs: &Packs<'_>) -> Option<Words> {
    let grades = |pack: &Pack| -> Option<Vec<String>> {
        let scale = pack.scale(Stage::Period)?;
        Some(scale.grade.iter().map(|g| g.id.clone()).collect())
    };
    let after = grades(packs.after)?;
    let others = packs.stage == Stage::Annual && grades(packs.before).is_none_or(|before| before != after);
    others.then(|| {
        Words::new(
            "这个规则包的平时考核等次与原来的不同，全年的平时结果没有换算。按平时等次判断的规则，这里算不准，请另行核对。",
            "That pack has other grades for periods, and the results of the year are not translated: where its rules look at those, this cannot be relied on.",
        )
    })
}

fn of_one(one: &Replay, scale: &Scale, packs: &Packs<'_>) -> Would {
    let pack = packs.after;
    let proposed = one.after.proposal.as_ref().map(|p| p.grade.clone());
    let keeps = || Would {
        to: one.given.clone(),
        because: vec![],
    };
    if !one.listed {
        return Would {
            to: None,
            because: vec![],
        };
    }
    if one.after.no_grade.is_some() {
        return match one.given {
            Some(_) => Would {
                to: None,
                because: told(&one.after, no_grade),
            },
            None => keeps(),
        };
    }
    let Some(given) = one.given.as_deref() else {
        // Without a grade by the rules before; now there can be one. Who simply has no result yet is not guessed at.
        return match one.before.no_grade.is_some() && one.after.can_be_graded() {
            true => Would {
                to: proposed,
                because: gone(&one.before, no_grade),
            },
            false => keeps(),
        };
    };
    let Some(standing) = one.after.standing(given) else {
        let named = super::super::grade_words(packs.before, packs.stage, given);
        let words = Words::new(
            format!("这个规则包里没有“{}”这个等次。", named.zh),
            format!("That pack has no grade “{}”.", named.en),
        );
        return Would {
            to: proposed,
            because: vec![(words, pack.article(&scale.basis))],
        };
    };
    if standing.standing == Standing::Barred {
        let because = told(&one.after, |f| standing.rules.contains(&f.rule));
        return Would { to: proposed, because };
    }
    let before = one.before.proposal.as_ref().map(|p| p.grade.as_str());
    // Where people departed from what the rules pointed to, they are taken to do so again.
    if before != Some(given) || proposed.as_deref() == Some(given) {
        return keeps();
    }
    let Some(proposal) = &one.after.proposal else {
        return keeps();
    };
    let against = proposal.instead_of.as_deref().and_then(|g| one.after.standing(g));
    let rules = |f: &Fired| proposal.rules.contains(&f.rule) || against.is_some_and(|a| a.rules.contains(&f.rule));
    let mut because = told(&one.after, rules);
    let now: Vec<&str> = one.after.fired.iter().map(|f| f.rule.as_str()).collect();
    because.extend(gone(&one.before, |f| {
        names_grades(f) && !now.contains(&f.rule.as_str())
    }));
    Would { to: proposed, because }
}

fn no_grade(fired: &Fired) -> bool {
    matches!(fired.effect, Effect::NoGrade(_))
}

/// Whether a rule moves a proposal.
fn names_grades(fired: &Fired) -> bool {
    matches!(
        fired.effect,
        Effect::Bar(_) | Effect::Cap(_) | Effect::Require(_) | Effect::Propose(_)
    )
}

fn told(outcome: &Outcome, which: impl Fn(&Fired) -> bool) -> Vec<Because> {
    let fired = outcome.fired.iter().filter(|f| which(f));
    fired.map(|f| (f.sentence.clone(), f.article.clone())).collect()
}

/// Rules that no longer apply.
fn gone(outcome: &Outcome, which: impl Fn(&Fired) -> bool) -> Vec<Because> {
    let no_longer = |(sentence, article): Because| {
        let words = Words::new(
            format!("不再适用：{}", sentence.zh),
            format!("No longer applies: {}", sentence.en),
        );
        (words, article)
    };
    told(outcome, which).into_iter().map(no_longer).collect()
}

#[cfg(test)]
mod tests;
