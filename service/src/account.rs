//! Accounts: signing in, one-time links, passwords.

mod invite;
mod origin;
mod sign_in;

pub use invite::{Invitation, first_administrator, invitation, invite, open};
pub use origin::Origin;
pub use sign_in::{SignedIn, sign_in};

use crate::act::Deed;
use crate::clock::now_ms;
use crate::session::Token;
use crate::{Daybook, Error, Result, password};
use domain::PersonId;
use domain::Violation;
use domain::act::Act;
use domain::permission::{Action, Actor, Duty, Resource, decide};
use domain::view::AccountRow;

/// Rows of the administrator's list.
const MOST: u32 = 50;

/// People whose name, account or post contains `query`, with their accounts.
pub async fn list(daybook: &Daybook, actor: &Actor, query: &str) -> Result<Vec<AccountRow>> {
    if !decide(actor, Action::ManageAccounts, &Resource::Site).allowed {
        return Err(Error::NotFound);
    }
    let db = daybook.db();
    let query = query.trim().to_lowercase();
    let mut ids: Vec<String> = db.people_named(&query, MOST).await?.into_iter().map(|p| p.id).collect();
    if !query.is_empty() {
        for person in db.people_by_account_or_post(&query, MOST).await? {
            if ids.len() < MOST as usize && !ids.contains(&person) {
                ids.push(person);
            }
        }
    }
    let accounts = db.accounts_of(ids.iter().map(String::as_str)).await?;
    let mut rows = Vec::with_capacity(ids.len());
    for id in ids {
        let profile = daybook.profile(&PersonId(id.clone())).await?;
        let account = accounts.iter().find(|a| a.person == id);
        rows.push(AccountRow {
            person: profile.reference(),
            account: account.map(|a| a.name.clone()),
            open: account.is_some_and(|a| a.hash.is_some()),
            duties: profile.actor.duties.clone(),
        });
    }
    rows.sort_by(|a, b| (a.account.is_none(), &a.person.name).cmp(&(b.account.is_none(), &b.person.name)));
    Ok(rows)
}

/// Gives a duty to the holder of an account. From the command line, while nobody is the security administrator yet.
pub async fn give_duty(daybook: &Daybook, account: &str, duty: Duty) -> Result<()> {
    let row = daybook.db().account(&normal(account)).await?.ok_or(Error::NotFound)?;
    let person = PersonId(row.person);
    daybook
        .perform(&person, Act::DutiesChanged, "", |tx| {
            let person = &person;
            async move {
                tx.give_duty(person, duty.as_str()).await?;
                let topic = domain::event::Topic::Rights {
                    person: Some(person.clone()),
                };
                let event = domain::event::Event {
                    topic,
                    wire: domain::view::LiveEvent::Rights,
                };
                Ok::<_, Error>((
                    (),
                    Deed {
                        act: Act::DutiesChanged,
                        subject: person.0.clone(),
                        content: None,
                        events: vec![event],
                    },
                ))
            }
        })
        .await?;
    Ok(())
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
    if !password::verify(current.to_owned(), account.hash.clone()).await? {
        return Err(Violation::PasswordWrong.into());
    }
    named.succeeded();
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
