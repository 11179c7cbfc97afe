use super::*;
use std::collections::HashSet;

/// Three organisations of different sizes, each a tree of units with teams of nine.
fn large() -> Roster {
    let parts = [("X", 40), ("Y", 8), ("Z", 1)].map(|(name, units)| {
        let mut part = small(name);
        for n in 0..units {
            let key = format!("{name}/{n}");
            part.units.push(Unit {
                key: key.clone(),
                name: key.clone(),
                parent: Some(format!("{name}/A")),
            });
            for m in 0..10 {
                let above = if m == 0 {
                    format!("{name}-1")
                } else {
                    format!("{name}-{n}-0")
                };
                let post = Post {
                    reference: format!("{name}-{n}-{m}"),
                    title: "t".into(),
                    unit: key.clone(),
                    reports_to: Some(above),
                    leads: m == 0,
                    ..Post::default()
                };
                part.posts.push(post);
            }
        }
        part
    });
    join(&parts)
}

fn whole(roster: &Roster) {
    let findings = check(roster, &Places::default());
    assert!(
        findings.iter().all(|f| matches!(f.problem, Problem::TwoNames { .. })),
        "{findings:?}"
    );
}

#[test]
fn a_cut_keeps_organisations_lines_and_teams() {
    let all = large();
    for people in [3, 10, 60, 61, 200, 510] {
        let cut = trim(&all, people);
        assert_eq!(cut.posts.len(), people);
        whole(&cut);
        assert_eq!(cut.units.iter().filter(|u| u.parent.is_none()).count(), 3);
        let superior = |p: &Post| {
            all.posts
                .iter()
                .find(|q| q.reference == p.reference)
                .and_then(|q| q.reports_to.clone())
        };
        assert!(
            cut.posts.iter().all(|p| p.reports_to == superior(p)),
            "a superior was lost at {people}"
        );
    }
    let cut = trim(&all, 60);
    let units: HashSet<&str> = cut.posts.iter().map(|p| p.unit.as_str()).collect();
    assert!(
        units.len() < 20,
        "teams rather than single posts: {} units",
        units.len()
    );
    assert_eq!(cut, trim(&all, 60));
    assert_eq!(trim(&all, all.posts.len()), all);
}

#[test]
fn growth_reaches_the_number_and_stays_whole() {
    let all = large();
    for people in [1, 600, 5_003, 20_000] {
        let grown = grow(&all, people);
        assert_eq!(grown.posts.len(), people.max(all.posts.len()));
        whole(&grown);
        assert_eq!(grown.posts[..all.posts.len()], all.posts[..]);
    }
    let twice = grow(&grow(&all, 1_000), 2_000);
    assert_eq!(twice.posts.len(), 2_000);
    whole(&twice);
    let flat = Roster {
        units: vec![Unit {
            key: "X".into(),
            name: "X".into(),
            parent: None,
        }],
        posts: vec![Post {
            reference: "1".into(),
            title: "t".into(),
            unit: "X".into(),
            ..Post::default()
        }],
    };
    assert_eq!(grow(&flat, 5).posts.len(), 5);
    whole(&grow(&flat, 5));
    assert_eq!(grow(&Roster::default(), 5), Roster::default());
}
