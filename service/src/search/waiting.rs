//! What events made old, until it is read again.

use super::keeper::Search;
use super::source;
use domain::event::{Event, Topic};
use domain::permission::PlanFacts;
use domain::view::LiveEvent;
use std::collections::{HashMap, HashSet};
use std::mem::take;

#[derive(Default)]
pub(super) struct Waiting {
    pub records: HashSet<String>,
    /// Items, with the facts that events told of each: where it is, and where it was.
    pub plans: HashMap<String, Vec<PlanFacts>>,
    pub people: bool,
    /// Percent done while the index is being filled.
    pub filling: Option<u8>,
    /// Touched while filling: what the filler read of them may be old.
    pub touched: HashSet<u128>,
    /// Everything must be read again.
    pub afresh: bool,
}

impl Waiting {
    /// Notes what an event makes old, if it makes anything. Likes change nothing that can be looked for.
    pub(super) fn note(&mut self, event: &Event) -> bool {
        match &event.topic {
            Topic::Record { record, .. } if !matches!(event.wire, LiveEvent::Liked { .. }) => {
                self.touch(record.as_str());
                self.records.insert(record.0.clone());
            }
            Topic::Plan { item, facts } => {
                self.touch(item.as_str());
                let told = self.plans.entry(item.0.clone()).or_default();
                if !told.contains(facts) {
                    told.push(facts.clone());
                }
            }
            Topic::Rights { person: None } => self.people = true,
            _ => return false,
        }
        true
    }

    fn touch(&mut self, id: &str) {
        if self.filling.is_some() {
            self.touched.extend(source::number(id));
        }
    }
}

/// What is being read again. What is left of it when that fails, or when who asked does not wait for the answer, waits anew.
pub(super) struct Taken<'a> {
    search: &'a Search,
    pub records: HashSet<String>,
    pub plans: HashMap<String, Vec<PlanFacts>>,
    pub people: bool,
}

impl<'a> Taken<'a> {
    pub(super) fn from(search: &'a Search) -> Self {
        let mut waiting = search.waiting();
        Self {
            search,
            records: take(&mut waiting.records),
            plans: take(&mut waiting.plans),
            people: take(&mut waiting.people),
        }
    }
}

impl Drop for Taken<'_> {
    fn drop(&mut self) {
        let mut waiting = self.search.waiting();
        waiting.people |= self.people;
        waiting.records.extend(self.records.drain());
        for (item, told) in self.plans.drain() {
            waiting.plans.entry(item).or_default().extend(told);
        }
    }
}
