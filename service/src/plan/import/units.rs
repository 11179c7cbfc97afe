//! Which unit a row names: of those where its owner holds a post and the actor may set items.

use super::{Finding, Row};
use crate::import::unit_path::{path_key, paths};
use crate::plan::spot::{Spot, spots};
use crate::{Daybook, Result};
use domain::UnitId;
use domain::permission::{Action, Actor, Resource, decide};
use domain::plan::{Breach, Field};
use std::collections::HashMap;
use store::organisation::UnitRow;

/// Finds where the item of each row will stand; a row whose cell names no such unit becomes a finding.
pub(super) async fn place(
    daybook: &Daybook,
    actor: &Actor,
    rows: Vec<Row>,
    findings: &mut Vec<Finding>,
) -> Result<Vec<Row>> {
    let units = if rows.iter().any(|row| !row.given.is_empty()) {
        Units::new(daybook.db().units_all().await?)
    } else {
        Units::default()
    };
    let mut placed = Vec::with_capacity(rows.len());
    for mut row in rows {
        let profile = daybook.profile(&row.owner).await?;
        let (open, closed): (Vec<Spot>, Vec<Spot>) = (spots(&profile).into_iter()).partition(|s| sets(actor, &row, s));
        if row.given.is_empty() {
            row.unit_name = open.first().map(|spot| spot.unit_name.clone()).unwrap_or_default();
            placed.push(row);
            continue;
        }
        match units.choose(actor, &row, &open, &closed) {
            Ok(spot) => {
                row.unit = UnitId(spot.unit.clone());
                row.unit_name.clone_from(&spot.unit_name);
                placed.push(row);
            }
            Err(breach) => findings.push(Finding::new(row.line, Some(Field::Unit), &breach)),
        }
    }
    Ok(placed)
}

/// Whether the actor may set an item for the owner of a row there.
fn sets(actor: &Actor, row: &Row, spot: &Spot) -> bool {
    let action = if row.owner == actor.person {
        Action::WritePlan
    } else {
        Action::AssignPlan
    };
    decide(actor, action, &Resource::Plan(spot.facts(Some(&row.owner)))).allowed
}

/// Every unit, with its path of names as paths are compared.
#[derive(Default)]
struct Units {
    rows: Vec<UnitRow>,
    paths: HashMap<String, String>,
}

impl Units {
    fn new(rows: Vec<UnitRow>) -> Self {
        let paths = paths(&rows)
            .into_iter()
            .map(|(id, path)| (id, path_key(&path)))
            .collect();
        Self { rows, paths }
    }

    fn path(&self, unit: &str) -> &str {
        self.paths.get(unit).map_or("", String::as_str)
    }

    /// Whether a unit's path is this, or ends so: a name alone is the shortest end.
    fn ends(&self, unit: &str, key: &str) -> bool {
        let above = self.path(unit).strip_suffix(key);
        above.is_some_and(|above| above.is_empty() || above.ends_with('/'))
    }

    /// The one of the open places that the row's cell means. A whole path goes before the same words as the end of another.
    fn choose<'a>(&self, actor: &Actor, row: &Row, open: &'a [Spot], closed: &[Spot]) -> Result<&'a Spot, Breach> {
        let key = path_key(&row.given);
        let mut fitting: Vec<&Spot> = open.iter().filter(|spot| self.ends(&spot.unit, &key)).collect();
        if fitting.iter().any(|spot| self.path(&spot.unit) == key) {
            fitting.retain(|spot| self.path(&spot.unit) == key);
        }
        match fitting.as_slice() {
            [] => Err(self.refusal(actor, row, &key, closed)),
            [one, rest @ ..] if rest.iter().all(|other| other.unit == one.unit) => Ok(*one),
            _ => Err(Breach::SeveralUnits {
                name: row.owner_name.clone(),
                unit: shown(&row.given),
            }),
        }
    }

    /// Why no open place fits. What the actor may not see is told like what is not there.
    fn refusal(&self, actor: &Actor, row: &Row, key: &str, closed: &[Spot]) -> Breach {
        let (name, unit) = (row.owner_name.clone(), shown(&row.given));
        if closed.iter().any(|spot| self.ends(&spot.unit, key)) {
            return Breach::UnitNotLed { name, unit };
        }
        let sees = |unit: &UnitRow| {
            let path = unit.path.iter().map(|u| UnitId(u.clone())).collect();
            decide(actor, Action::ReadTimeline, &Resource::Unit { path }).allowed
        };
        if self.rows.iter().any(|unit| self.ends(&unit.id, key) && sees(unit)) {
            Breach::NoPostThere { name, unit }
        } else {
            Breach::UnitUnknown { unit }
        }
    }
}

fn shown(given: &str) -> String {
    given.chars().take(60).collect()
}
