use super::{Origin, normal};
use crate::act::Deed;
use crate::session::Token;
use crate::{Daybook, Error, Result, password};
use domain::PersonId;
use domain::act::Act;
use domain::permission::Duty;

pub struct SignedIn {
    pub person: PersonId,
    pub token: Token,
}

/// Opens a session for account and password. An unknown account and a wrong password are the same, in words and in time.
///
/// Errors: [`Error::TooMany`] after failures for this account from this address or browser; [`Error::NotFound`] for anything that does not fit.
pub async fn sign_in(daybook: &Daybook, account: &str, given: &str, from: impl Into<Origin>) -> Result<SignedIn> {
    let from = from.into();
    let name: String = normal(account).chars().take(64).collect();
    let known = from.known(daybook, &name).await?;
    let tried = daybook.throttle.signing_in(&name, from.address, known.as_deref())?;
    let row = daybook.db().account(&name).await?;
    let hash = row.as_ref().and_then(|r| r.hash.clone());
    let given: String = given.chars().take(4096).collect();
    if !tried.settle(password::verify(given, hash).await)? {
        return Err(Error::NotFound);
    }
    let person = PersonId(row.ok_or(Error::NotFound)?.person);
    from.remember(daybook, &name).await?;
    let token = daybook.open_session(&person).await?;
    let profile = daybook.profile(&person).await?;
    if !profile.actor.duties.is_empty() && profile.actor.duties != [Duty::PersonnelOffice] {
        note_administrator(daybook, &person).await?;
    }
    Ok(SignedIn { person, token })
}

async fn note_administrator(daybook: &Daybook, person: &PersonId) -> Result<()> {
    daybook
        .perform(person, Act::AdministratorSignedIn, "", |_| async move {
            Ok::<_, Error>((
                (),
                Deed {
                    act: Act::AdministratorSignedIn,
                    subject: person.0.clone(),
                    content: None,
                    events: vec![],
                },
            ))
        })
        .await?;
    Ok(())
}
