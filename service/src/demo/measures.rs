//! Indicators of the demo organisation: its families' sets from the library, some laid over units and a post, and which records
//! speak of which. The same from the same seed.

use super::rng::Rng;
use super::{Size, Tongue};
use crate::act::Deed;
use crate::actor::Profile;
use crate::clock::new_id;
use crate::indicator::{Entry, GivenRow, LIBRARY, Ready, accept, changed, composed, for_family};
use crate::{Daybook, Error, Result};
use chrono::{Days, NaiveDate};
use domain::act::Act;
use domain::indicator::{SetScope, family_key};
use domain::roster::Roster;
use domain::{Lang, PersonId};
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;
use store::indicator::{IndicatorRow, SetRow};
use store::record::NamedTie;

/// The sets began before the half-year of records; the second version of one of them later in it.
const BEGAN_DAYS: u64 = 230;
const SECOND_DAYS: u64 = 75;
/// Families that nobody has written a set for yet.
const WITHOUT: [&str; 2] = ["Other", "其他"];
/// Ready sets of a kind of work, and words of the units that do it.
const OVERLAYS: [(&str, &[&str]); 4] = [
    ("inspection", &["field op", "fod ", "construction", "agriculture"]),
    (
        "traffic",
        &["traffic", "network delivery", "network operations", "regional control"],
    ),
    ("nuclear", &["nuclear"]),
    ("accident", &["accident"]),
];
/// Units with a set of their own, for each of these; indicators that it adds.
const UNITS: usize = 3;
const ADDED: usize = 2;

/// What the records of each author can be tied to.
pub(super) struct Ties {
    of: Vec<Vec<Choice>>,
    seed: u64,
    lang: Lang,
}

struct Choice {
    tie: NamedTie,
    entry: Option<&'static Entry>,
}

/// Writes the sets. People are the holders of the roster's posts, in their order.
pub(super) async fn load(
    daybook: &Daybook,
    roster: &Roster,
    people: &[Arc<Profile>],
    size: &Size,
    end: i64,
) -> Result<Ties> {
    let office = daybook.db().account("personnel").await?.ok_or(Error::NotFound)?;
    let office = daybook.profile(&PersonId(office.person)).await?;
    let lang = match size.tongue {
        Tongue::Zh => Lang::Zh,
        Tongue::En => Lang::En,
    };
    let maker = Maker {
        daybook,
        who: &office.actor.person,
        name: &office.name,
        lang,
        today: daybook.clock.day_of(end),
    };
    let families = maker.families(people).await?;
    maker.units(roster, people).await?;
    maker.post(people).await?;
    maker.drafting(&families).await?;
    let (sets, today) = (daybook.db().sets_all().await?, maker.today.to_string());
    let of = people
        .iter()
        .map(|person| choices(person, &sets, &today, lang))
        .collect();
    Ok(Ties {
        of,
        seed: size.seed,
        lang,
    })
}

fn choices(person: &Profile, sets: &[SetRow], today: &str, lang: Lang) -> Vec<Choice> {
    let rows = person
        .seats
        .first()
        .map(|seat| composed(seat, sets, today))
        .unwrap_or_default();
    let named = |name: &str| {
        let entries = LIBRARY.iter().flat_map(|r| &r.entries);
        entries.into_iter().find(|e| lang.pick(e.name.0, e.name.1) == name)
    };
    rows.into_iter()
        .map(|row| Choice {
            entry: named(&row.name),
            tie: NamedTie {
                id: row.id.0,
                name: row.name,
            },
        })
        .collect()
}

impl Ties {
    /// What the `n`th record speaks of: most, but not all, are tied to what fits best; some to two.
    pub(super) fn of(&self, author: usize, n: usize, text: &str) -> Vec<NamedTie> {
        let text = text.to_lowercase();
        let mut rng = Rng::of(&[self.seed, 11, n as u64]);
        let hits = |choice: &Choice| {
            let cues = choice.entry.map(|e| self.lang.pick(&e.cues.0, &e.cues.1));
            cues.map_or(0, |cues| cues.iter().filter(|cue| text.contains(*cue)).count())
        };
        let choices = self.of.get(author).map_or(&[][..], Vec::as_slice);
        let mut scored: Vec<(usize, &Choice)> = choices
            .iter()
            .map(|c| (hits(c), c))
            .filter(|(hits, _)| *hits > 0)
            .collect();
        scored.sort_by_key(|(hits, _)| std::cmp::Reverse(*hits));
        // People forget, and some work is part of no indicator.
        if rng.below(100) < 14 {
            return vec![];
        }
        let second = scored.get(1).is_some_and(|(hits, _)| *hits > 1) && rng.below(100) < 40;
        let take = if second { 2 } else { 1 };
        scored.into_iter().take(take).map(|(_, c)| c.tie.clone()).collect()
    }
}

struct Maker<'a> {
    daybook: &'a Daybook,
    who: &'a PersonId,
    name: &'a str,
    lang: Lang,
    today: NaiveDate,
}

impl Maker<'_> {
    fn ago(&self, days: u64) -> NaiveDate {
        self.today.checked_sub_days(Days::new(days)).unwrap_or(self.today)
    }

    /// Every family that the library has a set for, but the rarest: somebody has yet to write that one.
    async fn families(&self, people: &[Arc<Profile>]) -> Result<BTreeMap<String, SetRow>> {
        let names: BTreeMap<String, &str> = people
            .iter()
            .filter_map(|p| p.seats.first())
            .map(|s| (family_key(&s.family), s.family.as_str()))
            .filter(|(_, name)| !WITHOUT.contains(name))
            .collect();
        let held = |key: &String| {
            let seats = people.iter().filter_map(|p| p.seats.first());
            seats.filter(|s| family_key(&s.family) == *key).count()
        };
        let rarest = names.keys().min_by_key(|key| (held(key), key.as_str())).cloned();
        let mut sets = BTreeMap::new();
        for (key, name) in names {
            let Some(ready) = for_family(name) else { continue };
            if rarest.as_ref() == Some(&key) {
                continue;
            }
            let scope = SetScope::Family(name.to_owned());
            let rows = self.rows(&ready.rows(self.lang));
            let first = self.agreed(&scope, name, 1, rows, BEGAN_DAYS, String::new()).await?;
            let first = if ready.key == "policy" {
                self.second(&scope, first).await?
            } else {
                first
            };
            sets.insert(key, first);
        }
        Ok(sets)
    }

    fn rows(&self, given: &[GivenRow]) -> Vec<IndicatorRow> {
        accept(given, &HashSet::new())
    }

    /// A later version: the second indicator has come to weigh more, and the first asks more.
    async fn second(&self, scope: &SetScope, first: SetRow) -> Result<SetRow> {
        let ends = self.ago(SECOND_DAYS + 1).to_string();
        let mut rows = first.rows.clone();
        if let [one, .., last] = rows.as_mut_slice() {
            one.weight += 5;
            one.target = "95".into();
            last.weight -= 5;
        }
        let note = self.lang.pick(
            "送审稿质量要求提高；会见登记已成习惯，权重相应调低。",
            "More is asked of submissions; registering meetings has become a habit and weighs less.",
        );
        let second = self
            .agreed(scope, &first.name, 2, rows, SECOND_DAYS, note.to_owned())
            .await?;
        self.daybook
            .store
            .transact(|tx| {
                let (id, ends) = (&first.id, &ends);
                async move { Ok::<_, Error>(tx.end_set(id, ends).await?) }
            })
            .await?;
        Ok(second)
    }

    /// Some units whose work differs from their family's.
    async fn units(&self, roster: &Roster, people: &[Arc<Profile>]) -> Result<()> {
        for (key, words) in OVERLAYS {
            let Some(ready) = LIBRARY.iter().find(|r| r.key == key) else {
                continue;
            };
            let fits = |name: &str| words.iter().any(|w| name.to_lowercase().contains(w));
            let held = |key: &str| {
                let post = roster.posts.iter().position(|p| p.unit == key)?;
                let seat = people.get(post)?.seats.first()?;
                Some((seat.unit.clone(), seat.unit_name.clone()))
            };
            let units = roster.units.iter().filter(|u| fits(&u.name));
            let found: Vec<(String, String)> = units.filter_map(|u| held(&u.key)).take(UNITS).collect();
            for (unit, name) in found {
                let given: Vec<GivenRow> = own_work(ready, self.lang);
                let scope = SetScope::Unit(unit.as_str().into());
                self.agreed(&scope, &name, 1, self.rows(&given), BEGAN_DAYS, String::new())
                    .await?;
            }
        }
        Ok(())
    }

    /// The first tour's member of staff helps newcomers in, which nobody else of the family is asked to.
    async fn post(&self, people: &[Arc<Profile>]) -> Result<()> {
        let Some(staff) = self.daybook.db().account("staff").await? else {
            return Ok(());
        };
        let person = people.iter().find(|p| p.actor.person.as_str() == staff.person);
        let Some(seat) = person.and_then(|p| p.seats.first()) else {
            return Ok(());
        };
        let pick = |zh: &str, en: &str| self.lang.pick(zh, en).to_owned();
        let given = GivenRow {
            dimension: "neng".into(),
            name: pick("带教新人", "Coaching newcomers"),
            good: pick(
                "新人三个月内能独立办件，问得到人。",
                "A newcomer works alone within three months and knows whom to ask.",
            ),
            measure: pick(
                "带教期满能独立承担工作的新人数。",
                "Newcomers who work alone at the end.",
            ),
            unit: pick("人", "people"),
            target: "2".into(),
            weight: "10".into(),
            ..GivenRow::default()
        };
        let scope = SetScope::Post(seat.position.as_str().into());
        let name = format!("{} · {}", seat.title, seat.unit_name);
        self.agreed(&scope, &name, 1, self.rows(&[given]), BEGAN_DAYS, String::new())
            .await?;
        Ok(())
    }

    /// One version on somebody's desk, not ready yet.
    async fn drafting(&self, families: &BTreeMap<String, SetRow>) -> Result<()> {
        let busy = families
            .values()
            .find(|s| s.name.to_lowercase().starts_with("operational") || s.name == "业务执行");
        let Some(last) = busy.or_else(|| families.values().next()) else {
            return Ok(());
        };
        let mut rows = last.rows.clone();
        if let [first, second, ..] = rows.as_mut_slice() {
            first.weight -= 5;
            second.measure = String::new();
        }
        let note = self.lang.pick(
            "听取一线意见后修改，权重还在商量。",
            "Changed after hearing the front line; the weights are still being talked over.",
        );
        let row = self.row(
            &SetScope::Family(last.name.clone()),
            &last.name,
            last.version + 1,
            rows,
            note.to_owned(),
        );
        self.daybook
            .perform(self.who, Act::IndicatorsDrafted, "", |tx| {
                let row = &row;
                async move {
                    tx.create_set(row).await?;
                    Ok::<_, Error>(((), self.deed(Act::IndicatorsDrafted, row)))
                }
            })
            .await?;
        Ok(())
    }

    async fn agreed(
        &self,
        scope: &SetScope,
        name: &str,
        version: i64,
        rows: Vec<IndicatorRow>,
        ago: u64,
        note: String,
    ) -> Result<SetRow> {
        let row = self.row(scope, name, version, rows, note);
        let from = self.ago(ago).to_string();
        self.daybook
            .perform(self.who, Act::IndicatorsAgreed, "", |tx| {
                let (row, from) = (&row, &from);
                async move {
                    tx.create_set(row).await?;
                    tx.agree_set(row, from, self.name).await?;
                    Ok::<_, Error>(((), self.deed(Act::IndicatorsAgreed, row)))
                }
            })
            .await?;
        Ok(row)
    }

    fn deed(&self, act: Act, row: &SetRow) -> Deed {
        Deed {
            act,
            subject: row.id.clone(),
            content: None,
            events: vec![changed()],
        }
    }

    fn row(&self, scope: &SetScope, name: &str, version: i64, rows: Vec<IndicatorRow>, note: String) -> SetRow {
        SetRow {
            id: new_id(),
            scope: scope.key(),
            kind: scope.kind().to_owned(),
            target: scope.target().to_owned(),
            name: name.to_owned(),
            version,
            agreed: false,
            starts: None,
            ends: None,
            note,
            edition: 1,
            by_name: self.name.to_owned(),
            agreed_by: None,
            rows,
        }
    }
}

/// What a kind of work adds to its family's set: its first indicators.
fn own_work(ready: &Ready, lang: Lang) -> Vec<GivenRow> {
    ready.rows(lang).into_iter().take(ADDED).collect()
}
