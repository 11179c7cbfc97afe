//! What the composer offers to tie a record to: open plan items and indicators of the writer's, likely ones first, each with its
//! reason. Words of the text, the writer's own recent records and due days speak; nothing is learnt from others.

use crate::search::words_of;
use crate::{Daybook, Result, indicator, plan};
use domain::RecordId;
use domain::permission::Actor;
use domain::propose::{Candidate, propose};
use domain::view::{Choice, Choices, LastRecord};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// Records looked back at.
const BACK: u32 = 30;
/// Records offered to go on with.
const LAST: usize = 3;
/// Characters of a text that are looked at.
const READ: usize = 1_000;

/// What `text` (as far as it is written) of work on a day (`YYYY-MM-DD`; today when unreadable) can be tied to.
pub async fn choices(daybook: &Daybook, actor: &Actor, text: &str, day: &str) -> Result<Choices> {
    let day = day.trim().parse().unwrap_or_else(|_| daybook.clock.today());
    let (items, indicators, recent) = tokio::try_join!(
        plan::open(daybook, actor),
        indicator::mine_on(daybook, actor, day),
        recent(daybook, actor)
    )?;
    let text: BTreeSet<String> = words_of(&text.chars().take(READ).collect::<String>());
    let today = daybook.clock.today();
    let used = used(daybook, &recent);
    let item_candidates: Vec<Candidate> = items
        .iter()
        .map(|row| Candidate {
            id: row.id.clone(),
            terms: words_of(&format!("{} {}", row.title, row.measure)),
            used: used.get(row.id.as_str()).copied(),
            due: i32::try_from((row.item().substance.due - today).num_days()).ok(),
        })
        .collect();
    let indicator_candidates: Vec<Candidate> = indicators
        .iter()
        .map(|i| Candidate {
            id: i.id.0.clone(),
            terms: words_of(&format!("{} {} {}", i.name, i.good, i.measure)),
            used: used.get(i.id.as_str()).copied(),
            due: None,
        })
        .collect();
    let items: Vec<Choice> = propose(&text, &item_candidates)
        .into_iter()
        .filter_map(|(n, why)| {
            let row = items.get(n)?;
            Some(Choice {
                id: row.id.clone(),
                name: row.title.clone(),
                progress: Some(row.item().progress),
                why,
            })
        })
        .collect();
    let indicators: Vec<Choice> = propose(&text, &indicator_candidates)
        .into_iter()
        .filter_map(|(n, why)| {
            let row = indicators.get(n)?;
            Some(Choice {
                id: row.id.0.clone(),
                name: row.name.clone(),
                progress: None,
                why,
            })
        })
        .collect();
    let last = to_go_on_with(&recent).into_iter().map(|card| {
        let known = |ids: Vec<&String>, choices: &[Choice]| {
            ids.into_iter()
                .filter(|id| choices.iter().any(|c| c.id == **id))
                .cloned()
                .collect()
        };
        let ties = &card.row.anchors;
        LastRecord {
            id: RecordId(card.row.id.clone()),
            text: card.row.text.clone(),
            audience: card.row.audience(),
            items: known(ties.items.iter().map(|t| &t.id).collect(), &items),
            indicators: known(ties.indicators.iter().map(|t| &t.id).collect(), &indicators),
        }
    });
    let last = last.collect();
    Ok(Choices {
        items,
        indicators,
        last,
    })
}

/// The newest, and before it the newest of each other plan item: a small record in between does not hide yesterday's long work.
fn to_go_on_with(recent: &[Arc<crate::cards::Card>]) -> Vec<&Arc<crate::cards::Card>> {
    let mut chosen: Vec<&Arc<crate::cards::Card>> = Vec::new();
    for card in recent {
        let items = &card.row.anchors.items;
        let new = |other: &&Arc<crate::cards::Card>| {
            let theirs = &other.row.anchors.items;
            !items.iter().any(|item| theirs.iter().any(|their| their.id == item.id))
        };
        if chosen.is_empty() || (!items.is_empty() && chosen.iter().all(new)) {
            chosen.push(card);
        }
    }
    chosen.truncate(LAST);
    chosen
}

/// The writer's newest records that stand, newest first.
async fn recent(daybook: &Daybook, actor: &Actor) -> Result<Vec<Arc<crate::cards::Card>>> {
    let lane = format!("by:{}", actor.person);
    let places = daybook.db().timeline(&lane, i64::MIN, BACK).await?;
    let ids: Vec<String> = places.into_iter().map(|p| p.record).collect();
    let mut cards = daybook.cards(&ids).await?;
    Ok(ids
        .iter()
        .filter_map(|id| cards.remove(id))
        .filter(|card| !card.row.withdrawn)
        .collect())
}

/// Days since each item and indicator was used last.
fn used(daybook: &Daybook, recent: &[Arc<crate::cards::Card>]) -> HashMap<String, u32> {
    let today = daybook.clock.today();
    let mut used = HashMap::new();
    for card in recent {
        let days = u32::try_from((today - daybook.clock.day_of(card.row.written)).num_days()).unwrap_or_default();
        let ties = &card.row.anchors;
        let ids = ties.items.iter().map(|t| &t.id);
        for id in ids.chain(ties.indicators.iter().map(|t| &t.id)) {
            used.entry(id.clone()).or_insert(days);
        }
    }
    used
}
