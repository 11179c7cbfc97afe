//! Who takes no part any more: has died, retired or gone to another organ, or was never to be assessed.

use super::{Act, Course, Move, Refusal, Role, State, guard};
use crate::PersonId;

impl Course {
    /// How far it is; of whoever takes no part any more, how far it had come.
    pub fn reached(&self) -> State {
        self.before.unwrap_or(self.state)
    }

    /// No step of a pack: nobody gives a grade to whoever takes no part any more. What was proposed holds nothing from then on.
    pub(super) fn excuse(&self, to: &Move<'_>) -> Result<Self, Refusal> {
        self.may_excuse(to.by, to.roles)?;
        self.in_order(to)?;
        guard::reason(to)?;
        let mut next = self.clone();
        next.before = Some(self.state);
        next.state = State::Excused;
        next.grade = None;
        Ok(next.having_done(to, false))
    }

    /// Whether somebody could take the person out: the office, until it is decided. Decided once, also without a grade for the time being, it
    /// is a result that was given, and goes on. What stands against a published name is answered first.
    pub fn may_excuse(&self, by: &PersonId, roles: &[Role]) -> Result<(), Refusal> {
        let act = Act::Excuse;
        self.by_office(act, by, roles)?;
        let undecided = matches!(
            self.state,
            State::Opened
                | State::Summarised
                | State::Compiled
                | State::Rated
                | State::Reviewed
                | State::Calibrated
                | State::Published
        );
        match undecided && self.on(Act::Decide).is_none() {
            true => Ok(()),
            false => Err(Refusal::NotNow { act, state: self.state }),
        }
    }

    /// Goes on where it was, with the clocks of that state from today. A name that was published was taken down, and is published anew.
    pub(super) fn take_in(&self, to: &Move<'_>) -> Result<Self, Refusal> {
        let state = self.may_take_in(to.by, to.roles)?;
        self.in_order(to)?;
        guard::reason(to)?;
        let mut next = self.clone();
        next.state = match state {
            State::Published => State::Calibrated,
            state => state,
        };
        next.before = None;
        let mut since = self.done.iter().rev().skip_while(|d| d.act != Act::Excuse);
        next.grade = since.nth(1).and_then(|d| d.grade.clone());
        Ok(next.having_done(to, false))
    }

    /// How far it had come when the person was taken out, where somebody could take him in again.
    pub fn may_take_in(&self, by: &PersonId, roles: &[Role]) -> Result<State, Refusal> {
        let act = Act::TakeIn;
        self.by_office(act, by, roles)?;
        let before = self.before.filter(|_| self.state == State::Excused);
        before.ok_or(Refusal::NotNow { act, state: self.state })
    }

    fn by_office(&self, act: Act, by: &PersonId, roles: &[Role]) -> Result<(), Refusal> {
        if *by == self.person {
            return Err(Refusal::OwnCase);
        }
        match roles.contains(&Role::Personnel) {
            true => Ok(()),
            false => Err(Refusal::NotYours {
                act,
                by: vec![Role::Personnel],
            }),
        }
    }
}
