use crate::actor::holds;
use crate::{Daybook, Error, Result};
use domain::act::Act;
use domain::plan::Waits;
use domain::{PersonId, PlanItemId};

/// Who should be told of an act on an item, the doer aside: who must answer now, and for an end or an answer the other side too.
/// A note or a step of progress is for nobody's inbox.
pub async fn concerned(daybook: &Daybook, item: &PlanItemId, act: Act, doer: &PersonId) -> Result<Vec<PersonId>> {
    let row = daybook.db().plan_item(item).await?.ok_or(Error::NotFound)?;
    let rules = row.item();
    let owner = rules.substance.owner.clone();
    let mut people: Vec<PersonId> = Vec::new();
    match rules.waits {
        Waits::Owner => people.extend(owner.clone()),
        Waits::Setter => people.push(rules.set_by.clone()),
        Waits::Leader => {
            let today = daybook.today();
            let holders = daybook.db().holders([row.post.as_str()]).await?;
            let here = holders
                .into_iter()
                .filter(|h| holds(h.starts.as_deref(), h.ends.as_deref(), &today));
            people.extend(here.map(|h| PersonId(h.person)));
        }
        Waits::Nobody => {}
    }
    let ended = !rules.state.open();
    match act {
        Act::PlanAgreed | Act::PlanAnswered => people.extend(owner.into_iter().chain([rules.set_by])),
        Act::PlanChanged | Act::PlanDropped => people.extend(owner),
        Act::PlanAdvanced if ended => people.push(rules.set_by),
        _ => {}
    }
    people.retain(|p| p != doer);
    people.sort();
    people.dedup();
    Ok(people)
}
