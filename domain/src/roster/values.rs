//! Values that make no sense by themselves: texts, dates, and people who contradict themselves.

use super::{Field, Finding, Holder, Place, Places, Problem, Roster};
use chrono::{Datelike, NaiveDate};
use std::collections::HashMap;
use std::ops::RangeInclusive;

/// The most characters that any value may have.
pub const LONGEST: usize = 500;
const YEARS: RangeInclusive<i32> = 1900..=2100;

/// What is wrong with a text by itself.
pub fn text(value: &str) -> Option<Problem> {
    if let Some(code) = value.chars().find(|&c| is_hidden(c)) {
        return Some(Problem::ControlCharacter { code: code.into() });
    }
    if value.len() <= LONGEST {
        return None;
    }
    let length = value.chars().count();
    (length > LONGEST).then(|| Problem::TooLong {
        length: count(length),
        limit: count(LONGEST),
    })
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// Control characters, and those that reorder or hide what stands beside them.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

/// Holders: their texts, their dates, one name and one account each.
pub fn people(roster: &Roster, places: &Places, found: &mut Vec<Finding>) {
    let mut known: HashMap<&str, &Holder> = HashMap::new();
    let mut accounts: HashMap<&str, &str> = HashMap::new();
    for (i, post) in roster.posts.iter().enumerate() {
        let Some(holder) = &post.holder else { continue };
        let place = places.post(i);
        texts(holder, place, places, found);
        dates(holder, place, places, found);
        if holder.reference.is_empty() {
            continue;
        }
        let reference = holder.reference.clone();
        let first = *known.entry(&holder.reference).or_insert(holder);
        if first.name != holder.name {
            let problem = Problem::TwoNames {
                reference: reference.clone(),
                one: first.name.clone(),
                other: holder.name.clone(),
            };
            found.push(places.error(place, Field::Name, problem));
        }
        let Some(account) = &holder.account else { continue };
        if let Some(one) = first.account.clone().filter(|one| one != account) {
            found.push(places.error(
                place,
                Field::Account,
                Problem::TwoAccounts {
                    reference,
                    one,
                    other: account.clone(),
                },
            ));
        }
        let owner = *accounts.entry(account).or_insert(&holder.reference);
        if owner != holder.reference {
            found.push(places.error(
                place,
                Field::Account,
                Problem::AccountTaken {
                    account: account.clone(),
                    reference: owner.to_owned(),
                },
            ));
        }
    }
}

fn texts(holder: &Holder, place: Place, places: &Places, found: &mut Vec<Finding>) {
    let account = holder.account.as_deref();
    let texts = [
        (Field::StaffNumber, holder.reference.as_str()),
        (Field::Name, &holder.name),
        (Field::Account, account.unwrap_or("-")),
    ];
    for (field, value) in texts {
        if let Some(problem) = value
            .is_empty()
            .then_some(Problem::Empty { field })
            .or_else(|| text(value))
        {
            found.push(places.error(place, field, problem));
        }
    }
}

fn dates(holder: &Holder, place: Place, places: &Places, found: &mut Vec<Finding>) {
    let outside = |date: &NaiveDate| !YEARS.contains(&date.year());
    for (field, date) in [(Field::From, holder.from), (Field::To, holder.to)] {
        if let Some(date) = date.filter(outside) {
            found.push(places.error(place, field, Problem::DateOutOfRange { date }));
        }
    }
    if let (Some(from), Some(to)) = (holder.from, holder.to)
        && to < from
    {
        found.push(places.error(place, Field::To, Problem::EndsBeforeStart { from, to }));
    }
}
