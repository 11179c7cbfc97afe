//! Whom the rows of a table name.

use crate::Result;
use domain::PersonId;
use domain::assessment::Words;
use std::collections::HashMap;
use store::Db;

/// Everybody, by account and by staff number: also who has left.
#[derive(Default)]
pub(in crate::assess) struct People {
    pub(in crate::assess) accounts: HashMap<String, String>,
    pub(in crate::assess) numbers: HashMap<String, String>,
    pub(in crate::assess) names: HashMap<String, String>,
}

impl People {
    pub(in crate::assess) async fn read(db: &Db) -> Result<Self> {
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

    /// By what each can be found: the staff number or, where that is none or another's account, the account.
    pub(in crate::assess) fn codes(&self) -> HashMap<&str, &str> {
        let mut codes: HashMap<&str, &str> = (self.accounts.iter())
            .map(|(account, id)| (id.as_str(), account.as_str()))
            .collect();
        for (number, id) in &self.numbers {
            let free = self.accounts.get(&number.to_lowercase()).is_none_or(|of| of == id);
            if free && !number.is_empty() {
                codes.insert(id, number);
            }
        }
        codes
    }

    /// Somebody by account or staff number, if the name is his.
    pub(in crate::assess) fn find(&self, given: &str, name: &str) -> Result<(PersonId, String), (bool, Words)> {
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

pub(in crate::assess) fn shown(given: &str) -> String {
    given.chars().take(40).collect()
}
