//! Which of somebody's posts is assessed, and by which unit.

use super::roster::Roster;
use crate::actor::is_current;
use chrono::NaiveDate;
use domain::UnitId;
use domain::assessment::case::{Status, StatusKind};
use domain::assessment::dossier::{Named, Period, Place};
use domain::assessment::pack::{AssessedBy, Effect};
use domain::assessment::{Outcome, Span, Words};
use store::organisation::SeatRow;

/// Appointed for good comes before acting, that before being seconded.
pub(super) fn rank(kind: &str) -> u8 {
    match kind {
        "substantive" => 0,
        "acting" => 1,
        _ => 2,
    }
}

/// The first one is the one somebody is assessed at.
pub(super) fn sort(seats: &mut [SeatRow]) {
    seats.sort_by(|a, b| (rank(&a.kind), !a.leads, &a.starts, &a.id).cmp(&(rank(&b.kind), !b.leads, &b.starts, &b.id)));
}

/// Where somebody is assessed in a period.
pub(super) struct Seated {
    pub place: Place,
    pub assessors: Vec<Named>,
    /// Why it is not simply the own post and its leader.
    pub remark: Option<Words>,
}

/// The present posts of somebody in a period: at home, and where he is seconded to.
pub(super) struct Posts<'a> {
    /// Within the units of the period.
    home: Option<&'a SeatRow>,
    /// Anywhere.
    host: Option<&'a SeatRow>,
    host_inside: bool,
}

impl<'a> Posts<'a> {
    /// `seats` in the order of [`sort`].
    pub(super) fn of(roster: &Roster, seats: &'a [SeatRow], units: &[UnitId], period: &Period) -> Self {
        let current = || seats.iter().filter(|s| is_current(s, &roster.today));
        // Who holds a post for good anywhere is at home there; who only acts, where he acts.
        let best = current().map(|s| rank(&s.kind)).min().unwrap_or_default();
        let home = current().find(|s| rank(&s.kind) == best && roster.is_inside(s, units));
        let seconded = |s: &&SeatRow| s.kind == "seconded" && span(s).is_some_and(|span| overlaps(span, period));
        // The latest, should there be several.
        let hosts = seats.iter().filter(seconded).filter(|_| best < rank("seconded"));
        let host = hosts.max_by(|a, b| (&a.starts, &a.id).cmp(&(&b.starts, &b.id)));
        Self {
            home,
            host_inside: host.is_some_and(|s| roster.is_inside(s, units)),
            host,
        }
    }

    /// Where the rules have somebody assessed, if in this period at all. `most`: how many assessors there are.
    pub(super) fn seated(&self, roster: &Roster, person: &str, outcome: &Outcome, most: usize) -> Option<Seated> {
        let by_host = self.host.filter(|_| outcome.assessed_by == Some(AssessedBy::HostUnit));
        let seat = match by_host {
            Some(host) if self.host_inside => host,
            _ => self.home?,
        };
        let place = roster.place(seat);
        // A unit that takes no part assesses all the same: it is where the work was done.
        let assessors = match by_host {
            Some(host) => roster.assessors(person, &roster.place(host), most),
            None => roster.assessors(person, &place, most),
        };
        let said = outcome
            .fired
            .iter()
            .rfind(|f| matches!(f.effect, Effect::AssessedBy(_)));
        let remark = said.map(|f| {
            Words::new(
                format!("{}（{}）", f.sentence.zh, f.article.zh),
                format!("{} ({})", f.sentence.en, f.article.en),
            )
        });
        Some(Seated {
            place,
            assessors,
            remark,
        })
    }
}

fn span(seat: &SeatRow) -> Option<Span> {
    let read = |text: &String| text.parse::<NaiveDate>().ok();
    Some(Span {
        first: match &seat.starts {
            Some(starts) => read(starts)?,
            None => NaiveDate::MIN,
        },
        last: seat.ends.as_ref().and_then(read),
    })
}

fn overlaps(span: Span, period: &Period) -> bool {
    span.first <= period.last && span.last.is_none_or(|last| last >= period.first)
}

/// Secondments and transfers within a period, as the appointments say.
pub(super) fn moves(seats: &[SeatRow], period: &Period) -> Vec<Status> {
    let mut moves: Vec<Status> = (seats.iter())
        .filter(|s| s.kind == "seconded")
        .filter_map(span)
        .filter(|span| overlaps(*span, period))
        .map(|span| Status {
            kind: StatusKind::Seconded,
            span,
        })
        .collect();
    moves.extend(transferred(seats, period).map(|(_, _, span)| Status {
        kind: StatusKind::TransferredIn,
        span,
    }));
    moves.sort_by_key(|m| (m.span.first, m.span.last));
    moves
}

/// Posts for good that were begun in the period in another unit than the one before: from which, to which, since when.
fn transferred<'a>(seats: &'a [SeatRow], period: &'a Period) -> impl Iterator<Item = (&'a SeatRow, &'a SeatRow, Span)> {
    let lasting = || seats.iter().filter(|s| s.kind == "substantive");
    lasting().filter_map(move |to| {
        let since = span(to).filter(|s| period.first <= s.first && s.first <= period.last)?;
        let left = |s: &&SeatRow| s.unit != to.unit && s.ends.is_some() && s.ends.as_ref() < to.starts.as_ref();
        let from = lasting().filter(left).max_by(|a, b| a.ends.cmp(&b.ends))?;
        Some((from, to, Span { last: None, ..since }))
    })
}

/// A sentence for each transfer of the period.
pub(super) fn transfers(seats: &[SeatRow], period: &Period) -> Vec<Words> {
    let words = transferred(seats, period).map(|(from, to, since)| {
        let (from, to, day) = (&from.unit_name, &to.unit_name, since.first);
        Words::new(
            format!("{day} 由{from}转到{to}，由现所在单位考核。"),
            format!("Moved from {from} to {to} on {day}; the present unit assesses."),
        )
    });
    words.collect()
}
