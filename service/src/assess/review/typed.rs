//! A review as a form sends it.

use super::super::evidence::cite;
use super::super::{optional, refused};
use crate::Result;
use domain::assessment::dossier::{Aspect, Citation, Entry, Review, ReviewRow};
use domain::assessment::{Ratio, Words};
use domain::view::assess::cite_key;
use domain::{RecordId, Tie, Violation};
use std::collections::HashMap;

/// Characters of a reason, of why there is no citation, and of what is said of the whole.
const REASON: u32 = 1_000;
const NONE: u32 = 500;
const WORDS: u32 = 3_000;
/// Citations of one indicator.
const MOST_CITES: usize = 40;

/// What an assessor typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedReview {
    pub rows: Vec<TypedRow>,
    /// Empty for none.
    pub grade: String,
    pub words: String,
}

/// Of one indicator.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedRow {
    pub indicator: String,
    pub reason: String,
    /// Why there can be no citation.
    pub none: String,
    /// 0–100; empty for none.
    pub score: String,
    /// `domain::view::assess::cite_key`s.
    pub cites: Vec<String>,
    /// Of a critical element: not met.
    pub failed: bool,
}

impl TypedReview {
    /// The review as it is kept: a row for each indicator, quotations as the records have them. What was cited before stays as it was
    /// cited, whatever became of the record.
    pub(super) fn accept(
        &self,
        aspects: &[Aspect],
        kept: Option<&Review>,
        entries: &[Entry],
        comments: &HashMap<RecordId, Vec<Citation>>,
    ) -> Result<Review> {
        let mut pool: HashMap<String, Citation> = HashMap::new();
        let records = entries.iter().map(cite);
        let before = kept.into_iter().flat_map(|r| &r.rows).flat_map(|r| &r.cites).cloned();
        for one in records.chain(comments.values().flatten().cloned()).chain(before) {
            pool.insert(cite_key(&one), one);
        }
        let mut rows = Vec::with_capacity(aspects.len());
        for aspect in aspects {
            let row = self.rows.iter().find(|r| r.indicator == aspect.id.as_str());
            rows.push(row.cloned().unwrap_or_default().accept(aspect, &pool)?);
        }
        Ok(Review {
            by: "".into(),
            by_name: String::new(),
            rows,
            grade: (!self.grade.trim().is_empty()).then(|| self.grade.trim().chars().take(60).collect()),
            words: optional(&self.words, WORDS)?,
            submitted: false,
            edition: 0,
            on: None,
            why: String::new(),
        })
    }
}

impl TypedRow {
    fn accept(self, aspect: &Aspect, pool: &HashMap<String, Citation>) -> Result<ReviewRow> {
        let mut cites: Vec<Citation> = Vec::new();
        for key in self.cites.iter().map(|k| k.trim()).filter(|k| !k.is_empty()) {
            let found = pool.get(key).ok_or(Violation::TieUnknown { what: Tie::Record })?;
            if !cites.contains(found) {
                cites.push(found.clone());
            }
        }
        // Refused rather than left out: nobody would see which.
        if cites.len() > MOST_CITES {
            let (name, many) = (&aspect.name, cites.len());
            return refused(
                &format!("“{name}”引用了 {many} 处，一个指标最多引用 {MOST_CITES} 处。请取消一些再保存。"),
                &format!(
                    "“{name}” cites {many}, and {MOST_CITES} is the most for one indicator. Take some out and keep it again."
                ),
            );
        }
        cites.sort_by(|a, b| (a.day, &a.record, &a.comment).cmp(&(b.day, &b.record, &b.comment)));
        Ok(ReviewRow {
            indicator: aspect.id.clone(),
            reason: optional(&self.reason, REASON)?,
            none: optional(&self.none, NONE)?,
            score: score(&self.score)?,
            failed: self.failed && aspect.key,
            cites,
        })
    }
}

fn score(text: &str) -> Result<Option<Ratio>> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    match Ratio::parse(text).filter(|s| *s <= Ratio::whole(100)) {
        Some(score) => Ok(Some(score)),
        None => {
            let given: String = text.chars().take(20).collect();
            let words = Words::new(
                format!("看不懂得分“{given}”。请写 0 到 100 之间的数，如 91.5。"),
                format!("“{given}” is no score. Write a number from 0 to 100, such as 91.5."),
            );
            Err(Violation::Assess { words }.into())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::sample;
    use super::*;
    use crate::Error;

    #[test]
    fn a_citation_too_many_is_refused_and_not_left_out() {
        let aspects = sample::scored(Ratio::whole(90)).aspects;
        let entry = |n: usize| Entry {
            record: format!("r{n}").into(),
            day: chrono::NaiveDate::default(),
            text: format!("Did {n}."),
            indicators: vec![],
            items: vec![],
        };
        let cited = |many: usize| {
            let entries: Vec<Entry> = (0..many).map(entry).collect();
            let row = TypedRow {
                indicator: "i".into(),
                cites: entries.iter().map(|e| e.record.0.clone()).collect(),
                ..TypedRow::default()
            };
            let typed = TypedReview {
                rows: vec![row],
                ..TypedReview::default()
            };
            typed.accept(&aspects, None, &entries, &HashMap::new())
        };
        assert_eq!(cited(40).unwrap().rows.first().map(|r| r.cites.len()), Some(40));
        let refused = cited(41);
        assert!(
            matches!(&refused, Err(Error::Invalid(Violation::Assess { words })) if words.en.contains("“Letters” cites 41")),
            "{refused:?}"
        );
    }
}
