//! The clocks that run in the own courses, for the side of every page: whoever has nothing to do sees them there too.

use super::super::home::is_over;
use super::super::load::{self, state};
use super::{OWN, clocks, special};
use crate::{Daybook, Result};
use chrono::NaiveDate;
use domain::Lang;
use domain::view::Errand;
use domain::view::assess::left_words;
use futures::future::BoxFuture;
use store::assess::CourseHead;

/// Open courses that are looked at for them, the newest first: not in each does a clock run.
const LOOKED_AT: usize = 12;

/// One line for each open course in which a clock runs, the newest first: the period, the step, how long it is. A course that has not moved
/// is not read again on the same day, whoever else has.
///
/// Boxed: it is too deep for the compiler to see that it can be sent.
pub(super) fn running<'s>(
    daybook: &'s Daybook,
    own: &'s [CourseHead],
    lang: Lang,
) -> BoxFuture<'s, Result<Vec<Errand>>> {
    Box::pin(async move {
        let mut running = Vec::new();
        let mut open: Vec<&CourseHead> = own.iter().filter(|head| !is_over(state(&head.state))).collect();
        open.sort_by(|a, b| (b.written, &b.id).cmp(&(a.written, &a.id)));
        for head in open.into_iter().take(LOOKED_AT) {
            if running.len() == OWN {
                break;
            }
            running.extend(kept(daybook, head, lang).await?);
        }
        Ok(running)
    })
}

/// From memory if the course has still the version that was read.
async fn kept(daybook: &Daybook, head: &CourseHead, lang: Lang) -> Result<Option<Errand>> {
    let today = daybook.clock.today();
    let period = head.period.as_str();
    let key = format!("{period}/{}/{}/{today}/{}", head.id, head.version, lang.tag());
    let known = &daybook.cache.running;
    if let Some(line) = known.get(&key) {
        return Ok(line);
    }
    let turn = daybook.cache.turn(period);
    let line = read(daybook, head, today, lang).await?;
    let keep = || known.insert(key.clone(), line.clone());
    daybook.cache.keep(period, turn, keep, || drop(known.remove(&key)));
    Ok(line)
}

async fn read(daybook: &Daybook, head: &CourseHead, today: NaiveDate, lang: Lang) -> Result<Option<Errand>> {
    let db = daybook.db();
    let periods = load::periods_of(daybook, &db, std::slice::from_ref(head)).await?;
    let Some(opened) = periods.get(&head.period).filter(|opened| !opened.withdrawn()) else {
        return Ok(None);
    };
    let loaded = load::courses(&db, opened, std::slice::from_ref(&head.id)).await?;
    let Some(loaded) = loaded.into_iter().next() else {
        return Ok(None);
    };
    let outcome = opened.outcome(&loaded.dossier.case)?;
    let clock = clocks::of(&loaded, &outcome, today).into_iter().next();
    Ok(clock.map(|clock| {
        let (title, act) = (&opened.period.title, clock.act.words(lang));
        let left = left_words(clock.days, lang);
        Errand {
            path: format!("/assess/course/{}", head.id),
            words: lang.pick(format!("{title}：{act}，{left}"), format!("{title}: {act}, {left}")),
            about: title.clone(),
            special: special(opened, lang),
            due: Some(clock.last),
        }
    }))
}
