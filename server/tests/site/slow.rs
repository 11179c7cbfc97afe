//! Slow clients on a real socket: what trickles or stalls is cut; a live stream is not.

use super::house::House;
use server::connection::{Patience, serve};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

const PATIENCE: Patience = Patience {
    head: Duration::from_secs(2),
    body: Duration::from_secs(1),
    taking: Duration::from_secs(2),
    farewell: Duration::from_secs(5),
};

struct Served {
    house: House,
    address: String,
    stop: oneshot::Sender<()>,
    serving: tokio::task::JoinHandle<()>,
}

impl Served {
    async fn new() -> Self {
        let house = House::new().await;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let (stop, stopped) = oneshot::channel();
        let router = house.router.clone();
        let serving = tokio::spawn(serve(listener, router, PATIENCE, async move {
            let _ = stopped.await;
        }));
        Self {
            house,
            address,
            stop,
            serving,
        }
    }

    async fn connect(&self) -> TcpStream {
        TcpStream::connect(&self.address).await.unwrap()
    }

    fn head(&self, method: &str, path: &str, who: &str, rest: &str) -> String {
        format!(
            "{method} {path} HTTP/1.1\r\nhost: {}\r\nsec-fetch-site: same-origin\r\ncookie: daybook_session={}\r\n{rest}\r\n",
            self.address,
            self.house.token(who)
        )
    }
}

/// What comes until the other end closes, within `limit`; none when it stays open.
async fn until_closed(stream: &mut TcpStream, limit: Duration) -> Option<String> {
    let mut all = Vec::new();
    let read = async {
        let mut some = [0; 4096];
        while let Ok(n @ 1..) = stream.read(&mut some).await {
            all.extend_from_slice(&some[..n]);
        }
    };
    let closed = tokio::time::timeout(limit, read).await.is_ok();
    closed.then(|| String::from_utf8_lossy(&all).into_owned())
}

/// Sooner or later; later where the machine has much else to do.
const SOON: Duration = Duration::from_secs(20);

#[tokio::test]
async fn who_says_nothing_or_trickles_a_head_is_cut() {
    let served = Served::new().await;
    let mut silent = served.connect().await;
    assert!(until_closed(&mut silent, SOON).await.is_some(), "said nothing, stays");
    let loris = served.connect().await;
    let (mut reading, mut writing) = loris.into_split();
    let trickle = async {
        let head = "GET /sign-in HTTP/1.1\r\nhost: x\r\n";
        let mut broke = writing.write_all(head.as_bytes()).await.is_err();
        let began = Instant::now();
        while !broke && began.elapsed() < SOON {
            tokio::time::sleep(Duration::from_millis(100)).await;
            broke = writing.write_all(b"x-a: b\r\n").await.is_err();
        }
        broke
    };
    let read = async {
        let mut all = String::new();
        let _ = tokio::time::timeout(SOON, reading.read_to_string(&mut all)).await;
        all
    };
    let (broke, heard) = tokio::join!(trickle, read);
    assert!(broke, "a head may trickle for ever");
    assert!(!heard.contains("200 OK"), "{heard}");
    // Others are served; idle afterwards, they are closed too.
    let mut other = served.connect().await;
    other
        .write_all(served.head("GET", "/healthz", "ann", "").as_bytes())
        .await
        .unwrap();
    let answer = until_closed(&mut other, SOON).await.unwrap_or_default();
    assert!(
        answer.starts_with("HTTP/1.1 200") && answer.ends_with("ok\n"),
        "{answer}"
    );
}

#[tokio::test]
async fn a_body_that_stalls_is_cut_and_nothing_is_written() {
    let served = Served::new().await;
    let before = served.house.acts().await;
    for accept in ["text/html", "application/json"] {
        let mut stream = served.connect().await;
        let rest =
            format!("accept: {accept}\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: 500\r\n");
        let head = served.head("POST", "/api/write_record", "ann", &rest);
        stream.write_all(head.as_bytes()).await.unwrap();
        stream
            .write_all(b"text=Half+of+a&day=&audience=unit&key=")
            .await
            .unwrap();
        let answer = until_closed(&mut stream, SOON).await;
        let answer = answer.unwrap_or_else(|| panic!("{accept}: a body may stall for ever"));
        assert!(answer.starts_with("HTTP/1.1 4"), "{accept}: {answer}");
        let told = answer.contains("did not arrive whole") || answer.contains("没有传完");
        assert_eq!(told, accept == "text/html", "{answer}");
    }
    assert_eq!(served.house.acts().await, before);
}

#[tokio::test]
async fn a_stream_lasts_and_ends_with_the_server() {
    let served = Served::new().await;
    let mut bob = served.connect().await;
    let head = served.head("GET", "/live", "bob", "accept: text/event-stream\r\n");
    bob.write_all(head.as_bytes()).await.unwrap();
    assert!(
        until_closed(&mut bob, 3 * PATIENCE.head).await.is_none(),
        "cut like an idle connection"
    );
    let record = served.house.write("ann", "Still there", "unit").await;
    let told = async {
        let (mut heard, mut some) = (String::new(), vec![0; 65_536]);
        while !heard.contains(record.as_str()) {
            let n = bob.read(&mut some).await.unwrap();
            assert!(n > 0, "{heard}");
            heard += &String::from_utf8_lossy(&some[..n]);
        }
    };
    tokio::time::timeout(SOON, told).await.unwrap();
    let mut idle = served.connect().await;
    served.house.daybook.close();
    served.stop.send(()).unwrap();
    tokio::time::timeout(SOON, served.serving).await.unwrap().unwrap();
    let last = until_closed(&mut bob, SOON).await.unwrap();
    assert!(last.contains("event: end"), "{last}");
    assert!(until_closed(&mut idle, SOON).await.is_some());
    assert!(TcpStream::connect(&served.address).await.is_err());
}
