//! The places of a quota by the other pack: whose grade goes, and what only people can tell.

use super::{Packs, Replay, Would};
use crate::result::grade_words;
use crate::result::quota::{number, part_of};
use domain::UnitId;
use domain::assessment::dossier::UnitPart;
use domain::assessment::pack::{Grade, QuotaRule, Scale};
use domain::assessment::quota::{Allotment, Candidate, Filled, Open, UnitCount, UnitPlaces, allot, counts, fill};
use domain::assessment::{Outcome, Pack, Ratio, Standing, Words};

/// A unit of a quota, with those of it who would have the grade.
struct Sharing {
    unit: UnitId,
    exact: Ratio,
    places: u32,
    /// Places that it has more than by the period's own rules.
    more: u32,
    /// How many had the grade beyond the places then, with a reason or by an objection: that was allowed, and is not taken now.
    beyond: u32,
    /// By the period's own rules it had one of the places that were open between units.
    had_open: bool,
    /// It may or may not have one that is open between units now.
    asks: bool,
    /// Where they stand among all.
    people: Vec<usize>,
    candidates: Vec<Candidate>,
}

impl Sharing {
    fn allowed(&self) -> u32 {
        self.places.saturating_add(self.beyond)
    }

    /// More would have the grade than can.
    fn lacks(&self) -> bool {
        number(self.candidates.len()) > self.allowed()
    }

    /// Who has a place; with one place `more`.
    fn filled(&self, quota: &QuotaRule, more: u32) -> Filled {
        let places = self.allowed().saturating_add(more);
        fill(places, self.exact, &self.candidates, &quota.order)
    }
}

/// Takes the grade of a quota from those who have no place; what only people can tell comes back as sentences.
pub(super) fn share(
    packs: &Packs<'_>,
    scale: &Scale,
    quota: &QuotaRule,
    all: &[Replay],
    would: &mut [Would],
) -> Vec<Words> {
    let after = allotted(packs, quota, all, |r| (&r.quotas_after, &r.after));
    let own = (packs.before.quota.iter()).find(|q| q.of == packs.stage && q.grade == quota.grade);
    let own = own.map(|own| allotted(packs, own, all, |r| (&r.quotas_before, &r.before)));
    let units = after.units.iter();
    let mut units: Vec<Sharing> = units
        .map(|places| sharing(packs, quota, all, would, (places, own.as_ref())))
        .collect();
    if let Some(open) = own.as_ref().and_then(|own| own.open.as_ref()) {
        not_beyond(open, &mut units);
    }
    let open = after.open.as_ref();
    let mut untold: Vec<Words> = open
        .and_then(|open| between(packs, quota, open, &mut units))
        .into_iter()
        .collect();
    for unit in &units {
        let surely = unit.filled(quota, 0);
        let cut = match unit.asks {
            true => unit.filled(quota, 1).cut,
            false => surely.cut,
        };
        for at in &unit.people {
            let (Some(one), Some(mine)) = (all.get(*at), would.get_mut(*at)) else {
                continue;
            };
            if cut.iter().any(|c| c.person == one.person.id) {
                *mine = below(one, scale, quota, packs.after);
            }
        }
        if surely.open_places > 0 {
            untold.push(tie(packs, quota, &unit.unit, surely.open_places));
        }
        untold.extend(more(packs, quota, unit, all, would));
    }
    untold
}

/// More places than by the period's own rules: whom they would have gone to is for people, among those whom a review proposed and who
/// have another grade.
fn more(packs: &Packs<'_>, quota: &QuotaRule, unit: &Sharing, all: &[Replay], would: &[Would]) -> Option<Words> {
    let more = unit.more.saturating_sub(u32::from(unit.had_open));
    let concerned = |one: &Replay| of_unit(packs, &unit.unit, one) && one.quotas_after.contains(&quota.id);
    let people = without(packs, &quota.grade, all, would, concerned);
    let (name, grade) = (
        name(packs, &unit.unit),
        grade_words(packs.after, packs.stage, &quota.grade),
    );
    (more > 0 && people > 0).then(|| {
        Words::new(
            format!(
                "{name}：“{}”的名额比按原来的规则多 {more} 个；评鉴时提名这一等次、没有得到的有 {people} 人。多出的名额会给谁，要由人来定，没有列入。",
                grade.zh
            ),
            format!(
                "{name}: places for “{}”: {more} more than by the period's own rules. Proposed for it in a review, and without it: {people}. Who would have one of these places is for people to decide and is not shown.",
                grade.en
            ),
        )
    })
}

/// Grades that the period's own rules have a quota for, and the other ones none.
pub(super) fn unlimited(packs: &Packs<'_>, scale: &Scale, all: &[Replay], would: &[Would]) -> Vec<Words> {
    let graded = |pack: &Pack, grade: &str| pack.quota.iter().any(|q| q.of == packs.stage && q.grade == grade);
    let freed = scale
        .grade
        .iter()
        .filter(|g| graded(packs.before, &g.id) && !graded(packs.after, &g.id));
    let told = freed.filter_map(|grade| {
        let people = without(packs, &grade.id, all, would, |_| true);
        (people > 0).then(|| {
            Words::new(
                format!(
                    "这个规则包里“{}”没有名额限制；评鉴时提名这一等次、没有得到的有 {people} 人。谁会得到，要由人来定，没有列入。",
                    grade.zh
                ),
                format!(
                    "That pack has no quota for “{}”. Proposed for it in a review, and without it: {people}. Who would have it is for people to decide and is not shown.",
                    grade.en
                ),
            )
        })
    });
    told.collect()
}

/// How many had been proposed for a grade in a review, have another, and could have it.
fn without(packs: &Packs<'_>, grade: &str, all: &[Replay], would: &[Would], of: impl Fn(&Replay) -> bool) -> u32 {
    let people = all.iter().zip(would).filter(|(one, would)| {
        let proposed = one.listed && one.proposed.iter().any(|p| p == grade);
        let has = one.given.as_deref() == Some(grade) || would.to.as_deref() == Some(grade);
        let can = || Candidate::of(one.person.id.clone(), grade, &one.after, one.score).is_some();
        proposed && !has && one.person.id != *packs.asker && of(one) && can()
    });
    number(people.count())
}

fn sharing(
    packs: &Packs<'_>,
    quota: &QuotaRule,
    all: &[Replay],
    would: &[Would],
    (places, own): (&UnitPlaces, Option<&Allotment>),
) -> Sharing {
    let grade = Some(quota.grade.as_str());
    let people = all.iter().zip(would).enumerate();
    let people = people.filter(|(_, (_, would))| would.to.as_deref() == grade);
    let people =
        people.filter(|(_, (one, _))| of_unit(packs, &places.unit, one) && one.quotas_after.contains(&quota.id));
    let people: Vec<(usize, &Replay)> = people.map(|(at, (one, _))| (at, one)).collect();
    let had = people
        .iter()
        .filter(|&&(_, one)| one.held && one.given.as_deref() == grade)
        .count();
    let then = own.and_then(|own| own.units.iter().find(|u| u.unit == places.unit));
    let candidate = |one: &Replay| Candidate::of(one.person.id.clone(), &quota.grade, &one.after, one.score);
    Sharing {
        unit: places.unit.clone(),
        exact: places.exact,
        places: places.places,
        more: then.map_or(0, |then| places.places.saturating_sub(then.places)),
        beyond: then.map_or(0, |then| number(had).saturating_sub(then.places)),
        had_open: false,
        asks: false,
        candidates: people.iter().filter_map(|&(_, one)| candidate(one)).collect(),
        people: people.into_iter().map(|(at, _)| at).collect(),
    }
}

/// Who had a place that was open between units was not beyond the places, as long as these did for all.
fn not_beyond(open: &Open, units: &mut [Sharing]) {
    let had = units
        .iter_mut()
        .filter(|u| open.among.contains(&u.unit) && u.beyond > 0);
    let had: Vec<&mut Sharing> = had.collect();
    if number(had.len()) > open.places {
        return;
    }
    for unit in had {
        unit.beyond -= 1;
        unit.had_open = true;
    }
}

/// Gives out the places that are open between units with equal remainders, one to a unit, as far as it is plain who has one: first to
/// those that had one, then to all others if they do for all. Where they do not, that is for people, and comes back as a sentence.
fn between(packs: &Packs<'_>, quota: &QuotaRule, open: &Open, units: &mut [Sharing]) -> Option<Words> {
    let mut left = open.places;
    let asking = units.iter_mut().filter(|u| open.among.contains(&u.unit) && u.lacks());
    let (had, mut others): (Vec<&mut Sharing>, Vec<&mut Sharing>) = asking.partition(|u| u.had_open);
    for unit in had {
        if left > 0 {
            unit.places += 1;
            left -= 1;
        }
    }
    if left == 0 || others.is_empty() {
        return None;
    }
    if number(others.len()) <= left {
        others.iter_mut().for_each(|unit| unit.places += 1);
        return None;
    }
    others.iter_mut().for_each(|unit| unit.asks = true);
    let names: Vec<&str> = others.iter().map(|unit| name(packs, &unit.unit)).collect();
    let (zh, en) = (names.join("、"), names.join(", "));
    let grade = grade_words(packs.after, packs.stage, &quota.grade);
    Some(Words::new(
        format!(
            "{zh}：余数相同，这些单位之间还有 {left} 个“{}”名额要由人来定，谁会没有名额，没有列入。",
            grade.zh
        ),
        format!(
            "{en}: equal remainders. Places for “{}” that people give to one or another of these units: {left}. Who would have none is not shown.",
            grade.en
        ),
    ))
}

/// People of a unit who are equal beyond its places: without how many, since whoever asks may be one of them.
fn tie(packs: &Packs<'_>, quota: &QuotaRule, unit: &UnitId, places: u32) -> Words {
    let name = name(packs, unit);
    let grade = grade_words(packs.after, packs.stage, &quota.grade);
    Words::new(
        format!(
            "{name}：条件相同的人多于“{}”剩下的 {places} 个名额，谁没有名额要由人来定，没有列入。",
            grade.zh
        ),
        format!(
            "{name}: more people are equal than the {places} places for “{}” that are left. Who would have none is for people to decide and is not shown.",
            grade.en
        ),
    )
}

fn name<'a>(packs: &Packs<'a>, unit: &UnitId) -> &'a str {
    let part = packs.parts.iter().find(|p| p.unit == *unit);
    part.map_or("", |part| part.name.as_str())
}

fn of_unit(packs: &Packs<'_>, unit: &UnitId, one: &Replay) -> bool {
    part_of(packs.parts, &one.path) == *unit
}

/// The places of each unit.
fn allotted<'r>(
    packs: &Packs<'_>,
    quota: &QuotaRule,
    all: &'r [Replay],
    of: impl Fn(&'r Replay) -> (&'r Vec<String>, &'r Outcome),
) -> Allotment {
    let counted = |part: &UnitPart| {
        let of_part = all.iter().filter(|r| of_unit(packs, &part.unit, r));
        let counted = of_part.filter(|r| {
            let (quotas, outcome) = of(r);
            quotas.contains(&quota.id) && counts(quota, outcome)
        });
        number(counted.count())
    };
    let units: Vec<UnitCount> = (packs.parts.iter())
        .map(|part| UnitCount {
            unit: part.unit.clone(),
            name: Words::new(&part.name, &part.name),
            counted: counted(part),
            marks: part.marks.clone(),
        })
        .collect();
    allot(quota, &units, packs.raised)
}

/// The next grade below the quota's that is open, by the quota.
fn below(one: &Replay, scale: &Scale, quota: &QuotaRule, pack: &Pack) -> Would {
    let from = scale.rank(&quota.grade).map_or(0, |rank| rank + 1);
    let open = |g: &&Grade| one.after.standing(&g.id).is_some_and(|s| s.standing == Standing::Open);
    let next = scale.grade.iter().skip(from).find(open);
    Would {
        to: next.map(|g| g.id.clone()),
        because: vec![(Words::new(&quota.zh, &quota.en), pack.article(&quota.basis))],
    }
}
