//! The courses of a period, made in parts: each part is one transaction, and whatever stands is found again, so that it can stop
//! anywhere and be gone on with by any process.

use super::super::case;
use super::super::load::{self, Opened, course_id};
use super::super::moved::settle_all;
use super::super::notices::news;
use super::super::roster::Roster;
use super::super::seat::{Posts, held_on, measured_on, moves, transfers};
use super::super::turn::{lanes, moved_on, row_of};
use super::most_assessors;
use crate::act::Deed;
use crate::indicator::composed;
use crate::notice::tell;
use crate::{Daybook, Result};
use chrono::NaiveDate;
use domain::act::Act as Trace;
use domain::assessment::dossier::{Aspect, Dossier, Named, Place, Summary};
use domain::assessment::pack::Pack;
use domain::assessment::process::Course;
use domain::assessment::{Case, Outcome};
use domain::indicator::{Dimension, Indicator};
use domain::notice::NoticeKind;
use domain::{CourseId, PeriodId, PersonId, UnitId};
use futures::future::BoxFuture;
use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use store::assess::{CourseRow, PeriodRow, PlaceRow};
use store::indicator::SetRow;
use store::organisation::SeatRow;

/// Who opens a period, as a notice names it: whichever process comes to make the courses.
const OFFICE: &str = "人事部门 · Personnel office";
/// Courses of one transaction.
const PART: usize = 100;
/// How often it is looked whether a day has begun or a period was left unfinished.
const EVERY: Duration = Duration::from_secs(600);

/// Goes on with periods that a process left behind, and lets courses follow people whose posts begin with a day.
pub(crate) fn follow(daybook: &Daybook) {
    let daybook = daybook.clone();
    tokio::spawn(async move {
        let mut closed = daybook.bus.closed();
        let mut settled: Option<NaiveDate> = None;
        while !*closed.borrow() {
            if let Err(error) = unfinished(&daybook).await {
                tracing::warn!(%error, "a period could not be opened to its end; again in ten minutes");
            }
            let today = daybook.clock.today();
            if settled.is_none_or(|day| day < today)
                && let Err(error) = settle_all(&daybook).await
            {
                tracing::warn!(%error, "assessments could not follow who moved");
            }
            settled = Some(today);
            tokio::select! {
                () = tokio::time::sleep(EVERY) => {}
                _ = closed.changed() => return,
            }
        }
    });
}

async fn unfinished(daybook: &Daybook) -> Result<()> {
    for row in daybook.db().periods(i64::MIN, 20).await? {
        if row.state == "opening" {
            fill(daybook, &PeriodId(row.id)).await?;
        }
    }
    Ok(())
}

/// Goes on in the background.
pub(super) fn spawn(daybook: &Daybook, id: &PeriodId) {
    let (daybook, id) = (daybook.clone(), id.clone());
    tokio::spawn(async move {
        if let Err(error) = fill(&daybook, &id).await {
            tracing::warn!(%error, period = id.as_str(), "a period was not opened to its end; it goes on in ten minutes");
        }
    });
}

/// Periods that this process is filling: one hand at a time.
static BUSY: Mutex<Option<HashSet<String>>> = Mutex::new(None);

struct Busy(String);

impl Busy {
    fn take(id: &PeriodId) -> Option<Self> {
        let mut busy = BUSY.lock().unwrap_or_else(PoisonError::into_inner);
        let fresh = busy.get_or_insert_default().insert(id.0.clone());
        fresh.then(|| Self(id.0.clone()))
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        let mut busy = BUSY.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(ids) = busy.as_mut() {
            ids.remove(&self.0);
        }
    }
}

/// Makes all courses that are lacking, and then the period open.
pub(crate) fn fill<'a>(daybook: &'a Daybook, id: &'a PeriodId) -> BoxFuture<'a, Result<()>> {
    Box::pin(filled(daybook, id))
}

async fn filled(daybook: &Daybook, id: &PeriodId) -> Result<()> {
    let Some(_busy) = Busy::take(id) else {
        return Ok(());
    };
    let opened = load::period(daybook, &daybook.db(), id).await?;
    if opened.row.state != "opening" {
        return Ok(());
    }
    let db = daybook.db();
    let roster = Roster::read(daybook, &db).await?;
    let sets = db.sets_all().await?;
    let standing = db
        .course_places_from(&format!("all:{id}"), i64::MIN, load::WHOLE)
        .await?;
    let mut used: HashSet<i64> = standing.iter().map(|p| p.ord).collect();
    let there: HashSet<&str> = standing.iter().map(|p| p.course.as_str()).collect();
    let units: Vec<UnitId> = opened.period.units.iter().map(|u| u.unit.clone()).collect();
    let mut lacking = Vec::new();
    for (at, (person, name)) in (0i64..).zip(roster.people_of(&opened.period)) {
        let course = course_id(id, person);
        if there.contains(course.as_str()) {
            continue;
        }
        // Should the list of staff have changed meanwhile, nobody gets a place that is taken.
        let order = (at..).find(|n| used.insert(*n)).unwrap_or(at);
        lacking.push(New {
            course,
            person: person.into(),
            name: name.to_owned(),
            order: u32::try_from(order).unwrap_or(u32::MAX),
        });
    }
    let filed = case::Filed::of_everybody(&db).await?;
    let filed = filed.with_plan(daybook, &opened, lacking.len()).await?;
    let ground = Ground {
        opened: &opened,
        roster: &roster,
        sets: &sets,
        units: &units,
        filed: &filed,
        today: daybook.clock.today(),
    };
    for part in lacking.chunks(PART) {
        ground.part(daybook, part).await?;
    }
    done(daybook, id).await
}

/// Somebody without a course yet.
struct New {
    course: CourseId,
    person: PersonId,
    name: String,
    order: u32,
}

/// Whether somebody gets a course in a period, which may not be written yet: it is about that person, and the rules say so.
pub(super) fn takes_part(
    daybook: &Daybook,
    opened: &Opened,
    roster: &Roster,
    one: &Named,
    known: &case::Known,
) -> Result<bool> {
    let units: Vec<UnitId> = opened.period.units.iter().map(|u| u.unit.clone()).collect();
    let people = roster.people_of(&opened.period);
    if !people.iter().any(|(id, _)| *id == one.id.as_str()) {
        return Ok(false);
    }
    let ground = Ground {
        opened,
        roster,
        sets: &[],
        units: &units,
        filed: &case::Filed::looked_up(),
        today: daybook.clock.today(),
    };
    let new = New {
        course: course_id(&opened.id, one.id.as_str()),
        person: one.id.clone(),
        name: one.name.clone(),
        order: 0,
    };
    Ok(ground.dossier(&new, known)?.is_some())
}

/// What courses are made from.
struct Ground<'a> {
    opened: &'a Opened,
    roster: &'a Roster,
    sets: &'a [SetRow],
    units: &'a [UnitId],
    filed: &'a case::Filed,
    /// Who came later has the whole time from then on.
    today: NaiveDate,
}

impl Ground<'_> {
    /// Writes the courses of some people, their places, and the word to each.
    async fn part(&self, daybook: &Daybook, part: &[New]) -> Result<()> {
        let people: Vec<&PersonId> = part.iter().map(|n| &n.person).collect();
        let known = case::known_many(daybook, &daybook.db(), self.opened, self.filed, &people).await?;
        let mut made: Vec<(CourseRow, Vec<PlaceRow>)> = Vec::new();
        for new in part {
            let known = known.get(&new.person).cloned().unwrap_or_default();
            if let Some(dossier) = self.dossier(new, &known)? {
                let row = row_of(&new.course, &self.opened.id, &dossier, 1, self.opened.row.opened)?;
                let places = lanes(&row, &dossier, most_assessors(self.opened));
                made.push((row, places));
            }
        }
        let id = &self.opened.id;
        let nobody = &PersonId("daybook".to_owned());
        let made = &made;
        daybook
            .perform(nobody, Trace::CourseOpened, "", |tx| async move {
                let mut period = tx.period(id).await?.ok_or(crate::Error::NotFound)?;
                let ids: Vec<&str> = made.iter().map(|(row, _)| row.id.as_str()).collect();
                let there: HashSet<String> = tx.course_heads(ids).await?.into_iter().map(|h| h.id).collect();
                let (mut rows, mut places) = (Vec::new(), Vec::new());
                for (row, stands) in made.iter().filter(|(row, _)| !there.contains(&row.id)) {
                    rows.push(row.clone());
                    places.extend(stands.iter().cloned());
                }
                if rows.is_empty() {
                    return Ok(((), None));
                }
                tx.create_courses(&rows, &places).await?;
                period.opening += i64::try_from(rows.len()).unwrap_or(0);
                tx.put_period(&period).await?;
                let asked = rows.iter().map(|row| {
                    let course = CourseId(row.id.clone());
                    news(row.person.as_str().into(), NoticeKind::AssessAsked, &course)
                });
                let told = tell(daybook, &tx, nobody, OFFICE, asked.collect()).await?;
                let deed = Deed {
                    act: Trace::CourseOpened,
                    subject: id.0.clone(),
                    content: Some(rows.iter().map(|r| r.id.as_str()).collect::<Vec<_>>().join(" ")),
                    events: told.into_iter().collect(),
                };
                Ok(((), Some(deed)))
            })
            .await?;
        Ok(())
    }

    /// Somebody's course as it begins; none for whom this assessment is not.
    fn dossier(&self, new: &New, known: &case::Known) -> Result<Option<Dossier>> {
        let period = &self.opened.period;
        let seats = self.roster.seats(new.person.as_str());
        let posts = Posts::of(self.roster, seats, self.units, period);
        let mut dossier = Dossier {
            person: Named {
                id: new.person.clone(),
                name: new.name.clone(),
            },
            place: nowhere(),
            assessors: vec![],
            course: Course::open(period.kind, new.person.clone(), period.opened.max(self.today)),
            case: Case::plain(new.person.clone(), period.first, period.last),
            aspects: vec![],
            summary: Summary::default(),
            reviews: vec![],
            since: vec![],
            outcome: None,
            improvements: vec![],
            objections: vec![],
            left: None,
            earlier: vec![],
            remarks: transfers(seats, period),
            moves: moves(seats, period),
            order: new.order,
            rating: None,
        };
        let most = most_assessors(self.opened);
        // Where somebody is assessed depends on the facts, and one fact on the place: that he heads the organisation.
        let first = self.outcome(&dossier, known)?;
        let Some(seated) = posts.seated(self.roster, new.person.as_str(), &first, most) else {
            return Ok(None);
        };
        dossier.place = seated.place;
        dossier.assessors = seated.assessors;
        dossier.remarks.extend(seated.remark);
        dossier.case = case::case_of(&dossier, self.opened, known);
        if !self.outcome(&dossier, known)?.takes_part() {
            return Ok(None);
        }
        dossier.aspects = self.aspects(seats, &dossier.place);
        Ok(Some(dossier))
    }

    fn outcome(&self, dossier: &Dossier, known: &case::Known) -> Result<Outcome> {
        self.opened.outcome(&case::case_of(dossier, self.opened, known))
    }

    /// What holds for the post: on the last day of the period if that is over, else today. Where nothing stands, the dimensions of the pack.
    fn aspects(&self, seats: &[SeatRow], place: &Place) -> Vec<Aspect> {
        let on = |day: &str| {
            let seat = held_on(seats, place.position.as_str(), day);
            seat.map(|seat| composed(seat, self.sets, day)).unwrap_or_default()
        };
        let mut rows = on(&measured_on(self.roster, &self.opened.period));
        if rows.is_empty() {
            rows = on(&self.roster.today);
        }
        match rows.is_empty() {
            true => of_pack(self.opened.pack()),
            false => rows.into_iter().map(aspect).collect(),
        }
    }
}

fn nowhere() -> Place {
    Place {
        position: "".into(),
        title: String::new(),
        family: String::new(),
        unit: "".into(),
        unit_name: String::new(),
        path: vec![],
        line: vec![],
        leads: false,
    }
}

fn aspect(row: Indicator) -> Aspect {
    Aspect {
        id: row.id,
        name: row.name,
        dimension: row.dimension,
        weight: row.weight,
        key: row.key,
        target: row.target,
    }
}

/// Nobody is graded without a citation: where a post has no indicators, the dimensions of the pack take their place.
fn of_pack(pack: &Pack) -> Vec<Aspect> {
    let weights: HashMap<&str, u32> = (pack.weights("dimensions").into_iter())
        .flat_map(|w| w.part.iter().map(|p| (p.id.as_str(), p.percent)))
        .collect();
    let many = u32::try_from(pack.dimension.len().max(1)).unwrap_or(1);
    let equal = |at: u32| 100 / many + u32::from(at < 100 % many);
    let aspects = (0u32..).zip(&pack.dimension).map(|(at, d)| Aspect {
        id: format!("dimension-{}", d.id).into(),
        name: if d.zh == d.en {
            d.zh.clone()
        } else {
            format!("{} {}", d.zh, d.en)
        },
        dimension: Dimension {
            code: d.id.clone(),
            zh: d.zh.clone(),
            en: d.en.clone(),
        },
        weight: weights.get(d.id.as_str()).copied().unwrap_or_else(|| equal(at)),
        key: false,
        target: String::new(),
    });
    aspects.collect()
}

/// Everybody has a course: the period is open.
async fn done(daybook: &Daybook, id: &PeriodId) -> Result<()> {
    let nobody = PersonId("daybook".to_owned());
    daybook
        .perform(&nobody, Trace::PeriodOpened, "", |tx| async move {
            let row = tx.period(id).await?.ok_or(crate::Error::NotFound)?;
            if row.state != "opening" {
                return Ok(((), None));
            }
            let people = row.opening;
            let row = PeriodRow {
                state: "open".to_owned(),
                people,
                ..row
            };
            tx.put_period(&row).await?;
            let deed = Deed {
                act: Trace::PeriodOpened,
                subject: id.0.clone(),
                content: Some(format!("open {people}")),
                events: vec![moved_on(id)],
            };
            Ok(((), Some(deed)))
        })
        .await?;
    Ok(())
}
