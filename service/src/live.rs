//! Streams of events, each filtered by its reader's rights at delivery.

use crate::actor::Profile;
use crate::bus::{Delivery, OVERLAP};
use crate::clock::ms_of;
use crate::{Daybook, Result};
use domain::PersonId;
use domain::event::{Event, Topic};
use domain::view::{LiveEvent, LiveMessage};
use std::collections::VecDeque;
use std::sync::Arc;
use tokio::sync::{broadcast, watch};

/// Events replayed at most; beyond that the browser reads its lists again.
const REPLAY: u32 = 1000;

/// What a stream sends next.
pub enum Next {
    /// `id` and the JSON of a [`LiveMessage`].
    Message { id: String, json: String },
    /// Too much was missed: read the lists again.
    Reset,
    /// The server is going down, or the session ended.
    End,
}

pub struct Stream {
    daybook: Daybook,
    person: PersonId,
    session: String,
    profile: Arc<Profile>,
    events: broadcast::Receiver<Arc<Delivery>>,
    closed: watch::Receiver<bool>,
    missed: VecDeque<Next>,
    ended: bool,
}

/// Opens a stream for a session. `since`: the last event known; later ones (and some seconds before) are sent first.
pub async fn open(daybook: &Daybook, person: &PersonId, session: &str, since: Option<&str>) -> Result<Stream> {
    // Subscribed before the replay is read, so nothing falls between the two.
    let events = daybook.bus.subscribe();
    let profile = daybook.profile(person).await?;
    let missed = match since.and_then(ms_of) {
        Some(ms) => replay(daybook, &profile, ms * 1000 - OVERLAP).await?,
        None => VecDeque::new(),
    };
    Ok(Stream {
        daybook: daybook.clone(),
        person: person.clone(),
        session: session.to_owned(),
        profile,
        events,
        closed: daybook.bus.closed(),
        missed,
        ended: false,
    })
}

async fn replay(daybook: &Daybook, profile: &Profile, after: i64) -> Result<VecDeque<Next>> {
    let rows = daybook.db().events_after((after, ""), REPLAY).await?;
    if rows.len() >= REPLAY as usize {
        return Ok(VecDeque::from([Next::Reset]));
    }
    let mut missed = VecDeque::new();
    for row in rows {
        let Ok(mut event) = serde_json::from_str::<Event>(&row.body) else {
            continue;
        };
        if event.concerns(&profile.actor) && !matches!(event.topic, Topic::Sessions { .. }) {
            // What was written and taken back meanwhile is no news.
            if let LiveEvent::Created { record, .. } = &event.wire
                && daybook.card_of(record).await?.is_none_or(|card| card.row.withdrawn)
            {
                continue;
            }
            crate::bus::refresh(daybook, &mut event.wire).await;
            let message = LiveMessage {
                id: row.id.clone(),
                event: event.wire,
            };
            if let Ok(json) = serde_json::to_string(&message) {
                missed.push_back(Next::Message { id: row.id, json });
            }
        }
    }
    Ok(missed)
}

impl Stream {
    /// The next thing to send; waits for it.
    pub async fn next(&mut self) -> Next {
        if let Some(missed) = self.missed.pop_front() {
            return missed;
        }
        while !self.ended && !*self.closed.borrow() {
            let received = tokio::select! {
                received = self.events.recv() => received,
                _ = self.closed.changed() => break,
            };
            match received {
                Ok(delivery) => {
                    if let Some(next) = self.pass(&delivery).await {
                        return next;
                    }
                }
                Err(broadcast::error::RecvError::Lagged(_)) => return Next::Reset,
                Err(broadcast::error::RecvError::Closed) => break,
            }
        }
        Next::End
    }

    async fn pass(&mut self, delivery: &Delivery) -> Option<Next> {
        match &delivery.event.topic {
            Topic::Rights { person } if person.as_ref().is_none_or(|p| *p == self.person) => {
                // From here on the new rights decide; a reader whose rights stayed hears nothing.
                let before = self.profile.actor.clone();
                match self.daybook.profile(&self.person).await {
                    Ok(profile) => self.profile = profile,
                    Err(_) => self.ended = true,
                }
                if *before == *self.profile.actor && !self.ended {
                    return None;
                }
            }
            Topic::Sessions { person } if *person == self.person => {
                if self.daybook.session_stands(&self.session).await {
                    return None;
                }
                self.ended = true;
            }
            _ if !delivery.event.concerns(&self.profile.actor) => return None,
            _ => {}
        }
        Some(Next::Message {
            id: delivery.id.clone(),
            json: delivery.json.clone(),
        })
    }
}

pub(crate) fn sessions_ended(person: &PersonId) -> Event {
    Event {
        topic: Topic::Sessions { person: person.clone() },
        wire: LiveEvent::SignedOut { person: person.clone() },
    }
}
