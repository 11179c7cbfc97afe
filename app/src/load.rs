//! What a page needs before it is drawn: read on the server and sent along, or asked for when the address changes.
//!
//! Whatever it is, Leptos keeps a [`Parcel`]: so there is one kind of resource in the bundle, not one for each page.

use crate::api::{Answer, ApiError};
use crate::json::Tree;
use crate::prelude::*;
use leptos::server::codee::{Decoder, Encoder};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::any::Any;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;

/// What is asked for: an id or a scope, and where to go on.
pub type Key = (String, Option<String>);

type Fetching = Pin<Box<dyn Future<Output = Answer<Parcel>> + Send>>;

/// What was read, without its type.
#[derive(Clone)]
enum Parcel {
    Here(
        Arc<dyn Any + Send + Sync>,
        #[cfg(feature = "ssr")] fn(&dyn Any) -> Option<String>,
    ),
    /// As the server sent it along.
    Sent(Tree),
}

impl Parcel {
    fn pack<T: Serialize + Send + Sync + 'static>(content: T) -> Self {
        Self::Here(
            Arc::new(content),
            #[cfg(feature = "ssr")]
            |content| serde_json::to_string(content.downcast_ref::<T>()?).ok(),
        )
    }

    fn open<T: DeserializeOwned + Clone + 'static>(self) -> Option<T> {
        match self {
            Self::Here(content, ..) => content.downcast_ref::<T>().cloned(),
            Self::Sent(tree) => tree.read(),
        }
    }
}

/// How a parcel travels from the server: as JSON, after a word that says whether it is one.
struct Post;

#[derive(Debug)]
pub struct Unreadable;

impl Encoder<Answer<Parcel>> for Post {
    type Error = Unreadable;
    type Encoded = String;

    #[cfg(feature = "ssr")]
    fn encode(answer: &Answer<Parcel>) -> Result<String, Unreadable> {
        let json = match answer {
            Ok(Parcel::Here(content, write)) => write(&**content).map(|json| format!("{{\"Ok\":{json}}}")),
            Ok(Parcel::Sent(_)) => None,
            Err(error) => serde_json::to_string(&Err::<(), _>(error)).ok(),
        };
        json.ok_or(Unreadable)
    }

    /// The browser sends nothing along.
    #[cfg(not(feature = "ssr"))]
    fn encode(_: &Answer<Parcel>) -> Result<String, Unreadable> {
        Err(Unreadable)
    }
}

impl Decoder<Answer<Parcel>> for Post {
    type Error = Unreadable;
    type Encoded = str;

    fn decode(text: &str) -> Result<Answer<Parcel>, Unreadable> {
        let (word, tree) = Tree::of(text).and_then(Tree::only).ok_or(Unreadable)?;
        match word.as_str() {
            "Ok" => Ok(Ok(Parcel::Sent(tree))),
            _ => tree.read().map(Err).ok_or(Unreadable),
        }
    }
}

/// A page's content: there, or on its way.
pub struct Loaded<T> {
    resource: Resource<Answer<Parcel>, Post>,
    content: PhantomData<fn() -> T>,
}

impl<T> Clone for Loaded<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Loaded<T> {}

impl<T> Loaded<T> {
    pub fn refetch(self) {
        self.resource.refetch();
    }
}

impl<T: DeserializeOwned + Clone + 'static> IntoFuture for Loaded<T> {
    type Output = Answer<T>;
    type IntoFuture = Pin<Box<dyn Future<Output = Answer<T>> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { self.resource.await?.open().ok_or(ApiError::Network) })
    }
}

/// Reads `fetch(key)` whenever the key changes.
pub fn load<T, F>(
    key: impl Fn() -> Key + Send + Sync + 'static,
    fetch: impl Fn(Key) -> F + Send + Sync + 'static,
) -> Loaded<T>
where
    T: Serialize + Send + Sync + 'static,
    F: Future<Output = Answer<T>> + Send + 'static,
{
    let fetch = move |key| -> Fetching {
        let asked = fetch(key);
        Box::pin(async move { asked.await.map(Parcel::pack) })
    };
    Loaded {
        resource: boxed(Box::new(key), Box::new(fetch)),
        content: PhantomData,
    }
}

fn boxed(
    key: Box<dyn Fn() -> Key + Send + Sync>,
    fetch: Box<dyn Fn(Key) -> Fetching + Send + Sync>,
) -> Resource<Answer<Parcel>, Post> {
    Resource::new_with_options(key, fetch, true)
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn what_the_server_packs_the_browser_opens() {
        let content = vec![Some("履职".to_owned()), None];
        let sent = Post::encode(&Ok(Parcel::pack(content.clone()))).unwrap();
        let back = Post::decode(&sent).unwrap().unwrap();
        assert_eq!(back.clone().open(), Some(content));
        assert_eq!(back.open::<Vec<u32>>(), None);
    }

    #[test]
    fn errors_travel_too() {
        let error = ApiError::TooMany { seconds: 3 };
        let sent = Post::encode(&Err(error.clone())).unwrap();
        assert_eq!(Post::decode(&sent).unwrap().err(), Some(error));
        assert!(Post::decode("{}").is_err() && Post::decode("{\"Ok\":").is_err());
    }

    #[test]
    fn what_stays_here_is_not_written_first() {
        assert_eq!(Parcel::pack(7_u32).open::<u32>(), Some(7));
        assert_eq!(Parcel::pack(7_u32).open::<String>(), None);
    }
}
