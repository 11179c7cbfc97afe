//! Plain text as people write it: counted as they count, shown harmlessly.

use crate::Violation;
use serde::{Deserialize, Serialize};
use unicode_segmentation::UnicodeSegmentation;

pub const RECORD_LIMIT: u32 = 5_000;
pub const COMMENT_LIMIT: u32 = 2_000;
/// A grapheme can be made of any number of code points; this bounds the bytes of a text of [`RECORD_LIMIT`] characters.
const BYTES_PER_CHARACTER: usize = 32;

/// Characters as a reader counts them: grapheme clusters (Unicode UAX #29), line breaks as one.
pub fn length(text: &str) -> u32 {
    u32::try_from(text.graphemes(true).count()).unwrap_or(u32::MAX)
}

/// The text as it will be kept: `\r\n` as `\n`, no blank lines around it; refused when empty or longer than `limit` characters.
pub fn accept(text: &str, limit: u32) -> Result<String, Violation> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text = text.trim();
    if !text.chars().any(|c| !c.is_whitespace() && !is_hidden(c)) {
        return Err(Violation::TextEmpty);
    }
    let length = length(text);
    let long_in_bytes = text.len() > limit as usize * BYTES_PER_CHARACTER;
    if length > limit || long_in_bytes {
        return Err(Violation::TextTooLong {
            length: length.max(limit + 1),
            limit,
        });
    }
    Ok(text.to_owned())
}

/// The beginning of a text on one line, at most `most` characters, with `…` where it was cut.
pub fn beginning(text: &str, most: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.grapheme_indices(true).nth(most) {
        Some((at, _)) => format!("{}…", line.get(..at).unwrap_or_default().trim_end()),
        None => line,
    }
}

/// Control, bidirectional-override and invisible format characters: kept, but shown as a visible mark.
pub(crate) fn is_hidden(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(c, '\u{061c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// A line for display, hidden characters made visible.
pub fn shown(line: &str) -> String {
    line.chars().map(visible).collect()
}

/// The character as a page shows it: hidden ones become `�`, line breaks a space.
pub fn visible(c: char) -> char {
    match c {
        '\n' | '\t' => ' ',
        c if is_hidden(c) => '\u{fffd}',
        c => c,
    }
}

/// A piece of a text for display.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Piece {
    Text(String),
    /// An `http` or `https` address, to be opened with `rel="noopener noreferrer nofollow"`.
    Link(String),
    Break,
}

/// The text cut into what a page shows. Hidden characters become `�`, so that nothing can reorder or fake its surroundings.
pub fn pieces(text: &str) -> Vec<Piece> {
    let mut out = Vec::new();
    for (n, line) in text.split('\n').enumerate() {
        if n > 0 {
            out.push(Piece::Break);
        }
        cut_line(line, &mut out);
    }
    out
}

fn cut_line(line: &str, out: &mut Vec<Piece>) {
    let mut rest = line;
    while let Some(start) = find_link(rest) {
        let (before, from) = rest.split_at(start);
        let end = from.find(|c: char| !is_link_char(c)).unwrap_or(from.len());
        let (mut link, mut after) = from.split_at(end);
        let trimmed = link.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\'', '"']);
        if trimmed.len() < link.len() {
            after = &from[trimmed.len()..];
            link = trimmed;
        }
        push_text(before, out);
        out.push(Piece::Link(link.to_owned()));
        rest = after;
    }
    push_text(rest, out);
}

fn find_link(text: &str) -> Option<usize> {
    text.match_indices("http").map(|(at, _)| at).find(|&at| {
        let tail = &text[at..];
        let host = tail.strip_prefix("https://").or_else(|| tail.strip_prefix("http://"));
        host.and_then(|h| h.chars().next())
            .is_some_and(|c| c.is_ascii_alphanumeric())
    })
}

/// Only ASCII continues an address: Chinese text runs on without a space, and look-alike letters stay text.
fn is_link_char(c: char) -> bool {
    c.is_ascii_graphic() && !matches!(c, '<' | '>' | '"' | '`' | '{' | '}' | '|' | '\\' | '^')
}

fn push_text(text: &str, out: &mut Vec<Piece>) {
    if !text.is_empty() {
        out.push(Piece::Text(shown(text)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn counts_as_people_count() {
        assert_eq!(length("查验42票"), 5);
        assert_eq!(length("👨‍👩‍👧‍👦e\u{301}"), 2);
        assert_eq!(length("a\r\nb"), 3);
    }

    #[test]
    fn refuses_empty_and_long() {
        assert_eq!(accept(" \n\u{200b} ", 10), Err(Violation::TextEmpty));
        assert_eq!(
            accept(&"字".repeat(11), 10),
            Err(Violation::TextTooLong { length: 11, limit: 10 })
        );
        assert_eq!(accept(&"字".repeat(10), 10).map(|t| length(&t)), Ok(10));
        assert!(accept(&format!("a{}", "\u{301}".repeat(400_000)), 5_000).is_err());
    }

    #[test]
    fn links_end_where_chinese_begins() {
        let cut = pieces("见https://www.gov.uk/a?b=1。下一步");
        assert_eq!(
            cut,
            [
                Piece::Text("见".into()),
                Piece::Link("https://www.gov.uk/a?b=1".into()),
                Piece::Text("。下一步".into())
            ]
        );
        assert_eq!(
            pieces("javascript:alert(1)"),
            [Piece::Text("javascript:alert(1)".into())]
        );
        assert_eq!(
            pieces("(http://a.uk)."),
            [
                Piece::Text("(".into()),
                Piece::Link("http://a.uk".into()),
                Piece::Text(").".into())
            ]
        );
    }

    #[test]
    fn bidi_overrides_become_visible() {
        assert_eq!(pieces("a\u{202e}b\u{0}"), [Piece::Text("a\u{fffd}b\u{fffd}".into())]);
    }

    proptest! {
        #[test]
        fn nothing_is_lost_but_hidden_characters(text in any::<String>()) {
            let shown: String = pieces(&text).into_iter().map(|p| match p {
                Piece::Text(t) | Piece::Link(t) => t,
                Piece::Break => "\n".into(),
            }).collect();
            prop_assert_eq!(shown.chars().count(), text.chars().count());
            prop_assert!(!shown.chars().any(is_hidden));
        }
    }
}
