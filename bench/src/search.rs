//! `bench search`: questions of several kinds at two sizes, by people who may read little and much.

use crate::client::{Session, client, form};
use crate::data::{self, Loaded};
use crate::machine::{self, Watch};
use crate::report::median;
use crate::server::Server;
use crate::window::{Call, Figures, Kind, What, window};
use crate::{Args, Result, say};
use std::time::{Duration, Instant};

/// A member of staff reads a unit, a director several with all below.
const ROLES: [&str; 3] = ["staff", "chief", "director"];
const WARM: Duration = Duration::from_millis(200);
/// The p95 of every question at the large size, ms.
const BUDGET: f64 = 100.0;
/// Connections that ask at once, for the crowded figures.
const CROWD: usize = 16;

/// What is asked, by what it shows.
fn questions(locale: &str) -> [(&'static str, &'static str); 9] {
    match locale {
        "en" => [
            ("common", "question"),
            ("two words", "question minister"),
            ("phrase", "\"two questions\""),
            ("sentence", "answered the questions of the minister in two pages"),
            ("start", "minis"),
            ("one letter", "a"),
            ("in nothing", "helsinki"),
            ("number", "12"),
            ("not all words", "question zzzz"),
        ],
        _ => [
            ("common", "材料"),
            ("two words", "会议 材料"),
            ("phrase", "“满意度调查”"),
            ("sentence", "就满意度调查召开研讨会并形成材料"),
            ("part of a word", "度调"),
            ("one character", "人"),
            ("in nothing", "量子"),
            ("number", "12"),
            ("not all words", "材料 zzzz"),
        ],
    }
}

struct Side {
    server: Server,
    loaded: Loaded,
    readers: Vec<Session>,
}

/// One question by one reader: what was found, and the figures of every round.
struct Row {
    name: &'static str,
    role: &'static str,
    crowd: usize,
    found: [u64; 2],
    rounds: Vec<[Figures; 2]>,
}

impl Row {
    fn of(&self, side: usize, figure: fn(&Figures) -> f64) -> f64 {
        median(self.rounds.iter().filter_map(|round| round.get(side)).map(figure))
    }

    fn growth(&self, figure: fn(&Figures) -> f64) -> f64 {
        median(self.rounds.iter().map(|[small, large]| figure(large) / figure(small)))
    }

    fn failed(&self) -> u64 {
        self.rounds.iter().flatten().map(|f| f.failed).sum()
    }
}

pub(crate) async fn run(args: &Args) -> Result<bool> {
    say(&format!("bench search · {} · {}\n", args.locale, machine::facts()));
    let mut sides = Vec::new();
    for records in &args.sizes {
        sides.push(open(args, *records).await?);
    }
    let [small, large] = sides.as_slice() else {
        return Err("two sizes are compared".into());
    };
    let pair = [small, large];
    let ours = || small.server.cpu_ms() + large.server.cpu_ms() + machine::cpu_ms(std::process::id());
    let (watch, began) = (Watch::start(ours()), Instant::now());
    let rows = measured(args, pair).await?;
    say(&format!(
        "measured in {} s; {}\n\n{}",
        began.elapsed().as_secs(),
        watch.words(ours()),
        table(&rows, pair.map(|side| side.loaded.records))
    ));
    let worst = rows
        .iter()
        .filter(|row| row.crowd == 1)
        .map(|row| row.of(1, |f| f.p95))
        .fold(0.0, f64::max);
    let met = worst <= BUDGET;
    say(&format!(
        "\nBudget: p95 of each question at {} records ≤ {BUDGET:.0} ms, one connection: the worst is {worst:.1} ms: {}\n",
        large.loaded.records,
        if met { "met" } else { "missed" }
    ));
    let failed: u64 = rows.iter().map(Row::failed).sum();
    for side in sides {
        side.server.stop().await?;
    }
    Ok(met && failed == 0)
}

async fn open(args: &Args, records: usize) -> Result<Side> {
    let loaded = data::ready(args, records, "search").await?;
    let server = Server::start(args, &loaded.dir, 0, &[]).await?;
    let (before, began) = (server.rss_mb(), Instant::now());
    let client = client()?;
    let mut readers = Vec::new();
    for role in ROLES {
        readers.push(Session::sign_in(&client, &server.url, role, &server.password).await?);
    }
    while !readers
        .first()
        .ok_or("nobody asks")?
        .call("search", &[("ask[q]", "2026")])
        .await?["filling"]
        .is_null()
    {
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let filled = began.elapsed();
    server.settle().await;
    let after = server.rss_mb();
    say(&format!(
        "{records} records: index filled {:.1} s after the start; {before:.0} MB in memory at the start, {after:.0} MB with the index, the dictionary and {} sign-ins\n",
        filled.as_secs_f64(),
        readers.len()
    ));
    Ok(Side {
        server,
        loaded,
        readers,
    })
}

/// Every question by every reader on both sizes in turn, in every round.
async fn measured(args: &Args, sides: [&Side; 2]) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    for (n, role) in ROLES.into_iter().enumerate() {
        for (name, q) in questions(&args.locale) {
            rows.push(row(args, sides, (n, role), (name, q), 1).await?);
        }
    }
    let (name, q) = questions(&args.locale)[0];
    rows.push(row(args, sides, (2, ROLES[2]), (name, q), CROWD).await?);
    Ok(rows)
}

async fn row(
    args: &Args,
    sides: [&Side; 2],
    (reader, role): (usize, &'static str),
    (name, q): (&'static str, &str),
    crowd: usize,
) -> Result<Row> {
    let (mut found, mut calls) = ([0; 2], Vec::new());
    for (side, found) in sides.iter().zip(&mut found) {
        let session = side.readers.get(reader).ok_or("nobody asks")?;
        *found = session.call("search", &[("ask[q]", q)]).await?["total"]
            .as_u64()
            .unwrap_or_default();
        if name == "common" && *found == 0 {
            return Err(format!("“{q}” is in nothing: the questions do not fit these texts").into());
        }
        let what = What::new("/api/search", Kind::Ask(form(&[("ask[q]", q)])));
        calls.push((0..crowd).map(|_| Call::new(session, what.clone())).collect::<Vec<_>>());
    }
    let mut rounds = Vec::new();
    for round in 0..args.rounds {
        let mut figures = [Figures::default(); 2];
        for step in 0..2 {
            let target = (round + step) % 2;
            if let (Some(side), Some(calls), Some(place)) =
                (sides.get(target), calls.get(target), figures.get_mut(target))
            {
                *place = window(calls, WARM, args.span.min(Duration::from_secs(1)), || {
                    side.server.cpu_ms()
                })
                .await?;
            }
        }
        rounds.push(figures);
    }
    Ok(Row {
        name,
        role,
        crowd,
        found,
        rounds,
    })
}

fn table(rows: &[Row], sizes: [usize; 2]) -> String {
    let [small, large] = sizes.map(|n| format!("{n} records"));
    let columns = "  found  p50 ms  p95 ms  p99 ms  CPU ms";
    let mut text = format!("{:30} | {small:<39} | {large:<39} | large ÷ small\n", "");
    text += &format!(
        "{:<16} {:<9} {:>3} |{columns}  |{columns}  |   p50   p95\n",
        "question", "who", "c"
    );
    for row in rows {
        text += &format!("{:<16} {:<9} {:>3} |", row.name, row.role, row.crowd);
        for (side, found) in row.found.iter().enumerate() {
            let of = |figure: fn(&Figures) -> f64| row.of(side, figure);
            text += &format!(
                " {found:>6} {:>7.2} {:>7.2} {:>7.2} {:>7.2}  |",
                of(|f| f.p50),
                of(|f| f.p95),
                of(|f| f.p99),
                of(|f| f.cpu)
            );
        }
        text += &format!(" {:>5.2} {:>5.2}", row.growth(|f| f.p50), row.growth(|f| f.p95));
        if row.failed() > 0 {
            text += &format!("  {} answers were not 200", row.failed());
        }
        text += "\n";
    }
    text + "c: connections, each with one question on its way. found: what this reader may see of it.\n"
}
