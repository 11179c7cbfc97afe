//! Replays in the memory of this process: they go on without whoever asked, who alone can look at them for a while. Nothing is written.

use super::{Found, Question, shown};
use crate::clock::new_id;
use domain::PersonId;
use domain::assessment::Words;
use domain::view::assess::{SimulatePage, SimulationLine, SimulationState};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::{AcquireError, OwnedSemaphorePermit, Semaphore, watch};

/// How long a result can be looked at.
const KEPT: Duration = Duration::from_secs(30 * 60);
/// Replays kept of one person.
const EACH: usize = 6;
/// Changes kept of all together: twice those of a year of 20,000 in which everybody has one.
const ROOM: usize = 40_000;
/// Worked out at once; others wait for their turn.
const AT_ONCE: usize = 2;

/// By id, which sorts by time.
type Jobs = BTreeMap<String, Arc<Job>>;

pub(in crate::result) struct Replays {
    jobs: Mutex<Jobs>,
    turns: Arc<Semaphore>,
}

impl Default for Replays {
    fn default() -> Self {
        Self {
            jobs: Mutex::default(),
            turns: Arc::new(Semaphore::new(AT_ONCE)),
        }
    }
}

/// One replay.
pub(super) struct Job {
    pub(super) id: String,
    pub(super) question: Question,
    pub(super) asker: PersonId,
    /// The title of the period, and the task of a special one.
    title: String,
    special: Option<String>,
    /// Of the form that it was asked by.
    key: String,
    stand: watch::Sender<Stand>,
}

enum Stand {
    Waiting,
    Running { done: u32, all: u32 },
    Over(Instant, Ended),
}

/// How a replay ended.
pub(super) enum Ended {
    Found(Arc<Found>),
    Refused(Words),
    Failed,
    Stopped,
}

impl Replays {
    /// Takes a question in: whether it is to be worked out, or is answered by one that is known. Of one person one is worked out at a time,
    /// the last that was asked.
    pub(super) fn begin(&self, asked: Job) -> (Arc<Job>, bool) {
        let mut jobs = self.swept();
        if let Some(known) = jobs.values().find(|known| known.answers(&asked)) {
            return (known.clone(), false);
        }
        let own: Vec<Arc<Job>> = jobs.values().filter(|job| job.asker == asked.asker).cloned().collect();
        for job in &own {
            job.end(Ended::Stopped);
        }
        for job in own.iter().rev().skip(EACH - 1) {
            jobs.remove(&job.id);
        }
        let job = Arc::new(asked);
        jobs.insert(job.id.clone(), job.clone());
        (job, true)
    }

    /// One of somebody's own.
    pub(super) fn of(&self, asker: &PersonId, id: &str) -> Option<Arc<Job>> {
        self.swept().get(id).filter(|job| job.asker == *asker).cloned()
    }

    /// All of somebody's own, the newest first.
    pub(super) fn all(&self, asker: &PersonId) -> Vec<Arc<Job>> {
        let jobs = self.swept();
        jobs.values().rev().filter(|job| job.asker == *asker).cloned().collect()
    }

    pub(super) async fn turn(&self) -> Result<OwnedSemaphorePermit, AcquireError> {
        self.turns.clone().acquire_owned().await
    }

    /// Lets go of what is not kept any longer.
    pub(super) fn sweep(&self) {
        drop(self.swept());
    }

    fn swept(&self) -> MutexGuard<'_, Jobs> {
        self.swept_at(Instant::now())
    }

    /// Without what is longer ago, and without the oldest where there is no room for all. The newest result always has room.
    fn swept_at(&self, now: Instant) -> MutexGuard<'_, Jobs> {
        let mut jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        jobs.retain(|_, job| !job.is_old(now));
        let (mut held, mut beyond) = (0, Vec::new());
        for job in jobs.values().rev() {
            let size = job.size();
            if size > 0 && held > 0 && held + size > ROOM {
                beyond.push(job.id.clone());
            }
            held += size;
        }
        for id in beyond {
            jobs.remove(&id);
        }
        jobs
    }
}

impl Job {
    pub(super) fn new(asker: &PersonId, question: Question, (title, special): (&str, Option<&str>), key: &str) -> Self {
        Self {
            id: new_id(),
            question,
            asker: asker.clone(),
            title: title.to_owned(),
            special: special.map(str::to_owned),
            key: key.to_owned(),
            stand: watch::Sender::new(Stand::Waiting),
        }
    }

    /// Whether this is what is asked: it goes on, or was asked by the same rendering of the form.
    fn answers(&self, asked: &Self) -> bool {
        let twice = || !asked.key.is_empty() && self.key == asked.key && self.found().is_some();
        self.asker == asked.asker && self.question == asked.question && (!self.is_over() || twice())
    }

    pub(super) fn advance(&self, done: u32, all: u32) {
        self.go_on_to(Stand::Running { done, all });
    }

    pub(super) fn end(&self, ended: Ended) {
        self.go_on_to(Stand::Over(Instant::now(), ended));
    }

    /// What is over stays as it is.
    fn go_on_to(&self, next: Stand) {
        self.stand.send_if_modified(|stand| {
            let goes_on = !stand.is_over();
            if goes_on {
                *stand = next;
            }
            goes_on
        });
    }

    pub(super) fn is_over(&self) -> bool {
        self.stand.borrow().is_over()
    }

    /// Until it is over.
    pub(super) async fn over(&self) {
        let mut seen = self.stand.subscribe();
        loop {
            if seen.borrow_and_update().is_over() {
                return;
            }
            if seen.changed().await.is_err() {
                return;
            }
        }
    }

    fn is_old(&self, now: Instant) -> bool {
        matches!(&*self.stand.borrow(), Stand::Over(at, _) if now.duration_since(*at) >= KEPT)
    }

    pub(super) fn found(&self) -> Option<Arc<Found>> {
        match &*self.stand.borrow() {
            Stand::Over(_, Ended::Found(found)) => Some(found.clone()),
            _ => None,
        }
    }

    fn size(&self) -> usize {
        self.found().map_or(0, |found| found.0.changes.len())
    }

    /// What a page shows of it.
    pub(super) fn show(&self, page: &mut SimulatePage) {
        let stand = self.stand.borrow();
        page.state = stand.state();
        match &*stand {
            Stand::Running { done, all } => (page.done, page.all) = (*done, *all),
            Stand::Over(_, Ended::Found(found)) => {
                page.run = Some(shown(&found.0));
                page.flaws.clone_from(&found.1);
            }
            Stand::Over(_, Ended::Refused(words)) => page.flaws.push(words.clone()),
            Stand::Waiting | Stand::Over(..) => {}
        }
    }

    /// The same in a list; `at`: when it was begun.
    pub(super) fn line(&self, at: String) -> SimulationLine {
        SimulationLine {
            run: self.id.clone(),
            period: self.question.period.clone(),
            title: self.title.clone(),
            special: self.special.clone(),
            pack: self.question.pack.clone(),
            overlays: self.question.overlays.clone(),
            state: self.stand.borrow().state(),
            at,
        }
    }
}

impl Stand {
    fn is_over(&self) -> bool {
        matches!(self, Self::Over(..))
    }

    fn state(&self) -> SimulationState {
        match self {
            Self::Waiting => SimulationState::Waiting,
            Self::Running { .. } => SimulationState::Running,
            Self::Over(_, Ended::Found(_)) => SimulationState::Done,
            Self::Over(_, Ended::Refused(_)) => SimulationState::Refused,
            Self::Over(_, Ended::Failed) => SimulationState::Failed,
            Self::Over(_, Ended::Stopped) => SimulationState::Stopped,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::sample;
    use super::*;
    use std::sync::atomic::{AtomicU32, Ordering};

    static ASKED: AtomicU32 = AtomicU32::new(0);

    fn asked(who: &str, overlay: &str, key: &str) -> Job {
        let question = Question {
            period: "q3".into(),
            pack: "neutral".into(),
            overlays: vec![overlay.into()],
        };
        Job {
            // In the order in which they were asked, however fast.
            id: format!("{:06}", ASKED.fetch_add(1, Ordering::Relaxed)),
            ..Job::new(&who.into(), question, ("Q3", None), key)
        }
    }

    fn ends(job: &Job, changes: usize) {
        job.end(Ended::Found(Arc::new((sample(changes), vec![]))));
    }

    fn state(job: &Job) -> SimulationState {
        job.stand.borrow().state()
    }

    #[test]
    fn what_is_asked_twice_is_one_and_another_question_stops_the_first() {
        let replays = Replays::default();
        let (first, new) = replays.begin(asked("sun", "a", "k"));
        assert!(new && state(&first) == SimulationState::Waiting);
        let again = |overlay: &str, key: &str| replays.begin(asked("sun", overlay, key));
        assert!(!again("a", "").1 && !again("a", "other tab").1);
        first.advance(200, 450);
        // Another person's is another.
        let (others, new) = replays.begin(asked("li", "a", "k"));
        assert!(new && others.id != first.id);
        assert!(replays.of(&"li".into(), &first.id).is_none());
        ends(&first, 450);
        let (twice, new) = again("a", "k");
        assert!(!new && twice.id == first.id, "a second click after it has ended");
        let (second, new) = again("a", "");
        assert!(new, "asked again it is worked out as things are now");
        let (third, new) = again("b", "k");
        assert!(new);
        assert_eq!(
            [&first, &second, &third, &others].map(|job| state(job)),
            [
                SimulationState::Done,
                SimulationState::Stopped,
                SimulationState::Waiting,
                SimulationState::Waiting
            ]
        );
        // What its thread still brings is not taken, and what was stopped can be asked again.
        ends(&second, 1);
        assert_eq!(state(&second), SimulationState::Stopped);
        third.end(Ended::Stopped);
        assert!(again("b", "k").1);
    }

    #[test]
    fn a_page_shows_how_far_it_is_and_then_the_first_of_it() {
        let (job, mut page) = (asked("sun", "a", ""), SimulatePage::default());
        job.advance(200, 450);
        job.show(&mut page);
        assert_eq!((page.state, page.done, page.all), (SimulationState::Running, 200, 450));
        ends(&job, 450);
        job.show(&mut page);
        assert_eq!(
            (page.state, page.run),
            (SimulationState::Done, Some(shown(&sample(450))))
        );
        assert_eq!(job.found().unwrap().0.changes.len(), 450, "the workbook has all");
    }

    #[test]
    fn results_are_kept_for_a_while_as_far_as_there_is_room() {
        let (replays, sun, li) = (Replays::default(), PersonId::from("sun"), PersonId::from("li"));
        let end = |who: &str, overlay: &str, changes: usize| {
            let job = replays.begin(asked(who, overlay, "")).0;
            ends(&job, changes);
            job
        };
        let old = end("sun", "old", 1);
        assert!(replays.of(&sun, &old.id).is_some());
        let (goes_on, _) = replays.begin(asked("li", "long", ""));
        drop(replays.swept_at(Instant::now() + KEPT));
        assert!(replays.of(&sun, &old.id).is_none(), "half an hour later");
        assert!(
            replays.of(&li, &goes_on.id).is_some(),
            "what goes on has the time it takes"
        );
        for n in 0..EACH + 2 {
            end("sun", &n.to_string(), 1);
        }
        let kept = replays.all(&sun);
        assert_eq!((kept.len(), kept[0].question.overlays[0].as_str()), (EACH, "7"));
        let first = end("li", "first", ROOM - EACH);
        assert_eq!(replays.all(&sun).len(), EACH, "there is room for all");
        let whole = end("li", "whole", ROOM + 1);
        replays.sweep();
        assert!(replays.of(&li, &first.id).is_none() && replays.all(&sun).is_empty());
        assert!(replays.of(&li, &whole.id).is_some(), "the newest always has room");
    }

    #[tokio::test]
    async fn whoever_waits_is_told_when_it_is_over() {
        let job = Arc::new(asked("sun", "a", ""));
        let told = tokio::spawn({
            let job = job.clone();
            async move { job.over().await }
        });
        job.advance(1, 2);
        tokio::task::yield_now().await;
        assert!(!told.is_finished());
        job.end(Ended::Failed);
        told.await.unwrap();
        job.over().await;
    }

    #[tokio::test]
    async fn a_few_are_worked_out_at_once() {
        let replays = Replays::default();
        let turns = [replays.turn().await, replays.turn().await];
        let third = tokio::time::timeout(Duration::from_millis(20), replays.turn());
        assert!(third.await.is_err());
        drop(turns);
        assert!(replays.turn().await.is_ok());
    }
}
