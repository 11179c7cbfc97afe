//! One author's half-year: pieces of work taken up, continued and ended, a text for each occasion.

use std::collections::{HashMap, HashSet};

use chrono::{Days, NaiveDate};

use super::super::bank::{BANK, Section, Thread};
use super::super::diary::{self, Occasion};
use super::super::post::Post;
use super::super::rng::{Rng, hash};
use super::super::slots::{Bound, Scene};
use super::super::talk;
use super::{Line, LineAudience, Stage, Tongue};

/// A piece of work under way.
struct Strand {
    thread: &'static Thread,
    craft: &'static Section,
    next: usize,
    due: NaiveDate,
    seed: u64,
    turn: usize,
    bound: Bound,
}

/// What the authors know of each other while they write.
#[derive(Default)]
pub(super) struct Shared {
    /// Digests of all texts.
    said: HashSet<u64>,
    /// For each unit and thread, the weeks before the end in which somebody began it, one bit a week.
    begun: HashMap<(usize, usize), u32>,
}

/// What one may take up, in this author's order.
struct Deck {
    craft: &'static Section,
    threads: Vec<&'static Thread>,
    taken: usize,
    weight: u32,
}

pub(super) struct Author<'a> {
    stage: &'a Stage<'a>,
    me: usize,
    post: &'a Post,
    domain: &'static Section,
    decks: Vec<Deck>,
    open: Vec<Strand>,
    turn: usize,
    /// What this author has written, and what anybody has.
    written: HashSet<u64>,
    shared: &'a mut Shared,
}

impl<'a> Author<'a> {
    pub(super) fn new(stage: &'a Stage<'a>, me: usize, shared: &'a mut Shared) -> Self {
        static NONE: std::sync::LazyLock<Post> = std::sync::LazyLock::new(|| Post::of(&[], 0));
        static EMPTY: std::sync::LazyLock<Section> = std::sync::LazyLock::new(Section::default);
        let post = stage.posts.get(me).unwrap_or(&NONE);
        let domain = BANK.domains.get(post.domain).unwrap_or(&EMPTY);
        let decks = post
            .crafts
            .iter()
            .filter_map(|(craft, weight)| Some(deck(stage, me, post, domain, BANK.crafts.get(*craft)?, *weight)))
            .collect();
        Self {
            stage,
            me,
            post,
            domain,
            decks,
            open: Vec::new(),
            turn: 0,
            written: HashSet::new(),
            shared,
        }
    }

    pub(super) fn write(&mut self, count: usize, lines: &mut Vec<Line>) {
        let (seed, me) = (self.stage.seed, self.me as u64);
        let mut rng = Rng::of(&[seed, 2, me]);
        let occasions = diary::occasions(&mut rng, count, self.stage.end, self.post.shift, self.stage.wall);
        for (number, occasion) in occasions.into_iter().enumerate() {
            let rng = Rng::of(&[seed, 3, me, number as u64]);
            lines.push(self.entry(occasion, number, rng));
        }
    }

    fn entry(&mut self, occasion: Occasion, number: usize, mut rng: Rng) -> Line {
        let mut strand = self.take(occasion.day, &mut rng);
        let mut tries = 0;
        let (scene, text) = loop {
            let salt = Rng::of(&[strand.seed, strand.next as u64, number as u64, tries]).next();
            let mut scene = self.scene(&strand, occasion.day, salt);
            let step = strand.thread.steps.get(strand.next);
            let mut text = step
                .and_then(|step| step.text.as_ref())
                .map_or_else(String::new, |pair| scene.speak(pair));
            if strand.craft.desk && (rng.chance(90) || tries > 1) {
                self.aside(&mut scene, &mut text, &mut rng);
            }
            tries += 1;
            let digest = hash(&text);
            // One's own words never come twice; those of others may, when six attempts have found nothing new.
            if !self.written.contains(&digest) && (!self.shared.said.contains(&digest) || tries > 6) {
                break (scene, text);
            }
            if tries > 14 {
                // Somebody with thousands of entries has said everything before; the number of the sheet tells them apart.
                text.push_str(&match self.stage.tongue {
                    Tongue::Zh => format!("（日志第{}页）", number + 1),
                    Tongue::En => format!(" (Log sheet {}.)", number + 1),
                });
                break (scene, text);
            }
            // A single entry gives way to another; work under way is told in other words.
            if strand.next == 0 || tries > 6 {
                strand = self.begin(occasion.day, &mut rng, false);
            }
        };
        self.written.insert(hash(&text));
        self.shared.said.insert(hash(&text));
        let audience = audience(strand.thread, strand.craft, &mut rng);
        let mut line = Line {
            author: self.me,
            at: occasion.at,
            day: occasion.day,
            text,
            audience,
            likes: Vec::new(),
            comments: Vec::new(),
        };
        let mut talk_rng = Rng::of(&[self.stage.seed, 5, self.me as u64, number as u64]);
        line.likes = talk::likes(self.stage, &line, strand.next > 1, &mut talk_rng);
        strand.bound.clone_from(&scene.bound);
        if let Some(step) = strand.thread.steps.get(strand.next) {
            line.comments = talk::remarks(self.stage, &line, step, scene, &mut talk_rng);
        }
        self.put_back(strand, occasion.day, &mut rng);
        line
    }

    fn scene(&self, strand: &Strand, day: NaiveDate, salt: u64) -> Scene<'a> {
        let stage = self.stage;
        Scene {
            cast: stage.cast,
            posts: stage.posts,
            mates: stage.mates(self.me),
            author: self.me,
            tongue: stage.tongue,
            shelves: [self.domain, strand.craft, &BANK.extras],
            seed: strand.seed,
            turn: strand.turn,
            salt,
            day,
            bound: strand.bound.clone(),
            said: Vec::new(),
        }
    }

    /// The work to write about today: what is under way and due, or something new.
    fn take(&mut self, today: NaiveDate, rng: &mut Rng) -> Strand {
        let due = self
            .open
            .iter()
            .enumerate()
            .filter(|(_, strand)| strand.due <= today)
            .min_by_key(|(_, strand)| strand.due)
            .map(|(at, _)| at);
        match due {
            Some(at) if rng.chance(680) => self.open.swap_remove(at),
            _ => self.begin(today, rng, self.open.len() >= 3),
        }
    }

    fn begin(&mut self, today: NaiveDate, rng: &mut Rng, only_short: bool) -> Strand {
        let unit = self.stage.cast.get(self.me).map_or(0, |me| me.unit_index);
        let week = (self.stage.end.date_naive() - today).num_days().clamp(0, 200) as u32 / 7;
        let begun = &mut self.shared.begun;
        let total: u32 = self.decks.iter().map(|deck| deck.weight).sum();
        let mut at = rng.below(total as usize) as u32;
        let chosen = self.decks.iter_mut().find(|deck| {
            let hit = at < deck.weight;
            at = at.saturating_sub(deck.weight);
            hit
        });
        static SILENCE: std::sync::LazyLock<(Thread, Section)> = std::sync::LazyLock::new(Default::default);
        let (thread, craft) = chosen
            .and_then(|deck| {
                Some((
                    deck.draw(only_short, |thread| is_free(begun, unit, thread, week))?,
                    deck.craft,
                ))
            })
            .unwrap_or((&SILENCE.0, &SILENCE.1));
        self.turn += 1;
        let seed = Rng::of(&[self.stage.seed, 4, self.me as u64, self.turn as u64]).next();
        Strand {
            thread,
            craft,
            next: 0,
            due: NaiveDate::MIN,
            seed,
            turn: self.turn,
            bound: Bound::new(),
        }
    }

    fn put_back(&mut self, mut strand: Strand, today: NaiveDate, rng: &mut Rng) {
        strand.next += 1;
        if let Some(step) = strand.thread.steps.get(strand.next) {
            let days = rng.within(step.gap.0, step.gap.1).max(0) as u64;
            strand.due = today.checked_add_days(Days::new(days)).unwrap_or(today);
            self.open.push(strand);
        }
    }

    /// A second, smaller thing done the same day.
    fn aside(&self, scene: &mut Scene<'_>, text: &mut String, rng: &mut Rng) {
        let fits =
            |thread: &&Thread| !(thread.is("hi") && self.post.level < 3 || thread.is("lo") && self.post.level > 2);
        let all: Vec<&Thread> = BANK.extras.threads.iter().filter(fits).collect();
        let pair = rng
            .pick(&all)
            .and_then(|thread| thread.steps.first())
            .and_then(|step| step.text.as_ref());
        if let Some(pair) = pair {
            let mut other = Scene {
                seed: rng.next(),
                bound: Bound::new(),
                ..scene.clone()
            };
            if self.stage.tongue == Tongue::En {
                text.push(' ');
            }
            text.push_str(&other.speak(pair));
        }
    }
}

impl Deck {
    /// The next card, rather one that is free; the first seen when none of a dozen is.
    fn draw(&mut self, only_short: bool, mut is_free: impl FnMut(&'static Thread) -> bool) -> Option<&'static Thread> {
        let mut first = None;
        for _ in 0..self.threads.len().min(12) {
            let thread = self.threads.get(self.taken % self.threads.len().max(1)).copied()?;
            self.taken += 1;
            if only_short && thread.steps.len() > 1 {
                continue;
            }
            first = first.or(Some(thread));
            if is_free(thread) {
                return Some(thread);
            }
        }
        first.or_else(|| self.threads.get(self.taken % self.threads.len().max(1)).copied())
    }
}

/// Whether nobody of the unit began this in the same or a neighbouring week; takes it if so.
fn is_free(begun: &mut HashMap<(usize, usize), u32>, unit: usize, thread: &'static Thread, week: u32) -> bool {
    let weeks = begun.entry((unit, std::ptr::from_ref(thread) as usize)).or_default();
    let around = (0b111u32 << week) >> 1;
    let free = *weeks & around == 0;
    if free {
        *weeks |= 1 << week;
    }
    free
}

/// Colleagues of one unit hold the same cards in the same order and begin at different places, so that they rarely write alike at the same time.
fn deck(
    stage: &Stage<'_>,
    me: usize,
    post: &Post,
    domain: &'static Section,
    craft: &'static Section,
    weight: u32,
) -> Deck {
    let fits = |thread: &&'static Thread| !(thread.is("hi") && post.level < 3 || thread.is("lo") && post.level > 2);
    let special = domain
        .threads
        .iter()
        .filter(|thread| thread.listed("for").any(|id| id == craft.id));
    let mut threads: Vec<&'static Thread> = craft.threads.iter().chain(special).filter(fits).collect();
    let unit = stage.cast.get(me).map_or(0, |person| person.unit_index) as u64;
    Rng::of(&[stage.seed, 6, unit, hash(craft.id)]).shuffle(&mut threads);
    let place = stage.mates(me).partition_point(|mate| *mate < me);
    let turn = (place * 7 + place / 5) % threads.len().max(1);
    threads.rotate_left(turn);
    Deck {
        craft,
        threads,
        taken: 0,
        weight,
    }
}

fn audience(thread: &Thread, craft: &Section, rng: &mut Rng) -> LineAudience {
    let draw = rng.below(100);
    if thread.is("leaders") || draw < 1 || (craft.id == "people" && draw < 10) {
        LineAudience::Leaders
    } else if thread.is("granted") || draw < 24 {
        LineAudience::Granted
    } else {
        LineAudience::Unit
    }
}
