//! `daybook demo` and `daybook up`.

use super::{open, say};
use crate::serve::{Ready, bind};
use crate::settings::Settings;
use clap::{Args, ValueEnum};
use service::Daybook;
use service::demo::{Found, PASSWORD, SignIn, Size, Tongue, found, load, sign_ins};
use std::net::{SocketAddr, UdpSocket};
use std::process::ExitCode;
use std::time::Instant;

#[derive(Clone, Copy, ValueEnum)]
enum Locale {
    Zh,
    En,
}

#[derive(Args, Clone)]
pub(super) struct DemoArgs {
    /// People in the demo organisation
    #[arg(long, default_value_t = 600)]
    people: usize,
    /// Records they wrote in the last half-year
    #[arg(long, default_value_t = 8000)]
    records: usize,
    /// Language of names, posts and records
    #[arg(long, value_enum, default_value = "zh")]
    locale: Locale,
    /// The same seed makes the same organisation
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The last moment of the half-year, ms since 1970; now without it
    #[arg(long, value_name = "MS")]
    end: Option<i64>,
    /// Without the quarters of assessment
    #[arg(long)]
    no_assessment: bool,
}

#[derive(Args)]
pub(super) struct UpArgs {
    #[command(flatten)]
    demo: DemoArgs,
    /// Print the sign-ins as one line of JSON
    #[arg(long)]
    json: bool,
}

impl DemoArgs {
    fn size(&self) -> Size {
        let tongue = match self.locale {
            Locale::Zh => Tongue::Zh,
            Locale::En => Tongue::En,
        };
        Size {
            people: self.people,
            records: self.records,
            seed: self.seed,
            tongue,
            end: self.end,
            assessed: !self.no_assessment,
        }
    }
}

async fn fill(daybook: &Daybook, args: &DemoArgs, quiet: bool) -> Result<(), String> {
    let began = Instant::now();
    let mut said = began;
    let mut progress = |done: usize, total: usize| {
        if !quiet && (said.elapsed().as_secs() >= 2 || done == total) {
            said = Instant::now();
            say(&format!("  {done} of {total} records written\n"));
        }
    };
    load(daybook, &args.size(), &mut progress)
        .await
        .map_err(|error| error.to_string())?;
    if !quiet {
        say(&format!(
            "The demo organisation is loaded ({:.0} s).\n",
            began.elapsed().as_secs_f64()
        ));
    }
    Ok(())
}

/// Whether the demo organisation is to be loaded; a half of one is nothing to go on with.
async fn is_empty(settings: &Settings, daybook: &Daybook) -> Result<bool, String> {
    match found(daybook).await.map_err(|error| error.to_string())? {
        Found::Nothing => Ok(true),
        Found::People => Ok(false),
        Found::Half => Err(half(&settings.db)),
    }
}

fn half(db: &str) -> String {
    let what_to_do = match db.strip_prefix("surrealkv://").and_then(|rest| rest.split('?').next()) {
        Some(folder) => format!("Delete the folder {folder} and start again"),
        None => "Give an empty database with --db".to_owned(),
    };
    format!("loading the demo organisation into {db} was broken off, and a part of it is there. {what_to_do}")
}

pub(super) async fn demo(settings: &Settings, args: &DemoArgs) -> Result<ExitCode, String> {
    let daybook = open(settings).await?;
    if !is_empty(settings, &daybook).await? {
        return Err(format!(
            "{} has people in it already. Give an empty database with --db",
            settings.db
        ));
    }
    fill(&daybook, args, false).await?;
    say(&table(&sign_ins(&daybook).await.map_err(|error| error.to_string())?));
    Ok(ExitCode::SUCCESS)
}

pub(super) async fn up(settings: &Settings, args: &UpArgs) -> Result<ExitCode, String> {
    let bound = bind(settings).await?;
    let daybook = open(settings).await?;
    if is_empty(settings, &daybook).await? {
        if !args.json {
            say("The database is empty: loading the demo organisation.\n");
        }
        fill(&daybook, &args.demo, args.json).await?;
    }
    let people = sign_ins(&daybook).await.map_err(|error| error.to_string())?;
    let ready = Ready::new(settings, daybook, bound);
    let url = format!("http://{}", ready.address()?);
    if args.json {
        let list: Vec<_> = people
            .iter()
            .map(|p| serde_json::json!({"account": p.role, "password": PASSWORD, "name": p.name, "role": p.role, "post": p.post, "unit": p.unit}))
            .collect();
        say(&format!("{}\n", serde_json::json!({"url": url, "signins": list})));
    } else {
        say(&table(&people));
        say(&format!(
            "\nDaybook serves {url} — stop it with Ctrl+C; the data stays in {}\n{}\n",
            settings.db,
            from_a_phone(ready.address()?)
        ));
    }
    ready.serve().await.map(|()| ExitCode::SUCCESS)
}

/// How a phone in the same network comes here.
fn from_a_phone(address: SocketAddr) -> String {
    if address.ip().is_loopback() {
        return format!(
            "From a phone in the same network: start it with --listen 0.0.0.0:{}",
            address.port()
        );
    }
    // Nothing is sent: the system says which of its addresses it would send from.
    let own = UdpSocket::bind("0.0.0.0:0").and_then(|socket| {
        socket.connect("192.0.2.1:9")?;
        socket.local_addr()
    });
    let ip = match own {
        Ok(own) if address.ip().is_unspecified() => own.ip(),
        _ => address.ip(),
    };
    format!(
        "From a phone in the same network: http://{}",
        SocketAddr::new(ip, address.port())
    )
}

fn table(people: &[SignIn]) -> String {
    if people.is_empty() {
        return "This database has no demo accounts. Make an administrator with `daybook user invite`.\n".into();
    }
    let mut text = format!("\nSign in as (password {PASSWORD}):\n");
    for p in people {
        let seat = if p.post.is_empty() {
            "—".into()
        } else {
            format!("{} · {}", p.post, p.unit)
        };
        text += &format!("  {:<9} {} · {seat}\n", p.role, p.name);
    }
    text
}
