//! The rows of organograms.

use super::name;
use crate::import::grid::Row;
use crate::import::table::{Log, Table};
use domain::roster::{Field, LONGEST, Place, Problem};

/// Where a post is. A unit that is not named, or named like the organisation, is the organisation itself: `""`.
pub struct Home {
    pub department: String,
    pub organisation: String,
    pub unit: String,
}

pub struct Senior {
    pub place: Place,
    pub home: Home,
    pub reference: String,
    pub name: String,
    pub title: String,
    pub grade: String,
    pub family: String,
    pub function: String,
    pub superior: String,
    /// The row is not a post.
    pub left_out: bool,
}

pub struct Junior {
    pub place: Place,
    pub home: Home,
    pub superior: String,
    pub title: String,
    pub grade: String,
    pub family: String,
    pub posts: u32,
}

impl Junior {
    /// What makes two rows the same: neither the pay, which changes every year, nor the number of posts.
    pub fn content(&self) -> [&str; 5] {
        [&self.superior, &self.home.unit, &self.title, &self.grade, &self.family]
    }
}

/// The cell, or nothing where it only says that there is nothing.
fn stated(table: &Table, row: &Row, field: Field) -> String {
    Some(table.text(row, field))
        .filter(|t| !name::is_blank(t))
        .unwrap_or_default()
}

fn home(table: &Table, row: &Row, log: &mut Log) -> Option<Home> {
    let [department, organisation, unit] =
        [Field::Department, Field::Organisation, Field::Unit].map(|f| stated(table, row, f));
    let organisation = if organisation.is_empty() {
        department.clone()
    } else {
        organisation
    };
    if organisation.is_empty() {
        log.error(
            table.place(row),
            Field::Organisation,
            Problem::Empty {
                field: Field::Organisation,
            },
        );
        return None;
    }
    let unit = if unit == organisation { String::new() } else { unit };
    Some(Home {
        department,
        organisation,
        unit,
    })
}

pub fn seniors(tables: Vec<&Table>, log: &mut Log, step: &mut dyn FnMut(usize)) -> Vec<Senior> {
    let mut out = Vec::new();
    for table in tables {
        for row in &table.rows {
            step(1);
            let Some(home) = home(table, row, log) else { continue };
            let mut senior = senior(table, row, home);
            shorten(&mut senior, log);
            leave_out(&mut senior, &table.text(row, Field::Valid), log);
            let fte = table.text(row, Field::Fte);
            if fte.parse::<f64>().is_ok_and(|n| !sensible(n)) {
                log.warning(senior.place, Field::Fte, Problem::AbsurdFte { value: fte });
            }
            out.push(senior);
        }
    }
    out
}

fn senior(table: &Table, row: &Row, home: Home) -> Senior {
    let text = |field| table.text(row, field);
    Senior {
        place: table.place(row),
        home,
        reference: text(Field::Post),
        name: text(Field::Name),
        title: text(Field::Title),
        grade: stated(table, row, Field::Grade),
        family: name::family(&stated(table, row, Field::Family)),
        function: stated(table, row, Field::Function),
        superior: text(Field::Superior),
        left_out: false,
    }
}

fn shorten(senior: &mut Senior, log: &mut Log) {
    let length = senior.function.chars().count();
    if length > LONGEST {
        let [length, limit] = [length, LONGEST].map(|n| u32::try_from(n).unwrap_or(u32::MAX));
        log.warning(senior.place, Field::Function, Problem::Shortened { length, limit });
        senior.function = senior.function.chars().take(LONGEST - 1).chain(['…']).collect();
    }
}

/// Rows that keep a line in the file though nobody works there. No reference at all is a mistake.
fn leave_out(senior: &mut Senior, valid: &str, log: &mut Log) {
    let says = |text: &str, phrase: &str| text.to_lowercase() == phrase;
    let not_a_post = name::is_placeholder(&senior.reference)
        || says(&senior.title, "not in post")
        || says(&senior.function, "not in post")
        || says(&senior.function, "for reference only");
    let reference = senior.reference.clone();
    if reference.is_empty() {
        log.error(senior.place, Field::Post, Problem::Empty { field: Field::Post });
    } else if not_a_post {
        log.warning(senior.place, Field::Post, Problem::NotAPost { reference });
    } else if matches!(valid.to_lowercase().as_str(), "0" | "n" | "no" | "false" | "invalid") {
        log.warning(senior.place, Field::Valid, Problem::MarkedInvalid { reference });
    } else {
        return;
    }
    senior.left_out = true;
}

fn sensible(fte: f64) -> bool {
    fte > 0.0 && fte <= 2_000.0
}

pub fn juniors(tables: Vec<&Table>, log: &mut Log, step: &mut dyn FnMut(usize)) -> Vec<Junior> {
    let mut out = Vec::new();
    for table in tables {
        for row in &table.rows {
            step(1);
            let Some(home) = home(table, row, log) else { continue };
            let place = table.place(row);
            let Some(posts) = posts(table.text(row, Field::Fte), place, log) else {
                continue;
            };
            let grade = stated(table, row, Field::Grade);
            let title = Some(stated(table, row, Field::Title))
                .filter(|t| !t.is_empty())
                .unwrap_or_else(|| grade.clone());
            out.push(Junior {
                place,
                home,
                superior: table.text(row, Field::Superior),
                title,
                grade,
                family: name::family(&stated(table, row, Field::Family)),
                posts,
            });
        }
    }
    out
}

/// Full-time equivalents as whole posts, rounded up.
fn posts(value: String, place: Place, log: &mut Log) -> Option<u32> {
    let problem = match value.replace(',', "").parse::<f64>() {
        _ if value.is_empty() => Problem::Empty { field: Field::Fte },
        Err(_) => Problem::NotANumber { value },
        Ok(fte) if !sensible(fte) => Problem::AbsurdFte { value },
        // A hair more than a whole number is the whole number.
        Ok(fte) => return Some((fte - 1e-6).ceil().max(1.0) as u32),
    };
    log.error(place, Field::Fte, problem);
    None
}
