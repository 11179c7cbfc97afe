//! Searching records, comments, plan items and people in Chinese and English.
//!
//! The index is in memory and holds every lane an entry stands in; a question is answered from the entries in the reader's
//! lanes alone, and what is shown is decided once more, on the data of this moment. See docs/adr/0012-search.md.
//!
//! Adding a kind: its [`index::Entry`] in `source`, its ids in `keeper` (touched by its topic, read again, filled), its hit in
//! `hit`, and a property test in `domain::search` that its lanes agree with the decision.

mod excerpt;
mod filter;
mod find;
mod hit;
mod index;
mod keeper;
mod people;
mod postings;
mod query;
mod segment;
mod source;
mod waiting;

pub(crate) use keeper::{Search, follow};
pub(crate) use segment::words_of;

use crate::{Daybook, Error, Result};
use domain::Scope;
use domain::permission::{Action, Actor, decide};
use domain::search::{Ask, Kind};
use domain::view::{PersonHit, SearchPage};
use find::{Found, Order, Rank, find};
use query::Query;
use std::net::IpAddr;

/// Entries on a page.
pub const PAGE: usize = 20;
/// People shown above the rest.
const FEW: usize = 4;

/// Ids of people whose name, post or unit contains the text, at most so many; for those who may know of everybody.
pub(crate) async fn people_with(daybook: &Daybook, part: &str, most: usize) -> Result<Vec<String>> {
    keeper::catch_up(daybook).await?;
    Ok(daybook.search.people().with(part, most))
}

/// A page of what fits, the best first. An unreadable cursor begins at the top.
pub async fn page(daybook: &Daybook, actor: &Actor, from: IpAddr, ask: &Ask) -> Result<SearchPage> {
    daybook.throttle.searching(&actor.person, from)?;
    let query = Query::parse(&ask.q)?;
    let days = filter::days(ask)?;
    keeper::catch_up(daybook).await?;
    let mut page = SearchPage {
        words: query.words.iter().map(|w| w.shown.clone()).collect(),
        filling: daybook.search.filling(),
        ..SearchPage::default()
    };
    let kind = Kind::parse(&ask.kind);
    if kind == Some(Kind::Person) || (kind.is_none() && !ask.filtered() && ask.cursor.is_empty()) {
        people(daybook, actor, ask, &query, kind.is_some(), &mut page).await?;
    }
    if kind != Some(Kind::Person) && scope_is_open(daybook, actor, &ask.scope).await? {
        let asked = Asked {
            ask: ask.clone(),
            actor: actor.clone(),
            query,
            days,
        };
        hits(daybook, asked, &mut page).await?;
    }
    Ok(page)
}

/// Whether the reader may know what is done on the plan item that is asked for; to others a record tells not that it is tied to it.
async fn scope_is_open(daybook: &Daybook, actor: &Actor, scope: &str) -> Result<bool> {
    let Scope::Plan(item) = Scope::parse(scope) else {
        return Ok(true);
    };
    match crate::plan::readable(daybook, actor, &item).await {
        Ok(_) => Ok(true),
        Err(Error::NotFound) => Ok(false),
        Err(error) => Err(error),
    }
}

/// A question with all that its answer depends on.
struct Asked {
    ask: Ask,
    actor: Actor,
    query: Query,
    days: (i32, i32),
}

async fn hits(daybook: &Daybook, asked: Asked, page: &mut SearchPage) -> Result<()> {
    let asked = std::sync::Arc::new(asked);
    let cursor = Cursor::parse(&asked.ask.cursor);
    let now = cursor.as_ref().map_or_else(crate::clock::now_ms, |c| c.now);
    let order = if asked.ask.order == "new" {
        Order::New
    } else {
        Order::Best { now }
    };
    let mut after = cursor.map(|c| c.after);
    while page.hits.len() < PAGE {
        let found = looked_up(daybook, &asked, order, after).await?;
        page.total = u32::try_from(found.total).unwrap_or(u32::MAX);
        page.some = found.some;
        let ended = found.best.len() <= PAGE;
        for (rank, hit) in hit::shown(daybook, &asked, &found).await? {
            if page.hits.len() == PAGE {
                page.next = after.map(|after| Cursor { now, after }.to_string());
                return Ok(());
            }
            after = Some(rank);
            page.hits.extend(hit);
        }
        if ended {
            break;
        }
    }
    Ok(())
}

/// One more than a page, with the ids behind the numbers.
struct Located {
    total: usize,
    some: bool,
    /// Rank, kind, id, and the record it is on.
    best: Vec<(Rank, Kind, u128)>,
}

async fn looked_up(
    daybook: &Daybook,
    asked: &std::sync::Arc<Asked>,
    order: Order,
    after: Option<Rank>,
) -> Result<Located> {
    let (daybook, asked) = (daybook.clone(), asked.clone());
    let look_up = move || {
        let index = daybook.search.read();
        let filter = filter::of(&index, &daybook.search.people(), &asked);
        let Found { total, best, some } = find(&index, &asked.query, &filter, order, after, PAGE + 1);
        let locate = |(rank, doc): (Rank, u32)| index.doc(doc).map(|doc| (rank, doc.kind, doc.on));
        Located {
            total,
            some,
            best: best.into_iter().filter_map(locate).collect(),
        }
    };
    let found = tokio::task::spawn_blocking(look_up).await;
    found.map_err(|error| Error::Unavailable(error.to_string()))
}

/// People that fit: a few above the rest, or a page when only people are asked for.
async fn people(
    daybook: &Daybook,
    actor: &Actor,
    ask: &Ask,
    query: &Query,
    only: bool,
    page: &mut SearchPage,
) -> Result<()> {
    let people = daybook.search.people();
    let among = filter::among(&people, ask, actor);
    let found = among.map_or_else(Vec::new, |among| people.find(query, &among));
    page.people_total = u32::try_from(found.len()).unwrap_or(u32::MAX);
    let skip = ask.cursor.strip_prefix('p').and_then(|n| n.parse().ok()).unwrap_or(0);
    let most = if only { PAGE } else { FEW };
    for known in found.iter().skip(skip).take(most) {
        let profile = daybook.profile(&known.id.as_str().into()).await?;
        if decide(actor, Action::ReadPerson, &profile.resource()).allowed {
            page.people.push(PersonHit {
                person: profile.reference(),
                name: excerpt::marked(&known.name, query),
                seat: excerpt::marked(&known.seat, query),
            });
        }
    }
    if only && found.len() > skip + most {
        page.next = Some(format!("p{}", skip + most));
    }
    Ok(())
}

/// Where the next page begins: after this rank, as of the moment (ms) the first page was asked for.
#[derive(Debug, PartialEq)]
struct Cursor {
    now: i64,
    after: Rank,
}

impl Cursor {
    fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('.');
        let now = parts.next()?.parse().ok()?;
        let exact = parts.next()? == "1";
        let score = parts.next()?.parse().ok()?;
        let at = parts.next()?.parse().ok()?;
        let id = source::number(parts.next()?)?;
        Some(Self {
            now,
            after: Rank { exact, score, at, id },
        })
    }
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Rank { exact, score, at, id } = self.after;
        write!(f, "{}.{}.{score}.{at}.{}", self.now, u8::from(exact), source::id(id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cursors_survive_the_wire_and_nonsense() {
        let after = Rank {
            exact: true,
            score: 812,
            at: 1_790_000_000_000,
            id: source::number("01JD3Z8V9QK4M5N6P7R8S9T0AB").unwrap(),
        };
        let cursor = Cursor {
            now: 1_790_000_000_001,
            after,
        };
        assert_eq!(Cursor::parse(&cursor.to_string()), Some(cursor));
        for nonsense in [
            "",
            "p20",
            "1.1.1",
            "x.1.2.3.4",
            "1.1.-1.1.01JD3Z8V9QK4M5N6P7R8S9T0AB",
            "1.1.1.1.; DELETE",
        ] {
            assert_eq!(Cursor::parse(nonsense), None, "{nonsense}");
        }
    }
}
