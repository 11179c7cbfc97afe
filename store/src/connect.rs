//! Opening a database: in memory, embedded on disk, or a server.

use crate::{Db, Error, Result, schema, segment};
use std::path::Path;
use surrealdb::Surreal;
use surrealdb::engine::any::{self, Any};
use surrealdb::opt::auth::Root;

/// An open database with the schema of this version.
#[derive(Clone)]
pub struct Store {
    db: Surreal<Any>,
}

/// Who to be on a SurrealDB server; embedded databases need nobody.
#[derive(Clone, Debug, Default)]
pub struct Login {
    pub user: String,
    pub password: String,
}

impl Store {
    /// Opens `mem://`, `surrealkv://PATH[?sync=every]`, `ws://` or `wss://HOST`, and brings its schema up to date.
    ///
    /// Errors say what to do: [`Error::Locked`], [`Error::Newer`], [`Error::Unreachable`].
    pub async fn open(url: &str, login: Option<Login>) -> Result<Self> {
        if let Some(folder) = folder(url) {
            segment::begin(folder).map_err(|cause| Error::Unreachable {
                url: url.to_owned(),
                cause: cause.to_string(),
            })?;
        }
        let db = any::connect(url).await.map_err(|cause| opening(url, &cause))?;
        if let Some(login) = login {
            let root = Root {
                username: login.user,
                password: login.password,
            };
            db.signin(root).await.map_err(|cause| opening(url, &cause))?;
        }
        db.use_ns("daybook")
            .use_db("daybook")
            .await
            .map_err(|cause| opening(url, &cause))?;
        let store = Self { db };
        schema::prepare(&store).await?;
        Ok(store)
    }

    /// A handle to read what is committed now.
    pub fn read(&self) -> Db {
        Db::now(self.db.clone())
    }

    pub(crate) fn surreal(&self) -> &Surreal<Any> {
        &self.db
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<()> {
        self.read().run("RETURN 1", Default::default()).await.map(|_| ())
    }
}

/// The folder of an embedded database on disk.
fn folder(url: &str) -> Option<&Path> {
    let path = url.strip_prefix("surrealkv://")?;
    Some(Path::new(path.split_once('?').map_or(path, |(path, _)| path)))
}

fn opening(url: &str, cause: &surrealdb::Error) -> Error {
    let words = cause.to_string();
    let lower = words.to_lowercase();
    if lower.contains("lock") {
        return Error::Locked { url: url.to_owned() };
    }
    Error::Unreachable {
        url: url.to_owned(),
        cause: words,
    }
}
