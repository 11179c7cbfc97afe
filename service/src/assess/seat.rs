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

/// The day of which somebody is measured in a period: its last one, if that is over, else today.
pub(super) fn measured_on(roster: &Roster, period: &Period) -> String {
    period.last.to_string().min(roster.today.clone())
}

/// The appointment by which a post is looked at on a day: that of this day, or else the first one after it.
pub(super) fn held_on<'a>(seats: &'a [SeatRow], position: &str, day: &str) -> Option<&'a SeatRow> {
    let held = seats.iter().filter(|s| s.position == position);
    held.min_by_key(|s| (s.ends.as_deref().is_some_and(|ends| ends < day), s.starts.clone()))
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
    day: String,
}

impl<'a> Posts<'a> {
    /// `seats` in the order of [`sort`].
    pub(super) fn of(roster: &Roster, seats: &'a [SeatRow], units: &[UnitId], period: &Period) -> Self {
        let current = || seats.iter().filter(|s| is_current(s, &roster.today));
        // Who holds a post for good anywhere is at home there; who only acts, where he acts.
        let best = current().map(|s| rank(&s.kind)).min().unwrap_or_default();
        let home = current().find(|s| rank(&s.kind) == best && roster.is_inside(s, units));
        let seconded = |s: &&SeatRow| s.kind == "seconded" && span(s).is_some_and(|span| overlaps(span, period));
        let hosts = seats.iter().filter(seconded).filter(|_| best < rank("seconded"));
        let host = host_of(&hosts.collect::<Vec<_>>(), period.first, period.last);
        Self {
            home,
            host_inside: host.is_some_and(|s| roster.is_inside(s, units)),
            host,
            day: measured_on(roster, period),
        }
    }

    /// Where the rules have somebody assessed, if in this period at all. `most`: how many assessors there are.
    pub(super) fn seated(&self, roster: &Roster, person: &str, outcome: &Outcome, most: usize) -> Option<Seated> {
        let to_host = outcome.assessed_by == Some(AssessedBy::HostUnit);
        let by_host = self.host.filter(|_| to_host);
        let seat = match by_host {
            Some(host) if self.host_inside => host,
            _ => self.home?,
        };
        let place = roster.place(seat, &self.day);
        // A unit that takes no part assesses all the same: it is where the work was done.
        let assessors = match by_host {
            Some(host) => roster.assessors(person, &roster.place(host, &self.day), most),
            // Seconded as the office has entered it, and no list of staff says where to: the office names who assesses there.
            None if to_host && seat.kind != "seconded" => vec![],
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

/// Where somebody is seconded to: the one unit or, of several, that in which more than half of the period was worked; by the latest
/// appointment there. Where none of several has so much, nobody can say but the office.
fn host_of<'a>(hosts: &[&'a SeatRow], first: NaiveDate, last: NaiveDate) -> Option<&'a SeatRow> {
    let mut units: Vec<&str> = hosts.iter().map(|s| s.unit.as_str()).collect();
    units.sort_unstable();
    units.dedup();
    let days = || first.iter_days().take_while(move |day| *day <= last);
    let most = |unit: &&str| {
        let here = hosts.iter().filter(|s| s.unit == **unit);
        let spans: Vec<Span> = here.filter_map(|s| span(s)).collect();
        let worked = days().filter(|day| spans.iter().any(|s| s.has(*day))).count();
        worked * 2 > days().count()
    };
    let unit = match units.as_slice() {
        [one] => *one,
        several => several.iter().copied().find(most)?,
    };
    let there = hosts.iter().copied().filter(|s| s.unit == unit);
    there.max_by(|a, b| (&a.starts, &a.id).cmp(&(&b.starts, &b.id)))
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
    moves.extend(
        transferred(seats, period.first, period.last).map(|(_, _, span)| Status {
            kind: StatusKind::TransferredIn,
            span,
        }),
    );
    moves.sort_by_key(|m| (m.span.first, m.span.last));
    moves
}

/// Posts for good that were begun in the period in another unit than the one before: from which, to which, since when.
fn transferred(
    seats: &[SeatRow],
    first: NaiveDate,
    last: NaiveDate,
) -> impl Iterator<Item = (&SeatRow, &SeatRow, Span)> {
    let lasting = || seats.iter().filter(|s| s.kind == "substantive");
    // Who was there already, acting or on earlier terms, came with those.
    let goes_on = |to: &SeatRow, first: NaiveDate| {
        let ends = |s: &SeatRow| span(s).and_then(|s| s.last);
        seats
            .iter()
            .any(|s| s.unit == to.unit && s.kind != "seconded" && ends(s).is_some() && ends(s) == first.pred_opt())
    };
    lasting().filter_map(move |to| {
        let since = span(to).filter(|s| first <= s.first && s.first <= last)?;
        if goes_on(to, since.first) {
            return None;
        }
        let left = |s: &&SeatRow| s.unit != to.unit && s.ends.is_some() && s.ends.as_ref() < to.starts.as_ref();
        let from = lasting().filter(left).max_by(|a, b| a.ends.cmp(&b.ends))?;
        Some((from, to, Span { last: None, ..since }))
    })
}

/// A sentence for each transfer of the period.
pub(super) fn transfers(seats: &[SeatRow], period: &Period) -> Vec<Words> {
    let words = transferred(seats, period.first, period.last).map(|(from, to, since)| {
        let (from, to, day) = (&from.unit_name, &to.unit_name, since.first);
        Words::new(
            format!("{day} 由{from}转到{to}，由现所在单位考核。"),
            format!("Moved from {from} to {to} on {day}; the present unit assesses."),
        )
    });
    words.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::roster::Past;

    fn seat(unit: &str, kind: &str, starts: &str, ends: &str) -> SeatRow {
        let day = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        SeatRow {
            id: format!("{unit}{starts}"),
            position: unit.into(),
            title: "Clerk".into(),
            grade: String::new(),
            family: String::new(),
            families: Past::new(),
            remit: String::new(),
            leads: false,
            superior: None,
            unit: unit.into(),
            unit_name: unit.into(),
            path: vec![unit.into()],
            paths: Past::new(),
            kind: kind.into(),
            starts: day(starts),
            ends: day(ends),
        }
    }

    #[test]
    fn other_terms_in_the_same_unit_are_no_transfer() {
        let of = |seats: &[SeatRow]| {
            let day = |text: &str| text.parse::<NaiveDate>().unwrap();
            let found = transferred(seats, day("2026-01-01"), day("2026-12-31"));
            found
                .map(|(from, to, since)| format!("{} {} {}", from.unit, to.unit, since.first))
                .collect::<Vec<_>>()
        };
        let office = seat("office", "substantive", "2020-01-01", "2025-06-30");
        let moved = seat("finance", "substantive", "2026-05-10", "");
        assert_eq!(of(&[office.clone(), moved.clone()]), ["office finance 2026-05-10"]);
        let acting = seat("finance", "acting", "2025-07-01", "2026-05-09");
        assert!(of(&[office.clone(), acting, moved.clone()]).is_empty());
        let again = seat("finance", "substantive", "2026-07-01", "");
        let until = seat("finance", "substantive", "2026-05-10", "2026-06-30");
        assert_eq!(of(&[office, until, again]), ["office finance 2026-05-10"]);
    }

    #[test]
    fn of_several_units_that_assesses_in_which_more_than_half_was_worked() {
        let of = |seats: &[SeatRow]| {
            let day = |text: &str| text.parse::<NaiveDate>().unwrap();
            let hosts: Vec<&SeatRow> = seats.iter().collect();
            host_of(&hosts, day("2026-01-01"), day("2026-12-31")).map(|s| s.id.clone())
        };
        let to = |unit: &str, starts: &str, ends: &str| seat(unit, "seconded", starts, ends);
        let said = |id: &str| Some(id.to_owned());
        let harbour = to("harbour", "2026-01-01", "2026-07-31");
        let finance = to("finance", "2026-12-01", "");
        assert_eq!(of(&[harbour.clone(), finance.clone()]), said("harbour2026-01-01"));
        assert_eq!(of(&[finance.clone(), harbour]), said("harbour2026-01-01"));
        // Days of other years do not count.
        let long = to("harbour", "2024-01-01", "2026-05-31");
        assert_eq!(of(&[long, finance.clone()]), None);
        // Two stretches in one unit are together 183 of 365 days, and 182.
        let spring = to("harbour", "2026-01-01", "2026-03-31");
        let autumn = |ends: &str| to("harbour", "2026-07-01", ends);
        let pair = |ends: &str| of(&[spring.clone(), autumn(ends), finance.clone()]);
        assert_eq!(pair("2026-10-01"), said("harbour2026-07-01"));
        assert_eq!(pair("2026-09-30"), None);
        // By a paper of the office it can be more days than the list says: where there is one unit it is that one.
        assert_eq!(of(std::slice::from_ref(&finance)), said("finance2026-12-01"));
        assert_eq!(of(&[]), None);
    }

    #[test]
    fn a_post_is_looked_at_by_the_appointment_of_the_day() {
        let at = |unit: &str, starts: &str, ends: &str| SeatRow {
            position: "post".into(),
            ..seat(unit, "substantive", starts, ends)
        };
        let seats = [
            at("finance", "2026-07-01", ""),
            at("office", "2026-02-01", "2026-06-30"),
            seat("harbour", "acting", "", ""),
        ];
        for (day, unit) in [
            ("2026-01-10", "office"),
            ("2026-02-01", "office"),
            ("2026-06-30", "office"),
            ("2026-07-01", "finance"),
            ("2027-01-01", "finance"),
        ] {
            let found = held_on(&seats, "post", day).map(|s| s.unit.as_str());
            assert_eq!(found, Some(unit), "{day}");
        }
        assert!(held_on(&seats, "another", "2026-06-30").is_none());
    }
}
