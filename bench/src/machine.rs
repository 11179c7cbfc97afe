//! What the numbers were measured on, and who else was at work there.

use std::fs::read_to_string;
use std::time::Instant;

/// One tick of the kernel's accounts is 10 ms on every Linux that Daybook is built for.
const TICK_MS: f64 = 10.0;

pub(crate) fn facts() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let about = read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = about.lines().find_map(|line| {
        line.strip_prefix("model name")?
            .split_once(": ")
            .map(|(_, m)| m.to_owned())
    });
    let kernel = read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    let load = read_to_string("/proc/loadavg").unwrap_or_default();
    let program = std::env::current_exe().unwrap_or_default();
    let profile = program
        .parent()
        .and_then(|dir| dir.file_name())
        .map(|n| n.to_string_lossy().into_owned())
        .unwrap_or_default();
    format!(
        "{cores} cores · {} · Linux {} · profile {profile} · load before {}",
        model.unwrap_or_else(|| std::env::consts::ARCH.into()),
        kernel.trim(),
        load.split_whitespace().take(3).collect::<Vec<_>>().join(" ")
    )
}

/// CPU time of a process so far, ms.
pub(crate) fn cpu_ms(pid: u32) -> f64 {
    let stat = read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    let after = stat.rsplit_once(") ").map(|(_, rest)| rest).unwrap_or_default();
    after
        .split(' ')
        .skip(11)
        .take(2)
        .filter_map(|t| t.parse::<f64>().ok())
        .sum::<f64>()
        * TICK_MS
}

/// Memory of a process as `/proc/<pid>/status` has it, MiB.
pub(crate) fn rss_mb(pid: u32) -> f64 {
    memory_mb(pid, "VmRSS:")
}

/// The most memory that a process had so far, MiB.
pub(crate) fn peak_mb(pid: u32) -> f64 {
    memory_mb(pid, "VmHWM:")
}

fn memory_mb(pid: u32, field: &str) -> f64 {
    let status = read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let value = status
        .lines()
        .find_map(|l| l.strip_prefix(field)?.split_whitespace().next()?.parse::<f64>().ok());
    value.unwrap_or_default() / 1024.0
}

/// Busy time of all cores so far, ms, and the part that another virtual machine took.
fn busy_ms() -> (f64, f64) {
    let stat = read_to_string("/proc/stat").unwrap_or_default();
    let line = stat.lines().next().unwrap_or_default();
    let t: Vec<f64> = line.split_whitespace().skip(1).filter_map(|t| t.parse().ok()).collect();
    let at = |n: usize| t.get(n).copied().unwrap_or_default();
    // user nice system idle iowait irq softirq steal
    ((at(0) + at(1) + at(2) + at(5) + at(6)) * TICK_MS, at(7) * TICK_MS)
}

/// Watches how much of the machine others took.
pub(crate) struct Watch {
    began: Instant,
    busy: (f64, f64),
    ours: f64,
}

impl Watch {
    /// `ours`: CPU time so far of the processes that belong to the benchmark, ms.
    pub(crate) fn start(ours: f64) -> Self {
        Self {
            began: Instant::now(),
            busy: busy_ms(),
            ours,
        }
    }

    pub(crate) fn words(&self, ours: f64) -> String {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let all = self.began.elapsed().as_secs_f64() * 1000.0 * cores as f64;
        let (busy, stolen) = busy_ms();
        let others = (busy - self.busy.0 - (ours - self.ours)).max(0.0);
        format!(
            "meanwhile other processes took {:.0} % of the cores, other machines on the host {:.0} %",
            100.0 * others / all,
            100.0 * (stolen - self.busy.1) / all
        )
    }
}
