//! What was found, as it is now and as far as the reader may see it.

use super::excerpt::{excerpt, found, marked};
use super::find::Rank;
use super::{Asked, Located, source};
use crate::cards::{Card, show};
use crate::{Daybook, Result};
use domain::permission::{Action, Resource, decide};
use domain::search::Kind;
use domain::view::{Hit, PersonRef, RecordCard, Run, UnitRef};
use domain::{Audience, PersonId, UnitId};
use std::collections::HashMap;
use std::sync::Arc;
use store::plan::PlanRow;

/// Each place with its hit, or none: the index can know of a change a moment later than the data.
pub(super) async fn shown(daybook: &Daybook, asked: &Asked, located: &Located) -> Result<Vec<(Rank, Option<Hit>)>> {
    let ids = |plans: bool| {
        let of_kind = located
            .best
            .iter()
            .filter(move |(_, kind, _)| (*kind == Kind::Plan) == plans);
        of_kind.map(|(_, _, on)| source::id(*on)).collect::<Vec<_>>()
    };
    let (mut records, items) = (ids(false), ids(true));
    records.sort();
    records.dedup();
    let cards = daybook.cards(&records).await?;
    let plans = daybook.db().plan_items(items.iter().map(String::as_str)).await?;
    let plans = plans.into_iter().map(|row| (row.id.clone(), row)).collect();
    let data = Data { cards, plans };
    let words = asked.query.words.len();
    let least = if located.some { words.div_ceil(2) } else { words };
    Ok(located
        .best
        .iter()
        .map(|(rank, kind, on)| (*rank, of(daybook, asked, &data, *kind, rank.id, *on, least)))
        .collect())
}

/// What the hits are made of, as it is now.
struct Data {
    cards: HashMap<String, Arc<Card>>,
    plans: HashMap<String, PlanRow>,
}

fn of(daybook: &Daybook, asked: &Asked, data: &Data, kind: Kind, id: u128, on: u128, least: usize) -> Option<Hit> {
    if kind == Kind::Plan {
        return plan(daybook, asked, data.plans.get(&source::id(on))?, least);
    }
    let card = data.cards.get(&source::id(on))?;
    // With all comments when one of them was found.
    let seen = show(daybook, card, &asked.actor, kind == Kind::Comment)?;
    if seen.withdrawn {
        return None;
    }
    match kind {
        Kind::Record => record(asked, seen, least),
        Kind::Comment => comment(asked, seen, &source::id(id), least),
        Kind::Person | Kind::Plan => None,
    }
}

fn record(asked: &Asked, seen: RecordCard, least: usize) -> Option<Hit> {
    let query = &asked.query;
    let items = seen.anchors.items.iter().map(|item| item.title.as_str());
    let ties: Vec<&str> = items
        .chain(seen.anchors.files.iter().map(|file| file.name.as_str()))
        .collect();
    let mut texts = vec![seen.text.as_str(), seen.author.name.as_str()];
    texts.extend(&ties);
    if found(&texts, query).len() < least {
        return None;
    }
    let ties = ties.into_iter().map(|name| marked(name, query));
    let fitting: Vec<Vec<Run>> = ties.filter(|runs| runs.iter().any(|run| run.hit)).collect();
    Some(Hit {
        kind: Kind::Record,
        address: format!("/record/{}", seen.id),
        id: seen.id.0,
        name: marked(&seen.author.name, query),
        author: seen.author,
        unit: seen.unit,
        when: seen.written,
        late_for: seen.late_for,
        draft: seen.audience == Audience::Draft,
        excerpt: excerpt(&seen.text, query),
        ties: fitting,
        files: u32::try_from(seen.anchors.files.len()).unwrap_or_default(),
        on: None,
    })
}

fn comment(asked: &Asked, seen: RecordCard, id: &str, least: usize) -> Option<Hit> {
    let query = &asked.query;
    let comment = seen.comments.into_iter().find(|c| c.id.as_str() == id && !c.deleted)?;
    if found(&[&comment.text, &comment.author.name], query).len() < least {
        return None;
    }
    Some(Hit {
        kind: Kind::Comment,
        address: format!("/record/{}#c-{id}", seen.id),
        id: id.to_owned(),
        name: marked(&comment.author.name, query),
        author: comment.author,
        unit: seen.unit,
        when: comment.written,
        late_for: None,
        draft: false,
        excerpt: excerpt(&comment.text, query),
        ties: vec![],
        files: 0,
        on: Some(seen.author.name),
    })
}

fn plan(daybook: &Daybook, asked: &Asked, row: &PlanRow, least: usize) -> Option<Hit> {
    let query = &asked.query;
    let text = source::plan_text(row);
    let open = decide(&asked.actor, Action::ReadPlan, &Resource::Plan(row.facts())).allowed;
    if !open || found(&[&text, &row.owner_name], query).len() < least {
        return None;
    }
    let unit = UnitRef {
        id: UnitId(row.unit.clone()),
        name: row.unit_name.clone(),
    };
    // What nobody has yet is shown with who set it.
    let (id, name) = match &row.owner {
        Some(owner) => (owner, &row.owner_name),
        None => (&row.set_by, &row.set_by_name),
    };
    Some(Hit {
        kind: Kind::Plan,
        address: format!("/plan/item/{}", row.id),
        id: row.id.clone(),
        name: marked(name, query),
        author: PersonRef {
            id: PersonId(id.clone()),
            name: name.clone(),
            post: row.owner_post.clone(),
            unit: row.unit_name.clone(),
            unit_id: Some(unit.id.clone()),
        },
        unit,
        when: daybook.clock.moment(row.changed),
        late_for: None,
        draft: false,
        excerpt: excerpt(&text, query),
        ties: vec![],
        files: 0,
        on: None,
    })
}
