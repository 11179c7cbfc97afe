//! Filling the slots of a text: the same piece of work keeps its numbers, dates, papers and people from its first record to its last comment.

mod figures;

use chrono::{Datelike, NaiveDate};

use super::bank::{Group, Pair, Section};
use super::post::Post;
use super::rng::{Rng, hash};
use super::script::{Cast, Tongue};
use super::template::{Money, Seg, Spec, Template};
use super::wording;
use figures::{date_words, month_name, number, working_days_from};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Value {
    Number { value: i64, tenths: bool, money: Money },
    Date(NaiveDate),
    Clock(i64),
    Row(usize),
    Person(usize),
    Nobody,
}

pub(super) type Bound = Vec<(&'static str, &'static str, Value)>;

/// Everything a text may speak of.
#[derive(Clone)]
pub(super) struct Scene<'a> {
    pub(super) cast: &'a [Cast],
    pub(super) posts: &'a [Post],
    pub(super) mates: &'a [usize],
    pub(super) author: usize,
    pub(super) tongue: Tongue,
    /// Where lists are looked up, nearest first.
    pub(super) shelves: [&'static Section; 3],
    /// Of the piece of work.
    pub(super) seed: u64,
    /// The piece of work's number among the author's: lists turn by it.
    pub(super) turn: usize,
    /// Of the single entry: alternatives and unnamed dates turn by it.
    pub(super) salt: u64,
    pub(super) day: NaiveDate,
    pub(super) bound: Bound,
    /// Columns that a text of this scene has named aloud.
    pub(super) said: Vec<&'static str>,
}

impl Scene<'_> {
    pub(super) fn speak(&mut self, pair: &Pair) -> String {
        self.bind(&pair.en);
        let mut out = String::new();
        match self.tongue {
            Tongue::En => self.render(&pair.en, &mut out),
            Tongue::Zh => self.render(&pair.zh, &mut out),
        }
        out
    }

    pub(super) fn has_named(&self, name: &str) -> bool {
        self.said.contains(&name)
    }

    /// Binding follows the English text whatever is shown, so that both tongues tell the same story.
    fn bind(&mut self, template: &Template) {
        for seg in template {
            match seg {
                Seg::Text(_) => {}
                Seg::Alt(options) => options.iter().for_each(|option| self.bind(option)),
                Seg::Slot(key, spec) => {
                    self.value(key, *spec);
                }
            }
        }
    }

    fn render(&mut self, template: &Template, out: &mut String) {
        for seg in template {
            match seg {
                Seg::Text(words) => push(out, words),
                Seg::Alt(options) => {
                    let choice = Rng::of(&[self.salt, out.is_empty().into(), options.len() as u64, hash_of(options)])
                        .below(options.len());
                    if let Some(option) = options.get(choice) {
                        self.render(option, out);
                    }
                }
                Seg::Slot(key, spec) => {
                    let value = self.value(key, *spec);
                    self.show(key, value, out);
                }
            }
        }
    }

    fn value(&mut self, key: &'static str, spec: Option<Spec>) -> Value {
        let (base, suffix) = key.split_once('.').unwrap_or((key, ""));
        // The columns of one list share their row, so they are remembered under the name of the first.
        let group = if spec.is_none() { self.group(base) } else { None };
        let base = group.map_or(base, |(_, group)| group.columns.first().copied().unwrap_or(base));
        if let Some((_, _, value)) = self.bound.iter().find(|(b, s, _)| *b == base && *s == suffix) {
            return *value;
        }
        let mut rng = Rng::of(&[self.seed, hash(key)]);
        let value = match (spec, group) {
            (Some(spec), _) => self.draw(spec, &mut rng),
            (None, Some((shelf, group))) => Value::Row(self.choose(shelf, group, suffix)),
            (None, None) => match base {
                "peer" => self.someone(suffix),
                "boss" => self
                    .cast
                    .get(self.author)
                    .and_then(|me| me.superior)
                    .map_or(Value::Nobody, Value::Person),
                _ => Value::Nobody,
            },
        };
        self.bound.push((base, suffix, value));
        value
    }

    fn draw(&mut self, spec: Spec, rng: &mut Rng) -> Value {
        match spec {
            Spec::Number {
                low,
                high,
                step,
                tenths,
                money,
            } => {
                let step = step.max(1);
                Value::Number {
                    value: low + step * rng.within(0, (high - low) / step),
                    tenths,
                    money,
                }
            }
            Spec::Share { of, low, high } => {
                let (whole, tenths, money) = self.number(of);
                let part = (whole * rng.within(low, high) + 50) / 100;
                // A share below the whole stays below it, above stays above, and nothing becomes nothing.
                let value = if high < 100 { part.min(whole - 1) } else { part }.max(1);
                Value::Number { value, tenths, money }
            }
            Spec::Sum { left, sign, right } => {
                let (a, tenths, money) = self.number(left);
                let b = self.number(right).0;
                match sign {
                    '+' => Value::Number {
                        value: a + b,
                        tenths,
                        money,
                    },
                    '-' => Value::Number {
                        value: (a - b).max(0),
                        tenths,
                        money,
                    },
                    _ => Value::Number {
                        value: (a * 100 + b / 2) / b.max(1),
                        tenths: false,
                        money: Money::None,
                    },
                }
            }
            Spec::Date { low, high } => Value::Date(working_days_from(self.day, rng.within(low, high))),
            Spec::Clock { low, high } => Value::Clock(rng.within(low * 12, high * 12 + 11) * 5),
        }
    }

    fn number(&mut self, key: &'static str) -> (i64, bool, Money) {
        match self.value(key, None) {
            Value::Number { value, tenths, money } => (value, tenths, money),
            _ => (1, false, Money::None),
        }
    }

    fn group(&self, column: &str) -> Option<(usize, &'static Group)> {
        self.shelves
            .iter()
            .enumerate()
            .find_map(|(shelf, section)| Some((shelf, section.column(column)?.0)))
    }

    /// The author's own rows of the domain's first list, one after the other; of other lists, all rows.
    fn choose(&self, shelf: usize, group: &'static Group, suffix: &str) -> usize {
        let name = group.columns.first().copied().unwrap_or("");
        let own = self.posts.get(self.author).map_or(&[][..], |post| &post.matters);
        let start = Rng::of(&[self.author as u64, hash(name)]).below(1 << 20);
        let further = if suffix.is_empty() {
            0
        } else {
            suffix.len() + suffix.parse::<usize>().unwrap_or(2) - 2
        };
        let is_main = shelf == 0
            && self
                .shelves
                .first()
                .and_then(|s| s.groups.first())
                .is_some_and(|first| std::ptr::eq(first, group));
        if is_main && !own.is_empty() {
            own.get((self.turn + further) % own.len()).copied().unwrap_or(0)
        } else {
            (start + self.turn + further) % group.rows.len().max(1)
        }
    }

    fn someone(&self, suffix: &str) -> Value {
        let others = self.mates.len().saturating_sub(1);
        if others == 0 {
            return Value::Nobody;
        }
        let place = (Rng::of(&[self.seed, hash("peer")]).below(others) + suffix.parse::<usize>().unwrap_or(0)) % others;
        // The mates stand in ascending order, the author among them.
        let mine = self.mates.partition_point(|mate| *mate < self.author);
        self.mates
            .get(if place < mine { place } else { place + 1 })
            .map_or(Value::Nobody, |mate| Value::Person(*mate))
    }

    fn show(&mut self, key: &'static str, value: Value, out: &mut String) {
        match value {
            Value::Number { value, tenths, money } => push(out, &number(value, tenths, money, self.tongue)),
            Value::Date(date) => push(out, &date_words(date, self.day, self.tongue)),
            Value::Clock(minutes) => push(out, &format!("{}:{:02}", minutes / 60, minutes % 60)),
            Value::Person(index) => push(out, self.cast.get(index).map_or("", |person| person.name.as_str())),
            Value::Row(row) => {
                let base = key.split_once('.').map_or(key, |(base, _)| base);
                let found = self.shelves.iter().find_map(|section| section.column(base));
                let cells = found.and_then(|(group, column)| Some((group.rows.get(row)?, column)));
                if key == base {
                    self.said.push(if base == "at" { "place" } else { base });
                }
                if let Some((row, column)) = cells {
                    let cells = if self.tongue == Tongue::Zh { &row.zh } else { &row.en };
                    if let Some(cell) = cells.get(column) {
                        self.render(cell, out);
                    }
                }
            }
            Value::Nobody => push(out, &self.calendar(key)),
        }
    }

    fn calendar(&self, key: &str) -> String {
        let zh = self.tongue == Tongue::Zh;
        let (year, month) = (self.day.year(), self.day.month());
        let fiscal = if month >= 4 { year } else { year - 1 };
        match key {
            "fy" if zh => format!("{fiscal}—{}财年", fiscal + 1),
            "fy" => format!("{fiscal}–{:02}", (fiscal + 1) % 100),
            "nextfy" if zh => format!("{}—{}财年", fiscal + 1, fiscal + 2),
            "nextfy" => format!("{}–{:02}", fiscal + 1, (fiscal + 2) % 100),
            "year" => year.to_string(),
            "nextyear" => (year + 1).to_string(),
            "lastyear" => (year - 1).to_string(),
            "month" => month_name(month, zh),
            "prevmonth" => month_name((month + 10) % 12 + 1, zh),
            "nextmonth" => month_name(month % 12 + 1, zh),
            "quarter" if zh => format!("第{}季度", ["四", "一", "二", "三"].get(month0(month)).unwrap_or(&"一")),
            "quarter" => format!("Q{}", [4, 1, 2, 3].get(month0(month)).unwrap_or(&1)),
            "unit" => self
                .cast
                .get(self.author)
                .map_or_else(String::new, |me| wording::short_unit(&me.unit, self.tongue)),
            "boss" if zh => "分管领导".to_owned(),
            "boss" => "the Permanent Secretary".to_owned(),
            _ if zh => "同事".to_owned(),
            _ => "a colleague".to_owned(),
        }
    }
}

/// The quarter of the financial year, from April.
fn month0(month: u32) -> usize {
    (month as usize - 1) / 3
}

fn hash_of(options: &[Template]) -> u64 {
    options.iter().flatten().fold(0, |sum, seg| match seg {
        Seg::Text(words) => sum ^ hash(words),
        Seg::Slot(key, _) => sum.rotate_left(1) ^ hash(key),
        Seg::Alt(inner) => sum.rotate_left(3) ^ hash_of(inner),
    })
}

/// English sentences begin with a capital even when a slot begins them.
fn push(out: &mut String, words: &str) {
    let starts = out.is_empty() || [". ", "? ", "! ", "\n"].iter().any(|end| out.ends_with(end));
    let mut letters = words.chars();
    match letters.next() {
        Some(first) if starts && first.is_ascii_lowercase() => {
            out.push(first.to_ascii_uppercase());
            out.push_str(letters.as_str());
        }
        _ => out.push_str(words),
    }
}
