//! Likes, marks, views and numbers of comments and records reach no grade: shown on somebody's own data, not only said.
//!
//! What the check does: it opens a transaction, changes at random in it whatever could be counted around the person's records (likes and
//! leaders' marks come and go, comments are written, reading markers move, drafts of the person and records of others come in), and then
//! lets *the same functions that assess* read evidence, facts and rules' answer through that transaction. The digest must not differ by a
//! bit. Eight times, each time with more. At last the person writes more records that everybody above can read: these are evidence, so the list
//! of records grows, and case, rules' answer and quotas must not differ by a bit. Then the transaction is given up, and nothing of it was ever
//! there for anybody else.
//!
//! Why that shows something: nothing is taken out before the comparison. If a query of the assessment joined a like, if a field of the
//! evidence counted comments, if a rule looked at how much somebody writes, the changed rows would be in what it reads, and the digest
//! would differ. That likes have no place in `Evidence` and `Case` to be written to is held by their types; this holds for the way there.
//! The quota that the person's grade is counted in is worked out before and after, whole: its places, its arithmetic, who has which. What is
//! told of it is whether it stayed the same. Every check hashes with a secret of its own, so that nobody can try out grades of others until
//! a digest fits.
//!
//! What it cannot show is what somebody thinks who has read the comments: those are words, and can be cited as words.

use crate::assess::case;
use crate::assess::evidence;
use crate::assess::load::{Loaded, readable, written};
use crate::clock::{id_at, now_ms};
use crate::result::people::lane;
use crate::result::places::Places;
use crate::result::quota::{Table, part_of, pooled};
use crate::{Daybook, Error, Result};
use domain::assessment::Outcome;
use domain::assessment::case::Case;
use domain::assessment::dossier::ItemResult;
use domain::ledger::hex;
use domain::permission::Actor;
use domain::view::assess::FirewallCheck;
use domain::{CourseId, PersonId, RecordId};
use futures::future::BoxFuture;
use rand::Rng;
use rand::seq::IndexedRandom;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::sync::Arc;
use store::comment::CommentRow;
use store::record::RecordRow;
use store::{Db, IsConflict, Tx};

const ROUNDS: usize = 8;
/// Records whose surroundings are changed in a round.
const RECORDS: usize = 24;
/// People in whose name that is done.
const PEOPLE: usize = 12;
/// People of a quota that is worked out twice; a page that is waited for reads no more.
const SHARING: usize = 2_000;

/// Changes everything that could be counted about somebody's work, and looks whether the assessment reads the same.
pub async fn verify(daybook: &Daybook, actor: &Actor, id: &CourseId) -> Result<FirewallCheck> {
    daybook.throttle.writing(&actor.person)?;
    let loaded = readable(daybook, actor, id).await?;
    let secret: u128 = rand::rng().random();
    let crowd = Crowd::of(daybook, &loaded).await?;
    let (loaded, crowd) = (&loaded, &crowd);
    let rehearsed: std::result::Result<(), Rehearsal> = daybook
        .store
        .transact(|tx| async move {
            let (mut after, mut changed) = (Vec::with_capacity(ROUNDS), [0u32; 4]);
            // In here, so that what is written and decided meanwhile is no difference.
            let Digests { whole: before, follows } = digest(daybook, &tx, loaded, secret).await?;
            let quota = places(daybook, &tx, loaded, secret).await?;
            for _ in 0..ROUNDS {
                crowd.stir(&tx, &mut changed).await?;
                after.push(digest(daybook, &tx, loaded, secret).await?.whole);
            }
            crowd.write_more(&tx).await?;
            let more = digest(daybook, &tx, loaded, secret).await?;
            // Only where the evidence lists them is anything shown by what stays the same.
            let own = (more.whole != before).then_some((follows, more.follows));
            let quota = match quota {
                Some(before) => places(daybook, &tx, loaded, secret).await?.map(|after| (before, after)),
                None => None,
            };
            // Never committed: an error is how a transaction is given up.
            Err(Rehearsal::Over(Box::new(Seen {
                before,
                after,
                own,
                places: quota,
                changed,
            })))
        })
        .await;
    let seen = match rehearsed {
        Err(Rehearsal::Over(seen)) => *seen,
        Err(Rehearsal::Failed(error)) => return Err(error),
        Ok(()) => Seen::default(),
    };
    let same = seen.after.len() == ROUNDS && seen.after.iter().all(|digest| *digest == seen.before);
    let mut pairs = seen.own.iter().chain(&seen.places);
    Ok(FirewallCheck {
        course: id.clone(),
        held: same && pairs.all(|(before, after)| before == after),
        before: seen.before,
        after: seen.after,
        own: seen.own,
        places: seen.places,
        changed: seen.changed,
    })
}

/// How a transaction ends that is never to be committed.
enum Rehearsal {
    Over(Box<Seen>),
    Failed(Error),
}

/// The digests of a check.
#[derive(Default)]
struct Seen {
    before: String,
    after: Vec<String>,
    /// What follows, before and after more own records.
    own: Option<(String, String)>,
    /// The quota, before and after.
    places: Option<(String, String)>,
    changed: [u32; 4],
}

impl From<store::Error> for Rehearsal {
    fn from(error: store::Error) -> Self {
        Self::Failed(error.into())
    }
}

impl From<Error> for Rehearsal {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

impl IsConflict for Rehearsal {
    fn is_conflict(&self) -> bool {
        matches!(self, Self::Failed(error) if error.is_conflict())
    }
}

/// What is concluded of somebody: all but the list of the own records, which can be cited one by one.
#[derive(Serialize)]
struct Follows<'a> {
    items: &'a [ItemResult],
    case: &'a Case,
    outcome: &'a Outcome,
    /// Quotas that are about the person: whose number he counts in.
    quotas: &'a [String],
}

struct Digests {
    /// Of the evidence with all that follows: all that a grade can come from.
    whole: String,
    /// Of what follows alone.
    follows: String,
}

/// What the assessment reads of somebody, as digests: by the functions that it assesses by.
async fn digest(daybook: &Daybook, db: &Db, loaded: &Loaded, secret: u128) -> Result<Digests> {
    let period = loaded.period();
    let person = &loaded.dossier.person.id;
    let (first, last) = (period.first.to_string(), period.last.to_string());
    let records = db.records_between(person, &first, &last).await?;
    let plan = db.plan_due_between(person, &first, &last).await?;
    let case = case::case_now(daybook, db, loaded).await?;
    let evidence = evidence::of(records, plan, &loaded.dossier.aspects);
    let follows = Follows {
        items: &evidence.items,
        outcome: &loaded.opened.outcome(&case)?,
        quotas: &super::people::quotas(&loaded.opened, &loaded.opened.facts(&case))?,
        case: &case,
    };
    Ok(Digests {
        whole: hashed(&(&evidence, &follows), secret)?,
        follows: hashed(&follows, secret)?,
    })
}

fn hashed<T: Serialize>(seen: &T, secret: u128) -> Result<String> {
    let hash = Sha256::new().chain_update(secret.to_be_bytes());
    Ok(hex(&hash.chain_update(written(seen)?).finalize()))
}

/// The quotas of the part that the person's grade is counted in, as one digest; none where there is no quota, or too many share one.
///
/// Boxed: it is too deep for the compiler to see that it can be sent.
fn places<'s>(
    daybook: &'s Daybook,
    db: &'s Db,
    loaded: &'s Loaded,
    secret: u128,
) -> BoxFuture<'s, Result<Option<String>>> {
    Box::pin(async move {
        let (opened, path) = (&loaded.opened, &loaded.dossier.place.path);
        let (pack, stage) = (opened.pack(), opened.stage());
        let part = part_of(&opened.period.units, path);
        let list = match pooled(pack, stage) {
            true => format!("all:{}", opened.id),
            false => format!("in:{}/{part}", opened.id),
        };
        let many = lane(db, &list).await?.len();
        if many > SHARING || !pack.quota.iter().any(|q| q.of == stage) {
            return Ok(None);
        }
        let places = Places::read(daybook, db, opened, Some(&[part])).await?;
        let seen: Vec<_> = places.tables.iter().map(Table::result).collect();
        hashed(&seen, secret).map(Some)
    })
}

/// The records of the period, and people who could have liked them.
struct Crowd {
    person: PersonId,
    records: Vec<RecordRow>,
    people: Vec<(PersonId, String)>,
}

impl Crowd {
    async fn of(daybook: &Daybook, loaded: &Loaded) -> Result<Arc<Self>> {
        let (db, period) = (daybook.db(), loaded.period());
        let (first, last) = (period.first.to_string(), period.last.to_string());
        let person = loaded.dossier.person.id.clone();
        let rows = db.records_between(&person, &first, &last).await?;
        let records = match rows.is_empty() {
            true => vec![],
            false => {
                let ids: Vec<&str> = rows.iter().map(|r| r.id.as_str()).collect();
                db.records(ids).await?
            }
        };
        let mut people = Vec::new();
        for unit in loaded.dossier.place.path.iter().rev() {
            let members = db.members(unit).await?.into_iter();
            people.extend(members.map(|m| (PersonId(m.person), m.name)));
        }
        people.retain(|(id, _)| *id != person);
        people.sort();
        people.dedup();
        people.truncate(PEOPLE);
        Ok(Arc::new(Self {
            person,
            records,
            people,
        }))
    }

    /// One round of changes; what was changed is counted: likes, marks, comments, views.
    async fn stir(&self, tx: &Tx, changed: &mut [u32; 4]) -> Result<()> {
        let [likes, marks, comments, views] = changed;
        for (record, (person, name)) in self.some() {
            let (at, id) = (now_ms(), RecordId(record.id.clone()));
            let mark = draw(2) == 0;
            match tx.likes(person, &id).await? {
                true => tx.unlike(person, &id).await?,
                false => tx.like(person, name, &id, mark, at).await?,
            }
            *(if mark { &mut *marks } else { &mut *likes }) += 1;
            for _ in 0..draw(3) {
                tx.create_comment(&comment(record, person, name, at)).await?;
                *comments += 1;
            }
            tx.move_read_marker(person, at + i64::try_from(draw(1 << 20)).unwrap_or_default())
                .await?;
            *views += 1;
            // More records by number: a draft of the person's, and one that somebody else wrote.
            tx.create_record(&copy(record, &self.person, "draft")).await?;
            tx.create_record(&copy(record, person, "unit")).await?;
        }
        Ok(())
    }

    /// More records by number that everybody above can read: of the same days, with the same ties.
    async fn write_more(&self, tx: &Tx) -> Result<()> {
        for record in self.records.iter().take(RECORDS) {
            tx.create_record(&copy(record, &self.person, "unit")).await?;
        }
        Ok(())
    }

    /// Some records, each with somebody who does something about it.
    fn some(&self) -> Vec<(&RecordRow, &(PersonId, String))> {
        let mut rng = rand::rng();
        let many = self.records.len().min(RECORDS);
        let records = self.records.choose_multiple(&mut rng, many);
        let pairs: Vec<_> = records
            .filter_map(|r| Some((r, self.people.choose(&mut rand::rng())?)))
            .collect();
        pairs
    }
}

fn draw(below: usize) -> usize {
    rand::rng().random_range(0..below)
}

fn comment(record: &RecordRow, author: &PersonId, name: &str, at: i64) -> CommentRow {
    CommentRow {
        id: id_at(at),
        record: record.id.clone(),
        author: author.0.clone(),
        author_name: name.to_owned(),
        post: String::new(),
        unit_name: String::new(),
        leader: draw(2) == 0,
        written: at,
        text: "+1".repeat(1 + draw(9)),
        reply_to: None,
        mentions: vec![],
        earlier: vec![],
        deleted: false,
    }
}

/// A record like another. It is no evidence as a draft, which nobody above may read, nor where somebody else wrote it.
fn copy(record: &RecordRow, author: &PersonId, audience: &str) -> RecordRow {
    RecordRow {
        id: id_at(record.written),
        author: author.0.clone(),
        audience: audience.to_owned(),
        ..record.clone()
    }
}
