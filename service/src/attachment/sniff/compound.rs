//! The old office formats: a file system in a file (MS-CFB), of which only the directory is read.

use super::{Form, Refusal};

pub(super) const MAGIC: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// Entries of a directory that are looked at: real ones have a few dozen.
const MOST_ENTRIES: usize = 4_096;
const LAST: u32 = 0xffff_fffa;

pub(super) fn office(bytes: &[u8]) -> Result<Form, Refusal> {
    let names = names(bytes).ok_or(Refusal::Broken)?;
    let has = |name: &str| names.iter().any(|n| n == name);
    if has("EncryptedPackage") {
        return Err(Refusal::Password);
    }
    if has("\u{1}Ole10Native") {
        return Err(Refusal::Inside);
    }
    if ["_VBA_PROJECT", "_VBA_PROJECT_CUR", "Macros", "VBA"]
        .iter()
        .any(|n| has(n))
    {
        return Err(Refusal::Macros);
    }
    if has("WordDocument") {
        Ok(Form::Doc)
    } else if has("Workbook") || has("Book") {
        Ok(Form::Xls)
    } else if has("PowerPoint Document") {
        Ok(Form::Ppt)
    } else {
        Err(Refusal::Kind)
    }
}

/// Whether an embedded object carries a file of its own.
pub(super) fn carries(bytes: &[u8]) -> bool {
    names(bytes).is_some_and(|names| names.iter().any(|n| n == "\u{1}Ole10Native"))
}

/// Names of all storages and streams; none when the structure does not hold.
fn names(bytes: &[u8]) -> Option<Vec<String>> {
    let file = Sectors::of(bytes)?;
    let mut names = Vec::new();
    let mut sector = u32_at(bytes, 48)?;
    for _ in 0..=bytes.len() / file.size {
        if sector >= LAST {
            return Some(names);
        }
        for entry in file.sector(sector)?.chunks_exact(128) {
            let used = usize::from(u16_at(entry, 64)?);
            // 0: an unused entry.
            if entry.get(66) == Some(&0) || used < 2 {
                continue;
            }
            let units: Vec<u16> = entry
                .get(..used.min(64) - 2)?
                .chunks_exact(2)
                .filter_map(|pair| u16_at(pair, 0))
                .collect();
            names.push(String::from_utf16_lossy(&units));
            if names.len() > MOST_ENTRIES {
                return None;
            }
        }
        sector = file.next(sector)?;
    }
    // A chain longer than the file goes in circles.
    None
}

struct Sectors<'a> {
    bytes: &'a [u8],
    size: usize,
    /// Sectors that hold the table of chains.
    table: Vec<u32>,
}

impl<'a> Sectors<'a> {
    fn of(bytes: &'a [u8]) -> Option<Self> {
        let size = match u16_at(bytes, 30)? {
            9 => 512,
            12 => 4096,
            _ => return None,
        };
        let mut file = Self {
            bytes,
            size,
            table: (0..109)
                .map_while(|n| u32_at(bytes, 76 + 4 * n))
                .take_while(|s| *s < LAST)
                .collect(),
        };
        // Large files name the rest of the table in a chain of sectors of their own.
        let mut more = u32_at(bytes, 68)?;
        for _ in 0..=bytes.len() / size {
            if more >= LAST {
                return Some(file);
            }
            let sector = file.sector(more)?;
            let entries = size / 4 - 1;
            let listed = (0..entries).map_while(|n| u32_at(sector, 4 * n));
            let listed: Vec<u32> = listed.take_while(|s| *s < LAST).collect();
            file.table.extend(listed);
            more = u32_at(sector, 4 * entries)?;
        }
        None
    }

    fn sector(&self, number: u32) -> Option<&'a [u8]> {
        let start = (number as usize).checked_add(1)?.checked_mul(self.size)?;
        self.bytes.get(start..start.checked_add(self.size)?)
    }

    fn next(&self, sector: u32) -> Option<u32> {
        let per = self.size / 4;
        let table = *self.table.get(sector as usize / per)?;
        u32_at(self.sector(table)?, 4 * (sector as usize % per))
    }
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}
