//! Importing staff lists through the whole path.

use super::world::{HEADINGS, STAFF, World, draft, hears, import, official, settings};
use domain::{PersonId, Scope};
use service::{Daybook, Error};
use std::time::Instant;

fn list(rows: &str) -> String {
    format!("{HEADINGS}{rows}")
}

#[tokio::test]
async fn the_same_list_again_changes_nothing() {
    let world = World::new().await;
    assert_eq!(import(&world.daybook, &list(STAFF)).await, Ok(0));
    // Nor does another order of rows, or another coding of the file.
    let mut rows: Vec<&str> = STAFF.lines().collect();
    rows.reverse();
    assert_eq!(
        import(&world.daybook, &list(&(rows.join("\r\n") + "\r\n"))).await,
        Ok(0)
    );
    assert_eq!(import(&world.daybook, &format!("\u{feff}{}", list(STAFF))).await, Ok(0));
    assert!(world.acts().await.is_empty());
}

#[tokio::test]
async fn a_later_list_moves_adds_and_ends() {
    let world = World::new().await;
    let record = world.write("ann", "Before the move", "unit").await.id;
    let (office, bob) = (world.unit("ann").await, world.id("bob").clone());
    let later = STAFF
        .replace(
            "Bureau/Office,no,O2,Clerk,O1,3,Ann Three,ann,2024-01-01,",
            "Bureau/Finance,no,O2,Clerk,F1,3,Ann Three,ann,2024-01-01,",
        )
        .replace("Bureau/Office,no,O3,Clerk,O1,4,Bob Four,bob,2024-01-01,\n", "")
        + "Bureau/Archive,yes,A1,Archivist,B1,20,Arc Twenty,arc,,\n";
    assert!(import(&world.daybook, &list(&later)).await.unwrap() > 0);
    assert_ne!(world.unit("ann").await, office, "moved with her post");
    let bobs = world.daybook.profile(&bob).await.unwrap();
    assert!(
        bobs.seats.is_empty() && bobs.other.len() == 1,
        "ended, and kept as history"
    );
    // The record stays with the Office and is not carried to Finance.
    assert!(world.sees("ole", &record).await && world.reads("ann", &record).await);
    assert!(
        !world.reads("fin", &record).await && !world.reads("fay", &record).await && !world.reads("bob", &record).await
    );
    assert!(matches!(
        world.try_write("bob", &draft("Still here?", "unit"), "").await,
        Err(Error::Invalid(_))
    ));
    let new = world.write("ann", "After the move", "unit").await.id;
    assert!(world.sees("fay", &new).await && !world.sees("ole", &new).await);
    let page = service::directory::person(&world.daybook, &*world.actor("fin").await, world.id("ann"))
        .await
        .unwrap();
    assert_eq!(page.appointments.len(), 2, "both places stand on her page");
    assert_eq!(import(&world.daybook, &list(&later)).await, Ok(0));
    // And back again.
    assert!(import(&world.daybook, &list(STAFF)).await.unwrap() > 0);
    assert_eq!(world.unit("ann").await, office);
    assert!(world.sees("bob", &record).await);
    assert_eq!(import(&world.daybook, &list(STAFF)).await, Ok(0));
}

#[tokio::test]
async fn a_refused_list_writes_nothing_and_says_why() {
    let world = World::new().await;
    let wrong = [
        (STAFF.replace("P2,Reader,P1", "P2,Reader,NOBODY"), "unknown superior"),
        (STAFF.replace("B1,Director,,", "B1,Director,P2,"), "a circle"),
        (STAFF.replace("H3,Pilot", "H2,Pilot"), "a reference twice"),
        (STAFF.replace("F1,Head of finance", ",Head of finance"), "no reference"),
        (STAFF.replace("2024-01-01", "2024-13-01"), "no date"),
        (
            STAFF.replace("Bureau/Office,no", "Bureau/Office,perhaps"),
            "neither yes nor no",
        ),
    ];
    for (rows, what) in wrong {
        // A change that would be fine alone must not come through either.
        let rows = rows + "Bureau/Archive,yes,A1,Archivist,B1,20,Arc Twenty,arc,,\n";
        let words = import(&world.daybook, &list(&rows)).await.err().unwrap_or_default();
        assert!(
            !words.is_empty() && words.iter().all(|w| w.len() > 10),
            "{what}: {words:?}"
        );
    }
    assert!(import(&world.daybook, "").await.is_err() && import(&world.daybook, HEADINGS).await != Ok(1));
    assert!(world.acts().await.is_empty());
    assert_eq!(import(&world.daybook, &list(STAFF)).await, Ok(0));
}

const PASSWORD: &str = "correct horse battery";

async fn sign_in(world: &World, account: &str) -> bool {
    let home = std::net::IpAddr::from([10, 1, 1, 1]);
    service::account::sign_in(&world.daybook, account, PASSWORD, home)
        .await
        .is_ok()
}

async fn accounts(world: &World, query: &str) -> Vec<(PersonId, String)> {
    let admin = official(domain::permission::Duty::SystemAdministrator);
    let rows = service::account::list(&world.daybook, &admin, query).await.unwrap();
    rows.into_iter()
        .filter_map(|row| Some((row.person.id, row.account?)))
        .collect()
}

#[tokio::test]
async fn a_renamed_account_keeps_its_password_and_ends_its_sessions() {
    let world = World::new().await;
    let home = std::net::IpAddr::from([10, 1, 1, 1]);
    let token = service::account::open(&world.daybook, home, &world.link("bob").await, PASSWORD, PASSWORD)
        .await
        .unwrap();
    let mut stream = service::live::open(&world.daybook, world.id("bob"), &token.digest(), None)
        .await
        .unwrap();
    let renamed = STAFF.replace("Bob Four,bob,", "Bob Four,Bobby,");
    let files = [("staff.csv".to_owned(), list(&renamed).into_bytes())];
    let dry = service::import::check(&world.daybook, &files, service::import::Kind::StaffList, &mut |_, _| {})
        .await
        .unwrap();
    let words: Vec<String> = dry.changes.unwrap().iter().map(|c| c.words(domain::Lang::Zh)).collect();
    assert_eq!(
        words,
        ["4 Bob Four 的账号由“bob”改名为“bobby”：密码不变，需用新账号重新登录"]
    );
    assert!(sign_in(&world, "bob").await, "a dry run changes nothing");

    assert_eq!(import(&world.daybook, &list(&renamed)).await, Ok(1));
    assert!(!sign_in(&world, "bob").await && sign_in(&world, "bobby").await);
    assert!(world.daybook.session(&token).await.unwrap().is_none());
    assert_eq!(hears(&mut stream).await.map(|h| h.0).as_deref(), Some("signed_out"));
    assert_eq!(
        accounts(&world, "bob").await,
        [(world.id("bob").clone(), "bobby".to_owned())]
    );
    assert_eq!(
        import(&world.daybook, &list(&renamed)).await,
        Ok(0),
        "the same list changes nothing"
    );
    // The old name is free for somebody else, who gets nothing with it.
    let reused = renamed.replace("O4,Clerk,O1,,,,,", "O4,Clerk,O1,30,New Thirty,bob,,");
    assert!(import(&world.daybook, &list(&reused)).await.unwrap() > 0);
    assert!(!sign_in(&world, "bob").await && sign_in(&world, "bobby").await);
}

#[tokio::test]
async fn two_accounts_can_change_names_with_each_other() {
    let world = World::new().await;
    let swapped = STAFF
        .replace("Bob Four,bob,", "Bob Four,held,")
        .replace("Ann Three,ann,", "Ann Three,bob,")
        .replace("Bob Four,held,", "Bob Four,ann,");
    assert_eq!(import(&world.daybook, &list(&swapped)).await, Ok(2));
    for (query, account) in [("bob four", "ann"), ("ann three", "bob")] {
        let rows = accounts(&world, query).await;
        assert!(rows.len() == 1 && rows[0].1 == account, "{rows:?}");
    }
    assert_eq!(import(&world.daybook, &list(&swapped)).await, Ok(0));
}

#[tokio::test]
async fn who_comes_back_under_another_account_has_one() {
    let world = World::new().await;
    let back = STAFF.replace("O4,Clerk,O1,,,,,", "O4,Clerk,O1,5,Old Five,oldest,,");
    assert!(import(&world.daybook, &list(&back)).await.unwrap() > 0);
    assert_eq!(
        accounts(&world, "old").await,
        [(world.id("old").clone(), "oldest".to_owned())]
    );
    assert_eq!(import(&world.daybook, &list(&back)).await, Ok(0));
}

#[tokio::test]
async fn an_account_name_of_somebody_else_is_refused_in_words() {
    let world = World::new().await;
    // Ann's, who keeps it; and one of somebody whom the list does not name.
    for account in ["ann", "ANN", "old"] {
        let clash = STAFF.to_owned() + &format!("Bureau/Archive,yes,A1,Archivist,B1,20,Arc Twenty,{account},,\n");
        let words = import(&world.daybook, &list(&clash)).await.unwrap_err();
        assert_eq!(words.len(), 1, "{words:?}");
        assert!(words[0].contains("belongs to staff number"), "{words:?}");
    }
    for unfit in ["a b", "x", "张三;李四"] {
        let wrong = STAFF.replace("Bob Four,bob,", &format!("Bob Four,{unfit},"));
        let words = import(&world.daybook, &list(&wrong)).await.unwrap_err();
        assert!(words.len() == 1 && words[0].contains(unfit), "{words:?}");
    }
    assert!(world.acts().await.is_empty());
    assert_eq!(accounts(&world, "ann").await[0].0, *world.id("ann"));
}

/// Seconds of processor time of this thread, on which a test does nearly all its work: other tests of the process or the machine do not
/// lengthen them.
fn worked() -> f64 {
    let stat = std::fs::read_to_string("/proc/thread-self/stat").unwrap();
    let after = stat.rsplit(") ").next().unwrap();
    let ticks = after.split(' ').skip(11).take(2).map(|n| n.parse::<f64>().unwrap());
    ticks.sum::<f64>() / 100.0
}

#[tokio::test]
async fn ten_thousand_rows_in_time() {
    let mut rows = String::from("Big,yes,P0,Head,,0,Person 0,p0,2024-01-01,\n");
    for n in 1..10_000 {
        let unit = format!("Big/Division {}/Section {}", n % 40, n % 400);
        rows += &format!(
            "{unit},no,P{n},Officer,P{},{n},Person {n},person{n},2024-01-01,\n",
            (n - 1) / 8
        );
    }
    // On disk, as in use. In memory each row's savepoint copies the whole transaction, and the same takes minutes.
    let folder = tempfile::tempdir().unwrap();
    let daybook = Daybook::open(settings(&format!(
        "surrealkv://{}?sync=every",
        folder.path().join("db").display()
    )))
    .await
    .unwrap();
    let (began, before) = (Instant::now(), worked());
    let changes = import(&daybook, &list(&rows)).await.unwrap();
    let (first, worked) = (began.elapsed(), worked() - before);
    let again = Instant::now();
    assert_eq!(import(&daybook, &list(&rows)).await, Ok(0));
    println!(
        "import of 10,000 rows: {changes} changes in {first:.1?}, {worked:.1} s of work; the same again {:.1?}",
        again.elapsed()
    );
    assert!(worked < 20.0, "{worked} s of work");
    let admin = official(domain::permission::Duty::SystemAdministrator);
    let person = service::account::list(&daybook, &admin, "person9999")
        .await
        .unwrap()
        .remove(0)
        .person
        .id;
    let profile = daybook.profile(&person).await.unwrap();
    assert_eq!((profile.seats.len(), profile.seats[0].path.len()), (1, 3));
    assert!(
        service::feed::page(&daybook, &profile.actor, &Scope::All, None)
            .await
            .unwrap()
            .cards
            .is_empty()
    );
}

#[tokio::test]
async fn an_import_says_how_far_it_is_and_is_found_again() {
    use domain::view::ImportState;
    use service::import::{Kind, apply, job, recent, report, start, write_from_terminal};
    let world = World::new().await;
    let rows: String = (0..600)
        .map(|n| format!("Big,no,P{n},Officer,,{},Person {n},person{n},,\n", n + 100))
        .collect();
    let bad = "Big,no,,Officer,,,,,,\n".repeat(1_200);
    let admin = official(domain::permission::Duty::SystemAdministrator);
    let begin = |name: &str, rows: &str| {
        let files = vec![(name.to_owned(), list(rows).into_bytes())];
        start(&world.daybook, &admin, Kind::StaffList, files).unwrap()
    };
    let seen = |id: &str| job(&world.daybook, &admin, id, domain::Lang::En).unwrap();
    let ended = async |id: &str, running: ImportState| {
        while seen(id).state == running {
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
        seen(id)
    };
    let refused = begin("bad.csv", &bad);
    let looked = ended(&refused, ImportState::Checking).await;
    assert_eq!(
        (looked.state, looked.findings.len(), looked.problems),
        (ImportState::Rejected, 200, 1_200)
    );
    let book = report(&world.daybook, &admin, &refused, domain::Lang::En).unwrap();
    assert!(
        book.starts_with(b"PK") && book.len() > 10_000,
        "a workbook with more than the page shows"
    );

    // The writer hears every step, up to the whole.
    let heard = std::sync::Mutex::new(Vec::new());
    let files = [("big.csv".to_owned(), list(&rows).into_bytes())];
    let checked = service::import::check(&world.daybook, &files, Kind::StaffList, &mut |_, _| {})
        .await
        .unwrap();
    let progress = |done, total| heard.lock().unwrap().push((done, total));
    write_from_terminal(&world.daybook, &"terminal".into(), &checked.changes.unwrap(), &progress)
        .await
        .unwrap();
    let heard = heard.into_inner().unwrap();
    let (done, total) = *heard.last().unwrap();
    assert!(heard.len() > 8 && done == total && total >= 2_400, "{heard:?}");
    assert!(heard.is_sorted(), "{heard:?}");

    let more = begin("more.csv", &rows.replace("Officer", "Senior officer"));
    assert_eq!(ended(&more, ImportState::Checking).await.state, ImportState::Ready);
    apply(&world.daybook, &admin, &more).await.unwrap();
    let done = ended(&more, ImportState::Writing).await;
    assert_eq!((done.state, done.done, done.total), (ImportState::Done, 600, 600));
    let jobs = recent(&world.daybook, &admin).await.unwrap_or_default();
    let files: Vec<_> = jobs.iter().map(|line| (line.files.as_str(), line.state)).collect();
    assert_eq!(
        files,
        [("more.csv", ImportState::Done), ("bad.csv", ImportState::Rejected)]
    );
    assert!(matches!(
        recent(&world.daybook, &*world.actor("ole").await).await,
        Err(Error::NotFound)
    ));
}
