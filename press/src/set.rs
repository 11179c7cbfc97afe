//! A form and its data become a PDF, or a sentence about what is wrong and where.

use crate::Fault;
use crate::desk::Desk;
use anyhow::anyhow;
use typst::diag::SourceDiagnostic;
use typst::layout::PagedDocument;
use typst::syntax::Span;
use typst::{World, WorldExt};
use typst_pdf::PdfOptions;

/// Faults that are told: the first ones are the cause, the others mostly follow.
const TOLD: usize = 3;

const NO_FONT: &str = "no font with Chinese characters was found: install one (apt-get install fonts-noto-cjk), or put one into \
                       the folder of --forms";

pub fn pdf(desk: &Desk) -> Result<Vec<u8>, Fault> {
    if desk.lacks_chinese() {
        return Err(anyhow!(NO_FONT).into());
    }
    typst_pdf::pdf(&document(desk)?, &PdfOptions::default()).map_err(|faults| told(desk, &faults))
}

pub fn document(desk: &Desk) -> Result<PagedDocument, Fault> {
    typst::compile::<PagedDocument>(desk)
        .output
        .map_err(|faults| told(desk, &faults))
}

fn told(desk: &Desk, faults: &[SourceDiagnostic]) -> Fault {
    let lines: Vec<String> = faults.iter().take(TOLD).map(|fault| line(desk, fault)).collect();
    Fault::Template(lines.join("\n"))
}

/// `period.typ:12: unknown variable: nam (called at …)`
fn line(desk: &Desk, fault: &SourceDiagnostic) -> String {
    let here = place(desk, fault.span);
    let mut said = match &here {
        Some(place) => format!("{place}: {}", fault.message),
        None => fault.message.to_string(),
    };
    let from = fault.trace.iter().filter_map(|t| place(desk, t.span)).next_back();
    if let Some(from) = from.filter(|from| Some(from) != here.as_ref()) {
        said.push_str(&format!(" (called at {from})"));
    }
    for hint in &fault.hints {
        said.push_str(&format!("; {hint}"));
    }
    said
}

/// File and line, where there is one.
fn place(desk: &Desk, span: Span) -> Option<String> {
    let id = span.id()?;
    let name = id.vpath().as_rootless_path().display().to_string();
    let line = || {
        let at = desk.range(span)?.start;
        desk.source(id).ok()?.lines().byte_to_line(at)
    };
    Some(match line() {
        Some(line) => format!("{name}:{}", line + 1),
        None => name,
    })
}
