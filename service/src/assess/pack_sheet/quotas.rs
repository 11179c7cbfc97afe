//! Quotas as anybody can read them.

use super::line;
use crate::assess::grade_name;
use domain::assessment::Words;
use domain::assessment::pack::{Counted, Pack, PlaceOrder, Rounding, Tilt, mark_words};
use domain::view::assess::RuleLine;

/// Each quota with its share, how places are rounded, and who has one where they are too few.
pub(super) fn lines(pack: &Pack) -> Vec<RuleLine> {
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
        let (tilt, order) = (tilt(&quota.tilt), order(&quota.order));
        let grade = grade_name(pack, quota.of, &quota.grade).words;
        let percent = quota.percent;
        RuleLine {
            when: if quota.among == "true" {
                String::new()
            } else {
                quota.among.clone()
            },
            effect: Words::new(
                format!(
                    "“{}”：{of_zh}的 {percent}%{more_zh}，{round_zh}{}。{}",
                    grade.zh, tilt.zh, order.zh
                ),
                format!(
                    "“{}”: {percent} % of {of_en}{more_en}, {round_en}{}. {}",
                    grade.en, tilt.en, order.en
                ),
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

/// How much people of marked units count.
fn tilt(tilts: &[Tilt]) -> Words {
    if tilts.is_empty() {
        return Words::default();
    }
    let words = tilts.iter().map(|tilt| {
        let (mark, percent) = (mark_words(&tilt.mark), tilt.percent);
        (
            format!("，“{}”单位的人按 {percent}% 计", mark.zh),
            format!(", people of units marked “{}” count {percent} %", mark.en),
        )
    });
    let (zh, en): (Vec<String>, Vec<String>) = words.unzip();
    Words::new(zh.concat(), en.concat())
}

/// Who has a place where they are too few.
fn order(by: &[PlaceOrder]) -> Words {
    if by.is_empty() {
        return Words::new("名额不够时由人来定", "Where places are too few, people decide");
    }
    let words = by.iter().map(|by| match by {
        PlaceOrder::Preferred => ("是否优先考虑", "whom a rule puts first"),
        PlaceOrder::Score => ("得分", "the score"),
    });
    let (zh, en): (Vec<&str>, Vec<&str>) = words.unzip();
    Words::new(
        format!("名额不够时依次看{}，相同的由人来定", zh.join("、")),
        format!(
            "Where places are too few, they go by {}; who is equal is for people to decide",
            en.join(", then ")
        ),
    )
}
