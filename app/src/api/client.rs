//! The browser's side of the server functions: one way of asking for all of them.

use super::{Answer, ApiError};
use crate::json;
use leptos::prelude::window;
use leptos::wasm_bindgen::{JsCast, JsValue};
use send_wrapper::SendWrapper;
use serde::de::DeserializeOwned;
use std::future::Future;
use std::pin::Pin;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Headers, RequestInit, Response, UrlSearchParams};

/// Where a server function is found; plain forms are sent there too.
pub trait ServerFn {
    const PATH: &'static str;

    fn url() -> &'static str {
        Self::PATH
    }
}

/// Arguments as a form sends them.
pub struct Form(SendWrapper<Option<UrlSearchParams>>);

/// One argument.
pub trait Field {
    /// None: it is left out.
    fn text(self) -> Option<String>;
}

impl Field for String {
    fn text(self) -> Option<String> {
        Some(self)
    }
}

impl<T: Field> Field for Option<T> {
    fn text(self) -> Option<String> {
        self.and_then(T::text)
    }
}

macro_rules! plain {
    ($($plain:ty)*) => {$(
        impl Field for $plain {
            fn text(self) -> Option<String> {
                Some(self.to_string())
            }
        }
    )*};
}
plain!(bool i32 u32 i64 u64);

impl Default for Form {
    fn default() -> Self {
        Self::new()
    }
}

impl Form {
    pub fn new() -> Self {
        Self(SendWrapper::new(UrlSearchParams::new().ok()))
    }

    pub fn with(self, name: &str, field: impl Field) -> Self {
        self.put(name, field.text())
    }

    fn put(self, name: &str, text: Option<String>) -> Self {
        if let (Some(form), Some(text)) = (&*self.0, text) {
            form.append(name, &text);
        }
        self
    }
}

pub async fn ask<T: DeserializeOwned>(path: &'static str, form: Form) -> Answer<T> {
    let text = send(path, form).await?;
    json::read(&text).ok_or(ApiError::Network)
}

/// Boxed, so that the waiting is compiled once.
fn send(path: &'static str, form: Form) -> Pin<Box<dyn Future<Output = Answer<String>> + Send>> {
    Box::pin(SendWrapper::new(async move {
        let (status, text) = fetch(path, form).await.map_err(|_| ApiError::Network)?;
        if status < 400 {
            return Ok(text);
        }
        Err(json::read(&text).unwrap_or(ApiError::Network))
    }))
}

async fn fetch(path: &str, form: Form) -> Result<(u16, String), JsValue> {
    let headers = Headers::new()?;
    headers.set("accept", "application/json")?;
    if let Some(me) = crate::site::me() {
        headers.set(crate::session::MEANT, &me.person.id.0)?;
    }
    if left_alone() {
        headers.set("daybook-rest", "1")?;
    }
    let request = RequestInit::new();
    request.set_method("POST");
    request.set_headers(&headers);
    if let Some(form) = &*form.0 {
        // The browser names the kind of content itself.
        request.set_body(form);
    }
    let response = JsFuture::from(window().fetch_with_str_and_init(path, &request)).await?;
    let response: Response = response.unchecked_into();
    let text = JsFuture::from(response.text()?).await?;
    Ok((response.status(), text.as_string().unwrap_or_default()))
}

/// Whether nobody has used the page for a minute, as the script of all pages notes it (offline/wire.mjs).
fn left_alone() -> bool {
    let used = js_sys::Reflect::get(&window(), &"daybookUsed".into());
    used.ok()
        .and_then(|at| at.as_f64())
        .is_some_and(|at| js_sys::Date::now() - at > 60_000.0)
}
