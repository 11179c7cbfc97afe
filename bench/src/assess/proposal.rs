//! What the assessors of the demo organisation propose: the same for the same person in every run, and a little more “good” than there
//! are places in some units, so that a quota has to cut.

/// A grade with its score; the more, the better.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Proposal {
    pub grade: &'static str,
    /// With four decimals, so that hardly two of one unit are equal.
    pub score: String,
}

/// Of 10,000 numbers: up to where each grade goes, and the first whole point of its scores.
const GRADES: [(u64, &str, u64); 4] = [
    (4_000, "good", 90),
    (9_500, "fairly_good", 80),
    (9_900, "average", 60),
    (10_000, "poor", 40),
];

/// What is proposed for the person of this number.
pub(super) fn of(number: usize) -> Proposal {
    let drawn = scattered(number as u64);
    let (_, grade, points) =
        GRADES
            .into_iter()
            .find(|(upto, ..)| drawn % 10_000 < *upto)
            .unwrap_or((0, "fairly_good", 80));
    Proposal {
        grade,
        score: format!("{points}.{:04}", (drawn >> 32) % 10_000),
    }
}

/// What holds of the person of this number for the whole quarter, by the names of the statuses: such a person gets no grade.
pub(super) fn status(number: usize) -> Option<&'static str> {
    match number % 200 {
        40 | 120 => Some("sick_leave"),
        70 | 150 => Some("probation"),
        199 => Some("investigation"),
        _ => None,
    }
}

/// Numbers that follow each other, far apart (SplitMix64).
fn scattered(number: u64) -> u64 {
    let mut z = number.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn about_as_many_are_proposed_as_there_are_places_and_scores_differ() {
        let all: Vec<Proposal> = (0..20_000).map(of).collect();
        let of = |grade: &str| all.iter().filter(|p| p.grade == grade).count();
        assert!((7_800..8_200).contains(&of("good")), "{}", of("good"));
        assert!((150..250).contains(&of("poor")), "{}", of("poor"));
        let scores: HashSet<&str> = all.iter().map(|p| p.score.as_str()).collect();
        assert!(scores.len() > 8_000, "{}", scores.len());
        let low = |p: &&Proposal| p.grade == "good" && !p.score.starts_with('9');
        assert_eq!(all.iter().find(low), None, "a better grade has the better score");
    }

    #[test]
    fn one_in_forty_has_no_grade() {
        assert_eq!((0..20_000).filter(|n| status(*n).is_some()).count(), 500);
    }
}
