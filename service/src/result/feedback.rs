//! The result is given to the person, who acknowledges or says what is wrong with it, and makes plan items of what to become better at.

use super::reason as reason_of;
use crate::assess::load::course;
use crate::assess::turn::{Request, Wanted, change, turn};
use crate::assess::{count, optional};
use crate::{Daybook, Error, Result, plan};
use domain::assessment::dossier::Improvement;
use domain::assessment::process::Act;
use domain::permission::Actor;
use domain::plan::Draft;
use domain::{CourseId, PlanItemId, UnitId};

/// Improvement points with one result.
const MOST: usize = 10;
/// Characters of one: the title of a plan item.
const POINT: u32 = 200;
const WORDS: u32 = 2_000;

/// Gives the result with what was to be said of it, and what to become better at.
pub async fn give_feedback(
    daybook: &Daybook,
    actor: &Actor,
    id: &CourseId,
    words: &str,
    improvements: Vec<String>,
    key: &str,
) -> Result<()> {
    let words = optional(words, WORDS)?;
    let mut points = Vec::new();
    for text in improvements.iter().filter(|t| !t.trim().is_empty()).take(MOST) {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        points.push(domain::text::accept(&text, POINT)?);
    }
    let wanted = Wanted {
        act: Act::GiveFeedback,
        grade: None,
        reason: &words,
    };
    turn(daybook, actor, id, None, key, wanted, |dossier| {
        let point = |text: &String| Improvement {
            text: text.clone(),
            item: None,
        };
        // Where a result was given before, its points stand, with the plan items that were made of them.
        let there = |text: &String| dossier.improvements.iter().any(|i| i.text == *text);
        let new: Vec<Improvement> = points.iter().filter(|text| !there(text)).map(point).collect();
        dossier.improvements.extend(new);
        Ok(())
    })
    .await
}

/// The person has read it. No right is given up by that.
pub async fn acknowledge(daybook: &Daybook, actor: &Actor, id: &CourseId, reason: &str, key: &str) -> Result<()> {
    let reason = optional(reason, WORDS)?;
    own(daybook, actor, id, Act::Acknowledge, &reason, key).await
}

/// The person says what is wrong with it; that is kept, and is no request for re-review.
pub async fn disagree(daybook: &Daybook, actor: &Actor, id: &CourseId, reason: &str, key: &str) -> Result<()> {
    let reason = reason_of(reason)?;
    own(daybook, actor, id, Act::Disagree, &reason, key).await
}

async fn own(daybook: &Daybook, actor: &Actor, id: &CourseId, act: Act, reason: &str, key: &str) -> Result<()> {
    let wanted = Wanted {
        act,
        grade: None,
        reason,
    };
    turn(daybook, actor, id, None, key, wanted, |_| Ok(())).await
}

/// Makes a plan item of an improvement point, once: sent again, by whatever button, the same item is given.
pub async fn improve(daybook: &Daybook, actor: &Actor, id: &CourseId, at: u32, _key: &str) -> Result<PlanItemId> {
    let loaded = course(daybook, &daybook.db(), id).await?;
    if loaded.dossier.person.id != actor.person {
        return Err(Error::NotFound);
    }
    let at = usize::try_from(at).unwrap_or(usize::MAX);
    let point = loaded.dossier.improvements.get(at).ok_or(Error::NotFound)?;
    if let Some(item) = &point.item {
        return Ok(item.clone());
    }
    let draft = Draft {
        title: point.text.clone(),
        note: format!("{} {}", loaded.period().title, loaded.dossier.place.unit_name)
            .trim()
            .to_owned(),
        horizon: "quarter".into(),
        ..Draft::default()
    };
    let here = &loaded.dossier.place.unit;
    let unit = match actor.seats.iter().any(|s| s.unit == *here) {
        true => here.clone(),
        // Moved meanwhile: the item goes where the person works now.
        false => UnitId::from(""),
    };
    // The key is that of the point and not of the request: a crash between item and dossier makes no second item.
    let key = format!("improve {id} {}", count(at));
    let item = plan::write(daybook, actor, &draft, &unit, "", &key).await?;
    let request = Request {
        course: id,
        version: None,
        key: &key,
        words: item.as_str(),
    };
    change(daybook, actor, request, |scene| {
        if let Some(point) = scene.dossier.improvements.get_mut(at) {
            point.item.get_or_insert_with(|| item.clone());
        }
        Ok(None)
    })
    .await?;
    Ok(item)
}
