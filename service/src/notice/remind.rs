use super::noticed;
use crate::clock::{new_id, now_us};
use crate::plan::Due;
use crate::{Daybook, Error, Result, bus};
use domain::PersonId;
use domain::notice::NoticeKind;
use domain::view::DueCounts;
use store::notice::{NoticeRow, notice_key};

/// Tells of due days: once a day, in one notice, and only when something is due. It is written when the reader first comes that
/// day, whichever process is asked; nothing is counted but items.
pub(super) async fn remind(daybook: &Daybook, person: &PersonId, due: &Due) -> Result<()> {
    let today = daybook.clock.today();
    let counts = DueCounts {
        soon: due.soon.count(),
        overdue: due.overdue.count(),
    };
    let reminded = &daybook.cache.reminded;
    if counts == DueCounts::default() || reminded.get(person.as_str()) == Some(today) {
        return Ok(());
    }
    let (kind, now) = (NoticeKind::PlanDue.as_str(), daybook.clock.now());
    let row = &NoticeRow {
        id: notice_key(person.as_str(), kind, person.as_str()),
        person: person.0.clone(),
        kind: kind.to_owned(),
        thread: person.0.clone(),
        subject: written(counts),
        names: vec![],
        at: now,
        ord: -now,
        unread: true,
        ripe: now,
    };
    let event = noticed(vec![person.clone()]);
    let body = &serde_json::to_string(&event).map_err(|error| Error::Unavailable(error.to_string()))?;
    let id = &format!("{}0", new_id());
    let told = daybook
        .store
        .transact(|tx| async move {
            let last = tx.notice(&row.id).await?;
            if last.is_some_and(|last| daybook.clock.day_of(last.at) == today) {
                return Ok::<_, Error>(false);
            }
            tx.put_notices(std::slice::from_ref(row)).await?;
            tx.announce(id, now_us(), body).await?;
            Ok(true)
        })
        .await?;
    reminded.insert(person.0.clone(), today);
    if told {
        bus::deliver(daybook, id.clone(), event).await;
    }
    Ok(())
}

fn written(counts: DueCounts) -> String {
    format!("{},{}", counts.soon, counts.overdue)
}

/// The counts a reminder was written with.
pub(super) fn counts(subject: &str) -> Option<DueCounts> {
    let (soon, overdue) = subject.split_once(',')?;
    Some(DueCounts {
        soon: soon.parse().ok()?,
        overdue: overdue.parse().ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_read_as_they_were_written() {
        let given = DueCounts { soon: 3, overdue: 1 };
        assert_eq!(counts(&written(given)), Some(given));
        assert_eq!(counts("3"), None);
    }
}
