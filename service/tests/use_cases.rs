//! The use cases through the public API, on the real engine: in memory, on disk, and as a server between two processes.
//!
//! One binary: every one that links SurrealDB costs seconds of linking.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where")]
#![expect(clippy::print_stdout, reason = "timings are for the reader of a run")]
#![expect(clippy::cloned_ref_to_slice_refs, reason = "an array of ids reads better")]

#[path = "use_cases/answers.rs"]
mod answers;
#[path = "use_cases/archive.rs"]
mod archive;
#[path = "use_cases/asked.rs"]
mod asked;
#[path = "use_cases/assess.rs"]
mod assess;
#[path = "use_cases/assess_asked.rs"]
mod assess_asked;
#[path = "use_cases/assess_odd.rs"]
mod assess_odd;
#[path = "use_cases/assess_warned.rs"]
mod assess_warned;
#[path = "use_cases/attachments.rs"]
mod attachments;
#[path = "use_cases/ballots.rs"]
mod ballots;
#[path = "use_cases/began_later.rs"]
mod began_later;
#[path = "use_cases/board.rs"]
mod board;
#[path = "use_cases/bodies.rs"]
mod bodies;
#[path = "use_cases/clocks.rs"]
mod clocks;
#[path = "use_cases/clocks_beside.rs"]
mod clocks_beside;
#[path = "use_cases/comments.rs"]
mod comments;
#[path = "use_cases/concurrency.rs"]
mod concurrency;
#[path = "use_cases/demo_firewall.rs"]
mod demo_firewall;
#[path = "use_cases/demo_year.rs"]
mod demo_year;
#[path = "use_cases/drafts.rs"]
mod drafts;
#[path = "use_cases/duties.rs"]
mod duties;
#[path = "use_cases/earlier_years.rs"]
mod earlier_years;
#[path = "use_cases/evidence.rs"]
mod evidence;
#[path = "use_cases/excused.rs"]
mod excused;
#[path = "use_cases/feed.rs"]
mod feed;
#[path = "use_cases/graded_since.rs"]
mod graded_since;
#[path = "use_cases/grants.rs"]
mod grants;
#[path = "use_cases/hand_over.rs"]
mod hand_over;
#[path = "use_cases/import.rs"]
mod import;
#[path = "use_cases/import_jobs.rs"]
mod import_jobs;
#[path = "use_cases/import_terms.rs"]
mod import_terms;
#[path = "use_cases/indicators.rs"]
mod indicators;
#[path = "use_cases/indicators_judged.rs"]
mod indicators_judged;
#[path = "use_cases/indicators_then.rs"]
mod indicators_then;
#[path = "use_cases/investigated.rs"]
mod investigated;
#[path = "use_cases/live.rs"]
mod live;
#[path = "use_cases/live_lagging.rs"]
mod live_lagging;
#[path = "use_cases/measured.rs"]
mod measured;
#[path = "use_cases/no_heavier.rs"]
mod no_heavier;
#[path = "use_cases/no_summary.rs"]
mod no_summary;
#[path = "use_cases/notices.rs"]
mod notices;
#[path = "use_cases/one_of_two.rs"]
mod one_of_two;
#[path = "use_cases/orphans.rs"]
mod orphans;
#[path = "use_cases/overview.rs"]
mod overview;
#[path = "use_cases/own_proposal.rs"]
mod own_proposal;
#[path = "use_cases/papers.rs"]
mod papers;
#[path = "use_cases/papers_said.rs"]
mod papers_said;
#[path = "use_cases/period_rules.rs"]
mod period_rules;
#[path = "use_cases/plan_again.rs"]
mod plan_again;
#[path = "use_cases/plan_moves.rs"]
mod plan_moves;
#[path = "use_cases/plan_notices.rs"]
mod plan_notices;
#[path = "use_cases/plan_once.rs"]
mod plan_once;
#[path = "use_cases/plan_rights.rs"]
mod plan_rights;
#[path = "use_cases/plan_tables.rs"]
mod plan_tables;
#[path = "use_cases/plan_ties.rs"]
mod plan_ties;
#[path = "use_cases/plans.rs"]
mod plans;
#[path = "use_cases/points.rs"]
mod points;
#[path = "use_cases/propose.rs"]
mod propose;
#[path = "use_cases/publications.rs"]
mod publications;
#[path = "use_cases/raised.rs"]
mod raised;
#[path = "use_cases/record_drafts.rs"]
mod record_drafts;
#[path = "use_cases/records.rs"]
mod records;
#[path = "use_cases/reminded.rs"]
mod reminded;
#[path = "use_cases/replay.rs"]
mod replay;
#[path = "use_cases/result.rs"]
mod result;
#[path = "use_cases/result_again.rs"]
mod result_again;
#[path = "use_cases/result_beyond.rs"]
mod result_beyond;
#[path = "use_cases/result_kit.rs"]
mod result_kit;
#[path = "use_cases/result_report.rs"]
mod result_report;
#[path = "use_cases/result_shown.rs"]
mod result_shown;
#[path = "use_cases/result_silent.rs"]
mod result_silent;
#[path = "use_cases/result_year.rs"]
mod result_year;
#[path = "use_cases/review_words.rs"]
mod review_words;
#[path = "use_cases/samples.rs"]
mod samples;
#[path = "use_cases/search.rs"]
mod search;
#[path = "use_cases/search_moved.rs"]
mod search_moved;
#[path = "use_cases/search_odd.rs"]
mod search_odd;
#[path = "use_cases/seat.rs"]
mod seat;
#[path = "use_cases/sessions.rs"]
mod sessions;
#[path = "use_cases/several.rs"]
mod several;
#[path = "use_cases/sorted.rs"]
mod sorted;
#[path = "use_cases/special.rs"]
mod special;
#[path = "use_cases/stand_aside.rs"]
mod stand_aside;
#[path = "use_cases/statistics.rs"]
mod statistics;
#[path = "use_cases/status_tables.rs"]
mod status_tables;
#[path = "use_cases/taken_back.rs"]
mod taken_back;
#[path = "use_cases/together.rs"]
mod together;
#[path = "use_cases/trace.rs"]
mod trace;
#[path = "use_cases/who_left.rs"]
mod who_left;
#[path = "use_cases/withdrawn.rs"]
mod withdrawn;
#[path = "use_cases/world.rs"]
mod world;
