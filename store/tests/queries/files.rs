//! Files: rows, what went stale, which contents are named.

use super::Ran;
use domain::FileId;
use store::file::{COMING, FileRow, KEPT};
use store::{Error, Store};

fn row(id: &str) -> FileRow {
    FileRow {
        id: id.into(),
        owner: "p1".into(),
        state: COMING.into(),
        name: "Quotes ' \" ` and ⟨brackets⟩; DELETE file.pdf".into(),
        kind: String::new(),
        mime: String::new(),
        bytes: 9,
        width: 0,
        height: 0,
        told: "ab".into(),
        hash: String::new(),
        records: vec![],
        stale: 50,
    }
}

pub async fn files(store: &Store, ran: &Ran) {
    let (one, two) = (row("f1"), FileRow { stale: 40, ..row("f2") });
    store
        .transact(|tx| {
            let (one, two) = (&one, &two);
            async move {
                tx.create_file(one).await?;
                tx.create_file(two).await
            }
        })
        .await
        .unwrap();
    let again = store
        .transact(|tx| {
            let one = &one;
            async move { tx.create_file(one).await }
        })
        .await;
    assert!(matches!(again, Err(Error::Exists)), "{again:?}");
    let db = store.read();
    assert_eq!(db.file(&FileId("f1".into())).await.unwrap(), Some(one.clone()));
    assert_eq!(db.files_coming(&"p1".into(), 9).await.unwrap().len(), 2);
    assert_eq!(db.files_coming(&"p1".into(), 1).await.unwrap().len(), 1);
    assert!(db.files_coming(&"p2".into(), 9).await.unwrap().is_empty());
    let stale = db.files_stale(50, 9).await.unwrap();
    assert_eq!(stale.iter().map(|s| s.id.as_str()).collect::<Vec<_>>(), ["f2"]);

    let kept = FileRow {
        state: KEPT.into(),
        kind: "pdf".into(),
        mime: "application/pdf".into(),
        bytes: 8,
        hash: "cd".into(),
        records: vec!["r1".into()],
        stale: i64::MAX,
        ..one.clone()
    };
    store
        .transact(|tx| {
            let kept = &kept;
            async move { tx.change_file(kept).await }
        })
        .await
        .unwrap();
    assert_eq!(db.files(["f1", "none"]).await.unwrap(), [kept]);
    let asked = ["cd".to_owned(), "ef".to_owned()];
    assert_eq!(db.hashes_named(&asked).await.unwrap(), ["cd"]);
    assert_eq!(db.files_coming(&"p1".into(), 9).await.unwrap(), ["f2"]);
    store
        .transact(|tx| async move { tx.drop_file("f1").await })
        .await
        .unwrap();
    assert!(db.hashes_named(&asked).await.unwrap().is_empty());

    let mark = store.files_folder("m1").await.unwrap();
    assert_eq!(
        (mark.as_str(), store.files_folder("m2").await.unwrap().as_str()),
        ("m1", "m1")
    );
    ran.note(&[
        "files",
        "create_file",
        "change_file",
        "drop_file",
        "files_coming",
        "files_stale",
        "hashes_named",
        "files_folder",
    ]);
}
