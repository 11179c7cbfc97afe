//! Files kept with records: how large they may be, how they are called, and the words for what is not taken.

use crate::Lang;
use crate::text::is_hidden;
use unicode_segmentation::UnicodeSegmentation;

/// Bytes of one file.
pub const LARGEST: u64 = 20 << 20;
/// Uploads of one person that have begun and not ended; one that was broken off makes room for the next.
pub const MOST_COMING: usize = 20;
/// Pixels of a picture: above the largest of common phones.
pub const MOST_PIXELS: u64 = 64_000_000;
/// Hours after which an upload that no record holds is removed.
pub const ORPHAN_HOURS: i64 = 24;

/// Why a file was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Refusal {
    Empty,
    TooLarge,
    /// None of the kinds that are taken, whatever its name says.
    Kind,
    /// Cut short or damaged.
    Broken,
    TooManyPixels,
    /// Small to send, huge to open.
    Expands,
    /// Another archive or a program inside.
    Inside,
    Macros,
    Password,
    /// What arrived is not what was sent.
    Changed,
    TooManyComing,
}

impl Refusal {
    pub const ALL: [Self; 11] = [
        Self::Empty,
        Self::TooLarge,
        Self::Kind,
        Self::Broken,
        Self::TooManyPixels,
        Self::Expands,
        Self::Inside,
        Self::Macros,
        Self::Password,
        Self::Changed,
        Self::TooManyComing,
    ];

    /// A sentence in the reader's language: what happened and what to do.
    pub fn words(self, lang: Lang) -> &'static str {
        match self {
            Self::Empty => lang.pick("文件是空的，没有保存。", "The file is empty, so it was not kept."),
            Self::TooLarge => lang.pick(
                "文件超过 20 MB，没有保存。请压缩图片或拆分后再传。",
                "The file is larger than 20 MB, so it was not kept. Make it smaller or split it.",
            ),
            Self::Kind => lang.pick(
                "只收图片（JPEG、PNG、WebP）、PDF 和办公文档（Word、Excel、PPT 及 ODF）。这个文件按内容看不是，没有保存。",
                "Pictures (JPEG, PNG, WebP), PDF and office files (Word, Excel, PowerPoint, ODF) are taken. By its content this is none of them, so it was not kept.",
            ),
            Self::Broken => lang.pick(
                "文件不完整或已损坏，没有保存。请重新导出后再传。",
                "The file is incomplete or damaged, so it was not kept. Save it anew and send it again.",
            ),
            Self::TooManyPixels => lang.pick(
                "图片像素过多（最多 6400 万），没有保存。请缩小后再传。",
                "The picture has too many pixels (64 million at most), so it was not kept. Make it smaller.",
            ),
            Self::Expands => lang.pick(
                "文件打开后会膨胀到异常大小，没有保存。",
                "The file would swell to an abnormal size when opened, so it was not kept.",
            ),
            Self::Inside => lang.pick(
                "文件里夹带了压缩包或程序，没有保存。请去掉后再传。",
                "There is an archive or a program inside the file, so it was not kept. Take it out first.",
            ),
            Self::Macros => lang.pick(
                "文件里有宏，没有保存。请另存为不含宏的格式。",
                "The file has macros in it, so it was not kept. Save it in a format without macros.",
            ),
            Self::Password => lang.pick(
                "文件设了打开密码，无法检查，没有保存。请取消密码后再传。",
                "The file is locked with a password and cannot be checked, so it was not kept. Remove the password first.",
            ),
            Self::Changed => lang.pick(
                "收到的内容与发出的不一致，没有保存。请重新上传。",
                "What arrived is not what was sent, so it was not kept. Send it again.",
            ),
            Self::TooManyComing => lang.pick(
                "未完成的上传太多。请过几分钟再试，或移除几个。",
                "Too many uploads are unfinished. Try again in a few minutes, or remove some.",
            ),
        }
    }
}

/// The name under which a file is kept and saved again: the last part of a path, nothing hidden or reserved in it, and an
/// ending that fits the content (`endings`, the usual one first).
pub fn harmless_name(given: &str, endings: &[&str]) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String = last.chars().filter(|c| !is_hidden(*c) && !c.is_control()).collect();
    let spaced = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let safe: String = spaced
        .chars()
        .map(|c| if "<>:\"|?*".contains(c) { '_' } else { c })
        .collect();
    let safe = safe.trim_matches(['.', ' ']);
    let (stem, ending) = match safe.rsplit_once('.') {
        Some((stem, ending)) if endings.contains(&ending.to_ascii_lowercase().as_str()) => (stem, ending),
        _ => (safe, endings.first().copied().unwrap_or_default()),
    };
    let stem = bounded(stem.trim_end_matches(['.', ' ']));
    let stem = if stem.is_empty() { "file".into() } else { stem };
    let mark = if is_reserved(&stem) { "_" } else { "" };
    format!("{mark}{stem}.{ending}")
}

/// At most a hundred characters and two hundred bytes, cut between characters as people see them.
fn bounded(stem: &str) -> String {
    let mut out = String::new();
    for part in stem.graphemes(true).take(100) {
        if out.len() + part.len() > 200 {
            break;
        }
        out.push_str(part);
    }
    out.trim_end_matches(['.', ' ']).to_owned()
}

/// Names that are devices on Windows.
fn is_reserved(stem: &str) -> bool {
    let first = stem.split('.').next().unwrap_or_default().to_ascii_uppercase();
    let numbered = |word: &str| {
        first
            .strip_prefix(word)
            .is_some_and(|n| n.len() == 1 && n.as_bytes().first().is_some_and(u8::is_ascii_digit))
    };
    matches!(first.as_str(), "CON" | "PRN" | "AUX" | "NUL") || numbered("COM") || numbered("LPT")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PDF: &[&str] = &["pdf"];

    #[test]
    fn names_lose_paths_tricks_and_false_endings() {
        for (given, kept) in [
            ("报告.pdf", "报告.pdf"),
            ("Report.PDF", "Report.PDF"),
            ("../../etc/passwd", "passwd.pdf"),
            ("C:\\Users\\wei\\年度 报告.pdf", "年度 报告.pdf"),
            ("invoice\u{202e}fdp.exe", "invoicefdp.exe.pdf"),
            ("a\u{0}b\r\n.pdf", "ab.pdf"),
            ("", "file.pdf"),
            ("...", "file.pdf"),
            (".pdf", "pdf.pdf"),
            ("con.pdf", "_con.pdf"),
            ("LPT1", "_LPT1.pdf"),
            ("a<b>:\"c\"|?*.pdf", "a_b___c____.pdf"),
            ("  two   words .pdf", "two words.pdf"),
        ] {
            assert_eq!(harmless_name(given, PDF), kept, "{given:?}");
        }
        assert_eq!(harmless_name("x.jpeg", &["jpg", "jpeg"]), "x.jpeg");
    }

    #[test]
    fn every_refusal_has_its_own_words() {
        for lang in [Lang::Zh, Lang::En] {
            let words: std::collections::BTreeSet<_> = Refusal::ALL.iter().map(|r| r.words(lang)).collect();
            assert_eq!(words.len(), Refusal::ALL.len());
        }
    }

    proptest! {
        #[test]
        fn any_name_becomes_harmless(given in any::<String>()) {
            let name = harmless_name(&given, PDF);
            prop_assert!(name.len() <= 210 && name.to_ascii_lowercase().ends_with(".pdf"));
            prop_assert!(!name.contains(['/', '\\', '\0', '\n', '\r', '"', ':']) && !name.starts_with('.'));
            prop_assert!(!name.chars().any(|c| is_hidden(c) || c.is_control()));
            prop_assert_eq!(harmless_name(&name, PDF), name.clone());
        }
    }
}
