//! Cases as the golden table writes them: `results=good - good; warning=2026-05-06; sick=2026-01-01..2026-07-06`.

use chrono::{Datelike, NaiveDate};
use domain::assessment::Ratio;
use domain::assessment::case::{Case, Ended, Investigation, Sanction, Span, Status, StatusKind, YearResult};
use domain::assessment::pack::Stage;

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap_or_else(|_| panic!("{text} is no day"))
}

/// The year 2026, or its second quarter.
pub fn plain(stage: Stage) -> Case {
    match stage.graded() {
        Stage::Period => Case::plain("p".into(), day("2026-04-01"), day("2026-06-30")),
        _ => Case::plain("p".into(), day("2026-01-01"), day("2026-12-31")),
    }
}

/// The day on which the grade is decided.
fn decided(case: &Case) -> NaiveDate {
    match case.last.month() {
        12 => day("2027-02-10"),
        _ => day("2026-08-10"),
    }
}

pub fn case(stage: Stage, facts: &str) -> Case {
    let mut case = plain(stage);
    for fact in facts.split(';').map(str::trim).filter(|f| !f.is_empty()) {
        let (name, value) = fact.split_once('=').unwrap_or((fact, ""));
        put(&mut case, name, value);
    }
    case.look_at_protection(&[decided(&case)]);
    case
}

fn put(case: &mut Case, name: &str, value: &str) {
    let graded = |text: &str| (text != "-").then(|| text.to_owned());
    let number = || value.parse::<u32>().unwrap();
    match name {
        "leading" => case.leading_member = true,
        "executive" => case.senior_executive = true,
        "special" => case.special_results = value.split(' ').map(graded).collect(),
        "results" => case.results = value.split(' ').map(graded).collect(),
        "warning" | "heavier" => case.sanctions.push(Sanction {
            day: day(value),
            heavier: name == "heavier",
        }),
        "investigation" => case.investigated(investigation(value), &[decided(case)]),
        "score" => case.score = Some(Ratio::parse(value).unwrap()),
        "critical" => case.elements.critical = number(),
        "failed" => case.elements.critical_failed = number(),
        "grade" => case.grade = graded(value),
        "history" => {
            for year in value.split(", ") {
                let (year, grade) = year.split_once(' ').unwrap();
                let (year, grade) = (year.parse().unwrap(), graded(grade));
                case.history.push(YearResult { year, grade });
            }
        }
        "years" => {
            let (many, grade) = value.split_once(' ').unwrap();
            // Every second year, so that none are running.
            let of = |n: i32| YearResult {
                year: case.last.year() - 2 * n,
                grade: graded(grade),
            };
            case.history.extend((1..=many.parse().unwrap()).map(of));
        }
        _ => {
            let kind = kind(name);
            let span = span(value);
            case.statuses.push(Status { kind, span });
        }
    }
}

fn kind(name: &str) -> StatusKind {
    match name {
        "probation" => StatusKind::Probation,
        "sick" => StatusKind::SickLeave,
        "personal" => StatusKind::PersonalLeave,
        "other" => StatusKind::OtherLeave,
        "seconded" => StatusKind::Seconded,
        "transferred" => StatusKind::TransferredIn,
        "training" => StatusKind::Training,
        "protected" => StatusKind::Protected,
        other => panic!("no fact is written {other}"),
    }
}

fn span(value: &str) -> Span {
    match value.split_once("..") {
        Some((first, last)) => Span::new(day(first), day(last)),
        None => Span {
            first: day(value),
            last: None,
        },
    }
}

/// `2026-05-01`, or `2026-05-01..2026-09-01 cleared`.
fn investigation(value: &str) -> Investigation {
    let Some((opened, ended)) = value.split_once("..") else {
        return Investigation {
            opened: day(value),
            ended: None,
        };
    };
    let (on, how) = ended.split_once(' ').unwrap();
    let how = match how {
        "cleared" => Ended::Cleared,
        "warned" => Ended::Warned,
        "heavier" => Ended::Heavier,
        other => panic!("an investigation does not end {other}"),
    };
    Investigation {
        opened: day(opened),
        ended: Some((day(on), how)),
    }
}
