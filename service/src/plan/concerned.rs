use crate::actor::holds;
use crate::notice::{News, tell};
use crate::{Daybook, Error, Result};
use domain::act::Act;
use domain::event::Event;
use domain::notice::NoticeKind;
use domain::plan::Waits;
use domain::{PersonId, PlanItemId};
use store::plan::PlanRow;
use store::{Db, Tx};

/// Who should be told of an act on an item, the doer aside: who must answer now, and for an end or an answer the other side too.
/// A note or a step of progress is for nobody's inbox.
pub async fn concerned(daybook: &Daybook, item: &PlanItemId, act: Act, doer: &PersonId) -> Result<Vec<PersonId>> {
    let db = daybook.db();
    let row = db.plan_item(item).await?.ok_or(Error::NotFound)?;
    let mut people: Vec<PersonId> = told(daybook, &db, &row, act)
        .await?
        .into_iter()
        .map(|(person, _)| person)
        .filter(|person| person != doer)
        .collect();
    people.sort();
    people.dedup();
    Ok(people)
}

/// Tells them, in the transaction of the act.
pub(super) async fn spread(
    daybook: &Daybook,
    tx: &Tx,
    rows: &[PlanRow],
    act: Act,
    doer: &PersonId,
    name: &str,
) -> Result<Option<Event>> {
    let mut news = Vec::new();
    for row in rows {
        for (to, kind) in told(daybook, tx, row, act).await? {
            news.push(News {
                to,
                kind,
                thread: row.id.clone(),
                subject: row.id.clone(),
            });
        }
    }
    tell(daybook, tx, doer, name, news).await
}

/// Who, and for what reason; somebody's first reason counts.
async fn told(daybook: &Daybook, db: &Db, row: &PlanRow, act: Act) -> Result<Vec<(PersonId, NoticeKind)>> {
    let rules = row.item();
    let owner = rules.substance.owner.clone();
    let mut people: Vec<(PersonId, NoticeKind)> = Vec::new();
    match rules.waits {
        Waits::Owner => people.extend(owner.clone().map(|p| (p, NoticeKind::PlanAssigned))),
        Waits::Setter => people.push((rules.set_by.clone(), NoticeKind::PlanAskedBack)),
        Waits::Leader => {
            let today = daybook.today();
            let holders = db.holders([row.post.as_str()]).await?;
            let here = holders
                .into_iter()
                .filter(|h| holds(h.starts.as_deref(), h.ends.as_deref(), &today));
            people.extend(here.map(|h| (PersonId(h.person), NoticeKind::PlanProposed)));
        }
        Waits::Nobody => {}
    }
    let ended = !rules.state.open();
    match act {
        Act::PlanAgreed | Act::PlanAnswered => {
            let both = owner.into_iter().chain([rules.set_by]);
            people.extend(both.map(|p| (p, NoticeKind::PlanAgreed)));
        }
        Act::PlanChanged | Act::PlanDropped => people.extend(owner.map(|p| (p, NoticeKind::PlanChanged))),
        Act::PlanAdvanced if ended => people.push((rules.set_by, NoticeKind::PlanChanged)),
        _ => {}
    }
    Ok(people)
}
