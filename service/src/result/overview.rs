//! A period as a whole, for its page: quotas with their arithmetic, who has no grade and why, questions between assessors.

use super::board::{no_grade, of_raters, questions};
use super::glance::{self, LARGE};
use super::people::{Stood, lane, stood};
use super::places::Places;
use super::quota::pooled;
use crate::assess::load::Opened;
use crate::{Daybook, Result};
use domain::assessment::Words;
use domain::assessment::process::State;
use domain::view::assess::QuotaSheet;
use domain::{CourseId, PersonId, UnitId};
use std::sync::Arc;

/// What the page of a period says of all its people.
#[derive(Default)]
pub(crate) struct Overview {
    pub quotas: Vec<QuotaSheet>,
    /// Who has no grade by the rules: course, name and the rule's sentence.
    pub exempt: Vec<(CourseId, String, Words)>,
    /// What the reviews of the period ask of those who decide on them.
    pub questions: Vec<Words>,
}

/// All of it; of a large period the boards of its units compare reasons and say who is exempt, and this says so. `but`: whoever looks learns
/// nothing there of how he is proposed himself.
pub(crate) async fn overview(daybook: &Daybook, opened: &Arc<Opened>, but: &PersonId) -> Result<Overview> {
    if opened.row.people > LARGE {
        let places = glance::places(daybook, opened).await?;
        let others = places.members().filter(|m| m.person != *but);
        let mut questions = of_raters(opened.pack().scale(opened.stage()), others);
        questions.push(Words::new(
            format!("这里按全体比对各评鉴人的尺度。人数超过 {LARGE}，不同的人理由是否雷同、谁不确定等次，请看各单位的对照表。"),
            format!("How assessors measure is compared here over all. With more than {LARGE} people, the boards of units tell whose reasons are alike and who has no grade by the rules."),
        ));
        return Ok(Overview {
            quotas: sheets(&places, but),
            questions,
            ..Overview::default()
        });
    }
    let db = daybook.db();
    let ids = lane(&db, &format!("all:{}", opened.id)).await?;
    let mut people = stood(daybook, &db, opened, &ids).await?;
    people.retain(|s| s.member.state != State::Excused);
    let members = people.iter().map(|s| s.member.clone()).collect();
    let others: Vec<&Stood> = people.iter().filter(|s| s.member.person != *but).collect();
    let exempt = others.iter().filter_map(|s| {
        let (_, words) = no_grade(&s.member.outcome)?;
        Some((s.member.course.clone(), s.member.name.clone(), words))
    });
    Ok(Overview {
        quotas: sheets(&Places::of(opened, &opened.period.units, members), but),
        exempt: exempt.collect(),
        questions: questions(opened.pack().scale(opened.stage()), &others),
    })
}

/// The quotas that some units have a part in. Where these are worked out from everybody of a large period, as a pool is, from how it was
/// within the last minute: every page of a review shows them.
pub(crate) async fn quota_sheets(
    daybook: &Daybook,
    opened: &Arc<Opened>,
    about: &[UnitId],
    but: &PersonId,
) -> Result<Vec<QuotaSheet>> {
    let whole = pooled(opened.pack(), opened.stage()) || opened.period.units.iter().all(|p| about.contains(&p.unit));
    if whole && opened.row.people > LARGE {
        let places = glance::places(daybook, opened).await?;
        return Ok(sheets(&places, but));
    }
    let places = Places::read(daybook, &daybook.db(), opened, Some(about)).await?;
    Ok(sheets(&places, but))
}

fn sheets(places: &Places, but: &PersonId) -> Vec<QuotaSheet> {
    places.tables.iter().map(|t| t.sheet(but)).collect()
}
