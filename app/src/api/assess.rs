//! Assessments of people: reading them, and the steps whose form stands on the dossier. The two long forms, summary and review,
//! are routes of their own (`server/src/routes/assess.rs`).

use super::Answer;
#[cfg(feature = "ssr")]
use super::Caller;
use crate::prelude::*;
use domain::view::PersonRef;
use domain::view::assess::{AssessHome, CoursePage, FirewallCheck, PackChoice, PackSheet, ReviewPage, SummaryPage};
use service::{assess, result};

/// What of all assessments is the reader's.
#[server(name = GetAssessHome, endpoint = "assess_home")]
pub async fn assess_home() -> Answer<AssessHome> {
    Caller::run(|daybook, actor| async move { assess::home(&daybook, &actor).await }).await
}

/// One person's dossier, as far as the reader may know it.
#[server(name = GetCourse, endpoint = "course")]
pub async fn course(course: String) -> Answer<CoursePage> {
    Caller::run(|daybook, actor| async move { assess::course_page(&daybook, &actor, &course.into()).await }).await
}

/// The editor of a summary.
#[server(name = GetCourseSummary, endpoint = "course_summary")]
pub async fn course_summary(course: String) -> Answer<SummaryPage> {
    Caller::run(|daybook, actor| async move { assess::summary_page(&daybook, &actor, &course.into()).await }).await
}

/// The editor of a review.
#[server(name = GetCourseReview, endpoint = "course_review")]
pub async fn course_review(course: String) -> Answer<ReviewPage> {
    Caller::run(|daybook, actor| async move { assess::review_page(&daybook, &actor, &course.into()).await }).await
}

/// Everybody who could review instead, whose name or post contains `part`.
#[server(name = GetAssessors, endpoint = "assessors")]
pub async fn assessors(#[server(default)] part: String) -> Answer<Vec<PersonRef>> {
    Caller::run(|daybook, actor| async move { assess::assessors(&daybook, &actor, &part).await }).await
}

/// The packs there are, with what can be laid over them.
#[server(name = GetRulePacks, endpoint = "rule_packs")]
pub async fn rule_packs() -> Answer<Vec<PackChoice>> {
    Caller::run(|daybook, _| async move { Ok(assess::rules_list(&daybook)) }).await
}

/// A pack with its overlays, to be read.
#[server(name = GetRulePack, endpoint = "rule_pack")]
pub async fn rule_pack(pack: String, #[server(default)] overlays: Vec<String>) -> Answer<PackSheet> {
    Caller::run(|daybook, _| async move { assess::rules_page(&daybook, &pack, &overlays) }).await
}

/// Whether anything that must not reach a grade changes the evidence of a dossier.
#[server(name = VerifyCourse, endpoint = "verify_course")]
pub async fn verify_course(course: String) -> Answer<FirewallCheck> {
    Caller::run(|daybook, actor| async move { result::verify(&daybook, &actor, &course.into()).await }).await
}

/// Sends a summary back, once, saying what is to be changed.
#[server(endpoint = "return_summary")]
pub async fn return_summary(
    course: String,
    version: u32,
    #[server(default)] reason: String,
    #[server(default)] key: String,
) -> Answer<()> {
    Caller::run(|daybook, actor| async move {
        assess::return_summary(&daybook, &actor, &course.into(), version, &reason, &key).await
    })
    .await
}

/// Goes on where the person hands in no summary.
#[server(endpoint = "go_on")]
pub async fn go_on(course: String, #[server(default)] reason: String, #[server(default)] key: String) -> Answer<()> {
    Caller::run(|daybook, actor| async move { assess::go_on(&daybook, &actor, &course.into(), &reason, &key).await })
        .await
}

/// Tells the person the result, with words and what to become better at.
#[server(endpoint = "give_feedback")]
pub async fn give_feedback(
    course: String,
    #[server(default)] words: String,
    #[server(default)] improvements: Vec<String>,
    #[server(default)] key: String,
) -> Answer<()> {
    Caller::run(|daybook, actor| async move {
        let better = improvements.into_iter().filter(|i| !i.trim().is_empty()).collect();
        result::give_feedback(&daybook, &actor, &course.into(), &words, better, &key).await
    })
    .await
}

/// The person has read the result.
#[server(endpoint = "acknowledge_result")]
pub async fn acknowledge_result(course: String, #[server(default)] key: String) -> Answer<()> {
    Caller::run(|daybook, actor| async move { result::acknowledge(&daybook, &actor, &course.into(), "", &key).await })
        .await
}

/// The person sees it differently, and says how.
#[server(endpoint = "disagree_result")]
pub async fn disagree_result(
    course: String,
    #[server(default)] reason: String,
    #[server(default)] key: String,
) -> Answer<()> {
    Caller::run(|daybook, actor| async move { result::disagree(&daybook, &actor, &course.into(), &reason, &key).await })
        .await
}

/// Makes a plan item of something to become better at.
#[server(endpoint = "improve")]
pub async fn improve(course: String, at: u32, #[server(default)] key: String) -> Answer<String> {
    Caller::run(|daybook, actor| async move {
        let item = result::improve(&daybook, &actor, &course.into(), at, &key).await?;
        Ok(item.0)
    })
    .await
}

/// Asks for a re-review, or appeals.
#[server(endpoint = "ask_objection")]
pub async fn ask_objection(
    course: String,
    which: String,
    #[server(default)] reason: String,
    #[server(default)] key: String,
) -> Answer<()> {
    Caller::run(
        |daybook, actor| async move { result::ask(&daybook, &actor, &course.into(), &which, &reason, &key).await },
    )
    .await
}

/// Decides a re-review or an appeal, the `nth` of its kind; without a grade for none.
#[server(endpoint = "decide_objection")]
pub async fn decide_objection(
    course: String,
    which: String,
    nth: u32,
    #[server(default)] grade: String,
    #[server(default)] reason: String,
    #[server(default)] key: String,
) -> Answer<()> {
    Caller::run(|daybook, actor| async move {
        result::decide_objection(&daybook, &actor, &course.into(), (&which, nth), &grade, &reason, &key).await
    })
    .await
}

/// Takes back the re-review or the appeal that is open, the `nth` of its kind.
#[server(endpoint = "withdraw_objection")]
pub async fn withdraw_objection(course: String, which: String, nth: u32, #[server(default)] key: String) -> Answer<()> {
    Caller::run(|daybook, actor| async move {
        result::withdraw_objection(&daybook, &actor, &course.into(), (&which, nth), &key).await
    })
    .await
}

/// Extends the days for deciding a re-review or an appeal, the `nth` of its kind, once.
#[server(endpoint = "extend_decision")]
pub async fn extend_decision(
    course: String,
    which: String,
    nth: u32,
    #[server(default)] reason: String,
    #[server(default)] key: String,
) -> Answer<()> {
    Caller::run(|daybook, actor| async move {
        result::extend_decision(&daybook, &actor, &course.into(), (&which, nth), &reason, &key).await
    })
    .await
}

/// Gives a grade once what stood in the way of one is over.
#[server(endpoint = "grade_afterwards")]
pub async fn grade_afterwards(
    course: String,
    #[server(default)] grade: String,
    #[server(default)] reason: String,
    #[server(default)] key: String,
) -> Answer<()> {
    Caller::run(|daybook, actor| async move {
        result::grade_afterwards(&daybook, &actor, &course.into(), &grade, &reason, &key).await
    })
    .await
}

/// Takes somebody out of a period who takes no part any more.
#[server(endpoint = "excuse_course")]
pub async fn excuse_course(
    course: String,
    #[server(default)] since: String,
    #[server(default)] reason: String,
    #[server(default)] key: String,
) -> Answer<()> {
    Caller::run(|daybook, actor| async move {
        result::excuse(&daybook, &actor, &course.into(), &since, &reason, &key).await
    })
    .await
}

/// Takes somebody in again.
#[server(endpoint = "take_in_course")]
pub async fn take_in_course(
    course: String,
    #[server(default)] reason: String,
    #[server(default)] key: String,
) -> Answer<()> {
    Caller::run(|daybook, actor| async move { result::take_in(&daybook, &actor, &course.into(), &reason, &key).await })
        .await
}

/// Gives the review of somebody to another assessor.
#[server(endpoint = "reassign_course")]
pub async fn reassign_course(course: String, person: String, #[server(default)] key: String) -> Answer<()> {
    Caller::run(|daybook, actor| async move {
        assess::reassign(&daybook, &actor, &course.into(), &person.into(), &key).await
    })
    .await
}
