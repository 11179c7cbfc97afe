//! Reminding those of a list who are to act: of the own summary, or of reviews and grades, once a day. The day of the last reminder is that
//! of the notice, of which each has one for the thread.

use super::{Sought, Whom};
use crate::act::{Deed, Outcome};
use crate::assess::later;
use crate::assess::load::{self, Opened, WHOLE, bare, heads, state};
use crate::assess::turn::{assessed_by, name_of};
use crate::assess::{count, keyed, manages, refused};
use crate::notice::{News, tell};
use crate::{Daybook, Result};
use domain::act::Act as Trace;
use domain::assessment::process::{Act, Kind, Role, State};
use domain::event::Event;
use domain::notice::NoticeKind;
use domain::permission::Actor;
use domain::view::assess::Reminder;
use domain::{PeriodId, PersonId};
use futures::future::BoxFuture;
use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;
use store::assess::{CourseHead, PeriodRow};
use store::notice::notice_key;
use store::{Db, Tx};

/// People who are told at once, documents that are read at once, and notices that are looked up at once.
const PART: usize = 100;
const READ: usize = 200;
const LOOKED_UP: usize = 1_000;
/// Courses of an assessor that are counted.
const MINE: u32 = 1_000;

/// Somebody whose step it is.
struct Call {
    to: PersonId,
    /// The own course; of whoever reviews the period, so that there is one notice for all of them.
    thread: String,
    reviews: bool,
}

impl Call {
    fn key(&self) -> String {
        notice_key(self.to.as_str(), NoticeKind::AssessAsked.as_str(), &self.thread)
    }

    fn news(&self) -> News {
        News {
            to: self.to.clone(),
            kind: NoticeKind::AssessAsked,
            thread: self.thread.clone(),
            subject: self.thread.clone(),
        }
    }
}

/// Whether somebody can remind people of a period.
pub(super) fn may(actor: &Actor, opened: &Opened) -> bool {
    manages(actor).is_ok() && !opened.withdrawn() && !opened.still_opening()
}

/// Whom a reminder to some people would be for.
pub(super) async fn reminder(
    daybook: &Daybook,
    actor: &Actor,
    opened: &Arc<Opened>,
    of: &[&CourseHead],
) -> Result<Reminder> {
    let db = daybook.db();
    let calls = calls(daybook, &db, &actor.person, opened, of).await?;
    let known = told_today(daybook, &db, &calls).await?;
    let (told, open): (Vec<Call>, Vec<Call>) = calls.into_iter().partition(|call| known.contains(&call.key()));
    Ok(counted(&open, &told))
}

fn counted(open: &[Call], told: &[Call]) -> Reminder {
    let reviews = open.iter().filter(|call| call.reviews).count();
    Reminder {
        people: count(open.len() - reviews),
        assessors: count(reviews),
        today: count(told.len()),
    }
}

/// Reminds those of the people asked for who are to act, and were not told today. Where nobody is left nothing is done, and leaves no trace.
pub async fn remind_people(
    daybook: &Daybook,
    actor: &Actor,
    period: &PeriodId,
    whom: &Whom,
    key: &str,
) -> Result<Reminder> {
    manages(actor)?;
    daybook.throttle.writing(&actor.person)?;
    let name = &name_of(daybook, &actor.person).await?;
    let key = keyed(key, &[period.as_str(), &whom.state, &whom.unit, &whom.part]);
    let outcome = daybook
        .perform(&actor.person, Trace::PeopleReminded, &key, |tx| async move {
            let now = Arc::new(load::period(daybook, &tx, period).await?);
            now.stands()?;
            if now.still_opening() {
                return refused(
                    "正在为每个人建立考核，建完以后才能提醒。",
                    "The assessment of each person is being opened; people can be reminded after that.",
                );
            }
            let sought = Sought::of(whom, &now)?;
            let all = heads(&tx, &format!("all:{period}"), WHOLE).await?;
            let of = sought.among(&now, &all);
            let calls = calls(daybook, &tx, &actor.person, &now, &of).await?;
            let known = told_today(daybook, &tx, &calls).await?;
            let (told, open): (Vec<Call>, Vec<Call>) = calls.into_iter().partition(|call| known.contains(&call.key()));
            let reminder = counted(&open, &told);
            if open.is_empty() {
                return Ok((reminder, None));
            }
            let events = told_of(daybook, &tx, (&actor.person, name.as_str()), &open).await?;
            let people: Vec<&str> = open.iter().map(|call| call.to.as_str()).collect();
            let deed = Deed {
                act: Trace::PeopleReminded,
                subject: period.0.clone(),
                content: Some(people.join(" ")),
                events,
            };
            Ok((reminder, Some(deed)))
        })
        .await?;
    Ok(match outcome {
        Outcome::Done(reminder) => reminder,
        Outcome::Before(_) => Reminder::default(),
    })
}

/// Boxed: it is too deep for the compiler to see that it can be sent.
fn told_of<'s>(
    daybook: &'s Daybook,
    tx: &'s Tx,
    (by, name): (&'s PersonId, &'s str),
    calls: &'s [Call],
) -> BoxFuture<'s, Result<Vec<Event>>> {
    Box::pin(async move {
        let mut events = Vec::new();
        for part in calls.chunks(PART) {
            let news = part.iter().map(Call::news).collect();
            events.extend(tell(daybook, tx, by, name, news).await?);
        }
        Ok(events)
    })
}

/// Whose step it is among some people: whoever writes a summary, and whoever is to review. Nobody reminds himself.
///
/// Boxed: it is too deep for the compiler to see that it can be sent.
fn calls<'s>(
    daybook: &'s Daybook,
    db: &'s Db,
    by: &'s PersonId,
    opened: &'s Arc<Opened>,
    of: &'s [&'s CourseHead],
) -> BoxFuture<'s, Result<Vec<Call>>> {
    Box::pin(async move {
        let writes = of.iter().filter(|h| state(&h.state) == State::Opened);
        let mut calls: Vec<Call> = writes
            .map(|h| Call {
                to: h.person.as_str().into(),
                thread: h.id.clone(),
                reviews: false,
            })
            .collect();
        let reviewers = reviewers(daybook, db, opened, of).await?;
        calls.extend(reviewers.into_iter().map(|to| Call {
            to: PersonId(to),
            thread: opened.id.0.clone(),
            reviews: true,
        }));
        calls.retain(|call| call.to != *by);
        Ok(calls)
    })
}

/// Who is to review anybody of some people or, since a grade can be given by now, to grade them. Documents are read only of those who wait for
/// such a grade or have several assessors, and of the latter only until each of these is known to have somebody to review.
async fn reviewers(daybook: &Daybook, db: &Db, opened: &Arc<Opened>, of: &[&CourseHead]) -> Result<BTreeSet<String>> {
    let since = later::to_grade(daybook, db, opened, of).await?;
    let mut known: BTreeSet<String> = since.into_iter().map(|(_, assessor)| assessor).collect();
    let mut rest: Vec<&CourseHead> = Vec::new();
    for head in of.iter().copied().filter(|h| can_be_reviewed(opened, h)) {
        if head.assessors.len() > 1 {
            rest.push(head);
        } else {
            known.extend(head.assessors.iter().cloned());
        }
    }
    loop {
        rest.retain(|head| head.assessors.iter().any(|a| !known.contains(a)));
        let many = rest.len().min(READ);
        let part: Vec<String> = rest.drain(..many).map(|head| head.id.clone()).collect();
        if part.is_empty() {
            return Ok(known);
        }
        for loaded in load::courses(db, opened, &part).await? {
            let dossier = &loaded.dossier;
            let left = dossier.assessors.iter().filter(|a| !dossier.is_reviewed_by(&a.id));
            known.extend(left.map(|a| a.id.0.clone()));
        }
    }
}

/// Who is to review some people or, since a grade can be given by now, to grade them: once for each of them. Of several assessors those who
/// have submitted wait for the others.
async fn to_review(daybook: &Daybook, db: &Db, opened: &Arc<Opened>, of: &[&CourseHead]) -> Result<Vec<String>> {
    let since = later::to_grade(daybook, db, opened, of).await?;
    let open: Vec<&CourseHead> = of.iter().copied().filter(|h| can_be_reviewed(opened, h)).collect();
    let shared = open.iter().filter(|h| h.assessors.len() > 1);
    let shared: Vec<String> = shared.map(|h| h.id.clone()).collect();
    let mut given: HashSet<(String, String)> = HashSet::new();
    for part in shared.chunks(READ) {
        for loaded in load::courses(db, opened, part).await? {
            let assessors = loaded.dossier.assessors.iter();
            let submitted = assessors.filter(|a| loaded.dossier.is_reviewed_by(&a.id));
            given.extend(submitted.map(|a| (loaded.id.0.clone(), a.id.0.clone())));
        }
    }
    let of_one = |h: &&CourseHead| -> Vec<(String, String)> {
        let assessors = h.assessors.iter();
        assessors.map(|a| (h.id.clone(), a.clone())).collect()
    };
    let each = open.iter().flat_map(of_one);
    let left = each.filter(|one| !given.contains(one));
    Ok(left.chain(since).map(|(_, assessor)| assessor).collect())
}

/// It waits for a review, and not for the office before it.
fn can_be_reviewed(opened: &Opened, head: &CourseHead) -> bool {
    let course = bare(head, opened.period.opened);
    let rates = opened.period.kind == Kind::Year && opened.pack().rating.is_some();
    let steps = course.open_to(&PersonId(String::new()), &[Role::Assessor], opened.pack());
    (!rates || course.state == State::Rated) && steps.iter().any(|step| step.act == Act::SubmitReview)
}

/// Which of these notices were told today.
async fn told_today(daybook: &Daybook, db: &Db, calls: &[Call]) -> Result<HashSet<String>> {
    let keys: Vec<String> = calls.iter().map(Call::key).collect();
    let (mut told, today) = (HashSet::new(), daybook.clock.today());
    for part in keys.chunks(LOOKED_UP) {
        let rows = db.notices_at(part.iter().map(String::as_str)).await?;
        let of_today = rows.into_iter().filter(|row| daybook.clock.day_of(row.at) == today);
        told.extend(of_today.map(|row| row.id));
    }
    Ok(told)
}

/// How many of a period wait for somebody's review.
///
/// Boxed: it is too deep for the compiler to see that it can be sent.
pub(crate) fn waiting<'s>(
    daybook: &'s Daybook,
    assessor: &'s PersonId,
    period: PeriodRow,
) -> BoxFuture<'s, Result<u32>> {
    Box::pin(async move {
        let db = daybook.db();
        let opened = Arc::new(Opened::of(&daybook.rules, period)?);
        if opened.withdrawn() {
            return Ok(0);
        }
        let mut mine = heads(&db, &assessed_by(assessor.as_str()), MINE).await?;
        mine.retain(|h| h.period == opened.id.0);
        let mine: Vec<&CourseHead> = mine.iter().collect();
        let each = to_review(daybook, &db, &opened, &mine).await?;
        Ok(count(each.iter().filter(|a| *a == assessor.as_str()).count()))
    })
}
