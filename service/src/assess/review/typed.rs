//! A review as a form sends it.

use super::super::evidence::cite;
use super::super::optional;
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
        })
    }
}

impl TypedRow {
    fn accept(self, aspect: &Aspect, pool: &HashMap<String, Citation>) -> Result<ReviewRow> {
        let mut cites: Vec<Citation> = Vec::new();
        for key in self
            .cites
            .iter()
            .map(|k| k.trim())
            .filter(|k| !k.is_empty())
            .take(MOST_CITES)
        {
            let found = pool.get(key).ok_or(Violation::TieUnknown { what: Tie::Record })?;
            if !cites.contains(found) {
                cites.push(found.clone());
            }
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
