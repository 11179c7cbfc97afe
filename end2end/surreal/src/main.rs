//! A real SurrealDB server, built from crates.io, for tests that need several processes on one database.
//! Takes the arguments of `surreal`: `surreal-dev start --bind 127.0.0.1:8000 memory`.
use std::process::ExitCode;

fn main() -> ExitCode {
    surrealdb_server::init(surrealdb_core::CommunityComposer())
}
