//! What is wrong with a template, in words, and where.

use domain::assessment::Words;
use std::fmt::Display;

pub(super) type Found<T> = Result<T, Flaw>;

/// Characters of a template that are told again.
const TOLD: usize = 80;

#[derive(Debug)]
pub(super) struct Flaw {
    sheet: String,
    cell: String,
    words: Words,
}

impl Flaw {
    pub(super) fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            sheet: String::new(),
            cell: String::new(),
            words: Words::new(zh, en),
        }
    }

    /// What no office program writes.
    pub(super) fn broken(why: impl Display) -> Self {
        let why = clip(&why.to_string());
        Self::new(
            format!("不是能读的 .xlsx 工作簿（{why}）。请用 Excel 或 WPS 另存为不加密的 .xlsx。"),
            format!(
                "it is no .xlsx workbook that can be read ({why}). Save it as .xlsx, without a password, from Excel or WPS."
            ),
        )
    }

    pub(super) fn large() -> Self {
        Self::new(
            "模板或填好的表太大。",
            "the template, or what becomes of it, is too large.",
        )
    }

    pub(super) fn unknown(name: &str) -> Self {
        let name = clip(name);
        Self::new(
            format!("没有 {{{{{name}}}}} 这一项。能用哪些，见 docs/FORMS.md。"),
            format!("there is no {{{{{name}}}}}. What there is stands in docs/FORMS.md."),
        )
    }

    pub(super) fn on(mut self, sheet: &str) -> Self {
        self.sheet = clip(sheet);
        self
    }

    pub(super) fn at(mut self, cell: String) -> Self {
        self.cell = cell;
        self
    }

    /// File, sheet and cell, and what is wrong there.
    pub(super) fn words(&self, file: &str) -> Words {
        let Self { sheet, cell, words } = self;
        let place = match (sheet.is_empty(), cell.is_empty()) {
            (true, _) => (String::new(), String::new()),
            (false, true) => (format!(" 工作表“{sheet}”"), format!(", sheet “{sheet}”")),
            (false, false) => (
                format!(" 工作表“{sheet}”单元格 {cell}"),
                format!(", sheet “{sheet}”, cell {cell}"),
            ),
        };
        Words::new(
            format!("{file}{}：{}", place.0, words.zh),
            format!("{file}{}: {}", place.1, words.en),
        )
    }
}

pub(super) fn clip(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(TOLD).collect()
}
