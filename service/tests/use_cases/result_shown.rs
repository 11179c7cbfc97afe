//! Who has no grade and why, the same year under other rules, official forms, and what cannot reach a grade.

use crate::result_kit::{Kit, ago, opening, replayed, words};
use crate::result_year::{published, year};
use crate::world::World;
use calamine::{Data, Reader, Xlsx};
use domain::Lang;
use domain::assessment::Words;
use domain::assessment::process::{Act, State};
use service::{Error, assess, result};
use std::io::Cursor;

#[tokio::test]
async fn who_is_exempt_has_no_grade_and_is_graded_afterwards_when_cleared() {
    let kit = Kit::usual().await;
    let daybook = &kit.world.daybook;
    let keep = async |who: &str, kind: &str, first: &str, last: &str| {
        assess::keep_status(daybook, &kit.personnel, kit.world.id(who), kind, first, last, "", "")
            .await
            .unwrap();
    };
    keep("ann", "probation", &ago(200), "").await;
    keep("bob", "sick_leave", &ago(95), &ago(20)).await;
    keep("pia", "investigation", &ago(30), "").await;
    keep("pet", "warning", &ago(40), "").await;
    let exempt = assess::period_page(daybook, &kit.personnel, &kit.period)
        .await
        .unwrap()
        .exempt;
    assert_eq!(exempt.len(), 3, "{exempt:?}");
    let none = [
        ("ole", "dir", "good"),
        ("ann", "ole", ""),
        ("bob", "ole", ""),
        ("pia", "pet", ""),
        ("pet", "ole", "fairly_good"),
    ];
    for (who, by, grade) in none {
        kit.summarise(who).await;
        if who == "pet" {
            let barred = words(kit.review(by, who, "good").await);
            assert!(barred.contains("Sanctioned in the period: not “good”"), "{barred}");
        }
        if grade.is_empty() {
            let refused = words(kit.review(by, who, "fairly_good").await);
            assert!(refused.starts_with("By the rules there is no grade"), "{refused}");
        }
        kit.review(by, who, grade).await.unwrap();
    }
    assert_eq!(kit.all("fin", Act::Calibrate).await.refused, []);
    assert_eq!(kit.all("xia", Act::Decide).await.refused, []);
    kit.all("personnel", Act::GiveFeedback).await;
    for who in ["ann", "bob", "pia"] {
        assert_eq!(
            (kit.state(who).await, kit.grade(who).await),
            (State::Told, None),
            "{who}"
        );
    }
    // The investigation ends without a sanction: the same course goes on, and the right to object begins anew.
    let pia = kit.course("pia").await;
    let afterwards = async |grade: &str| {
        result::grade_afterwards(
            daybook,
            &*kit.actor("pet").await,
            &pia,
            grade,
            "Cleared; the work was sound.",
            "",
        )
        .await
    };
    assert!(words(afterwards("fairly_good").await).contains("no grade"));
    let open = assess::statuses_page(daybook, &kit.personnel, "").await.unwrap();
    let row = open.rows.iter().find(|r| r.kind == "investigation").unwrap();
    assess::end_status(daybook, &kit.personnel, &row.id, &row.end, &ago(0), "cleared", "")
        .await
        .unwrap();
    assert!(words(afterwards("fairly_good").await).contains("No citation, no grade"));
    kit.written_since("pet", "pia").await;
    afterwards("fairly_good").await.unwrap();
    assert_eq!(kit.state("pia").await, State::Reviewed);
    kit.calibrate("fin", "pia", "fairly_good", "").await.unwrap();
    kit.decide("xia", "pia", "fairly_good", "").await.unwrap();
    assert_eq!(kit.grade("pia").await.as_deref(), Some("fairly_good"));
}

#[tokio::test]
async fn the_days_for_plans_run_from_the_first_day_of_the_period() {
    let world = World::new().await;
    let units = [world.unit("ole").await];
    let mut opening = opening("year", "FY 2026", &units);
    opening.pack = "us-5cfr430".into();
    let kit = Kit::open(world, opening, (20, 0)).await;
    let ann = kit.actor("ann").await;
    let page = assess::period_page(&kit.world.daybook, &ann, &kit.period)
        .await
        .unwrap();
    let (what, last) = page.plan.unwrap();
    let first: chrono::NaiveDate = ago(20).parse().unwrap();
    assert_eq!(last, (first + chrono::Days::new(30)).to_string());
    assert!(what.en.starts_with("The plan"), "{what:?}");
    // No other pack has such days.
    let kit = Kit::usual().await;
    let page = assess::period_page(&kit.world.daybook, &kit.personnel, &kit.period)
        .await
        .unwrap();
    assert_eq!(page.plan, None);
}

pub fn cells(bytes: Vec<u8>) -> Vec<String> {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    let sheets = book.worksheets();
    let cells = sheets.iter().flat_map(|(_, range)| range.rows()).flatten();
    cells.filter(|c| **c != Data::Empty).map(ToString::to_string).collect()
}

#[tokio::test]
async fn a_year_is_replayed_under_other_rules_and_set_in_forms() {
    let kit = year(World::new().await).await;
    let (daybook, office) = (&kit.world.daybook, &kit.personnel);
    published(&kit).await;
    let before = kit.world.acts().await.len();
    let run = async |overlays: &[&str]| replayed(daybook, office, &kit.period, overlays).await;
    let same = run(&["cn-democratic-rating"]).await.1.run.unwrap();
    let moved: Vec<&str> = same.changes.iter().map(|c| c.person.name.as_str()).collect();
    assert_eq!(
        moved,
        ["Dir One"],
        "who is beyond the places has none under the same rules either"
    );
    let (replay, tianjin) = run(&["cn-tianjin"]).await;
    let tianjin = tianjin.run.unwrap();
    let bob = tianjin.changes.iter().find(|c| c.person.name == "Bob Four").unwrap();
    assert_eq!(
        (
            bob.from.as_ref().unwrap().id.as_str(),
            bob.to.as_ref().unwrap().id.as_str()
        ),
        ("competent", "basic")
    );
    let blocks = |(sentence, article): &(Words, Words)| {
        sentence.en.contains("two block “competent”") && article.en.contains("Tianjin")
    };
    assert!(bob.because.iter().any(blocks), "{:?}", bob.because);
    let ann = kit.actor("ann").await;
    for lang in [Lang::Zh, Lang::En] {
        let course = kit.course("ann").await;
        let form = cells(result::course_xlsx(daybook, office, &course, lang).await.unwrap());
        assert!(
            form.iter().any(|c| c == "Ann Three") && form.iter().any(|c| c == lang.pick("优秀", "Excellent")),
            "{form:?}"
        );
        let own = cells(result::course_xlsx(daybook, &ann, &course, lang).await.unwrap());
        assert!(
            !own.iter().any(|c| c == lang.pick("优秀", "Excellent")),
            "not told yet: {own:?}"
        );
        let roster = cells(result::roster_xlsx(daybook, office, &kit.period, lang).await.unwrap());
        assert_eq!(
            roster.iter().filter(|c| *c == lang.pick("称职", "Competent")).count(),
            7
        );
        let names = cells(
            result::publication_xlsx(daybook, &ann, &kit.period, lang)
                .await
                .unwrap(),
        );
        assert!(names.iter().any(|c| c == "Pia Seven"));
        let table = result::simulation_xlsx(daybook, office, &replay, lang).await;
        assert!(cells(table.unwrap()).iter().any(|c| c == "Bob Four"));
    }
    assert!(matches!(
        result::roster_xlsx(daybook, &ann, &kit.period, Lang::En).await,
        Err(Error::NotFound)
    ));
    assert_eq!(kit.world.acts().await.len(), before, "nothing is written");
}

#[tokio::test]
async fn numbers_of_likes_and_comments_change_nothing_that_is_assessed() {
    let world = World::new().await;
    let units = [world.unit("ole").await];
    let kit = Kit::open(world, opening("period", "This month", &units), (20, 0)).await;
    let world = &kit.world;
    for text in ["Answered 12 letters.", "Sorted the archive.", "Counted the files."] {
        let card = world.write("ann", text, "unit").await;
        service::like::set(&world.daybook, &*world.actor("bob").await, &card.id, true)
            .await
            .unwrap();
    }
    let before = world.acts().await.len();
    let (ann, course) = (kit.actor("ann").await, kit.course("ann").await);
    let check = result::verify(&world.daybook, &ann, &course).await.unwrap();
    assert!(check.held && check.after.len() == 8, "{check:?}");
    assert!(check.changed.iter().all(|n| *n > 0), "{:?}", check.changed);
    // More own records that leaders can read are evidence, and change nothing that follows.
    let (follows, with_more) = check.own.clone().unwrap();
    assert_eq!(follows, with_more);
    // The places that others hold are looked at as well, by a digest that says nothing of them: each check has its own secret.
    let (before_them, after_them) = check.places.clone().unwrap();
    assert_eq!(before_them, after_them);
    let again = result::verify(&world.daybook, &ann, &course).await.unwrap();
    assert!(again.held && again.before != check.before);
    assert!(again.places.is_some_and(|(digest, _)| digest != before_them));
    // Nothing of it was ever there.
    assert_eq!(world.acts().await.len(), before);
    let feed = world.feed("bob", &domain::Scope::All).await;
    assert_eq!(feed.len(), 3);
    let stranger = world.actor("two").await;
    assert!(matches!(
        result::verify(&world.daybook, &stranger, &course).await,
        Err(Error::NotFound)
    ));
}

#[tokio::test]
async fn what_is_written_during_a_check_is_no_difference() {
    let world = World::new().await;
    let units = [world.unit("ole").await];
    let kit = Kit::open(world, opening("period", "This month", &units), (20, 0)).await;
    let (world, ole, course) = (&kit.world, kit.actor("ole").await, kit.course("ann").await);
    world.write("ann", "Answered 12 letters.", "unit").await;
    for round in 0..5 {
        let writes = async {
            for n in 0..5 {
                world.write("ann", &format!("Sorted shelf {round}.{n}."), "unit").await;
            }
        };
        let (check, ()) = tokio::join!(result::verify(&world.daybook, &ole, &course), writes);
        let check = check.unwrap();
        assert!(check.held, "{round}: {check:?}");
    }
}
