//! `daybook import`: a dry run unless told to write.

use super::{open, say};
use crate::settings::Settings;
use clap::{Args, ValueEnum};
use domain::roster::{Change, Finding};
use domain::{Lang, PersonId};
use service::import::{Kind, Upload, check, counted, rejects, write_from_terminal};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
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
    // Not "files", which is the id of the setting --files.
    #[arg(required = true, value_name = "FILE")]
    lists: Vec<PathBuf>,
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
    let files = read(&args.lists)?;
    let daybook = open(settings).await?;
    let began = Instant::now();
    let read = Tenths::new("read");
    let checked = check(&daybook, &files, kind, &mut |done, total| read.tell(done, total))
        .await
        .map_err(|error| error.to_string())?;
    for finding in checked.findings.iter().take(args.show) {
        say(&line(finding, lang));
    }
    if let Some(hidden) = checked.findings.len().checked_sub(args.show).filter(|n| *n > 0) {
        say(&format!("… and {hidden} more findings (--show N)\n"));
    }
    let (errors, _) = counted(&checked.findings);
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
    let written = Tenths::new("written");
    let progress = |done, total| written.tell(done, total);
    write_from_terminal(&daybook, &PersonId("terminal".into()), &changes, &progress)
        .await
        .map_err(|error| error.to_string())?;
    say(&format!(
        "Written: {} changes in {:.1} s.\n",
        changes.len(),
        began.elapsed().as_secs_f64()
    ));
    Ok(ExitCode::SUCCESS)
}

/// A line for each tenth of the rows.
struct Tenths {
    what: &'static str,
    said: AtomicUsize,
}

impl Tenths {
    fn new(what: &'static str) -> Self {
        let said = AtomicUsize::new(0);
        Self { what, said }
    }

    fn tell(&self, done: usize, total: usize) {
        let tenths = (done * 10).checked_div(total).unwrap_or_default();
        if self.said.swap(tenths, Ordering::Relaxed) < tenths {
            say(&format!("  {done} of {total} rows {}\n", self.what));
        }
    }
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
