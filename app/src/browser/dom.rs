//! Small things done to the page.

use js_sys::{Reflect, Uint8Array};
use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Element, HtmlDialogElement, HtmlElement, HtmlFormElement, HtmlInputElement, HtmlTextAreaElement, ScrollToOptions,
};

pub fn element(id: &str) -> Option<Element> {
    document().get_element_by_id(id)
}

/// A fresh idempotency key: 26 hexadecimal digits.
pub fn key() -> String {
    let bytes = Uint8Array::new_with_length(13);
    if let Ok(crypto) = Reflect::get(&window(), &JsValue::from_str("crypto")) {
        // Unlike `randomUUID` it exists on plain HTTP too (an organ's inner network).
        let fill = Reflect::get(&crypto, &JsValue::from_str("getRandomValues"))
            .ok()
            .and_then(|f| f.dyn_into::<js_sys::Function>().ok());
        if let Some(fill) = fill {
            _ = fill.call1(&crypto, &bytes);
        }
    }
    bytes.to_vec().iter().map(|b| format!("{b:02X}")).collect()
}

/// On the device's clock.
pub fn day_of_month() -> u32 {
    js_sys::Date::new_0().get_date()
}

/// Copies the address of a path on this site; false when the browser does not let us.
pub fn copy(path: &str) -> bool {
    let clipboard = Reflect::get(&window().navigator(), &JsValue::from_str("clipboard")).unwrap_or(JsValue::UNDEFINED);
    let Some(write) = Reflect::get(&clipboard, &JsValue::from_str("writeText"))
        .ok()
        .and_then(|f| f.dyn_into::<js_sys::Function>().ok())
    else {
        return false;
    };
    let origin = window().location().origin().unwrap_or_default();
    write
        .call1(&clipboard, &JsValue::from_str(&format!("{origin}{path}")))
        .is_ok()
}

pub fn field_value(id: &str) -> String {
    let Some(field) = element(id) else { return String::new() };
    match field.dyn_ref::<HtmlTextAreaElement>() {
        Some(area) => area.value(),
        None => field
            .dyn_ref::<HtmlInputElement>()
            .map(HtmlInputElement::value)
            .unwrap_or_default(),
    }
}

/// Sets what stands in a field. Fields are left to the browser otherwise: what was typed before the script came is kept.
pub fn set_field(id: &str, value: &str) {
    if let Some(field) = element(id) {
        let _ = Reflect::set(&field, &"value".into(), &value.into());
    }
}

pub fn focus(id: &str) {
    if let Some(target) = element(id).and_then(|e| e.dyn_into::<HtmlElement>().ok()) {
        _ = target.focus();
    }
}

/// Sends the form around a field as its button would: everybody who listens hears of it.
pub fn submit(id: &str) {
    let form = element(id).and_then(|e| e.closest("form").ok().flatten());
    if let Some(form) = form.and_then(|f| f.dyn_into::<HtmlFormElement>().ok()) {
        _ = form.request_submit();
    }
}

/// Tells the offline script something about the form around a field; true when it takes the matter over.
pub fn tell_form(id: &str, what: &str) -> bool {
    let form = element(id).and_then(|e| e.closest("form").ok().flatten());
    let (Some(form), Ok(event)) = (form, document().create_event("Event")) else {
        return false;
    };
    event.init_event_with_bubbles_and_cancelable(what, true, true);
    form.dispatch_event(&event) == Ok(false)
}

pub fn go(path: &str) {
    _ = window().location().assign(path);
}

/// Path and query of the page.
pub fn here() -> String {
    let location = window().location();
    format!(
        "{}{}",
        location.pathname().unwrap_or_default(),
        location.search().unwrap_or_default()
    )
}

/// Remembers where the first record in view stands; what it returns puts it back there after the page changed.
pub fn hold_place() -> impl FnOnce() {
    let held = first_in_view();
    move || {
        if let Some((top, record)) = held {
            scroll_by(record.get_bounding_client_rect().top() - top);
        }
    }
}

/// The first record that is not above the screen, and where it stands.
pub(super) fn first_in_view() -> Option<(f64, HtmlElement)> {
    let records = records();
    let place = records.partition_point(|r| r.get_bounding_client_rect().bottom() <= 80.0);
    let record = records.into_iter().nth(place)?;
    Some((record.get_bounding_client_rect().top(), record))
}

fn records() -> Vec<HtmlElement> {
    let Ok(all) = document().query_selector_all("article.record") else {
        return Vec::new();
    };
    (0..all.length())
        .filter_map(|n| all.get(n))
        .filter_map(|n| n.dyn_into().ok())
        .collect()
}

pub fn scroll_top() -> f64 {
    window().scroll_y().unwrap_or_default()
}

/// At once, whatever the style says about smoothness.
pub(super) fn scroll_by(pixels: f64) {
    let options = ScrollToOptions::new();
    options.set_top(pixels);
    options.set_behavior(web_sys::ScrollBehavior::Instant);
    window().scroll_by_with_scroll_to_options(&options);
}

fn dialog(id: &str) -> Option<HtmlDialogElement> {
    element(id).and_then(|e| e.dyn_into().ok())
}

pub fn show_dialog(id: &str) {
    if let Some(dialog) = dialog(id).filter(|d| !d.open()) {
        _ = dialog.show_modal();
    }
}

pub fn hide_dialog(id: &str) {
    if let Some(dialog) = dialog(id) {
        dialog.close();
    }
}

/// What stands before the caret of a text box, and after it.
pub fn around_caret(id: &str) -> (String, String) {
    let text: Vec<u16> = field_value(id).encode_utf16().collect();
    let area = element(id).and_then(|e| e.dyn_into::<HtmlTextAreaElement>().ok());
    let caret = area.and_then(|a| a.selection_start().ok().flatten());
    let caret = caret.map_or(text.len(), |c| text.len().min(c as usize));
    let (before, after) = text.split_at(caret);
    (String::from_utf16_lossy(before), String::from_utf16_lossy(after))
}

/// Writes into a text box, with the caret between the two.
pub fn write_around(id: &str, before: &str, after: &str) {
    set_field(id, &format!("{before}{after}"));
    if let Some(area) = element(id).and_then(|e| e.dyn_into::<HtmlTextAreaElement>().ok()) {
        _ = area.focus();
        let caret = u32::try_from(before.encode_utf16().count()).unwrap_or(u32::MAX);
        _ = area.set_selection_range(caret, caret);
    }
}

/// Loads the page anew: unlike following a link to itself it keeps what the history notes.
pub fn reload() {
    _ = window().location().reload();
}

/// Characters as a reader counts them. The browser knows grapheme clusters (`Intl.Segmenter`), so their tables stay out of the bundle.
pub fn length(text: &str) -> u32 {
    let count = || {
        let intl = Reflect::get(&js_sys::global(), &JsValue::from_str("Intl")).ok()?;
        let make: js_sys::Function = Reflect::get(&intl, &JsValue::from_str("Segmenter"))
            .ok()?
            .dyn_into()
            .ok()?;
        let segmenter = Reflect::construct(&make, &js_sys::Array::new()).ok()?;
        let cut: js_sys::Function = Reflect::get(&segmenter, &JsValue::from_str("segment"))
            .ok()?
            .dyn_into()
            .ok()?;
        let pieces = cut.call1(&segmenter, &JsValue::from_str(text)).ok()?;
        Some(js_sys::Array::from(&pieces).length())
    };
    count().unwrap_or_else(|| u32::try_from(text.chars().count()).unwrap_or(u32::MAX))
}

/// Milliseconds up to `most`, drawn anew each time: so that thousands of browsers do not ask in the same moment.
pub fn jitter(most: u32) -> u64 {
    (js_sys::Math::random() * f64::from(most)) as u64
}

pub fn visible() -> bool {
    document().visibility_state() == web_sys::VisibilityState::Visible
}

pub fn exists(id: &str) -> bool {
    element(id).is_some()
}

/// The record that holds the focus.
fn active_record() -> Option<Element> {
    document().active_element()?.closest("article.record").ok().flatten()
}

fn click(found: Option<Element>) -> bool {
    let target = found.and_then(|e| e.dyn_into::<HtmlElement>().ok());
    if let Some(target) = &target {
        target.click();
    }
    target.is_some()
}

/// Presses what carries `data-key=name` in the record with the focus.
pub fn press_in_record(name: &str) -> bool {
    click(active_record().and_then(|r| r.query_selector(&format!("[data-key={name}]")).ok().flatten()))
}

/// Presses the first thing on the page that carries `data-key=name`.
pub fn press_first(name: &str) -> bool {
    click(
        document()
            .query_selector(&format!("[data-key={name}]:not([hidden])"))
            .ok()
            .flatten(),
    )
}

/// Moves the focus to the next (or the previous) record; to the first in view when none has it.
pub fn step_record(by: i32) -> bool {
    let records = records();
    let place = match active_record() {
        Some(active) => {
            let at = records.iter().position(|r| r.is_same_node(Some(&active)));
            at.and_then(|at| if by > 0 { at.checked_add(1) } else { at.checked_sub(1) })
        }
        None => records
            .iter()
            .position(|r| r.get_bounding_client_rect().bottom() > 80.0),
    };
    let Some(target) = place.and_then(|p| records.get(p)) else {
        return false;
    };
    _ = target.focus();
    target.scroll_into_view_with_bool(true);
    true
}
