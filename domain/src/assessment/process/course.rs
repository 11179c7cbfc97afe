use super::{Act, Kind, Refusal, Role, State, guard, table};
use crate::PersonId;
use crate::assessment::pack::{Pack, Step};
use crate::assessment::{Calendar, Outcome, calendar};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// One person's assessment, as far as it is. Everything follows from what was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Course {
    pub kind: Kind,
    pub person: PersonId,
    pub opened: NaiveDate,
    pub state: State,
    /// As proposed, calibrated, decided, or changed by re-review and appeal; none without a grade. It is in force as it stands:
    /// an objection does not suspend it.
    pub grade: Option<String>,
    pub done: Vec<Done>,
}

/// A step that was taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    pub act: Act,
    pub by: PersonId,
    pub on: NaiveDate,
    /// After its clock had run out.
    pub late: bool,
    pub reason: String,
    /// The grade after it.
    pub grade: Option<String>,
}

/// A step that somebody wants to take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move<'a> {
    pub act: Act,
    pub by: &'a PersonId,
    /// In what capacities he stands to the person.
    pub roles: &'a [Role],
    pub on: NaiveDate,
    /// For steps that set a grade: the one to be; none for no grade. Re-review and appeal name the grade that holds to uphold it.
    pub grade: Option<&'a str>,
    pub reason: &'a str,
    /// Of a review: indicators without a citation and without a stated reason why there can be none.
    pub uncited: u32,
}

/// What a step is measured by.
pub struct Setting<'a> {
    pub pack: &'a Pack,
    pub calendar: &'a Calendar,
    /// What the rules say about the person.
    pub outcome: &'a Outcome,
}

impl Course {
    pub fn open(kind: Kind, person: PersonId, opened: NaiveDate) -> Self {
        Self {
            kind,
            person,
            opened,
            state: State::Opened,
            grade: None,
            done: vec![],
        }
    }

    /// The course after a step, or why it cannot be taken. Nothing changes on a refusal.
    pub fn take(&self, to: &Move<'_>, setting: &Setting<'_>) -> Result<Self, Refusal> {
        let step = self.step(to.act, setting.pack)?;
        self.entitled(to, step)?;
        let state = table::leads(self.kind, to.act, self.state).ok_or(Refusal::NotNow {
            act: to.act,
            state: self.state,
        })?;
        if to.on < self.since() {
            return Err(Refusal::BeforeLast { last: self.since() });
        }
        guard::guard(self, to, setting)?;
        let mut next = self.clone();
        next.state = state;
        if sets_grade(to.act) {
            next.grade = to.grade.map(str::to_owned);
        }
        next.done.push(Done {
            act: to.act,
            by: to.by.clone(),
            on: to.on,
            late: self.late(step, to.on, setting),
            reason: to.reason.trim().to_owned(),
            grade: next.grade.clone(),
        });
        Ok(next)
    }

    /// The steps that somebody in these capacities could take now, whatever the clocks say.
    pub fn open_to<'p>(&self, by: &PersonId, roles: &[Role], pack: &'p Pack) -> Vec<&'p Step> {
        let fits = |s: &&Step| {
            s.of == self.kind && table::leads(self.kind, s.act, self.state).is_some() && self.fits(by, roles, s)
        };
        pack.step.iter().filter(fits).collect()
    }

    /// The last day of a step's clock, if it has one and is next.
    pub fn due(&self, act: Act, setting: &Setting<'_>) -> Option<calendar::Deadline> {
        let step = self.step(act, setting.pack).ok()?;
        let clock = setting.pack.clock(step.clock.as_deref()?)?;
        Some(calendar::deadline(setting.calendar, clock, self.since(), false))
    }

    /// The day of the last step of this kind.
    pub fn on(&self, act: Act) -> Option<NaiveDate> {
        self.done.iter().rev().find(|d| d.act == act).map(|d| d.on)
    }

    /// Since when it is in its state.
    fn since(&self) -> NaiveDate {
        self.done.last().map_or(self.opened, |d| d.on)
    }

    fn late(&self, step: &Step, on: NaiveDate, setting: &Setting<'_>) -> bool {
        let clock = step.clock.as_deref().and_then(|c| setting.pack.clock(c));
        clock.is_some_and(|c| calendar::deadline(setting.calendar, c, self.since(), false).over(on))
    }

    fn step<'p>(&self, act: Act, pack: &'p Pack) -> Result<&'p Step, Refusal> {
        let step = pack.step.iter().find(|s| s.of == self.kind && s.act == act);
        step.ok_or(Refusal::NotInPack { act })
    }

    fn fits(&self, by: &PersonId, roles: &[Role], step: &Step) -> bool {
        let own = *by == self.person;
        step.by.iter().any(|role| match role {
            Role::Person => own,
            role => !own && roles.contains(role),
        })
    }

    fn entitled(&self, to: &Move<'_>, step: &Step) -> Result<(), Refusal> {
        if self.fits(to.by, to.roles, step) {
            Ok(())
        } else if *to.by == self.person {
            Err(Refusal::OwnCase)
        } else {
            let by = step.by.clone();
            Err(Refusal::NotYours { act: to.act, by })
        }
    }
}

pub(super) fn sets_grade(act: Act) -> bool {
    matches!(
        act,
        Act::SubmitReview
            | Act::GradeAfterwards
            | Act::Calibrate
            | Act::AnswerPublication
            | Act::Decide
            | Act::DecideReReview
            | Act::DecideAppeal
    )
}
