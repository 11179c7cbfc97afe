//! `bench live`: from a leader's like to every reader's open stream.

mod readers;

use crate::client::Session;
use crate::data;
use crate::machine::{self, Watch};
use crate::server::Server;
use crate::sse::{Heard, Stream};
use crate::window::{micros, quantile, times};
use crate::{Args, Result, say};
use readers::Audience;
use std::collections::HashSet;
use std::time::{Duration, Instant, SystemTime};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// DESIGN.md: seen by the readers, p99 in ms.
const BUDGET: f64 = 250.0;
/// Streams opened at once.
const AT_ONCE: usize = 16;
/// After the last like, before the streams are counted.
const PATIENCE: Duration = Duration::from_secs(5);

/// One like as the leader's browser saw it.
struct Sent {
    at: Instant,
    /// Wall clock around the request, ms since 1970: the event's id lies between.
    wall: (u128, u128),
    took: Duration,
    late: Duration,
}

pub(crate) async fn run(args: &Args) -> Result<bool> {
    say(&format!("bench live · {}\n", machine::facts()));
    let loaded = data::ready(args, args.records, "live").await?;
    let server = Server::start(args, &loaded.dir, 0, &[]).await?;
    let audience = readers::find(args, &server).await?;
    say(&format!(
        "{}\n{} people may read the record; {} marks and unmarks it every {} ms, {} times\n",
        loaded.words(args.people),
        audience.readers.len(),
        audience.leader.account,
        args.every.as_millis(),
        args.likes
    ));
    let idle = server.rss_mb();
    let (stop, stopped) = watch::channel(false);
    let open = Instant::now();
    let streams = open_all(args, &audience, &stopped).await?;
    say(&format!(
        "{} streams open after {:.1} s\n",
        streams.len(),
        open.elapsed().as_secs_f64()
    ));
    // The first events after opening find caches and buffers as they stay.
    tokio::time::sleep(Duration::from_secs(2)).await;
    let holding = server.rss_mb();
    let ours = || server.cpu_ms() + machine::cpu_ms(std::process::id());
    let (watch, cpu, began) = (Watch::start(ours()), server.cpu_ms(), Instant::now());
    let sent = like(args, &audience.leader, &audience.record).await?;
    let (cpu, elapsed) = (server.cpu_ms() - cpu, began.elapsed());
    tokio::time::sleep(PATIENCE).await;
    stop.send_replace(true);
    let mut heard = Vec::new();
    for stream in streams {
        heard.push(stream.await?);
    }
    let used = format!(
        "the server used {:.0} % of a core, {:.1} ms for a like with its {} deliveries; {}",
        cpu / elapsed.as_millis() as f64 * 100.0,
        cpu / sent.len() as f64,
        heard.len(),
        watch.words(ours())
    );
    let memory = format!(
        "server's memory: {idle:.0} MB before, {holding:.0} MB with the streams open ({:.0} KB each), {:.0} MB after the likes",
        (holding - idle) * 1024.0 / heard.len() as f64,
        server.rss_mb()
    );
    let met = report(&sent, &heard)?;
    say(&format!("{memory}\n{used}\n"));
    server.stop().await?;
    Ok(met)
}

async fn open_all(args: &Args, audience: &Audience, stopped: &watch::Receiver<bool>) -> Result<Vec<JoinHandle<Heard>>> {
    let mut streams = Vec::with_capacity(args.streams);
    let people: Vec<&Session> = audience.readers.iter().cycle().take(args.streams).collect();
    for some in people.chunks(AT_ONCE) {
        let opened =
            futures::future::try_join_all(some.iter().map(|reader| Stream::open(&reader.url, &reader.cookie))).await?;
        for stream in opened {
            streams.push(tokio::spawn(stream.listen(audience.record.clone(), stopped.clone())));
        }
    }
    Ok(streams)
}

/// On, off, on…, each at its time, or as soon as the one before was answered.
async fn like(args: &Args, leader: &Session, record: &str) -> Result<Vec<Sent>> {
    let wall = || {
        SystemTime::UNIX_EPOCH
            .elapsed()
            .map(|t| t.as_millis())
            .unwrap_or_default()
    };
    let mut sent = Vec::with_capacity(args.likes);
    let begin = Instant::now();
    for n in 0..args.likes {
        let due = begin + args.every * u32::try_from(n)?;
        tokio::time::sleep_until(due.into()).await;
        let (at, before) = (Instant::now(), wall());
        let state = leader
            .call(
                "set_like",
                &[("record", record), ("on", if n % 2 == 0 { "true" } else { "false" })],
            )
            .await?;
        sent.push(Sent {
            at,
            wall: (before, wall()),
            took: at.elapsed(),
            late: at - due,
        });
        if state["liked"] != (n % 2 == 0) {
            return Err(format!("like {n} was answered with {state}").into());
        }
    }
    Ok(sent)
}

/// Milliseconds in the head of an event's id (a ULID with a digit behind it).
fn moment(id: &str) -> Option<u128> {
    const DIGITS: &str = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    id.get(..10)?
        .chars()
        .try_fold(0, |sum, c| Some(sum * 32 + DIGITS.find(c)? as u128))
}

fn report(sent: &[Sent], heard: &[Heard]) -> Result<bool> {
    let (mut all, mut last, mut answers) = (times()?, times()?, times()?);
    let mut slowest = vec![Duration::ZERO; sent.len()];
    let (mut missing, mut repeated, mut foreign) = (0, 0, 0);
    for stream in heard {
        let (mut ids, mut got) = (HashSet::new(), HashSet::new());
        for (at, id) in &stream.likes {
            if !ids.insert(id) {
                repeated += 1;
                continue;
            }
            let ms = moment(id).unwrap_or_default();
            let Some(n) = sent
                .iter()
                .position(|s| s.wall.0 <= ms && ms <= s.wall.1 && !got.contains(&s.at))
            else {
                foreign += 1;
                continue;
            };
            if let (Some(like), Some(slowest)) = (sent.get(n), slowest.get_mut(n)) {
                got.insert(like.at);
                let took = at.saturating_duration_since(like.at);
                all.record(micros(took))?;
                *slowest = took.max(*slowest);
            }
        }
        missing += sent.len() - got.len();
    }
    for (like, slowest) in sent.iter().zip(slowest) {
        last.record(micros(slowest))?;
        answers.record(micros(like.took))?;
    }
    let mut text = format!("\n{:<44} {:>8} {:>8} {:>8}\n", "ms", "p50", "p99", "max");
    for (name, times) in [
        ("like sent → seen, over all streams", &all),
        ("like sent → seen by the last stream", &last),
        ("like sent → answered to the leader", &answers),
    ] {
        text += &format!(
            "{name:<44} {:>8.1} {:>8.1} {:>8.1}\n",
            quantile(times, 0.5),
            quantile(times, 0.99),
            quantile(times, 1.0)
        );
    }
    let broken: u32 = heard.iter().map(|h| h.broken).sum();
    let late = sent.iter().map(|s| s.late).max().unwrap_or_default();
    text += &format!(
        "{} deliveries of {}; missing {missing}, repeated {repeated}, unknown {foreign}, broken streams {broken}; latest start of a like {:.1} ms\n",
        all.len(),
        sent.len() * heard.len(),
        late.as_secs_f64() * 1000.0
    );
    let p99 = quantile(&all, 0.99);
    let met = p99 <= BUDGET && missing == 0 && repeated == 0 && foreign == 0 && broken == 0;
    text += &format!(
        "budget: p99 over all streams at most {BUDGET} ms, nothing missing or repeated: {}\n",
        if met { "met" } else { "MISSED" }
    );
    say(&text);
    Ok(met)
}
