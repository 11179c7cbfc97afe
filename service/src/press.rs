//! Forms become PDFs in a process of their own, `daybook-press`: a template that an office wrote cannot take the server with it.

use crate::{Daybook, Error, Result};
use domain::Violation;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;
use tokio::io::AsyncWriteExt;
use tokio::process::Command;
use tokio::sync::Semaphore;

/// Longer than a roster of a province takes.
const PATIENCE: Duration = Duration::from_secs(60);
/// At once: setting a form takes a core.
const AT_ONCE: usize = 2;

/// The press, and where its templates are.
pub(crate) struct Press {
    program: Option<PathBuf>,
    /// Templates of the installation; one that is not there is the built-in one.
    templates: Option<PathBuf>,
    fonts: Option<PathBuf>,
    turns: Semaphore,
}

impl Press {
    /// `program`: where the press is; beside the server without one.
    pub(crate) fn new(program: Option<PathBuf>, templates: Option<PathBuf>, fonts: Option<PathBuf>) -> Self {
        let beside = || {
            let own = std::env::current_exe().ok()?;
            // Tests run from a folder below.
            let places = [own.with_file_name("daybook-press"), own.parent()?.with_file_name("daybook-press")];
            places.into_iter().find(|path| path.is_file())
        };
        Self {
            program: program.or_else(beside),
            templates,
            fonts,
            turns: Semaphore::new(AT_ONCE),
        }
    }

    fn template(&self, name: &str) -> Result<String> {
        let own = self.templates.as_deref().map(|folder| folder.join(name));
        if let Some(path) = own.filter(|path| path.is_file()) {
            return std::fs::read_to_string(&path).map_err(|e| Error::Unavailable(format!("{}: {e}", path.display())));
        }
        let built_in = match name {
            "person.typ" => include_str!("../../forms/person.typ"),
            _ => include_str!("../../forms/list.typ"),
        };
        Ok(built_in.to_owned())
    }
}

/// Sets a form. `template` is `person.typ` or `list.typ`.
pub(crate) async fn pdf(daybook: &Daybook, template: &str, data: &serde_json::Value) -> Result<Vec<u8>> {
    let press = &daybook.press;
    let Some(program) = press.program.as_deref() else {
        return Err(Violation::NoPress.into());
    };
    let order = serde_json::json!({
        "template": press.template(template)?,
        "data": data,
        "fonts": press.fonts.iter().collect::<Vec<_>>(),
    });
    let order = serde_json::to_vec(&order).map_err(|e| Error::Unavailable(e.to_string()))?;
    let _turn = press.turns.acquire().await;
    match tokio::time::timeout(PATIENCE, set(program, order)).await {
        Ok(done) => done,
        Err(_) => Err(Error::Unavailable(format!("{template} was not set within {PATIENCE:?}"))),
    }
}

async fn set(program: &Path, order: Vec<u8>) -> Result<Vec<u8>> {
    let failed = |e: std::io::Error| Error::Unavailable(format!("{}: {e}", program.display()));
    let mut child = Command::new(program)
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .map_err(failed)?;
    let mut input = child.stdin.take();
    // It reads all before it writes anything.
    if let Some(input) = &mut input {
        input.write_all(&order).await.map_err(failed)?;
    }
    drop(input);
    let done = child.wait_with_output().await.map_err(failed)?;
    if done.status.success() {
        return Ok(done.stdout);
    }
    let said = String::from_utf8_lossy(&done.stderr);
    tracing::warn!(said = said.trim(), "a form was not set");
    let text = said.trim().chars().take(400).collect();
    Err(Violation::TemplateFlawed { text }.into())
}
