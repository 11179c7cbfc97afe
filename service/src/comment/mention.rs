use crate::{Daybook, Error, Result};
use domain::permission::{Action, Actor, RecordFacts, Resource, decide};
use domain::view::PersonRef;
use domain::{Audience, PersonId, RecordId, UnitId, Violation};
use std::collections::HashSet;
use store::comment::MentionRow;

/// Completions offered at once.
const OFFERED: usize = 8;
/// People of one comment.
const MOST: usize = 20;

/// Readers of the record whose name contains `part`, at most 8; oneself is left out.
pub async fn mentionable(daybook: &Daybook, actor: &Actor, record: &RecordId, part: &str) -> Result<Vec<PersonRef>> {
    let card = daybook.card_of(record).await?.ok_or(Error::NotFound)?;
    if !decide(actor, Action::ReadRecord, &Resource::Record(card.facts.clone())).allowed {
        return Err(Error::NotFound);
    }
    let part = part.trim().to_lowercase();
    let mut offered = Vec::new();
    for person in near(daybook, &card.facts, &part).await? {
        if offered.len() == OFFERED {
            break;
        }
        if person != actor.person && reads(daybook, &person, &card.facts).await? {
            offered.push(daybook.profile(&person).await?.reference());
        }
    }
    Ok(offered)
}

/// People around the record whose name fits: its unit, the heads above, units with a grant. Best fits first.
async fn near(daybook: &Daybook, facts: &RecordFacts, part: &str) -> Result<Vec<PersonId>> {
    let (db, today) = (daybook.db(), daybook.today());
    let mut people = Vec::new();
    for (distance, unit) in facts.path.iter().rev().enumerate() {
        let members = db.members(unit).await?;
        people.extend(members.into_iter().filter(|m| distance == 0 || m.leads));
    }
    people.extend(db.holders(facts.line.iter().map(|p| p.as_str())).await?);
    if facts.audience == Audience::Granted {
        for grant in db.grants_given(facts.path.iter().map(|u| u.as_str())).await? {
            if grant.in_force(&today) {
                people.extend(db.members(&UnitId(grant.receiver)).await?);
            }
        }
    }
    let mut seen = HashSet::new();
    let mut fitting: Vec<(bool, PersonId)> = people
        .into_iter()
        .filter(|m| crate::actor::holds(m.starts.as_deref(), m.ends.as_deref(), &today))
        .filter_map(|m| {
            let name = m.name.to_lowercase();
            name.contains(part)
                .then(|| (!name.starts_with(part), PersonId(m.person)))
        })
        .filter(|(_, person)| seen.insert(person.clone()))
        .collect();
    fitting.sort_by_key(|(later, _)| *later);
    Ok(fitting.into_iter().map(|(_, person)| person).collect())
}

async fn reads(daybook: &Daybook, person: &PersonId, facts: &RecordFacts) -> Result<bool> {
    let profile = daybook.profile(person).await?;
    Ok(decide(&profile.actor, Action::ReadRecord, &Resource::Record(facts.clone())).allowed)
}

/// The people mentioned: by id from the completion (those whose `@name` still stands in the text), each of them a reader.
pub(super) async fn chosen(daybook: &Daybook, facts: &RecordFacts, ids: &str, text: &str) -> Result<Vec<MentionRow>> {
    let mut mentions: Vec<MentionRow> = Vec::new();
    for id in ids
        .split(',')
        .map(str::trim)
        .filter(|id| domain::id::is_ulid(id))
        .take(MOST)
    {
        let person = PersonId(id.to_owned());
        // An unknown person and one who may not read look the same.
        let Ok(profile) = daybook.profile(&person).await else {
            continue;
        };
        if !text.contains(&format!("@{}", profile.name)) || mentions.iter().any(|m| m.id == id) {
            continue;
        }
        if !reads(daybook, &person, facts).await? {
            return Err(Violation::MentionNotReader {
                name: profile.name.clone(),
            }
            .into());
        }
        mentions.push(MentionRow {
            id: id.to_owned(),
            name: profile.name.clone(),
        });
    }
    Ok(mentions)
}
