//! Opening a period: what was chosen is checked, the period written with the pack and calendar it keeps, and then everybody's course.

mod bodies;
mod check;
mod fill;
mod join;
mod later;

pub(super) use bodies::{gaps, nobody_left};
pub(super) use check::bodies_fit;
pub(crate) use fill::{fill, follow};
pub use join::add_joined;
pub use later::began_later;

use super::load::{Opened, written};
use super::turn::name_of;
use super::{keyed, manages};
use crate::act::{Deed, Outcome};
use crate::clock::{ms_of, new_id, now_ms};
use crate::{Daybook, Result};
use domain::PeriodId;
use domain::act::Act as Trace;
use domain::assessment::Words;
use domain::permission::Actor;
use store::assess::PeriodRow;

/// What the form of a new period holds, as it was typed.
#[derive(Clone, Debug, Default)]
pub struct Opening {
    /// `period`, `special` or `year`
    pub kind: String,
    pub title: String,
    /// What a special assessment is about.
    pub task: String,
    /// `YYYY-MM-DD`
    pub first: String,
    pub last: String,
    pub pack: String,
    pub overlays: Vec<String>,
    pub units: Vec<String>,
    /// Who holds posts only since after the last day: `in` or `out`; asked for where there is somebody.
    pub later: String,
    /// About which last day and units that was asked: `YYYY-MM-DD UNIT UNIT`. The choice holds for no others.
    pub later_of: String,
    /// `UNIT:mark`
    pub marks: Vec<String>,
    /// People by id.
    pub committee: Vec<String>,
    pub deciding: Vec<String>,
    pub re_review: Vec<String>,
    pub appeal: Vec<String>,
    /// An annual assessment of days that are no whole year is meant: it was asked about.
    pub short_year: bool,
}

/// Courses that are opened before the request is answered; more go on in the background.
const AT_ONCE: usize = 300;

/// Opens a period and a course for everybody it is about. Opening one again that did not come to its end goes on where it stopped.
pub async fn open_period(daybook: &Daybook, actor: &Actor, opening: Opening, key: &str) -> Result<PeriodId> {
    manages(actor)?;
    daybook.throttle.writing(&actor.person)?;
    let checked = check::check(daybook, &opening).await?;
    let id = match same(daybook, &checked).await? {
        Some(id) => id,
        None => {
            let row = row(&checked)?;
            let opened = Opened::of(&daybook.rules, row.clone())?;
            bodies::can_act(daybook, &checked.roster, &opened).await?;
            write(daybook, actor, &row, &checked, &opening, key).await?
        }
    };
    if checked.people > AT_ONCE {
        fill::spawn(daybook, &id);
    } else {
        fill(daybook, &id).await?;
    }
    Ok(id)
}

/// The period that these words are about, if it is being opened still.
async fn same(daybook: &Daybook, checked: &check::Checked) -> Result<Option<PeriodId>> {
    let period = &checked.period;
    let body = |row: &PeriodRow| super::load::read::<domain::assessment::dossier::Period>(&row.body);
    for row in daybook.db().periods(i64::MIN, 20).await? {
        let alike = row.state == "opening" && row.title == period.title && row.kind == period.kind.as_str();
        if alike && row.first == period.first.to_string() && row.last == period.last.to_string() {
            let known = body(&row)?;
            let about = (&known.units, &known.special, known.later);
            let chosen = about == (&period.units, &period.special, period.later);
            if chosen && known.digest == period.digest {
                return Ok(Some(PeriodId(row.id)));
            }
        }
    }
    Ok(None)
}

/// The row of a period that is opened now.
fn row(checked: &check::Checked) -> Result<PeriodRow> {
    let period = &checked.period;
    let id = new_id();
    let at = ms_of(&id).unwrap_or_else(now_ms);
    Ok(PeriodRow {
        id,
        kind: period.kind.as_str().to_owned(),
        title: period.title.clone(),
        special: period.special.clone(),
        first: period.first.to_string(),
        last: period.last.to_string(),
        opened: at,
        ord: -at,
        state: "opening".to_owned(),
        people: i64::try_from(checked.people).unwrap_or(i64::MAX),
        opening: 0,
        body: written(period)?,
    })
}

async fn write(
    daybook: &Daybook,
    actor: &Actor,
    row: &PeriodRow,
    checked: &check::Checked,
    opening: &Opening,
    key: &str,
) -> Result<PeriodId> {
    let by = name_of(daybook, &actor.person).await?;
    let all = format!("{opening:?}");
    let content = format!("{by}\u{1f}{all}\u{1f}{}", checked.period.digest);
    let content = &content;
    let outcome = daybook
        .perform(
            &actor.person,
            Trace::PeriodOpened,
            &keyed(key, &[&all]),
            |tx| async move {
                tx.put_period(row).await?;
                let deed = Deed {
                    act: Trace::PeriodOpened,
                    subject: row.id.clone(),
                    content: Some(content.clone()),
                    events: vec![],
                };
                Ok(((), deed))
            },
        )
        .await?;
    Ok(PeriodId(match outcome {
        Outcome::Done(()) => row.id.clone(),
        Outcome::Before(id) => id,
    }))
}

/// How many review a person: as many as the pack has parts for.
pub(crate) fn most_assessors(opened: &Opened) -> usize {
    opened.pack().weights("raters").map_or(1, |w| w.part.len().max(1))
}

/// Of the parts that assessors have in the pack those that nobody has, with so many who review, in words; none where all are there.
pub(crate) fn lacking(opened: &Opened, there: usize) -> Option<Words> {
    let parts = opened.pack().weights("raters")?.part.get(there..)?;
    let (zh, en): (Vec<&str>, Vec<&str>) = parts.iter().map(|p| (p.zh.as_str(), p.en.as_str())).unzip();
    (!parts.is_empty()).then(|| Words::new(format!("缺{}", zh.join("、")), format!("{} lacking", en.join(", "))))
}
