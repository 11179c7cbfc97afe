use crate::Lang;
use serde::{Deserialize, Serialize};

macro_rules! named {
    ($(#[$doc:meta])* $kind:ident: $($(#[$of:meta])* $variant:ident = $name:literal, $zh:literal, $en:literal;)*) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $kind {
            $($(#[$of])* #[serde(rename = $name)] $variant),*
        }

        impl $kind {
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }

            pub fn words(self, lang: Lang) -> &'static str {
                match self { $(Self::$variant => lang.pick($zh, $en)),* }
            }
        }
    };
}

named! {
    /// Which course.
    Kind:
    Period = "period", "平时考核", "usual assessment";
    Year = "year", "年度考核", "annual assessment";
}

named! {
    /// In what capacity somebody acts.
    Role:
    Person = "person", "本人", "the person";
    Assessor = "assessor", "主管领导", "the assessor";
    UnitHead = "unit_head", "单位主要负责人", "the head of the unit";
    Committee = "committee", "考核委员会", "the assessment committee";
    DecidingHead = "deciding_head", "机关负责人", "the head of the organ";
    Personnel = "personnel", "人事部门", "the personnel office";
    Colleague = "colleague", "同事", "a colleague";
    ReviewBody = "review_body", "复核机关", "the re-review body";
    AppealBody = "appeal_body", "申诉受理机关", "the appeal body";
}

named! {
    /// How far a course is.
    State:
    Opened = "opened", "已启动", "opened";
    Summarised = "summarised", "已交小结", "summary submitted";
    Compiled = "compiled", "已汇总资格", "eligibility compiled";
    Rated = "rated", "已民主测评", "rated";
    Reviewed = "reviewed", "已评鉴", "reviewed";
    Calibrated = "calibrated", "已平衡", "calibrated";
    Published = "published", "公示中", "published";
    PublicationObjected = "publication_objected", "公示有异议", "publication objected to";
    Decided = "decided", "已确定等次", "decided";
    Told = "told", "已反馈", "told";
    Acknowledged = "acknowledged", "本人已确认", "acknowledged";
    Disagreed = "disagreed", "本人有不同意见", "disagreement stated";
    ReReview = "re_review", "复核中", "in re-review";
    ReReviewed = "re_reviewed", "已复核", "re-reviewed";
    Appealed = "appealed", "申诉中", "in appeal";
    AppealDecided = "appeal_decided", "申诉已决定", "appeal decided";
    Closed = "closed", "已结束", "closed";
    Archived = "archived", "已归档", "archived";
    /// Out of it for good, unless the office takes the person in again.
    Excused = "excused", "不再参加考核", "takes no part any more";
}

named! {
    /// A step.
    Act:
    SubmitSummary = "submit_summary", "提交小结", "submit the summary";
    ReturnSummary = "return_summary", "退回小结", "return the summary";
    GoOn = "go_on", "不等小结继续办理", "go on without a summary";
    Compile = "compile", "汇总资格", "compile eligibility";
    Rate = "rate", "完成民主测评", "close the democratic rating";
    SubmitReview = "submit_review", "提交评鉴", "submit the review";
    Calibrate = "calibrate", "平衡", "calibrate";
    Publish = "publish", "公示", "publish";
    ObjectToPublication = "object_to_publication", "对公示提出异议", "object to the publication";
    AnswerPublication = "answer_publication", "答复公示异议", "answer the objection to the publication";
    Decide = "decide", "确定等次", "decide";
    GiveFeedback = "give_feedback", "反馈结果", "give the result";
    GradeAfterwards = "grade_afterwards", "补定等次", "grade afterwards";
    Acknowledge = "acknowledge", "确认", "acknowledge";
    Disagree = "disagree", "提出不同意见", "state disagreement";
    AskReReview = "ask_re_review", "申请复核", "ask for re-review";
    DecideReReview = "decide_re_review", "作出复核决定", "decide the re-review";
    Appeal = "appeal", "申诉", "appeal";
    DecideAppeal = "decide_appeal", "作出申诉决定", "decide the appeal";
    Extend = "extend", "延长办理期限", "extend the days for deciding";
    Withdraw = "withdraw", "撤回申请或异议", "withdraw what was asked";
    Close = "close", "结束", "close";
    Archive = "archive", "归档", "archive";
    Excuse = "excuse", "认定不再参加考核", "take the person out of the assessment";
    TakeIn = "take_in", "恢复参加考核", "take the person in again";
}
