//! Taking back what was asked, before it is decided.

use super::{Act, Course, Done, Move, Refusal, Role, State, table};
use crate::PersonId;

/// What was done, without what was taken back and all that was done on it.
fn standing(done: &[Done]) -> Vec<&Done> {
    let mut all = Vec::with_capacity(done.len());
    for done in done {
        match done.act {
            Act::Withdraw => {
                taken_back(&mut all);
            }
            _ => all.push(done),
        }
    }
    all
}

/// Goes back to before the last objection.
fn taken_back<'a>(standing: &mut Vec<&'a Done>) -> Option<&'a Done> {
    let at = standing.iter().rposition(|d| asks(d.act))?;
    let asked = standing.get(at).copied();
    standing.truncate(at);
    asked
}

fn asks(act: Act) -> bool {
    matches!(act, Act::AskReReview | Act::Appeal | Act::ObjectToPublication)
}

impl Course {
    /// No step of a pack, and nothing comes of it: the course is where it was before it was asked. Who objected to a name is known to
    /// whoever calls this.
    pub(super) fn withdraw(&self, to: &Move<'_>) -> Result<Self, Refusal> {
        let (act, own) = (Act::Withdraw, *to.by == self.person);
        match self.state {
            State::ReReview | State::Appealed if !own => {
                let by = vec![Role::Person];
                return Err(Refusal::NotYours { act, by });
            }
            State::PublicationObjected if own => return Err(Refusal::OwnCase),
            _ => {}
        }
        self.in_order(to)?;
        let state = self
            .before_objection()
            .ok_or(Refusal::NotNow { act, state: self.state })?;
        let mut next = self.clone();
        next.state = state;
        Ok(next.having_done(to, false))
    }

    /// Whether somebody could take back what he asked of a result.
    pub fn may_withdraw(&self, by: &PersonId) -> bool {
        *by == self.person && matches!(self.state, State::ReReview | State::Appealed)
    }

    /// The state before the objection that is open.
    fn before_objection(&self) -> Option<State> {
        if !matches!(
            self.state,
            State::ReReview | State::Appealed | State::PublicationObjected
        ) {
            return None;
        }
        let mut before = standing(&self.done);
        taken_back(&mut before)?;
        let last = before.into_iter().rev().find(|d| d.act != Act::Extend)?;
        table::target(self.kind, last.act)
    }

    /// What the last step took back, if it did.
    pub fn withdrawn(&self) -> Option<Act> {
        let (last, before) = self.done.split_last()?;
        let mut before = standing(before);
        let asked = taken_back(&mut before).filter(|_| last.act == Act::Withdraw)?;
        Some(asked.act)
    }

    /// The step that led to where the course is.
    pub(super) fn last_standing(&self) -> Option<&Done> {
        let mut steps = standing(&self.done).into_iter().rev();
        steps.find(|d| d.act != Act::Extend)
    }

    /// That the clock of the step that is next was extended: nothing else is done between that and the step.
    pub fn extension(&self) -> Option<&Done> {
        let last = standing(&self.done).into_iter().next_back()?;
        (last.act == Act::Extend).then_some(last)
    }
}
