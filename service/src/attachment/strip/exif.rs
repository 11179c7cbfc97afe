//! Of all that Exif can tell, the one thing that matters for showing: which way is up.

/// 1 (as it is) to 8, from a TIFF structure; 1 when it says nothing.
pub(super) fn orientation(tiff: &[u8]) -> u8 {
    read(tiff).filter(|o| (1..=8).contains(o)).unwrap_or(1)
}

fn read(tiff: &[u8]) -> Option<u8> {
    let little = match tiff.get(..4)? {
        b"II*\0" => true,
        b"MM\0*" => false,
        _ => return None,
    };
    let u16_at = |at: usize| {
        let pair: [u8; 2] = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if little {
            u16::from_le_bytes(pair)
        } else {
            u16::from_be_bytes(pair)
        })
    };
    let first: [u8; 4] = tiff.get(4..8)?.try_into().ok()?;
    let list = if little {
        u32::from_le_bytes(first)
    } else {
        u32::from_be_bytes(first)
    } as usize;
    for n in 0..usize::from(u16_at(list)?) {
        let entry = list.checked_add(2 + 12 * n)?;
        if u16_at(entry)? == ORIENTATION {
            return u8::try_from(u16_at(entry.checked_add(8)?)?).ok();
        }
    }
    None
}

const ORIENTATION: u16 = 0x0112;

/// A TIFF structure that says nothing else.
pub(super) fn only(orientation: u8) -> [u8; 26] {
    [
        b'M',
        b'M',
        0,
        b'*',
        0,
        0,
        0,
        8,
        0,
        1,
        0x01,
        0x12,
        0,
        3,
        0,
        0,
        0,
        1,
        0,
        orientation,
        0,
        0,
        0,
        0,
        0,
        0,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        for o in 1..=8 {
            assert_eq!(orientation(&only(o)), o);
        }
        let little = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
        assert_eq!(orientation(little), 6);
        for cut in 0..little.len() {
            let read = orientation(little.get(..cut).unwrap_or_default());
            assert!(read == 1 || read == 6);
        }
        assert_eq!(orientation(&only(9)), 1);
    }
}
