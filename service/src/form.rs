//! Official forms as PDF: what is shown is what the reader may see, set by the templates of `forms/` (docs/FORMS.md).

mod list;
mod person;

pub use list::{publication_pdf, roster_pdf};
pub use person::course_pdf;

use domain::Lang;
use domain::assessment::Words;

/// Says which paper this is, so that a printed one can be found again.
fn footer(daybook: &crate::Daybook, id: &str, lang: Lang) -> String {
    let day = daybook.today();
    lang.pick(
        format!("履职纪实 · {id} · {day} 打印。等次以经确定并书面通知的结果为准。"),
        format!("Daybook · {id} · printed on {day}. The grade in writing as it was notified is the one that counts."),
    )
}

fn pick(words: &Words, lang: Lang) -> String {
    words.pick(lang).to_owned()
}
