//! Who sits on the bodies of an open period: somebody has retired, is ill for long, or was the wrong one from the beginning.

use super::load::{self, Opened, WHOLE, heads, written};
use super::notices::of_period;
use super::open::{bodies_fit, gaps};
use super::roster::Roster;
use super::turn::{moved_on, name_of};
use super::{keyed, known, manages, refused};
use crate::act::Deed;
use crate::notice::tell;
use crate::{Daybook, Error, Result};
use domain::act::Act as Trace;
use domain::assessment::Words;
use domain::assessment::dossier::{Bodies, Named, Period};
use domain::assessment::process::Role;
use domain::permission::Actor;
use domain::{Lang, PeriodId};
use store::assess::CourseHead;

/// Characters of the reason.
const REASON: u32 = 1_000;
/// People on a body.
const MOST: usize = 60;

/// What a form about a body holds, as it was typed.
#[derive(Clone, Debug, Default)]
pub struct BodyChange {
    /// A `domain::assessment::process::Role`.
    pub body: String,
    /// Who leaves it; empty for nobody.
    pub out: String,
    /// Who joins it; empty for nobody.
    pub person: String,
    pub reason: String,
}

/// Changes who sits on a body of a period, with the reason. What was done stays as it is; both are told.
pub async fn change_body(
    daybook: &Daybook,
    actor: &Actor,
    period: &PeriodId,
    change: &BodyChange,
    key: &str,
) -> Result<()> {
    manages(actor)?;
    daybook.throttle.writing(&actor.person)?;
    load::period(daybook, &daybook.db(), period).await?;
    let role = Role::ALL.iter().copied().find(|r| r.as_str() == change.body);
    let role = role.ok_or(Error::NotFound)?;
    let reason = domain::text::accept(&change.reason, REASON)?;
    let new = joins(daybook, &change.person).await?;
    let name = name_of(daybook, &actor.person).await?;
    let key = keyed(
        key,
        &[period.as_str(), &change.body, &change.out, &change.person, &reason],
    );
    let (reason, name, new) = (&reason, &name, new.as_ref());
    daybook
        .perform(&actor.person, Trace::BodyChanged, &key, |tx| async move {
            let now = load::period(daybook, &tx, period).await?;
            now.stands()?;
            let mut after = now.period.clone();
            let gone = edit(&mut after.bodies, role, &change.out, new)?;
            let all = heads(&tx, &format!("all:{period}"), WHOLE).await?;
            can_act(&now, &after, &all)?;
            let day = daybook.clock.today().to_string();
            after.remarks.push(remark(&day, role, gone.as_ref(), new, reason));
            let mut row = now.row;
            row.body = written(&after)?;
            tx.put_period(&row).await?;
            let named: Vec<&Named> = gone.iter().chain(new).collect();
            let news = named.iter().map(|n| of_period(n.id.clone(), period));
            let mut events = vec![moved_on(period)];
            events.extend(tell(daybook, &tx, &actor.person, name, news.collect()).await?);
            let deed = Deed {
                act: Trace::BodyChanged,
                subject: period.0.clone(),
                content: Some(format!("{} -{} +{}\n{reason}", change.body, change.out, change.person)),
                events,
            };
            Ok(((), deed))
        })
        .await?;
    Ok(())
}

/// Who is to join; nobody who holds no post any more.
async fn joins(daybook: &Daybook, person: &str) -> Result<Option<Named>> {
    if person.is_empty() {
        return Ok(None);
    }
    known(person)?;
    let roster = Roster::read(daybook, &daybook.db()).await?;
    let name = roster.name(person).ok_or(Error::NotFound)?.to_owned();
    if roster.has_left(person) {
        return refused(
            "这个人已不在岗，请另选一人。",
            "This person holds no post any more. Choose somebody else.",
        );
    }
    let id = person.into();
    Ok(Some(Named { id, name }))
}

/// Who has left the body.
fn edit(bodies: &mut Bodies, role: Role, out: &str, new: Option<&Named>) -> Result<Option<Named>> {
    let body = match role {
        Role::Committee => &mut bodies.committee,
        Role::DecidingHead => &mut bodies.deciding,
        Role::ReviewBody => &mut bodies.re_review,
        Role::AppealBody => &mut bodies.appeal,
        _ => return Err(Error::NotFound),
    };
    let at = body.iter().position(|n| n.id.as_str() == out);
    if at.is_none() && !out.is_empty() {
        return refused(
            "要退出的人不在所选的这一方面。请重新选择。",
            "Who is to leave does not sit on the body that is chosen. Choose again.",
        );
    }
    if new.is_some_and(|new| body.iter().any(|n| n.id == new.id)) {
        return refused("这个人已经在内。", "This person sits on it already.");
    }
    if at.is_none() && (new.is_none() || body.len() >= MOST) {
        return refused(
            "没有选谁退出或加入，或者人数已经太多。",
            "Nobody is chosen to leave or to join, or there are too many already.",
        );
    }
    let gone = at.map(|at| body.remove(at));
    if let Some(new) = new {
        body.insert(at.unwrap_or(body.len()), new.clone());
    }
    Ok(gone)
}

/// Refused is what would leave somebody undecided who is not so already: of two gaps each can be closed on its own.
fn can_act(now: &Opened, after: &Period, all: &[CourseHead]) -> Result<()> {
    bodies_fit(&now.rules, after.kind, &after.bodies)?;
    let before = gaps(now.pack(), now.period.kind, &now.period.bodies);
    let takes_part = |one: &Named| all.iter().any(|h| h.person == one.id.as_str());
    let gaps = gaps(now.pack(), after.kind, &after.bodies);
    let mut new = gaps.iter().filter(|gap| !before.contains(gap));
    match new.find(|gap| gap.alone().is_none_or(takes_part)) {
        Some(gap) => gap.refused(),
        None => Ok(()),
    }
}

fn remark(day: &str, role: Role, gone: Option<&Named>, new: Option<&Named>, reason: &str) -> Words {
    let told = |lang: Lang| {
        let left = gone.map(|n| lang.pick(format!("{}退出", n.name), format!("{} left", n.name)));
        let came = new.map(|n| lang.pick(format!("{}加入", n.name), format!("{} joined", n.name)));
        let all: Vec<String> = left.into_iter().chain(came).collect();
        all.join(lang.pick("，", ", "))
    };
    Words::new(
        format!(
            "{day} 人事部门调整{}：{}。理由：{reason}",
            role.words(Lang::Zh),
            told(Lang::Zh)
        ),
        format!(
            "On {day} the personnel office changed {}: {}. Reason: {reason}",
            role.words(Lang::En),
            told(Lang::En)
        ),
    )
}
