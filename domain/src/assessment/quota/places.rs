use crate::UnitId;
use crate::assessment::pack::{Counted, QuotaRule, Rounding};
use crate::assessment::{Outcome, Ratio, Words};
use serde::{Deserialize, Serialize};

/// A unit and how many of its people are counted ([`crate::assessment::pack::Counted`]).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitCount {
    pub unit: UnitId,
    pub name: Words,
    pub counted: u32,
    /// The marks the organ has put on it: `front_line`, `hard_post`.
    pub marks: Vec<String>,
}

/// The places of a unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitPlaces {
    pub unit: UnitId,
    pub counted: u32,
    /// Its share before rounding.
    pub exact: Ratio,
    pub places: u32,
}

/// Places for which units have exactly the same claim: the committee decides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Open {
    pub places: u32,
    pub among: Vec<UnitId>,
}

/// The places of all units, in the order of their ids. Together with the open ones they come to the cap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allotment {
    pub cap: u32,
    pub units: Vec<UnitPlaces>,
    pub open: Option<Open>,
    pub steps: Vec<Words>,
}

/// Whether a person is one of those the share is taken of.
pub fn counts(rule: &QuotaRule, outcome: &Outcome) -> bool {
    match rule.counted {
        Counted::ShouldTakePart => outcome.takes_part(),
        Counted::Graded => outcome.can_be_graded(),
    }
}

/// Shares out the places of a quota. With `raised`, at the percentage that needs an approval.
pub fn allot(rule: &QuotaRule, units: &[UnitCount], raised: bool) -> Allotment {
    let percent = match rule.raised_percent {
        Some(more) if raised => more,
        _ => rule.percent,
    };
    let percent = percent.min(100);
    let mut units: Vec<&UnitCount> = units.iter().collect();
    units.sort_by(|a, b| a.unit.cmp(&b.unit));
    match rule.rounding {
        Rounding::LargestRemainder => pool(rule, &units, percent),
        Rounding::Floor | Rounding::HalfUp => each(rule.rounding, &units, percent),
    }
}

fn share(counted: u64, percent: u32) -> Ratio {
    Ratio::new(counted * u64::from(percent), 100).unwrap_or(Ratio::ZERO)
}

fn small(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Each unit for itself.
fn each(rounding: Rounding, units: &[&UnitCount], percent: u32) -> Allotment {
    let (mut all, mut steps) = (Vec::new(), Vec::new());
    for unit in units {
        let exact = share(u64::from(unit.counted), percent);
        let (places, zh, en) = match rounding {
            Rounding::HalfUp => (exact.half_up(), "四舍五入", "a half rounded up"),
            _ => (exact.floor(), "向下取整", "rounded down"),
        };
        let (name, counted) = (&unit.name, unit.counted);
        steps.push(Words::new(
            format!("{}：{counted} 人 × {percent}% = {exact}，{zh}为 {places}", name.zh),
            format!(
                "{}: {counted} people × {percent} % = {exact}, {en} to {places}",
                name.en
            ),
        ));
        all.push(UnitPlaces {
            unit: unit.unit.clone(),
            counted,
            exact,
            places: small(places),
        });
    }
    let cap = all.iter().fold(0u32, |sum, u| sum.saturating_add(u.places));
    let counted = units.iter().map(|u| u64::from(u.counted)).sum();
    let whole = share(counted, percent);
    steps.push(match Ratio::whole(cap) > whole {
        true => Words::new(
            format!("合计 {cap}，超过全体 {counted} 人的 {percent}%（{whole}），因各单位分别取整"),
            format!(
                "together {cap}, above {percent} % of all {counted} ({whole}), since each unit is rounded for itself"
            ),
        ),
        false => Words::new(
            format!("合计 {cap}，全体 {counted} 人的 {percent}% 是 {whole}"),
            format!("together {cap}; {percent} % of all {counted} is {whole}"),
        ),
    });
    Allotment {
        cap,
        units: all,
        open: None,
        steps,
    }
}

struct Claim<'a> {
    unit: &'a UnitCount,
    /// People × tilt.
    weight: u128,
    exact: Ratio,
    places: u64,
    left: u128,
    full: bool,
}

/// All units as one pool: rounded down once, shared by largest remainder, no unit more than it has people.
fn pool(rule: &QuotaRule, units: &[&UnitCount], percent: u32) -> Allotment {
    let counted: u64 = units.iter().map(|u| u64::from(u.counted)).sum();
    let whole = share(counted, percent);
    let cap = whole.floor();
    let mut steps = vec![Words::new(
        format!("全体 {counted} 人 × {percent}% = {whole}，向下取整为 {cap}"),
        format!("{counted} people × {percent} % = {whole}, rounded down to {cap}"),
    )];
    let mut claims: Vec<Claim<'_>> = units.iter().map(|unit| claim(rule, unit)).collect();
    let remaining = shares(&mut claims, cap);
    let open = by_remainder(&mut claims, remaining);
    for Claim {
        unit, exact, places, ..
    } in &claims
    {
        let (name, counted) = (&unit.name, unit.counted);
        steps.push(Words::new(
            format!("{}：{counted} 人，应得 {exact}，分得 {places}", name.zh),
            format!("{}: {counted} people, a claim of {exact}, has {places}", name.en),
        ));
    }
    if let Some(open) = &open {
        let names = |pick: fn(&Words) -> &str, by: &str| {
            let among = units.iter().filter(|u| open.among.contains(&u.unit));
            among.map(|u| pick(&u.name)).collect::<Vec<_>>().join(by)
        };
        let (zh, en) = (names(|w| &w.zh, "、"), names(|w| &w.en, ", "));
        steps.push(Words::new(
            format!("余数相同：{} 个名额由委员会在 {zh} 之间决定", open.places),
            format!(
                "equal remainders: the committee decides on {} between {en}",
                open.places
            ),
        ));
    }
    let units = claims.into_iter().map(|c| UnitPlaces {
        unit: c.unit.unit.clone(),
        counted: c.unit.counted,
        exact: c.exact,
        places: small(c.places),
    });
    Allotment {
        cap: small(cap),
        units: units.collect(),
        open,
        steps,
    }
}

/// Of several marks the largest tilt counts.
fn claim<'a>(rule: &QuotaRule, unit: &'a UnitCount) -> Claim<'a> {
    let tilts = rule.tilt.iter().filter(|t| unit.marks.contains(&t.mark));
    let tilt = tilts.map(|t| t.percent).max().unwrap_or(100);
    Claim {
        unit,
        weight: u128::from(unit.counted) * u128::from(tilt),
        exact: Ratio::ZERO,
        places: 0,
        left: 0,
        full: false,
    }
}

/// Gives every unit the whole part of its claim; what is left of the cap comes back.
fn shares(claims: &mut [Claim<'_>], cap: u64) -> u64 {
    loop {
        let taken: u64 = claims.iter().filter(|c| c.full).map(|c| c.places).sum();
        let (rest, weight) = (
            cap - taken,
            claims.iter().filter(|c| !c.full).map(|c| c.weight).sum::<u128>(),
        );
        if weight == 0 {
            return rest;
        }
        let mut grew = false;
        for claim in claims.iter_mut().filter(|c| !c.full) {
            let product = u128::from(rest) * claim.weight;
            claim.places = u64::try_from(product / weight).unwrap_or(u64::MAX);
            claim.left = product % weight;
            let (num, den) = (u64::try_from(product), u64::try_from(weight));
            claim.exact = num
                .ok()
                .zip(den.ok())
                .and_then(|(n, d)| Ratio::new(n, d))
                .unwrap_or(Ratio::ZERO);
            if claim.places >= u64::from(claim.unit.counted) {
                // A tilt cannot give a unit more places than people.
                claim.places = u64::from(claim.unit.counted);
                claim.exact = Ratio::whole(claim.unit.counted);
                (claim.left, claim.full, grew) = (0, true, true);
            }
        }
        if !grew {
            return rest - claims.iter().filter(|c| !c.full).map(|c| c.places).sum::<u64>();
        }
    }
}

/// One place more for the largest remainders; places that equal ones would share stay open.
fn by_remainder(claims: &mut [Claim<'_>], remaining: u64) -> Option<Open> {
    let mut remaining = remaining;
    let mut levels: Vec<u128> = claims
        .iter()
        .filter(|c| !c.full && c.left > 0)
        .map(|c| c.left)
        .collect();
    levels.sort_unstable();
    levels.dedup();
    for level in levels.into_iter().rev() {
        let equal = |c: &Claim<'_>| !c.full && c.left == level;
        let many = claims.iter().filter(|c| equal(c)).count() as u64;
        if many > remaining {
            let among = claims
                .iter()
                .filter(|c| equal(c))
                .map(|c| c.unit.unit.clone())
                .collect();
            return (remaining > 0).then(|| Open {
                places: small(remaining),
                among,
            });
        }
        for claim in claims.iter_mut().filter(|c| equal(c)) {
            claim.places += 1;
        }
        remaining -= many;
    }
    None
}
