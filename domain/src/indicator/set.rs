//! Whether a set can be agreed.

use super::{Flaw, Indicator, lay, name_key, sum};
use std::collections::HashSet;
use unicode_segmentation::UnicodeSegmentation;

/// Indicators in one set: with more, nobody minds any of them.
pub const MOST_INDICATORS: usize = 20;

/// Characters of name, what good looks like, measure, unit of measure, target, dimension.
pub const LIMITS: [usize; 6] = [60, 400, 300, 20, 120, 40];

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// What is wrong with the rows by themselves, whatever the set is for.
pub fn check_rows(rows: &[Indicator]) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    if rows.is_empty() {
        flaws.push(Flaw::NoRows);
    }
    if rows.len() > MOST_INDICATORS {
        flaws.push(Flaw::TooMany {
            count: count(rows.len()),
            limit: count(MOST_INDICATORS),
        });
    }
    let mut names = HashSet::new();
    for (at, row) in rows.iter().enumerate() {
        let name = row.name.trim();
        if name.is_empty() {
            flaws.push(Flaw::NameMissing { row: count(at + 1) });
            continue;
        }
        let name = name.to_owned();
        if !names.insert(name_key(&name)) {
            flaws.push(Flaw::NameTwice { name: name.clone() });
        }
        // A row that takes something out of the set below says nothing else.
        if row.weight == 0 {
            continue;
        }
        if row.dimension.code.is_empty() {
            flaws.push(Flaw::NoDimension { name: name.clone() });
        }
        let texts = [
            &row.name,
            &row.good,
            &row.measure,
            &row.unit,
            &row.target,
            &row.dimension.zh,
        ];
        for (text, limit) in texts.into_iter().zip(LIMITS) {
            let length = text.graphemes(true).count();
            if length > limit {
                flaws.push(Flaw::TooLong {
                    name: name.chars().take(20).collect(),
                    length: count(length),
                    limit: count(limit),
                });
            }
        }
        if row.measure.trim().is_empty() {
            flaws.push(Flaw::NoMeasure { name });
        }
    }
    flaws
}

/// What is wrong with the set of a family.
pub fn check(rows: &[Indicator]) -> Vec<Flaw> {
    let mut flaws = check_rows(rows);
    let unweighed = rows.iter().filter(|r| r.weight == 0 && !r.name.trim().is_empty());
    flaws.extend(unweighed.map(|r| Flaw::WeightZero { name: r.name.clone() }));
    if !rows.is_empty() && sum(rows) != 100 {
        flaws.push(Flaw::SumNot100 { sum: sum(rows) });
    }
    flaws
}

/// What is wrong with a set laid over these (each of a family, with the outer layers already on it); at least one must bear it.
pub fn check_overlay(rows: &[Indicator], bases: &[&[Indicator]]) -> Vec<Flaw> {
    let mut flaws = check_rows(rows);
    if rows.is_empty() {
        return flaws;
    }
    let none: &[Indicator] = &[];
    let bases = if bases.is_empty() { &[none] } else { bases };
    for base in bases {
        if let Err(flaw) = lay(base, rows)
            && !flaws.contains(&flaw)
        {
            flaws.push(flaw);
        }
    }
    for row in rows.iter().filter(|r| r.weight == 0) {
        if !bases.iter().any(|base| base.iter().any(|b| b.id == row.id)) {
            flaws.push(Flaw::RemovesUnknown { name: row.name.clone() });
        }
    }
    flaws
}
