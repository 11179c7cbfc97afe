//! Which people a page of the board lists: worked out from heads, so that no document is read for the others.

use super::order;
use super::row::STEPS;
use crate::assess::grade_names;
use crate::assess::load::{Opened, bare};
use crate::assess::role::roles;
use domain::permission::Actor;
use domain::view::assess::Sort;
use std::collections::HashMap;
use store::assess::CourseHead;

/// A page of the board of a unit.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Choice {
    /// The courses that are read: those of the page, in the order it lists them.
    pub shown: Vec<String>,
    /// How many people stand on pages before.
    pub from: usize,
    /// How many people stand on all pages.
    pub people: usize,
}

impl Choice {
    /// All of a unit's people while they fit on one page. Of more, those who wait for the reader come first, then those of the unit itself,
    /// and whoever reads is not among them. Of one family, where one is chosen, the hardest plan comes first, by `load`: the difficulty of
    /// each person's. What the reader has chosen goes before that.
    pub(super) fn of(
        actor: &Actor,
        opened: &Opened,
        unit: &str,
        heads: &[CourseHead],
        (family, from, most): (&str, usize, usize),
        load: &HashMap<String, u32>,
        sort: Option<Sort>,
    ) -> Self {
        let listed = |h: &&CourseHead| h.person != actor.person.as_str() && (family.is_empty() || h.family == family);
        let mut page: Vec<&CourseHead> = heads.iter().filter(listed).collect();
        let people = page.len();
        if heads.len() <= most {
            return Self {
                shown: heads.iter().map(|h| h.id.clone()).collect(),
                from: 0,
                people,
            };
        }
        if family.is_empty() {
            page.sort_by_cached_key(|h| (!waits(actor, opened, h), h.unit != unit));
        } else {
            let of = |h: &&CourseHead| load.get(&h.person).copied().unwrap_or_default();
            page.sort_by(|a, b| (of(b), &a.person_name).cmp(&(of(a), &b.person_name)));
        }
        if let Some(sort) = sort {
            let grades = grade_names(opened.pack(), opened.stage());
            order::heads(&mut page, sort, &grades, load);
        }
        // What has become shorter meanwhile shows its last page.
        let from = from.min(people.saturating_sub(1)) / most * most;
        Self {
            shown: page.iter().skip(from).take(most).map(|h| h.id.clone()).collect(),
            from,
            people,
        }
    }
}

/// Whether somebody waits for a step that the reader takes on the board.
fn waits(actor: &Actor, opened: &Opened, head: &CourseHead) -> bool {
    let roles = roles(actor, head, &opened.period);
    let course = bare(head, opened.period.opened);
    let open = course.open_to(&actor.person, &roles, opened.pack());
    open.iter().any(|step| STEPS.contains(&step.act))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::rules::Rules;
    use crate::assess::sample;
    use domain::assessment::process::State;

    /// People 0 to 9, of whom the reader is 4: the last two of the unit itself, and those of even numbers of one family.
    fn people() -> Vec<CourseHead> {
        let head = |at: usize| CourseHead {
            unit: if at < 8 { "below" } else { "u" }.into(),
            family: if at.is_multiple_of(2) { "clerks" } else { "" }.into(),
            ..sample::head(at, State::Decided)
        };
        (0..10).map(head).collect()
    }

    fn choose(heads: &[CourseHead], family: &str, from: usize, most: usize) -> Choice {
        choose_by(heads, (family, from, most), &[])
    }

    /// With the difficulty of some people's plans.
    fn choose_by(heads: &[CourseHead], page: (&str, usize, usize), load: &[(&str, u32)]) -> Choice {
        choose_sorted(heads, page, load, "")
    }

    fn choose_sorted(heads: &[CourseHead], page: (&str, usize, usize), load: &[(&str, u32)], sort: &str) -> Choice {
        let rules = Rules::load(None).unwrap();
        let mut opened = Opened::of(&rules, sample::year(&rules, None)).unwrap();
        opened.period.bodies.committee.push(sample::named("p4"));
        let load = load.iter().map(|(who, difficulty)| ((*who).to_owned(), *difficulty));
        let sort = Sort::parse(sort, order::columns(true));
        Choice::of(&sample::reader("p4"), &opened, "u", heads, page, &load.collect(), sort)
    }

    #[test]
    fn who_waits_for_the_reader_stands_before_all_others_of_a_long_list() {
        let mut heads = people();
        let first = choose(&heads, "", 0, 3);
        assert_eq!(
            (first.shown, first.people),
            (vec!["c8".into(), "c9".into(), "c0".into()], 9)
        );
        heads[6].state = State::PublicationObjected.as_str().to_owned();
        assert_eq!(choose(&heads, "", 0, 3).shown, ["c6", "c8", "c9"]);
        // Nobody takes a step on himself.
        heads[4].state = State::PublicationObjected.as_str().to_owned();
        assert_eq!(choose(&heads, "", 0, 3).shown, ["c6", "c8", "c9"]);
    }

    #[test]
    fn of_a_family_the_hardest_plans_of_all_stand_on_the_first_page() {
        let mut heads = people();
        // Whoever waits for the reader is not put before the others there.
        heads[6].state = State::PublicationObjected.as_str().to_owned();
        let load = [("p8", 5), ("p2", 3), ("p4", 9), ("p1", 9)];
        let shown = |from| choose_by(&heads, ("clerks", from, 3), &load).shown;
        assert_eq!(shown(0), ["c8", "c2", "c0"]);
        assert_eq!(shown(3), ["c6"]);
    }

    #[test]
    fn a_chosen_order_holds_over_all_pages() {
        let mut heads = people();
        // Whoever waits for the reader is not put before the others there.
        heads[6].state = State::PublicationObjected.as_str().to_owned();
        let shown = |family, from, sort| choose_sorted(&heads, (family, from, 4), &[("p2", 3)], sort).shown;
        assert_eq!(shown("", 0, "-name"), ["c9", "c8", "c7", "c6"]);
        assert_eq!(shown("", 8, "-name"), ["c0"]);
        assert_eq!(shown("clerks", 0, "name"), ["c0", "c2", "c6", "c8"]);
        assert_eq!(shown("", 0, "-difficulty")[0], "c2");
    }

    #[test]
    fn everybody_but_the_reader_stands_on_one_page() {
        let heads = people();
        let mut read: Vec<String> = (0..3).flat_map(|page| choose(&heads, "", page * 4, 4).shown).collect();
        read.sort();
        assert_eq!(read, ["c0", "c1", "c2", "c3", "c5", "c6", "c7", "c8", "c9"]);
        // An address from when the list was longer, or that somebody made up, shows the page that its place lies on.
        let at = |from| choose(&heads, "", from, 4).from;
        assert_eq!([at(0), at(3), at(5), at(8), at(4000)], [0, 0, 4, 8, 8]);
        assert_eq!(
            choose(&heads, "pilots", 4, 4),
            Choice {
                shown: vec![],
                from: 0,
                people: 0
            }
        );
    }

    #[test]
    fn a_short_list_is_read_whole() {
        let heads = people();
        let whole = choose(&heads, "clerks", 4, 10);
        // The reader too: his place is counted, and his row is left out where rows are made.
        assert_eq!((whole.shown.len(), whole.from, whole.people), (10, 0, 4));
    }
}
