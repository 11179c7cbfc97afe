//! The page on which a review is written (`shared/design/review.html`).

use super::super::case::{Known, case_of, known, own_score};
use super::super::course::{acts, before_review, course_line, steps};
use super::super::evidence::{comments, evidence, weeks};
use super::super::load::{self, Loaded};
use super::super::pack_sheet::cut_offs;
use super::super::{clocks, grade_name, later, role};
use super::{TypedReview, own_review, questions::questions, scored, several, since, token};
use crate::{Daybook, Error, Result};
use domain::assessment::dossier::{Aspect, Citation, Dossier, Entry, Review, Summary};
use domain::assessment::process::{Act, Role, State};
use domain::assessment::{Outcome, Standing, Words};
use domain::permission::{Action, Actor, Relation, Resource, decide};
use domain::view::assess::{GradeName, QuotaSheet, ReviewAspect, ReviewPage};
use domain::{CourseId, RecordId};
use std::collections::HashMap;

/// What there is to look at, and what was written. The assessor edits it; leaders and bodies read what was submitted.
pub async fn review_page(daybook: &Daybook, actor: &Actor, course: &CourseId) -> Result<ReviewPage> {
    let loaded = load::readable(daybook, actor, course).await?;
    let facts = role::course_facts(&loaded.row, loaded.period());
    let by = decide(actor, Action::ReadCourse, &Resource::Course(facts)).relation;
    if !matches!(by, Relation::Leader | Relation::Named) {
        // The person reads the review with the result; the personnel office reads no records.
        return Err(Error::NotFound);
    }
    crate::notice::read_thread(daybook, actor, course.as_str()).await?;
    let roles = role::roles(actor, &loaded.row, loaded.period());
    let assesses = roles.contains(&Role::Assessor);
    let dossier = &loaded.dossier;
    let found = known(daybook, &daybook.db(), &loaded.opened, &dossier.person.id).await?;
    let since = assesses && since::is_open(dossier, &loaded.opened, &found)?;
    let shown = shown(dossier, actor, assesses, since);
    // What is being written counts as if it were submitted: the page says what would follow.
    let tried = tried(dossier, &shown, assesses);
    let case = case_of(&tried, &loaded.opened, &found);
    let outcome = loaded.opened.outcome(&case)?;
    let evidence = evidence(daybook, &dossier.person.id, loaded.period(), &dossier.aspects).await?;
    let said = comments(daybook, &dossier.person.id, &evidence.entries).await?;
    let today = daybook.clock.today();
    let acts = acts(actor, &dossier.course, &roles, &loaded.opened);
    let state = dossier.course.state;
    let open = before_review(state) && state != State::Opened && !shown.submitted;
    let asked = if assesses {
        ask(daybook, &loaded, &tried, &shown, &case, &found).await?
    } else {
        vec![]
    };
    let tied = |e: &&Entry| dossier.aspects.iter().any(|a| e.indicators.contains(&a.id));
    Ok(ReviewPage {
        line: course_line(actor, &loaded, today)?,
        version: token(dossier, &actor.person),
        steps: steps(&loaded),
        rows: rows(&loaded, &shown, &evidence.entries, &said),
        others: evidence.entries.iter().filter(|e| !tied(e)).cloned().collect(),
        items: evidence.items,
        // What the person is still writing is nobody else's.
        summary: if dossier.course.reached() == State::Opened {
            Summary::default()
        } else {
            dossier.summary.clone()
        },
        without: dossier.course.without_summary(),
        grades: grades(&loaded, &outcome),
        grade: shown.grade.clone(),
        words: shown.words.clone(),
        questions: asked,
        quotas: quotas(daybook, &loaded, actor).await?,
        scores: scores(&loaded),
        needs_scores: scored::needed(&loaded.opened),
        cut_offs: cut_offs(loaded.opened.pack(), loaded.opened.stage()),
        elements: elements(&loaded),
        others_review: others(dossier, actor, since),
        lacking: lacking(&loaded),
        clock: clocks::of_step(&loaded, &outcome, Act::SubmitReview, today),
        // What is written since is handed in with the grade.
        submitted: shown.submitted || !before_review(state),
        may_return: assesses && acts.contains(&Act::ReturnSummary),
        may_edit: assesses && (open || since),
        outcome,
    })
}

/// What a review gives rise to ask as it is typed, before anything of it is kept.
pub async fn review_questions(
    daybook: &Daybook,
    actor: &Actor,
    course: &CourseId,
    typed: &TypedReview,
) -> Result<Vec<Words>> {
    let loaded = load::readable(daybook, actor, course).await?;
    let dossier = &loaded.dossier;
    if !dossier.assessors.iter().any(|a| a.id == actor.person) {
        return Ok(vec![]);
    }
    let evidence = evidence(daybook, &dossier.person.id, loaded.period(), &dossier.aspects).await?;
    let said = comments(daybook, &dossier.person.id, &evidence.entries).await?;
    let kept = since::written(dossier, &actor.person);
    let mut review = typed.accept(&dossier.aspects, kept, &evidence.entries, &said)?;
    review.by = actor.person.clone();
    let with = tried(dossier, &review, true);
    let found = known(daybook, &daybook.db(), &loaded.opened, &dossier.person.id).await?;
    let case = case_of(&with, &loaded.opened, &found);
    ask(daybook, &loaded, &with, &review, &case, &found).await
}

/// The review that the reader sees: the own one, with `since` what was written in its place, or the first that was submitted.
fn shown(dossier: &Dossier, actor: &Actor, assesses: bool, since: bool) -> Review {
    let found = match assesses {
        true if since => since::written(dossier, &actor.person),
        true => own_review(dossier, &actor.person),
        false if dossier.course.on(Act::SubmitReview).is_some() => dossier.reviews.iter().find(|r| r.submitted),
        false => None,
    };
    found
        .cloned()
        .unwrap_or_else(|| since::blank(actor.person.clone(), String::new()))
}

/// The course with the review that is being written. While an assessor has not submitted, what others submitted is left out: nothing on
/// the page may tell how they judged.
fn tried(dossier: &Dossier, shown: &Review, assesses: bool) -> Dossier {
    let mut tried = dossier.clone();
    tried
        .reviews
        .retain(|r| r.by != shown.by && (shown.submitted || !assesses));
    tried.reviews.push(Review {
        submitted: true,
        ..shown.clone()
    });
    tried
}

/// Questions, once there is something to ask about.
async fn ask(
    daybook: &Daybook,
    loaded: &Loaded,
    tried: &Dossier,
    shown: &Review,
    case: &domain::assessment::Case,
    known: &Known,
) -> Result<Vec<Words>> {
    if shown.rows.is_empty() && shown.words.is_empty() {
        return Ok(vec![]);
    }
    let loaded = Loaded {
        id: loaded.id.clone(),
        row: loaded.row.clone(),
        dossier: tried.clone(),
        opened: loaded.opened.clone(),
    };
    questions(daybook, &loaded, shown, case, known).await
}

fn rows(
    loaded: &Loaded,
    review: &Review,
    entries: &[Entry],
    said: &HashMap<RecordId, Vec<Citation>>,
) -> Vec<ReviewAspect> {
    let row = |aspect: &Aspect| {
        let written = review.rows.iter().find(|r| r.indicator == aspect.id);
        let own: Vec<Entry> = (entries.iter())
            .filter(|e| e.indicators.contains(&aspect.id))
            .cloned()
            .collect();
        let cites = written.map(|r| r.cites.clone()).unwrap_or_default();
        // Words under a record that is cited here although it is tied to something else, too.
        let under =
            |record: &RecordId| own.iter().any(|e| e.record == *record) || cites.iter().any(|c| c.record == *record);
        let comments = entries.iter().filter(|e| under(&e.record));
        let comments = comments.filter_map(|e| said.get(&e.record)).flatten();
        ReviewAspect {
            weeks: strip(loaded, &own, &cites),
            comments: comments.cloned().collect(),
            entries: own,
            reason: written.map(|r| r.reason.clone()).unwrap_or_default(),
            none: written.map(|r| r.none.clone()).unwrap_or_default(),
            score: written.and_then(|r| r.score).map(|s| s.to_string()).unwrap_or_default(),
            failed: written.is_some_and(|r| r.failed),
            aspect: aspect.clone(),
            cites,
        }
    };
    loaded.dossier.aspects.iter().map(row).collect()
}

/// Monday of each week, whether a record of it evidences the indicator, and whether one of it is cited.
fn strip(loaded: &Loaded, entries: &[Entry], cites: &[Citation]) -> Vec<(String, bool, bool)> {
    let period = loaded.period();
    let mondays = weeks(period.first, period.last);
    let week = |day: chrono::NaiveDate| mondays.iter().rposition(|m| *m <= day);
    let evidenced: Vec<Option<usize>> = entries.iter().map(|e| week(e.day)).collect();
    // A comment is of the week of its record.
    let day = |c: &Citation| entries.iter().find(|e| e.record == c.record).map_or(c.day, |e| e.day);
    let cited: Vec<Option<usize>> = cites.iter().map(|c| week(day(c))).collect();
    let of = |at: usize, weeks: &[Option<usize>]| weeks.contains(&Some(at));
    let strip = mondays.iter().enumerate();
    strip
        .map(|(at, monday)| (monday.to_string(), of(at, &evidenced), of(at, &cited)))
        .collect()
}

fn grades(loaded: &Loaded, outcome: &Outcome) -> Vec<(GradeName, Standing, Vec<Words>)> {
    let sentences = |rules: &[String]| {
        let fired = outcome.fired.iter().filter(|f| rules.contains(&f.rule));
        let words = fired.map(|f| {
            Words::new(
                format!("{}（{}）", f.sentence.zh, f.article.zh),
                format!("{} ({})", f.sentence.en, f.article.en),
            )
        });
        words.collect()
    };
    let grade = |id: &str| grade_name(loaded.opened.pack(), loaded.opened.stage(), id);
    let of = outcome.grades.iter();
    of.map(|g| (grade(&g.grade), g.standing, sentences(&g.rules))).collect()
}

/// The places of the unit of the person, with their arithmetic.
async fn quotas(daybook: &Daybook, loaded: &Loaded, actor: &Actor) -> Result<Vec<QuotaSheet>> {
    let about = [crate::result::part_of(
        &loaded.period().units,
        &loaded.dossier.place.path,
    )];
    let mut sheets = crate::result::quota_sheets(daybook, &loaded.opened, &about, &actor.person).await?;
    for sheet in &mut sheets {
        sheet.units.retain(|u| about.contains(&u.unit.id));
    }
    Ok(sheets)
}

/// Whether there can be points: they are needed, are put together by weights, or stand there.
fn scores(loaded: &Loaded) -> bool {
    let pack = loaded.opened.pack();
    let written = loaded
        .dossier
        .reviews
        .iter()
        .any(|r| own_score(r, &loaded.dossier.aspects).is_some());
    scored::needed(&loaded.opened) || written || pack.weights("raters").is_some() || pack.weights("annual").is_some()
}

/// Whether a rule of the pack asks if critical elements were met.
fn elements(loaded: &Loaded) -> bool {
    let stage = loaded.opened.stage();
    let rules = loaded.opened.pack().rule.iter().filter(|r| r.of == stage);
    rules.into_iter().any(|r| r.when.contains("critical_failed"))
}

/// Before it is reviewed, that fewer assess than the pack has parts for, and what becomes of it.
fn lacking(loaded: &Loaded) -> Option<Words> {
    // Where everybody who is left has submitted, it waits for whom the office names.
    let waits = several::all_in(&loaded.dossier);
    let words = later::lacks(&loaded.opened, &loaded.row.head()).filter(|_| !waits)?;
    Some(Words::new(
        format!(
            "{}。人事部门可以再指定；不指定的，只由现有的人评鉴，并记入考核材料。",
            words.zh
        ),
        format!(
            "{}. The personnel office can name somebody; otherwise it is reviewed without, and that is remarked.",
            words.en
        ),
    ))
}

/// The other assessors, and whether each has submitted; with `since` what is written since.
fn others(dossier: &Dossier, actor: &Actor, since: bool) -> Vec<(String, bool)> {
    let others = dossier.assessors.iter().filter(|a| a.id != actor.person);
    let submitted = |id| match since {
        true => since::given(dossier, id),
        false => dossier.is_reviewed_by(id),
    };
    others.map(|a| (a.name.clone(), submitted(&a.id))).collect()
}
