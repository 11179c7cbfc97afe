//! Records tied to indicators, and spreadsheets.

use super::measured::{Measured, casework, day, row, three, tied};
use super::world::draft as words;
use domain::indicator::{SetScope, sum};
use domain::permission::Actor;
use domain::{Lang, Scope, Tie, Violation};
use service::Error;
use service::indicator::{self, Source};
use std::sync::Arc;

#[tokio::test]
async fn records_evidence_what_the_writer_is_measured_by() {
    let m = Measured::new().await;
    m.in_force(&casework(), &three(), "").await;
    m.in_force(&SetScope::Family("Finance".into()), &[row("Books closed", "100")], "")
        .await;
    let (timely, letters) = (
        m.row("ann", "Decided in time").await,
        m.row("ann", "Clear letters").await,
    );
    let foreign = m.row("fay", "Books closed").await;
    let unknown = Err::<(), _>(Violation::TieUnknown { what: Tie::Indicator });
    let refused = m.write("ann", "Not mine", "unit", &[&timely, &foreign]).await;
    assert!(matches!(refused, Err(Error::Invalid(v)) if Err(v.clone()) == unknown));

    let record = m
        .write("ann", "Twelve decided", "unit", &[&timely, &letters])
        .await
        .unwrap();
    assert_eq!(record.anchors.indicators.len(), 2);
    let closed = m.write("ann", "For leaders", "leaders", &[&timely]).await.unwrap();
    m.write("ann", "Not yet", "draft", &[&timely]).await.unwrap();
    let ann = m.world.actor("ann").await;
    let counts = |letters, timely| {
        vec![
            ("Decided in time".to_owned(), timely),
            ("Right first time".to_owned(), 0),
            ("Clear letters".to_owned(), letters),
        ]
    };
    assert_eq!(
        m.strip(&ann, "ann").await.unwrap(),
        counts(1, 2),
        "a draft is no evidence"
    );
    assert_eq!(
        m.strip(&*m.world.actor("bob").await, "ann").await.unwrap(),
        counts(1, 1),
        "what is closed to him counts for nothing"
    );
    assert_eq!(
        m.strip(&*m.world.actor("ole").await, "ann").await.unwrap(),
        counts(1, 2)
    );
    assert!(matches!(
        m.strip(&*m.world.actor("fay").await, "ann").await,
        Err(Error::NotFound)
    ));
    assert_eq!(
        m.strip(&m.office, "ann").await.unwrap(),
        counts(0, 0),
        "the personnel office sees the indicators and no records"
    );
    let scope = Scope::Indicator(m.world.id("ann").clone(), timely.id.clone());
    assert_eq!(
        m.world.feed("ann", &scope).await,
        [closed.id.clone(), record.id.clone()]
    );

    // An edit moves the evidence; what is not spoken of stays, what is withdrawn goes.
    m.world
        .edit("ann", &record.id, &words("Thirteen decided", "unit"), "")
        .await
        .unwrap();
    assert_eq!(m.strip(&ann, "ann").await.unwrap(), counts(1, 2));
    m.world
        .edit(
            "ann",
            &record.id,
            &tied(words("Thirteen decided", "unit"), &[&letters]),
            "",
        )
        .await
        .unwrap();
    assert_eq!(m.strip(&ann, "ann").await.unwrap(), counts(1, 1));
    service::record::withdraw(&m.world.daybook, &ann, &closed.id)
        .await
        .unwrap();
    assert_eq!(m.strip(&ann, "ann").await.unwrap(), counts(1, 0));

    // A kept tie outlives the set; the strip names it as former.
    let next = m.draft(&m.office, &casework()).await.unwrap();
    m.save(&m.office, &next, &[row("All new", "100")]).await.unwrap();
    m.agree(&next, &day(1)).await.unwrap();
    m.world
        .edit("ann", &record.id, &tied(words("Still tied", "unit"), &[&letters]), "")
        .await
        .unwrap();
    assert_eq!(m.strip(&ann, "ann").await.unwrap(), counts(1, 0));
}

#[tokio::test]
async fn a_workbook_goes_out_and_comes_back_as_the_next_draft() {
    let m = Measured::new().await;
    let daybook = &m.world.daybook;
    let first = m.in_force(&casework(), &three(), "").await;
    let bytes = indicator::export(daybook, &m.office, Some(&first), Lang::En)
        .await
        .unwrap();
    let job = indicator::check_sheet(daybook, &m.office, "sets.xlsx", bytes)
        .await
        .unwrap();
    let report = indicator::sheet(daybook, &m.office, &job, Lang::En).await.unwrap();
    assert_eq!((report.problems, report.warnings, report.done), (0, 0, false));
    let [set] = report.sets.as_slice() else {
        panic!("{report:?}")
    };
    assert_eq!(
        (set.version, set.added, set.changed, set.removed, set.sum),
        (2, 0, 0, 0, 100),
        "ids came along"
    );
    for _ in 0..2 {
        indicator::apply_sheet(daybook, &m.office, &job).await.unwrap();
    }
    let report = indicator::sheet(daybook, &m.office, &job, Lang::En).await.unwrap();
    assert!(report.done);
    let drafted = report.sets.first().unwrap().set.clone().unwrap();
    assert_eq!(
        m.page(&m.office, &drafted).await.unwrap().versions.len(),
        2,
        "twice is once"
    );
    let strangers = indicator::sheet(daybook, &*m.world.actor("ole").await, &job, Lang::En).await;
    assert!(matches!(strangers, Err(Error::NotFound)));
    assert!(
        indicator::check_sheet(daybook, &*m.world.actor("ann").await, "x", vec![])
            .await
            .is_err()
    );
}

#[tokio::test]
async fn a_head_imports_for_the_own_unit_and_is_told_cell_by_cell() {
    let m = Measured::new().await;
    let daybook = &m.world.daybook;
    let ole = m.world.actor("ole").await;
    let check = |text: &'static str| {
        let ole = ole.clone();
        async move {
            let job = indicator::check_sheet(daybook, &ole, "sets.csv", text.as_bytes().to_vec())
                .await
                .unwrap();
            (indicator::sheet(daybook, &ole, &job, Lang::En).await.unwrap(), job)
        }
    };
    let (report, job) = check("For,Family unit or post,Dimension,Indicator,Weight\nunit,Bureau/Office,ji,Visits,100\npost,O2,neng,Coaching,10\nunit,Bureau/Finance,ji,Not mine,100\nunit,Nowhere,ji,Not there,100\n").await;
    let cells: Vec<_> = report
        .findings
        .iter()
        .filter(|f| f.error)
        .map(|f| (f.line, f.column.clone().unwrap()))
        .collect();
    assert_eq!(
        cells,
        [
            (4, "Family unit or post".to_owned()),
            (5, "Family unit or post".to_owned())
        ]
    );
    assert!(report.sets.is_empty());
    indicator::apply_sheet(daybook, &ole, &job).await.unwrap();
    assert!(
        !m.world.acts().await.contains(&"indicators_drafted".to_owned()),
        "nothing of a rejected file is written"
    );
    let (report, job) = check("For,Family unit or post,Dimension,Indicator,Weight\nunit,Bureau / Office,ji,Visits,100\npost,O2,neng,Coaching,10\n").await;
    assert_eq!((report.problems, report.sets.len()), (0, 2), "{:?}", report.findings);
    assert!(report.warnings > 0, "no measure, and the post has no set below");
    indicator::apply_sheet(daybook, &ole, &job).await.unwrap();
    let report = indicator::sheet(daybook, &ole, &job, Lang::En).await.unwrap();
    assert!(report.sets.iter().all(|s| s.set.is_some()));
}

#[tokio::test]
async fn a_ready_set_is_a_beginning_with_ids_of_its_own() {
    let m = Measured::new().await;
    let finance = SetScope::Family("Finance".into());
    let daybook = &m.world.daybook;
    let ready = Source::Library("finance".into());
    let begun = indicator::draft(daybook, &m.office, &finance, &ready, Lang::En)
        .await
        .unwrap();
    assert!(begun.fresh);
    let set = begun.id;
    m.agree(&set, "").await.unwrap();
    let first = m.page(&m.office, &set).await.unwrap().rows;
    assert_eq!(sum(&first), 100);
    let next = indicator::draft(daybook, &m.office, &finance, &ready, Lang::En)
        .await
        .unwrap();
    assert_eq!(
        m.page(&m.office, &next.id).await.unwrap().rows,
        first,
        "the same names are the same indicators"
    );
    let other = indicator::draft(daybook, &m.office, &casework(), &ready, Lang::En)
        .await
        .unwrap();
    let again = indicator::draft(
        daybook,
        &m.office,
        &casework(),
        &Source::Library("people".into()),
        Lang::En,
    )
    .await
    .unwrap();
    assert_eq!((again.fresh, &again.id), (false, &other.id), "a scope has one draft");
    let other = m.page(&m.office, &other.id).await.unwrap().rows;
    assert!(other.iter().all(|r| first.iter().all(|f| f.id != r.id)));
    let unknown = Source::Library("nothing".into());
    assert!(matches!(
        indicator::draft(daybook, &m.office, &casework(), &unknown, Lang::En).await,
        Err(Error::NotFound)
    ));
    let all = indicator::ready_sets(daybook, &m.office, Lang::Zh).await.unwrap();
    assert!(all.len() >= 12 && all.iter().any(|r| r.fits == ["Finance"]));
}

#[tokio::test]
async fn a_file_does_not_replace_a_draft_that_was_saved_after_the_check() {
    let m = Measured::new().await;
    let daybook = &m.world.daybook;
    let office = &m.office;
    let check = || async move {
        let file = b"For,Family unit or post,Dimension,Indicator,Measure,Weight\nfamily,Casework,ji,From the file,Counted,100\n";
        indicator::check_sheet(daybook, office, "sets.csv", file.to_vec())
            .await
            .unwrap()
    };
    let names = |page: domain::view::indicator::SetPage| page.rows.into_iter().map(|r| r.name).collect::<Vec<_>>();
    // None was there when it was checked.
    let job = check().await;
    let set = m.draft(&m.office, &casework()).await.unwrap();
    m.save(&m.office, &set, &[row("Mine", "100")]).await.unwrap();
    let apply = |job: String| async move { indicator::apply_sheet(daybook, office, &job).await };
    assert!(matches!(apply(job).await, Err(Error::Invalid(v)) if v.words(Lang::En).contains("Casework")));
    assert_eq!(names(m.page(&m.office, &set).await.unwrap()), ["Mine"]);
    // One was there, and was saved again.
    let job = check().await;
    m.save(&m.office, &set, &[row("Mine, again", "100")]).await.unwrap();
    assert!(matches!(apply(job).await, Err(Error::Invalid(_))));
    assert_eq!(names(m.page(&m.office, &set).await.unwrap()), ["Mine, again"]);
    // It was agreed meanwhile.
    let job = check().await;
    m.agree(&set, "").await.unwrap();
    assert!(matches!(apply(job).await, Err(Error::Invalid(_))));
    // As it is now, it goes through.
    let job = check().await;
    apply(job.clone()).await.unwrap();
    let report = indicator::sheet(daybook, &m.office, &job, Lang::En).await.unwrap();
    let drafted = report.sets.first().unwrap().set.clone().unwrap();
    assert_eq!(names(m.page(&m.office, &drafted).await.unwrap()), ["From the file"]);
}

#[tokio::test]
async fn a_quarter_shows_the_posts_that_were_held_in_it() {
    let m = Measured::new().await;
    let daybook = &m.world.daybook;
    m.in_force(&casework(), &three(), &day(-300)).await;
    m.in_force(
        &SetScope::Family("Finance".into()),
        &[row("Books closed", "100")],
        &day(-300),
    )
    .await;
    m.in_force(&m.unit("ole").await, &[row("Visitors", "10")], &day(-300))
        .await;
    let timely = m.row("ann", "Decided in time").await;
    let old = m.write("ann", "Before the move", "unit", &[&timely]).await.unwrap();
    let list = |moved: i64| {
        let rows: Vec<String> = super::world::STAFF
            .lines()
            .map(|line| match line.starts_with("Bureau/Office,no,O2") {
                true => format!(
                    "{line}{}\nBureau/Finance,no,F9,Clerk,F1,3,Ann Three,ann,{},\n",
                    day(moved - 1),
                    day(moved)
                ),
                false => format!("{line}\n"),
            })
            .collect();
        let families =
            "Unit,Unit head,Post code,Title,Superior's post code,Staff number,Name,Account,From,To,Post family\n";
        let family = |line: &str| match line.split(',').nth(2).and_then(|code| code.get(..1)) {
            Some("O" | "P") => "Casework",
            Some("F") => "Finance",
            _ => "",
        };
        let lines: String = rows.concat().lines().map(|l| format!("{l},{}\n", family(l))).collect();
        format!("{families}{lines}")
    };
    // She moves four weeks ago: the record of today was written late, in what was not her post any more.
    assert!(super::world::import(daybook, &list(-28)).await.unwrap() > 0);
    let ann = m.world.actor("ann").await;
    let strip = |reader: Arc<Actor>, until: String| {
        let ann = ann.person.clone();
        async move {
            indicator::strip(daybook, &reader, &ann, &until, Lang::En)
                .await
                .unwrap()
        }
    };
    let posts = |page: &domain::view::indicator::PersonIndicators| -> Vec<(String, usize, bool, bool)> {
        let of = |p: &domain::view::indicator::PostIndicators| {
            (p.unit.name.clone(), p.strips.len(), p.from.is_some(), p.to.is_some())
        };
        page.posts.iter().map(of).collect()
    };
    let (office, finance) = ("Office".to_owned(), "Finance".to_owned());
    let page = strip(ann.clone(), String::new()).await;
    assert_eq!(
        posts(&page),
        [(finance.clone(), 1, true, false), (office.clone(), 4, false, true)],
        "both, the present one first"
    );
    let shown: Vec<_> = page
        .posts
        .iter()
        .flat_map(|p| &p.strips)
        .flat_map(|s| s.weeks.iter().flatten())
        .collect();
    assert_eq!(shown.iter().map(|e| &e.record).collect::<Vec<_>>(), [&old.id]);
    assert!(page.former.is_empty());
    // The quarter before knows the old post alone, with its set and weights.
    let page = strip(ann.clone(), day(-30)).await;
    assert_eq!(posts(&page), [(office.clone(), 4, false, false)]);
    assert!(!page.posts.first().unwrap().sets.is_empty());
    // The new head sees her, and not what the Office's own set says; who leads both sees all.
    let page = strip(m.world.actor("fin").await, String::new()).await;
    assert_eq!(posts(&page), [(finance.clone(), 1, true, false)]);
    let page = strip(m.world.actor("dir").await, String::new()).await;
    assert_eq!(posts(&page).len(), 2);
    assert!(
        page.posts.iter().all(|p| p.may_draft == (p.unit.name == finance)),
        "nothing is drafted for a post that was left"
    );
}
