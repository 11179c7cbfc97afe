mod alike;
mod lacking;
mod over;
mod seen;

pub(super) use over::felled;

use super::place::{ids, may};
use super::rows::holds_on;
use super::standing::{compose, scopes};
use crate::{Daybook, Result};
use domain::indicator::{Indicator, family_key};
use domain::permission::{Action, Actor, SetFacts};
use domain::view::UnitRef;
use domain::view::indicator::IndicatorsPage;
use domain::{Lang, UnitId};
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;
use store::indicator::{CensusRow, SetRow};
use store::organisation::UnitRow;
use store::roster::PostEntry;

/// Posts to choose from.
const POSTS: usize = 200;

/// What the overview is made of.
struct Grounds {
    sets: Vec<SetRow>,
    units: HashMap<String, UnitRow>,
    census: Vec<CensusRow>,
    /// Every post, by id, where some post has a set of its own; else none.
    posts: HashMap<String, PostEntry>,
    today: String,
}

/// The sets the reader may know, the posts without one where the reader can do something about it, and what looks like formalism.
/// `asked`: the family whose posts without a set are listed, and from which place on; else the first of each family are.
pub async fn overview(
    daybook: &Daybook,
    actor: &Actor,
    asked: Option<(String, u32)>,
    lang: Lang,
) -> Result<IndicatorsPage> {
    let grounds = Grounds::read(daybook).await?;
    let office = may(actor, Action::DraftIndicators, &SetFacts::Family);
    let lacking = lacking::Found::of(&grounds, actor, office);
    let (posts, covered) = (lacking.posts, lacking.covered);
    let seen = seen::Seen::of(&grounds, actor);
    let (alike, sets) = (alike::alike(&grounds, &seen, lang), seen.lines(&grounds, lang));
    let mut families: BTreeMap<String, String> = BTreeMap::new();
    for row in grounds.census.iter().filter(|r| office && !r.family.trim().is_empty()) {
        families
            .entry(family_key(&row.family))
            .or_insert_with(|| row.family.clone());
    }
    let mut own: Vec<&UnitRow> = grounds.units.values().filter(|u| drafts_for(actor, u)).collect();
    own.sort_by(|a, b| (a.path.len(), &a.name).cmp(&(b.path.len(), &b.name)));
    Ok(IndicatorsPage {
        one_family: asked.is_some(),
        posts,
        covered,
        alike,
        sets,
        families: families.into_values().collect(),
        ready: super::library::names(lang),
        units: own.into_iter().map(reference).collect(),
        lacking: lacking.named(daybook, actor, &grounds, asked.as_ref()).await?,
        posts_led: posts_led(daybook, actor).await?,
        may_import: office || actor.seats.iter().any(|s| s.leads),
    })
}

impl Grounds {
    async fn read(daybook: &Daybook) -> Result<Self> {
        let db = daybook.db();
        let (sets, units, census) = tokio::try_join!(db.sets_all(), db.units_all(), db.post_census())?;
        let posts = if sets.iter().any(|s| s.kind == "post") {
            db.post_entries().await?
        } else {
            vec![]
        };
        Ok(Self {
            sets,
            units: units.into_iter().map(|u| (u.id.clone(), u)).collect(),
            census,
            posts: posts.into_iter().map(|p| (p.id.clone(), p)).collect(),
            today: daybook.today(),
        })
    }

    fn path(&self, unit: &str) -> &[String] {
        self.units.get(unit).map_or(&[][..], |u| u.path.as_slice())
    }

    /// Sets in force today, of one kind.
    fn in_force(&self, kind: &'static str) -> impl Iterator<Item = &SetRow> {
        self.sets
            .iter()
            .filter(move |s| s.kind == kind && holds_on(s, &self.today))
    }
}

type Places = HashMap<(String, String), Rc<Vec<Indicator>>>;

/// What holds today for the posts of a family in a unit, worked out once each.
struct Held<'a> {
    grounds: &'a Grounds,
    sets: Vec<SetRow>,
    known: RefCell<Places>,
}

impl<'a> Held<'a> {
    fn new(grounds: &'a Grounds) -> Self {
        let holding = grounds.sets.iter().filter(|s| holds_on(s, &grounds.today));
        Self {
            grounds,
            sets: holding.cloned().collect(),
            known: RefCell::default(),
        }
    }

    fn of(&self, row: &CensusRow) -> Rc<Vec<Indicator>> {
        self.at(&row.family, &row.unit)
    }

    /// Outside of every unit (empty) it is the family's set alone.
    fn at(&self, family: &str, unit: &str) -> Rc<Vec<Indicator>> {
        let key = (family_key(family), unit.to_owned());
        if let Some(known) = self.known.borrow().get(&key) {
            return known.clone();
        }
        let rows = Rc::new(self.of_post(family, unit, ""));
        self.known.borrow_mut().insert(key, rows.clone());
        rows
    }

    fn of_post(&self, family: &str, unit: &str, post: &str) -> Vec<Indicator> {
        let scopes = scopes(family, self.grounds.path(unit), post);
        compose(&scopes, &self.sets, &self.grounds.today).rows
    }
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
