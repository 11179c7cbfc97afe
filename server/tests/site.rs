//! The whole site through its real router: who may do what, what strangers learn, what other sites and big bodies achieve.
//!
//! One binary: every one that links SurrealDB costs seconds of linking.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

#[path = "site/afterwards.rs"]
mod afterwards;
#[path = "site/assess.rs"]
mod assess;
#[path = "site/attachments.rs"]
mod attachments;
#[path = "site/began_later.rs"]
mod began_later;
#[path = "site/commands.rs"]
mod commands;
#[path = "site/cookies.rs"]
mod cookies;
#[path = "site/crash.rs"]
mod crash;
#[path = "site/earlier.rs"]
mod earlier;
#[path = "site/excused.rs"]
mod excused;
#[path = "site/faults.rs"]
mod faults;
#[path = "site/forms.rs"]
mod forms;
#[path = "site/forms_of_many.rs"]
mod forms_of_many;
#[path = "site/harmed.rs"]
mod harmed;
#[path = "site/headers.rs"]
mod headers;
#[path = "site/house.rs"]
mod house;
#[path = "site/indicators.rs"]
mod indicators;
#[path = "site/knock.rs"]
mod knock;
#[path = "site/notices.rs"]
mod notices;
#[path = "site/objections.rs"]
mod objections;
#[path = "site/offline.rs"]
mod offline;
#[path = "site/opening.rs"]
mod opening;
#[path = "site/origin.rs"]
mod origin;
#[path = "site/pages.rs"]
mod pages;
#[path = "site/people.rs"]
mod people;
#[path = "site/periods.rs"]
mod periods;
#[path = "site/plans.rs"]
mod plans;
#[path = "site/raised.rs"]
mod raised;
#[path = "site/rules.rs"]
mod rules;
#[expect(dead_code, reason = "the tests of the service use all of it")]
#[path = "../../service/tests/use_cases/samples.rs"]
mod samples;
#[path = "site/search.rs"]
mod search;
#[path = "site/simulator.rs"]
mod simulator;
#[path = "site/slow.rs"]
mod slow;
#[path = "site/sorted.rs"]
mod sorted;
#[path = "site/statuses.rs"]
mod statuses;
#[path = "site/strangers.rs"]
mod strangers;
#[path = "site/table.rs"]
mod table;
#[path = "site/years.rs"]
mod years;
