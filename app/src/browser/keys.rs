//! Single keys, where no field has the focus.

use leptos::ev;
use leptos::prelude::{document, window_event_listener};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

fn typing() -> bool {
    document().active_element().is_some_and(|e| {
        matches!(e.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
            || e.dyn_ref::<HtmlElement>().is_some_and(HtmlElement::is_content_editable)
    })
}

/// Leaves a field; inside a record the record keeps the place for `j` and `k`.
fn leave_field() {
    let element = |e: web_sys::Element| e.dyn_into::<HtmlElement>().ok();
    let Some(field) = document().active_element().and_then(element) else {
        return;
    };
    let record = field.closest("article.record").ok().flatten().and_then(element);
    _ = match record {
        Some(record) => record.focus(),
        None => field.blur(),
    };
}

/// Hears keys until the owner is gone; the handler says whether it used the key.
pub fn on_key(handle: impl Fn(&str) -> bool + 'static) {
    let listener = window_event_listener(ev::keydown, move |event| {
        if event.key() == "Escape" && typing() && !event.default_prevented() {
            leave_field();
        }
        let modified = event.ctrl_key() || event.meta_key() || event.alt_key();
        if !modified && !typing() && !event.default_prevented() && handle(&event.key()) {
            event.prevent_default();
        }
    });
    leptos::prelude::on_cleanup(move || listener.remove());
}
