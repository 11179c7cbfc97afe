//! What is wrong with a list, before anything is written.

use super::{Field, Finding, Places, Post, Problem, Roster, Unit, order, values};
use std::collections::BTreeMap;

/// Everything that is wrong, in the order of the lines. Nothing may be written while one of them is an error.
pub fn check(roster: &Roster, places: &Places) -> Vec<Finding> {
    let mut found = Vec::new();
    units(roster, places, &mut found);
    posts(roster, places, &mut found);
    lines(roster, places, &mut found);
    heads(roster, places, &mut found);
    values::people(roster, places, &mut found);
    found.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
    found
}

fn units(roster: &Roster, places: &Places, found: &mut Vec<Finding>) {
    let index = order::index(&roster.units, |u: &Unit| &u.key);
    for (i, unit) in roster.units.iter().enumerate() {
        let place = places.unit(i);
        let mut error = |problem| found.push(places.error(place, Field::Unit, problem));
        if index.get(unit.key.as_str()) != Some(&i) {
            error(Problem::DuplicateUnit { key: unit.key.clone() });
        }
        if unit.key.is_empty() || unit.name.is_empty() {
            error(Problem::Empty { field: Field::Unit });
        }
        if let Some(parent) = unit.parent.as_ref().filter(|p| !index.contains_key(p.as_str())) {
            error(Problem::UnknownUnit { key: parent.clone() });
        }
        if let Some(problem) = values::text(&unit.name) {
            error(problem);
        }
    }
    let links = order::links(&roster.units, |u: &Unit| &u.key, |u| u.parent.as_deref());
    for circle in order::circles(&links) {
        let keys = circle
            .iter()
            .filter_map(|&i| roster.units.get(i))
            .map(|u| u.key.clone())
            .collect();
        let place = circle.first().map(|&i| places.unit(i)).unwrap_or_default();
        found.push(places.error(place, Field::Unit, Problem::UnitCycle { keys }));
    }
}

fn posts(roster: &Roster, places: &Places, found: &mut Vec<Finding>) {
    let units = order::index(&roster.units, |u: &Unit| &u.key);
    let index = order::index(&roster.posts, |p: &Post| &p.reference);
    for (i, post) in roster.posts.iter().enumerate() {
        let place = places.post(i);
        let first = index.get(post.reference.as_str()).copied().unwrap_or(i);
        if first != i && !post.reference.is_empty() {
            let at = places.post(first);
            let problem = Problem::Duplicate {
                reference: post.reference.clone(),
                file: places.file(at).to_owned(),
                line: at.line,
            };
            found.push(places.error(place, Field::Post, problem));
        }
        let texts = [
            (Field::Post, &post.reference, true),
            (Field::Title, &post.title, true),
            (Field::Unit, &post.unit, true),
            (Field::Grade, &post.grade, false),
            (Field::Family, &post.family, false),
            (Field::Function, &post.function, false),
        ];
        for (field, value, required) in texts {
            let empty = (required && value.is_empty()).then_some(Problem::Empty { field });
            if let Some(problem) = empty.or_else(|| values::text(value)) {
                found.push(places.error(place, field, problem));
            }
        }
        if !post.unit.is_empty() && !units.contains_key(post.unit.as_str()) {
            found.push(places.error(place, Field::Unit, Problem::UnknownUnit { key: post.unit.clone() }));
        }
        if let Some(superior) = post.reports_to.as_ref().filter(|s| !index.contains_key(s.as_str())) {
            found.push(places.error(
                place,
                Field::Superior,
                Problem::UnknownSuperior {
                    reference: superior.clone(),
                },
            ));
        }
    }
}

/// Reporting lines that run in a circle.
fn lines(roster: &Roster, places: &Places, found: &mut Vec<Finding>) {
    let links = order::links(&roster.posts, |p: &Post| &p.reference, |p| p.reports_to.as_deref());
    for circle in order::circles(&links) {
        let references = circle
            .iter()
            .filter_map(|&i| roster.posts.get(i))
            .map(|p| p.reference.clone())
            .collect();
        let place = circle.first().map(|&i| places.post(i)).unwrap_or_default();
        found.push(places.error(place, Field::Superior, Problem::Cycle { references }));
    }
}

/// Units with two heads: a warning, since a change of office can overlap.
fn heads(roster: &Roster, places: &Places, found: &mut Vec<Finding>) {
    let mut heads: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (i, post) in roster.posts.iter().enumerate().filter(|(_, p)| p.leads) {
        heads.entry(&post.unit).or_default().push(i);
    }
    for (unit, posts) in heads.iter().filter(|(_, posts)| posts.len() > 1) {
        let place = posts.last().map(|&i| places.post(i)).unwrap_or_default();
        let posts = posts
            .iter()
            .filter_map(|&i| roster.posts.get(i))
            .map(|p| p.reference.clone())
            .collect();
        found.push(places.warning(
            place,
            Field::Head,
            Problem::TwoHeads {
                unit: (*unit).to_owned(),
                posts,
            },
        ));
    }
}
