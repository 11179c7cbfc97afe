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

    /// The values of a field that can be there many times.
    pub fn all(&self, name: &str) -> Vec<String> {
        let fields = self.fields.iter().filter(|(n, _)| n == name);
        fields.map(|(_, value)| value.clone()).collect()
    }
}

/// People that can be chosen for one body.
const MOST: usize = 30;
const BODIES: [&str; 4] = ["committee", "deciding", "re_review", "appeal"];

/// The form so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Asked {
    pub pack: String,
    pub overlays: Vec<String>,
    pub kind: String,
    pub title: String,
    pub task: String,
    pub first: String,
    pub last: String,
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
            title: one("title"),
            task: one("task"),
            first: one("first"),
            last: one("last"),
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
        self.kind == "year"
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
    fn units_can_be_ticked_all_at_once_and_none() {
        let step = |step| Asked::typed(&form(&[("unit", "u"), ("step", step)]));
        assert!(step("all").has_unit("v") && step("find").has_unit("u"));
        assert!(!step("find").has_unit("v") && !step("none").has_unit("u"));
    }
}
