use super::remind::{counts, remind};
use super::{MOST_UNREAD, kind_target, thread_target};
use crate::cards::{Card, show};
use crate::{Daybook, Result};
use domain::notice::{NoticeKind, Wish};
use domain::permission::Actor;
use domain::text::beginning;
use domain::view::{NoticeView, NoticesPage, Waiting};
use domain::{Lang, NotificationId};
use std::collections::HashMap;
use std::sync::Arc;
use store::notice::NoticeRow;

/// Notices on a page.
const PAGE: u32 = 30;
/// Characters of an excerpt.
const EXCERPT: usize = 90;

/// The reader's notices, newest first; an unreadable cursor begins at the top.
pub async fn page(daybook: &Daybook, actor: &Actor, cursor: Option<&str>) -> Result<NoticesPage> {
    let (db, now) = (daybook.db(), daybook.clock.now());
    // Whatever is for a later moment stands before this one.
    let top = -now - 1;
    let after = cursor.and_then(|c| c.parse::<i64>().ok()).unwrap_or(top).max(top);
    let mut rows = db.notices(&actor.person, after, PAGE + 1).await?;
    let next = (rows.len() > PAGE as usize).then(|| {
        rows.truncate(PAGE as usize);
        rows.last().map(|r| r.ord.to_string()).unwrap_or_default()
    });
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
        .filter(|r| NoticeKind::parse(&r.kind).is_some_and(NoticeKind::of_record))
        .map(|r| r.thread.clone())
        .collect();
    let cards = daybook.cards(&threads).await?;
    let mut notices = Vec::with_capacity(rows.len());
    for row in rows {
        let Some(kind) = NoticeKind::parse(&row.kind) else {
            continue;
        };
        let muted = match kind {
            NoticeKind::PlanDue => wishes.get(&kind_target(kind)),
            _ => wishes.get(&thread_target(&row.thread)),
        };
        let about = about(daybook, actor, &row, kind, cards.get(&row.thread)).await?;
        notices.push(NoticeView {
            id: NotificationId(row.id),
            kind,
            thread: row.thread.clone(),
            by: row.names,
            at: daybook.clock.moment(-row.ord),
            unread: row.unread,
            path: about.path,
            excerpt: about.excerpt,
            about: about.about,
            special: about.special,
            many: about.many,
            due: (kind == NoticeKind::PlanDue).then(|| counts(&row.subject)).flatten(),
            muted: muted == Some(&Wish::Off),
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

/// What a notice says, and where it leads; all of it but the way is empty when the reader may not see it (any more).
#[derive(Default)]
pub(super) struct About {
    pub excerpt: String,
    pub about: String,
    pub special: Option<String>,
    pub path: String,
    /// For how many people a step waits.
    pub many: Option<u32>,
}

async fn about(
    daybook: &Daybook,
    actor: &Actor,
    row: &NoticeRow,
    kind: NoticeKind,
    card: Option<&Arc<Card>>,
) -> Result<About> {
    if kind == NoticeKind::PlanDue {
        return Ok(About {
            path: "/plan".to_owned(),
            ..About::default()
        });
    }
    if kind.of_plan() {
        let item = crate::plan::readable(daybook, actor, &row.subject.as_str().into()).await;
        return Ok(About {
            about: item.map(|item| beginning(&item.title, EXCERPT)).unwrap_or_default(),
            path: format!("/plan/item/{}", row.subject),
            ..About::default()
        });
    }
    if kind.of_course() {
        return super::course::about(daybook, actor, &row.subject, kind).await;
    }
    let path = format!("/record/{}", row.thread);
    let Some(view) = card.and_then(|card| show(daybook, card, actor, true)) else {
        return Ok(About {
            path,
            ..About::default()
        });
    };
    let comment = view.comments.iter().find(|c| c.id.as_str() == row.subject);
    Ok(About {
        excerpt: comment.map(|c| beginning(&c.text, EXCERPT)).unwrap_or_default(),
        about: beginning(&view.text, EXCERPT),
        path: comment.map_or_else(|| path.clone(), |c| format!("{path}#c-{}", c.id)),
        ..About::default()
    })
}

async fn unread(daybook: &Daybook, actor: &Actor) -> Result<u32> {
    let now = daybook.clock.now();
    let ripe = daybook.db().unread_notices(&actor.person, now, MOST_UNREAD).await?;
    Ok(u32::try_from(ripe.len()).unwrap_or(MOST_UNREAD))
}

/// What asks for the reader now; due days can be switched off, and are also told once a day.
pub async fn waits(daybook: &Daybook, actor: &Actor, lang: Lang) -> Result<Waiting> {
    let target = kind_target(NoticeKind::PlanDue);
    let db = daybook.db();
    let (due, wishes, (assess, clocks)) = tokio::try_join!(
        crate::plan::due(daybook, actor),
        async { Ok(db.wishes([(actor.person.as_str(), target.as_str())]).await?) },
        crate::assess::waits(daybook, actor, lang)
    )?;
    let quiet = wishes.iter().any(|w| Wish::parse(&w.wish) == Some(Wish::Off));
    if !quiet && let Err(error) = remind(daybook, &actor.person, &due).await {
        tracing::warn!(%error, "due days could not be told");
    }
    let mut waiting = Waiting {
        unread: unread(daybook, actor).await?,
        answer: due.answers.clone(),
        assess,
        clocks,
        ..Waiting::default()
    };
    if !quiet {
        waiting.overdue = due.overdue.clone();
        waiting.soon = due.soon.clone();
    }
    Ok(waiting)
}
