//! The places of a quota as a period stands now: who holds one, who is proposed for one, who has none and why.
//!
//! The arithmetic is `domain::assessment::quota`; here it meets the people of a period. Nothing depends on the order of people. Who has no
//! place, and what a reader who is one of the people learns of them, says `told`.

mod told;

mod too_many;

use super::people::Member;
use domain::assessment::dossier::UnitPart;
use domain::assessment::pack::{PlaceOrder, QuotaRule, Rounding, Stage};
use domain::assessment::process::State;
use domain::assessment::quota::{Allotment, Candidate, Filled, UnitCount, UnitPlaces, allot, counts, fill};
use domain::assessment::{Pack, Ratio, Words};
use domain::view::UnitRef;
use domain::view::assess::{GradeName, QuotaSheet, QuotaUnit};
use domain::{PersonId, UnitId};
use serde::Serialize;
use std::collections::HashMap;

/// A quota with its places and the people of each unit.
pub(crate) struct Table {
    pub rule: QuotaRule,
    pub grade: GradeName,
    article: Words,
    allotment: Allotment,
    pub units: Vec<UnitTable>,
}

/// One unit of a quota.
#[derive(Clone)]
pub(crate) struct UnitTable {
    pub unit: UnitId,
    pub name: String,
    places: UnitPlaces,
    /// Who has the grade for certain: published, decided and after.
    holders: Vec<PersonId>,
    /// Who is proposed for it.
    waiting: Vec<Candidate>,
    /// Who can have a grade and has none proposed: not reviewed yet, or reviewed when the rules left none.
    pending: u32,
    pub filled: Filled,
}

/// Whether somebody can be given the grade of a quota.
pub(crate) enum Room {
    Free,
    /// No place is left, by this arithmetic. A quota that holds in principle can be departed from with a reason.
    Full {
        words: Words,
        in_principle: bool,
    },
}

/// From here on a grade takes its place.
pub(crate) fn holds(state: State) -> bool {
    !matches!(
        state,
        State::Opened
            | State::Summarised
            | State::Compiled
            | State::Rated
            | State::Reviewed
            | State::Calibrated
            | State::Excused
    )
}

/// Whether a grade is proposed and has no place yet.
fn waits(state: State) -> bool {
    matches!(state, State::Reviewed | State::Calibrated)
}

/// The unit of a period that somebody's place is shared in: the nearest above his post that takes part.
pub(crate) fn part_of(parts: &[UnitPart], path: &[UnitId]) -> UnitId {
    let taking_part = path.iter().rev().find(|unit| parts.iter().any(|p| p.unit == **unit));
    taking_part.or(path.last()).cloned().unwrap_or_else(|| "".into())
}

/// The quotas of a stage. `parts`: the units whose people `members` are, whole; a pool needs all of the period.
pub(crate) fn tables(pack: &Pack, stage: Stage, parts: &[UnitPart], raised: bool, members: &[Member]) -> Vec<Table> {
    let rules = pack.quota.iter().filter(|q| q.of == stage);
    rules
        .map(|rule| table(pack, stage, rule, parts, raised, members))
        .collect()
}

/// Whether any quota of a stage shares out the places of all units together.
pub(crate) fn pooled(pack: &Pack, stage: Stage) -> bool {
    let of = |q: &&QuotaRule| q.of == stage;
    pack.quota
        .iter()
        .filter(of)
        .any(|q| q.rounding == Rounding::LargestRemainder)
}

fn table(pack: &Pack, stage: Stage, rule: &QuotaRule, parts: &[UnitPart], raised: bool, members: &[Member]) -> Table {
    let concerned = |m: &&Member| m.quotas.contains(&rule.id);
    let mut by_unit: HashMap<&UnitId, Vec<&Member>> = HashMap::new();
    for member in members.iter().filter(concerned) {
        by_unit.entry(&member.part).or_default().push(member);
    }
    let counted = |unit: &UnitId| {
        let of_unit = by_unit.get(unit).map(Vec::as_slice).unwrap_or_default();
        number(of_unit.iter().filter(|m| counts(rule, &m.outcome)).count())
    };
    let units: Vec<UnitCount> = parts
        .iter()
        .map(|part| UnitCount {
            unit: part.unit.clone(),
            name: Words::new(&part.name, &part.name),
            counted: counted(&part.unit),
            marks: part.marks.clone(),
        })
        .collect();
    let allotment = allot(rule, &units, raised);
    let tables = allotment.units.iter().map(|places| {
        let of_unit = by_unit.get(&places.unit).map(Vec::as_slice).unwrap_or_default();
        let name = parts.iter().find(|p| p.unit == places.unit).map(|p| p.name.clone());
        unit_table(rule, name.unwrap_or_default(), places.clone(), of_unit)
    });
    Table {
        units: tables.collect(),
        grade: GradeName {
            id: rule.grade.clone(),
            words: super::grade_words(pack, stage, &rule.grade),
        },
        article: pack.article(&rule.basis),
        rule: rule.clone(),
        allotment,
    }
}

fn unit_table(rule: &QuotaRule, name: String, places: UnitPlaces, members: &[&Member]) -> UnitTable {
    let with_grade = |m: &&&Member| m.grade.as_deref() == Some(rule.grade.as_str());
    let holders: Vec<PersonId> = (members.iter().filter(with_grade))
        .filter(|m| holds(m.state))
        .map(|m| m.person.clone())
        .collect();
    let waiting: Vec<Candidate> = (members.iter().filter(with_grade))
        .filter(|m| waits(m.state))
        .filter_map(|m| Candidate::of(m.person.clone(), &rule.grade, &m.outcome, m.score))
        .collect();
    let proposed = |m: &Member| waits(m.state) && m.grade.is_some();
    let before = |m: &&&Member| !holds(m.state) && !proposed(m) && m.outcome.can_be_graded();
    let filled = filled(rule, &places, &holders, &waiting);
    UnitTable {
        unit: places.unit.clone(),
        name,
        waiting,
        pending: number(members.iter().filter(before).count()),
        holders,
        places,
        filled,
    }
}

/// Fills the places. Who holds one already comes before everybody who is only proposed, by a score that nobody can have.
fn filled(rule: &QuotaRule, places: &UnitPlaces, holders: &[PersonId], waiting: &[Candidate]) -> Filled {
    let by_score = rule.order.contains(&PlaceOrder::Score);
    let mut order = rule.order.clone();
    if !by_score {
        order.push(PlaceOrder::Score);
    }
    let held = (0u32..).zip(holders).map(|(at, person)| Candidate {
        person: person.clone(),
        preferred: true,
        score: Some(Ratio::whole(u32::MAX - at)),
    });
    let proposed = waiting.iter().map(|c| Candidate {
        score: c.score.filter(|_| by_score),
        ..c.clone()
    });
    let candidates: Vec<Candidate> = held.chain(proposed).collect();
    let mut filled = fill(places.places, places.exact, &candidates, &order);
    let over = number(holders.len()).saturating_sub(places.places);
    if over > 0 {
        // Decided beyond the places, with a reason or by an objection: they are not cut.
        filled.cut.retain(|c| !holders.contains(&c.person));
        filled.steps = vec![Words::new(
            format!("已定 {} 人，名额 {} 个，超出 {over} 个", holders.len(), places.places),
            format!(
                "{} have it and there are {} places: {over} beyond",
                holders.len(),
                places.places
            ),
        )];
    }
    filled
}

pub(crate) fn number(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}

impl Table {
    pub(crate) fn unit(&self, unit: &UnitId) -> Option<&UnitTable> {
        self.units.iter().find(|u| u.unit == *unit)
    }

    /// The arithmetic behind the places of a unit.
    fn arithmetic(&self, unit: &UnitId) -> Words {
        let at = self.units.iter().position(|u| u.unit == *unit).unwrap_or_default();
        let steps = &self.allotment.steps;
        match self.rule.rounding {
            Rounding::LargestRemainder => join(steps.iter().take(1).chain(steps.get(at + 1))),
            Rounding::Floor | Rounding::HalfUp => join(steps.get(at).into_iter()),
        }
    }

    /// How many of a unit can hold the grade, with its part of places that equal units share.
    fn limit(&self, unit: &UnitTable) -> u32 {
        let places = unit.places.places;
        let Some(open) = self.allotment.open.as_ref().filter(|o| o.among.contains(&unit.unit)) else {
            return places;
        };
        let others = self
            .units
            .iter()
            .filter(|u| u.unit != unit.unit && open.among.contains(&u.unit));
        let taken: u32 = others
            .map(|u| number(u.holders.len()).saturating_sub(u.places.places))
            .sum();
        places + u32::from(taken < open.places)
    }

    /// Whether a person of a unit can be given the grade by somebody who decides on that person alone. How many have it stands on the board:
    /// whoever decides may be one of them.
    pub(crate) fn room(&self, member: &Member) -> Room {
        let Some(unit) = self
            .unit(&member.part)
            .filter(|_| member.quotas.contains(&self.rule.id))
        else {
            return Room::Free;
        };
        let used = number(unit.holders.iter().filter(|p| **p != member.person).count());
        if used < self.limit(unit) {
            return Room::Free;
        }
        let (grade, arithmetic) = (&self.grade.words, self.arithmetic(&unit.unit));
        let places = unit.places.places;
        let (zh, en) = match self.rule.in_principle {
            true => (
                "这是原则性规定，确需突破的，请写明理由。",
                " It holds in principle: to go beyond it, give a reason.",
            ),
            false => (
                "请先调整其他人的等次，或改定其他等次。",
                " Change somebody else's grade first, or give another grade.",
            ),
        };
        self.full(Words::new(
            format!("“{}”名额已满：{}；名额 {places} 个。{zh}", grade.zh, arithmetic.zh),
            format!(
                "No place for “{}” is left: {}; there are {places} places.{en}",
                grade.en, arithmetic.en
            ),
        ))
    }

    /// Whether a person can be given the grade together with all others who wait, without anybody looking at him alone.
    pub(crate) fn room_in_batch(&self, member: &Member) -> Room {
        let Some(unit) = self
            .unit(&member.part)
            .filter(|_| member.quotas.contains(&self.rule.id))
        else {
            return Room::Free;
        };
        let asked = number(unit.holders.len() + unit.waiting.len());
        if unit.holders.contains(&member.person) || asked + unit.pending <= unit.places.places {
            return Room::Free;
        }
        if unit.pending > 0 {
            let (name, pending, grade) = (&unit.name, unit.pending, &self.grade.words);
            return self.full(Words::new(
                format!(
                    "{name}还有 {pending} 人没有评鉴或补定等次，“{}”的名额等评鉴齐了再定，免得先到先得。",
                    grade.zh
                ),
                format!(
                    "{pending} people of {name} are not reviewed or graded yet. Places for “{}” are given when all are, not to who comes first.",
                    grade.en
                ),
            ));
        }
        match unit.filled.within.contains(&member.person) {
            true => Room::Free,
            false => self.full(self.left_out(unit, &member.person).unwrap_or_default()),
        }
    }

    fn full(&self, words: Words) -> Room {
        Room::Full {
            words,
            in_principle: self.rule.in_principle,
        }
    }

    /// All that the quota comes to: arithmetic, places and who has which. For the check of the firewall, which shows no more than whether it
    /// stays the same.
    pub(crate) fn result(&self) -> impl Serialize {
        let unit = |u: &UnitTable| {
            (
                u.places.clone(),
                u.holders.clone(),
                u.waiting.iter().map(|c| c.person.clone()).collect::<Vec<_>>(),
                u.pending,
                u.filled.clone(),
            )
        };
        let units: Vec<_> = self.units.iter().map(unit).collect();
        (self.rule.clone(), self.allotment.clone(), units)
    }

    /// The arithmetic for a page. Whoever looks does not learn of himself how he is proposed (`but`).
    pub(crate) fn sheet(&self, but: &PersonId) -> QuotaSheet {
        let proposed = |u: &UnitTable| {
            let waiting = u.waiting.iter().map(|c| &c.person);
            number(u.holders.iter().chain(waiting).filter(|p| *p != but).count())
        };
        QuotaSheet {
            grade: self.grade.clone(),
            rule: Words::new(&self.rule.zh, &self.rule.en),
            article: self.article.clone(),
            sure: self.rule.basis.sure,
            cap: self.allotment.cap,
            units: self
                .units
                .iter()
                .map(|u| QuotaUnit {
                    unit: UnitRef {
                        id: u.unit.clone(),
                        name: u.name.clone(),
                    },
                    counted: u.places.counted,
                    exact: u.places.exact.to_string(),
                    places: u.places.places,
                    proposed: proposed(u),
                })
                .collect(),
            steps: self.allotment.steps.clone(),
        }
    }
}

/// Sentences one after the other.
fn join<'a>(words: impl Iterator<Item = &'a Words>) -> Words {
    let (zh, en): (Vec<&str>, Vec<&str>) = words.map(|w| (w.zh.as_str(), w.en.as_str())).unzip();
    Words::new(zh.join("；"), en.join("; "))
}

#[cfg(test)]
mod tests;
