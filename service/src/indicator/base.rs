//! What a set would be laid over, for its check and its preview.

use super::place::Place;
use super::rows::indicators;
use super::standing::{compose, scopes};
use crate::{Daybook, Result};
use domain::Lang;
use domain::indicator::{Flaw, Indicator, SetScope, Severity, check, check_overlay, family_key, lay};
use domain::view::indicator::FlawView;
use std::collections::BTreeMap;
use store::indicator::SetRow;

/// Families in one unit that are looked at.
const MOST: usize = 60;

/// Name and rows of each set below: none for a family's, one for a post's, one a family for a unit's.
pub(super) async fn below(daybook: &Daybook, scope: &SetScope, place: &Place) -> Result<Vec<(String, Vec<Indicator>)>> {
    let day = daybook.today();
    let db = daybook.db();
    match scope {
        SetScope::Family(_) => Ok(vec![]),
        SetScope::Post(_) => {
            let scopes = scopes(&place.family, &place.path, "");
            let sets = db.sets_in_scopes(&scopes).await?;
            Ok(vec![(place.family.clone(), compose(&scopes, &sets, &day).rows)])
        }
        SetScope::Unit(unit) => {
            let units = db.units_all().await?;
            let inside = |id: &str| {
                units
                    .iter()
                    .any(|u| u.id == id && u.path.iter().any(|p| p == unit.as_str()))
            };
            let mut families: BTreeMap<String, String> = BTreeMap::new();
            for row in db.post_census().await?.into_iter().filter(|row| inside(&row.unit)) {
                families.entry(family_key(&row.family)).or_insert(row.family);
            }
            let above = place.path.split_last().map_or(&[][..], |(_, above)| above);
            let mut all = Vec::new();
            for family in families.into_values().take(MOST) {
                let scopes = scopes(&family, above, "");
                let sets = db.sets_in_scopes(&scopes).await?;
                all.push((family, compose(&scopes, &sets, &day).rows));
            }
            Ok(all)
        }
    }
}

/// What is wrong with a version, given what is below it. Families without a set bear nothing as long as another one does.
pub(super) fn flaws(set: &SetRow, below: &[(String, Vec<Indicator>)]) -> Vec<Flaw> {
    let rows = indicators(set);
    let mut flaws = if set.kind == "family" {
        check(&rows)
    } else {
        let bases: Vec<&[Indicator]> = below
            .iter()
            .map(|(_, rows)| rows.as_slice())
            .filter(|b| !b.is_empty())
            .collect();
        check_overlay(&rows, &bases)
    };
    for row in set.rows.iter().filter(|r| !r.unread.is_empty()) {
        let (name, given) = (row.name.clone(), row.unread.clone());
        flaws.insert(0, Flaw::WeightUnreadable { name, given });
    }
    flaws
}

/// The sets below, by name, on which these rows cannot be laid, and why. Where there is none they are not meant to hold, as long as
/// there is another.
pub(super) fn unlaid<'a>(
    rows: &[Indicator],
    below: impl Iterator<Item = (&'a str, &'a [Indicator])> + Clone,
) -> Vec<(String, Flaw)> {
    let some = below.clone().any(|(_, base)| !base.is_empty());
    below
        .filter(|(_, base)| !some || !base.is_empty())
        .filter_map(|(name, base)| Some((name.to_owned(), lay(base, rows).err()?)))
        .collect()
}

/// In words, errors first; `rows` are those they are about.
pub(super) fn views(flaws: &[Flaw], rows: &[Indicator], lang: Lang) -> Vec<FlawView> {
    let mut views: Vec<FlawView> = flaws
        .iter()
        .map(|flaw| FlawView {
            error: flaw.severity() == Severity::Error,
            words: flaw.words(lang),
            row: flaw.row(rows).and_then(|at| u32::try_from(at + 1).ok()),
        })
        .collect();
    views.sort_by_key(|v| !v.error);
    views
}
