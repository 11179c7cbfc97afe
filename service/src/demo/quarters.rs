//! Two quarters of assessment in a part of the demo organisation: one that is decided, with a special task of the chief's unit in it, and one
//! that is under way, with something to do for everybody one can sign in as. All of it by the use cases, on the days it would have happened.

mod said;
mod task;
mod walk;

use super::Tongue;
use crate::actor::Profile;
use crate::assess::{self, Opening};
use crate::{Daybook, Result};
use chrono::{Datelike, Days, NaiveDate};
use domain::permission::Actor;
use domain::plan::{Horizon, period as stretch};
use domain::{PeriodId, PersonId};
use said::About;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use store::organisation::UnitRow;
use task::Task;
use walk::Walk;

/// People whose quarter is told; beyond them no further unit takes part.
const PEOPLE: usize = 48;
/// A quarter younger than this has hardly any records: the one before is under way then.
const YOUNG: i64 = 30;

/// The units that take part, with everybody who has a word in it.
struct Scene<'a> {
    daybook: &'a Daybook,
    tongue: Tongue,
    seed: u64,
    office: Arc<Actor>,
    staff: PersonId,
    chief: PersonId,
    /// The chief's first.
    units: Vec<String>,
    /// Calibrates, and decides as well.
    committee: Vec<PersonId>,
    re_review: PersonId,
    appeal: PersonId,
    today: NaiveDate,
}

/// A stretch of the calendar.
#[derive(Clone, Copy)]
struct Span {
    first: NaiveDate,
    last: NaiveDate,
}

impl Span {
    fn quarter_of(day: NaiveDate) -> Self {
        let found = stretch(Horizon::Quarter, day);
        Self {
            first: found.first,
            last: found.last,
        }
    }

    fn quarter_before(self) -> Self {
        Self::quarter_of(self.first.pred_opt().unwrap_or(self.first))
    }

    fn title(self, tongue: Tongue) -> String {
        let (year, number) = (self.first.year(), self.first.month0() / 3);
        let name = ["一", "二", "三", "四"]
            .get(number as usize)
            .copied()
            .unwrap_or_default();
        match tongue {
            Tongue::Zh => format!("{year}年第{name}季度平时考核"),
            Tongue::En => format!("{year} Q{} review", number + 1),
        }
    }
}

/// Writes all of it. Without the people it is told of (an organisation of a handful) there is nothing to tell.
pub(super) async fn load(daybook: &Daybook, tongue: Tongue, seed: u64, end: i64) -> Result<()> {
    let today = daybook.clock.day_of(end);
    let Some(scene) = Scene::of(daybook, tongue, seed, today).await? else {
        return Ok(());
    };
    let mut now = Span::quarter_of(today);
    if (today - now.first).num_days() < YOUNG {
        now = now.quarter_before();
    }
    let (ahead, limits) = (daybook.clock.ahead(), daybook.throttle.pause(true));
    let told = scene.tell(now).await;
    daybook.throttle.pause(limits);
    daybook.clock.set_ahead(ahead);
    told
}

impl<'a> Scene<'a> {
    /// The units next to the chief's, below the director.
    async fn of(daybook: &'a Daybook, tongue: Tongue, seed: u64, today: NaiveDate) -> Result<Option<Self>> {
        let (Some(staff), Some(chief), Some(director), Some(office)) = (
            account(daybook, "staff").await?,
            account(daybook, "chief").await?,
            account(daybook, "director").await?,
            account(daybook, "personnel").await?,
        ) else {
            return Ok(None);
        };
        let units = daybook.db().units_all().await?;
        let path = |profile: &Profile| profile.seats.first().map(|s| s.path.clone()).unwrap_or_default();
        let (below, above) = (path(&chief), path(&director));
        let taking = taking_part(daybook, &units, &above, below.get(above.len())).await?;
        let heads = heads(daybook).await?;
        let (own, others): (Vec<_>, Vec<_>) = heads.into_iter().partition(|(root, _)| Some(root) == above.first());
        let mut others = others.into_iter();
        let (Some((_, re_review)), Some((_, appeal))) = (others.next(), others.next()) else {
            return Ok(None);
        };
        let mut committee = vec![director.actor.person.clone()];
        committee.extend(
            own.into_iter()
                .map(|(_, head)| head)
                .filter(|head| *head != director.actor.person),
        );
        Ok((!taking.is_empty()).then(|| Self {
            daybook,
            tongue,
            seed,
            office: office.actor.clone(),
            staff: staff.actor.person.clone(),
            chief: chief.actor.person.clone(),
            units: taking,
            committee,
            re_review,
            appeal,
            today,
        }))
    }

    async fn tell(&self, now: Span) -> Result<()> {
        let before = now.quarter_before();
        let task = Task::within(before, self.tongue);
        let walk = self.open(task.span, About::Task, self.special(&task)).await?;
        walk.graded().await?;
        walk.agreed().await?;
        let walk = self.open(before, About::Quarter, self.usual(before)).await?;
        walk.statuses().await?;
        walk.graded().await?;
        walk.answered().await?;
        let walk = self.open(now, About::Quarter, self.usual(now)).await?;
        walk.half().await
    }

    fn usual(&self, quarter: Span) -> Opening {
        Opening {
            kind: "period".into(),
            title: quarter.title(self.tongue),
            units: self.units.clone(),
            ..Opening::default()
        }
    }

    fn special(&self, task: &Task) -> Opening {
        Opening {
            kind: "special".into(),
            title: task.title.clone(),
            task: task.about.into(),
            units: self.units.iter().take(1).cloned().collect(),
            ..Opening::default()
        }
    }

    /// So many days after the last one, if that is past.
    fn after(&self, span: Span, days: u64) -> NaiveDate {
        let day = span.last.checked_add_days(Days::new(days)).unwrap_or(span.last);
        day.min(self.today)
    }

    /// Turns the calendar to a day.
    fn turn_to(&self, day: NaiveDate) {
        let clock = &self.daybook.clock;
        let days = (day - clock.today()).num_days();
        clock.set_ahead(clock.ahead() + days * 86_400_000);
    }

    /// The day after the last one.
    async fn open(&self, span: Span, about: About, opening: Opening) -> Result<Walk<'_>> {
        self.turn_to(self.after(span, 1));
        let committee: Vec<String> = self.committee.iter().map(|p| p.0.clone()).collect();
        let opening = Opening {
            first: span.first.to_string(),
            last: span.last.to_string(),
            pack: "cn-civil-servant".into(),
            deciding: committee.clone(),
            committee,
            re_review: vec![self.re_review.0.clone()],
            appeal: vec![self.appeal.0.clone()],
            ..opening
        };
        let period: PeriodId = assess::open_period(self.daybook, &self.office, opening, "").await?;
        Ok(Walk::new(self, span, about, period))
    }

    async fn actor(&self, person: &PersonId) -> Result<Arc<Actor>> {
        Ok(self.daybook.profile(person).await?.actor.clone())
    }
}

async fn account(daybook: &Daybook, name: &str) -> Result<Option<Arc<Profile>>> {
    match daybook.db().account(name).await? {
        Some(row) => Ok(Some(daybook.profile(&PersonId(row.person)).await?)),
        None => Ok(None),
    }
}

/// Units below a path by name, the first one first, until there are enough people.
async fn taking_part(
    daybook: &Daybook,
    units: &[UnitRow],
    above: &[String],
    first: Option<&String>,
) -> Result<Vec<String>> {
    let paths: HashMap<&str, &[String]> = units.iter().map(|u| (u.id.as_str(), u.path.as_slice())).collect();
    let mut people: HashMap<&str, usize> = HashMap::new();
    let seats = daybook.db().appointment_entries().await?;
    for seat in &seats {
        let below = paths.get(seat.unit.as_str()).filter(|path| path.starts_with(above));
        if let Some(child) = below.and_then(|path| path.get(above.len())) {
            *people.entry(child).or_default() += 1;
        }
    }
    let mut below: Vec<&UnitRow> = units.iter().filter(|u| people.contains_key(u.id.as_str())).collect();
    below.sort_by_key(|u| (first != Some(&u.id), u.name.as_str()));
    let mut sum = 0;
    below.retain(|unit| {
        let many = people.get(unit.id.as_str()).copied().unwrap_or_default();
        let fits = first == Some(&unit.id) || sum + many <= PEOPLE;
        sum += if fits { many } else { 0 };
        fits
    });
    Ok(below.into_iter().map(|unit| unit.id.clone()).collect())
}

/// Who heads each root of the organisation: its id and the person, by its name.
async fn heads(daybook: &Daybook) -> Result<Vec<(String, PersonId)>> {
    let db = daybook.db();
    let mut roots = db.units_all().await?;
    roots.retain(|u| u.path.len() == 1);
    roots.sort_by(|a, b| a.name.cmp(&b.name));
    let posts = db.post_entries().await?.into_iter();
    let leads: HashSet<String> = posts.filter(|p| p.leads).map(|p| p.id).collect();
    let seats = db.appointment_entries().await?;
    let head = |root: UnitRow| {
        let seat = seats
            .iter()
            .find(|s| s.unit == root.id && leads.contains(&s.position))?;
        Some((root.id, PersonId(seat.person.clone())))
    };
    Ok(roots.into_iter().filter_map(head).collect())
}
