use super::Question;
use crate::PersonId;
use crate::assessment::pack::Scale;

/// With fewer people a difference says nothing.
const FEWEST: usize = 4;
/// Differences from half a grade on, in tenths.
const LARGE: i64 = 5;

/// The grades that one assessor has given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rater {
    pub rater: PersonId,
    pub grades: Vec<String>,
}

/// Where assessors differ: one whose people are on average half a grade above or below those of all others, or all the same.
pub fn raters(scale: &Scale, all: &[Rater]) -> Vec<Question> {
    let mut all: Vec<&Rater> = all.iter().collect();
    all.sort_by(|a, b| a.rater.cmp(&b.rater));
    let ranks = |r: &Rater| -> Vec<i64> {
        let known = r.grades.iter().filter_map(|g| scale.rank(g));
        known.map(|rank| i64::try_from(rank).unwrap_or(0)).collect()
    };
    let each: Vec<Vec<i64>> = all.iter().map(|r| ranks(r)).collect();
    // The others of each are all without the own: so a whole organ is gone through once.
    let sum: i64 = each.iter().flatten().sum();
    let many: usize = each.iter().map(Vec::len).sum();
    let mut questions = Vec::new();
    for (one, own) in all.iter().zip(&each) {
        if own.len() < FEWEST {
            continue;
        }
        let people = u32::try_from(own.len()).unwrap_or(u32::MAX);
        let rater = one.rater.clone();
        let others = many - own.len();
        if others >= FEWEST {
            let (own_many, others_many) = (count(own.len()), count(others));
            let own_sum: i64 = own.iter().sum();
            // Rank 0 is the best: a smaller mean is more lenient. In tenths, times both counts, so that nothing is rounded.
            let apart = 10 * ((sum - own_sum) * own_many - own_sum * others_many);
            let tenths = apart / (own_many * others_many);
            let size = u32::try_from(tenths.unsigned_abs()).unwrap_or(u32::MAX);
            if apart >= LARGE * own_many * others_many {
                let (rater, tenths) = (rater.clone(), size);
                questions.push(Question::Lenient { rater, tenths, people });
            } else if -apart >= LARGE * own_many * others_many {
                let (rater, tenths) = (rater.clone(), size);
                questions.push(Question::Strict { rater, tenths, people });
            }
        }
        if let Some(grade) = one.grades.first().filter(|g| one.grades.iter().all(|o| o == *g)) {
            let grade = grade.clone();
            questions.push(Question::NoSpread { rater, grade, people });
        }
    }
    questions
}

fn count(of: usize) -> i64 {
    i64::try_from(of).unwrap_or(i64::MAX)
}
