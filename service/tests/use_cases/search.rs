//! Search: what is found is what `decide` opens, at once and in every language; strangers learn nothing.

use super::feed::{load, plan};
use super::world::{PEOPLE, World, draft, reopen, settings, shut, until};
use domain::Audience;
use domain::permission::{Action, Relation, Resource, decide, relation};
use domain::search::{Ask, Kind};
use domain::view::{CommentDraft, SearchPage};
use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv4Addr};
use std::time::Duration;
use store::record::{FileTie, ItemTie, RecordRow};

const ITEM: &str = "01JD3Z8V9QK4M5N6P7R8S9T0AB";
const FILE: &str = "01JD3Z8V9QK4M5N6P7R8S9T0AC";
pub const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

pub fn ask(q: &str) -> Ask {
    Ask {
        q: q.into(),
        ..Ask::default()
    }
}

pub async fn page(world: &World, who: &str, ask: &Ask) -> service::Result<SearchPage> {
    until("the index was not filled", async || {
        let page = service::search::page(&world.daybook, &*world.actor(who).await, HERE, ask).await;
        let filling = page.as_ref().is_ok_and(|page| page.filling.is_some());
        (!filling).then_some(page)
    })
    .await
}

/// Ids of everything found but people, page after page.
pub async fn all(world: &World, who: &str, ask: &Ask) -> Vec<String> {
    let mut ask = ask.clone();
    let mut ids = Vec::new();
    loop {
        let page = page(world, who, &ask).await.unwrap();
        assert!(page.some || page.total as usize >= ids.len());
        ids.extend(page.hits.into_iter().map(|h| h.id));
        match page.next {
            Some(next) => assert_ne!(
                std::mem::replace(&mut ask.cursor, next.clone()),
                next,
                "the cursor stands still"
            ),
            None => {
                assert!(
                    page.total as usize == ids.len(),
                    "{who} is told of {}, and sees {}",
                    page.total,
                    ids.len()
                );
                return ids;
            }
        }
    }
}

pub async fn finds(world: &World, who: &str, q: &str) -> Vec<String> {
    all(world, who, &ask(q)).await
}

/// A thousand records of every audience, by everybody: what each reader finds is what the decision opens, neither more nor less.
#[tokio::test]
async fn everybody_finds_what_the_decision_opens() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("surrealkv://{}", folder.path().join("db").display());
    let world = World::with(settings(&url)).await;
    let (office, harbour) = (world.unit("ann").await, world.unit("har").await);
    service::grant::give(&world.daybook, &*world.actor("ole").await, &office, &harbour, "")
        .await
        .unwrap();
    let mut rows = plan(&world).await;
    for (n, (_, row)) in rows.iter_mut().enumerate() {
        row.text = format!(
            "{} {n} {}",
            ["Record", "RECORDS", "ｒｅｃｏｒｄ"][n % 3],
            ["在北码头查验集装箱", "走访企业"][n % 2]
        );
        row.day = format!("2026-09-{:02}", n % 28 + 1);
        if n % 10 == 0 {
            row.anchors.items = vec![ItemTie {
                id: ITEM.into(),
                name: "Keel laying".into(),
                progress: -1,
            }];
        }
        if n % 15 == 0 {
            row.anchors.files = vec![FileTie {
                id: FILE.into(),
                name: "码头照片.jpg".into(),
                kind: "image".into(),
                bytes: 1,
                width: 1,
                height: 1,
            }];
        }
    }
    shut(world.daybook).await;
    load(&url, &rows).await;
    let world = World::of(reopen(settings(&url)).await).await;
    let mut seen = 0;
    for reader in PEOPLE.iter().chain(&["old"]) {
        let actor = world.actor(reader).await;
        let open = |row: &RecordRow| {
            !row.withdrawn && decide(&actor, Action::ReadRecord, &Resource::Record(row.facts())).allowed
        };
        let brute = |fits: &dyn Fn(&RecordRow) -> bool| -> BTreeSet<String> {
            rows.iter()
                .filter(|(_, row)| open(row) && fits(row))
                .map(|(_, row)| row.id.clone())
                .collect()
        };
        let (me, led) = (actor.person.0.clone(), domain::record::led_units(&actor));
        let checks: Vec<(Ask, BTreeSet<String>)> = vec![
            (ask("record"), brute(&|_| true)),
            (
                Ask {
                    order: "new".into(),
                    ..ask("record")
                },
                brute(&|_| true),
            ),
            (
                ask("码头"),
                brute(&|row| row.text.contains("码头") || !row.anchors.files.is_empty()),
            ),
            (ask("keel"), brute(&|row| !row.anchors.items.is_empty())),
            (
                Ask {
                    files: "1".into(),
                    ..ask("record")
                },
                brute(&|row| !row.anchors.files.is_empty()),
            ),
            (
                Ask {
                    scope: format!("plan:{ITEM}"),
                    ..ask("record")
                },
                // There is no such item, so nothing is known of what is tied to it.
                BTreeSet::new(),
            ),
            (ask("头查"), brute(&|row| row.text.contains("头查"))),
            (ask("查"), brute(&|row| row.text.contains('查'))),
            (ask("企业 rec"), brute(&|row| row.text.contains("企业"))),
            (ask("Record 17"), brute(&|row| row.text.contains(" 17 "))),
            (
                Ask {
                    scope: "mine".into(),
                    ..ask("record")
                },
                brute(&|row| row.author == me),
            ),
            (
                Ask {
                    scope: "led".into(),
                    ..ask("record")
                },
                brute(&|row| {
                    let below = row.path.iter().any(|u| led.iter().any(|l| l.as_str() == u));
                    // Or by the line, from another unit.
                    let leads = relation(&actor, &Resource::Record(row.facts())) == Relation::Leader;
                    row.audience() != Audience::Draft && (below || leads)
                }),
            ),
            (
                Ask {
                    from: "2026-09-05".into(),
                    to: "2026-09-09".into(),
                    ..ask("record")
                },
                brute(&|row| ("2026-09-05"..="2026-09-09").contains(&row.day.as_str())),
            ),
            (
                Ask {
                    who: "Ann".into(),
                    ..ask("record")
                },
                brute(&|row| row.author_name.contains("Ann")),
            ),
            (
                Ask {
                    unit: "Office".into(),
                    ..ask("record")
                },
                brute(&|row| row.audience() != Audience::Draft && row.path.contains(&office.0)),
            ),
        ];
        for (ask, wanted) in checks {
            if page(&world, reader, &ask).await.unwrap().some {
                assert!(
                    wanted.is_empty(),
                    "{reader} {ask:?}: what has all words was passed over"
                );
                continue;
            }
            let found = all(&world, reader, &ask).await;
            let once: BTreeSet<String> = found.iter().cloned().collect();
            assert_eq!(once.len(), found.len(), "{reader} {ask:?}: something twice");
            assert_eq!(once, wanted, "{reader} {ask:?}");
            seen += found.len();
            if ask.order == "new" {
                let times: Vec<i64> = found
                    .iter()
                    .filter_map(|id| rows.iter().find(|(_, r)| r.id == *id).map(|(_, r)| r.written))
                    .collect();
                assert!(times.windows(2).all(|w| w[0] >= w[1]), "{reader}: newest first");
            }
        }
    }
    assert!(seen > 2_000, "the test compared {seen} only");
}

#[tokio::test]
async fn what_is_written_is_found_at_once_and_what_is_gone_no_more() {
    let world = World::new().await;
    let record = world
        .write("ann", "Inspected the north quay 在北码头查验", "unit")
        .await
        .id;
    for q in ["quay", "QUAYS", "insp", "码头", "头", "“北码头”", "north quay", "ann"] {
        assert_eq!(finds(&world, "bob", q).await, [record.0.clone()], "{q}");
        assert!(finds(&world, "fay", q).await.is_empty(), "{q}");
    }
    let comment = CommentDraft {
        text: "Which berth?".into(),
        ..CommentDraft::default()
    };
    let bob = world.actor("bob").await;
    let comment = service::comment::write(&world.daybook, &bob, &record, &comment, "")
        .await
        .unwrap();
    let found = page(&world, "ann", &ask("berth")).await.unwrap();
    let hit = &found.hits[0];
    assert_eq!((hit.kind, hit.id.as_str()), (Kind::Comment, comment.id.as_str()));
    assert_eq!(hit.address, format!("/record/{record}#c-{}", comment.id));
    let edited = draft("Inspected the south quay", "leaders");
    world.edit("ann", &record, &edited, "").await.unwrap();
    assert!(finds(&world, "ann", "north").await.is_empty());
    assert_eq!(finds(&world, "ann", "south").await, [record.0.clone()]);
    for q in ["quay", "berth"] {
        assert!(
            finds(&world, "bob", q).await.is_empty(),
            "not for colleagues any more: {q}"
        );
        assert_eq!(finds(&world, "ole", q).await.len(), 1, "{q}");
    }
    service::record::withdraw(&world.daybook, &*world.actor("ann").await, &record)
        .await
        .unwrap();
    for who in ["ann", "ole", "bob"] {
        assert!(
            finds(&world, who, "quay").await.is_empty() && finds(&world, who, "berth").await.is_empty(),
            "{who}"
        );
    }
    let draft = world.write("ann", "A draft about cranes", "draft").await.id;
    assert_eq!(finds(&world, "ann", "cranes").await, [draft.0]);
    assert!(
        finds(&world, "ole", "cranes").await.is_empty(),
        "a draft is its author's alone"
    );
}

#[tokio::test]
async fn the_phrase_comes_first_then_the_new() {
    let world = World::new().await;
    let apart = world.write("ann", "The quay in the north; 检查，站", "unit").await.id;
    let first = world.write("ann", "North quay, berth 4", "unit").await.id;
    tokio::time::sleep(Duration::from_millis(5)).await;
    let second = world.write("ann", "North quay, berth 4", "unit").await.id;
    world.write("ann", "South pier", "unit").await;
    assert_eq!(
        finds(&world, "bob", "north quay").await,
        [second.0.clone(), first.0.clone(), apart.0.clone()]
    );
    assert_eq!(
        finds(&world, "bob", "\"north quay\"").await,
        [second.0.clone(), first.0.clone()]
    );
    // Nothing has all three words; what has two of them is shown, and said to be so.
    let some = page(&world, "bob", &ask("north quay pier")).await.unwrap();
    assert!(some.some && some.hits.len() == 3, "{some:?}");
    let notice = world
        .write("ann", "按海关〔2026〕12号通知办理，编号 ＦＮ－2031/4", "unit")
        .await
        .id;
    world.write("ann", "2026 年 12 月，第 4 号", "unit").await;
    for q in ["〔2026〕12号", "(2026)12号", "FN-2031/4", "fn-2031", "海关〔2026〕12号"] {
        assert_eq!(finds(&world, "bob", q).await.first(), Some(&notice.0), "{q}");
    }
}

#[tokio::test]
async fn people_are_found_by_whom_may_see_their_page() {
    let world = World::new().await;
    let mut seen = 0;
    for reader in PEOPLE {
        let actor = world.actor(reader).await;
        for q in ["clerk", "Ann", "harbour", "two elev", "e"] {
            let only = Ask {
                kind: "person".into(),
                ..ask(q)
            };
            let found: BTreeSet<String> = page(&world, reader, &only)
                .await
                .unwrap()
                .people
                .into_iter()
                .map(|p| p.person.id.0)
                .collect();
            let mut wanted = BTreeSet::new();
            for person in PEOPLE {
                let profile = world.daybook.profile(world.id(person)).await.unwrap();
                let words: Vec<String> = profile
                    .seats
                    .iter()
                    .map(|s| format!("{} · {}", s.title, s.unit_name))
                    .collect();
                let text = format!("{} {}", profile.name, words.join(" ")).to_lowercase();
                let fits = q.split(' ').all(|part| {
                    text.split([' ', '·'])
                        .any(|word| word.starts_with(&part.to_lowercase()))
                });
                if fits && decide(&actor, Action::ReadPerson, &profile.resource()).allowed {
                    wanted.insert(world.id(person).0.clone());
                }
            }
            assert_eq!(found, wanted, "{reader} looks for {q}");
            seen += found.len();
        }
    }
    assert!(seen > 50, "{seen}");
}

/// Plan items are found by whom may read them, and as they are now.
#[tokio::test]
async fn plan_items_are_found_by_whom_may_read_them() {
    let world = World::new().await;
    let draft = domain::plan::Draft {
        title: "Renew the mooring lines".into(),
        measure: "All twelve lines replaced".into(),
        ..Default::default()
    };
    let here = domain::UnitId(String::new());
    let ann = world.actor("ann").await;
    let item = service::plan::write(&world.daybook, &ann, &draft, &here, "", "")
        .await
        .unwrap();
    for who in ["ann", "bob", "ole", "dir"] {
        for q in ["mooring lines", "twelve", "ann"] {
            let plans = Ask {
                kind: "plan".into(),
                ..ask(q)
            };
            assert_eq!(all(&world, who, &plans).await, [item.0.clone()], "{who} looks for {q}");
        }
    }
    for who in ["fay", "har"] {
        assert!(finds(&world, who, "mooring").await.is_empty(), "{who}");
    }
    let hit = page(&world, "bob", &ask("mooring")).await.unwrap().hits.remove(0);
    assert_eq!((hit.kind, hit.address), (Kind::Plan, format!("/plan/item/{item}")));
}
