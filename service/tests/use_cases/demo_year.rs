//! The demo organisation's assessment: that it tells what it is meant to tell.

use super::result_kit::opening;
use super::world::{official, settings, until};
use domain::assessment::dossier::Summary;
use domain::assessment::process::{Act, State};
use domain::permission::{Actor, Duty};
use domain::view::assess::{CoursePage, PeriodPage};
use domain::{PeriodId, PersonId, UnitId};
use service::demo::{self, Size, Tongue};
use service::{Daybook, assess, result};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub struct Demo {
    pub daybook: Daybook,
    pub people: Vec<Arc<Actor>>,
    accounts: BTreeMap<String, PersonId>,
    pub office: Actor,
}

impl Demo {
    pub async fn load(tongue: Tongue, many: usize) -> Self {
        let daybook = Daybook::open(settings("mem://")).await.unwrap();
        let size = Size {
            people: many,
            records: many * 12,
            seed: 1,
            tongue,
            end: None,
            assessed: true,
        };
        demo::load(&daybook, &size, &mut |_, _| {}).await.unwrap();
        let admin = official(Duty::SystemAdministrator);
        let (mut people, mut accounts) = (Vec::new(), BTreeMap::new());
        let tens = (0..many / 10).map(|n| format!("u{n:04}"));
        for part in tens.chain(demo::ROLES.map(str::to_owned)) {
            for row in service::account::list(&daybook, &admin, &part).await.unwrap() {
                let account = row.account.unwrap_or_default();
                if accounts.insert(account, row.person.id.clone()).is_none() {
                    people.push(daybook.profile(&row.person.id).await.unwrap().actor.clone());
                }
            }
        }
        people.retain(|actor| !actor.seats.is_empty());
        Self {
            daybook,
            people,
            accounts,
            office: official(Duty::PersonnelOffice),
        }
    }

    pub async fn actor(&self, account: &str) -> Arc<Actor> {
        let id = self.accounts.get(account).unwrap();
        self.daybook.profile(id).await.unwrap().actor.clone()
    }

    pub async fn periods(&self) -> Vec<PeriodPage> {
        let mut pages = Vec::new();
        let home = assess::home(&self.daybook, &self.office).await.unwrap();
        for line in home.periods {
            pages.push(
                assess::period_page(&self.daybook, &self.office, &line.id)
                    .await
                    .unwrap(),
            );
        }
        pages.sort_by(|a, b| a.line.first.cmp(&b.line.first));
        pages
    }

    /// Everybody's courses, as the personnel office sees them.
    pub async fn courses(&self) -> Vec<CoursePage> {
        let mut pages = Vec::new();
        for actor in &self.people {
            for line in assess::home(&self.daybook, actor).await.unwrap().own {
                pages.push(
                    assess::course_page(&self.daybook, &self.office, &line.id)
                        .await
                        .unwrap(),
                );
            }
        }
        pages.sort_by(|a, b| a.line.id.0.cmp(&b.line.id.0));
        pages
    }

    /// A year is opened over the quarters, so that what is compiled from them is looked at as well.
    pub async fn open_year(&self, of: &PeriodPage, year: i32) -> PeriodId {
        let ids = |named: &[domain::assessment::dossier::Named]| named.iter().map(|n| n.id.0.clone()).collect();
        let units: Vec<UnitId> = of.units.iter().map(|u| u.unit.unit.clone()).collect();
        let opening = assess::Opening {
            first: format!("{year}-01-01"),
            last: format!("{year}-12-31"),
            committee: ids(&of.committee),
            deciding: ids(&of.deciding),
            re_review: ids(&of.re_review),
            appeal: ids(&of.appeal),
            ..opening("year", "The year", &units)
        };
        assess::open_period(&self.daybook, &self.office, opening, "")
            .await
            .unwrap()
    }
}

/// The special task of the chief's unit: closed while its quarter ran, and listed apart in the year of the member of staff.
async fn stands_apart(demo: &Demo, [before, special, now]: [&PeriodPage; 3], courses: &[&CoursePage]) {
    let Demo { daybook, office, .. } = demo;
    let (staff, chief) = (demo.actor("staff").await, demo.actor("chief").await);
    assert!(
        special.line.closed && special.line.special.is_some(),
        "{:?}",
        special.line
    );
    assert!(before.line.first < special.line.first && special.line.last < before.line.last);
    let units: Vec<&UnitId> = special.units.iter().map(|u| &u.unit.unit).collect();
    assert_eq!(units, [&chief.seats[0].unit]);
    assert!(courses.len() > 4, "{}", courses.len());
    for page in courses {
        assert_eq!(page.line.state, State::Closed);
        let closed = page.dossier.course.on(Act::Close).unwrap().to_string();
        assert!(special.line.last < closed && closed <= before.line.last, "{closed}");
        let words = page.dossier.reviews.iter().map(|r| &r.words);
        let mut said = words.chain([&page.dossier.summary.overall]);
        assert!(said.all(|text| !text.contains("季度")), "it was no quarter");
    }
    let year = demo.open_year(now, special.line.last[..4].parse().unwrap()).await;
    let home = assess::home(daybook, &staff).await.unwrap();
    let course = home.own.into_iter().find(|c| c.period == year).unwrap().id;
    let version = assess::summary_page(daybook, &staff, &course).await.unwrap().version;
    let summary = Summary {
        points: vec![],
        overall: "这一年按计划推进。".into(),
    };
    assess::keep_summary(daybook, &staff, &course, version, &summary, true, "")
        .await
        .unwrap();
    result::period_act(daybook, office, &year, Act::Compile.as_str(), "")
        .await
        .unwrap();
    until("the year was not compiled", async || {
        let running = result::progress(daybook, office, &year).await.unwrap();
        running.is_none_or(|r| r.ended).then_some(())
    })
    .await;
    let page = assess::course_page(daybook, &staff, &course).await.unwrap();
    let earlier = page.dossier.earlier.iter().find(|e| e.special.is_some()).unwrap();
    assert_eq!(earlier.special, special.line.special);
    assert!(earlier.named.is_some(), "{earlier:?}");
}

#[tokio::test]
async fn a_quarter_is_decided_and_one_has_something_to_do_for_everybody() {
    let demo = Demo::load(Tongue::Zh, 240).await;
    let [before, special, now] = demo.periods().await.try_into().unwrap();
    let courses = demo.courses().await;
    let of = |period: &PeriodPage| -> Vec<&CoursePage> {
        courses.iter().filter(|c| c.line.period == period.line.id).collect()
    };
    let grades: BTreeSet<String> = of(&before)
        .iter()
        .filter_map(|c| c.dossier.course.grade.clone())
        .collect();
    assert!(
        ["good", "fairly_good", "average"].iter().all(|g| grades.contains(*g)),
        "{grades:?}"
    );
    assert!(!before.exempt.is_empty(), "somebody was ill, and has no grade");
    let objected = of(&before)
        .iter()
        .flat_map(|c| &c.dossier.objections)
        .filter_map(|o| o.decided.as_ref())
        .map(|d| d.upheld)
        .collect::<Vec<_>>();
    assert!(objected.contains(&true) && objected.contains(&false), "{objected:?}");
    assert!(
        of(&before)
            .iter()
            .all(|c| !matches!(c.line.state, State::Opened | State::Summarised))
    );
    let states: BTreeSet<&str> = of(&now).iter().map(|c| c.line.state.as_str()).collect();
    assert!(
        ["opened", "summarised", "reviewed"].iter().all(|s| states.contains(s)),
        "{states:?}"
    );

    let home = |who: &'static str| {
        let demo = &demo;
        async move { assess::home(&demo.daybook, &*demo.actor(who).await).await.unwrap() }
    };
    let staff = home("staff").await;
    assert!(
        staff
            .own
            .iter()
            .any(|c| c.period == now.line.id && c.state == State::Opened)
    );
    assert!(
        staff
            .own
            .iter()
            .any(|c| c.period == before.line.id && c.grade.is_some())
    );
    assert!(!home("chief").await.waiting.is_empty(), "reviews to write");
    assert!(
        home("director").await.boards.iter().any(|b| b.waiting > 0),
        "a board to decide"
    );
    for course in &courses {
        let rows = course.dossier.reviews.iter().flat_map(|r| &r.rows);
        let texts = rows
            .flat_map(|r| [&r.reason, &r.none])
            .chain([&course.dossier.summary.overall]);
        let flawed = texts
            .filter(|t| t.contains(['{', '}']) || t.contains("“”"))
            .collect::<Vec<_>>();
        assert!(flawed.is_empty(), "{flawed:?}");
    }
    stands_apart(&demo, [&before, &special, &now], &of(&special)).await;
}
