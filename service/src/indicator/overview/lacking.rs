//! Posts that nothing is said for, by family.

use super::{Grounds, Held, drafts_for, reference};
use crate::actor::holds;
use crate::indicator::place::{ids, may};
use crate::{Daybook, Result};
use domain::indicator::family_key;
use domain::permission::{Action, Actor, SetFacts};
use domain::view::indicator::{Lacking, LackingPost};
use domain::{PersonId, UnitId};
use std::collections::{BTreeMap, HashMap, HashSet};
use store::indicator::PlaceRow;

/// Posts named beside a family, and on a page of one family alone.
const FEW: usize = 6;
const PAGE: usize = 100;

#[derive(Default)]
struct Family {
    name: String,
    may_draft: bool,
    /// Units with posts that lack a set, and how many.
    units: Vec<(String, usize)>,
}

#[derive(Default)]
pub(super) struct Found {
    pub posts: u32,
    pub covered: u32,
    families: BTreeMap<String, Family>,
    /// Posts with a set of their own and no other.
    by_themselves: HashSet<String>,
}

impl Found {
    /// Among the posts that the reader answers for.
    pub(super) fn of(grounds: &Grounds, actor: &Actor, office: bool) -> Self {
        let held = Held::new(grounds);
        let mut own: HashMap<(String, &str), Vec<&str>> = HashMap::new();
        for set in grounds.in_force("post") {
            if let Some(post) = grounds.posts.get(&set.target).filter(|p| !p.ended)
                && !held.of_post(&post.family, &post.unit, &post.id).is_empty()
            {
                let place = (family_key(&post.family), post.unit.as_str());
                own.entry(place).or_default().push(&post.id);
            }
        }
        let mut found = Self::default();
        for row in &grounds.census {
            let unit = grounds.units.get(&row.unit).filter(|u| drafts_for(actor, u));
            let (Some(unit), Ok(count)) = (unit, u32::try_from(row.posts)) else {
                continue;
            };
            found.posts += count;
            if !held.of(row).is_empty() {
                found.covered += count;
                continue;
            }
            let key = family_key(&row.family);
            // Two spellings of a family in one unit are two rows here: each post by itself is taken off one of them.
            let measured = own.get_mut(&(key.clone(), row.unit.as_str()));
            let most = usize::try_from(count).unwrap_or(usize::MAX);
            let measured: Vec<&str> = measured
                .map(|ids| ids.drain(..ids.len().min(most)).collect())
                .unwrap_or_default();
            let by_themselves = u32::try_from(measured.len()).unwrap_or(u32::MAX);
            found.covered += by_themselves;
            found.by_themselves.extend(measured.into_iter().map(str::to_owned));
            if by_themselves == count {
                continue;
            }
            let family = found.families.entry(key).or_insert_with(|| Family {
                name: row.family.clone(),
                may_draft: office && !row.family.trim().is_empty(),
                units: vec![],
            });
            let left = usize::try_from(count - by_themselves).unwrap_or_default();
            match family.units.iter_mut().find(|(id, _)| *id == unit.id) {
                Some((_, known)) => *known += left,
                None => family.units.push((unit.id.clone(), left)),
            }
        }
        let name = |id: &str| grounds.units.get(id).map(|u| u.name.clone());
        for family in found.families.values_mut() {
            family.units.sort_by_cached_key(|(id, _)| (name(id), id.clone()));
        }
        found
    }

    /// With the posts by name: a page of one family, or the first of each.
    pub(super) async fn named(
        mut self,
        daybook: &Daybook,
        actor: &Actor,
        grounds: &Grounds,
        asked: Option<&(String, u32)>,
    ) -> Result<Vec<Lacking>> {
        let (from, most) = match asked {
            Some((family, from)) => {
                let key = family_key(family);
                self.families.retain(|known, _| *known == key);
                (usize::try_from(*from).unwrap_or_default(), PAGE)
            }
            None => (0, FEW),
        };
        let windows: Vec<(String, Window)> = self
            .families
            .iter()
            .map(|(key, f)| (key.clone(), Window::of(&f.units, from, most)))
            .collect();
        let wanted: HashSet<&str> = windows
            .iter()
            .flat_map(|(_, w)| w.units.iter().map(String::as_str))
            .collect();
        let wanted: Vec<UnitId> = wanted.into_iter().map(UnitId::from).collect();
        let mut posts = if wanted.is_empty() {
            vec![]
        } else {
            daybook.db().posts_of_units(&wanted).await?
        };
        posts.retain(|p| !self.by_themselves.contains(&p.id));
        posts.sort_by(|a, b| (!a.leads, &a.title, &a.id).cmp(&(!b.leads, &b.title, &b.id)));
        let shown: Vec<(String, Vec<&PlaceRow>)> = windows
            .into_iter()
            .map(|(key, w)| (key.clone(), w.cut(&key, &posts, most)))
            .collect();
        let holders = holders(daybook, &grounds.today, &shown).await?;
        let lacking = shown.into_iter().filter_map(|(key, posts)| {
            let family = self.families.remove(&key)?;
            let post = |p: &PlaceRow| {
                let facts = SetFacts::Post {
                    position: p.id.as_str().into(),
                    path: ids(&p.path),
                    line: vec![],
                };
                Some(LackingPost {
                    id: p.id.as_str().into(),
                    may_draft: may(actor, Action::DraftIndicators, &facts),
                    title: p.title.clone(),
                    unit: grounds.units.get(&p.unit).map(reference)?,
                    holder: holders.get(&p.id).cloned(),
                })
            };
            let count: usize = family.units.iter().map(|(_, n)| n).sum();
            Some(Lacking {
                family: family.name,
                count: u32::try_from(count).unwrap_or(u32::MAX),
                from: u32::try_from(from).unwrap_or(u32::MAX),
                posts: posts.into_iter().filter_map(post).collect(),
                may_draft: family.may_draft,
            })
        });
        Ok(lacking.collect())
    }
}

/// The units that hold some posts of a family in a row, and how many of the first unit's come before them.
#[derive(Debug, PartialEq, Eq)]
struct Window {
    units: Vec<String>,
    skip: usize,
}

impl Window {
    fn of(units: &[(String, usize)], from: usize, most: usize) -> Self {
        let mut window = Self { units: vec![], skip: 0 };
        let mut before = 0;
        for (id, count) in units {
            let after = before + count;
            if after > from && before < from.saturating_add(most) {
                if window.units.is_empty() {
                    window.skip = from.saturating_sub(before);
                }
                window.units.push(id.clone());
            }
            before = after;
        }
        window
    }

    fn cut<'a>(&self, family: &str, posts: &'a [PlaceRow], most: usize) -> Vec<&'a PlaceRow> {
        let of = |unit: &String| -> Vec<&'a PlaceRow> {
            let fits = |p: &&PlaceRow| p.unit == *unit && family_key(&p.family) == family;
            posts.iter().filter(fits).collect()
        };
        let found = self.units.iter().flat_map(of);
        found.skip(self.skip).take(most).collect()
    }
}

/// Who holds the posts today.
async fn holders(
    daybook: &Daybook,
    today: &str,
    shown: &[(String, Vec<&PlaceRow>)],
) -> Result<HashMap<String, (PersonId, String)>> {
    let posts: Vec<&str> = shown
        .iter()
        .flat_map(|(_, posts)| posts.iter().map(|p| p.id.as_str()))
        .collect();
    if posts.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = daybook.db().holders(posts).await?.into_iter();
    let rows = rows.filter(|row| holds(row.starts.as_deref(), row.ends.as_deref(), today));
    Ok(rows
        .map(|row| (row.position, (PersonId(row.person), row.name)))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn page_by_page_each_post_comes_once(counts in prop::collection::vec(0usize..7, 0..9), most in 1usize..5) {
            let units: Vec<(String, usize)> = counts.iter().enumerate().map(|(n, c)| (format!("u{n}"), *c)).collect();
            let post = |unit: &str, n: usize| PlaceRow {
                id: format!("{unit}-{n}"),
                title: String::new(),
                family: "Policy".into(),
                unit: unit.into(),
                unit_name: String::new(),
                path: vec![],
                leads: false,
                superior: None,
            };
            let all: Vec<PlaceRow> = units.iter().flat_map(|(u, c)| (0..*c).map(|n| post(u, n))).collect();
            let mut seen: Vec<String> = Vec::new();
            for from in (0..=all.len()).step_by(most) {
                let window = Window::of(&units, from, most);
                // Only the posts of the window's units are read.
                let read: Vec<PlaceRow> = all.iter().filter(|p| window.units.contains(&p.unit)).cloned().collect();
                seen.extend(window.cut("policy", &read, most).into_iter().map(|p| p.id.clone()));
            }
            prop_assert_eq!(seen, all.into_iter().map(|p| p.id).collect::<Vec<_>>());
        }
    }
}
