//! People who came after a period was opened: it is filled once more, and whoever has a course keeps it.

use super::{AT_ONCE, fill, keyed, manages};
use crate::act::Deed;
use crate::assess::load::{self, read, written};
use crate::assess::turn::moved_on;
use crate::{Daybook, Error, Result};
use domain::act::Act as Trace;
use domain::assessment::Words;
use domain::assessment::dossier::Period;
use domain::permission::Actor;
use domain::{PeriodId, Violation};

/// Gives a course to everybody whom a period is about by now (`Roster::people_of`) and who has none. Asked for again it finds nobody more.
///
/// The period is being opened once more meanwhile: nobody acts in it, and any process goes on with it.
pub async fn add_joined(daybook: &Daybook, actor: &Actor, id: &PeriodId, key: &str) -> Result<()> {
    manages(actor)?;
    daybook.throttle.writing(&actor.person)?;
    let opened = load::period(daybook, &daybook.db(), id).await?;
    opened.stands()?;
    if opened.closed() {
        let words = Words::new("考核期已经结束。", "The period is closed.");
        return Err(Violation::Assess { words }.into());
    }
    let key = keyed(key, &[id.as_str(), "joined"]);
    daybook
        .perform(&actor.person, Trace::PeriodOpened, &key, |tx| async move {
            let mut row = tx.period(id).await?.ok_or(Error::NotFound)?;
            if row.state != "open" {
                return Ok(((), None));
            }
            let mut period: Period = read(&row.body)?;
            // Places that were read before are others now.
            period.decisions = period.decisions.wrapping_add(1);
            row.body = written(&period)?;
            "opening".clone_into(&mut row.state);
            tx.put_period(&row).await?;
            let deed = Deed {
                act: Trace::PeriodOpened,
                subject: id.0.clone(),
                content: Some("joined".to_owned()),
                events: vec![moved_on(id)],
            };
            Ok(((), Some(deed)))
        })
        .await?;
    if usize::try_from(opened.row.people).unwrap_or(usize::MAX) > AT_ONCE {
        fill::spawn(daybook, id);
        return Ok(());
    }
    fill::fill(daybook, id).await
}
