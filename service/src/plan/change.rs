use super::assign::led_spot;
use super::refused;
use super::spot::{asked, spots};
use super::turn::{Request, Turned, turn};
use crate::{Daybook, Error, Result};
use domain::act::Act;
use domain::permission::Actor;
use domain::plan::{By, Draft, moves, remark};
use domain::{PersonId, PlanItemId, Violation};

/// What an item shall be.
pub struct Wanted<'a> {
    pub draft: &'a Draft,
    /// Id of who shall have it; empty to leave that as it is.
    pub owner: &'a str,
    /// Why it is changed, if that is said.
    pub why: &'a str,
}

/// Gives an item another substance, owner or note, from what it was in `version`.
///
/// What was agreed keeps its history and asks for the agreement again; a note alone asks nobody.
pub async fn change(
    daybook: &Daybook,
    actor: &Actor,
    item: &PlanItemId,
    version: u32,
    wanted: &Wanted<'_>,
    key: &str,
) -> Result<()> {
    let Wanted { draft, owner, why } = *wanted;
    let row = super::readable(daybook, actor, item).await?;
    let why = remark(why).map_err(Violation::from)?;
    let today = daybook.clock.today();
    let new_owner = (!owner.trim().is_empty() && row.owner.as_deref() != Some(owner.trim())).then(|| owner.trim());
    let moved = match new_owner {
        None => None,
        // A leader without anybody above can take an item of the unit on himself.
        Some(person) => {
            let person = PersonId(person.to_owned());
            let (name, mut spot) = if person == actor.person {
                let profile = daybook.profile(&person).await?;
                let mut own = spots(&profile);
                // It stays where it is, where a post is held there.
                own.sort_by_key(|spot| spot.unit != row.unit);
                (profile.name.clone(), own.into_iter().next().ok_or(Error::NotFound)?)
            } else {
                led_spot(daybook, actor, &person, &row.unit.as_str().into()).await?
            };
            spot.post = asked(daybook, &person, &spot.line, &spot.path).await?;
            Some((person, name, spot))
        }
    };
    let words = [&draft.whole(), owner, &why].join("\n");
    let request = Request {
        item,
        act: Act::PlanChanged,
        version: Some(version),
        key,
        words: &words,
    };
    turn(daybook, actor, request, |_, item, by| {
        let owner = moved
            .as_ref()
            .map_or_else(|| item.substance.owner.clone(), |(person, ..)| Some(person.clone()));
        let accepted = draft.accept(owner, today, Some(&item.substance));
        let (substance, note) = accepted.map_err(Violation::from)?;
        let by = By {
            led: moved.as_ref().map_or(by.led, |(.., spot)| !spot.post.is_empty()),
            ..by.clone()
        };
        let turned = moves::change(item, &by, substance, note, &why).map_err(refused)?;
        Ok(Turned {
            moved: moved.as_ref().map(|(_, name, spot)| (name.clone(), spot.clone())),
            ..turned.into()
        })
    })
    .await
}
