//! The annual scales that grades of earlier years can be of.

use super::super::grade_names;
use super::super::load::{Opened, kind};
use super::super::rules::Rules;
use crate::{Daybook, Result};
use domain::assessment::Words;
use domain::assessment::pack::Stage;
use domain::assessment::process::Kind;
use domain::view::assess::{AnnualScale, GradeName};

/// Periods in which the pack that the organ goes by is looked for.
const LOOKED: u32 = 20;

/// The annual scales that a grade can be of: those of the packs, and of what is laid over them where it has grades of its own.
pub(super) fn scales(rules: &Rules) -> Vec<AnnualScale> {
    let grades = |id: &str| {
        let ruleset = rules.ruleset(&[id]);
        ruleset.map_or_else(|_| vec![], |r| grade_names(r.pack(), Stage::Annual))
    };
    let mut all = Vec::new();
    for choice in rules.choices() {
        let base = grades(&choice.id);
        let over = choice.overlays.into_iter().filter_map(|(id, name)| {
            let own = grades(&id);
            (own != base).then_some((id, name, own))
        });
        let over: Vec<_> = over.collect();
        all.push((choice.id, choice.name, base));
        all.extend(over);
    }
    let scales = all.into_iter().filter(|(.., grades)| !grades.is_empty());
    scales
        .map(|(pack, name, grades)| AnnualScale { pack, name, grades })
        .collect()
}

/// A grade by its names; by its id where no pack knows it any more.
pub(super) fn named(scales: &[AnnualScale], pack: &str, grade: &str) -> GradeName {
    let scale = scales.iter().find(|s| s.pack == pack);
    let found = scale.and_then(|s| s.grades.iter().find(|g| g.id == grade));
    found.cloned().unwrap_or_else(|| GradeName {
        id: grade.to_owned(),
        words: Words::new(grade, grade),
    })
}

/// The pack of the newest annual period, or else of the newest of any kind.
pub(super) async fn usual(daybook: &Daybook) -> Result<String> {
    let mut rows = daybook.db().periods(i64::MIN, LOOKED).await?;
    rows.retain(|r| r.state != "withdrawn");
    rows.sort_by_key(|r| kind(&r.kind) != Kind::Year);
    match rows.into_iter().next() {
        Some(row) => Ok(Opened::of(&daybook.rules, row)?.pack().id.clone()),
        None => Ok(String::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pack_with_an_annual_scale_can_be_chosen() {
        let scales = scales(&Rules::load(None).unwrap());
        let grade = named(&scales, "cn-civil-servant", "excellent");
        assert_eq!(grade.words, Words::new("优秀", "Excellent"));
        assert_eq!(named(&scales, "gone", "excellent").words.zh, "excellent");
        assert!(scales.iter().all(|s| !s.grades.is_empty()));
    }
}
