//! JPEG (ITU-T T.81): segments up to the end of the picture.

use super::exif;

/// A progressive picture comes in about ten scans; each costs the decoder a pass over all of it.
const MOST_SCANS: usize = 40;

pub(super) fn strip(bytes: &[u8]) -> Option<Vec<u8>> {
    if bytes.get(..2)? != [0xff, 0xd8] {
        return None;
    }
    let mut kept = Vec::with_capacity(bytes.len());
    let (mut at, mut turned, mut frame, mut scans) = (2, 1, false, 0);
    loop {
        if *bytes.get(at)? != 0xff {
            return None;
        }
        let marker = *bytes.get(at + 1)?;
        match marker {
            // Filling before a marker.
            0xff => at += 1,
            0xd9 if frame && scans > 0 => {
                kept.extend([0xff, 0xd9]);
                return Some(whole(turned, &kept));
            }
            0x01 | 0xd0..=0xd7 => {
                kept.extend([0xff, marker]);
                at += 2;
            }
            0x00 | 0xd8 | 0xd9 => return None,
            _ => {
                let length = usize::from(u16::from_be_bytes(bytes.get(at + 2..at + 4)?.try_into().ok()?));
                let segment = bytes.get(at..at + 2 + length)?;
                let content = segment.get(4..)?;
                at += 2 + length;
                match marker {
                    0xe1 if content.starts_with(b"Exif\0") && turned == 1 => {
                        turned = exif::orientation(content.get(6..).unwrap_or_default());
                    }
                    // Without the small copy that may be in it.
                    0xe0 if content.starts_with(b"JFIF\0") && content.len() >= 14 => {
                        kept.extend([0xff, 0xe0, 0, 16]);
                        kept.extend(content.get(..12)?);
                        kept.extend([0, 0]);
                    }
                    _ if shows(marker, content) => {
                        kept.extend(segment);
                        frame |= matches!(marker, 0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf);
                    }
                    _ => {}
                }
                if marker == 0xda {
                    scans += 1;
                    if scans > MOST_SCANS {
                        return None;
                    }
                    let end = at + scan(bytes.get(at..)?)?;
                    kept.extend(bytes.get(at..end)?);
                    at = end;
                }
            }
        }
    }
}

/// Tables, frames and scans, colour profiles, and how colours were turned.
fn shows(marker: u8, content: &[u8]) -> bool {
    match marker {
        0xc0..=0xcf | 0xda..=0xdd => true,
        0xe2 => content.starts_with(b"ICC_PROFILE\0"),
        0xee => content.starts_with(b"Adobe"),
        _ => false,
    }
}

/// The length of the coded data up to the next marker that is not part of it.
fn scan(data: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        at += data.get(at..)?.iter().position(|b| *b == 0xff)?;
        match data.get(at + 1)? {
            0x00 | 0xd0..=0xd7 => at += 2,
            0xff => at += 1,
            _ => return Some(at),
        }
    }
}

fn whole(turned: u8, kept: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(kept.len() + 38);
    out.extend([0xff, 0xd8]);
    if turned != 1 {
        out.extend(b"\xff\xe1\x00\x22Exif\0\0");
        out.extend(exif::only(turned));
    }
    out.extend(kept);
    out
}
