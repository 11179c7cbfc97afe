//! Words with facts in them.

use crate::dates;
use domain::Lang;
use domain::assessment::pack::mark_words;
use domain::assessment::process::Act;
use domain::view::assess::HandedOver;
pub use domain::view::assess::left_words as left;

/// `12 people`
pub fn people(n: u32, lang: Lang) -> String {
    let one = if n == 1 {
        "1 person".to_owned()
    } else {
        format!("{n} people")
    };
    lang.pick(format!("{n} 人"), one)
}

/// How many people began after the last day of a period, beside how many others.
pub fn began_later(later: u32, others: u32, lang: Lang) -> String {
    lang.pick(
        format!("所选单位中有 {later} 人是最后一天以后才开始任职的，其余 {others} 人在此之前。"),
        format!("In these units {later} hold posts only since after the last day, {others} since before."),
    )
}

/// Whom a reminder would be for.
pub fn to_remind(people: u32, assessors: u32, lang: Lang) -> String {
    let (write, review) = (
        lang.pick(format!("写小结的 {people} 人"), format!("{people} of a summary")),
        lang.pick(format!("评鉴人 {assessors} 人"), format!("{assessors} of reviews")),
    );
    let each = [(people, write), (assessors, review)].into_iter();
    let each: Vec<String> = each.filter(|(many, _)| *many > 0).map(|(_, said)| said).collect();
    lang.pick(
        format!("待提醒：{}。", each.join("、")),
        format!("To be reminded: {}.", each.join(", ")),
    )
}

/// Who was told today, and is not reminded again.
pub fn told_today(people: u32, lang: Lang) -> String {
    lang.pick(
        format!("今天已通知或提醒 {people} 人，不再重复提醒。"),
        format!("Told or reminded today, and left out: {people}."),
    )
}

/// An assessor among others, with how many are left to review and why he is not there.
pub fn reviewer(name: &str, left: u32, absent: Option<&str>, lang: Lang) -> String {
    let many = people(left, lang);
    match absent {
        Some(why) => lang.pick(format!("{name}（{why}）· {many}"), format!("{name} ({why}) · {many}")),
        None => format!("{name} · {many}"),
    }
}

/// The button that hands over.
pub fn hand_over(from: &str, left: u32, lang: Lang) -> String {
    lang.pick(
        format!("移交{from}的 {left} 份评鉴"),
        format!("Hand over what {from} has left ({left})"),
    )
}

/// What became of it.
pub fn handed_over(report: &HandedOver, lang: Lang) -> String {
    let HandedOver { from, to, done, .. } = report;
    let not = match report.refused.len() {
        0 => String::new(),
        not => lang.pick(format!("，未移交 {not} 份"), format!("; {not} not")),
    };
    let more = match report.more {
        0 => String::new(),
        more => lang.pick(
            format!("。还有 {more} 份，请再办一次"),
            format!(". {more} more are left: hand over once more"),
        ),
    };
    lang.pick(
        format!("{from}移交{to}：已移交 {done} 份{not}{more}。"),
        format!("{from} to {to}: {done} handed over{not}{more}."),
    )
}

/// Which people of a list a page shows: so many stand before them.
pub fn listed(before: u32, here: u32, all: u32, lang: Lang) -> String {
    let (first, last) = (before + 1, before + here);
    lang.pick(
        format!("共 {all} 人，本页是第 {first} 至 {last} 人。"),
        format!("{all} people; this page lists {first} to {last}."),
    )
}

/// From when to when.
pub fn days(first: &str, last: &str, lang: Lang) -> String {
    let (first, last) = (dates::long(first, lang), dates::long(last, lang));
    lang.pick(format!("{first}至{last}"), format!("{first} to {last}"))
}

/// Since when, if it has no end yet.
pub fn since(first: &str, last: Option<&str>, lang: Lang) -> String {
    match last {
        Some(last) => days(first, last, lang),
        None => {
            let first = dates::long(first, lang);
            lang.pick(format!("{first}起"), format!("since {first}"))
        }
    }
}

pub fn until(day: &str, lang: Lang) -> String {
    let day = dates::long(day, lang);
    lang.pick(format!("到{day}"), format!("until {day}"))
}

pub fn opened(stand: u32, of: u32, lang: Lang) -> String {
    lang.pick(
        format!("已建立 {stand} 人，共 {of} 人"),
        format!("{stand} of {of} people"),
    )
}

pub fn done(done: u32, of: u32, lang: Lang) -> String {
    lang.pick(format!("已办 {done}，共 {of} 人"), format!("{done} of {of} people"))
}

pub fn looked_at(done: u32, of: u32, lang: Lang) -> String {
    lang.pick(format!("已算 {done}，共 {of} 人"), format!("{done} of {of} people"))
}

/// The heading of a page that asks before a step is taken for many.
pub fn step_for(act: Act, n: u32, lang: Lang) -> String {
    let what = capital(act.words(lang));
    lang.pick(format!("{what}：{n} 人"), format!("{what}: {}", people(n, lang)))
}

/// What the step means for those it is taken for.
pub fn step_what(act: Act, lang: Lang) -> &'static str {
    match act {
        Act::Compile => lang.pick(
            "按平时考核的结果和规则，为每个人汇总年度考核的资格和建议。",
            "For each person, the results of the year and the rules are put together: who can have which grade.",
        ),
        Act::Rate => lang.pick(
            "关闭票箱，结束民主测评。结束后不能再投票；票数太少时不公布结果。",
            "Closes the box. Nobody can vote after that; with too few ballots nothing is shown.",
        ),
        Act::Calibrate => lang.pick(
            "按建议的等次通过平衡。名额不够或不符合规则的人会跳过，列出原因。要改谁的等次，先到对照表里逐个办理。",
            "Proposals pass as they are. Whoever a rule or the places stand against is left out, with the reason. Where a grade is to be another, change it on the board first.",
        ),
        Act::Publish => lang.pick(
            "公布名单，从今天起算公示期。参加考核的人都能看到，也可以提出异议。",
            "The names are published from today. Everybody who takes part sees them and may object.",
        ),
        Act::Decide => lang.pick(
            "按平衡后的等次确定。不符合规则、公示未满或名额不够的人会跳过，列出原因。",
            "Decides as calibrated. Whoever a rule, the publication or the places stand against is left out, with the reason.",
        ),
        Act::GiveFeedback => lang.pick(
            "把结果告诉每个人。从今天起，本人可以申请复核。",
            "Everybody is told the result. From today the person can ask for re-review.",
        ),
        Act::Close => lang.pick(
            "结束这些人的考核。还在复核、申诉期限内的人会跳过。",
            "Ends these assessments. Whoever can still object is left out.",
        ),
        Act::Archive => lang.pick(
            "归档后只能查阅，不再变动。",
            "In the archive they can be read and no longer changed.",
        ),
        _ => "",
    }
}

/// English acts are written small, for the middle of sentences.
pub fn capital(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

/// “Good”: 3 proposed, 4 places.
pub fn proposed_of(proposed: u32, places: u32, lang: Lang) -> String {
    lang.pick(
        format!("已建议 {proposed} 人，名额 {places} 个"),
        format!(
            "{proposed} proposed, {places} {}",
            if places == 1 { "place" } else { "places" }
        ),
    )
}

pub fn places_of(grade: &str, lang: Lang) -> String {
    lang.pick(format!("“{grade}”的名额"), format!("Places for “{grade}”"))
}

pub fn over(by: u32, lang: Lang) -> String {
    lang.pick(format!("超出 {by} 个"), format!("{by} too many"))
}

/// Too many in some units, though all together are not.
pub fn over_in_units(by: u32, lang: Lang) -> String {
    lang.pick(
        format!("有单位超出，共 {by} 个"),
        format!("{by} too many within single units"),
    )
}

pub fn turnout(invited: u32, cast: u32, lang: Lang) -> String {
    lang.pick(
        format!("应投 {invited} 人，已投 {cast} 人"),
        format!("{cast} of {invited} have voted"),
    )
}

pub fn missing(n: u32, lang: Lang) -> String {
    lang.pick(
        format!("本单位还有 {n} 人的全年情况没有汇总。每人只有一张票，要等大家都汇总后一起投。"),
        format!("The year of {n} of your unit is not put together yet. Everybody has one ballot, on all at once, so it opens when it is."),
    )
}

pub fn fewest(n: u32, lang: Lang) -> String {
    lang.pick(
        format!("少于 {n} 张票时不公布结果，以免猜出是谁投的。"),
        format!("With fewer than {n} ballots nothing is shown, so that nobody can guess."),
    )
}

pub fn body_of(body: &str, person: &str, lang: Lang) -> String {
    lang.pick(format!("{person}：{body}"), format!("{person}: {body}"))
}

/// Done of due.
pub fn done_of(done: u32, due: u32, key: bool, lang: Lang) -> String {
    match key {
        true => lang.pick(format!("重点 {done}/{due}"), format!("key {done} of {due}")),
        false => lang.pick(format!("{done}/{due}"), format!("{done} of {due}")),
    }
}

pub fn weeks(with: usize, of: usize, lang: Lang) -> String {
    lang.pick(format!("{of} 周中 {with} 周"), format!("{with} of {of} weeks"))
}

pub fn aspects(all: u32, uncited: u32, lang: Lang) -> String {
    match uncited {
        0 => lang.pick(format!("{all} 项指标都有引用"), format!("all {all} indicators cited")),
        n => lang.pick(
            format!("{all} 项指标，{n} 项没有引用"),
            format!("{n} of {all} indicators not cited"),
        ),
    }
}

/// Earlier periods in which the person had a place of the quota.
pub fn before(n: u32, lang: Lang) -> Option<String> {
    let times = if n == 1 {
        "once".to_owned()
    } else {
        format!("{n} times")
    };
    (n > 0).then(|| lang.pick(format!("以前占过名额 {n} 次"), format!("had a place {times} before")))
}

pub fn of_person(what: &str, person: &str, lang: Lang) -> String {
    lang.pick(format!("{what}：{person}"), format!("{what}: {person}"))
}

/// Who objected, and when.
pub fn by_on(by: &str, on: &str, lang: Lang) -> String {
    let on = dates::short(on, lang);
    lang.pick(format!("{by}，{on}"), format!("{by}, {on}"))
}

pub fn was_would(was: u32, would: u32, lang: Lang) -> String {
    lang.pick(
        format!("原来 {was} 人，试算 {would} 人"),
        format!("was {was}, would be {would}"),
    )
}

pub fn changed(n: u32, of: u32, lang: Lang) -> String {
    lang.pick(
        format!("{of} 人中 {n} 人的等次会变。"),
        format!("{n} of {of} people would have another grade."),
    )
}

pub fn chosen(n: usize, lang: Lang) -> String {
    lang.pick(format!("已选 {n} 人"), format!("{n} chosen"))
}

/// A mark that an organ puts on units.
pub fn mark(mark: &str, lang: Lang) -> String {
    mark_words(mark).pick(lang).to_owned()
}

/// The name of a stretch (`2026 Q4`, `2026 H1`, `2026-10`, `2026`) as people call it; anything else as it is.
pub fn stretch(name: &str, lang: Lang) -> String {
    let digits = |text: &str| text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
    let zh = match name.split_once([' ', '-']) {
        Some((year, part)) if digits(year) => {
            match (part.strip_prefix('Q'), part.strip_prefix('H'), part.parse::<u8>()) {
                (Some(quarter), ..) => Some(format!("{year}年第{quarter}季度")),
                (_, Some("1"), _) => Some(format!("{year}年上半年")),
                (_, Some("2"), _) => Some(format!("{year}年下半年")),
                (.., Ok(month)) => Some(format!("{year}年{month}月")),
                _ => None,
            }
        }
        None if digits(name) => Some(format!("{name}年")),
        _ => None,
    };
    lang.pick(zh.unwrap_or_else(|| name.to_owned()), name.to_owned())
}

/// `2026年度考核`
pub fn year_title(year: &str, lang: Lang) -> String {
    lang.pick(format!("{year}年度考核"), format!("Year {year}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_are_called_as_people_call_them() {
        for (name, zh) in [
            ("2026 Q4", "2026年第4季度"),
            ("2026 H2", "2026年下半年"),
            ("2026-03", "2026年3月"),
            ("2026", "2026年"),
            ("my own-name", "my own-name"),
        ] {
            assert_eq!(
                (stretch(name, Lang::Zh).as_str(), stretch(name, Lang::En).as_str()),
                (zh, name)
            );
        }
    }

    #[test]
    fn what_was_handed_over_is_said_with_what_was_not() {
        let mut report = HandedOver {
            from: "Ole".into(),
            to: "Har".into(),
            done: 12,
            ..HandedOver::default()
        };
        assert_eq!(handed_over(&report, Lang::En), "Ole to Har: 12 handed over.");
        report
            .refused
            .push(("Ann".into(), domain::assessment::Words::new("", "")));
        report.more = 3;
        let said = handed_over(&report, Lang::En);
        assert_eq!(
            said,
            "Ole to Har: 12 handed over; 1 not. 3 more are left: hand over once more."
        );
        let said = handed_over(&report, Lang::Zh);
        assert_eq!(said, "Ole移交Har：已移交 12 份，未移交 1 份。还有 3 份，请再办一次。");
    }

    #[test]
    fn clocks_say_what_is_left_and_what_is_over() {
        let en = [-3, -1, 0, 1, 4].map(|n| left(n, Lang::En));
        assert_eq!(
            en,
            [
                "3 days over",
                "1 day over",
                "today is the last day",
                "1 day left",
                "4 days left"
            ]
        );
        assert_eq!(left(-2, Lang::Zh), "已过 2 天");
    }
}
