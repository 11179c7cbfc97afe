//! Two processes on one real SurrealDB server behave as one.

use super::world::{World, draft, hears, settings};
use service::{Daybook, Login, Settings};
use std::path::PathBuf;
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
    let server = Server {
        child,
        url: format!("ws://{bind}"),
    };
    let began = Instant::now();
    while tokio::net::TcpStream::connect(free).await.is_err() {
        assert!(
            began.elapsed() < Duration::from_secs(20),
            "the database server does not come up"
        );
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Some(server)
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

async fn within<F: Future<Output = bool>>(what: &str, check: impl Fn() -> F) {
    let began = Instant::now();
    while !check().await {
        assert!(
            began.elapsed() < Duration::from_secs(2),
            "{what}: not within two seconds"
        );
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
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
    let heard = tokio::time::timeout(Duration::from_secs(2), async {
        loop {
            if let Some(heard) = hears(&mut bob).await {
                return heard;
            }
        }
    });
    assert_eq!(heard.await.unwrap(), ("created".into(), record.0.clone()));
    println!("written through A, heard through B: {:.0?}", began.elapsed());
    within("B's feed", || async { b.sees("bob", &record).await }).await;
    assert!(b.card("bob", &record).await.unwrap().text.contains("through A"));
    a.edit("ann", &record, &draft("Edited through A", "unit"), "")
        .await
        .unwrap();
    within("the edit in B's memory", || async {
        b.card("bob", &record).await.unwrap().text == "Edited through A"
    })
    .await;
    service::like::set(&b.daybook, &*b.actor("bob").await, &record, true)
        .await
        .unwrap();
    within("the like in A's memory", || async {
        a.card("ann", &record).await.unwrap().likes == 1
    })
    .await;
    a.edit("ann", &record, &draft("For leaders", "leaders"), "")
        .await
        .unwrap();
    within("the smaller audience in B", || async {
        !b.reads("bob", &record).await && !b.sees("bob", &record).await
    })
    .await;
    assert_eq!(hears(&mut hal).await, None);
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
    within("the grant in B", || async { !b.actor("hal").await.granted.is_empty() }).await;
    let mut hal = b.stream("hal", None).await;
    let record = a.write("ann", "For guests", "granted").await.id;
    within("the record in B", || async { b.sees("hal", &record).await }).await;
    while hears(&mut hal).await.is_some() {}
    let grant = service::grant::list(&a.daybook, &ole)
        .await
        .unwrap()
        .grants
        .remove(0)
        .id;
    service::grant::revoke(&a.daybook, &ole, &grant).await.unwrap();
    within("the revocation in B", || async { !b.reads("hal", &record).await }).await;
    a.write("ann", "No longer", "granted").await;
    let mut heard = Vec::new();
    while let Some((kind, _)) = hears(&mut hal).await {
        heard.push(kind);
    }
    assert_eq!(heard, ["rights"]);
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
    within("one signed out, in B", || async {
        b.daybook.session(&first).await.unwrap().is_none()
    })
    .await;
    assert!(b.daybook.session(&second).await.unwrap().is_some());
    service::session::sign_out_everywhere(&a.daybook, a.id("ann"))
        .await
        .unwrap();
    within("all signed out, in B", || async {
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
    within("found through the other", || async { finds(&b, "quay").await == 1 }).await;
    a.edit("ann", &record, &draft("Inspected the pier", "unit"), "")
        .await
        .unwrap();
    within("the edit is found", || async { finds(&b, "pier").await == 1 }).await;
    assert_eq!(finds(&b, "quay").await, 0);
    service::record::withdraw(&a.daybook, &*a.actor("ann").await, &record)
        .await
        .unwrap();
    within("what was withdrawn is not", || async { finds(&b, "pier").await == 0 }).await;
}
