//! The server's side of `browser`: nothing happens, and keys are drawn from its own randomness.

pub fn copy(_path: &str) -> bool {
    false
}
pub fn day_of_month() -> u32 {
    0
}
pub fn field_value(_id: &str) -> String {
    String::new()
}
pub fn set_field(_id: &str, _value: &str) {}
pub fn focus(_id: &str) {}
pub fn go(_path: &str) {}
pub fn here() -> String {
    String::new()
}
pub fn reload() {}
pub fn around_caret(_id: &str) -> (String, String) {
    Default::default()
}
pub fn write_around(_id: &str, _before: &str, _after: &str) {}
pub fn noted() -> Option<String> {
    None
}
pub fn note(_text: Option<String>) {}
pub fn first_record() -> Option<(String, i32)> {
    None
}
pub fn put_at(_record: &str, _top: i32) {}
pub fn when_resting(_then: impl Fn() + 'static) {}
pub fn exists(_id: &str) -> bool {
    false
}
pub fn press_in_record(_name: &str) -> bool {
    false
}
pub fn press_first(_name: &str) -> bool {
    false
}
pub fn step_record(_by: i32) -> bool {
    false
}
pub fn hold_place() -> impl FnOnce() {
    || {}
}
pub fn scroll_top() -> f64 {
    0.0
}
pub fn show_dialog(_id: &str) {}
pub fn hide_dialog(_id: &str) {}
pub fn length(_text: &str) -> u32 {
    0
}
pub fn jitter(_most: u32) -> u64 {
    0
}
pub fn visible() -> bool {
    false
}
pub fn on_key(_handle: impl Fn(&str) -> bool + 'static) {}
pub fn when_near(_id: String, _then: impl Fn() + 'static) {}
pub fn submit(_id: &str) {}
pub fn tell_form(_id: &str, _what: &str) -> bool {
    false
}

/// A fresh idempotency key: 26 characters of Crockford base 32.
pub fn key() -> String {
    #[cfg(feature = "ssr")]
    {
        const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        let draw = || leptos::nonce::Nonce::new().to_string();
        let letter = |b: u8| ALPHABET.get(usize::from(b & 31)).copied().unwrap_or(b'0') as char;
        draw().bytes().chain(draw().bytes()).take(26).map(letter).collect()
    }
    #[cfg(not(feature = "ssr"))]
    String::new()
}
