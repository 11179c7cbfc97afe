//! The sets that are open to the reader.

use super::over::not_laid;
use super::{Grounds, Held};
use crate::indicator::base::views;
use crate::indicator::place::{ids, may};
use crate::indicator::rows::{holds_on, indicators, line, scope_of};
use crate::line::above;
use domain::Lang;
use domain::indicator::{Flaw, SetScope, Severity, check, check_rows};
use domain::permission::{Action, Actor, SetFacts};
use domain::view::indicator::SetLine;
use store::indicator::SetRow;

pub(super) struct Seen<'a>(pub Vec<&'a SetRow>);

impl<'a> Seen<'a> {
    pub(super) fn of(grounds: &'a Grounds, actor: &Actor) -> Self {
        let superior = |id: &str| grounds.posts.get(id)?.reports_to.as_deref();
        let facts = |set: &SetRow| match scope_of(set) {
            SetScope::Family(_) => Some(SetFacts::Family),
            SetScope::Unit(id) => grounds
                .units
                .get(id.as_str())
                .map(|u| SetFacts::Unit { path: ids(&u.path) }),
            SetScope::Post(id) => grounds.posts.get(id.as_str()).map(|p| SetFacts::Post {
                path: ids(grounds.path(&p.unit)),
                line: above(p.reports_to.as_deref(), superior),
                position: id,
            }),
        };
        let open = |set: &&SetRow| {
            let action = if set.agreed {
                Action::ReadIndicators
            } else {
                Action::DraftIndicators
            };
            facts(set).is_some_and(|facts| may(actor, action, &facts))
        };
        Self(grounds.sets.iter().filter(open).collect())
    }

    /// Drafts first, then what is or will be in force.
    pub(super) fn lines(&self, grounds: &Grounds, lang: Lang) -> Vec<SetLine> {
        let today = grounds.today.as_str();
        let standing = |s: &&&SetRow| s.ends.as_deref().is_none_or(|to| to >= today);
        let rank = |s: &SetRow| ["family", "unit", "post"].iter().position(|k| *k == s.kind);
        let mut sets: Vec<&SetRow> = self.0.iter().filter(standing).copied().collect();
        sets.sort_by_key(|s| (s.agreed, rank(s), s.name.clone(), s.version));
        let held = Held::new(grounds);
        let line = |set: &SetRow| {
            let mut flaws = own_flaws(set);
            if holds_on(set, today) {
                let fallen = not_laid(grounds, &held, set).into_iter();
                flaws.extend(fallen.map(Flaw::not_laid));
            }
            line(set, today, views(&flaws, &indicators(set), lang))
        };
        sets.into_iter().map(line).collect()
    }
}

/// What can be seen from the rows alone.
fn own_flaws(set: &SetRow) -> Vec<Flaw> {
    let rows = indicators(set);
    let flaws = match (set.kind.as_str(), set.agreed) {
        ("family", false) => check(&rows),
        // Only warnings are left of what was agreed.
        _ => check_rows(&rows),
    };
    flaws
        .into_iter()
        .filter(|f| !set.agreed || f.severity() == Severity::Warning)
        .collect()
}
