//! Records with their marks and comments: loaded once for all readers, then shown to each by right.

use crate::{Daybook, Result};
use domain::permission::{Action, Actor, PlanFacts, RecordFacts, Resource, decide, relation};
use domain::view::{Anchors, CommentView, Mark, PersonMention, PersonRef, RecordCard, UnitRef};
use domain::{CommentId, PersonId, RecordId, UnitId};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use store::Db;
use store::comment::CommentRow;
use store::like::LikeRow;
use store::record::RecordRow;

/// What every reader's view of a record is made from.
pub(crate) struct Card {
    pub row: RecordRow,
    pub facts: RecordFacts,
    /// Of the plan items that it is tied to.
    pub items: HashMap<String, PlanFacts>,
    pub marks: Vec<Mark>,
    /// Everybody who liked or marked it.
    pub liked: HashSet<String>,
    pub comments: Vec<CommentRow>,
}

impl Card {
    fn new(row: RecordRow, items: &HashMap<String, PlanFacts>) -> Self {
        let tied = |id: &String| Some((id.clone(), items.get(id)?.clone()));
        Self {
            facts: row.facts(),
            items: row.anchors.items.iter().filter_map(|tie| tied(&tie.id)).collect(),
            row,
            marks: vec![],
            liked: HashSet::new(),
            comments: vec![],
        }
    }

    fn add_like(&mut self, like: LikeRow) {
        if like.mark {
            self.marks.push(Mark {
                person: like.person.as_str().into(),
                name: like.name,
            });
        }
        self.liked.insert(like.person);
    }

    pub(crate) fn likes(&self) -> u32 {
        u32::try_from(self.liked.len().saturating_sub(self.marks.len())).unwrap_or(u32::MAX)
    }

    /// Its ties for a reader: titles of plan items that are closed to him are left out. Its author sees what he wrote.
    fn anchors(&self, actor: &Actor) -> Anchors {
        let mut anchors = self.row.anchors.view();
        if self.row.author != actor.person.as_str() {
            anchors.items.retain(|item| {
                let facts = self.items.get(item.id.as_str()).cloned();
                facts.is_none_or(|facts| decide(actor, Action::ReadPlan, &Resource::Plan(facts)).allowed)
            });
        }
        anchors
    }

    /// Rough size in memory.
    pub(crate) fn bytes(&self) -> u64 {
        let comments: usize = self
            .comments
            .iter()
            .map(|c| 400 + c.text.len() + c.earlier.iter().map(String::len).sum::<usize>())
            .sum();
        let known = 64 * self.liked.len() + 80 * self.marks.len() + 400 * self.items.len();
        (800 + self.row.text.len() + known + comments) as u64
    }
}

impl Daybook {
    /// Cards by record id, from memory or the database; unknown ids are left out.
    pub(crate) async fn cards(&self, ids: &[String]) -> Result<HashMap<String, Arc<Card>>> {
        let mut found = HashMap::with_capacity(ids.len());
        let mut missing = Vec::new();
        for id in ids {
            match self.cache.cards.get(id) {
                Some(card) => drop(found.insert(id.clone(), card)),
                None => missing.push(id.clone()),
            }
        }
        if missing.is_empty() {
            return Ok(found);
        }
        let turns: HashMap<&str, u64> = missing.iter().map(|id| (id.as_str(), self.cache.turn(id))).collect();
        for (id, card) in load(self, &missing).await? {
            let card = Arc::new(card);
            let turn = turns.get(id.as_str()).copied().unwrap_or_default();
            self.cache.keep(
                &id,
                turn,
                || self.cache.cards.insert(id.clone(), card.clone()),
                || {
                    self.cache.cards.remove(&id);
                },
            );
            found.insert(id, card);
        }
        Ok(found)
    }

    pub(crate) async fn card_of(&self, id: &RecordId) -> Result<Option<Arc<Card>>> {
        if !domain::id::is_ulid(id.as_str()) {
            return Ok(None);
        }
        Ok(self.cards(std::slice::from_ref(&id.0)).await?.remove(id.as_str()))
    }
}

async fn load(daybook: &Daybook, ids: &[String]) -> Result<HashMap<String, Card>> {
    let db = daybook.db();
    let keys = || ids.iter().map(String::as_str);
    let (rows, likes, comments) = tokio::try_join!(db.records(keys()), db.likes_of(keys()), db.comments_of(keys()))?;
    let items = tied(&db, &rows).await?;
    let mut cards: HashMap<String, Card> = (rows.into_iter())
        .map(|row| (row.id.clone(), Card::new(row, &items)))
        .collect();
    for like in likes {
        if let Some(card) = cards.get_mut(&like.record) {
            card.add_like(like);
        }
    }
    for card in cards.values_mut() {
        card.marks.sort_by(|a, b| a.name.cmp(&b.name));
    }
    for comment in comments {
        if let Some(card) = cards.get_mut(&comment.record) {
            card.comments.push(comment);
        }
    }
    Ok(cards)
}

/// The plan items that records are tied to, as something to decide about.
pub(crate) async fn tied(db: &Db, rows: &[RecordRow]) -> Result<HashMap<String, PlanFacts>> {
    let ids: HashSet<&str> = rows
        .iter()
        .flat_map(|row| &row.anchors.items)
        .map(|tie| tie.id.as_str())
        .collect();
    let items = db.plan_items(ids).await?;
    Ok(items.into_iter().map(|row| (row.id.clone(), row.facts())).collect())
}

/// Comments shown in a list.
const PREVIEW: usize = 3;

/// A card as `actor` sees it, or none when it is not open to them. `whole`: with all comments.
pub(crate) fn show(daybook: &Daybook, card: &Card, actor: &Actor, whole: bool) -> Option<RecordCard> {
    let resource = Resource::Record(card.facts.clone());
    let may = |action| decide(actor, action, &resource).allowed;
    let reading = decide(actor, Action::ReadRecord, &resource);
    if !reading.allowed {
        return None;
    }
    let row = &card.row;
    let skip = if whole {
        0
    } else {
        card.comments.len().saturating_sub(PREVIEW)
    };
    Some(RecordCard {
        id: row.id.as_str().into(),
        author: PersonRef {
            id: row.author.as_str().into(),
            name: row.author_name.clone(),
            post: row.post.clone(),
            unit: row.unit_name.clone(),
            unit_id: Some(UnitId(row.unit.clone())),
        },
        unit: UnitRef {
            id: UnitId(row.unit.clone()),
            name: row.unit_name.clone(),
        },
        written: daybook.clock.moment(row.written),
        late_for: row.late.then(|| row.day.clone()),
        // A withdrawn record is a trace: that it was, not what it said.
        text: if row.withdrawn && row.author != actor.person.as_str() {
            String::new()
        } else {
            row.text.clone()
        },
        anchors: if row.withdrawn && row.author != actor.person.as_str() {
            Anchors::default()
        } else {
            card.anchors(actor)
        },
        audience: row.audience(),
        revisions: u32::try_from(row.revisions).unwrap_or_default(),
        withdrawn: row.withdrawn,
        relation: relation(actor, &resource),
        may_like: may(Action::Like),
        may_comment: may(Action::Comment),
        may_edit: may(Action::EditRecord),
        marks: card.marks.clone(),
        likes: card.likes(),
        liked: card.liked.contains(actor.person.as_str()),
        comments: card
            .comments
            .iter()
            .skip(skip)
            .map(|c| show_comment(daybook, c, card, actor))
            .collect(),
        comments_total: u32::try_from(card.comments.iter().filter(|c| !c.deleted).count()).unwrap_or(u32::MAX),
    })
}

pub(crate) fn show_comment(daybook: &Daybook, row: &CommentRow, card: &Card, actor: &Actor) -> CommentView {
    let author = PersonId(row.author.clone());
    let resource = Resource::Comment {
        author: author.clone(),
        record: card.facts.clone(),
    };
    let may = |action| !row.deleted && decide(actor, action, &resource).allowed;
    let age = crate::clock::now_ms() - row.written;
    CommentView {
        id: CommentId(row.id.clone()),
        author: PersonRef {
            id: author,
            name: row.author_name.clone(),
            post: row.post.clone(),
            unit: row.unit_name.clone(),
            unit_id: None,
        },
        leader: row.leader,
        written: daybook.clock.moment(row.written),
        text: if row.deleted { String::new() } else { row.text.clone() },
        mentions: row
            .mentions
            .iter()
            .filter(|_| !row.deleted)
            .map(|m| PersonMention {
                id: m.id.as_str().into(),
                name: m.name.clone(),
            })
            .collect(),
        reply_to: row.reply_to.as_deref().map(CommentId::from),
        earlier: if row.deleted { vec![] } else { row.earlier.clone() },
        deleted: row.deleted,
        may_edit: may(Action::EditComment) && age < i64::from(domain::record::COMMENT_EDIT_MINUTES) * 60_000,
        may_delete: may(Action::DeleteComment),
    }
}
