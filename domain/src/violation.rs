//! Rules that an input can break, with the facts, in the reader's words.

use crate::Lang;
use crate::assessment::Words;
use crate::assessment::process::{Refusal, Role};
use crate::permission::Duty;
use serde::{Deserialize, Serialize};

/// The one rule that the browser checks before it asks, in Chinese and English.
pub const TEXT_EMPTY: (&str, &str) = (
    "还没有写内容。写一句话就可以。",
    "There is no text yet. One sentence is enough.",
);

/// The field of an edit that names the version it began with.
pub const BEGAN: &str = "began";

/// Which rule was broken, and by what. The words name what happened and what to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
#[error("{}", self.words(Lang::En))]
pub enum Violation {
    TextEmpty,
    TextTooLong {
        length: u32,
        limit: u32,
    },
    DayInFuture,
    DayTooOld {
        days: u32,
        limit: u32,
    },
    DayUnreadable {
        given: String,
    },
    AudienceUnknown {
        given: String,
    },
    NoPost,
    /// The post or unit that was named is not the writer's (any more).
    PostNotHeld,
    Withdrawn,
    EditWindowOver {
        minutes: u32,
    },
    /// Another version of the record came since the edit began.
    RecordChanged,
    ReplyToReply,
    MentionNotReader {
        name: String,
    },
    GrantToSelf,
    GrantPeriod,
    GrantExists,
    PasswordTooShort {
        limit: u32,
    },
    PasswordTooLong {
        limit: u32,
    },
    PasswordsDiffer,
    PasswordWrong,
    AccountUnfit,
    DutyUnknown,
    /// The person holds another of the separate duties.
    DutiesApart {
        held: Duty,
    },
    /// An import was checked against an organisation that is another by now.
    RosterChanged,
    KeyReused,
    DraftTooLong,
    DraftUnreadable,
    /// A plan item, indicator or file that is not there for the writer (any more).
    TieUnknown {
        what: Tie,
    },
    TooManyTies {
        what: Tie,
        limit: u32,
    },
    /// A rule of sets of indicators.
    Indicators {
        flaw: crate::indicator::Flaw,
    },
    AskTooLong {
        length: u32,
        limit: u32,
    },
    AskManyWords {
        limit: u32,
    },
    /// A question without a letter or a digit.
    AskNothing,
    /// A rule of plans.
    Plan {
        breach: crate::plan::Breach,
    },
    /// Why a step of an assessment cannot be taken, in the words of [`Refusal`]: a browser need not carry how they are made.
    Assess {
        words: Words,
    },
    /// Somebody saved the assessment since it was read.
    AssessChanged,
    /// What was to be decided is open no more: what became of it, in words.
    AssessOver {
        words: Words,
    },
    /// A pack or an overlay that cannot be used.
    PackFlawed {
        text: Words,
    },
    PeriodDays,
    PeriodNoUnits,
    /// Nobody is named for what the pack asks somebody for.
    PeriodNoBody {
        role: Role,
    },
    StatusDays,
    BallotAlready,
    /// Somebody or a grade that is not on the ballot.
    BallotUnknown,
    NothingToSimulate,
}

impl From<crate::indicator::Flaw> for Violation {
    fn from(flaw: crate::indicator::Flaw) -> Self {
        Self::Indicators { flaw }
    }
}

impl From<&Refusal> for Violation {
    fn from(refusal: &Refusal) -> Self {
        let words = Words::new(refusal.words(Lang::Zh), refusal.words(Lang::En));
        Self::Assess { words }
    }
}

impl From<Refusal> for Violation {
    fn from(refusal: Refusal) -> Self {
        Self::from(&refusal)
    }
}

impl From<crate::plan::Breach> for Violation {
    fn from(breach: crate::plan::Breach) -> Self {
        Self::Plan { breach }
    }
}

/// What a record can be tied to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tie {
    Item,
    Indicator,
    File,
    Record,
}

impl Tie {
    fn words(self, lang: Lang) -> &'static str {
        match self {
            Self::Item => lang.pick("计划事项", "plan item"),
            Self::Indicator => lang.pick("指标", "indicator"),
            Self::File => lang.pick("附件", "file"),
            Self::Record => lang.pick("纪实", "record"),
        }
    }
}

impl Violation {
    /// The field of the form the words belong to, as its `name` attribute.
    pub fn field(&self) -> Option<&'static str> {
        match self {
            Self::TextEmpty | Self::TextTooLong { .. } | Self::MentionNotReader { .. } => Some("text"),
            Self::DayInFuture | Self::DayTooOld { .. } | Self::DayUnreadable { .. } => Some("day"),
            Self::AudienceUnknown { .. } => Some("audience"),
            Self::RecordChanged => Some(BEGAN),
            Self::PostNotHeld => Some("unit"),
            Self::GrantToSelf | Self::GrantExists => Some("to"),
            Self::GrantPeriod => Some("until"),
            Self::PasswordTooShort { .. } | Self::PasswordTooLong { .. } | Self::PasswordsDiffer => Some("password"),
            Self::PasswordWrong => Some("current"),
            Self::AccountUnfit => Some("account"),
            Self::DutyUnknown | Self::DutiesApart { .. } => Some("duty"),
            Self::TieUnknown { what } | Self::TooManyTies { what, .. } => Some(match what {
                Tie::Item => "items",
                Tie::Indicator => "indicators",
                Tie::File => "files",
                Tie::Record => "continues",
            }),
            Self::AskTooLong { .. } | Self::AskManyWords { .. } | Self::AskNothing => Some("q"),
            Self::Plan { breach } => breach.field(),
            Self::AssessChanged | Self::AssessOver { .. } => Some(crate::plan::STALE),
            Self::PackFlawed { .. } => Some("pack"),
            Self::PeriodDays => Some("first"),
            Self::StatusDays => Some("last"),
            Self::PeriodNoUnits => Some("units"),
            Self::PeriodNoBody { role } => match role {
                Role::Committee => Some("committee"),
                Role::DecidingHead => Some("deciding"),
                Role::ReviewBody => Some("re_review"),
                Role::AppealBody => Some("appeal"),
                _ => None,
            },
            Self::NoPost
            | Self::Withdrawn
            | Self::EditWindowOver { .. }
            | Self::ReplyToReply
            | Self::RosterChanged
            | Self::KeyReused
            | Self::DraftTooLong
            | Self::DraftUnreadable
            | Self::Indicators { .. }
            | Self::Assess { .. }
            | Self::BallotAlready
            | Self::BallotUnknown
            | Self::NothingToSimulate => None,
        }
    }

    /// A sentence in the reader's language.
    pub fn words(&self, lang: Lang) -> String {
        let (zh, en) = match self {
            Self::TextEmpty => (TEXT_EMPTY.0.into(), TEXT_EMPTY.1.into()),
            Self::TextTooLong { length, limit } => (
                format!(
                    "内容有 {length} 字，最多 {limit} 字。请删减 {} 字，或分成两条。",
                    length - limit
                ),
                format!(
                    "The text has {length} characters; {limit} is the most. Cut {} or split it in two.",
                    length - limit
                ),
            ),
            Self::DayInFuture => (
                "日期在将来。请填写工作实际发生的日期。".into(),
                "The date is in the future. Give the day the work was done.".into(),
            ),
            Self::DayTooOld { days, limit } => (
                format!("日期是 {days} 天以前，最早可补记 {limit} 天内的工作。"),
                format!("The date is {days} days back; late entries go back {limit} days at most."),
            ),
            Self::DayUnreadable { given } => (
                format!("看不懂日期“{given}”。请用 2026-11-20 这样的写法。"),
                format!("“{given}” is not a date. Write it like 2026-11-20."),
            ),
            Self::AudienceUnknown { given } => (
                format!("没有“{given}”这种可见范围。"),
                format!("There is no audience called “{given}”."),
            ),
            Self::NoPost => (
                "你目前没有任职，不能写纪实。请联系人事部门。".into(),
                "You hold no post at present, so you cannot write records. Ask the personnel office.".into(),
            ),
            Self::PostNotHeld => (
                "你现在不在所选的岗位上，这条纪实没有保存。请选现在的岗位再发一次。".into(),
                "You do not hold the post that was chosen, so the record was not saved. Choose your present post and send it again.".into(),
            ),
            Self::Withdrawn => (
                "这条纪实已撤回，不能再修改或评论。".into(),
                "This record was withdrawn; it can no longer be changed or commented on.".into(),
            ),
            Self::EditWindowOver { minutes } => (
                format!("评论发出 {minutes} 分钟后不能再改。可以再写一条补充。"),
                format!("Comments can be edited for {minutes} minutes. Write another one to add to it."),
            ),
            Self::ReplyToReply => (
                "回复只有一层。请回复上一级评论。".into(),
                "Replies go one level deep. Reply to the comment above it.".into(),
            ),
            Self::MentionNotReader { name } => (
                format!("{name}看不到这条纪实，不能提到。"),
                format!("{name} cannot read this record, so cannot be mentioned."),
            ),
            Self::GrantToSelf => (
                "不能授权给本单位自己或上下级单位。".into(),
                "A unit cannot be authorised to itself, nor along its own line.".into(),
            ),
            Self::GrantPeriod => (
                "截止日期要晚于今天。".into(),
                "The last day must be later than today.".into(),
            ),
            Self::GrantExists => (
                "已经授权给这个单位。要改期限，请先撤销。".into(),
                "That unit is authorised already. Revoke it first to change the dates.".into(),
            ),
            Self::PasswordTooShort { limit } => (
                format!("密码至少 {limit} 个字符。"),
                format!("Use at least {limit} characters."),
            ),
            Self::PasswordTooLong { limit } => (
                format!("密码最多 {limit} 个字符。"),
                format!("Use at most {limit} characters."),
            ),
            Self::PasswordsDiffer => ("两次输入的密码不一样。".into(), "The two passwords differ.".into()),
            Self::PasswordWrong => ("当前密码不对。".into(), "The current password is not right.".into()),
            Self::DutyUnknown => ("没有这项职责。".into(), "There is no such duty.".into()),
            Self::DutiesApart { held } => (
                format!(
                    "一人只能担任一项管理职责，此人已是{}。请先收回原职责，或授予他人。",
                    held.zh()
                ),
                format!(
                    "Nobody holds two of the separate duties; this person has one: {}. Take that away first, or choose somebody else.",
                    held.en()
                ),
            ),
            Self::AccountUnfit => (
                "账号用 2–64 个字母、数字或 . _ - @。".into(),
                "An account is 2–64 letters, digits or . _ - @.".into(),
            ),
            Self::RecordChanged => (
                "这条纪实在别处又改过一版，没有保存。写的内容还在；再保存一次，就用它替换那一版，那一版留在历史里。".into(),
                "The record was changed elsewhere meanwhile, so nothing was saved. What you wrote is still here; save once more to put it in place of that version, which stays in the history.".into(),
            ),
            Self::RosterChanged => (
                "检查之后组织又有变动，没有写入任何内容。请重新检查文件。".into(),
                "The organisation changed since this check, so nothing was written. Check the files again.".into(),
            ),
            Self::KeyReused => (
                "这个请求编号已用于另一件事。请刷新后再试。".into(),
                "This request key was used for something else. Reload and try again.".into(),
            ),
            Self::DraftTooLong => (
                "草稿太长，只保存在本机。请分成几条。".into(),
                "This draft is too long to be kept anywhere but on this device. Split it.".into(),
            ),
            Self::DraftUnreadable => (
                "草稿没有存到服务器上，本机仍保留着。请刷新后再试。".into(),
                "The draft was not kept on the server; it stays on this device. Reload and try again.".into(),
            ),
            Self::TieUnknown { what } => (
                format!("选的{}已经不在了，没有保存。请重新选择。", what.words(Lang::Zh)),
                format!(
                    "A {} you chose is no longer there, so nothing was saved. Choose again.",
                    what.words(Lang::En)
                ),
            ),
            Self::TooManyTies { what, limit } => (
                format!("一条纪实最多关联 {limit} 个{}。", what.words(Lang::Zh)),
                format!("One record can have {limit} of this at most: {}.", what.words(Lang::En)),
            ),
            Self::Indicators { flaw } => return flaw.words(lang),
            Self::Plan { breach } => return breach.words(lang),
            Self::Assess { words } | Self::AssessOver { words } => return words.pick(lang).to_owned(),
            Self::AssessChanged => (
                "你打开以后，别人已经改动了这份考核，这次没有保存。写的内容还在，请对照现在的内容后再提交。".into(),
                "Somebody changed this assessment after you opened it, so nothing was saved. What you wrote is still here: compare it with what is there now, and send it again.".into(),
            ),
            Self::PackFlawed { text } => (
                format!("规则包不能用：{} 请改好规则包，或另选一个。", text.zh),
                format!("The pack cannot be used: {} Mend it, or choose another.", text.en),
            ),
            Self::PeriodDays => (
                "考核期的起止日期不对。开始要早于结束，最长一年，请重新填写。".into(),
                "The days of the period do not fit. It begins before it ends and lasts a year at most: give them again.".into(),
            ),
            Self::PeriodNoUnits => (
                "还没有选参加考核的单位，或所选单位里没有在职人员。请至少选一个。".into(),
                "No unit is chosen, or nobody holds a post in those that are. Choose at least one with people in it.".into(),
            ),
            Self::PeriodNoBody { role } => (
                format!("规则包要求有{}，还没有指定。请至少指定一人。", role.words(Lang::Zh)),
                format!("The pack asks for {}, and nobody is named. Name at least one person.", role.words(Lang::En)),
            ),
            Self::StatusDays => (
                "起止日期不对。结束不能早于开始，写成 2026-11-20 这样，请重新填写。".into(),
                "The days do not fit. The end is not before the start, and a day is written like 2026-11-20: give them again.".into(),
            ),
            Self::BallotAlready => (
                "你已经投过票。每人投一次，匿名，投出后不能更改。".into(),
                "You have cast your ballot already. Everybody has one; it is anonymous and cannot be changed.".into(),
            ),
            Self::BallotUnknown => (
                "票上有人不在测评名单里，或没有这个等次，没有投出。请刷新后重新选择。".into(),
                "Somebody on the ballot is not on the list, or a grade is unknown, so it was not cast. Reload and choose again.".into(),
            ),
            Self::NothingToSimulate => (
                "所选考核期里还没有可以试算的结果。请选一个已有评鉴或已结束的考核期。".into(),
                "There is nothing to simulate in that period yet. Choose one with reviews or results.".into(),
            ),
            Self::AskTooLong { length, limit } => (
                format!("要查的内容有 {length} 字，最多 {limit} 字。留下最要紧的几个词就够了。"),
                format!("The question has {length} characters; {limit} is the most. A few words are enough."),
            ),
            Self::AskManyWords { limit } => (
                format!("一次最多查 {limit} 个词。去掉几个再查。"),
                format!("{limit} words at once are the most. Leave some out."),
            ),
            Self::AskNothing => (
                "没有可查的字。请写一个词、姓名或编号。".into(),
                "There is nothing to look for in this. Give a word, a name or a number.".into(),
            ),
        };
        lang.pick(zh, en)
    }
}
