//! Statuses by a table: checked whole, entered or ended in one act, and what follows from it as from a single entry.

use crate::investigated;
use crate::notices;
use crate::result_kit::{Kit, ago, words};
use crate::world::official;
use domain::Lang;
use domain::notice::NoticeKind;
use domain::permission::{Actor, Duty};
use domain::view::assess::{RowFate, StatusLine, StatusesImport};
use service::{Error, assess};

const HEADS: &str = "Account or staff number,Name,Kind,First day,Last day,How it ended,Note\n";

impl Kit {
    async fn checked_statuses(&self, by: &Actor, file: &[u8]) -> StatusesImport {
        let daybook = &self.world.daybook;
        let id = assess::check_statuses(daybook, by, "statuses.csv", file).await.unwrap();
        assess::statuses_report(daybook, by, &id, Lang::En).unwrap()
    }

    async fn statuses_of(&self, rows: &str) -> StatusesImport {
        let table = format!("{HEADS}{rows}");
        self.checked_statuses(&self.personnel, table.as_bytes()).await
    }

    async fn import_statuses(&self, checked: &StatusesImport) -> service::Result<()> {
        assess::apply_statuses(&self.world.daybook, &self.personnel, &checked.id).await
    }

    async fn statuses(&self) -> Vec<StatusLine> {
        assess::statuses_page(&self.world.daybook, &self.personnel, "")
            .await
            .unwrap()
            .rows
    }

    async fn keep_leave(&self, of: &str, first: &str, last: &str) -> service::Result<()> {
        let (daybook, of) = (&self.world.daybook, self.world.id(of));
        assess::keep_status(daybook, &self.personnel, of, "sick_leave", first, last, "", "").await
    }

    /// Takes back the leave of somebody.
    async fn remove_leave(&self, of: &str) {
        let (rows, of) = (self.statuses().await, self.world.id(of));
        let row = rows.iter().find(|r| r.person.id == *of && r.kind == "sick_leave");
        assess::remove_status(&self.world.daybook, &self.personnel, &row.unwrap().id, "")
            .await
            .unwrap();
    }
}

fn told(checked: &StatusesImport) -> Vec<(u32, Option<&str>)> {
    let findings = checked.findings.iter();
    findings.map(|f| (f.line, f.column.as_deref())).collect()
}

fn counted(checked: &StatusesImport) -> (u32, u32, u32) {
    (checked.fresh, checked.changed, checked.known)
}

#[tokio::test]
async fn a_table_of_statuses_is_written_whole_once_or_not_at_all() {
    let kit = Kit::usual().await;
    let (acts, ten, two) = (kit.world.acts().await.len(), ago(10), ago(2));
    let bad = kit
        .statuses_of(&format!(
            "ann,Ann Three,Sick leave,{ten},,,\n\
             bob,Ann Three,Holiday,{ten},,,\n\
             bob,Bob Four,Sick leave,{two},{ten},,\n\
             bob,Bob Four,Warning (sanction),{ten},{two},,\n\
             bob,Bob Four,Under investigation,{ten},{two},,\n\
             bob,Bob Four,Sent to training,{ten},,no sanction,\n\
             3,Ann Three,病假,{ten},{two},,\n"
        ))
        .await;
    let wanted = [
        (3, Some("Name")),
        (3, Some("Kind")),
        (4, Some("Last day")),
        (5, Some("Last day")),
        (6, Some("How it ended")),
        (7, Some("How it ended")),
        (8, Some("First day")),
    ];
    assert_eq!(told(&bad), wanted);
    assert!(words(kit.import_statuses(&bad).await).contains("problems left"));
    assert!(kit.statuses().await.is_empty() && kit.world.acts().await.len() == acts);

    // By account or staff number; in either language; also who has left.
    let rows = format!(
        "ann,Ann Three,Sick leave,{ten},,,No. 3\n4,Bob Four,警告处分,{ten},,,\nold,Old Five,立案调查,{ten},{two},警告,\n"
    );
    let good = kit.statuses_of(&rows).await;
    assert_eq!((told(&good), counted(&good)), (vec![], (3, 0, 0)));
    assert_eq!(kit.world.acts().await.len(), acts, "a check writes nothing");
    kit.import_statuses(&good).await.unwrap();
    kit.import_statuses(&good).await.unwrap();
    assert_eq!(kit.world.acts().await.split_off(acts), ["statuses_imported"]);
    let entered = kit.statuses().await;
    assert_eq!(entered.len(), 3);
    let open: Vec<&str> = entered.iter().filter(|s| s.open).map(|s| s.kind.as_str()).collect();
    assert_eq!(open, ["sick_leave"]);
    let over = entered.iter().find(|s| s.kind == "investigation").unwrap();
    assert_eq!(over.end, format!("{two} warned"));

    // The same again changes nothing; a last day ends what lasts, and keeps its note.
    let again = kit.statuses_of(&rows).await;
    assert_eq!(counted(&again), (0, 0, 3));
    kit.import_statuses(&again).await.unwrap();
    assert_eq!(kit.world.acts().await.len(), acts + 1);
    let ends = kit
        .statuses_of(&format!(
            "ann,Ann Three,Sick leave,{ten},{two},,\n4,Bob Four,警告处分,{ten},,,No. 9\n"
        ))
        .await;
    let fates: Vec<RowFate> = ends.rows.iter().map(|r| r.fate).collect();
    assert_eq!(fates, [RowFate::Ends, RowFate::Noted]);
    kit.import_statuses(&ends).await.unwrap();
    let rows = kit.statuses().await;
    let leave = rows.iter().find(|s| s.kind == "sick_leave").unwrap();
    assert_eq!(
        (leave.last.as_deref(), leave.note.as_str()),
        (Some(two.as_str()), "No. 3")
    );
    assert!(rows.len() == 3 && rows.iter().any(|s| s.kind == "warning" && s.note == "No. 9"));
    // What ended is not opened by an older table, and no other end or note takes the place of one that stands.
    for (row, column) in [
        (format!("ann,Ann Three,Sick leave,{ten},,,\n"), "Last day"),
        (format!("ann,Ann Three,Sick leave,{ten},{},,\n", ago(1)), "Last day"),
        (format!("bob,Bob Four,Warning (sanction),{ten},,,No. 8\n"), "Note"),
    ] {
        assert_eq!(told(&kit.statuses_of(&row).await), [(2, Some(column))], "{row}");
    }
}

#[tokio::test]
async fn all_that_stands_goes_out_and_comes_in_unchanged() {
    let kit = Kit::usual().await;
    let (daybook, hr) = (&kit.world.daybook, &kit.personnel);
    let (ten, two) = (ago(10), ago(2));
    let rows = format!(
        "ann,Ann Three,Probation,{ten},,,\nold,Old Five,Under investigation,{ten},{two},no sanction,No. 3\n\
         pia,Pia Seven,Sick leave,{ten},{two},,\n"
    );
    kit.import_statuses(&kit.statuses_of(&rows).await).await.unwrap();
    let gone = kit.statuses().await.into_iter().find(|s| s.kind == "sick_leave");
    assess::remove_status(daybook, hr, &gone.unwrap().id, "").await.unwrap();
    for lang in [Lang::Zh, Lang::En] {
        let file = assess::statuses_xlsx(daybook, hr, lang).await.unwrap();
        let back = kit.checked_statuses(hr, &file).await;
        assert_eq!((told(&back), counted(&back)), (vec![], (0, 0, 2)), "{lang:?}");
    }
}

#[tokio::test]
async fn what_changed_since_the_check_is_looked_at_when_it_is_written() {
    let kit = Kit::usual().await;
    let (daybook, hr, ten) = (&kit.world.daybook, &kit.personnel, ago(10));
    investigated::open(&kit, "ann", &ten).await;
    let rows = format!(
        "bob,Bob Four,Probation,{ten},,,\nann,Ann Three,Under investigation,{ten},{},a warning,\n",
        ago(2)
    );
    let checked = kit.statuses_of(&rows).await;
    assert_eq!(counted(&checked), (1, 1, 0));
    investigated::end(&kit, "ann", "cleared").await;
    let refused = words(kit.import_statuses(&checked).await);
    assert!(
        refused.contains("of Ann Three") && refused.contains("with no sanction"),
        "{refused}"
    );
    let rows = assess::statuses_page(daybook, hr, "").await.unwrap().rows;
    assert_eq!(rows.len(), 1, "nothing of the table is written");
}

#[tokio::test]
async fn what_was_taken_back_does_not_come_back_by_an_older_table() {
    let kit = Kit::usual().await;
    let (daybook, hr) = (&kit.world.daybook, &kit.personnel);
    let (ten, two) = (ago(10), ago(2));
    let rows = format!("ann,Ann Three,Sick leave,{ten},{two},,\nbob,Bob Four,Probation,{ten},,,\n");
    kit.import_statuses(&kit.statuses_of(&rows).await).await.unwrap();
    let file = assess::statuses_xlsx(daybook, hr, Lang::En).await.unwrap();
    kit.remove_leave("ann").await;
    let stale = kit.checked_statuses(hr, &file).await;
    assert_eq!(told(&stale), [(2, Some("First day"))]);
    assert!(stale.findings[0].words.contains("was taken back"), "{stale:?}");
    // Another end is another entry; the same is entered by hand.
    let other = format!("ann,Ann Three,Sick leave,{ten},{},,\n", ago(1));
    assert_eq!(counted(&kit.statuses_of(&other).await), (1, 0, 0));
    kit.keep_leave("ann", &ten, &two).await.unwrap();
    let known = kit.checked_statuses(hr, &file).await;
    assert_eq!((told(&known), counted(&known)), (vec![], (0, 0, 2)));
    // Written once, the table is done, whatever is taken back after it.
    kit.import_statuses(&known).await.unwrap();
    kit.remove_leave("ann").await;
    kit.import_statuses(&known).await.unwrap();
    // Between check and write it is taken back by a colleague.
    let fresh = kit
        .statuses_of(&format!("pia,Pia Seven,Sick leave,{ten},{two},,\n"))
        .await;
    assert_eq!(counted(&fresh), (1, 0, 0));
    kit.keep_leave("pia", &ten, &two).await.unwrap();
    kit.remove_leave("pia").await;
    let refused = words(kit.import_statuses(&fresh).await);
    assert!(
        refused.contains("of Pia Seven") && refused.contains("was taken back"),
        "{refused}"
    );
    assert_eq!(kit.statuses().await.len(), 1);
}

#[tokio::test]
async fn what_stands_already_is_not_entered_again() {
    let kit = Kit::usual().await;
    let (ten, two) = (ago(10), ago(2));
    let (one, other) = tokio::join!(kit.keep_leave("ann", &ten, ""), kit.keep_leave("ann", &ten, ""));
    assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
    let refused = words(kit.keep_leave("ann", &ten, &two).await);
    assert!(
        refused.contains("is here already and has no last day") && refused.contains("take it back"),
        "{refused}"
    );
    kit.keep_leave("ann", &ago(9), "").await.unwrap();
    kit.keep_leave("bob", &ten, "").await.unwrap();
    assert_eq!(kit.statuses().await.len(), 3);
    kit.remove_leave("bob").await;
    kit.keep_leave("bob", &ten, &two).await.unwrap();
    let refused = words(kit.keep_leave("bob", &ten, "").await);
    assert!(refused.contains(&format!("ends on {two}")), "{refused}");
}

#[tokio::test]
async fn a_note_that_a_table_adds_asks_nobody_again() {
    let kit = Kit::usual().await;
    let (daybook, opened) = (&kit.world.daybook, ago(30));
    investigated::open(&kit, "ann", &opened).await;
    kit.reviewed(&[("ann", "ole", "")]).await;
    investigated::end(&kit, "ann", "cleared").await;
    let asked = async || {
        let told = notices::told(&kit.world, "ole").await;
        let mut unread = told.iter().filter(|n| n.unread);
        unread.any(|n| n.kind == NoticeKind::AssessAsked)
    };
    assert!(asked().await);
    let ole = kit.actor("ole").await;
    service::notice::read_all(daybook, &ole, i64::MAX).await.unwrap();
    let row = format!(
        "ann,Ann Three,Under investigation,{opened},{},no sanction,No. 3\n",
        daybook.today()
    );
    kit.import_statuses(&kit.statuses_of(&row).await).await.unwrap();
    assert_eq!(kit.statuses().await[0].note, "No. 3");
    assert!(!asked().await);
}

/// What is decided rests on what it rested on, but for the end of an investigation: so does one that a table tells of.
#[tokio::test]
async fn an_investigation_that_a_table_ends_reaches_the_courses_that_wait_for_it() {
    let kit = Kit::usual().await;
    let opened = ago(30);
    investigated::open(&kit, "ann", &opened).await;
    kit.summarise("ann").await;
    kit.review("ole", "ann", "").await.unwrap();
    kit.calibrate("fin", "ann", "", "").await.unwrap();
    kit.decide("xia", "ann", "", "").await.unwrap();
    let over = async || {
        let case = kit.page("personnel", "ann").await.dossier.case;
        case.investigations.iter().any(|i| i.ended.is_some())
    };
    assert!(!over().await);
    let row = format!(
        "ann,Ann Three,Under investigation,{opened},{},more than a warning,\n",
        kit.world.daybook.today()
    );
    kit.import_statuses(&kit.statuses_of(&row).await).await.unwrap();
    assert!(over().await);
}

#[tokio::test]
async fn nobody_brings_in_a_row_about_himself_and_others_find_nothing() {
    let kit = Kit::usual().await;
    let (daybook, ten) = (&kit.world.daybook, ago(10));
    let ann = Actor {
        duties: vec![Duty::PersonnelOffice],
        ..Actor::clone(&*kit.actor("ann").await)
    };
    let table = format!("{HEADS}bob,Bob Four,Probation,{ten},,,\nann,Ann Three,Sick leave,{ten},,,\n");
    let own = kit.checked_statuses(&ann, table.as_bytes()).await;
    assert_eq!(told(&own), [(3, Some("Account or staff number"))]);
    assert!(own.findings[0].words.contains("nobody acts on the own case"));
    assert!(words(assess::apply_statuses(daybook, &ann, &own.id).await).contains("problems left"));
    // What a colleague has entered can stand in the table.
    let all = kit.checked_statuses(&kit.personnel, table.as_bytes()).await;
    kit.import_statuses(&all).await.unwrap();
    let known = kit.checked_statuses(&ann, table.as_bytes()).await;
    assert_eq!((told(&known), counted(&known)), (vec![], (0, 0, 2)));

    // Whoever has the duty no more neither reads nor writes what was checked before.
    let table = format!("{HEADS}bob,Bob Four,Sick leave,{ten},,,\n");
    let checked = kit.checked_statuses(&ann, table.as_bytes()).await;
    assert_eq!(counted(&checked), (1, 0, 0));
    let former = kit.actor("ann").await;
    let report = assess::statuses_report(daybook, &former, &checked.id, Lang::En);
    assert!(matches!(report, Err(Error::NotFound)));
    let applied = assess::apply_statuses(daybook, &former, &checked.id).await;
    assert!(matches!(applied, Err(Error::NotFound)));
    assert_eq!(kit.statuses().await.len(), 2);

    let mut others = vec![official(Duty::SystemAdministrator), official(Duty::Auditor)];
    for who in ["bob", "ole", "har"] {
        others.push(Actor::clone(&*kit.actor(who).await));
    }
    for actor in &others {
        let checked = assess::check_statuses(daybook, actor, "x.csv", b"x").await;
        assert!(matches!(checked, Err(Error::NotFound)));
        let file = assess::statuses_xlsx(daybook, actor, Lang::En).await;
        assert!(matches!(file, Err(Error::NotFound)));
        let report = assess::statuses_report(daybook, actor, &all.id, Lang::En);
        assert!(matches!(report, Err(Error::NotFound)));
        let applied = assess::apply_statuses(daybook, actor, &all.id).await;
        assert!(matches!(applied, Err(Error::NotFound)));
    }
}
