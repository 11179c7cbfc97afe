//! Whole periods: reading them, and the steps whose form stands on a period, a board, a publication or the list of statuses. A
//! period is opened, and a replay begun, by a route of its own (`server/src/routes/period.rs`).

use super::Answer;
#[cfg(feature = "ssr")]
use super::Caller;
use crate::prelude::*;
use domain::CourseId;
use domain::view::PersonRef;
use domain::view::assess::{
    BallotPage, Board, HandingOver, NewPeriod, PackSheet, PeoplePage, PeriodLine, PeriodPage, PublicationPage,
    SimulatePage, StatisticsPage, StatusesPage,
};
use service::{assess, result};
use std::collections::BTreeMap;

/// What the form of a new period offers: the pack as it would apply, people found for `part`, how many of `units` began after `last`; and
/// those who were chosen.
#[server(name = GetNewPeriod, endpoint = "new_period")]
pub async fn new_period(
    #[server(default)] pack: String,
    #[server(default)] overlays: Vec<String>,
    #[server(default)] part: String,
    #[server(default)] people: Vec<String>,
    #[server(default)] last: String,
    #[server(default)] units: Vec<String>,
) -> Answer<(NewPeriod, Vec<PersonRef>)> {
    Caller::run(|daybook, actor| async move {
        let mut page = assess::new_period(&daybook, &actor, &pack, &overlays, &part).await?;
        page.later = assess::began_later(&daybook, &actor, &last, &units).await?;
        let chosen = service::directory::named(&daybook, &actor, &people).await?;
        Ok((page, chosen))
    })
    .await
}

/// A period: how far it is and what can be done.
#[server(name = GetPeriod, endpoint = "period")]
pub async fn period_page(period: String) -> Answer<PeriodPage> {
    Caller::run(|daybook, actor| async move { assess::period_page(&daybook, &actor, &period.into()).await }).await
}

/// The rules that a period keeps; `course` is the one of it that the reader comes from.
#[server(name = GetPeriodRules, endpoint = "period_rules")]
pub async fn period_rules(period: String, #[server(default)] course: String) -> Answer<(PeriodLine, PackSheet)> {
    Caller::run(|daybook, actor| async move { assess::period_rules(&daybook, &actor, &period.into(), &course).await })
        .await
}

/// Everybody of a period by name: of a state, a unit, with `part` in name or unit; behind `after` (the `next` of the page before), in the order `sort`.
#[server(name = GetPeople, endpoint = "period_people")]
pub async fn period_people(
    period: String,
    #[server(default)] state: String,
    #[server(default)] unit: String,
    #[server(default)] part: String,
    #[server(default)] after: String,
    #[server(default)] sort: String,
) -> Answer<PeoplePage> {
    Caller::run(|daybook, actor| async move {
        let whom = assess::Whom { state, unit, part };
        assess::people_page(&daybook, &actor, &period.into(), &whom, (&after, &sort)).await
    })
    .await
}

/// Reminds those of such a list who have not taken their own step.
#[server(endpoint = "remind_people")]
pub async fn remind_people(
    period: String,
    #[server(default)] state: String,
    #[server(default)] unit: String,
    #[server(default)] part: String,
    #[server(default)] key: String,
) -> Answer<()> {
    Caller::run(|daybook, actor| async move {
        let whom = assess::Whom { state, unit, part };
        assess::remind_people(&daybook, &actor, &period.into(), &whom, &key).await?;
        Ok(())
    })
    .await
}

/// What the office hands reviews over with; `open` says that the form is asked for, `part` who is looked for to take over from `from`.
#[server(name = GetHandingOver, endpoint = "handing_over")]
pub async fn handing_over(
    period: String,
    #[server(default)] open: bool,
    #[server(default)] from: String,
    #[server(default)] part: String,
) -> Answer<HandingOver> {
    Caller::run(|daybook, actor| async move {
        assess::handing_over(&daybook, &actor, &period.into(), (open, &from, &part)).await
    })
    .await
}

/// Hands all that one assessor has left to review in a period to another one.
#[server(endpoint = "hand_over")]
pub async fn hand_over(period: String, from: String, person: String, #[server(default)] key: String) -> Answer<()> {
    Caller::run(|daybook, actor| async move {
        assess::hand_over(&daybook, &actor, &period.into(), &from.into(), &person.into(), &key).await?;
        Ok(())
    })
    .await
}

/// All proposals of a unit side by side; of one post family, or of all; in the order `sort`. Of a list of several pages the one behind
/// `from` people.
#[server(name = GetBoard, endpoint = "board")]
pub async fn board(
    period: String,
    unit: String,
    #[server(default)] family: String,
    #[server(default)] from: u32,
    #[server(default)] sort: String,
) -> Answer<Board> {
    Caller::run(|daybook, actor| async move {
        result::board(&daybook, &actor, &period.into(), &unit.into(), (&family, from, &sort)).await
    })
    .await
}

/// What is published: names behind the course `after`, with `part` in name or unit.
#[server(name = GetPublication, endpoint = "publication")]
pub async fn publication(
    period: String,
    #[server(default)] part: String,
    #[server(default)] after: String,
) -> Answer<PublicationPage> {
    Caller::run(|daybook, actor| async move {
        result::publication_page(&daybook, &actor, &period.into(), &part, &after).await
    })
    .await
}

/// The reader's ballot.
#[server(name = GetBallot, endpoint = "ballot")]
pub async fn ballot(period: String) -> Answer<BallotPage> {
    Caller::run(|daybook, actor| async move { result::ballot_page(&daybook, &actor, &period.into()).await }).await
}

/// Statuses that were entered, and people found for `part`.
#[server(name = GetStatuses, endpoint = "statuses")]
pub async fn statuses(#[server(default)] part: String) -> Answer<StatusesPage> {
    Caller::run(|daybook, actor| async move { assess::statuses_page(&daybook, &actor, &part).await }).await
}

/// A closed period by other rules: the choice, and a replay of the reader's own.
#[server(name = GetSimulation, endpoint = "simulate")]
pub async fn simulate(#[server(default)] run: String) -> Answer<SimulatePage> {
    Caller::run(|daybook, actor| async move { result::simulate_page(&daybook, &actor, &run).await }).await
}

/// Grades of the closed periods of a kind, by unit and in all.
#[server(name = GetStatistics, endpoint = "statistics")]
pub async fn statistics(#[server(default)] kind: String) -> Answer<StatisticsPage> {
    Caller::run(|daybook, actor| async move { assess::statistics(&daybook, &actor, &kind).await }).await
}

/// Calibrates a proposal: as it is, or another grade with a reason; without a grade for none.
#[server(endpoint = "calibrate_course")]
pub async fn calibrate_course(
    course: String,
    version: u32,
    #[server(default)] grade: String,
    #[server(default)] reason: String,
    #[server(default)] key: String,
) -> Answer<()> {
    Caller::run(|daybook, actor| async move {
        result::calibrate(&daybook, &actor, &course.into(), version, &grade, &reason, &key).await
    })
    .await
}

/// Decides a grade; without one for none.
#[server(endpoint = "decide_course")]
pub async fn decide_course(
    course: String,
    version: u32,
    #[server(default)] grade: String,
    #[server(default)] reason: String,
    #[server(default)] key: String,
) -> Answer<()> {
    Caller::run(|daybook, actor| async move {
        result::decide(&daybook, &actor, &course.into(), version, &grade, &reason, &key).await
    })
    .await
}

/// Takes a step for everybody of a period who is ready for it.
#[server(endpoint = "period_act")]
pub async fn period_act(period: String, act: String, #[server(default)] key: String) -> Answer<()> {
    Caller::run(|daybook, actor| async move { result::period_act(&daybook, &actor, &period.into(), &act, &key).await })
        .await
}

/// Gives a course to everybody who came after the period was opened.
#[server(endpoint = "add_joined")]
pub async fn add_joined(period: String, #[server(default)] key: String) -> Answer<()> {
    Caller::run(|daybook, actor| async move { assess::add_joined(&daybook, &actor, &period.into(), &key).await }).await
}

/// Takes a period back that was opened by mistake; its name is typed again.
#[server(endpoint = "withdraw_period")]
pub async fn withdraw_period(
    period: String,
    #[server(default)] title: String,
    #[server(default)] reason: String,
    #[server(default)] key: String,
) -> Answer<()> {
    Caller::run(|daybook, actor| async move {
        assess::withdraw_period(&daybook, &actor, &period.into(), &title, &reason, &key).await
    })
    .await
}

/// Changes who sits on a body of a period.
#[server(endpoint = "change_body")]
pub async fn change_body(
    period: String,
    body: String,
    #[server(default)] out: String,
    #[server(default)] person: String,
    #[server(default)] reason: String,
    #[server(default)] key: String,
) -> Answer<()> {
    Caller::run(|daybook, actor| async move {
        let change = assess::BodyChange {
            body,
            out,
            person,
            reason,
        };
        assess::change_body(&daybook, &actor, &period.into(), &change, &key).await
    })
    .await
}

/// Raises the share of a quota, with the paper that approves it.
#[server(endpoint = "raise_quota")]
pub async fn raise_quota(
    period: String,
    #[server(default)] paper: String,
    #[server(default)] key: String,
) -> Answer<()> {
    Caller::run(|daybook, actor| async move { result::raise(&daybook, &actor, &period.into(), &paper, &key).await })
        .await
}

/// Takes back the paper that stands at `nth` of those that raised the share.
#[server(endpoint = "take_back_paper")]
pub async fn take_back_paper(
    period: String,
    nth: u32,
    #[server(default)] reason: String,
    #[server(default)] key: String,
) -> Answer<()> {
    Caller::run(|daybook, actor| async move {
        result::take_back_paper(&daybook, &actor, &period.into(), nth, &reason, &key).await
    })
    .await
}

/// Casts the reader's ballot: a grade by course; who abstains gives none.
#[server(endpoint = "cast_ballots")]
pub async fn cast_ballots(
    period: String,
    #[server(default)] ballots: BTreeMap<String, String>,
    #[server(default)] key: String,
) -> Answer<()> {
    Caller::run(|daybook, actor| async move {
        let given = ballots.into_iter().filter(|(_, grade)| !grade.is_empty());
        // As the form names them: a letter before the id.
        let named = |course: String| {
            course
                .strip_prefix('c')
                .map(CourseId::from)
                .unwrap_or_else(|| course.into())
        };
        let given: Vec<(CourseId, String)> = given.map(|(course, grade)| (named(course), grade)).collect();
        result::cast(&daybook, &actor, &period.into(), &given, &key).await
    })
    .await
}

/// Objects to a grade that is published.
#[server(endpoint = "object_to_publication")]
pub async fn object_to_publication(
    course: String,
    #[server(default)] reason: String,
    #[server(default)] key: String,
) -> Answer<()> {
    Caller::run(|daybook, actor| async move {
        result::object_to_publication(&daybook, &actor, &course.into(), &reason, &key).await
    })
    .await
}

/// Takes back the own objection to what is published.
#[server(endpoint = "withdraw_name_objection")]
pub async fn withdraw_name_objection(course: String, #[server(default)] key: String) -> Answer<()> {
    Caller::run(|daybook, actor| async move {
        result::withdraw_name_objection(&daybook, &actor, &course.into(), &key).await
    })
    .await
}

/// Answers an objection to what is published.
#[server(endpoint = "answer_publication")]
pub async fn answer_publication(
    course: String,
    version: u32,
    #[server(default)] grade: String,
    #[server(default)] reason: String,
    #[server(default)] key: String,
) -> Answer<()> {
    Caller::run(|daybook, actor| async move {
        result::answer_publication(&daybook, &actor, &course.into(), version, &grade, &reason, &key).await
    })
    .await
}

/// Enters what holds of somebody, with its days.
#[server(endpoint = "keep_status")]
pub async fn keep_status(
    person: String,
    kind: String,
    #[server(default)] first: String,
    #[server(default)] last: String,
    #[server(default)] note: String,
    #[server(default)] key: String,
) -> Answer<()> {
    Caller::run(|daybook, actor| async move {
        assess::keep_status(&daybook, &actor, &person.into(), &kind, &first, &last, &note, &key).await
    })
    .await
}

/// Ends it, or corrects the end that was read (`seen`); of an investigation `how` says with what.
#[server(endpoint = "end_status")]
pub async fn end_status(
    status: String,
    #[server(default)] seen: String,
    #[server(default)] last: String,
    #[server(default)] how: String,
    #[server(default)] key: String,
) -> Answer<()> {
    Caller::run(|daybook, actor| async move {
        assess::end_status(&daybook, &actor, &status, &seen, &last, &how, &key).await
    })
    .await
}

/// Takes back what was entered by mistake.
#[server(endpoint = "remove_status")]
pub async fn remove_status(status: String, #[server(default)] key: String) -> Answer<()> {
    Caller::run(|daybook, actor| async move { assess::remove_status(&daybook, &actor, &status, &key).await }).await
}
