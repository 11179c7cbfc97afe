//! Writing the demo organisation: people through the import, plans and records in bulk with a ledger leaf for every act.

mod plan;

use super::organise::{roster, worded};
use super::script::{Cast, Line, LineAudience, half_year_at};
use super::{BEGUN, PASSWORD, Size, WHOLE};
use crate::actor::Profile;
use crate::clock::{id_at, now_ms};
use crate::record::{all_lanes, ord};
use crate::{Daybook, Error, Result, account, grant, import, password};
use domain::act::Act;
use domain::ledger::{LedgerAct, hex, leaf_hash};
use domain::permission::{Duty, Resource, relation};
use domain::roster::Roster;
use domain::{Audience, PersonId, UnitId};
use plan::Plans;
use std::collections::HashMap;
use std::sync::Arc;
use store::account::AccountRow;
use store::bulk::Whole;
use store::comment::CommentRow;
use store::like::LikeRow;
use store::outbox::LeafRow;
use store::record::{AnchorRow, RecordRow};

/// Records in one transaction.
const CHUNK: usize = 250;

/// Fills an empty database. `progress`: records written, of all.
pub async fn load(daybook: &Daybook, size: &Size, progress: &mut (dyn FnMut(usize, usize) + Send)) -> Result<()> {
    daybook.store.set_demo_mark(BEGUN).await?;
    fill(daybook, size, progress).await?;
    Ok(daybook.store.set_demo_mark(WHOLE).await?)
}

async fn fill(daybook: &Daybook, size: &Size, progress: &mut (dyn FnMut(usize, usize) + Send)) -> Result<()> {
    let end = size.end.unwrap_or_else(now_ms);
    let roster = roster(size, daybook.clock.day_of(end))?;
    let maker = PersonId("demo".into());
    let changes = import::compare(daybook, &worded(&roster, size)).await?;
    import::write(daybook, &maker, &changes, &|_, _| {}).await?;
    let people = people(daybook, &roster).await?;
    open_accounts(daybook, &roster, &people).await?;
    let ties = super::measures::load(daybook, &roster, &people, size, end).await?;
    let end = chrono::DateTime::from_timestamp_millis(end).unwrap_or_default();
    let offset = daybook.clock.offset_minutes();
    let cast = cast(&roster);
    let lines = half_year_at(&cast, size.records, end, size.seed, size.tongue, offset);
    let mut plans = Plans::of(daybook, &roster, &people, &cast, size, end, &lines).await?;
    let total = lines.len();
    let mut done = 0;
    for chunk in lines.chunks(CHUNK) {
        let all: Vec<Whole> = (chunk.iter().enumerate())
            .filter_map(|(n, line)| {
                let indicators = ties.of(line.author, done + n, &line.text);
                let anchors = AnchorRow {
                    indicators,
                    ..plans.anchors(done + n)
                };
                whole(daybook, &people, line, anchors)
            })
            .collect();
        plans.tied(&all);
        daybook
            .store
            .transact(|tx| {
                let all = &all;
                async move { Ok::<_, Error>(tx.put_whole(all).await?) }
            })
            .await?;
        done += chunk.len();
        progress(done, total);
    }
    plans.write(daybook).await?;
    daybook.cache.forget(&domain::event::Topic::Rights { person: None });
    daybook.search.refill();
    open_next_door(daybook).await?;
    match size.assessed {
        true => super::quarters::load(daybook, size.tongue, size.seed, end.timestamp_millis()).await,
        false => Ok(()),
    }
}

fn cast(roster: &Roster) -> Vec<Cast> {
    let index: HashMap<&str, usize> = roster
        .posts
        .iter()
        .enumerate()
        .map(|(n, p)| (p.reference.as_str(), n))
        .collect();
    let units: HashMap<&str, (usize, &str)> = roster
        .units
        .iter()
        .enumerate()
        .map(|(n, u)| (u.key.as_str(), (n, u.name.as_str())))
        .collect();
    roster
        .posts
        .iter()
        .map(|p| Cast {
            title: p.title.clone(),
            grade: p.grade.clone(),
            family: p.family.clone(),
            function: p.function.clone(),
            unit: units
                .get(p.unit.as_str())
                .map(|(_, name)| (*name).to_owned())
                .unwrap_or_default(),
            unit_index: units.get(p.unit.as_str()).map_or(0, |(n, _)| *n),
            leads: p.leads,
            superior: p.reports_to.as_deref().and_then(|r| index.get(r).copied()),
            name: p.holder.as_ref().map(|h| h.name.clone()).unwrap_or_default(),
        })
        .collect()
}

/// The holders of the posts, in their order.
async fn people(daybook: &Daybook, roster: &Roster) -> Result<Vec<Arc<Profile>>> {
    let ids: HashMap<String, String> = daybook
        .db()
        .person_entries()
        .await?
        .into_iter()
        .map(|p| (p.source, p.id))
        .collect();
    let mut people = Vec::with_capacity(roster.posts.len());
    for post in &roster.posts {
        let id = post
            .holder
            .as_ref()
            .and_then(|h| ids.get(&h.reference))
            .ok_or(Error::NotFound)?;
        people.push(daybook.profile(&PersonId(id.clone())).await?);
    }
    Ok(people)
}

async fn open_accounts(daybook: &Daybook, roster: &Roster, people: &[Arc<Profile>]) -> Result<()> {
    let hash = password::hash_now(PASSWORD)?;
    let accounts = roster
        .posts
        .iter()
        .map(|post| post.holder.as_ref().and_then(|h| h.account.clone()));
    let rows: Vec<AccountRow> = accounts
        .zip(people)
        .filter_map(|(name, person)| {
            let person = person.actor.person.0.clone();
            Some(AccountRow {
                name: name?,
                person,
                hash: Some(hash.clone()),
                invite: None,
                invite_until: None,
            })
        })
        .collect();
    daybook
        .store
        .transact(|tx| {
            let rows = &rows;
            async move {
                for row in rows {
                    tx.put_account(row).await?;
                }
                Ok::<_, Error>(())
            }
        })
        .await?;
    let duties = [
        ("admin", Duty::SystemAdministrator),
        ("security", Duty::SecurityAdministrator),
        ("auditor", Duty::Auditor),
        ("personnel", Duty::PersonnelOffice),
    ];
    for (name, duty) in duties {
        let link = account::invite_official(daybook, name, name, duty).await?;
        let token = link.rsplit('/').next().unwrap_or_default();
        account::open(
            daybook,
            std::net::IpAddr::from([127, 0, 0, 1]),
            token,
            PASSWORD,
            PASSWORD,
        )
        .await?;
    }
    Ok(())
}

/// The chief's unit is open to the peer's.
async fn open_next_door(daybook: &Daybook) -> Result<()> {
    let (Some(chief), Some(peer)) = (
        daybook.db().account("chief").await?,
        daybook.db().account("peer").await?,
    ) else {
        return Ok(());
    };
    let chief = daybook.profile(&PersonId(chief.person)).await?;
    let peer = daybook.profile(&PersonId(peer.person)).await?;
    let unit = |p: &Profile| p.seats.first().map(|s| UnitId(s.unit.clone())).ok_or(Error::NotFound);
    grant::give(daybook, &chief.actor, &unit(&chief)?, &unit(&peer)?, "").await
}

fn whole(daybook: &Daybook, people: &[Arc<Profile>], line: &Line, anchors: AnchorRow) -> Option<Whole> {
    let author = people.get(line.author)?;
    let (seat, above) = (author.seats.first()?, author.lines.first()?);
    let written = line.at.timestamp_millis();
    let audience = match line.audience {
        LineAudience::Unit => Audience::Unit,
        LineAudience::Granted => Audience::Granted,
        LineAudience::Leaders => Audience::Leaders,
    };
    let row = RecordRow {
        id: id_at(written),
        author: author.actor.person.0.clone(),
        author_name: author.name.clone(),
        post: seat.title.clone(),
        unit: seat.unit.clone(),
        unit_name: seat.unit_name.clone(),
        path: seat.path.clone(),
        line: above.posts.iter().map(|p| p.0.clone()).collect(),
        covered: above.covered.iter().map(|p| p.0.clone()).collect(),
        written,
        day: line.day.to_string(),
        late: line.day < daybook.clock.day_of(written),
        text: line.text.clone(),
        audience: audience.as_str().to_owned(),
        revisions: 0,
        withdrawn: false,
        anchors,
    };
    let facts = Resource::Record(row.facts());
    let leads = |n: usize| {
        people
            .get(n)
            .is_some_and(|p| relation(&p.actor, &facts) == domain::permission::Relation::Leader)
    };
    let mut leaves = vec![leaf(Act::RecordWritten, &row.author, &row.id, written)];
    let mut likes: Vec<LikeRow> = Vec::with_capacity(line.likes.len());
    for (who, at) in &line.likes {
        let person = people.get(*who)?;
        let id = &person.actor.person.0;
        let at = at.timestamp_millis();
        if *id != row.author && !likes.iter().any(|l| l.person == *id) && may_read(person, &facts) {
            leaves.push(leaf(Act::Liked, id, &row.id, at));
            likes.push(LikeRow {
                person: id.clone(),
                record: row.id.clone(),
                name: person.name.clone(),
                mark: leads(*who),
                at,
            });
        }
    }
    let ids: Vec<String> = line.comments.iter().map(|c| id_at(c.at.timestamp_millis())).collect();
    let mut comments = Vec::with_capacity(line.comments.len());
    for (remark, id) in line.comments.iter().zip(&ids) {
        let person = people.get(remark.author)?;
        let seat = person.seats.first()?;
        let at = remark.at.timestamp_millis();
        leaves.push(leaf(Act::Commented, person.actor.person.as_str(), id, at));
        comments.push(CommentRow {
            id: id.clone(),
            record: row.id.clone(),
            author: person.actor.person.0.clone(),
            author_name: person.name.clone(),
            post: seat.title.clone(),
            unit_name: seat.unit_name.clone(),
            leader: leads(remark.author),
            written: at,
            text: remark.text.clone(),
            reply_to: remark.reply_to.and_then(|n| ids.get(n)).cloned(),
            mentions: vec![],
            earlier: vec![],
            deleted: false,
        });
    }
    let lanes = all_lanes(&row);
    Some(Whole {
        ord: ord(&row),
        lanes,
        row,
        likes,
        comments,
        leaves,
    })
}

fn may_read(person: &Profile, facts: &Resource) -> bool {
    domain::permission::decide(&person.actor, domain::permission::Action::ReadRecord, facts).allowed
}

fn leaf(act: Act, actor: &str, subject: &str, at: i64) -> LeafRow {
    let hash = leaf_hash(&LedgerAct {
        act,
        actor,
        subject,
        at,
        content: [0; 32],
    });
    LeafRow {
        id: id_at(at),
        at: at * 1000,
        act: act.as_str().to_owned(),
        actor: actor.to_owned(),
        subject: subject.to_owned(),
        hash: hex(&hash),
    }
}
