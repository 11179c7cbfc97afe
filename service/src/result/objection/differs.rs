//! What became of objections, in sentences.

use super::digest;
use crate::assess::grade_name;
use crate::assess::load::{Opened, read};
use crate::assess::turn::compared;
use domain::assessment::Words;
use domain::assessment::dossier::{Against, Decided, Dossier, Objection};
use domain::assessment::pack::Pack;
use domain::assessment::process::{Act, State};

/// What the decisions on objections changed, in sentences: against the copy that was frozen, which is checked first. `own`: for the person
/// whom it is about, who reads of no objection of somebody else's to the name.
pub(crate) fn differences(dossier: &Dossier, opened: &Opened, own: bool) -> Vec<Words> {
    let mut all = Vec::new();
    for objection in &dossier.objections {
        match objection.asked {
            Act::ObjectToPublication if own => {}
            Act::ObjectToPublication => {
                all.push(frozen(objection));
                all.push(of_name(objection, dossier, opened));
            }
            _ => {
                all.push(frozen(objection));
                all.extend(of_result(objection, dossier, opened));
            }
        }
    }
    all
}

fn frozen(objection: &Objection) -> Words {
    let (zh, en) = (
        objection.asked.words(domain::Lang::Zh),
        objection.asked.words(domain::Lang::En),
    );
    let on = objection.on;
    match digest(&objection.frozen) == objection.digest {
        true => Words::new(
            format!(
                "{on} {zh}：申请时的案卷已封存，SHA-256 {}，至今未变。",
                short(&objection.digest)
            ),
            format!(
                "{on}, {en}: the dossier was frozen as it was, SHA-256 {}, and is unchanged.",
                short(&objection.digest)
            ),
        ),
        false => Words::new(
            format!("{on} {zh}：封存的案卷与其 SHA-256 不符，请立即报告。"),
            format!("{on}, {en}: the frozen dossier does not match its SHA-256. Report this at once."),
        ),
    }
}

/// What became of an objection to a name. While it is open there is no result that it could leave in force.
fn of_name(objection: &Objection, dossier: &Dossier, opened: &Opened) -> Words {
    match (&objection.decided, objection.withdrawn) {
        (Some(decided), _) => graded(objection, decided, opened),
        (None, Some(day)) => Words::new(
            format!("{day} 已撤回，不再答复。"),
            format!("Taken back on {day}: nothing is to be answered."),
        ),
        (None, None) if dossier.course.held().is_some() => Words::new(
            "尚未答复。复核或申诉决定的等次公示期满后才生效；答复可以改变它，但不低于原来的等次。",
            "Not answered yet. The grade that the re-review or the appeal decided comes into force when its publication is over; the answer can change it, and not to less than the grade that held before.",
        ),
        (None, None) => Words::new(
            "尚未答复。等次要在答复之后才能确定，现在没有生效的结果；答复可以维持公示的等次，也可以改变。",
            "Not answered yet. The grade is decided after the answer, so no result is in force; the answer can keep the published grade or change it.",
        ),
    }
}

/// What became of a re-review or an appeal.
fn of_result(objection: &Objection, dossier: &Dossier, opened: &Opened) -> Vec<Words> {
    match (&objection.decided, objection.withdrawn) {
        (Some(decided), _) => decision(objection, decided, dossier, opened),
        (None, Some(day)) => vec![Words::new(
            format!("{day} 已撤回，不再作出决定；原结果照常执行，不因申请或撤回而加重。"),
            format!(
                "Taken back on {day}: nothing is decided on it. The result stays in force, and nothing becomes heavier for asking or for taking it back."
            ),
        )],
        (None, None) if objection.asked == Act::AskReReview && dossier.course.state != State::ReReview => {
            vec![Words::new(
                "没有作出复核决定，本人已提出申诉。",
                "The re-review was not decided: the person appealed meanwhile.",
            )]
        }
        (None, None) => {
            let waits = Words::new(
                "尚未决定。在此期间原结果照常执行，不因申请而加重。",
                "Not decided yet. Until then the result stays in force, and nothing becomes heavier for asking.",
            );
            std::iter::once(waits).chain(extended(dossier, opened)).collect()
        }
    }
}

/// That the days for the decision that is open were extended, until when and why.
fn extended(dossier: &Dossier, opened: &Opened) -> Option<Words> {
    let course = &dossier.course;
    let done = course.extension()?;
    let act = match course.state {
        State::ReReview => Act::DecideReReview,
        _ => Act::DecideAppeal,
    };
    let until = course.due(act, &opened.setting(dossier.outcome.as_ref()?))?.last;
    let (on, reason) = (done.on, &done.reason);
    Some(Words::new(
        format!("{on} 办理期限延长到 {until}。理由：{reason}"),
        format!("On {on} the days for deciding were extended until {until}. Reason: {reason}"),
    ))
}

/// What it said of the grade.
fn graded(objection: &Objection, decided: &Decided, opened: &Opened) -> Words {
    let name = |grade: Option<&str>| match grade {
        Some(id) => grade_name(opened.pack(), opened.stage(), id).words,
        None => Words::new("不确定等次", "no grade"),
    };
    let (was, is) = (name(objection.grade_before.as_deref()), name(decided.grade.as_deref()));
    let (on, by, reason) = (decided.on, &decided.by_name, &decided.reason);
    match decided.upheld {
        true => Words::new(
            format!("等次：由“{}”改为“{}”（{on}，{by}）。理由：{reason}", was.zh, is.zh),
            format!("Grade: “{}” became “{}” ({on}, {by}). Reason: {reason}", was.en, is.en),
        ),
        false => Words::new(
            format!("等次：维持“{}”（{on}，{by}）。理由：{reason}", was.zh),
            format!("Grade: “{}” stands ({on}, {by}). Reason: {reason}", was.en),
        ),
    }
}

fn decision(objection: &Objection, decided: &Decided, dossier: &Dossier, opened: &Opened) -> Vec<Words> {
    let mut all = vec![graded(objection, decided, opened)];
    match &decided.against {
        Some(against) => {
            all.extend(changed(against));
            all.push(follows(against, opened.pack()));
        }
        // It was decided before what it changed was kept with it.
        None => all.extend(
            read::<Dossier>(&objection.frozen)
                .into_iter()
                .flat_map(|frozen| changed(&compared(&frozen, dossier))),
        ),
    }
    all
}

/// What else is not as it was in the frozen copy.
fn changed(against: &Against) -> [Words; 3] {
    let say = |differs: bool, zh: &str, en: &str| match differs {
        true => Words::new(format!("{zh}：与封存时不同。"), format!("{en}: not as it was frozen.")),
        false => Words::new(format!("{zh}：未变。"), format!("{en}: unchanged.")),
    };
    [
        say(against.reviews, "评鉴和引用的纪实", "Review and cited records"),
        say(against.summary, "个人小结", "Summary"),
        say(against.statuses, "人员情况（请假、处分等）", "Statuses and sanctions"),
    ]
}

/// What follows from the result.
fn follows(against: &Against, pack: &Pack) -> Words {
    let named = |ids: &[String]| -> Words {
        if ids.is_empty() {
            return Words::new("无", "none");
        }
        let of = |id: &String| {
            let known = pack.measure.iter().find(|m| m.id == *id);
            known.map_or_else(|| Words::new(id, id), |m| Words::new(&m.zh, &m.en))
        };
        let all: Vec<Words> = ids.iter().map(of).collect();
        let zh: Vec<&str> = all.iter().map(|w| w.zh.as_str()).collect();
        let en: Vec<&str> = all.iter().map(|w| w.en.as_str()).collect();
        Words::new(zh.join("、"), en.join("; "))
    };
    let (was, is) = (named(&against.before), named(&against.after));
    match against.before == against.after {
        true => Words::new(
            format!("结果带来的措施：未变（{}）。", is.zh),
            format!("Measures that follow: unchanged ({}).", is.en),
        ),
        false => Words::new(
            format!("结果带来的措施：原为“{}”，现为“{}”。", was.zh, is.zh),
            format!("Measures that follow: “{}” became “{}”.", was.en, is.en),
        ),
    }
}

/// The beginning of a digest.
fn short(digest: &str) -> &str {
    digest.get(..16).unwrap_or(digest)
}
