//! What is measured: the requests of every cell on the two sizes and on memory.

use super::{CROWDS, ROLES, Side};
use crate::Result;
use crate::client::{Session, form};
use crate::memory::Memory;
use crate::window::{Call, Kind, What};
use std::collections::HashSet;
use std::sync::Arc;

/// One line of the table.
pub(crate) struct Cell {
    pub name: &'static str,
    pub role: &'static str,
    pub crowd: usize,
    /// On the small size, on the large one, on memory: one call for each connection.
    pub calls: [Vec<Arc<Call>>; 3],
}

pub(crate) const HTML: &str = "feed, HTML";
pub(crate) const BROTLI: &str = "feed, HTML br";
pub(crate) const FIRST: &str = "feed, function";
pub(crate) const DEEP_HTML: &str = "deep, HTML";
pub(crate) const DEEP: &str = "deep, function";
pub(crate) const LIKE: &str = "like, unlike";
pub(crate) const WRITE: &str = "write a record";

pub(crate) const READS: [&str; 5] = [HTML, BROTLI, FIRST, DEEP_HTML, DEEP];
/// Whose compressed pages stand for all.
const ONE: &str = "chief";
/// Likes and records come from different people.
const SEVERAL: &str = "several";

/// The request of a kind of reading, for the n-th reader.
fn reading(name: &str, side: &Side, n: usize) -> What {
    let cursor = side.walks.get(n).map(|walk| walk.cursor.as_str()).unwrap_or_default();
    let ask = |fields: &[(&str, &str)]| What::new("/api/feed", Kind::Ask(form(fields)));
    match name {
        BROTLI => What::new("/", Kind::Brotli),
        FIRST => ask(&[("scope", "all")]),
        DEEP => ask(&[("scope", "all"), ("cursor", cursor)]),
        DEEP_HTML => What::new(format!("/?cursor={cursor}"), Kind::Page),
        _ => What::new("/", Kind::Page),
    }
}

fn write() -> What {
    What::new("/api/write_record", Kind::Write)
}

fn like(records: &[String]) -> What {
    What::new("/api/set_like", Kind::Like(records.to_vec()))
}

/// The large side's answers, with the names under which memory serves them.
pub(crate) async fn bodies(side: &Side) -> Result<Vec<(String, Vec<u8>)>> {
    let mut bodies = Vec::new();
    for (n, (role, reader)) in ROLES.into_iter().zip(&side.readers).enumerate() {
        for name in READS {
            let body = good(&Call::new(reader, reading(name, side, n))).await?;
            let links = String::from_utf8_lossy(&body).matches("/record/").count();
            if [HTML, DEEP_HTML].contains(&name) && links < 20 {
                return Err(format!("{name} of {role}: {} bytes, but {links} links to records", body.len()).into());
            }
            bodies.push((file(name, role), body));
        }
    }
    let (liker, records) = likeable(&side.writers)
        .await?
        .into_iter()
        .next()
        .ok_or("nobody has a record to like")?;
    let liking = Call::new(&liker, like(&records));
    bodies.push((file(LIKE, SEVERAL), good(&liking).await?));
    // And takes it back.
    good(&liking).await?;
    let writer = side.writers.last().ok_or("nobody writes")?;
    bodies.push((file(WRITE, SEVERAL), good(&Call::new(writer, write())).await?));
    Ok(bodies)
}

async fn good(call: &Call) -> Result<Vec<u8>> {
    let (status, body) = call.once().await?;
    if status.is_success() {
        return Ok(body);
    }
    let about = &call.session.account;
    Err(format!(
        "{} of {about}: {status} {}",
        call.what.path,
        String::from_utf8_lossy(&body)
    )
    .into())
}

fn file(name: &str, role: &str) -> String {
    format!("{}-{role}", name.replace([' ', ','], "_"))
}

/// The same requests, each answered with the bytes of this name.
fn from_memory(memory: &Memory, calls: &[Arc<Call>], file: &str) -> Vec<Arc<Call>> {
    let there = |call: &Arc<Call>| {
        let session = call.session.at(&memory.url);
        Call::new(&session, What::new(format!("/{file}"), call.what.kind.clone()))
    };
    calls.iter().map(there).collect()
}

fn cell(name: &'static str, role: &'static str, calls: [Vec<Arc<Call>>; 2], memory: &Memory) -> Cell {
    let [small, large] = calls;
    let from_memory = from_memory(memory, &large, &file(name, role));
    Cell {
        name,
        role,
        crowd: large.len(),
        calls: [small, large, from_memory],
    }
}

pub(crate) fn reads(sides: [&Side; 2], memory: &Memory) -> Vec<Cell> {
    let mut cells = Vec::new();
    for (n, role) in ROLES.into_iter().enumerate() {
        for crowd in CROWDS {
            for name in READS.into_iter().filter(|name| *name != BROTLI || role == ONE) {
                let calls = sides.map(|side| {
                    let reader = side.readers.iter().skip(n).take(1).cycle().take(crowd);
                    reader.map(|reader| Call::new(reader, reading(name, side, n))).collect()
                });
                cells.push(cell(name, role, calls, memory));
            }
        }
    }
    cells
}

/// The first page and the deepest, for each reader, where nothing is kept in memory.
pub(crate) fn depth(side: &Side) -> Vec<[Vec<Arc<Call>>; 2]> {
    let both = |(n, reader)| [FIRST, DEEP].map(|name| vec![Call::new(reader, reading(name, side, n))]);
    side.readers.iter().enumerate().map(both).collect()
}

pub(crate) async fn likes(sides: [&Side; 2], memory: &Memory) -> Result<Vec<Cell>> {
    let mut found = Vec::new();
    for side in sides {
        found.push(likeable(&side.writers).await?);
    }
    let calls = |all: &[(Session, Vec<String>)], crowd: usize| -> Vec<Arc<Call>> {
        all.iter()
            .take(crowd)
            .map(|(liker, records)| Call::new(liker, like(records)))
            .collect()
    };
    let [small, large] = found.as_slice() else {
        return Ok(vec![]);
    };
    let crowds = CROWDS.into_iter();
    Ok(crowds
        .map(|crowd| cell(LIKE, SEVERAL, [calls(small, crowd), calls(large, crowd)], memory))
        .collect())
}

pub(crate) fn writes(sides: [&Side; 2], memory: &Memory) -> Vec<Cell> {
    let calls = |side: &Side, crowd: usize| -> Vec<Arc<Call>> {
        side.writers
            .iter()
            .take(crowd)
            .map(|writer| Call::new(writer, write()))
            .collect()
    };
    let crowds = CROWDS.into_iter();
    crowds
        .map(|crowd| cell(WRITE, SEVERAL, sides.map(|side| calls(side, crowd)), memory))
        .collect()
}

/// For each person some records of others that they may like and have not liked, none named twice.
async fn likeable(people: &[Session]) -> Result<Vec<(Session, Vec<String>)>> {
    const EACH: usize = 10;
    let (mut found, mut taken) = (Vec::new(), HashSet::new());
    for person in people {
        let (mut own, mut next) = (Vec::new(), String::new());
        while own.len() < EACH {
            let page = person.call("feed", &[("scope", "all"), ("cursor", &next)]).await?;
            let cards = page["cards"].as_array().into_iter().flatten();
            let open = cards.filter(|card| card["may_like"] == true && card["liked"] == false);
            let ids = open.filter_map(|card| card["id"].as_str().map(str::to_owned));
            own.extend(ids.filter(|id| taken.insert(id.clone())));
            match page["next"].as_str() {
                Some(cursor) => cursor.clone_into(&mut next),
                None => break,
            }
        }
        own.truncate(EACH);
        if !own.is_empty() {
            found.push((person.clone(), own));
        }
    }
    Ok(found)
}
