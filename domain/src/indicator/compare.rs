//! Two versions side by side, and how alike two sets are.

use super::{Indicator, name_key};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    Dimension,
    Name,
    Good,
    Measure,
    Unit,
    Target,
    Weight,
    Key,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldChange {
    pub field: Field,
    pub before: String,
    pub after: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed {
    pub after: Indicator,
    /// In the order of the fields; a moved weight is among them.
    pub fields: Vec<FieldChange>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comparison {
    pub added: Vec<Indicator>,
    pub removed: Vec<Indicator>,
    pub changed: Vec<Changed>,
    pub same: Vec<Indicator>,
}

/// What became of each indicator, by its id, from one version to another.
pub fn compare(before: &[Indicator], after: &[Indicator]) -> Comparison {
    let mut result = Comparison::default();
    for row in after {
        match before.iter().find(|b| b.id == row.id) {
            None => result.added.push(row.clone()),
            Some(old) => {
                let fields = differences(old, row);
                if fields.is_empty() {
                    result.same.push(row.clone());
                } else {
                    result.changed.push(Changed {
                        after: row.clone(),
                        fields,
                    });
                }
            }
        }
    }
    let gone = before.iter().filter(|b| after.iter().all(|a| a.id != b.id));
    result.removed = gone.cloned().collect();
    result
}

fn differences(a: &Indicator, b: &Indicator) -> Vec<FieldChange> {
    let key = |on: bool| String::from(if on { "★" } else { "" });
    let pairs = [
        (Field::Dimension, a.dimension.code.clone(), b.dimension.code.clone()),
        (Field::Name, a.name.clone(), b.name.clone()),
        (Field::Good, a.good.clone(), b.good.clone()),
        (Field::Measure, a.measure.clone(), b.measure.clone()),
        (Field::Unit, a.unit.clone(), b.unit.clone()),
        (Field::Target, a.target.clone(), b.target.clone()),
        (Field::Weight, a.weight.to_string(), b.weight.to_string()),
        (Field::Key, key(a.key), key(b.key)),
    ];
    pairs
        .into_iter()
        .filter(|(_, before, after)| before != after)
        .map(|(field, before, after)| FieldChange { field, before, after })
        .collect()
}

/// What two sets are compared by: the weight of each indicator under its name, as names are compared.
pub fn weights(rows: &[Indicator]) -> BTreeMap<String, u32> {
    let mut weights = BTreeMap::new();
    for row in rows {
        weights.entry(name_key(&row.name)).or_insert(row.weight);
    }
    weights
}

/// How many of 100 two sets have in common: the lower weight of each indicator that both have by name.
pub fn overlap(one: &[Indicator], other: &[Indicator]) -> u32 {
    shared(&weights(one), &weights(other))
}

/// The same of sets whose weights are known.
pub fn shared(one: &BTreeMap<String, u32>, other: &BTreeMap<String, u32>) -> u32 {
    one.iter()
        .filter_map(|(name, weight)| Some(*weight.min(other.get(name)?)))
        .sum()
}
