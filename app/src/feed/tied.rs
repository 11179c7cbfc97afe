//! What a record is tied to, as HTML in one string: links need no script of their own, and so cost the bundle little.

use super::attachments::escaped;
use crate::site::{icons, w};
use domain::view::RecordCard;

/// Plan items and indicators as links, and the record it goes on with. Nothing for none.
pub fn shown(card: &RecordCard) -> String {
    let ties = &card.anchors;
    let mut links: Vec<String> = Vec::new();
    for item in &ties.items {
        let percent = item
            .progress
            .map(|p| format!(" <span class=\"to\">{}</span>", (w().ties.percent)(p)));
        links.push(link(
            &format!("/plan/item/{}", item.id),
            "plan",
            w().ties.item,
            &item.title,
            &percent.unwrap_or_default(),
        ));
    }
    for indicator in &ties.indicators {
        links.push(link(
            &format!("/?scope=indicator:{}:{}", card.author.id, indicator.id),
            "gauge",
            w().ties.indicator,
            &indicator.name,
            "",
        ));
    }
    if let Some(before) = &ties.continues {
        links.push(link(&format!("/record/{before}"), "link", "", w().ties.goes_on, ""));
    }
    if links.is_empty() {
        return String::new();
    }
    format!("<ul class=\"tied\">{}</ul>", links.concat())
}

fn link(path: &str, icon: &str, what: &str, name: &str, after: &str) -> String {
    let rel = if path.starts_with("/plan") {
        " rel=\"external\""
    } else {
        ""
    };
    format!(
        "<li><a href=\"{path}\"{rel}><svg class=\"icon\" aria-hidden=\"true\" viewBox=\"0 0 24 24\"><use href=\"{}#{icon}\"></use></svg><span class=\"sr\">{what} </span><span dir=\"auto\">{}</span>{after}</a></li>",
        icons(),
        escaped(name)
    )
}
