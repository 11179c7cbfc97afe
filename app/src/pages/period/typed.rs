//! What the form of a new period was filled with so far.

use leptos_router::params::ParamsMap;

/// The form as it was sent: its page shows it again with what was found, or with what stands against it.
#[derive(Clone, Debug, Default)]
pub struct TypedPeriod {
    pub fields: Vec<(String, String)>,
    pub problem: Option<String>,
}

impl TypedPeriod {
    /// The value of a field.
    pub fn one(&self, name: &str) -> &str {
        let field = self.fields.iter().find(|(n, _)| n == name);
        field.map_or("", |(_, value)| value.as_str())
    }

    /// The days are those that were proposed for another kind than the one that is chosen now.
    pub fn outdated(&self) -> bool {
        let days = |first, last| (self.one(first), self.one(last));
        let (kind, was) = (self.one("kind"), self.one("proposed_kind"));
        !was.is_empty()
            && (kind == YEAR) != (was == YEAR)
            && days("first", "last") == days("proposed_first", "proposed_last")
    }

    /// The values of a field that can be there many times.
    pub fn all(&self, name: &str) -> Vec<String> {
        let fields = self.fields.iter().filter(|(n, _)| n == name);
        fields.map(|(_, value)| value.clone()).collect()
    }
}

/// The kind of an annual assessment.
pub(super) const YEAR: &str = "year";
/// People that can be chosen for one body.
const MOST: usize = 30;
const BODIES: [&str; 4] = ["committee", "deciding", "re_review", "appeal"];

/// Title and days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Stretch {
    pub title: String,
    pub first: String,
    pub last: String,
}

/// The form so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Asked {
    pub pack: String,
    pub overlays: Vec<String>,
    pub kind: String,
    pub task: String,
    pub stretch: Stretch,
    /// What stood in the fields when the form was made: as long as it was left, what is proposed now takes its place.
    proposed: Stretch,
    pub short_year: bool,
    pub units: Vec<String>,
    every_unit: bool,
    /// `in` or `out`: what becomes of who began after the last day.
    pub later: String,
    marks: Vec<String>,
    pub part: String,
    bodies: [Vec<String>; 4],
    pub problem: Option<String>,
}

impl Asked {
    /// From a form that was sent.
    pub fn typed(typed: &TypedPeriod) -> Self {
        let one = |name: &str| typed.one(name).to_owned();
        let step = typed.one("step");
        Self {
            pack: one("pack"),
            overlays: typed.all("overlay"),
            kind: one("kind"),
            task: one("task"),
            stretch: Stretch {
                title: one("title"),
                first: one("first"),
                last: one("last"),
            },
            proposed: Stretch {
                title: one("proposed_title"),
                first: one("proposed_first"),
                last: one("proposed_last"),
            },
            short_year: !one("short_year").is_empty(),
            units: match step {
                "none" | "all" => vec![],
                _ => typed.all("unit"),
            },
            every_unit: step == "all",
            later: one("later"),
            marks: typed.all("mark"),
            part: one("part").trim().to_owned(),
            bodies: BODIES.map(|body| typed.all(body).into_iter().take(MOST).collect()),
            problem: typed.problem.clone(),
        }
    }

    /// From the address, as the home page or a link may name a pack.
    pub fn read(query: &ParamsMap) -> Self {
        Self {
            pack: query.get("pack").unwrap_or_default(),
            overlays: query.get_all("overlays[]").unwrap_or_default(),
            kind: query.get("kind").unwrap_or_default(),
            ..Self::default()
        }
    }

    pub fn has_unit(&self, unit: &str) -> bool {
        self.every_unit || self.units.iter().any(|u| u == unit)
    }

    /// `UNIT:mark`
    pub fn has_mark(&self, mark: &str) -> bool {
        self.marks.iter().any(|m| m == mark)
    }

    pub fn sits(&self, body: &str, person: &str) -> bool {
        let people = BODIES.iter().zip(&self.bodies).find(|(name, _)| **name == body);
        people.is_some_and(|(_, people)| people.iter().any(|p| p == person))
    }

    /// Everybody who was chosen for something, each once.
    pub fn people(&self) -> Vec<String> {
        let mut all: Vec<String> = Vec::new();
        for person in self.bodies.iter().flatten() {
            if !all.contains(person) {
                all.push(person.clone());
            }
        }
        all
    }

    pub fn year(&self) -> bool {
        self.kind == YEAR
    }

    /// What stands in the fields of title and days: what was typed, else what is proposed now. One day that was typed keeps the other.
    pub fn filled(&self, now: &Stretch) -> Stretch {
        let (typed, was) = (&self.stretch, &self.proposed);
        let or = |typed: &String, now: &String| if typed.is_empty() { now.clone() } else { typed.clone() };
        let title = match typed.title == was.title {
            true => now.title.clone(),
            false => or(&typed.title, &now.title),
        };
        let (first, last) = match (&typed.first, &typed.last) == (&was.first, &was.last) {
            true => (now.first.clone(), now.last.clone()),
            false => (or(&typed.first, &now.first), or(&typed.last, &now.last)),
        };
        Stretch { title, first, last }
    }

    /// About a special task; it goes the way of a usual one.
    pub fn special(&self) -> bool {
        self.kind == "special"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(fields: &[(&str, &str)]) -> TypedPeriod {
        let pair = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        TypedPeriod {
            fields: fields.iter().map(pair).collect(),
            problem: None,
        }
    }

    #[test]
    fn whoever_was_ticked_stays_in_each_body() {
        let asked = Asked::typed(&form(&[
            ("committee", "a"),
            ("appeal", "b"),
            ("appeal", "a"),
            ("part", " Li "),
        ]));
        assert!(asked.sits("committee", "a") && asked.sits("appeal", "a") && asked.sits("appeal", "b"));
        assert!(!asked.sits("committee", "b") && !asked.sits("deciding", "a") && !asked.sits("nonsense", "a"));
        assert_eq!(asked.people(), ["a", "b"]);
        assert_eq!(asked.part, "Li");
    }

    #[test]
    fn a_special_one_is_no_year_and_keeps_its_task() {
        let asked = Asked::typed(&form(&[("kind", "special"), ("task", "Flood relief")]));
        assert!(asked.special() && !asked.year());
        assert_eq!(asked.task, "Flood relief");
        assert!(!Asked::typed(&form(&[("kind", "period")])).special());
    }

    #[test]
    fn what_was_proposed_and_left_follows_the_kind_and_what_was_typed_stays() {
        let quarter = [
            ("proposed_kind", "period"),
            ("proposed_title", "2026 Q4"),
            ("proposed_first", "2026-10-01"),
            ("proposed_last", "2026-12-31"),
        ];
        let sent = |own: [(&'static str, &'static str); 4]| form(&[&quarter[..], &own].concat());
        let year = Stretch {
            title: "Year 2026".into(),
            first: "2026-01-01".into(),
            last: "2026-12-31".into(),
        };
        let left = |kind, title| {
            let days = [("first", "2026-10-01"), ("last", "2026-12-31")];
            sent([("kind", kind), ("title", title), days[0], days[1]])
        };
        assert!(left("year", "2026 Q4").outdated() && !left("special", "2026 Q4").outdated());
        assert_eq!(Asked::typed(&left("year", "2026 Q4")).filled(&year), year);
        let own = Asked::typed(&left("year", "My own")).filled(&year);
        assert_eq!((own.title.as_str(), &own.first), ("My own", &year.first));
        let typed = sent([
            ("kind", "year"),
            ("title", "2026 Q4"),
            ("first", "2026-10-01"),
            ("last", "2027-09-30"),
        ]);
        assert!(!typed.outdated());
        let days = Asked::typed(&typed).filled(&year);
        assert_eq!((days.first.as_str(), days.last.as_str()), ("2026-10-01", "2027-09-30"));
    }

    #[test]
    fn units_can_be_ticked_all_at_once_and_none() {
        let step = |step| Asked::typed(&form(&[("unit", "u"), ("step", step)]));
        assert!(step("all").has_unit("v") && step("find").has_unit("u"));
        assert!(!step("find").has_unit("v") && !step("none").has_unit("u"));
    }
}
