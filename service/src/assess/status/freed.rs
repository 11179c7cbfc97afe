//! An entry that stands in the way of a grade no more, in the courses that were reviewed, or ended, without one. What is decided only the end of
//! an investigation reaches; until then whatever was entered by mistake and taken back, or ended, counts as well.

use super::super::case::{self, case_of, is_decided};
use super::super::later;
use super::super::load::{self, state};
use super::super::notices::news;
use super::super::turn::{changed, moved_on, put};
use super::{Fact, fact};
use crate::notice::tell;
use crate::{Daybook, Result};
use domain::PersonId;
use domain::assessment::Outcome;
use domain::assessment::dossier::Dossier;
use domain::assessment::process::{Act, Role};
use domain::event::Event;
use domain::notice::NoticeKind;
use futures::future::BoxFuture;
use store::Tx;
use store::assess::{CourseHead, StatusRow};

/// Something may follow for this course, as far as its head tells.
pub(super) fn reaches(head: &CourseHead) -> bool {
    later::ungraded(state(&head.state), head.grade.as_deref())
}

/// Asks the assessors for the grade where one can be given by now; of other entries than an investigation where none could with the entry as
/// it `was`. Where it is decided and none will ever be, the course rests on that from now on, so that it can be archived.
///
/// Boxed: it is too deep for the compiler to see that it can be sent.
pub(super) fn follow<'s>(
    daybook: &'s Daybook,
    tx: &'s Tx,
    (by, name): (&'s PersonId, &'s str),
    (was, row): (Option<&'s StatusRow>, &'s StatusRow),
) -> BoxFuture<'s, Result<Vec<Event>>> {
    Box::pin(async move {
        let person = PersonId(row.person.clone());
        let over = fact(&row.kind) == Some(Fact::Investigation) && (row.ended.is_some() || row.removed);
        let mut heads = tx.course_heads_of(&person).await?;
        heads.retain(|h| reaches(h) && (over || !is_decided(state(&h.state))));
        let periods = load::periods_of(daybook, tx, &heads).await?;
        let (mut events, mut asked) = (Vec::new(), Vec::new());
        for head in &heads {
            let Some(opened) = periods.get(&head.period).filter(|p| !p.withdrawn()) else {
                continue;
            };
            for before in load::courses(tx, opened, std::slice::from_ref(&head.id)).await? {
                let dossier = &before.dossier;
                let mut known = case::known(daybook, tx, opened, &person).await?;
                known.statuses.retain(|s| s.id != row.id);
                let others = known.statuses.len();
                known.statuses.extend(was.cloned());
                let before_it = opened.outcome(&case_of(dossier, opened, &known))?;
                known.statuses.truncate(others);
                known.statuses.push(row.clone());
                let case = case_of(dossier, opened, &known);
                let (then, now) = (opened.outcome(&dossier.case)?, opened.outcome(&case)?);
                if now.can_be_graded() && (over || !before_it.can_be_graded()) {
                    let may = |who: &PersonId| {
                        let steps = dossier.course.open_to(who, &[Role::Assessor], opened.pack());
                        steps.iter().any(|s| s.act == Act::GradeAfterwards)
                    };
                    let assessors = dossier.assessors.iter().filter(|a| may(&a.id));
                    asked.extend(assessors.map(|a| news(a.id.clone(), NoticeKind::AssessAsked, &before.id)));
                }
                // Until it is decided facts are looked at anew; a grade that is to come is given on the facts of its day. Where it is
                // decided that none comes, or was and is not any more (an end that was entered wrongly), the course rests on that from
                // now on.
                let to_come = |outcome: &Outcome| outcome.may_be_graded_later();
                let decided = is_decided(dossier.course.state);
                if !decided {
                    // What waits for somebody is read again.
                    events.push(moved_on(&before.opened.id));
                }
                if decided && now.no_grade != then.no_grade && !(to_come(&then) && to_come(&now)) {
                    let after = Dossier {
                        case,
                        ..dossier.clone()
                    };
                    let written = put(tx, &before, &after).await?;
                    events.extend(changed(&before, &written));
                }
            }
        }
        events.extend(tell(daybook, tx, by, name, asked).await?);
        Ok(events)
    })
}
