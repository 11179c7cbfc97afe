//! What stands on a page and where.

use typst::layout::{Abs, Frame, FrameItem, PagedDocument, Point, Transform};

pub struct Page {
    width: f64,
    height: f64,
    /// Text, left, right and baseline, in points.
    items: Vec<(String, f64, f64, f64)>,
}

/// Without spaces, hyphens and what only allows a line to break.
pub fn bare(text: &str) -> String {
    let kept = |c: &char| !c.is_whitespace() && !matches!(c, '-' | '\u{2010}' | '\u{200b}' | '\u{ad}');
    text.chars().filter(kept).collect()
}

pub fn pages(document: &PagedDocument) -> Vec<Page> {
    let pages = document.pages.iter().map(|page| {
        let mut items = Vec::new();
        walk(&page.frame, Transform::identity(), &mut items);
        let size = page.frame.size();
        Page {
            width: size.x.to_pt(),
            height: size.y.to_pt(),
            items,
        }
    });
    pages.collect()
}

fn walk(frame: &Frame, at: Transform, items: &mut Vec<(String, f64, f64, f64)>) {
    for (place, item) in frame.items() {
        let at = at.pre_concat(Transform::translate(place.x, place.y));
        match item {
            FrameItem::Group(group) => walk(&group.frame, at.pre_concat(group.transform), items),
            FrameItem::Text(text) => {
                let from = Point::zero().transform(at);
                let to = Point::with_x(text.width()).transform(at);
                let pt = Abs::to_pt;
                items.push((text.text.to_string(), pt(from.x), pt(to.x), pt(from.y)));
            }
            _ => (),
        }
    }
}

impl Page {
    /// All of its text as it is written, without spaces.
    pub fn text(&self) -> String {
        self.items.iter().map(|(text, ..)| bare(text)).collect()
    }

    /// What stands outside the margins, of which the sides are 2.2 cm; a hanging punctuation mark may lean out.
    pub fn outside(&self) -> Vec<String> {
        const SIDE: f64 = 2.2 * 72.0 / 2.54 - 6.0;
        const ENDS: f64 = 30.0;
        let out = |(_, left, right, y): &&(String, f64, f64, f64)| {
            *left < SIDE || *right > self.width - SIDE || *y < ENDS || *y > self.height - ENDS
        };
        self.items
            .iter()
            .filter(out)
            .map(|(text, left, right, y)| format!("{left:.0}–{right:.0}, {y:.0}: {text}"))
            .collect()
    }
}
