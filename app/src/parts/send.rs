use crate::api::{Answer, ApiError};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use std::future::Future;

/// A form under way: pending, and what went wrong. With a script it is sent in place; without, the browser posts it.
#[derive(Clone, Copy)]
pub struct Send {
    pub pending: RwSignal<bool>,
    pub error: RwSignal<Option<ApiError>>,
}

impl Send {
    pub fn new() -> Self {
        Self {
            pending: RwSignal::new(false),
            error: RwSignal::new(None),
        }
    }

    /// Sends once; a second press meanwhile does nothing.
    pub fn go<T: 'static>(
        self,
        event: &SubmitEvent,
        call: impl Future<Output = Answer<T>> + 'static,
        done: impl FnOnce(T) + 'static,
    ) {
        event.prevent_default();
        if self.pending.get_untracked() {
            return;
        }
        self.pending.set(true);
        self.error.set(None);
        leptos::task::spawn_local(async move {
            match call.await {
                Ok(answer) => done(answer),
                Err(error) => _ = self.error.try_set(Some(error)),
            }
            self.pending.try_set(false);
        });
    }
}
