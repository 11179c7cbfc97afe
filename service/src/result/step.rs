//! A step where more is at stake than one course: the places of a quota, or the right of somebody who may not read the course at all.

use super::batch::told;
use crate::act::{Deed, Outcome as Ended};
use crate::assess::load::{self, Loaded, written};
use crate::assess::turn::{Scene, Step, changed, name_of, put, take};
use crate::assess::{case, keyed, known, role};
use crate::notice::{News, read_within, tell};
use crate::{Daybook, Error, Result};
use domain::act::Act as Trace;
use domain::permission::{Action, Actor};
use domain::{CourseId, PeriodId, Violation};
use store::Tx;
use store::assess::PeriodRow;

/// What is asked.
pub(super) struct Ask<'a> {
    pub course: &'a CourseId,
    pub version: Option<u32>,
    pub key: &'a str,
    /// All that was sent.
    pub words: &'a str,
    /// The count of decisions that places were read at: when it has moved on, nothing is done.
    pub counted: Option<u32>,
    /// For somebody who may not read the course: an objection to what is published.
    pub from_outside: bool,
}

/// Whether it was done, or the places must be read anew.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Done {
    Done,
    Stale,
}

/// Carries a request out. `work` edits the course inside the transaction and says which step it is, if it is one; `also` names whom to tell.
pub(super) async fn change<F, N>(daybook: &Daybook, actor: &Actor, ask: Ask<'_>, work: F, also: N) -> Result<Done>
where
    F: Fn(&mut Scene<'_>) -> Result<Option<Step>>,
    N: Fn(&Loaded) -> Vec<News>,
{
    known(ask.course.as_str())?;
    daybook.throttle.writing(&actor.person)?;
    let name = name_of(daybook, &actor.person).await?;
    let version = ask.version.map(|v| v.to_string()).unwrap_or_default();
    let key = keyed(ask.key, &[ask.course.as_str(), &version, ask.words]);
    let (work, also, ask, name) = (&work, &also, &ask, &name);
    let ended = daybook
        .perform(&actor.person, Trace::CourseMoved, &key, |tx| async move {
            let before = load::course(daybook, &tx, ask.course).await?;
            admitted(actor, &before, ask)?;
            if let Some(count) = ask.counted {
                if before.period().decisions != count {
                    return Ok((Done::Stale, None));
                }
                count_on(&tx, &before.opened.id).await?;
            }
            let facts = case::known(daybook, &tx, &before.opened, &before.dossier.person.id).await?;
            let roles = role::roles(actor, &before.row, before.period());
            let mut scene = Scene {
                dossier: before.dossier.clone(),
                opened: &before.opened,
                roles: &roles,
                known: &facts,
                today: daybook.clock.today(),
            };
            let step = work(&mut scene)?;
            let after = match &step {
                Some(step) => take(&actor.person, scene, step)?,
                None => scene.dossier,
            };
            let row = put(&tx, &before, &after).await?;
            let mut events = changed(&before, &row);
            let mut news = also(&before);
            news.extend(step.iter().flat_map(|step| told(&after, ask.course, step.act)));
            events.extend(tell(daybook, &tx, &actor.person, name, news).await?);
            events.extend(read_within(&tx, &actor.person, ask.course.as_str()).await?);
            let deed = Deed {
                act: Trace::CourseMoved,
                subject: ask.course.0.clone(),
                content: Some(ask.words.to_owned()),
                events,
            };
            Ok((Done::Done, Some(deed)))
        })
        .await?;
    match ended {
        Ended::Before(other) if other != ask.course.as_str() => Err(Violation::KeyReused.into()),
        Ended::Before(_) => Ok(Done::Done),
        Ended::Done(done) => Ok(done),
    }
}

fn admitted(actor: &Actor, course: &Loaded, ask: &Ask<'_>) -> Result<()> {
    if !ask.from_outside {
        if !course.open_to(actor, Action::ReadCourse) {
            return Err(Error::NotFound);
        }
        if !course.open_to(actor, Action::ActOnCourse) {
            return Err(Error::Denied);
        }
    }
    course.opened.stands()?;
    match ask.version {
        Some(version) if i64::from(version) != course.row.version => Err(Violation::AssessChanged.into()),
        _ => Ok(()),
    }
}

/// Counts a decision in the row of the period. Two transactions that both do cannot both be committed, so that what each has read of the
/// places still holds when it is.
pub(super) async fn count_on(tx: &Tx, period: &PeriodId) -> Result<u32> {
    edit_period(tx, period, |p, _| p.decisions = p.decisions.wrapping_add(1))
        .await
        .map(|p| p.decisions)
}

/// Changes the document of a period.
pub(super) async fn edit_period(
    tx: &Tx,
    id: &PeriodId,
    edit: impl Fn(&mut domain::assessment::dossier::Period, &mut PeriodRow),
) -> Result<domain::assessment::dossier::Period> {
    let mut row = tx.period(id).await?.ok_or(Error::NotFound)?;
    let mut period = load::read(&row.body)?;
    edit(&mut period, &mut row);
    row.body = written(&period)?;
    tx.put_period(&row).await?;
    Ok(period)
}
