//! `daybook user`: one-time links from the terminal; the first administrator is made this way.

use super::{open, say};
use crate::settings::Settings;
use clap::{Args, Subcommand};
use domain::permission::Duty;
use std::process::ExitCode;

#[derive(Args)]
pub(super) struct UserArgs {
    #[command(subcommand)]
    command: UserCommand,
}

#[derive(Subcommand)]
enum UserCommand {
    /// Print a one-time link (72 hours) with which somebody sets a password; makes the person if the account is new
    Invite {
        /// Account name
        #[arg(long)]
        account: String,
        /// The person's name
        #[arg(long)]
        name: String,
        /// system_administrator · security_administrator · auditor · personnel_office
        #[arg(long, default_value = "system_administrator")]
        duty: String,
    },
}

pub(super) async fn user(settings: &Settings, args: &UserArgs) -> Result<ExitCode, String> {
    let UserCommand::Invite { account, name, duty } = &args.command;
    let duty = Duty::parse(duty).ok_or_else(|| {
        format!("--duty {duty}: system_administrator, security_administrator, auditor or personnel_office")
    })?;
    let daybook = open(settings).await?;
    let link = service::account::first_administrator(&daybook, account, name, duty)
        .await
        .map_err(|error| error.to_string())?;
    say(&format!(
        "One-time link, good for 72 hours:\n  http://{}{link}\n",
        settings.listen
    ));
    Ok(ExitCode::SUCCESS)
}
