//! `bench <name>`: Daybook measured from outside, as a real server process on a real database, over loopback.

mod args;
mod assess;
mod client;
mod data;
mod feed;
mod live;
mod machine;
mod memory;
mod report;
mod search;
mod server;
mod sse;
mod window;

use args::Args;
use std::error::Error;
use std::io::Write;
use std::process::ExitCode;

/// As the server has it: closing a quarter runs in a process of this program.
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

/// What went wrong, in words.
pub(crate) type Fault = Box<dyn Error + Send + Sync>;
pub(crate) type Result<T> = std::result::Result<T, Fault>;

const HELP: &str = "\
Daybook's benchmarks. Each starts its own servers on loopback, prints a table and ends by itself.

  bench feed --bin DAYBOOK --site DIR    the signed-in feed, writing and liking, at two sizes
  bench live --bin DAYBOOK --site DIR    from a like to the readers' open streams
  bench search --bin DAYBOOK --site DIR  questions at two sizes, by who asks
  bench assess                           closing a quarter for everybody, killed and gone on with, at two sizes

  --dir DIR        loaded databases are kept here to be used again
                   [default: $DAYBOOK_BENCH, or bench-data beside the program's folder]
  --people N       people in the demo organisation [600]
  --locale zh|en   language of the records [zh]
  --minutes N      give up after this time [60]
 feed and search:
  --sizes A,B      records of the two databases [10000,200000]
  --rounds N       how often each thing is measured, in turn on both [5]
  --seconds S      length of one measurement, after a warm-up [2]
  --pages N        how far down the deep page is [200]
 live:
  --records N      records in the database [2000]
  --streams N      open event streams [1000]
  --likes N        likes and unlikes, one every --every ms [200]
  --every MS       [100]
 assess:
  --staff A,B      people of the organisations [600,20000]; one size alone is possible
  --each N         records that one person wrote in the half-year [2]

Exit code 1: something failed, was lost or repeated, or a budget was missed (docs/BENCHMARKS.md).
";

fn main() -> ExitCode {
    let (name, args) = match Args::read(std::env::args().skip(1)) {
        Ok(read) => read,
        Err(words) => return refuse(&words),
    };
    if args.help || name == "help" {
        say(HELP);
        return ExitCode::SUCCESS;
    }
    match run(&name, &args) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(fault) => refuse(&fault.to_string()),
    }
}

fn refuse(words: &str) -> ExitCode {
    let _ = writeln!(std::io::stderr().lock(), "bench: {words}");
    ExitCode::FAILURE
}

/// Whether every budget was met.
fn run(name: &str, args: &Args) -> Result<bool> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    let work = async {
        if matches!(name, "feed" | "live" | "search") && !(args.bin.is_file() && args.site.is_dir()) {
            return Err("--bin takes the daybook program and --site the folder of the built pages".into());
        }
        match name {
            "feed" => feed::run(args).await,
            "live" => live::run(args).await,
            "search" => search::run(args).await,
            "assess" => assess::run(args).await,
            // Its own children, for what is to have memory of its own and can be killed.
            "assess-prepare" | "assess-close" | "assess-close-beside" | "assess-digest" => {
                assess::child(name, args).await.map(|()| true)
            }
            // What `feed` compares with: a child of its own.
            "memory" => memory::serve(&args.dir).await.map(|()| true),
            "" => Err("which one? assess, feed, live or search; see --help".into()),
            other => Err(format!("no benchmark {other}; there are assess, feed, live and search").into()),
        }
    };
    // As in the server. Without any the database puts its traces into words before it drops them.
    tracing_subscriber::fmt()
        .with_max_level(tracing_subscriber::filter::LevelFilter::WARN)
        .with_writer(std::io::stderr)
        .init();
    let outcome = runtime.block_on(async {
        tokio::select! {
            outcome = tokio::time::timeout(args.limit, work) => {
                outcome.unwrap_or_else(|_| Err(format!("not finished after {} min", args.limit.as_secs() / 60).into()))
            }
            _ = tokio::signal::ctrl_c() => Err("stopped".into()),
        }
    });
    runtime.shutdown_background();
    outcome
}

/// To standard output, at once; a reader that went away is no fault.
pub(crate) fn say(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}
