//! Pages about plans: forms, tables and text, without a script.

mod act;
mod change;
mod fields;
mod goals;
mod import;
mod item;
mod load;
mod mine;
mod new;
mod people;
mod row;
mod story;
mod unit;

pub use import::{checked as plan_checked, import as plan_import};
pub use item::item as plan_item;
pub use mine::mine as plan_mine;
pub use new::new as plan_new;
pub use people::TypedPlan;
pub use unit::unit as plan_unit;

use crate::prelude::*;
use crate::site::w;
use crate::words::PlanWords;

fn p() -> &'static PlanWords {
    w().plans
}

/// The key of a form: what is sent twice from one rendering of the page is done once.
fn key() -> AnyView {
    view! { <input type="hidden" name="key" value=crate::browser::key()/> }.into_any()
}

fn hidden(name: &'static str, value: impl ToString) -> AnyView {
    view! { <input type="hidden" name=name value=value.to_string()/> }.into_any()
}
