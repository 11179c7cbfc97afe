use super::Signal;
use leptos::prelude::on_cleanup;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

type Listener = Rc<dyn Fn(&Signal<'_>)>;

thread_local! {
    static LISTENERS: RefCell<Vec<(u32, Listener)>> = const { RefCell::new(Vec::new()) };
    static NEXT: Cell<u32> = const { Cell::new(0) };
}

pub fn listen(hear: Listener) {
    let number = NEXT.replace(NEXT.get() + 1);
    LISTENERS.with_borrow_mut(|all| all.push((number, hear)));
    on_cleanup(move || LISTENERS.with_borrow_mut(|all| all.retain(|(n, _)| *n != number)));
}

/// The list is copied first: a listener may add or end listeners.
pub fn tell(signal: &Signal<'_>) {
    let all: Vec<Listener> = LISTENERS.with_borrow(|all| all.iter().map(|(_, l)| l.clone()).collect());
    for hear in all {
        hear(signal);
    }
}
