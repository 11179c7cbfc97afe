//! What a content is, by the content alone: names and what a browser claims count for nothing.

mod compound;
mod package;

use super::form::Form;
use domain::file::Refusal;

/// The form of a whole content; what is none of them, or dangerous to open, is refused.
pub(crate) fn sniff(bytes: &[u8]) -> Result<Form, Refusal> {
    if bytes.is_empty() {
        return Err(Refusal::Empty);
    }
    if bytes.starts_with(compound::MAGIC) {
        return compound::office(bytes);
    }
    if bytes.starts_with(package::MAGIC) {
        return package::office(bytes);
    }
    match infer::get(bytes).map(|found| found.mime_type()) {
        Some("image/jpeg") => Ok(Form::Jpeg),
        Some("image/png") => Ok(Form::Png),
        Some("image/webp") => Ok(Form::Webp),
        Some("application/pdf") => pdf(bytes),
        _ => Err(Refusal::Kind),
    }
}

/// A PDF begins and ends as one; an archive behind it would make it two files in one.
fn pdf(bytes: &[u8]) -> Result<Form, Refusal> {
    let tail = bytes.get(bytes.len().saturating_sub(1024)..).unwrap_or_default();
    if !bytes.starts_with(b"%PDF-") || !contains(tail, b"%%EOF") {
        return Err(Refusal::Broken);
    }
    if package::is_archive(bytes) {
        return Err(Refusal::Inside);
    }
    Ok(Form::Pdf)
}

/// Beginnings of archives and programs, which have no place inside an office file.
fn is_foreign(head: &[u8]) -> bool {
    const HEADS: [&[u8]; 9] = [
        b"MZ",
        b"\x7fELF",
        b"\xcf\xfa\xed\xfe",
        b"\xca\xfe\xba\xbe",
        b"7z\xbc\xaf\x27\x1c",
        b"Rar!\x1a\x07",
        b"\xfd7zXZ\0",
        b"BZh",
        b"\x1f\x8b",
    ];
    HEADS.iter().any(|h| head.starts_with(h))
}

fn contains(text: &[u8], part: &[u8]) -> bool {
    text.windows(part.len()).any(|w| w == part)
}
