//! The posts of the demo organisation with invented holders, in the tongue asked for.

use super::{Size, in_tongue, name};
use crate::import::{Kind, builtin, read};
use crate::{Error, Result};
use domain::roster::{AppointmentKind, Holder, Post, Roster, grow, trim};
use std::collections::HashMap;

/// The published posts, cut or grown to the number of people, each held by somebody.
pub(super) fn roster(size: &Size) -> Result<Roster> {
    let files = builtin::files();
    let read = read(&files, Kind::Organogram, &mut |_, _| {});
    let (roster, _) =
        read.map_err(|_| Error::Unavailable("the organograms that come with the program cannot be read".into()))?;
    let mut roster = if size.people > roster.posts.len() {
        grow(&roster, size.people)
    } else {
        trim(&roster, size.people)
    };
    for (n, post) in roster.posts.iter_mut().enumerate() {
        post.vacant = false;
        post.holder = Some(Holder {
            reference: format!("demo/{n}"),
            name: name(n, size.seed, size.tongue),
            account: Some(format!("u{:05}", n + 1)),
            kind: AppointmentKind::Substantive,
            from: None,
            to: None,
        });
    }
    Ok(roster)
}

/// The same posts with the words shown to people.
pub(super) fn worded(roster: &Roster, size: &Size) -> Roster {
    let mut said: HashMap<String, String> = HashMap::new();
    let mut say = |text: &str| {
        said.entry(text.to_owned())
            .or_insert_with(|| in_tongue(text, size.tongue))
            .clone()
    };
    let mut shown = roster.clone();
    for unit in &mut shown.units {
        unit.name = say(&unit.name);
    }
    for post in &mut shown.posts {
        post.title = say(&post.title);
        post.grade = say(&post.grade);
        post.family = say(&post.family);
        post.function = say(&post.function);
    }
    shown
}

/// Four people for the first tour: a member of staff, their chief, a chief of the same level next door, the director above.
pub(super) fn cast_roles(roster: &Roster) -> Vec<(&'static str, &Post)> {
    let head_of: HashMap<&str, &Post> = roster
        .posts
        .iter()
        .filter(|p| p.leads)
        .map(|p| (p.unit.as_str(), p))
        .collect();
    let mut staff_of: HashMap<&str, Vec<&Post>> = HashMap::new();
    for post in roster.posts.iter().filter(|p| !p.leads) {
        staff_of.entry(post.unit.as_str()).or_default().push(post);
    }
    let crowd = |unit: &str| staff_of.get(unit).map_or(0, Vec::len);
    let pairs = roster.units.iter().filter_map(|unit| {
        let parent = unit.parent.as_deref()?;
        let (chief, director) = (head_of.get(unit.key.as_str())?, head_of.get(parent)?);
        let next = roster.units.iter().find(|u| {
            u.parent == unit.parent && u.key != unit.key && head_of.contains_key(u.key.as_str()) && crowd(&u.key) >= 3
        })?;
        let peer = head_of.get(next.key.as_str())?;
        (crowd(&unit.key) >= 5).then(|| (crowd(&unit.key).min(12), *chief, *peer, *director))
    });
    let best = pairs.max_by_key(|(size, chief, ..)| (*size, std::cmp::Reverse(chief.reference.clone())));
    let Some((_, chief, peer, director)) = best else {
        return vec![];
    };
    let staff = staff_of.get(chief.unit.as_str()).and_then(|all| all.first());
    let mut roles = vec![("chief", chief), ("peer", peer), ("director", director)];
    roles.extend(staff.map(|post| ("staff", *post)));
    roles
}
