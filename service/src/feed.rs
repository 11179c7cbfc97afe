//! Reading: the feed as a merge of the lanes a reader may see, one record, one page.

mod lane;

use crate::cards::show;
use crate::clock::new_id;
use crate::{Daybook, Error, Result};
use domain::permission::{Action, Actor, RecordFacts, Resource, decide};
use domain::record::{Lane, led_lanes, readable_lanes};
use domain::view::{FeedPage, RecordCard, RecordPage, Revision};
use domain::{PersonId, RecordId, Scope, UnitId};
use lane::{Cursor, merge};
use store::record::RevisionRow;

/// Records on a page.
pub const PAGE: usize = 20;

/// A page of the feed, newest first. An unreadable cursor begins at the top.
pub async fn page(daybook: &Daybook, actor: &Actor, scope: &Scope, cursor: Option<&str>) -> Result<FeedPage> {
    let since = new_id();
    let lanes = lanes_of(daybook, actor, scope).await?;
    let mut at = cursor.and_then(Cursor::parse).unwrap_or_default();
    let mut cards: Vec<RecordCard> = Vec::with_capacity(PAGE);
    let mut more = true;
    while more && cards.len() < PAGE {
        let (places, rest) = merge(daybook, &lanes, &at, PAGE).await?;
        more = rest;
        let ids: Vec<String> = places.iter().map(|p| p.record.clone()).collect();
        let found = daybook.cards(&ids).await?;
        for place in places {
            if cards.len() == PAGE {
                more = true;
                break;
            }
            at = Cursor::after(&place);
            let card = found
                .get(&place.record)
                .and_then(|card| show(daybook, card, actor, false));
            cards.extend(card.filter(|c| !c.withdrawn || matches!(scope, Scope::Person(_))));
        }
    }
    let read_up_to = if cursor.is_none() && *scope == Scope::All {
        marker(daybook, &actor.person).await?
    } else {
        None
    };
    Ok(FeedPage {
        cards,
        next: more.then(|| at.to_string()),
        read_up_to,
        since,
    })
}

/// The lanes to merge for a scope; [`Error::NotFound`] for a unit or person that is not open to the reader.
async fn lanes_of(daybook: &Daybook, actor: &Actor, scope: &Scope) -> Result<Vec<Lane>> {
    Ok(match scope {
        Scope::All => {
            let mut lanes = readable_lanes(actor);
            lanes.push(format!("by:{}", actor.person));
            lanes
        }
        Scope::Led => led_lanes(actor),
        Scope::Granted => actor.granted.iter().map(|u| format!("gr:{u}")).collect(),
        Scope::Mentioned => vec![format!("at:{}", actor.person)],
        Scope::Unit(unit) => vec![unit_lane(daybook, actor, unit).await?],
        Scope::Person(person) => {
            let profile = daybook.profile(person).await?;
            if !decide(actor, Action::ReadPerson, &profile.resource()).allowed {
                return Err(Error::NotFound);
            }
            let mut lanes = vec![format!("by:{person}")];
            if *person == actor.person {
                lanes.push(format!("draft:{person}"));
            }
            lanes
        }
        Scope::Plan(item) => {
            crate::plan::readable(daybook, actor, item).await?;
            vec![format!("pi:{item}")]
        }
        // Each card is decided by itself; the list alone says nothing that the person would not.
        Scope::Indicator(person, indicator) => {
            let profile = daybook.profile(person).await?;
            if !decide(actor, Action::ReadPerson, &profile.resource()).allowed {
                return Err(Error::NotFound);
            }
            vec![format!("in:{person}:{indicator}")]
        }
    })
}

async fn unit_lane(daybook: &Daybook, actor: &Actor, unit: &UnitId) -> Result<Lane> {
    use domain::permission::Relation;
    let path = crate::directory::path_of(daybook, unit).await?;
    let decision = decide(actor, Action::ReadTimeline, &Resource::Unit { path });
    match decision.relation {
        _ if !decision.allowed => Err(Error::NotFound),
        Relation::Leader => Ok(format!("sub:{unit}")),
        Relation::Granted => Ok(format!("gr:{unit}")),
        _ => Ok(format!("own:{unit}")),
    }
}

/// One record as it stands in a list.
pub async fn card(daybook: &Daybook, actor: &Actor, record: &RecordId) -> Result<RecordCard> {
    let card = daybook.card_of(record).await?.ok_or(Error::NotFound)?;
    show(daybook, &card, actor, false).ok_or(Error::NotFound)
}

/// A record with its history and all comments.
pub async fn record_page(daybook: &Daybook, actor: &Actor, record: &RecordId) -> Result<RecordPage> {
    let since = new_id();
    let loaded = daybook.card_of(record).await?.ok_or(Error::NotFound)?;
    let card = show(daybook, &loaded, actor, true).ok_or(Error::NotFound)?;
    let hidden = card.withdrawn && card.author.id != actor.person;
    // What was a draft, or for other readers, stays with them.
    let open = |row: &RevisionRow| {
        let facts = RecordFacts {
            audience: row.audience(),
            path: row.path.iter().map(|u| u.as_str().into()).collect(),
            line: row.line.iter().map(|p| p.as_str().into()).collect(),
            ..loaded.facts.clone()
        };
        decide(actor, Action::ReadRecord, &Resource::Record(facts)).allowed
    };
    let rows = if card.revisions == 0 || hidden {
        vec![]
    } else {
        daybook.db().revisions(record).await?
    };
    let history = rows
        .into_iter()
        .filter(open)
        .map(|r| Revision {
            audience: r.audience(),
            text: r.text,
            day: r.day,
            until: daybook.clock.moment(r.until),
        })
        .collect();
    Ok(RecordPage { card, history, since })
}

/// Moves the reader's marker forward to a moment (ms), not beyond now.
pub async fn set_read_up_to(daybook: &Daybook, actor: &Actor, at: i64) -> Result<()> {
    let at = at.min(crate::clock::now_ms());
    // Where someone has read up to is nobody's business: no event, no ledger leaf.
    daybook.store.set_read_marker(&actor.person, at).await?;
    daybook.cache.forget_marker(actor.person.as_str());
    Ok(())
}

/// From memory, unless another process on the same database may have moved it: nobody is told of that.
async fn marker(daybook: &Daybook, person: &PersonId) -> Result<Option<i64>> {
    if daybook.shared {
        return Ok(daybook.db().read_marker(person).await?);
    }
    let cache = &daybook.cache;
    let key = person.as_str();
    if let Some(marker) = cache.markers.get(key) {
        return Ok(marker);
    }
    let turn = cache.turn(key);
    let marker = daybook.db().read_marker(person).await?;
    let keep = || cache.markers.insert(key.to_owned(), marker);
    cache.keep(key, turn, keep, || drop(cache.markers.remove(key)));
    Ok(marker)
}
