//! Paging: a thousand records with ties, every reader, compared with the decision over all of them.

use super::world::{HEADINGS, PEOPLE, STAFF, World, import, reopen, settings, shut, store};
use domain::permission::{Action, Resource, decide};
use domain::{Audience, PersonId, PositionId, RecordId, Scope};
use service::{Daybook, Error};
use std::collections::BTreeSet;
use store::bulk::Whole;
use store::record::RecordRow;

const RECORDS: usize = 1_000;

/// All readers' feeds as they should be: what may be read, drafts and withdrawn ones aside, newest first.
async fn check_feeds(world: &World, all: &[(i64, RecordRow)], scopes: bool) {
    for reader in PEOPLE.iter().chain(&["old"]) {
        let actor = world.actor(reader).await;
        let open = |row: &RecordRow| {
            let may = decide(&actor, Action::ReadRecord, &Resource::Record(row.facts())).allowed;
            may && !row.withdrawn && row.audience() != Audience::Draft
        };
        let mut wanted: Vec<(i64, &str)> = all
            .iter()
            .filter(|(_, row)| open(row))
            .map(|(ord, row)| (*ord, row.id.as_str()))
            .collect();
        wanted.sort_unstable();
        let wanted: Vec<RecordId> = wanted.into_iter().map(|(_, id)| id.into()).collect();
        let shown = world.feed(reader, &Scope::All).await;
        assert_eq!(
            shown.len(),
            wanted.len(),
            "{reader}: {} of {} records",
            shown.len(),
            wanted.len()
        );
        assert_eq!(shown, wanted, "{reader}");
        if scopes {
            check_scopes(world, reader, all).await;
        }
    }
}

/// Units' and people's lists hold nothing else than the whole feed does, and nothing twice.
async fn check_scopes(world: &World, reader: &str, all: &[(i64, RecordRow)]) {
    let actor = world.actor(reader).await;
    let units: BTreeSet<&str> = all.iter().map(|(_, row)| row.unit.as_str()).collect();
    let authors: BTreeSet<&str> = all.iter().map(|(_, row)| row.author.as_str()).collect();
    let scopes = units
        .iter()
        .map(|u| Scope::Unit((*u).into()))
        .chain(authors.iter().map(|p| Scope::Person((*p).into())));
    for scope in scopes.chain([Scope::Led, Scope::Granted]) {
        let refused = matches!(world.page(reader, &scope, None).await, Err(Error::NotFound));
        if refused {
            continue;
        }
        let shown = world.feed(reader, &scope).await;
        let once: BTreeSet<&str> = shown.iter().map(RecordId::as_str).collect();
        assert_eq!(once.len(), shown.len(), "{reader} {scope}: something twice");
        let fits = |row: &RecordRow| match &scope {
            Scope::Person(person) => row.author == person.as_str(),
            Scope::Unit(unit) => row.path.iter().any(|u| u == unit.as_str()),
            _ => true,
        };
        for (_, row) in all {
            let may = decide(&actor, Action::ReadRecord, &Resource::Record(row.facts())).allowed;
            let there = once.contains(row.id.as_str());
            assert!(!there || (may && fits(row)), "{reader} {scope}: shows what it must not");
            if let Scope::Person(_) = scope {
                assert_eq!(there, may && fits(row), "{reader} {scope}: {row:?}");
            }
        }
    }
}

fn lanes_of(row: &RecordRow) -> Vec<String> {
    let covered: Vec<PositionId> = row.covered.iter().map(|p| PositionId(p.clone())).collect();
    let mut lanes = domain::record::lanes(&row.facts(), &covered);
    lanes.push(format!(
        "{}:{}",
        if row.audience() == Audience::Draft {
            "draft"
        } else {
            "by"
        },
        row.author
    ));
    lanes
}

/// A thousand records by everybody, of every audience, many of one moment; forty of one single moment.
pub(super) async fn plan(world: &World) -> Vec<(i64, RecordRow)> {
    let mut rows = Vec::with_capacity(RECORDS);
    for n in 0..RECORDS {
        let author = PEOPLE[(n * 7) % PEOPLE.len()];
        let profile = world.daybook.profile(world.id(author)).await.unwrap();
        let which = n % profile.seats.len();
        let (seat, line) = (&profile.seats[which], &profile.lines[which]);
        let tick = if (300..340).contains(&n) { 300 } else { n / 9 * 9 };
        let written = 1_790_000_000_000 + tick as i64;
        let row = RecordRow {
            id: ulid::Ulid::from_parts(written as u64, (n as u128 * 0x9E37_79B9_7F4A_7C15) << 8).to_string(),
            author: world.id(author).0.clone(),
            author_name: profile.name.clone(),
            post: seat.title.clone(),
            unit: seat.unit.clone(),
            unit_name: seat.unit_name.clone(),
            path: seat.path.clone(),
            line: line.posts.iter().map(|p| p.0.clone()).collect(),
            covered: line.covered.iter().map(|p| p.0.clone()).collect(),
            written,
            day: "2026-09-21".into(),
            late: false,
            text: format!("Record {n}"),
            audience: ["unit", "granted", "unit", "leaders", "unit", "draft", "unit"][n % 7].into(),
            revisions: 0,
            withdrawn: n % 41 == 0,
            anchors: store::record::AnchorRow::default(),
        };
        rows.push((-written * 1000, row));
    }
    rows
}

#[tokio::test]
async fn every_reader_sees_every_record_once() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("surrealkv://{}", folder.path().join("db").display());
    let world = World::with(settings(&url)).await;
    let (office, harbour) = (world.unit("ann").await, world.unit("har").await);
    service::grant::give(&world.daybook, &*world.actor("ole").await, &office, &harbour, "")
        .await
        .unwrap();
    let rows = plan(&world).await;
    let World { daybook, .. } = world;
    shut(daybook).await;
    load(&url, &rows).await;
    let world = World::of(reopen(settings(&url)).await).await;
    check_feeds(&world, &rows, true).await;
    // With next to no memory the lists come from the database, and are the same.
    shut(world.daybook).await;
    let world = World::of(
        reopen(service::Settings {
            cache_bytes: 0,
            ..settings(&url)
        })
        .await,
    )
    .await;
    check_feeds(&world, &rows, false).await;
    people_move(&world, &rows).await;
}

pub(super) async fn load(url: &str, rows: &[(i64, RecordRow)]) {
    let store = store(url, None).await;
    let whole: Vec<Whole> = rows
        .iter()
        .map(|(ord, row)| Whole {
            row: row.clone(),
            ord: *ord,
            lanes: lanes_of(row),
            likes: vec![],
            comments: vec![],
            leaves: vec![],
        })
        .collect();
    let whole = &whole;
    store
        .transact(|tx| async move { tx.put_whole(whole).await })
        .await
        .unwrap();
    drop(store);
    tokio::time::sleep(std::time::Duration::from_millis(50)).await;
}

/// Ann moves to the Harbour, Fin's post ends, Bob heads the Office from now on: what was written stays where it was.
async fn people_move(world: &World, rows: &[(i64, RecordRow)]) {
    let before = world.feed("bob", &Scope::All).await.len();
    let moved = STAFF
        .replace(
            "Bureau/Office,no,O2,Clerk,O1,3,Ann Three,ann,2024-01-01,",
            "Bureau/Office,no,O2,Clerk,O1,,,,,",
        )
        .replace(
            "Harbour,no,H2,Pilot,H1,13,",
            "Harbour,no,H4,Pilot,H1,3,Ann Three,ann,,\nHarbour,no,H2,Pilot,H1,13,",
        )
        .replace(
            "F1,Head of finance,B1,8,Fin Eight,fin,2024-01-01,",
            "F1,Head of finance,B1,,,,,",
        )
        .replace(
            "O1,Head of office,B1,2,Ole Two,ole,",
            "O1,Head of office,B1,4,Bob Four,bob,",
        )
        .replace(
            "Bureau/Office,no,O3,Clerk,O1,4,Bob Four,bob,",
            "Bureau/Office,no,O3,Clerk,O1,2,Ole Two,ole,",
        );
    assert!(import(&world.daybook, &format!("{HEADINGS}{moved}")).await.unwrap() > 0);
    check_feeds(world, rows, false).await;
    assert!(
        world.feed("bob", &Scope::All).await.len() > before,
        "the new head sees more"
    );
    let (ann, office) = (world.id("ann"), world.unit("bob").await);
    let theirs = world.feed("bob", &Scope::Unit(office.clone())).await;
    let written: Vec<&(i64, RecordRow)> = rows
        .iter()
        .filter(|(_, r)| r.author == ann.as_str() && r.audience() == Audience::Unit && !r.withdrawn)
        .collect();
    assert!(
        !written.is_empty()
            && written
                .iter()
                .all(|(_, r)| r.unit == office.as_str() && theirs.contains(&RecordId(r.id.clone())))
    );
    assert!(
        world
            .feed("har", &Scope::Unit(world.unit("ann").await))
            .await
            .iter()
            .all(|id| !written
                .iter()
                .any(|(_, r)| r.id == id.0 && r.audience() != Audience::Granted))
    );
}

#[tokio::test]
async fn an_unreadable_cursor_begins_at_the_top_and_scopes_say_nothing_to_strangers() {
    let world = World::new().await;
    let record = world.write("ann", "One", "unit").await.id;
    for nonsense in [
        "",
        "x",
        "-1.",
        "-9223372036854775808.01JD3Z8V9QK4M5N6P7R8S9T0AB",
        "0.01JD3Z8V9QK4M5N6P7R8S9T0AB; DELETE",
    ] {
        let page = world.page("bob", &Scope::All, Some(nonsense)).await.unwrap();
        assert_eq!(
            page.cards.iter().map(|c| c.id.clone()).collect::<Vec<_>>(),
            [record.clone()],
            "{nonsense}"
        );
    }
    let office = Scope::Unit(world.unit("ann").await);
    let ann = Scope::Person(world.id("ann").clone());
    let unknown = [
        Scope::Unit("01JD3Z8V9QK4M5N6P7R8S9T0AB".into()),
        Scope::Person(PersonId("01JD3Z8V9QK4M5N6P7R8S9T0AB".into())),
    ];
    for scope in [office, ann].iter().chain(&unknown) {
        assert!(
            matches!(world.page("har", scope, None).await, Err(Error::NotFound)),
            "{scope}"
        );
    }
}

#[tokio::test]
async fn two_posts_are_two_desks() {
    let world = World::new().await;
    let (finance, harbour) = (world.unit("fay").await, world.unit("har").await);
    let at = |unit: &domain::UnitId| domain::view::RecordDraft {
        unit: unit.0.clone(),
        ..super::world::draft("Work", "unit")
    };
    let one = world.try_write("two", &at(&finance), "").await.unwrap().id;
    let other = world.try_write("two", &at(&harbour), "").await.unwrap().id;
    assert_eq!(
        (
            world.feed("fay", &Scope::All).await,
            world.feed("hal", &Scope::All).await
        ),
        (vec![one.clone()], vec![other.clone()])
    );
    assert_eq!(world.feed("two", &Scope::All).await, [other, one]);
    let page = service::directory::person(&world.daybook, &*world.actor("hal").await, world.id("two"))
        .await
        .unwrap();
    assert_eq!(page.appointments.iter().filter(|a| a.current).count(), 2);
}

#[tokio::test]
async fn the_marker_moves_forward_only() {
    let world = World::new().await;
    let ann = world.actor("ann").await;
    let marker = || async { world.page("ann", &Scope::All, None).await.unwrap().read_up_to };
    assert_eq!(marker().await, None);
    for (set, stands) in [(2_000, 2_000), (1_000, 2_000), (3_000, 3_000)] {
        service::feed::set_read_up_to(&world.daybook, &ann, set).await.unwrap();
        assert_eq!(marker().await, Some(stands));
    }
    service::feed::set_read_up_to(&world.daybook, &ann, i64::MAX)
        .await
        .unwrap();
    assert!(marker().await.unwrap() < 10_000_000_000_000, "never beyond now");
    assert!(world.acts().await.is_empty());
}

/// Opening a database needs no more than its path.
#[tokio::test]
async fn data_outlives_the_process() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("surrealkv://{}?sync=every", folder.path().join("db").display());
    let world = World::with(settings(&url)).await;
    let record = world.write("ann", "Durable", "unit").await;
    shut(world.daybook).await;
    let daybook: Daybook = reopen(settings(&url)).await;
    let world = World::of(daybook).await;
    assert_eq!(world.card("ole", &record.id).await.unwrap().text, "Durable");
}

#[tokio::test]
async fn people_led_are_those_of_the_own_unit_and_those_who_report_to_the_own_post_from_elsewhere() {
    let world = World::new().await;
    // `xia` sits in Finance and reports to the head of the Office.
    let [ann, xia, fay] = ["ann", "xia", "fay"].map(|who| (who, format!("of {who}")));
    let mut written = Vec::new();
    for (who, text) in [&ann, &xia, &fay] {
        written.push(world.write(who, text, "unit").await.id);
    }
    written.pop();
    written.reverse();
    assert_eq!(world.feed("ole", &Scope::Led).await, written);
    assert!(world.feed("fay", &Scope::Led).await.is_empty());
}
