//! Whom the rows of a table may name.

use crate::plan::people::all_led;
use crate::{Daybook, Result};
use domain::PersonId;
use domain::permission::Actor;
use domain::plan::Breach;
use std::collections::HashMap;

/// Oneself and those one leads, by account or name.
pub(super) struct Owners {
    pub(super) me: (PersonId, String),
    pub(super) by_account: HashMap<String, (PersonId, String)>,
    pub(super) by_name: HashMap<String, Vec<(PersonId, String)>>,
}

impl Owners {
    pub(super) async fn of(daybook: &Daybook, actor: &Actor) -> Result<Self> {
        let me = (actor.person.clone(), daybook.profile(&actor.person).await?.name.clone());
        let mut everybody = vec![me.clone()];
        everybody.extend(
            all_led(daybook, actor)
                .await?
                .into_iter()
                .map(|m| (PersonId(m.person), m.name)),
        );
        let accounts = daybook
            .db()
            .accounts_of(everybody.iter().map(|(id, _)| id.as_str()))
            .await?;
        let mut owners = Self {
            me,
            by_account: HashMap::new(),
            by_name: HashMap::new(),
        };
        let by_id: HashMap<&str, &(PersonId, String)> = everybody.iter().map(|p| (p.0.as_str(), p)).collect();
        for account in accounts {
            let person = by_id.get(account.person.as_str()).copied();
            owners
                .by_account
                .extend(person.map(|p| (account.name.to_lowercase(), p.clone())));
        }
        for person in everybody {
            owners.by_name.entry(person.1.to_lowercase()).or_default().push(person);
        }
        Ok(owners)
    }

    pub(super) fn find(&self, given: &str) -> Result<(PersonId, String), Breach> {
        let name = given.to_lowercase();
        if given.is_empty() {
            return Ok(self.me.clone());
        }
        if let Some(person) = self.by_account.get(&name) {
            return Ok(person.clone());
        }
        let shown: String = given.chars().take(40).collect();
        match self.by_name.get(&name).map(Vec::as_slice) {
            Some([one]) => Ok(one.clone()),
            Some(_) => Err(Breach::SeveralOfThatName { name: shown }),
            None => Err(Breach::WhoIsThat { name: shown }),
        }
    }
}
