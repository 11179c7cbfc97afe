//! Asking for re-review and appealing, and deciding on it: on a frozen copy, by others than before, never for the worse. Until then the
//! result stays in force.

use super::reason as reason_of;
use crate::assess::grade_name;
use crate::assess::load::{Opened, course, read, written};
use crate::assess::turn::{Wanted, name_of, turn};
use crate::{Daybook, Error, Result};
use chrono::NaiveDate;
use domain::CourseId;
use domain::assessment::Words;
use domain::assessment::dossier::{Decided, Dossier, Objection};
use domain::assessment::process::{Act, State};
use domain::permission::Actor;
use domain::{PersonId, ledger::hex};
use sha2::{Digest, Sha256};

/// The person asks for re-review (`re_review`) or appeals (`appeal`). The dossier is frozen as it is now.
pub async fn ask(daybook: &Daybook, actor: &Actor, id: &CourseId, which: &str, reason: &str, key: &str) -> Result<()> {
    let act = match which {
        "re_review" => Act::AskReReview,
        "appeal" => Act::Appeal,
        _ => return Err(Error::NotFound),
    };
    let reason = reason_of(reason)?;
    let name = name_of(daybook, &actor.person).await?;
    let today = daybook.clock.today();
    let wanted = Wanted {
        act,
        grade: None,
        reason: &reason,
    };
    turn(daybook, actor, id, None, key, wanted, |dossier| {
        let objection = raised(dossier, act, (&actor.person, &name), today, &reason)?;
        dossier.objections.push(objection);
        Ok(())
    })
    .await
}

/// What somebody objects to, with the dossier as it stands.
pub(super) fn raised(
    dossier: &Dossier,
    act: Act,
    (by, name): (&PersonId, &str),
    on: NaiveDate,
    reason: &str,
) -> Result<Objection> {
    let frozen = freeze(dossier)?;
    Ok(Objection {
        asked: act,
        by: by.clone(),
        by_name: name.to_owned(),
        on,
        reason: reason.to_owned(),
        grade_before: dossier.course.grade.clone(),
        digest: digest(&frozen),
        frozen,
        decided: None,
    })
}

/// A dossier as it is kept with an objection: whole, without the copies that it holds itself.
fn freeze(dossier: &Dossier) -> Result<String> {
    written(&Dossier {
        objections: vec![],
        ..dossier.clone()
    })
}

pub(super) fn digest(frozen: &str) -> String {
    hex(&Sha256::digest(frozen.as_bytes()))
}

/// Decides the re-review or the appeal that is open: with the grade that holds it is refused, with a better one upheld.
pub async fn decide_objection(
    daybook: &Daybook,
    actor: &Actor,
    id: &CourseId,
    grade: &str,
    reason: &str,
    key: &str,
) -> Result<()> {
    let reason = reason_of(reason)?;
    let seen = course(daybook, &daybook.db(), id).await?;
    // Whoever sends this twice finds it decided: the key tells it from somebody else's.
    let act = match seen.dossier.course.state {
        State::ReReview | State::ReReviewed => Act::DecideReReview,
        _ => Act::DecideAppeal,
    };
    let name = name_of(daybook, &actor.person).await?;
    let today = daybook.clock.today();
    let grade = super::chosen(grade);
    let wanted = Wanted {
        act,
        grade,
        reason: &reason,
    };
    turn(daybook, actor, id, None, key, wanted, |dossier| {
        settle(dossier, asked_by(act), (&actor.person, &name), today, grade, &reason);
        Ok(())
    })
    .await
}

fn asked_by(act: Act) -> Act {
    match act {
        Act::DecideReReview => Act::AskReReview,
        Act::AnswerPublication => Act::ObjectToPublication,
        _ => Act::Appeal,
    }
}

/// Writes the decision under every objection of the kind that is open.
pub(super) fn settle(
    dossier: &mut Dossier,
    asked: Act,
    (by, name): (&PersonId, &str),
    on: NaiveDate,
    grade: Option<&str>,
    reason: &str,
) {
    for objection in dossier
        .objections
        .iter_mut()
        .filter(|o| o.asked == asked && o.decided.is_none())
    {
        objection.decided = Some(Decided {
            by: by.clone(),
            by_name: name.to_owned(),
            on,
            grade: grade.map(str::to_owned),
            reason: reason.to_owned(),
            upheld: objection.grade_before.as_deref() != grade,
        });
    }
}

/// What the decisions on objections changed, in sentences: against the copy that was frozen, which is checked first.
pub(crate) fn differences(dossier: &Dossier, opened: &Opened) -> Vec<Words> {
    let mut all = Vec::new();
    for objection in &dossier.objections {
        let (zh, en) = (
            objection.asked.words(domain::Lang::Zh),
            objection.asked.words(domain::Lang::En),
        );
        let on = objection.on;
        all.push(match digest(&objection.frozen) == objection.digest {
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
        });
        match &objection.decided {
            None => all.push(Words::new(
                "尚未决定。在此期间原结果照常执行，不因申请而加重。",
                "Not decided yet. Until then the result stays in force, and nothing becomes heavier for asking.",
            )),
            Some(decided) => all.extend(decision(objection, decided, dossier, opened)),
        }
    }
    all
}

fn decision(objection: &Objection, decided: &Decided, dossier: &Dossier, opened: &Opened) -> Vec<Words> {
    let name = |grade: Option<&str>| match grade {
        Some(id) => grade_name(opened.pack(), opened.stage(), id).words,
        None => Words::new("不确定等次", "no grade"),
    };
    let (was, is) = (name(objection.grade_before.as_deref()), name(decided.grade.as_deref()));
    let (on, by, reason) = (decided.on, &decided.by_name, &decided.reason);
    let mut all = vec![match decided.upheld {
        true => Words::new(
            format!("等次：由“{}”改为“{}”（{on}，{by}）。理由：{reason}", was.zh, is.zh),
            format!("Grade: “{}” became “{}” ({on}, {by}). Reason: {reason}", was.en, is.en),
        ),
        false => Words::new(
            format!("等次：维持“{}”（{on}，{by}）。理由：{reason}", was.zh),
            format!("Grade: “{}” stands ({on}, {by}). Reason: {reason}", was.en),
        ),
    }];
    if let Ok(frozen) = read::<Dossier>(&objection.frozen) {
        all.extend(changed(&frozen, dossier));
    }
    all
}

/// What else is not as it was in the frozen copy.
fn changed(frozen: &Dossier, now: &Dossier) -> Vec<Words> {
    let mut all = Vec::new();
    let mut say = |differs: bool, zh: &str, en: &str| {
        all.push(match differs {
            true => Words::new(format!("{zh}：与封存时不同。"), format!("{en}: not as it was frozen.")),
            false => Words::new(format!("{zh}：未变。"), format!("{en}: unchanged.")),
        });
    };
    say(
        frozen.reviews != now.reviews,
        "评鉴和引用的纪实",
        "Review and cited records",
    );
    say(frozen.summary != now.summary, "个人小结", "Summary");
    let statuses = |d: &Dossier| {
        (
            d.case.statuses.clone(),
            d.case.investigations.clone(),
            d.case.sanctions.clone(),
        )
    };
    say(
        statuses(frozen) != statuses(now),
        "人员情况（请假、处分等）",
        "Statuses and sanctions",
    );
    all
}

fn short(digest: &str) -> &str {
    digest.get(..16).unwrap_or(digest)
}
