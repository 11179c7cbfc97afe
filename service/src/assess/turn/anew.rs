//! What a result rests on once a re-review or an appeal has decided on it: nobody fares worse for asking, nor by what came to be known
//! while it ran.

use super::super::load::{Opened, read};
use super::Step;
use crate::Result;
use domain::assessment::dossier::{Against, Dossier, Objection};
use domain::assessment::process::{Act, gradable};
use domain::assessment::{Case, Outcome, Words};

/// A result before it was asked to be reviewed, and the grade that is given or upheld.
pub(super) struct Before {
    case: Case,
    grade: String,
    upheld: bool,
}

/// What a grade goes by.
pub(super) enum Rests {
    /// Things as they are by now.
    Now,
    /// Things as they were when it was decided, and what is to be said of that.
    Before(Option<Words>),
}

pub(super) fn decides(act: Act) -> bool {
    matches!(act, Act::DecideReReview | Act::DecideAppeal)
}

/// None where no grade is decided anew. One that was published first is when it is decided, so that it is measured once more: an answer to an
/// objection to the name can have lowered it.
pub(super) fn before(dossier: &Dossier, step: &Step) -> Option<Before> {
    let (course, grade) = (&dossier.course, step.grade.clone()?);
    let (held, case) = match step.act {
        act if decides(act) => (course.grade.as_deref()?, dossier.case.clone()),
        Act::Decide => (course.held()?, copy(decided(dossier)?)?.case),
        _ => return None,
    };
    let upheld = held == grade;
    Some(Before { case, grade, upheld })
}

/// The re-review or the appeal that was decided last.
fn decided(dossier: &Dossier) -> Option<&Objection> {
    let mut all = dossier.objections.iter().rev();
    all.find(|o| o.asked != Act::ObjectToPublication && o.decided.is_some())
}

/// The dossier as it was when that was asked for.
fn copy(objection: &Objection) -> Option<Dossier> {
    read(&objection.frozen).ok()
}

/// What a grade goes by that `before` tells of. One that is upheld goes on resting on the facts it was decided on, also where the rules
/// would not allow to give it any more; but where less follows from things as they are by now, as when a result was entered wrongly and is
/// taken back, it goes by these.
pub(super) fn rests(
    before: Option<&Before>,
    opened: &Opened,
    (now, of_now): (&Case, &Outcome),
    reason: &str,
) -> Result<Rests> {
    let Some(before) = before.filter(|b| b.upheld) else {
        return Ok(Rests::Now);
    };
    if gradable(of_now, Some(before.grade.as_str()), reason).is_err() {
        return Ok(Rests::Before(Some(Words::new(
            "维持原等次：等次仍以当初确定时的情况为准。此后的调查或处分不改变这个等次，另按规定办理。",
            "The grade was upheld: it rests on things as they were when it was decided. An investigation or sanction since then does not change it, and goes its own way.",
        ))));
    }
    let (was, is) = (before.measures(opened, &before.case)?, before.measures(opened, now)?);
    Ok(
        match (
            within(&was, &is) && within(&is, &was),
            before.heavier(opened, &was, &is),
        ) {
            (true, _) => Rests::Before(None),
            (false, true) => Rests::Before(Some(no_heavier())),
            (false, false) => Rests::Now,
        },
    )
}

/// Said of a grade that a re-review or an appeal has decided, where the rules would not allow to give it any more.
pub(super) fn carried_out(of_now: &Outcome, grade: Option<&str>) -> Option<Words> {
    // Whoever decided it has given the reason.
    let refused = gradable(of_now, grade, "decided").is_err();
    refused.then(|| {
        Words::new(
            "等次按复核或申诉的决定确定，以作出决定时的情况为准。此后的调查或处分不改变这个等次，另按规定办理。",
            "The grade was given as the re-review or the appeal decided, by things as they were then. An investigation or sanction since then does not change it, and goes its own way.",
        )
    })
}

/// Said where what was entered since would have made what follows heavier.
pub(super) fn no_heavier() -> Words {
    Words::new(
        "复核、申诉不加重处理：结果带来的措施以当初确定等次时的情况为准，此后补录或更改的情况不计入。",
        "Nobody fares worse for asking: what follows from the result goes by things as they were when the grade was first decided. What was entered or changed since does not count.",
    )
}

impl Before {
    /// What follows from the grade, by a case.
    fn measures(&self, opened: &Opened, case: &Case) -> Result<Vec<String>> {
        measures(opened, case, &self.grade)
    }

    /// What the result rests on in place of `now`, where more would follow from that: the years before as they were then or, if that is
    /// not enough, all as it was.
    pub(super) fn instead(&self, opened: &Opened, now: &Case) -> Result<Option<Case>> {
        let was = self.measures(opened, &self.case)?;
        if !self.heavier(opened, &was, &self.measures(opened, now)?) {
            return Ok(None);
        }
        let years = Case {
            history: self.case.history.clone(),
            ..now.clone()
        };
        let enough = !self.heavier(opened, &was, &self.measures(opened, &years)?);
        Ok(Some(if enough { years } else { self.case.clone() }))
    }

    /// What follows from a grade below the ordinary one is a burden, so that more of it is heavier; from others it is to one's good.
    fn heavier(&self, opened: &Opened, was: &[String], is: &[String]) -> bool {
        let scale = opened.pack().scale(opened.stage());
        let burdens = scale.is_some_and(|scale| scale.rank(&self.grade) > scale.rank(&scale.ordinary));
        match burdens {
            true => !within(is, was),
            false => !within(was, is),
        }
    }
}

fn within(some: &[String], all: &[String]) -> bool {
    some.iter().all(|one| all.contains(one))
}

fn measures(opened: &Opened, case: &Case, grade: &str) -> Result<Vec<String>> {
    let case = Case {
        grade: Some(grade.to_owned()),
        ..case.clone()
    };
    Ok(ids(&opened.with_effects(Outcome::default(), &case)?))
}

fn ids(outcome: &Outcome) -> Vec<String> {
    let mut ids: Vec<String> = outcome.measures.iter().map(|(measure, _)| measure.clone()).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// Keeps with the decision what it changed against the frozen copy. Of a grade that is published first it is kept once more when that is in
/// force.
pub(super) fn note(dossier: &mut Dossier, opened: &Opened) -> Result<()> {
    let Some(frozen) = decided(dossier).and_then(copy) else {
        return Ok(());
    };
    let after = match (&dossier.outcome, &dossier.course.grade) {
        (Some(outcome), _) => ids(outcome),
        (None, Some(grade)) => measures(opened, &dossier.case, grade)?,
        (None, None) => vec![],
    };
    let against = Against {
        before: frozen.outcome.as_ref().map(ids).unwrap_or_default(),
        after,
        ..compared(&frozen, dossier)
    };
    let all = dossier.objections.iter_mut().rev();
    let mut of_results = all.filter(|o| o.asked != Act::ObjectToPublication);
    if let Some(decided) = of_results.find_map(|o| o.decided.as_mut()) {
        decided.against = Some(against);
    }
    Ok(())
}

/// What is not as it was frozen, but for the measures.
pub(crate) fn compared(frozen: &Dossier, now: &Dossier) -> Against {
    let statuses = |d: &Dossier| {
        (
            d.case.statuses.clone(),
            d.case.investigations.clone(),
            d.case.sanctions.clone(),
        )
    };
    Against {
        reviews: frozen.reviews != now.reviews,
        summary: frozen.summary != now.summary,
        statuses: statuses(frozen) != statuses(now),
        ..Against::default()
    }
}
