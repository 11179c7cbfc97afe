//! The real binary, killed while it writes: what it said was saved is there, with its leaf and its places in the lists.

use super::house::{UNKNOWN, encode, import, open};
use domain::permission::{Actor, Duty};
use domain::{RecordId, Scope};
use service::{Daybook, Settings};
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const WRITERS: [&str; 4] = ["ann", "bob", "fay", "hal"];
/// How long the machine may take for what is done in a moment otherwise.
const PATIENCE: Duration = Duration::from_secs(60);

/// The server and its address; none when it ended before it served: whoever had the database open lets it go a moment after.
fn serve(url: &str, site: &Path) -> Option<(Child, String)> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_daybook"))
        .args([
            "serve",
            "--db",
            url,
            "--listen",
            "127.0.0.1:0",
            "--unlimited",
            "true",
            "--log",
            "error",
        ])
        .arg("--site")
        .arg(site)
        .current_dir(site)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let said = BufReader::new(child.stdout.take().unwrap()).lines();
    let served = |line: String| Some(line.split_once("serves http://")?.1.to_owned());
    let address = said.map_while(Result::ok).find_map(served);
    if address.is_none() {
        child.wait().unwrap();
    }
    Some((child, address?))
}

/// The body of an answer with its status; none when the connection broke.
async fn post(address: &str, path: &str, token: &str, body: &[u8]) -> Option<(u16, String)> {
    let mut stream = TcpStream::connect(address).await.ok()?;
    let head = format!(
        "POST {path} HTTP/1.1\r\nhost: {address}\r\nsec-fetch-site: same-origin\r\ncookie: daybook_session={token}\r\naccept: application/json\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).await.ok()?;
    stream.write_all(body).await.ok()?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.ok()?;
    let answer = String::from_utf8(answer).ok()?;
    let (head, body) = answer.split_once("\r\n\r\n")?;
    Some((head.split(' ').nth(1)?.parse().ok()?, body.to_owned()))
}

async fn up(url: &str, site: &Path) -> (Child, String) {
    let began = Instant::now();
    loop {
        if let Some(served) = tokio::task::block_in_place(|| serve(url, site)) {
            return served;
        }
        assert!(began.elapsed() < PATIENCE, "the server does not come up");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// Writes until told to stop or cut off, and counts what is acknowledged; the ids of that.
async fn write(address: String, token: String, stop: Arc<AtomicBool>, told: Arc<AtomicUsize>) -> Vec<String> {
    let mut saved = Vec::new();
    for n in 0.. {
        if stop.load(Ordering::Relaxed) {
            break;
        }
        let body = encode(&[
            ("text", &format!("Record {n}")),
            ("day", ""),
            ("audience", "unit"),
            ("key", &format!("{token}{n}")),
        ]);
        let Some((status, answer)) = post(&address, "/api/write_record", &token, &body).await else {
            break;
        };
        let Ok(card) = serde_json::from_str::<serde_json::Value>(&answer) else {
            break;
        };
        assert_eq!(status, 200, "{answer}");
        saved.push(card["id"].as_str().unwrap().to_owned());
        told.fetch_add(1, Ordering::Relaxed);
    }
    saved
}

/// Opens the database on disk, when whoever held it is gone.
async fn daybook(url: &str) -> Daybook {
    let began = Instant::now();
    while began.elapsed() < PATIENCE {
        if let Ok(daybook) = Daybook::open(Settings {
            db: url.into(),
            unlimited: true,
            ..Settings::default()
        })
        .await
        {
            return daybook;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{url} stayed locked");
}

async fn prepare(url: &str) -> Vec<String> {
    let daybook = daybook(url).await;
    import(&daybook).await;
    let mut tokens = Vec::new();
    for who in WRITERS {
        tokens.push(open(&daybook, who).await.1);
    }
    daybook.close();
    tokens
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn nothing_acknowledged_is_lost_by_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("site");
    std::fs::create_dir_all(site.join("pkg")).unwrap();
    let names = r#"{"boot":"/pkg/boot.js","js":"/pkg/d.js","wasm":"/pkg/d.wasm","css":"/pkg/d.css"}"#;
    std::fs::write(site.join("assets.json"), names).unwrap();
    let url = format!("surrealkv://{}?sync=every", folder.path().join("db").display());
    let tokens = prepare(&url).await;
    let mut acknowledged = BTreeSet::new();
    // What was asked in a round before is asked again first, and answered as then.
    for (round, enough) in (0u64..).zip([10, 20, 30]) {
        let (mut child, address) = up(&url, &site).await;
        let (stop, told) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
        let writers: Vec<_> = tokens
            .iter()
            .map(|t| tokio::spawn(write(address.clone(), t.to_string(), stop.clone(), told.clone())))
            .collect();
        let began = Instant::now();
        tokio::time::sleep(Duration::from_millis(700 + 150 * round)).await;
        // Where it is slow, later: in the middle of writing.
        while told.load(Ordering::Relaxed) < enough && began.elapsed() < PATIENCE {
            tokio::time::sleep(Duration::from_millis(7)).await;
        }
        // SIGKILL: no handler runs, nothing is flushed by the process.
        child.kill().unwrap();
        child.wait().unwrap();
        stop.store(true, Ordering::Relaxed);
        for writer in writers {
            acknowledged.extend(writer.await.unwrap());
        }
    }
    println!("{} records acknowledged over three kills", acknowledged.len());
    assert!(acknowledged.len() > 20, "{}", acknowledged.len());
    check(&daybook(&url).await, &acknowledged).await;
}

/// Subjects of every record written, by the ledger.
async fn written(daybook: &Daybook) -> BTreeSet<String> {
    let auditor = Actor {
        person: UNKNOWN.into(),
        seats: vec![],
        duties: vec![Duty::Auditor],
        granted: vec![],
    };
    let (mut subjects, mut leaves) = (BTreeSet::new(), 0);
    let mut before: Option<String> = None;
    loop {
        let rows = service::ledger::page(daybook, &auditor, before.as_deref())
            .await
            .unwrap();
        let Some(last) = rows.last() else { break };
        before = Some(last.id.clone());
        for row in rows.into_iter().filter(|r| r.act == "record_written") {
            leaves += 1;
            subjects.insert(row.subject);
        }
    }
    assert_eq!(leaves, subjects.len(), "one leaf each");
    subjects
}

async fn list(daybook: &Daybook, actor: &Actor, scope: &Scope) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    let mut cursor = None;
    loop {
        let page = service::feed::page(daybook, actor, scope, cursor.as_deref())
            .await
            .unwrap();
        for card in page.cards {
            assert!(all.insert(card.id.0), "twice in a list");
        }
        cursor = page.next;
        if cursor.is_none() {
            return all;
        }
    }
}

async fn check(daybook: &Daybook, acknowledged: &BTreeSet<String>) {
    let leaves = written(daybook).await;
    assert!(
        acknowledged.is_subset(&leaves),
        "{} acknowledged have no leaf",
        acknowledged.difference(&leaves).count()
    );
    let admin = Actor {
        person: UNKNOWN.into(),
        seats: vec![],
        duties: vec![Duty::SystemAdministrator],
        granted: vec![],
    };
    let (mut by_author, mut by_unit) = (BTreeSet::new(), BTreeSet::new());
    for who in WRITERS {
        let rows = service::account::list(daybook, &admin, who).await.unwrap();
        let person = rows
            .into_iter()
            .find(|r| r.account.as_deref() == Some(who))
            .unwrap()
            .person;
        let actor = daybook.profile(&person.id).await.unwrap().actor.clone();
        by_author.extend(list(daybook, &actor, &Scope::Person(person.id)).await);
        by_unit.extend(list(daybook, &actor, &Scope::Unit(person.unit_id.unwrap())).await);
        for id in acknowledged {
            if let Ok(card) = service::feed::card(daybook, &actor, &RecordId(id.clone())).await {
                assert!(card.text.starts_with("Record "));
            }
        }
    }
    // Each record is whole or was never: its row, its leaf and its places in the lists of author and unit.
    assert_eq!((by_author.len(), by_unit.len()), (leaves.len(), leaves.len()));
    assert!(by_author == leaves && by_unit == leaves);
}
