//! Whoever is assessed and sits on a body as well reads nowhere how he is proposed himself.

use crate::result_kit::{Kit, ago, opening};
use crate::result_shown::cells;
use crate::world::{World, official};
use domain::Lang;
use domain::assessment::process::Act;
use domain::permission::Duty;
use domain::view::assess::{PeriodPage, Running};
use service::assess::{self, Opening};
use service::result;

/// A usual assessment of the Office, with Ann on the committee.
async fn with_ann_on_the_committee() -> Kit {
    let world = World::new().await;
    let ids = |names: &[&str]| names.iter().map(|n| world.id(n).0.clone()).collect::<Vec<_>>();
    let opening = Opening {
        first: ago(100),
        last: ago(10),
        committee: ids(&["ann", "fin"]),
        deciding: ids(&["xia"]),
        re_review: ids(&["har"]),
        appeal: ids(&["hal"]),
        ..opening("period", "Q3", &[world.unit("ole").await])
    };
    let personnel = official(Duty::PersonnelOffice);
    let period = assess::open_period(&world.daybook, &personnel, opening, "")
        .await
        .unwrap();
    Kit {
        world,
        period,
        personnel,
    }
}

impl Kit {
    async fn whole(&self, who: &str) -> PeriodPage {
        let actor = self.actor(who).await;
        assess::period_page(&self.world.daybook, &actor, &self.period)
            .await
            .unwrap()
    }
}

fn refused(run: &Running) -> (u32, Vec<&str>) {
    let mut names: Vec<&str> = run.refused.iter().map(|(name, _)| name.as_str()).collect();
    names.sort_unstable();
    (run.missed, names)
}

#[tokio::test]
async fn a_member_of_the_committee_reads_nothing_of_the_own_proposal() {
    let kit = with_ann_on_the_committee().await;
    let (daybook, office) = (&kit.world.daybook, kit.world.unit("ole").await);
    // Three equal proposals for two places, one of them Ann's.
    kit.reviewed(&[
        ("ole", "dir", "fairly_good"),
        ("ann", "ole", "good"),
        ("bob", "ole", "good"),
        ("pet", "ole", "good"),
        ("pia", "pet", "fairly_good"),
    ])
    .await;
    let places = async |who: &str| {
        let board = kit.board(who, &office).await.unwrap();
        let proposed = board.quotas[0].units[0].proposed;
        let filled = format!("{proposed} proposed for 2 places");
        assert!(board.steps.iter().any(|s| s.en.contains(&filled)), "{:?}", board.steps);
        (proposed, board.cut.len())
    };
    assert_eq!((places("fin").await, places("ann").await), ((3, 3), (2, 0)));
    // Reasons of one wording are asked about, and not before her.
    let asked = async |who: &str| {
        let questions = kit.whole(who).await.questions;
        assert!(questions.iter().any(|q| q.en.contains("Bob Four")), "{questions:?}");
        questions.iter().any(|q| q.en.contains("Ann Three"))
    };
    assert!(asked("fin").await && !asked("ann").await);

    let run = kit.all("fin", Act::Calibrate).await;
    let all = (3, vec!["Ann Three", "Bob Four", "Pet Six"]);
    let others = (2, vec!["Bob Four", "Pet Six"]);
    assert_eq!(refused(&run), all);
    let counts = |why: &str| why.contains('3') || !why.contains("More people are equal");
    assert!(run.refused.iter().all(|(_, why)| !counts(&why.en)), "{run:?}");
    let ann = kit.actor("ann").await;
    let goes = result::progress(daybook, &ann, &kit.period).await.unwrap().unwrap();
    assert_eq!((refused(&goes), goes.all, goes.done), (others.clone(), 5, 5));
    assert_eq!(kit.whole("ann").await.running, Some(goes));
    // The same of what is kept: of the step before the last, and as a table.
    kit.all("xia", Act::Close).await;
    for (who, listed) in [("fin", &all), ("ann", &others)] {
        let page = kit.whole(who).await;
        assert_eq!(
            (page.reports.len(), refused(&page.reports[0])),
            (1, listed.clone()),
            "{who}"
        );
        let table = result::report_xlsx(daybook, &*kit.actor(who).await, &kit.period, "calibrate", Lang::En).await;
        let table = cells(table.unwrap());
        let named = |name: &str| table.iter().any(|cell| cell == name);
        assert_eq!(
            (named("Bob Four"), named("Ann Three")),
            (true, who == "fin"),
            "{table:?}"
        );
        let missed = format!("{} not done", listed.0);
        assert!(table.iter().any(|cell| cell.contains(&missed)), "{table:?}");
    }
}

#[tokio::test]
async fn nor_why_there_is_to_be_no_grade() {
    let kit = with_ann_on_the_committee().await;
    let daybook = &kit.world.daybook;
    for who in ["ann", "bob"] {
        let person = kit.world.id(who);
        assess::keep_status(daybook, &kit.personnel, person, "probation", "2024-01-01", "", "", "")
            .await
            .unwrap();
    }
    for (who, listed) in [("fin", 2), ("ann", 1)] {
        let exempt = kit.whole(who).await.exempt;
        assert_eq!(exempt.len(), listed, "{who}: {exempt:?}");
        let (_, _, why) = exempt.iter().find(|(_, name, _)| name == "Bob Four").unwrap();
        let roster = result::roster_xlsx(daybook, &*kit.actor(who).await, &kit.period, Lang::En).await;
        let roster = cells(roster.unwrap());
        assert_eq!(roster.iter().filter(|cell| **cell == why.en).count(), listed, "{who}");
    }
}
