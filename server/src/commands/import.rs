//! `daybook import`: a dry run unless told to write.

use super::{open, say};
use crate::settings::Settings;
use clap::{Args, ValueEnum};
use domain::roster::{Change, Finding};
use domain::{Lang, PersonId};
use service::import::{Kind, Upload, check, rejects, write_from_terminal};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

#[derive(Clone, Copy, ValueEnum)]
enum ListKind {
    Auto,
    Organogram,
    Staff,
}

#[derive(Args)]
pub(super) struct ImportArgs {
    /// CSV or XLSX files; organograms come in pairs, senior and junior
    #[arg(required = true)]
    files: Vec<PathBuf>,
    #[arg(long, value_enum, default_value = "auto")]
    kind: ListKind,
    /// Write what the dry run shows
    #[arg(long)]
    write: bool,
    /// Language of the report: zh-CN or en
    #[arg(long, default_value = "en")]
    lang: String,
    /// Changes and findings shown at most
    #[arg(long, default_value_t = 40)]
    show: usize,
}

pub(super) async fn import(settings: &Settings, args: &ImportArgs) -> Result<ExitCode, String> {
    let lang = Lang::from_tag(&args.lang).ok_or_else(|| format!("--lang {}: zh-CN or en", args.lang))?;
    let kind = match args.kind {
        ListKind::Auto => Kind::Auto,
        ListKind::Organogram => Kind::Organogram,
        ListKind::Staff => Kind::StaffList,
    };
    let files = read(&args.files)?;
    let daybook = open(settings).await?;
    let began = Instant::now();
    let mut said = 0;
    let mut progress = |done: usize, total: usize| {
        if total > 0 && done * 10 / total > said {
            said = done * 10 / total;
            say(&format!("  {done} of {total} rows read\n"));
        }
    };
    let checked = check(&daybook, &files, kind, &mut progress)
        .await
        .map_err(|error| error.to_string())?;
    for finding in checked.findings.iter().take(args.show) {
        say(&line(finding, lang));
    }
    let errors = checked.findings.iter().filter(|f| rejects(f)).count();
    let Some(changes) = checked.changes else {
        return Err(format!(
            "the files were rejected for {errors} errors; nothing was written"
        ));
    };
    report(&changes, lang, args.show);
    if !args.write {
        say("Dry run: nothing was written. Add --write to write it.\n");
        return Ok(ExitCode::SUCCESS);
    }
    write_from_terminal(&daybook, &PersonId("terminal".into()), &changes)
        .await
        .map_err(|error| error.to_string())?;
    say(&format!(
        "Written: {} changes in {:.1} s.\n",
        changes.len(),
        began.elapsed().as_secs_f64()
    ));
    Ok(ExitCode::SUCCESS)
}

fn read(paths: &[PathBuf]) -> Result<Vec<Upload>, String> {
    let one = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        std::fs::read(path)
            .map(|bytes| (name, bytes))
            .map_err(|error| format!("{}: {error}", path.display()))
    };
    paths.iter().map(one).collect()
}

fn line(finding: &Finding, lang: Lang) -> String {
    let kind = if rejects(finding) {
        lang.pick("错误", "error")
    } else {
        lang.pick("提示", "warning")
    };
    let column = finding.column.as_ref().map(|c| format!(", {c}")).unwrap_or_default();
    format!(
        "{kind}: {}:{}{column}: {}\n",
        finding.file,
        finding.line,
        lang.pick(finding.problem.zh(), finding.problem.en())
    )
}

fn report(changes: &[Change], lang: Lang, show: usize) {
    say(&format!("{} changes\n", changes.len()));
    for change in changes.iter().take(show) {
        say(&format!("  {}\n", change.words(lang)));
    }
    if changes.len() > show {
        say(&format!("  … and {} more (--show N)\n", changes.len() - show));
    }
}
