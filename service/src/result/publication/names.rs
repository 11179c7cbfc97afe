//! Which of the published names a page shows: worked out from heads, so that no document is read for the others.

use super::{is_committee, stands};
use crate::assess::load::{Opened, bare, state};
use crate::assess::role::roles;
use domain::assessment::process::{Act, State};
use domain::permission::Actor;
use store::assess::CourseHead;

/// Names on a page, and names at most that stand apart on the first one.
pub(super) const SHOWN: usize = 100;

/// A page of the published names of a period, by their courses.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Names {
    pub shown: Vec<String>,
    /// On the first page of several: the reader's own name, and those that were objected to.
    pub apart: Vec<String>,
    /// It is the first page of several.
    pub begins: bool,
    /// The last one shown, where others come behind it.
    pub next: Option<String>,
    /// How many names stand in all.
    pub all: usize,
    pub may_answer: bool,
}

impl Names {
    /// From the name behind the course `after` on, with `part` in the person's name or unit. A name that was taken down keeps its place
    /// among all people of the period, so that whoever reads goes on where he was.
    pub(super) fn of(actor: &Actor, opened: &Opened, people: &[CourseHead], part: &str, after: &str) -> Self {
        let stand = |h: &&CourseHead| stands(opened, state(&h.state), h.grade.as_deref());
        let asked = |h: &&CourseHead| state(&h.state) == State::PublicationObjected;
        let part = part.trim().to_lowercase();
        let found = |h: &&CourseHead| fits(h, &part);
        let from = people.iter().position(|h| h.id == after).map_or(0, |at| at + 1);
        let mut rest = people.iter().skip(from).filter(stand).filter(found);
        let shown: Vec<String> = rest.by_ref().take(SHOWN).map(|h| h.id.clone()).collect();
        let next = shown.last().filter(|_| rest.next().is_some()).cloned();
        let all = people.iter().filter(stand).count();
        let begins = all > SHOWN && from == 0 && part.is_empty();
        let own = |h: &&CourseHead| h.person == actor.person.as_str();
        let apart = people.iter().filter(|h| begins && stand(h) && (own(h) || asked(h)));
        let mut objected = people.iter().filter(stand).filter(asked);
        let may_answer = is_committee(actor, opened) || objected.any(|h| answers(actor, opened, h));
        Self {
            apart: apart.take(SHOWN).map(|h| h.id.clone()).collect(),
            shown,
            begins,
            next,
            all,
            may_answer,
        }
    }
}

fn fits(head: &CourseHead, part: &str) -> bool {
    head.person_name.to_lowercase().contains(part) || head.unit_name.to_lowercase().contains(part)
}

fn answers(actor: &Actor, opened: &Opened, head: &CourseHead) -> bool {
    let roles = roles(actor, head, &opened.period);
    let course = bare(head, opened.period.opened);
    let open = course.open_to(&actor.person, &roles, opened.pack());
    open.iter().any(|step| step.act == Act::AnswerPublication)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::rules::Rules;
    use crate::assess::sample;

    fn head(at: usize, state: State) -> CourseHead {
        CourseHead {
            unit_name: if at.is_multiple_of(2) { "Office" } else { "Harbour" }.into(),
            ..sample::head(at, state)
        }
    }

    #[test]
    fn a_long_list_is_read_page_by_page_and_every_name_comes_once() {
        let rules = Rules::load(None).unwrap();
        let opened = Opened::of(&rules, sample::year(&rules, None)).unwrap();
        let mut people: Vec<CourseHead> = (0..250).map(|at| head(at, State::Published)).collect();
        people.extend((250..900).map(|at| head(at, State::Calibrated)));
        let actor = sample::reader("p180");
        let page = |people: &[CourseHead], part: &str, after: &str| Names::of(&actor, &opened, people, part, after);
        let first = page(&people, "", "");
        assert_eq!((first.shown.len(), first.all, first.may_answer), (SHOWN, 250, false));
        assert_eq!(first.apart, ["c180"], "the own name, wherever it stands");
        let (mut read, mut after) = (first.shown, first.next);
        while let Some(last) = after {
            let next = page(&people, "", &last);
            assert!(next.shown.len() <= SHOWN && next.apart.is_empty());
            read.extend(next.shown);
            after = next.next;
        }
        let wanted: Vec<String> = (0..250).map(|at| format!("c{at}")).collect();
        assert_eq!(read, wanted);
        // One that is found by its name, and all of a unit.
        assert_eq!(page(&people, " name 249", "").shown, ["c249"]);
        assert!(page(&people, "name 250", "").shown.is_empty(), "it is not published");
        let of_unit = page(&people, "HARBOUR", "");
        assert!(of_unit.next.is_some() && of_unit.apart.is_empty());
        assert_eq!(page(&people, "harbour", &of_unit.next.unwrap()).shown.len(), 25);
        // The last one of the first page is taken down meanwhile, and one on the last was objected to.
        people[99].state = State::Decided.as_str().to_owned();
        people[240].state = State::PublicationObjected.as_str().to_owned();
        assert_eq!(page(&people, "", "c99").shown[0], "c100");
        assert_eq!(page(&people, "", "").apart, ["c180", "c240"]);
        // A short list has nothing apart.
        let short = page(&people[150..200], "", "");
        assert_eq!((short.shown.len(), short.next, short.apart), (50, None, vec![]));
    }
}
