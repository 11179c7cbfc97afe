use std::cell::RefCell;
use std::collections::VecDeque;

/// Events remembered: more than any replay after a short gap brings again.
const KEPT: usize = 1_000;

thread_local! {
    static SEEN: RefCell<VecDeque<String>> = const { RefCell::new(VecDeque::new()) };
}

/// True the first time an event comes.
pub fn first(id: &str) -> bool {
    SEEN.with_borrow_mut(|seen| {
        if seen.iter().rev().any(|s| s == id) {
            return false;
        }
        if seen.len() == KEPT {
            seen.pop_front();
        }
        seen.push_back(id.to_owned());
        true
    })
}

/// The newest event heard.
pub fn last() -> Option<String> {
    SEEN.with_borrow(|seen| seen.back().cloned())
}
