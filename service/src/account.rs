//! Accounts: signing in, one-time links, passwords.

mod duty;
mod invite;
mod origin;
mod sign_in;
mod terminal;

pub use duty::change_duty;
pub use invite::{Invitation, invitation, invite, open};
pub use origin::Origin;
pub use sign_in::{SignedIn, sign_in};
pub use terminal::{give_duty, holder_of, invite_anew, invite_official, numbered};

use crate::act::Deed;
use crate::clock::now_ms;
use crate::session::Token;
use crate::{Daybook, Error, Result, password};
use domain::PersonId;
use domain::Violation;
use domain::act::Act;
use domain::permission::{Action, Actor, Resource, decide};
use domain::view::AccountRow;
use std::collections::HashSet;

/// Rows of the administrator's list.
const MOST: u32 = 50;

/// People whose name, post or unit contains `query`, or whose account begins with it; without one, those with a duty come first.
pub async fn list(daybook: &Daybook, actor: &Actor, query: &str) -> Result<Vec<AccountRow>> {
    let may = |action| decide(actor, action, &Resource::Site).allowed;
    let (invites, gives) = (may(Action::ManageAccounts), may(Action::ManageDuties));
    if !invites && !gives {
        return Err(Error::NotFound);
    }
    let ids = found(daybook, &normal(query)).await?;
    let accounts = daybook.db().accounts_of(ids.iter().map(String::as_str)).await?;
    let mut rows = Vec::with_capacity(ids.len());
    for id in ids {
        let profile = daybook.profile(&PersonId(id.clone())).await?;
        let account = accounts.iter().find(|a| a.person == id);
        let holder = profile.reference().id;
        rows.push(AccountRow {
            person: profile.reference(),
            account: account.map(|a| a.name.clone()),
            open: account.is_some_and(|a| a.hash.is_some()),
            duties: profile.actor.duties.clone(),
            may_invite: invites,
            may_change_duties: decide(actor, Action::ManageDuties, &Resource::Duties { holder }).allowed,
        });
    }
    let order = |row: &AccountRow| (row.duties.is_empty(), row.account.is_none());
    rows.sort_by(|a, b| (order(a), &a.person.name).cmp(&(order(b), &b.person.name)));
    Ok(rows)
}

async fn found(daybook: &Daybook, query: &str) -> Result<Vec<String>> {
    let mut ids: Vec<String> = match query {
        "" => daybook.db().duty_holders().await?,
        start => {
            let accounts = daybook.db().accounts_beginning(start, MOST).await?;
            accounts.into_iter().map(|a| a.person).collect()
        }
    };
    ids.extend(crate::search::people_with(daybook, query, MOST as usize).await?);
    let mut seen = HashSet::new();
    ids.retain(|id| seen.insert(id.clone()));
    ids.truncate(MOST as usize);
    Ok(ids)
}

/// Changes the own password. Every session ends; the device that asked goes on with a new one, whose token is the answer.
pub async fn change_password(daybook: &Daybook, actor: &Actor, current: &str, new: &str, again: &str) -> Result<Token> {
    daybook.throttle.writing(&actor.person)?;
    password::accept(new, again)?;
    let mut account = daybook
        .db()
        .accounts_of([actor.person.as_str()])
        .await?
        .into_iter()
        .next()
        .ok_or(Error::NotFound)?;
    let named = daybook.throttle.naming_password(&actor.person)?;
    if !named.settle(password::verify(current.to_owned(), account.hash.clone()).await)? {
        return Err(Violation::PasswordWrong.into());
    }
    account.hash = Some(password::hash(new.to_owned()).await?);
    let token = Token::draw();
    daybook
        .perform(&actor.person, Act::PasswordChanged, "", |tx| {
            let (account, token) = (&account, &token);
            async move {
                tx.put_account(account).await?;
                tx.end_sessions(&actor.person, None).await?;
                tx.open_session(&token.digest(), &actor.person, now_ms()).await?;
                let events = vec![crate::live::sessions_ended(&actor.person)];
                Ok::<_, Error>((
                    (),
                    Deed {
                        act: Act::PasswordChanged,
                        subject: actor.person.0.clone(),
                        content: None,
                        events,
                    },
                ))
            }
        })
        .await?;
    Ok(token)
}

/// Account names are compared in lower case and without spaces around.
pub(crate) fn normal(account: &str) -> String {
    account.trim().to_lowercase()
}

/// 2–64 letters, digits or `. _ - @`.
pub(crate) fn fit(account: &str) -> Result<String, Violation> {
    let account = normal(account);
    let length = account.chars().count();
    let fits = (2..=64).contains(&length) && account.chars().all(|c| c.is_alphanumeric() || "._-@".contains(c));
    if fits {
        Ok(account)
    } else {
        Err(Violation::AccountUnfit)
    }
}
