//! A pack as anybody can read it: every rule with its sentence, its article and how sure that is.

use super::{grade_names, rules};
use crate::{Daybook, Result};
use domain::assessment::pack::{Basis, Clock, DayKind, Effect, NoGrade, Pack, Stage};
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
        (heading("名额", "Quotas"), quotas(pack)),
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

fn quotas(pack: &Pack) -> Vec<RuleLine> {
    use domain::assessment::pack::{Counted, Rounding};
    let lines = pack.quota.iter().map(|quota| {
        let raised = quota
            .raised_percent
            .map(|p| (format!("，经批准 {p}%"), format!(", {p} % with an approval")));
        let (more_zh, more_en) = raised.unwrap_or_default();
        let (of_zh, of_en) = match quota.counted {
            Counted::ShouldTakePart => ("应参加人数", "those who should take part"),
            Counted::Graded => ("可以确定等次的人数", "those who can be graded"),
        };
        let (round_zh, round_en) = match quota.rounding {
            Rounding::Floor => ("各单位向下取整", "rounded down in each unit"),
            Rounding::HalfUp => ("各单位四舍五入", "a half rounded up in each unit"),
            Rounding::LargestRemainder => ("全体一池，按最大余数分配", "one pool, shared by largest remainder"),
        };
        let grade = super::grade_name(pack, quota.of, &quota.grade).words;
        let percent = quota.percent;
        RuleLine {
            when: if quota.among == "true" {
                String::new()
            } else {
                quota.among.clone()
            },
            effect: Words::new(
                format!("“{}”：{of_zh}的 {percent}%{more_zh}，{round_zh}", grade.zh),
                format!("“{}”: {percent} % of {of_en}{more_en}, {round_en}", grade.en),
            ),
            ..line(
                pack,
                &quota.id,
                Words::new(quota.zh.clone(), quota.en.clone()),
                &quota.basis,
            )
        }
    });
    lines.collect()
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

fn clocks(pack: &Pack) -> Vec<RuleLine> {
    let lines = pack.clock.iter().map(|clock| {
        let (days, more) = (days(clock), extensible(clock));
        let sentence = Words::new(
            format!("{}：{}{}", clock.zh, days.zh, more.zh),
            format!("{}: {}{}", clock.en, days.en, more.en),
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
        let told = lines.filter(|l| l.sentence.en.ends_with("60 days, can be extended by 30 days"));
        let ids: Vec<&str> = told.map(|l| l.id.as_str()).collect();
        assert_eq!(ids, ["decide_appeal", "decide_appeal", "appeal_decide"]);
    }
}
