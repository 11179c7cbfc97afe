use crate::api::ApiError;
use crate::browser;
use crate::parts::Icon;
use crate::prelude::*;
use crate::site::{lang, w};

/// One message at a time, at the foot of the page.
#[derive(Clone, Copy)]
pub struct Toasts(RwSignal<Option<Toast>>);

#[derive(Clone)]
struct Toast {
    words: String,
    bad: bool,
    again: Option<(&'static str, Callback<()>)>,
    /// Where what it speaks of is found.
    link: Option<(&'static str, String)>,
}

impl Toasts {
    pub fn provide() -> Self {
        let toasts = Self(RwSignal::new(None));
        provide_context(toasts);
        toasts
    }

    pub fn here() -> Self {
        expect_context::<Self>()
    }

    pub fn say(self, words: &str) {
        self.show(Toast {
            words: words.to_owned(),
            bad: false,
            again: None,
            link: None,
        });
    }

    /// With a link to what it speaks of.
    pub fn point(self, words: &str, label: &'static str, path: String) {
        self.show(Toast {
            words: words.to_owned(),
            bad: false,
            again: None,
            link: Some((label, path)),
        });
    }

    /// What did not work, and a way to go on: again, or signing in.
    pub fn fail(self, error: &ApiError, again: Callback<()>) {
        let again = match error {
            ApiError::NotSignedIn => Some((
                w().sign_in,
                Callback::new(|()| browser::go(&format!("/sign-in?next={}", escape(&browser::here())))),
            )),
            ApiError::NotFound | ApiError::Invalid { .. } => None,
            _ => Some((w().retry, again)),
        };
        self.show(Toast {
            words: error.words(lang()),
            bad: true,
            again,
            link: None,
        });
    }

    fn show(self, toast: Toast) {
        let words = toast.words.clone();
        let lasting = toast.bad;
        let seconds = if toast.link.is_some() { 12 } else { 4 };
        self.0.set(Some(toast));
        if !lasting {
            set_timeout(
                move || {
                    if self.0.with_untracked(|t| t.as_ref().is_some_and(|t| t.words == words)) {
                        self.0.set(None);
                    }
                },
                std::time::Duration::from_secs(seconds),
            );
        }
    }
}

/// A path as the value of a query.
pub fn escape(path: &str) -> String {
    path.replace('%', "%25")
        .replace('&', "%26")
        .replace('?', "%3F")
        .replace('#', "%23")
        .replace('=', "%3D")
}

#[component]
pub fn Toaster(toasts: Toasts) -> impl IntoView {
    let close = move || toasts.0.set(None);
    let shown = move || {
        toasts.0.get().map(|toast| {
            let again = toast.again.map(|(label, act)| {
                let press = move |_| {
                    close();
                    act.run(());
                };
                view! { <button type="button" class="again" on:click=press>{label}</button> }
            });
            let link = toast.link.map(|(label, path)| view! { <a class="button again" href=path on:click=move |_| close()>{label}</a> });
            view! {
                <div class="toast" class:bad=toast.bad>
                    <p>{toast.words}</p>
                    {again}
                    {link}
                    <button type="button" class="shut" aria-label=w().close on:click=move |_| close()><Icon name="x"/></button>
                </div>
            }
        })
    };
    view! { <div class="toasts" role="status" aria-live="polite">{shown}</div> }
}
