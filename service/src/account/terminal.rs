//! Links from the terminal: whoever can open the database may do it. The first administrators are made this way.

use super::duty::put_duty;
use super::invite::prepare;
use super::{fit, normal};
use crate::clock::new_id;
use crate::{Daybook, Error, Result};
use domain::PersonId;
use domain::act::Act;
use domain::permission::Duty;

/// Who acts, as the ledger names it.
fn terminal() -> PersonId {
    PersonId("terminal".into())
}

/// Whose account this is.
pub async fn holder_of(daybook: &Daybook, account: &str) -> Result<Option<PersonId>> {
    let row = daybook.db().account(&normal(account)).await?;
    Ok(row.map(|row| PersonId(row.person)))
}

/// Who has this staff number, with the account held already.
pub async fn numbered(daybook: &Daybook, number: &str) -> Result<Option<(PersonId, Option<String>)>> {
    let people = daybook.db().person_entries().await?;
    let Some(person) = people.into_iter().find(|p| p.source == number.trim()) else {
        return Ok(None);
    };
    let held = daybook.db().accounts_of([person.id.as_str()]).await?.into_iter().next();
    Ok(Some((PersonId(person.id), held.map(|account| account.name))))
}

/// A one-time link (its path) for somebody who is there; rights stay as they are.
pub async fn invite_anew(daybook: &Daybook, account: &str, person: &PersonId) -> Result<String> {
    prepare(daybook, &terminal(), person, fit(account)?).await
}

/// Gives a separate duty. What runs already learns of it at once.
pub async fn give_duty(daybook: &Daybook, person: &PersonId, duty: Duty) -> Result<()> {
    daybook
        .perform(&terminal(), Act::DutiesChanged, "", |tx| async move {
            Ok::<_, Error>(((), put_duty(&tx, person, duty, true).await?))
        })
        .await?;
    Ok(())
}

/// A one-time link for the holder of a separate duty, whom it makes when the account is new.
pub async fn invite_official(daybook: &Daybook, account: &str, name: &str, duty: Duty) -> Result<String> {
    let account = fit(account)?;
    let held = daybook.db().account(&account).await?;
    let person = held.map_or_else(|| PersonId(new_id()), |row| PersonId(row.person));
    daybook
        .perform(&terminal(), Act::DutiesChanged, "", |tx| {
            let (person, account) = (&person, &account);
            async move {
                let new = tx.person(person).await?.is_none();
                if new {
                    tx.create_person(person, &format!("account/{account}"), name).await?;
                }
                let mut deed = put_duty(&tx, person, duty, true).await?;
                if let Some(deed) = deed.as_mut().filter(|_| new) {
                    deed.events.push(crate::live::rights_changed());
                }
                Ok::<_, Error>(((), deed))
            }
        })
        .await?;
    prepare(daybook, &terminal(), &person, account).await
}
