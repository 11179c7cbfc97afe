//! What of assessments asks for somebody, for the side of every page: few reads, and none of a document but of what is shown.

use super::course::{course_line, line};
use super::load::{self, heads, state};
use crate::{Daybook, Result};
use domain::Lang;
use domain::assessment::process::{Act, State};
use domain::permission::Actor;
use domain::view::Errand;
use store::assess::CourseHead;

/// Own assessments shown, and courses of an assessor that are counted.
const OWN: usize = 3;
const MINE: u32 = 200;

/// The own summary to write, the own result to read, and how many wait for the reader's review: each with its last day.
pub(crate) async fn waits(daybook: &Daybook, actor: &Actor, lang: Lang) -> Result<Vec<Errand>> {
    let db = daybook.db();
    let by = format!("by:{}", actor.person);
    let (mut own, mut mine) = tokio::try_join!(
        async { Ok::<_, crate::Error>(db.course_heads_of(&actor.person).await?) },
        heads(&db, &by, MINE)
    )?;
    own.retain(|h| matches!(state(&h.state), State::Opened | State::Told));
    own.truncate(OWN);
    mine.retain(|h| matches!(state(&h.state), State::Summarised | State::Compiled | State::Rated));
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
        )
        .await?;
        errands.extend(found.map(|e| Errand {
            path: format!("/assess/course/{}{page}", head.id),
            ..e
        }));
    }
    errands.extend(reviews(daybook, actor, &mine, lang).await?);
    Ok(errands)
}

async fn reviews(daybook: &Daybook, actor: &Actor, mine: &[CourseHead], lang: Lang) -> Result<Option<Errand>> {
    let periods = load::periods_of(daybook, &daybook.db(), mine).await?;
    let asked = mine.iter().filter(|head| {
        let opened = periods.get(&head.period);
        opened.is_some_and(|opened| line(actor, head, opened).acts.contains(&Act::SubmitReview))
    });
    let asked: Vec<&CourseHead> = asked.collect();
    let Some(first) = asked.first() else { return Ok(None) };
    let many = asked.len();
    let words = lang.pick(format!("{many} 人等你审核评鉴"), format!("{many} to review"));
    let found = errand(daybook, actor, first, words, &[Act::SubmitReview]).await?;
    Ok(found.map(|e| Errand {
        path: "/assess".to_owned(),
        ..e
    }))
}

/// None where the step is not to be taken any more.
async fn errand(
    daybook: &Daybook,
    actor: &Actor,
    head: &CourseHead,
    words: String,
    acts: &[Act],
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
        due: line.clock.map(|clock| clock.last),
    }))
}
