//! Words of what a record is tied to.

use domain::propose::Why;

pub struct TieWords {
    pub item: &'static str,
    pub indicator: &'static str,
    pub add_item: &'static str,
    pub add_indicator: &'static str,
    pub remove: fn(&str) -> String,
    pub progress_of: fn(&str) -> String,
    /// In the place of a name: the one that is chosen from the list.
    #[cfg(feature = "ssr")]
    pub listed: &'static str,
    /// Where there is no script: what could be tied to on the day that is chosen.
    #[cfg(feature = "ssr")]
    pub of_day: &'static str,
    #[cfg(feature = "ssr")]
    pub of_day_what: &'static str,
    pub percent: fn(u8) -> String,
    pub go_on: fn(&str) -> String,
    pub goes_on: &'static str,
    /// In the place of a name, when it cannot be tied to any more.
    pub gone: &'static str,
    pub why: fn(&Why) -> String,
}

pub const ZH: TieWords = TieWords {
    item: "事项",
    indicator: "指标",
    add_item: "选计划事项…",
    add_indicator: "选指标…",
    remove: |name| format!("取消关联：{name}"),
    progress_of: |name| format!("{name}：目前进度（%）"),
    #[cfg(feature = "ssr")]
    listed: "列表中选的事项",
    #[cfg(feature = "ssr")]
    of_day: "列出当天的指标",
    #[cfg(feature = "ssr")]
    of_day_what: "要关联以前某天的指标：先在上面选好日期，再按这里。已写的都会带过来，只有附件要之后再选。",
    percent: |percent| format!("至 {percent}%"),
    go_on: |start| format!("接着写：{start}…"),
    goes_on: "接续前一条",
    gone: "已不能关联",
    why: |why| match why {
        Why::Words(words) => format!("都提到“{}”", words.join("、")),
        Why::Due(days) if *days < 0 => "已过期限".to_owned(),
        Why::Due(0) => "今天到期".to_owned(),
        Why::Due(days) => format!("{days} 天后到期"),
        Why::Used(0) => "今天用过".to_owned(),
        Why::Used(1) => "昨天用过".to_owned(),
        Why::Used(days) => format!("{days} 天前用过"),
    },
};

pub const EN: TieWords = TieWords {
    item: "Plan item",
    indicator: "Indicator",
    add_item: "Choose a plan item…",
    add_indicator: "Choose an indicator…",
    remove: |name| format!("Untie: {name}"),
    progress_of: |name| format!("{name}: progress now (%)"),
    #[cfg(feature = "ssr")]
    listed: "the item chosen from the list",
    #[cfg(feature = "ssr")]
    of_day: "List the indicators of that day",
    #[cfg(feature = "ssr")]
    of_day_what: "For the indicators of an earlier day: choose the day above, then press here. What is written comes along; only files are chosen afterwards.",
    percent: |percent| format!("to {percent}%"),
    go_on: |start| format!("Go on with: {start}…"),
    goes_on: "goes on from an earlier one",
    gone: "no longer open",
    why: |why| match why {
        Why::Words(words) => format!("both say “{}”", words.join(", ")),
        Why::Due(days) if *days < 0 => "overdue".to_owned(),
        Why::Due(0) => "due today".to_owned(),
        Why::Due(1) => "due tomorrow".to_owned(),
        Why::Due(days) => format!("due in {days} days"),
        Why::Used(0) => "used today".to_owned(),
        Why::Used(1) => "used yesterday".to_owned(),
        Why::Used(days) => format!("used {days} days ago"),
    },
};
