//! What can be wrong with a set, in words: an error keeps it from being agreed, a warning is told.

use super::{Indicator, name_key};
use crate::Lang;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    Error,
    Warning,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Flaw {
    NoRows,
    TooMany {
        count: u32,
        limit: u32,
    },
    NameMissing {
        row: u32,
    },
    NameTwice {
        name: String,
    },
    NoDimension {
        name: String,
    },
    TooLong {
        name: String,
        length: u32,
        limit: u32,
    },
    WeightUnreadable {
        name: String,
        given: String,
    },
    WeightZero {
        name: String,
    },
    SumNot100 {
        sum: u32,
    },
    NoMeasure {
        name: String,
    },
    /// The own weights of a set laid over are more than 100.
    Over {
        sum: u32,
    },
    /// What is left is less than one for each indicator that stays.
    NoRoom {
        left: u32,
        rest: u32,
    },
    /// Nothing would be left of the set.
    RemovesAll,
    /// No set to lay over, and not 100 by itself.
    NoBase {
        sum: u32,
    },
    RemovesUnknown {
        name: String,
    },
    /// Two families with nearly the same indicators.
    Alike {
        one: String,
        other: String,
        share: u32,
    },
    /// It is in force, and cannot be laid over the set of this family any more.
    NotLaid {
        family: String,
        why: Box<Flaw>,
    },
    /// Once in force it would keep another set, that lies over it, from holding.
    Fells {
        name: String,
        family: String,
        why: Box<Flaw>,
    },
    BeginsTooEarly {
        earliest: String,
    },
    NotDraft,
    /// Somebody saved the draft after it was read by who would agree to it.
    SavedMeanwhile {
        by: String,
    },
    /// Somebody saved or agreed a draft after the file that would replace it was checked.
    CheckedBefore {
        name: String,
    },
}

impl Flaw {
    pub fn not_laid((family, why): (String, Self)) -> Self {
        let why = Box::new(why);
        Self::NotLaid { family, why }
    }

    pub fn severity(&self) -> Severity {
        match self {
            Self::NoMeasure { .. }
            | Self::RemovesUnknown { .. }
            | Self::Alike { .. }
            | Self::NotLaid { .. }
            | Self::Fells { .. } => Severity::Warning,
            _ => Severity::Error,
        }
    }

    /// The place of the row it is about, from 0.
    pub fn row(&self, rows: &[Indicator]) -> Option<usize> {
        match self {
            Self::NameMissing { row } => usize::try_from(*row).ok()?.checked_sub(1),
            // The second of the two.
            Self::NameTwice { name } => rows.iter().rposition(|r| name_key(&r.name) == name_key(name)),
            // The name may have been cut.
            Self::TooLong { name, .. } => rows.iter().position(|r| r.name.trim().starts_with(name.as_str())),
            Self::NoDimension { name }
            | Self::WeightUnreadable { name, .. }
            | Self::WeightZero { name }
            | Self::NoMeasure { name }
            | Self::RemovesUnknown { name } => rows.iter().position(|r| r.name.trim() == name.trim()),
            _ => None,
        }
    }

    pub fn words(&self, lang: Lang) -> String {
        let (zh, en) = self.both();
        lang.pick(zh, en)
    }

    fn both(&self) -> (String, String) {
        match self {
            Self::NoRows => (
                "还没有指标。请至少写一项。".into(),
                "There is no indicator yet. Write at least one.".into(),
            ),
            Self::TooMany { count, limit } => (
                format!("有 {count} 项指标，一套最多 {limit} 项。请合并相近的。"),
                format!("There are {count} indicators; a set has {limit} at most. Join those that say the same."),
            ),
            Self::NameMissing { row } => (
                format!("第 {row} 项没有名称。请写上名称，或勾选“去掉”。"),
                format!("Row {row} has no name. Name it, or tick “remove”."),
            ),
            Self::NameTwice { name } => (
                format!("“{name}”出现了两次。请合并或改名。"),
                format!("“{name}” is there twice. Join the two or rename one."),
            ),
            Self::NoDimension { name } => (
                format!("“{name}”没有维度。请从列表中选，或写自定的维度。"),
                format!("“{name}” has no dimension. Choose one of the list, or write your own."),
            ),
            Self::TooLong { name, length, limit } => (
                format!("“{name}”有一处写了 {length} 字，最多 {limit} 字。请删减。"),
                format!("“{name}” has a text of {length} characters; {limit} is the most. Cut it."),
            ),
            Self::WeightUnreadable { name, given } => (
                format!("“{name}”的权重“{given}”看不懂。请写 0 到 100 的整数。"),
                format!("The weight “{given}” of “{name}” is no whole number from 0 to 100."),
            ),
            Self::WeightZero { name } => (
                format!("“{name}”的权重是 0。请给它权重，或去掉这一项。"),
                format!("“{name}” weighs 0. Give it a weight, or remove it."),
            ),
            Self::SumNot100 { sum } => off_by(*sum),
            Self::NoMeasure { name } => (
                format!("“{name}”没有衡量办法，做得好不好说不清。"),
                format!("“{name}” has no measure: nobody can tell whether it was reached."),
            ),
            Self::Over { sum } => (
                format!("自定权重合计 {sum}，超过 100。请调低 {}。", sum - 100),
                format!("The own weights come to {sum}, over 100. Lower them by {}.", sum - 100),
            ),
            Self::NoRoom { left, rest } => (
                format!(
                    "自定权重只留下 {left}，不够其余 {rest} 项每项至少 1。请调低自定权重，或把不要的指标权重设为 0。"
                ),
                format!(
                    "The own weights leave {left} for {rest} other indicators, less than 1 each. Lower them, or give those not wanted a weight of 0."
                ),
            ),
            Self::RemovesAll => (
                "这样会去掉全部指标。请至少保留或新增一项。".into(),
                "This would remove every indicator. Keep or add at least one.".into(),
            ),
            Self::NoBase { sum } => (
                format!("这个岗位类别还没有生效的指标，本套要自成一套，合计须为 100，现在是 {sum}。"),
                format!(
                    "No set is in force for this post family, so this one stands alone and must come to 100; it has {sum}."
                ),
            ),
            Self::RemovesUnknown { name } => (
                format!("“{name}”本来就不在底套里，不用去掉。"),
                format!("“{name}” is not in the set below, so there is nothing to remove."),
            ),
            Self::Alike { one, other, share } => (
                format!("“{one}”和“{other}”的指标有 {share}% 相同。不同的岗位，用同样的尺子，考不出各自的工作。"),
                format!(
                    "{share}% of the indicators of “{one}” and “{other}” are the same. Different posts need different measures."
                ),
            ),
            Self::NotLaid { family, why } => {
                let (zh, en) = why.both();
                (
                    format!("对“{family}”现在不起作用，那里按下面一层的指标考核：{zh}"),
                    format!("It does not hold for “{family}” now; what is below it does. {en}"),
                )
            }
            Self::Fells { name, family, why } => {
                let (zh, en) = why.both();
                (
                    format!("一旦生效，“{name}”的指标对“{family}”不再起作用：{zh}"),
                    format!("Once this is in force, the set of “{name}” no longer holds for “{family}”. {en}"),
                )
            }
            Self::BeginsTooEarly { earliest } => (
                format!("生效日期最早是 {earliest}：已经考核完的日子、已经按原来那版执行的日子不再改。"),
                format!(
                    "It can begin on {earliest} at the earliest: days that were assessed, or that another version was in force for, keep what they were measured by."
                ),
            ),
            Self::NotDraft => (
                "这一版已经审定，不能再改。要改，请起草新版。".into(),
                "This version is agreed and no longer changes. Draft a new one.".into(),
            ),
            Self::SavedMeanwhile { by } => (
                format!("没有审定：你打开之后，{by}又保存过这份草稿。请先看看现在的内容，再审定。"),
                format!("Not agreed: {by} saved this draft after you opened it. Read it as it is now, then agree."),
            ),
            Self::CheckedBefore { name } => (
                format!("没有写入：检查之后，“{name}”的草稿又有人保存或审定过。请重新检查文件，看清差别再写入。"),
                format!(
                    "Nothing was written: the draft of “{name}” was saved or agreed after the check. Check the file again and see what differs now."
                ),
            ),
        }
    }
}

fn off_by(sum: u32) -> (String, String) {
    match 100u32.checked_sub(sum) {
        Some(short) => (
            format!("权重合计 {sum}，还差 {short}。"),
            format!("The weights come to {sum}; {short} are missing."),
        ),
        None => (
            format!("权重合计 {sum}，多了 {}。", sum - 100),
            format!("The weights come to {sum}, {} too much.", sum - 100),
        ),
    }
}
