//! Unsent text, kept on this device. Names carry the person, so that the next one at the same machine does not see it.

use leptos::prelude::window;

const PREFIX: &str = "daybook:draft:";

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

pub fn load_draft(name: &str) -> Option<String> {
    storage()?
        .get_item(&format!("{PREFIX}{name}"))
        .ok()
        .flatten()
        .filter(|text| !text.is_empty())
}

/// An empty text forgets the draft.
pub fn save_draft(name: &str, text: &str) {
    let Some(storage) = storage() else { return };
    let name = format!("{PREFIX}{name}");
    _ = if text.trim().is_empty() {
        storage.remove_item(&name)
    } else {
        storage.set_item(&name, text)
    };
}
