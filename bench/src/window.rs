//! Closed loop: some connections, each with one request on its way at any time, for a while.

use crate::client::{Session, form};
use crate::{Fault, Result};
use hdrhistogram::Histogram;
use reqwest::header::ACCEPT_ENCODING;
use reqwest::{RequestBuilder, StatusCode};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// What is asked over and over.
#[derive(Clone, Debug)]
pub(crate) struct What {
    pub path: String,
    pub kind: Kind,
}

#[derive(Clone, Debug)]
pub(crate) enum Kind {
    /// A page as HTML.
    Page,
    /// The same, compressed as a browser asks for it.
    Brotli,
    /// A server function that changes nothing, with its form.
    Ask(String),
    /// A new record each time.
    Write,
    /// A like of one of these records, its end, a like of the next…
    Like(Vec<String>),
}

impl What {
    pub(crate) fn new(path: impl Into<String>, kind: Kind) -> Self {
        Self {
            path: path.into(),
            kind,
        }
    }
}

/// A record of usual length.
const WORDS: &str = "巡查辖区排水管网，清掏检查井三处，更换破损井盖一块，现场拍照存档；\
    另核对上月工单，逾期两件已约定本周五前办结。";

/// One connection's work; its count goes on from window to window.
pub(crate) struct Call {
    pub session: Session,
    pub what: What,
    pub sent: AtomicU64,
}

impl Call {
    pub(crate) fn new(session: &Session, what: What) -> Arc<Self> {
        Arc::new(Self {
            session: session.clone(),
            what,
            sent: AtomicU64::new(0),
        })
    }

    fn request(&self) -> RequestBuilder {
        let n = self.sent.fetch_add(1, Ordering::Relaxed);
        let path = &self.what.path;
        match &self.what.kind {
            Kind::Page => self.session.get(path),
            Kind::Brotli => self.session.get(path).header(ACCEPT_ENCODING, "br, gzip"),
            Kind::Ask(body) => self.session.post(path, body.clone()),
            Kind::Write => {
                let key = format!("{}-{n}-{}", std::process::id(), self.session.account);
                let text = format!("第{n}次{WORDS}");
                self.session.post(
                    path,
                    form(&[("text", &text), ("day", ""), ("audience", "unit"), ("key", &key)]),
                )
            }
            Kind::Like(records) => {
                let turn = usize::try_from(n / 2).unwrap_or_default() % records.len().max(1);
                let record = records.get(turn).map(String::as_str).unwrap_or_default();
                let on = if n.is_multiple_of(2) { "true" } else { "false" };
                self.session.post(path, form(&[("record", record), ("on", on)]))
            }
        }
    }

    /// Sends it once and reads the whole answer.
    pub(crate) async fn once(&self) -> Result<(StatusCode, Vec<u8>)> {
        let answer = self.request().send().await?;
        let status = answer.status();
        Ok((status, answer.bytes().await?.to_vec()))
    }
}

/// What one window showed.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Figures {
    pub p50: f64,
    pub p95: f64,
    pub p99: f64,
    pub rate: f64,
    /// The server's CPU time for one request, ms.
    pub cpu: f64,
    /// Answers that were not 200.
    pub failed: u64,
}

pub(crate) fn times() -> Result<Histogram<u64>> {
    Ok(Histogram::new_with_bounds(1, 120_000_000, 3)?)
}

pub(crate) fn micros(took: Duration) -> u64 {
    u64::try_from(took.as_micros()).unwrap_or(u64::MAX)
}

/// Value at a quantile, ms.
pub(crate) fn quantile(times: &Histogram<u64>, q: f64) -> f64 {
    times.value_at_quantile(q) as f64 / 1000.0
}

/// Runs the calls side by side for `warm`, then for `span`; only the latter counts. `cpu` reads the server's CPU time.
pub(crate) async fn window(
    calls: &[Arc<Call>],
    warm: Duration,
    span: Duration,
    cpu: impl Fn() -> f64,
) -> Result<Figures> {
    let begin = Instant::now() + warm;
    let end = begin + span;
    let workers: Vec<_> = calls
        .iter()
        .map(|call| tokio::spawn(worker(call.clone(), begin, end)))
        .collect();
    tokio::time::sleep_until(begin.into()).await;
    let before = cpu();
    tokio::time::sleep_until(end.into()).await;
    let used = cpu() - before;
    let (mut all, mut failed) = (times()?, 0);
    for worker in workers {
        let (own, bad) = worker.await??;
        all.add(own)?;
        failed += bad;
    }
    if all.is_empty() {
        return Err(format!("no answer within {span:?}: {:?}", calls.first().map(|c| &c.what)).into());
    }
    let rate = all.len() as f64 / span.as_secs_f64();
    Ok(Figures {
        p50: quantile(&all, 0.5),
        p95: quantile(&all, 0.95),
        p99: quantile(&all, 0.99),
        rate,
        cpu: used / all.len() as f64,
        failed,
    })
}

async fn worker(call: Arc<Call>, begin: Instant, end: Instant) -> std::result::Result<(Histogram<u64>, u64), Fault> {
    let (mut own, mut failed) = (times()?, 0);
    loop {
        let sent = Instant::now();
        if sent >= end {
            return Ok((own, failed));
        }
        let (status, body) = call.once().await?;
        let done = Instant::now();
        // What began in the window counts, however long it took: the slow ones are not cut off.
        if sent >= begin {
            own.record(micros(done - sent))?;
            if status != StatusCode::OK {
                failed += 1;
                let words = String::from_utf8_lossy(&body);
                let words: String = words.chars().take(200).collect();
                crate::say(&format!(
                    "  {} for {}: {status} {words}\n",
                    call.what.path, call.session.account
                ));
            }
        }
    }
}
