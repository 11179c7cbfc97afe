use super::Answer;
#[cfg(feature = "ssr")]
use super::Caller;
use crate::prelude::*;
use domain::view::{AccountRow, ImportJob, ImportLine, LedgerRow};

/// Accounts of people whose name, post or account contains `query`; at most 50.
#[server(name = GetAccounts, endpoint = "accounts")]
pub async fn accounts(query: String) -> Answer<Vec<AccountRow>> {
    Caller::run(|daybook, actor| async move { service::account::list(&daybook, &actor, &query).await }).await
}

/// Makes a one-time link (a path on this site) with which the person opens the account.
#[server(endpoint = "invite_person")]
pub async fn invite_person(person: String, account: String) -> Answer<String> {
    let link = Caller::run(|daybook, actor| async move {
        service::account::invite(&daybook, &actor, &person.into(), &account).await
    })
    .await?;
    Caller::of_request().tell(&link);
    Ok(link)
}

/// Gives a separate duty to a person, or takes it away.
#[server(endpoint = "change_duty")]
pub async fn change_duty(person: String, duty: String, on: bool, key: String) -> Answer<()> {
    Caller::run(|daybook, actor| async move {
        service::account::change_duty(&daybook, &actor, &person.into(), &duty, on, &key).await
    })
    .await
}

/// Imports of late, newest first.
#[server(name = GetImportJobs, endpoint = "import_jobs")]
pub async fn import_jobs() -> Answer<Vec<ImportLine>> {
    Caller::run(|daybook, actor| async move { service::import::recent(&daybook, &actor).await }).await
}

/// How far an import is.
#[server(name = GetImportJob, endpoint = "import_job")]
pub async fn import_job(job: String) -> Answer<ImportJob> {
    let lang = Caller::of_request().lang;
    Caller::run(|daybook, actor| async move { service::import::job(&daybook, &actor, &job, lang) }).await
}

/// Writes a checked import.
#[server(endpoint = "apply_import")]
pub async fn apply_import(job: String) -> Answer<()> {
    Caller::run(|daybook, actor| async move { service::import::apply(&daybook, &actor, &job).await }).await
}

/// Acts in the ledger, newest first, before the entry `before`.
#[server(name = GetLedger, endpoint = "ledger")]
pub async fn ledger(before: Option<String>) -> Answer<Vec<LedgerRow>> {
    Caller::run(|daybook, actor| async move { service::ledger::page(&daybook, &actor, before.as_deref()).await }).await
}
