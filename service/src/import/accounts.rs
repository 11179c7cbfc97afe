//! Accounts that a list states, against those there are.

use super::Present;
use domain::roster::{Change, Field, Finding, Places, Problem, Roster};
use std::collections::HashMap;

/// Accounts that belong to somebody else, who keeps them.
pub(super) fn taken(present: &Present, wanted: &Roster, places: &Places) -> Vec<Finding> {
    let owners: HashMap<&str, &str> = present
        .accounts
        .iter()
        .map(|(reference, account)| (account.as_str(), reference.as_str()))
        .collect();
    let holders = wanted.posts.iter().filter_map(|p| p.holder.as_ref());
    let stated: HashMap<&str, &str> = holders
        .filter_map(|h| Some((h.reference.as_str(), h.account.as_deref()?)))
        .collect();
    let mut found = Vec::new();
    for (index, post) in wanted.posts.iter().enumerate() {
        let Some(holder) = &post.holder else { continue };
        let Some(account) = holder.account.as_deref() else {
            continue;
        };
        let Some(owner) = owners.get(account).filter(|owner| **owner != holder.reference) else {
            continue;
        };
        // The same list gives the owner another account: this one is free then.
        if stated.get(owner).is_some_and(|new| *new != account) {
            continue;
        }
        let problem = Problem::AccountTaken {
            account: account.to_owned(),
            reference: (*owner).to_owned(),
        };
        found.push(places.error(places.post(index), Field::Account, problem));
    }
    found
}

/// Somebody who comes back may have had another account: that one is renamed, and the report says so.
pub(super) fn with_returning(present: &Present, changes: Vec<Change>) -> Vec<Change> {
    let mut all = Vec::with_capacity(changes.len());
    for mut change in changes {
        let renamed = match &mut change {
            Change::AddPerson {
                reference,
                name,
                account,
            } => rename(present, reference, name, account),
            _ => None,
        };
        all.push(change);
        all.extend(renamed);
    }
    all
}

fn rename(present: &Present, reference: &str, name: &str, account: &mut Option<String>) -> Option<Change> {
    let was = present.accounts.get(reference)?.clone();
    let account = account.take()?;
    (was != account).then(|| Change::RenameAccount {
        reference: reference.to_owned(),
        name: name.to_owned(),
        was,
        account,
    })
}
