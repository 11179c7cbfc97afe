//! Office files of today: zip archives. Everything in them is counted as it really unpacks, and nothing is written anywhere.

use super::{Form, Refusal, compound, contains, is_foreign};
use std::io::{Cursor, Read};
use zip::{CompressionMethod, ZipArchive};

pub(super) const MAGIC: &[u8] = b"PK\x03\x04";

const MOST_ENTRIES: usize = 5_000;
/// Bytes that an archive may unpack to, what is inside it included.
const MOST_UNPACKED: u64 = 256 << 20;
/// Above this size, unpacked may be so many times packed (as office programs themselves hold it).
const FREE: u64 = 16 << 20;
const MOST_TIMES: u64 = 100;
/// Parts that are read as text: the list of types, the manifest.
const MOST_LISTED: u64 = 1 << 20;
/// An archive inside that is looked into.
const MOST_INNER: u64 = 32 << 20;

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

pub(super) fn office(bytes: &[u8]) -> Result<Form, Refusal> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::Broken)?;
    if archive.offset() != 0 {
        return Err(Refusal::Kind);
    }
    let names = listed(&mut archive, bytes.len() as u64)?;
    let form = form(&mut archive, &names)?;
    let mut left = MOST_UNPACKED;
    unpack(&mut archive, &mut left, 0)?;
    Ok(form)
}

/// Whether there is an archive in it somewhere, whatever it begins with.
pub(super) fn is_archive(bytes: &[u8]) -> bool {
    ZipArchive::new(Cursor::new(bytes)).is_ok_and(|archive| !archive.is_empty())
}

/// The names in the archive, after what its list alone tells: sizes, passwords, names that lead elsewhere.
fn listed(archive: &mut Archive<'_>, packed: u64) -> Result<Vec<String>, Refusal> {
    if archive.len() > MOST_ENTRIES {
        return Err(Refusal::Expands);
    }
    let mut names = Vec::with_capacity(archive.len());
    let mut total: u64 = 0;
    for at in 0..archive.len() {
        let entry = archive.by_index_raw(at).map_err(|_| Refusal::Broken)?;
        if entry.encrypted() {
            return Err(Refusal::Password);
        }
        let name = entry.name().map_err(|_| Refusal::Broken)?.into_owned();
        if name.starts_with('/') || name.contains(['\\', '\0', ':']) || name.split('/').any(|part| part == "..") {
            return Err(Refusal::Broken);
        }
        total = total.saturating_add(entry.size());
        names.push(name);
    }
    if total > MOST_UNPACKED || (total > FREE && total / packed.max(1) > MOST_TIMES) {
        return Err(Refusal::Expands);
    }
    if archive.has_duplicate_names() {
        return Err(Refusal::Broken);
    }
    Ok(names)
}

fn form(archive: &mut Archive<'_>, names: &[String]) -> Result<Form, Refusal> {
    let under = |folder: &str| names.iter().any(|n| n.starts_with(folder) && !n.ends_with('/'));
    if names.first().is_some_and(|n| n == "mimetype") {
        let mime = text(archive, "mimetype")?;
        let form = match mime.trim_ascii() {
            b"application/vnd.oasis.opendocument.text" => Form::Odt,
            b"application/vnd.oasis.opendocument.spreadsheet" => Form::Ods,
            b"application/vnd.oasis.opendocument.presentation" => Form::Odp,
            _ => return Err(Refusal::Kind),
        };
        if contains(&text(archive, "META-INF/manifest.xml")?, b"encryption-data") {
            return Err(Refusal::Password);
        }
        return if under("Basic/") || under("Scripts/") {
            Err(Refusal::Macros)
        } else {
            Ok(form)
        };
    }
    if !names.iter().any(|n| n == "[Content_Types].xml") {
        return Err(Refusal::Kind);
    }
    let types = text(archive, "[Content_Types].xml")?;
    let macros = |n: &String| {
        n.rsplit('/')
            .next()
            .is_some_and(|n| n.eq_ignore_ascii_case("vbaProject.bin"))
    };
    if contains(&types, b"macroEnabled") || names.iter().any(macros) {
        return Err(Refusal::Macros);
    }
    let mains: [(&[u8], Form); 4] = [
        (b"wordprocessingml.document.main+xml", Form::Docx),
        (b"spreadsheetml.sheet.main+xml", Form::Xlsx),
        (b"presentationml.presentation.main+xml", Form::Pptx),
        (b"presentationml.slideshow.main+xml", Form::Pptx),
    ];
    let found = mains.into_iter().find(|(main, _)| contains(&types, main));
    found.map(|(_, form)| form).ok_or(Refusal::Kind)
}

fn text(archive: &mut Archive<'_>, name: &str) -> Result<Vec<u8>, Refusal> {
    let entry = archive.by_name(name).map_err(|_| Refusal::Kind)?;
    let mut text = Vec::new();
    entry
        .take(MOST_LISTED + 1)
        .read_to_end(&mut text)
        .map_err(|_| Refusal::Broken)?;
    if text.len() as u64 > MOST_LISTED {
        return Err(Refusal::Expands);
    }
    Ok(text)
}

/// Unpacks everything into nothing: the sizes in the list may lie. `left` is what may still come out.
fn unpack(archive: &mut Archive<'_>, left: &mut u64, depth: u8) -> Result<(), Refusal> {
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).map_err(|_| Refusal::Broken)?;
        if !matches!(
            entry.compression(),
            CompressionMethod::Stored | CompressionMethod::Deflated
        ) {
            return Err(Refusal::Broken);
        }
        let (declared, packed) = (entry.size(), entry.compressed_size());
        let name = entry.name().map_err(|_| Refusal::Broken)?.to_ascii_lowercase();
        let mut head = [0; 8];
        let began = fill(&mut entry, &mut head)?;
        let head = head.get(..began).unwrap_or_default();
        // Drawings of Windows are packed once more by the office programs themselves.
        let drawing = (name.ends_with(".emz") || name.ends_with(".wmz")) && packed < (1 << 20);
        if is_foreign(head) && !drawing {
            return Err(Refusal::Inside);
        }
        let looked_into = head.starts_with(MAGIC) || head.starts_with(compound::MAGIC);
        // One byte more than declared is enough to know that the list lies.
        let most = declared.min(*left).min(if looked_into { MOST_INNER } else { u64::MAX });
        let rest = (&mut entry).take((most + 1).saturating_sub(began as u64));
        let mut inner = Vec::new();
        let out = if looked_into {
            inner.extend_from_slice(head);
            { rest }.read_to_end(&mut inner).map_err(|_| Refusal::Broken)?;
            inner.len() as u64
        } else {
            let passed = std::io::copy(&mut { rest }, &mut std::io::sink());
            began as u64 + passed.map_err(|_| Refusal::Broken)?
        };
        if out > most {
            return Err(Refusal::Expands);
        }
        *left -= out;
        if head.starts_with(compound::MAGIC) && compound::carries(&inner) {
            return Err(Refusal::Inside);
        }
        if head.starts_with(MAGIC) {
            within(&inner, left, depth)?;
        }
    }
    Ok(())
}

/// A workbook inside a document is usual; an archive inside that one is not.
fn within(inner: &[u8], left: &mut u64, depth: u8) -> Result<(), Refusal> {
    if depth > 0 {
        return Err(Refusal::Inside);
    }
    let mut archive = ZipArchive::new(Cursor::new(inner)).map_err(|_| Refusal::Inside)?;
    let names = listed(&mut archive, inner.len() as u64)?;
    form(&mut archive, &names).map_err(|refusal| match refusal {
        Refusal::Kind => Refusal::Inside,
        other => other,
    })?;
    unpack(&mut archive, left, depth + 1)
}

/// Reads until the buffer is full or the content ends.
fn fill(from: &mut impl Read, into: &mut [u8]) -> Result<usize, Refusal> {
    let mut filled = 0;
    while let Some(rest) = into.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        match from.read(rest) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(_) => return Err(Refusal::Broken),
        }
    }
    Ok(filled)
}
