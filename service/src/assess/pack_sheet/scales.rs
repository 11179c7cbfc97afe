//! Where grades begin, and what is proposed where no rule says otherwise.

use super::line;
use crate::assess::grade_name;
use domain::assessment::Words;
use domain::assessment::pack::{Grade, Pack, Scale, Stage};
use domain::view::assess::RuleLine;

/// A line for each scale, with what it rests on.
pub(super) fn lines(pack: &Pack) -> Vec<RuleLine> {
    let stages = [
        (Stage::Period, "scale.period", "平时考核等次", "Grades of a period"),
        (Stage::Annual, "scale.annual", "年度考核等次", "Grades of a year"),
    ];
    let found = stages.into_iter().filter_map(|(stage, id, zh, en)| {
        let scale = pack.scale(stage)?;
        let sentence = sentence(pack, scale, (zh, en));
        Some(line(pack, id, sentence, &scale.basis))
    });
    found.collect()
}

fn sentence(pack: &Pack, scale: &Scale, (zh, en): (&str, &str)) -> Words {
    let from = |grade: &Grade| {
        let (zh, en) = match grade.cutoff {
            Some(points) => (format!("（{points} 分起）"), format!(" (from {points} points)")),
            None => Default::default(),
        };
        (format!("“{}”{zh}", grade.zh), format!("“{}”{en}", grade.en))
    };
    let (grades_zh, grades_en): (Vec<String>, Vec<String>) = scale.grade.iter().map(from).unzip();
    let (score_zh, score_en) = match scored(scale) {
        true => (
            "得分够到哪个分数线，就提出哪个等次。",
            " A score proposes the grade that it reaches.",
        ),
        false => ("", ""),
    };
    let ordinary = grade_name(pack, scale.of, &scale.ordinary).words;
    Words::new(
        format!(
            "{zh}：{}。{score_zh}没有规则提出等次时，提出“{}”。",
            grades_zh.join("、"),
            ordinary.zh
        ),
        format!(
            "{en}: {}.{score_en} Where no rule proposes a grade, “{}” is.",
            grades_en.join(", "),
            ordinary.en
        ),
    )
}

fn scored(scale: &Scale) -> bool {
    scale.grade.iter().any(|g| g.cutoff.is_some())
}

/// From how many points on a score proposes which grade; none where the organ does not score.
pub(in crate::assess) fn cut_offs(pack: &Pack, stage: Stage) -> Option<Words> {
    let scale = pack.scale(stage).filter(|scale| scored(scale))?;
    let from = |grade: &Grade| {
        let points = grade.cutoff?;
        Some((
            format!("{points} 分起为“{}”", grade.zh),
            format!("“{}” from {points}", grade.en),
        ))
    };
    let (zh, en): (Vec<String>, Vec<String>) = scale.grade.iter().filter_map(from).unzip();
    Some(Words::new(
        format!("总分 {}", zh.join("，")),
        format!("In total: {}", en.join(", ")),
    ))
}
