//! Who may read one record: found by asking, as different people.

use crate::client::{Session, client};
use crate::server::Server;
use crate::{Args, Fault, Result};
use futures::stream::{self, StreamExt, TryStreamExt};
use serde_json::Value;
use std::cmp::Reverse;
use std::collections::HashMap;

/// One record, those who may read it, and a leader of its author.
pub(super) struct Audience {
    pub record: String,
    pub readers: Vec<Session>,
    pub leader: Session,
}

/// Sign-ins at once: the server checks two passwords at a time.
const AT_ONCE: usize = 4;

pub(super) async fn find(args: &Args, server: &Server) -> Result<Audience> {
    let client = client()?;
    let enter = |account: String| {
        let client = &client;
        async move {
            // Who has a role is known by that name alone.
            let Ok(session) = Session::sign_in(client, &server.url, &account, &server.password).await else {
                return Ok::<_, Fault>(None);
            };
            let me = session.call("me", &[]).await?;
            let unit = me["seats"][0]["unit"]["id"].as_str().unwrap_or_default().to_owned();
            Ok(Some((session, unit)))
        }
    };
    let numbered = (1..=args.people).map(|n| format!("u{n:05}"));
    let accounts = ["staff", "chief", "peer", "director"]
        .map(str::to_owned)
        .into_iter()
        .chain(numbered);
    let people: Vec<Option<(Session, String)>> = stream::iter(accounts)
        .map(enter)
        .buffered(AT_ONCE)
        .try_collect()
        .await?;
    let people: Vec<(Session, String)> = people.into_iter().flatten().collect();
    if people.len() < args.people {
        return Err(format!("only {} of {} people can sign in", people.len(), args.people).into());
    }
    let record = widest(&people).await?;
    let (mut readers, mut leader) = (Vec::new(), None);
    for (person, _) in people {
        let Some(card) = person.ask("card", &[("record", &record)]).await? else {
            continue;
        };
        if leader.is_none() && card["relation"] == "leader" && card["may_like"] == true && card["liked"] == false {
            leader = Some(person.clone());
        }
        readers.push(person);
    }
    let leader = leader.ok_or("no leader may mark the record")?;
    Ok(Audience {
        record,
        readers,
        leader,
    })
}

/// A record of the unit with most people.
async fn widest(people: &[(Session, String)]) -> Result<String> {
    let mut units: HashMap<&str, Vec<&Session>> = HashMap::new();
    for (session, unit) in people {
        units.entry(unit).or_default().push(session);
    }
    let mut units: Vec<_> = units.into_iter().collect();
    units.sort_by_key(|(unit, members)| (Reverse(members.len()), *unit));
    for (unit, members) in units {
        let Some(member) = members.first() else { continue };
        let page = member.call("feed", &[("scope", &format!("unit:{unit}"))]).await?;
        let mut cards = page["cards"].as_array().into_iter().flatten();
        let open = |card: &&Value| {
            let audience = card["audience"] == "unit" || card["audience"] == "granted";
            audience && card["withdrawn"] == false && card["unit"]["id"] == unit
        };
        if let Some(id) = cards.find(open).and_then(|card| card["id"].as_str()) {
            return Ok(id.to_owned());
        }
    }
    Err("no unit has a record to show".into())
}
