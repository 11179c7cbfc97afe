use super::base::views;
use super::place::{ids, may};
use super::rows::{head, holds_on, indicators, line, scope_of};
use super::standing::{compose, scopes};
use crate::{Daybook, Result};
use domain::indicator::{Flaw, Indicator, SetScope, Severity, check, check_rows, family_key, overlap};
use domain::permission::{Action, Actor, SetFacts};
use domain::view::UnitRef;
use domain::view::indicator::{FlawView, IndicatorsPage, Lacking, SetLine};
use domain::{Lang, UnitId};
use std::collections::{BTreeMap, HashMap};
use store::indicator::{CensusRow, SetRow};
use store::organisation::UnitRow;

/// Shared indicators, of 100, from which two families are said to be measured alike.
const ALIKE: u32 = 60;
/// Units named beside posts that lack a set, and posts to choose from.
const NAMED: usize = 6;
const POSTS: usize = 200;

/// The sets the reader may know, the posts without one where the reader can do something about it, and what looks like formalism.
pub async fn overview(daybook: &Daybook, actor: &Actor, lang: Lang) -> Result<IndicatorsPage> {
    let db = daybook.db();
    let (sets, units, census) = tokio::try_join!(db.sets_all(), db.units_all(), db.post_census())?;
    let today = daybook.today();
    let units: HashMap<&str, &UnitRow> = units.iter().map(|u| (u.id.as_str(), u)).collect();
    let seen = Seen::of(daybook, actor, &sets, &units).await?;
    let led: Vec<&CensusRow> = census.iter().filter(|row| drafts(actor, row, &units)).collect();
    let office = may(actor, Action::DraftIndicators, &SetFacts::Family);
    let mut lacking: BTreeMap<String, Lacking> = BTreeMap::new();
    let (mut posts, mut covered) = (0u32, 0u32);
    for row in &led {
        let count = u32::try_from(row.posts).unwrap_or(u32::MAX);
        posts += count;
        if !held(&sets, row, &units, &today).is_empty() {
            covered += count;
            continue;
        }
        let entry = lacking.entry(family_key(&row.family)).or_insert_with(|| Lacking {
            family: row.family.clone(),
            posts: 0,
            units: vec![],
            may_draft: office && !row.family.trim().is_empty(),
        });
        entry.posts += count;
        if entry.units.len() < NAMED
            && let Some(unit) = units.get(row.unit.as_str())
        {
            entry.units.push(reference(unit));
        }
    }
    let mut families: BTreeMap<String, String> = BTreeMap::new();
    for row in census.iter().filter(|r| office && !r.family.trim().is_empty()) {
        families
            .entry(family_key(&row.family))
            .or_insert_with(|| row.family.clone());
    }
    let mut own: Vec<&UnitRow> = units.values().copied().filter(|u| drafts_for(actor, u)).collect();
    own.sort_by(|a, b| (a.path.len(), &a.name).cmp(&(b.path.len(), &b.name)));
    Ok(IndicatorsPage {
        lacking: lacking.into_values().collect(),
        posts,
        covered,
        alike: alike(&sets, &census, &units, &today, &seen, lang),
        sets: seen.lines(&today, lang),
        families: families.into_values().collect(),
        posts_led: posts_led(daybook, actor).await?,
        units: own.into_iter().map(reference).collect(),
        may_import: office || actor.seats.iter().any(|s| s.leads),
    })
}

fn reference(unit: &UnitRow) -> UnitRef {
    UnitRef {
        id: UnitId(unit.id.clone()),
        name: unit.name.clone(),
    }
}

fn drafts_for(actor: &Actor, unit: &UnitRow) -> bool {
    may(
        actor,
        Action::DraftIndicators,
        &SetFacts::Unit { path: ids(&unit.path) },
    )
}

fn drafts(actor: &Actor, row: &CensusRow, units: &HashMap<&str, &UnitRow>) -> bool {
    units.get(row.unit.as_str()).is_some_and(|u| drafts_for(actor, u))
}

/// What holds for the posts of a family in a unit.
fn held(sets: &[SetRow], row: &CensusRow, units: &HashMap<&str, &UnitRow>, day: &str) -> Vec<Indicator> {
    let path = units.get(row.unit.as_str()).map_or(&[][..], |u| u.path.as_slice());
    compose(&scopes(&row.family, path, ""), sets, day).rows
}

/// Posts of the units that the reader heads: for one post's set.
async fn posts_led(daybook: &Daybook, actor: &Actor) -> Result<Vec<(String, String)>> {
    let heads: Vec<UnitId> = actor.seats.iter().filter(|s| s.leads).map(|s| s.unit.clone()).collect();
    if heads.is_empty() {
        return Ok(vec![]);
    }
    let own = |id: &str| actor.seats.iter().any(|s| s.position.as_str() == id);
    let mut posts: Vec<(String, String)> = daybook
        .db()
        .posts_of_units(&heads)
        .await?
        .into_iter()
        .filter(|p| !own(&p.id))
        .map(|p| (p.id, format!("{} · {}", p.title, p.unit_name)))
        .collect();
    posts.sort_by(|a, b| a.1.cmp(&b.1));
    posts.truncate(POSTS);
    Ok(posts)
}

/// The sets that are open to the reader.
struct Seen<'a>(Vec<&'a SetRow>);

impl<'a> Seen<'a> {
    async fn of(daybook: &Daybook, actor: &Actor, sets: &'a [SetRow], units: &HashMap<&str, &UnitRow>) -> Result<Self> {
        let posts: Vec<&str> = sets
            .iter()
            .filter(|s| s.kind == "post")
            .map(|s| s.target.as_str())
            .collect();
        let places = if posts.is_empty() {
            vec![]
        } else {
            daybook.db().post_places(posts).await?
        };
        let facts = |set: &SetRow| match scope_of(set) {
            SetScope::Family(_) => Some(SetFacts::Family),
            SetScope::Unit(id) => units.get(id.as_str()).map(|u| SetFacts::Unit { path: ids(&u.path) }),
            SetScope::Post(id) => places.iter().find(|p| p.id == id.as_str()).map(|p| SetFacts::Post {
                position: id,
                path: ids(&p.path),
                line: p.superior.iter().map(|s| s.as_str().into()).collect(),
            }),
        };
        let open = |set: &&SetRow| {
            let action = if set.agreed {
                Action::ReadIndicators
            } else {
                Action::DraftIndicators
            };
            facts(set).is_some_and(|facts| may(actor, action, &facts))
        };
        Ok(Self(sets.iter().filter(open).collect()))
    }

    /// Drafts first, then what is or will be in force.
    fn lines(&self, today: &str, lang: Lang) -> Vec<SetLine> {
        let standing = |s: &&&SetRow| s.ends.as_deref().is_none_or(|to| to >= today);
        let rank = |s: &SetRow| ["family", "unit", "post"].iter().position(|k| *k == s.kind);
        let mut sets: Vec<&SetRow> = self.0.iter().filter(standing).copied().collect();
        sets.sort_by_key(|s| (s.agreed, rank(s), s.name.clone(), s.version));
        sets.into_iter().map(|s| line(s, today, &own_flaws(s, lang))).collect()
    }
}

/// What can be seen from the rows alone.
fn own_flaws(set: &SetRow, lang: Lang) -> Vec<FlawView> {
    let rows = indicators(set);
    let flaws = match (set.kind.as_str(), set.agreed) {
        ("family", false) => check(&rows),
        // Only warnings are left of what was agreed.
        _ => check_rows(&rows),
    };
    let flaws: Vec<Flaw> = flaws
        .into_iter()
        .filter(|f| !set.agreed || f.severity() == Severity::Warning)
        .collect();
    views(&flaws, lang)
}

/// Families measured alike: by their sets, or because a unit's set covers them all.
fn alike(
    sets: &[SetRow],
    census: &[CensusRow],
    units: &HashMap<&str, &UnitRow>,
    today: &str,
    seen: &Seen<'_>,
    lang: Lang,
) -> Vec<FlawView> {
    let mut flaws = Vec::new();
    let families: Vec<(String, Vec<Indicator>)> = seen
        .0
        .iter()
        .filter(|s| s.kind == "family" && holds_on(s, today))
        .map(|s| (s.name.clone(), indicators(s)))
        .collect();
    pairs(&families, &mut flaws);
    for unit in seen.0.iter().filter(|s| s.kind == "unit" && holds_on(s, today)) {
        let here = census
            .iter()
            .filter(|row| row.unit == unit.target && !row.family.trim().is_empty());
        let mut by_family: BTreeMap<String, (String, Vec<Indicator>)> = BTreeMap::new();
        for row in here {
            by_family.entry(family_key(&row.family)).or_insert_with(|| {
                (
                    format!("{} · {}", row.family, head(unit, today).name),
                    held(sets, row, units, today),
                )
            });
        }
        let here: Vec<(String, Vec<Indicator>)> = by_family.into_values().collect();
        pairs(&here, &mut flaws);
    }
    views(&flaws, lang)
}

fn pairs(sets: &[(String, Vec<Indicator>)], flaws: &mut Vec<Flaw>) {
    for (at, (one, a)) in sets.iter().enumerate() {
        for (other, b) in sets.iter().skip(at + 1) {
            let share = overlap(a, b);
            if share >= ALIKE {
                let (one, other) = (one.clone(), other.clone());
                flaws.push(Flaw::Alike { one, other, share });
            }
        }
    }
}
