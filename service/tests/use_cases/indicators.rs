//! Indicators through their whole life: drafted, agreed, laid over, tied to, and never changed after.

use super::world::{STAFF, World, draft as words, import, official};
use domain::indicator::{Indicator, SetScope, SetState, sum};
use domain::permission::{Actor, Duty};
use domain::view::indicator::SetPage;
use domain::view::{RecordCard, RecordDraft};
use domain::{IndicatorSetId, Lang, Scope, Tie, Violation};
use service::Error;
use service::indicator::{self, GivenRow, Saved, Source};
use std::sync::Arc;

/// The world with post families, and somebody of the personnel office.
struct Measured {
    world: World,
    office: Arc<Actor>,
}

fn family(code: &str) -> &'static str {
    match code.get(..1) {
        Some("O" | "P") => "Casework",
        Some("F") => "Finance",
        Some("H") => "Pilotage",
        _ => "",
    }
}

impl Measured {
    async fn new() -> Self {
        let world = World::new().await;
        let rows: String = STAFF
            .lines()
            .map(|line| {
                let code = line.split(',').nth(2).unwrap();
                format!("{line},{}\n", family(code))
            })
            .collect();
        let list = format!("Unit,Unit head,Post code,Title,Superior's post code,Staff number,Name,Account,From,To,Post family\n{rows}");
        assert!(import(&world.daybook, &list).await.unwrap() > 0);
        service::account::first_administrator(&world.daybook, "per", "Per Sonnel", Duty::PersonnelOffice)
            .await
            .unwrap();
        let admin = official(Duty::SystemAdministrator);
        let found = service::account::list(&world.daybook, &admin, "per sonnel").await.unwrap();
        let office = found.first().unwrap().person.id.clone();
        let office = world.daybook.profile(&office).await.unwrap().actor.clone();
        Self { world, office }
    }

    async fn draft(&self, actor: &Actor, scope: &SetScope) -> service::Result<IndicatorSetId> {
        indicator::draft(&self.world.daybook, actor, scope, &Source::Last, Lang::En).await
    }

    async fn page(&self, actor: &Actor, set: &IndicatorSetId) -> service::Result<SetPage> {
        indicator::set(&self.world.daybook, actor, set, Lang::En).await
    }

    async fn save(&self, actor: &Actor, set: &IndicatorSetId, rows: &[GivenRow]) -> service::Result<Saved> {
        let edition = self.page(actor, set).await?.edition;
        indicator::save(&self.world.daybook, actor, set, edition, "Why", rows).await
    }

    async fn agree(&self, set: &IndicatorSetId, from: &str) -> service::Result<()> {
        indicator::agree(&self.world.daybook, &self.office, set, from).await
    }

    /// A set in force from a day (today when empty).
    async fn in_force(&self, scope: &SetScope, rows: &[GivenRow], from: &str) -> IndicatorSetId {
        let set = self.draft(&self.office, scope).await.unwrap();
        assert_eq!(self.save(&self.office, &set, rows).await.unwrap(), Saved::Done);
        self.agree(&set, from).await.unwrap();
        set
    }

    async fn mine(&self, account: &str) -> Vec<(String, u32)> {
        let rows = indicator::mine(&self.world.daybook, &*self.world.actor(account).await).await.unwrap();
        assert!(rows.is_empty() || sum(&rows) == 100, "{account}");
        rows.into_iter().map(|r| (r.name, r.weight)).collect()
    }

    async fn row(&self, account: &str, name: &str) -> Indicator {
        let rows = indicator::mine(&self.world.daybook, &*self.world.actor(account).await).await.unwrap();
        rows.into_iter().find(|r| r.name == name).unwrap()
    }

    async fn unit(&self, account: &str) -> SetScope {
        SetScope::Unit(self.world.unit(account).await)
    }

    async fn post(&self, account: &str) -> SetScope {
        SetScope::Post(self.world.actor(account).await.seats.first().unwrap().position.clone())
    }

    async fn write(&self, account: &str, text: &str, audience: &str, ties: &[&Indicator]) -> service::Result<RecordCard> {
        self.world.try_write(account, &tied(words(text, audience), ties), "").await
    }

    /// By indicator, how many records evidence it for this reader.
    async fn strip(&self, reader: &Actor, of: &str) -> service::Result<Vec<(String, usize)>> {
        let page = indicator::strip(&self.world.daybook, reader, self.world.id(of), "", Lang::En).await?;
        assert!(page.posts.iter().flat_map(|p| &p.strips).all(|s| s.weeks.len() == 13));
        let strips = page.posts.iter().flat_map(|p| &p.strips).chain(&page.former);
        Ok(strips
            .map(|s| (s.name.clone(), s.weeks.iter().map(Vec::len).sum()))
            .collect())
    }
}

fn tied(draft: RecordDraft, ties: &[&Indicator]) -> RecordDraft {
    let ids: Vec<&str> = ties.iter().map(|t| t.id.as_str()).collect();
    RecordDraft {
        indicators: Some(ids.join(",")),
        ..draft
    }
}

fn row(name: &str, weight: &str) -> GivenRow {
    GivenRow {
        dimension: "ji".into(),
        name: name.into(),
        measure: "Counted".into(),
        weight: weight.into(),
        ..GivenRow::default()
    }
}

fn casework() -> SetScope {
    SetScope::Family("Casework".into())
}

fn three() -> [GivenRow; 3] {
    [row("Decided in time", "50"), row("Right first time", "30"), row("Clear letters", "20")]
}

fn pairs(list: &[(&str, u32)]) -> Vec<(String, u32)> {
    list.iter().map(|(n, w)| ((*n).to_owned(), *w)).collect()
}

fn day(days: i64) -> String {
    let now = chrono::Utc::now() + chrono::TimeDelta::minutes(480) + chrono::TimeDelta::days(days);
    now.date_naive().to_string()
}

#[tokio::test]
async fn a_set_is_drafted_saved_with_its_faults_and_agreed_without() {
    let m = Measured::new().await;
    let set = m.draft(&m.office, &casework()).await.unwrap();
    assert_eq!(m.draft(&m.office, &casework()).await.unwrap(), set, "one draft at a time");
    let faulty = [row("Decided in time", "fifty"), row("Decided  in time", "30"), GivenRow::default()];
    assert_eq!(m.save(&m.office, &set, &faulty).await.unwrap(), Saved::Done);
    let page = m.page(&m.office, &set).await.unwrap();
    assert_eq!(page.rows.len(), 2, "blank rows are left out");
    assert_eq!(page.unread, [(0, "fifty".to_owned())], "what was written is kept");
    assert!(page.flaws.iter().filter(|f| f.error).count() >= 3, "{:?}", page.flaws);
    assert!(matches!(m.agree(&set, "").await, Err(Error::Invalid(Violation::Told { .. }))));
    assert!(m.mine("ann").await.is_empty(), "a draft measures nobody");

    m.save(&m.office, &set, &three()).await.unwrap();
    m.agree(&set, "").await.unwrap();
    let expected = pairs(&[("Decided in time", 50), ("Right first time", 30), ("Clear letters", 20)]);
    assert_eq!(m.mine("ann").await, expected, "at once, whatever was kept in memory");
    let page = m.page(&m.office, &set).await.unwrap();
    assert_eq!((page.head.state, page.may_edit, page.may_agree), (SetState::InForce, false, false));
    assert_eq!(page.head.agreed_by.as_deref(), Some("Per Sonnel"));
    let acts: Vec<String> = m.world.acts().await.into_iter().filter(|a| a.starts_with("indicators")).collect();
    assert_eq!(acts, ["indicators_drafted", "indicators_drafted", "indicators_drafted", "indicators_agreed"]);
}

#[tokio::test]
async fn an_agreed_version_never_changes_and_a_later_one_ends_it_the_day_before() {
    let m = Measured::new().await;
    let first = m.in_force(&casework(), &three(), &day(-60)).await;
    let ids: Vec<_> = m.page(&m.office, &first).await.unwrap().rows.into_iter().map(|r| r.id).collect();
    assert!(matches!(m.save(&m.office, &first, &three()).await, Err(Error::Invalid(_))));
    assert!(matches!(m.agree(&first, "").await, Err(Error::Invalid(_))));
    assert!(matches!(
        indicator::discard(&m.world.daybook, &m.office, &first).await,
        Err(Error::Invalid(_))
    ));

    let second = m.draft(&m.office, &casework()).await.unwrap();
    let page = m.page(&m.office, &second).await.unwrap();
    assert_eq!(page.rows.iter().map(|r| r.id.clone()).collect::<Vec<_>>(), ids, "ids stay");
    let mut given: Vec<GivenRow> = page.rows.iter().map(|r| GivenRow::of(r, None, Lang::En)).collect();
    given[0].weight = "40".into();
    given[1].weight = "40".into();
    m.save(&m.office, &second, &given).await.unwrap();
    assert!(matches!(m.agree(&second, &day(-1)).await, Err(Error::Invalid(_))), "what is past stays");
    m.agree(&second, &day(7)).await.unwrap();
    let page = m.page(&m.office, &first).await.unwrap();
    assert_eq!(page.head.to, Some(day(6)));
    assert_eq!(page.rows.first().unwrap().weight, 50);
    assert_eq!(page.versions.len(), 2);
    assert_eq!(m.mine("ann").await.first().unwrap().1, 50, "not yet in force");
    let compared = indicator::compare(&m.world.daybook, &m.office, &second, &first).await.unwrap();
    assert_eq!((compared.before.version, compared.after.version), (1, 2), "the earlier one first");
    assert_eq!(compared.comparison.changed.len(), 2);
    assert_eq!(compared.comparison.same.len(), 1);
}

#[tokio::test]
async fn who_saves_second_is_told_and_loses_nothing() {
    let m = Measured::new().await;
    let set = m.draft(&m.office, &casework()).await.unwrap();
    let daybook = &m.world.daybook;
    let save = |edition| indicator::save(daybook, &m.office, &set, edition, "", three_ref());
    assert_eq!(save(1).await.unwrap(), Saved::Done);
    let by = "Per Sonnel".to_owned();
    assert_eq!(save(1).await.unwrap(), Saved::Overtaken { by, edition: 2 });
    assert_eq!(m.page(&m.office, &set).await.unwrap().rows.len(), 3);
    indicator::discard(daybook, &m.office, &set).await.unwrap();
    assert!(matches!(m.page(&m.office, &set).await, Err(Error::NotFound)));
}

fn three_ref() -> &'static [GivenRow] {
    static ROWS: std::sync::OnceLock<Vec<GivenRow>> = std::sync::OnceLock::new();
    ROWS.get_or_init(|| three().to_vec())
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
    m.save(&ole, &set, &[taken, row("Visitors received", "50")]).await.unwrap();
    assert!(matches!(m.agree(&set, "not a day").await, Err(Error::Invalid(_))));
    assert!(matches!(
        indicator::agree(&m.world.daybook, &ole, &set, "").await,
        Err(Error::NotFound)
    ));
    m.agree(&set, "").await.unwrap();
    let shared = pairs(&[("Right first time", 30), ("Clear letters", 20), ("Visitors received", 50)]);
    assert_eq!(m.mine("ann").await, shared);
    assert_eq!(m.mine("pia").await, shared, "and below the unit");
    assert!(m.mine("fay").await.is_empty(), "not beside it");

    m.in_force(&m.post("ann").await, &[row("Coaching", "10")], "").await;
    assert_eq!(
        m.mine("ann").await,
        pairs(&[("Right first time", 27), ("Clear letters", 18), ("Visitors received", 45), ("Coaching", 10)])
    );
    assert_eq!(m.mine("bob").await, shared);
    // Removing all that is there is refused when it is agreed.
    let all = m.draft(&m.office, &m.post("bob").await).await.unwrap();
    let page = m.page(&m.office, &all).await.unwrap();
    let none: Vec<GivenRow> = page.bases.iter().flat_map(|b| &b.below).map(|r| GivenRow { weight: "0".into(), ..GivenRow::of(r, None, Lang::En) }).collect();
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
    assert!(m.draft(&*m.world.actor("ole").await, &m.post("ole").await).await.is_err(), "not for the own post");
    let set = m.draft(&m.office, &office).await.unwrap();
    m.save(&m.office, &set, &[row("Alone", "100")]).await.unwrap();
    for (who, reads) in [("ole", true), ("dir", true), ("ann", false), ("fay", false), ("har", false)] {
        assert_eq!(m.page(&*m.world.actor(who).await, &set).await.is_ok(), reads, "draft, {who}");
    }
    m.agree(&set, "").await.unwrap();
    for (who, reads) in [("ole", true), ("ann", true), ("pia", true), ("dir", true), ("fay", false), ("har", false)] {
        assert_eq!(m.page(&*m.world.actor(who).await, &set).await.is_ok(), reads, "agreed, {who}");
    }
    for duty in [Duty::SystemAdministrator, Duty::SecurityAdministrator, Duty::Auditor] {
        assert!(matches!(m.page(&official(duty), &set).await, Err(Error::NotFound)));
    }
}

#[tokio::test]
async fn records_evidence_what_the_writer_is_measured_by() {
    let m = Measured::new().await;
    m.in_force(&casework(), &three(), "").await;
    m.in_force(&SetScope::Family("Finance".into()), &[row("Books closed", "100")], "").await;
    let (timely, letters) = (m.row("ann", "Decided in time").await, m.row("ann", "Clear letters").await);
    let foreign = m.row("fay", "Books closed").await;
    let unknown = Err::<(), _>(Violation::TieUnknown { what: Tie::Indicator });
    let refused = m.write("ann", "Not mine", "unit", &[&timely, &foreign]).await;
    assert!(matches!(refused, Err(Error::Invalid(v)) if Err(v.clone()) == unknown));

    let record = m.write("ann", "Twelve decided", "unit", &[&timely, &letters]).await.unwrap();
    assert_eq!(record.anchors.indicators.len(), 2);
    let closed = m.write("ann", "For leaders", "leaders", &[&timely]).await.unwrap();
    m.write("ann", "Not yet", "draft", &[&timely]).await.unwrap();
    let ann = m.world.actor("ann").await;
    let counts = |letters, timely| {
        vec![("Decided in time".to_owned(), timely), ("Right first time".to_owned(), 0), ("Clear letters".to_owned(), letters)]
    };
    assert_eq!(m.strip(&ann, "ann").await.unwrap(), counts(1, 2), "a draft is no evidence");
    assert_eq!(m.strip(&*m.world.actor("bob").await, "ann").await.unwrap(), counts(1, 1), "what is closed to him counts for nothing");
    assert_eq!(m.strip(&*m.world.actor("ole").await, "ann").await.unwrap(), counts(1, 2));
    assert!(matches!(m.strip(&*m.world.actor("fay").await, "ann").await, Err(Error::NotFound)));
    assert_eq!(m.strip(&m.office, "ann").await.unwrap(), counts(0, 0), "the personnel office sees the indicators and no records");
    let scope = Scope::Indicator(m.world.id("ann").clone(), timely.id.clone());
    assert_eq!(m.world.feed("ann", &scope).await, [closed.id.clone(), record.id.clone()]);

    // An edit moves the evidence; what is not spoken of stays, what is withdrawn goes.
    m.world.edit("ann", &record.id, &words("Thirteen decided", "unit"), "").await.unwrap();
    assert_eq!(m.strip(&ann, "ann").await.unwrap(), counts(1, 2));
    m.world.edit("ann", &record.id, &tied(words("Thirteen decided", "unit"), &[&letters]), "").await.unwrap();
    assert_eq!(m.strip(&ann, "ann").await.unwrap(), counts(1, 1));
    service::record::withdraw(&m.world.daybook, &ann, &closed.id).await.unwrap();
    assert_eq!(m.strip(&ann, "ann").await.unwrap(), counts(1, 0));

    // A kept tie outlives the set; the strip names it as former.
    let next = m.draft(&m.office, &casework()).await.unwrap();
    m.save(&m.office, &next, &[row("All new", "100")]).await.unwrap();
    m.agree(&next, &day(1)).await.unwrap();
    m.world.edit("ann", &record.id, &tied(words("Still tied", "unit"), &[&letters]), "").await.unwrap();
    assert_eq!(m.strip(&ann, "ann").await.unwrap(), counts(1, 0));
}

#[tokio::test]
async fn the_overview_names_what_is_missing_and_what_is_alike() {
    let m = Measured::new().await;
    let overview = |actor: Arc<Actor>| {
        let daybook = m.world.daybook.clone();
        async move { indicator::overview(&daybook, &actor, Lang::En).await.unwrap() }
    };
    let page = overview(m.office.clone()).await;
    assert_eq!((page.posts, page.covered), (14, 0));
    assert!(page.lacking.iter().any(|l| l.family == "Casework" && l.posts == 6 && l.may_draft));
    assert!(page.lacking.iter().any(|l| l.family.is_empty() && !l.may_draft));
    m.in_force(&casework(), &three(), "").await;
    m.in_force(&SetScope::Family("Finance".into()), &three(), "").await;
    let page = overview(m.office.clone()).await;
    assert_eq!(page.covered, 10);
    assert_eq!(page.alike.len(), 1, "two families, one measure");
    assert_eq!(page.sets.len(), 2);
    // A head answers for the own unit, and sees no other's.
    let page = overview(m.world.actor("fin").await).await;
    assert_eq!((page.posts, page.covered, page.families.len(), page.units.len()), (4, 4, 0, 1));
    let page = overview(m.world.actor("ann").await).await;
    assert_eq!((page.posts, page.units.len(), page.may_import), (0, 0, false));
    assert_eq!(page.sets.len(), 2, "what others are measured by is no secret");
    let page = overview(Arc::new(official(Duty::Auditor))).await;
    assert!(page.sets.is_empty() && page.alike.is_empty());
}

#[tokio::test]
async fn a_workbook_goes_out_and_comes_back_as_the_next_draft() {
    let m = Measured::new().await;
    let daybook = &m.world.daybook;
    let first = m.in_force(&casework(), &three(), "").await;
    let bytes = indicator::export(daybook, &m.office, Some(&first), Lang::En).await.unwrap();
    let job = indicator::check_sheet(daybook, &m.office, "sets.xlsx", bytes).await.unwrap();
    let report = indicator::sheet(daybook, &m.office, &job, Lang::En).await.unwrap();
    assert_eq!((report.problems, report.warnings, report.done), (0, 0, false));
    let [set] = report.sets.as_slice() else { panic!("{report:?}") };
    assert_eq!((set.version, set.added, set.changed, set.removed, set.sum), (2, 0, 0, 0, 100), "ids came along");
    for _ in 0..2 {
        indicator::apply_sheet(daybook, &m.office, &job).await.unwrap();
    }
    let report = indicator::sheet(daybook, &m.office, &job, Lang::En).await.unwrap();
    assert!(report.done);
    let drafted = report.sets.first().unwrap().set.clone().unwrap();
    assert_eq!(m.page(&m.office, &drafted).await.unwrap().versions.len(), 2, "twice is once");
    let strangers = indicator::sheet(daybook, &*m.world.actor("ole").await, &job, Lang::En).await;
    assert!(matches!(strangers, Err(Error::NotFound)));
    assert!(indicator::check_sheet(daybook, &*m.world.actor("ann").await, "x", vec![]).await.is_err());
}

#[tokio::test]
async fn a_head_imports_for_the_own_unit_and_is_told_cell_by_cell() {
    let m = Measured::new().await;
    let daybook = &m.world.daybook;
    let ole = m.world.actor("ole").await;
    let check = |text: &'static str| {
        let ole = ole.clone();
        async move {
            let job = indicator::check_sheet(daybook, &ole, "sets.csv", text.as_bytes().to_vec()).await.unwrap();
            (indicator::sheet(daybook, &ole, &job, Lang::En).await.unwrap(), job)
        }
    };
    let (report, job) = check("For,Family unit or post,Dimension,Indicator,Weight\nunit,Bureau/Office,ji,Visits,100\npost,O2,neng,Coaching,10\nunit,Bureau/Finance,ji,Not mine,100\nunit,Nowhere,ji,Not there,100\n").await;
    let cells: Vec<_> = report.findings.iter().filter(|f| f.error).map(|f| (f.line, f.column.clone().unwrap())).collect();
    assert_eq!(cells, [(4, "Family unit or post".to_owned()), (5, "Family unit or post".to_owned())]);
    assert!(report.sets.is_empty());
    indicator::apply_sheet(daybook, &ole, &job).await.unwrap();
    assert!(!m.world.acts().await.contains(&"indicators_drafted".to_owned()), "nothing of a rejected file is written");
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
    let set = indicator::draft(daybook, &m.office, &finance, &ready, Lang::En).await.unwrap();
    m.agree(&set, "").await.unwrap();
    let first = m.page(&m.office, &set).await.unwrap().rows;
    assert_eq!(sum(&first), 100);
    let next = indicator::draft(daybook, &m.office, &finance, &ready, Lang::En).await.unwrap();
    assert_eq!(m.page(&m.office, &next).await.unwrap().rows, first, "the same names are the same indicators");
    let other = indicator::draft(daybook, &m.office, &casework(), &ready, Lang::En).await.unwrap();
    let other = m.page(&m.office, &other).await.unwrap().rows;
    assert!(other.iter().all(|r| first.iter().all(|f| f.id != r.id)));
    let unknown = Source::Library("nothing".into());
    assert!(matches!(indicator::draft(daybook, &m.office, &casework(), &unknown, Lang::En).await, Err(Error::NotFound)));
    let all = indicator::ready_sets(daybook, &m.office, Lang::Zh).await.unwrap();
    assert!(all.len() >= 12 && all.iter().any(|r| r.fits == ["Finance"]));
}
