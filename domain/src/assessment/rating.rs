//! An anonymous democratic rating (民主测评): ballots carry a grade and no name.

use super::pack::{Scale, SecretRating};
use crate::Lang;
use serde::{Deserialize, Serialize};

/// How many ballots each grade has, the best grade first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    pub invited: u32,
    pub turnout: u32,
    pub counts: Vec<(String, u32)>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoTally {
    /// So few that one could guess who wrote what.
    TooFew {
        turnout: u32,
        fewest: u32,
    },
    /// More ballots than were handed out.
    TooMany {
        turnout: u32,
        invited: u32,
    },
    UnknownGrade {
        grade: String,
    },
}

impl NoTally {
    pub fn words(&self, lang: Lang) -> String {
        let (zh, en) = match self {
            Self::TooFew { turnout, fewest } => (
                format!("收到 {turnout} 张测评票，少于 {fewest} 张。为保密，不公布结果。"),
                format!("{turnout} ballots came in, fewer than {fewest}. To keep them secret, nothing is shown."),
            ),
            Self::TooMany { turnout, invited } => (
                format!("收到 {turnout} 张测评票，多于发出的 {invited} 张，结果无效。"),
                format!("{turnout} ballots came in and {invited} were handed out: the rating is void."),
            ),
            Self::UnknownGrade { grade } => (
                format!("测评票上的“{grade}”不是规则包里的等次。"),
                format!("“{grade}” on a ballot is no grade of the pack."),
            ),
        };
        lang.pick(zh, en)
    }
}

/// Counts ballots; their order leaves no trace.
pub fn tally(rating: &SecretRating, scale: &Scale, invited: u32, ballots: &[String]) -> Result<Tally, NoTally> {
    let turnout = u32::try_from(ballots.len()).unwrap_or(u32::MAX);
    if turnout > invited {
        return Err(NoTally::TooMany { turnout, invited });
    }
    if turnout < rating.fewest {
        let fewest = rating.fewest;
        return Err(NoTally::TooFew { turnout, fewest });
    }
    if let Some(grade) = ballots.iter().find(|b| scale.find(b).is_none()) {
        let grade = grade.clone();
        return Err(NoTally::UnknownGrade { grade });
    }
    let count = |id: &str| u32::try_from(ballots.iter().filter(|b| *b == id).count()).unwrap_or(u32::MAX);
    let counts = scale.grade.iter().map(|g| (g.id.clone(), count(&g.id))).collect();
    Ok(Tally {
        invited,
        turnout,
        counts,
    })
}
