//! What a pack must be before anybody is assessed by it; conditions are read in `engine::condition`.

use super::{Basis, Clock, Fault, Flaw, Pack, Places, QuotaRule, Rounding, Scale, Stage, Step, Weights};
use crate::Lang;
use crate::assessment::process::{self, Act};

/// Clocks that are asked for by name: of objections, and from the first day of a period until when its plans are to be agreed.
const NAMED: [&str; 4] = ["re_review_ask", "appeal_after_re_review", "appeal_direct", PLAN];

/// Until when the plans of a period are to be agreed.
pub const PLAN: &str = "plan";

/// Names a step: `period submit_review`.
pub(super) fn step_id(step: &Step) -> String {
    format!("{} {}", step.of.as_str(), step.act.as_str())
}

/// All that is wrong with a pack, conditions excepted.
pub(in crate::assessment) fn check(pack: &Pack, places: &Places) -> Vec<Flaw> {
    let mut check = Check {
        pack,
        places,
        flaws: vec![],
    };
    check.parts();
    check.scales();
    check.weights();
    check.steps();
    check.quotas();
    check.rules();
    check.flaws
}

struct Check<'a> {
    pack: &'a Pack,
    places: &'a Places,
    flaws: Vec<Flaw>,
}

impl Check<'_> {
    fn say(&mut self, what: &str, id: &str, fault: Fault) {
        self.flaws.push(self.places.flaw(what, id, fault));
    }

    fn words(&mut self, what: &str, id: &str, zh: &str, en: &str) {
        for (lang, text) in [(Lang::Zh, zh), (Lang::En, en)] {
            if text.trim().is_empty() {
                let id_text = id.to_owned();
                self.say(what, id, Fault::NoSentence { id: id_text, lang });
            }
        }
    }

    fn basis(&mut self, what: &str, id: &str, basis: &Basis) {
        if !self.pack.source.iter().any(|s| s.id == basis.source) {
            self.unknown(what, id, "source", &basis.source);
        }
    }

    fn unknown(&mut self, what: &str, id: &str, kind: &'static str, name: &str) {
        let fault = Fault::Unknown {
            what: kind,
            id: name.to_owned(),
        };
        self.say(what, id, fault);
    }

    fn parts(&mut self) {
        let pack = self.pack;
        self.words("", "", &pack.name.zh, &pack.name.en);
        for source in &pack.source {
            self.words("source", &source.id, &source.zh, &source.en);
        }
        for dimension in &pack.dimension {
            self.words("dimension", &dimension.id, &dimension.zh, &dimension.en);
            self.basis("dimension", &dimension.id, &dimension.basis);
        }
        for measure in &pack.measure {
            self.words("measure", &measure.id, &measure.zh, &measure.en);
        }
        for clock in &pack.clock {
            self.clock(clock);
        }
        if let Some(publication) = &pack.publication {
            self.basis("publication", "", &publication.basis);
            if pack.clock(&publication.clock).is_none() {
                self.unknown("publication", "", "clock", &publication.clock);
            }
            for grade in &publication.grades {
                self.grade("publication", "", Stage::Annual, grade);
            }
            if !publication.grades.is_empty() {
                self.year_step("publication", Act::Publish);
            }
        }
        if let Some(rating) = &pack.rating {
            self.basis("rating", "", &rating.basis);
            // With fewer than three, two who compare know the third.
            self.range("rating", "", "fewest", rating.fewest, 3, 10_000);
            self.year_step("rating", Act::Rate);
        }
    }

    /// What can never be done without this step of a year.
    fn year_step(&mut self, what: &str, act: Act) {
        let year = process::Kind::Year;
        if !self.pack.step.iter().any(|s| s.of == year && s.act == act) {
            self.unknown(what, "", "step", &format!("{} {}", year.as_str(), act.as_str()));
        }
    }

    fn clock(&mut self, clock: &Clock) {
        self.words("clock", &clock.id, &clock.zh, &clock.en);
        self.basis("clock", &clock.id, &clock.basis);
        self.range("clock", &clock.id, "days", clock.days, 1, 366);
        self.range("clock", &clock.id, "extension", clock.extension, 0, 366);
        let id = clock.id.as_str();
        let of_step = self.pack.step.iter().any(|s| s.clock.as_deref() == Some(id));
        let of_publication = self.pack.publication.as_ref().is_some_and(|p| p.clock == id);
        if !(of_step || of_publication || NAMED.contains(&id)) {
            let (what, id_text) = ("clock", id.to_owned());
            self.say("clock", id, Fault::Unused { what, id: id_text });
        }
    }

    fn range(&mut self, what: &str, id: &str, field: &'static str, value: u32, from: u32, to: u32) {
        if !(from..=to).contains(&value) {
            let fault = Fault::OutOfRange {
                id: id.to_owned(),
                what: field,
                from,
                to,
            };
            self.say(what, id, fault);
        }
    }

    fn grade(&mut self, what: &str, id: &str, stage: Stage, grade: &str) {
        if self.pack.scale(stage).is_none_or(|s| s.find(grade).is_none()) {
            self.unknown(what, id, "grade", grade);
        }
    }

    fn scales(&mut self) {
        let pack = self.pack;
        if pack.scale(Stage::Annual).is_none() {
            self.say("", "", Fault::Lacks { what: "scale: annual" });
        }
        for scale in &pack.scale {
            self.scale(scale);
        }
    }

    fn scale(&mut self, scale: &Scale) {
        let id = match scale.of {
            Stage::Period => "period",
            Stage::Annual => "annual",
            Stage::PeriodEffect | Stage::AnnualEffect => {
                return self.unknown("scale", "", "scale", "effect");
            }
        };
        self.basis("scale", id, &scale.basis);
        if scale.grade.len() < 2 {
            self.say("scale", id, Fault::Lacks { what: "grade" });
        }
        self.grade("scale", id, scale.of, &scale.ordinary);
        let scored = scale.grade.iter().any(|g| g.cutoff.is_some());
        let mut above = 101;
        for (at, grade) in scale.grade.iter().enumerate() {
            self.words("scale", id, &grade.zh, &grade.en);
            // It becomes part of the names of facts.
            if grade.id.is_empty()
                || !grade
                    .id
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
            {
                self.unknown("scale", id, "grade", &grade.id);
            }
            if scale.grade.iter().take(at).any(|g| g.id == grade.id) {
                let (what, grade) = ("grade", grade.id.clone());
                self.say("scale", id, Fault::Twice { what, id: grade });
            }
            let lowest = at + 1 == scale.grade.len();
            let fits = match grade.cutoff {
                Some(cutoff) => !lowest && cutoff < above,
                None => !scored || lowest,
            };
            if !fits {
                let grade = grade.id.clone();
                self.say("scale", id, Fault::CutoffsNotFalling { grade });
            }
            above = grade.cutoff.unwrap_or(above);
        }
    }

    fn weights(&mut self) {
        let pack = self.pack;
        for weights in &pack.weights {
            let of = weights.of.as_str();
            self.basis("weights", of, &weights.basis);
            if !["annual", "raters", "dimensions"].contains(&of) {
                self.unknown("weights", of, "weights", of);
            }
            for (at, part) in weights.part.iter().enumerate() {
                self.words("weights", of, &part.zh, &part.en);
                if weights.part.iter().take(at).any(|p| p.id == part.id) {
                    let (what, id) = ("part", part.id.clone());
                    self.say("weights", of, Fault::Twice { what, id });
                }
                if of == "dimensions" && !pack.dimension.iter().any(|d| d.id == part.id) {
                    self.unknown("weights", of, "dimension", &part.id);
                }
            }
            self.complete(weights);
            let sum: u64 = weights.part.iter().map(|p| u64::from(p.percent)).sum();
            if sum != 100 {
                let of_text = of.to_owned();
                self.say("weights", of, Fault::SumNot100 { of: of_text, sum });
            }
        }
    }

    /// Scores come as these parts, so others have none and these must not be left out.
    fn complete(&mut self, weights: &Weights) {
        let of = weights.of.as_str();
        let parts: Vec<&str> = match of {
            "annual" => vec!["usual", "year_end"],
            "dimensions" => self.pack.dimension.iter().map(|d| d.id.as_str()).collect(),
            _ => return,
        };
        for id in &parts {
            if !weights.part.iter().any(|p| p.id == *id) {
                let (of_text, id) = (of.to_owned(), (*id).to_owned());
                self.say("weights", of, Fault::NoWeight { of: of_text, id });
            }
        }
        for part in weights.part.iter().filter(|_| of == "annual") {
            if !parts.contains(&part.id.as_str()) {
                self.unknown("weights", of, "part", &part.id);
            }
        }
    }

    fn steps(&mut self) {
        let pack = self.pack;
        for step in &pack.step {
            let id = step_id(step);
            self.basis("step", &id, &step.basis);
            if !process::acts(step.of).any(|act| act == step.act) {
                self.unknown("step", &id, "step", &id);
            }
            if step.by.is_empty() {
                self.say("step", &id, Fault::Lacks { what: "by" });
            }
            if let Some(clock) = step.clock.as_deref().filter(|c| pack.clock(c).is_none()) {
                self.unknown("step", &id, "clock", clock);
            }
            // Appeals run by the clock of what came before them.
            let needed: &[&str] = match step.act {
                Act::AskReReview => &["re_review_ask"],
                Act::Appeal => &["appeal_after_re_review", "appeal_direct"],
                _ => &[],
            };
            for clock in needed.iter().filter(|c| pack.clock(c).is_none()) {
                self.unknown("step", &id, "clock", clock);
            }
        }
        let has = |of, act| pack.step.iter().any(|s| s.of == of && s.act == act);
        let year = process::Kind::Year;
        if has(year, Act::ObjectToPublication) && !has(year, Act::AnswerPublication) {
            // Nothing leads on from an objection that nobody answers.
            self.year_step("step", Act::AnswerPublication);
        }
        if pack.step.iter().any(|s| s.of == process::Kind::Period) && pack.scale(Stage::Period).is_none() {
            self.say("", "", Fault::Lacks { what: "scale: period" });
        }
        for kind in process::Kind::ALL {
            let used = pack.step.iter().any(|s| s.of == *kind);
            for act in process::needed(*kind).filter(|_| used) {
                if !pack.step.iter().any(|s| s.of == *kind && s.act == act) {
                    let id = format!("{} {}", kind.as_str(), act.as_str());
                    self.unknown("", "", "step", &id);
                }
            }
        }
    }

    fn quotas(&mut self) {
        for quota in &self.pack.quota {
            self.quota(quota);
        }
    }

    fn quota(&mut self, quota: &QuotaRule) {
        let id = quota.id.as_str();
        self.words("quota", id, &quota.zh, &quota.en);
        self.basis("quota", id, &quota.basis);
        self.grade("quota", id, quota.of, &quota.grade);
        self.range("quota", id, "percent", quota.percent, 0, 100);
        if let Some(raised) = quota.raised_percent {
            self.range("quota", id, "raised_percent", raised, quota.percent, 100);
        }
        for tilt in &quota.tilt {
            self.range("quota", id, "tilt", tilt.percent, 100, 200);
        }
        if !quota.tilt.is_empty() && quota.rounding != Rounding::LargestRemainder {
            let id_text = id.to_owned();
            self.say("quota", id, Fault::TiltAlone { id: id_text });
        }
        if quota.of.follows() {
            self.unknown("quota", id, "stage", "effect");
        }
    }

    fn rules(&mut self) {
        let pack = self.pack;
        for rule in &pack.rule {
            let id = rule.id.as_str();
            self.words("rule", id, &rule.zh, &rule.en);
            self.basis("rule", id, &rule.basis);
            for grade in rule.effect.grades() {
                self.grade("rule", id, rule.of, grade);
            }
            let measure = matches!(rule.effect, super::Effect::Measure(_));
            if measure != rule.of.follows() && rule.effect != super::Effect::Clear {
                let id_text = id.to_owned();
                self.say("rule", id, Fault::EffectLost { id: id_text });
            }
            if let super::Effect::Require(all) = &rule.effect
                && all.is_empty()
            {
                self.say("rule", id, Fault::Lacks { what: "require" });
            }
            if let super::Effect::Measure(measure) = &rule.effect
                && !pack.measure.iter().any(|m| m.id == *measure)
            {
                self.unknown("rule", id, "measure", measure);
            }
            for other in &rule.unless {
                if !pack.rule.iter().any(|r| r.id == *other && r.of == rule.of) {
                    self.unknown("rule", id, "rule", other);
                }
            }
        }
    }
}
