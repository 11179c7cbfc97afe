use super::list::About;
use crate::assess::waiting_reviews;
use crate::{Daybook, Error, Result};
use domain::assessment::dossier::{Bodies, Period};
use domain::notice::NoticeKind;
use domain::permission::{Action, Actor, Resource, decide};
use store::assess::PeriodRow;

/// What a notice of an assessment is about (a course, or a period as a whole), and where it leads. Nothing is told of a course that
/// the reader may not see (any more).
pub(super) async fn about(daybook: &Daybook, actor: &Actor, subject: &str, kind: NoticeKind) -> Result<About> {
    let db = daybook.db();
    let head = db.course_heads([subject]).await?.into_iter().next();
    let Some(head) = head else {
        let period = db.period(&subject.into()).await?;
        // Who objected to a name may not read the course: the answer stands where the name does.
        let path = match kind {
            NoticeKind::AssessAnswered => format!("/assess/period/{subject}/publication"),
            NoticeKind::AssessChanged => format!("/assess/period/{subject}"),
            _ => "/assess".to_owned(),
        };
        let many = match &period {
            Some(row) if kind == NoticeKind::AssessAsked => {
                waiting_reviews(daybook, &actor.person, row.clone()).await?
            }
            _ => 0,
        };
        return Ok(About {
            many: Some(many).filter(|many| *many > 0),
            ..of_period(period, path)
        });
    };
    let path = format!("/assess/course/{}", head.id);
    let Some(row) = db.period(&head.period.as_str().into()).await? else {
        return Ok(of_period(None, path));
    };
    let period: Period = serde_json::from_str(&row.body).map_err(|error| Error::Unavailable(error.to_string()))?;
    let Bodies {
        committee,
        deciding,
        re_review,
        appeal,
    } = period.bodies;
    let bodies = [committee, deciding, re_review, appeal].into_iter().flatten();
    let facts = head.facts(bodies.map(|named| named.id));
    let open = decide(actor, Action::ReadCourse, &Resource::Course(facts)).allowed;
    let mut told = of_period(open.then_some(row), path);
    if open && head.person != actor.person.as_str() {
        told.about = format!("{} · {}", told.about, head.person_name);
    }
    Ok(told)
}

fn of_period(period: Option<PeriodRow>, path: String) -> About {
    let (about, special) = period.map(|p| (p.title, p.special)).unwrap_or_default();
    About {
        about,
        special,
        path,
        ..About::default()
    }
}
