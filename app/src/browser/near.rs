//! "It is about to come into view."

use leptos::prelude::{on_cleanup, request_animation_frame};
use send_wrapper::SendWrapper;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit};

/// Calls `then` when the element is within a screen of the view, now or whenever it comes there, until the owner is gone.
///
/// The browser tells of changes between two frames only: what went away and came back within one is told by looking anew.
pub fn when_near(id: String, then: impl Fn() + 'static) {
    let kept: Rc<RefCell<Option<IntersectionObserver>>> = Rc::default();
    let seen = Closure::<dyn Fn(js_sys::Array)>::new(move |entries: js_sys::Array| {
        let near = entries.iter().any(|e| {
            e.dyn_ref::<IntersectionObserverEntry>()
                .is_some_and(IntersectionObserverEntry::is_intersecting)
        });
        if near {
            then();
        }
    })
    .into_js_value();
    let options = IntersectionObserverInit::new();
    options.set_root_margin("600px 0px");
    let slot = kept.clone();
    request_animation_frame(move || {
        let Some(target) = super::element(&id) else { return };
        if let Ok(observer) = IntersectionObserver::new_with_options(seen.unchecked_ref::<js_sys::Function>(), &options)
        {
            observer.observe(&target);
            slot.replace(Some(observer));
        }
    });
    let kept = SendWrapper::new(kept);
    on_cleanup(move || {
        if let Some(observer) = kept.take().take() {
            observer.disconnect();
        }
    });
}
