//! What another pack would have made of somebody: for the simulator, which writes nothing.

use super::Outcome;
use serde::{Deserialize, Serialize};

/// How an outcome differs under another pack. Rules are named as each pack names them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// The proposals; none without a grade.
    pub from: Option<String>,
    pub to: Option<String>,
    /// Grades that could be given and now cannot, and the other way round.
    pub closed: Vec<String>,
    pub opened: Vec<String>,
    /// Rules that apply only under the other pack, and those that no longer do.
    pub now: Vec<String>,
    pub no_longer: Vec<String>,
}

/// None when nothing that people would notice is different: proposal, open grades, exemption, priority or measures.
pub fn difference(before: &Outcome, after: &Outcome) -> Option<Difference> {
    let grade = |o: &Outcome| o.proposal.as_ref().map(|p| p.grade.clone());
    let open = |o: &Outcome| o.open().map(str::to_owned).collect::<Vec<_>>();
    let rules = |o: &Outcome| o.fired.iter().map(|f| f.rule.clone()).collect::<Vec<_>>();
    let measures = |o: &Outcome| o.measures.iter().map(|(m, _)| m.clone()).collect::<Vec<_>>();
    let seen = |o: &Outcome| {
        (
            grade(o),
            open(o),
            o.no_grade,
            o.assessed_by,
            o.preferred.clone(),
            measures(o),
        )
    };
    if seen(before) == seen(after) {
        return None;
    }
    Some(Difference {
        from: grade(before),
        to: grade(after),
        closed: without(open(before), &open(after)),
        opened: without(open(after), &open(before)),
        now: without(rules(after), &rules(before)),
        no_longer: without(rules(before), &rules(after)),
    })
}

fn without(mut all: Vec<String>, these: &[String]) -> Vec<String> {
    all.retain(|one| !these.contains(one));
    all
}
