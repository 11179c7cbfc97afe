//! The subcommands.

mod demo;
mod forms;
mod import;
mod user;

use crate::serve::{Ready, bind};
use crate::settings::{Flags, Settings};
use crate::telemetry;
use clap::{Parser, Subcommand};
use service::Daybook;
use std::io::Write;
use std::process::ExitCode;

const SETTINGS: &str = "Settings are read from a file (daybook.toml, or --config FILE), from the environment and from flags; a flag wins over the \
environment, that over the file. In the file a setting has the flag's name with _ for -, such as idle_minutes = 60; in the environment \
DAYBOOK_ and capitals, such as DAYBOOK_IDLE_MINUTES=60.";

/// Daybook 履职纪实: a live work record and evidence-based assessment for public servants
#[derive(Parser)]
#[command(name = "daybook", version, propagate_version = true)]
#[command(after_help = SETTINGS)]
pub struct Cli {
    #[command(flatten)]
    flags: Flags,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the site
    Serve,
    /// Load the demo organisation if the database is empty, print who can sign in, and serve
    Up(demo::UpArgs),
    /// Load the demo organisation into an empty database
    Demo(demo::DemoArgs),
    /// Check a staff list or organograms, and write them with --write
    Import(import::ImportArgs),
    /// Accounts: one-time links, duties
    User(user::UserArgs),
    /// Forms as Excel files: a template to begin with, and a trial of one
    Forms(forms::FormsArgs),
}

/// Runs a command; the error is a sentence for the person at the terminal.
pub async fn run(cli: Cli) -> Result<ExitCode, String> {
    let settings = Settings::read(&cli.flags)?;
    telemetry::start(&settings)?;
    match cli.command {
        Command::Serve => {
            if settings.tls && !settings.behind_proxy {
                say(
                    "Note: with --tls a proxy usually stands in front. Without --behind-proxy everybody has its address, and limits per address count all together.\n",
                );
            }
            let bound = bind(&settings).await?;
            let ready = Ready::new(&settings, open(&settings).await?, bound);
            say(&format!("Daybook serves http://{}\n", ready.address()?));
            ready.serve().await.map(|()| ExitCode::SUCCESS)
        }
        Command::Up(args) => demo::up(&settings, &args).await,
        Command::Demo(args) => demo::demo(&settings, &args).await,
        Command::Import(args) => import::import(&settings, &args).await,
        Command::User(args) => user::user(&settings, &args).await,
        Command::Forms(args) => forms::forms(&args),
    }
}

async fn open(settings: &Settings) -> Result<Daybook, String> {
    if let Some(path) = settings
        .db
        .strip_prefix("surrealkv://")
        .and_then(|rest| rest.split('?').next())
        && let Some(parent) = std::path::Path::new(path).parent()
    {
        std::fs::create_dir_all(parent).map_err(|error| format!("{}: {error}", parent.display()))?;
    }
    Daybook::open(settings.service())
        .await
        .map_err(|error| error.to_string())
}

/// To standard output, at once; a reader that went away is no fault.
fn say(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// To standard error.
pub fn complain(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "daybook: {text}");
}
