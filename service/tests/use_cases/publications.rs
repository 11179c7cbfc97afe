//! Names that are published on different days, found by a search, and whole in files.

use crate::result_kit::{FIVE_WORKED, Kit, ago};
use crate::result_year::{published, year};
use crate::world::World;
use calamine::{Reader, Xlsx};
use domain::Lang;
use domain::assessment::process::Act;
use domain::view::assess::PublishedLine;
use service::result;
use std::io::Cursor;

async fn lines(kit: &Kit, who: &str) -> Vec<PublishedLine> {
    let actor = kit.actor(who).await;
    let page = result::publication_page(&kit.world.daybook, &actor, &kit.period, "", "").await;
    page.unwrap().rows
}

/// `ann` stands there since the first day; `dir` has the place of `pia` since some weeks later.
async fn published_twice(kit: &Kit) {
    published(kit).await;
    let (daybook, pia) = (&kit.world.daybook, kit.course("pia").await);
    let bob = kit.actor("bob").await;
    result::object_to_publication(daybook, &bob, &pia, "The August list was mine.", "")
        .await
        .unwrap();
    kit.answer("fay", "pia", "competent", "The list was his.")
        .await
        .unwrap();
    daybook.pass_days(FIVE_WORKED);
    let run = kit.all("personnel", Act::Publish).await;
    assert_eq!((run.all, run.refused), (1, vec![]));
}

#[tokio::test]
async fn each_name_has_its_own_days() {
    let kit = year(World::new().await).await;
    published_twice(&kit).await;
    let lines = lines(&kit, "two").await;
    let names: Vec<&str> = lines.iter().map(|l| l.person.name.as_str()).collect();
    assert_eq!(names, ["Ann Three", "Dir One"]);
    let (ann, dir) = (&lines[0], &lines[1]);
    let until = |line: &PublishedLine| line.until.clone().unwrap();
    assert!(ann.since < dir.since && until(ann).last < until(dir).last);
    assert!(until(ann).days < 0 && until(dir).days > 0);
    assert_eq!((ann.may_object, dir.may_object), (false, true));
    let searched = async |part: &str, after: &str| {
        let actor = kit.actor("two").await;
        let page = result::publication_page(&kit.world.daybook, &actor, &kit.period, part, after).await;
        let page = page.unwrap();
        assert_eq!((page.all, page.next, page.own.len()), (2, None, 0));
        page.rows.into_iter().map(|l| l.person.name).collect::<Vec<_>>()
    };
    assert_eq!(searched("dir", "").await, ["Dir One"]);
    assert_eq!(searched("", ann.course.as_str()).await, ["Dir One"]);
    assert!(searched("pia", "").await.is_empty(), "it was taken down");
    for lang in [Lang::Zh, Lang::En] {
        let actor = kit.actor("two").await;
        let made = result::publication_xlsx(&kit.world.daybook, &actor, &kit.period, lang).await;
        let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(made.unwrap())).unwrap();
        let sheets = book.worksheets();
        let rows: Vec<String> = (sheets[0].1.rows())
            .map(|row| row.iter().map(ToString::to_string).collect::<Vec<_>>().join("|"))
            .collect();
        for line in [ann, dir] {
            let days = format!("{}|{}", line.since, until(line).last);
            let row = rows.iter().find(|row| row.contains(&line.person.name));
            assert!(row.is_some_and(|row| row.contains(&days)), "{days}: {rows:?}");
        }
    }
}

#[tokio::test]
async fn a_name_that_is_published_anew_hides_none_whose_days_are_over() {
    let kit = year(World::new().await).await;
    published(&kit).await;
    let (daybook, office, ann) = (&kit.world.daybook, &kit.personnel, kit.course("ann").await);
    let asked = async || {
        let waits = service::notice::waits(daybook, &*kit.actor("xia").await, Lang::En).await;
        let words = waits.unwrap().assess.into_iter().map(|e| e.words);
        words.filter(|w| w.ends_with("to decide")).collect::<Vec<_>>()
    };
    let within = asked().await;
    daybook.pass_days(FIVE_WORKED);
    let over = asked().await;
    assert_ne!(within, over, "those who are published can be decided on");
    result::excuse(daybook, office, &ann, &ago(1), "Went to the river board.", "")
        .await
        .unwrap();
    result::take_in(daybook, office, &ann, "Another Ann.", "")
        .await
        .unwrap();
    kit.all("personnel", Act::Publish).await;
    let lines = lines(&kit, "two").await;
    let days: Vec<bool> = lines.iter().map(|l| l.until.as_ref().unwrap().days > 0).collect();
    assert_eq!(days, [true, false], "the first by name is new");
    assert_eq!(asked().await, over);
}
