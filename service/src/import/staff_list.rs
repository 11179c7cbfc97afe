//! A plain staff list: a row is a post and, where somebody holds it, that person.

use super::grid::Row;
use super::read::POSTS;
use super::table::{Log, Table};
use super::value;
use domain::roster::{Field, Holder, Place, Post, Problem, Roster, Unit};
use std::collections::HashSet;

/// The most levels of a unit path.
const LEVELS: usize = 20;

pub fn read(tables: Vec<&Table>, roster: &mut Roster, log: &mut Log, step: &mut dyn FnMut(usize)) {
    let mut units = HashSet::new();
    for table in tables {
        for row in &table.rows {
            step(1);
            let entry = Entry {
                table,
                row,
                place: table.place(row),
            };
            if roster.posts.len() >= POSTS as usize {
                return log.error(entry.place, None, Problem::TooManyPosts { limit: POSTS });
            }
            let unit = entry.unit(&mut units, roster, log);
            let post = entry.post(unit, log);
            roster.posts.push(post);
            log.places.posts.push(entry.place);
        }
    }
}

struct Entry<'a> {
    table: &'a Table,
    row: &'a Row,
    place: Place,
}

impl Entry<'_> {
    fn text(&self, field: Field, log: &mut Log) -> String {
        let text = self.table.text(self.row, field);
        if value::is_error(&text) {
            log.error(self.place, field, Problem::CellError { value: text });
            return String::new();
        }
        text
    }

    fn code(&self, field: Field, log: &mut Log) -> String {
        let text = self.text(field, log);
        if value::digits_lost(&text) {
            log.error(self.place, field, Problem::DigitsLost { value: text.clone() });
        }
        text
    }

    /// The key of the unit that the path names; the units along it are added where they are new.
    fn unit(&self, units: &mut HashSet<String>, roster: &mut Roster, log: &mut Log) -> String {
        let path = self.text(Field::Unit, log);
        let names: Vec<&str> = path
            .split(['/', '／'])
            .map(str::trim)
            .filter(|n| !n.is_empty())
            .collect();
        if names.len() > LEVELS {
            log.error(
                self.place,
                Field::Unit,
                Problem::TooDeep {
                    levels: names.len() as u32,
                    limit: LEVELS as u32,
                },
            );
        }
        let mut parent: Option<String> = None;
        for name in names.into_iter().take(LEVELS) {
            let key = parent
                .as_ref()
                .map_or_else(|| name.to_owned(), |p| format!("{p}/{name}"));
            if units.insert(key.clone()) {
                roster.units.push(Unit {
                    key: key.clone(),
                    name: name.to_owned(),
                    parent,
                });
                log.places.units.push(self.place);
            }
            parent = Some(key);
        }
        parent.unwrap_or_default()
    }

    fn post(&self, unit: String, log: &mut Log) -> Post {
        let head = self.text(Field::Head, log);
        let leads = value::yes(&head).unwrap_or_else(|| {
            log.error(self.place, Field::Head, Problem::NotYesOrNo { value: head });
            false
        });
        let holder = self.holder(log);
        Post {
            reference: self.code(Field::Post, log),
            title: self.text(Field::Title, log),
            grade: self.text(Field::Grade, log),
            family: self.text(Field::Family, log),
            function: self.text(Field::Function, log),
            unit,
            reports_to: Some(self.code(Field::Superior, log)).filter(|s| !s.is_empty()),
            leads,
            // A list without these columns says nothing about people.
            vacant: holder.is_none() && (self.table.has(Field::StaffNumber) || self.table.has(Field::Name)),
            holder,
        }
    }

    fn holder(&self, log: &mut Log) -> Option<Holder> {
        let reference = self.code(Field::StaffNumber, log);
        let name = self.text(Field::Name, log);
        let vacant = matches!(name.to_lowercase().as_str(), "" | "空缺" | "空岗" | "待定" | "vacant");
        if reference.is_empty() && vacant {
            return None;
        }
        let kind = self.text(Field::Kind, log);
        let kind = value::kind(&kind).unwrap_or_else(|| {
            log.error(self.place, Field::Kind, Problem::UnknownAppointmentKind { value: kind });
            Default::default()
        });
        let account = self.account(log);
        let (from, to) = (self.date(Field::From, log), self.date(Field::To, log));
        Some(Holder {
            reference,
            name,
            account,
            kind,
            from,
            to,
        })
    }

    /// As it is signed in with: account names are compared in lower case.
    fn account(&self, log: &mut Log) -> Option<String> {
        let account = self.code(Field::Account, log);
        if account.is_empty() {
            return None;
        }
        match crate::account::fit(&account) {
            Ok(account) => Some(account),
            Err(_) => {
                let shown = account.chars().take(100).collect();
                log.error(self.place, Field::Account, Problem::UnfitAccount { account: shown });
                None
            }
        }
    }

    fn date(&self, field: Field, log: &mut Log) -> Option<chrono::NaiveDate> {
        let text = self.text(field, log);
        if text.is_empty() {
            return None;
        }
        let date = value::date(&text, self.table.epoch);
        if date.is_none() {
            log.error(self.place, field, Problem::NotADate { value: text });
        }
        date
    }
}
