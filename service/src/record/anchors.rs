//! What a record is tied to: read from the draft, checked against what is open to the writer, and kept in step with its lanes.

use crate::{Daybook, Result};
use chrono::NaiveDate;
use domain::permission::Actor;
use domain::view::{MOST_FILES, MOST_TIES, RecordDraft};
use domain::{RecordId, Tie, Violation};
use std::collections::HashMap;
use store::record::AnchorRow;

/// The ties of a draft of work on a `day`. What the draft does not speak of stays as it is in `kept`; what is kept needs no right again.
pub(super) async fn accept(
    daybook: &Daybook,
    actor: &Actor,
    draft: &RecordDraft,
    kept: &AnchorRow,
    day: NaiveDate,
) -> Result<AnchorRow> {
    let mut anchors = kept.clone();
    if let Some(items) = &draft.items {
        let ids = ids(items, Tie::Item, MOST_TIES)?;
        anchors.items = crate::plan::tie(daybook, actor, &ids, &kept.items).await?;
        let told = progress(draft.progress.as_deref().unwrap_or_default());
        for item in &mut anchors.items {
            if let Some(percent) = told.get(item.id.as_str()) {
                item.progress = *percent;
            }
        }
    }
    if let Some(indicators) = &draft.indicators {
        let ids = ids(indicators, Tie::Indicator, MOST_TIES)?;
        anchors.indicators = crate::indicator::tie(daybook, actor, &ids, &kept.indicators, day).await?;
    }
    if let Some(files) = &draft.files {
        let ids = ids(files, Tie::File, MOST_FILES)?;
        anchors.files = crate::attachment::tie(daybook, actor, &ids, &kept.files).await?;
    }
    // One that was withdrawn meanwhile stays named: an edit elsewhere in the record is not refused for it.
    let before = draft.continues.as_deref().map(|list| list.trim_matches([',', ' ']));
    if let Some(before) = before.filter(|before| *before != kept.continues) {
        anchors.continues = continued(daybook, actor, before).await?;
    }
    Ok(anchors)
}

/// Ids separated by commas, each once.
fn ids(list: &str, what: Tie, most: usize) -> Result<Vec<String>, Violation> {
    let mut ids: Vec<String> = Vec::new();
    for id in list.split(',').map(str::trim).filter(|id| !id.is_empty()) {
        if !domain::id::is_ulid(id) {
            return Err(Violation::TieUnknown { what });
        }
        if !ids.iter().any(|known| known == id) {
            ids.push(id.to_owned());
        }
    }
    if ids.len() > most {
        let limit = u32::try_from(most).unwrap_or(u32::MAX);
        return Err(Violation::TooManyTies { what, limit });
    }
    Ok(ids)
}

/// `ID:PERCENT` pairs; what is no percentage is not taken.
fn progress(list: &str) -> HashMap<&str, i64> {
    list.split(',')
        .filter_map(|pair| pair.trim().split_once(':'))
        .filter_map(|(id, percent)| Some((id, percent.parse().ok().filter(|p| (0..=100).contains(p))?)))
        .collect()
}

/// An own record that stands; empty for none.
async fn continued(daybook: &Daybook, actor: &Actor, record: &str) -> Result<String> {
    if record.is_empty() {
        return Ok(String::new());
    }
    match daybook.card_of(&RecordId(record.to_owned())).await? {
        Some(card) if card.row.author == actor.person.as_str() && !card.row.withdrawn => Ok(record.to_owned()),
        _ => Err(Violation::TieUnknown { what: Tie::Record }.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_ids_are_read_once_each_and_bounded() {
        let id = |n: u8| format!("01JD3Z8V9QK4M5N6P7R8S9T0A{n}");
        let list = format!(" {}, {},,{}", id(1), id(2), id(1));
        assert_eq!(ids(&list, Tie::Item, 2), Ok(vec![id(1), id(2)]));
        assert_eq!(
            ids("x;DELETE", Tie::Item, 2),
            Err(Violation::TieUnknown { what: Tie::Item })
        );
        let many: Vec<String> = (0..6).map(id).collect();
        assert_eq!(
            ids(&many.join(","), Tie::Item, 5),
            Err(Violation::TooManyTies {
                what: Tie::Item,
                limit: 5
            })
        );
    }

    #[test]
    fn only_percentages_are_progress() {
        let told = progress("a:60, b:101,c:-1,d:x,e:0,f");
        assert_eq!(told, HashMap::from([("a", 60), ("e", 0)]));
    }
}
