use super::{MOST_UNREAD, kind_target, thread_target};
use crate::cards::{Card, show};
use crate::clock::now_ms;
use crate::{Daybook, Result};
use domain::NotificationId;
use domain::notice::{NoticeKind, Wish};
use domain::permission::Actor;
use domain::text::beginning;
use domain::view::plan::ItemView;
use domain::view::{NoticeView, NoticesPage, Waiting, WaitingItem, Waits};
use std::collections::HashMap;
use std::sync::Arc;
use store::notice::NoticeRow;

/// Notices on a page.
const PAGE: u32 = 30;
/// Characters of an excerpt.
const EXCERPT: usize = 90;

/// The reader's notices, newest first; an unreadable cursor begins at the top.
pub async fn page(daybook: &Daybook, actor: &Actor, cursor: Option<&str>) -> Result<NoticesPage> {
    let after = cursor.and_then(|c| c.parse::<i64>().ok()).unwrap_or(i64::MIN);
    let (db, now) = (daybook.db(), now_ms());
    let mut rows = db.notices(&actor.person, after, PAGE + 1).await?;
    let next = (rows.len() > PAGE as usize).then(|| {
        rows.truncate(PAGE as usize);
        rows.last().map(|r| r.ord.to_string()).unwrap_or_default()
    });
    rows.retain(|r| r.ripe <= now);
    let person = actor.person.as_str();
    let targets: Vec<String> = NoticeKind::ALL
        .into_iter()
        .map(kind_target)
        .chain(rows.iter().map(|r| thread_target(&r.thread)))
        .collect();
    let wishes: HashMap<String, Wish> = db
        .wishes(targets.iter().map(|t| (person, t.as_str())))
        .await?
        .into_iter()
        .filter_map(|w| Some((w.target, Wish::parse(&w.wish)?)))
        .collect();
    let threads: Vec<String> = rows
        .iter()
        .filter(|r| NoticeKind::parse(&r.kind).is_some_and(|k| !k.of_plan()))
        .map(|r| r.thread.clone())
        .collect();
    let cards = daybook.cards(&threads).await?;
    let mut notices = Vec::with_capacity(rows.len());
    for row in rows {
        let Some(kind) = NoticeKind::parse(&row.kind) else {
            continue;
        };
        let (excerpt, about, path) = about(daybook, actor, &row, kind, cards.get(&row.thread)).await?;
        notices.push(NoticeView {
            id: NotificationId(row.id),
            kind,
            thread: row.thread.clone(),
            by: row.names,
            at: daybook.clock.moment(row.at.max(row.ripe)),
            unread: row.unread,
            path,
            excerpt,
            about,
            muted: wishes.get(&thread_target(&row.thread)) == Some(&Wish::Off),
        });
    }
    Ok(NoticesPage {
        notices,
        next,
        unread: unread(daybook, actor).await?,
        wishes: NoticeKind::ALL
            .into_iter()
            .map(|k| (k, wishes.get(&kind_target(k)).copied().unwrap_or_default()))
            .collect(),
    })
}

/// Excerpt, what it is about, and where it leads; both texts are empty when the reader may not see them (any more).
async fn about(
    daybook: &Daybook,
    actor: &Actor,
    row: &NoticeRow,
    kind: NoticeKind,
    card: Option<&Arc<Card>>,
) -> Result<(String, String, String)> {
    if kind.of_plan() {
        let item = crate::plan::readable(daybook, actor, &row.thread.as_str().into()).await;
        let title = item.map(|item| beginning(&item.title, EXCERPT)).unwrap_or_default();
        return Ok((String::new(), title, format!("/plan/item/{}", row.thread)));
    }
    let path = format!("/record/{}", row.thread);
    let Some(view) = card.and_then(|card| show(daybook, card, actor, true)) else {
        return Ok((String::new(), String::new(), path));
    };
    let about = beginning(&view.text, EXCERPT);
    let comment = view.comments.iter().find(|c| c.id.as_str() == row.subject);
    let excerpt = comment.map(|c| beginning(&c.text, EXCERPT)).unwrap_or_default();
    let path = comment.map_or_else(|| path.clone(), |c| format!("{path}#c-{}", c.id));
    Ok((excerpt, about, path))
}

async fn unread(daybook: &Daybook, actor: &Actor) -> Result<u32> {
    let now = now_ms();
    let ripe = daybook.db().unread_notices(&actor.person, MOST_UNREAD).await?;
    Ok(u32::try_from(ripe.into_iter().filter(|at| *at <= now).count()).unwrap_or(MOST_UNREAD))
}

/// Named at most in each group of what waits.
const NAMED: usize = 5;

/// What asks for the reader now. Due days are shown, not sent: they change once a day, and can be switched off.
pub async fn waits(daybook: &Daybook, actor: &Actor) -> Result<Waits> {
    let (unread, due) = tokio::try_join!(unread(daybook, actor), crate::plan::due(daybook, actor))?;
    let target = kind_target(NoticeKind::PlanDue);
    let wishes = daybook.db().wishes([(actor.person.as_str(), target.as_str())]).await?;
    let quiet = wishes.iter().any(|w| Wish::parse(&w.wish) == Some(Wish::Off));
    let named = |items: Vec<ItemView>| Waiting {
        more: u32::try_from(items.len().saturating_sub(NAMED)).unwrap_or(u32::MAX),
        items: items
            .into_iter()
            .take(NAMED)
            .map(|item| WaitingItem {
                id: item.id,
                title: item.title,
                due: item.due,
                progress: item.progress,
            })
            .collect(),
    };
    let mut waits = Waits {
        unread,
        answer: named(due.answers),
        ..Waits::default()
    };
    if !quiet {
        waits.overdue = named(due.overdue);
        waits.soon = named(due.soon);
    }
    Ok(waits)
}
