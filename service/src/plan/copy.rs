use super::assign::led_spot;
use super::keyed;
use super::put::{New, first_of, ready, write};
use super::see::{lane, lane_in, reads, rows, rows_in};
use super::spot::{Spot, own_spot};
use crate::clock::new_id;
use crate::directory::path_of;
use crate::{Daybook, Error, Result};
use chrono::{Days, NaiveDate};
use domain::act::Act;
use domain::permission::{Action, Actor, PlanFacts, Resource, decide};
use domain::plan::{Breach, Horizon, Item, Period, State, Substance, period};
use domain::view::plan::CopyCount;
use domain::{PersonId, PlanItemId, UnitId, Violation};
use store::Db;
use store::plan::PlanRow;

/// Ended items looked back at.
pub(super) const BACK: u32 = 400;
/// Open items of a unit that are looked at.
const OPEN: u32 = 2_000;

/// Sets the finished items of the last year, quarter, month or week again, in the present one: the actor's own, or (`unit`) those
/// that the actor handed down there, to the same people. Those that are set already are left out. One act, agreed to like any
/// other; what they served and what still stands they serve again.
pub async fn copy(daybook: &Daybook, actor: &Actor, horizon: &str, unit: &UnitId, key: &str) -> Result<PlanItemId> {
    daybook.throttle.writing(&actor.person)?;
    let horizon = Horizon::parse(horizon).ok_or(Error::NotFound)?;
    let act = if unit.as_str().is_empty() {
        Act::PlanWritten
    } else {
        Act::PlanAssigned
    };
    let (gate, turn) = (&format!("copy {}", actor.person), &new_id());
    let key = keyed(key, &["copy", horizon.as_str(), unit.as_str()]);
    let outcome = daybook
        .perform(&actor.person, act, &key, |tx| async move {
            // What is copied is read after the key and behind the gate: a second press, or another tab, finds it copied.
            tx.pass_gate(gate, turn).await?;
            let new = match act {
                Act::PlanWritten => own(daybook, &tx, actor, horizon).await?,
                _ => down(daybook, &tx, actor, horizon, unit).await?,
            };
            if new.is_empty() {
                return Err(Violation::from(Breach::NothingToCopy).into());
            }
            let ready = ready(daybook, actor, new).await?;
            write(daybook, &tx, actor, act, &ready).await
        })
        .await?;
    first_of(daybook, outcome).await
}

async fn own(daybook: &Daybook, db: &Db, actor: &Actor, horizon: Horizon) -> Result<Vec<New>> {
    let first = own_spot(daybook, actor, &UnitId(String::new())).await?;
    let (ended, open) = (
        list(db, &format!("end:{}", actor.person), BACK).await?,
        list(db, &format!("me:{}", actor.person), super::mine::MOST).await?,
    );
    let today = daybook.clock.today();
    let mut new = Vec::new();
    for row in last(&ended, &open, horizon, today) {
        // It stays in its unit while a post is held there.
        let place = match own_spot(daybook, actor, &row.unit.as_str().into()).await {
            Err(Error::NotFound) => first.clone(),
            place => place?,
        };
        new.push(anew(db, actor, row, place, None, today).await?);
    }
    Ok(new)
}

async fn list(db: &Db, lane: &str, limit: u32) -> Result<Vec<PlanRow>> {
    rows_in(db, &lane_in(db, lane, limit).await?).await
}

/// Who left meanwhile gets nothing.
async fn down(daybook: &Daybook, db: &Db, actor: &Actor, horizon: Horizon, unit: &UnitId) -> Result<Vec<New>> {
    let facts = PlanFacts {
        owner: None,
        path: path_of(daybook, unit).await?,
        line: vec![],
    };
    if !decide(actor, Action::AssignPlan, &Resource::Plan(facts)).allowed {
        return Err(Error::NotFound);
    }
    let ended = list(db, &format!("gone:{unit}"), BACK).await?;
    let open = list(db, &format!("sub:{unit}"), OPEN).await?;
    let ended = handed(actor, ended);
    let today = daybook.clock.today();
    let mut new = Vec::new();
    for row in last(&ended, &open, horizon, today) {
        let Some(owner) = &row.owner else { continue };
        match led_spot(daybook, actor, &owner.as_str().into(), &row.unit.as_str().into()).await {
            Ok(place) => {
                let same = (!row.batch.is_empty()).then(|| row.batch.clone());
                new.push(anew(db, actor, row, place, same, today).await?);
            }
            Err(Error::NotFound | Error::Invalid(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(new)
}

/// What the actor handed down to others.
pub(super) fn handed(actor: &Actor, ended: Vec<PlanRow>) -> Vec<PlanRow> {
    let me = actor.person.as_str();
    (ended.into_iter())
        .filter(|row| row.handed && row.set_by == me && row.owner.as_deref().is_some_and(|owner| owner != me))
        .collect()
}

async fn anew(
    db: &Db,
    actor: &Actor,
    row: &PlanRow,
    (owner_name, spot): (String, Spot),
    same: Option<String>,
    today: NaiveDate,
) -> Result<New> {
    let served = rows_in(db, &db.plan_serves([row.id.as_str()]).await?).await?;
    Ok(New {
        substance: again(&row.item(), today),
        note: row.note.clone(),
        owner_name,
        spot,
        serves: (served.into_iter())
            .filter(|goal| goal.item().state.open() && reads(actor, goal))
            .map(|goal| goal.id)
            .collect(),
        same,
    })
}

/// The person's ended and open items.
pub(super) async fn mine(daybook: &Daybook, person: &PersonId) -> Result<(Vec<PlanRow>, Vec<PlanRow>)> {
    let (ended, open) = tokio::try_join!(
        async { rows(daybook, &lane(daybook, &format!("end:{person}"), BACK).await?).await },
        async {
            rows(
                daybook,
                &lane(daybook, &format!("me:{person}"), super::mine::MOST).await?,
            )
            .await
        },
    )?;
    Ok((ended, open))
}

/// How many items of the last period could be copied, where there are any.
pub(super) fn counts(ended: &[PlanRow], open: &[PlanRow], today: NaiveDate) -> Vec<CopyCount> {
    let of = |horizon: &Horizon| CopyCount {
        horizon: *horizon,
        count: u32::try_from(last(ended, open, *horizon, today).len()).unwrap_or_default(),
    };
    Horizon::ALL.iter().map(of).filter(|c| c.count > 0).collect()
}

/// The period before the one that a day is in.
fn before(horizon: Horizon, today: NaiveDate) -> Period {
    let first = period(horizon, today).first;
    period(horizon, first.pred_opt().unwrap_or(first))
}

/// Finished items of the last period whose title does not stand in their owner's present one.
fn last<'a>(ended: &'a [PlanRow], open: &[PlanRow], horizon: Horizon, today: NaiveDate) -> Vec<&'a PlanRow> {
    let (then, now) = (before(horizon, today), period(horizon, today));
    let due = |row: &PlanRow| row.due.parse::<NaiveDate>().unwrap_or_default();
    let alike = |a: &PlanRow, b: &PlanRow| a.title == b.title && a.owner == b.owner;
    let there = |done: &PlanRow| {
        let mut all = ended.iter().chain(open);
        all.any(|row| alike(row, done) && now.has(due(row)))
    };
    let mut found: Vec<&PlanRow> = Vec::new();
    for row in ended {
        let fits = row.state == State::Done.as_str() && row.horizon == horizon.as_str() && then.has(due(row));
        if fits && !there(row) && !found.iter().any(|f| alike(f, row)) {
            found.push(row);
        }
    }
    found
}

/// The same work in the present period: as far into it as it was into its own, not before today.
fn again(item: &Item, today: NaiveDate) -> Substance {
    let s = &item.substance;
    let (then, now) = (period(s.horizon, s.due), period(s.horizon, today));
    let into = u64::try_from((s.due - then.first).num_days()).unwrap_or_default();
    let due = now
        .first
        .checked_add_days(Days::new(into))
        .unwrap_or(now.last)
        .min(now.last);
    let due = if s.due == then.last || due < today {
        now.last
    } else {
        due
    };
    Substance {
        start: now.first.max(today).min(due),
        due,
        ..s.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_comes_at_the_same_place_of_the_next_period() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap_or_default();
        let item = |horizon, due: &str| Item {
            substance: Substance {
                title: "x".into(),
                measure: String::new(),
                horizon,
                weight: 1,
                difficulty: domain::plan::Difficulty::Ordinary,
                key: false,
                start: day(due),
                due: day(due),
                owner: None,
            },
            note: String::new(),
            state: State::Done,
            waits: domain::plan::Waits::Nobody,
            reason: String::new(),
            progress: 100,
            set_by: "p".into(),
            handed: false,
        };
        let due = |horizon, then, today| again(&item(horizon, then), day(today)).due.to_string();
        // A Thursday, seen from a Tuesday and from a Friday.
        assert_eq!(due(Horizon::Week, "2026-11-19", "2026-11-24"), "2026-11-26");
        assert_eq!(due(Horizon::Week, "2026-11-19", "2026-11-27"), "2026-11-29");
        // The end of a month stays the end of the month.
        assert_eq!(due(Horizon::Month, "2026-09-30", "2026-10-05"), "2026-10-31");
        assert_eq!(due(Horizon::Month, "2026-01-29", "2026-02-02"), "2026-02-28");
    }
}
