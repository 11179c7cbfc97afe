//! What is known of somebody in a post: one stretch of days after the other, and what a later list makes of them.

use super::AppointmentKind;
use chrono::NaiveDate;

/// Days on which somebody holds a post in one unit and on one kind of terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Empty: it is not kept anywhere yet.
    pub id: String,
    pub unit: String,
    pub kind: AppointmentKind,
    /// `None`: not known.
    pub starts: Option<NaiveDate>,
    /// The last day. `None`: open.
    pub ends: Option<NaiveDate>,
}

impl Stretch {
    pub fn first(&self) -> NaiveDate {
        self.starts.unwrap_or(NaiveDate::MIN)
    }

    pub fn last(&self) -> NaiveDate {
        self.ends.unwrap_or(NaiveDate::MAX)
    }
}

/// What a list says of an appointment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    pub kind: AppointmentKind,
    /// `None`: not stated.
    pub from: Option<NaiveDate>,
    /// The last day. `None`: open.
    pub to: Option<NaiveDate>,
}

/// All stretches of one person in one post, the latest last. What was is kept: only what has not begun can go without a trace.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tenure {
    stretches: Vec<Stretch>,
}

impl Tenure {
    /// What ends before it begins never was, and is not looked at.
    pub fn new(stretches: impl IntoIterator<Item = Stretch>) -> Self {
        let mut stretches: Vec<Stretch> = stretches.into_iter().filter(|s| s.first() <= s.last()).collect();
        stretches.sort_by(|a, b| (a.last(), a.first(), &a.id).cmp(&(b.last(), b.first(), &b.id)));
        Self { stretches }
    }

    pub fn stretches(&self) -> &[Stretch] {
        &self.stretches
    }

    /// What a list names: the latest stretch, unless it is over. It may be one that is still to begin.
    pub fn present(&self, today: NaiveDate) -> Option<&Stretch> {
        self.stretches.last().filter(|s| today <= s.last())
    }

    /// Since when it is held on the present terms, wherever the post was.
    pub fn since(&self) -> Option<NaiveDate> {
        self.stretches.get(self.run(alike))?.starts
    }

    /// Since when it is held, on whatever terms.
    pub fn begins(&self) -> NaiveDate {
        let first = self.stretches.get(self.run(|_, _| true));
        first.map_or(NaiveDate::MIN, Stretch::first)
    }

    /// Whether a list that states this day says nothing new.
    pub fn says(&self, from: NaiveDate, today: NaiveDate) -> bool {
        let mut told = self.clone();
        told.date(from, today);
        told == *self
    }

    /// The stated last day, if it can be the last one of what there is.
    pub fn last_day(&self, stated: Option<NaiveDate>) -> Option<NaiveDate> {
        stated.filter(|day| self.begins() <= *day)
    }

    /// What a list says that names the person in the post. Another kind, or a later first day, is a stretch of its own;
    /// anything else puts the latest one right.
    pub fn tell(&mut self, unit: &str, terms: Terms, today: NaiveDate) {
        if let Some(to) = terms.to {
            let last = to.max(today);
            while self.stretches.last().is_some_and(|s| s.first() > last) {
                self.stretches.pop();
            }
        }
        match self.present(today).map(|s| s.kind == terms.kind) {
            None => self.begin(unit, terms, today),
            Some(false) => self.turn(terms.kind, terms.from, today),
            Some(true) => {}
        }
        if let Some(from) = terms.from {
            self.date(from, today);
        }
        if let Some(latest) = self.stretches.last_mut() {
            latest.ends = terms.to.map(|to| to.max(latest.first()));
        }
    }

    /// The post goes to another unit, today.
    pub fn move_to(&mut self, unit: &str, today: NaiveDate) {
        for at in (0..self.stretches.len()).rev() {
            let Some(stretch) = self.stretches.get(at) else {
                continue;
            };
            if stretch.last() < today || stretch.unit == unit {
                continue;
            }
            let begun = stretch.first() < today;
            if begun {
                self.split(at, today);
            }
            let at = at + usize::from(begun);
            if let Some(stretch) = self.stretches.get_mut(at) {
                unit.clone_into(&mut stretch.unit);
                // Moved and moved back on one day.
                if stretch.first() == today {
                    self.rejoin(at);
                }
            }
        }
    }

    /// Ends it: with `last`, or where that cannot be, yesterday. What would only begin afterwards never does.
    pub fn end(&mut self, last: Option<NaiveDate>, today: NaiveDate) {
        let Some(day) = self.last_day(last).or(today.pred_opt()) else {
            return;
        };
        self.stretches.retain(|s| s.first() <= day);
        for stretch in &mut self.stretches {
            if stretch.last() > day {
                stretch.ends = Some(day);
            }
        }
    }

    /// Somebody new in the post, or back in it: since the stated day, if that is after what was ended, and else today.
    fn begin(&mut self, unit: &str, terms: Terms, today: NaiveDate) {
        let over = self.stretches.last().map(Stretch::last);
        let starts = terms.from.filter(|from| over.is_none_or(|over| over < *from));
        self.stretches.push(Stretch {
            id: String::new(),
            unit: unit.to_owned(),
            kind: terms.kind,
            starts: Some(starts.unwrap_or(today)),
            ends: terms.to,
        });
    }

    /// Another kind: since the stated day, if that is a later one, and else today.
    fn turn(&mut self, kind: AppointmentKind, from: Option<NaiveDate>, today: NaiveDate) {
        let Some(at) = self.stretches.len().checked_sub(1) else {
            return;
        };
        let Some(latest) = self.stretches.get(at) else { return };
        let since = latest.first();
        let day = from.filter(|from| since < *from).unwrap_or(today);
        // What has not begun was only meant to be.
        let begun = since <= today && since < day;
        if begun {
            self.split(at, day);
        }
        if let Some(latest) = self.stretches.last_mut() {
            latest.kind = kind;
        }
        if !begun {
            self.rejoin(at);
        }
    }

    /// Held on the present terms since `from`, as far as that leaves what was before.
    fn date(&mut self, from: NaiveDate, today: NaiveDate) {
        let first = self.run(alike);
        let run = self.stretches.get(first..).unwrap_or_default();
        if run.iter().any(|s| s.starts == Some(from)) {
            return;
        }
        let within = run.iter().rposition(|s| s.first() < from);
        match within {
            Some(at) => self.again(first + at, from, today),
            None => self.earlier(first, from),
        }
    }

    /// A day within a stretch, or after it.
    fn again(&mut self, at: usize, from: NaiveDate, today: NaiveDate) {
        let latest = at + 1 == self.stretches.len();
        let (before, rest) = self.stretches.split_at_mut(at);
        let (Some(this), Some(eve)) = (rest.first_mut(), from.pred_opt()) else {
            return;
        };
        let before = before.last_mut();
        if latest && this.first() > today {
            // It is put off, and what it was to follow goes on until then.
            if let Some(before) = before.filter(|before| joined(before, this)) {
                before.ends = Some(eve);
            }
            this.starts = Some(from);
        } else if this.starts.is_some() || this.last() < from {
            self.split(at, from);
        } else if before.is_none_or(|before| before.last() < from) {
            this.starts = Some(from);
        }
    }

    /// A day before all of the present terms.
    fn earlier(&mut self, at: usize, from: NaiveDate) {
        let (before, rest) = self.stretches.split_at_mut(at);
        let (Some(this), Some(eve)) = (rest.first_mut(), from.pred_opt()) else {
            return;
        };
        match before.last_mut() {
            Some(before) if from <= before.last() => {
                // Other terms gave way to these on that day already. What had ended stays as it was.
                if joined(before, this) && before.first() < from {
                    before.ends = Some(eve);
                    this.starts = Some(from);
                }
            }
            _ => this.starts = Some(from),
        }
    }

    /// Where that begins which goes on without a gap to the latest stretch.
    fn run(&self, same: impl Fn(&Stretch, &Stretch) -> bool) -> usize {
        let mut at = self.stretches.len().saturating_sub(1);
        while let Some(before) = at.checked_sub(1)
            && let (Some(one), Some(next)) = (self.stretches.get(before), self.stretches.get(at))
            && joined(one, next)
            && same(one, next)
        {
            at = before;
        }
        at
    }

    /// From this day on a stretch of its own.
    fn split(&mut self, at: usize, day: NaiveDate) {
        let (Some(this), Some(eve)) = (self.stretches.get_mut(at), day.pred_opt()) else {
            return;
        };
        let new = Stretch {
            id: String::new(),
            starts: Some(day),
            ..this.clone()
        };
        this.ends = Some(this.last().min(eve));
        self.stretches.insert(at + 1, new);
    }

    /// A break that is none any more.
    fn rejoin(&mut self, at: usize) {
        let Some(before) = at.checked_sub(1) else { return };
        let (Some(one), Some(next)) = (self.stretches.get(before), self.stretches.get(at)) else {
            return;
        };
        if joined(one, next) && alike(one, next) && one.unit == next.unit {
            let gone = self.stretches.remove(at);
            if let Some(one) = self.stretches.get_mut(before) {
                one.ends = gone.ends;
            }
        }
    }
}

fn joined(one: &Stretch, next: &Stretch) -> bool {
    one.ends.is_some() && one.ends == next.starts.and_then(|day| day.pred_opt())
}

fn alike(one: &Stretch, next: &Stretch) -> bool {
    one.kind == next.kind
}
