//! The overview of indicators: what is missing, and what looks like formalism.

use super::measured::{Measured, casework, day, row, three};
use super::world::official;
use domain::Lang;
use domain::indicator::SetScope;
use domain::permission::{Actor, Duty};
use service::indicator;
use std::sync::Arc;

#[tokio::test]
async fn the_overview_names_what_is_missing_and_what_is_alike() {
    let m = Measured::new().await;
    let overview = |actor: Arc<Actor>| {
        let daybook = m.world.daybook.clone();
        async move { indicator::overview(&daybook, &actor, None, Lang::En).await.unwrap() }
    };
    let page = overview(m.office.clone()).await;
    assert_eq!((page.posts, page.covered), (14, 0));
    assert!(
        page.lacking
            .iter()
            .any(|l| l.family == "Casework" && l.count == 6 && l.posts.len() == 6 && l.may_draft)
    );
    assert!(page.lacking.iter().any(|l| l.family.is_empty() && !l.may_draft));
    m.in_force(&casework(), &three(), "").await;
    m.in_force(&SetScope::Family("Finance".into()), &three(), "").await;
    let page = overview(m.office.clone()).await;
    assert_eq!(page.covered, 10);
    assert_eq!(page.alike.len(), 1, "two families, one measure");
    assert_eq!(page.sets.len(), 2);
    // A head answers for the own unit, and sees no other's.
    let page = overview(m.world.actor("fin").await).await;
    assert_eq!(
        (page.posts, page.covered, page.families.len(), page.units.len()),
        (4, 4, 0, 1)
    );
    let page = overview(m.world.actor("ann").await).await;
    assert_eq!((page.posts, page.units.len(), page.may_import), (0, 0, false));
    assert_eq!(page.sets.len(), 2, "what others are measured by is no secret");
    let page = overview(Arc::new(official(Duty::Auditor))).await;
    assert!(page.sets.is_empty() && page.alike.is_empty());
}

#[tokio::test]
async fn posts_that_lack_a_set_are_named_and_one_with_a_set_of_its_own_lacks_nothing() {
    let m = Measured::new().await;
    let daybook = &m.world.daybook;
    let before = indicator::overview(daybook, &m.office, None, Lang::En).await.unwrap();
    m.in_force(&m.post("ann").await, &[row("Alone", "100")], "").await;
    let page = indicator::overview(daybook, &m.office, None, Lang::En).await.unwrap();
    assert_eq!((page.posts, page.covered), (before.posts, before.covered + 1));
    let casework = page.lacking.iter().find(|l| l.family == "Casework").unwrap();
    assert_eq!(casework.count, 5);
    let mut named: Vec<_> = casework
        .posts
        .iter()
        .map(|p| {
            (
                p.title.as_str(),
                p.unit.name.as_str(),
                p.holder.as_ref().map(|h| h.1.as_str()),
            )
        })
        .collect();
    named.sort_unstable();
    assert_eq!(
        named,
        [
            ("Clerk", "Office", None),
            ("Clerk", "Office", Some("Bob Four")),
            ("Head of office", "Office", Some("Ole Two")),
            ("Head of petitions", "Petitions", Some("Pet Six")),
            ("Reader", "Petitions", Some("Pia Seven")),
        ],
        "Ann's is not among them, nor one whose holder has left said to be held"
    );
    // Of one family, from a place on.
    let asked = Some(("casework".to_owned(), 3));
    let page = indicator::overview(daybook, &m.office, asked, Lang::En).await.unwrap();
    let [one] = page.lacking.as_slice() else {
        panic!("{:?}", page.lacking)
    };
    assert!(page.one_family && one.count == 5 && one.from == 3);
    assert_eq!(
        one.posts.iter().map(|p| p.title.as_str()).collect::<Vec<_>>(),
        ["Head of petitions", "Reader"]
    );
    // A vacant post can have a set of its own as well; nobody drafts that of the own post.
    let ole = m.world.actor("ole").await;
    let page = indicator::overview(daybook, &ole, None, Lang::En).await.unwrap();
    let posts: Vec<_> = page.lacking.iter().flat_map(|l| &l.posts).collect();
    let vacant = posts.iter().find(|p| p.holder.is_none()).unwrap();
    assert!(vacant.may_draft && !posts.iter().find(|p| p.title == "Head of office").unwrap().may_draft);
    let scope = SetScope::Post(vacant.id.clone());
    m.in_force(&scope, &[row("Alone", "100")], "").await;
    // Nobody sees posts that are not theirs to answer for.
    let ann = m.world.actor("ann").await;
    assert!(
        indicator::overview(daybook, &ann, None, Lang::En)
            .await
            .unwrap()
            .lacking
            .is_empty()
    );
}

#[tokio::test]
async fn a_unit_s_set_that_makes_those_below_it_alike_is_told() {
    let m = Measured::new().await;
    let daybook = &m.world.daybook;
    m.in_force(&casework(), &three(), "").await;
    m.in_force(&SetScope::Family("Finance".into()), &[row("Books closed", "100")], "")
        .await;
    let office = &m.office;
    let alike = || async move {
        let page = indicator::overview(daybook, office, None, Lang::En).await.unwrap();
        page.alike
    };
    assert!(alike().await.is_empty());
    // The Bureau itself has one post, of no family: Casework and Finance sit in the units below.
    m.in_force(&m.unit("dir").await, &[row("Slogans learnt", "70")], "")
        .await;
    let told = alike().await;
    let [flaw] = told.as_slice() else { panic!("{told:?}") };
    for part in ["Casework", "Finance", "Bureau", "70%"] {
        assert!(flaw.words.contains(part), "{part}: {}", flaw.words);
    }
}

#[tokio::test]
async fn sets_of_single_posts_that_are_alike_are_told() {
    let m = Measured::new().await;
    let daybook = &m.world.daybook;
    m.in_force(&casework(), &[row("Cases decided", "100")], "").await;
    m.in_force(&SetScope::Family("Finance".into()), &[row("Books closed", "100")], "")
        .await;
    m.in_force(&m.post("ann").await, &three(), "").await;
    let alike = async |actor: Arc<Actor>| {
        indicator::overview(daybook, &actor, None, Lang::En)
            .await
            .unwrap()
            .alike
    };
    assert!(alike(m.office.clone()).await.is_empty());
    m.in_force(&m.post("fay").await, &three(), "").await;
    let told = alike(m.office.clone()).await;
    let [flaw] = told.as_slice() else { panic!("{told:?}") };
    for part in ["Casework · Clerk · Office", "Finance · Clerk · Finance", "100%"] {
        assert!(flaw.words.contains(part), "{part}: {}", flaw.words);
    }
    // Who may not know the one set is told nothing of the two.
    assert!(alike(m.world.actor("fay").await).await.is_empty());
    assert_eq!(alike(m.world.actor("dir").await).await.len(), 1);
}

#[tokio::test]
async fn a_set_that_a_new_one_of_the_family_fells_is_told_before_and_after() {
    let m = Measured::new().await;
    let base = [row("Decided in time", "50"), row("Clear letters", "50")];
    m.in_force(&casework(), &base, &day(-60)).await;
    let scope = m.unit("ann").await;
    // It leaves one of 100 to each of the two below.
    let unit = m.in_force(&scope, &[row("Slogans learnt", "98")], "").await;
    let told = async || {
        let page = indicator::overview(&m.world.daybook, &m.office, None, Lang::En)
            .await
            .unwrap();
        let line = page.sets.into_iter().find(|l| l.head.scope == scope).unwrap();
        let page = m.page(&m.office, &unit).await.unwrap();
        [line.flaws, page.flaws]
    };
    assert_eq!(told().await, [vec![], vec![]]);
    let draft = m.draft(&m.office, &casework()).await.unwrap();
    m.save(&m.office, &draft, &base).await.unwrap();
    assert!(m.page(&m.office, &draft).await.unwrap().flaws.is_empty());
    m.save(&m.office, &draft, &three()).await.unwrap();
    let warned = m.page(&m.office, &draft).await.unwrap().flaws;
    let [flaw] = warned.as_slice() else {
        panic!("{warned:?}")
    };
    for part in ["“Office”", "“Casework”", "2 for 3 other"] {
        assert!(!flaw.error && flaw.words.contains(part), "{part}: {}", flaw.words);
    }
    m.agree(&draft, "").await.unwrap();
    assert_eq!(m.mine("ann").await.len(), 3, "by what is below");
    for flaws in told().await {
        let [flaw] = flaws.as_slice() else { panic!("{flaws:?}") };
        for part in ["does not hold for “Casework”", "2 for 3 other"] {
            assert!(!flaw.error && flaw.words.contains(part), "{part}: {}", flaw.words);
        }
    }
}
