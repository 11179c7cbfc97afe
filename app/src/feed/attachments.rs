//! Files of a record, as HTML in one string: lists of links need no script of their own, and so cost the bundle little.

use crate::site::{icons, w};
use domain::view::{FileKind, FileRef};

/// A single picture fits into this, in pixels.
const WIDEST: u32 = 560;
const HIGHEST: u32 = 360;

/// Pictures as a grid of small copies, everything else as rows; each opens in a tab of its own. Nothing for no files.
pub fn shown(files: &[FileRef]) -> String {
    let (pictures, others): (Vec<&FileRef>, Vec<&FileRef>) = files.iter().partition(|f| f.kind == FileKind::Image);
    let mut html = String::new();
    if !pictures.is_empty() {
        let alone = if pictures.len() == 1 { " one" } else { "" };
        html += &format!(
            "<ul class=\"pictures{alone}\" aria-label=\"{}\">",
            w().attachments.pictures
        );
        for file in pictures {
            let (width, height) = fitted(file.width, file.height);
            html += &format!(
                "<li><a href=\"/files/{0}\" target=\"_blank\" rel=\"noopener\"><img src=\"/files/{0}/thumb\" alt=\"{1}\" width=\"{width}\" height=\"{height}\" loading=\"lazy\" decoding=\"async\"></a></li>",
                file.id,
                escaped(&file.name)
            );
        }
        html += "</ul>";
    }
    if !others.is_empty() {
        html += &format!("<ul class=\"documents\" aria-label=\"{}\">", w().attachments.documents);
        for file in others {
            html += &format!(
                "<li><a href=\"/files/{}\" target=\"_blank\" rel=\"noopener\"><svg class=\"icon\" aria-hidden=\"true\" viewBox=\"0 0 24 24\"><use href=\"{}#{}\"></use></svg><span class=\"name\" dir=\"auto\">{}</span> <span class=\"size\">{} · {}</span></a></li>",
                file.id,
                icons(),
                file.kind.as_str(),
                escaped(&file.name),
                kind(file.kind),
                size(file.bytes)
            );
        }
        html += "</ul>";
    }
    html
}

/// The inside of the composer's attachments before its script comes: what to keep, and a field for more.
pub fn offered(files: &[FileRef]) -> String {
    let words = &w().attachments;
    let mut html = String::from("<div class=\"attach-plain\">");
    if !files.is_empty() {
        html += &format!("<fieldset><legend>{}</legend>", words.keep);
        for file in files {
            html += &format!(
                "<label><input type=\"checkbox\" name=\"files\" value=\"{}\" data-name=\"{1}\" data-kind=\"{2}\" checked> <span dir=\"auto\">{1}</span></label>",
                file.id,
                escaped(&file.name),
                file.kind.as_str()
            );
        }
        html += "</fieldset>";
    }
    html += &format!(
        "<label for=\"compose-attach\">{}</label><input type=\"file\" id=\"compose-attach\" name=\"attach\" multiple aria-describedby=\"compose-attach-what\"><p class=\"hint\" id=\"compose-attach-what\">{}</p></div>",
        words.add, words.add_what
    );
    html
}

/// Width and height of a picture within the bounds, so that nothing moves when it comes.
fn fitted(width: u32, height: u32) -> (u32, u32) {
    let (width, height) = (u64::from(width.max(1)), u64::from(height.max(1)));
    let (widest, highest) = (u64::from(WIDEST), u64::from(HIGHEST));
    let (w, h) = if width <= widest && height <= highest {
        (width, height)
    } else if width * highest > height * widest {
        (widest, height * widest / width)
    } else {
        (width * highest / height, highest)
    };
    let small = |n: u64| u32::try_from(n.max(1)).unwrap_or(1);
    (small(w), small(h))
}

fn kind(kind: FileKind) -> &'static str {
    match kind {
        FileKind::Image => w().attachments.pictures,
        FileKind::Pdf => "PDF",
        FileKind::Document => w().attachments.document,
        FileKind::Sheet => w().attachments.sheet,
        FileKind::Slides => w().attachments.slides,
    }
}

fn size(bytes: u64) -> String {
    let tenths = bytes.saturating_mul(10) >> 20;
    if tenths >= 10 {
        format!("{}.{} MB", tenths / 10, tenths % 10)
    } else {
        format!("{} KB", bytes.div_ceil(1024))
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, kind: FileKind) -> FileRef {
        FileRef {
            id: "01JD3Z8V9QK4M5N6P7R8S9T0AB".into(),
            name: name.into(),
            kind,
            bytes: 1_300_000,
            width: 4000,
            height: 3000,
        }
    }

    #[test]
    fn names_cannot_leave_their_place() {
        let html = shown(&[
            file("\"><script>.jpg", FileKind::Image),
            file("<b onclick=x>&.pdf", FileKind::Pdf),
        ]);
        assert!(!html.contains("<script") && !html.contains("<b "), "{html}");
        assert!(
            html.contains("alt=\"&quot;&gt;&lt;script&gt;.jpg\"") && html.contains("PDF · 1.2 MB"),
            "{html}"
        );
        assert!(!offered(&[file("\"><img>.pdf", FileKind::Pdf)]).contains("<img"));
        assert_eq!(shown(&[]), "");
    }

    #[test]
    fn pictures_keep_their_shape_within_bounds() {
        assert_eq!(fitted(4000, 3000), (480, 360));
        assert_eq!(fitted(3000, 4000), (270, 360));
        assert_eq!(fitted(6000, 1000), (560, 93));
        assert_eq!(fitted(100, 50), (100, 50));
        assert_eq!(fitted(0, u32::MAX), (1, 360));
        assert_eq!((size(10), size(1 << 20)), ("1 KB".into(), "1.0 MB".into()));
    }
}
