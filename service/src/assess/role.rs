//! In what capacities somebody stands to a course.

use domain::assessment::dossier::{Bodies, Named, Period, UnitPart};
use domain::assessment::process::Role;
use domain::permission::{Actor, CourseFacts, Duty};
use domain::{PersonId, UnitId};
use store::assess::{CourseHead, CourseRow};

/// A course as far as rights depend on it.
#[derive(Clone, Copy)]
pub(crate) struct Whose<'a> {
    person: &'a str,
    path: &'a [String],
    line: &'a [String],
    assessors: &'a [String],
}

macro_rules! whose {
    ($($row:ty),*) => {$(
        impl<'a> From<&'a $row> for Whose<'a> {
            fn from(row: &'a $row) -> Self {
                Self { person: &row.person, path: &row.path, line: &row.line, assessors: &row.assessors }
            }
        }
    )*};
}

whose!(CourseRow, CourseHead);

/// What the right to a course is decided by.
pub(crate) fn course_facts<'a>(course: impl Into<Whose<'a>>, period: &Period) -> CourseFacts {
    let whose = course.into();
    let assessors = whose.assessors.iter().map(|a| PersonId(a.clone()));
    CourseFacts {
        person: whose.person.into(),
        path: whose.path.iter().map(|u| u.as_str().into()).collect(),
        line: whose.line.iter().map(|p| p.as_str().into()).collect(),
        named: assessors.chain(named(&period.bodies)).collect(),
    }
}

/// Everybody on a body of the period.
pub(crate) fn named(bodies: &Bodies) -> impl Iterator<Item = PersonId> {
    let Bodies {
        committee,
        deciding,
        re_review,
        appeal,
    } = bodies;
    let all = [committee, deciding, re_review, appeal].into_iter().flatten();
    all.map(|n| n.id.clone())
}

/// The capacities of somebody to a course. Whoever it is about is that alone, whatever else he is: `process` sees to that too.
pub(crate) fn roles<'a>(actor: &Actor, course: impl Into<Whose<'a>>, period: &Period) -> Vec<Role> {
    let whose = course.into();
    let mut roles = Vec::new();
    // Where a period was taken back nobody acts any more.
    if period.withdrawn.is_some() {
        return roles;
    }
    if whose.person == actor.person.as_str() {
        roles.push(Role::Person);
    }
    if whose.assessors.iter().any(|a| a == actor.person.as_str()) {
        roles.push(Role::Assessor);
    }
    if heads(actor, whose.path) {
        roles.push(Role::UnitHead);
    }
    roles.extend(of_period(actor, period));
    roles
}

/// The capacities that somebody has in a period, whoever it is about.
pub(crate) fn of_period(actor: &Actor, period: &Period) -> Vec<Role> {
    let on = |body: &[Named]| body.iter().any(|n| n.id == actor.person);
    let bodies = &period.bodies;
    let held = [
        (Role::Committee, on(&bodies.committee)),
        (Role::DecidingHead, on(&bodies.deciding)),
        (Role::ReviewBody, on(&bodies.re_review)),
        (Role::AppealBody, on(&bodies.appeal)),
        (Role::Personnel, actor.duties.contains(&Duty::PersonnelOffice)),
        (Role::Colleague, is_colleague(actor, period)),
    ];
    held.into_iter()
        .filter(|(_, held)| *held)
        .map(|(role, _)| role)
        .collect()
}

/// Whether somebody sees all of a period: the office, the committee, the deciding head, re-review and appeal.
pub(crate) fn sees_whole(actor: &Actor, period: &Period) -> bool {
    let whole = |role: &Role| {
        matches!(
            role,
            Role::Personnel | Role::Committee | Role::DecidingHead | Role::ReviewBody | Role::AppealBody
        )
    };
    of_period(actor, period).iter().any(whole)
}

/// Holds a post in a unit that takes part, or below one.
pub(crate) fn is_colleague(actor: &Actor, period: &Period) -> bool {
    let within = |unit: &UnitId| period.units.iter().any(|p| p.unit == *unit);
    actor.seats.iter().any(|s| s.path.iter().any(within))
}

/// Leads one of the units.
fn heads(actor: &Actor, path: &[String]) -> bool {
    let led = |unit: &UnitId| path.iter().any(|u| u == unit.as_str());
    actor.seats.iter().any(|s| s.leads && led(&s.unit))
}

/// Whether somebody heads a unit of the period, or one above it.
pub(crate) fn heads_unit(actor: &Actor, path: &[UnitId]) -> bool {
    actor.seats.iter().any(|s| s.leads && path.contains(&s.unit))
}

/// The unit of a period that a place is counted in: the nearest above it that takes part.
pub(crate) fn part<'a>(period: &'a Period, path: &[String]) -> Option<&'a UnitPart> {
    let taking_part = |unit: &String| period.units.iter().find(|p| p.unit.as_str() == unit);
    path.iter().rev().find_map(taking_part)
}
