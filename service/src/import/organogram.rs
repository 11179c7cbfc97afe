//! British organograms: a file of senior posts and one of junior posts for each organisation.
//!
//! Department → organisation → unit. Numbers such as `46` are only unique within an organisation, so every reference starts
//! with the organisation's code. A junior row of several full-time equivalents becomes that many posts, rounded up. The files
//! are what departments published, so what is odd about them is a warning wherever there is a sensible reading.

mod name;
mod row;
mod tree;

use super::read::POSTS;
use super::table::{Log, Table};
use domain::roster::{Field, Place, Post, Problem, Roster, Unit};
use row::{Junior, Senior};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use tree::Tree;

pub fn read(
    seniors: Vec<&Table>,
    juniors: Vec<&Table>,
    roster: &mut Roster,
    log: &mut Log,
    step: &mut dyn FnMut(usize),
) {
    let mut organisations: BTreeMap<String, Organisation> = BTreeMap::new();
    for senior in row::seniors(seniors, log, step) {
        let organisation = organisations.entry(senior.home.organisation.clone()).or_default();
        organisation.belongs(&senior.home, senior.place, log);
        organisation.seniors.push(senior);
    }
    for junior in row::juniors(juniors, log, step) {
        let organisation = organisations.entry(junior.home.organisation.clone()).or_default();
        organisation.belongs(&junior.home, junior.place, log);
        organisation.juniors.push(junior);
    }
    let mut tops: HashSet<String> = roster.units.iter().map(|u| u.key.clone()).collect();
    for (name, organisation) in &organisations {
        organisation.add(name, &mut tops, roster, log);
    }
}

#[derive(Default)]
struct Organisation {
    department: Option<String>,
    seniors: Vec<Senior>,
    juniors: Vec<Junior>,
}

impl Organisation {
    fn belongs(&mut self, home: &row::Home, place: Place, log: &mut Log) {
        match &self.department {
            None => self.department = Some(home.department.clone()),
            Some(one) if *one == home.department => {}
            Some(one) => {
                let (organisation, one, other) = (home.organisation.clone(), one.clone(), home.department.clone());
                log.warning(
                    place,
                    Field::Department,
                    Problem::TwoDepartments {
                        organisation,
                        one,
                        other,
                    },
                );
            }
        }
    }

    fn add(&self, name: &str, tops: &mut HashSet<String>, roster: &mut Roster, log: &mut Log) {
        if !self.paired(name, log) {
            return;
        }
        let code = name::code(name);
        let lines = Lines::new(&self.seniors);
        let mut posts = self.senior_posts(&code, &lines, log);
        let staff = self.junior_posts(&code, &lines, roster.posts.len() + posts.len(), log);
        let tree = Tree::grow(name, &mut posts, &staff, log);
        self.units(name, &tree, tops, roster, log);
        for (mut post, place) in posts.into_iter().chain(staff) {
            post.unit = name::unit_key(name, &post.unit);
            roster.posts.push(post);
            log.places.posts.push(place);
        }
    }

    /// Whether both files are there.
    fn paired(&self, name: &str, log: &mut Log) -> bool {
        let organisation = name.to_owned();
        match (self.seniors.first(), self.juniors.first()) {
            (None, Some(junior)) => log.error(junior.place, None, Problem::SeniorMissing { organisation }),
            (Some(senior), None) => {
                log.warning(
                    Place {
                        line: 0,
                        ..senior.place
                    },
                    None,
                    Problem::JuniorMissing { organisation },
                );
            }
            _ => {}
        }
        !self.seniors.is_empty()
    }

    fn units(&self, name: &str, tree: &Tree, tops: &mut HashSet<String>, roster: &mut Roster, log: &mut Log) {
        let place = self.seniors.first().map(|s| s.place).unwrap_or_default();
        let mut add = |unit: Unit| {
            roster.units.push(unit);
            log.places.units.push(place);
        };
        // The department above is named even when its own file is not among these, so that the order of imports does not matter.
        let department = self.department.as_deref().filter(|d| !d.is_empty() && *d != name);
        let above = department.map(|d| (d, None)).into_iter();
        for (name, parent) in above.chain([(name, department.map(|d| name::unit_key(d, "")))]) {
            let key = name::unit_key(name, "");
            if tops.insert(key.clone()) {
                add(Unit {
                    key,
                    name: name.to_owned(),
                    parent,
                });
            }
        }
        for (unit, parent) in &tree.parents {
            let parent = Some(name::unit_key(name, parent));
            add(Unit {
                key: name::unit_key(name, unit),
                name: unit.clone(),
                parent,
            });
        }
    }

    fn senior_posts(&self, code: &str, lines: &Lines, log: &mut Log) -> Vec<(Post, Place)> {
        let mut seen: HashMap<&str, (&Senior, u32)> = HashMap::new();
        let mut posts = Vec::new();
        for senior in self.seniors.iter().filter(|s| !s.left_out) {
            let mut reference = format!("{code}/{}", senior.reference);
            let (first, times) = seen.entry(&senior.reference).or_insert((senior, 0));
            *times += 1;
            // The same post twice in one file is shared; anything else is a mistake, which the check reports.
            let shared = *times > 1 && first.place.file == senior.place.file && first.title == senior.title;
            if shared {
                let given = format!("{reference}#{times}");
                log.warning(
                    senior.place,
                    Field::Post,
                    Problem::JobShare {
                        reference: senior.reference.clone(),
                        given: given.clone(),
                    },
                );
                reference = given;
            }
            let holder = name::holder(code, &senior.name);
            let vacant = holder.is_none() && name::is_vacant(&senior.name);
            let post = Post {
                reference,
                title: senior.title.clone(),
                grade: senior.grade.clone(),
                family: senior.family.clone(),
                function: senior.function.clone(),
                unit: senior.home.unit.clone(),
                reports_to: lines
                    .superior(&senior.superior, senior.place, log)
                    .map(|s| format!("{code}/{s}")),
                leads: false,
                holder,
                vacant,
            };
            posts.push((post, senior.place));
        }
        posts
    }

    /// Rows that say the same are one group whose posts are counted through, so that neither the order of the rows nor a
    /// changed number makes other posts of them.
    fn junior_posts(&self, code: &str, lines: &Lines, before: usize, log: &mut Log) -> Vec<(Post, Place)> {
        let mut groups: Vec<(&Junior, u32)> = Vec::new();
        let mut index: HashMap<[&str; 5], usize> = HashMap::new();
        for junior in &self.juniors {
            let at = *index.entry(junior.content()).or_insert(groups.len());
            match groups.get_mut(at) {
                Some((_, count)) => *count = count.saturating_add(junior.posts),
                None => groups.push((junior, junior.posts)),
            }
        }
        let mut posts = Vec::new();
        for (junior, count) in groups {
            if before + posts.len() + count as usize > POSTS as usize {
                log.error(junior.place, Field::Fte, Problem::TooManyPosts { limit: POSTS });
                break;
            }
            let superior = lines.superior(&junior.superior, junior.place, log);
            let above = if name::is_blank(&junior.superior) {
                "-"
            } else {
                &junior.superior
            };
            let stem = format!("{code}/{above}/{}", digest(&junior.content()));
            posts.extend((1..=count).map(|k| {
                let post = Post {
                    reference: format!("{stem}-{k}"),
                    title: junior.title.clone(),
                    grade: junior.grade.clone(),
                    family: junior.family.clone(),
                    unit: junior.home.unit.clone(),
                    reports_to: superior.map(|s| format!("{code}/{s}")),
                    ..Post::default()
                };
                (post, junior.place)
            }));
        }
        posts
    }
}

/// Eight hexadecimal digits of the contents.
fn digest(content: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in content {
        hash.update(part.as_bytes());
        hash.update([0x1f]);
    }
    hash.finalize()
        .iter()
        .take(4)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Who is above whom by the file's own references.
struct Lines<'a> {
    posts: HashSet<&'a str>,
    /// Rows that are not posts, with what they report to.
    gone: HashMap<&'a str, &'a str>,
}

impl<'a> Lines<'a> {
    fn new(seniors: &'a [Senior]) -> Self {
        let (gone, posts): (Vec<&Senior>, Vec<&Senior>) = seniors.iter().partition(|s| s.left_out);
        Self {
            posts: posts.into_iter().map(|s| s.reference.as_str()).collect(),
            gone: gone
                .into_iter()
                .map(|s| (s.reference.as_str(), s.superior.as_str()))
                .collect(),
        }
    }

    /// The post above, past rows that are not posts.
    fn superior<'b>(&'b self, stated: &'b str, place: Place, log: &mut Log) -> Option<&'b str> {
        let (mut at, mut passed) = (stated, BTreeSet::new());
        while !self.posts.contains(at) {
            match self.gone.get(at) {
                Some(next) if passed.insert(at) => at = next,
                _ if !passed.is_empty() => {
                    log.warning(
                        place,
                        Field::Superior,
                        Problem::SuperiorLeftOut {
                            reference: stated.to_owned(),
                        },
                    );
                    return None;
                }
                _ => {
                    if !name::is_blank(stated) {
                        log.warning(
                            place,
                            Field::Superior,
                            Problem::UnknownSuperior {
                                reference: stated.to_owned(),
                            },
                        );
                    }
                    return None;
                }
            }
        }
        Some(at)
    }
}
