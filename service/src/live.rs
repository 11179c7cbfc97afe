//! Streams of events, each filtered by its reader's rights at delivery.

use crate::actor::Profile;
use crate::bus::{Delivery, OVERLAP};
use crate::clock::{ms_of, new_id, now_ms};
use crate::{Daybook, Result};
use domain::event::{Event, Topic};
use domain::permission::{Action, Resource, decide};
use domain::view::{LiveEvent, LiveMessage};
use domain::{PersonId, RecordId};
use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{broadcast, watch};
use tokio::time::{Instant, Interval, MissedTickBehavior, interval_at};

/// A stream says at least so often that it lives, and looks whether its session and its reader's rights still do.
const BEAT: Duration = Duration::from_secs(20);

/// Events replayed at most; beyond that the browser reads its lists again.
const REPLAY: u32 = 1000;

/// What a stream sends next.
pub enum Next {
    /// `id` and the JSON of a [`LiveMessage`].
    Message { id: String, json: String },
    /// Too much was missed: read the lists again.
    Reset,
    /// Nothing, but the stream lives.
    Beat,
    /// The server is going down, or the session ended.
    End,
}

pub struct Stream {
    daybook: Daybook,
    person: PersonId,
    session: String,
    /// When the session was last known to be in use, ms.
    touched: i64,
    beat: Interval,
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
        touched: daybook.session_touched(session).await?,
        beat: beat(daybook),
        profile,
        events,
        closed: daybook.bus.closed(),
        missed,
        ended: false,
    })
}

fn beat(daybook: &Daybook) -> Interval {
    // Short time-outs are kept to as well.
    let period = BEAT.min(daybook.idle / 4).max(Duration::from_millis(10));
    let mut beat = interval_at(Instant::now() + period, period);
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    beat
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
            // What was written and taken back meanwhile, or is for other readers by now, is no news.
            if let LiveEvent::Created { record, .. } = &event.wire
                && !stands(daybook, profile, record).await?
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

/// Whether a record is there for the reader now.
async fn stands(daybook: &Daybook, profile: &Profile, record: &RecordId) -> Result<bool> {
    let card = daybook.card_of(record).await?;
    let open = |facts| decide(&profile.actor, Action::ReadRecord, &Resource::Record(facts)).allowed;
    Ok(card.is_some_and(|card| !card.row.withdrawn && open(card.facts.clone())))
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
                _ = self.beat.tick() => match self.look().await {
                    Some(next) => return next,
                    None => break,
                },
            };
            match received {
                Ok(delivery) => {
                    if let Some(next) = self.pass(&delivery).await {
                        return next;
                    }
                }
                Err(broadcast::error::RecvError::Lagged(_)) => {
                    // The lists are read anew after this: what is still in line would only make it lag again.
                    self.events = self.events.resubscribe();
                    if self.catch_up().await {
                        return Next::Reset;
                    }
                }
                Err(broadcast::error::RecvError::Closed) => break,
            }
        }
        Next::End
    }

    /// The look at each beat: nothing when the stream is over.
    async fn look(&mut self) -> Option<Next> {
        if self.daybook.is_idle(self.touched, now_ms()) && !self.still_in_use().await {
            return None;
        }
        if self.profile.day != self.daybook.clock.today() && self.renew().await {
            return if self.ended { None } else { rights() };
        }
        Some(Next::Beat)
    }

    /// Asked only of a session that seems idle: it may have been used since, through this process or another.
    async fn still_in_use(&mut self) -> bool {
        match self.daybook.session_seen(&self.session).await {
            Ok(Some(seen)) => {
                self.touched = seen;
                true
            }
            Ok(None) => false,
            Err(error) => {
                tracing::warn!(%error, "a session could not be looked at; its stream goes on");
                true
            }
        }
    }

    /// From here on the present rights decide. Whether they differ from before.
    async fn renew(&mut self) -> bool {
        let before = self.profile.actor.clone();
        match self.daybook.profile(&self.person).await {
            Ok(profile) => self.profile = profile,
            Err(_) => self.ended = true,
        }
        *before != *self.profile.actor || self.ended
    }

    /// Among what was lost may be the end of rights or of the session: both are asked for anew. Whether the stream goes on.
    async fn catch_up(&mut self) -> bool {
        if self.renew().await && !self.ended {
            self.missed.extend(rights());
        }
        self.ended = self.ended || self.over().await;
        !self.ended
    }

    /// Whether the session was ended.
    async fn over(&self) -> bool {
        !matches!(self.daybook.session_seen(&self.session).await, Ok(Some(_)))
    }

    async fn pass(&mut self, delivery: &Delivery) -> Option<Next> {
        // Rights begin and end by the day; the beat comes a little later than midnight.
        let turned = self.profile.day != self.daybook.clock.today() && self.renew().await;
        if self.ended {
            return None;
        }
        let next = self.concern(delivery).await;
        if !turned {
            return next;
        }
        self.missed.extend(next);
        rights()
    }

    async fn concern(&mut self, delivery: &Delivery) -> Option<Next> {
        let told = match &delivery.event.topic {
            // A reader whose rights stayed hears nothing.
            Topic::Rights { .. } | Topic::Granted { .. } => {
                delivery.event.concerns(&self.profile.actor) && self.renew().await
            }
            Topic::Sessions { person } if *person == self.person => {
                self.ended = self.over().await;
                self.ended
            }
            _ => delivery.event.concerns(&self.profile.actor),
        };
        told.then(|| Next::Message {
            id: delivery.id.clone(),
            json: delivery.json.clone(),
        })
    }
}

/// The news that the reader's rights changed with the day.
fn rights() -> Option<Next> {
    let id = format!("{}0", new_id());
    let message = LiveMessage {
        id: id.clone(),
        event: LiveEvent::Rights,
    };
    let json = serde_json::to_string(&message).ok()?;
    Some(Next::Message { id, json })
}

pub(crate) fn rights_changed() -> Event {
    Event {
        topic: Topic::Rights { person: None },
        wire: LiveEvent::Rights,
    }
}

pub(crate) fn sessions_ended(person: &PersonId) -> Event {
    Event {
        topic: Topic::Sessions { person: person.clone() },
        wire: LiveEvent::SignedOut { person: person.clone() },
    }
}
