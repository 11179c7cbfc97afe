//! Notices: one row for each reader, kind and thread; what comes again moves it up and makes it unread.

use crate::sql::{rid, rids};
use crate::{Db, Result, Tx};
use domain::PersonId;
use surrealdb::types::{Object, SurrealValue, object, vars};

#[derive(Clone, Debug, SurrealValue)]
pub struct NoticeRow {
    pub id: String,
    pub person: String,
    /// A `domain::notice::NoticeKind`.
    pub kind: String,
    /// Id of the record, plan item, course or period; of the act for answers to what one act handed down; of the reader for due days.
    pub thread: String,
    /// Id of the comment, plan item, course or period, or of the thread itself; for due days how many.
    pub subject: String,
    /// Names of those who did it, the newest first.
    pub names: Vec<String>,
    /// Milliseconds since 1970-01-01 UTC.
    pub at: i64,
    /// Minus the moment from which it is shown.
    pub ord: i64,
    pub unread: bool,
    /// Not shown before this moment (ms).
    pub ripe: i64,
}

/// How someone wants to be told: `target` is `kind:KIND` or `thread:ID`.
#[derive(Clone, Debug, SurrealValue)]
pub struct WishRow {
    pub person: String,
    pub target: String,
    pub wish: String,
}

/// When somebody was last told.
#[derive(Clone, Debug, SurrealValue)]
pub struct ToldRow {
    pub id: String,
    /// Milliseconds since 1970-01-01 UTC.
    pub at: i64,
}

/// The id of the one row for reader, kind and thread.
pub fn notice_key(person: &str, kind: &str, thread: &str) -> String {
    format!("{person}-{kind}-{thread}")
}

impl Db {
    /// A reader's notices after a place, newest first.
    pub async fn notices(&self, person: &PersonId, after: i64, limit: u32) -> Result<Vec<NoticeRow>> {
        let vars = vars! { person: rid("person", person.as_str()), after: after, limit: limit };
        self.rows(sql!("notices_page"), vars).await
    }

    /// The moments (ms) from which unread notices are shown, of those that are by `until`; at most `limit`.
    pub async fn unread_notices(&self, person: &PersonId, until: i64, limit: u32) -> Result<Vec<i64>> {
        let vars = vars! { person: rid("person", person.as_str()), until: until, limit: limit };
        self.rows(sql!("notices_unread"), vars).await
    }

    pub async fn notice(&self, id: &str) -> Result<Option<NoticeRow>> {
        self.row(sql!("notice"), vars! { notice: rid("notification", id) })
            .await
    }

    /// When these notices were last told, in no particular order; unknown ones are left out.
    pub async fn notices_at<'a>(&self, ids: impl IntoIterator<Item = &'a str>) -> Result<Vec<ToldRow>> {
        let notices = rids("notification", ids);
        if notices.is_empty() {
            return Ok(vec![]);
        }
        self.rows(sql!("notices_at"), vars! { notices: notices }).await
    }

    /// Wishes of people about targets; what nobody wished for is left out.
    pub async fn wishes<'a>(&self, pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Vec<WishRow>> {
        let keys: Vec<String> = pairs
            .into_iter()
            .map(|(person, target)| wish_key(person, target))
            .collect();
        if keys.is_empty() {
            return Ok(vec![]);
        }
        let wishes = rids("wish", keys.iter().map(String::as_str));
        let found: Vec<Option<WishRow>> = self.rows(sql!("wishes"), vars! { wishes: wishes }).await?;
        Ok(found.into_iter().flatten().collect())
    }
}

fn wish_key(person: &str, target: &str) -> String {
    format!("{person}-{target}")
}

impl Tx {
    /// Tells; a row that is there already moves up, with the new names before the unread old ones.
    pub async fn put_notices(&self, rows: &[NoticeRow]) -> Result<()> {
        if rows.is_empty() {
            return Ok(());
        }
        let rows: Vec<Object> = rows
            .iter()
            .map(|n| {
                object! {
                    id: rid("notification", &n.id), person: rid("person", &n.person), kind: n.kind.clone(), thread: n.thread.clone(),
                    subject: n.subject.clone(), names: n.names.clone(), at: n.at, ord: n.ord, unread: n.unread, ripe: n.ripe,
                }
            })
            .collect();
        self.run(sql!("put_notices"), vars! { rows: rows }).await.map(|_| ())
    }

    /// Takes one name out of an unread notice; without any name left it goes.
    pub async fn unname_notice(&self, id: &str, name: &str) -> Result<()> {
        let vars = vars! { notice: rid("notification", id), name: name.to_owned() };
        self.run(sql!("unname_notice"), vars).await.map(|_| ())
    }

    pub async fn read_notice(&self, id: &str) -> Result<()> {
        self.run(sql!("read_notice"), vars! { notice: rid("notification", id) })
            .await
            .map(|_| ())
    }

    /// Makes everything that is shown up to a moment (ms) read; with threads, all of those. How many there were.
    pub async fn read_notices(&self, person: &PersonId, threads: Option<&[&str]>, until: i64) -> Result<usize> {
        let threads: Option<Vec<String>> = threads.map(|all| all.iter().map(|t| (*t).to_owned()).collect());
        let vars = vars! { person: rid("person", person.as_str()), threads: threads, until: until };
        let read: Vec<String> = self.rows(sql!("read_notices"), vars).await?;
        Ok(read.len())
    }

    pub async fn set_wish(&self, person: &PersonId, target: &str, wish: &str) -> Result<()> {
        let vars = vars! {
            id: rid("wish", wish_key(person.as_str(), target)), person: person.0.clone(), target: target.to_owned(), wish: wish.to_owned(),
        };
        self.run(sql!("set_wish"), vars).await.map(|_| ())
    }
}
