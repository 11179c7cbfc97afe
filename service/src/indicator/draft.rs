use super::place::open;
use super::rows::accept_in;
use super::{GivenRow, library};
use crate::act::{Deed, Outcome};
use crate::clock::new_id;
use crate::{Daybook, Error, Result};
use domain::act::Act;
use domain::indicator::{Dimension, SetScope};
use domain::permission::{Action, Actor};
use domain::{IndicatorSetId, Lang};
use std::collections::{HashMap, HashSet};
use store::indicator::{IndicatorRow, SetRow};

/// The draft of a scope; `fresh` if it was begun now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Begun {
    pub id: IndicatorSetId,
    pub fresh: bool,
}

/// What a draft begins with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// The last version, or nothing when there is none.
    Last,
    /// A ready set, by its key.
    Library(String),
}

/// Begins the next version of a scope. A scope has one draft at a time: where there is one already, it is that.
pub async fn draft(daybook: &Daybook, actor: &Actor, scope: &SetScope, source: &Source, lang: Lang) -> Result<Begun> {
    daybook.throttle.writing(&actor.person)?;
    let place = open(daybook, actor, Action::DraftIndicators, scope).await?;
    let ready = match source {
        Source::Last => None,
        Source::Library(key) => Some(library::rows(key, lang).ok_or(Error::NotFound)?),
    };
    let below = super::base::below(daybook, scope, &place).await?;
    let below: Vec<(String, String)> = below
        .into_iter()
        .flat_map(|(_, rows)| rows)
        .map(|row| (row.name, row.id.0))
        .collect();
    let by_name = daybook.profile(&actor.person).await?.name.clone();
    let (key, id) = (scope.key(), new_id());
    let outcome = daybook
        .perform(&actor.person, Act::IndicatorsDrafted, "", |tx| {
            let (key, id, by_name, place, ready, below) = (&key, &id, &by_name, &place, &ready, &below);
            async move {
                let versions = tx.sets_in_scopes(std::slice::from_ref(key)).await?;
                if let Some(there) = versions.iter().find(|v| !v.agreed) {
                    return Ok(((there.id.clone(), false), None));
                }
                let last = versions.iter().max_by_key(|v| v.version);
                let rows = match ready {
                    Some(rows) => adopt(rows, last, below, daybook.dimensions()),
                    None => last.map(|v| v.rows.clone()).unwrap_or_default(),
                };
                let row = SetRow {
                    id: id.clone(),
                    scope: key.clone(),
                    kind: scope.kind().to_owned(),
                    target: scope.target().to_owned(),
                    name: place.name.clone(),
                    version: last.map_or(1, |v| v.version + 1),
                    agreed: false,
                    starts: None,
                    ends: None,
                    note: String::new(),
                    edition: 1,
                    by_name: by_name.clone(),
                    agreed_by: None,
                    rows,
                };
                tx.create_set(&row).await?;
                Ok(((id.clone(), true), Some(drafted(id))))
            }
        })
        .await?;
    let (id, fresh) = match outcome {
        Outcome::Done(begun) => begun,
        Outcome::Before(id) => (id, false),
    };
    Ok(Begun {
        id: IndicatorSetId(id),
        fresh,
    })
}

pub(super) fn drafted(id: &str) -> Deed {
    Deed {
        act: Act::IndicatorsDrafted,
        subject: id.to_owned(),
        content: None,
        events: vec![],
    }
}

/// Rows from elsewhere: what has the name of an indicator of the last version, or of the set below, is that indicator.
pub(super) fn adopt(
    given: &[GivenRow],
    last: Option<&SetRow>,
    below: &[(String, String)],
    dimensions: &[Dimension],
) -> Vec<IndicatorRow> {
    let mut ids: HashMap<&str, &str> = below.iter().map(|(name, id)| (name.as_str(), id.as_str())).collect();
    if let Some(last) = last {
        ids.extend(last.rows.iter().map(|row| (row.name.as_str(), row.id.as_str())));
    }
    let known: HashSet<String> = ids.values().map(|id| (*id).to_owned()).collect();
    let named: Vec<GivenRow> = given
        .iter()
        .map(|row| GivenRow {
            id: if known.contains(&row.id) {
                row.id.clone()
            } else {
                ids.get(row.name.trim()).map(|id| (*id).to_owned()).unwrap_or_default()
            },
            ..row.clone()
        })
        .collect();
    accept_in(&named, &known, dimensions)
}
