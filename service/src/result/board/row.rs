//! The rows of the board: a proposal with what it rests on, so that people of equal load can be compared.

use super::Stood;
use crate::Result;
use crate::assess::case::score_told;
use crate::assess::load::{self, Opened};
use crate::assess::role::roles;
use crate::assess::{count, grade_name, judged_first, undecided};
use crate::result::people::{person_of, reviews_in};
use crate::result::quota::holds;
use chrono::NaiveDate;
use domain::assessment::dossier::Dossier;
use domain::assessment::pack::{Effect, NoGrade};
use domain::assessment::process::Act;
use domain::assessment::{Outcome, Words};
use domain::permission::Actor;
use domain::plan::State as PlanState;
use domain::view::assess::BoardRow;
use domain::{Audience, PeriodId, PersonId, UnitId};
use futures::future::BoxFuture;
use std::collections::{HashMap, HashSet};
use store::Db;
use store::assess::SpanRow;

/// Steps that are taken on the board.
pub(super) const STEPS: [Act; 3] = [Act::Calibrate, Act::AnswerPublication, Act::Decide];

/// Earlier periods that are looked at for who had the grade.
const EARLIER: usize = 8;
const PERIODS: u32 = 60;
/// Characters of the assessor's words on the board.
const WORDS: usize = 240;

/// What is read for all rows at once.
#[derive(Default)]
pub(super) struct Load {
    /// Difficulty of what was due, summed.
    pub(super) difficulty: HashMap<String, u32>,
    /// Weeks of the period with evidence, from 0.
    weeks: HashMap<String, HashSet<usize>>,
    /// How often the grade of the quota was had in earlier periods.
    had: HashMap<String, u32>,
}

pub(super) fn rows(actor: &Actor, opened: &Opened, people: &[&Stood], load: &Load) -> Vec<BoardRow> {
    let weeks = weeks(opened.period.first, opened.period.last);
    people.iter().map(|s| row(actor, opened, s, load, weeks)).collect()
}

impl Load {
    /// Boxed: it is too deep for the compiler to see that it can be sent.
    pub(super) fn read<'s>(
        db: &'s Db,
        opened: &'s Opened,
        unit: &'s UnitId,
        people: &'s [String],
    ) -> BoxFuture<'s, Result<Self>> {
        Box::pin(Self::of(db, opened, unit, people))
    }

    async fn of(db: &Db, opened: &Opened, unit: &UnitId, people: &[String]) -> Result<Self> {
        let ids = || people.iter().map(String::as_str);
        let (first, last) = (opened.period.first.to_string(), opened.period.last.to_string());
        let mut load = Self {
            difficulty: difficulty(db, opened, people).await?,
            ..Self::default()
        };
        for record in db.records_between_many(ids(), &first, &last).await? {
            let seen = matches!(
                Audience::parse(&record.audience),
                Some(Audience::Unit | Audience::Granted | Audience::Leaders)
            );
            let week = record.day.parse().ok().and_then(|day| week(opened.period.first, day));
            if let Some(week) = week.filter(|_| seen && !record.withdrawn) {
                load.weeks.entry(record.person).or_default().insert(week);
            }
        }
        load.had = had(db, opened, unit, people).await?;
        Ok(load)
    }
}

/// The difficulty of what was due of each of these people, summed. No document is read for it.
///
/// Boxed: it is too deep for the compiler to see that it can be sent.
pub(super) fn difficulty<'s>(
    db: &'s Db,
    opened: &'s Opened,
    people: &'s [String],
) -> BoxFuture<'s, Result<HashMap<String, u32>>> {
    Box::pin(async move {
        let (first, last) = (opened.period.first.to_string(), opened.period.last.to_string());
        let ids = people.iter().map(String::as_str);
        let mut difficulty: HashMap<String, u32> = HashMap::new();
        for item in db.plan_due_between_many(ids, &first, &last).await? {
            let counts = matches!(
                PlanState::parse(&item.state),
                Some(PlanState::Agreed | PlanState::InHand | PlanState::Done)
            );
            if counts {
                *difficulty.entry(item.owner).or_default() += u32::try_from(item.difficulty).unwrap_or(1);
            }
        }
        Ok(difficulty)
    })
}

/// How often each of these people had the grade that has a quota, in earlier periods of the unit: so that it does not go round by turns
/// unseen.
async fn had(db: &Db, opened: &Opened, unit: &UnitId, people: &[String]) -> Result<HashMap<String, u32>> {
    let mut had: HashMap<String, u32> = HashMap::new();
    let grades: Vec<&str> = (opened.pack().quota.iter())
        .filter(|q| q.of == opened.stage())
        .map(|q| q.grade.as_str())
        .collect();
    if grades.is_empty() {
        return Ok(had);
    }
    let before = opened.period.first.to_string();
    let mut periods = db.period_spans(i64::MIN, PERIODS).await?;
    let alike =
        |p: &SpanRow| p.kind == opened.period.kind.as_str() && p.special.is_some() == opened.period.special.is_some();
    periods.retain(|p| alike(p) && p.last < before);
    for period in periods.iter().take(EARLIER) {
        let id = PeriodId(period.id.clone());
        let ids: Vec<String> = people.iter().map(|p| load::course_id(&id, p).0).collect();
        for head in db.course_heads(ids.iter().map(String::as_str)).await? {
            let here = head.path.iter().any(|of| of == unit.as_str());
            let graded = head.grade.as_deref().is_some_and(|g| grades.contains(&g));
            if here && graded && holds(load::state(&head.state)) {
                *had.entry(head.person).or_default() += 1;
            }
        }
    }
    Ok(had)
}

/// Weeks of seven days from the first day on.
fn weeks(first: NaiveDate, last: NaiveDate) -> usize {
    week(first, last).map_or(0, |w| w + 1)
}

fn week(first: NaiveDate, day: NaiveDate) -> Option<usize> {
    usize::try_from((day - first).num_days() / 7)
        .ok()
        .filter(|_| day >= first)
}

fn row(actor: &Actor, opened: &Opened, stood: &Stood, load: &Load, weeks: usize) -> BoardRow {
    let (loaded, outcome) = (&stood.loaded, &stood.member.outcome);
    let (dossier, person) = (&loaded.dossier, stood.member.person.as_str());
    let (pack, stage) = (opened.pack(), opened.stage());
    let grade = |id: &str| grade_name(pack, stage, id);
    let roles = roles(actor, &loaded.row, &opened.period);
    let open = dossier.course.open_to(&actor.person, &roles, pack);
    let awaits = judged_first(dossier, opened, outcome);
    let later = |act: Act| awaits && matches!(act, Act::Calibrate | Act::Decide);
    let acts = open.iter().map(|s| s.act).filter(|a| STEPS.contains(a) && !later(*a));
    let given = dossier.course.grade.as_deref();
    let proposal = outcome.proposal.as_ref().map(|p| p.grade.as_str());
    let with = load.weeks.get(person);
    let plan = stood.case.plan;
    BoardRow {
        course: loaded.id.clone(),
        version: u32::try_from(loaded.row.version).unwrap_or_default(),
        person: person_of(dossier),
        family: dossier.place.family.clone(),
        state: dossier.course.state,
        assessor: dossier
            .assessors
            .iter()
            .map(|a| a.name.as_str())
            .collect::<Vec<_>>()
            .join("、"),
        grade: given.map(grade),
        rules_point_to: proposal.filter(|p| given.is_some() && given != Some(*p)).map(grade),
        no_grade: no_grade(outcome),
        awaits,
        equal: undecided(dossier),
        standing: outcome.grades.iter().map(|g| (g.grade.clone(), g.standing)).collect(),
        plan: [plan.due, plan.done, plan.key_due, plan.key_done],
        difficulty: load.difficulty.get(person).copied().unwrap_or_default(),
        weeks: (0..weeks).map(|w| with.is_some_and(|with| with.contains(&w))).collect(),
        aspects: count(dossier.aspects.len()),
        uncited: uncited(dossier, &actor.person),
        words: words(dossier, &actor.person),
        score: stood.case.score.map(|s| s.to_string()),
        // Of several assessors none reads before judging what another gave.
        score_told: match dossier.course.on(Act::SubmitReview) {
            Some(_) => score_told(dossier, opened, stood.known.as_ref()),
            None => vec![],
        },
        had_before: load.had.get(person).copied().unwrap_or_default(),
        acts: acts.collect(),
    }
}

/// Why there is to be no grade, in the words of the rule.
pub(crate) fn no_grade(outcome: &Outcome) -> Option<(NoGrade, Words)> {
    let why = outcome.no_grade?;
    let rule = outcome.fired.iter().find(|f| f.effect == Effect::NoGrade(why));
    Some((why, rule.map(|f| f.sentence.clone()).unwrap_or_default()))
}

/// Aspects that no review which the reader can read cites anything for.
fn uncited(dossier: &Dossier, reader: &PersonId) -> u32 {
    let reviews = || reviews_in(dossier, Some(reader));
    if reviews().next().is_none() {
        return 0;
    }
    let cited = |id| {
        reviews()
            .flat_map(|r| &r.rows)
            .any(|row| row.indicator == id && !row.cites.is_empty())
    };
    count(dossier.aspects.iter().filter(|a| !cited(a.id.clone())).count())
}

fn words(dossier: &Dossier, reader: &PersonId) -> String {
    let written = reviews_in(dossier, Some(reader)).map(|r| r.words.trim());
    let all: Vec<&str> = written.filter(|words| !words.is_empty()).collect();
    domain::text::beginning(&all.join("　"), WORDS)
}
