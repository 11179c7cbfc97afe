//! What another pack or overlay would have made of a period or year: who would have another grade, and by which rules. Nothing is written.
//!
//! The facts are those that each result rests on; points are put together by the weights of the pack that is tried. Rules can be replayed, people's judgement cannot: where a grade was given that the rules
//! did not point to, it is taken to be given again unless it would be barred. A share is of everybody in the period, as when it was decided: who
//! has no result yet is counted in it, and not listed; who takes no part any more is in it no more.

mod job;
mod play;

use super::people::{Stood, lane, person_of, stood};
use super::quota::number;
use super::refused;
use crate::apart::apart;
use crate::assess::load::{self, Opened};
use crate::assess::{case, grade_name, grade_names, manages, rules, unsound};
use crate::clock::ms_of;
use crate::{Daybook, Result};
use domain::assessment::process::{Kind, State};
use domain::assessment::{Case, Pack, Ratio, Ruleset, Words};
use domain::permission::Actor;
use domain::view::assess::{GradeName, PeriodLine, SimulatePage, SimulatedChange, Simulation, SimulationState};
use domain::{PeriodId, PersonId, Violation};
use job::{Ended, Job};
use play::{Packs, Replay, Would, but, play};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use std::time::Duration;
use store::Db;

pub(super) use job::Replays;

/// Periods to choose from.
const PERIODS: u32 = 60;

/// What is tried on what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    pub period: String,
    pub pack: String,
    pub overlays: Vec<String>,
}

/// What a replay found, and what it cannot tell.
type Found = (Simulation, Vec<Words>);

/// How long whoever asks waits: what is soon there needs no page that says how far it is.
const SOON: Duration = Duration::from_secs(1);

/// Begins a replay, which goes on in the background; its id is for [`simulate_page`]. For those who run periods. What the same person asked
/// before and is still worked out is stopped; the same question, asked again meanwhile, is one.
pub async fn simulate(daybook: &Daybook, actor: &Actor, question: Question, key: &str) -> Result<String> {
    manages(actor)?;
    if question.period.is_empty() || question.pack.is_empty() {
        return Err(Violation::NothingToSimulate.into());
    }
    daybook.throttle.writing(&actor.person)?;
    let period = PeriodId::from(question.period.as_str());
    let opened = Arc::new(load::period(daybook, &daybook.db(), &period).await?);
    let title = (opened.period.title.as_str(), opened.period.special.as_deref());
    let asked = Job::new(&actor.person, question, title, key);
    let (job, new) = daybook.batches.replays.begin(asked);
    if new {
        tokio::spawn(carry_out(daybook.clone(), opened, job.clone()));
    }
    let _ = tokio::time::timeout(SOON, job.over()).await;
    Ok(job.id.clone())
}

/// Stops a replay of the actor's own. What is over stays as it is.
pub fn stop_simulation(daybook: &Daybook, actor: &Actor, run: &str) -> Result<()> {
    manages(actor)?;
    if let Some(job) = daybook.batches.replays.of(&actor.person, run) {
        job.end(Ended::Stopped);
    }
    Ok(())
}

/// The choice, and how far a replay of the reader's own is or what it found; without one the choice alone.
pub async fn simulate_page(daybook: &Daybook, actor: &Actor, run: &str) -> Result<SimulatePage> {
    manages(actor)?;
    let mut page = SimulatePage::default();
    let replays = &daybook.batches.replays;
    if !run.is_empty() {
        match replays.of(&actor.person, run) {
            Some(job) => job.show(&mut page),
            None => page.state = SimulationState::Gone,
        }
    }
    // Asked for again and again, it shows nothing else.
    if page.state.goes_on() {
        return Ok(page);
    }
    page.periods = periods(daybook).await?;
    page.packs = daybook.rules.choices();
    let others = replays.all(&actor.person).into_iter().filter(|job| job.id != run);
    let clock = |job: &Job| daybook.clock.moment(ms_of(&job.id).unwrap_or_default()).clock;
    let lines = others.map(|job| job.line(clock(&job)));
    page.kept = lines.filter(|line| line.state.leads_on()).collect();
    Ok(page)
}

/// Changes that the page shows; the workbook has all.
const SHOWN: usize = 200;

fn shown(run: &Simulation) -> Simulation {
    Simulation {
        changes: run.changes.iter().take(SHOWN).cloned().collect(),
        ..run.clone()
    }
}

/// For the workbook: all that a replay of the actor's own found.
pub(super) fn found(daybook: &Daybook, actor: &Actor, run: &str) -> Result<Arc<Found>> {
    manages(actor)?;
    let job = daybook.batches.replays.of(&actor.person, run);
    job.and_then(|job| job.found()).ok_or_else(|| {
        refused(Words::new(
            "这次试算没有可以导出的结果：还没有算完，或者已经不再保留。请回到试算页面再算一次。",
            "There is nothing of this to export: it is not done, or not kept any more. Go back and work it out again.",
        ))
    })
}

async fn periods(daybook: &Daybook) -> Result<Vec<PeriodLine>> {
    let rows = daybook.db().periods(i64::MIN, PERIODS).await?;
    let mut lines = Vec::with_capacity(rows.len());
    for row in rows {
        let opened = Opened::of(&daybook.rules, row)?;
        if !opened.withdrawn() {
            lines.push(opened.line());
        }
    }
    Ok(lines)
}

/// Waits for its turn, and is worked out on a thread of its own: reading thousands of dossiers keeps no reader waiting.
async fn carry_out(daybook: Daybook, opened: Arc<Opened>, job: Arc<Job>) {
    let replays = &daybook.batches.replays;
    let _turn = tokio::select! {
        turn = replays.turn() => turn,
        () = job.over() => return,
    };
    let (own, goes) = (daybook.clone(), job.clone());
    let work = apart(move || async move { run(&own, &opened, &goes).await });
    let ended = match work.await {
        Ok(None) => return,
        Ok(Some(found)) => Ended::Found(Arc::new(found)),
        Err(error) => super::said(error).map_or_else(
            |error| {
                tracing::error!(%error, "a replay stopped");
                Ended::Failed
            },
            Ended::Refused,
        ),
    };
    job.end(ended);
    replays.sweep();
}

/// What a replay finds; nothing when it was stopped on the way.
async fn run(daybook: &Daybook, opened: &Arc<Opened>, job: &Job) -> Result<Option<Found>> {
    let db = daybook.db();
    let other = chosen(daybook, &job.question.pack, &job.question.overlays)?;
    rules::fits(other.pack(), opened.period.kind)?;
    let ids = lane(&db, &format!("all:{}", opened.id)).await?;
    let mut all: Vec<Replay> = Vec::with_capacity(ids.len());
    let mut done = 0;
    // In parts, so that of thousands of dossiers only what is replayed is kept.
    for part in ids.chunks(PART) {
        job.advance(number(done), number(ids.len()));
        if job.is_over() {
            return Ok(None);
        }
        let mut people = stood(daybook, &db, opened, part).await?;
        // Of whoever takes no part any more no share is.
        people.retain(|one| one.member.state != State::Excused);
        let usual = usual(daybook, &db, opened, &other, &people).await?;
        for one in people {
            let usual = usual.get(&one.member.person).copied();
            all.push(replay(opened, &other, one, usual)?);
        }
        done += part.len();
    }
    if all.iter().all(|one| !one.listed || one.person.id == job.asker) {
        return Err(Violation::NothingToSimulate.into());
    }
    let packs = Packs {
        before: opened.pack(),
        after: other.pack(),
        stage: opened.stage(),
        parts: &opened.period.units,
        raised: opened.period.is_raised(),
        asker: &job.asker,
    };
    let (would, mut untold) = play(&packs, &all);
    let (others, own) = but(&job.asker, all, would);
    untold.extend(own);
    let listed = others.into_iter().filter(|(one, _)| one.listed);
    let (all, would): (Vec<Replay>, Vec<Would>) = listed.unzip();
    Ok(Some((simulation(opened, &other, &all, &would), untold)))
}

const PART: usize = 200;

/// The chosen layers as they apply together.
fn chosen(daybook: &Daybook, pack: &str, overlays: &[String]) -> Result<Arc<Ruleset>> {
    let read = daybook.rules.laid(pack, overlays);
    Ok(read.map_err(|flaws| Violation::PackFlawed {
        text: rules::words(&flaws),
    })?)
}

/// A proposal is a result to be looked at as well; what has none yet says nothing.
fn has_result(state: State) -> bool {
    !matches!(
        state,
        State::Opened | State::Summarised | State::Compiled | State::Rated | State::Excused
    )
}

/// Of a year whose score the other pack puts together in its own way: what the periods come to.
async fn usual(
    daybook: &Daybook,
    db: &Db,
    opened: &Opened,
    other: &Ruleset,
    people: &[Stood],
) -> Result<HashMap<PersonId, Ratio>> {
    let weighs = opened.period.kind == Kind::Year && other.pack().weights("annual").is_some();
    if !weighs || same_weights(opened.pack(), other.pack()) {
        return Ok(HashMap::new());
    }
    let listed = people.iter().filter(|one| has_result(one.member.state));
    let ids = listed.map(|one| one.member.person.clone()).collect();
    case::usual_scores(daybook, db, opened, ids).await
}

/// Whether two packs put points together alike.
fn same_weights(one: &Pack, other: &Pack) -> bool {
    let percent = |pack: &Pack, of: &str| -> Option<Vec<(String, u32)>> {
        let parts = pack.weights(of)?.part.iter();
        Some(parts.map(|p| (p.id.clone(), p.percent)).collect())
    };
    let alike = |of: &str| percent(one, of) == percent(other, of);
    alike("annual") && alike("raters")
}

/// The points that were given, put together by the other pack. Those by the same weights stay as they were.
fn score(opened: &Opened, other: &Ruleset, one: &Stood, usual: Option<Ratio>) -> Option<Ratio> {
    if same_weights(opened.pack(), other.pack()) {
        return one.case.score;
    }
    let dossier = &one.loaded.dossier;
    case::total_by(dossier, other.pack(), opened.period.kind, usual)
        .ok()
        .flatten()
}

fn replay(opened: &Opened, other: &Ruleset, one: Stood, usual: Option<Ratio>) -> Result<Replay> {
    let (stage, calendar) = (opened.stage(), &opened.period.calendar);
    let before = opened.outcome(&one.case)?;
    // What was given is no fact of the rules that led to it.
    let case = Case {
        grade: None,
        score: score(opened, other, &one, usual),
        ..one.case.clone()
    };
    let facts = other.facts(&case, calendar, stage);
    let mut quotas_after = Vec::new();
    for quota in other.pack().quota.iter().filter(|q| q.of == stage) {
        if other.quota_concerns(&quota.id, &facts).map_err(|u| unsound(&u))? {
            quotas_after.push(quota.id.clone());
        }
    }
    Ok(Replay {
        listed: has_result(one.member.state),
        course: one.member.course.clone(),
        person: person_of(&one.loaded.dossier),
        path: one.loaded.dossier.place.path.clone(),
        given: one.member.grade.clone(),
        held: super::quota::holds(one.member.state),
        proposed: one.member.reviewed.iter().map(|(.., grade)| grade.clone()).collect(),
        before,
        after: other.assess(stage, &facts).map_err(|u| unsound(&u))?,
        quotas_before: one.member.quotas.clone(),
        quotas_after,
        score: case.score,
    })
}

fn simulation(opened: &Opened, other: &Ruleset, all: &[Replay], would: &[Would]) -> Simulation {
    let stage = opened.stage();
    let name = |id: &str| match other.pack().scale(stage).is_some_and(|s| s.find(id).is_some()) {
        true => grade_name(other.pack(), stage, id),
        false => grade_name(opened.pack(), stage, id),
    };
    let both = || all.iter().zip(would);
    let changes = both()
        .filter(|(one, would)| one.given != would.to)
        .map(|(one, would)| SimulatedChange {
            course: one.course.clone(),
            person: one.person.clone(),
            from: one.given.as_deref().map(name),
            to: would.to.as_deref().map(name),
            because: would.because.clone(),
        });
    let changes: Vec<SimulatedChange> = changes.collect();
    Simulation {
        period: opened.line(),
        layers: other.pack().layers.clone(),
        people: number(all.len()),
        changed: number(changes.len()),
        counts: counts(opened, other, all, would),
        changes,
    }
}

/// How many had each grade and how many would: of the other pack, then those that only the old one has, then none.
fn counts(opened: &Opened, other: &Ruleset, all: &[Replay], would: &[Would]) -> Vec<(GradeName, u32, u32)> {
    let stage = opened.stage();
    let mut seen = BTreeSet::new();
    let mut names = grade_names(other.pack(), stage);
    names.extend(grade_names(opened.pack(), stage));
    names.retain(|g| seen.insert(g.id.clone()));
    names.push(GradeName {
        id: String::new(),
        words: Words::new("不确定等次", "No grade"),
    });
    let counted = names.into_iter().map(|name| {
        let id = Some(name.id.as_str()).filter(|id| !id.is_empty());
        let had = all.iter().filter(|r| r.given.as_deref() == id).count();
        let gets = would.iter().filter(|w| w.to.as_deref() == id).count();
        (name, number(had), number(gets))
    });
    counted.filter(|(_, had, gets)| had + gets > 0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::rules::Rules;

    pub(super) fn sample(many: usize) -> Simulation {
        let change = |at: usize| SimulatedChange {
            course: format!("c{at}").into(),
            person: domain::view::PersonRef {
                id: format!("p{at}").into(),
                name: String::new(),
                post: String::new(),
                unit: String::new(),
                unit_id: None,
            },
            from: None,
            to: None,
            because: vec![],
        };
        Simulation {
            period: PeriodLine {
                id: "q3".into(),
                kind: Kind::Period,
                special: None,
                title: "Q3".into(),
                first: "2026-07-01".into(),
                last: "2026-09-30".into(),
                pack: Words::new("", ""),
                closed: true,
                people: 0,
                opening: None,
                withdrawn: None,
            },
            layers: vec![],
            people: number(many),
            counts: vec![],
            changed: number(many),
            changes: (0..many).map(change).collect(),
        }
    }

    #[test]
    fn a_page_lists_the_first_changes_and_counts_all() {
        let page = shown(&sample(450));
        assert_eq!((page.changed, page.changes.len()), (450, SHOWN));
        assert_eq!(page.changes[SHOWN - 1].course.as_str(), "c199");
        assert_eq!(shown(&sample(3)), sample(3));
    }

    #[test]
    fn packs_put_points_together_alike_by_percent_alone() {
        let rules = Rules::load(None).unwrap();
        let pack = |id: &str| rules.ruleset(&[id]).unwrap().pack().clone();
        let alike = |one: &str, other: &str| same_weights(&pack(one), &pack(other));
        assert!(alike("cn-hebei", "cn-hubei"), "60 : 40 in both");
        assert!(!alike("cn-hebei", "cn-nanchang"));
        assert!(!alike("cn-civil-servant", "cn-zhuhai"), "two raters");
        assert!(alike("cn-civil-servant", "cn-pool"));
    }
}
