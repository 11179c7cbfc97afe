//! `daybook`: see `daybook --help`.

use clap::Parser;
use server::commands::Cli;
use std::process::ExitCode;

/// What a server allocates is many small things on several threads: with glibc's own a page takes a quarter longer (adr/0020).
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

/// SurrealDB's own server runs on stacks of this size (DEPENDENCIES: its parser and executor recurse).
const STACK: usize = 16 << 20;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .thread_stack_size(STACK)
        .build();
    let outcome = match runtime {
        Ok(runtime) => {
            let outcome = runtime.block_on(async { tokio::spawn(server::commands::run(cli)).await });
            runtime.shutdown_timeout(std::time::Duration::from_secs(5));
            outcome.unwrap_or_else(|error| Err(format!("stopped by a fault: {error}")))
        }
        Err(error) => Err(format!("no runtime: {error}")),
    };
    match outcome {
        Ok(code) => code,
        Err(message) => {
            server::commands::complain(&message);
            ExitCode::FAILURE
        }
    }
}
