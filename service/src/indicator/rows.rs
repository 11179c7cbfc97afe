//! Rows as they are stored, as they are decided on, and as a form or a file gives them.

use super::dimensions;
use crate::clock::new_id;
use domain::Lang;
use domain::indicator::{Dimension, Indicator, SetScope, SetState, sum};
use domain::view::indicator::{FlawView, SetHead, SetLine};
use std::collections::HashSet;
use store::indicator::{IndicatorRow, SetRow};

/// One row as somebody wrote it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GivenRow {
    /// Of an indicator that is there; anything else makes a new one.
    pub id: String,
    pub dimension: String,
    pub name: String,
    pub good: String,
    pub measure: String,
    pub unit: String,
    pub target: String,
    pub weight: String,
    pub key: bool,
}

impl GivenRow {
    /// Nothing was written in it.
    pub fn is_blank(&self) -> bool {
        let words = [
            &self.name,
            &self.good,
            &self.measure,
            &self.unit,
            &self.target,
            &self.weight,
        ];
        words.iter().all(|w| w.trim().is_empty())
    }

    /// What a form shows of a stored row.
    pub fn of(row: &Indicator, unread: Option<&str>, lang: Lang) -> Self {
        Self {
            id: row.id.0.clone(),
            dimension: row.dimension.written(lang, dimensions()),
            name: row.name.clone(),
            good: row.good.clone(),
            measure: row.measure.clone(),
            unit: row.unit.clone(),
            target: row.target.clone(),
            weight: unread.map_or_else(|| row.weight.to_string(), str::to_owned),
            key: row.key,
        }
    }
}

/// A whole percentage: `25`, `25%`, full-width digits too.
pub(super) fn weight(text: &str) -> Option<i64> {
    let plain: String = text
        .trim()
        .trim_end_matches(['%', '％'])
        .trim()
        .chars()
        .map(|c| match c {
            '０'..='９' => char::from_u32(c as u32 - 0xFF10 + 0x30).unwrap_or(c),
            other => other,
        })
        .collect();
    let plain = plain.strip_suffix(".0").unwrap_or(&plain);
    if plain.is_empty() {
        return Some(0);
    }
    plain.parse().ok().filter(|n| (0..=100).contains(n))
}

fn clean(text: &str, lines: bool) -> String {
    let text = text.replace("\r\n", "\n");
    let text = if lines { text } else { text.replace(['\n', '\t'], " ") };
    text.trim().to_owned()
}

/// Rows of a ready set, which are in the dimensions that are shipped.
pub(crate) fn accept(given: &[GivenRow], known: &HashSet<String>) -> Vec<IndicatorRow> {
    accept_in(given, known, dimensions())
}

/// Rows to store. Only ids in `known` are taken over; the blank rows of a form are left out, and each id comes once.
pub(crate) fn accept_in(given: &[GivenRow], known: &HashSet<String>, dimensions: &[Dimension]) -> Vec<IndicatorRow> {
    let mut used = HashSet::new();
    let rows = given.iter().filter(|row| !row.is_blank());
    rows.map(|row| {
        let keeps = known.contains(&row.id) && used.insert(row.id.clone());
        let dimension = Dimension::parse(&row.dimension, dimensions);
        let read = weight(&row.weight);
        IndicatorRow {
            id: if keeps { row.id.clone() } else { new_id() },
            dimension: dimension.as_ref().map(|d| d.code.clone()).unwrap_or_default(),
            dimension_zh: dimension.as_ref().map(|d| d.zh.clone()).unwrap_or_default(),
            dimension_en: dimension.map(|d| d.en).unwrap_or_default(),
            name: clean(&row.name, false),
            good: clean(&row.good, true),
            measure: clean(&row.measure, true),
            measured_in: clean(&row.unit, false),
            target: clean(&row.target, false),
            weight: read.unwrap_or_default(),
            unread: if read.is_none() {
                clean(&row.weight, false).chars().take(20).collect()
            } else {
                String::new()
            },
            key: row.key,
        }
    })
    .collect()
}

pub(super) fn indicator(row: &IndicatorRow) -> Indicator {
    Indicator {
        id: row.id.as_str().into(),
        dimension: Dimension {
            code: row.dimension.clone(),
            zh: row.dimension_zh.clone(),
            en: row.dimension_en.clone(),
        },
        name: row.name.clone(),
        good: row.good.clone(),
        measure: row.measure.clone(),
        unit: row.measured_in.clone(),
        target: row.target.clone(),
        weight: u32::try_from(row.weight).unwrap_or_default(),
        key: row.key,
    }
}

pub(super) fn indicators(set: &SetRow) -> Vec<Indicator> {
    set.rows.iter().map(indicator).collect()
}

pub(super) fn scope_of(set: &SetRow) -> SetScope {
    match set.kind.as_str() {
        "unit" => SetScope::Unit(set.target.as_str().into()),
        "post" => SetScope::Post(set.target.as_str().into()),
        _ => SetScope::Family(set.target.clone()),
    }
}

/// In force on a day; days are texts that compare as dates.
pub(super) fn holds_on(set: &SetRow, day: &str) -> bool {
    set.agreed
        && set.starts.as_deref().is_some_and(|from| from <= day)
        && set.ends.as_deref().is_none_or(|to| day <= to)
}

pub(super) fn head(set: &SetRow, today: &str) -> SetHead {
    SetHead {
        id: set.id.as_str().into(),
        scope: scope_of(set),
        name: set.name.clone(),
        version: u32::try_from(set.version).unwrap_or_default(),
        state: SetState::on(today, set.starts.as_deref(), set.ends.as_deref()),
        from: set.starts.clone(),
        to: set.ends.clone(),
        by: set.by_name.clone(),
        agreed_by: set.agreed_by.clone(),
        note: set.note.clone(),
    }
}

pub(super) fn line(set: &SetRow, today: &str, flaws: Vec<FlawView>) -> SetLine {
    let rows = indicators(set);
    SetLine {
        head: head(set, today),
        indicators: u32::try_from(rows.len()).unwrap_or(u32::MAX),
        sum: sum(&rows),
        flaws,
    }
}
