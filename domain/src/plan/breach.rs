use super::Field;
use crate::Lang;
use serde::{Deserialize, Serialize};

/// The field by which a form says which version of an item its reader saw.
pub const STALE: &str = "version";

/// Rules of plans that an input can break.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Breach {
    Missing {
        field: Field,
    },
    TooLong {
        field: Field,
        length: u32,
        limit: u32,
    },
    /// No number between the two, or no word that is known.
    Unfit {
        field: Field,
        given: String,
    },
    DueBeforeStart,
    DueGone,
    DueTooFar {
        years: u32,
    },
    Ended,
    NotEnded,
    NotAgreed,
    NotYours,
    NothingWaits,
    OwnItem,
    NothingChanged,
    ChangedMeanwhile,
    NobodyChosen,
    TooManyPeople {
        chosen: u32,
        limit: u32,
    },
    ServesItself,
    Circle {
        title: String,
    },
    AlreadyServes,
    /// More items stand above than are looked through for a circle.
    NetTooWide {
        limit: u32,
    },
    NotLedBy {
        name: String,
    },
    NothingToCopy,
    /// The first line of the table lacks a column.
    NoColumn {
        field: Field,
    },
    TooManyRows {
        limit: u32,
    },
    WhoIsThat {
        name: String,
    },
    SeveralOfThatName {
        name: String,
    },
    UnitUnknown {
        unit: String,
    },
    /// The owner holds posts in several units of that name.
    SeveralUnits {
        name: String,
        unit: String,
    },
    NoPostThere {
        name: String,
        unit: String,
    },
    /// The owner holds a post there, and somebody else leads it.
    UnitNotLed {
        name: String,
        unit: String,
    },
    FileUnread,
    ImportGone,
}

impl Breach {
    /// The field of the form, as its `name`.
    pub fn field(&self) -> Option<&'static str> {
        match self {
            Self::Missing { field } | Self::TooLong { field, .. } | Self::Unfit { field, .. } => Some(field.name()),
            Self::DueBeforeStart | Self::DueGone | Self::DueTooFar { .. } => Some("due"),
            Self::NobodyChosen | Self::TooManyPeople { .. } | Self::NotLedBy { .. } => Some("people"),
            Self::ServesItself | Self::Circle { .. } | Self::AlreadyServes | Self::NetTooWide { .. } => Some("serves"),
            Self::ChangedMeanwhile => Some(STALE),
            _ => None,
        }
    }

    pub fn words(&self, lang: Lang) -> String {
        let (zh, en): (String, String) = match self {
            Self::Missing { field } => (
                format!("还没有填写{}。", field.words(Lang::Zh)),
                format!("Fill in the {}.", field.words(Lang::En).to_lowercase()),
            ),
            Self::TooLong { field, length, limit } => (
                format!("{}有 {length} 字，最多 {limit} 字。", field.words(Lang::Zh)),
                format!(
                    "{}: {length} characters; {limit} is the most.",
                    field.words(Lang::En)
                ),
            ),
            Self::Unfit { field, given } => (
                format!("{}填的是“{given}”，应为{}。", field.words(Lang::Zh), field.wanted(Lang::Zh)),
                format!("{}: “{given}” will not do. Give {}.", field.words(Lang::En), field.wanted(Lang::En)),
            ),
            Self::DueBeforeStart => (
                "完成时限早于开始日期。".into(),
                "The due date is before the start.".into(),
            ),
            Self::DueGone => (
                "完成时限已经过去。请填今天或以后的日期；做完的工作请直接写纪实。".into(),
                "The due date has passed. Give today or later; write work already done as a record.".into(),
            ),
            Self::DueTooFar { years } => (
                format!("完成时限最远 {years} 年以内。"),
                format!("The due date can be {years} years ahead at most."),
            ),
            Self::Ended => (
                "事项已经结束。要继续，请先说明理由并重新打开。".into(),
                "This item has ended. To go on with it, reopen it first and say why.".into(),
            ),
            Self::NotEnded => ("事项还没有结束。".into(), "This item has not ended.".into()),
            Self::NotAgreed => (
                "事项还没有商定，不能完成。请等对方答复。".into(),
                "This item is not agreed yet, so it cannot be done. Wait for the answer.".into(),
            ),
            Self::NotYours => (
                "这一步不归你办。".into(),
                "This step is somebody else's.".into(),
            ),
            Self::NothingWaits => (
                "这里没有等你答复的事。可能刚刚有人答复过。".into(),
                "Nothing here waits for your answer. Somebody may just have given it.".into(),
            ),
            Self::OwnItem => (
                "自己的事项不能由自己商定，要由上级商定。".into(),
                "Nobody agrees to his own item; a leader does.".into(),
            ),
            Self::NothingChanged => ("没有改动。".into(), "Nothing is different.".into()),
            Self::ChangedMeanwhile => (
                "你看的时候事项被改过，没有保存。请打开事项看过新内容再办。".into(),
                "The item was changed while you read it, so nothing was saved. Open it, read it again and then decide."
                    .into(),
            ),
            Self::NobodyChosen => (
                "还没有选人。至少选一人，或选“暂不指定承办人”。".into(),
                "Nobody is chosen. Choose somebody, or “no owner yet”.".into(),
            ),
            Self::TooManyPeople { chosen, limit } => (
                format!("选了 {chosen} 人，一次最多 {limit} 人。请分批下达。"),
                format!("{chosen} people are chosen; {limit} is the most at once. Do it in parts."),
            ),
            Self::ServesItself => (
                "事项不能服务于自己。".into(),
                "An item cannot serve itself.".into(),
            ),
            Self::Circle { title } => (
                format!("“{title}”已经服务于这个事项，不能反过来。"),
                format!("“{title}” already serves this item; it cannot be the other way round too."),
            ),
            Self::AlreadyServes => ("已经关联过了。".into(), "It is linked already.".into()),
            Self::NetTooWide { limit } => (
                format!("那个事项往上关联的事项超过 {limit} 个，看不出会不会绕成一圈，没有关联。请先解除一些关联。"),
                format!("More than {limit} items stand above that one: too many to see whether this would close a circle, so nothing was linked. Take some links away first."),
            ),
            Self::NotLedBy { name } => (
                format!("{name}不在你领导的范围内，不能下达。全部没有保存。"),
                format!("{name} is not among those you lead, so nothing was handed down to anybody."),
            ),
            Self::NothingToCopy => (
                "上一周期没有办结的事项可复制。".into(),
                "The last period has no finished items to copy.".into(),
            ),
            Self::NoColumn { field } => (
                format!("没有找到“{}”这一列。请用模板的表头。", field.words(Lang::Zh)),
                format!("There is no column “{}”. Use the headings of the template.", field.words(Lang::En)),
            ),
            Self::TooManyRows { limit } => (
                format!("一次最多导入 {limit} 行，请分成几份。"),
                format!("{limit} rows at once are the most; split the table."),
            ),
            Self::WhoIsThat { name } => (
                format!("你能下达的人里没有“{name}”。"),
                format!("“{name}” is not among the people you can hand items to."),
            ),
            Self::SeveralOfThatName { name } => (
                format!("有几个人叫“{name}”，请改填账号。"),
                format!("Several people are called “{name}”; give the account instead."),
            ),
            Self::UnitUnknown { unit } => (
                format!("没有找到单位“{unit}”。请填单位名称，或从顶层写起的路径，用“/”隔开。"),
                format!("No unit “{unit}” was found. Give its name, or its path from the top with “/”."),
            ),
            Self::SeveralUnits { name, unit } => (
                format!("{name}在几个叫“{unit}”的单位任职，分不清是哪一个。请从顶层写起，用“/”隔开。"),
                format!("{name} holds posts in several units called “{unit}”. Give the path from the top, with “/”."),
            ),
            Self::NoPostThere { name, unit } => (
                format!("{name}在“{unit}”没有职务，事项不能列入那里。"),
                format!("{name} holds no post in “{unit}”, so an item cannot stand there."),
            ),
            Self::UnitNotLed { name, unit } => (
                format!("{name}在“{unit}”的工作不归你领导，不能在那里下达。"),
                format!("You do not lead {name} in “{unit}”, so nothing can be handed down there."),
            ),
            Self::FileUnread => (
                "文件读不出来，没有保存。请用模板另存为 .xlsx 或 .csv 再传。".into(),
                "The file cannot be read, so nothing was saved. Save it from the template as .xlsx or .csv and upload it again."
                    .into(),
            ),
            Self::ImportGone => (
                "核对结果已经过期，没有写入。请重新上传。".into(),
                "The check has expired and nothing was written. Upload the file again.".into(),
            ),
        };
        lang.pick(zh, en)
    }
}
