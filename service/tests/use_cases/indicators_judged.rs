//! What was judged keeps what it was measured by.

use super::measured::{Measured, casework, day, row};
use super::world::{World, reopen, settings, shut, store};
use domain::Lang;
use service::Error;
use store::assess::PeriodRow;

fn period(id: &str, state: &str, first: String, last: String, opened: i64) -> PeriodRow {
    PeriodRow {
        id: id.into(),
        kind: "period".into(),
        title: id.into(),
        special: None,
        first,
        last,
        opened,
        ord: -opened,
        state: state.into(),
        people: 0,
        opening: 0,
        body: "{}".into(),
    }
}

#[tokio::test]
async fn no_first_set_of_any_scope_begins_in_a_quarter_that_is_closed() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("surrealkv://{}", folder.path().join("db").display());
    shut(World::with(settings(&url)).await.daybook).await;
    let data = store(&url, None).await;
    let (closed, earlier) = (
        &period("q3", "closed", day(-100), day(-10), 3),
        &period("q2", "closed", day(-191), day(-101), 2),
    );
    // A special one, over days of a quarter that is not closed, bars nothing.
    let special = &PeriodRow {
        special: Some("Flood relief".into()),
        ..period("flood", "closed", day(-40), day(40), 4)
    };
    // Nor does one that was taken back.
    let withdrawn = &period("mistake", "withdrawn", day(-9), day(80), 5);
    data.transact(|tx| async move {
        tx.put_period(withdrawn).await?;
        tx.put_period(earlier).await?;
        tx.put_period(special).await?;
        tx.put_period(closed).await
    })
    .await
    .unwrap();
    drop(data);
    let m = Measured::of(World::of(reopen(settings(&url)).await).await).await;
    let scopes = [casework(), m.unit("ole").await, m.post("ann").await];
    for (scope, name) in scopes.iter().zip(["Letters", "Visits", "Coaching"]) {
        let set = m.draft(&m.office, scope).await.unwrap();
        m.save(&m.office, &set, &[row(name, "100")]).await.unwrap();
        assert_eq!(m.page(&m.office, &set).await.unwrap().earliest, day(-9));
        for early in [day(-200), day(-50), day(-10)] {
            let Err(Error::Invalid(violation)) = m.agree(&set, &early).await else {
                panic!("{scope:?} from {early}")
            };
            assert!(violation.words(Lang::En).contains(&day(-9)), "{violation:?}");
        }
        m.agree(&set, &day(-9)).await.unwrap();
    }
}
