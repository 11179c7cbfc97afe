//! Words of the page about what cannot reach a grade.

pub struct FirewallWords {
    pub title: &'static str,
    pub promise: &'static str,
    pub sections: &'static [(&'static str, &'static [&'static str])],
    pub cannot: &'static str,
    pub can: &'static str,
    /// What it is, and why it stays outside.
    pub outside: &'static [(&'static str, &'static str)],
    pub inside: &'static [(&'static str, &'static str)],
    pub verify: &'static str,
    pub verify_what: &'static str,
    pub verify_none: &'static str,
    pub verify_now: &'static str,
    pub held: &'static str,
    pub not_held: &'static str,
    pub changed: fn(&[u32; 4]) -> String,
    pub before: &'static str,
    pub after: fn(usize) -> String,
    pub same: &'static str,
    pub different: &'static str,
    pub what_digest: &'static str,
}

#[rustfmt::skip]
pub const ZH: FirewallWords = FirewallWords {
    title: "哪些进不了考核",
    promise: "点赞、圈阅、浏览、评论数和纪实条数，永远不影响等次。",
    sections: &[
        ("怎样做到", &[
            "评鉴人看到的材料由程序从纪实、指标和计划中单独汇成一份。这份材料里没有任何位置可以写下点赞、圈阅、浏览或条数，后面的规则、名额和提问只能读这份材料。",
            "别人的评论可以作为文字引用，因为话里有内容；有多少条评论、谁点了赞，不带进来。",
            "每次改动程序，都有测试把点赞、评论和浏览随意改过，再比对考核材料，一个字也不能变。",
        ]),
        ("为什么", &[
            "点赞看的是人缘，条数看的是谁爱写。把它们算进等次，大家就会为数字写纪实，纪实就不再可信。",
        ]),
    ],
    cannot: "进不了等次的",
    can: "等次依据的",
    outside: &[
        ("点赞", "同事的心意，不是工作成效。"),
        ("领导圈阅", "表示看过、看重，评鉴时仍要引用纪实、写明理由。"),
        ("浏览和已读", "谁看了、看了多久，都不带进考核材料。"),
        ("评论的数量", "评论的文字可以引用，数量不算。"),
        ("纪实的条数和长短", "写得多不等于做得好；每项指标有一条能说明问题的就够。"),
        ("在线时间、登录次数", "从来不统计。"),
    ],
    inside: &[
        ("纪实的文字", "本人写的、上级能看到的，引用时注明日期和出处。"),
        ("别人评论的文字", "作为文字引用，注明是谁说的。"),
        ("岗位指标和权重", "以考核期启动时为准。"),
        ("计划事项的完成情况", "到期的事项、难度、是否办结。"),
        ("人员状态和处分", "由人事部门登记，规则按登记的事实适用。"),
        ("规则包", "每一条都写明出处，任何人都能读。"),
    ],
    verify: "自己验证",
    verify_what: "选一份自己的考核材料，系统会当场把有关的点赞、圈阅、评论和浏览随意改上几遍，每次按考核的同一套程序重新读出材料、得出建议，比对摘要。这些改动只在验证时存在，验证完全部撤销，谁也看不到。摘要全部相同，就说明这些数字进不去。",
    verify_none: "你还没有考核材料。启动考核期后，可以在这里验证自己的那一份。",
    verify_now: "验证",
    held: "验证通过：随意改动后，考核材料和建议一个字都没有变。",
    not_held: "验证没有通过：摘要不同。请把这一页告知人事部门和审计员，先不要据此评等次。",
    changed: |[likes, marks, comments, views]| format!("随意改动：点赞 {likes} 次，圈阅 {marks} 次，评论 {comments} 条，浏览 {views} 次。"),
    before: "改动前的摘要",
    after: |n| format!("第 {n} 遍改动后"),
    same: "相同",
    different: "不同",
    what_digest: "摘要是 SHA-256：材料和建议改动一个字，摘要就完全不同。",
};

#[rustfmt::skip]
pub const EN: FirewallWords = FirewallWords {
    title: "What cannot reach a grade",
    promise: "Likes, marks, views, numbers of comments and of records never change a grade.",
    sections: &[
        ("How it is kept so", &[
            "What an assessor sees is put together from records, indicators and plans into evidence of its own. It has no place where a like, a mark, a view or a count could be written, and rules, quotas and questions read nothing else.",
            "Comments can be cited as text, because words say something. How many there are, and who liked what, stays outside.",
            "Whenever the program changes, tests change likes, comments and views at random and compare the evidence: not one letter may differ.",
        ]),
        ("Why", &[
            "Likes measure who is popular, and counts who likes to write. If they entered a grade, people would write for the numbers, and records could not be trusted any more.",
        ]),
    ],
    cannot: "Cannot reach a grade",
    can: "What a grade rests on",
    outside: &[
        ("Likes", "A colleague's kindness is not a result."),
        ("Leaders' marks", "A mark says “seen, and noted”. A review still cites records and gives reasons."),
        ("Views and reading", "Who read what, and for how long, is not in the evidence."),
        ("Numbers of comments", "The words of a comment can be cited; how many there are counts for nothing."),
        ("Numbers and lengths of records", "Much is not good: one record that shows it is enough for an indicator."),
        ("Time online and sign-ins", "Never counted at all."),
    ],
    inside: &[
        ("The text of records", "One's own, as far as leaders can read them, cited with day and link."),
        ("The text of others' comments", "Cited as text, with the name of who said it."),
        ("Indicators and weights of the post", "As they were when the period was opened."),
        ("Plan items", "What was due, how hard it was, and whether it was done."),
        ("Statuses and sanctions", "As the personnel office has registered them."),
        ("The rule pack", "Each entry says where it comes from, for anybody to read."),
    ],
    verify: "Check it yourself",
    verify_what: "Choose a dossier of your own. Likes, marks, comments and views around it are changed at random several times; each time the same program that assesses reads the evidence and makes its proposals again, and the digests are compared. The changes are undone when the check ends, and nobody ever sees them. If all digests are the same, those numbers cannot get in.",
    verify_none: "You have no dossier yet. Once a period is opened you can check yours here.",
    verify_now: "Verify",
    held: "It held: whatever was changed, evidence and proposals did not differ by a letter.",
    not_held: "It did not hold: the digests differ. Show this page to the personnel office and the auditor, and grade nothing on it.",
    changed: |[likes, marks, comments, views]| format!("Changed at random: {likes} likes, {marks} marks, {comments} comments, {views} views."),
    before: "Digest before",
    after: |n| format!("after change {n}"),
    same: "the same",
    different: "different",
    what_digest: "A digest is a SHA-256: one letter changed in evidence or proposals gives another altogether.",
};
