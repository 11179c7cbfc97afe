//! Signing in, out, one-time links, passwords, limits.

use super::world::{World, draft, hear, hears, settings};
use domain::Violation;
use service::account::Origin;
use service::session::Token;
use service::{Error, Settings};
use std::net::IpAddr;
use std::time::{Duration, Instant};

const HOME: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(10, 1, 1, 1));
const PASSWORD: &str = "correct horse battery";

async fn open(world: &World, account: &str) -> Token {
    let link = world.link(account).await;
    service::account::open(&world.daybook, HOME, &link, PASSWORD, PASSWORD)
        .await
        .unwrap()
}

async fn stands(world: &World, token: &Token) -> bool {
    world.daybook.session(token).await.unwrap().is_some()
}

async fn sign_in(world: &World, account: &str, password: &str) -> service::Result<Token> {
    service::account::sign_in(&world.daybook, account, password, HOME)
        .await
        .map(|s| s.token)
}

#[tokio::test]
async fn a_link_opens_an_account_once() {
    let world = World::new().await;
    assert!(
        matches!(sign_in(&world, "ann", PASSWORD).await, Err(Error::NotFound)),
        "no account has a password by itself"
    );
    let link = world.link("ann").await;
    assert_eq!(
        service::account::invitation(&world.daybook, HOME, &link)
            .await
            .unwrap()
            .name,
        "Ann Three"
    );
    let short = service::account::open(&world.daybook, HOME, &link, "short", "short").await;
    assert!(matches!(short, Err(Error::Invalid(Violation::PasswordTooShort { .. }))));
    let differ = service::account::open(&world.daybook, HOME, &link, PASSWORD, "correct house battery").await;
    assert!(matches!(differ, Err(Error::Invalid(Violation::PasswordsDiffer))));
    let token = service::account::open(&world.daybook, HOME, &link, PASSWORD, PASSWORD)
        .await
        .unwrap();
    assert_eq!(
        world.daybook.session(&token).await.unwrap().as_ref(),
        Some(world.id("ann"))
    );
    for used in [link.as_str(), "", "x", "A'; DELETE account"] {
        assert!(
            matches!(
                service::account::open(&world.daybook, HOME, used, PASSWORD, PASSWORD).await,
                Err(Error::NotFound)
            ),
            "{used}"
        );
        assert!(service::account::invitation(&world.daybook, HOME, used).await.is_err());
    }
    assert_eq!(world.acts().await, ["account_invited", "account_opened"]);
    // A new link ends the one before.
    let (first, second) = (world.link("bob").await, world.link("bob").await);
    assert!(
        service::account::invitation(&world.daybook, HOME, &first)
            .await
            .is_err()
    );
    assert!(
        service::account::invitation(&world.daybook, HOME, &second)
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn a_link_that_is_too_old_opens_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("surrealkv://{}", folder.path().join("db").display());
    let world = World::with(settings(&url)).await;
    let link = world.link("ann").await;
    super::world::shut(world.daybook).await;
    let store = super::world::store(&url, None).await;
    let row = store.read().account("ann").await.unwrap().unwrap();
    let left = row.invite_until.unwrap() - chrono::Utc::now().timestamp_millis();
    assert!((71 * 3_600_000..=72 * 3_600_000).contains(&left), "72 hours: {left}");
    assert!(!row.invite.clone().unwrap().contains(&link), "only its hash is kept");
    let row = &store::account::AccountRow {
        invite_until: Some(chrono::Utc::now().timestamp_millis() - 1),
        ..row
    };
    store
        .transact(|tx| async move { tx.put_account(row).await })
        .await
        .unwrap();
    drop(store);
    let daybook = super::world::reopen(settings(&url)).await;
    assert!(matches!(
        service::account::open(&daybook, HOME, &link, PASSWORD, PASSWORD).await,
        Err(Error::NotFound)
    ));
}

#[tokio::test]
async fn signing_in_and_out() {
    let world = World::new().await;
    let first = open(&world, "ann").await;
    let second = sign_in(&world, " ANN ", PASSWORD).await.unwrap();
    assert_ne!(first.0, second.0);
    assert!(first.0.len() >= 43 && first.digest() != first.0);
    for (account, password) in [("ann", "wrong password"), ("nobody", PASSWORD), ("", ""), ("ann", "")] {
        assert!(
            matches!(sign_in(&world, account, password).await, Err(Error::NotFound)),
            "{account}"
        );
    }
    service::session::sign_out(&world.daybook, &first).await.unwrap();
    assert!(!stands(&world, &first).await && stands(&world, &second).await);
    let third = sign_in(&world, "ann", PASSWORD).await.unwrap();
    service::session::sign_out_everywhere(&world.daybook, world.id("ann"))
        .await
        .unwrap();
    assert!(!stands(&world, &second).await && !stands(&world, &third).await);
    assert!(!stands(&world, &Token("made up".into())).await);
}

#[tokio::test]
async fn signing_out_ends_the_streams_of_that_session() {
    let world = World::new().await;
    let (first, second) = (
        open(&world, "ann").await,
        sign_in(&world, "ann", PASSWORD).await.unwrap(),
    );
    let stream = |token: &Token| {
        let (daybook, ann, digest) = (world.daybook.clone(), world.id("ann").clone(), token.digest());
        async move { service::live::open(&daybook, &ann, &digest, None).await.unwrap() }
    };
    let (mut one, mut two) = (stream(&first).await, stream(&second).await);
    service::session::sign_out(&world.daybook, &first).await.unwrap();
    let record = world.write("bob", "After she left", "unit").await.id;
    assert!(
        matches!(
            hears(&mut one).await.map(|h| h.0).as_deref(),
            Some("signed_out" | "end")
        ),
        "the stream of the ended session goes on"
    );
    assert_eq!(
        hear(&mut one, 300).await.map(|h| h.1["kind"].clone()),
        Some("end".into())
    );
    assert_eq!(hears(&mut two).await, Some(("created".into(), record.0)));
    service::session::sign_out_everywhere(&world.daybook, world.id("ann"))
        .await
        .unwrap();
    assert_eq!(hears(&mut two).await.map(|h| h.0).as_deref(), Some("signed_out"));
    assert_eq!(hears(&mut two).await.map(|h| h.0).as_deref(), Some("end"));
}

#[tokio::test]
async fn sessions_end_when_nothing_is_asked_for_long() {
    let idle = Duration::from_secs(4);
    let world = World::with(Settings {
        idle,
        ..settings("mem://")
    })
    .await;
    let token = open(&world, "ann").await;
    assert!(stands(&world, &token).await);
    tokio::time::sleep(idle + idle / 8).await;
    assert!(!stands(&world, &token).await && !stands(&world, &token).await);
}

#[tokio::test]
async fn a_new_password_ends_the_old_one_and_other_sessions() {
    let world = World::new().await;
    let token = open(&world, "ann").await;
    let ann = world.actor("ann").await;
    let change = |current: &'static str, new: &'static str, again: &'static str| {
        let (daybook, ann) = (world.daybook.clone(), ann.clone());
        async move { service::account::change_password(&daybook, &ann, current, new, again).await }
    };
    assert!(matches!(
        change("not mine", "another horse battery", "another horse battery").await,
        Err(Error::Invalid(Violation::PasswordWrong))
    ));
    assert!(matches!(
        change(PASSWORD, "short", "short").await,
        Err(Error::Invalid(Violation::PasswordTooShort { .. }))
    ));
    let elsewhere = sign_in(&world, "ann", PASSWORD).await.unwrap();
    let mut stream = service::live::open(&world.daybook, world.id("ann"), &elsewhere.digest(), None)
        .await
        .unwrap();
    let kept = change(PASSWORD, "another horse battery", "another horse battery")
        .await
        .unwrap();
    assert!(!stands(&world, &token).await && !stands(&world, &elsewhere).await);
    assert!(stands(&world, &kept).await && kept.0 != token.0, "this device goes on");
    assert_eq!(hears(&mut stream).await.map(|h| h.0).as_deref(), Some("signed_out"));
    assert_eq!(hears(&mut stream).await.map(|h| h.0).as_deref(), Some("end"));
    assert!(
        sign_in(&world, "ann", PASSWORD).await.is_err()
            && sign_in(&world, "ann", "another horse battery").await.is_ok()
    );
    assert_eq!(
        world.acts().await,
        ["account_invited", "account_opened", "password_changed"]
    );
}

#[tokio::test]
async fn forty_accounts_are_opened_behind_one_address_and_guessing_links_is_stopped() {
    let world = World::with(Settings {
        unlimited: false,
        ..settings("mem://")
    })
    .await;
    for _ in 0..40 {
        let link = world.link("ann").await;
        assert!(service::account::invitation(&world.daybook, HOME, &link).await.is_ok());
        service::account::open(&world.daybook, HOME, &link, PASSWORD, PASSWORD)
            .await
            .unwrap();
    }
    let link = world.link("bob").await;
    let began = Instant::now();
    let mut outcomes = (0, 0);
    for n in 0..30 {
        let guess = format!("guess{n}");
        let error = match n % 2 {
            0 => service::account::invitation(&world.daybook, HOME, &guess).await.err(),
            _ => service::account::open(&world.daybook, HOME, &guess, PASSWORD, PASSWORD)
                .await
                .err(),
        };
        match error {
            Some(Error::NotFound) => outcomes.0 += 1,
            Some(Error::TooMany { seconds }) if (1..=11).contains(&seconds) => outcomes.1 += 1,
            other => panic!("{other:?}"),
        }
    }
    assert!(is_free(outcomes.0, 20, began, 10), "{outcomes:?}");
    let elsewhere: IpAddr = [10, 1, 1, 2].into();
    service::account::open(&world.daybook, elsewhere, &link, PASSWORD, PASSWORD)
        .await
        .unwrap();
}

#[tokio::test]
async fn an_open_page_is_no_place_to_guess_the_password() {
    let world = World::with(Settings {
        unlimited: false,
        ..settings("mem://")
    })
    .await;
    open(&world, "ann").await;
    let (ann, began) = (world.actor("ann").await, Instant::now());
    let mut looked_at = 0;
    for _ in 0..12 {
        let new = "another horse battery";
        match service::account::change_password(&world.daybook, &ann, "guess guess", new, new).await {
            Err(Error::Invalid(Violation::PasswordWrong)) => looked_at += 1,
            Err(Error::TooMany { .. }) => {}
            other => panic!("{:?}", other.err()),
        }
    }
    assert!(is_free(looked_at, 10, began, 20), "{looked_at}");
    assert!(sign_in(&world, "ann", PASSWORD).await.is_ok());
}

/// Whether as many tries went through as are free, and one more each so many seconds.
fn is_free(tries: u64, free: u64, began: Instant, each: u64) -> bool {
    (free..=free + began.elapsed().as_secs() / each).contains(&tries)
}

/// The seconds that a failure to sign in takes.
async fn refusal_takes(world: &World, account: &str) -> f64 {
    let began = Instant::now();
    let refused = sign_in(world, account, "wrong wrong wrong").await;
    assert!(matches!(refused, Err(Error::NotFound)));
    began.elapsed().as_secs_f64()
}

/// An account that does not exist, one that nobody opened yet, and one with another password take the same work.
#[tokio::test]
async fn time_tells_no_account() {
    let world = World::new().await;
    open(&world, "ann").await;
    // Others use the same machine: that makes a try longer, and none shorter. The shortest of many are compared.
    let mut least = [f64::INFINITY; 3];
    for round in 1..=200 {
        for (account, least) in ["ann", "nobody", "bob"].into_iter().zip(&mut least) {
            *least = least.min(refusal_takes(&world, account).await);
        }
        let [known, others @ ..] = least;
        if round > 8 && others.iter().all(|other| (0.75..1.33).contains(&(other / known))) {
            println!("refused after {known:.4} s; without such an account or password {others:.4?}");
            return;
        }
    }
    panic!("{least:?}");
}

/// Guesses from home until that is stopped for a while.
async fn guess_at_home(world: &World) {
    for _ in 0..100 {
        match sign_in(world, "ann", "guess guess").await {
            Err(Error::TooMany { seconds }) if seconds > 5 => return,
            // One more is free soon: that one first.
            Err(Error::TooMany { .. }) => tokio::time::sleep(Duration::from_secs(1)).await,
            guessed => assert!(guessed.is_err()),
        }
    }
    panic!("a flood is not stopped");
}

#[tokio::test]
async fn a_flood_is_stopped_and_locks_nobody_out() {
    let world = World::with(Settings {
        unlimited: false,
        ..settings("mem://")
    })
    .await;
    open(&world, "ann").await;
    let (attacker, began): (IpAddr, _) = ([10, 9, 9, 9].into(), Instant::now());
    let mut looked_at = 0;
    for _ in 0..14 {
        match service::account::sign_in(&world.daybook, "ann", "guess guess", attacker).await {
            Err(Error::TooMany { seconds }) => assert!((1..=60).contains(&seconds), "{seconds}"),
            outcome => {
                assert!(matches!(outcome.err(), Some(Error::NotFound)));
                looked_at += 1;
            }
        }
    }
    assert!(is_free(looked_at, 10, began, 20), "{looked_at}");
    assert!(
        sign_in(&world, "ann", PASSWORD).await.is_ok(),
        "she herself, from her own place"
    );
    // From the same address, as in one office: only the browser in which she signed in before is not stopped.
    let hers = Origin::of(HOME, None);
    let kept = hers.browser.clone().unwrap();
    service::account::sign_in(&world.daybook, "ann", PASSWORD, hers)
        .await
        .unwrap();
    guess_at_home(&world).await;
    assert!(matches!(
        sign_in(&world, "ann", PASSWORD).await,
        Err(Error::TooMany { .. })
    ));
    for (account, kept, opens) in [
        ("ann", kept.as_str(), true),
        ("ann", "made up", false),
        ("bob", kept.as_str(), false),
    ] {
        guess_at_home(&world).await;
        let from = Origin::of(HOME, Some(kept));
        let outcome = service::account::sign_in(&world.daybook, account, PASSWORD, from).await;
        assert_eq!(outcome.is_ok(), opens, "{account}");
    }
    // Writing has a limit of its own, each person's: here of somebody who writes forty records at the same moment.
    let (bob, began) = (world.actor("bob").await, Instant::now());
    let drafts: Vec<_> = (0..40).map(|n| draft(&n.to_string(), "unit")).collect();
    let writes = drafts
        .iter()
        .map(|draft| service::record::write(&world.daybook, &bob, draft, ""));
    let written = futures::future::join_all(writes).await;
    let taken = written.iter().filter(|w| !matches!(w, Err(Error::TooMany { .. })));
    let taken = u64::try_from(taken.count()).unwrap();
    assert!(is_free(taken, 30, began, 1), "{taken}");
    assert!(world.try_write("ann", &draft("I may", "unit"), "").await.is_ok());
}
