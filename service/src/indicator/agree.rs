use super::base::{below, flaws};
use super::changed;
use super::place::open;
use super::rows::{indicators, scope_of};
use super::save::found;
use crate::act::Deed;
use crate::{Daybook, Error, Result};
use chrono::NaiveDate;
use domain::act::Act;
use domain::indicator::{Flaw, Severity, Term, begin};
use domain::permission::{Action, Actor};
use domain::{IndicatorSetId, PersonId, Violation};
use store::Db;
use store::indicator::SetRow;

/// Periods of assessment that are looked at, the newest first.
const PERIODS: u32 = 10_000;

/// Agrees a draft as it was read (`edition`) and puts it into force from a day (`YYYY-MM-DD`; today when empty). The version before
/// ends the day before. With the same key again it is done once.
pub async fn agree(
    daybook: &Daybook,
    actor: &Actor,
    set: &IndicatorSetId,
    edition: u32,
    from: &str,
    key: &str,
) -> Result<()> {
    daybook.throttle.writing(&actor.person)?;
    let current = found(daybook, set).await?;
    let scope = scope_of(&current);
    let place = open(daybook, actor, Action::AgreeIndicators, &scope).await?;
    let today = daybook.clock.today();
    let from = match from.trim() {
        "" => today,
        day => day.parse::<NaiveDate>().map_err(|_| Violation::DayUnreadable {
            given: day.chars().take(20).collect(),
        })?,
    };
    let below = below(daybook, &scope, &place).await?;
    let by_name = daybook.profile(&actor.person).await?.name.clone();
    let key = match key.trim() {
        "" => String::new(),
        key => format!("{key} {set} {edition} {from}"),
    };
    let by = (&actor.person, by_name.as_str());
    put_into_force(daybook, by, set, from, today, &key, &|row| {
        // Nobody agrees to what he has not seen.
        if row.edition != i64::from(edition) {
            let by = row.by_name.clone();
            return Err(Flaw::SavedMeanwhile { by });
        }
        match flaws(row, &below).into_iter().find(|f| f.severity() == Severity::Error) {
            Some(flaw) => Err(flaw),
            None => Ok(()),
        }
    })
    .await
}

/// The same for any day, by whoever may do it. `today`: the day from which nothing is past yet.
pub(crate) async fn put_into_force(
    daybook: &Daybook,
    (who, by_name): (&PersonId, &str),
    set: &IndicatorSetId,
    from: NaiveDate,
    today: NaiveDate,
    key: &str,
    check: &(dyn Fn(&SetRow) -> Result<(), Flaw> + Send + Sync),
) -> Result<()> {
    daybook
        .perform(who, Act::IndicatorsAgreed, key, |tx| async move {
            let row = tx.indicator_set(set).await?.ok_or(Error::NotFound)?;
            if row.agreed {
                return Err(Error::Invalid(Flaw::NotDraft.into()));
            }
            check(&row).map_err(Violation::from)?;
            let versions = tx.sets_in_scopes(std::slice::from_ref(&row.scope)).await?;
            let terms: Vec<Term> = versions.iter().filter_map(term).collect();
            let ended = begin(&terms, from, today, judged(&tx).await?).map_err(Violation::from)?;
            if let Some((Some(to), old)) = ended.and_then(|t| {
                let old = versions.iter().find(|v| v.version == i64::from(t.version))?;
                Some((t.to, old))
            }) {
                tx.end_set(&old.id, &to.to_string()).await?;
            }
            tx.agree_set(&row, &from.to_string(), by_name).await?;
            // What was agreed, in the ledger as a digest: an agreed version cannot be changed unseen.
            let content = serde_json::to_string(&indicators(&row)).ok();
            let deed = Deed {
                act: Act::IndicatorsAgreed,
                subject: set.0.clone(),
                content,
                events: vec![changed()],
            };
            Ok(((), deed))
        })
        .await?;
    Ok(())
}

/// The last day of the assessments that are closed. Special ones lie over usual ones that may be open, and bar nothing.
pub(super) async fn judged(db: &Db) -> Result<Option<NaiveDate>> {
    let spans = db.period_spans(i64::MIN, PERIODS).await?;
    let closed = spans
        .iter()
        .filter(|span| span.state == "closed" && span.special.is_none());
    Ok(closed.filter_map(|span| span.last.parse().ok()).max())
}

pub(super) fn term(set: &SetRow) -> Option<Term> {
    let day = |text: &Option<String>| text.as_deref().and_then(|d| d.parse().ok());
    set.agreed.then_some(())?;
    Some(Term {
        version: u32::try_from(set.version).ok()?,
        from: day(&set.starts)?,
        to: day(&set.ends),
    })
}
