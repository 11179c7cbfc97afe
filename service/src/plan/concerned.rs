use crate::actor::holds;
use crate::notice::{News, read_within, tell};
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
    /// Whose the item was until now, when it was somebody's and is another's.
    pub from: Option<&'a str>,
    /// Who had set the item, when it had ended and goes on.
    pub reopened: Option<&'a str>,
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

/// An item went to another owner or another unit: whoever had it or was asked, and is not any more, has nothing left to answer. What
/// they were told of it is read.
pub(super) async fn relieve(daybook: &Daybook, tx: &Tx, before: &PlanRow, after: &PlanRow) -> Result<Vec<Event>> {
    let mut people = answering(daybook, tx, before).await?;
    people.extend(before.owner.as_deref().map(PersonId::from));
    let mut still = answering(daybook, tx, after).await?;
    still.extend(after.owner.as_deref().map(PersonId::from));
    people.retain(|person| !still.contains(person));
    let mut events = Vec::new();
    for person in &people {
        events.extend(read_within(tx, person, &before.id).await?);
    }
    Ok(events)
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
        Act::PlanChanged => {
            let both = owner.into_iter().chain(done.from.map(PersonId::from));
            people.extend(both.map(|p| (p, NoticeKind::PlanChanged)));
            if let Some(set_by) = done.reopened {
                let leaders = leaders(daybook, db, row, set_by).await?;
                people.extend(leaders.into_iter().map(|p| (p, NoticeKind::PlanChanged)));
            }
        }
        Act::PlanDropped => {
            let leaders = leaders(daybook, db, row, rules.set_by.as_str()).await?;
            people.extend(owner.into_iter().chain(leaders).map(|p| (p, NoticeKind::PlanDropped)));
        }
        Act::PlanAdvanced if !rules.state.open() => people.push((rules.set_by, NoticeKind::PlanFinished)),
        _ => {}
    }
    Ok(people)
}

/// Who must answer now, and how they are told.
async fn asked(daybook: &Daybook, db: &Db, row: &PlanRow, done: &Done<'_>) -> Result<Vec<(PersonId, NoticeKind)>> {
    let kind = match (row.item().waits, done.act) {
        (Waits::Nobody, _) => return Ok(vec![]),
        (Waits::Setter, _) => NoticeKind::PlanAskedBack,
        // An act that answers and leaves the item waiting has answered a question.
        (_, Act::PlanAnswered) => NoticeKind::PlanAnswered,
        (Waits::Owner, Act::PlanChanged) if !done.moved => NoticeKind::PlanRevised,
        (Waits::Owner, _) => NoticeKind::PlanAssigned,
        (Waits::Leader, _) => NoticeKind::PlanProposed,
    };
    let people = answering(daybook, db, row).await?;
    Ok(people.into_iter().map(|p| (p, kind)).collect())
}

/// Whose answer an item waits for.
async fn answering(daybook: &Daybook, db: &Db, row: &PlanRow) -> Result<Vec<PersonId>> {
    let rules = row.item();
    Ok(match rules.waits {
        Waits::Nobody => vec![],
        Waits::Owner => rules.substance.owner.into_iter().collect(),
        Waits::Setter => vec![rules.set_by],
        Waits::Leader => holding(daybook, db, &row.post).await?,
    })
}

/// Who leads with an item: whoever handed it down, or the holders of the post that is asked where its owner set it.
async fn leaders(daybook: &Daybook, db: &Db, row: &PlanRow, set_by: &str) -> Result<Vec<PersonId>> {
    if row.owner.as_deref() == Some(set_by) {
        holding(daybook, db, &row.post).await
    } else {
        Ok(vec![set_by.into()])
    }
}

/// Who holds a post today; nobody where there is none.
async fn holding(daybook: &Daybook, db: &Db, post: &str) -> Result<Vec<PersonId>> {
    if post.is_empty() {
        return Ok(vec![]);
    }
    let today = daybook.today();
    Ok((db.holders([post]).await?.into_iter())
        .filter(|h| holds(h.starts.as_deref(), h.ends.as_deref(), &today))
        .map(|h| PersonId(h.person))
        .collect())
}
