use super::mine::{MOST, waiting};
use super::see::{lane, rows, view};
use crate::{Daybook, Result};
use chrono::Days;
use domain::permission::Actor;
use domain::view::plan::PlanDue;

/// Days ahead in which an item is said to be due soon.
const SOON: u64 = 3;

/// What waits for the actor: answers, what is overdue, and what is due within three days. For the digest and the rail; it counts
/// no time spent and compares nobody.
pub async fn due(daybook: &Daybook, actor: &Actor) -> Result<PlanDue> {
    let today = daybook.clock.today();
    let last = today.checked_add_days(Days::new(SOON)).unwrap_or(today);
    let ids = lane(daybook, &format!("me:{}", actor.person), MOST).await?;
    let mut told = PlanDue {
        answers: waiting(daybook, actor).await?,
        ..PlanDue::default()
    };
    for row in rows(daybook, &ids).await? {
        let due = row.item().substance.due;
        let list = if due < today {
            &mut told.overdue
        } else if due <= last {
            &mut told.soon
        } else {
            continue;
        };
        list.push(view(actor, &row, today));
    }
    told.overdue.sort_by_key(|item| item.days);
    told.soon.sort_by_key(|item| item.days);
    Ok(told)
}
