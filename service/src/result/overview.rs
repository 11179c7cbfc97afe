//! A period as a whole, for its page: quotas with their arithmetic, who has no grade and why, questions between assessors.

use super::board::{no_grade, questions};
use super::people::{Stood, lane, members, stood};
use super::places::Places;
use crate::assess::load::Opened;
use crate::{Daybook, Result};
use domain::assessment::Words;
use domain::view::assess::QuotaSheet;
use domain::{CourseId, PersonId, UnitId};
use std::sync::Arc;

/// In longer periods the boards of units ask their questions and say who is exempt, and the page of the period does not.
const WHOLE: usize = 1_200;
/// From here on the arithmetic of a whole period is shown as it was read within the last minute.
const MOST: i64 = 1_200;

/// The quotas that some units have a part in; of the whole period when none are named. `but`: whoever looks learns nothing there of how he
/// is proposed himself.
pub(crate) async fn quota_sheets(
    daybook: &Daybook,
    opened: &Arc<Opened>,
    about: Option<&[UnitId]>,
    but: &PersonId,
) -> Result<Vec<QuotaSheet>> {
    let large = about.is_none() && opened.row.people > MOST;
    let places = match large.then(|| daybook.batches.kept(&opened.id)).flatten() {
        Some(places) => places,
        None => {
            let read = Arc::new(Places::read(daybook, &daybook.db(), opened, about).await?);
            if large {
                daybook.batches.keep(&opened.id, &read);
            }
            read
        }
    };
    Ok(places.tables.iter().map(|t| t.sheet(but)).collect())
}

/// Who has no grade by the rules: course, name and the rule's sentence.
pub(crate) async fn exempt(daybook: &Daybook, opened: &Arc<Opened>) -> Result<Vec<(CourseId, String, Words)>> {
    let db = daybook.db();
    let ids = lane(&db, &format!("all:{}", opened.id)).await?;
    if ids.len() > WHOLE {
        return Ok(vec![]);
    }
    let people = members(daybook, &db, opened, &ids).await?;
    let exempt = people.into_iter().filter_map(|m| {
        let (_, words) = no_grade(&m.outcome)?;
        Some((m.course, m.name, words))
    });
    Ok(exempt.collect())
}

/// What the reviews of the period ask of those who decide on them.
pub(crate) async fn questions_of(daybook: &Daybook, opened: &Arc<Opened>) -> Result<Vec<Words>> {
    let db = daybook.db();
    let ids = lane(&db, &format!("all:{}", opened.id)).await?;
    if ids.len() > WHOLE {
        return Ok(vec![]);
    }
    let people = stood(daybook, &db, opened, &ids).await?;
    let all: Vec<&Stood> = people.iter().collect();
    Ok(questions(opened.pack().scale(opened.stage()), &all))
}
