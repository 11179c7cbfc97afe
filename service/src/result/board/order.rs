//! A board in the order that its reader has chosen: worked out from heads where there are several pages, so that it holds over all of them.

use super::Stood;
use crate::sorting::by;
use domain::view::assess::{Column, GradeName, Sort};
use std::collections::HashMap;
use store::assess::CourseHead;

const ALL: [Column; 4] = [Column::Name, Column::Grade, Column::Score, Column::Difficulty];
/// Points stand in the documents, which are read of the people of a page alone.
const LONG: [Column; 3] = [Column::Name, Column::Grade, Column::Difficulty];

/// By what a board can be put in order.
pub(super) fn columns(long: bool) -> &'static [Column] {
    if long { &LONG } else { &ALL }
}

pub(super) fn heads(list: &mut [&CourseHead], sort: Sort, grades: &[GradeName], load: &HashMap<String, u32>) {
    match sort.by {
        Column::Grade => by(list, sort.falling, |h| place(grades, h.grade.as_deref())),
        Column::Difficulty => by(list, sort.falling, |h| Some(of(load, &h.person))),
        _ => by(list, sort.falling, |h| Some(h.person_name.clone())),
    }
}

pub(super) fn people(list: &mut [&Stood], sort: Sort, grades: &[GradeName], load: &HashMap<String, u32>) {
    match sort.by {
        Column::Grade => by(list, sort.falling, |s| place(grades, s.member.grade.as_deref())),
        Column::Difficulty => by(list, sort.falling, |s| Some(of(load, s.member.person.as_str()))),
        Column::Score => by(list, sort.falling, |s| s.case.score),
        _ => by(list, sort.falling, |s| Some(s.member.name.clone())),
    }
}

/// Where a grade stands in its scale, the best first.
fn place(grades: &[GradeName], grade: Option<&str>) -> Option<usize> {
    grades.iter().position(|g| Some(g.id.as_str()) == grade)
}

fn of(load: &HashMap<String, u32>, person: &str) -> u32 {
    load.get(person).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::sample;
    use domain::assessment::Words;
    use domain::assessment::process::State;

    /// Four people, the third without a grade.
    fn sorted(text: &str) -> Vec<String> {
        let grades = ["excellent", "competent", "basic"].map(|id| GradeName {
            id: id.into(),
            words: Words::new(id, id),
        });
        let given = [Some("competent"), Some("basic"), None, Some("excellent")];
        let all = given.into_iter().enumerate().map(|(at, grade)| CourseHead {
            grade: grade.map(str::to_owned),
            ..sample::head(at, State::Decided)
        });
        let all: Vec<CourseHead> = all.collect();
        let load = HashMap::from([("p1".to_owned(), 3), ("p2".to_owned(), 5)]);
        let mut list: Vec<&CourseHead> = all.iter().collect();
        if let Some(sort) = Sort::parse(text, columns(true)) {
            heads(&mut list, sort, &grades, &load);
        }
        list.into_iter().map(|h| h.id.clone()).collect()
    }

    #[test]
    fn people_stand_by_name_by_the_scale_and_by_their_plans() {
        assert_eq!(sorted("-name"), ["c3", "c2", "c1", "c0"]);
        assert_eq!(sorted("grade"), ["c3", "c0", "c1", "c2"]);
        assert_eq!(sorted("-grade"), ["c1", "c0", "c3", "c2"], "without a grade last");
        assert_eq!(
            sorted("-difficulty"),
            ["c2", "c1", "c0", "c3"],
            "equal ones as they stood"
        );
        assert_eq!(sorted("difficulty"), ["c0", "c3", "c1", "c2"]);
        for usual in ["", "likes", "-score"] {
            assert_eq!(sorted(usual), ["c0", "c1", "c2", "c3"], "{usual}");
        }
    }
}
