//! Whom the rows of a table name.

use crate::Result;
use domain::PersonId;
use domain::assessment::Words;
use std::collections::HashMap;
use store::Db;

/// Everybody, by account and by staff number: also who has left.
#[derive(Default)]
pub(super) struct People {
    pub(super) accounts: HashMap<String, String>,
    pub(super) numbers: HashMap<String, String>,
    pub(super) names: HashMap<String, String>,
}

impl People {
    pub(super) async fn read(db: &Db) -> Result<Self> {
        let mut people = Self {
            accounts: db.account_names().await?.into_iter().collect(),
            ..Self::default()
        };
        for entry in db.person_entries().await? {
            people.numbers.insert(entry.source, entry.id.clone());
            people.names.insert(entry.id, entry.name);
        }
        Ok(people)
    }

    /// Somebody by account or staff number, if the name is his.
    pub(super) fn find(&self, given: &str, name: &str) -> Result<(PersonId, String), (bool, Words)> {
        // Accounts are kept in lower case.
        let account = self.accounts.get(&given.to_lowercase());
        let id = account.or_else(|| self.numbers.get(given));
        let Some((id, known)) = id.and_then(|id| Some((id, self.names.get(id)?))) else {
            let words = Words::new(
                format!("没有账号或人员编号是“{}”的人。", shown(given)),
                format!("Nobody has the account or staff number “{}”.", shown(given)),
            );
            return Err((false, words));
        };
        if known.to_lowercase() == name.to_lowercase() {
            return Ok((PersonId(id.clone()), known.clone()));
        }
        let words = Words::new(
            format!("“{}”是{known}，不是“{}”。", shown(given), shown(name)),
            format!("“{}” is {known}, not “{}”.", shown(given), shown(name)),
        );
        Err((true, words))
    }
}

pub(super) fn shown(given: &str) -> String {
    given.chars().take(40).collect()
}
