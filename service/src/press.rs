//! Forms become PDFs in a process of their own, `daybook-press`: a template that an office wrote cannot take the server with it.

use crate::{Error, Result};
use domain::Violation;
use domain::assessment::Words;
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};
use std::sync::Arc;
use std::time::Duration;
use tokio::io::AsyncWriteExt;
use tokio::process::Command;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

/// The longest list takes about ten seconds of a core.
const PATIENCE: Duration = Duration::from_secs(60);
/// Whoever waits longer for a turn is asked to come again.
const WAIT: Duration = Duration::from_secs(20);
/// At once: setting a form takes a core.
const AT_ONCE: usize = 2;
/// Archives of many forms that are made at once.
const ARCHIVES: usize = 2;
/// Characters of what the press says that are passed on.
const SAID: usize = 600;
/// How the press ends when the template is at fault, not the call.
const TEMPLATE: i32 = 1;

/// The press, and where an office's own templates are.
pub(crate) struct Press {
    program: Option<PathBuf>,
    forms: Option<PathBuf>,
    turns: Arc<Semaphore>,
    archives: Arc<Semaphore>,
    wait: Duration,
    patience: Duration,
}

impl Press {
    /// `program`: the press; `daybook-press` beside this program without one.
    pub(crate) fn new(program: Option<PathBuf>, forms: Option<PathBuf>) -> Self {
        Self {
            program: program.or_else(beside),
            forms,
            turns: Arc::new(Semaphore::new(AT_ONCE)),
            archives: Arc::new(Semaphore::new(ARCHIVES)),
            wait: WAIT,
            patience: PATIENCE,
        }
    }

    /// The folder of an office's own templates.
    pub(crate) fn forms(&self) -> Option<&Path> {
        self.forms.as_deref()
    }

    /// A turn at what takes a core; it lasts until it is dropped.
    pub(crate) async fn turn(&self) -> Result<OwnedSemaphorePermit> {
        match timeout(self.wait, Arc::clone(&self.turns).acquire_owned()).await {
            Ok(Ok(turn)) => Ok(turn),
            _ => Err(Error::TooMany { seconds: 30 }),
        }
    }

    /// A turn at the forms of many; it lasts until it is dropped. Their forms take one turn after the other like those of anybody else,
    /// so whoever prints a single one waits for two at most.
    pub(crate) fn archive(&self) -> Result<OwnedSemaphorePermit> {
        if self.program.is_none() {
            return Err(missing());
        }
        let turn = Arc::clone(&self.archives).try_acquire_owned();
        turn.map_err(|_| Error::TooMany { seconds: 60 })
    }

    /// The PDF of a form. Dropped before it is done, the process ends.
    pub(crate) async fn set(&self, form: &str, data: &impl Serialize) -> Result<Vec<u8>> {
        let Some(program) = self.program.as_deref() else {
            return Err(missing());
        };
        let data = serde_json::to_vec(data).map_err(|error| Error::Unavailable(error.to_string()))?;
        let turn = self.turn().await?;
        let done = timeout(self.patience, self.run(program, form, &data)).await;
        drop(turn);
        match done {
            Ok(Ok(output)) => pdf(form, output),
            Ok(Err(error)) => Err(not_started(program, &error)),
            Err(_) => Err(exhausted(form)),
        }
    }

    async fn run(&self, program: &Path, form: &str, data: &[u8]) -> std::io::Result<Output> {
        let mut command = Command::new(program);
        command.arg(form);
        if let Some(folder) = &self.forms {
            command.arg("--forms").arg(folder);
        }
        let mut child = command
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()?;
        let input = child.stdin.take();
        let feed = async move {
            if let Some(mut input) = input {
                // One that ends before it has read all says why itself.
                let _ = input.write_all(data).await;
            }
        };
        let ((), output) = tokio::join!(feed, child.wait_with_output());
        output
    }
}

fn beside() -> Option<PathBuf> {
    let path = std::env::current_exe().ok()?.with_file_name("daybook-press");
    path.is_file().then_some(path)
}

fn pdf(form: &str, output: Output) -> Result<Vec<u8>> {
    if output.status.success() && output.stdout.starts_with(b"%PDF-") {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let said: String = said.trim().chars().take(SAID).collect();
    tracing::warn!(form, status = %output.status, said, "a form was not set");
    match output.status.code() {
        // It was ended: by its own bounds, or by a fault of its own.
        None => Err(exhausted(form)),
        Some(TEMPLATE) => Err(told(
            format!("这张表的模板有错，没有生成。请把下面的话转告人事部门或管理员：{said}"),
            format!(
                "The template of this form has a mistake, so it was not made. Pass this on to the personnel office or the administrator: {said}"
            ),
        )),
        Some(_) => Err(told(
            format!("PDF 没有生成。请把下面的话转告管理员：{said}"),
            format!("The PDF was not made. Pass this on to the administrator: {said}"),
        )),
    }
}

fn told(zh: String, en: String) -> Error {
    Violation::Assess {
        words: Words::new(zh, en),
    }
    .into()
}

fn missing() -> Error {
    told(
        "这里没有安装生成 PDF 的程序 daybook-press，可以先下载 Excel。请管理员把它放在 daybook 旁边，或用 --press 指明。".into(),
        "The program that makes PDFs, daybook-press, is not installed here; the Excel file is there. The administrator puts it beside daybook, or names it by --press.".into(),
    )
}

fn not_started(program: &Path, error: &std::io::Error) -> Error {
    let program = program.display();
    tracing::error!(%program, %error, "the press was not started");
    told(
        format!("生成 PDF 的程序 {program} 不能运行，可以先下载 Excel。请告知管理员：{error}"),
        format!(
            "The program that makes PDFs, {program}, does not run; the Excel file is there. Tell the administrator: {error}"
        ),
    )
}

fn exhausted(form: &str) -> Error {
    tracing::warn!(form, "a form took too long or too much memory");
    told(
        format!("生成 PDF 用的时间或内存太多，已经停止。可以先下载 Excel；请管理员检查模板 {form}.typ。"),
        format!(
            "Making the PDF took too long or too much memory, so it was stopped. The Excel file is there; the administrator looks at the template {form}.typ."
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Lang;
    use std::time::Instant;

    fn press(program: Option<&str>) -> Press {
        Press {
            program: program.map(PathBuf::from),
            forms: None,
            turns: Arc::new(Semaphore::new(1)),
            archives: Arc::new(Semaphore::new(ARCHIVES)),
            wait: Duration::from_millis(50),
            patience: Duration::from_millis(300),
        }
    }

    async fn refused(press: &Press, form: &str) -> String {
        match press.set(form, &serde_json::json!({})).await {
            Err(Error::Invalid(violation)) => violation.words(Lang::En),
            other => panic!("{other:?}"),
        }
    }

    #[tokio::test]
    async fn without_the_press_it_is_said_what_to_do() {
        let words = refused(&press(None), "period").await;
        assert!(words.contains("--press") && words.contains("daybook-press"), "{words}");
        let words = refused(&press(Some("/nowhere/daybook-press")), "period").await;
        assert!(words.contains("/nowhere/daybook-press"), "{words}");
    }

    #[tokio::test]
    async fn a_press_that_does_not_end_is_ended_and_the_next_has_its_turn() {
        let press = press(Some("/bin/sleep"));
        for _ in 0..2 {
            let start = Instant::now();
            let words = refused(&press, "60").await;
            assert!(words.contains("too long") && words.contains("60.typ"), "{words}");
            assert!(start.elapsed() < Duration::from_secs(40));
        }
    }

    #[tokio::test]
    async fn what_the_press_says_is_passed_on() {
        // Ends with 1, and says which file it did not find; it is waited for, however much else the machine has to do.
        let press = Press {
            patience: Duration::from_secs(60),
            ..press(Some("/bin/cat"))
        };
        let words = refused(&press, "no-such-form").await;
        assert!(words.contains("mistake") && words.contains("no-such-form"), "{words}");
    }

    #[tokio::test]
    async fn whoever_gets_no_turn_is_asked_to_come_again() {
        let press = press(Some("/bin/true"));
        // Nothing is no PDF.
        assert!(press.set("period", &()).await.is_err());
        let _taken = press.turns.acquire().await.unwrap();
        let refused = press.set("period", &()).await;
        assert!(matches!(refused, Err(Error::TooMany { .. })), "{refused:?}");
    }
}
