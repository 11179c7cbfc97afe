//! Files through the reader.

mod bounds;
mod fuzz;
mod lists;
mod real;
mod workbooks;

use super::{Kind, read};
use domain::roster::{Finding, Problem, Roster, Severity};

type Outcome = Result<(Roster, Vec<Finding>), Vec<Finding>>;

fn one(bytes: impl AsRef<[u8]>) -> Outcome {
    read(&[("list.csv", bytes.as_ref())], Kind::Auto, &mut |_, _| {})
}

fn good(bytes: impl AsRef<[u8]>) -> Roster {
    let (roster, findings) = one(bytes).unwrap_or_else(|f| panic!("{f:#?}"));
    assert_eq!(findings, []);
    roster
}

/// Line, column and problem of the errors.
fn errors(bytes: impl AsRef<[u8]>) -> Vec<(u32, Option<String>, Problem)> {
    let findings = one(bytes).expect_err("the list should be refused");
    let errors = findings.into_iter().filter(|f| f.severity == Severity::Error);
    errors.map(|f| (f.line, f.column, f.problem)).collect()
}
