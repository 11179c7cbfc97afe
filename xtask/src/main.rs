//! The commands of a Daybook checkout: `cargo xtask <verb>`.

mod apt;
mod background;
mod bench;
mod build;
mod bundle;
mod chromium;
mod ci;
mod debian;
mod dirs;
mod doctor;
mod host;
mod node;
mod offline;
mod press;
mod sh;
mod site;
mod size;
mod snip;
mod steps;
mod swap;
mod test;
mod tidy;
mod up;
mod wasm;

use dirs::Dirs;
use std::process::ExitCode;

const HELP: &str = "cargo xtask <verb>

  up [args…]        find or install what is missing, build, start Daybook with its demo data
                    (args go to `daybook up`, e.g. --listen 0.0.0.0:3000 --db mem://)
  build             all of it, nothing started             (--site, --host, --press: one part)
  test              everything CI checks, step by step     (--keep-going: do not stop at the first failure)
  ci                .ci/run, exactly as CI calls it
  bench [name…]     assess, burden, feed, live, search, size: tables with budgets  (no name: all of them)
  doctor            what is here and what is missing; changes nothing
  tidy              the rules of the architecture, as checks

Build results go to CARGO_TARGET_DIR, else DAYBOOK_TARGET, else ~/.cache/daybook/target.
DAYBOOK_WASM=rustup|debian chooses where the wasm32 target comes from (default: whichever works).";

fn main() -> ExitCode {
    let mut args: Vec<String> = std::env::args().skip(1).collect();
    let verb = if args.is_empty() {
        "help".to_owned()
    } else {
        args.remove(0)
    };
    let done = Dirs::find().and_then(|dirs| match verb.as_str() {
        "up" => up::run(&dirs, &args),
        "build" => build::run(&dirs, &args),
        "test" => test::run(&dirs, &args),
        "ci" => ci::run(&dirs),
        "bench" => bench::run(&dirs, &args),
        "doctor" => doctor::run(&dirs),
        "tidy" => tidy::run(&dirs),
        "help" | "--help" | "-h" => {
            println!("{HELP}");
            Ok(())
        }
        other => Err(anyhow::anyhow!("no verb `{other}`\n\n{HELP}")),
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) if e.is::<steps::Said>() => ExitCode::FAILURE,
        Err(e) => {
            eprintln!("\nxtask {verb}: {e:#}");
            ExitCode::FAILURE
        }
    }
}
