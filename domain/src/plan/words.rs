//! What the choices of a plan are called.

use super::{Did, Difficulty, Field, Horizon, State};
use crate::Lang;

impl Horizon {
    pub fn words(self, lang: Lang) -> &'static str {
        match self {
            Self::Year => lang.pick("年度", "Year"),
            Self::Quarter => lang.pick("季度", "Quarter"),
            Self::Month => lang.pick("月度", "Month"),
            Self::Week => lang.pick("周", "Week"),
        }
    }
}

impl Difficulty {
    pub fn words(self, lang: Lang) -> &'static str {
        match self {
            Self::Ordinary => lang.pick("一般", "Ordinary"),
            Self::Hard => lang.pick("较难", "Hard"),
            Self::VeryHard => lang.pick("很难", "Very hard"),
        }
    }
}

impl State {
    pub fn words(self, lang: Lang) -> &'static str {
        match self {
            Self::Proposed => lang.pick("待商定", "Proposed"),
            Self::Agreed => lang.pick("已商定", "Agreed"),
            Self::InHand => lang.pick("进行中", "In hand"),
            Self::Done => lang.pick("已完成", "Done"),
            Self::Dropped => lang.pick("已取消", "Dropped"),
        }
    }
}

impl Did {
    pub fn words(self, lang: Lang) -> &'static str {
        match self {
            Self::Set => lang.pick("提出", "set it"),
            Self::HandedDown => lang.pick("下达", "handed it down"),
            Self::Changed => lang.pick("修改", "changed it"),
            Self::Accepted => lang.pick("接受", "accepted it"),
            Self::Agreed => lang.pick("同意", "agreed to it"),
            Self::AskedBack => lang.pick("退回商量", "asked back"),
            Self::StoodBy => lang.pick("维持原样并答复", "kept it and answered"),
            Self::Finished => lang.pick("办结", "finished it"),
            Self::Dropped => lang.pick("取消", "dropped it"),
            Self::Reopened => lang.pick("重新打开", "reopened it"),
            Self::Linked => lang.pick("关联到上级事项", "linked it to a larger item"),
            Self::Unlinked => lang.pick("解除关联", "took a link away"),
            Self::Moved => lang.pick("随承办人转入新单位", "brought it to the owner’s new unit"),
        }
    }
}

impl Field {
    pub fn words(self, lang: Lang) -> &'static str {
        match self {
            Self::Title => lang.pick("事项", "Item"),
            Self::Measure => lang.pick("完成标准", "Measure of done"),
            Self::Note => lang.pick("备注", "Note"),
            Self::Horizon => lang.pick("周期", "Horizon"),
            Self::Weight => lang.pick("权重", "Weight"),
            Self::Difficulty => lang.pick("难度", "Difficulty"),
            Self::Key => lang.pick("重点任务", "Key task"),
            Self::Start => lang.pick("开始", "Start"),
            Self::Due => lang.pick("完成时限", "Due"),
            Self::Owner => lang.pick("承办人", "Owner"),
            Self::Progress => lang.pick("进度", "Progress"),
            Self::Reason => lang.pick("理由", "Reason"),
            Self::Answer => lang.pick("答复", "Answer"),
            Self::Unit => lang.pick("单位", "Unit"),
        }
    }

    /// What would have been right.
    pub fn wanted(self, lang: Lang) -> &'static str {
        match self {
            Self::Horizon => lang.pick("年度、季度、月度或周", "year, quarter, month or week"),
            Self::Weight => lang.pick("1 到 100 的整数", "a whole number from 1 to 100"),
            Self::Difficulty => lang.pick(
                "一般、较难或很难（也可填 1、2、3）",
                "ordinary, hard or very hard (or 1, 2, 3)",
            ),
            Self::Key => lang.pick("是或否", "yes or no"),
            Self::Start | Self::Due => lang.pick("2026-11-20 这样的日期", "a date like 2026-11-20"),
            Self::Progress => lang.pick("0 到 100 的整数", "a whole number from 0 to 100"),
            Self::Owner => lang.pick("名单中的人", "somebody on the list"),
            _ => lang.pick("文字", "text"),
        }
    }

    /// The edited value as people read it; people stay ids.
    pub fn value(self, value: &str, lang: Lang) -> String {
        let word = match self {
            Self::Horizon => Horizon::parse(value).map(|h| h.words(lang)),
            Self::Difficulty => Difficulty::parse(value).map(|d| d.words(lang)),
            Self::Key => Some(if value == "yes" {
                lang.pick("是", "yes")
            } else {
                lang.pick("否", "no")
            }),
            _ => None,
        };
        word.unwrap_or(value).to_owned()
    }
}
