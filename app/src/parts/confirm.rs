use crate::browser;
use crate::prelude::*;
use crate::site::w;

const ID: &str = "confirm";

/// Asks before something that others will notice. Without a script the same question is a page of its own.
#[derive(Clone, Copy)]
pub struct Confirm(RwSignal<Option<Question>>);

#[derive(Clone)]
struct Question {
    title: &'static str,
    text: &'static str,
    yes: &'static str,
    act: Callback<()>,
}

impl Confirm {
    pub fn provide() -> Self {
        let confirm = Self(RwSignal::new(None));
        provide_context(confirm);
        confirm
    }

    pub fn here() -> Self {
        expect_context::<Self>()
    }

    pub fn ask(self, title: &'static str, text: &'static str, yes: &'static str, act: Callback<()>) {
        self.0.set(Some(Question { title, text, yes, act }));
        request_animation_frame(|| browser::show_dialog(ID));
    }
}

#[component]
pub fn ConfirmDialog(confirm: Confirm) -> impl IntoView {
    let part = move |pick: fn(&Question) -> &'static str| move || confirm.0.with(|q| q.as_ref().map(pick));
    let yes = move |_| {
        browser::hide_dialog(ID);
        if let Some(question) = confirm.0.get_untracked() {
            question.act.run(());
        }
    };
    view! {
        <dialog id=ID class="ask" aria-labelledby="confirm-title" aria-describedby="confirm-text">
            <h2 id="confirm-title">{part(|q| q.title)}</h2>
            <p id="confirm-text">{part(|q| q.text)}</p>
            <div class="row">
                <button type="button" class="plain" on:click=|_| browser::hide_dialog(ID)>{w().cancel}</button>
                <button type="button" class="danger" on:click=yes>{part(|q| q.yes)}</button>
            </div>
        </dialog>
    }
}
