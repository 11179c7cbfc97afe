//! The one path of every write: the change, its events and its ledger leaf in one transaction, once per client key.

use crate::clock::{id_at, now_us};
use crate::{Daybook, Error, Result};
use domain::PersonId;
use domain::act::Act;
use domain::event::Event;
use domain::ledger::{LedgerAct, content_digest, hex, leaf_hash};
use sha2::{Digest, Sha256};
use store::Tx;
use store::outbox::Trace;

/// What a use case did: the part that leaves a trace.
pub(crate) struct Deed {
    pub act: Act,
    /// What it was done to: an id, usually.
    pub subject: String,
    /// The words written, of which only a salted digest enters the ledger.
    pub content: Option<String>,
    pub events: Vec<Event>,
}

/// Leaves of the ledger that are looked through at once, and how often.
const LEAVES: u32 = 64;
const LEAF_PAGES: u32 = 16;

/// How a write ended.
pub(crate) enum Outcome<T> {
    Done(T),
    /// The same request came before; its subject is this.
    Before(String),
}

impl Daybook {
    /// Runs `work` in a transaction together with the trace of its deed, and then tells everybody concerned.
    ///
    /// `key` is the client's: a request that comes twice with one key is done once. Work that finds everything as it should
    /// be gives no deed (`None`) and leaves no trace.
    pub(crate) async fn perform<T, D, F, Fut>(&self, who: &PersonId, act: Act, key: &str, work: F) -> Result<Outcome<T>>
    where
        D: Into<Option<Deed>>,
        F: Fn(Tx) -> Fut,
        Fut: Future<Output = Result<(T, D)>>,
    {
        let key = digest_of(key);
        let (outcome, events) = self
            .store
            .transact(|tx| {
                let (work, key) = (&work, key.as_deref());
                async move {
                    if let Some(key) = key
                        && let Some(before) = tx.once(who, key).await?
                    {
                        return Ok((Outcome::Before(subject_of(act, before)?), vec![]));
                    }
                    let (value, deed) = work(tx.clone()).await?;
                    let events = match deed.into() {
                        Some(deed) => leave_trace(&tx, who, key, deed).await?,
                        None => vec![],
                    };
                    Ok::<_, Error>((Outcome::Done(value), events))
                }
            })
            .await?;
        for (id, event) in events {
            crate::bus::deliver(self, id, event).await;
        }
        Ok(outcome)
    }

    /// Whether one of some acts was done since a moment (µs). Where too much was done to be looked through, it may have been.
    pub(crate) async fn done_since(&self, acts: &[Act], since: i64) -> Result<bool> {
        let (db, mut after) = (self.db(), (i64::MIN, String::new()));
        for _ in 0..LEAF_PAGES {
            let leaves = db.ledger_page((after.0, &after.1), LEAVES).await?;
            for leaf in &leaves {
                if leaf.at < since {
                    return Ok(false);
                }
                if acts.iter().any(|act| act.as_str() == leaf.act) {
                    return Ok(true);
                }
            }
            match leaves.last().filter(|_| leaves.len() == LEAVES as usize) {
                Some(last) => after = (-last.at, last.id.clone()),
                None => return Ok(false),
            }
        }
        Ok(true)
    }

    /// The subject of a request with this key that was done before: for work of more than one transaction, whose last one keeps the
    /// key, and for what would be refused by now.
    pub(crate) async fn came_before(&self, who: &PersonId, act: Act, key: &str) -> Result<Option<String>> {
        let Some(key) = digest_of(key) else { return Ok(None) };
        match self.db().once(who, &key).await? {
            Some(before) => subject_of(act, before).map(Some),
            None => Ok(None),
        }
    }
}

fn digest_of(key: &str) -> Option<String> {
    (!key.trim().is_empty()).then(|| hex(&Sha256::digest(key.trim())[..16]))
}

fn subject_of(act: Act, before: store::outbox::OnceRow) -> Result<String> {
    if before.act == act.as_str() {
        Ok(before.subject)
    } else {
        Err(domain::Violation::KeyReused.into())
    }
}

async fn leave_trace(tx: &Tx, who: &PersonId, key: Option<&str>, deed: Deed) -> Result<Vec<(String, Event)>> {
    let at = now_us();
    let id = id_at(at / 1000);
    let salt: [u8; 16] = rand::random();
    let content = deed
        .content
        .as_deref()
        .map_or([0; 32], |words| content_digest(&salt, words));
    let leaf = LedgerAct {
        act: deed.act,
        actor: who.as_str(),
        subject: &deed.subject,
        at: at / 1000,
        content,
    };
    let bodies = deed
        .events
        .iter()
        .map(serde_json::to_string)
        .collect::<std::result::Result<Vec<_>, _>>();
    let bodies = bodies.map_err(|error| Error::Unavailable(error.to_string()))?;
    tx.leave_trace(Trace {
        id: &id,
        at,
        events: &bodies,
        act: deed.act.as_str(),
        actor: who.as_str(),
        subject: &deed.subject,
        content: &hex(&content),
        salt: deed.content.is_some().then(|| hex(&salt)).as_deref(),
        hash: &hex(&leaf_hash(&leaf)),
        key,
    })
    .await?;
    Ok(deed
        .events
        .into_iter()
        .enumerate()
        .map(|(n, event)| (format!("{id}{n}"), event))
        .collect())
}
