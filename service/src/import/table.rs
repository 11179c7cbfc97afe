//! Rows by field, with a log of what is wrong.

use super::grid::Row;
use chrono::NaiveDate;
use domain::roster::{Field, Finding, Place, Places, Problem, Severity};
use std::collections::BTreeMap;

/// The rows of a list below its headings.
pub struct Table {
    pub file: u32,
    pub columns: BTreeMap<Field, usize>,
    pub rows: Vec<Row>,
    /// How many cells a row has at most.
    pub width: usize,
    pub epoch: Option<NaiveDate>,
}

impl Table {
    pub fn has(&self, field: Field) -> bool {
        self.columns.contains_key(&field)
    }

    pub fn place(&self, row: &Row) -> Place {
        Place {
            file: self.file,
            line: row.line,
        }
    }

    /// The cell without spaces around it, and with single ones inside instead of tabs and line breaks.
    pub fn text(&self, row: &Row, field: Field) -> String {
        let cell = self.columns.get(&field).and_then(|&i| row.cells.get(i));
        cell.map_or_else(String::new, |c| c.split_whitespace().collect::<Vec<_>>().join(" "))
    }
}

/// How many findings are listed; the rest is counted.
const LISTED: usize = 1_000;

/// What has been found so far.
#[derive(Default)]
pub struct Log {
    pub places: Places,
    errors: Vec<Finding>,
    warnings: Vec<Finding>,
    more_errors: u32,
    more_warnings: u32,
}

impl Log {
    pub fn error(&mut self, place: Place, field: impl Into<Option<Field>>, problem: Problem) {
        let finding = self.places.error(place, field, problem);
        self.push(finding);
    }

    pub fn warning(&mut self, place: Place, field: impl Into<Option<Field>>, problem: Problem) {
        let finding = self.places.warning(place, field, problem);
        self.push(finding);
    }

    pub fn extend(&mut self, findings: Vec<Finding>) {
        findings.into_iter().for_each(|finding| self.push(finding));
    }

    fn push(&mut self, finding: Finding) {
        let (list, more) = match finding.severity {
            Severity::Error => (&mut self.errors, &mut self.more_errors),
            Severity::Warning => (&mut self.warnings, &mut self.more_warnings),
        };
        if list.len() < LISTED {
            list.push(finding);
        } else {
            *more = more.saturating_add(1);
        }
    }

    /// Everything found, errors first, each by place: `Err` when there are errors.
    pub fn close(mut self) -> Result<Vec<Finding>, Vec<Finding>> {
        let refused = !self.errors.is_empty();
        let mut all = Vec::new();
        for (list, more) in [
            (&mut self.errors, self.more_errors),
            (&mut self.warnings, self.more_warnings),
        ] {
            list.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
            let severity = list.first().map(|f| f.severity);
            all.append(list);
            if let Some(severity) = severity.filter(|_| more > 0) {
                let problem = Problem::MoreFindings { count: more };
                all.push(Finding {
                    file: String::new(),
                    line: 0,
                    column: None,
                    severity,
                    problem,
                });
            }
        }
        if refused { Err(all) } else { Ok(all) }
    }
}
