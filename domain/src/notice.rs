//! What people are told of, and how they want to be told.

use serde::{Deserialize, Serialize};

/// Why somebody is told. One notice stands for all news of one kind in one thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeKind {
    /// In a comment, by name.
    Mentioned,
    /// An own comment was answered.
    Replied,
    /// On an own record.
    Commented,
    /// An own record was marked by a leader.
    Marked,
    /// A plan item was handed down to the reader.
    PlanAssigned,
    /// An item of the reader's was changed by a leader, and asks for the answer again.
    PlanRevised,
    /// Someone the reader leads set an item and asks for agreement.
    PlanProposed,
    /// Someone asks back about an item that the reader handed down.
    PlanAskedBack,
    /// What the reader asked back was answered: the item stays as it is, and waits again.
    PlanAnswered,
    /// An item of the reader's was agreed, or one that the reader handed down accepted.
    PlanAgreed,
    /// An item of the reader's was changed by somebody else, and asks for nothing; or one that the reader leads goes on.
    PlanChanged,
    /// An item of the reader's, or one that the reader handed down or was asked about, was dropped by somebody else.
    PlanDropped,
    /// An item that the reader handed down was finished.
    PlanFinished,
    /// Items of the reader's are due or overdue: one notice a day at most.
    PlanDue,
    /// A step of an assessment waits for the reader.
    AssessAsked,
    /// The reader's summary was returned.
    AssessReturned,
    /// The reader was given a result, or the answer to what he asked.
    AssessResult,
    /// What the reader objected to, a name that is published, was answered.
    AssessAnswered,
    /// The office, or whoever assesses, did something about an assessment or a period that concerns the reader and asks for nothing.
    AssessChanged,
    /// Somebody whom the reader assesses disagrees with the result.
    AssessDisagreed,
}

/// How someone wants to be told of a kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wish {
    #[default]
    Now,
    /// With the other quiet ones, next morning.
    Daily,
    Off,
}

/// Hour of the site's clock at which the quiet ones of the day before are shown.
pub const DIGEST_HOUR: u32 = 8;

impl NoticeKind {
    pub const ALL: [Self; 20] = [
        Self::Mentioned,
        Self::Replied,
        Self::Commented,
        Self::Marked,
        Self::PlanAssigned,
        Self::PlanRevised,
        Self::PlanProposed,
        Self::PlanAskedBack,
        Self::PlanAnswered,
        Self::PlanAgreed,
        Self::PlanChanged,
        Self::PlanDropped,
        Self::PlanFinished,
        Self::PlanDue,
        Self::AssessAsked,
        Self::AssessReturned,
        Self::AssessResult,
        Self::AssessAnswered,
        Self::AssessChanged,
        Self::AssessDisagreed,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Mentioned => "mentioned",
            Self::Replied => "replied",
            Self::Commented => "commented",
            Self::Marked => "marked",
            Self::PlanAssigned => "plan_assigned",
            Self::PlanRevised => "plan_revised",
            Self::PlanProposed => "plan_proposed",
            Self::PlanAskedBack => "plan_asked_back",
            Self::PlanAnswered => "plan_answered",
            Self::PlanAgreed => "plan_agreed",
            Self::PlanChanged => "plan_changed",
            Self::PlanDropped => "plan_dropped",
            Self::PlanFinished => "plan_finished",
            Self::PlanDue => "plan_due",
            Self::AssessAsked => "assess_asked",
            Self::AssessReturned => "assess_returned",
            Self::AssessResult => "assess_result",
            Self::AssessAnswered => "assess_answered",
            Self::AssessChanged => "assess_changed",
            Self::AssessDisagreed => "assess_disagreed",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.as_str() == text)
    }

    /// Whether it is about a record.
    pub fn of_record(self) -> bool {
        matches!(self, Self::Mentioned | Self::Replied | Self::Commented | Self::Marked)
    }

    /// Whether it is about an assessment or a period of it.
    pub fn of_course(self) -> bool {
        matches!(
            self,
            Self::AssessAsked
                | Self::AssessReturned
                | Self::AssessResult
                | Self::AssessAnswered
                | Self::AssessChanged
                | Self::AssessDisagreed
        )
    }

    /// Whether it is about a plan item.
    pub fn of_plan(self) -> bool {
        !self.of_record() && !self.of_course()
    }

    /// What asks for an answer can be put off till morning, but not switched off; nor does a muted thread hide it.
    pub fn waits(self) -> bool {
        matches!(
            self,
            Self::Mentioned
                | Self::PlanAssigned
                | Self::PlanRevised
                | Self::PlanProposed
                | Self::PlanAskedBack
                | Self::PlanAnswered
                | Self::AssessAsked
                | Self::AssessReturned
                // From the day it is given the days run in which it can be objected to.
                | Self::AssessResult
        )
    }

    /// The wishes it can have. Due days are told once a day as it is.
    pub fn wishes(self) -> impl Iterator<Item = Wish> {
        let fits = move |wish: &Wish| match wish {
            Wish::Now => true,
            Wish::Daily => self != Self::PlanDue,
            Wish::Off => !self.waits(),
        };
        Wish::ALL.into_iter().filter(fits)
    }

    /// Whether and how the reader is told: `kind` is the wish for the kind, `muted` whether the thread was muted.
    pub fn told(self, kind: Wish, muted: bool) -> Wish {
        match (self.waits(), kind, muted) {
            (true, Wish::Off, _) => Wish::Now,
            (true, wish, _) => wish,
            (false, _, true) => Wish::Off,
            (false, wish, false) => wish,
        }
    }
}

impl Wish {
    pub const ALL: [Self; 3] = [Self::Now, Self::Daily, Self::Off];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Now => "now",
            Self::Daily => "daily",
            Self::Off => "off",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|w| w.as_str() == text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_asks_for_an_answer_is_never_silent() {
        for kind in NoticeKind::ALL {
            for wish in Wish::ALL {
                for muted in [false, true] {
                    let told = kind.told(wish, muted);
                    assert!(told != Wish::Off || !kind.waits(), "{kind:?}");
                    assert!(!muted || kind.waits() || told == Wish::Off, "{kind:?}");
                }
            }
            assert_eq!(NoticeKind::parse(kind.as_str()), Some(kind));
            let about = [kind.of_record(), kind.of_plan(), kind.of_course()];
            assert_eq!(about.into_iter().filter(|is| *is).count(), 1, "{kind:?}");
        }
    }
}
