//! Pages about a whole period: opening it, its progress, its people, boards, publication, ballot, statuses, results of earlier years, simulation. Forms, tables and
//! text, without a script.

mod ballot;
mod board;
mod board_row;
mod bodies;
mod brought;
mod calibrate;
mod forms;
mod hand_over;
mod new;
mod page;
mod parts;
mod people;
mod person;
mod publication;
mod quota;
mod rules;
mod simulate;
mod sorting;
mod statistics;
mod statuses;
mod steps;
mod typed;
mod units;
mod years;

pub use ballot::ballot;
pub use board::board;
pub use new::new;
pub use page::page;
pub use people::people;
pub use person::TypedFields;
pub use publication::publication;
pub use simulate::simulate;
pub use statistics::statistics;
pub use statuses::{checked as statuses_checked, statuses};
pub use typed::TypedPeriod;
pub use years::{checked as years_checked, years};

use crate::prelude::*;
use crate::site::lang;
use crate::words::assess_admin::{PeriodWords, of};

fn a() -> &'static PeriodWords {
    of(lang())
}

/// The key of a form: what is sent twice from one rendering of the page is done once.
fn key() -> AnyView {
    view! { <input type="hidden" name="key" value=crate::browser::key()/> }.into_any()
}

fn hidden(name: &'static str, value: impl ToString) -> AnyView {
    view! { <input type="hidden" name=name value=value.to_string()/> }.into_any()
}
