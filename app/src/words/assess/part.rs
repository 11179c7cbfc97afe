//! Words for taking somebody out of a period, and in again.

pub struct PartWords {
    pub out: &'static str,
    pub out_what: &'static str,
    pub since: &'static str,
    pub out_why: &'static str,
    pub again: &'static str,
    pub again_what: &'static str,
    pub again_why: &'static str,
}

#[rustfmt::skip]
pub const ZH: PartWords = PartWords {
    out: "不再参加这一期考核",
    out_what: "本人去世、退休、调到其他机关，或者名册有误、本来就不应参加时用，等次确定以前可以办理。办理后这份考核停在现在的样子，只能查阅：不定等次，不占名额，不参加测评，别人也不用再等。本人和评鉴人会收到通知，理由写进办理经过和花名册。办错了，考核期结束以前可以恢复。",
    since: "从哪一天起不再参加",
    out_why: "理由（本人能看到）",
    again: "恢复参加这一期考核",
    again_what: "办错了时用。从原来的步骤接着办，期限从今天重新算起；名字公示过的，要重新公示。本人和评鉴人会收到通知。",
    again_why: "为什么恢复（本人能看到）",
};

#[rustfmt::skip]
pub const EN: PartWords = PartWords {
    out: "Take the person out of this period",
    out_what: "For somebody who has died, retired or gone to another organ, or who was on the list by mistake; until the grade is decided. The assessment stays as it is, to be read: no grade is given, no place of a quota is counted, nobody votes on it or waits for it. The person and the assessor are told, and the reason stands in the history and on the roster. Until the period closes it can be undone.",
    since: "Since which day",
    out_why: "Why, for the person to read",
    again: "Take the person in again",
    again_what: "Where it was a mistake. It goes on where it was, with its days counted from today; a name that was published is published anew. The person and the assessor are told.",
    again_why: "Why, for the person to read",
};
