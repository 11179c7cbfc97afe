use super::*;
use proptest::prelude::*;
use std::collections::HashSet;

fn steps(current: &Roster, wanted: &Roster) -> Vec<String> {
    diff(current, wanted, None)
        .iter()
        .map(|c| c.words(crate::Lang::En))
        .collect()
}

#[test]
fn a_first_import_adds_everything_superiors_first() {
    let wanted = small("X");
    let changes = diff(&Roster::default(), &wanted, None);
    let tally = Tally::of(&changes);
    assert_eq!(
        (
            tally.units_added,
            tally.posts_added,
            tally.people_added,
            tally.appointed
        ),
        (3, 7, 7, 7)
    );
    assert_eq!(apply(&Roster::default(), &changes), wanted);
}

#[test]
fn a_later_list_moves_adds_and_ends() {
    let before = small("X");
    let mut after = before.clone();
    let moved = after.posts[2].holder.replace(Holder {
        reference: "P9".into(),
        name: "new".into(),
        ..Holder::default()
    });
    after.posts[5].holder = moved;
    after.posts[3].unit = "X/B".into();
    after.posts.pop();
    assert_eq!(
        steps(&before, &after),
        [
            "Move the post X-3 post 3 from “X/A” to “X/B”",
            "Add P9 new",
            "End the appointment of P2 to X-2 (last day: the day before the import)",
            "End the appointment of P5 to X-5 (last day: the day before the import)",
            "End the appointment of P6 to X-6 (last day: the day before the import)",
            "End the post X-6 post 6",
            "Appoint P9 to X-2 (substantive)",
            "Appoint P2 to X-5 (substantive)",
        ]
    );
    assert_eq!(apply(&before, &diff(&before, &after, None)), after);
}

#[test]
fn a_list_of_one_organisation_leaves_the_others_alone() {
    let both = join(&[small("X"), small("Y")]);
    assert_eq!(diff(&both, &small("X"), None), []);
    let mut fewer = small("X");
    fewer.posts.truncate(4);
    fewer.units.truncate(2);
    let after = apply(&both, &diff(&both, &fewer, None));
    assert_eq!(after.posts.iter().filter(|p| p.unit.starts_with('Y')).count(), 7);
    assert_eq!(after.posts.len(), 11);
    assert!(!after.units.iter().any(|u| u.key == "X/B"));
}

#[test]
fn a_unit_above_another_organisation_stays() {
    let mut both = join(&[small("X"), small("Y")]);
    both.units[3].parent = Some("X/B".into());
    let mut fewer = small("X");
    fewer.posts.truncate(4);
    fewer.units.truncate(2);
    let after = apply(&both, &diff(&both, &fewer, None));
    assert!(after.units.iter().any(|u| u.key == "X/B"));
    assert_eq!(diff(&after, &fewer, None), []);
}

#[test]
fn a_root_limits_the_list_to_what_is_below() {
    let before = small("X");
    let mut after = before.clone();
    after.posts[0].title = "changed".into();
    after.posts[1].title = "changed".into();
    after.posts.pop();
    assert_eq!(
        Tally::of(&diff(&before, &after, Some("X/A"))),
        Tally {
            posts_changed: 1,
            ..Tally::default()
        }
    );
    assert_eq!(diff(&before, &after, Some("mistyped")), []);
}

#[test]
fn a_list_that_is_silent_about_people_leaves_them() {
    let before = small("X");
    let mut silent = before.clone();
    for post in &mut silent.posts {
        post.holder = None;
    }
    assert_eq!(diff(&before, &silent, None), []);
    silent.posts[1].vacant = true;
    assert_eq!(
        steps(&before, &silent),
        ["End the appointment of P1 to X-1 (last day: the day before the import)"]
    );
}

#[test]
fn an_account_is_added_renamed_or_left() {
    let before = small("X");
    let with = |roster: &Roster, name: &str, account: Option<&str>| {
        let mut roster = roster.clone();
        let holder = roster.posts[1].holder.as_mut().unwrap();
        (holder.name, holder.account) = (name.into(), account.map(Into::into));
        roster
    };
    let one = with(&before, "somebody 1", Some("one"));
    assert_eq!(steps(&before, &one), ["Change the account of P1 somebody 1 to “one”"]);
    let two = with(&before, "somebody else", Some("two"));
    assert_eq!(
        steps(&one, &two),
        [
            "Change the name of P1 from “somebody 1” to “somebody else”",
            "Rename the account of P1 somebody else from “one” to “two”: the password stays, and they sign in anew"
        ]
    );
    assert_eq!(apply(&one, &diff(&one, &two, None)), two);
    assert_eq!(steps(&one, &before), [""; 0], "not stated: left as it is");
}

#[test]
fn dates_that_are_not_stated_stay() {
    let mut before = small("X");
    let wanted = before.clone();
    let holder = before.posts[1].holder.as_mut().unwrap();
    holder.from = Some(day("2026-01-01"));
    holder.account = Some("one".into());
    assert_eq!(diff(&before, &wanted, None), []);
    let mut ending = wanted.clone();
    ending.posts[1].holder.as_mut().unwrap().to = Some(day("2026-05-31"));
    assert_eq!(
        Tally::of(&diff(&before, &ending, None)),
        Tally {
            appointments_changed: 1,
            ..Tally::default()
        }
    );
    assert_eq!(
        Tally::of(&diff(&before, &ending.as_of(day("2026-06-01")), None)),
        Tally {
            appointments_ended: 1,
            ..Tally::default()
        }
    );
}

#[test]
fn units_can_swap_places() {
    let before = small("X");
    let mut after = before.clone();
    after.units[1].parent = Some("X/B".into());
    let again = {
        let mut again = after.clone();
        again.units[1].parent = Some("X".into());
        again.units[2].parent = Some("X/A".into());
        again
    };
    let changes = diff(&after, &again, None);
    // The one that goes up goes first, so that no step makes a circle.
    assert!(matches!(changes.as_slice(), [Change::ChangeUnit { from, .. }, _] if from.key == "X/A"));
    assert_eq!(apply(&after, &changes), again);
}

fn holder() -> impl Strategy<Value = Option<Holder>> {
    let dates = (proptest::option::of(0u32..9), proptest::option::of(0u32..9));
    let parts = (0u32..8, any::<bool>(), 0usize..3, dates);
    proptest::option::of(parts.prop_map(|(person, account, kind, (from, to))| Holder {
        reference: format!("P{person}"),
        account: account.then(|| format!("p{person}")),
        kind: AppointmentKind::ALL[kind],
        from: from.map(|d| day(&format!("2026-01-0{}", d + 1))),
        to: to.map(|d| day(&format!("2026-02-0{}", d + 1))),
        ..Holder::default()
    }))
}

/// Rosters with every mistake but people with two names: circles, repeated keys, links into nothing.
fn messy() -> impl Strategy<Value = Roster> {
    let key = (0usize..3, 0u32..4).prop_map(|(o, u)| {
        if u == 0 {
            "XYZ"[o..=o].into()
        } else {
            format!("{}/{u}", &"XYZ"[o..=o])
        }
    });
    let unit = (key.clone(), 0u32..2, proptest::option::of(key.clone()));
    let unit = unit.prop_map(|(key, name, parent)| Unit {
        key,
        name: format!("name {name}"),
        parent,
    });
    let post = (
        0u32..12,
        key,
        proptest::option::of(0u32..12),
        any::<(bool, bool)>(),
        0u32..2,
        holder(),
    );
    let post = post.prop_map(|(n, unit, above, (leads, vacant), title, holder)| Post {
        reference: format!("R{n}"),
        title: format!("title {title}"),
        unit,
        reports_to: above.map(|a| format!("R{a}")),
        leads,
        vacant: vacant && holder.is_none(),
        holder,
        ..Post::default()
    });
    let parts = (
        proptest::collection::vec(unit, 0..10),
        proptest::collection::vec(post, 0..12),
        0u32..3,
    );
    parts.prop_map(|(units, mut posts, marriages)| {
        for holder in posts.iter_mut().filter_map(|p| p.holder.as_mut()) {
            holder.name = format!("name {marriages} of {}", holder.reference);
            holder.account = holder.account.take().map(|a| format!("{a}.{marriages}"));
        }
        Roster { units, posts }
    })
}

/// Circles and links into nothing, but every key once.
fn unique(roster: Roster) -> Roster {
    let (mut keys, mut references) = (HashSet::new(), HashSet::new());
    let Roster { mut units, mut posts } = roster;
    units.retain(|u| keys.insert(u.key.clone()));
    posts.retain(|p| references.insert(p.reference.clone()));
    Roster { units, posts }
}

/// What a checked list looks like: nothing repeated, nothing in circles, every link answered.
fn tidy(roster: Roster) -> Roster {
    let Roster { units, posts } = roster;
    let mut tidy = Roster::default();
    for mut unit in units {
        if !tidy.units.iter().any(|u| u.key == unit.key) {
            unit.parent = unit.parent.filter(|p| tidy.units.iter().any(|u| u.key == *p));
            tidy.units.push(unit);
        }
    }
    for mut post in posts {
        if tidy.units.iter().any(|u| u.key == post.unit) && !tidy.posts.iter().any(|p| p.reference == post.reference) {
            post.reports_to = post.reports_to.filter(|s| tidy.posts.iter().any(|p| p.reference == *s));
            tidy.posts.push(post);
        }
    }
    tidy
}

/// Every step must name only what is there, and leave no circle and nothing hanging.
fn replay(current: &Roster, changes: &[Change]) {
    for n in 1..=changes.len() {
        let now = apply(current, &changes[..n]);
        let unit = |key: &str| now.units.iter().any(|u| u.key == key);
        assert!(
            now.posts.iter().all(|p| unit(&p.unit)),
            "a post without a unit after {:?}",
            changes[n - 1]
        );
        assert!(
            now.units.iter().all(|u| u.parent.as_deref().is_none_or(unit)),
            "a unit hangs in the air after {:?}",
            changes[n - 1]
        );
        let links = order::links(&now.units, |u: &Unit| &u.key, |u| u.parent.as_deref());
        assert!(
            order::circles(&links).is_empty(),
            "a circle of units after {:?}",
            changes[n - 1]
        );
        if let Change::AddPost { post } | Change::ChangePost { to: post, .. } = &changes[n - 1] {
            assert!(
                post.reports_to
                    .as_ref()
                    .is_none_or(|s| now.posts.iter().any(|p| p.reference == *s))
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn the_same_list_changes_nothing(x in messy()) {
        let x = tidy(x);
        prop_assert_eq!(diff(&x, &x, None), []);
        prop_assert_eq!(diff(&x, &x, Some("X")), []);
    }

    #[test]
    fn once_applied_nothing_is_left(current in messy(), wanted in messy(), rooted in any::<bool>()) {
        let root = rooted.then_some("X/1");
        let (current, wanted) = (tidy(current), if rooted { tidy(wanted) } else { unique(wanted) });
        let after = apply(&current, &diff(&current, &wanted, root));
        prop_assert_eq!(diff(&after, &wanted, root), []);
    }

    #[test]
    fn every_step_stands_on_the_one_before(current in messy(), wanted in messy()) {
        let (current, wanted) = (tidy(current), tidy(wanted));
        let changes = diff(&current, &wanted, None);
        replay(&current, &changes);
        let after = apply(&current, &changes);
        for post in &wanted.posts {
            let now = after.posts.iter().find(|p| p.reference == post.reference).unwrap();
            prop_assert_eq!((&now.title, &now.unit, &now.reports_to, now.leads), (&post.title, &post.unit, &post.reports_to, post.leads));
            if let Some(holder) = &post.holder {
                prop_assert_eq!(now.holder.as_ref().map(|h| &h.reference), Some(&holder.reference));
            }
        }
        let spoken: Vec<&str> = wanted.posts.iter().map(|p| source(&p.unit)).collect();
        for post in &current.posts {
            let gone = !after.posts.iter().any(|p| p.reference == post.reference);
            prop_assert!(!gone || spoken.contains(&source(&post.unit)), "ended outside of the list's organisations");
        }
    }
}
