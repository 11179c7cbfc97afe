//! A database in a folder, opened by this process: as an installation, or as what is stored.

use crate::{Result, machine};
use domain::PersonId;
use domain::permission::Actor;
use service::{Daybook, Settings};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use store::Store;

/// How often it is looked whether somebody has let a database go, and how many times.
const AGAIN: Duration = Duration::from_millis(50);
const TIMES: usize = 400;
/// CPU time of a process at rest in a second, ms.
const QUIET: f64 = 30.0;

fn url(dir: &Path) -> String {
    format!("surrealkv://{}/db?sync=every", dir.display())
}

pub(super) async fn daybook(dir: &Path) -> Result<Daybook> {
    let settings = Settings {
        db: url(dir),
        unlimited: true,
        ..Settings::default()
    };
    for _ in 0..TIMES {
        match Daybook::open(settings.clone()).await {
            Err(store::Error::Locked { .. }) => tokio::time::sleep(AGAIN).await,
            outcome => return Ok(outcome?),
        }
    }
    Err(format!("{} stayed locked", dir.display()).into())
}

pub(super) async fn store(dir: &Path) -> Result<Store> {
    for _ in 0..TIMES {
        match Store::open(&url(dir), None).await {
            Err(store::Error::Locked { .. }) => tokio::time::sleep(AGAIN).await,
            outcome => return Ok(outcome?),
        }
    }
    Err(format!("{} stayed locked", dir.display()).into())
}

/// Lets it go; whoever opens it next waits for what runs in the background.
pub(super) async fn shut(daybook: Daybook) {
    daybook.close();
    drop(daybook);
    tokio::time::sleep(AGAIN).await;
}

/// Somebody with the rights of today.
pub(super) async fn actor(daybook: &Daybook, person: &str) -> Result<Arc<Actor>> {
    Ok(daybook.profile(&PersonId(person.to_owned())).await?.actor.clone())
}

/// Waits until this process has nothing left to do in the background, a few minutes at most.
pub(super) async fn settle() {
    let own = std::process::id();
    for _ in 0..180 {
        let before = machine::cpu_ms(own);
        tokio::time::sleep(Duration::from_secs(1)).await;
        if machine::cpu_ms(own) - before < QUIET {
            return;
        }
    }
}
