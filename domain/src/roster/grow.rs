//! A larger roster for load tests: the same units again and again, with numbers.

use super::{Holder, Post, Roster, Unit, order};
use std::collections::{HashMap, HashSet};

/// `roster` with as many numbered copies of its units as make `people` posts. Unchanged when it has as many already.
pub fn grow(roster: &Roster, people: usize) -> Roster {
    let mut out = roster.clone();
    let copied = copied(roster);
    if copied.iter().all(|(_, posts)| posts.is_empty()) {
        return out;
    }
    let used: HashSet<&str> = roster
        .posts
        .iter()
        .filter_map(|p| p.reference.rsplit_once('~'))
        .map(|(_, n)| n)
        .collect();
    let mut numbers = (2u32..).map(|n| n.to_string()).filter(|n| !used.contains(n.as_str()));
    while out.posts.len() < people {
        let Some(number) = numbers.next() else { break };
        round(&copied, &number, people, &mut out);
    }
    out
}

/// The units to copy with their posts, parents first: all below the organisations, or everything where there are only those.
fn copied(roster: &Roster) -> Vec<(&Unit, Vec<&Post>)> {
    let mut staff: HashMap<&str, Vec<&Post>> = HashMap::new();
    for post in &roster.posts {
        staff.entry(&post.unit).or_default().push(post);
    }
    let links = order::links(&roster.units, |u: &Unit| &u.key, |u| u.parent.as_deref());
    let sorted = order::parents_first(&links)
        .into_iter()
        .filter_map(|i| roster.units.get(i));
    let mut all: Vec<(&Unit, Vec<&Post>)> = sorted
        .map(|u| (u, staff.remove(u.key.as_str()).unwrap_or_default()))
        .collect();
    let inner = |(unit, _): &(&Unit, Vec<&Post>)| unit.parent.is_some() && unit.key.contains('/');
    if all.iter().any(|item| inner(item) && !item.1.is_empty()) {
        all.retain(inner);
    }
    all
}

fn round(copied: &[(&Unit, Vec<&Post>)], number: &str, people: usize, out: &mut Roster) {
    let mut room = people.saturating_sub(out.posts.len());
    let (mut units, mut posts) = (Vec::new(), Vec::new());
    for (unit, staff) in copied {
        if room == 0 {
            break;
        }
        units.push(*unit);
        posts.extend(staff.iter().take(room).copied());
        room = room.saturating_sub(staff.len());
    }
    let new_units: HashSet<&str> = units.iter().map(|u| u.key.as_str()).collect();
    let new_posts: HashSet<&str> = posts.iter().map(|p| p.reference.as_str()).collect();
    let numbered = |text: &str| format!("{text}~{number}");
    let moved = |text: &Option<String>, new: &HashSet<&str>| {
        text.as_ref().map(|t| {
            if new.contains(t.as_str()) {
                numbered(t)
            } else {
                t.clone()
            }
        })
    };
    out.units.extend(units.iter().map(|u| Unit {
        key: numbered(&u.key),
        name: format!("{} {number}", u.name),
        parent: moved(&u.parent, &new_units),
    }));
    out.posts.extend(posts.iter().map(|&p| Post {
        reference: numbered(&p.reference),
        unit: numbered(&p.unit),
        reports_to: moved(&p.reports_to, &new_posts),
        holder: p.holder.as_ref().map(|h| Holder {
            reference: numbered(&h.reference),
            account: h.account.as_ref().map(|a| format!("{a}-{number}")),
            ..h.clone()
        }),
        ..p.clone()
    }));
}
