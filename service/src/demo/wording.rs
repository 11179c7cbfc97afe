//! The published English of posts and units in natural Chinese: whole names first, then the longest known phrases, with ranks moved to where Chinese has them.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::script::Tongue;

/// `text` in `tongue`. English comes back trimmed; what the dictionary does not know stays English.
#[must_use]
pub fn in_tongue(text: &str, tongue: Tongue) -> String {
    let text = text.trim();
    match tongue {
        Tongue::En => text.to_owned(),
        Tongue::Zh => chinese(text),
    }
}

/// A unit as its own people call it: of "Directorate - Section" the directorate, without the published abbreviations.
pub(super) fn short_unit(unit: &str, tongue: Tongue) -> String {
    let unit = unit.trim();
    match tongue {
        Tongue::Zh => chinese(unit),
        Tongue::En => {
            let (first, _) = unit.split_once(" - ").unwrap_or((unit, ""));
            match first {
                "Hazardous Installations Direc" => "Hazardous Installations Directorate",
                "Chemicals Reg Directorate" => "Chemicals Regulation Directorate",
                "Planning,Fin & Procurement Dir" => "Planning, Finance & Procurement Directorate",
                "Corp Science, Eng & Analysis" => "Corporate Science, Engineering & Analysis",
                "Operational Strategy Div" => "Operational Strategy Division",
                "Alignment Project" => "Alignment Project",
                first => first,
            }
            .to_owned()
        }
    }
}

struct Words {
    whole: HashMap<String, &'static str>,
    phrases: HashMap<String, &'static str>,
    longest: usize,
    /// Published job functions and beginnings of long ones, with their Chinese digests.
    exact: HashMap<String, &'static str>,
    functions: Vec<(String, &'static str)>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut words = Words {
        whole: HashMap::new(),
        phrases: HashMap::new(),
        longest: 1,
        exact: HashMap::new(),
        functions: Vec::new(),
    };
    for (english, chinese) in pairs(include_str!("texts/units_zh.txt")) {
        words.whole.insert(key(english), chinese);
    }
    for (english, chinese) in pairs(include_str!("texts/titles_zh.txt")) {
        if let Some(whole) = english.strip_prefix('^') {
            words.whole.insert(key(whole), chinese);
        } else {
            let key = key(english);
            words.longest = words.longest.max(key.split(' ').count());
            words.phrases.insert(key, chinese);
        }
    }
    for (english, chinese) in pairs(include_str!("texts/functions_zh.txt")) {
        if let Some(start) = english.strip_suffix('…') {
            words.functions.push((squeeze(start), chinese));
        } else {
            words.exact.insert(squeeze(english), chinese);
        }
    }
    words
});

fn pairs(text: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    text.lines()
        .filter(|line| !line.starts_with("//"))
        .filter_map(|line| line.split_once('='))
        .map(|(a, b)| (a.trim(), b.trim()))
}

fn chinese(text: &str) -> String {
    if let Some(known) = WORDS.whole.get(&key(text)) {
        return (*known).to_owned();
    }
    // Load tests grow an organisation by numbered copies of its units.
    if let Some((name, number)) = text
        .rsplit_once(' ')
        .filter(|(_, number)| number.parse::<u32>().is_ok())
        && let Some(known) = WORDS.whole.get(&key(name))
    {
        return format!("{known}（{number}）");
    }
    let known = WORDS.phrases.contains_key(&key(text));
    let squeezed = squeeze(text);
    let digest = WORDS
        .functions
        .iter()
        .filter(|(start, _)| squeezed.starts_with(start.as_str()))
        .max_by_key(|(start, _)| start.len());
    if let Some(digest) = digest
        .map(|(_, digest)| digest)
        .or(WORDS.exact.get(&squeezed).filter(|_| !known))
    {
        return (*digest).to_owned();
    }
    // A long sentence translated word by word would be worse than the original.
    if text.len() > 110 {
        return text.to_owned();
    }
    ranked(text)
}

/// Ranks that English puts first and Chinese last.
const RANKS: [(&str, &str); 22] = [
    ("deputy director general", "副总司长"),
    ("deputy director", "副司长"),
    ("divisional director", "分局局长"),
    ("director general", "总司长"),
    ("group director", "总监"),
    ("deputy programme director", "项目副主任"),
    ("strategic delivery director", "战略实施主任"),
    ("director of the", "司长"),
    ("director of", "司长"),
    ("director", "司长"),
    ("head of the", "负责人"),
    ("head of", "处长"),
    ("head -", "处长"),
    ("head", "处长"),
    ("chief executive of", "首席执行官"),
    ("chief executive", "首席执行官"),
    ("chief operations officer", "首席运行官"),
    ("deputy chief inspector", "副总监察"),
    ("ceo", "首席执行官"),
    ("chair", "主席"),
    ("secretary", "秘书长"),
    ("deputy chief executive -", "副首席执行官"),
];

fn ranked(text: &str) -> String {
    let (text, acting) = text
        .strip_suffix("(Acting)")
        .map_or((text, ""), |text| (text.trim(), "（代理）"));
    let whole = WORDS.whole.get(&key(text)).map(|known| (*known).to_owned());
    let known = whole.or_else(|| WORDS.phrases.get(&key(text)).map(|known| (*known).to_owned()));
    if let Some(known) = known {
        return known + acting;
    }
    for (rank, chinese) in RANKS {
        let Some(rest) = strip(text, rank) else { continue };
        let starts_word = rest.starts_with([' ', ',', ':']);
        let subject = rest.trim_start_matches([' ', ',', ':']);
        if starts_word && !subject.is_empty() {
            return phrase(subject) + chinese + acting;
        }
    }
    phrase(text) + acting
}

fn phrase(text: &str) -> String {
    let tokens = tokens(text);
    let mut out = String::new();
    let mut at = 0;
    while at < tokens.len() {
        let longest = WORDS.longest.min(tokens.len() - at);
        let found = (1..=longest).rev().find_map(|count| {
            let words = tokens.get(at..at + count)?;
            let key = words.join(" ").to_lowercase();
            Some((*WORDS.phrases.get(&key)?, count))
        });
        if let Some((chinese, count)) = found {
            out.push_str(chinese);
            at += count;
            continue;
        }
        let token = tokens.get(at).copied().unwrap_or("");
        match token {
            "," | "、" => join(&mut out, "、"),
            "&" | "and" => join(&mut out, "与"),
            "/" => join(&mut out, "/"),
            "-" => join(&mut out, "·"),
            ":" => join(&mut out, "："),
            "(" => out.push('（'),
            ")" => out.push('）'),
            "." => {}
            "of" | "the" | "for" | "to" | "with" | "on" | "in" | "a" => {}
            word => {
                if out.ends_with(|c: char| c.is_ascii_alphanumeric()) {
                    out.push(' ');
                }
                out.push_str(word);
            }
        }
        at += 1;
    }
    out.trim_end_matches(['、', '·', '：']).to_owned()
}

/// "A, and B" has one joint, not two.
fn join(out: &mut String, joint: &str) {
    let bare = out.trim_end_matches(['、', '与']).len();
    out.truncate(bare);
    if !out.is_empty() {
        out.push_str(joint);
    }
}

fn strip<'a>(text: &'a str, start: &str) -> Option<&'a str> {
    let (head, rest) = text.split_at_checked(start.len())?;
    head.eq_ignore_ascii_case(start).then_some(rest)
}

/// Words and signs; a word is letters, digits and inner apostrophes.
fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_word = |c: char| c.is_alphanumeric() || c == '\'';
        let length = if is_word(first) {
            rest.find(|c| !is_word(c)).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let (token, tail) = rest.split_at_checked(length).unwrap_or((rest, ""));
        if !first.is_whitespace() {
            tokens.push(token);
        }
        rest = tail;
    }
    tokens
}

fn key(text: &str) -> String {
    tokens(text).join(" ").to_lowercase()
}

/// Lower case, letters and digits only: published functions differ in blanks and stray signs.
fn squeeze(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_ascii_alphanumeric())
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

#[cfg(test)]
mod tests;
