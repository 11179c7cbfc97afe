//! Questions to those who assess: signs that something deserves a second look. They change nothing.

mod alike;
mod citations;
mod raters;

pub use alike::{Repeated, likeness, repeated, repeated_of};
pub use citations::crowded;
pub use raters::{Rater, raters};

use super::case::PlanResults;
use super::pack::Scale;
use crate::{Lang, PersonId};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Question {
    /// Most citations are from the last weeks.
    Crowded {
        late: u32,
        all: u32,
        weeks: u32,
    },
    /// The same reason for different people.
    SameReason {
        people: Vec<PersonId>,
        percent: u32,
    },
    /// A high grade although key tasks were not done.
    HighDespitePlan {
        missed: u32,
        due: u32,
    },
    /// A high grade although more than half of what was due was not done.
    HighWithLittleDone {
        open: u32,
        due: u32,
    },
    /// The lowest grade although everything planned was done.
    LowDespitePlan {
        done: u32,
    },
    /// On average this many tenths of a grade above the others.
    Lenient {
        rater: PersonId,
        tenths: u32,
        people: u32,
    },
    Strict {
        rater: PersonId,
        tenths: u32,
        people: u32,
    },
    /// Everybody has the same grade.
    NoSpread {
        rater: PersonId,
        grade: String,
        people: u32,
    },
}

impl Question {
    pub fn words(&self, lang: Lang) -> String {
        let tenths = |t: &u32| format!("{}.{}", t / 10, t % 10);
        let (zh, en) = match self {
            Self::Crowded { late, all, weeks } => (
                format!("{all} 处引用中有 {late} 处来自最后 {weeks} 周。是否看了整个考核期？"),
                format!("{late} of {all} citations are from the last {weeks} weeks. Did you look at the whole period?"),
            ),
            Self::SameReason { people, percent } => (
                format!("给 {} 人写的理由有 {percent}% 相同。能否写出各人的不同？", people.len()),
                format!(
                    "The reasons for {} people are {percent} % the same. What is different about each?",
                    people.len()
                ),
            ),
            Self::HighDespitePlan { missed, due } => (
                format!("{due} 项重点任务中有 {missed} 项未完成，仍评为最高等次。理由里说明了吗？"),
                format!(
                    "{missed} of {due} key tasks were not done, and this is the highest grade. Does the reason say why?"
                ),
            ),
            Self::HighWithLittleDone { open, due } => (
                format!("到期的 {due} 项计划中有 {open} 项未完成，仍评为最高等次。理由里说明了吗？"),
                format!(
                    "{open} of {due} plan items due were not done, and this is the highest grade. Does the reason say why?"
                ),
            ),
            Self::LowDespitePlan { done } => (
                format!("到期的 {done} 项计划全部完成，却评为最低等次。理由里说明了吗？"),
                format!("All {done} plan items due were done, and this is the lowest grade. Does the reason say why?"),
            ),
            Self::Lenient { tenths: t, people, .. } => (
                format!(
                    "评的 {people} 人平均比其他评鉴人高 {} 个等次。是人不同，还是尺度不同？",
                    tenths(t)
                ),
                format!(
                    "The {people} people are graded {} of a grade above what others give. Are the people different, or the measure?",
                    tenths(t)
                ),
            ),
            Self::Strict { tenths: t, people, .. } => (
                format!(
                    "评的 {people} 人平均比其他评鉴人低 {} 个等次。是人不同，还是尺度不同？",
                    tenths(t)
                ),
                format!(
                    "The {people} people are graded {} of a grade below what others give. Are the people different, or the measure?",
                    tenths(t)
                ),
            ),
            Self::NoSpread { people, .. } => (
                format!("评的 {people} 人等次全部相同。他们的工作真的没有差别吗？"),
                format!("All {people} people have the same grade. Is there no difference in their work?"),
            ),
        };
        lang.pick(zh, en)
    }
}

/// A grade that the results of the plan speak against.
pub fn against_plan(scale: &Scale, grade: &str, plan: &PlanResults) -> Option<Question> {
    let rank = scale.rank(grade)?;
    let missed = plan.key_due.saturating_sub(plan.key_done);
    if rank == 0 && missed > 0 {
        let due = plan.key_due;
        return Some(Question::HighDespitePlan { missed, due });
    }
    // More than half of what was due is not done, key task or not.
    let open = plan.due.saturating_sub(plan.done);
    if rank == 0 && open.saturating_mul(2) > plan.due {
        return Some(Question::HighWithLittleDone { open, due: plan.due });
    }
    let lowest = rank + 1 == scale.grade.len();
    (lowest && plan.due > 0 && plan.done >= plan.due).then_some(Question::LowDespitePlan { done: plan.due })
}
