//! Indicators through their whole life: drafted, agreed, laid over, and never changed after.

use super::measured::{Measured, casework, day, pairs, row, three};
use super::world::official;
use domain::Lang;
use domain::Violation;
use domain::indicator::SetState;
use domain::permission::Duty;
use service::Error;
use service::indicator::{self, GivenRow, Saved};

#[tokio::test]
async fn a_set_is_drafted_saved_with_its_faults_and_agreed_without() {
    let m = Measured::new().await;
    let set = m.draft(&m.office, &casework()).await.unwrap();
    assert_eq!(
        m.draft(&m.office, &casework()).await.unwrap(),
        set,
        "one draft at a time"
    );
    let faulty = [
        row("Decided in time", "fifty"),
        row("Decided  in time", "30"),
        GivenRow::default(),
    ];
    assert_eq!(m.save(&m.office, &set, &faulty).await.unwrap(), Saved::Done);
    let page = m.page(&m.office, &set).await.unwrap();
    assert_eq!(page.rows.len(), 2, "blank rows are left out");
    assert_eq!(page.unread, [(0, "fifty".to_owned())], "what was written is kept");
    assert!(page.flaws.iter().filter(|f| f.error).count() >= 3, "{:?}", page.flaws);
    assert!(matches!(
        m.agree(&set, "").await,
        Err(Error::Invalid(Violation::Indicators { .. }))
    ));
    assert!(m.mine("ann").await.is_empty(), "a draft measures nobody");

    m.save(&m.office, &set, &three()).await.unwrap();
    m.agree(&set, "").await.unwrap();
    let expected = pairs(&[("Decided in time", 50), ("Right first time", 30), ("Clear letters", 20)]);
    assert_eq!(m.mine("ann").await, expected, "at once, whatever was kept in memory");
    let page = m.page(&m.office, &set).await.unwrap();
    assert_eq!(
        (page.head.state, page.may_edit, page.may_agree),
        (SetState::InForce, false, false)
    );
    assert_eq!(page.head.agreed_by.as_deref(), Some("Per Sonnel"));
    let acts: Vec<String> = m
        .world
        .acts()
        .await
        .into_iter()
        .filter(|a| a.starts_with("indicators"))
        .collect();
    assert_eq!(
        acts,
        [
            "indicators_drafted",
            "indicators_drafted",
            "indicators_drafted",
            "indicators_agreed"
        ]
    );
}

#[tokio::test]
async fn an_agreed_version_never_changes_and_a_later_one_ends_it_the_day_before() {
    let m = Measured::new().await;
    let first = m.in_force(&casework(), &three(), &day(-60)).await;
    let ids: Vec<_> = m
        .page(&m.office, &first)
        .await
        .unwrap()
        .rows
        .into_iter()
        .map(|r| r.id)
        .collect();
    assert!(matches!(
        m.save(&m.office, &first, &three()).await,
        Err(Error::Invalid(_))
    ));
    assert!(matches!(m.agree(&first, "").await, Err(Error::Invalid(_))));
    assert!(matches!(
        indicator::discard(&m.world.daybook, &m.office, &first).await,
        Err(Error::Invalid(_))
    ));

    let second = m.draft(&m.office, &casework()).await.unwrap();
    let page = m.page(&m.office, &second).await.unwrap();
    assert_eq!(
        page.rows.iter().map(|r| r.id.clone()).collect::<Vec<_>>(),
        ids,
        "ids stay"
    );
    let mut given: Vec<GivenRow> = page.rows.iter().map(|r| GivenRow::of(r, None, Lang::En)).collect();
    given[0].weight = "40".into();
    given[1].weight = "40".into();
    m.save(&m.office, &second, &given).await.unwrap();
    assert!(
        matches!(m.agree(&second, &day(-1)).await, Err(Error::Invalid(_))),
        "what is past stays"
    );
    m.agree(&second, &day(7)).await.unwrap();
    let page = m.page(&m.office, &first).await.unwrap();
    assert_eq!(page.head.to, Some(day(6)));
    assert_eq!(page.rows.first().unwrap().weight, 50);
    assert_eq!(page.versions.len(), 2);
    assert_eq!(m.mine("ann").await.first().unwrap().1, 50, "not yet in force");
    let compared = indicator::compare(&m.world.daybook, &m.office, &second, &first)
        .await
        .unwrap();
    assert_eq!(
        (compared.before.version, compared.after.version),
        (1, 2),
        "the earlier one first"
    );
    assert_eq!(compared.comparison.changed.len(), 2);
    assert_eq!(compared.comparison.same.len(), 1);
}

#[tokio::test]
async fn who_saves_second_is_told_and_loses_nothing() {
    let m = Measured::new().await;
    let set = m.draft(&m.office, &casework()).await.unwrap();
    let daybook = &m.world.daybook;
    let save = |edition, rows: Vec<GivenRow>| {
        let (office, set) = (&m.office, &set);
        async move { indicator::save(daybook, office, set, edition, "", &rows).await.unwrap() }
    };
    assert_eq!(save(1, three().to_vec()).await, Saved::Done);
    assert_eq!(
        save(1, three().to_vec()).await,
        Saved::Done,
        "a form that was sent twice"
    );
    let by = "Per Sonnel".to_owned();
    assert_eq!(
        save(1, vec![row("Mine", "100")]).await,
        Saved::Overtaken { by, edition: 2 }
    );
    assert_eq!(m.page(&m.office, &set).await.unwrap().rows.len(), 3);
    indicator::discard(daybook, &m.office, &set).await.unwrap();
    assert!(matches!(m.page(&m.office, &set).await, Err(Error::NotFound)));
}

#[tokio::test]
async fn units_and_posts_are_laid_over_and_the_rest_shares() {
    let m = Measured::new().await;
    m.in_force(&casework(), &three(), "").await;
    let ole = m.world.actor("ole").await;
    let office = m.unit("ole").await;
    let set = m.draft(&ole, &office).await.unwrap();
    let page = m.page(&ole, &set).await.unwrap();
    let below = page.bases.iter().find(|b| b.name == "Casework").unwrap().below.clone();
    let mut taken = GivenRow::of(below.first().unwrap(), None, Lang::En);
    taken.weight = "0".into();
    m.save(&ole, &set, &[taken, row("Visitors received", "50")])
        .await
        .unwrap();
    assert!(matches!(m.agree(&set, "not a day").await, Err(Error::Invalid(_))));
    assert!(matches!(
        indicator::agree(&m.world.daybook, &ole, &set, 2, "", "").await,
        Err(Error::NotFound)
    ));
    m.agree(&set, "").await.unwrap();
    let shared = pairs(&[
        ("Right first time", 30),
        ("Clear letters", 20),
        ("Visitors received", 50),
    ]);
    assert_eq!(m.mine("ann").await, shared);
    assert_eq!(m.mine("pia").await, shared, "and below the unit");
    assert!(m.mine("fay").await.is_empty(), "not beside it");

    m.in_force(&m.post("ann").await, &[row("Coaching", "10")], "").await;
    assert_eq!(
        m.mine("ann").await,
        pairs(&[
            ("Right first time", 27),
            ("Clear letters", 18),
            ("Visitors received", 45),
            ("Coaching", 10)
        ])
    );
    assert_eq!(m.mine("bob").await, shared);
    // Removing all that is there is refused when it is agreed.
    let all = m.draft(&m.office, &m.post("bob").await).await.unwrap();
    let page = m.page(&m.office, &all).await.unwrap();
    let none: Vec<GivenRow> = page
        .bases
        .iter()
        .flat_map(|b| &b.below)
        .map(|r| GivenRow {
            weight: "0".into(),
            ..GivenRow::of(r, None, Lang::En)
        })
        .collect();
    assert_eq!(none.len(), 3);
    m.save(&m.office, &all, &none).await.unwrap();
    assert!(matches!(m.agree(&all, "").await, Err(Error::Invalid(_))));
}

#[tokio::test]
async fn sets_are_drafted_and_read_by_right_and_nobody_else_learns_of_them() {
    let m = Measured::new().await;
    let ann_post = m.post("ann").await;
    let office = m.unit("ole").await;
    for (who, scope, may) in [
        ("ole", &office, true),
        ("dir", &office, true),
        ("ann", &office, false),
        ("fin", &office, false),
        ("ole", &ann_post, true),
        ("ann", &ann_post, false),
        ("ole", &casework(), false),
    ] {
        let drafted = m.draft(&*m.world.actor(who).await, scope).await;
        assert_eq!(drafted.is_ok(), may, "{who} {scope:?}");
        assert!(may || matches!(drafted, Err(Error::NotFound)));
    }
    assert!(
        m.draft(&*m.world.actor("ole").await, &m.post("ole").await)
            .await
            .is_err(),
        "not for the own post"
    );
    let set = m.draft(&m.office, &office).await.unwrap();
    m.save(&m.office, &set, &[row("Alone", "100")]).await.unwrap();
    for (who, reads) in [
        ("ole", true),
        ("dir", true),
        ("ann", false),
        ("fay", false),
        ("har", false),
    ] {
        assert_eq!(
            m.page(&*m.world.actor(who).await, &set).await.is_ok(),
            reads,
            "draft, {who}"
        );
    }
    m.agree(&set, "").await.unwrap();
    for (who, reads) in [
        ("ole", true),
        ("ann", true),
        ("pia", true),
        ("dir", true),
        ("fay", false),
        ("har", false),
    ] {
        assert_eq!(
            m.page(&*m.world.actor(who).await, &set).await.is_ok(),
            reads,
            "agreed, {who}"
        );
    }
    for duty in [Duty::SystemAdministrator, Duty::SecurityAdministrator, Duty::Auditor] {
        assert!(matches!(m.page(&official(duty), &set).await, Err(Error::NotFound)));
    }
}

#[tokio::test]
async fn nobody_agrees_to_rows_that_were_saved_after_they_were_read() {
    let m = Measured::new().await;
    let daybook = &m.world.daybook;
    let set = m.draft(&m.office, &casework()).await.unwrap();
    m.save(&m.office, &set, &three()).await.unwrap();
    let read = m.page(&m.office, &set).await.unwrap().edition;
    m.save(&m.office, &set, &[row("Slipped in", "100")]).await.unwrap();
    let refused = indicator::agree(daybook, &m.office, &set, read, "", "").await;
    let Err(Error::Invalid(violation)) = refused else {
        panic!("{refused:?}")
    };
    assert!(
        violation.words(Lang::En).contains("Per Sonnel saved this draft"),
        "{violation:?}"
    );
    assert_eq!(m.page(&m.office, &set).await.unwrap().head.state, SetState::Draft);
    assert!(m.mine("ann").await.is_empty());
    m.agree(&set, "").await.unwrap();
    assert_eq!(m.mine("ann").await, pairs(&[("Slipped in", 100)]));
}

#[tokio::test]
async fn a_closed_quarter_keeps_the_version_it_was_judged_by() {
    let m = Measured::new().await;
    let daybook = &m.world.daybook;
    let ann = m.world.actor("ann").await;
    m.in_force(&casework(), &three(), &day(-200)).await;
    let strip = |until: String| {
        let ann = ann.clone();
        async move {
            indicator::strip(daybook, &ann, &ann.person, &until, Lang::En)
                .await
                .unwrap()
        }
    };
    let before = strip(day(-100)).await;
    let weights = |page: &domain::view::indicator::PersonIndicators| -> Vec<(String, u32)> {
        let strips = page.posts.iter().flat_map(|p| &p.strips);
        strips
            .map(|s| (s.name.clone(), s.indicator.as_ref().unwrap().weight))
            .collect()
    };
    assert_eq!(weights(&before).len(), 3);
    // Whatever is agreed, saved or thrown away later, the quarter stays as it was; today changes.
    for (name, weight) in [("Visits", "100"), ("Petitions", "100")] {
        let next = m.draft(&m.office, &casework()).await.unwrap();
        m.save(&m.office, &next, &[row(name, weight)]).await.unwrap();
        let earliest = m.page(&m.office, &next).await.unwrap().earliest;
        m.agree(&next, &earliest).await.unwrap();
        let gone = m.draft(&m.office, &casework()).await.unwrap();
        indicator::discard(daybook, &m.office, &gone).await.unwrap();
        let now = strip(day(-100)).await;
        assert_eq!(weights(&now), weights(&before));
        assert_eq!(now.posts.first().unwrap().sets.first().unwrap().version, 1);
    }
    assert_eq!(weights(&strip(String::new()).await), pairs(&[("Visits", 100)]));
}

#[tokio::test]
async fn an_agreed_set_says_which_indicators_have_no_measure() {
    let m = Measured::new().await;
    let bare = |name: &str| GivenRow {
        measure: String::new(),
        ..row(name, "50")
    };
    let set = m
        .in_force(&casework(), &[bare("Visits"), row("Letters", "50")], "")
        .await;
    let page = m.page(&m.office, &set).await.unwrap();
    let [flaw] = page.flaws.as_slice() else {
        panic!("{:?}", page.flaws)
    };
    assert!(
        !flaw.error && flaw.words.contains("Visits") && flaw.row == Some(1),
        "{flaw:?}"
    );
    let overview = indicator::overview(&m.world.daybook, &m.office, None, Lang::En)
        .await
        .unwrap();
    assert_eq!(overview.sets.first().unwrap().flaws, [flaw.clone()]);
}
