//! What only a browser can do. On the server the same functions exist and do nothing, so that views need no conditions.

#[cfg(feature = "hydrate")]
mod dom;
#[cfg(feature = "hydrate")]
mod history;
#[cfg(feature = "hydrate")]
mod keys;
#[cfg(feature = "hydrate")]
mod near;
#[cfg(feature = "hydrate")]
mod turns;
#[cfg(feature = "hydrate")]
pub use dom::{
    around_caret, copy, day_of_month, element, exists, field_value, focus, go, here, hide_dialog, hold_place, jitter,
    key, length, press_first, press_in_record, reload, scroll_top, set_field, show_dialog, step_record, submit,
    tell_form, visible, write_around,
};
#[cfg(feature = "hydrate")]
pub use history::{first_record, note, noted, put_at, when_resting};
#[cfg(feature = "hydrate")]
pub use keys::on_key;
#[cfg(feature = "hydrate")]
pub use near::when_near;
#[cfg(feature = "hydrate")]
pub use turns::{after_turns, hurry_when_pressed, in_turn};

#[cfg(not(feature = "hydrate"))]
mod absent;
#[cfg(not(feature = "hydrate"))]
pub use absent::*;
