use super::copy::{BACK, counts as copies, handed};
use super::see::{close, lane, reads, rows, view};
use crate::actor::holds;
use crate::directory::path_of;
use crate::{Daybook, Error, Result};
use chrono::NaiveDate;
use domain::permission::{Action, Actor, PlanFacts, Resource, decide};
use domain::plan::{Difficulty, State, alike, rank_from, terms};
use domain::view::plan::{ItemView, Load, PersonPlan, UnitCount, UnitPlan};
use domain::view::{PersonRef, UnitRef};
use domain::{PersonId, UnitId};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use store::Db;
use store::organisation::{HolderRow, UnitRow};
use store::plan::PlanRow;

/// Open items of a unit and all below it that are read at once.
const MOST: u32 = 1_000;
const ENDED: usize = 30;
/// Days after its start (or before its end) in which an item without a record is not asked about.
const GRACE: i64 = 3;
/// A term that more titles have says nothing of two of them.
const COMMON: usize = 12;

/// A unit's plan: who has what. Its leaders see too how the load lies, what overlaps, what nobody has and what no record shows.
pub async fn page(daybook: &Daybook, actor: &Actor, unit: &UnitId) -> Result<UnitPlan> {
    let path = path_of(daybook, unit).await?;
    let facts = Resource::Plan(PlanFacts {
        owner: None,
        path,
        line: vec![],
    });
    if !decide(actor, Action::ReadPlan, &facts).allowed {
        return Err(Error::NotFound);
    }
    let leads = decide(actor, Action::AssignPlan, &facts).allowed;
    let db = daybook.db();
    let today = daybook.clock.today();
    let (ids, gone, members, below, named) = tokio::try_join!(
        async { lane(daybook, &format!("sub:{unit}"), MOST + 1).await },
        async { lane(daybook, &format!("gone:{unit}"), BACK).await },
        async { Ok(db.members(unit).await?) },
        async { Ok(db.units_below(unit).await?) },
        async { Ok(db.units([unit.as_str()]).await?) },
    )?;
    let more = ids.len() > MOST as usize;
    let mut open = rows(daybook, &ids).await?;
    open.retain(|row| reads(actor, row));
    let heads = heads(daybook, &below).await?;
    let staff = staff(daybook, members.into_iter().chain(heads).collect());
    let show = |row: &PlanRow| view(actor, row, today);
    let mut shown: Vec<ItemView> = open.iter().map(show).collect();
    let copies_more = leads && gone.len() >= BACK as usize;
    let back = if leads { gone.len() } else { gone.len().min(ENDED) };
    let mut gone = rows(daybook, gone.get(..back).unwrap_or_default()).await?;
    gone.retain(|row| reads(actor, row));
    let mut ended: Vec<ItemView> = gone.iter().take(ENDED).map(show).collect();
    let left = |item: &ItemView| item.unit.id == *unit && has_left(item, &staff);
    for item in shown.iter_mut().chain(&mut ended) {
        if left(item) {
            close(daybook, actor, item).await?;
        }
    }
    let copies = if leads {
        copies(&handed(actor, gone), &open, today)
    } else {
        vec![]
    };
    let mut counts = match (more, leads) {
        (false, _) => counts(&below, &open, leads.then_some(today)),
        // Whoever leads here may read all of it.
        (true, true) => counted(&db, &below, today).await?,
        (true, false) => below.iter().map(|unit| unit_count(unit, None, None)).collect(),
    };
    counts.sort_by(|a, b| a.unit.name.cmp(&b.unit.name));
    // Of a part of the items the load would be wrong: what the people shown have is read whole.
    let held: Vec<ItemView> = match more {
        false => shown.clone(),
        true => held(daybook, actor, unit, &staff).await?,
    };
    Ok(UnitPlan {
        unit: UnitRef {
            id: unit.clone(),
            name: named.into_iter().next().map(|u| u.name).unwrap_or_default(),
        },
        leads,
        people: people(&staff, &held, leads),
        unowned: free(daybook, actor, unit).await?,
        left: shown.iter().filter(|item| left(item)).cloned().collect(),
        below: counts,
        overlaps: if leads { overlaps(&open, &shown) } else { vec![] },
        bare: shown.iter().filter(|i| leads && is_bare(i, today)).cloned().collect(),
        waiting: shown
            .iter()
            .filter(|i| leads && (i.may.agree || i.may.stand_by))
            .cloned()
            .collect(),
        ended,
        copies_more: copies_more && !copies.is_empty(),
        copies,
        more,
    })
}

/// The heads of units just below: the leader's next in line.
async fn heads(daybook: &Daybook, below: &[UnitRow]) -> Result<Vec<HolderRow>> {
    if below.is_empty() {
        return Ok(vec![]);
    }
    let all = daybook.db().members_in(below.iter().map(|u| u.id.as_str())).await?;
    Ok(all.into_iter().filter(|m| m.leads).collect())
}

/// Present holders, each person once, heads first and then by name.
fn staff(daybook: &Daybook, all: Vec<HolderRow>) -> Vec<(bool, PersonRef)> {
    let today = daybook.today();
    let mut seen = HashSet::new();
    let mut staff: Vec<(bool, PersonRef)> = all
        .into_iter()
        .filter(|m| holds(m.starts.as_deref(), m.ends.as_deref(), &today) && seen.insert(m.person.clone()))
        .map(|m| {
            let person = PersonRef {
                id: PersonId(m.person),
                name: m.name,
                post: m.title,
                unit: m.unit_name,
                unit_id: Some(UnitId(m.unit)),
            };
            (m.leads, person)
        })
        .collect();
    staff.sort_by(|a, b| (!a.0, &a.1.name, &a.1.id).cmp(&(!b.0, &b.1.name, &b.1.id)));
    staff
}

/// Open items below a unit that these people have.
async fn held(daybook: &Daybook, actor: &Actor, unit: &UnitId, staff: &[(bool, PersonRef)]) -> Result<Vec<ItemView>> {
    let mut items = Vec::new();
    for (_, person) in staff {
        let ids = lane(daybook, &format!("me:{}", person.id), super::mine::MOST).await?;
        items.extend(rows(daybook, &ids).await?);
    }
    let today = daybook.clock.today();
    items.retain(|row| row.path.contains(&unit.0) && reads(actor, row));
    Ok(items.iter().map(|row| view(actor, row, today)).collect())
}

/// Items of the unit that nobody has.
async fn free(daybook: &Daybook, actor: &Actor, unit: &UnitId) -> Result<Vec<ItemView>> {
    let ids = lane(daybook, &format!("free:{unit}"), super::mine::MOST).await?;
    super::see::views(daybook, actor, &ids).await
}

/// Whether somebody has it who holds no post here any more.
fn has_left(item: &ItemView, staff: &[(bool, PersonRef)]) -> bool {
    (item.owner.as_ref()).is_some_and(|owner| staff.iter().all(|(_, person)| person.id != owner.id))
}

/// Who has what; how it lies only for those who `lead`: colleagues are not compared.
fn people(staff: &[(bool, PersonRef)], shown: &[ItemView], lead: bool) -> Vec<PersonPlan> {
    let mut by_owner: HashMap<&PersonId, Vec<&ItemView>> = HashMap::new();
    for item in shown {
        if let Some(owner) = &item.owner {
            by_owner.entry(&owner.id).or_default().push(item);
        }
    }
    staff
        .iter()
        .map(|(leads, person)| {
            let items = by_owner.remove(&person.id).unwrap_or_default();
            let of = |level| count(items.iter().filter(|i| i.difficulty == level).count());
            let load = || Load {
                ordinary: of(Difficulty::Ordinary),
                hard: of(Difficulty::Hard),
                very_hard: of(Difficulty::VeryHard),
                overdue: count(items.iter().filter(|i| i.overdue()).count()),
            };
            PersonPlan {
                leads: *leads,
                load: lead.then(load),
                person: person.clone(),
                items: items.into_iter().cloned().collect(),
            }
        })
        .collect()
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Open items of each unit; with a day also how many were due before it.
fn counts(below: &[UnitRow], open: &[PlanRow], day: Option<NaiveDate>) -> Vec<UnitCount> {
    (below.iter())
        .map(|unit| {
            let of: Vec<&PlanRow> = open.iter().filter(|row| row.path.contains(&unit.id)).collect();
            let late = |day: NaiveDate| count(of.iter().filter(|row| row.item().substance.due < day).count());
            unit_count(unit, Some(count(of.len())), day.map(late))
        })
        .collect()
}

/// The same of units with more items than are read here.
async fn counted(db: &Db, below: &[UnitRow], day: NaiveDate) -> Result<Vec<UnitCount>> {
    let mut counts = Vec::with_capacity(below.len());
    for unit in below {
        let lane = format!("sub:{}", unit.id);
        let until = |before| db.plan_count(&lane, i64::MIN, before);
        let (open, late) = tokio::try_join!(until(i64::MAX), until(rank_from(day)))?;
        let number = |n: i64| Some(u32::try_from(n).unwrap_or(u32::MAX));
        counts.push(unit_count(unit, number(open), number(late)));
    }
    Ok(counts)
}

fn unit_count(unit: &UnitRow, open: Option<u32>, overdue: Option<u32>) -> UnitCount {
    UnitCount {
        unit: UnitRef {
            id: unit.id.as_str().into(),
            name: unit.name.clone(),
        },
        open,
        overdue,
    }
}

/// Agreed, begun for some days or nearly due, and no record shows work on it.
fn is_bare(item: &ItemView, today: NaiveDate) -> bool {
    let started = item
        .start
        .parse::<NaiveDate>()
        .is_ok_and(|s| (today - s).num_days() >= GRACE);
    !item.evidenced && matches!(item.state, State::Agreed | State::InHand) && (started || i64::from(item.days) <= GRACE)
}

/// What one act set, for one person or for many: it says one thing.
struct Said<'a> {
    items: Vec<&'a ItemView>,
    terms: BTreeSet<String>,
}

/// Each act once; one person's with the same title count once.
fn said<'a>(open: &[PlanRow], shown: &'a [ItemView]) -> Vec<Said<'a>> {
    let mut acts: BTreeMap<(&str, Option<&PersonId>), Vec<&ItemView>> = BTreeMap::new();
    for (row, item) in open.iter().zip(shown) {
        let owner = item.owner.as_ref().map(|o| &o.id);
        let act = if row.batch.is_empty() {
            (item.title.as_str(), owner)
        } else {
            (row.batch.as_str(), None)
        };
        let items = acts.entry(act).or_default();
        if items.is_empty() || !row.batch.is_empty() {
            items.push(item);
        }
    }
    let terms = |items: &[&ItemView]| items.first().map(|i| terms(&i.title)).unwrap_or_default();
    (acts.into_values())
        .map(|items| Said {
            terms: terms(&items),
            items,
        })
        .collect()
}

/// An item of each of two acts, of different people.
fn of_two<'a>(a: &Said<'a>, b: &Said<'a>) -> Option<[&'a ItemView; 2]> {
    let owner = |item: &ItemView| item.owner.as_ref().map(|o| o.id.clone());
    let mut pairs = (a.items.iter()).flat_map(|x| b.items.iter().map(move |y| [*x, *y]));
    pairs.find(|[x, y]| owner(x) != owner(y))
}

/// Groups of items that different people have and that say nearly the same; what one act handed down is meant to be so.
fn overlaps(open: &[PlanRow], shown: &[ItemView]) -> Vec<Vec<ItemView>> {
    let said = said(open, shown);
    let mut by_term: HashMap<&str, Vec<usize>> = HashMap::new();
    for (n, act) in said.iter().enumerate() {
        for term in &act.terms {
            by_term.entry(term).or_default().push(n);
        }
    }
    let mut pairs: Vec<(usize, usize)> = (by_term.values())
        .filter(|list| list.len() <= COMMON)
        .flat_map(|list| {
            list.iter()
                .enumerate()
                .flat_map(|(n, a)| list.iter().skip(n + 1).map(|b| (*a, *b)))
        })
        .collect();
    pairs.sort_unstable();
    pairs.dedup();
    let mut groups: Vec<(HashSet<usize>, Vec<&ItemView>)> = Vec::new();
    for (a, b) in pairs {
        let (Some(x), Some(y)) = (said.get(a), said.get(b)) else {
            continue;
        };
        let Some(items) = of_two(x, y).filter(|_| alike(&x.terms, &y.terms)) else {
            continue;
        };
        match groups.iter_mut().find(|g| g.0.contains(&a) || g.0.contains(&b)) {
            Some((acts, all)) => {
                acts.extend([a, b]);
                for item in items {
                    if !all.iter().any(|known| known.id == item.id) {
                        all.push(item);
                    }
                }
            }
            None => groups.push((HashSet::from([a, b]), items.to_vec())),
        }
    }
    groups
        .into_iter()
        .map(|(_, items)| items.into_iter().cloned().collect())
        .collect()
}
