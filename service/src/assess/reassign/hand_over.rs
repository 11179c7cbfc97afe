//! All that one assessor has left to review in a period goes to another one, course by course: what stands against one of them stops none
//! of the others. What became of it is kept with the reports of the period, and shown where it was asked for.

use super::super::load::{self, Opened, WHOLE, heads, read, written};
use super::super::turn::{assessed_by, moved_on, name_of};
use super::super::{count, keyed, known, manages, refused};
use super::left::left;
use super::{FOUND, Gift, Office, PART, Roster, give, named};
use crate::act::Deed;
use crate::{Daybook, Error, Result};
use domain::act::Act as Trace;
use domain::assessment::Words;
use domain::permission::Actor;
use domain::view::assess::{Absent, HandedOver, HandingOver, Reviewer};
use domain::{CourseId, PeriodId, PersonId, Violation};
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;
use store::Db;
use store::assess::ReportRow;

/// Courses that are handed over at once.
const MOST: usize = 1_000;
/// The name under which the last report of a period is kept.
const REPORT: &str = "hand_over";
/// Kinds of statuses under which somebody is away and comes back.
const LEAVE: [&str; 3] = ["sick_leave", "personal_leave", "other_leave"];

/// Hands all that `from` has left to review in a period to `to`. Whoever cannot be handed over stays, and is named with the reason. Where
/// nobody is left nothing is done, and leaves no trace.
pub async fn hand_over(
    daybook: &Daybook,
    actor: &Actor,
    period: &PeriodId,
    from: &PersonId,
    to: &PersonId,
    key: &str,
) -> Result<HandedOver> {
    manages(actor)?;
    known(from.as_str())?;
    let db = daybook.db();
    let opened = Arc::new(load::period(daybook, &db, period).await?);
    let whole = keyed(key, &[period.as_str(), from.as_str(), to.as_str()]);
    let before = daybook
        .came_before(&actor.person, Trace::ReviewsHandedOver, &whole)
        .await?;
    if before.is_some() {
        return Ok(report(&db, period).await?.unwrap_or_default());
    }
    daybook.throttle.writing(&actor.person)?;
    may(&opened)?;
    if from == to {
        return refused(
            "移交给的是同一个人，请另选一人。",
            "That is the same person. Choose somebody else to hand over to.",
        );
    }
    let to = &named(daybook, to).await?;
    let name = &name_of(daybook, &actor.person).await?;
    let roster = &Roster::read(daybook, &db).await?;
    let office = Office {
        daybook,
        actor,
        name,
        roster,
    };
    let mine = of_one(daybook, &db, &opened, from).await?;
    let when = daybook.clock.moment(daybook.clock.now());
    let mut over = HandedOver {
        from: name_of(daybook, from).await?,
        to: to.name.clone(),
        more: count(mine.len().saturating_sub(MOST)),
        by: name.clone(),
        on: when.day,
        at: when.clock,
        ..HandedOver::default()
    };
    let mut broken = None;
    for (at, (course, person)) in mine.iter().take(MOST).enumerate() {
        let key = keyed(key, &[course.as_str(), from.as_str(), to.id.as_str()]);
        let gift = Gift {
            course,
            from: Some(from),
            to,
            many: mine.len() > 1,
            key: &key,
        };
        match give(office, gift).await {
            Ok(true) => over.done += 1,
            // Somebody was faster.
            Ok(false) => {}
            Err(Error::Invalid(Violation::Assess { words })) => over.refused.push((person.clone(), words)),
            Err(Error::Conflict) => over.refused.push((person.clone(), busy())),
            Err(other) => {
                over.more = count(mine.len().saturating_sub(at));
                broken = Some(other);
                break;
            }
        }
    }
    // What was done is told in any case. The same request, sent again, goes on with what is left.
    let key = if broken.is_some() { "" } else { whole.as_str() };
    let kept = match over.done > 0 || !over.refused.is_empty() {
        true => keep(daybook, actor, &opened, (from, to.id.as_str()), &over, key).await,
        false => Ok(()),
    };
    match broken {
        Some(error) => Err(error),
        None => kept.map(|()| over),
    }
}

fn may(opened: &Opened) -> Result<()> {
    opened.stands()?;
    if opened.still_opening() {
        return refused(
            "正在为每个人建立考核，建完以后才能移交。",
            "The assessment of each person is being opened; reviews can be handed over after that.",
        );
    }
    Ok(())
}

fn busy() -> Words {
    Words::new(
        "一直有其他人在改动，没有移交，请稍后再办一次。",
        "Others kept changing it, so it was not handed over. Try again in a while.",
    )
}

/// What one assessor has left in a period, by name of whose it is: course and name.
async fn of_one(daybook: &Daybook, db: &Db, opened: &Arc<Opened>, from: &PersonId) -> Result<Vec<(CourseId, String)>> {
    let mut mine = heads(db, &assessed_by(from.as_str()), WHOLE).await?;
    mine.retain(|head| head.period == opened.id.0);
    let open = left(daybook, db, opened, &mine).await?;
    let theirs = open.into_iter().filter(|(_, assessor)| assessor == from.as_str());
    let open: HashSet<String> = theirs.map(|(course, _)| course).collect();
    let mine = mine.into_iter().filter(|head| open.contains(&head.id));
    Ok(mine.map(|head| (CourseId(head.id), head.person_name)).collect())
}

/// Keeps what became of it in place of the last one, and the key of the request with it.
async fn keep(
    daybook: &Daybook,
    actor: &Actor,
    opened: &Opened,
    (from, to): (&PersonId, &str),
    over: &HandedOver,
    key: &str,
) -> Result<()> {
    let body = written(over)?;
    let row = &ReportRow {
        period: opened.id.0.clone(),
        act: REPORT.to_owned(),
        head: body.clone(),
        body,
    };
    daybook
        .perform(&actor.person, Trace::ReviewsHandedOver, key, |tx| async move {
            tx.put_report(row).await?;
            let deed = Deed {
                act: Trace::ReviewsHandedOver,
                subject: opened.id.0.clone(),
                content: Some(format!("{from} to {to}: {}, not {}", over.done, over.refused.len())),
                events: vec![moved_on(&opened.id)],
            };
            Ok(((), deed))
        })
        .await?;
    Ok(())
}

async fn report(db: &Db, period: &PeriodId) -> Result<Option<HandedOver>> {
    let body = db.report(period, REPORT).await?;
    body.map(|body| read::<HandedOver>(&body)).transpose()
}

/// What the office hands over with: what became of the last time; and once it is asked for (`open`), who has how many left, with the people
/// found for `part`, of whom `from` is none.
pub async fn handing_over(
    daybook: &Daybook,
    actor: &Actor,
    period: &PeriodId,
    (open, from, part): (bool, &str, &str),
) -> Result<HandingOver> {
    manages(actor)?;
    let db = daybook.db();
    let opened = Arc::new(load::period(daybook, &db, period).await?);
    let report = report(&db, period).await?;
    if !open || may(&opened).is_err() {
        return Ok(HandingOver {
            report,
            ..HandingOver::default()
        });
    }
    let roster = Roster::read(daybook, &db).await?;
    let part: String = part.trim().chars().take(PART).collect();
    let mut people = roster.find(&part, FOUND).0;
    people.retain(|person| person.id.as_str() != from);
    Ok(HandingOver {
        open,
        reviewers: reviewers(daybook, &db, &opened, &roster).await?,
        from: from.to_owned(),
        part,
        people,
        report,
    })
}

/// Everybody who has something left to review in a period: first who is not there, then by name.
async fn reviewers(daybook: &Daybook, db: &Db, opened: &Arc<Opened>, roster: &Roster) -> Result<Vec<Reviewer>> {
    let all = crate::result::heads(daybook, opened).await?;
    let mut many: BTreeMap<String, u32> = BTreeMap::new();
    for (_, assessor) in left(daybook, db, opened, &all).await? {
        *many.entry(assessor).or_default() += 1;
    }
    let ids: Vec<&str> = many.keys().map(String::as_str).collect();
    let statuses = db.statuses_of_many(ids).await?;
    let today = roster.today.as_str();
    let holds = |last: Option<&str>| last.is_none_or(|last| today <= last);
    let now = statuses
        .iter()
        .filter(|s| !s.removed && LEAVE.contains(&s.kind.as_str()));
    let now = now.filter(|s| s.first.as_str() <= today && holds(s.last.as_deref()));
    let on_leave: HashSet<&str> = now.map(|s| s.person.as_str()).collect();
    let mut reviewers = Vec::with_capacity(many.len());
    for (id, left) in many {
        let absent = match (roster.has_left(&id), on_leave.contains(id.as_str())) {
            (true, _) => Some(Absent::Left),
            (false, true) => Some(Absent::OnLeave),
            (false, false) => None,
        };
        let name = roster.name(&id).map_or_else(|| id.clone(), str::to_owned);
        let id = PersonId(id);
        reviewers.push(Reviewer { id, name, left, absent });
    }
    reviewers.sort_by(|a, b| (a.absent.is_none(), &a.name, &a.id).cmp(&(b.absent.is_none(), &b.name, &b.id)));
    Ok(reviewers)
}
