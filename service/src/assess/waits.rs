//! What of assessments asks for somebody, for the side of every page: few reads, and none of a document but of what is shown.

mod running;
mod whole;

pub(crate) use whole::PERIODS_TURN;
pub(super) use whole::census;

use super::course::{before_review, course_line, line};
use super::load::{self, Opened, heads, state};
use super::{clocks, later, manages, turn};
use crate::{Daybook, Result};
use chrono::NaiveDate;
use domain::assessment::process::{Act, Role, State};
use domain::permission::Actor;
use domain::view::Errand;
use domain::view::assess::special_words;
use domain::{Lang, PeriodId};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use store::Db;
use store::assess::CourseHead;

/// Own assessments shown, and courses of an assessor that are counted.
const OWN: usize = 3;
const MINE: u32 = 200;
/// Of these, whose last days are looked at.
const LOOK: usize = 60;
/// Periods that are looked through, the newest first.
const PERIODS: u32 = 40;

/// The key of what is kept here in the cache's turns.
pub(crate) const TURN: &str = "assess";

/// What asks for somebody on a day.
pub(crate) struct Errands {
    day: NaiveDate,
    read: Read,
}

#[derive(Default)]
struct Read {
    list: Vec<Errand>,
    /// The clocks of the own courses, whoever is to act.
    running: Vec<Errand>,
    /// Ballots to cast. That somebody has voted is no event, so that nothing tells when: it is looked at each time.
    ballots: Vec<(PeriodId, Errand)>,
    /// For the personnel office: ratings to be closed, for the same reason.
    ratings: Vec<whole::Rating>,
}

/// The own summary to write, the own result to read, how many wait for the reader's review, each with its last day, and how many for
/// their result; what whole periods ask of heads, bodies, voters and the personnel office, and how many have no assessor. Beside it the
/// clocks of the own courses. From memory if no assessment moved since it was read.
pub(crate) async fn waits(daybook: &Daybook, actor: &Actor, lang: Lang) -> Result<(Vec<Errand>, Vec<Errand>)> {
    let errands = kept(daybook, actor, lang).await?;
    let mut list = errands.read.list.clone();
    for (period, ballot) in &errands.read.ballots {
        if !daybook.db().has_cast(period, &actor.person).await? {
            list.push(ballot.clone());
        }
    }
    for rating in &errands.read.ratings {
        list.extend(rating.asked(daybook, lang).await?);
    }
    Ok((list, errands.read.running.clone()))
}

async fn kept(daybook: &Daybook, actor: &Actor, lang: Lang) -> Result<Arc<Errands>> {
    let day = daybook.clock.today();
    let (kept, key) = (&daybook.cache.errands, format!("{}/{}", actor.person, lang.tag()));
    if let Some(known) = kept.get(&key).filter(|e| e.day == day) {
        return Ok(known);
    }
    let turn = daybook.cache.turn(TURN);
    let read = read(daybook, actor, lang).await?;
    let errands = Arc::new(Errands { day, read });
    let keep = || kept.insert(key.clone(), errands.clone());
    daybook.cache.keep(TURN, turn, keep, || drop(kept.remove(&key)));
    Ok(errands)
}

async fn read(daybook: &Daybook, actor: &Actor, lang: Lang) -> Result<Read> {
    let db = daybook.db();
    let by = turn::assessed_by(actor.person.as_str());
    let (mut own, mut mine) = tokio::try_join!(
        async { Ok::<_, crate::Error>(db.course_heads_of(&actor.person).await?) },
        heads(&db, &by, MINE)
    )?;
    let whole = whole::of_periods(daybook, actor, &own, lang).await?;
    let mut running = running::running(daybook, &own, lang).await?;
    own.retain(|h| matches!(state(&h.state), State::Opened | State::Told));
    own.truncate(OWN);
    let decided = mine.iter().filter(|h| state(&h.state) == State::Decided);
    let decided: Vec<CourseHead> = decided.cloned().collect();
    mine.retain(|h| match state(&h.state) {
        State::Summarised | State::Compiled | State::Rated => true,
        // Whoever has no grade may be given one by now.
        State::Reviewed | State::Calibrated => h.grade.is_none(),
        _ => false,
    });
    let mut errands = Vec::new();
    for head in &own {
        let told = state(&head.state) == State::Told;
        let (words, page) = match told {
            true => (lang.pick("看结果，确认", "Read your result"), ""),
            false => (lang.pick("写小结", "Write your summary"), "/summary"),
        };
        let found = errand(
            daybook,
            actor,
            head,
            words.to_owned(),
            &[Act::SubmitSummary, Act::Acknowledge],
            lang,
        )
        .await?;
        errands.extend(found.map(|e| Errand {
            path: format!("/assess/course/{}{page}", head.id),
            ..e
        }));
    }
    // What the reader is asked for says its last day itself.
    running.retain(|clock| !errands.iter().any(|asked: &Errand| asked.path.starts_with(&clock.path)));
    errands.extend(reviews(daybook, actor, &mine, lang).await?);
    errands.extend(results(daybook, actor, &decided, lang).await?);
    errands.extend(whole.list);
    errands.extend(unassessed(daybook, actor, lang).await?);
    Ok(Read {
        list: errands,
        running,
        ..whole
    })
}

/// For the personnel office: in each period, how many nobody is there to review, and how many lack one of several. Of these it is asked
/// once the summary is in: until then there is time, and the page of the period lists them.
async fn unassessed(daybook: &Daybook, actor: &Actor, lang: Lang) -> Result<Vec<Errand>> {
    let mut errands = Vec::new();
    if manages(actor).is_err() {
        return Ok(errands);
    }
    let db = daybook.db();
    for period in db.periods(i64::MIN, PERIODS).await? {
        // In one that is closed somebody may still have to be graded afterwards.
        let lane = turn::unassessed(&period.id);
        if period.state == "withdrawn" || db.course_places(&lane, i64::MIN, 1).await?.is_empty() {
            continue;
        }
        let opened = Arc::new(Opened::of(&daybook.rules, period)?);
        let heads = later::unassessed(daybook, &db, &opened).await?;
        let (short, without): (Vec<_>, Vec<_>) = heads.iter().partition(|h| later::lacks(&opened, h).is_some());
        let short = short.iter().filter(|h| state(&h.state) != State::Opened).count();
        let many = without.len();
        let nobody = lang.pick(
            format!("{many} 人没有评鉴人，请指定"),
            format!("Name an assessor for {many}"),
        );
        let one_of_several = lang.pick(
            format!("{short} 人的评鉴人不够，请指定"),
            format!("Name a further assessor for {short}"),
        );
        let said = [(many, nobody), (short, one_of_several)];
        errands.extend(said.into_iter().filter(|(many, _)| *many > 0).map(|(_, words)| Errand {
            path: format!("/assess/period/{}#unassessed", opened.id),
            words,
            about: opened.period.title.clone(),
            special: special(&opened, lang),
            due: None,
        }));
    }
    Ok(errands)
}

async fn reviews(daybook: &Daybook, actor: &Actor, mine: &[CourseHead], lang: Lang) -> Result<Option<Errand>> {
    let db = daybook.db();
    let periods = load::periods_of(daybook, &db, mine).await?;
    let given = given(&db, actor, mine, &periods).await?;
    let since = to_grade(daybook, actor, mine, &periods).await?;
    let asked = mine.iter().filter(|head| !given.contains(&head.id)).filter(|head| {
        let opened = periods.get(&head.period);
        let reviews = opened.is_some_and(|opened| line(actor, head, opened).acts.contains(&Act::SubmitReview));
        reviews || since.contains(&head.id)
    });
    let asked: Vec<&CourseHead> = asked.collect();
    let Some(first) = asked.first().and_then(|head| periods.get(&head.period)) else {
        return Ok(None);
    };
    // Whose name comes first need not be whose days are over first.
    let (mut due, today): (Option<String>, _) = (None, daybook.clock.today());
    for (period, opened) in &periods {
        let of_it = asked.iter().take(LOOK).filter(|head| head.period == *period);
        let ids: Vec<String> = of_it.map(|head| head.id.clone()).collect();
        for loaded in load::courses(&db, opened, &ids).await? {
            let outcome = opened.outcome(&loaded.dossier.case)?;
            let clock = clocks::of_step(&loaded, &outcome, Act::SubmitReview, today);
            due = due.into_iter().chain(clock.map(|clock| clock.last)).min();
        }
    }
    let many = asked.len();
    // Of several periods it is said in the list that it leads to.
    let alone = asked.iter().all(|head| head.period == first.id.as_str());
    Ok(Some(Errand {
        path: "/assess".to_owned(),
        words: lang.pick(format!("{many} 人等你审核评鉴"), format!("{many} to review")),
        about: first.period.title.clone(),
        special: special(first, lang).filter(|_| alone),
        due,
    }))
}

/// Whom the reader, as the assessor, is to give the result; the personnel office is asked by the period as a whole.
async fn results(daybook: &Daybook, actor: &Actor, decided: &[CourseHead], lang: Lang) -> Result<Option<Errand>> {
    let periods = load::periods_of(daybook, &daybook.db(), decided).await?;
    let office = manages(actor).is_ok();
    let of_office = |opened: &Opened| {
        let mut steps = opened.pack().step.iter().filter(|s| s.of == opened.period.kind);
        office && steps.any(|s| s.act == Act::GiveFeedback && s.by.contains(&Role::Personnel))
    };
    let with = decided
        .iter()
        .filter_map(|head| Some((head, periods.get(&head.period)?)));
    let asked =
        with.filter(|(head, opened)| !of_office(opened) && line(actor, head, opened).acts.contains(&Act::GiveFeedback));
    let asked: Vec<&Arc<Opened>> = asked.map(|(_, opened)| opened).collect();
    let Some(first) = asked.first() else { return Ok(None) };
    let alone = asked.iter().all(|opened| opened.id == first.id);
    Ok(Some(Errand {
        path: "/assess".to_owned(),
        words: to_tell(asked.len(), lang),
        about: first.period.title.clone(),
        special: special(first, lang).filter(|_| alone),
        due: None,
    }))
}

/// How many are to be given their result.
fn to_tell(many: impl std::fmt::Display, lang: Lang) -> String {
    lang.pick(format!("{many} 人等你反馈结果"), format!("Results to give: {many}"))
}

/// Of courses with several assessors those of which the reader has submitted a review: they wait for the others.
async fn given(
    db: &Db,
    actor: &Actor,
    mine: &[CourseHead],
    periods: &HashMap<String, Arc<Opened>>,
) -> Result<HashSet<String>> {
    let mut given = HashSet::new();
    for (period, opened) in periods {
        let open = mine.iter().filter(|h| before_review(state(&h.state)));
        let shared = open.filter(|h| h.period == *period && h.assessors.len() > 1);
        let ids: Vec<String> = shared.map(|h| h.id.clone()).collect();
        let courses = load::courses(db, opened, &ids).await?;
        let submitted = courses.into_iter().filter(|c| c.dossier.is_reviewed_by(&actor.person));
        given.extend(submitted.map(|c| c.id.0));
    }
    Ok(given)
}

/// Those who were reviewed without a grade and whom the reader is to give one by now.
async fn to_grade(
    daybook: &Daybook,
    actor: &Actor,
    mine: &[CourseHead],
    periods: &HashMap<String, Arc<Opened>>,
) -> Result<HashSet<String>> {
    let (db, mut ids) = (daybook.db(), HashSet::new());
    for (period, opened) in periods {
        let may = |h: &&CourseHead| line(actor, h, opened).acts.contains(&Act::GradeAfterwards);
        let of_it: Vec<&CourseHead> = mine.iter().filter(|h| h.period == *period).filter(may).collect();
        let left = later::to_grade(daybook, &db, opened, &of_it).await?;
        let own = left.into_iter().filter(|(_, by)| by == actor.person.as_str());
        ids.extend(own.map(|(course, _)| course));
    }
    Ok(ids)
}

/// None where the step is not to be taken any more.
async fn errand(
    daybook: &Daybook,
    actor: &Actor,
    head: &CourseHead,
    words: String,
    acts: &[Act],
    lang: Lang,
) -> Result<Option<Errand>> {
    let db = daybook.db();
    let periods = load::periods_of(daybook, &db, std::slice::from_ref(head)).await?;
    let Some(opened) = periods.get(&head.period) else {
        return Ok(None);
    };
    let loaded = load::courses(&db, opened, std::slice::from_ref(&head.id)).await?;
    let Some(loaded) = loaded.into_iter().next() else {
        return Ok(None);
    };
    let line = course_line(actor, &loaded, daybook.clock.today())?;
    Ok(line.acts.iter().any(|act| acts.contains(act)).then(|| Errand {
        path: String::new(),
        words,
        about: line.period_title,
        special: special(opened, lang),
        due: line.clock.map(|clock| clock.last),
    }))
}

/// That a period is a special assessment, and its task.
fn special(opened: &Opened, lang: Lang) -> Option<String> {
    let task = opened.period.special.as_deref();
    task.map(|task| special_words(task, lang))
}
