//! What is wrong with a file, by cell, in both languages.

use domain::Lang;
use domain::indicator::{Flaw, Severity};
use domain::roster::Problem;
use domain::view::FindingView;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// From 1; 0 when it is about the file as a whole.
    pub line: u32,
    /// The column's heading as it stands in the file.
    pub column: Option<String>,
    /// An error rejects the file.
    pub error: bool,
    pub zh: String,
    pub en: String,
}

impl Fault {
    pub(super) fn new(line: u32, column: Option<&str>, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            line,
            column: column.map(str::to_owned),
            error: true,
            zh: zh.into(),
            en: en.into(),
        }
    }

    pub(super) fn warning(self) -> Self {
        Self { error: false, ..self }
    }

    /// What keeps the file from being read at all.
    pub(super) fn file(line: u32, problem: &Problem) -> Self {
        Self::new(line, None, problem.zh(), problem.en())
    }

    /// What is wrong with a set: it comes in as a draft all the same, and is put right there.
    pub(super) fn flaw(line: u32, flaw: &Flaw) -> Self {
        let (zh, en) = (flaw.words(Lang::Zh), flaw.words(Lang::En));
        let late = flaw.severity() == Severity::Error;
        let (zh, en) = if late {
            (
                format!("{zh}可先导入为草稿，审定前改好。"),
                format!("{en} It can come in as a draft; put it right before it is agreed."),
            )
        } else {
            (zh, en)
        };
        Self::new(line, None, zh, en).warning()
    }

    pub(super) fn view(&self, file: &str, lang: Lang) -> FindingView {
        FindingView {
            file: file.to_owned(),
            line: self.line,
            column: self.column.clone(),
            error: self.error,
            words: lang.pick(&self.zh, &self.en).clone(),
        }
    }
}
