//! Calibrating a proposal and deciding on a grade, for one person. A grade with a quota is decided within its places.

use super::places::{Places, limited};
use super::quota::Room;
use super::step::{Ask, Done, change};
use super::{chosen, reason as reason_of, refused};
use crate::assess::load;
use crate::assess::turn::{Step, Wanted, turn};
use crate::assess::wanting;
use crate::{Daybook, Error, Result};
use domain::CourseId;
use domain::assessment::process::Act;
use domain::permission::Actor;
use std::sync::Arc;

/// Tries before others who decide at the same moment are told about.
const TRIES: u32 = 6;

/// Keeps a proposal or changes it, which needs a reason. Places are not given yet.
pub async fn calibrate(
    daybook: &Daybook,
    actor: &Actor,
    id: &CourseId,
    version: u32,
    grade: &str,
    reason: &str,
    key: &str,
) -> Result<()> {
    let reason = reason_of(reason)?;
    let wanted = Wanted {
        act: Act::Calibrate,
        grade: chosen(grade),
        reason: &reason,
    };
    turn(daybook, actor, id, Some(version), key, wanted, |_| Ok(())).await
}

/// Decides. What is over the places of a quota is refused with the arithmetic; a quota that holds in principle is departed from with a
/// reason.
pub async fn decide(
    daybook: &Daybook,
    actor: &Actor,
    id: &CourseId,
    version: u32,
    grade: &str,
    reason: &str,
    key: &str,
) -> Result<()> {
    let reason = reason_of(reason)?;
    let grade = chosen(grade);
    let wanted = Wanted {
        act: Act::Decide,
        grade,
        reason: &reason,
    };
    let seen = load::readable(daybook, actor, id).await?;
    // What a re-review or an appeal has decided takes no place of a quota: it is carried out.
    let free = !limited(&seen.opened, grade) || seen.dossier.course.held().is_some();
    if free || i64::from(version) != seen.row.version {
        return turn(daybook, actor, id, Some(version), key, wanted, |_| Ok(())).await;
    }
    let words = [Act::Decide.as_str(), grade.unwrap_or_default(), &reason].join("\u{1f}");
    for _ in 0..TRIES {
        // The count first: whatever is decided after it makes these places stale.
        let opened = Arc::new(load::period(daybook, &daybook.db(), &seen.opened.id).await?);
        let counted = opened.period.decisions;
        let part = super::quota::part_of(&opened.period.units, &seen.dossier.place.path);
        let places = Places::read(daybook, &daybook.db(), &opened, Some(&[part])).await?;
        let one = places.member(id).ok_or(Error::NotFound)?;
        let full = match places.room(one, grade, false) {
            Room::Full { in_principle: true, .. } if !reason.is_empty() => None,
            Room::Full { words, .. } => Some(words),
            Room::Free => None,
        };
        let ask = Ask {
            course: id,
            version: Some(version),
            key,
            words: &words,
            counted: Some(counted),
            from_outside: false,
        };
        let work = |scene: &mut crate::assess::turn::Scene<'_>| {
            // Said inside, so that a refusal by right, state or rule comes first, and the same request sent twice is one.
            match &full {
                Some(words) => Err(refused(words.clone())),
                None => Ok(Some(Step {
                    act: Act::Decide,
                    grade: grade.map(str::to_owned),
                    reason: reason.clone(),
                    uncited: wanting(&scene.dossier, scene.opened),
                })),
            }
        };
        if change(daybook, actor, ask, work, |_| vec![]).await? == Done::Done {
            return Ok(());
        }
    }
    Err(Error::Conflict)
}
