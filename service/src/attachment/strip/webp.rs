//! WebP: the chunks of a RIFF. Moving pictures are not taken.

use super::exif;

const EXIF: u8 = 0x08;
const XMP: u8 = 0x04;
const MOVES: u8 = 0x02;

pub(super) fn strip(bytes: &[u8]) -> Option<Vec<u8>> {
    if bytes.get(..4)? != b"RIFF" || bytes.get(8..12)? != b"WEBP" {
        return None;
    }
    let told = u32_le(bytes, 4)? as usize;
    let end = told.checked_add(8).filter(|end| *end <= bytes.len())?;
    let bytes = bytes.get(..end)?;
    let mut chunks: Vec<(&[u8], Vec<u8>)> = Vec::new();
    let (mut at, mut turned, mut picture) = (12, 1, false);
    while at < bytes.len() {
        let kind = bytes.get(at..at + 4)?;
        let length = u32_le(bytes, at + 4)? as usize;
        let content = bytes.get(at + 8..(at + 8).checked_add(length)?)?;
        at = (at + 8).checked_add(length)?.checked_add(length % 2)?;
        match kind {
            b"EXIF" => turned = exif::orientation(content.strip_prefix(b"Exif\0\0").unwrap_or(content)),
            b"ANIM" | b"ANMF" => return None,
            b"VP8X" if chunks.is_empty() => {
                let mut content = content.to_vec();
                let flags = content.first_mut()?;
                if *flags & MOVES != 0 {
                    return None;
                }
                *flags &= !(EXIF | XMP);
                chunks.push((kind, content));
            }
            b"VP8 " | b"VP8L" if !picture => {
                picture = true;
                chunks.push((kind, content.to_vec()));
            }
            b"ALPH" | b"ICCP" => chunks.push((kind, content.to_vec())),
            _ => {}
        }
    }
    if !picture {
        return None;
    }
    if turned != 1
        && let Some((b"VP8X", extended)) = chunks.first_mut()
    {
        *extended.first_mut()? |= EXIF;
        chunks.push((b"EXIF", exif::only(turned).to_vec()));
    }
    whole(&chunks)
}

fn whole(chunks: &[(&[u8], Vec<u8>)]) -> Option<Vec<u8>> {
    let mut out = b"RIFF\0\0\0\0WEBP".to_vec();
    for (kind, content) in chunks {
        out.extend(*kind);
        out.extend(u32::try_from(content.len()).ok()?.to_le_bytes());
        out.extend(content);
        if content.len() % 2 == 1 {
            out.push(0);
        }
    }
    let told = u32::try_from(out.len() - 8).ok()?.to_le_bytes();
    out.get_mut(4..8)?.copy_from_slice(&told);
    Some(out)
}

fn u32_le(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}
