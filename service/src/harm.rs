//! Harm for the tests of whatever comes in from outside: files as broken disks, networks and editors leave them.

use rand::Rng;
use rand::rngs::StdRng;
use std::io::{Cursor, Read, Write};

/// Bytes that mean something in a table, a markup or a length.
const TELLING: &[u8] = b",\"\r\n\t;<>&/=09-\0\x01\x7f\x80\xff";

/// One of the seeds with one to three harms: bytes changed, cut, doubled, filled, taken out, or put in from another seed.
pub(crate) fn harmed(rng: &mut StdRng, seeds: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = seeds[rng.random_range(0..seeds.len())].clone();
    for _ in 0..rng.random_range(1..4) {
        let at = rng.random_range(0..bytes.len());
        let end = (at + rng.random_range(1..40)).min(bytes.len());
        match rng.random_range(0..8) {
            0 => bytes.truncate(at.max(1)),
            1 => bytes[at] = rng.random(),
            2 => bytes[at] ^= 1 << rng.random_range(0..8),
            3 => bytes[at] = TELLING[rng.random_range(0..TELLING.len())],
            4 => {
                let other = &seeds[rng.random_range(0..seeds.len())];
                let from = rng.random_range(0..other.len());
                let until = (from + rng.random_range(1..200)).min(other.len());
                bytes.splice(at..end, other[from..until].iter().copied());
            }
            5 => {
                let copied = bytes[at..end].to_vec();
                bytes.splice(at..at, copied);
            }
            6 => bytes[at..end].fill(rng.random()),
            _ => {
                bytes.drain(at..end);
                bytes.push(b'x');
            }
        }
    }
    bytes
}

/// The parts of a workbook that are read; what only describes the document is left out.
pub(crate) fn parts(book: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(book)).unwrap();
    let all = (0..archive.len()).map(|n| {
        let mut part = archive.by_index(n).unwrap();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        (part.name().unwrap().into_owned(), bytes)
    });
    all.filter(|(name, _)| !name.starts_with("docProps")).collect()
}

/// A workbook of these parts with one that is read harmed, and right checksums, so that the harm is read.
pub(crate) fn harmed_within(rng: &mut StdRng, parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let read = ["sheet1.xml", "sharedStrings.xml", "workbook.xml", "workbook.xml.rels"];
    let hits: Vec<usize> = (0..parts.len())
        .filter(|n| read.iter().any(|r| parts[*n].0.ends_with(r)))
        .collect();
    assert!(hits.len() >= 3, "not a workbook as it is written today");
    let hit = hits[rng.random_range(0..hits.len())];
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (n, (name, bytes)) in parts.iter().enumerate() {
        archive.start_file(name.as_str(), stored).unwrap();
        match n == hit {
            true => archive.write_all(&harmed(rng, std::slice::from_ref(bytes))).unwrap(),
            false => archive.write_all(bytes).unwrap(),
        }
    }
    archive.finish().unwrap().into_inner()
}
