//! `daybook user`: one-time links from the terminal; the first administrators are made this way.

use super::{open, say};
use crate::settings::Settings;
use clap::{Args, Subcommand};
use domain::permission::Duty;
use service::account::{give_duty, holder_of, invite_anew, invite_official, numbered};
use service::{Daybook, Error};
use std::process::ExitCode;

const DUTIES: &str = "system_administrator, security_administrator, auditor or personnel_office";

#[derive(Args)]
pub(super) struct UserArgs {
    #[command(subcommand)]
    command: UserCommand,
}

#[derive(Subcommand)]
enum UserCommand {
    /// Print a one-time link (72 hours) with which somebody sets a password
    Invite(Invite),
}

const WHO: &str = "For somebody with an account: --account. For somebody on the staff list without one: --account and --staff-number. For an \
administrator who is on no staff list, such as the first: --account, --name and --duty.\n\nAn embedded database is open to one program at a time: run \
this before `daybook serve`, or stop the server for it.";

#[derive(Args)]
#[command(after_help = WHO)]
struct Invite {
    /// Account name
    #[arg(long)]
    account: String,
    /// Whose account it becomes, by the number in the staff list
    #[arg(long, value_name = "NUMBER", conflicts_with = "name")]
    staff_number: Option<String>,
    /// The name of a person who is on no staff list
    #[arg(long, requires = "duty")]
    name: Option<String>,
    /// A separate duty given with the link; rights stay as they are without: system_administrator · security_administrator · auditor · personnel_office
    #[arg(long)]
    duty: Option<String>,
}

pub(super) async fn user(settings: &Settings, args: &UserArgs) -> Result<ExitCode, String> {
    let UserCommand::Invite(invite) = &args.command;
    let duty = match &invite.duty {
        Some(duty) => Some(Duty::parse(duty).ok_or_else(|| format!("--duty {duty}: {DUTIES}"))?),
        None => None,
    };
    let daybook = open(settings).await?;
    let path = link(&daybook, invite, duty).await?;
    say(&format!(
        "One-time link, good for 72 hours:\n  {}{path}\n",
        settings.address()
    ));
    Ok(ExitCode::SUCCESS)
}

async fn link(daybook: &Daybook, invite: &Invite, duty: Option<Duty>) -> Result<String, String> {
    let account = invite.account.as_str();
    let words = |error: Error| error.to_string();
    let mut person = holder_of(daybook, account).await.map_err(words)?;
    if let Some(number) = &invite.staff_number {
        let (listed, held) = numbered(daybook, number)
            .await
            .map_err(words)?
            .ok_or_else(|| format!("nobody has the staff number {number}"))?;
        match (&person, held) {
            (Some(holder), _) if *holder != listed => return Err(format!("the account {account} is somebody else's")),
            (None, Some(held)) => {
                return Err(format!(
                    "staff number {number} has the account {held}; invite with --account {held}"
                ));
            }
            _ => {}
        }
        person = Some(listed);
    }
    match (person, duty, &invite.name) {
        (Some(person), None, _) => invite_anew(daybook, account, &person).await.map_err(words),
        (Some(person), Some(duty), _) => {
            give_duty(daybook, &person, duty).await.map_err(words)?;
            invite_anew(daybook, account, &person).await.map_err(words)
        }
        (None, Some(duty), Some(name)) => invite_official(daybook, account, name, duty).await.map_err(words),
        (None, ..) => Err(format!(
            "nobody has the account {account}. Somebody on the staff list gets it with --staff-number NUMBER; \
             an administrator who is on none is made with --name NAME and --duty: {DUTIES}"
        )),
    }
}
