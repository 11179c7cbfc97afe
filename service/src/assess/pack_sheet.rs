//! A pack as anybody can read it: every rule with its sentence, its article and how sure that is.

mod quotas;
mod scales;

pub(super) use scales::cut_offs;

use super::{grade_names, rules};
use crate::{Daybook, Result};
use domain::assessment::pack::{Basis, Clock, DayKind, Effect, LastDay, NoGrade, Pack, Stage};
use domain::assessment::process::Kind;
use domain::assessment::{Ruleset, Words};
use domain::view::assess::{PackChoice, PackSheet, RuleLine};
use domain::{Lang, Violation};

/// The packs there are, with what can be laid over each.
pub fn rules_list(daybook: &Daybook) -> Vec<PackChoice> {
    daybook.rules.choices()
}

/// A pack with overlays, as they apply together.
pub fn rules_page(daybook: &Daybook, pack: &str, overlays: &[String]) -> Result<PackSheet> {
    let choices = daybook.rules.choices();
    if !choices.iter().any(|c| c.id == pack) {
        return Err(crate::Error::NotFound);
    }
    let ruleset = daybook.rules.laid(pack, overlays).map_err(|flaws| {
        let text = rules::words(&flaws);
        Violation::PackFlawed { text }
    })?;
    Ok(sheet(&ruleset))
}

pub(super) fn sheet(ruleset: &Ruleset) -> PackSheet {
    let pack = ruleset.pack();
    let heading = |zh: &str, en: &str| Words::new(zh, en);
    let parts = [
        (
            heading("默认等次和分数线", "Default grades and cut-offs"),
            scales::lines(pack),
        ),
        (
            heading("平时考核的规则", "Rules of a period"),
            of_stage(pack, Stage::Period),
        ),
        (
            heading("平时考核结果的运用", "What a period's grade leads to"),
            of_stage(pack, Stage::PeriodEffect),
        ),
        (
            heading("年度考核的规则", "Rules of a year"),
            of_stage(pack, Stage::Annual),
        ),
        (
            heading("年度考核结果的运用", "What a year's grade leads to"),
            of_stage(pack, Stage::AnnualEffect),
        ),
        (heading("名额", "Quotas"), quotas::lines(pack)),
        (heading("权重", "Weights"), weights(pack)),
        (
            heading("平时考核的步骤", "Steps of a period"),
            steps(pack, Kind::Period),
        ),
        (heading("年度考核的步骤", "Steps of a year"), steps(pack, Kind::Year)),
        (heading("期限", "Deadlines"), clocks(pack)),
        (heading("公示和民主测评", "Publication and rating"), public(pack)),
        (heading("考核内容", "Dimensions"), dimensions(pack)),
    ];
    let stages = [
        (Stage::Period, heading("平时考核等次", "Grades of a period")),
        (Stage::Annual, heading("年度考核等次", "Grades of a year")),
    ];
    let scales = stages.into_iter().filter(|(stage, _)| pack.scale(*stage).is_some());
    PackSheet {
        id: pack.id.clone(),
        name: pack.name.clone(),
        version: pack.version.clone(),
        layers: pack.layers.clone(),
        digest: ruleset.digest().to_owned(),
        scales: scales.map(|(stage, words)| (words, grade_names(pack, stage))).collect(),
        parts: parts.into_iter().filter(|(_, lines)| !lines.is_empty()).collect(),
    }
}

fn line(pack: &Pack, id: &str, sentence: Words, basis: &Basis) -> RuleLine {
    RuleLine {
        id: id.to_owned(),
        sentence,
        article: pack.article(basis),
        sure: basis.sure,
        when: String::new(),
        effect: Words::default(),
    }
}

fn of_stage(pack: &Pack, stage: Stage) -> Vec<RuleLine> {
    let rules = pack.rule.iter().filter(|r| r.of == stage);
    let lines = rules.map(|rule| {
        let unless = match rule.unless.as_slice() {
            [] => String::new(),
            ids => format!(" && !({})", ids.join(" || ")),
        };
        RuleLine {
            when: format!("{}{unless}", rule.when),
            effect: effect(pack, stage, &rule.effect, rule.in_principle),
            ..line(
                pack,
                &rule.id,
                Words::new(rule.zh.clone(), rule.en.clone()),
                &rule.basis,
            )
        }
    });
    lines.collect()
}

/// What a rule does, in words.
pub(super) fn effect(pack: &Pack, stage: Stage, effect: &Effect, in_principle: bool) -> Words {
    let grade = |id: &String| super::grade_name(pack, stage, id).words;
    let all = |ids: &[String]| {
        let names: Vec<Words> = ids.iter().map(grade).collect();
        let zh: Vec<&str> = names.iter().map(|n| n.zh.as_str()).collect();
        let en: Vec<&str> = names.iter().map(|n| n.en.as_str()).collect();
        (zh.join("、"), en.join(", "))
    };
    let (zh, en) = match effect {
        Effect::Bar(id) => (format!("不得评为“{}”", grade(id).zh), format!("not “{}”", grade(id).en)),
        Effect::Cap(id) => (format!("最高“{}”", grade(id).zh), format!("“{}” at most", grade(id).en)),
        Effect::Require(ids) => {
            let (zh, en) = all(ids);
            (format!("只能评为{zh}"), format!("one of: {en}"))
        }
        Effect::Prefer(id) => (
            format!("优先考虑“{}”", grade(id).zh),
            format!("considered first for “{}”", grade(id).en),
        ),
        Effect::Propose(id) => (
            format!("提出“{}”", grade(id).zh),
            format!("“{}” is proposed", grade(id).en),
        ),
        Effect::NoGrade(why) => no_grade(*why),
        Effect::AssessedBy(unit) => assessed_by(*unit),
        Effect::Measure(id) => {
            let found = pack.measure.iter().find(|m| m.id == *id);
            let (zh, en) = found.map_or((id.as_str(), id.as_str()), |m| (m.zh.as_str(), m.en.as_str()));
            (format!("建议：{zh}"), format!("measure: {en}"))
        }
        Effect::Clear => ("没有妨碍".to_owned(), "nothing stands in the way".to_owned()),
    };
    match in_principle {
        true => Words::new(
            format!("原则上{zh}；不照办须写明理由"),
            format!("in principle {en}; a reason is needed to depart from it"),
        ),
        false => Words::new(zh, en),
    }
}

fn no_grade(why: NoGrade) -> (String, String) {
    let (zh, en) = match why {
        NoGrade::TakesPart => ("参加考核，不确定等次", "takes part without a grade"),
        NoGrade::Comments => ("写评语，不确定等次", "comments and no grade"),
        NoGrade::Unrated => ("不能确定等次", "cannot be graded"),
        NoGrade::Pending => (
            "暂不写评语、不确定等次，以后补定",
            "no comments and no grade for now; graded afterwards",
        ),
        NoGrade::NotCovered => ("不参加这项考核", "not covered by this assessment"),
    };
    (zh.to_owned(), en.to_owned())
}

fn assessed_by(unit: domain::assessment::pack::AssessedBy) -> (String, String) {
    use domain::assessment::pack::AssessedBy as Unit;
    let (zh, en) = match unit {
        Unit::PresentUnit => ("由现所在单位考核", "the present unit assesses"),
        Unit::HostUnit => ("由挂职、借调单位考核", "the host unit assesses"),
        Unit::HomeUnit => ("由原单位考核", "the home unit assesses"),
        Unit::SendingUnit => ("由派出单位考核", "the sending unit assesses"),
    };
    (zh.to_owned(), en.to_owned())
}

fn weights(pack: &Pack) -> Vec<RuleLine> {
    let lines = pack.weights.iter().map(|weights| {
        let zh: Vec<String> = weights
            .part
            .iter()
            .map(|p| format!("{} {}%", p.zh, p.percent))
            .collect();
        let en: Vec<String> = weights
            .part
            .iter()
            .map(|p| format!("{} {} %", p.en, p.percent))
            .collect();
        line(
            pack,
            &weights.of,
            Words::new(zh.join("，"), en.join(", ")),
            &weights.basis,
        )
    });
    lines.collect()
}

fn steps(pack: &Pack, kind: Kind) -> Vec<RuleLine> {
    let steps = pack.step.iter().filter(|s| s.of == kind);
    let lines = steps.map(|step| {
        let by = |lang| step.by.iter().map(|r| r.words(lang)).collect::<Vec<_>>();
        let clock = step.clock.as_deref().and_then(|c| pack.clock(c));
        let within = clock.map(|clock| {
            let (days, more) = (days(clock), extensible(clock));
            (
                format!("，{}内{}", days.zh, more.zh),
                format!(", within {}{}", days.en, more.en),
            )
        });
        let (in_zh, in_en) = within.unwrap_or_default();
        let sentence = Words::new(
            format!("{}：{}{in_zh}", step.act.words(Lang::Zh), by(Lang::Zh).join("或")),
            format!("To {}: {}{in_en}", step.act.words(Lang::En), by(Lang::En).join(" or ")),
        );
        line(pack, step.act.as_str(), sentence, &step.basis)
    });
    lines.collect()
}

fn days(clock: &Clock) -> Words {
    let n = clock.days;
    match clock.kind {
        DayKind::Working => Words::new(format!("{n} 个工作日"), format!("{n} working days")),
        DayKind::Calendar => Words::new(format!("{n} 天"), format!("{n} days")),
    }
}

/// That a clock can be extended, to be read.
fn extensible(clock: &Clock) -> Words {
    let n = clock.extension;
    match (n, clock.kind) {
        (0, _) => Words::default(),
        (_, DayKind::Working) => Words::new(
            format!("，可延长 {n} 个工作日"),
            format!(", can be extended by {n} working days"),
        ),
        (_, DayKind::Calendar) => Words::new(format!("，可延长 {n} 天"), format!(", can be extended by {n} days")),
    }
}

/// What becomes of a last day that is not worked; one that is counted in working days never falls on one.
fn last_day(clock: &Clock) -> Words {
    match (clock.kind, clock.last_day) {
        (DayKind::Working, _) => Words::default(),
        (DayKind::Calendar, LastDay::NextWorking) => Words::new(
            "，最后一天不上班的顺延到下一个工作日",
            "; a last day that is not worked moves on to the next that is",
        ),
        (DayKind::Calendar, LastDay::AsItIs) => {
            Words::new("，最后一天不上班也不顺延", "; the last day stays, worked or not")
        }
    }
}

fn clocks(pack: &Pack) -> Vec<RuleLine> {
    let lines = pack.clock.iter().map(|clock| {
        let (days, more, last) = (days(clock), extensible(clock), last_day(clock));
        let sentence = Words::new(
            format!("{}：{}{}{}", clock.zh, days.zh, more.zh, last.zh),
            format!("{}: {}{}{}", clock.en, days.en, more.en, last.en),
        );
        line(pack, &clock.id, sentence, &clock.basis)
    });
    lines.collect()
}

fn public(pack: &Pack) -> Vec<RuleLine> {
    let mut lines = Vec::new();
    if let Some(publication) = &pack.publication {
        let names: Vec<Words> = (publication.grades.iter())
            .map(|g| super::grade_name(pack, Stage::Annual, g).words)
            .collect();
        let days = pack.clock(&publication.clock).map(days).unwrap_or_default();
        let zh: Vec<&str> = names.iter().map(|n| n.zh.as_str()).collect();
        let en: Vec<&str> = names.iter().map(|n| n.en.as_str()).collect();
        let sentence = Words::new(
            format!("{}：先公示 {}，再确定。", zh.join("、"), days.zh),
            format!("{}: published for {} before the decision.", en.join(", "), days.en),
        );
        lines.push(line(pack, "publication", sentence, &publication.basis));
    }
    if let Some(rating) = &pack.rating {
        let fewest = rating.fewest;
        let sentence = Words::new(
            format!("匿名民主测评；少于 {fewest} 张票不公布结果。"),
            format!("An anonymous democratic rating; with fewer than {fewest} ballots nothing is shown."),
        );
        lines.push(line(pack, "rating", sentence, &rating.basis));
    }
    lines
}

fn dimensions(pack: &Pack) -> Vec<RuleLine> {
    let lines = pack
        .dimension
        .iter()
        .map(|d| line(pack, &d.id, Words::new(d.zh.clone(), d.en.clone()), &d.basis));
    lines.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::rules::Rules;

    #[test]
    fn that_a_clock_can_be_extended_stands_with_it_and_with_its_step() {
        let rules = Rules::load(None).unwrap();
        let sheet = sheet(&rules.ruleset(&["cn-civil-servant"]).unwrap());
        let lines = sheet.parts.iter().flat_map(|(_, lines)| lines);
        let told = lines.filter(|l| l.sentence.en.contains("60 days, can be extended by 30 days"));
        let ids: Vec<&str> = told.map(|l| l.id.as_str()).collect();
        assert_eq!(ids, ["decide_appeal", "decide_appeal", "appeal_decide"]);
    }

    /// Sentences and what follows from them, of the lines with this id.
    fn told(layers: &[&str], id: &str) -> Vec<(String, String)> {
        let rules = Rules::load(None).unwrap();
        let sheet = sheet(&rules.ruleset(layers).unwrap());
        let lines = sheet.parts.into_iter().flat_map(|(_, lines)| lines);
        let found = lines.filter(|l| l.id == id);
        found
            .map(|l| (format!("{} {}", l.sentence.en, l.article.en), l.effect.en))
            .collect()
    }

    #[test]
    fn a_scale_says_where_its_grades_begin_what_is_proposed_otherwise_and_by_what() {
        let [(plain, _)] = told(&["cn-civil-servant"], "scale.annual").try_into().unwrap();
        assert!(
            plain.starts_with("Grades of a year: “Excellent”, “Competent”"),
            "{plain}"
        );
        assert!(
            plain.contains("Where no rule proposes a grade, “Competent” is."),
            "{plain}"
        );
        assert!(plain.ends_with("Art. 38"), "{plain}");
        let [(scored, _)] = told(&["cn-cutoffs-90-80-60"], "scale.period").try_into().unwrap();
        let grades = "“Good” (from 90 points), “Fairly good” (from 80 points), “Average” (from 60 points), “Poor”.";
        assert!(scored.contains(grades), "{scored}");
        assert!(scored.contains("Local rules (90/80/60)"), "{scored}");
    }

    #[test]
    fn a_quota_says_who_comes_first_and_what_it_is_tilted_toward() {
        let [(_, good)] = told(&["cn-pool-front-line"], "good").try_into().unwrap();
        let tilt = "people of units marked “front line” count 120 %, people of units marked “hard posts” count 120 %";
        assert!(good.contains(tilt), "{good}");
        assert!(
            good.ends_with("they go by the score; who is equal is for people to decide"),
            "{good}"
        );
        let [(_, excellent)] = told(&["cn-civil-servant"], "excellent").try_into().unwrap();
        assert!(
            excellent.contains("go by whom a rule puts first, then the score;"),
            "{excellent}"
        );
        assert!(!excellent.contains("marked"), "{excellent}");
    }

    #[test]
    fn a_clock_says_what_becomes_of_a_last_day_that_is_not_worked() {
        let rules = Rules::load(None).unwrap();
        let ruleset = rules.ruleset(&["cn-civil-servant"]).unwrap();
        let clocks = &ruleset.pack().clock;
        let of = |kind: DayKind, last: LastDay| {
            let found = clocks.iter().find(|c| c.kind == kind && c.last_day == last).unwrap();
            let [(sentence, _)] = told(&["cn-civil-servant"], &found.id).try_into().unwrap();
            (
                sentence.contains("moves on to the next"),
                sentence.contains("the last day stays"),
            )
        };
        assert_eq!(of(DayKind::Calendar, LastDay::NextWorking), (true, false));
        assert_eq!(of(DayKind::Calendar, LastDay::AsItIs), (false, true));
        assert_eq!(of(DayKind::Working, LastDay::AsItIs), (false, false));
    }
}
