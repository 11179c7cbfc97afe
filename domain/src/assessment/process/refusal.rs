use super::{Act, Role, State};
use crate::Lang;
use crate::assessment::Words;
use crate::assessment::outcome::{Fired, Outcome};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Why a step cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    NotInPack { act: Act },
    NotNow { act: Act, state: State },
    NotYours { act: Act, by: Vec<Role> },
    OwnCase,
    BeforeLast { last: NaiveDate },
    ReasonMissing { act: Act },
    ReturnedBefore,
    SummaryDue { last: NaiveDate },
    Uncited { indicators: u32 },
    Unscored { indicators: Vec<String> },
    Unjudged { indicators: u32 },
    NotRated,
    GradeMissing,
    Ungiven,
    GradedBefore,
    GradeUnknown { grade: String },
    NoGradeHere { because: Vec<Because> },
    Barred { because: Vec<Because> },
    NeedsReason { because: Vec<Because> },
    NothingToPublish,
    NotPublished,
    TakenDown,
    StillPublished { last: NaiveDate },
    TooLate { act: Act, last: NaiveDate },
    AskedBefore { act: Act },
    ReReviewRuns { first: NaiveDate },
    Bound,
    NotExtensible,
    ExtendedBefore,
    DecidedBefore,
    ObjectedBefore,
    Heavier,
    NoneToChange,
    MayStillObject { last: NaiveDate },
    Ungraded { because: Vec<Because> },
}

/// A rule that stands against it, in its own words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Because {
    pub rule: String,
    pub sentence: Words,
    pub article: Words,
}

impl Because {
    pub(super) fn of(outcome: &Outcome, stands: impl Fn(&Fired) -> bool) -> Vec<Self> {
        let fired = outcome.fired.iter().filter(|f| stands(f));
        let because = fired.map(|f| Self {
            rule: f.rule.clone(),
            sentence: f.sentence.clone(),
            article: f.article.clone(),
        });
        because.collect()
    }
}

/// The sentences of the rules, each with its article.
fn told(because: &[Because], lang: Lang) -> String {
    let one = |b: &Because| match lang {
        Lang::Zh => format!("{}（{}）", b.sentence.zh, b.article.zh),
        Lang::En => format!(" {} ({})", b.sentence.en, b.article.en),
    };
    because.iter().map(one).collect()
}

impl Refusal {
    pub fn words(&self, lang: Lang) -> String {
        let (zh, en): (String, String) = match self {
            Self::NotInPack { act } => (
                format!("规则包里没有“{}”这一步。", act.words(Lang::Zh)),
                format!("The pack has no step “{}”.", act.words(Lang::En)),
            ),
            Self::NotNow { act, state } => (
                format!(
                    "现在是“{}”，还不能或不能再{}。",
                    state.words(Lang::Zh),
                    act.words(Lang::Zh)
                ),
                format!(
                    "It is {}: not the moment to {}.",
                    state.words(Lang::En),
                    act.words(Lang::En)
                ),
            ),
            Self::NotYours { act, by } => {
                let names = |lang| by.iter().map(|r| r.words(lang)).collect::<Vec<_>>();
                (
                    format!("“{}”由{}办理。", act.words(Lang::Zh), names(Lang::Zh).join("、")),
                    format!("To {} is for {}.", act.words(Lang::En), names(Lang::En).join(" or ")),
                )
            }
            Self::OwnCase => (
                "关于自己的决定，由别人来作。".into(),
                "A decision about oneself is taken by somebody else.".into(),
            ),
            Self::BeforeLast { last } => (
                format!("日期早于上一步（{last}）。"),
                format!("The day is before the last step ({last})."),
            ),
            Self::ReasonMissing { act } => (
                format!("“{}”要写明理由。", act.words(Lang::Zh)),
                format!("Give a reason to {}.", act.words(Lang::En)),
            ),
            Self::ReturnedBefore => (
                "小结已退回过一次，不能再退。请在评鉴中写明意见。".into(),
                "The summary was returned once already. Say what you think in the review.".into(),
            ),
            Self::SummaryDue { last } => (
                format!("交小结的期限到 {last} 为止，期满仍没有交的，才能不等小结继续办理。"),
                format!("The last day for the summary is {last}; only after it can it be gone on without one."),
            ),
            Self::Uncited { indicators } => (
                format!("有 {indicators} 项指标没有引用纪实，也没有说明为什么没有。没有引用就不能评等次。"),
                format!(
                    "{indicators} indicators have no citation and no stated reason why there can be none. No citation, no grade."
                ),
            ),
            Self::Unscored { indicators } => (
                format!(
                    "还没有得分的指标：{}。各项得分要合成总分，缺一项就没有总分。请给每项指标写 0 到 100 的得分，再提交。",
                    indicators.join("、")
                ),
                format!(
                    "No points yet for: {}. They come to a total only where every indicator has some: give each from 0 to 100, and submit again.",
                    indicators.join(", ")
                ),
            ),
            Self::Unjudged { indicators } => (
                format!(
                    "评鉴时没有等次，有 {indicators} 项指标没有引用纪实、也没有说明为什么没有，或者缺要有的得分。先由评鉴人补写评鉴、补定等次。"
                ),
                format!(
                    "It was reviewed without a grade: {indicators} indicators have no citation and no stated reason why there can be none, or lack points that are needed. The assessor writes the review and grades afterwards first."
                ),
            ),
            Self::NotRated => (
                "民主测评还没有结束。".into(),
                "The democratic rating has not been closed.".into(),
            ),
            Self::GradeMissing => ("还没有选等次。".into(), "No grade is chosen.".into()),
            Self::Ungiven => (
                "评鉴时依规则没有等次，现在可以定了：请评鉴人补写评鉴、补定等次；评鉴已有引用、要有的得分也齐全的，也可以单独选定等次。".into(),
                "It was reviewed without a grade, and one can be given now: the assessor grades afterwards. Where the reviews cite, and have the points that are needed, a grade can also be chosen for this person alone."
                    .into(),
            ),
            Self::GradedBefore => (
                "已经有等次，不能补定。".into(),
                "There is a grade already: nothing to be graded afterwards.".into(),
            ),
            Self::GradeUnknown { grade } => (
                format!("规则包里没有“{grade}”这个等次。"),
                format!("“{grade}” is no grade of the pack."),
            ),
            Self::NoGradeHere { because } => (
                format!("依规则不确定等次：{}", told(because, Lang::Zh)),
                format!("By the rules there is no grade:{}", told(because, Lang::En)),
            ),
            Self::Barred { because } => (
                format!("依规则不能评这个等次：{}", told(because, Lang::Zh)),
                format!("The rules do not allow this grade:{}", told(because, Lang::En)),
            ),
            Self::NeedsReason { because } => (
                format!("这个等次与原则性规定不一致，要写明理由：{}", told(because, Lang::Zh)),
                format!(
                    "This grade departs from a rule that holds in principle; give a reason:{}",
                    told(because, Lang::En)
                ),
            ),
            Self::NothingToPublish => ("这个等次不需要公示。".into(), "This grade is not published.".into()),
            Self::NotPublished => (
                "这个等次要先公示，再确定。".into(),
                "This grade is published before it is decided.".into(),
            ),
            Self::TakenDown => (
                "答复异议时已改为别的等次，名字已经撤下，没有公示满期限，不能再按公示的等次确定。".into(),
                "The answer to an objection gave another grade and the name was taken down, so it has not stood its days: the published grade cannot be decided any more."
                    .into(),
            ),
            Self::StillPublished { last } => (
                format!("公示到 {last} 为止，期满后才能确定。"),
                format!("It is published until {last}; it can be decided after that."),
            ),
            Self::TooLate { act, last } => (
                format!("“{}”的期限到 {last} 为止，已经过了。", act.words(Lang::Zh)),
                format!("The last day to {} was {last}.", act.words(Lang::En)),
            ),
            Self::AskedBefore { act } => (
                format!("已经提出过，不能再次{}。", act.words(Lang::Zh)),
                format!("This was asked before; one cannot {} again.", act.words(Lang::En)),
            ),
            Self::ReReviewRuns { first } => (
                format!("直接申诉的期限已过，复核还在办理期限内；逾期未作决定的，{first} 起可以申诉。"),
                format!(
                    "The days for appealing directly are over, and those for deciding the re-review are not. Without a decision you can appeal from {first}."
                ),
            ),
            Self::Bound => (
                "复核或申诉已经决定了这个等次：公示期满后照此确定，不另行决定。".into(),
                "The re-review or the appeal has decided on this grade: it is given when its publication is over, and not decided again."
                    .into(),
            ),
            Self::NotExtensible => (
                "规则包没有规定这个期限可以延长。".into(),
                "By the pack these days cannot be extended.".into(),
            ),
            Self::ExtendedBefore => (
                "已经延长过一次，不能再延长。".into(),
                "The days were extended once already.".into(),
            ),
            Self::DecidedBefore => (
                "你参加过原来的考核，复核和申诉由别人决定。".into(),
                "You took part in the decision before; somebody else decides now.".into(),
            ),
            Self::ObjectedBefore => (
                "公示期间你提出过异议，复核和申诉由别人决定。".into(),
                "You objected to the name while it was published; somebody else decides now.".into(),
            ),
            Self::Heavier => (
                "不得因本人申请复核或申诉而加重处理。".into(),
                "Nobody fares worse for asking.".into(),
            ),
            Self::NoneToChange => (
                "现在没有等次，复核和申诉不能直接定等次。可以定等次的，由评鉴人补定。".into(),
                "There is no grade to be changed. Where one can be given by now, the assessor grades afterwards."
                    .into(),
            ),
            Self::Ungraded { because } => (
                format!("还可能要补定等次，不能归档。{}", told(because, Lang::Zh)),
                format!(
                    "A grade may still have to be given afterwards, so it cannot be archived yet.{}",
                    told(because, Lang::En)
                ),
            ),
            Self::MayStillObject { last } => (
                format!("本人在 {last} 前还可以申请复核或申诉，不能结束。"),
                format!("The person can still object until {last}; it cannot be closed yet."),
            ),
        };
        lang.pick(zh, en)
    }
}
