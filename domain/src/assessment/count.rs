//! Scores put together by the weights of a pack, exactly.

use super::pack::Weights;
use super::{Ratio, Words};
use crate::Lang;
use serde::{Deserialize, Serialize};

/// A score and how it was come by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Total {
    pub score: Ratio,
    pub arithmetic: Words,
}

/// Why there is no total: nothing is weighted anew in silence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoTotal {
    /// A part that has a weight has no score.
    Missing { part: Words },
    /// A score without a weight.
    Unweighted { part: String },
    /// Numbers that can no longer be written exactly.
    TooLarge,
}

impl NoTotal {
    pub fn words(&self, lang: Lang) -> String {
        let (zh, en) = match self {
            Self::Missing { part } => (
                format!("缺“{}”的得分，不能合成总分。", part.zh),
                format!("“{}” has no score, so there is no total.", part.en),
            ),
            Self::Unweighted { part } => (
                format!("规则包没有给“{part}”定权重。"),
                format!("The pack gives no weight to “{part}”."),
            ),
            Self::TooLarge => (
                "数字太大，算不准。请核对得分。".into(),
                "The numbers are too large to be exact. Check the scores.".into(),
            ),
        };
        lang.pick(zh, en)
    }
}

/// The weighted sum of the scores of all parts: `First assessor 92 × 60 % + Second assessor 85 × 40 % = 89.2`.
pub fn weighted(weights: &Weights, scores: &[(&str, Ratio)]) -> Result<Total, NoTotal> {
    if let Some((part, _)) = scores.iter().find(|(id, _)| !weights.part.iter().any(|p| p.id == *id)) {
        return Err(NoTotal::Unweighted {
            part: (*part).to_owned(),
        });
    }
    let mut total = Ratio::ZERO;
    let (mut zh, mut en) = (Vec::new(), Vec::new());
    for part in &weights.part {
        let Some((_, score)) = scores.iter().find(|(id, _)| part.id == *id) else {
            let part = Words::new(part.zh.clone(), part.en.clone());
            return Err(NoTotal::Missing { part });
        };
        let share = score.times(part.percent, 100).ok_or(NoTotal::TooLarge)?;
        total = total.plus(share).ok_or(NoTotal::TooLarge)?;
        zh.push(format!("{} {score} × {}%", part.zh, part.percent));
        en.push(format!("{} {score} × {} %", part.en, part.percent));
    }
    let arithmetic = Words::new(
        format!("{} = {total}", zh.join(" + ")),
        format!("{} = {total}", en.join(" + ")),
    );
    Ok(Total {
        score: total,
        arithmetic,
    })
}

/// The mean of the scores of several periods; none of none.
pub fn mean(scores: &[Ratio]) -> Option<Ratio> {
    let sum = scores.iter().try_fold(Ratio::ZERO, |sum, s| sum.plus(*s))?;
    sum.times(1, u32::try_from(scores.len()).ok()?)
}
