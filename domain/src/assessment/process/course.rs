use super::{Act, Kind, Refusal, Role, State, guard, table};
use crate::PersonId;
use crate::assessment::pack::{Pack, Step};
use crate::assessment::{Calendar, Outcome, Words, calendar};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Who goes on where the person hands in no summary, whatever the pack.
const GO_ON: [Role; 2] = [Role::Assessor, Role::Personnel];

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
    /// Of whoever takes no part any more: how far it had come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<State>,
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
    /// Of the reviews that a grade rests on: indicators without a citation and without a stated reason why there can be none.
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
            before: None,
        }
    }

    /// The course after a step, or why it cannot be taken. Nothing changes on a refusal.
    pub fn take(&self, to: &Move<'_>, setting: &Setting<'_>) -> Result<Self, Refusal> {
        match to.act {
            Act::Extend => return self.extend(to, setting),
            Act::GoOn => return self.go_on(to, setting),
            Act::Withdraw => return self.withdraw(to),
            Act::Excuse => return self.excuse(to),
            Act::TakeIn => return self.take_in(to),
            _ => {}
        }
        let step = self.step(to.act, setting.pack)?;
        self.entitled(to.act, (to.by, to.roles), step)?;
        let state = table::leads(self.kind, to.act, self.state).ok_or(Refusal::NotNow {
            act: to.act,
            state: self.state,
        })?;
        self.in_order(to)?;
        guard::guard(self, to, setting)?;
        let mut next = self.clone();
        // Names stand for their days before a grade is given, whoever gives it.
        next.state = match guard::published_first(self, to, setting) {
            true => State::Calibrated,
            false => state,
        };
        if sets_grade(to.act) {
            next.grade = to.grade.map(str::to_owned);
        }
        Ok(next.having_done(to, self.late(step, to.on, setting)))
    }

    pub(super) fn having_done(mut self, to: &Move<'_>, late: bool) -> Self {
        self.done.push(Done {
            act: to.act,
            by: to.by.clone(),
            on: to.on,
            late,
            reason: to.reason.trim().to_owned(),
            grade: self.grade.clone(),
        });
        self
    }

    /// No step of a pack either: nobody's assessment stands still because the person hands in no summary.
    fn go_on(&self, to: &Move<'_>, setting: &Setting<'_>) -> Result<Self, Refusal> {
        self.may_go_on(to.by, to.roles, to.on, setting)?;
        self.in_order(to)?;
        guard::reason(to)?;
        let mut next = self.clone();
        next.state = State::Summarised;
        Ok(next.having_done(to, false))
    }

    /// Whether somebody could go on without a summary on a day: once the days of the summary are over, an assessor or the office.
    pub fn may_go_on(
        &self,
        by: &PersonId,
        roles: &[Role],
        on: NaiveDate,
        setting: &Setting<'_>,
    ) -> Result<(), Refusal> {
        let act = Act::GoOn;
        if *by == self.person {
            return Err(Refusal::OwnCase);
        }
        if !GO_ON.iter().any(|role| roles.contains(role)) {
            let by = GO_ON.to_vec();
            return Err(Refusal::NotYours { act, by });
        }
        if self.state != State::Opened {
            let state = self.state;
            return Err(Refusal::NotNow { act, state });
        }
        match self.due(Act::SubmitSummary, setting) {
            Some(due) if !due.over(on) => Err(Refusal::SummaryDue { last: due.last }),
            _ => Ok(()),
        }
    }

    /// Why there is no summary, where it was gone on without one.
    pub fn without_summary(&self) -> Option<Words> {
        let handed_in = |d: &&Done| matches!(d.act, Act::SubmitSummary | Act::GoOn);
        let done = self.done.iter().rev().find(handed_in)?;
        (done.act == Act::GoOn).then(|| {
            let (on, reason) = (done.on, &done.reason);
            Words::new(
                format!("本人没有提交小结，{on} 起不等小结继续办理。理由：{reason}"),
                format!("No summary was handed in; on {on} it was gone on without one. Reason: {reason}"),
            )
        })
    }

    /// No step of a pack, and it leads nowhere: whoever decides on the objection that is open takes the days more that its clock allows.
    fn extend(&self, to: &Move<'_>, setting: &Setting<'_>) -> Result<Self, Refusal> {
        let step = self.step(self.deciding()?, setting.pack)?;
        self.entitled(to.act, (to.by, to.roles), step)?;
        self.in_order(to)?;
        guard::extend(self, to)?;
        self.extends_to(to.on, setting)?;
        Ok(self.clone().having_done(to, false))
    }

    /// The last day for deciding on the objection that is open, should it be extended on a day, or why it cannot be.
    pub fn extends_to(&self, on: NaiveDate, setting: &Setting<'_>) -> Result<calendar::Deadline, Refusal> {
        let step = self.step(self.deciding()?, setting.pack)?;
        let clock = step.clock.as_deref().and_then(|c| setting.pack.clock(c));
        let clock = clock.filter(|c| c.extension > 0).ok_or(Refusal::NotExtensible)?;
        if self.is_extended() {
            return Err(Refusal::ExtendedBefore);
        }
        let until = |extended| calendar::deadline(setting.calendar, clock, self.since(), extended);
        match until(false) {
            end if end.over(on) => Err(Refusal::TooLate {
                act: Act::Extend,
                last: end.last,
            }),
            _ => Ok(until(true)),
        }
    }

    /// The decision that an open objection waits for.
    fn deciding(&self) -> Result<Act, Refusal> {
        match self.state {
            State::ReReview => Ok(Act::DecideReReview),
            State::Appealed => Ok(Act::DecideAppeal),
            state => Err(Refusal::NotNow {
                act: Act::Extend,
                state,
            }),
        }
    }

    fn is_extended(&self) -> bool {
        self.extension().is_some()
    }

    /// The steps that somebody in these capacities could take now, whatever the clocks say.
    pub fn open_to<'p>(&self, by: &PersonId, roles: &[Role], pack: &'p Pack) -> Vec<&'p Step> {
        let fits = |s: &&Step| {
            s.of == self.kind && table::leads(self.kind, s.act, self.state).is_some() && self.fits(by, roles, s)
        };
        pack.step.iter().filter(fits).collect()
    }

    /// Whether a step is for somebody in these capacities, whenever it can be taken.
    pub fn is_for(&self, act: Act, by: &PersonId, roles: &[Role], pack: &Pack) -> Result<(), Refusal> {
        self.entitled(act, (by, roles), self.step(act, pack)?)
    }

    /// Whether a grade can be given afterwards from here, should the rules leave one: it was reviewed, or decided, without any.
    pub fn awaits_grade(&self, pack: &Pack) -> bool {
        let act = Act::GradeAfterwards;
        self.grade.is_none() && table::leads(self.kind, act, self.state).is_some() && self.step(act, pack).is_ok()
    }

    /// The last day of a step's clock, if it has one and is next.
    pub fn due(&self, act: Act, setting: &Setting<'_>) -> Option<calendar::Deadline> {
        let step = self.step(act, setting.pack).ok()?;
        let clock = setting.pack.clock(step.clock.as_deref()?)?;
        let (since, extended) = (self.since(), self.is_extended());
        Some(calendar::deadline(setting.calendar, clock, since, extended))
    }

    /// The day of the last step of this kind.
    pub fn on(&self, act: Act) -> Option<NaiveDate> {
        self.done.iter().rev().find(|d| d.act == act).map(|d| d.on)
    }

    /// The same as far as it is about the result that holds: who is graded afterwards has a new one, and every right to object anew.
    pub fn on_this_result(&self, act: Act) -> Option<NaiveDate> {
        let mut since = self.done.iter().rev().take_while(|d| d.act != Act::GradeAfterwards);
        since.find(|d| d.act == act).map(|d| d.on)
    }

    /// What was in force when a re-review or an appeal was decided for a grade that is published first. None where none was, and once that
    /// is decided.
    pub fn held(&self) -> Option<&str> {
        let ends = |act| decides_anew(act) || matches!(act, Act::Decide | Act::GradeAfterwards);
        let at = self.done.iter().rposition(|d| ends(d.act))?;
        let anew = self.done.get(at).is_some_and(|d| decides_anew(d.act));
        let public = matches!(
            self.state,
            State::Calibrated | State::Published | State::PublicationObjected
        );
        let before = self.done.get(at.checked_sub(1)?)?;
        before.grade.as_deref().filter(|_| anew && public)
    }

    /// The spans of days in which the person can appeal against the result, each from its first day: after a re-review from its decision or,
    /// where the result was given again since, from that; else directly, and when the days for deciding a re-review are over without a decision.
    pub fn appeal_days(&self, setting: &Setting<'_>) -> Vec<(NaiveDate, calendar::Deadline)> {
        let run = |clock: &str, event: NaiveDate, first: NaiveDate| {
            let clock = setting.pack.clock(clock)?;
            Some((first, calendar::deadline(setting.calendar, clock, event, false)))
        };
        let told = self.on_this_result(Act::GiveFeedback);
        if let Some(decided) = self.on_this_result(Act::DecideReReview) {
            let known = told.map_or(decided, |told| told.max(decided));
            return run("appeal_after_re_review", known, known).into_iter().collect();
        }
        let direct = told.and_then(|told| run("appeal_direct", told, told));
        let due = match self.state {
            State::ReReview => self.due(Act::DecideReReview, setting),
            _ => None,
        };
        let silent = due.and_then(|due| run("appeal_after_re_review", due.last, due.last.succ_opt()?));
        direct.into_iter().chain(silent).collect()
    }

    /// Since when it is in its state. To extend a clock begins none, nor does taking back what was asked.
    fn since(&self) -> NaiveDate {
        self.last_standing().map_or(self.opened, |d| d.on)
    }

    pub(super) fn in_order(&self, to: &Move<'_>) -> Result<(), Refusal> {
        let last = self.done.last().map_or(self.opened, |d| d.on);
        match to.on < last {
            true => Err(Refusal::BeforeLast { last }),
            false => Ok(()),
        }
    }

    fn late(&self, step: &Step, on: NaiveDate, setting: &Setting<'_>) -> bool {
        let clock = step.clock.as_deref().and_then(|c| setting.pack.clock(c));
        let (since, extended) = (self.since(), self.is_extended());
        clock.is_some_and(|c| calendar::deadline(setting.calendar, c, since, extended).over(on))
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

    /// `act`: what is wanted, which can be to extend the days for the step.
    fn entitled(&self, act: Act, (by, roles): (&PersonId, &[Role]), step: &Step) -> Result<(), Refusal> {
        if self.fits(by, roles, step) {
            Ok(())
        } else if *by == self.person {
            Err(Refusal::OwnCase)
        } else {
            let by = step.by.clone();
            Err(Refusal::NotYours { act, by })
        }
    }
}

pub(super) fn decides_anew(act: Act) -> bool {
    matches!(act, Act::DecideReReview | Act::DecideAppeal)
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
