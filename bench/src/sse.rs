//! A reader's open event stream: as little code as possible between the socket and the clock.

use crate::Result;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::time::timeout;

/// What came over one stream.
#[derive(Default)]
pub(crate) struct Heard {
    /// Arrival and id of each like.
    pub likes: Vec<(Instant, String)>,
    /// The server said to start over, or the stream ended before its time.
    pub broken: u32,
}

pub(crate) struct Stream {
    socket: TcpStream,
    /// What was read and is not yet a whole line.
    rest: Vec<u8>,
}

impl Stream {
    /// Opens `/live` and waits for its head.
    pub(crate) async fn open(url: &str, cookie: &str) -> Result<Self> {
        let address = url.trim_start_matches("http://");
        let mut socket = TcpStream::connect(address).await?;
        socket.set_nodelay(true)?;
        let request =
            format!("GET /live HTTP/1.1\r\nhost: {address}\r\ncookie: {cookie}\r\naccept: text/event-stream\r\n\r\n");
        socket.write_all(request.as_bytes()).await?;
        let mut stream = Self {
            socket,
            rest: Vec::new(),
        };
        let status = timeout(Duration::from_secs(20), stream.line())
            .await?
            .ok_or("closed at once")?;
        if !status.starts_with("HTTP/1.1 200") {
            return Err(format!("/live answers {status}").into());
        }
        while !timeout(Duration::from_secs(20), stream.line())
            .await?
            .ok_or("closed in its head")?
            .is_empty()
        {}
        Ok(stream)
    }

    /// The next line, or none at the end.
    ///
    /// The frames of HTTP's chunks stand on lines of their own and begin at an event's bounds, so they need no reading.
    async fn line(&mut self) -> Option<String> {
        loop {
            if let Some(end) = self.rest.iter().position(|b| *b == b'\n') {
                let line: Vec<u8> = self.rest.drain(..=end).collect();
                return Some(String::from_utf8_lossy(&line).trim_end().to_owned());
            }
            let mut some = [0; 4096];
            let n = self.socket.read(&mut some).await.ok().filter(|n| *n > 0)?;
            self.rest.extend_from_slice(some.get(..n)?);
        }
    }

    /// Notes the likes of one record until told to stop.
    pub(crate) async fn listen(mut self, record: String, mut stop: watch::Receiver<bool>) -> Heard {
        let mut heard = Heard::default();
        loop {
            let line = tokio::select! {
                line = self.line() => line,
                _ = stop.changed() => return heard,
            };
            let now = Instant::now();
            let Some(line) = line else {
                heard.broken += 1;
                return heard;
            };
            if let Some(data) = line.strip_prefix("data:") {
                let id = like_of(data, &record);
                heard.likes.extend(id.map(|id| (now, id)));
            } else if line == "event: reset" || line == "event: end" {
                heard.broken += 1;
            }
        }
    }
}

/// The event's id if it is a like of this record.
fn like_of(data: &str, record: &str) -> Option<String> {
    let message: serde_json::Value = serde_json::from_str(data).ok()?;
    let event = &message["event"]["liked"];
    let fits = event["record"] == record;
    fits.then(|| message["id"].as_str().map(str::to_owned)).flatten()
}
