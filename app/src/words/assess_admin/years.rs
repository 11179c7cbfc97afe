//! Results of earlier years in words with facts in them.

use crate::dates;
use domain::Lang;
use domain::view::assess::TakenBack;

/// `2023` as a year of assessment.
pub fn year(year: i32, lang: Lang) -> String {
    lang.pick(format!("{year} 年度"), year.to_string())
}

/// What a table without problems would write.
pub fn table_ready(fresh: u32, changed: u32, known: u32, lang: Lang) -> String {
    let (zh, en) = match changed {
        0 => (String::new(), String::new()),
        n => (format!("改动 {n} 条，"), format!("{n} changed, ")),
    };
    lang.pick(
        format!("核对通过：新增 {fresh} 条，{zh}已有 {known} 条，还没有写入"),
        format!("Checked: {fresh} new, {en}{known} here already. Nothing is written yet"),
    )
}

/// How many problems a table has.
pub fn table_bad(problems: u32, lang: Lang) -> String {
    let s = if problems == 1 { "" } else { "s" };
    lang.pick(
        format!("有 {problems} 处问题，什么都没有写入"),
        format!("{problems} problem{s}. Nothing was written"),
    )
}

/// Who took an entry back, when and why.
pub fn taken_back(what: &TakenBack, lang: Lang) -> String {
    let (by, on, why) = (&what.by, dates::long(&what.on, lang), &what.why);
    lang.pick(format!("{by}，{on}：{why}"), format!("{by}, {on}: {why}"))
}
