//! Comments on records.

use crate::sql::{rid, rids};
use crate::{Db, Result, Tx};
use domain::CommentId;
use surrealdb::types::{SurrealValue, vars};

#[derive(Clone, Debug, SurrealValue)]
pub struct CommentRow {
    pub id: String,
    pub record: String,
    pub author: String,
    pub author_name: String,
    pub post: String,
    pub unit_name: String,
    /// The writer led the record's author.
    pub leader: bool,
    pub written: i64,
    pub text: String,
    pub reply_to: Option<String>,
    pub mentions: Vec<MentionRow>,
    /// Earlier wordings, oldest first.
    pub earlier: Vec<String>,
    pub deleted: bool,
}

#[derive(Clone, Debug, SurrealValue)]
pub struct MentionRow {
    pub id: String,
    pub name: String,
}

impl Db {
    /// All comments of some records, oldest first.
    pub async fn comments_of<'a>(&self, records: impl IntoIterator<Item = &'a str>) -> Result<Vec<CommentRow>> {
        let mut rows: Vec<CommentRow> = self
            .rows(sql!("comments_of"), vars! { records: rids("record", records) })
            .await?;
        rows.sort_by(|a, b| (a.written, &a.id).cmp(&(b.written, &b.id)));
        Ok(rows)
    }

    /// Comments by id, in no particular order; unknown ones are left out.
    pub async fn comments<'a>(&self, ids: impl IntoIterator<Item = &'a str>) -> Result<Vec<CommentRow>> {
        self.rows(sql!("comment"), vars! { comment: rids("comment", ids) })
            .await
    }

    pub async fn comment(&self, id: &CommentId) -> Result<Option<CommentRow>> {
        self.row(sql!("comment"), vars! { comment: rid("comment", id.as_str()) })
            .await
    }
}

impl Tx {
    pub async fn create_comment(&self, row: &CommentRow) -> Result<()> {
        let vars = vars! {
            id: rid("comment", &row.id), record: rid("record", &row.record), author: rid("person", &row.author), author_name: row.author_name.clone(),
            post: row.post.clone(), unit_name: row.unit_name.clone(), leader: row.leader, written: row.written, text: row.text.clone(),
            reply_to: row.reply_to.as_ref().map(|id| rid("comment", id)), mentions: row.mentions.clone(),
        };
        self.run(sql!("create_comment"), vars).await.map(|_| ())
    }

    pub async fn change_comment(&self, row: &CommentRow) -> Result<()> {
        let vars = vars! { id: rid("comment", &row.id), text: row.text.clone(), mentions: row.mentions.clone(), earlier: row.earlier.clone(), deleted: row.deleted };
        self.run(sql!("change_comment"), vars).await.map(|_| ())
    }
}
