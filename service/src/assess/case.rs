//! What is known about a person in a period, put together from what is kept: statuses, appointments, plan, reviews, earlier results.

mod filed;
mod past;
mod score;
mod told;

pub(crate) use filed::Filed;
pub(crate) use past::{Earlier, is_decided, keeps_facts, lies_in};
use past::{past_many, scored};
pub(crate) use score::{no_total, own_score, total, total_by};
pub(crate) use told::score_told;

use super::load::{Loaded, Opened};
use super::status::{Fact, fact};
use crate::Result;
use chrono::{Datelike, NaiveDate};
use domain::assessment::case::{Elements, Ended, Investigation, PlanResults, Sanction, Status, YearResult};
use domain::assessment::dossier::Dossier;
use domain::assessment::process::{Act, Kind};
use domain::assessment::{Case, Ratio, Span};
use domain::plan::State as PlanState;
use domain::{PeriodId, PersonId};
use futures::future::BoxFuture;
use std::collections::HashMap;
use std::sync::Arc;
use store::Db;
use store::assess::{DueRow, StatusRow, YearRow};

/// What is kept about a person beside the course.
#[derive(Clone, Default)]
pub(crate) struct Known {
    pub statuses: Vec<StatusRow>,
    /// Plan items due in the period.
    pub plan: Vec<DueRow>,
    pub earlier: Vec<Earlier>,
    /// Results of years before this system was used, as they were brought in.
    pub before: Vec<YearRow>,
    /// Of a year: the periods that it rests on and whose result is not decided.
    pub open: Vec<PeriodId>,
    /// Of a year: the periods that it rests on, and some that are others'.
    pub periods: Arc<HashMap<String, Arc<Opened>>>,
    /// The day on which it is known.
    pub today: NaiveDate,
}

/// What is kept about one person.
pub(crate) async fn known(daybook: &crate::Daybook, db: &Db, opened: &Opened, person: &PersonId) -> Result<Known> {
    let known = known_many(daybook, db, opened, &Filed::looked_up(), &[person]).await?;
    Ok(known.into_values().next().unwrap_or_default())
}

/// The cases of many courses of a period at once, in their order, with what they rest on: as things stand now or, where the grade is
/// decided, as they stood then.
pub(crate) async fn many(
    daybook: &crate::Daybook,
    db: &Db,
    opened: &Opened,
    filed: &Filed,
    courses: &[Loaded],
) -> Result<Vec<(Case, Option<Known>)>> {
    let decided = |course: &Loaded| keeps_facts(&course.dossier.course);
    let open = courses.iter().filter(|c| !decided(c));
    let people: Vec<&PersonId> = open.map(|c| &c.dossier.person.id).collect();
    let mut known = known_many(daybook, db, opened, filed, &people).await?;
    let cases = courses.iter().map(|course| match decided(course) {
        true => (course.dossier.case.clone(), None),
        false => {
            let known = known.remove(&course.dossier.person.id).unwrap_or_default();
            (case_of(&course.dossier, opened, &known), Some(known))
        }
    });
    Ok(cases.collect())
}

/// What is kept about many people.
pub(crate) async fn known_many(
    daybook: &crate::Daybook,
    db: &Db,
    opened: &Opened,
    filed: &Filed,
    people: &[&PersonId],
) -> Result<HashMap<PersonId, Known>> {
    let (first, last) = days(opened);
    let ids: Vec<&str> = people.iter().map(|p| p.as_str()).collect();
    let (statuses, plan, before, (mut past, mut rests)) = tokio::try_join!(
        filed.statuses(db, ids.clone()),
        filed.plan(db, ids.clone(), (&first, &last)),
        filed.years(db, ids.clone()),
        past_many(daybook, db, opened, people, scored(opened)),
    )?;
    let mut known: HashMap<PersonId, Known> = HashMap::with_capacity(people.len());
    for person in people {
        let earlier = past.remove(*person).unwrap_or_default();
        let one = known.entry((*person).clone()).or_default();
        one.earlier = earlier;
        one.open = rests.open.remove(*person).unwrap_or_default();
        one.periods = rests.periods.clone();
        one.today = daybook.clock.today();
    }
    for row in statuses {
        if let Some(known) = known.get_mut(&PersonId(row.person.clone())) {
            known.statuses.push(row);
        }
    }
    for row in before.into_iter().filter(|r| r.removed_at.is_none()) {
        if let Some(known) = known.get_mut(&PersonId(row.person.clone())) {
            known.before.push(row);
        }
    }
    for row in plan {
        if let Some(known) = known.get_mut(&PersonId(row.owner.clone())) {
            known.plan.push(row);
        }
    }
    Ok(known)
}

/// The mean score of the periods of a year, of some people, whatever the pack of the year makes of it.
///
/// Boxed: it is too deep for the compiler to see that it can be sent.
pub(crate) fn usual_scores<'s>(
    daybook: &'s crate::Daybook,
    db: &'s Db,
    opened: &'s Opened,
    people: Vec<PersonId>,
) -> BoxFuture<'s, Result<HashMap<PersonId, Ratio>>> {
    Box::pin(async move {
        let ids: Vec<&PersonId> = people.iter().collect();
        let (past, _) = past_many(daybook, db, opened, &ids, true).await?;
        let scores = past.into_iter().filter_map(|(person, earlier)| {
            let usual = score::usual(opened, &earlier)?;
            Some((person, usual))
        });
        Ok(scores.collect())
    })
}

fn days(opened: &Opened) -> (String, String) {
    (opened.period.first.to_string(), opened.period.last.to_string())
}

/// The case of a course as things stand now.
pub(crate) async fn case_now(daybook: &crate::Daybook, db: &Db, loaded: &Loaded) -> Result<Case> {
    let known = known(daybook, db, &loaded.opened, &loaded.dossier.person.id).await?;
    Ok(case_of(&loaded.dossier, &loaded.opened, &known))
}

/// The case of a course from what is known. Only what is submitted of the reviews is looked at.
pub(crate) fn case_of(dossier: &Dossier, opened: &Opened, known: &Known) -> Case {
    let (first, last) = (opened.period.first, opened.period.last);
    let mut case = Case::plain(dossier.person.id.clone(), first, last);
    case.special = opened.period.special.is_some();
    let looked_at = looked_at(dossier, known.today);
    for row in known.statuses.iter().filter(|r| !r.removed) {
        add(&mut case, row, &looked_at);
    }
    once(&mut case.sanctions);
    case.statuses.extend(dossier.moves.iter().copied());
    case.look_at_protection(&looked_at);
    // Who heads the organisation as a whole is one of its leading members, whether or not the office says so.
    case.leading_member |= dossier.place.leads && dossier.place.path.len() == 1;
    case.plan = plan_results(&known.plan);
    case.elements = elements(dossier);
    case.results = results(opened, &known.earlier, false);
    case.special_results = results(opened, &known.earlier, true);
    case.history = history((first, last), known);
    case.score = total(dossier, opened, &known.earlier).ok().flatten();
    case.grade = past::is_decided(dossier.course.state)
        .then(|| dossier.course.grade.clone())
        .flatten();
    case
}

/// The days on which it is looked at whether somebody is under investigation, beside those of the period, and whether he is protected from
/// dismissal: today until the grade is decided, then the day of the decision; for whoever has no grade by then both.
fn looked_at(dossier: &Dossier, today: NaiveDate) -> Vec<NaiveDate> {
    let course = &dossier.course;
    if !past::is_decided(course.state) {
        return vec![today];
    }
    let left = course.grade.is_none().then_some(today);
    course.on(Act::Decide).into_iter().chain(left).collect()
}

fn add(case: &mut Case, row: &StatusRow, looked_at: &[NaiveDate]) {
    let read = |text: &str| text.parse::<NaiveDate>().ok();
    let Some(first) = read(&row.first) else {
        return;
    };
    let span = Span {
        first,
        last: row.last.as_deref().and_then(read),
    };
    let holds = span.has(case.last);
    match fact(&row.kind) {
        Some(Fact::Status(kind)) => case.statuses.push(Status { kind, span }),
        Some(Fact::Investigation) => {
            let how = row.ended.as_deref().and_then(ended);
            let on = row.ended_on.as_deref().or(row.last.as_deref()).and_then(read);
            let of = Investigation {
                opened: first,
                ended: on.zip(how),
            };
            case.investigated(of, looked_at);
            case.sanctions
                .extend(on.zip(how).and_then(|(day, how)| sanction(day, how)));
        }
        Some(Fact::Sanction { heavier }) => case.sanctions.push(Sanction { day: first, heavier }),
        Some(Fact::LeadingMember) => case.leading_member |= holds,
        Some(Fact::SeniorExecutive) => case.senior_executive |= holds,
        None => {}
    }
}

/// What an investigation ended with is a sanction of that day.
fn sanction(day: NaiveDate, how: Ended) -> Option<Sanction> {
    match how {
        Ended::Cleared => None,
        Ended::Warned => Some(Sanction { day, heavier: false }),
        Ended::Heavier => Some(Sanction { day, heavier: true }),
    }
}

/// Entered for itself as well it is still one.
fn once(sanctions: &mut Vec<Sanction>) {
    sanctions.sort_by_key(|s| (s.day, s.heavier));
    sanctions.dedup();
}

/// How an investigation ended, as it is stored.
pub(super) fn ended(name: &str) -> Option<Ended> {
    match name {
        "cleared" => Some(Ended::Cleared),
        "warned" => Some(Ended::Warned),
        "heavier" => Some(Ended::Heavier),
        _ => None,
    }
}

/// Items that were agreed on; what was dropped is nobody's result.
pub(super) fn counts(row: &DueRow) -> bool {
    matches!(
        PlanState::parse(&row.state),
        Some(PlanState::Agreed | PlanState::InHand | PlanState::Done)
    )
}

fn plan_results(plan: &[DueRow]) -> PlanResults {
    let mut results = PlanResults::default();
    for row in plan.iter().filter(|r| counts(r)) {
        let done = u32::from(PlanState::parse(&row.state) == Some(PlanState::Done));
        let key = u32::from(row.key_task);
        results.due += 1;
        results.done += done;
        results.key_due += key;
        results.key_done += key * done;
    }
    results
}

/// Key indicators are the critical elements of a plan; that one is not met, an assessor says.
fn elements(dossier: &Dossier) -> Elements {
    let critical = dossier.aspects.iter().filter(|a| a.key);
    let failed = |id: &domain::IndicatorId| {
        let submitted = dossier.reviews.iter().filter(|r| r.submitted);
        submitted
            .flat_map(|r| &r.rows)
            .any(|row| row.failed && row.indicator == *id)
    };
    Elements {
        critical: super::count(critical.clone().count()),
        critical_failed: super::count(critical.filter(|a| failed(&a.id)).count()),
    }
}

/// The results that a year rests on, the usual or the special ones.
fn results(opened: &Opened, earlier: &[Earlier], special: bool) -> Vec<Option<String>> {
    let within = earlier.iter().filter(|e| past::within(opened, e, special));
    within.map(|e| e.grade.clone()).collect()
}

/// Annual grades of earlier years: as they were decided here or, where none was, as they were brought in.
fn history((first, last): (NaiveDate, NaiveDate), known: &Known) -> Vec<YearResult> {
    let years = (known.earlier.iter()).filter(|e| e.kind == Kind::Year && e.last < first);
    let mut history: Vec<YearResult> = years
        .map(|e| YearResult {
            year: e.last.year(),
            grade: e.grade.clone(),
        })
        .collect();
    for row in &known.before {
        let year = i32::try_from(row.year).unwrap_or(i32::MAX);
        if year < last.year() && history.iter().all(|y| y.year != year) {
            history.push(YearResult {
                year,
                grade: Some(row.grade.clone()),
            });
        }
    }
    history.sort_by_key(|y| y.year);
    history
}
