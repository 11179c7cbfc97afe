//! Runs a checked pack: for each person every rule that applied, and what follows.

mod assess;
mod condition;
mod sentence;

use super::pack::{self, Fault, File, Flaw, Pack, Rule, Stage};
use super::{Case, Facts, Outcome, facts};
use crate::Lang;
use condition::Condition;
use std::collections::BTreeMap;

/// A pack that passed every check, its conditions read.
pub struct Ruleset {
    pack: Pack,
    digest: String,
    /// Of each stage, in an order in which `unless` is known.
    rules: BTreeMap<Stage, Vec<Ready>>,
    among: BTreeMap<String, Condition>,
    /// What to say where the calendar that it names is not there.
    no_calendar: Flaw,
}

struct Ready {
    rule: Rule,
    when: Condition,
    /// The facts of the condition and the sentences.
    names: Vec<String>,
    /// Whether it rests on somebody's judgement.
    judged: bool,
}

/// A condition that came to nothing: the rule, and what the language says. Checked packs come to this by numbers beyond all bounds only.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("rule {rule}: {message}")]
pub struct Unsound {
    pub rule: String,
    pub message: String,
}

impl Unsound {
    pub fn words(&self, lang: Lang) -> String {
        let Self { rule, message } = self;
        lang.pick(
            format!("规则“{rule}”无法判断：{message}。没有得出任何结果，请人事部门检查规则包。"),
            format!("Rule “{rule}” cannot be decided: {message}. Nothing was concluded; the personnel office should look at the pack."),
        )
    }
}

impl Ruleset {
    /// Reads the chosen layers (overlays by their ids; what they lie on is found among the files), or says all that is wrong.
    pub fn load(files: &[File<'_>], chosen: &[&str]) -> Result<Self, Vec<Flaw>> {
        let (pack, places) = pack::merge(files, chosen)?;
        let mut flaws = pack::check(&pack, &places);
        let (mut rules, mut among) = (BTreeMap::new(), BTreeMap::new());
        for stage in [Stage::Period, Stage::Annual, Stage::PeriodEffect, Stage::AnnualEffect] {
            let table = facts::table(&pack, stage);
            let mut ready = Vec::new();
            for rule in pack.rule.iter().filter(|r| r.of == stage) {
                match Ready::of(rule, &table) {
                    Ok(one) => ready.push(one),
                    Err(faults) => flaws.extend(faults.into_iter().map(|f| places.flaw("rule", &rule.id, f))),
                }
            }
            match in_order(ready) {
                Ok(ready) => {
                    rules.insert(stage, ready);
                }
                Err(ids) => {
                    let first = ids.first().cloned().unwrap_or_default();
                    flaws.push(places.flaw("rule", &first, Fault::Circle { ids }));
                }
            }
            for quota in pack.quota.iter().filter(|q| q.of == stage) {
                match Condition::read(&quota.among, &table) {
                    Ok(condition) => {
                        among.insert(quota.id.clone(), condition);
                    }
                    Err(fault) => {
                        let id = quota.id.clone();
                        flaws.push(places.flaw("quota", &quota.id, Fault::Condition { id, fault }));
                    }
                }
            }
        }
        if !flaws.is_empty() {
            flaws.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
            return Err(flaws);
        }
        let digest = pack.digest();
        let (what, id) = ("calendar", pack.calendar.clone());
        Ok(Self {
            no_calendar: places.flaw("calendar", "", Fault::Unknown { what, id }),
            pack,
            digest,
            rules,
            among,
        })
    }

    pub fn pack(&self) -> &Pack {
        &self.pack
    }

    /// That there is no calendar of the name it asks for, and where it asks.
    pub fn no_calendar(&self) -> &Flaw {
        &self.no_calendar
    }

    /// The content of the pack, in hex.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// The facts of a case as this pack counts them.
    pub fn facts(&self, case: &Case, calendar: &super::Calendar, stage: Stage) -> Facts {
        Facts::of(case, &self.pack, calendar, stage)
    }

    /// Every rule of a stage that applies, and what follows. The same facts give the same outcome.
    pub fn assess(&self, stage: Stage, facts: &Facts) -> Result<Outcome, Unsound> {
        let rules = self.rules.get(&stage).map(Vec::as_slice).unwrap_or_default();
        assess::assess(&self.pack, rules, stage, facts)
    }

    /// Whether a quota is about somebody.
    pub fn quota_concerns(&self, quota: &str, facts: &Facts) -> Result<bool, Unsound> {
        match self.among.get(quota) {
            Some(condition) => condition.holds(facts).map_err(|message| Unsound {
                rule: quota.to_owned(),
                message,
            }),
            None => Ok(false),
        }
    }
}

impl Ready {
    fn of(rule: &Rule, table: &[facts::Fact]) -> Result<Self, Vec<Fault>> {
        let id = &rule.id;
        let mut faults = Vec::new();
        let mut names = Vec::new();
        for text in [&rule.zh, &rule.en] {
            for name in sentence::names(text) {
                if !sentence::can_show(&name, table) {
                    let id = id.clone();
                    faults.push(Fault::Placeholder { id, name });
                } else if !names.contains(&name) {
                    names.push(name);
                }
            }
        }
        match Condition::read(&rule.when, table) {
            Ok(when) if faults.is_empty() => {
                for name in when.facts() {
                    if !names.contains(name) {
                        names.push(name.clone());
                    }
                }
                names.sort();
                // What a grade leads to is told with the grade.
                let judged = rule.of.follows() || names.iter().any(|n| facts::is_judged(n));
                Ok(Self {
                    rule: rule.clone(),
                    when,
                    names,
                    judged,
                })
            }
            Ok(_) => Err(faults),
            Err(fault) => {
                let id = id.clone();
                faults.push(Fault::Condition { id, fault });
                Err(faults)
            }
        }
    }
}

/// Each rule after those it depends on, otherwise as written, and judged where one of those is; the ids of a circle if there is one.
fn in_order(rules: Vec<Ready>) -> Result<Vec<Ready>, Vec<String>> {
    let (mut left, mut done): (Vec<Ready>, Vec<Ready>) = (rules, vec![]);
    while !left.is_empty() {
        let waits = |r: &Ready| r.rule.unless.iter().any(|u| left.iter().any(|l| l.rule.id == *u));
        let Some(at) = left.iter().position(|r| !waits(r)) else {
            return Err(left.into_iter().map(|r| r.rule.id).collect());
        };
        let mut next = left.remove(at);
        // That it applies tells that those in whose presence it does not do not.
        let unless = &next.rule.unless;
        next.judged |= done.iter().any(|d| d.judged && unless.contains(&d.rule.id));
        done.push(next);
    }
    Ok(done)
}
