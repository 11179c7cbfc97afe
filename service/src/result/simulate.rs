//! What another pack or overlay would have made of a period or year: who would have another grade, and by which rules. Nothing is written.
//!
//! The facts are those that each result rests on; points are put together by the weights of the pack that is tried. Rules can be replayed, people's judgement cannot: where a grade was given that the rules
//! did not point to, it is taken to be given again unless it would be barred.

mod play;

use super::people::{Stood, lane, person_of, stood};
use crate::assess::load::{self, Opened};
use crate::assess::{case, grade_name, grade_names, manages, rules, unsound};
use crate::{Daybook, Error, Result};
use domain::assessment::process::{Kind, State};
use domain::assessment::{Case, Pack, Ratio, Ruleset, Words};
use domain::permission::Actor;
use domain::view::assess::{GradeName, PeriodLine, SimulatePage, SimulatedChange, Simulation};
use domain::{PeriodId, PersonId, Violation};
use play::{Packs, Replay, Would, play};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use store::Db;

/// Periods to choose from.
const PERIODS: u32 = 60;

/// The choice, and the run of what was chosen. For those who run periods.
pub async fn simulate_page(
    daybook: &Daybook,
    actor: &Actor,
    period: &str,
    pack: &str,
    overlays: &[String],
) -> Result<SimulatePage> {
    manages(actor)?;
    let mut page = SimulatePage {
        periods: periods(daybook).await?,
        packs: daybook.rules.choices(),
        run: None,
        flaws: vec![],
    };
    if period.is_empty() || pack.is_empty() {
        return Ok(page);
    }
    match run(daybook, actor, period, pack, overlays).await {
        Ok((run, untold)) => {
            page.run = Some(run);
            page.flaws = untold;
        }
        Err(Error::Invalid(violation)) => {
            let words = |lang| violation.words(lang);
            page.flaws = vec![Words::new(words(domain::Lang::Zh), words(domain::Lang::En))];
        }
        Err(other) => return Err(other),
    }
    Ok(page)
}

async fn periods(daybook: &Daybook) -> Result<Vec<PeriodLine>> {
    let rows = daybook.db().periods(i64::MIN, PERIODS).await?;
    let mut lines = Vec::with_capacity(rows.len());
    for row in rows {
        lines.push(Opened::of(&daybook.rules, row)?.line());
    }
    Ok(lines)
}

/// One run: what it found, and what it cannot tell.
pub(super) async fn run(
    daybook: &Daybook,
    actor: &Actor,
    period: &str,
    pack: &str,
    overlays: &[String],
) -> Result<(Simulation, Vec<Words>)> {
    manages(actor)?;
    let db = daybook.db();
    let opened = Arc::new(load::period(daybook, &db, &PeriodId::from(period)).await?);
    let other = chosen(daybook, pack, overlays)?;
    rules::fits(other.pack(), opened.period.kind)?;
    let ids = lane(&db, &format!("all:{}", opened.id)).await?;
    let mut all: Vec<Replay> = Vec::with_capacity(ids.len());
    // In parts, so that of thousands of dossiers only what is replayed is kept.
    for part in ids.chunks(PART) {
        let mut people = stood(daybook, &db, &opened, part).await?;
        people.retain(|one| has_result(one.member.state));
        let usual = usual(daybook, &db, &opened, &other, &people).await?;
        for one in people {
            let usual = usual.get(&one.member.person).copied();
            all.push(replay(&opened, &other, one, usual)?);
        }
    }
    if all.is_empty() {
        return Err(Violation::NothingToSimulate.into());
    }
    let packs = Packs {
        before: opened.pack(),
        after: other.pack(),
        stage: opened.stage(),
        parts: &opened.period.units,
        raised: opened.period.raised.is_some(),
    };
    let (would, untold) = play(&packs, &all);
    Ok((simulation(&opened, &other, &all, &would), untold))
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
        State::Opened | State::Summarised | State::Compiled | State::Rated
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
    let ids = people.iter().map(|one| one.member.person.clone()).collect();
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
        course: one.member.course.clone(),
        person: person_of(&one.loaded.dossier),
        path: one.loaded.dossier.place.path.clone(),
        given: one.member.grade.clone(),
        held: super::quota::holds(one.member.state),
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
    Simulation {
        period: opened.line(),
        layers: other.pack().layers.clone(),
        people: super::quota::number(all.len()),
        counts: counts(opened, other, all, would),
        changes: changes.collect(),
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
        (name, super::quota::number(had), super::quota::number(gets))
    });
    counted.filter(|(_, had, gets)| had + gets > 0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::rules::Rules;

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
