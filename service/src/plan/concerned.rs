use crate::actor::holds;
use crate::notice::{News, tell};
use crate::{Daybook, Result};
use domain::PersonId;
use domain::act::Act;
use domain::event::Event;
use domain::notice::NoticeKind;
use domain::plan::Waits;
use store::plan::PlanRow;
use store::{Db, Tx};

/// An act on items, for those it concerns.
pub(super) struct Done<'a> {
    pub act: Act,
    pub by: &'a PersonId,
    pub name: &'a str,
    /// Whether the items have another owner than before.
    pub moved: bool,
}

/// Tells, in the transaction of the act, who must answer now, and for an end or an answer the other side too. A note or a step of
/// progress is for nobody's inbox.
pub(super) async fn spread(daybook: &Daybook, tx: &Tx, rows: &[PlanRow], done: &Done<'_>) -> Result<Option<Event>> {
    let mut news = Vec::new();
    for row in rows {
        for (to, kind) in told(daybook, tx, row, done).await? {
            news.push(News {
                thread: thread(row, &to, kind),
                to,
                kind,
                subject: row.id.clone(),
            });
        }
    }
    tell(daybook, tx, done.by, done.name, news).await
}

/// What many do with one item that was handed down to them is one line of its setter's, which grows. What asks back asks one by one.
fn thread(row: &PlanRow, to: &PersonId, kind: NoticeKind) -> String {
    let grows = matches!(kind, NoticeKind::PlanAgreed | NoticeKind::PlanFinished);
    if grows && !row.batch.is_empty() && to.as_str() == row.set_by {
        row.batch.clone()
    } else {
        row.id.clone()
    }
}

/// Who, and for what reason; somebody's first reason counts.
async fn told(daybook: &Daybook, db: &Db, row: &PlanRow, done: &Done<'_>) -> Result<Vec<(PersonId, NoticeKind)>> {
    let rules = row.item();
    let owner = rules.substance.owner.clone();
    let mut people = match done.act {
        Act::PlanAdvanced => vec![],
        _ => asked(daybook, db, row, done).await?,
    };
    match done.act {
        Act::PlanAgreed | Act::PlanAnswered if rules.waits == Waits::Nobody => {
            let both = owner.into_iter().chain([rules.set_by]);
            people.extend(both.map(|p| (p, NoticeKind::PlanAgreed)));
        }
        Act::PlanChanged => people.extend(owner.map(|p| (p, NoticeKind::PlanChanged))),
        Act::PlanDropped => people.extend(owner.map(|p| (p, NoticeKind::PlanDropped))),
        Act::PlanAdvanced if !rules.state.open() => people.push((rules.set_by, NoticeKind::PlanFinished)),
        _ => {}
    }
    Ok(people)
}

/// Who must answer now.
async fn asked(daybook: &Daybook, db: &Db, row: &PlanRow, done: &Done<'_>) -> Result<Vec<(PersonId, NoticeKind)>> {
    let rules = row.item();
    // An act that answers and leaves the item waiting has answered a question.
    let kind = |usual| match done.act {
        Act::PlanAnswered => NoticeKind::PlanAnswered,
        Act::PlanChanged if usual == NoticeKind::PlanAssigned && !done.moved => NoticeKind::PlanRevised,
        _ => usual,
    };
    Ok(match rules.waits {
        Waits::Nobody => vec![],
        Waits::Owner => (rules.substance.owner.into_iter())
            .map(|p| (p, kind(NoticeKind::PlanAssigned)))
            .collect(),
        Waits::Setter => vec![(rules.set_by, NoticeKind::PlanAskedBack)],
        Waits::Leader => {
            let today = daybook.today();
            (db.holders([row.post.as_str()]).await?.into_iter())
                .filter(|h| holds(h.starts.as_deref(), h.ends.as_deref(), &today))
                .map(|h| (PersonId(h.person), kind(NoticeKind::PlanProposed)))
                .collect()
        }
    })
}
