use super::put::{New, put};
use super::see::{lane, rows};
use super::spot::spots;
use crate::{Daybook, Error, Result};
use chrono::{Days, NaiveDate};
use domain::act::Act;
use domain::permission::{Action, Actor, Resource, decide};
use domain::plan::{Breach, Horizon, Item, Period, State, Substance, period};
use domain::view::plan::CopyCount;
use domain::{PersonId, PlanItemId, Violation};
use store::plan::PlanRow;

/// Ended items looked back at.
const BACK: u32 = 200;

/// Sets the finished items of the last year, quarter, month or week for oneself again, in the present one. Those that are set
/// already are left out. One act, agreed to like any other item.
pub async fn copy(daybook: &Daybook, actor: &Actor, horizon: &str, key: &str) -> Result<PlanItemId> {
    daybook.throttle.writing(&actor.person)?;
    let horizon = Horizon::parse(horizon).ok_or(Error::NotFound)?;
    let today = daybook.clock.today();
    let profile = daybook.profile(&actor.person).await?;
    let spot = spots(&profile).into_iter().next().ok_or(Violation::NoPost)?;
    if !decide(
        actor,
        Action::WritePlan,
        &Resource::Plan(spot.facts(Some(&actor.person))),
    )
    .allowed
    {
        return Err(Error::Denied);
    }
    let (ended, open) = mine(daybook, &actor.person).await?;
    let rows = last(&ended, &open, horizon, today);
    let new: Vec<New> = rows
        .into_iter()
        .map(|row| New {
            substance: again(&row.item(), today),
            note: row.note.clone(),
            owner_name: profile.name.clone(),
            spot: spot.clone(),
            serves: vec![],
        })
        .collect();
    if new.is_empty() {
        return Err(Violation::from(Breach::NothingToCopy).into());
    }
    put(daybook, actor, Act::PlanWritten, new, key).await
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

/// Finished items of the last period whose title does not stand in the present one.
fn last<'a>(ended: &'a [PlanRow], open: &[PlanRow], horizon: Horizon, today: NaiveDate) -> Vec<&'a PlanRow> {
    let (then, now) = (before(horizon, today), period(horizon, today));
    let due = |row: &PlanRow| row.due.parse::<NaiveDate>().unwrap_or_default();
    let there = |title: &str| {
        let mut all = ended.iter().chain(open);
        all.any(|row| row.title == title && now.has(due(row)))
    };
    let mut found: Vec<&PlanRow> = Vec::new();
    for row in ended {
        let fits = row.state == State::Done.as_str() && row.horizon == horizon.as_str() && then.has(due(row));
        if fits && !there(&row.title) && !found.iter().any(|f| f.title == row.title) {
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
