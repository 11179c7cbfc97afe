//! The signed-in person, for everything inside the frame.

use crate::api;
use crate::prelude::*;
use domain::PersonId;
use domain::view::Me;

/// Names whom a request is meant to be of, as a header and in forms (server/src/request.rs).
pub const MEANT: &str = "daybook-person";

/// Newer than what the document says when the reader's rights changed since.
#[derive(Clone, Copy)]
pub struct Renewed(pub RwSignal<Option<Me>>);

#[derive(Clone, Copy)]
pub struct Session {
    pub me: RwSignal<Me>,
}

pub fn provide() {
    provide_context(Renewed(RwSignal::new(None)));
}

impl Session {
    pub fn enter(me: Me) -> Self {
        let newer = use_context::<Renewed>().and_then(|r| r.0.get_untracked());
        let session = Self {
            me: RwSignal::new(newer.unwrap_or(me)),
        };
        provide_context(session);
        session
    }

    /// Only inside the frame.
    pub fn here() -> Self {
        expect_context::<Self>()
    }

    pub fn person(self) -> PersonId {
        self.me.with_untracked(|me| me.person.id.clone())
    }

    pub fn today(self) -> String {
        self.me.with_untracked(|me| me.today.clone())
    }

    /// For a form with a script, that the browser may send itself all the same: whose page it stands on. It is not carried out
    /// for anybody else, who signed in in the next tab.
    pub fn meant(self) -> AnyView {
        view! { <input type="hidden" name=MEANT value=self.person().0/> }.into_any()
    }

    /// Reads the rights again; the navigation follows.
    pub fn renew(self, renewed: Option<Renewed>) {
        leptos::task::spawn_local(async move {
            if let Ok(Some(me)) = api::me().await {
                if let Some(Renewed(store)) = renewed {
                    store.set(Some(me.clone()));
                }
                self.me.set(me);
            }
        });
    }
}

/// The same for a form without a script; `view!` puts it there. Nothing where nobody is signed in.
pub fn meant_of_page() -> AnyView {
    use_context::<Session>().map_or_else(|| ().into_any(), Session::meant)
}
