use crate::PersonId;
use crate::assessment::pack::PlaceOrder;
use crate::assessment::{Outcome, Ratio, Standing, Words};
use serde::{Deserialize, Serialize};
use std::cmp::{Ordering, Reverse};

/// Somebody proposed for the grade. Who cannot be graded, or not so, does not stand here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    pub person: PersonId,
    /// A rule prefers him for the grade.
    pub preferred: bool,
    pub score: Option<Ratio>,
}

impl Candidate {
    /// Somebody proposed for the grade of a quota; none for who cannot have it.
    pub fn of(person: PersonId, grade: &str, outcome: &Outcome, score: Option<Ratio>) -> Option<Self> {
        let standing = outcome.standing(grade)?.standing;
        let can = outcome.no_grade.is_none() && standing != Standing::Barred;
        can.then(|| Self {
            person,
            preferred: outcome.preferred.iter().any(|g| g == grade),
            score,
        })
    }
}

/// Why somebody proposed has no place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CutBy {
    /// Rounded up, there would have been a place.
    Rounding,
    /// More are proposed than the share allows.
    Share,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cut {
    pub person: PersonId,
    pub by: CutBy,
}

/// Who has a place. Places used, open and unused come to the places of the unit; all lists are in the order of ids.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filled {
    pub within: Vec<PersonId>,
    /// Equal by all that the pack orders by: the committee chooses this many of them.
    pub open_places: u32,
    pub open: Vec<PersonId>,
    pub cut: Vec<Cut>,
    pub unused: u32,
    pub steps: Vec<Words>,
}

/// Fills the places of a unit. `exact` is its share before rounding.
pub fn fill(places: u32, exact: Ratio, candidates: &[Candidate], order: &[PlaceOrder]) -> Filled {
    let mut sorted: Vec<&Candidate> = candidates.iter().collect();
    sorted.sort_by(|a, b| compare(a, b, order).then_with(|| a.person.cmp(&b.person)));
    sorted.dedup_by(|a, b| a.person == b.person);
    let mut filled = Filled::default();
    // Where the places would end if they were rounded up.
    let rounded_up = u32::try_from(exact.ceil()).unwrap_or(u32::MAX).max(places);
    let mut before = 0u32;
    for group in sorted.chunk_by(|a, b| compare(a, b, order) == Ordering::Equal) {
        let many = u32::try_from(group.len()).unwrap_or(u32::MAX);
        let left = places.saturating_sub(before);
        let people = group.iter().map(|c| c.person.clone());
        if many <= left {
            filled.within.extend(people);
        } else if left > 0 {
            filled.open_places = left;
            filled.open.extend(people);
        } else {
            // Equal people are cut for the same reason: rounding only when all of them would have fitted.
            let fits = before.saturating_add(many) <= rounded_up;
            let by = if fits { CutBy::Rounding } else { CutBy::Share };
            filled.cut.extend(people.map(|person| Cut { person, by }));
        }
        before = before.saturating_add(many);
    }
    filled.unused = places.saturating_sub(before);
    filled.within.sort();
    filled.open.sort();
    filled.cut.sort_by(|a, b| a.person.cmp(&b.person));
    filled.steps = steps(places, exact, before, &filled);
    filled
}

/// Who comes first is less.
fn compare(a: &Candidate, b: &Candidate, order: &[PlaceOrder]) -> Ordering {
    order.iter().fold(Ordering::Equal, |so_far, by| {
        so_far.then_with(|| match by {
            PlaceOrder::Preferred => Reverse(a.preferred).cmp(&Reverse(b.preferred)),
            PlaceOrder::Score => Reverse(a.score).cmp(&Reverse(b.score)),
        })
    })
}

fn steps(places: u32, exact: Ratio, proposed: u32, filled: &Filled) -> Vec<Words> {
    let mut steps = vec![Words::new(
        format!("提名 {proposed} 人，名额 {places} 个（取整前 {exact}）"),
        format!("{proposed} proposed for {places} places ({exact} before rounding)"),
    )];
    if filled.open_places > 0 {
        let (many, open) = (filled.open.len(), filled.open_places);
        steps.push(Words::new(
            format!("有 {many} 人条件相同，剩 {open} 个名额，由委员会决定"),
            format!("{many} are equal and {open} places are left: the committee decides"),
        ));
    }
    let rounding = filled.cut.iter().filter(|c| c.by == CutBy::Rounding).count();
    if rounding > 0 {
        steps.push(Words::new(
            format!("其中 {rounding} 人因取整（{exact} 取为 {places}）未获名额"),
            format!("{rounding} of them have no place because {exact} was rounded to {places}"),
        ));
    }
    if filled.unused > 0 {
        steps.push(Words::new(
            format!("空余名额 {} 个", filled.unused),
            format!("{} places are not used", filled.unused),
        ));
    }
    steps
}
