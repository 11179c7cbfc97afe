//! Down the feed, page after page: every page is read for the first time, so nothing of it is in memory yet.

use super::{ROLES, Side};
use crate::Result;
use crate::client::Session;
use crate::window::{micros, quantile, times};
use hdrhistogram::Histogram;
use std::time::Instant;

pub(crate) struct Walk {
    /// The pages read, the first left out.
    pub pages: usize,
    times: Histogram<u64>,
    /// The cursor of the deepest full page.
    pub cursor: String,
}

/// Records on a page of the feed.
const FULL: usize = 20;

pub(super) async fn down(reader: &Session, pages: usize) -> Result<Walk> {
    let mut walk = Walk {
        pages: 0,
        times: times()?,
        cursor: String::new(),
    };
    let mut next = String::new();
    while walk.pages < pages {
        let fields = [("scope", "all"), ("cursor", next.as_str())];
        let fields = if next.is_empty() { &fields[..1] } else { &fields[..] };
        let sent = Instant::now();
        let page = reader.call("feed", fields).await?;
        let took = sent.elapsed();
        let full = page["cards"].as_array().is_some_and(|cards| cards.len() == FULL);
        if !full && next.is_empty() {
            return Err(format!("{} has no full page to read", reader.account).into());
        }
        if full && !next.is_empty() {
            walk.times.record(micros(took))?;
            walk.pages += 1;
            walk.cursor.clone_from(&next);
        }
        match page["next"].as_str() {
            Some(cursor) if full => next = cursor.to_owned(),
            _ => break,
        }
    }
    Ok(walk)
}

pub(super) fn words(sides: [&Side; 2]) -> String {
    let mut text = String::from("\nDown the feed, each page for the first time (one connection; p50, p99 ms):\n");
    for (n, role) in ROLES.iter().enumerate() {
        text += &format!("  {role:<10}");
        for side in sides {
            if let Some(walk) = side.walks.get(n) {
                text += &format!(
                    "{:>9} records: {:>3} pages {:>7.2} {:>7.2}   ",
                    side.loaded.records,
                    walk.pages,
                    quantile(&walk.times, 0.5),
                    quantile(&walk.times, 0.99)
                );
            }
        }
        text += "\n";
    }
    text
}
