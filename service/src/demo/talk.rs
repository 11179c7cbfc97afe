//! What others do with a record: leaders circle and ask, colleagues like and help, the author answers.

use chrono::{DateTime, Utc};

use super::bank::{BANK, Exchange, Step, Voice};
use super::diary;
use super::rng::{Rng, hash};
use super::script::{Line, LineAudience, Remark, Stage};
use super::slots::Scene;

const DAY: i64 = 24 * 60;

pub(super) fn likes(stage: &Stage<'_>, line: &Line, outcome: bool, rng: &mut Rng) -> Vec<(usize, DateTime<Utc>)> {
    let mut likes: Vec<(usize, DateTime<Utc>)> = Vec::new();
    let mut like = |who: usize, latest: i64, rng: &mut Rng| {
        if who != line.author
            && likes.iter().all(|(other, _)| *other != who)
            && let Some(at) = diary::reaction(rng, line.at, (2, latest), stage.end, stage.wall)
        {
            likes.push((who, at));
        }
    };
    let superior = stage.cast.get(line.author).and_then(|me| me.superior);
    let above = superior
        .and_then(|boss| stage.cast.get(boss))
        .and_then(|boss| boss.superior);
    for (leader, share) in superior
        .map(|who| (who, 10))
        .into_iter()
        .chain(above.map(|who| (who, 3)))
    {
        // Every leader marks more or less.
        let leaning = Rng::of(&[stage.seed, 8, leader as u64]).within(5, 32) as u32;
        if rng.chance(leaning * share + if outcome { 40 } else { 0 }) {
            like(leader, 2 * DAY, rng);
        }
    }
    if line.audience != LineAudience::Leaders {
        let mates = stage.mates(line.author);
        let most = match rng.below(100) {
            0..42 => 0,
            42..68 => 1,
            68..84 => 2,
            84..93 => rng.below(3) + 2,
            _ => rng.below(6) + 3,
        };
        for _ in 0..(most + usize::from(outcome && rng.chance(250))).min(mates.len() / 2) {
            if let Some(mate) = rng.pick(mates) {
                like(*mate, DAY, rng);
            }
        }
    }
    likes.sort_by_key(|(who, at)| (*at, *who));
    likes
}

/// One to four remarks under about one record in six.
pub(super) fn remarks(
    stage: &Stage<'_>,
    line: &Line,
    step: &'static Step,
    scene: Scene<'_>,
    rng: &mut Rng,
) -> Vec<Remark> {
    // Records that give rise to a question are asked about; most others are read in silence.
    let told = !step.talk.is_empty();
    if !rng.chance(if told { 365 } else { 82 }) {
        return Vec::new();
    }
    let superior = stage.cast.get(line.author).and_then(|me| me.superior);
    let above = superior
        .and_then(|boss| stage.cast.get(boss))
        .and_then(|boss| boss.superior);
    let leader = if rng.chance(220) { above.or(superior) } else { superior };
    let mate = if line.audience == LineAudience::Leaders {
        None
    } else {
        colleague(stage, line, rng)
    };
    let mut out = Thread {
        stage,
        scene,
        author: line.author,
        after: line.at,
        remarks: Vec::new(),
    };
    let draw = rng.below(100);
    let (asked, noted) = if told { (66, 74) } else { (24, 52) };
    match (leader, mate) {
        (Some(leader), _) if draw < asked => out.asked(leader, step, rng),
        (Some(leader), _) if draw < noted => out.noted(leader, step, rng),
        (_, Some(mate)) => out.helped(mate, step, rng),
        (Some(leader), None) => out.asked(leader, step, rng),
        (None, None) => {}
    }
    // Now and then the question draws a colleague in as well.
    if let Some(mate) = mate
        && matches!(out.remarks.len(), 1..3)
        && rng.chance(130)
        && out.remarks.iter().all(|remark| remark.author != mate)
    {
        out.helped(mate, step, rng);
    }
    out.remarks.truncate(4);
    out.remarks
}

/// Somebody of the unit, rather one of the same craft.
fn colleague(stage: &Stage<'_>, line: &Line, rng: &mut Rng) -> Option<usize> {
    let mates = stage.mates(line.author);
    let superior = stage.cast.get(line.author).and_then(|me| me.superior);
    let craft = |who: usize| {
        stage
            .posts
            .get(who)
            .and_then(|post| post.crafts.first())
            .map(|(craft, _)| *craft)
    };
    let candidates: Vec<usize> = (0..4)
        .filter_map(|_| rng.pick(mates).copied())
        .filter(|mate| *mate != line.author && Some(*mate) != superior)
        .collect();
    candidates
        .iter()
        .find(|mate| craft(**mate) == craft(line.author))
        .or(candidates.first())
        .copied()
}

struct Thread<'a, 'b> {
    stage: &'a Stage<'b>,
    scene: Scene<'a>,
    author: usize,
    after: DateTime<Utc>,
    remarks: Vec<Remark>,
}

impl Thread<'_, '_> {
    fn asked(&mut self, leader: usize, step: &'static Step, rng: &mut Rng) {
        let Some(exchange) = self.choose(step, Voice::Question, "", rng) else {
            return self.noted(leader, step, rng);
        };
        let Some(root) = self.add(leader, exchange, None, (4, DAY + 600), rng) else {
            return;
        };
        if !self.answer(exchange, root, rng) {
            return;
        }
        if rng.chance(260)
            && let Some(ack) = self.choose(step, Voice::Note, "ack", rng)
        {
            self.add(leader, ack, Some(root), (5, 500), rng);
        }
    }

    fn noted(&mut self, leader: usize, step: &'static Step, rng: &mut Rng) {
        if let Some(note) = self.choose(step, Voice::Note, "", rng)
            && let Some(root) = self.add(leader, note, None, (6, DAY + 600), rng)
        {
            self.answer(note, root, rng);
        }
    }

    fn helped(&mut self, mate: usize, step: &'static Step, rng: &mut Rng) {
        if let Some(remark) = self.choose(step, Voice::Peer, "", rng)
            && let Some(root) = self.add(mate, remark, None, (4, DAY), rng)
        {
            self.answer(remark, root, rng);
        }
    }

    fn answer(&mut self, exchange: &Exchange, root: usize, rng: &mut Rng) -> bool {
        let Some(answer) = &exchange.answer else { return false };
        if !rng.chance(940) {
            return false;
        }
        let Some(at) = diary::reaction(rng, self.after, (3, 700), self.stage.end, self.stage.wall) else {
            return false;
        };
        let text = self.scene.speak(answer);
        self.push(Remark {
            author: self.author,
            at,
            text,
            reply_to: Some(root),
        });
        true
    }

    fn add(
        &mut self,
        who: usize,
        exchange: &Exchange,
        reply_to: Option<usize>,
        minutes: (i64, i64),
        rng: &mut Rng,
    ) -> Option<usize> {
        let at = diary::reaction(rng, self.after, minutes, self.stage.end, self.stage.wall)?;
        let text = self.scene.speak(&exchange.text);
        self.push(Remark {
            author: who,
            at,
            text,
            reply_to,
        });
        Some(self.remarks.len() - 1)
    }

    fn push(&mut self, remark: Remark) {
        self.after = remark.at;
        self.remarks.push(remark);
    }

    /// What was written for this very record, or else something general whose slots the record has filled.
    fn choose(&self, step: &'static Step, voice: Voice, flag: &str, rng: &mut Rng) -> Option<&'static Exchange> {
        let own: Vec<&'static Exchange> = step
            .talk
            .iter()
            .filter(|exchange| flag.is_empty() && exchange.voice == voice)
            .collect();
        if !own.is_empty() && rng.chance(880) {
            return rng.pick(&own).copied();
        }
        let fits = |exchange: &&'static Exchange| exchange.voice == voice;
        let general: Vec<&'static Exchange> = BANK
            .talk
            .threads
            .iter()
            .filter(|thread| {
                thread.is("ack") == (flag == "ack") && thread.listed("need").all(|slot| self.scene.has_named(slot))
            })
            .flat_map(|thread| thread.steps.iter().flat_map(|step| step.talk.iter()))
            .filter(fits)
            .collect();
        let start = Rng::of(&[hash("talk"), rng.next()]).below(general.len());
        general.get(start).copied()
    }
}
