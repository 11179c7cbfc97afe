//! Words of the pages about one's own and other people's assessments.

mod afterwards;
mod course;
mod editor;
mod firewall;
mod home;
mod pack;
mod part;

use domain::Lang;

pub use afterwards::AfterwardsWords;
pub use course::CourseWords;
pub use editor::EditorWords;
pub use firewall::FirewallWords;
pub use home::HomeWords;
pub use pack::PackWords;
pub use part::PartWords;

/// All of them, by page.
pub struct AssessWords {
    pub home: HomeWords,
    pub course: CourseWords,
    pub editor: EditorWords,
    pub pack: PackWords,
    pub part: PartWords,
    pub afterwards: AfterwardsWords,
    pub firewall: FirewallWords,
}

static ZH: AssessWords = AssessWords {
    home: home::ZH,
    course: course::ZH,
    editor: editor::ZH,
    pack: pack::ZH,
    part: part::ZH,
    afterwards: afterwards::ZH,
    firewall: firewall::ZH,
};

static EN: AssessWords = AssessWords {
    home: home::EN,
    course: course::EN,
    editor: editor::EN,
    pack: pack::EN,
    part: part::EN,
    afterwards: afterwards::EN,
    firewall: firewall::EN,
};

pub fn of(lang: Lang) -> &'static AssessWords {
    lang.pick(&ZH, &EN)
}

/// `s` of a plural in English.
fn s(n: u32) -> &'static str {
    if n == 1 { "" } else { "s" }
}
