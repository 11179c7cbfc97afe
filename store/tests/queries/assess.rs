//! Periods, courses with their lists and citations, statuses, ballots.

use super::Ran;
use domain::{CourseId, PeriodId, PersonId};
use store::assess::{
    BallotRow, CensusRow, CourseHead, CourseRow, PeriodRow, PlaceRow, ReportRow, SpanRow, StatusRow, StepRow,
};
use store::{Error, Store, Tx};

fn period(id: &str, opened: i64) -> PeriodRow {
    PeriodRow {
        id: id.into(),
        kind: "period".into(),
        title: "Third quarter ' \" ` and ⟨brackets⟩".into(),
        special: None,
        first: "2026-07-01".into(),
        last: "2026-09-30".into(),
        opened,
        ord: -opened,
        state: "opening".into(),
        people: 3,
        opening: 0,
        body: r#"{"pack":"[meta]\nname = 'x'"}"#.into(),
    }
}

fn course(id: &str, period: &str, person: &str) -> CourseRow {
    CourseRow {
        id: id.into(),
        period: period.into(),
        person: person.into(),
        person_name: format!("Name of {person}"),
        position: "s2".into(),
        title: "Clerk".into(),
        family: "inspection".into(),
        unit: "u1".into(),
        unit_name: "Office".into(),
        path: vec!["u0".into(), "u1".into()],
        line: vec!["s1".into()],
        assessors: vec!["boss".into()],
        kind: "period".into(),
        state: "opened".into(),
        grade: None,
        version: 1,
        written: 7,
        body: r#"{"summary":{"overall":"Quotes ' \" `"}}"#.into(),
    }
}

fn places(row: &CourseRow, ord: i64) -> Vec<PlaceRow> {
    let within = row.path.iter().map(|unit| format!("in:{}/{unit}", row.period));
    let lanes = within.chain([
        format!("all:{}", row.period),
        format!("of:{}", row.person),
        "by:boss".to_owned(),
    ]);
    let place = |lane| PlaceRow {
        lane,
        ord,
        course: row.id.clone(),
    };
    lanes.map(place).collect()
}

fn ids(heads: &[CourseHead]) -> Vec<&str> {
    let mut ids: Vec<&str> = heads.iter().map(|h| h.id.as_str()).collect();
    ids.sort_unstable();
    ids
}

pub async fn transact<T, F, Fut>(store: &Store, work: F) -> Result<T, Error>
where
    F: Fn(Tx) -> Fut,
    Fut: Future<Output = Result<T, Error>>,
{
    store.transact(work).await
}

pub async fn periods(store: &Store, ran: &Ran) {
    let (older, newer) = (
        &PeriodRow {
            special: Some("Flood ' relief".into()),
            ..period("q2", 5)
        },
        &period("q3", 9),
    );
    let all = &[
        course("c1", "q3", "p1"),
        course("c2", "q3", "p2"),
        course("c0", "q2", "p1"),
    ];
    let stands = &(all.iter().zip(1..).flat_map(|(row, ord)| places(row, ord))).collect::<Vec<_>>();
    let write = |tx: Tx| async move {
        tx.put_period(older).await?;
        tx.put_period(newer).await?;
        tx.create_courses(all, stands).await
    };
    transact(store, write).await.unwrap();
    let db = store.read();
    assert_eq!(db.periods(i64::MIN, 9).await.unwrap(), [newer.clone(), older.clone()]);
    assert_eq!(db.periods(newer.ord, 9).await.unwrap(), std::slice::from_ref(older));
    let spans = db.period_spans(newer.ord, 9).await.unwrap();
    let span = SpanRow {
        id: older.id.clone(),
        kind: older.kind.clone(),
        special: older.special.clone(),
        first: older.first.clone(),
        last: older.last.clone(),
        state: older.state.clone(),
    };
    assert_eq!(spans, [span]);
    assert_eq!(db.period(&"q2".into()).await.unwrap().as_ref(), Some(older));
    assert_eq!(db.period(&"none".into()).await.unwrap(), None);
    let (open, opened) = (
        &PeriodRow {
            state: "open".into(),
            opening: 3,
            ..newer.clone()
        },
        &PeriodId::from("q3"),
    );
    transact(store, |tx| async move { tx.put_period(open).await })
        .await
        .unwrap();
    assert_eq!(db.period(opened).await.unwrap().as_ref(), Some(open));
    assert_eq!(db.period_state(opened).await.unwrap().as_deref(), Some("open"));
    assert_eq!(db.period_state(&"none".into()).await.unwrap(), None);

    let [first, second, earlier] = all;
    assert_eq!(db.course(&"c1".into()).await.unwrap().as_ref(), Some(first));
    let (found, heads) = (
        db.courses(["c2", "none", "c1"]).await.unwrap(),
        db.course_heads(["c2", "none", "c1"]).await.unwrap(),
    );
    assert_eq!(found, [second.clone(), first.clone()]);
    assert_eq!(heads, [second.head(), first.head()]);
    assert_eq!(db.course_of(opened, &"p2".into()).await.unwrap(), Some(second.head()));
    assert_eq!(db.course_of(opened, &"p3".into()).await.unwrap(), None);
    assert_eq!(
        ids(&db.courses_of_many(opened, ["p3", "p2", "p1"]).await.unwrap()),
        ["c1", "c2"]
    );
    assert_eq!(ids(&db.course_heads_of(&"p1".into()).await.unwrap()), ["c0", "c1"]);
    assert_eq!(
        ids(&db.course_heads_of_many(["p1", "p2"]).await.unwrap()),
        ["c0", "c1", "c2"]
    );
    assert_eq!(db.course_places("all:q3", i64::MIN, 9).await.unwrap(), ["c1", "c2"]);
    assert_eq!(db.course_places("by:boss", 1, 1).await.unwrap(), ["c2"]);
    let in_unit = db.course_places_from("in:q3/u1", 1, 9).await.unwrap();
    assert_eq!(
        in_unit.iter().map(|p| (p.ord, p.course.as_str())).collect::<Vec<_>>(),
        [(2, "c2")]
    );

    steps(store, first, second).await;
    let census = db.course_census(opened).await.unwrap();
    let counted = CensusRow {
        path: vec!["u0".into(), "u1".into()],
        state: "calibrated".into(),
        grade: None,
        people: 2,
    };
    assert_eq!(census, [counted]);
    assert_eq!(
        db.course(&"c0".into()).await.unwrap().as_ref(),
        Some(earlier),
        "it was left alone"
    );
    apart(store).await;
    ran.note(&[
        "assess_periods",
        "assess_spans",
        "assess_periods_named",
        "assess_period_state",
        "assess_put_period",
        "assess_create",
        "assess_courses",
        "assess_heads",
        "assess_course_of",
        "assess_heads_of",
        "assess_places",
        "assess_census",
        "assess_change",
        "assess_step",
        "assess_move",
        "assess_cite",
        "assess_cited_in",
    ]);
}

/// A step is written whole, with lists and citations; one that was read too early, or would be a second course, leaves nothing.
async fn steps(store: &Store, before: &CourseRow, other: &CourseRow) {
    let id = &CourseId::from("c1");
    let after = &CourseRow {
        state: "reviewed".into(),
        grade: Some("good".into()),
        version: 2,
        body: r#"{"later":true}"#.into(),
        ..before.clone()
    };
    let moved = &PlaceRow {
        lane: "by:chief".into(),
        ord: 4,
        course: "c1".into(),
    };
    let step = |tx: Tx| async move {
        tx.put_course(after, before.version).await?;
        tx.move_course(id, &["by:boss".into()], std::slice::from_ref(moved))
            .await?;
        tx.move_course(id, &[], &[]).await?;
        tx.put_cites(id, &[], &["r1".into(), "r2".into()]).await?;
        tx.put_cites(id, &["r2".into()], &["r3".into()]).await?;
        tx.put_cites(id, &[], &[]).await
    };
    transact(store, step).await.unwrap();
    let db = store.read();
    assert_eq!(db.course(id).await.unwrap().as_ref(), Some(after));
    assert_eq!(db.course_places("by:boss", i64::MIN, 9).await.unwrap(), ["c2", "c0"]);
    assert_eq!(db.course_places("by:chief", i64::MIN, 9).await.unwrap(), ["c1"]);
    assert_eq!(db.cited_in(&"r1".into()).await.unwrap(), ["c1"]);
    assert_eq!(db.cited_in(&"r3".into()).await.unwrap(), ["c1"]);
    assert!(db.cited_in(&"r2".into()).await.unwrap().is_empty());

    let early = transact(store, |tx| async move { tx.put_course(after, 1).await }).await;
    assert!(matches!(early, Err(Error::Conflict)), "{early:?}");
    many(store, other, after).await;
    let twice = &course("c9", "q3", "p1");
    let refused = transact(store, |tx| async move {
        tx.create_courses(std::slice::from_ref(twice), &[]).await
    })
    .await;
    assert!(matches!(refused, Err(Error::Exists)), "{refused:?}");
    assert_eq!(db.course(&"c9".into()).await.unwrap(), None);
}

/// A step of many is written for all or, where one was read too early, for none.
async fn many(store: &Store, other: &CourseRow, moved: &CourseRow) {
    let step = |row: &CourseRow, before| StepRow {
        course: row.id.clone(),
        before,
        state: "calibrated".into(),
        grade: None,
        body: r#"{"step":3}"#.into(),
    };
    let after = |row: &CourseRow, before: i64| CourseRow {
        state: "calibrated".into(),
        grade: None,
        version: before + 1,
        body: r#"{"step":3}"#.into(),
        ..row.clone()
    };
    let db = store.read();
    let early = &[step(other, 1), step(moved, 1)];
    let written = transact(store, |tx| async move { tx.put_steps(early).await }).await;
    assert!(!written.unwrap());
    assert_eq!(db.course(&"c2".into()).await.unwrap().as_ref(), Some(other));
    let right = &[step(other, 1), step(moved, 2)];
    let written = transact(store, |tx| async move { tx.put_steps(right).await }).await;
    assert!(written.unwrap());
    assert_eq!(db.course(&"c2".into()).await.unwrap(), Some(after(other, 1)));
    assert_eq!(db.course(&"c1".into()).await.unwrap(), Some(after(moved, 2)));
    let unknown = &[step(&course("c8", "q3", "p8"), 1)];
    let written = transact(store, |tx| async move { tx.put_steps(unknown).await }).await;
    assert!(!written.unwrap());
}

/// What comes to different states and grades in one call is kept apart: no grade goes over from one group to the next, whichever is first.
async fn apart(store: &Store) {
    let step = |course: &str, before, state: &str, grade: Option<&str>| StepRow {
        course: course.into(),
        before,
        state: state.into(),
        grade: grade.map(str::to_owned),
        body: format!("of {course} after {before}"),
    };
    let mixed = [("decided", None, Some("good")), ("published", Some("good"), None)];
    for (before, (state, one, two)) in (2..).zip(mixed) {
        let steps = &[step("c2", before, state, one), step("c1", before + 1, "reviewed", two)];
        let written = transact(store, |tx| async move { tx.put_steps(steps).await }).await;
        assert!(written.unwrap());
        for row in steps {
            let found = store.read().course(&row.course.as_str().into()).await.unwrap().unwrap();
            let kept = (found.state.as_str(), &found.grade, found.version, &found.body);
            assert_eq!(kept, (row.state.as_str(), &row.grade, row.before + 1, &row.body));
        }
    }
}

/// One of each kind in a period, the last.
async fn reports(store: &Store) {
    let report = |act: &str, head: &str| ReportRow {
        period: "q3".into(),
        act: act.into(),
        head: head.into(),
        body: format!("the whole of {head}"),
    };
    let all = &[report("close", "old"), report("decide", "one"), report("close", "new")];
    for row in all {
        transact(store, |tx| async move { tx.put_report(row).await })
            .await
            .unwrap();
    }
    let (db, period) = (store.read(), PeriodId::from("q3"));
    let mut heads = db.report_heads(&period, &["close", "archive", "decide"]).await.unwrap();
    heads.sort();
    assert_eq!(heads, ["new", "one"]);
    let whole = db.report(&period, "close").await.unwrap();
    assert_eq!(whole.as_deref(), Some("the whole of new"));
    assert_eq!(db.report(&"q2".into(), "close").await.unwrap(), None);
}

pub async fn statuses_and_ballots(store: &Store, ran: &Ran) {
    let status = |id: &str, person: &str, written: i64| StatusRow {
        id: id.into(),
        person: person.into(),
        kind: "leave".into(),
        first: "2026-07-01".into(),
        last: None,
        ended: None,
        ended_on: None,
        note: "By paper 12".into(),
        by_name: "Sun".into(),
        written,
        ord: -written,
        removed: false,
    };
    let both = &[status("t1", "p1", 3), status("t2", "p2", 4)];
    let [old, new] = both;
    let ended = &StatusRow {
        last: Some("2026-08-01".into()),
        ended: Some("cleared".into()),
        ended_on: Some("2026-08-02".into()),
        note: "By paper 13".into(),
        removed: true,
        ..old.clone()
    };
    // What was entered stays as it was.
    let changed = &[StatusRow {
        first: "2026-07-02".into(),
        by_name: "Li".into(),
        ..ended.clone()
    }];
    let write = |tx: Tx| async move {
        tx.put_statuses(both).await?;
        tx.put_statuses(changed).await
    };
    transact(store, write).await.unwrap();
    let db = store.read();
    assert_eq!(db.statuses(i64::MIN, 9).await.unwrap(), [new.clone(), ended.clone()]);
    assert_eq!(db.statuses(new.ord, 9).await.unwrap(), std::slice::from_ref(ended));
    assert_eq!(db.status("t2").await.unwrap().as_ref(), Some(new));
    assert_eq!(db.statuses_of(&"p1".into()).await.unwrap(), std::slice::from_ref(ended));
    assert_eq!(db.statuses_of_many(["p1", "p2", "p3"]).await.unwrap().len(), 2);

    let (year, voter) = (&PeriodId::from("y1"), &PersonId::from("p1"));
    let ballot = |course: &str, grade: &str| BallotRow {
        period: "y1".into(),
        course: course.into(),
        grade: grade.into(),
    };
    let given = &[ballot("c1", "good"), ballot("c1", "good"), ballot("c2", "poor")];
    let vote = |tx: Tx| async move {
        tx.put_ballots(given).await?;
        tx.put_cast(year, voter).await
    };
    transact(store, vote).await.unwrap();
    assert!(matches!(transact(store, vote).await, Err(Error::Exists)), "once each");
    let mut ballots = db.ballots(year).await.unwrap();
    ballots.sort();
    let pair = |course: &str, grade: &str| (course.to_owned(), grade.to_owned());
    assert_eq!(ballots, [pair("c1", "good"), pair("c1", "good"), pair("c2", "poor")]);
    let mut tally = db.ballot_tally(year).await.unwrap();
    tally.sort_by_key(|t| t.course.clone());
    assert_eq!(tally.iter().map(|t| t.ballots).collect::<Vec<_>>(), [2, 1]);
    assert_eq!(
        (
            db.cast_count(year).await.unwrap(),
            db.cast_count(&"none".into()).await.unwrap()
        ),
        (1, 0)
    );
    assert!(db.has_cast(year, voter).await.unwrap() && !db.has_cast(year, &"p2".into()).await.unwrap());
    reports(store).await;
    ran.note(&[
        "assess_put_report",
        "assess_reports",
        "assess_report",
        "assess_statuses",
        "assess_status",
        "assess_statuses_of",
        "assess_put_status",
        "assess_ballots",
        "assess_tally",
        "assess_put_ballots",
        "assess_put_cast",
        "assess_has_cast",
        "assess_cast_count",
    ]);
}
