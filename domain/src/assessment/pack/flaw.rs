use crate::Lang;
use std::fmt;

/// Why a pack is refused, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    pub file: String,
    /// From 1.
    pub line: usize,
    pub fault: Fault,
}

impl Flaw {
    pub fn words(&self, lang: Lang) -> String {
        let fault = self.fault.words(lang);
        match lang {
            Lang::Zh => format!("{} 第 {} 行：{fault}", self.file, self.line),
            Lang::En => format!("{}, line {}: {fault}", self.file, self.line),
        }
    }
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words(Lang::En))
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Not TOML, or not the shape of a pack.
    Unreadable {
        message: String,
    },
    NoPack {
        id: String,
    },
    /// Nothing says it, and it is needed.
    Lacks {
        what: &'static str,
    },
    Twice {
        what: &'static str,
        id: String,
    },
    /// A name that nothing stands for.
    Unknown {
        what: &'static str,
        id: String,
    },
    NoSentence {
        id: String,
        lang: Lang,
    },
    Condition {
        id: String,
        fault: ConditionFault,
    },
    Placeholder {
        id: String,
        name: String,
    },
    SumNot100 {
        of: String,
        sum: u64,
    },
    CutoffsNotFalling {
        grade: String,
    },
    OutOfRange {
        id: String,
        what: &'static str,
        from: u32,
        to: u32,
    },
    /// Weights that leave out what they are for.
    NoWeight {
        of: String,
        id: String,
    },
    /// An effect that nothing looks at in rules of this kind.
    EffectLost {
        id: String,
    },
    /// An entry that nothing goes by.
    Unused {
        what: &'static str,
        id: String,
    },
    /// An entry to be removed that is not written as one.
    NotAnEntry {
        text: String,
    },
    /// More layers than are laid over each other.
    TooMany {
        limit: usize,
    },
    /// An id that another file has: that file is not replaced, since it is called otherwise.
    SameId {
        what: &'static str,
        id: String,
        file: String,
    },
    /// Of a calendar: a day of another year than the one it stands under.
    DayOfOtherYear {
        day: String,
        year: i32,
    },
    /// Of a calendar: a day said to be worked that is worked anyway, or off as well.
    DayNotWeekend {
        day: String,
    },
    /// Tilt without a pool.
    TiltAlone {
        id: String,
    },
    /// Rules that wait for each other, or overlays that lie on each other.
    Circle {
        ids: Vec<String>,
    },
    /// Several packs that lie on nothing.
    TwoBases {
        first: String,
        second: String,
    },
}

/// What is wrong with a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConditionFault {
    TooLong {
        limit: usize,
    },
    TooDeep {
        limit: usize,
    },
    Sign {
        sign: char,
    },
    /// Not an expression.
    Unreadable,
    UnknownFact {
        name: String,
    },
    /// Text compared with a number, or a condition that is none.
    Mismatch {
        name: String,
    },
    UnknownChoice {
        fact: String,
        choice: String,
    },
    /// A part of the language that conditions do without.
    NotAllowed {
        part: String,
    },
}

impl Fault {
    pub fn words(&self, lang: Lang) -> String {
        let (zh, en) = match self {
            Self::Unreadable { message } => (format!("读不懂：{message}"), format!("this cannot be read: {message}")),
            Self::NoPack { id } => (format!("没有叫“{id}”的规则包"), format!("there is no pack “{id}”")),
            Self::Lacks { what } => (format!("缺少 {what}"), format!("{what} is missing")),
            Self::Twice { what, id } => (
                format!("{what} “{id}”出现两次"),
                format!("{what} “{id}” stands there twice"),
            ),
            Self::Unknown { what, id } => (format!("没有名为“{id}”的 {what}"), format!("there is no {what} “{id}”")),
            Self::NoSentence { id, lang: missing } => (
                format!("“{id}”缺少{}文字", missing.pick("中文", "英文")),
                format!("“{id}” has no words in {}", missing.pick("Chinese", "English")),
            ),
            Self::Condition { id, fault } => (
                format!("“{id}”的条件：{}", fault.words(Lang::Zh)),
                format!("the condition of “{id}”: {}", fault.words(Lang::En)),
            ),
            Self::Placeholder { id, name } => (
                format!("“{id}”的文字里有 {{{name}}}，但没有这项事实"),
                format!("the sentence of “{id}” has {{{name}}}, which is no fact that can be shown"),
            ),
            Self::SumNot100 { of, sum } => (
                format!("“{of}”的权重合计 {sum}%，应为 100%"),
                format!("the weights of “{of}” come to {sum} %, not to 100 %"),
            ),
            Self::CutoffsNotFalling { grade } => (
                format!("等次“{grade}”的分数线不对：应由高到低，最低等次不设线"),
                format!(
                    "the cut-off of “{grade}” is wrong: they fall from the best grade down, and the lowest has none"
                ),
            ),
            Self::OutOfRange { id, what, from, to } => (
                format!("“{id}”的 {what} 应在 {from} 到 {to} 之间"),
                format!("{what} of “{id}” must be from {from} to {to}"),
            ),
            Self::NoWeight { of, id } => (
                format!("“{of}”的权重漏了“{id}”"),
                format!("the weights of “{of}” leave out “{id}”"),
            ),
            Self::EffectLost { id } => (
                format!("“{id}”的效力放错了阶段：措施只能写在结果运用的规则里，等次只能写在确定等次的规则里"),
                format!(
                    "the effect of “{id}” is lost there: measures belong to what a grade leads to, grades to the rules before it"
                ),
            ),
            Self::Unused { what, id } => (
                format!("没有任何步骤用到 {what} “{id}”"),
                format!("nothing goes by {what} “{id}”"),
            ),
            Self::NotAnEntry { text } => (
                format!("“{text}”不是一个条目：写成 rule:annual.warning 这样，或 publication、rating"),
                format!("“{text}” names no entry: write it as rule:annual.warning, or publication, or rating"),
            ),
            Self::TooMany { limit } => (
                format!("叠加的规定太多：连同基础规则包最多 {limit} 层"),
                format!("too much is laid over each other: {limit} layers at most, the base included"),
            ),
            Self::SameId { what, id, file } => (
                format!("{what} “{id}”已在 {file} 里：要替换它，文件名须与它相同；要另加一个，请换 id"),
                format!(
                    "{what} “{id}” is in {file} already: to replace it give the file that name, to add another give it another id"
                ),
            ),
            Self::DayOfOtherYear { day, year } => (
                format!("{day} 不在 {year} 年，却写在这一年里"),
                format!("{day} stands under {year}, and is a day of another year"),
            ),
            Self::DayNotWeekend { day } => (
                format!("{day} 写成补班，却不是周末，或同时写成休息"),
                format!("{day} is said to be worked instead, and is no Saturday or Sunday, or is off as well"),
            ),
            Self::TiltAlone { id } => (
                format!("名额“{id}”向单位倾斜，须按最大余数在池中分配"),
                format!("quota “{id}” has a tilt, which needs a pool (largest_remainder)"),
            ),
            Self::Circle { ids } => (
                format!("互相依赖成环：{}", ids.join(" → ")),
                format!("they wait for each other: {}", ids.join(" → ")),
            ),
            Self::TwoBases { first, second } => (
                format!("“{first}”和“{second}”都是基础规则包，只能选一个"),
                format!("“{first}” and “{second}” are both base packs; choose one"),
            ),
        };
        lang.pick(zh, en)
    }
}

impl ConditionFault {
    pub fn words(&self, lang: Lang) -> String {
        let (zh, en) = match self {
            Self::TooLong { limit } => (
                format!("超过 {limit} 个字符"),
                format!("longer than {limit} characters"),
            ),
            Self::TooDeep { limit } => (
                format!("嵌套超过 {limit} 层，或括号不成对"),
                format!("more than {limit} deep, or brackets not in pairs"),
            ),
            Self::Sign { sign } => (format!("不能用“{sign}”"), format!("“{sign}” has no place in it")),
            Self::Unreadable => ("不是一个表达式".into(), "this is no expression".into()),
            Self::UnknownFact { name } => (
                format!("没有名为“{name}”的事实"),
                format!("there is no fact “{name}” here"),
            ),
            Self::Mismatch { name } => (
                format!("“{name}”两边的类型对不上"),
                format!("the two sides of “{name}” do not fit"),
            ),
            Self::UnknownChoice { fact, choice } => (
                format!("“{fact}”不会是“{choice}”"),
                format!("“{fact}” is never “{choice}”"),
            ),
            Self::NotAllowed { part } => (format!("不支持“{part}”"), format!("“{part}” is not supported")),
        };
        lang.pick(zh, en)
    }
}
