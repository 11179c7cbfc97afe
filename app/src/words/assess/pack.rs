//! Words of the pages about rule packs.

use super::s;

pub struct PackWords {
    pub title: &'static str,
    pub what: &'static str,
    pub read: &'static str,
    pub version: fn(&str) -> String,
    pub overlays: fn(u32) -> String,
    pub overlays_what: &'static str,
    pub lay: &'static str,
    pub no_overlays: &'static str,
    pub layers: &'static str,
    pub digest: &'static str,
    pub digest_what: &'static str,
    pub sure_what: &'static str,
    pub scales: &'static str,
    pub best_first: &'static str,
    pub condition: &'static str,
    pub none: &'static str,
    pub contents: &'static str,
    /// Of the rules of one period.
    pub kept: &'static str,
    pub kept_what: &'static str,
}

#[rustfmt::skip]
pub const ZH: PackWords = PackWords {
    title: "考核规则",
    what: "每个考核期按一个规则包办理。等次、名额、期限和规则都在包里，任何人都能读；每一条写明出处，以及有没有核对过原文。",
    read: "查看规则",
    version: |v| format!("版本 {v}"),
    overlays: |n| format!("地方和机关的补充规定（{n}）"),
    overlays_what: "勾选后一起看。补充规定按条目覆盖全国规定，其余不变。",
    lay: "合在一起看",
    no_overlays: "没有补充规定。",
    layers: "由哪些规定合成",
    digest: "指纹（SHA-256）",
    digest_what: "内容完全相同的规则包，摘要相同。考核期记下它启动时的摘要，以后改了文件也不影响它。",
    sure_what: "“已核原文”：编写者读过原文。“引自二手资料”“待本机关核实”：使用前请对照原文确认。",
    scales: "等次",
    best_first: "由高到低",
    condition: "条件的写法",
    none: "没有规定。",
    contents: "本页内容",
    kept: "本期所用规则",
    kept_what: "这期考核从启动到归档都按这份规则办理。规则随考核期一起封存，以后规则文件改了，这里不变。",
};

#[rustfmt::skip]
pub const EN: PackWords = PackWords {
    title: "Rules",
    what: "Every period runs by one rule pack. Grades, quotas, deadlines and rules stand in it for anybody to read; each entry says where it comes from and whether its text was read in the source.",
    read: "Read the rules",
    version: |v| format!("version {v}"),
    overlays: |n| format!("Rules of regions and organs ({n} overlay{})", s(n)),
    overlays_what: "Tick what is to be laid over it. An overlay replaces entries; all others stay.",
    lay: "Read them together",
    no_overlays: "There is nothing to lay over it.",
    layers: "Made of",
    digest: "Digest of the content (SHA-256)",
    digest_what: "Packs that say the same have the same digest. A period keeps the one it was opened with: a file that changes later does not reach it.",
    sure_what: "“Read in the source”: the authors have read the text. “From a secondary source” and “to be confirmed by the organ”: check it against the text before you rely on it.",
    scales: "Grades",
    best_first: "the best first",
    condition: "The condition as written",
    none: "Nothing is said about it.",
    contents: "On this page",
    kept: "The rules of this period",
    kept_what: "This period goes by these rules from its opening to its end. It keeps its own copy: a file that changes later does not change what stands here.",
};
