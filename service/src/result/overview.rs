//! A period as a whole, for its page: quotas with their arithmetic, who has no grade and why, questions between assessors.

use super::board::{no_grade, questions};
use super::people::{Stood, lane, stood};
use super::places::Places;
use crate::assess::load::Opened;
use crate::{Daybook, Result};
use domain::assessment::Words;
use domain::view::assess::QuotaSheet;
use domain::{CourseId, PersonId, UnitId};
use std::sync::Arc;

/// Of longer periods the boards of units ask the questions and say who is exempt, and the page of the period does not; its arithmetic is
/// shown as it was read within the last minute.
const WHOLE: i64 = 1_200;

/// What the page of a period says of all its people.
#[derive(Default)]
pub(crate) struct Overview {
    pub quotas: Vec<QuotaSheet>,
    /// Who has no grade by the rules: course, name and the rule's sentence.
    pub exempt: Vec<(CourseId, String, Words)>,
    /// What the reviews of the period ask of those who decide on them.
    pub questions: Vec<Words>,
}

/// All of it. `but`: whoever looks learns nothing there of how he is proposed himself.
pub(crate) async fn overview(daybook: &Daybook, opened: &Arc<Opened>, but: &PersonId) -> Result<Overview> {
    let db = daybook.db();
    if opened.row.people > WHOLE {
        let places = match daybook.batches.kept(&opened.id) {
            Some(places) => places,
            None => {
                let read = Arc::new(Places::read(daybook, &db, opened, None).await?);
                daybook.batches.keep(&opened.id, &read);
                read
            }
        };
        return Ok(Overview {
            quotas: sheets(&places, but),
            ..Overview::default()
        });
    }
    let ids = lane(&db, &format!("all:{}", opened.id)).await?;
    let people = stood(daybook, &db, opened, &ids).await?;
    let members = people.iter().map(|s| s.member.clone()).collect();
    let exempt = people.iter().filter_map(|s| {
        let (_, words) = no_grade(&s.member.outcome)?;
        Some((s.member.course.clone(), s.member.name.clone(), words))
    });
    let all: Vec<&Stood> = people.iter().collect();
    Ok(Overview {
        quotas: sheets(&Places::of(opened, &opened.period.units, members), but),
        exempt: exempt.collect(),
        questions: questions(opened.pack().scale(opened.stage()), &all),
    })
}

/// The quotas that some units have a part in.
pub(crate) async fn quota_sheets(
    daybook: &Daybook,
    opened: &Arc<Opened>,
    about: &[UnitId],
    but: &PersonId,
) -> Result<Vec<QuotaSheet>> {
    let places = Places::read(daybook, &daybook.db(), opened, Some(about)).await?;
    Ok(sheets(&places, but))
}

fn sheets(places: &Places, but: &PersonId) -> Vec<QuotaSheet> {
    places.tables.iter().map(|t| t.sheet(but)).collect()
}
