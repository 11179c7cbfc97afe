//! Results of years before the system was used: entered or brought in by a table, counted where earlier years count, taken back.

use crate::result_kit::{FIVE_WORKED, Kit, ago, opening, words};
use crate::result_year::{published, year};
use crate::world::{World, official, today};
use chrono::{Datelike, NaiveDate};
use domain::Lang;
use domain::assessment::process::Act;
use domain::permission::{Actor, Duty};
use domain::view::assess::{YearLine, YearsImport};
use service::{Error, assess};

const EXCELLENT: &str = "cn-civil-servant/excellent";
const HEADS: &str = "Account or staff number,Name,Year,Grade,Document,Note\n";

impl Kit {
    async fn enter(&self, who: &str, year: i32, grade: &str, basis: &str) -> service::Result<()> {
        let (daybook, person, year) = (&self.world.daybook, self.world.id(who), year.to_string());
        assess::keep_year(daybook, &self.personnel, person, &year, grade, basis, "", "").await
    }

    async fn take_back(&self, entry: &str, reason: &str) -> service::Result<()> {
        assess::remove_year(&self.world.daybook, &self.personnel, entry, reason, "").await
    }

    async fn entries(&self) -> Vec<YearLine> {
        assess::years_page(&self.world.daybook, &self.personnel, "")
            .await
            .unwrap()
            .rows
    }

    /// The results from before as somebody reads his own: year, grade and document.
    async fn before(&self, who: &str) -> Vec<(i32, String, String)> {
        let home = assess::home(&self.world.daybook, &*self.actor(who).await)
            .await
            .unwrap();
        let before = home.before.into_iter();
        before.map(|one| (one.year, one.grade.words.en, one.basis)).collect()
    }

    async fn checked(&self, rows: &str) -> YearsImport {
        let (daybook, table) = (&self.world.daybook, format!("{HEADS}{rows}"));
        let id = assess::check_years(
            daybook,
            &self.personnel,
            "cn-civil-servant",
            "before.csv",
            table.as_bytes(),
        )
        .await
        .unwrap();
        assess::years_report(daybook, &self.personnel, &id, Lang::En).unwrap()
    }

    async fn import(&self, checked: &YearsImport) -> service::Result<()> {
        assess::apply_years(&self.world.daybook, &self.personnel, &checked.id).await
    }
}

/// The last year that can be brought in.
fn last_year() -> i32 {
    today().year() - 1
}

#[tokio::test]
async fn years_from_before_make_years_running_until_the_grade_is_decided() {
    let kit = year(World::new().await).await;
    let daybook = &kit.world.daybook;
    let assessed = ago(1).parse::<NaiveDate>().unwrap().year();
    for n in [1, 2] {
        kit.enter("ann", assessed - n, EXCELLENT, "No. 3").await.unwrap();
    }
    // Another grade in between: nothing is running.
    kit.enter("pia", assessed - 1, "cn-civil-servant/competent", "No. 3")
        .await
        .unwrap();
    kit.enter("pia", assessed - 2, EXCELLENT, "No. 3").await.unwrap();
    published(&kit).await;
    daybook.pass_days(FIVE_WORKED);
    kit.all("xia", Act::Decide).await;
    let merit = async |who: &str| {
        let outcome = kit.page("personnel", who).await.dossier.outcome.unwrap();
        let fired = outcome.fired.iter().find(|f| f.rule == "effect.merit");
        let sentence = fired.map(|f| f.sentence.en.clone());
        (outcome.measures.iter().any(|(m, _)| m == "merit_third"), sentence)
    };
    let told = "“Excellent” 3 years running: third-class merit.".to_owned();
    assert_eq!(merit("ann").await, (true, Some(told.clone())));
    assert_eq!(merit("pia").await, (false, None));
    // What is decided goes on resting on what it rested on.
    for entry in kit.entries().await.iter().filter(|e| e.person.name == "Ann Three") {
        kit.take_back(&entry.id, "The wrong person").await.unwrap();
    }
    assert_eq!(merit("ann").await, (true, Some(told)));
    // And it is the result of that year.
    daybook.pass_days(370);
    let refused = words(kit.enter("ann", assessed, EXCELLENT, "No. 9").await);
    assert!(refused.contains("was decided in this system"), "{refused}");
    let row = format!("ann,Ann Three,{assessed},Excellent,No. 9,\n");
    let found = kit.checked(&row).await.findings;
    assert_eq!(
        (found.len(), found[0].line, found[0].column.as_deref()),
        (1, 2, Some("Year"))
    );
}

/// Art. 89 holds when somebody would be dismissed: since after the year, and not any more.
#[tokio::test]
async fn whoever_is_protected_when_it_is_decided_is_not_to_be_dismissed() {
    let world = World::new().await;
    let units = [world.unit("ole").await];
    let kit = Kit::open(world, opening("year", "The year", &units), (300, 10)).await;
    let assessed = ago(10).parse::<NaiveDate>().unwrap().year();
    let over = ago(5);
    for (who, first, last) in [("ann", 5, ""), ("bob", 40, over.as_str())] {
        kit.enter(who, assessed - 1, "cn-civil-servant/incompetent", "No. 3")
            .await
            .unwrap();
        let (daybook, of) = (&kit.world.daybook, kit.world.id(who));
        assess::keep_status(daybook, &kit.personnel, of, "protected", &ago(first), last, "", "")
            .await
            .unwrap();
        kit.summarise(who).await;
    }
    kit.all("personnel", Act::Compile).await;
    for (who, dismissed) in [("ann", false), ("bob", true)] {
        kit.review("ole", who, "incompetent").await.unwrap();
        kit.calibrate("fin", who, "incompetent", "").await.unwrap();
        kit.decide("xia", who, "incompetent", "").await.unwrap();
        let outcome = kit.page("personnel", who).await.dossier.outcome.unwrap();
        let measures: Vec<&str> = outcome.measures.iter().map(|(m, _)| m.as_str()).collect();
        assert_eq!(measures.contains(&"dismissal"), dismissed, "{who}: {measures:?}");
        let said = outcome.fired.iter().any(|f| f.rule == "effect.protected");
        assert_eq!(said, !dismissed, "{who}");
    }
}

#[tokio::test]
async fn an_entry_is_one_is_counted_and_leaves_a_trace_when_it_is_taken_back() {
    // What is assessed ends this year, whatever the day: the last one is an earlier one.
    let world = World::new().await;
    let units = [world.unit("ole").await];
    let kit = Kit::open(world, opening("period", "Q4", &units), (90, 0)).await;
    let last = last_year();
    for (year, grade, basis, why) in [
        (last, "cn-civil-servant/splendid", "No. 3", "Choose a grade"),
        (last, "", "No. 3", "Choose a grade"),
        (last + 1, EXCELLENT, "No. 3", "is no year that can be brought in"),
        (last, EXCELLENT, " ", "Name the document"),
    ] {
        let refused = words(kit.enter("ann", year, grade, basis).await);
        assert!(refused.contains(why), "{refused}");
    }
    assert!(kit.world.acts().await.iter().all(|act| act != "earlier_year_kept"));
    kit.enter("ann", last, EXCELLENT, "No. 3").await.unwrap();
    assert_eq!(
        kit.world.acts().await.last().map(String::as_str),
        Some("earlier_year_kept")
    );
    let acts = kit.world.acts().await.len();
    kit.enter("ann", last, EXCELLENT, "No. 3").await.unwrap();
    assert_eq!(kit.world.acts().await.len(), acts, "the same again is no act");
    let refused = words(kit.enter("ann", last, EXCELLENT, "No. 4").await);
    assert!(
        refused.contains("is here already and differs: “Excellent” (No. 3)"),
        "{refused}"
    );
    let own = vec![(last, "Excellent".to_owned(), "No. 3".to_owned())];
    assert_eq!(kit.before("ann").await, own);
    for other in ["ole", "bob", "personnel"] {
        assert!(kit.before(other).await.is_empty(), "{other}");
    }
    // A step looks at the facts anew.
    let history = async || kit.page("personnel", "ann").await.dossier.case.history;
    assert!(history().await.is_empty());
    kit.summarise("ann").await;
    let counted = history().await;
    assert_eq!(
        (counted.len(), counted[0].year, counted[0].grade.as_deref()),
        (1, last, Some("excellent"))
    );

    let entry = kit.entries().await.remove(0);
    assert!(words(kit.take_back(&entry.id, " ").await).starts_with("Say why"));
    kit.take_back(&entry.id, "It was Bob’s").await.unwrap();
    assert!(matches!(kit.take_back(&entry.id, "Again").await, Err(Error::NotFound)));
    assert_eq!(
        kit.world.acts().await.last().map(String::as_str),
        Some("earlier_year_kept")
    );
    let trace = kit.entries().await.remove(0).taken_back.unwrap();
    let wanted = (kit.personnel.person.as_str(), kit.world.daybook.today(), "It was Bob’s");
    assert_eq!((trace.by.as_str(), trace.on, trace.why.as_str()), wanted);
    assert!(kit.before("ann").await.is_empty());
    kit.review("ole", "ann", "fairly_good").await.unwrap();
    assert!(history().await.is_empty(), "it counts no more");
    // It is free for the right one.
    kit.enter("ann", last, "cn-civil-servant/competent", "No. 4")
        .await
        .unwrap();
    assert_eq!(kit.entries().await.len(), 2);
}

#[tokio::test]
async fn a_table_is_written_whole_once_or_not_at_all() {
    let kit = Kit::usual().await;
    let (last, acts) = (last_year(), kit.world.acts().await.len());
    let bad = kit
        .checked(&format!(
            "ann,Ann Three,{last},Excellent,No. 3,\nbob,Ann Three,{last},good,,\n"
        ))
        .await;
    let told: Vec<(u32, Option<&str>)> = (bad.findings.iter()).map(|f| (f.line, f.column.as_deref())).collect();
    assert_eq!(told, [(3, Some("Name")), (3, Some("Grade")), (3, Some("Document"))]);
    assert!(words(kit.import(&bad).await).contains("problems left"));
    assert!(kit.entries().await.is_empty() && kit.world.acts().await.len() == acts);

    // By account or staff number; in either language; also who has left.
    let rows = format!(
        "ann,Ann Three,{last},Excellent,No. 3,\n4,Bob Four,{last},称职,No. 3,late\nold,Old Five,{last},Excellent,No. 3,\n"
    );
    let good = kit.checked(&rows).await;
    assert_eq!(
        (good.findings.len(), good.fresh, good.known, good.done),
        (0, 3, 0, false)
    );
    assert_eq!(kit.world.acts().await.len(), acts, "a check writes nothing");
    kit.import(&good).await.unwrap();
    kit.import(&good).await.unwrap();
    let written = kit.world.acts().await.split_off(acts);
    assert_eq!(written, ["earlier_years_imported"]);
    assert_eq!(kit.entries().await.len(), 3);
    assert_eq!(
        kit.before("bob").await,
        [(last, "Competent".to_owned(), "No. 3".to_owned())]
    );
    // The same file again changes nothing; with a row more only that one comes.
    let again = kit.checked(&rows).await;
    assert_eq!((again.fresh, again.known), (0, 3));
    kit.import(&again).await.unwrap();
    assert_eq!(kit.world.acts().await.len(), acts + 1);
    let more = kit
        .checked(&format!("{rows}pia,Pia Seven,{last},Excellent,No. 3,\n"))
        .await;
    assert_eq!((more.fresh, more.known), (1, 3));
    // Somebody enters another result since the check: nothing of the table is written.
    let other = format!("fay,Fay Nine,{last},Excellent,No. 3,\nfin,Fin Eight,{last},Excellent,No. 3,\n");
    let other = kit.checked(&other).await;
    kit.enter("fin", last, "cn-civil-servant/basic", "No. 8").await.unwrap();
    let refused = words(kit.import(&other).await);
    assert!(
        refused.contains("Fin Eight’s result") && refused.contains("Basically competent"),
        "{refused}"
    );
    assert_eq!(kit.entries().await.len(), 4);
}

#[tokio::test]
async fn for_anybody_but_the_office_there_is_nothing() {
    let kit = Kit::usual().await;
    let (daybook, last) = (&kit.world.daybook, last_year());
    kit.enter("ann", last, EXCELLENT, "No. 3").await.unwrap();
    let entry = kit.entries().await.remove(0).id;
    let table = kit.checked(&format!("bob,Bob Four,{last},Excellent,No. 3,\n")).await;
    let mut others = vec![official(Duty::SystemAdministrator), official(Duty::Auditor)];
    for who in ["ann", "ole", "har"] {
        others.push(Actor::clone(&*kit.actor(who).await));
    }
    for actor in &others {
        let (ann, year) = (kit.world.id("ann"), last.to_string());
        let page = assess::years_page(daybook, actor, "Ann").await;
        assert!(matches!(page, Err(Error::NotFound)));
        let kept = assess::keep_year(daybook, actor, ann, &year, EXCELLENT, "No. 3", "", "").await;
        assert!(matches!(kept, Err(Error::NotFound)));
        let back = assess::remove_year(daybook, actor, &entry, "Mine", "").await;
        assert!(matches!(back, Err(Error::NotFound)));
        let checked = assess::check_years(daybook, actor, "cn-civil-servant", "x.csv", b"x").await;
        assert!(matches!(checked, Err(Error::NotFound)));
        for id in [table.id.as_str(), "01JD3Z8V9QK4M5N6P7R8S9T0AC"] {
            let report = assess::years_report(daybook, actor, id, Lang::En);
            assert!(matches!(report, Err(Error::NotFound)));
            let applied = assess::apply_years(daybook, actor, id).await;
            assert!(matches!(applied, Err(Error::NotFound)));
        }
    }
    // A check is its maker's alone.
    let other = Actor {
        person: kit.world.id("hal").clone(),
        ..official(Duty::PersonnelOffice)
    };
    let report = assess::years_report(daybook, &other, &table.id, Lang::En);
    assert!(matches!(report, Err(Error::NotFound)));
}
