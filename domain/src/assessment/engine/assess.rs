use super::{Ready, Unsound, sentence};
use crate::assessment::outcome::{Fired, Outcome, Proposal, Standing, StandingOf};
use crate::assessment::pack::{Effect, Pack, Scale, Stage};
use crate::assessment::{Facts, Words};

pub(super) fn assess(pack: &Pack, rules: &[Ready], stage: Stage, facts: &Facts) -> Result<Outcome, Unsound> {
    let mut outcome = Outcome {
        fired: fire(pack, rules, facts)?,
        ..Outcome::default()
    };
    let scale = pack.scale(stage).filter(|_| !stage.follows());
    if let Some(scale) = scale {
        outcome.fired.extend(by_score(pack, scale, facts));
    }
    for fired in &outcome.fired {
        match &fired.effect {
            Effect::NoGrade(why) => outcome.no_grade = outcome.no_grade.max(Some(*why)),
            Effect::AssessedBy(unit) => outcome.assessed_by = outcome.assessed_by.max(Some(*unit)),
            Effect::Measure(measure) => outcome.measures.push((measure.clone(), fired.rule.clone())),
            Effect::Prefer(grade) if !outcome.preferred.contains(grade) => outcome.preferred.push(grade.clone()),
            _ => {}
        }
    }
    if let (Some(scale), None) = (scale, outcome.no_grade) {
        outcome.grades = standings(scale, &outcome.fired);
        outcome.proposal = proposal(scale, &outcome);
        let grades = &outcome.grades;
        let barred = |grade: &str| {
            grades
                .iter()
                .any(|g| g.grade == grade && g.standing == Standing::Barred)
        };
        outcome.preferred.retain(|g| !barred(g));
    } else {
        outcome.preferred.clear();
    }
    Ok(outcome)
}

fn fire(pack: &Pack, rules: &[Ready], facts: &Facts) -> Result<Vec<Fired>, Unsound> {
    let mut fired: Vec<Fired> = Vec::new();
    for ready in rules {
        let rule = &ready.rule;
        if rule.unless.iter().any(|u| fired.iter().any(|f| f.rule == *u)) {
            continue;
        }
        let holds = ready.when.holds(facts).map_err(|message| Unsound {
            rule: rule.id.clone(),
            message,
        })?;
        if holds {
            let values = ready
                .names
                .iter()
                .filter_map(|n| Some((n.clone(), facts.get(n)?.clone())));
            fired.push(Fired {
                rule: rule.id.clone(),
                article: pack.article(&rule.basis),
                sure: rule.basis.sure,
                effect: rule.effect.clone(),
                in_principle: rule.in_principle,
                facts: values.collect(),
                sentence: sentence::fill(&Words::new(rule.zh.clone(), rule.en.clone()), facts),
                judged: ready.judged,
            });
        }
    }
    Ok(fired)
}

/// The cut-offs of a scale are a rule as well, where the organ scores.
fn by_score(pack: &Pack, scale: &Scale, facts: &Facts) -> Option<Fired> {
    let score = facts.score?;
    let grade = scale.reached(score)?;
    let (zh, en) = match grade.cutoff {
        Some(line) => (
            format!("得分 {score}，达到“{}”的分数线 {line}。", grade.zh),
            format!("The score of {score} reaches the cut-off of “{}”, {line}.", grade.en),
        ),
        None => (
            format!("得分 {score}，未达到更高等次的分数线。",),
            format!("The score of {score} reaches the cut-off of no higher grade."),
        ),
    };
    Some(Fired {
        rule: "scale.cutoff".into(),
        article: pack.article(&scale.basis),
        sure: scale.basis.sure,
        effect: Effect::Propose(grade.id.clone()),
        in_principle: false,
        facts: vec![],
        sentence: Words::new(zh, en),
        judged: true,
    })
}

fn standings(scale: &Scale, fired: &[Fired]) -> Vec<StandingOf> {
    let each = scale.grade.iter().enumerate().map(|(rank, grade)| {
        let against = |effect: &Effect| match effect {
            Effect::Bar(barred) => *barred == grade.id,
            Effect::Cap(most) => scale.rank(most).is_some_and(|most| rank < most),
            Effect::Require(all) => !all.contains(&grade.id),
            _ => false,
        };
        let rules: Vec<&Fired> = fired.iter().filter(|f| against(&f.effect)).collect();
        let standing = match rules.as_slice() {
            [] => Standing::Open,
            all if all.iter().all(|f| f.in_principle) => Standing::WithReason,
            _ => Standing::Barred,
        };
        StandingOf {
            grade: grade.id.clone(),
            standing,
            rules: rules.into_iter().map(|f| f.rule.clone()).collect(),
        }
    });
    each.collect()
}

/// The lowest grade that a rule proposes, or the ordinary one; where that is not open, the next below that is, else the next above.
fn proposal(scale: &Scale, outcome: &Outcome) -> Option<Proposal> {
    let proposed = outcome.fired.iter().filter_map(|f| match &f.effect {
        Effect::Propose(grade) => Some((scale.rank(grade)?, f.rule.clone())),
        _ => None,
    });
    let proposed: Vec<(usize, String)> = proposed.collect();
    let wanted = proposed.iter().map(|(rank, _)| *rank).max();
    let wanted = wanted.or_else(|| scale.rank(&scale.ordinary))?;
    let at = |standing| {
        let fits = move |rank: &usize| outcome.grades.get(*rank).is_some_and(|g| g.standing == standing);
        let below = (wanted..scale.grade.len()).find(fits);
        below.or_else(|| (0..wanted).rev().find(fits))
    };
    // Without a grade that is simply open, one that needs a reason.
    let rank = at(Standing::Open).or_else(|| at(Standing::WithReason))?;
    let id = |rank: usize| scale.grade.get(rank).map(|g| g.id.clone());
    Some(Proposal {
        grade: id(rank)?,
        rules: proposed
            .into_iter()
            .filter(|(r, _)| *r == wanted)
            .map(|(_, rule)| rule)
            .collect(),
        instead_of: if rank == wanted { None } else { id(wanted) },
    })
}
