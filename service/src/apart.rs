//! Work on threads of its own. An embedded database works on the thread of whoever asks it, so what reads or writes thousands keeps the
//! threads that answer requests free, and several parts of it use several processors.

use crate::{Error, Result};
use std::num::NonZeroUsize;
use tokio::runtime::Handle;
use tokio::task::spawn_blocking;

/// Parts that are worked on side by side.
pub(crate) fn abreast() -> usize {
    std::thread::available_parallelism()
        .map_or(2, NonZeroUsize::get)
        .clamp(2, 8)
}

/// Does work on a thread of its own. Nobody waiting for it any more, it is done to its end.
pub(crate) async fn apart<T, W, F>(work: W) -> Result<T>
where
    T: Send + 'static,
    W: FnOnce() -> F + Send + 'static,
    F: Future<Output = Result<T>>,
{
    let runtime = Handle::current();
    let done = spawn_blocking(move || runtime.block_on(work())).await;
    done.map_err(|fault| Error::Unavailable(fault.to_string()))?
}
