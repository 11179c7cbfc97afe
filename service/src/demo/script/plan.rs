//! What stands in people's plans at the end of the half-year: goals of those who lead, what they handed down, what people set for
//! themselves; asked back, agreed, in hand and done.

use super::super::bank::{BANK, Pair, Section, Thread, sections};
use super::super::rng::{Rng, hash};
use super::super::slots::{Bound, Scene};
use super::{Cast, Stage, Tongue, diary, posts};
use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, TimeDelta, Utc};
use domain::plan::{Difficulty, Horizon, State, Waits, period};
use std::collections::HashMap;
use std::sync::LazyLock;

/// An item of the script; people and items are indexes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// None while nobody has it: an item of the setter's unit.
    pub owner: Option<usize>,
    pub setter: usize,
    pub title: String,
    pub measure: String,
    pub horizon: Horizon,
    pub difficulty: Difficulty,
    pub key: bool,
    pub weight: u8,
    pub start: NaiveDate,
    pub due: NaiveDate,
    pub state: State,
    pub waits: Waits,
    /// Why it was asked back.
    pub reason: String,
    pub progress: u8,
    /// Items of one act share it.
    pub batch: Option<usize>,
    pub serves: Option<usize>,
    pub set: DateTime<Utc>,
    /// When it was answered, and when it was done.
    pub answered: Option<DateTime<Utc>>,
    pub done: Option<DateTime<Utc>>,
}

static PLANS: LazyLock<Vec<Section>> = LazyLock::new(|| sections(include_str!("../texts/plans.txt")));

/// Reports of one leader that get items.
const REPORTS: usize = 30;

/// Up to about `most` items, those of the people in `first` and of their leaders before others'. The same from the same seed.
#[must_use]
pub fn plans(
    cast: &[Cast],
    first: &[usize],
    most: usize,
    end: DateTime<Utc>,
    seed: u64,
    tongue: Tongue,
    offset_minutes: i32,
) -> Vec<Planned> {
    let posts = posts(cast);
    let stage = Stage::new(cast, &posts, end, seed, tongue, offset_minutes);
    let mut reports: HashMap<usize, Vec<usize>> = HashMap::new();
    for (index, person) in cast.iter().enumerate() {
        if let Some(leader) = person.superior {
            reports.entry(leader).or_default().push(index);
        }
    }
    let mut leaders: Vec<usize> = reports.keys().copied().collect();
    let near = |leader: &usize| {
        let leads = |one: &usize| one == leader || cast.get(*one).and_then(|c| c.superior) == Some(*leader);
        !first.iter().any(leads)
    };
    leaders.sort_unstable_by_key(|l| (near(l), *l));
    let mut writer = Writer {
        stage: &stage,
        today: (end + stage.wall).date_naive(),
        items: Vec::new(),
        turns: HashMap::new(),
    };
    for leader in leaders {
        if writer.items.len() >= most {
            break;
        }
        let under = reports.get(&leader).map_or(&[][..], Vec::as_slice);
        writer.group(leader, under.get(..REPORTS).unwrap_or(under));
    }
    writer.items
}

struct Writer<'a> {
    stage: &'a Stage<'a>,
    today: NaiveDate,
    items: Vec<Planned>,
    /// How many items somebody has drawn: titles and matters turn by it.
    turns: HashMap<usize, usize>,
}

/// How an item came about, for its state.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Goal,
    Handed,
    Own,
}

impl Writer<'_> {
    fn group(&mut self, leader: usize, under: &[usize]) {
        let mut rng = Rng::of(&[self.stage.seed, 21, leader as u64]);
        let above = self.stage.cast.get(leader).and_then(|c| c.superior);
        let goals: Vec<usize> = (0..2 + rng.below(2))
            .map(|_| {
                let setter = if rng.chance(600) {
                    above.unwrap_or(leader)
                } else {
                    leader
                };
                self.one(Some(leader), setter, section("goals"), Kind::Goal)
            })
            .collect();
        for &person in under {
            let mut rng = Rng::of(&[self.stage.seed, 22, person as u64]);
            for _ in 0..1 + rng.below(2) {
                let item = self.one(Some(person), leader, self.craft(person), Kind::Handed);
                if let (Some(goal), Some(item)) = (rng.pick(&goals), self.items.get_mut(item)) {
                    item.serves = Some(*goal);
                }
            }
            for _ in 0..1 + rng.below(2) {
                self.one(Some(person), person, self.craft(person), Kind::Own);
            }
        }
        if under.len() >= 3 {
            self.together(leader, under);
        }
        if rng.chance(500) {
            let item = self.one(Some(leader), leader, self.craft(leader), Kind::Goal);
            if let Some(item) = self.items.get_mut(item) {
                (item.owner, item.state, item.waits, item.progress) = (None, State::Agreed, Waits::Nobody, 0);
                (item.answered, item.done) = (None, None);
            }
        }
    }

    /// One wording for everybody, in one act.
    fn together(&mut self, leader: usize, under: &[usize]) {
        let batch = self.items.len();
        let mut model: Option<Planned> = None;
        for &person in under {
            let item = self.one(Some(person), leader, section("together"), Kind::Handed);
            let Some(item) = self.items.get_mut(item) else { continue };
            let model = model.get_or_insert_with(|| item.clone());
            item.title.clone_from(&model.title);
            item.measure.clone_from(&model.measure);
            (item.horizon, item.difficulty, item.key) = (model.horizon, model.difficulty, model.key);
            (item.start, item.due, item.set, item.weight) = (model.start, model.due, model.set, model.weight);
            item.answered = item.answered.map(|at| at.max(model.set));
            item.done = item.done.map(|at| at.max(model.set));
            item.batch = Some(batch);
        }
    }

    fn craft(&self, person: usize) -> &'static Section {
        let main = self.stage.posts.get(person).and_then(|post| post.crafts.first());
        let id = main
            .and_then(|(craft, _)| BANK.crafts.get(*craft))
            .map_or("", |craft| craft.id);
        PLANS
            .iter()
            .find(|s| s.keys.contains(&id))
            .unwrap_or_else(|| section("service"))
    }

    fn one(&mut self, owner: Option<usize>, setter: usize, from: &'static Section, kind: Kind) -> usize {
        let speaker = owner.unwrap_or(setter);
        let turn = *self.turns.entry(speaker).and_modify(|n| *n += 1).or_insert(0);
        let mut rng = Rng::of(&[self.stage.seed, 23, speaker as u64, turn as u64]);
        let mut order: Vec<&'static Thread> = from.threads.iter().collect();
        Rng::of(&[self.stage.seed, 24, speaker as u64, hash(from.id)]).shuffle(&mut order);
        static NONE: LazyLock<Thread> = LazyLock::new(Thread::default);
        let thread: &'static Thread = order.get(turn % order.len().max(1)).copied().unwrap_or(&NONE);
        let horizon = thread.flags.iter().find_map(|f| Horizon::parse(f)).unwrap_or_default();
        let difficulty = thread
            .flags
            .iter()
            .find_map(|f| Difficulty::parse(f))
            .unwrap_or_default();
        let (start, due) = self.dates(horizon, kind, &mut rng);
        let set = self.moment(start, &mut rng);
        let (state, waits, progress) = self.state(kind, start, owner == Some(setter), &mut rng);
        let reason = match waits {
            Waits::Setter => self.speak(speaker, turn, section("answers"), &mut rng),
            _ => String::new(),
        };
        let settled = !matches!((state, waits), (State::Proposed, Waits::Owner | Waits::Leader));
        let answered = (settled && owner.is_some()).then(|| self.after(set, 2, &mut rng));
        let done = (state == State::Done).then(|| self.after(answered.unwrap_or(set), 6, &mut rng));
        let mut scene = self.scene(speaker, turn, from);
        let texts: Vec<String> = (thread.steps.iter())
            .filter_map(|step| step.text.as_ref())
            .map(|pair: &Pair| scene.speak(pair))
            .collect();
        self.items.push(Planned {
            owner,
            setter,
            title: texts.first().cloned().unwrap_or_default(),
            measure: texts.get(1).cloned().unwrap_or_default(),
            horizon,
            difficulty,
            key: thread.is("key"),
            weight: *rng.pick(&[5, 10, 10, 15, 20, 30]).unwrap_or(&10),
            start,
            due,
            state,
            waits,
            reason,
            progress,
            batch: None,
            serves: None,
            set,
            answered,
            done,
        });
        self.items.len() - 1
    }

    /// Of the period that today is in; some weekly ones of the week before, some due these days, a few overdue.
    fn dates(&self, horizon: Horizon, kind: Kind, rng: &mut Rng) -> (NaiveDate, NaiveDate) {
        let back = |day: NaiveDate, days: u64| day.checked_sub_days(Days::new(days)).unwrap_or(day);
        let on = |day: NaiveDate, days: u64| day.checked_add_days(Days::new(days)).unwrap_or(day);
        let now = period(horizon, self.today);
        let late = kind != Kind::Goal && rng.chance(90);
        if late {
            let due = back(self.today, 1 + rng.below(5) as u64);
            return (period(horizon, due).first.min(due), due);
        }
        let last = match horizon {
            Horizon::Year | Horizon::Quarter => now.last,
            Horizon::Month | Horizon::Week => on(self.today, rng.below(12) as u64).min(now.last.max(on(self.today, 3))),
        };
        let start = match horizon {
            Horizon::Week => now.first,
            _ => on(now.first, rng.below(6) as u64).min(self.today),
        };
        (start.min(last), last)
    }

    fn state(&self, kind: Kind, start: NaiveDate, own: bool, rng: &mut Rng) -> (State, Waits, u8) {
        let begun = u8::try_from(5 * rng.within(2, 17)).unwrap_or(10);
        let asked = if own { Waits::Leader } else { Waits::Owner };
        let draw = rng.below(100);
        match (kind, draw) {
            (Kind::Goal, 0..70) => (State::InHand, Waits::Nobody, begun),
            (Kind::Goal, _) => (State::Agreed, Waits::Nobody, 0),
            (Kind::Handed, 0..9) | (Kind::Own, 0..10) => (State::Proposed, asked, 0),
            (Kind::Handed, 9..14) => (State::Proposed, Waits::Setter, 0),
            (Kind::Handed, 14..26) | (Kind::Own, 10..34) if start < self.today => (State::Done, Waits::Nobody, 100),
            (_, 0..45) => (State::Agreed, Waits::Nobody, 0),
            _ => (State::InHand, Waits::Nobody, begun),
        }
    }

    /// In the morning of a working day near the start, and in the past.
    fn moment(&self, start: NaiveDate, rng: &mut Rng) -> DateTime<Utc> {
        let mut day = start.min(self.today.pred_opt().unwrap_or(self.today));
        while !diary::is_working_day(day) && day.year() > 2000 {
            day = day.pred_opt().unwrap_or(day);
        }
        let local = day.and_time(NaiveTime::MIN) + TimeDelta::minutes(8 * 60 + 20 + rng.within(0, 130));
        local.and_utc() - self.stage.wall
    }

    /// Some days later, but not after the end.
    fn after(&self, at: DateTime<Utc>, days: i64, rng: &mut Rng) -> DateTime<Utc> {
        let later = at + TimeDelta::minutes(rng.within(25, days * 1440));
        later
            .min(self.stage.end - TimeDelta::minutes(rng.within(1, 90)))
            .max(at)
    }

    fn speak(&self, person: usize, turn: usize, from: &'static Section, rng: &mut Rng) -> String {
        let thread = rng.pick(&from.threads);
        let pair = thread.and_then(|t| t.steps.first()).and_then(|s| s.text.as_ref());
        pair.map_or_else(String::new, |pair| self.scene(person, turn, from).speak(pair))
    }

    fn scene(&self, person: usize, turn: usize, from: &'static Section) -> Scene<'_> {
        static EMPTY: LazyLock<Section> = LazyLock::new(Section::default);
        let stage = self.stage;
        let domain = stage
            .posts
            .get(person)
            .and_then(|post| BANK.domains.get(post.domain))
            .unwrap_or(&EMPTY);
        let seed = Rng::of(&[stage.seed, 25, person as u64, turn as u64]).next();
        Scene {
            cast: stage.cast,
            posts: stage.posts,
            mates: stage.mates(person),
            author: person,
            tongue: stage.tongue,
            shelves: [domain, from, &BANK.extras],
            seed,
            turn,
            salt: seed,
            day: self.today,
            bound: Bound::new(),
            said: Vec::new(),
        }
    }
}

fn section(id: &str) -> &'static Section {
    static EMPTY: LazyLock<Section> = LazyLock::new(Section::default);
    PLANS.iter().find(|s| s.id == id).unwrap_or(&EMPTY)
}
