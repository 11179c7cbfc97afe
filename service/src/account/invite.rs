use super::{Origin, fit, normal};
use crate::act::Deed;
use crate::clock::now_ms;
use crate::session::Token;
use crate::{Daybook, Error, Result, password};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::act::Act;
use domain::ledger::hex;
use domain::permission::{Action, Actor, Resource, decide};
use domain::{PersonId, Violation};
use sha2::{Digest, Sha256};
use std::net::IpAddr;
use store::account::AccountRow;

/// A one-time link stands this long, ms.
const STANDS: i64 = 72 * 3600 * 1000;

/// What a one-time link opens.
pub struct Invitation {
    pub account: String,
    pub name: String,
}

/// Makes a one-time link (its path) with which `person` sets a password; an earlier link ends.
pub async fn invite(daybook: &Daybook, actor: &Actor, person: &PersonId, account: &str) -> Result<String> {
    if !decide(actor, Action::ManageAccounts, &Resource::Site).allowed {
        return Err(Error::NotFound);
    }
    daybook.throttle.inviting(&actor.person)?;
    if !domain::id::is_ulid(person.as_str()) {
        return Err(Error::NotFound);
    }
    daybook.profile(person).await?;
    let held = daybook.db().accounts_of([person.as_str()]).await?.into_iter().next();
    let account = match held {
        Some(held) => held.name,
        None => fit(account)?,
    };
    prepare(daybook, &actor.person, person, account).await
}

pub(super) async fn prepare(daybook: &Daybook, by: &PersonId, person: &PersonId, account: String) -> Result<String> {
    let token = URL_SAFE_NO_PAD.encode(rand::random::<[u8; 24]>());
    let digest = hex(&Sha256::digest(token.as_bytes()));
    daybook
        .perform(by, Act::AccountInvited, "", |tx| {
            let (account, digest) = (&account, &digest);
            async move {
                let there = tx.account(account).await?;
                if there.as_ref().is_some_and(|row| row.person != person.as_str()) {
                    return Err(Error::Invalid(Violation::AccountUnfit));
                }
                let row = AccountRow {
                    name: account.clone(),
                    person: person.0.clone(),
                    hash: there.and_then(|row| row.hash),
                    invite: Some(digest.clone()),
                    invite_until: Some(now_ms() + STANDS),
                };
                tx.put_account(&row).await?;
                Ok((
                    (),
                    Deed {
                        act: Act::AccountInvited,
                        subject: account.clone(),
                        content: None,
                        events: vec![],
                    },
                ))
            }
        })
        .await?;
    Ok(format!("/invite/{token}"))
}

/// The same, where failing too often is stopped: links that stand cost nothing.
async fn tried(daybook: &Daybook, from: IpAddr, token: &str) -> Result<AccountRow> {
    let tried = daybook.throttle.using_link(from)?;
    let row = standing(daybook, token).await;
    if !matches!(row, Err(Error::NotFound)) {
        tried.succeeded();
    }
    row
}

/// The account of a link that stands.
async fn standing(daybook: &Daybook, token: &str) -> Result<AccountRow> {
    let digest = hex(&Sha256::digest(token.as_bytes()));
    let row = daybook.db().account_invited(&digest).await?.ok_or(Error::NotFound)?;
    if row.invite_until.is_some_and(|until| now_ms() < until) {
        Ok(row)
    } else {
        Err(Error::NotFound)
    }
}

/// Whose account a link opens; [`Error::NotFound`] when it was used or is too old.
pub async fn invitation(daybook: &Daybook, from: IpAddr, token: &str) -> Result<Invitation> {
    let row = tried(daybook, from, token).await?;
    let name = daybook
        .db()
        .person(&PersonId(row.person))
        .await?
        .map(|p| p.name)
        .unwrap_or_default();
    Ok(Invitation {
        account: row.name,
        name,
    })
}

/// Sets the password of the link's account, ends the link and any session, and signs in.
pub async fn open(daybook: &Daybook, from: impl Into<Origin>, token: &str, new: &str, again: &str) -> Result<Token> {
    let from = from.into();
    password::accept(new, again)?;
    let row = tried(daybook, from.address, token).await?;
    let person = PersonId(row.person.clone());
    let hash = password::hash(new.to_owned()).await?;
    daybook
        .perform(&person, Act::AccountOpened, "", |tx| {
            let (row, hash, person) = (&row, &hash, &person);
            async move {
                let now = tx.account(&normal(&row.name)).await?.ok_or(Error::NotFound)?;
                if now.invite != row.invite {
                    return Err(Error::NotFound);
                }
                tx.put_account(&AccountRow {
                    hash: Some(hash.clone()),
                    invite: None,
                    invite_until: None,
                    ..row.clone()
                })
                .await?;
                tx.end_sessions(person, None).await?;
                let events = vec![crate::live::sessions_ended(person)];
                Ok((
                    (),
                    Deed {
                        act: Act::AccountOpened,
                        subject: row.name.clone(),
                        content: None,
                        events,
                    },
                ))
            }
        })
        .await?;
    from.remember(daybook, &row.name).await?;
    daybook.open_session(&person).await
}
