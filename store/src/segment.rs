//! A new file of SurrealKV's write-ahead log for every run.
//!
//! SurrealKV 0.21 goes on at the end of the last file of its log, also where a kill or a power cut has torn the last entry.
//! The start after that finds the torn entry in the middle, takes it for corruption and drops all that stands behind it:
//! writes that were acknowledged. An empty file behind the last one makes it go on there instead, and a torn entry stays
//! where it does no harm, at an end. (adr/0016; `a_torn_entry_costs_no_later_write` holds it.)

use std::fs::{File, OpenOptions};
use std::io;
use std::path::Path;

/// Puts an empty log file behind the last one of the database in `folder`, unless that one is empty, the folder is new or
/// somebody has the database open.
///
/// # Errors
/// When the folder cannot be read or written.
pub(crate) fn begin(folder: &Path) -> io::Result<()> {
    let log = folder.join("wal");
    if !log.is_dir() {
        return Ok(());
    }
    // The lock is SurrealKV's own; who has it open goes on writing where he is.
    let lock = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .open(folder.join("LOCK"))?;
    if lock.try_lock().is_err() {
        return Ok(());
    }
    let mut last = None;
    for entry in std::fs::read_dir(&log)? {
        let entry = entry?;
        let name = entry.file_name();
        let number = name
            .to_str()
            .and_then(|name| name.strip_suffix(".wal")?.parse::<u64>().ok());
        if let Some(number) = number {
            last = last.max(Some((number, entry.metadata()?.len())));
        }
    }
    let Some((number, 1..)) = last else { return Ok(()) };
    File::create_new(log.join(format!("{:020}.wal", number + 1)))?.sync_all()?;
    File::open(&log)?.sync_all()
}
