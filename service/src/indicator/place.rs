//! What a set is for: its name, its place in the organisation, and the facts that rights depend on.

use crate::line::climb;
use crate::{Daybook, Error, Result};
use domain::UnitId;
use domain::indicator::SetScope;
use domain::permission::{Action, Actor, Resource, SetFacts, decide};

pub(super) struct Place {
    pub facts: SetFacts,
    pub name: String,
    /// Of the unit, or the post's unit.
    pub path: Vec<String>,
    /// Of the post.
    pub family: String,
}

/// Where a scope is; [`Error::NotFound`] for a unit or post that is not there.
pub(super) async fn place(daybook: &Daybook, scope: &SetScope) -> Result<Place> {
    match scope {
        SetScope::Family(name) => Ok(Place {
            facts: SetFacts::Family,
            name: name.clone(),
            path: vec![],
            family: name.clone(),
        }),
        SetScope::Unit(id) => {
            let row = daybook.db().units([id.as_str()]).await?.into_iter().next();
            let row = row.ok_or(Error::NotFound)?;
            Ok(Place {
                facts: SetFacts::Unit { path: ids(&row.path) },
                name: row.name,
                path: row.path,
                family: String::new(),
            })
        }
        SetScope::Post(id) => {
            let row = daybook.db().post_place(id).await?.ok_or(Error::NotFound)?;
            Ok(Place {
                facts: SetFacts::Post {
                    position: id.clone(),
                    path: ids(&row.path),
                    line: climb(daybook, row.superior.as_deref()).await?.0,
                },
                name: format!("{} · {}", row.title, row.unit_name),
                path: row.path,
                family: row.family,
            })
        }
    }
}

pub(super) fn ids(path: &[String]) -> Vec<UnitId> {
    path.iter().map(|u| UnitId(u.clone())).collect()
}

pub(super) fn may(actor: &Actor, action: Action, facts: &SetFacts) -> bool {
    decide(actor, action, &Resource::Indicators(facts.clone())).allowed
}

/// The place, if the reader may know the set that is there, and may do this with it; else nothing is told.
pub(super) async fn open(daybook: &Daybook, actor: &Actor, action: Action, scope: &SetScope) -> Result<Place> {
    let place = place(daybook, scope).await?;
    if may(actor, Action::ReadIndicators, &place.facts) && may(actor, action, &place.facts) {
        Ok(place)
    } else {
        Err(Error::NotFound)
    }
}
