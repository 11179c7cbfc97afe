//! What a step means beyond its own course: a name that the office publishes first, an objection that nobody is left to decide, and a year
//! that was decided on another result.

use super::case::{is_decided, lies_in};
use super::load::{self, Loaded, Opened, WHOLE, course_id, kind, periods_of, state};
use super::notices::news;
use super::open::nobody_left;
use super::{grade_name, stage};
use crate::notice::News;
use crate::{Daybook, Result};
use chrono::{Datelike, NaiveDate};
use domain::assessment::Words;
use domain::assessment::dossier::Dossier;
use domain::assessment::process::{Act, Kind};
use domain::notice::NoticeKind;
use domain::permission::Duty;
use domain::{PeriodId, PersonId};
use futures::future::BoxFuture;
use store::Db;
use store::assess::SpanRow;

#[derive(Default)]
pub(crate) struct Beyond {
    /// Decided years that rest on another result, of a period or of a year before, than the one that holds now: before and after that is
    /// remarked.
    pub years: Vec<(Loaded, Dossier)>,
    pub news: Vec<News>,
}

/// What a step of some courses of a period means, once they are as in `after`.
///
/// Boxed: it is too deep for the compiler to see that it can be sent.
pub(crate) fn of_step<'s>(
    daybook: &'s Daybook,
    db: &'s Db,
    opened: &'s Opened,
    after: &'s [Dossier],
    act: Act,
) -> BoxFuture<'s, Result<Beyond>> {
    Box::pin(async move {
        let decision = match act {
            Act::AskReReview => Some(Act::DecideReReview),
            Act::Appeal => Some(Act::DecideAppeal),
            _ => None,
        };
        if let Some(decision) = decision {
            let news = of_nobody(db, opened, after, decision).await?;
            return Ok(Beyond { years: vec![], news });
        }
        if !matches!(act, Act::GiveFeedback | Act::DecideReReview | Act::DecideAppeal) {
            return Ok(Beyond::default());
        }
        let years = years(daybook, db, opened, after).await?;
        let first = after
            .iter()
            .filter(|d| act != Act::GiveFeedback && d.course.held().is_some());
        let first: Vec<&Dossier> = first.collect();
        if years.is_empty() && first.is_empty() {
            return Ok(Beyond::default());
        }
        let office = office(db).await?;
        let mut told = Vec::new();
        for one in first {
            let course = course_id(&opened.id, one.person.id.as_str());
            let asked = |to: &PersonId| news(to.clone(), NoticeKind::AssessAsked, &course);
            told.extend(office.iter().filter(|to| **to != one.person.id).map(asked));
        }
        for (year, noted) in &years {
            let person = &noted.person.id;
            let asked = |to: &PersonId| news(to.clone(), NoticeKind::AssessAsked, &year.id);
            told.extend(office.iter().filter(|to| *to != person).map(asked));
            told.push(news(person.clone(), NoticeKind::AssessResult, &year.id));
        }
        Ok(Beyond { years, news: told })
    })
}

/// The personnel office is told where nobody is left to decide on what was asked, so that somebody comes to sit on the body.
async fn of_nobody(db: &Db, opened: &Opened, after: &[Dossier], decision: Act) -> Result<Vec<News>> {
    let asked = after.iter().filter(|one| nobody_left(one, opened, decision));
    let asked: Vec<&Dossier> = asked.collect();
    if asked.is_empty() {
        return Ok(vec![]);
    }
    let office = office(db).await?;
    let mut told = Vec::new();
    for one in asked {
        let course = course_id(&opened.id, one.person.id.as_str());
        let others = office.iter().filter(|to| **to != one.person.id);
        told.extend(others.map(|to| news(to.clone(), NoticeKind::AssessAsked, &course)));
    }
    Ok(told)
}

/// Everybody in the personnel office.
async fn office(db: &Db) -> Result<Vec<PersonId>> {
    let mut office = Vec::new();
    for person in db.duty_holders().await? {
        let person = PersonId(person);
        let duties = db.duties(&person).await?;
        if duties.iter().any(|d| d == Duty::PersonnelOffice.as_str()) && !office.contains(&person) {
            office.push(person);
        }
    }
    Ok(office)
}

async fn years(daybook: &Daybook, db: &Db, opened: &Opened, after: &[Dossier]) -> Result<Vec<(Loaded, Dossier)>> {
    // What is published first is in force, and told, afterwards.
    let after: Vec<&Dossier> = after.iter().filter(|d| is_decided(d.course.state)).collect();
    let mut ids: Vec<String> = Vec::new();
    for span in db.period_spans(i64::MIN, WHOLE).await? {
        if rests_on(&span, opened) {
            let year = PeriodId(span.id);
            ids.extend(after.iter().map(|d| course_id(&year, d.person.id.as_str()).0));
        }
    }
    if ids.is_empty() {
        return Ok(vec![]);
    }
    let mut heads = db.course_heads(ids.iter().map(String::as_str)).await?;
    heads.retain(|h| is_decided(state(&h.state)));
    let mut noted = Vec::new();
    for (period, year) in periods_of(daybook, db, &heads).await? {
        let ids = heads.iter().filter(|h| h.period == period).map(|h| h.id.clone());
        for before in load::courses(db, &year, &ids.collect::<Vec<_>>()).await? {
            let now = after.iter().find(|d| d.person.id == before.dossier.person.id);
            let words = now.and_then(|now| differs(&before.dossier, opened, now, daybook.clock.today()));
            if let Some(words) = words.filter(|words| !before.dossier.remarks.contains(words)) {
                let mut after = before.dossier.clone();
                after.remarks.push(words);
                noted.push((before, after));
            }
        }
    }
    Ok(noted)
}

/// A year rests on its periods, and what it leads to on the years before it.
fn rests_on(year: &SpanRow, opened: &Opened) -> bool {
    let (of, read) = (&opened.period, |day: &str| day.parse::<NaiveDate>().ok());
    let days = read(&year.first).zip(read(&year.last));
    let rests = |days: (NaiveDate, NaiveDate)| match of.kind {
        Kind::Period => lies_in(days, of.special.is_some(), (of.first, of.last)),
        Kind::Year => of.last < days.0,
    };
    kind(&year.kind) == Kind::Year && days.is_some_and(rests)
}

/// That the result which holds now is not the one that a decided year rests on. The year stays as it was decided.
fn differs(year: &Dossier, opened: &Opened, now: &Dossier, on: NaiveDate) -> Option<Words> {
    let of = &opened.period;
    let known = match of.kind {
        Kind::Period => year.earlier.iter().find(|e| e.period == opened.id).map(|e| &e.grade),
        Kind::Year => {
            let counted = year.case.history.iter().find(|y| y.year == of.last.year());
            counted.map(|y| &y.grade)
        }
    };
    let grade = now.course.grade.as_deref();
    if known.and_then(|grade| grade.as_deref()) == grade {
        return None;
    }
    let title = match &of.special {
        Some(task) => format!("{}（{task}）", of.title),
        None => of.title.clone(),
    };
    let is = match grade {
        Some(id) => grade_name(opened.pack(), stage(of.kind), id).words,
        None => Words::new("不确定等次", "no grade"),
    };
    let stays = match of.kind {
        Kind::Period => Words::new("年度等次不因此自动改变", "The year does not change by itself"),
        Kind::Year => Words::new(
            "本年度的等次和按历年结果提出的措施不因此自动改变",
            "Neither its grade nor what it leads to changes by itself",
        ),
    };
    Some(Words::new(
        format!(
            "{on} “{title}”的结果为“{}”，与本年度等次确定时所依据的不同。{}，由人事部门研究处理。",
            is.zh, stays.zh
        ),
        format!(
            "On {on} the result of “{title}” became “{}”: not what this year was decided on. {}; the personnel office looks into it.",
            is.en, stays.en
        ),
    ))
}
