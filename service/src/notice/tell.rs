use super::{kind_target, noticed, thread_target};
use crate::{Daybook, Result};
use domain::PersonId;
use domain::event::Event;
use domain::notice::{DIGEST_HOUR, NoticeKind, Wish};
use std::collections::HashMap;
use store::Tx;
use store::notice::{NoticeRow, notice_key};

/// What one person is to be told.
#[derive(Clone, Debug)]
pub(crate) struct News {
    pub to: PersonId,
    pub kind: NoticeKind,
    /// The record or plan item, or the act that handed several down.
    pub thread: String,
    /// The comment or plan item, or the thread itself.
    pub subject: String,
}

/// Tells in the transaction of what happened, as each reader wishes; gives the event for their open pages.
///
/// Whoever did it (`by`, `name`) is told nothing; of several news about one thing the first for a person counts.
pub(crate) async fn tell(
    daybook: &Daybook,
    tx: &Tx,
    by: &PersonId,
    name: &str,
    news: Vec<News>,
) -> Result<Option<Event>> {
    let mut wanted: Vec<News> = Vec::with_capacity(news.len());
    for one in news {
        if one.to != *by && !wanted.iter().any(|w| w.to == one.to && w.subject == one.subject) {
            wanted.push(one);
        }
    }
    let targets: Vec<(PersonId, String)> = wanted
        .iter()
        .flat_map(|n| {
            [
                (n.to.clone(), kind_target(n.kind)),
                (n.to.clone(), thread_target(&n.thread)),
            ]
        })
        .collect();
    let wishes: HashMap<(String, String), Wish> = tx
        .wishes(
            targets
                .iter()
                .map(|(person, target)| (person.as_str(), target.as_str())),
        )
        .await?
        .into_iter()
        .filter_map(|w| Some(((w.person, w.target), Wish::parse(&w.wish)?)))
        .collect();
    let wish_of =
        |person: &PersonId, target: String| wishes.get(&(person.0.clone(), target)).copied().unwrap_or_default();
    let now = daybook.clock.now();
    let mut rows = Vec::with_capacity(wanted.len());
    for one in wanted {
        let muted = wish_of(&one.to, thread_target(&one.thread)) == Wish::Off;
        let ripe = match one.kind.told(wish_of(&one.to, kind_target(one.kind)), muted) {
            Wish::Off => continue,
            Wish::Now => now,
            Wish::Daily => daybook.clock.next_hour(now, DIGEST_HOUR),
        };
        rows.push(NoticeRow {
            id: notice_key(one.to.as_str(), one.kind.as_str(), &one.thread),
            person: one.to.0,
            kind: one.kind.as_str().to_owned(),
            thread: one.thread,
            subject: one.subject,
            names: vec![name.to_owned()],
            at: now,
            ord: -ripe,
            unread: true,
            ripe,
        });
    }
    if rows.is_empty() {
        return Ok(None);
    }
    tx.put_notices(&rows).await?;
    Ok(Some(noticed(rows.into_iter().map(|r| PersonId(r.person)).collect())))
}

/// Takes back what was told and not read: a mark that was a slip.
pub(crate) async fn take_back(tx: &Tx, to: &PersonId, kind: NoticeKind, thread: &str, name: &str) -> Result<Event> {
    tx.unname_notice(&notice_key(to.as_str(), kind.as_str(), thread), name)
        .await?;
    Ok(noticed(vec![to.clone()]))
}
