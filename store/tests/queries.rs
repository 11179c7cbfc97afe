//! Every file of `src/queries` runs with plausible parameters and answers; and no update is lost between transactions.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where")]
#![expect(clippy::print_stdout, reason = "figures are for the reader of a run")]

#[path = "queries/acts.rs"]
mod acts;
#[path = "queries/assess.rs"]
mod assess;
#[path = "queries/counters.rs"]
mod counters;
#[path = "queries/drafts.rs"]
mod drafts;
#[path = "queries/earlier_years.rs"]
mod earlier_years;
#[path = "queries/evidence.rs"]
mod evidence;
#[path = "queries/files.rs"]
mod files;
#[path = "queries/indicators.rs"]
mod indicators;
#[path = "queries/notices.rs"]
mod notices;
#[path = "queries/organisation.rs"]
mod organisation;
#[path = "queries/pages.rs"]
mod pages;
#[path = "queries/plan.rs"]
mod plan;
#[path = "queries/sample.rs"]
mod sample;

use std::cell::RefCell;
use std::collections::BTreeSet;
use store::Store;

/// The queries that ran.
#[derive(Default)]
pub struct Ran(RefCell<BTreeSet<&'static str>>);

impl Ran {
    pub fn note(&self, names: &[&'static str]) {
        self.0.borrow_mut().extend(names);
    }
}

#[tokio::test]
async fn every_query_runs() {
    let store = Store::open("mem://", None).await.unwrap();
    let ran = Ran::default();
    organisation::organisation(&store, &ran).await;
    organisation::accounts(&store, &ran).await;
    organisation::demo(&store, &ran).await;
    acts::records(&store, &ran).await;
    acts::grants(&store, &ran).await;
    acts::traces(&store, &ran).await;
    drafts::drafts(&store, &ran).await;
    plan::plans(&store, &ran).await;
    indicators::indicators(&store, &ran).await;
    assess::periods(&store, &ran).await;
    assess::statuses_and_ballots(&store, &ran).await;
    earlier_years::earlier_years(&store, &ran).await;
    evidence::of_days(&store, &ran).await;
    notices::notices(&store, &ran).await;
    files::files(&store, &ran).await;
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/queries");
    let files = std::fs::read_dir(folder)
        .unwrap()
        .map(|f| f.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned());
    let files: BTreeSet<String> = files.collect();
    let ran: BTreeSet<String> = ran.0.into_inner().into_iter().map(Into::into).collect();
    assert_eq!(files, ran, "a query without a run here, or the other way round");
}
