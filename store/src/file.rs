//! Files sent with records: what is known of each. Their content is not here.

use crate::record::FileTie;
use crate::sql::{rid, rids};
use crate::{Db, Result, Store, Tx};
use domain::{FileId, PersonId};
use surrealdb::types::{SurrealValue, vars};

/// `state` of a row whose parts are coming.
pub const COMING: &str = "coming";
/// `state` of a row whose content is checked and stored.
pub const KEPT: &str = "kept";

#[derive(Clone, Debug, PartialEq, SurrealValue)]
pub struct FileRow {
    pub id: String,
    pub owner: String,
    pub state: String,
    pub name: String,
    /// A `domain::view::FileKind`; empty while it is coming.
    pub kind: String,
    pub mime: String,
    /// Announced while it is coming, stored afterwards.
    pub bytes: i64,
    /// As shown, in pixels; 0 for what is no picture.
    pub width: i64,
    pub height: i64,
    /// SHA-256 of what the sender means to send, in hex; empty when not said.
    pub told: String,
    /// SHA-256 of what is stored, in hex; empty before.
    pub hash: String,
    /// Records whose present version has it.
    pub records: Vec<String>,
    /// From this moment (ms) on nobody needs it; `i64::MAX` while a record holds it.
    pub stale: i64,
}

impl FileRow {
    pub fn is_kept(&self) -> bool {
        self.state == KEPT
    }

    pub fn tie(&self) -> FileTie {
        FileTie {
            id: self.id.clone(),
            name: self.name.clone(),
            kind: self.kind.clone(),
            bytes: self.bytes,
            width: self.width,
            height: self.height,
        }
    }
}

#[derive(Clone, Debug, SurrealValue)]
pub struct StaleRow {
    pub id: String,
    pub stale: i64,
}

impl Db {
    /// Files by id; unknown ones are left out.
    pub async fn files<'a>(&self, ids: impl IntoIterator<Item = &'a str>) -> Result<Vec<FileRow>> {
        self.rows(sql!("files"), vars! { files: rids("file", ids) }).await
    }

    pub async fn file(&self, id: &FileId) -> Result<Option<FileRow>> {
        Ok(self.files([id.as_str()]).await?.into_iter().next())
    }

    /// Ids of a person's unfinished uploads, at most `limit`.
    pub async fn files_coming(&self, person: &PersonId, limit: i64) -> Result<Vec<String>> {
        let vars = vars! { person: rid("person", person.as_str()), limit: limit };
        self.rows(sql!("files_coming"), vars).await
    }

    /// What went stale before a moment (ms), oldest first.
    pub async fn files_stale(&self, before: i64, limit: i64) -> Result<Vec<StaleRow>> {
        self.rows(sql!("files_stale"), vars! { after: before, limit: limit })
            .await
    }

    /// Those of `hashes` that some row names.
    pub async fn hashes_named(&self, hashes: &[String]) -> Result<Vec<String>> {
        self.rows(sql!("hashes_named"), vars! { hashes: hashes.to_vec() }).await
    }
}

impl Tx {
    /// A row for what is announced: owner, name, bytes and `told` are taken over.
    pub async fn create_file(&self, row: &FileRow) -> Result<()> {
        let vars = vars! {
            id: rid("file", &row.id), owner: rid("person", &row.owner), name: row.name.clone(), bytes: row.bytes,
            told: row.told.clone(), stale: row.stale,
        };
        self.run(sql!("create_file"), vars).await.map(|_| ())
    }

    pub async fn change_file(&self, row: &FileRow) -> Result<()> {
        let vars = vars! {
            id: rid("file", &row.id), state: row.state.clone(), name: row.name.clone(), kind: row.kind.clone(), mime: row.mime.clone(),
            bytes: row.bytes, width: row.width, height: row.height, hash: row.hash.clone(), records: row.records.clone(), stale: row.stale,
        };
        self.run(sql!("change_file"), vars).await.map(|_| ())
    }

    pub async fn drop_file(&self, id: &str) -> Result<()> {
        self.run(sql!("drop_file"), vars! { id: rid("file", id) })
            .await
            .map(|_| ())
    }
}

/// Which folder belongs to which database is no act of anybody.
impl Store {
    /// The mark of this database's folder of files; `new` becomes it the first time.
    pub async fn files_folder(&self, new: &str) -> Result<String> {
        let mark: Option<String> = self
            .read()
            .row(sql!("files_folder"), vars! { mark: new.to_owned() })
            .await?;
        Ok(mark.unwrap_or_else(|| new.to_owned()))
    }
}
