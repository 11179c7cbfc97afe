//! `bench feed`: reading, liking and writing at two sizes and against the same bytes from memory.

mod depth;
pub(crate) mod plan;
mod walk;

use crate::client::{Session, client};
use crate::data::{self, Loaded};
use crate::machine::{self, Watch};
use crate::memory::Memory;
use crate::report::{self, Budget, Row, table};
use crate::server::Server;
use crate::window::{Figures, window};
use crate::{Args, Result, say};
use plan::Cell;
use std::time::{Duration, Instant};
use walk::Walk;

/// Who reads: a member of staff sees a unit, a chief a unit with what is below, a director several.
pub(crate) const ROLES: [&str; 3] = ["staff", "chief", "director"];
/// Connections: alone, and crowded for two cores.
pub(crate) const CROWDS: [usize; 2] = [1, 16];
const WARM: Duration = Duration::from_millis(300);

/// One of the two sizes.
pub(crate) struct Side {
    // Ends before its data go.
    pub server: Server,
    pub loaded: Loaded,
    /// As in [`ROLES`].
    pub readers: Vec<Session>,
    /// As many different people as the largest crowd.
    pub writers: Vec<Session>,
    /// As in [`ROLES`].
    pub walks: Vec<Walk>,
}

pub(crate) async fn run(args: &Args) -> Result<bool> {
    say(&format!("bench feed · {}\n", machine::facts()));
    let mut sides = Vec::new();
    for records in &args.sizes {
        sides.push(open(args, *records, "feed", &[]).await?);
    }
    let [small, large] = sides.as_slice() else {
        return Err("two sizes are compared".into());
    };
    let pair = [small, large];
    let bodies = plan::bodies(large).await?;
    let memory = Memory::start(&large.loaded.dir.join("bodies"), &bodies).await?;
    say(&format!(
        "measuring {} rounds of {:?} for everything\n",
        args.rounds, args.span
    ));
    let ours = || small.server.cpu_ms() + large.server.cpu_ms() + memory.cpu_ms() + machine::cpu_ms(std::process::id());
    let watch = Watch::start(ours());
    let began = Instant::now();
    let mut rows = Vec::new();
    // Reading first, on the demo's own records; writing last, because it changes what is read.
    for cells in [
        plan::reads(pair, &memory),
        plan::likes(pair, &memory).await?,
        plan::writes(pair, &memory),
    ] {
        rows.extend(rounds(args, pair, &memory, cells).await?);
    }
    let took = began.elapsed().as_secs();
    say(&format!(
        "measured in {} min {} s; {}\n\n",
        took / 60,
        took % 60,
        watch.words(ours())
    ));
    for side in pair {
        say(&format!(
            "{}; {:.0} MB in memory afterwards\n",
            side.loaded.words(args.people),
            side.server.rss_mb()
        ));
    }
    say(&format!(
        "\n{}",
        table(&rows, [small.loaded.records, large.loaded.records])
    ));
    say(&walk::words(pair));
    let mut budgets = report::budgets(&rows);
    let most = large.loaded.records;
    for side in sides {
        side.server.stop().await?;
    }
    let (text, budget) = depth::measure(args, most).await?;
    budgets.push(budget);
    say(&format!("{}{text}{}", report::depth(&rows), report::verdict(&budgets)));
    Ok(rows.iter().all(|row| row.failed() == 0) && budgets.iter().all(Budget::met))
}

/// A server on a copy of the database with these people signed in, and its feed walked down.
async fn open(args: &Args, records: usize, purpose: &str, more: &[&str]) -> Result<Side> {
    let loaded = data::ready(args, records, purpose).await?;
    let server = Server::start(args, &loaded.dir, 0, more).await?;
    let rss = server.rss_mb();
    server.settle().await;
    let client = client()?;
    let mut readers = Vec::new();
    for role in ROLES {
        readers.push(Session::sign_in(&client, &server.url, role, &server.password).await?);
    }
    let mut writers = Vec::new();
    for n in 1..=CROWDS.into_iter().max().unwrap_or(1) {
        // Not the first ones, who head whole organisations.
        let account = format!("u{:05}", args.people / 3 + n);
        writers.push(Session::sign_in(&client, &server.url, &account, &server.password).await?);
    }
    let mut walks = Vec::new();
    for reader in &readers {
        walks.push(walk::down(reader, args.pages).await?);
    }
    say(&format!(
        "{records} records: serving after {:.1} s, {rss:.0} MB in memory, {:.0} MB after {} sign-ins and {} pages\n",
        server.took.as_secs_f64(),
        server.rss_mb(),
        readers.len() + writers.len(),
        walks.iter().map(|walk| walk.pages + 1).sum::<usize>()
    ));
    Ok(Side {
        loaded,
        server,
        readers,
        writers,
        walks,
    })
}

/// Every cell in every round on both sizes and on memory, in changing order, so that noise meets all.
async fn rounds(args: &Args, sides: [&Side; 2], memory: &Memory, cells: Vec<Cell>) -> Result<Vec<Row>> {
    let mut rows: Vec<Row> = cells.iter().map(Row::of).collect();
    for round in 0..args.rounds {
        for (cell, row) in cells.iter().zip(&mut rows) {
            let mut figures = [Figures::default(); 3];
            for step in 0..3 {
                let target = (round + step) % 3;
                let cpu = || match sides.get(target) {
                    Some(side) => side.server.cpu_ms(),
                    None => memory.cpu_ms(),
                };
                if let (Some(calls), Some(place)) = (cell.calls.get(target), figures.get_mut(target)) {
                    *place = window(calls, WARM, args.span, cpu).await?;
                }
            }
            row.rounds.push(figures);
        }
    }
    Ok(rows)
}
