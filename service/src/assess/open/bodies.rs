//! Whether the bodies of a period can do what the pack gives to them, whoever it is about.

use super::super::case;
use super::super::load::Opened;
use super::super::roster::Roster;
use super::fill;
use crate::result::stands_aside;
use crate::{Daybook, Result};
use domain::PersonId;
use domain::assessment::Words;
use domain::assessment::dossier::{Bodies, Dossier, Named};
use domain::assessment::pack::{Pack, Step};
use domain::assessment::process::{Act, Kind, Role};
use domain::{Lang, Violation};
use futures::future::BoxFuture;

/// What bodies cannot do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Gap {
    /// All who could decide on an objection may have decided before it.
    NobodyElse(Act),
    /// One person alone could take a step: about himself nobody could.
    Alone(Act, Named),
}

/// The step is left out where others than bodies can take it, too.
pub(crate) fn gaps(pack: &Pack, kind: Kind, bodies: &Bodies) -> Vec<Gap> {
    let mut gaps = Vec::new();
    for step in pack.step.iter().filter(|s| s.of == kind) {
        let Some(sit) = sitting(step, bodies) else {
            continue;
        };
        let before = before(step.act, bodies);
        let left: Vec<&Named> = sit.into_iter().filter(|n| !before.contains(&&n.id)).collect();
        match left.split_first() {
            None => gaps.push(Gap::NobodyElse(step.act)),
            Some((one, rest)) if rest.iter().all(|n| n.id == one.id) => {
                gaps.push(Gap::Alone(step.act, (*one).clone()));
            }
            Some(_) => {}
        }
    }
    gaps
}

fn members(bodies: &Bodies, role: Role) -> Option<&Vec<Named>> {
    match role {
        Role::Committee => Some(&bodies.committee),
        Role::DecidingHead => Some(&bodies.deciding),
        Role::ReviewBody => Some(&bodies.re_review),
        Role::AppealBody => Some(&bodies.appeal),
        _ => None,
    }
}

/// Who could take a step by sitting on a body.
fn sitting<'a>(step: &Step, bodies: &'a Bodies) -> Option<Vec<&'a Named>> {
    let sit: Option<Vec<&Vec<Named>>> = step.by.iter().map(|role| members(bodies, *role)).collect();
    Some(sit?.into_iter().flatten().collect())
}

/// Whether nobody is left who could take a step that bodies alone take, in a course as it is: all who sit on them took part before, or are
/// the person.
pub(crate) fn nobody_left(dossier: &Dossier, opened: &Opened, act: Act) -> bool {
    let step = opened
        .pack()
        .step
        .iter()
        .find(|s| s.of == dossier.course.kind && s.act == act);
    let sit = step.and_then(|step| sitting(step, &opened.period.bodies));
    let aside = |n: &&Named| n.id == dossier.person.id || stands_aside(dossier, &n.id).is_some();
    sit.is_some_and(|sit| sit.iter().all(aside))
}

/// Who decides before an objection is decided.
fn before(act: Act, bodies: &Bodies) -> Vec<&PersonId> {
    let deciding = [&bodies.committee, &bodies.deciding];
    let earlier: Vec<&Vec<Named>> = match act {
        Act::DecideReReview => deciding.into(),
        Act::DecideAppeal => deciding.into_iter().chain([&bodies.re_review]).collect(),
        _ => vec![],
    };
    earlier.into_iter().flatten().map(|n| &n.id).collect()
}

impl Gap {
    fn words(&self) -> Words {
        match self {
            Self::NobodyElse(act) => Words::new(
                format!(
                    "能“{}”的人都可能参加过前面的决定，没有人能办。请至少再指定一个没有参加前面决定的人。",
                    act.words(Lang::Zh)
                ),
                format!(
                    "All who could {} may have taken part in what is decided before it, so nobody could. Name at least one other person.",
                    act.words(Lang::En)
                ),
            ),
            Self::Alone(act, one) => Words::new(
                format!(
                    "只有{}一人能“{}”，而本人也参加这次考核，没有人能办他自己的。请再指定一人。",
                    one.name,
                    act.words(Lang::Zh)
                ),
                format!(
                    "{} alone could {}, and takes part in this assessment: about him or her nobody could. Name one more person.",
                    one.name,
                    act.words(Lang::En)
                ),
            ),
        }
    }

    /// Who would be alone.
    pub(crate) fn alone(&self) -> Option<&Named> {
        match self {
            Self::Alone(_, one) => Some(one),
            Self::NobodyElse(_) => None,
        }
    }

    pub(crate) fn refused<T>(&self) -> Result<T> {
        Err(Violation::Assess { words: self.words() }.into())
    }
}

/// Refuses a period in which somebody could not be decided on. `opened` is not written yet.
///
/// Boxed: it is too deep for the compiler to see that it can be sent.
pub(super) fn can_act<'s>(daybook: &'s Daybook, roster: &'s Roster, opened: &'s Opened) -> BoxFuture<'s, Result<()>> {
    Box::pin(async move {
        for gap in gaps(opened.pack(), opened.period.kind, &opened.period.bodies) {
            if let Some(one) = gap.alone() {
                let known = case::known(daybook, &daybook.db(), opened, &one.id).await?;
                if !fill::takes_part(daybook, opened, roster, one, &known)? {
                    continue;
                }
            }
            return gap.refused();
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::rules::Rules;

    fn named(ids: &str) -> Vec<Named> {
        let one = |id: &str| Named {
            id: id.into(),
            name: id.to_uppercase(),
        };
        ids.split_whitespace().map(one).collect()
    }

    fn of(kind: Kind, [committee, deciding, re_review, appeal]: [&str; 4]) -> Vec<Gap> {
        let rules = Rules::load(None).unwrap();
        let pack = rules.ruleset(&["cn-civil-servant"]).unwrap();
        let bodies = Bodies {
            committee: named(committee),
            deciding: named(deciding),
            re_review: named(re_review),
            appeal: named(appeal),
        };
        gaps(pack.pack(), kind, &bodies)
    }

    fn alone(act: Act, id: &str) -> Gap {
        let one = named(id).pop().unwrap();
        Gap::Alone(act, one)
    }

    #[test]
    fn somebody_else_is_left_for_every_objection() {
        assert_eq!(of(Kind::Period, ["a b", "c", "r s", "p q"]), []);
        let same = of(Kind::Period, ["a b", "c", "c", "p q"]);
        assert_eq!(same, [Gap::NobodyElse(Act::DecideReReview)]);
        let words = same[0].words();
        assert!(words.en.contains("decide the re-review") && words.zh.contains("作出复核决定"));
        // Whoever decided the re-review decides no appeal.
        let twice = of(Kind::Year, ["a b", "c", "r s", "s a"]);
        assert_eq!(twice, [Gap::NobodyElse(Act::DecideAppeal)]);
    }

    #[test]
    fn who_sits_alone_is_said() {
        let decide = of(Kind::Period, ["", "c", "r s", "p q"]);
        assert_eq!(
            decide,
            [alone(Act::Decide, "c")],
            "in a usual one heads calibrate as well"
        );
        assert!(decide[0].words().en.starts_with("C alone could decide"));
        // On two bodies it is the same person still; another one on either is enough.
        let decide = of(Kind::Period, ["c", "c", "r s", "p q"]);
        assert_eq!(decide, [alone(Act::Decide, "c")]);
        assert_eq!(of(Kind::Period, ["a", "c", "r s", "p q"]), []);
        let acts: Vec<Gap> = [Act::Calibrate, Act::AnswerPublication]
            .map(|act| alone(act, "a"))
            .into();
        assert_eq!(of(Kind::Year, ["a", "c", "r s", "p q"]), acts);
        // Only those count who are left: r decides before as well.
        let left = of(Kind::Period, ["a r", "c", "r s", "p"]);
        assert_eq!(left, [alone(Act::DecideReReview, "s"), alone(Act::DecideAppeal, "p")]);
    }
}
