//! What a page needs before it is drawn: read on the server and sent along, or asked for when the address changes.
//!
//! Everything is boxed and read by one JSON reader, so that each kind of answer costs the bundle one copy of the machinery.

use crate::api::Answer;
use crate::json;
use crate::prelude::*;
use leptos::server::codee::{Decoder, Encoder};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::future::Future;
use std::pin::Pin;

/// JSON, written by the server and read as its answers are.
pub struct Json;

#[derive(Debug)]
pub struct Unreadable;

impl<T: Serialize> Encoder<T> for Json {
    type Error = Unreadable;
    type Encoded = String;

    #[cfg(feature = "ssr")]
    fn encode(value: &T) -> Result<String, Unreadable> {
        serde_json::to_string(value).map_err(|_| Unreadable)
    }

    /// The browser sends nothing along.
    #[cfg(not(feature = "ssr"))]
    fn encode(_: &T) -> Result<String, Unreadable> {
        Err(Unreadable)
    }
}

impl<T: DeserializeOwned> Decoder<T> for Json {
    type Error = Unreadable;
    type Encoded = str;

    fn decode(text: &str) -> Result<T, Unreadable> {
        json::read(text).ok_or(Unreadable)
    }
}

/// What is asked for: an id or a scope, and where to go on.
pub type Key = (String, Option<String>);
pub type Loaded<T> = Resource<Answer<T>, Json>;

type Fetching<T> = Pin<Box<dyn Future<Output = Answer<T>> + Send>>;

/// Reads `fetch(key)` whenever the key changes.
pub fn load<T, F>(
    key: impl Fn() -> Key + Send + Sync + 'static,
    fetch: impl Fn(Key) -> F + Send + Sync + 'static,
) -> Loaded<T>
where
    T: Serialize + DeserializeOwned + Send + Sync + 'static,
    F: Future<Output = Answer<T>> + Send + 'static,
{
    boxed(Box::new(key), Box::new(move |key| Box::pin(fetch(key))))
}

fn boxed<T>(key: Box<dyn Fn() -> Key + Send + Sync>, fetch: Box<dyn Fn(Key) -> Fetching<T> + Send + Sync>) -> Loaded<T>
where
    T: Serialize + DeserializeOwned + Send + Sync + 'static,
{
    Resource::new_with_options(key, fetch, true)
}
