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
/// Units below one with a grant whose people are looked through.
const MOST_UNITS: usize = 60;

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

/// People around the record whose name fits: its unit, the heads above, units with a grant and what is below them. Best fits first.
async fn near(daybook: &Daybook, facts: &RecordFacts, part: &str) -> Result<Vec<PersonId>> {
    let mut fitting: Vec<(bool, PersonId)> = around(daybook, facts)
        .await?
        .into_iter()
        .filter_map(|(person, name)| {
            let name = name.to_lowercase();
            name.contains(part).then(|| (!name.starts_with(part), person))
        })
        .collect();
    fitting.sort_by_key(|(later, _)| *later);
    Ok(fitting.into_iter().map(|(_, person)| person).collect())
}

/// People around the record with their names, each once, nearest first.
async fn around(daybook: &Daybook, facts: &RecordFacts) -> Result<Vec<(PersonId, String)>> {
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
                let receiver = UnitId(grant.receiver);
                people.extend(db.members(&receiver).await?);
                for below in db.units_below(&receiver).await?.into_iter().take(MOST_UNITS) {
                    people.extend(db.members(&UnitId(below.id)).await?);
                }
            }
        }
    }
    let mut seen = HashSet::new();
    let people = people
        .into_iter()
        .filter(|m| crate::actor::holds(m.starts.as_deref(), m.ends.as_deref(), &today))
        .map(|m| (PersonId(m.person), m.name))
        .filter(|(person, _)| seen.insert(person.clone()));
    Ok(people.collect())
}

async fn reads(daybook: &Daybook, person: &PersonId, facts: &RecordFacts) -> Result<bool> {
    let profile = daybook.profile(person).await?;
    Ok(decide(&profile.actor, Action::ReadRecord, &Resource::Record(facts.clone())).allowed)
}

/// The people mentioned, each of them a reader: by id from the completion (those whose `@name` still stands in the text), and by the name
/// alone where nobody else around the record has it.
pub(super) async fn chosen(daybook: &Daybook, facts: &RecordFacts, ids: &str, text: &str) -> Result<Vec<MentionRow>> {
    if !text.contains('@') {
        return Ok(vec![]);
    }
    let around = around(daybook, facts).await?;
    let mut given: Vec<MentionRow> = Vec::new();
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
        given.push(MentionRow {
            id: id.to_owned(),
            name: profile.name.clone(),
        });
    }
    let mut mentions = standing(&given, &around, text);
    for mention in &mentions {
        if !reads(daybook, &PersonId(mention.id.clone()), facts).await? {
            return Err(Violation::MentionNotReader {
                name: mention.name.clone(),
            }
            .into());
        }
    }
    by_name(daybook, facts, &around, text, &mut mentions).await?;
    Ok(mentions)
}

/// Who is mentioned after a comment was reworded: those whose `@name` still stands, and new ones.
pub(super) async fn still(
    daybook: &Daybook,
    facts: &RecordFacts,
    before: &[MentionRow],
    text: &str,
) -> Result<Vec<MentionRow>> {
    if !text.contains('@') {
        return Ok(vec![]);
    }
    let around = around(daybook, facts).await?;
    let mut mentions = standing(before, &around, text);
    by_name(daybook, facts, &around, text, &mut mentions).await?;
    Ok(mentions)
}

/// Those of some people, each once, whose name stands in the text as a whole.
fn standing(given: &[MentionRow], around: &[(PersonId, String)], text: &str) -> Vec<MentionRow> {
    let names = || {
        let given = given.iter().map(|m| m.name.as_str());
        given.chain(around.iter().map(|(_, name)| name.as_str()))
    };
    let named: HashSet<&str> = spots(text).filter_map(|rest| named_at(rest, names())).collect();
    let mut seen = HashSet::new();
    let stands = given
        .iter()
        .filter(|m| named.contains(m.name.as_str()) && seen.insert(m.id.as_str()));
    stands.cloned().collect()
}

/// Adds readers who are named in the text and were not chosen: typed without a script, or as it was reworded.
async fn by_name(
    daybook: &Daybook,
    facts: &RecordFacts,
    around: &[(PersonId, String)],
    text: &str,
    mentions: &mut Vec<MentionRow>,
) -> Result<()> {
    for rest in spots(text) {
        let given = mentions.iter().map(|m| m.name.as_str());
        let names = given.chain(around.iter().map(|(_, name)| name.as_str()));
        let Some(name) = named_at(rest, names).map(str::to_owned) else {
            continue;
        };
        let mut bearers = around.iter().filter(|(_, n)| *n == name);
        let (Some((person, _)), None) = (bearers.next(), bearers.next()) else {
            continue;
        };
        let known = mentions.iter().any(|m| m.name == name);
        if mentions.len() < MOST && !known && reads(daybook, person, facts).await? {
            mentions.push(MentionRow {
                id: person.0.clone(),
                name,
            });
        }
    }
    Ok(())
}

/// What follows each `@`.
fn spots(text: &str) -> impl Iterator<Item = &str> {
    text.split('@').skip(1).filter(|rest| !rest.is_empty())
}

/// The longest of some names that a text begins with: 王伟东 is not 王伟. A name of letters ends where the word does.
fn named_at<'n>(rest: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let whole = |name: &str| {
        let after = rest.get(name.len()..).and_then(|after| after.chars().next());
        let letters = name.chars().last().is_some_and(|c| c.is_ascii_alphanumeric());
        !letters || !after.is_some_and(|c| c.is_ascii_alphanumeric())
    };
    names
        .filter(|name| !name.is_empty() && rest.starts_with(name) && whole(name))
        .max_by_key(|name| name.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(id: &str, name: &str) -> (PersonId, String) {
        (id.into(), name.to_owned())
    }

    #[test]
    fn a_name_is_the_longest_that_stands() {
        let around = [
            person("1", "王伟"),
            person("2", "王伟东"),
            person("3", "Ann"),
            person("4", "Anna"),
        ];
        let given: Vec<MentionRow> = (around.iter())
            .map(|(id, name)| MentionRow {
                id: id.0.clone(),
                name: name.clone(),
            })
            .collect();
        let stands = |text: &str| {
            let stands = standing(&given, &around, text);
            stands.into_iter().map(|m| m.id).collect::<Vec<_>>()
        };
        assert_eq!(stands("@王伟东 请看"), ["2"]);
        assert_eq!(stands("@王伟，@王伟东 请看"), ["1", "2"]);
        assert_eq!(stands("@Anna, and @Annabel"), ["4"]);
        assert_eq!(stands("@Ann."), ["3"]);
        assert!(stands("王伟 Ann").is_empty());
    }
}
