//! What another pack would have made of the grades that were given: pure, and said rule by rule.

use super::super::quota::{number, part_of};
use domain::assessment::dossier::UnitPart;
use domain::assessment::pack::{Effect, QuotaRule, Scale, Stage};
use domain::assessment::quota::{Candidate, UnitCount, allot, counts, fill};
use domain::assessment::{Fired, Outcome, Pack, Ratio, Standing, Words};
use domain::view::PersonRef;
use domain::{CourseId, PersonId, UnitId};

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
}

/// What everybody would have, in the order of `all`, and what cannot be told: ties that only people can decide.
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

/// Takes the grade of a quota from those who have no place; ties come back as sentences.
fn share(packs: &Packs<'_>, scale: &Scale, quota: &QuotaRule, all: &[Replay], would: &mut [Would]) -> Vec<Words> {
    let places = allotted(packs, quota, all, |r| (&r.quotas_after, &r.after), packs.raised);
    let old = packs
        .before
        .quota
        .iter()
        .find(|q| q.of == packs.stage && q.grade == quota.grade);
    let old_places = old.map(|old| allotted(packs, old, all, |r| (&r.quotas_before, &r.before), packs.raised));
    let mut untold = Vec::new();
    for (unit, (mut allowed, exact)) in places {
        let of_unit = |at: &usize| {
            let one = all.get(*at);
            one.is_some_and(|r| part_of(packs.parts, &r.path) == unit && r.quotas_after.contains(&quota.id))
        };
        let people: Vec<usize> = (0..all.len())
            .filter(|at| {
                would
                    .get(*at)
                    .is_some_and(|w| w.to.as_deref() == Some(quota.grade.as_str()))
            })
            .filter(of_unit)
            .collect();
        // What was beyond the places with a reason or by an objection was allowed then, and is not taken now.
        let had = people.iter().filter(|at| held(all, **at, &quota.grade)).count();
        let before = old_places.as_ref().and_then(|o| o.iter().find(|(u, _)| *u == unit));
        allowed += before.map_or(0, |(_, (places, _))| number(had).saturating_sub(*places));
        let candidates: Vec<Candidate> = people
            .iter()
            .filter_map(|at| all.get(*at))
            .filter_map(|r| Candidate::of(r.person.id.clone(), &quota.grade, &r.after, r.score))
            .collect();
        let filled = fill(allowed, exact, &candidates, &quota.order);
        for at in people {
            let (Some(one), Some(mine)) = (all.get(at), would.get_mut(at)) else {
                continue;
            };
            if filled.cut.iter().any(|c| c.person == one.person.id) {
                *mine = below(one, scale, quota, packs.after);
            }
        }
        if filled.open_places > 0 {
            let name = packs
                .parts
                .iter()
                .find(|p| p.unit == unit)
                .map_or("", |p| p.name.as_str());
            let grade = super::super::grade_words(packs.after, packs.stage, &quota.grade);
            untold.push(Words::new(
                format!(
                    "{name}：{} 人条件相同，“{}”只有 {} 个名额，谁没有名额要由人来定，没有列入。",
                    filled.open.len(),
                    grade.zh,
                    filled.open_places
                ),
                format!(
                    "{name}: {} people are equal and {} places for “{}” are left. Who would have none is for people to decide and is not shown.",
                    filled.open.len(),
                    filled.open_places,
                    grade.en
                ),
            ));
        }
    }
    untold
}

fn held(all: &[Replay], at: usize, grade: &str) -> bool {
    all.get(at).is_some_and(|r| r.held && r.given.as_deref() == Some(grade))
}

/// Places and exact share of each unit.
fn allotted<'r>(
    packs: &Packs<'_>,
    quota: &QuotaRule,
    all: &'r [Replay],
    of: impl Fn(&'r Replay) -> (&'r Vec<String>, &'r Outcome),
    raised: bool,
) -> Vec<(UnitId, (u32, Ratio))> {
    let counted = |part: &UnitPart| {
        let of_part = all.iter().filter(|r| part_of(packs.parts, &r.path) == part.unit);
        let counted = of_part.filter(|r| {
            let (quotas, outcome) = of(r);
            quotas.contains(&quota.id) && counts(quota, outcome)
        });
        number(counted.count())
    };
    let units: Vec<UnitCount> = (packs.parts.iter())
        .map(|part| UnitCount {
            unit: part.unit.clone(),
            name: Words::new(&part.name, &part.name),
            counted: counted(part),
            marks: part.marks.clone(),
        })
        .collect();
    let allotment = allot(quota, &units, raised);
    allotment
        .units
        .into_iter()
        .map(|u| (u.unit, (u.places, u.exact)))
        .collect()
}

/// The next grade below the quota's that is open, by the quota.
fn below(one: &Replay, scale: &Scale, quota: &QuotaRule, pack: &Pack) -> Would {
    let from = scale.rank(&quota.grade).map_or(0, |rank| rank + 1);
    let open =
        |g: &&domain::assessment::pack::Grade| one.after.standing(&g.id).is_some_and(|s| s.standing == Standing::Open);
    let next = scale.grade.iter().skip(from).find(open);
    Would {
        to: next.map(|g| g.id.clone()),
        because: vec![(Words::new(&quota.zh, &quota.en), pack.article(&quota.basis))],
    }
}

#[cfg(test)]
mod tests;
