//! A smaller roster that is still believable: every organisation, whole lines of superiors, teams rather than single posts.

use super::{Post, Roster, Unit, order, source};
use std::collections::{BTreeMap, HashMap, HashSet};

/// The fewest and the most staff that a team brings in the first round.
const TEAM: std::ops::RangeInclusive<usize> = 6..=24;

/// `roster` cut to `people` posts, always the same ones. Unchanged when it has no more than that.
pub fn trim(roster: &Roster, people: usize) -> Roster {
    if roster.posts.len() <= people {
        return roster.clone();
    }
    let chart = Chart::new(roster);
    let mut kept = HashSet::new();
    for (members, share) in chart.shares(people) {
        Cut {
            chart: &chart,
            kept: &mut kept,
            left: share,
        }
        .fill(&members);
    }
    chart.keep(&kept)
}

struct Team {
    leader: usize,
    staff: Vec<usize>,
}

struct Chart<'a> {
    roster: &'a Roster,
    /// The superior of each post, when it is in the same organisation.
    above: Vec<Option<usize>>,
    below: Vec<Vec<usize>>,
    head: HashMap<&'a str, usize>,
}

impl<'a> Chart<'a> {
    fn new(roster: &'a Roster) -> Self {
        let home = |i: usize| roster.posts.get(i).map(|p| source(&p.unit));
        let mut above = order::links(&roster.posts, |p: &Post| &p.reference, |p| p.reports_to.as_deref());
        let mut below = vec![Vec::new(); above.len()];
        for (i, link) in above.iter_mut().enumerate() {
            *link = link.filter(|&s| home(s) == home(i));
            if let Some(reports) = link.and_then(|s| below.get_mut(s)) {
                reports.push(i);
            }
        }
        let heads = roster.posts.iter().enumerate().filter(|(_, p)| p.leads);
        Self {
            roster,
            above,
            below,
            head: heads.map(|(i, p)| (p.unit.as_str(), i)).collect(),
        }
    }

    /// Each organisation's posts, superiors first, and how many of them to keep: the square root of the size weighs, so that
    /// small organisations stay visible.
    fn shares(&self, people: usize) -> Vec<(Vec<usize>, usize)> {
        let mut members: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for i in order::parents_first(&self.above) {
            if let Some(post) = self.roster.posts.get(i) {
                members.entry(source(&post.unit)).or_default().push(i);
            }
        }
        let mut shares: Vec<(Vec<usize>, usize)> = members.into_values().map(|m| (m, 0)).collect();
        let claim = |(members, seats): &(Vec<usize>, usize)| (members.len() as f64).sqrt() / (*seats as f64 + 1.0);
        for _ in 0..people {
            let open = shares.iter_mut().filter(|(members, seats)| *seats < members.len());
            // Everyone has one seat before anyone has two.
            let next = open.max_by(|a, b| (a.1 == 0).cmp(&(b.1 == 0)).then(claim(a).total_cmp(&claim(b))));
            let Some((_, seats)) = next else { break };
            *seats += 1;
        }
        shares
    }

    fn reports(&self, post: usize) -> &[usize] {
        self.below.get(post).map_or(&[], Vec::as_slice)
    }

    fn superior(&self, post: usize) -> Option<usize> {
        self.above.get(post).copied().flatten()
    }

    /// The post and all above it, from the bottom.
    fn line(&self, post: usize) -> Vec<usize> {
        let mut line = Vec::new();
        let mut at = Some(post);
        while let Some(i) = at.filter(|i| !line.contains(i)) {
            line.push(i);
            at = self.superior(i);
        }
        line
    }

    /// Leaders with their staff in one unit each, taken in turn from every branch below the top, so that none fills the list alone.
    fn teams(&self, members: &[usize]) -> Vec<Team> {
        let mut branches: Vec<(Option<usize>, Vec<Team>)> = Vec::new();
        for &leader in members {
            let teams = self.teams_of(leader);
            if teams.is_empty() {
                continue;
            }
            let line = self.line(leader);
            let branch = line.len().checked_sub(2).and_then(|i| line.get(i).copied());
            match branches.iter_mut().find(|(b, _)| *b == branch) {
                Some((_, list)) => list.extend(teams),
                None => branches.push((branch, teams)),
            }
        }
        let mut turns: Vec<_> = branches.into_iter().map(|(_, teams)| teams.into_iter()).collect();
        let mut out = Vec::new();
        while !turns.is_empty() {
            turns.retain_mut(|turn| turn.next().map(|team| out.push(team)).is_some());
        }
        out
    }

    /// The leader's staff who lead nobody themselves, by unit, the largest team first.
    fn teams_of(&self, leader: usize) -> Vec<Team> {
        let mut units: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for &report in self.reports(leader).iter().filter(|&&r| self.reports(r).is_empty()) {
            let unit = self.roster.posts.get(report).map_or("", |p| p.unit.as_str());
            units.entry(unit).or_default().push(report);
        }
        let mut teams: Vec<Team> = units.into_values().map(|staff| Team { leader, staff }).collect();
        teams.sort_by_key(|team| std::cmp::Reverse(team.staff.len()));
        teams
    }

    fn keep(&self, kept: &HashSet<usize>) -> Roster {
        let posts = self
            .roster
            .posts
            .iter()
            .enumerate()
            .filter(|(i, _)| kept.contains(i))
            .map(|(_, p)| p);
        let there: HashSet<&str> = posts.clone().map(|p| p.reference.as_str()).collect();
        let parents: HashMap<&str, Option<&str>> = self
            .roster
            .units
            .iter()
            .map(|u| (u.key.as_str(), u.parent.as_deref()))
            .collect();
        let mut units: HashSet<&str> = HashSet::new();
        for post in posts.clone() {
            let mut at = Some(post.unit.as_str());
            while let Some(key) = at.filter(|k| units.insert(k)) {
                at = parents.get(key).copied().flatten();
            }
        }
        let bound = |p: &Post| Post {
            reports_to: p.reports_to.clone().filter(|s| there.contains(s.as_str())),
            ..p.clone()
        };
        let used = |u: &&Unit| units.contains(u.key.as_str());
        Roster {
            units: self.roster.units.iter().filter(used).cloned().collect(),
            posts: posts.map(bound).collect(),
        }
    }
}

/// The choice within one organisation.
struct Cut<'a> {
    chart: &'a Chart<'a>,
    kept: &'a mut HashSet<usize>,
    left: usize,
}

impl Cut<'_> {
    fn fill(&mut self, members: &[usize]) {
        let chart = self.chart;
        let size = (self.left / 8).clamp(*TEAM.start(), *TEAM.end());
        for Team { leader, staff } in chart.teams(members) {
            let head = chart
                .roster
                .posts
                .get(leader)
                .and_then(|p| chart.head.get(p.unit.as_str()));
            let mut team = chart.line(leader);
            team.extend(head.into_iter().flat_map(|&h| chart.line(h)));
            let share = staff.len().min(size);
            // Evenly out of the whole team, so that all its kinds of posts appear.
            team.extend((0..share).filter_map(|n| staff.get(n * staff.len() / share).copied()));
            self.add(&team);
        }
        // What is left after whole teams goes to whoever comes next, superiors first.
        for &post in members {
            self.add(&[post]);
        }
    }

    /// All of them or none.
    fn add(&mut self, posts: &[usize]) {
        let new: HashSet<usize> = posts.iter().copied().filter(|p| !self.kept.contains(p)).collect();
        if new.len() <= self.left {
            self.left -= new.len();
            self.kept.extend(new);
        }
    }
}
