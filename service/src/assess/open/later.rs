//! Who holds posts only since after the last day of a period. Such a person had no part in it; but a first list of staff in which no first
//! days stand has everybody begin on the day of its import, and an appointment of that day looks the same. So the office is asked, where
//! there is somebody.

use super::super::manages;
use super::super::roster::Roster;
use super::Opening;
use crate::{Daybook, Result};
use chrono::NaiveDate;
use domain::assessment::Words;
use domain::permission::Actor;
use domain::{UnitId, Violation};
use std::collections::BTreeSet;

/// How many people of some units hold posts only since after a day (`YYYY-MM-DD`), and how many others there are; none where nobody does, or
/// nothing is chosen yet.
pub async fn began_later(daybook: &Daybook, actor: &Actor, last: &str, units: &[String]) -> Result<Option<(u32, u32)>> {
    manages(actor)?;
    let Ok(last) = last.parse::<NaiveDate>() else {
        return Ok(None);
    };
    if units.is_empty() {
        return Ok(None);
    }
    let roster = Roster::read(daybook, &daybook.db()).await?;
    let units: Vec<UnitId> = units.iter().map(|u| u.as_str().into()).collect();
    let (later, others) = counted(&roster, &units, last);
    let count = super::super::count;
    Ok((later > 0).then(|| (count(later), count(others))))
}

/// Whether they take part, and how many people do then.
pub(super) fn chosen(roster: &Roster, units: &[UnitId], last: NaiveDate, opening: &Opening) -> Result<(bool, usize)> {
    let (later, others) = counted(roster, units, last);
    let words = match (later, others, opening.later.as_str()) {
        (0, 0, _) => return Err(Violation::PeriodNoUnits.into()),
        (0, ..) => return Ok((false, others)),
        (.., "in" | "out") if !was_asked(&opening.later_of, units, last) => Words::new(
            format!(
                "时间或单位改了：所选单位中有 {later} 人是最后一天（{last}）以后才开始任职的，其余 {others} 人在此之前。请在“参加的单位”下面重新确认是否列入，再启动。"
            ),
            format!(
                "Days or units were changed: in these units {later} hold posts only since after the last day, {last}, and {others} since before. Confirm under “Units” whether they take part, then open it."
            ),
        ),
        (_, _, "in") => return Ok((true, later + others)),
        (_, 1.., "out") => return Ok((false, others)),
        (_, 0, "out") => Words::new(
            format!(
                "所选单位的人（{later} 人）都是最后一天（{last}）以后才开始任职的，不列入就没有人参加。请选择列入，或改时间、单位。"
            ),
            format!(
                "All people of these units ({later}) hold posts only since after the last day, {last}: without them nobody takes part. Take them in, or change days or units."
            ),
        ),
        _ => Words::new(
            format!(
                "所选单位中有 {later} 人是最后一天（{last}）以后才开始任职的。请在“参加的单位”下面选择是否列入，再启动。"
            ),
            format!(
                "In these units {later} hold posts only since after the last day, {last}. Choose under “Units” whether they take part, then open it."
            ),
        ),
    };
    Err(Violation::Assess { words }.into())
}

/// Whether a choice is about these units and this day: the form names those that it counted. Where it names none, it was made for what is
/// sent with it.
fn was_asked(of: &str, units: &[UnitId], last: NaiveDate) -> bool {
    let mut named = of.split_whitespace();
    let Some(day) = named.next() else {
        return true;
    };
    let (named, units): (BTreeSet<&str>, BTreeSet<&str>) =
        (named.collect(), units.iter().map(UnitId::as_str).collect());
    day.parse::<NaiveDate>().is_ok_and(|day| day == last) && named == units
}

/// Those who began after a day, and the others.
fn counted(roster: &Roster, units: &[UnitId], last: NaiveDate) -> (usize, usize) {
    let (people, last) = (roster.people_in(units), last.to_string());
    let others = people.iter().filter(|(id, _)| roster.began_by(id, &last)).count();
    (people.len() - others, others)
}
