//! What a post was measured by in days that are past, after a list made another family of it or moved its unit.

use super::assess::office;
use super::measured::{Measured, casework, day, family, list, pairs, row, three, tied};
use super::world::{STAFF, draft, import};
use domain::indicator::SetScope;
use domain::roster::{Change, Unit};
use domain::view::RecordDraft;
use domain::view::indicator::PostIndicators;
use domain::{Lang, PeriodId, PersonId, Tie, Violation};
use service::assess::{self, Opening};
use service::{Error, indicator, propose};

const THREE: &str = "Clear letters 0, Decided in time 0, Right first time 0";

/// Family, time and indicators of a post, each with how many records evidence it.
fn line(post: &PostIndicators) -> String {
    let (from, to) = (
        post.from.clone().unwrap_or_default(),
        post.to.clone().unwrap_or_default(),
    );
    let mut strips: Vec<String> = post
        .strips
        .iter()
        .map(|s| format!("{} {}", s.name, s.weeks.iter().map(Vec::len).sum::<usize>()))
        .collect();
    strips.sort();
    format!("{} {from}..{to}: {}", post.family, strips.join(", "))
}

/// `O2`, which is Ann's, is Finance.
fn another(code: &str) -> &'static str {
    match code {
        "O2" => "Finance",
        _ => family(code),
    }
}

impl Measured {
    /// A world with sets of two families that have been in force for long.
    async fn lasting() -> Self {
        let m = Self::new().await;
        m.in_force(&casework(), &three(), &day(-300)).await;
        let finance = SetScope::Family("Finance".into());
        m.in_force(&finance, &[row("Books closed", "100")], &day(-300)).await;
        m
    }

    /// The posts of somebody's quarter up to a day.
    async fn quarter(&self, of: &str, until: i64) -> Vec<String> {
        let own = self.world.actor(of).await;
        let page = indicator::strip(&self.world.daybook, &own, self.world.id(of), &day(until), Lang::En)
            .await
            .unwrap();
        assert!(page.former.is_empty(), "{:?}", page.former);
        page.posts.iter().map(line).collect()
    }

    /// The Office goes, with the Petitions below it, from the Bureau to the Harbour.
    async fn move_the_office(&self) {
        let unit = |parent: &str| Unit {
            key: "Bureau/Office".into(),
            name: "Office".into(),
            parent: Some(parent.into()),
        };
        let (from, to) = (unit("Bureau"), unit("Harbour"));
        let who = PersonId("terminal".into());
        let moved = [Change::ChangeUnit { from, to }];
        service::import::write_from_terminal(&self.world.daybook, &who, &moved, &|_, _| {})
            .await
            .unwrap();
    }

    /// A period of the whole Bureau.
    async fn period(&self, title: &str, first: i64, last: i64) -> PeriodId {
        let opening = Opening {
            title: title.into(),
            first: day(first),
            last: day(last),
            ..self.world.opening(&["dir"]).await
        };
        assess::open_period(&self.world.daybook, &office(), opening, "")
            .await
            .unwrap()
    }

    /// The family that somebody is assessed in, and by which indicators the summary is drafted.
    async fn aspects(&self, of: &str, period: &PeriodId) -> String {
        let (daybook, own) = (&self.world.daybook, self.world.actor(of).await);
        let home = assess::home(daybook, &own).await.unwrap();
        let course = home.own.into_iter().find(|c| c.period == *period).unwrap().id;
        let page = assess::summary_page(daybook, &own, &course).await.unwrap();
        let mut names: Vec<String> = page.evidence.aspects.into_iter().map(|a| a.name).collect();
        names.sort();
        let place = self.world.course(of, &course).await.unwrap().dossier.place;
        format!("{}: {}", place.family, names.join(", "))
    }
}

#[tokio::test]
async fn another_family_measures_from_the_day_of_the_import_on() {
    let m = Measured::lasting().await;
    let daybook = &m.world.daybook;
    assert_eq!(
        m.quarter("ann", -30).await,
        [format!("Casework ..: {THREE}")],
        "the first family that is stated holds for what was before"
    );
    let timely = m.row("ann", "Decided in time").await;
    m.write("ann", "Twelve decided", "unit", &[&timely]).await.unwrap();
    let was = THREE.replace("time 0,", "time 1,");
    daybook.pass_days(40);
    // A mistake, and put right on the same day.
    for families in [another, family] {
        assert!(import(daybook, &list(STAFF, families)).await.unwrap() > 0);
    }
    assert_eq!(m.quarter("ann", 40).await, [format!("Casework ..: {was}")]);

    let finance = list(STAFF, another);
    assert!(import(daybook, &finance).await.unwrap() > 0);
    assert_eq!(import(daybook, &finance).await, Ok(0));
    assert_eq!(m.mine("ann").await, pairs(&[("Books closed", 100)]));
    assert_eq!(m.quarter("ann", 39).await, [format!("Casework ..: {was}")]);
    assert_eq!(
        m.quarter("ann", 40).await,
        [
            format!("Finance {}..: Books closed 0", day(40)),
            format!("Casework ..{}: {was}", day(39))
        ]
    );
    assert_eq!(m.quarter("bob", 40).await, [format!("Casework ..: {THREE}")]);
    // Another way to write it is no other family.
    let written = list(STAFF, |code| match another(code) {
        "Finance" => "FINANCE",
        same => same,
    });
    daybook.pass_days(100);
    assert!(import(daybook, &written).await.unwrap() > 0);
    assert_eq!(m.quarter("ann", 140).await, ["FINANCE ..: Books closed 0"]);
    assert_eq!(m.quarter("ann", 39).await, [format!("Casework ..: {was}")]);
}

#[tokio::test]
async fn a_unit_that_moves_is_measured_until_then_as_it_was() {
    let m = Measured::lasting().await;
    let pilots = SetScope::Family("Pilotage".into());
    m.in_force(&pilots, &[row("Ships in", "100")], &day(-300)).await;
    for (head, name) in [("dir", "Visitors"), ("har", "Boats")] {
        m.in_force(&m.unit(head).await, &[row(name, "10")], &day(-300)).await;
    }
    m.world.daybook.pass_days(40);
    let (dir, har) = (m.world.actor("dir").await, m.world.actor("har").await);
    assert!(m.strip(&dir, "pia").await.is_ok());
    assert!(matches!(m.strip(&har, "pia").await, Err(Error::NotFound)));
    m.move_the_office().await;
    for who in ["pia", "bob"] {
        assert_eq!(m.quarter(who, 39).await, [format!("Casework ..: {THREE}, Visitors 0")]);
        assert_eq!(
            m.quarter(who, 40).await,
            [
                format!("Casework {}..: Boats 0, {THREE}", day(40)),
                format!("Casework ..{}: {THREE}, Visitors 0", day(39))
            ]
        );
    }
    let mine: Vec<String> = m.mine("pia").await.into_iter().map(|(name, _)| name).collect();
    assert!(mine.contains(&"Boats".to_owned()) && !mine.contains(&"Visitors".to_owned()));
    assert!(
        m.strip(&har, "pia").await.is_ok(),
        "rights are those of the present tree"
    );
    let paths = m.world.actor("pia").await.seats.first().unwrap().path.clone();
    assert!(paths.contains(&har.seats.first().unwrap().unit) && !paths.contains(&dir.seats.first().unwrap().unit));
}

#[tokio::test]
async fn a_move_that_makes_no_difference_is_none() {
    let m = Measured::lasting().await;
    m.world.daybook.pass_days(40);
    m.move_the_office().await;
    assert_eq!(m.quarter("pia", 40).await, [format!("Casework ..: {THREE}")]);
}

#[tokio::test]
async fn a_period_that_is_over_is_assessed_by_what_held_in_it() {
    let m = Measured::lasting().await;
    m.in_force(&m.unit("ole").await, &[row("Visitors", "10")], &day(-300))
        .await;
    let before = m.period("Opened before", -90, -1).await;
    let was = "Casework: Clear letters, Decided in time, Right first time, Visitors";
    for who in ["ann", "pia"] {
        assert_eq!(m.aspects(who, &before).await, was);
    }
    m.world.daybook.pass_days(40);
    // To a list the Petitions of Finance are another unit than those of the Office, which are no more.
    let staff = STAFF.replace("Bureau/Office/Petitions", "Bureau/Finance/Petitions");
    assert!(import(&m.world.daybook, &list(&staff, another)).await.unwrap() > 0);
    let (over, present) = (m.period("Over", -50, 39).await, m.period("Present", 0, 60).await);
    for who in ["ann", "pia"] {
        assert_eq!(m.aspects(who, &before).await, was);
        assert_eq!(m.aspects(who, &over).await, was, "opened afterwards");
    }
    assert_eq!(m.aspects("ann", &present).await, "Finance: Books closed, Visitors");
    assert_eq!(
        m.aspects("pia", &present).await,
        "Casework: Clear letters, Decided in time, Right first time"
    );
}

#[tokio::test]
async fn a_late_record_is_tied_to_what_held_on_its_day() {
    let m = Measured::lasting().await;
    let daybook = &m.world.daybook;
    let timely = m.row("ann", "Decided in time").await;
    daybook.pass_days(40);
    assert!(import(daybook, &list(STAFF, another)).await.unwrap() > 0);
    let of = |days: i64| RecordDraft {
        day: day(days),
        ..tied(draft("Twelve decided", "unit"), &[&timely])
    };
    assert!(matches!(
        m.world.try_write("ann", &of(40), "").await,
        Err(Error::Invalid(Violation::TieUnknown { what: Tie::Indicator }))
    ));
    m.world.try_write("ann", &of(39), "").await.unwrap();
    let was = THREE.replace("time 0,", "time 1,");
    assert_eq!(m.quarter("ann", 39).await, [format!("Casework ..: {was}")]);
    let offered = async |days: i64| {
        let ann = m.world.actor("ann").await;
        let choices = propose::choices(daybook, &ann, "", &day(days)).await.unwrap();
        choices.indicators.iter().any(|choice| choice.id == timely.id.0)
    };
    assert!(offered(39).await && !offered(40).await);
}
