//! What this process may take at most, whatever a template does: whoever started it also looks at the clock.

use anyhow::{Context, Result};
use rustix::process::{Resource, Rlimit, setrlimit};

/// Bytes of data: a roster of 5,000 people is about 1 MB.
pub const LARGEST: u64 = 32 << 20;
/// Bytes of one template or picture.
pub const LARGEST_FILE: u64 = 4 << 20;

/// Bytes of memory: that roster takes about 0.8 GB.
const MEMORY: u64 = 2 << 30;
/// Seconds of the processor: nobody waits longer.
const SECONDS: u64 = 120;

pub fn keep() -> Result<()> {
    for (resource, most) in [(Resource::As, MEMORY), (Resource::Cpu, SECONDS), (Resource::Core, 0)] {
        let limit = Rlimit {
            current: Some(most),
            maximum: Some(most),
        };
        setrlimit(resource, limit).context("no limit could be set for this process")?;
    }
    Ok(())
}
