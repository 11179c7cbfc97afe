//! Whole rosters through check, diff, apply, trim and grow.

mod checks;
mod diffs;
mod sizes;
mod tenures;

use super::*;

/// An organisation: a director, and in each of two units a head with two staff.
fn small(name: &str) -> Roster {
    let unit = |key: String, parent: Option<&str>| Unit {
        name: key.clone(),
        key,
        parent: parent.map(Into::into),
    };
    let post = |n: u32, unit: &str, above: Option<u32>, leads: bool| Post {
        reference: format!("{name}-{n}"),
        title: format!("post {n}"),
        unit: unit.into(),
        reports_to: above.map(|a| format!("{name}-{a}")),
        leads,
        holder: Some(Holder {
            reference: format!("P{n}"),
            name: format!("somebody {n}"),
            ..Holder::default()
        }),
        ..Post::default()
    };
    let (a, b) = (format!("{name}/A"), format!("{name}/B"));
    Roster {
        units: vec![
            unit(name.into(), None),
            unit(a.clone(), Some(name)),
            unit(b.clone(), Some(name)),
        ],
        posts: vec![
            post(0, name, None, true),
            post(1, &a, Some(0), true),
            post(2, &a, Some(1), false),
            post(3, &a, Some(1), false),
            post(4, &b, Some(0), true),
            post(5, &b, Some(4), false),
            post(6, &b, Some(4), false),
        ],
    }
}

fn join(parts: &[Roster]) -> Roster {
    let mut all = Roster::default();
    for part in parts {
        all.units.extend(part.units.iter().cloned());
        all.posts.extend(part.posts.iter().cloned());
    }
    all
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}
