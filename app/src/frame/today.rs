//! What is due today, at the side of a page. The server writes it once into the document; the browser leaves it alone.

use leptos::prelude::*;

#[cfg(feature = "ssr")]
pub use told::told;

/// The part of the side that the server filled in.
#[component]
pub fn Today() -> impl IntoView {
    view! { <section class="my-plan" id="my-plan" inner_html=crate::site::plan()></section> }
}

#[cfg(feature = "ssr")]
mod told {
    use crate::words::PlanWords;
    use domain::Lang;
    use domain::view::plan::{ItemView, PlanDue};

    /// Items shown.
    const MOST: usize = 5;

    /// What waits for the reader's answer, and what is overdue or due within three days, as HTML.
    pub fn told(due: &PlanDue, lang: Lang) -> String {
        let words = lang.pick(&crate::words::ZH, &crate::words::EN);
        let mut html = format!("<h2><a href=\"/plan\">{}</a></h2>", words.plans.mine);
        let waiting = due.answers.len();
        if waiting > 0 {
            html += &format!(
                "<p><a href=\"/plan#waiting\">{}</a> <b>{waiting}</b></p>",
                words.plans.waiting
            );
        }
        let items: Vec<&ItemView> = due.overdue.iter().chain(&due.soon).collect();
        if items.is_empty() {
            return html + &format!("<p class=\"hint\">{}</p>", words.plans.nothing_today);
        }
        html += "<ul>";
        for item in items.iter().take(MOST) {
            html += &line(item, words.plans);
        }
        html += "</ul>";
        html
    }

    fn line(item: &ItemView, words: &PlanWords) -> String {
        let class = if item.overdue() { "due late" } else { "due" };
        format!(
            "<li><a href=\"/plan/item/{}\">{}</a><span class=\"{class}\">{}</span></li>",
            item.id,
            escape(&item.title),
            (words.due_in)(item.days)
        )
    }

    fn escape(text: &str) -> String {
        let shown = text
            .chars()
            .map(|c| if c.is_control() { '\u{fffd}' } else { c })
            .collect::<String>();
        shown
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;")
            .replace('"', "&quot;")
    }

    #[cfg(test)]
    mod tests {
        #[test]
        fn titles_stay_text() {
            assert_eq!(super::escape("<b>\"&\u{0}"), "&lt;b&gt;&quot;&amp;\u{fffd}");
        }
    }
}
