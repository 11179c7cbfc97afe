//! Where contents lie: a folder now, an object store of the same interface later.
//!
//! `blobs/ab/ab12…` is a content under its SHA-256, `thumbs/ab/ab12…` its small copy, `parts/ID/OFFSET` what has come of an
//! upload, `mark` the database it all belongs to.

use crate::{Error, Result};
use bytes::Bytes;
use domain::FileId;
use futures::stream::BoxStream;
use futures::{StreamExt, TryStreamExt};
use object_store::local::LocalFileSystem;
use object_store::memory::InMemory;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt};
use std::path::PathBuf;
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Contents checked at the same time: each can need a few hundred megabytes.
const AT_ONCE: usize = 2;

pub(crate) struct Blobs {
    store: Arc<dyn ObjectStore>,
    /// Where it is on this machine, to have it written through.
    folder: Option<PathBuf>,
    pub(super) heavy: Arc<Semaphore>,
}

/// What is stored under a hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shelf {
    Blobs,
    Thumbs,
}

impl Shelf {
    fn path(self, hash: &str) -> Path {
        let shelf = match self {
            Self::Blobs => "blobs",
            Self::Thumbs => "thumbs",
        };
        Path::from(format!("{shelf}/{}/{hash}", hash.get(..2).unwrap_or_default()))
    }
}

/// Something stored: the last part of its path, its length, and when it was written (ms).
pub(super) struct Listed {
    pub name: String,
    pub folder: String,
    pub bytes: u64,
    pub written: i64,
}

impl Blobs {
    /// In a folder, made when it is not there; in memory without one.
    pub(crate) fn open(folder: Option<PathBuf>) -> std::result::Result<Self, store::Error> {
        let failed = |folder: &std::path::Path, cause: String| store::Error::Folder {
            path: folder.display().to_string(),
            cause,
        };
        let store: Arc<dyn ObjectStore> = match &folder {
            None => Arc::new(InMemory::new()),
            Some(folder) => {
                make(folder).map_err(|error| failed(folder, error.to_string()))?;
                let local = LocalFileSystem::new_with_prefix(folder).map_err(|e| failed(folder, e.to_string()))?;
                Arc::new(local.with_automatic_cleanup(true))
            }
        };
        Ok(Self {
            store,
            folder,
            heavy: Arc::new(Semaphore::new(AT_ONCE)),
        })
    }

    pub(super) async fn put(&self, shelf: Shelf, hash: &str, bytes: Bytes) -> Result<()> {
        let path = shelf.path(hash);
        self.store.put(&path, bytes.into()).await.map_err(failed)?;
        self.write_through(&path).await
    }

    /// On the disk before the row says so.
    async fn write_through(&self, path: &Path) -> Result<()> {
        let Some(folder) = &self.folder else { return Ok(()) };
        let file = folder.join(path.as_ref());
        let synced = tokio::task::spawn_blocking(move || std::fs::File::open(file)?.sync_all()).await;
        let synced = synced.map_err(|error| Error::Unavailable(error.to_string()))?;
        synced.map_err(|error| Error::Unavailable(error.to_string()))
    }

    pub(super) async fn read(
        &self,
        shelf: Shelf,
        hash: &str,
    ) -> Result<(u64, BoxStream<'static, std::io::Result<Bytes>>)> {
        let found = self.store.get(&shelf.path(hash)).await.map_err(failed)?;
        let bytes = found.meta.size;
        Ok((bytes, found.into_stream().map_err(std::io::Error::other).boxed()))
    }

    pub(super) async fn fetch(&self, shelf: Shelf, hash: &str) -> Result<Bytes> {
        let found = self.store.get(&shelf.path(hash)).await.map_err(failed)?;
        found.bytes().await.map_err(failed)
    }

    /// Removes it; what is not there is removed already.
    pub(super) async fn remove(&self, shelf: Shelf, hash: &str) -> Result<()> {
        self.delete(&shelf.path(hash)).await
    }

    async fn delete(&self, path: &Path) -> Result<()> {
        match self.store.delete(path).await {
            Err(object_store::Error::NotFound { .. }) | Ok(()) => Ok(()),
            Err(error) => Err(failed(error)),
        }
    }

    /// Everything on a shelf, as it is found.
    pub(super) fn shelf(&self, shelf: Shelf) -> BoxStream<'static, Result<Listed>> {
        let root = match shelf {
            Shelf::Blobs => "blobs",
            Shelf::Thumbs => "thumbs",
        };
        self.list(root)
    }

    /// All parts of all uploads.
    pub(super) fn all_parts(&self) -> BoxStream<'static, Result<Listed>> {
        self.list("parts")
    }

    fn list(&self, root: &str) -> BoxStream<'static, Result<Listed>> {
        let listed = self.store.list(Some(&Path::from(root)));
        listed
            .map_ok(|meta| {
                let mut parts: Vec<String> = meta.location.parts().map(|p| p.as_ref().to_owned()).collect();
                let name = parts.pop().unwrap_or_default();
                Listed {
                    name,
                    folder: parts.pop().unwrap_or_default(),
                    bytes: meta.size,
                    written: meta.last_modified.timestamp_millis(),
                }
            })
            .map_err(failed)
            .boxed()
    }

    /// What has come of an upload: place and length of each part, by place.
    pub(super) async fn parts(&self, id: &FileId) -> Result<Vec<(u64, u64)>> {
        let listed: Vec<Listed> = self.list(&format!("parts/{id}")).try_collect().await?;
        let mut parts: Vec<(u64, u64)> = listed
            .iter()
            .filter_map(|part| Some((part.name.parse().ok()?, part.bytes)))
            .collect();
        parts.sort_unstable();
        Ok(parts)
    }

    /// When something of an upload came last (ms).
    pub(super) async fn last_part(&self, id: &FileId) -> Result<Option<i64>> {
        let listed: Vec<Listed> = self.list(&format!("parts/{id}")).try_collect().await?;
        Ok(listed.iter().map(|part| part.written).max())
    }

    pub(super) async fn put_part(&self, id: &FileId, offset: u64, bytes: Bytes) -> Result<()> {
        self.store
            .put(&part_path(id, offset), bytes.into())
            .await
            .map(drop)
            .map_err(failed)
    }

    /// The first `bytes` of an upload as one; [`Error::NotFound`] when something is missing.
    pub(super) async fn assemble(&self, id: &FileId, bytes: u64) -> Result<Vec<u8>> {
        let mut whole: Vec<u8> = Vec::with_capacity(usize::try_from(bytes).unwrap_or_default());
        for (offset, _) in self.parts(id).await? {
            let found = self.store.get(&part_path(id, offset)).await.map_err(failed)?;
            let part = found.bytes().await.map_err(failed)?;
            let known = (whole.len() as u64).checked_sub(offset).ok_or(Error::NotFound)?;
            let new = usize::try_from(known).ok().and_then(|known| part.get(known..));
            whole.extend_from_slice(new.unwrap_or_default());
        }
        if whole.len() as u64 == bytes {
            Ok(whole)
        } else {
            Err(Error::NotFound)
        }
    }

    pub(super) async fn drop_parts(&self, id: &FileId) -> Result<()> {
        for (offset, _) in self.parts(id).await? {
            self.delete(&part_path(id, offset)).await?;
        }
        Ok(())
    }

    /// Whether the contents here are those of the database with this mark; what is empty becomes so.
    pub(super) async fn belongs_to(&self, mark: &str) -> Result<bool> {
        let path = Path::from("mark");
        match self.store.get(&path).await {
            Ok(found) => Ok(found.bytes().await.map_err(failed)? == mark.as_bytes()),
            Err(object_store::Error::NotFound { .. }) => {
                let written = self.store.put(&path, Bytes::copy_from_slice(mark.as_bytes()).into());
                written.await.map(|_| true).map_err(failed)
            }
            Err(error) => Err(failed(error)),
        }
    }
}

/// How far an upload has come without a gap.
pub(super) fn reached(parts: &[(u64, u64)]) -> u64 {
    parts
        .iter()
        .take_while({
            let mut end = 0;
            move |(offset, bytes)| {
                let joined = *offset <= end;
                end = end.max(offset.saturating_add(*bytes));
                joined
            }
        })
        .map(|(offset, bytes)| offset.saturating_add(*bytes))
        .max()
        .unwrap_or_default()
}

fn part_path(id: &FileId, offset: u64) -> Path {
    Path::from(format!("parts/{id}/{offset:010}"))
}

/// Nobody else on the machine looks into it.
fn make(folder: &std::path::Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

fn failed(error: object_store::Error) -> Error {
    match error {
        object_store::Error::NotFound { .. } => Error::NotFound,
        other => Error::Unavailable(other.to_string()),
    }
}
