//! What a page needs before it is drawn: read on the server and sent along, or asked for when the address changes.
//!
//! Everything is boxed and read by one JSON reader, so that each kind of answer costs the bundle one copy of the machinery.

use crate::api::Answer;
use leptos::prelude::*;
use leptos::server::codee::{Decoder, Encoder};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::future::Future;
use std::pin::Pin;

/// JSON, read from bytes as the server functions' answers are.
pub struct Json;

impl<T: Serialize> Encoder<T> for Json {
    type Error = serde_json::Error;
    type Encoded = String;

    fn encode(value: &T) -> Result<String, Self::Error> {
        serde_json::to_string(value)
    }
}

impl<T: DeserializeOwned> Decoder<T> for Json {
    type Error = serde_json::Error;
    type Encoded = str;

    fn decode(text: &str) -> Result<T, Self::Error> {
        serde_json::from_slice(text.as_bytes())
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
