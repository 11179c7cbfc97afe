//! Which re-review or appeal a form is about. What is open when it arrives can be another one than its writer has read.

use crate::assess::turn::Scene;
use crate::{Error, Result};
use domain::Violation;
use domain::assessment::Words;
use domain::assessment::dossier::{Dossier, Objection};
use domain::assessment::process::{Act, Refusal, State};
use domain::permission::Actor;

/// A re-review or an appeal of a course. There can be several of a kind: what was taken back stays, and against a grade that is given
/// afterwards everything can be asked anew.
#[derive(Clone, Copy, Debug)]
pub(super) struct Which {
    pub asked: Act,
    /// The first of its kind is 1.
    pub nth: u32,
}

/// As forms name it: a re-review (`re_review`) or an appeal (`appeal`).
pub(super) fn kind(which: &str) -> Result<Act> {
    match which {
        "re_review" => Ok(Act::AskReReview),
        "appeal" => Ok(Act::Appeal),
        _ => Err(Error::NotFound),
    }
}

impl Which {
    pub(super) fn of((which, nth): (&str, u32)) -> Result<Self> {
        let asked = kind(which)?;
        Ok(Self { asked, nth })
    }

    /// The step that decides it.
    pub(super) fn decision(self) -> Act {
        match self.asked {
            Act::AskReReview => Act::DecideReReview,
            _ => Act::DecideAppeal,
        }
    }

    /// Refused where it is open no more. What became of it is for those who would decide it to know, and for nobody else.
    pub(super) fn is_open_to(self, actor: &Actor, scene: &Scene<'_>) -> Result<()> {
        if self.is_open(&scene.dossier) {
            return Ok(());
        }
        let (course, act) = (&scene.dossier.course, self.decision());
        course
            .is_for(act, &actor.person, scene.roles, scene.opened.pack())
            .map_err(Violation::from)?;
        let state = course.state;
        Err(match self.find(&scene.dossier) {
            Some(objection) => Violation::AssessOver {
                words: self.over(objection),
            },
            None => Refusal::NotNow { act, state }.into(),
        }
        .into())
    }

    /// The same for whoever asked it, and takes it back.
    pub(super) fn is_open_to_its_person(self, dossier: &Dossier) -> Result<()> {
        if self.is_open(dossier) {
            return Ok(());
        }
        let objection = self.find(dossier).ok_or(Error::NotFound)?;
        Err(Violation::AssessOver {
            words: self.became(objection),
        }
        .into())
    }

    /// In the state of a course that waits for a decision of its kind, the last of the kind is what is to be decided.
    fn is_open(self, dossier: &Dossier) -> bool {
        let waits = match self.asked {
            Act::AskReReview => State::ReReview,
            _ => State::Appealed,
        };
        let last = usize::try_from(self.nth) == Ok(dossier.asked(self.asked).count());
        dossier.course.state == waits && last && self.find(dossier).is_some_and(Objection::is_open)
    }

    fn find(self, dossier: &Dossier) -> Option<&Objection> {
        let at = usize::try_from(self.nth).ok()?.checked_sub(1)?;
        dossier.asked(self.asked).nth(at)
    }

    /// What became of it, for whoever asked it.
    fn became(self, objection: &Objection) -> Words {
        let (zh, en) = self.named();
        match (&objection.decided, objection.withdrawn) {
            (Some(decided), _) => {
                let (by, on) = (&decided.by_name, decided.on);
                Words::new(
                    format!("{by}已于 {on} 对这次{zh}作出决定，不能再撤回。"),
                    format!("{by} decided this {en} on {on}: it cannot be taken back any more."),
                )
            }
            (None, Some(on)) => Words::new(
                format!("这次{zh}已于 {on} 撤回。之后提出的申请没有动。"),
                format!("This {en} was taken back on {on} already. What was asked since stays as it is."),
            ),
            (None, None) => Words::new(
                "之后已提出申诉，这次复核不再单独撤回。",
                "An appeal was made since: this re-review is not taken back on its own.",
            ),
        }
    }

    fn named(self) -> (&'static str, &'static str) {
        match self.asked {
            Act::AskReReview => ("复核", "re-review"),
            _ => ("申诉", "appeal"),
        }
    }

    /// What became of it, for whoever would decide on it and has written the reasons.
    fn over(self, objection: &Objection) -> Words {
        let (zh, en) = self.named();
        match (&objection.decided, objection.withdrawn) {
            (Some(decided), _) => {
                let (by, on) = (&decided.by_name, decided.on);
                Words::new(
                    format!("{by}已于 {on} 对这次{zh}作出决定，所以没有保存。写的内容还在。"),
                    format!("{by} decided this {en} on {on}, so nothing was saved. What you wrote is still here."),
                )
            }
            (None, Some(on)) => Words::new(
                format!("本人已于 {on} 撤回这次{zh}，不再作出决定，所以没有保存。写的内容还在。"),
                format!(
                    "The person took this {en} back on {on}: nothing is decided on it any more, so nothing was saved. What you wrote is still here."
                ),
            ),
            // Of a re-review: there is nothing that an appeal could give way to.
            (None, None) => Words::new(
                "本人已提出申诉，这次复核不再作出决定，所以没有保存。写的内容还在。",
                "The person appealed meanwhile: nothing is decided on this re-review any more, so nothing was saved. What you wrote is still here.",
            ),
        }
    }
}
