//! Words for a grade that is given afterwards.

pub struct AfterwardsWords {
    pub label: &'static str,
    pub what: &'static str,
    pub waits: &'static str,
    pub why: &'static str,
    pub first: &'static str,
}

#[rustfmt::skip]
pub const ZH: AfterwardsWords = AfterwardsWords {
    label: "补定等次",
    what: "原来暂不确定等次的原因已经消除，可以补定。先补写评鉴，每项指标要引用纪实或说明为什么没有；补定以前，补写的内容别人看不到。",
    waits: "你补写的评鉴和等次已提交，等其他评鉴人也提交后一并补定。在此以前可以修改，改后要再提交一次。",
    why: "补定等次的理由",
    first: "等评鉴人补定等次。",
};

#[rustfmt::skip]
pub const EN: AfterwardsWords = AfterwardsWords {
    label: "Grade afterwards",
    what: "What stood in the way of a grade is over, so one can be given now. Write the review first: every indicator needs a citation or a reason why there can be none. Until the grade is given nobody else sees what you write.",
    waits: "Your review and grade are handed in. The grade is given when the other assessors have handed in theirs. Until then you can change yours, and hand it in again.",
    why: "Why it is graded afterwards",
    first: "The assessor grades first.",
};
