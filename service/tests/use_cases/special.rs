//! Special assessments: over the days of usual ones, listed apart in the year, and counted as none of them.

use crate::result_kit::{Kit, opening, replayed};
use crate::result_shown::cells;
use crate::world::{World, official, today};
use chrono::Days;
use domain::assessment::Ratio;
use domain::assessment::process::{Act, Kind};
use domain::permission::Duty;
use domain::{Lang, PeriodId, UnitId};
use service::assess::{self, Opening};
use service::{notice, result};

/// About the flood.
fn flood(title: &str, units: &[UnitId]) -> Opening {
    Opening {
        task: " Flood  relief ".into(),
        ..opening("special", title, units)
    }
}

async fn graded(kit: &Kit, grade: &str, score: &str) {
    kit.summarise("ann").await;
    kit.scored("ole", "ann", grade, score).await.unwrap();
    kit.calibrate("fin", "ann", grade, "").await.unwrap();
    kit.decide("xia", "ann", grade, "").await.unwrap();
}

/// What all workbooks of a period say: the roster and the form of `ann`.
async fn said(kit: &Kit, lang: Lang) -> Vec<String> {
    let (daybook, office) = (&kit.world.daybook, &kit.personnel);
    let course = kit.course("ann").await;
    let mut all = cells(result::roster_xlsx(daybook, office, &kit.period, lang).await.unwrap());
    all.extend(cells(
        result::course_xlsx(daybook, office, &course, lang).await.unwrap(),
    ));
    all
}

#[tokio::test]
async fn it_is_shown_with_its_task_and_goes_as_a_usual_one() {
    let world = World::new().await;
    let units = [world.unit("ole").await];
    let kit = Kit::open(world, flood("The flood", &units), (100, 10)).await;
    let daybook = &kit.world.daybook;
    let task = Some("Flood relief");
    let page = assess::period_page(daybook, &kit.personnel, &kit.period).await.unwrap();
    assert_eq!((page.line.kind, page.line.special.as_deref()), (Kind::Period, task));
    let home = assess::home(daybook, &*kit.actor("ann").await).await.unwrap();
    assert_eq!(home.own[0].special.as_deref(), task);
    assert_eq!(home.periods[0].special.as_deref(), task);
    graded(&kit, "good", "90").await;
    assert_eq!(kit.grade("ann").await.as_deref(), Some("good"));
    assert!(kit.page("personnel", "ann").await.dossier.case.special);
    kit.all("personnel", Act::GiveFeedback).await;
    let ann = kit.actor("ann").await;
    let reason = "Two nights on the dyke were not looked at.";
    result::ask(daybook, &ann, &kit.course("ann").await, "re_review", reason, "")
        .await
        .unwrap();
    for (lang, title, task) in [
        (Lang::Zh, "专项考核登记表", "专项考核：Flood relief"),
        (Lang::En, "Special assessment form", "Special assessment: Flood relief"),
    ] {
        let all = said(&kit, lang).await;
        assert!(all.iter().any(|cell| cell == title), "{all:?}");
        // Under the title of the form, and of the roster.
        assert_eq!(all.iter().filter(|cell| cell.contains(task)).count(), 2, "{all:?}");
    }
    // And where it is tried by other rules.
    let (run, page) = replayed(daybook, &kit.personnel, &kit.period, &["cn-half-up"]).await;
    assert_eq!(page.run.unwrap().period.special.as_deref(), task);
    let table = result::simulation_xlsx(daybook, &kit.personnel, &run, Lang::En).await;
    let title = "The flood · Special assessment: Flood relief: simulation";
    assert!(cells(table.unwrap()).iter().any(|cell| cell == title));
    let choice = result::simulate_page(daybook, &kit.personnel, "").await.unwrap();
    assert_eq!(choice.kept[0].special.as_deref(), task);
    assert_eq!(choice.periods[0].special.as_deref(), task);
}

#[tokio::test]
async fn what_asks_and_what_tells_says_that_it_is_special_and_of_which_task() {
    let world = World::new().await;
    let units = [world.unit("ole").await];
    let kit = Kit::open(world, flood("The flood", &units), (100, 10)).await;
    let asked = async |kit: &Kit, who: &str, lang: Lang| -> Vec<(String, Option<String>)> {
        let waits = notice::waits(&kit.world.daybook, &*kit.actor(who).await, lang).await;
        waits
            .unwrap()
            .assess
            .into_iter()
            .map(|e| (e.words, e.special))
            .collect()
    };
    let of = |words: &str, task: &str| (words.to_owned(), Some(task.to_owned()));
    assert_eq!(
        asked(&kit, "ann", Lang::Zh).await,
        [of("写小结", "专项考核：Flood relief")]
    );
    kit.summarise("ann").await;
    let english = "Special assessment: Flood relief";
    let review = of("1 to review", english);
    assert!(asked(&kit, "ole", Lang::En).await.contains(&review));
    let path = format!("/assess/course/{}", kit.course("ann").await);
    let told = notice::page(&kit.world.daybook, &*kit.actor("ole").await, None).await;
    let told = told.unwrap().notices.into_iter().find(|n| n.path == path).unwrap();
    assert!(told.about.starts_with("The flood · "), "{told:?}");
    assert_eq!(told.special.as_deref(), Some("Flood relief"));
    kit.review("ole", "ann", "fairly_good").await.unwrap();
    assert!(
        asked(&kit, "fin", Lang::En)
            .await
            .contains(&of("1 to calibrate", english))
    );
    let home = assess::home(&kit.world.daybook, &*kit.actor("fin").await)
        .await
        .unwrap();
    let board = home.boards.iter().find(|board| board.period == kit.period).unwrap();
    assert_eq!(board.special.as_deref(), Some("Flood relief"));
    // A usual one asks without it; what is asked in both together is neither's.
    kit.summarise("bob").await;
    let usual = Kit::open(kit.world, opening("period", "Q3", &units), (100, 10)).await;
    let ann = asked(&usual, "ann", Lang::En).await;
    assert!(ann.contains(&("Write your summary".to_owned(), None)), "{ann:?}");
    usual.summarise("ann").await;
    let both = asked(&usual, "ole", Lang::En).await;
    assert!(both.contains(&("2 to review".to_owned(), None)), "{both:?}");
}

#[tokio::test]
async fn a_year_lists_special_results_apart_and_counts_them_as_no_usual_ones() {
    let world = World::new().await;
    let units = [world.unit("ole").await];
    let usual = Kit::open(world, opening("period", "Q3", &units), (100, 10)).await;
    graded(&usual, "good", "90").await;
    // Both over the same days; the second began before the year that it ends in.
    let first = Kit::open(usual.world, flood("Flood", &units), (95, 15)).await;
    graded(&first, "poor", "30").await;
    let second = Kit::open(first.world, flood("Dykes", &units), (310, 20)).await;
    graded(&second, "poor", "40").await;
    let mut year = opening("year", "2026", &units);
    year.overlays = vec!["cn-hebei".into()];
    let kit = Kit::open(second.world, year, (300, 1)).await;
    kit.summarise("ann").await;
    assert_eq!(kit.all("personnel", Act::Compile).await.refused, []);
    let page = kit.page("personnel", "ann").await;
    let rests: Vec<_> = (page.dossier.earlier.iter())
        .map(|e| (e.title.as_str(), e.special.as_deref(), e.grade.as_deref(), e.score))
        .collect();
    let task = Some("Flood relief");
    assert_eq!(
        rests,
        [
            ("Dykes", task, Some("poor"), Some(Ratio::whole(40))),
            ("Flood", task, Some("poor"), Some(Ratio::whole(30))),
            ("Q3", None, Some("good"), Some(Ratio::whole(90))),
        ]
    );
    let case = &page.dossier.case;
    let (good, poor) = (Some("good".to_owned()), Some("poor".to_owned()));
    assert_eq!(case.results, [good]);
    assert_eq!(case.special_results, [poor.clone(), poor]);
    // All usual results are good, and “poor” bars nothing.
    assert_eq!(page.outcome.preferred, ["excellent"]);
    let rules: Vec<&str> = page.outcome.fired.iter().map(|f| f.rule.as_str()).collect();
    assert!(!rules.contains(&"annual.average-or-poor"), "{rules:?}");
    let remarks: Vec<&str> = page.dossier.remarks.iter().map(|r| r.en.as_str()).collect();
    assert!(remarks.contains(&"Q3: Good (90)"), "{remarks:?}");
    assert!(remarks.iter().all(|r| !r.contains("Flood")), "{remarks:?}");
    let all = said(&kit, Lang::En).await;
    assert!(all.iter().any(|cell| cell == "Special assessments"), "{all:?}");
    let both = |cell: &String| {
        cell.contains("Dykes (Flood relief): Poor (40)") && cell.contains("Flood (Flood relief): Poor (30)")
    };
    assert!(all.iter().any(both), "{all:?}");
    // None of it was given: the person reads of no result yet.
    let own = kit.page("ann", "ann").await.dossier;
    assert_eq!(own.earlier.len(), 3);
    assert!(
        own.earlier
            .iter()
            .all(|e| (&e.grade, &e.named, e.score) == (&None, &None, None))
    );
    assert!(own.case.results.is_empty() && own.case.special_results.is_empty());
    // 60 % of the usual results, 40 % of the year's end, and nothing of special ones.
    kit.scored("ole", "ann", "competent", "80").await.unwrap();
    let board = kit.board("fin", &units[0]).await.unwrap();
    let row = board.rows.iter().find(|r| r.person.id == *kit.world.id("ann")).unwrap();
    assert_eq!(row.score.as_deref(), Some("86"));
    assert_eq!(
        row.score_told.last().map(|w| w.zh.as_str()),
        Some("平时考核 90 × 60% + 年终考核 80 × 40% = 86")
    );
    // Two low usual results would take “competent” away there; two low special ones do not.
    let daybook = &kit.world.daybook;
    let (_, replay) = replayed(daybook, &kit.personnel, &kit.period, &["cn-hebei", "cn-tianjin"]).await;
    let run = replay.run.unwrap();
    assert_eq!((run.people, run.changes), (1, vec![]));
    let (ann, course) = (kit.actor("ann").await, kit.course("ann").await);
    assert!(result::verify(daybook, &ann, &course).await.unwrap().held);
}

#[tokio::test]
async fn a_place_in_a_usual_quota_is_looked_for_among_usual_ones() {
    let world = World::new().await;
    let units = [world.unit("ole").await];
    let before = Kit::open(world, flood("Flood", &units), (190, 110)).await;
    graded(&before, "good", "").await;
    let had = async |kit: &Kit| {
        let board = kit.board("fin", &units[0]).await.unwrap();
        let row = board.rows.into_iter().find(|r| r.person.id == *kit.world.id("ann"));
        row.unwrap().had_before
    };
    let usual = Kit::open(before.world, opening("period", "Q3", &units), (100, 10)).await;
    assert_eq!(had(&usual).await, 0);
    let special = Kit::open(usual.world, flood("Again", &units), (100, 10)).await;
    assert_eq!(had(&special).await, 1);
}

#[tokio::test]
async fn special_ones_keep_to_no_cycle() {
    let world = World::new().await;
    let units = [world.unit("ole").await];
    let office = official(Duty::PersonnelOffice);
    let next = async || {
        let new = assess::new_period(&world.daybook, &office, "cn-civil-servant", &[], "").await;
        let new = new.unwrap();
        (new.first, new.last)
    };
    let open = async |opening: Opening, (first, last): &(String, String)| -> PeriodId {
        let body = |who: &str| vec![world.id(who).0.clone()];
        let opening = Opening {
            first: first.clone(),
            last: last.clone(),
            committee: body("fin"),
            deciding: body("xia"),
            re_review: body("har"),
            appeal: body("hal"),
            ..opening
        };
        assess::open_period(&world.daybook, &office, opening, "").await.unwrap()
    };
    let quarter = next().await;
    let soon = today().checked_add_days(Days::new(16)).unwrap().to_string();
    assert!(quarter.1 < soon, "over, or about to be: {quarter:?}");
    let special = open(flood("Q", &units), &quarter).await;
    assert_eq!(next().await, quarter);
    // The same people have both, over the same days.
    let usual = open(opening("period", "Q", &units), &quarter).await;
    assert_ne!(special, usual);
    assert!(next().await.0 > quarter.1);
    let home = assess::home(&world.daybook, &*world.actor("ann").await).await.unwrap();
    let mut own: Vec<_> = home.own.iter().map(|line| line.special.as_deref()).collect();
    own.sort_unstable();
    assert_eq!(own, [None, Some("Flood relief")]);
}
