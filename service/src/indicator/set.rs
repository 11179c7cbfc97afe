use super::agree::{judged, term};
use super::base::{below, flaws, unlaid, views};
use super::overview::felled;
use super::place::{may, open};
use super::rows::{head, holds_on, indicators, scope_of};
use super::save::found;
use crate::{Daybook, Result};
use domain::indicator::{Flaw, Severity, Term, earliest, lay};
use domain::permission::{Action, Actor};
use domain::view::indicator::{Base, SetPage};
use domain::{IndicatorSetId, Lang};

/// One version with everything its page shows.
pub async fn set(daybook: &Daybook, actor: &Actor, set: &IndicatorSetId, lang: Lang) -> Result<SetPage> {
    let row = found(daybook, set).await?;
    let scope = scope_of(&row);
    let place = open(daybook, actor, Action::ReadIndicators, &scope).await?;
    let today = daybook.today();
    let below = below(daybook, &scope, &place).await?;
    let mut versions = daybook.db().sets_in_scopes(std::slice::from_ref(&row.scope)).await?;
    versions.sort_by_key(|v| std::cmp::Reverse(v.version));
    let terms: Vec<Term> = versions.iter().filter_map(term).collect();
    let judged = judged(&daybook.db()).await?;
    let rows = indicators(&row);
    let may_draft = may(actor, Action::DraftIndicators, &place.facts);
    // A draft is its writers' business until it is agreed.
    if !row.agreed && !may_draft && !may(actor, Action::AgreeIndicators, &place.facts) {
        return Err(crate::Error::NotFound);
    }
    let unread = (0u32..).zip(&row.rows).filter(|(_, r)| !r.unread.is_empty());
    let mut flaws = flaws(&row, &below);
    // Warnings are left of what was agreed: below it, other sets may have begun since.
    flaws.retain(|f| !row.agreed || f.severity() == Severity::Warning);
    if row.agreed && !scope.is_family() && holds_on(&row, &today) {
        let below = below.iter().map(|(name, rows)| (name.as_str(), rows.as_slice()));
        flaws.extend(unlaid(&rows, below).into_iter().map(Flaw::not_laid));
    }
    // Whoever agrees knows first which sets would fall.
    if !row.agreed && flaws.iter().all(|f| f.severity() == Severity::Warning) {
        flaws.extend(felled(daybook, &row).await?);
    }
    Ok(SetPage {
        edition: u32::try_from(row.edition).unwrap_or_default(),
        dimensions: daybook.dimensions().to_vec(),
        flaws: views(&flaws, &rows, lang),
        unread: unread.map(|(at, r)| (at, r.unread.clone())).collect(),
        bases: below
            .into_iter()
            .map(|(name, below)| Base {
                name,
                outcome: lay(&below, &rows).ok(),
                below,
            })
            .collect(),
        versions: versions
            .iter()
            .filter(|v| v.agreed || may_draft)
            .map(|v| head(v, &today))
            .collect(),
        may_edit: !row.agreed && may_draft,
        may_draft: may_draft && versions.iter().all(|v| v.agreed),
        may_agree: !row.agreed && may(actor, Action::AgreeIndicators, &place.facts),
        earliest: earliest(&terms, daybook.clock.today(), judged).to_string(),
        head: head(&row, &today),
        rows,
    })
}
