//! Large periods as they were a moment ago, for their pages: reading one whole takes seconds, and many look at it. Nothing is decided by
//! what is kept here.

use super::places::Places;
use crate::assess::load::{self, Opened, WHOLE};
use crate::{Daybook, Result};
use domain::PeriodId;
use futures::future::BoxFuture;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use store::assess::CourseHead;

/// From this many people on a period is large.
pub(super) const LARGE: i64 = 1_200;

/// How long the arithmetic of the quotas is shown, and how far everybody is.
const PLACES: Duration = Duration::from_secs(60);
const HEADS: Duration = Duration::from_secs(10);

type Kept<T> = Option<(Instant, Arc<T>)>;

#[derive(Default)]
struct Glance {
    places: Kept<Places>,
    heads: Kept<Vec<CourseHead>>,
    /// Who comes while the people of the period are read waits for that reading.
    reading: Arc<tokio::sync::Mutex<()>>,
}

/// What was read of large periods.
#[derive(Default)]
pub(super) struct Glances(Mutex<HashMap<PeriodId, Glance>>);

impl Glances {
    fn with<T>(&self, period: &PeriodId, look: impl FnOnce(&mut Glance) -> T) -> T {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for glance in all.values_mut() {
            glance.places.take_if(|(at, _)| at.elapsed() >= PLACES);
            glance.heads.take_if(|(at, _)| at.elapsed() >= HEADS);
        }
        look(all.entry(period.clone()).or_default())
    }

    /// A step was taken for many: what comes next is read anew.
    pub(super) fn forget(&self, period: &PeriodId) {
        self.with(period, |glance| (glance.places, glance.heads) = (None, None));
    }

    fn places(&self, period: &PeriodId) -> Option<Arc<Places>> {
        self.with(period, |g| g.places.as_ref().map(|(_, places)| places.clone()))
    }
}

/// The quotas of a period with its people: of a large one as they were within the last minute.
///
/// Boxed: it is too deep for the compiler to see that it can be sent.
pub(super) fn places<'s>(daybook: &'s Daybook, opened: &'s Arc<Opened>) -> BoxFuture<'s, Result<Arc<Places>>> {
    Box::pin(async move {
        let glances = &daybook.batches.glances;
        if let Some(places) = glances.places(&opened.id) {
            return Ok(places);
        }
        let reading = glances.with(&opened.id, |g| g.reading.clone());
        let _alone = reading.lock().await;
        match glances.places(&opened.id) {
            Some(places) => Ok(places),
            None => read(daybook, opened).await,
        }
    })
}

/// The same as they are now, for who decides by them; pages that come meanwhile wait for it.
pub(super) async fn places_now(daybook: &Daybook, opened: &Arc<Opened>) -> Result<Arc<Places>> {
    let reading = daybook.batches.glances.with(&opened.id, |g| g.reading.clone());
    let _alone = reading.lock().await;
    read(daybook, opened).await
}

async fn read(daybook: &Daybook, opened: &Arc<Opened>) -> Result<Arc<Places>> {
    let places = Arc::new(Places::read(daybook, &daybook.db(), opened, None).await?);
    if opened.row.people > LARGE {
        let kept = Some((Instant::now(), places.clone()));
        daybook.batches.glances.with(&opened.id, |g| g.places = kept);
    }
    Ok(places)
}

/// Everybody's course without its document: of a large period as they were some seconds ago.
pub(crate) async fn heads(daybook: &Daybook, opened: &Opened) -> Result<Arc<Vec<CourseHead>>> {
    let glances = &daybook.batches.glances;
    let kept = glances.with(&opened.id, |g| g.heads.as_ref().map(|(_, heads)| heads.clone()));
    if let Some(heads) = kept {
        return Ok(heads);
    }
    let heads = Arc::new(load::heads(&daybook.db(), &format!("all:{}", opened.id), WHOLE).await?);
    if opened.row.people > LARGE {
        let kept = Some((Instant::now(), heads.clone()));
        glances.with(&opened.id, |g| g.heads = kept);
    }
    Ok(heads)
}
