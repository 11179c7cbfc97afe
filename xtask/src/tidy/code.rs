//! Rust source without its comments and the insides of its literals, so that rules see code only.

/// The same text, line for line and column for column, with comments and literals blanked.
pub fn code_only(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut i = 0;
    while i < chars.len() {
        let end = match chars[i] {
            '/' if chars.get(i + 1) == Some(&'/') => find(&chars, i, |c| c == '\n').unwrap_or(chars.len()),
            '/' if chars.get(i + 1) == Some(&'*') => block_comment(&chars, i),
            '"' => string(&chars, i + 1),
            'r' if !in_word(&chars, i) => raw_string(&chars, i + 1),
            '\'' => character(&chars, i),
            _ => i,
        };
        if end == i {
            out.push(chars[i]);
            i += 1;
            continue;
        }
        // The quotes stay, so that `style="…"` is still seen as a literal.
        let quoted = chars[i] == '"';
        for (at, c) in chars[i..end].iter().enumerate() {
            let edge = quoted && (at == 0 || at == end - i - 1);
            out.push(if *c == '\n' || edge { *c } else { ' ' });
        }
        i = end;
    }
    out
}

/// The line (from 1) of a byte offset.
pub fn line_of(text: &str, offset: usize) -> usize {
    text[..offset].matches('\n').count() + 1
}

/// Byte offsets of `word` where neither neighbour continues an identifier.
pub fn words(code: &str, word: &str) -> Vec<usize> {
    let part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    let whole = |at: &usize| !part(code[..*at].chars().next_back()) && !part(code[at + word.len()..].chars().next());
    code.match_indices(word).map(|(at, _)| at).filter(whole).collect()
}

fn find(chars: &[char], from: usize, wanted: impl Fn(char) -> bool) -> Option<usize> {
    (from..chars.len()).find(|i| wanted(chars[*i]))
}

fn in_word(chars: &[char], i: usize) -> bool {
    i > 0 && (chars[i - 1].is_alphanumeric() || chars[i - 1] == '_')
}

fn block_comment(chars: &[char], start: usize) -> usize {
    let (mut depth, mut i) = (0, start);
    while i < chars.len() {
        match (chars[i], chars.get(i + 1)) {
            ('/', Some('*')) => (depth, i) = (depth + 1, i + 2),
            ('*', Some('/')) => (depth, i) = (depth - 1, i + 2),
            _ => i += 1,
        }
        if depth == 0 {
            return i;
        }
    }
    chars.len()
}

fn string(chars: &[char], mut i: usize) -> usize {
    while i < chars.len() && chars[i] != '"' {
        i += if chars[i] == '\\' { 2 } else { 1 };
    }
    (i + 1).min(chars.len())
}

/// After an `r`: the end of `"…"` or `#"…"#`, or the place of the `r` if this is no literal.
fn raw_string(chars: &[char], from: usize) -> usize {
    let hashes = chars[from..].iter().take_while(|c| **c == '#').count();
    if chars.get(from + hashes) != Some(&'"') {
        return from - 1;
    }
    let closes =
        |i: usize| chars[i] == '"' && chars[i + 1..].iter().take(hashes).filter(|c| **c == '#').count() == hashes;
    (from + hashes + 1..chars.len())
        .find(|i| closes(*i))
        .map_or(chars.len(), |i| i + 1 + hashes)
}

/// The end of a character literal, or its start if it is a lifetime.
fn character(chars: &[char], i: usize) -> usize {
    match (chars.get(i + 1), chars.get(i + 2)) {
        (Some('\\'), _) => find(chars, i + 3, |c| c == '\'').map_or(i, |end| end + 1),
        (Some(_), Some('\'')) => i + 3,
        _ => i,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_and_comments_are_blank_and_lines_stay() {
        let text =
            "let a = \"x // y\"; // \"z\nlet r = r#\"{\n}\"#; /* a /* b */ c */ let c = '{'; let l: &'a str; '\\''";
        let code = code_only(text);
        assert_eq!(code.lines().count(), text.lines().count());
        assert!(!code.contains(['x', 'y', 'z', '{', '}', 'b']), "{code}");
        assert!(code.contains("let a = \"") && code.contains("let l: &'a str;") && code.contains("let c ="));
    }

    #[test]
    fn words_are_whole() {
        assert_eq!(words("tokio tokio_util a::tokio", "tokio"), [0, 20]);
        assert_eq!(line_of("a\nb\nc", 4), 3);
    }
}
