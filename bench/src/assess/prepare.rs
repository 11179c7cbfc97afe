//! The database as it is before a quarter is closed: the demo organisation, a period of all units below the organisations, every summary
//! submitted and every review given, all by the use cases. Made once and kept; it takes long.

use super::choose::{Plan, Seat, choose};
use super::{hand, proposal};
use crate::{Args, Result, say};
use chrono::{Days, NaiveDate};
use domain::assessment::dossier::{About, Aspect, Citation, Dossier, Point, Summary};
use domain::permission::Actor;
use domain::view::assess::cite_key;
use domain::{CourseId, PeriodId, PersonId};
use futures::stream::{self, StreamExt, TryStreamExt};
use service::assess::{self, Opening, TypedReview, TypedRow};
use service::{Daybook, Error, demo};
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use store::assess::EntryRow;

/// Summaries and reviews written at once.
const AT_ONCE: usize = 4;
/// Courses read at once.
const CHUNK: usize = 500;
/// Records that one indicator rests on.
const CITES: usize = 2;
/// Days of the quarter; it ended yesterday.
const QUARTER: u64 = 91;

/// One person's course, with what its summary and review are written from.
struct Task {
    number: usize,
    course: CourseId,
    person: PersonId,
    assessors: Vec<PersonId>,
    aspects: Vec<Aspect>,
    version: u32,
    records: Vec<EntryRow>,
}

/// The child: fills `dir`.
pub(super) async fn run(args: &Args) -> Result<()> {
    let (dir, people) = (&args.dir, args.people);
    let began = Instant::now();
    let step = |what: &str| say(&format!("{what} after {:.0} s\n", began.elapsed().as_secs_f64()));
    let daybook = hand::daybook(dir).await?;
    load(&daybook, args).await?;
    hand::shut(daybook).await;
    step(&format!("{people} people and {} records loaded", people * args.each));
    let store = hand::store(dir).await?;
    let numbers = numbers(&store).await?;
    let mut plan = choose(&seats(&store).await?)?;
    let office = store.read().account("personnel").await?;
    plan.personnel = office.ok_or("nobody is the personnel office")?.person;
    drop(store);
    let daybook = hand::daybook(dir).await?;
    plan.period = open(&daybook, &plan, &numbers).await?;
    hand::shut(daybook).await;
    let store = hand::store(dir).await?;
    let tasks = tasks(&store, &plan, &numbers).await?;
    plan.people = tasks.len();
    drop(store);
    step(&format!(
        "a quarter for {} people in {} units opened",
        plan.people,
        plan.units.len()
    ));
    let daybook = hand::daybook(dir).await?;
    let otherwise = write(&daybook, &plan, tasks).await?;
    hand::shut(daybook).await;
    step(&format!(
        "summaries and reviews written ({otherwise} could not be as proposed)"
    ));
    plan.keep(dir)?;
    // The first start after so much writing compacts it all; no run shall do that again.
    let daybook = hand::daybook(dir).await?;
    hand::settle().await;
    hand::shut(daybook).await;
    step("at rest");
    Ok(())
}

async fn load(daybook: &Daybook, args: &Args) -> Result<()> {
    let size = demo::Size {
        people: args.people,
        records: args.people * args.each,
        seed: 1,
        tongue: if args.locale == "en" {
            demo::Tongue::En
        } else {
            demo::Tongue::Zh
        },
        end: None,
        assessed: false,
    };
    let mut said = Instant::now();
    let mut progress = |done: usize, all: usize| {
        if said.elapsed().as_secs() >= 10 {
            said = Instant::now();
            say(&format!("  {done} of {all} records\n"));
        }
    };
    Ok(demo::load(daybook, &size, &mut progress).await?)
}

/// The people of the organisation by number.
async fn numbers(store: &store::Store) -> Result<HashMap<String, usize>> {
    let mut people: Vec<String> = store.read().person_entries().await?.into_iter().map(|p| p.id).collect();
    people.sort_unstable();
    Ok((0..).zip(people).map(|(n, id)| (id, n)).collect())
}

async fn seats(store: &store::Store) -> Result<Vec<Seat>> {
    let db = store.read();
    let paths: HashMap<String, Vec<String>> = db.units_all().await?.into_iter().map(|u| (u.id, u.path)).collect();
    let leads: HashMap<String, bool> = db.post_entries().await?.into_iter().map(|p| (p.id, p.leads)).collect();
    let seats = db.appointment_entries().await?.into_iter().map(|a| Seat {
        person: a.person,
        path: paths.get(&a.unit).cloned().unwrap_or_default(),
        leads: leads.get(&a.position).copied().unwrap_or_default(),
    });
    Ok(seats.collect())
}

/// Enters what holds of people, and opens the period; ends when everybody has a course.
async fn open(daybook: &Daybook, plan: &Plan, numbers: &HashMap<String, usize>) -> Result<String> {
    let personnel = hand::actor(daybook, &plan.personnel).await?;
    let today: NaiveDate = daybook.today().parse()?;
    let ago = |days| today.checked_sub_days(Days::new(days)).unwrap_or(today).to_string();
    let (first, last) = (ago(QUARTER), ago(1));
    for (person, number) in numbers {
        if let Some(kind) = proposal::status(*number) {
            let person = PersonId(person.clone());
            assess::keep_status(daybook, &personnel, &person, kind, &first, "", "", "").await?;
        }
    }
    let opening = Opening {
        kind: "period".into(),
        title: "季度考核".into(),
        first,
        last,
        pack: "cn-civil-servant".into(),
        units: plan.units.clone(),
        committee: vec![plan.committee.clone()],
        deciding: vec![plan.deciding.clone()],
        re_review: vec![plan.re_review.clone()],
        appeal: vec![plan.appeal.clone()],
        ..Opening::default()
    };
    let period: PeriodId = assess::open_period(daybook, &personnel, opening, "").await?;
    loop {
        let home = assess::home(daybook, &personnel).await?;
        let opened = home
            .periods
            .iter()
            .any(|line| line.id == period && line.opening.is_none());
        if opened {
            return Ok(period.0);
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

async fn tasks(store: &store::Store, plan: &Plan, numbers: &HashMap<String, usize>) -> Result<Vec<Task>> {
    let db = store.read();
    let period = db.period(&plan.period.as_str().into()).await?.ok_or("no period")?;
    let ids = db
        .course_places(&format!("all:{}", plan.period), i64::MIN, 100_000)
        .await?;
    let mut tasks = Vec::with_capacity(ids.len());
    for chunk in ids.chunks(CHUNK) {
        let rows = db.courses(chunk.iter().map(String::as_str)).await?;
        let people = rows.iter().map(|r| r.person.as_str());
        let mut records: HashMap<String, Vec<EntryRow>> = HashMap::new();
        for record in db.records_between_many(people, &period.first, &period.last).await? {
            if !record.withdrawn && record.audience != "draft" {
                records.entry(record.person.clone()).or_default().push(record);
            }
        }
        for row in rows {
            let dossier: Dossier = serde_json::from_str(&row.body)?;
            tasks.push(Task {
                number: numbers.get(&row.person).copied().unwrap_or_default(),
                course: CourseId(row.id),
                records: records.remove(&row.person).unwrap_or_default(),
                person: dossier.person.id,
                assessors: dossier.assessors.into_iter().map(|a| a.id).collect(),
                aspects: dossier.aspects,
                version: u32::try_from(row.version)?,
            });
        }
    }
    Ok(tasks)
}

/// Everybody's summary and review; how many could not be as proposed.
async fn write(daybook: &Daybook, plan: &Plan, tasks: Vec<Task>) -> Result<usize> {
    let (all, done, otherwise) = (tasks.len(), AtomicUsize::new(0), AtomicUsize::new(0));
    let (done, otherwise) = (&done, &otherwise);
    let personnel = &hand::actor(daybook, &plan.personnel).await?;
    stream::iter(tasks)
        .map(Ok)
        .try_for_each_concurrent(AT_ONCE, |task| async move {
            if !one(daybook, plan, personnel, task).await? {
                otherwise.fetch_add(1, Ordering::Relaxed);
            }
            let done = done.fetch_add(1, Ordering::Relaxed) + 1;
            if done.is_multiple_of(1_000) {
                say(&format!("  {done} of {all} summaries and reviews\n"));
            }
            Ok::<_, crate::Fault>(())
        })
        .await?;
    Ok(otherwise.load(Ordering::Relaxed))
}

/// One person's; whether it was as proposed.
async fn one(daybook: &Daybook, plan: &Plan, personnel: &Actor, mut task: Task) -> Result<bool> {
    if task.assessors.is_empty() {
        let other = PersonId(plan.committee.clone());
        assess::reassign(daybook, personnel, &task.course, &other, "").await?;
        task.version += 1;
        task.assessors.push(other);
    }
    let person = hand::actor(daybook, task.person.as_str()).await?;
    assess::keep_summary(daybook, &person, &task.course, task.version, &summary(&task), true, "").await?;
    task.version += 1;
    let proposed = proposal::of(task.number);
    let first = proposal::status(task.number).map_or(proposed.grade, |_| "");
    let mut as_proposed = true;
    for assessor in task.assessors.clone() {
        let assessor: Arc<Actor> = hand::actor(daybook, assessor.as_str()).await?;
        for (tried, grade) in [first, "fairly_good", ""].into_iter().enumerate() {
            let review = match proposal::status(task.number) {
                // Nothing is written of such a person.
                Some("investigation") => TypedReview::default(),
                _ => review(&task, grade, &proposed.score),
            };
            match assess::keep_review(daybook, &assessor, &task.course, task.version, &review, true, "").await {
                Ok(()) => {
                    as_proposed &= tried == 0;
                    break;
                }
                Err(Error::Invalid(_)) if tried < 2 => {}
                Err(error) => return Err(error.into()),
            }
        }
        task.version += 1;
    }
    Ok(as_proposed)
}

/// The records that an indicator rests on: those tied to it, else some of the others in turn.
fn cited<'t>(task: &'t Task, at: usize, aspect: &Aspect) -> Vec<&'t EntryRow> {
    let tied = task
        .records
        .iter()
        .filter(|r| r.indicators.iter().any(|i| i == aspect.id.as_str()));
    let tied: Vec<&EntryRow> = tied.take(CITES).collect();
    match tied.is_empty() {
        true => task
            .records
            .iter()
            .skip(at)
            .step_by(task.aspects.len().max(1))
            .take(1)
            .collect(),
        false => tied,
    }
}

fn citation(record: &EntryRow) -> Citation {
    Citation {
        record: record.id.as_str().into(),
        comment: None,
        day: record.day.parse().unwrap_or_default(),
        quote: String::new(),
        by: String::new(),
    }
}

fn summary(task: &Task) -> Summary {
    let points = task.aspects.iter().enumerate().map(|(at, aspect)| Point {
        about: About::Indicator(aspect.id.clone()),
        name: aspect.name.clone(),
        text: format!(
            "本季度“{}”方面按计划办结，有记录可查；逾期事项已说明原因并约定时间。",
            aspect.name
        ),
        cites: cited(task, at, aspect).into_iter().map(citation).collect(),
    });
    Summary {
        points: points.collect(),
        overall: "本季度承担的工作按计划推进，重点事项已经办结，个别事项因外部原因顺延到下季度。".into(),
    }
}

fn review(task: &Task, grade: &str, score: &str) -> TypedReview {
    let rows = task.aspects.iter().enumerate().map(|(at, aspect)| {
        let cites: Vec<String> = cited(task, at, aspect)
            .into_iter()
            .map(|r| cite_key(&citation(r)))
            .collect();
        TypedRow {
            indicator: aspect.id.0.clone(),
            reason: format!(
                "“{}”：事情办在前头，材料齐全，时限内完成（第 {} 号）。",
                aspect.name, task.number
            ),
            none: if cites.is_empty() {
                "本季度没有这方面的记录。".into()
            } else {
                String::new()
            },
            score: score.to_owned(),
            cites,
            failed: false,
        }
    });
    TypedReview {
        rows: rows.collect(),
        grade: grade.to_owned(),
        words: format!("工作踏实，记录完整，按期完成本季度任务（第 {} 号）。", task.number),
    }
}

impl Plan {
    const FILE: &str = "plan.json";

    pub(super) fn read(dir: &Path) -> Result<Self> {
        Ok(serde_json::from_str(&std::fs::read_to_string(dir.join(Self::FILE))?)?)
    }

    fn keep(&self, dir: &Path) -> Result<()> {
        Ok(std::fs::write(dir.join(Self::FILE), serde_json::to_string(self)?)?)
    }
}
