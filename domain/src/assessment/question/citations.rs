use super::Question;
use chrono::NaiveDate;

/// So many citations and fewer say nothing.
const FEWEST: u32 = 4;

/// Whether more than two thirds of the citations are from the last weeks: about three eighths of the period, so five weeks of thirteen.
///
/// Days outside the period, and the order of the days, do not matter. A period of two weeks has no last weeks.
pub fn crowded(first: NaiveDate, last: NaiveDate, cited: &[NaiveDate]) -> Option<Question> {
    let days = (last - first).num_days() + 1;
    let weeks = u32::try_from((days * 3 + 28) / 56).ok()?;
    let late = i64::from(weeks) * 7;
    if late * 2 >= days {
        return None;
    }
    let within = cited.iter().filter(|d| (first..=last).contains(d));
    let (mut all, mut at_end) = (0u32, 0u32);
    for day in within {
        all += 1;
        at_end += u32::from((last - *day).num_days() < late);
    }
    let many = all >= FEWEST && u64::from(at_end) * 3 > u64::from(all) * 2;
    many.then_some(Question::Crowded {
        late: at_end,
        all,
        weeks,
    })
}
