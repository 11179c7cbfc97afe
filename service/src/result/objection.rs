//! Asking for re-review and appealing, and deciding on it: on a frozen copy, by others than before, never for the worse. Until then the
//! result stays in force.

mod which;

use super::{chosen, reason as reason_of};
use crate::assess::grade_name;
use crate::assess::load::{Opened, read, written};
use crate::assess::turn::{Request, Scene, Step, Wanted, change, name_of, turn};
use crate::{Daybook, Error, Result};
use chrono::NaiveDate;
use domain::CourseId;
use domain::assessment::Words;
use domain::assessment::dossier::{Decided, Dossier, Objection};
use domain::assessment::process::{Act, Refusal, State};
use domain::permission::Actor;
use domain::{PersonId, Violation, ledger::hex};
use sha2::{Digest, Sha256};
use which::{Which, kind};

/// The person asks for re-review (`re_review`) or appeals (`appeal`). The dossier is frozen as it is now.
pub async fn ask(daybook: &Daybook, actor: &Actor, id: &CourseId, which: &str, reason: &str, key: &str) -> Result<()> {
    let act = kind(which)?;
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
        withdrawn: None,
    })
}

/// A dossier as it is kept with an objection: whole, without the copies that it holds itself and what is still being written.
fn freeze(dossier: &Dossier) -> Result<String> {
    written(&Dossier {
        objections: vec![],
        since: vec![],
        ..dossier.clone()
    })
}

pub(super) fn digest(frozen: &str) -> String {
    hex(&Sha256::digest(frozen.as_bytes()))
}

/// Decides the re-review or the appeal that `of` names: of which kind it is, as for [`ask`], and the first of its kind, the second… With the
/// grade that holds it is refused, with a better one upheld. Reasons decide nothing but what they were written on: where that is open no
/// more, what became of it is said, whatever was asked since.
pub async fn decide_objection(
    daybook: &Daybook,
    actor: &Actor,
    id: &CourseId,
    of: (&str, u32),
    grade: &str,
    reason: &str,
    key: &str,
) -> Result<()> {
    let (which, reason) = (Which::of(of)?, reason_of(reason)?);
    let name = name_of(daybook, &actor.person).await?;
    let (today, grade) = (daybook.clock.today(), chosen(grade));
    let wanted = Wanted {
        act: which.decision(),
        grade,
        reason: &reason,
    };
    on_open(daybook, actor, id, which, key, wanted, |scene| {
        to_decide(scene, actor, which)?;
        // What is open is the last of its kind.
        let last = scene.dossier.objections.iter_mut().rfind(|o| o.asked == which.asked);
        settle(last, (&actor.person, &name), today, grade, &reason);
        Ok(())
    })
    .await
}

/// Takes the days more that the clock of the re-review or appeal that `of` names allows, once and before it is over; the person is told.
pub async fn extend_decision(
    daybook: &Daybook,
    actor: &Actor,
    id: &CourseId,
    of: (&str, u32),
    reason: &str,
    key: &str,
) -> Result<()> {
    let (which, reason) = (Which::of(of)?, reason_of(reason)?);
    let wanted = Wanted {
        act: Act::Extend,
        grade: None,
        reason: &reason,
    };
    on_open(daybook, actor, id, which, key, wanted, |scene| {
        to_decide(scene, actor, which)
    })
    .await
}

/// Refused where it is not open, or not for this one to decide.
fn to_decide(scene: &Scene<'_>, actor: &Actor, which: Which) -> Result<()> {
    which.is_open_to(actor, scene)?;
    by_others(&scene.dossier, &actor.person)
}

/// A step on the objection that was named: `edit` refuses where it is open no more.
async fn on_open<F>(
    daybook: &Daybook,
    actor: &Actor,
    id: &CourseId,
    which: Which,
    key: &str,
    wanted: Wanted<'_>,
    edit: F,
) -> Result<()>
where
    F: Fn(&mut Scene<'_>) -> Result<()>,
{
    let (grade, nth) = (wanted.grade.unwrap_or_default(), which.nth.to_string());
    let words = [
        wanted.act.as_str(),
        which.asked.as_str(),
        nth.as_str(),
        grade,
        wanted.reason,
    ];
    let words = words.join("\u{1f}");
    let request = Request {
        course: id,
        version: None,
        key,
        words: &words,
    };
    change(daybook, actor, request, |scene| {
        edit(scene)?;
        Ok(Some(Step {
            act: wanted.act,
            grade: wanted.grade.map(str::to_owned),
            reason: wanted.reason.to_owned(),
            uncited: 0,
        }))
    })
    .await
}

/// The person takes back the re-review or the appeal that `of` names, until it is decided; an appeal before the re-review that it ended. The
/// body that was asked is told. Where it is open no more nothing else is taken back in its place.
pub async fn withdraw_objection(
    daybook: &Daybook,
    actor: &Actor,
    id: &CourseId,
    of: (&str, u32),
    key: &str,
) -> Result<()> {
    let (which, today) = (Which::of(of)?, daybook.clock.today());
    let wanted = Wanted {
        act: Act::Withdraw,
        grade: None,
        reason: "",
    };
    on_open(daybook, actor, id, which, key, wanted, |scene| {
        let dossier = &mut scene.dossier;
        match dossier.course.may_withdraw(&actor.person) {
            true => {
                which.is_open_to_its_person(dossier)?;
                take_back(dossier, &actor.person, today)
            }
            false => {
                let (act, state) = (Act::Withdraw, dossier.course.state);
                Err(Violation::from(Refusal::NotNow { act, state }).into())
            }
        }
    })
    .await
}

/// Marks the last that somebody asked, and that is open, as taken back. [`Error::NotFound`] where there is none.
pub(super) fn take_back(dossier: &mut Dossier, by: &PersonId, on: NaiveDate) -> Result<()> {
    let mut last = dossier.objections.iter_mut().rev();
    let open = last.find(|o| o.by == *by && o.is_open());
    open.ok_or(Error::NotFound)?.withdrawn = Some(on);
    Ok(())
}

/// Of several assessors only the last one takes the step of the review. Whoever has submitted took part all the same.
fn by_others(dossier: &Dossier, by: &PersonId) -> Result<()> {
    match dossier.is_reviewed_by(by) {
        true => Err(Violation::from(Refusal::DecidedBefore).into()),
        false => Ok(()),
    }
}

/// Writes the decision under what it is on.
pub(super) fn settle<'o>(
    decided: impl IntoIterator<Item = &'o mut Objection>,
    (by, name): (&PersonId, &str),
    on: NaiveDate,
    grade: Option<&str>,
    reason: &str,
) {
    for objection in decided {
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
        match (&objection.decided, objection.withdrawn) {
            (None, Some(day)) => all.push(Words::new(
                format!("{day} 已撤回，不再作出决定；原结果照常执行，不因申请或撤回而加重。"),
                format!("Taken back on {day}: nothing is decided on it. The result stays in force, and nothing becomes heavier for asking or for taking it back."),
            )),
            (None, None) if objection.asked == Act::AskReReview && dossier.course.state != State::ReReview => {
                all.push(Words::new(
                    "没有作出复核决定，本人已提出申诉。",
                    "The re-review was not decided: the person appealed meanwhile.",
                ));
            }
            (None, None) => {
                all.push(Words::new(
                    "尚未决定。在此期间原结果照常执行，不因申请而加重。",
                    "Not decided yet. Until then the result stays in force, and nothing becomes heavier for asking.",
                ));
                all.extend(extended(dossier, opened));
            }
            (Some(decided), _) => all.extend(decision(objection, decided, dossier, opened)),
        }
    }
    all
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::sample;
    use domain::assessment::Ratio;

    #[test]
    fn what_is_still_being_written_is_not_frozen() {
        let mut one = sample::scored(Ratio::whole(90));
        one.since.clone_from(&one.reviews);
        let frozen: Dossier = read(&freeze(&one).unwrap()).unwrap();
        assert!(frozen.since.is_empty() && frozen.reviews == one.reviews);
    }
}
