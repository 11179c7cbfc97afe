use super::board::Board;
use crate::browser;
use crate::parts::Toasts;
use crate::prelude::*;
use crate::site::w;

/// Further down than this the reader is reading, and the page must not move.
const AT_TOP: f64 = 240.0;

/// "3 new records": they come in when asked for, and what is being read stays where it is.
#[component]
pub fn Pill(board: Board) -> impl IntoView {
    let toasts = Toasts::here();
    let words = move || {
        let count = board.fresh.with(Vec::len);
        (count > 0).then(|| (w().new_records)(u32::try_from(count).unwrap_or(u32::MAX), board.many.get()))
    };
    let hidden = move || board.fresh.with(Vec::is_empty);
    view! {
        <div class="pill-line">
            <p class="sr" aria-live="polite">{words}</p>
            <button type="button" class="pill" data-key="pill" hidden=hidden on:click=move |_| show(board, toasts)>
                {words}
            </button>
        </div>
    }
}

fn show(board: Board, toasts: Toasts) {
    leptos::task::spawn_local(async move {
        let reading = browser::scroll_top() > AT_TOP;
        if let Err(error) = board.newest().await {
            return toasts.fail(&error, Callback::new(move |()| show(board, toasts)));
        }
        // The list is drawn anew after this task: now is the last moment to look.
        let put_back = browser::hold_place();
        request_animation_frame(move || {
            if reading {
                put_back();
            } else {
                browser::focus("newest");
            }
        });
    });
}
