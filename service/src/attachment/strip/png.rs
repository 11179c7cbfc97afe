//! PNG: chunks up to the end of the picture. An animation becomes its first picture.

use super::{exif, u32_be};

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
/// What the picture looks like; texts, times, Exif and the unknown go.
const SHOWN: [&[u8]; 13] = [
    b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"pHYs", b"bKGD", b"cICP",
];

pub(super) fn strip(bytes: &[u8]) -> Option<Vec<u8>> {
    if !bytes.starts_with(SIGNATURE) {
        return None;
    }
    let mut out = SIGNATURE.to_vec();
    out.reserve(bytes.len());
    let (mut at, mut turned, mut data) = (SIGNATURE.len(), 1, None);
    loop {
        let length = u32_be(bytes, at)? as usize;
        let chunk = bytes.get(at..at.checked_add(length)?.checked_add(12)?)?;
        let kind = chunk.get(4..8)?;
        let first = at == SIGNATURE.len();
        if first != (kind == b"IHDR") {
            return None;
        }
        at += chunk.len();
        match kind {
            b"eXIf" => turned = exif::orientation(chunk.get(8..8 + length)?),
            _ if SHOWN.contains(&kind) => {
                if kind == b"IDAT" && data.is_none() {
                    data = Some(out.len());
                }
                out.extend(chunk);
            }
            _ => {}
        }
        if kind == b"IEND" {
            let before = data?;
            if turned != 1 {
                out.splice(before..before, exif_chunk(turned));
            }
            return Some(out);
        }
    }
}

fn exif_chunk(turned: u8) -> Vec<u8> {
    let mut named = b"eXIf".to_vec();
    named.extend(exif::only(turned));
    let sum = crc(&named);
    let mut chunk = 26u32.to_be_bytes().to_vec();
    chunk.extend(named);
    chunk.extend(sum.to_be_bytes());
    chunk
}

/// CRC-32 as in PNG's annex D, for thirty bytes.
fn crc(bytes: &[u8]) -> u32 {
    let turn = |sum: u32| (0..8).fold(sum, |c, _| if c & 1 == 1 { 0xedb8_8320 ^ (c >> 1) } else { c >> 1 });
    let sum = bytes
        .iter()
        .fold(u32::MAX, |sum, byte| turn((sum ^ u32::from(*byte)) & 0xff) ^ (sum >> 8));
    !sum
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_sum_is_the_known_one() {
        assert_eq!(super::crc(b"IEND"), 0xae42_6082);
    }
}
