//! A template and its data, set by typst.

use anyhow::{Result, bail};
use std::path::PathBuf;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime};
use typst::layout::PagedDocument;
use typst::syntax::{FileId, Source, VirtualPath};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World, WorldExt};
use typst_kit::fonts::{FontSlot, Fonts};
use typst_pdf::PdfOptions;

/// All that a template can see: itself and its data. No other file, no network, no clock.
struct Desk {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<FontSlot>,
    template: Source,
    data: (FileId, Bytes),
}

/// The PDF, or where the template is wrong: line and sentence.
pub fn set(template: String, data: Vec<u8>, folders: &[PathBuf]) -> Result<Vec<u8>> {
    let Fonts { book, fonts } = Fonts::searcher().search_with(folders);
    let id = |name: &str| FileId::new(None, VirtualPath::new(name));
    let desk = Desk {
        library: LazyHash::new(Library::default()),
        book: LazyHash::new(book),
        fonts,
        template: Source::new(id("form.typ"), template),
        data: (id("data.json"), Bytes::new(data)),
    };
    let document = match typst::compile::<PagedDocument>(&desk).output {
        Ok(document) => document,
        Err(faults) => bail!("{}", told(&desk, &faults)),
    };
    match typst_pdf::pdf(&document, &PdfOptions::default()) {
        Ok(pdf) => Ok(pdf),
        Err(faults) => bail!("{}", told(&desk, &faults)),
    }
}

fn told(desk: &Desk, faults: &[SourceDiagnostic]) -> String {
    let line = |fault: &SourceDiagnostic| {
        let at = desk.range(fault.span).map_or(0, |range| range.start);
        1 + desk.template.text().bytes().take(at).filter(|b| *b == b'\n').count()
    };
    let lines = faults.iter().map(|f| format!("line {}: {}", line(f), f.message));
    lines.collect::<Vec<_>>().join("\n")
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.template.id() {
            return Ok(self.template.clone());
        }
        Err(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.data.0 {
            return Ok(self.data.1.clone());
        }
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index)?.get()
    }

    /// Forms carry the day that they were made for in their data.
    fn today(&self, _: Option<i64>) -> Option<Datetime> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pages(pdf: &[u8]) -> usize {
        let text = String::from_utf8_lossy(pdf);
        text.matches("/Type /Page\n")
            .count()
            .max(text.matches("/Type/Page/").count())
    }

    #[test]
    fn data_becomes_a_document() {
        let pdf = set(
            "#let d = json(\"data.json\")\n#d.name\n#pagebreak()\nsecond".into(),
            br#"{"name":"Ada"}"#.to_vec(),
            &[],
        )
        .unwrap();
        assert!(pdf.starts_with(b"%PDF-"));
        assert!(pages(&pdf) <= 2);
    }

    #[test]
    fn a_wrong_template_names_its_line() {
        let told = set("fine\n#nothing_known".into(), b"{}".to_vec(), &[])
            .unwrap_err()
            .to_string();
        assert!(told.starts_with("line 2: "), "{told}");
    }

    #[test]
    fn a_template_reads_nothing_else() {
        for other in ["/etc/passwd", "other.json"] {
            assert!(set(format!("#read(\"{other}\")"), b"{}".to_vec(), &[]).is_err());
        }
    }
}
