//! Results of years before the system was used.

use super::Ran;
use super::assess::transact;
use store::assess::YearRow;
use store::{Store, Tx};

pub async fn earlier_years(store: &Store, ran: &Ran) {
    let row = |id: &str, person: &str, written: i64| YearRow {
        id: id.into(),
        person: person.into(),
        year: 2023,
        pack: "cn-civil-servant".into(),
        grade: "excellent".into(),
        basis: "Paper ' \" ` 12".into(),
        note: String::new(),
        by_name: "Sun".into(),
        written,
        ord: -written,
        removed_by: None,
        removed_at: None,
        removed_why: None,
    };
    let both = &[row("e1", "p1", 3), row("e2", "p2", 4)];
    let [first, second] = both;
    // What was entered stays as it was.
    let back = &YearRow {
        removed_by: Some("Li".into()),
        removed_at: Some(9),
        removed_why: Some("The wrong person".into()),
        ..first.clone()
    };
    let changed = &[YearRow {
        grade: "competent".into(),
        ..back.clone()
    }];
    let write = |tx: Tx| async move {
        tx.put_earlier_years(both).await?;
        tx.put_earlier_years(changed).await
    };
    transact(store, write).await.unwrap();
    let db = store.read();
    assert_eq!(
        db.earlier_years(i64::MIN, 9).await.unwrap(),
        [second.clone(), back.clone()]
    );
    assert_eq!(
        db.earlier_years(second.ord, 9).await.unwrap(),
        std::slice::from_ref(back)
    );
    assert_eq!(db.earlier_year("e2").await.unwrap().as_ref(), Some(second));
    assert_eq!(db.earlier_year("none").await.unwrap(), None);
    assert_eq!(
        db.earlier_years_of_many(["p1", "p3"]).await.unwrap(),
        std::slice::from_ref(back)
    );
    ran.note(&["assess_years", "assess_year", "assess_years_of", "assess_put_years"]);
}
