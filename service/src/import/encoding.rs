//! From bytes to text: UTF-8 with or without a mark, UTF-16 with one, GB18030, and Windows-1252 for British files.

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;

/// The text, or the number of the first line that no encoding explains. `western` allows Windows-1252.
pub fn decode(bytes: &[u8], western: bool) -> Result<Cow<'_, str>, u32> {
    let (encoding, rest) = match Encoding::for_bom(bytes) {
        Some((encoding, mark)) => (encoding, bytes.get(mark..).unwrap_or_default()),
        None => (guess(bytes, western), bytes),
    };
    let (text, broken) = encoding.decode_without_bom_handling(rest);
    if !broken {
        return Ok(text);
    }
    let before = text.split('\u{fffd}').next().unwrap_or_default();
    Err(u32::try_from(before.matches('\n').count())
        .unwrap_or(u32::MAX)
        .saturating_add(1))
}

fn guess(bytes: &[u8], western: bool) -> &'static Encoding {
    if let Some(encoding) = wide(bytes) {
        return encoding;
    }
    match std::str::from_utf8(bytes) {
        Ok(_) => UTF_8,
        // A file cut in the middle of a character is UTF-8 all the same.
        Err(error) if error.error_len().is_none() && error.valid_up_to() > 0 => UTF_8,
        Err(_) if western && !paired(bytes) => WINDOWS_1252,
        Err(_) => GB18030,
    }
}

/// UTF-16 without a mark: every other byte of a heading in Latin letters is zero.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [0, a, 0, b, ..] if *a != 0 && *b != 0 => Some(UTF_16BE),
        [a, 0, b, 0, ..] if *a != 0 && *b != 0 => Some(UTF_16LE),
        _ => None,
    }
}

/// Whether most high bytes stand beside another one, as in Chinese; in English a pound sign or an accent stands alone.
fn paired(bytes: &[u8]) -> bool {
    let high = |b: Option<&u8>| b.is_some_and(|b| *b >= 0x80);
    let (mut all, mut beside) = (0usize, 0usize);
    for (i, _) in bytes.iter().enumerate().filter(|(_, b)| **b >= 0x80) {
        all += 1;
        beside += usize::from(high(bytes.get(i + 1)) || i.checked_sub(1).is_some_and(|p| high(bytes.get(p))));
    }
    beside * 2 > all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gb(text: &str) -> Vec<u8> {
        GB18030.encode(text).0.into_owned()
    }

    #[test]
    fn utf_8_with_and_without_a_mark() {
        assert_eq!(decode("单位".as_bytes(), false).as_deref(), Ok("单位"));
        assert_eq!(decode("\u{feff}单位".as_bytes(), true).as_deref(), Ok("单位"));
    }

    #[test]
    fn gb18030_also_beyond_gbk() {
        let text = "单位,姓名\n办公室,㐂𠮷某\n";
        assert_eq!(decode(&gb(text), false).as_deref(), Ok(text));
        assert_eq!(decode(&gb(text), true).as_deref(), Ok(text));
    }

    #[test]
    fn utf_16_as_excel_saves_it() {
        let text = "单位\tUnit\n";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let marked: Vec<u8> = [0xff, 0xfe].into_iter().chain(little).collect();
        assert_eq!(decode(&marked, false).as_deref(), Ok(text));
        let big: Vec<u8> = "Unit\t单位".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decode(&big, false).as_deref(), Ok("Unit\t单位"));
    }

    #[test]
    fn a_lone_pound_sign_is_western() {
        assert_eq!(
            decode(b"Pay (\xa3),Agency\x92s\n", true).as_deref(),
            Ok("Pay (£),Agency’s\n")
        );
    }

    #[test]
    fn the_broken_line_is_named() {
        assert_eq!(decode(b"\xef\xbb\xbfa\nb\n\xff\xff\n", true), Err(3));
        assert_eq!(decode("好\n好".as_bytes().get(..6).unwrap(), false), Err(2));
    }
}
