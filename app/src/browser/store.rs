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

/// Forgets what others left on this device: a browser on plain HTTP ignores the server's word at signing out.
pub fn forget_others(person: &str) {
    let Some(storage) = storage() else { return };
    let count = storage.length().unwrap_or_default();
    let names: Vec<String> = (0..count).filter_map(|n| storage.key(n).ok().flatten()).collect();
    for name in names.iter().filter(|n| n.starts_with(PREFIX) && !n.contains(person)) {
        _ = storage.remove_item(name);
    }
}
