//! Two processes on one real SurrealDB server behave as one.

use super::world::{World, draft, hears, hears_more, settings, until};
use service::{Daybook, Login, Settings};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The server, stopped when dropped.
struct Server {
    child: Child,
    url: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Beside the test's own folder: `target/<profile>/surreal-dev`.
fn binary() -> Option<PathBuf> {
    let own = std::env::current_exe().unwrap();
    let found = own
        .ancestors()
        .skip(1)
        .take(3)
        .map(|folder| folder.join("surreal-dev"))
        .find(|path| path.is_file());
    if found.is_none() {
        assert!(std::env::var_os("CI").is_none(), "surreal-dev was not built");
        println!("SKIPPED: there is no surreal-dev beside {}", own.display());
    }
    found
}

async fn start() -> Option<Server> {
    let binary = binary()?;
    let server = until("the database server does not come up", async || served(&binary).await).await;
    Some(server)
}

/// A server on an address that was free a moment ago; none when somebody else was faster to take it.
async fn served(binary: &Path) -> Option<Server> {
    let free = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let bind = free.to_string();
    let child = Command::new(binary)
        .args([
            "start", "--bind", &bind, "--user", "root", "--pass", "root", "--log", "none", "memory",
        ])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut server = Server {
        child,
        url: format!("ws://{bind}"),
    };
    while server.child.try_wait().unwrap().is_none() {
        if tokio::net::TcpStream::connect(free).await.is_ok() {
            return Some(server);
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    None
}

fn shared(server: &Server) -> Settings {
    Settings {
        login: Some(Login {
            user: "root".into(),
            password: "root".into(),
        }),
        ..settings(&server.url)
    }
}

/// Two installations on one database, A with the organisation imported.
async fn pair(server: &Server) -> (World, World) {
    let b = Daybook::open(shared(server)).await.unwrap();
    let a = World::with(shared(server)).await;
    (a, World::of(b).await)
}

/// Waits until it is so in the other process as well; how long that took is printed.
async fn comes(what: &str, check: impl AsyncFn() -> bool) {
    let began = Instant::now();
    until(what, async || check().await.then_some(())).await;
    println!("{what}: {:.0?}", began.elapsed());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn several_that_start_at_once_on_an_empty_database_all_stand() {
    let Some(server) = start().await else { return };
    let starting = (0..4).map(|_| tokio::spawn(Daybook::open(shared(&server))));
    for started in futures::future::join_all(starting).await {
        assert!(started.unwrap().is_ok());
    }
    let world = World::with(shared(&server)).await;
    world.write("ann", "On one schema", "unit").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_one_writes_the_other_shows_at_once() {
    let Some(server) = start().await else { return };
    let (a, b) = pair(&server).await;
    let mut bob = b.stream("bob", None).await;
    let mut hal = b.stream("hal", None).await;
    // B has everything in memory before.
    assert!(b.feed("bob", &domain::Scope::All).await.is_empty());
    let began = Instant::now();
    let record = a.write("ann", "Written through A", "unit").await.id;
    assert_eq!(hears(&mut bob).await, Some(("created".into(), record.0.clone())));
    println!("written through A, heard through B: {:.0?}", began.elapsed());
    comes("B's feed", async || b.sees("bob", &record).await).await;
    assert!(b.card("bob", &record).await.unwrap().text.contains("through A"));
    a.edit("ann", &record, &draft("Edited through A", "unit"), "")
        .await
        .unwrap();
    comes("the edit in B's memory", async || {
        b.card("bob", &record).await.unwrap().text == "Edited through A"
    })
    .await;
    service::like::set(&b.daybook, &*b.actor("bob").await, &record, true)
        .await
        .unwrap();
    comes("the like in A's memory", async || {
        a.card("ann", &record).await.unwrap().likes == 1
    })
    .await;
    a.edit("ann", &record, &draft("For leaders", "leaders"), "")
        .await
        .unwrap();
    comes("the smaller audience in B", async || {
        !b.reads("bob", &record).await && !b.sees("bob", &record).await
    })
    .await;
    assert_eq!(hears_more(&mut hal).await, None);
    // One key, two processes, one record.
    let once = draft("Once", "unit");
    let (one, two) = tokio::join!(a.try_write("ann", &once, "key"), b.try_write("ann", &once, "key"));
    assert_eq!(one.unwrap().id, two.unwrap().id);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_right_taken_in_one_is_taken_in_the_other() {
    let Some(server) = start().await else { return };
    let (a, b) = pair(&server).await;
    let (office, harbour) = (a.unit("ann").await, a.unit("har").await);
    let ole = a.actor("ole").await;
    service::grant::give(&a.daybook, &ole, &office, &harbour, "")
        .await
        .unwrap();
    comes("the grant in B", async || !b.actor("hal").await.granted.is_empty()).await;
    let mut hal = b.stream("hal", None).await;
    let record = a.write("ann", "For guests", "granted").await.id;
    comes("the record in B", async || b.sees("hal", &record).await).await;
    heard(&mut hal, "created").await;
    let grant = service::grant::list(&a.daybook, &ole)
        .await
        .unwrap()
        .grants
        .remove(0)
        .id;
    service::grant::revoke(&a.daybook, &ole, &grant).await.unwrap();
    comes("the revocation in B", async || !b.reads("hal", &record).await).await;
    a.write("ann", "No longer", "granted").await;
    assert_eq!(heard(&mut hal, "rights").await, ["rights"]);
    assert_eq!(hears_more(&mut hal).await, None);
}

/// Kinds of all that comes up to one that surely does.
async fn heard(stream: &mut service::live::Stream, last: &str) -> Vec<String> {
    let mut kinds = Vec::new();
    while kinds.last().is_none_or(|kind| kind != last) {
        kinds.push(hears(stream).await.unwrap().0);
    }
    kinds
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_session_ended_in_one_is_ended_in_the_other() {
    let Some(server) = start().await else { return };
    let (a, b) = pair(&server).await;
    let password = "correct horse battery";
    let link = a.link("ann").await;
    let first = service::account::open(
        &a.daybook,
        std::net::IpAddr::from([10, 0, 0, 1]),
        &link,
        password,
        password,
    )
    .await
    .unwrap();
    let second = service::account::sign_in(&b.daybook, "ann", password, std::net::IpAddr::from([10, 0, 0, 1]))
        .await
        .unwrap()
        .token;
    for token in [&first, &second] {
        assert!(a.daybook.session(token).await.unwrap().is_some() && b.daybook.session(token).await.unwrap().is_some());
    }
    service::session::sign_out(&a.daybook, &first).await.unwrap();
    comes("one signed out, in B", async || {
        b.daybook.session(&first).await.unwrap().is_none()
    })
    .await;
    assert!(b.daybook.session(&second).await.unwrap().is_some());
    service::session::sign_out_everywhere(&a.daybook, a.id("ann"))
        .await
        .unwrap();
    comes("all signed out, in B", async || {
        b.daybook.session(&second).await.unwrap().is_none()
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_one_writes_the_other_finds() {
    let Some(server) = start().await else { return };
    let (a, b) = pair(&server).await;
    let finds = async |world: &World, q: &str| {
        let ask = domain::search::Ask {
            q: q.into(),
            ..Default::default()
        };
        let from = std::net::Ipv4Addr::LOCALHOST.into();
        let page = service::search::page(&world.daybook, &*world.actor("bob").await, from, &ask).await;
        page.unwrap().hits.len()
    };
    assert_eq!(finds(&b, "quay").await, 0);
    let record = a.write("ann", "Inspected the quay", "unit").await.id;
    assert_eq!(finds(&a, "quay").await, 1, "at once where it was written");
    comes("found through the other", async || finds(&b, "quay").await == 1).await;
    a.edit("ann", &record, &draft("Inspected the pier", "unit"), "")
        .await
        .unwrap();
    comes("the edit is found", async || finds(&b, "pier").await == 1).await;
    assert_eq!(finds(&b, "quay").await, 0);
    service::record::withdraw(&a.daybook, &*a.actor("ann").await, &record)
        .await
        .unwrap();
    comes("what was withdrawn is not", async || finds(&b, "pier").await == 0).await;
}
