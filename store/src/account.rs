//! Accounts, duties and sessions.

use crate::sql::{rid, rids};
use crate::{Db, Result, Store, Tx};
use domain::PersonId;
use std::ops::Bound;
use surrealdb::types::{RecordId, RecordIdKey, RecordIdKeyRange, SurrealValue, vars};

#[derive(Clone, Debug, SurrealValue)]
pub struct AccountRow {
    pub name: String,
    pub person: String,
    /// PHC string of argon2id; none until the account is opened.
    pub hash: Option<String>,
    pub invite: Option<String>,
    pub invite_until: Option<i64>,
}

#[derive(Clone, Debug, SurrealValue)]
pub struct SessionRow {
    pub person: String,
    pub created: i64,
    pub seen: i64,
}

impl Db {
    pub async fn account(&self, name: &str) -> Result<Option<AccountRow>> {
        self.row(sql!("account"), vars! { account: rid("account", name) }).await
    }

    pub async fn account_invited(&self, invite: &str) -> Result<Option<AccountRow>> {
        self.row(sql!("account_invited"), vars! { invite: invite.to_owned() })
            .await
    }

    pub async fn accounts_of<'a>(&self, people: impl IntoIterator<Item = &'a str>) -> Result<Vec<AccountRow>> {
        self.rows(sql!("accounts_of"), vars! { people: rids("person", people) })
            .await
    }

    /// Accounts whose names begin so.
    pub async fn accounts_beginning(&self, start: &str, limit: u32) -> Result<Vec<AccountRow>> {
        let vars = vars! { range: beginning("account", start), limit: limit };
        self.rows(sql!("accounts_beginning"), vars).await
    }

    /// Everybody who holds one of the separate duties.
    pub async fn duty_holders(&self) -> Result<Vec<String>> {
        self.rows(sql!("duty_holders"), vars! {}).await
    }

    pub async fn session(&self, digest: &str) -> Result<Option<SessionRow>> {
        self.row(sql!("session"), vars! { found: rid("session", digest) }).await
    }

    /// Whether the account was signed in in this browser (by its digest) before.
    pub async fn knows_browser(&self, digest: &str, account: &str) -> Result<bool> {
        let vars = vars! { browser: browser(digest, account) };
        let seen: Vec<i64> = self.rows(sql!("known_browser"), vars).await?;
        Ok(!seen.is_empty())
    }

    async fn new_session(&self, digest: &str, person: &PersonId, at: i64) -> Result<()> {
        let vars = vars! { id: rid("session", digest), person: rid("person", person.as_str()), at: at };
        self.run(
            "CREATE ONLY $id SET person = $person, created = $at, seen = $at RETURN NONE",
            vars,
        )
        .await
        .map(|_| ())
    }
}

/// The ids of a table that begin with a text.
fn beginning(table: &str, start: &str) -> RecordId {
    let range = RecordIdKeyRange {
        start: Bound::Included(RecordIdKey::String(start.into())),
        end: Bound::Excluded(RecordIdKey::String(format!("{start}{}", char::MAX))),
    };
    RecordId::new(table, RecordIdKey::Range(Box::new(range)))
}

fn browser(digest: &str, account: &str) -> RecordId {
    rid("known_browser", format!("{digest}-{account}"))
}

impl Tx {
    pub async fn put_account(&self, row: &AccountRow) -> Result<()> {
        let vars = vars! {
            account: rid("account", &row.name), person: rid("person", &row.person), hash: row.hash.clone(), invite: row.invite.clone(),
            invite_until: row.invite_until,
        };
        self.run(sql!("put_account"), vars).await.map(|_| ())
    }

    /// Ends account names; whoever is meant keeps nothing of them.
    pub async fn end_accounts<'a>(&self, names: impl IntoIterator<Item = &'a str>) -> Result<()> {
        let accounts = rids("account", names);
        if accounts.is_empty() {
            return Ok(());
        }
        self.run(sql!("end_accounts"), vars! { accounts: accounts })
            .await
            .map(|_| ())
    }

    pub async fn create_person(&self, id: &PersonId, source: &str, name: &str) -> Result<()> {
        let vars = vars! { id: rid("person", id.as_str()), source: source.to_owned(), name: name.to_owned() };
        self.run("CREATE ONLY $id SET source = $source, name = $name RETURN NONE", vars)
            .await
            .map(|_| ())
    }

    pub async fn give_duty(&self, person: &PersonId, duty: &str) -> Result<()> {
        let vars = vars! { id: rid("duty", format!("{person}-{duty}")), person: rid("person", person.as_str()), duty: duty.to_owned() };
        self.run("UPSERT ONLY $id SET person = $person, duty = $duty RETURN NONE", vars)
            .await
            .map(|_| ())
    }

    pub async fn take_duty(&self, person: &PersonId, duty: &str) -> Result<()> {
        let vars = vars! { id: rid("duty", format!("{person}-{duty}")) };
        self.run("DELETE $id RETURN NONE", vars).await.map(|_| ())
    }

    /// A session that begins with the act of this transaction.
    pub async fn open_session(&self, digest: &str, person: &PersonId, at: i64) -> Result<()> {
        self.new_session(digest, person, at).await
    }

    pub async fn end_session(&self, digest: &str) -> Result<()> {
        self.run("DELETE $id RETURN NONE", vars! { id: rid("session", digest) })
            .await
            .map(|_| ())
    }

    /// Ends every session of a person, but for the one named.
    pub async fn end_sessions(&self, person: &PersonId, except: Option<&str>) -> Result<()> {
        let vars =
            vars! { person: rid("person", person.as_str()), except: except.map(|digest| rid("session", digest)) };
        self.run(sql!("end_sessions"), vars).await.map(|_| ())
    }
}

/// Sessions come and go without a trace in the ledger, so they are written outside of acts.
impl Store {
    pub async fn open_session(&self, digest: &str, person: &PersonId, at: i64) -> Result<()> {
        self.read().new_session(digest, person, at).await
    }

    /// Notes that the account was signed in in a browser, and forgets its browsers not seen since `before` (ms).
    pub async fn know_browser(&self, digest: &str, account: &str, at: i64, before: i64) -> Result<()> {
        let vars = vars! { browser: browser(digest, account), account: account.to_owned(), at: at, before: before };
        self.read().run(sql!("know_browser"), vars).await.map(|_| ())
    }

    pub async fn touch_session(&self, digest: &str, at: i64) -> Result<()> {
        self.read()
            .run(
                "UPDATE $id SET seen = $at RETURN NONE",
                vars! { id: rid("session", digest), at: at },
            )
            .await
            .map(|_| ())
    }

    pub async fn end_session(&self, digest: &str) -> Result<()> {
        self.read()
            .run("DELETE $id RETURN NONE", vars! { id: rid("session", digest) })
            .await
            .map(|_| ())
    }
}
