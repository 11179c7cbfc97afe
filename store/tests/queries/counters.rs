//! No update is lost between transactions, and what fails leaves nothing.

use super::sample::{comment, plan_item, record};
use domain::CommentId;
use rand::seq::SliceRandom;
use store::comment::CommentRow;
use store::plan::Bundle;
use store::{Error, Store, Tx};

/// What failed after writing left nothing.
#[tokio::test]
async fn a_failing_transaction_writes_nothing() {
    let store = Store::open("mem://", None).await.unwrap();
    let row = &record("r1");
    let half = |tx: Tx| async move {
        tx.create_record(row).await?;
        tx.add_to_lanes(&["own:u1".into()], &"r1".into(), -1).await?;
        Err::<(), _>(Error::Exists)
    };
    assert!(store.transact(half).await.is_err());
    assert!(store.read().records(["r1"]).await.unwrap().is_empty());
    assert!(store.read().timeline("own:u1", i64::MIN, 9).await.unwrap().is_empty());
}

/// Adds one to some counters, in an order of its own.
async fn add(store: &Store, ids: &[String]) -> Result<(), Error> {
    let work = |tx: Tx| async move {
        for id in ids {
            let row = tx.comment(&CommentId(id.clone())).await?.ok_or(Error::Exists)?;
            let mut earlier = row.earlier.clone();
            earlier.push(row.text.clone());
            let next = row.text.parse::<u32>().map_or(0, |n| n + 1);
            tokio::task::yield_now().await;
            tx.change_comment(&CommentRow {
                text: next.to_string(),
                earlier,
                ..row
            })
            .await?;
        }
        Ok(())
    };
    store.transact(work).await
}

/// Concurrent counters: each ends at the number of transactions that said they were done, and passed every number between.
async fn count_together(url: &str, counters: usize, tasks: usize, rounds: usize) {
    let store = Store::open(url, None).await.unwrap();
    let ids: Vec<String> = (0..counters).map(|n| format!("c{n}")).collect();
    let all = &ids;
    let make = |tx: Tx| async move {
        for id in all {
            tx.create_comment(&comment(id)).await?;
        }
        Ok::<_, Error>(())
    };
    store.transact(make).await.unwrap();
    let running: Vec<_> = (0..tasks)
        .map(|_| {
            let (store, ids) = (store.clone(), ids.clone());
            tokio::spawn(async move {
                let mut done = vec![0u32; ids.len()];
                for _ in 0..rounds {
                    let mut mine: Vec<usize> = (0..ids.len()).collect();
                    mine.shuffle(&mut rand::rng());
                    mine.truncate(1 + rand::random_range(0..ids.len()));
                    let names: Vec<String> = mine.iter().map(|n| ids[*n].clone()).collect();
                    match add(&store, &names).await {
                        Ok(()) => mine.iter().for_each(|n| done[*n] += 1),
                        Err(error) => assert!(matches!(error, Error::Conflict), "{error}"),
                    }
                }
                done
            })
        })
        .collect();
    let mut wanted = vec![0u32; counters];
    for task in running {
        for (sum, done) in wanted.iter_mut().zip(task.await.unwrap()) {
            *sum += done;
        }
    }
    assert!(wanted.iter().sum::<u32>() > 0);
    for (id, wanted) in ids.iter().zip(&wanted) {
        let row = store.read().comment(&CommentId(id.clone())).await.unwrap().unwrap();
        assert_eq!(row.text, wanted.to_string(), "{id} of {url}");
        assert_eq!(
            row.earlier,
            (0..*wanted).map(|n| n.to_string()).collect::<Vec<_>>(),
            "{id} of {url}"
        );
    }
    println!(
        "{url}: {counters} counters, {tasks} tasks: {wanted:?} of {}",
        tasks * rounds
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_update_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    for (n, (counters, tasks, rounds)) in [(1, 8, 10), (3, 8, 10), (12, 6, 12)].into_iter().enumerate() {
        count_together("mem://", counters, tasks, rounds).await;
        count_together(
            &format!("surrealkv://{}", folder.path().join(n.to_string()).display()),
            counters,
            tasks,
            rounds,
        )
        .await;
    }
}

/// Who reads that nothing is there and then writes: without a gate each of them would be right alone.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_gate_lets_one_through_at_a_time() {
    let store = Store::open("mem://", None).await.unwrap();
    let tasks: Vec<_> = (0..8)
        .map(|n| {
            let store = store.clone();
            tokio::spawn(async move {
                let (turn, item) = (&format!("turn {n}"), &plan_item(&format!("i{n}")));
                let work = |tx: Tx| async move {
                    tx.pass_gate("first come", turn).await?;
                    let there = tx.plan_count("me:p1", i64::MIN, i64::MAX).await?;
                    tokio::task::yield_now().await;
                    if there == 0 {
                        let bundle = Bundle {
                            items: vec![item.clone()],
                            ..Bundle::default()
                        };
                        tx.put_plans(&bundle).await?;
                    }
                    Ok::<_, Error>(())
                };
                store.transact(work).await
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    assert_eq!(store.read().plan_count("me:p1", i64::MIN, i64::MAX).await.unwrap(), 1);
}
