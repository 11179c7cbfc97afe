use super::entry::Entry;
use crate::api::{self, SetLike};
use crate::parts::{Icon, Toasts};
use crate::prelude::*;
use crate::session::Session;
use crate::site::w;
use domain::permission::Relation;
use domain::view::{LikeState, Mark, RecordCard};
use leptos::ev::SubmitEvent;

/// A leader marks a record as read; a colleague likes it. The state changes at once and goes back if the server refuses.
#[component]
pub fn Like(entry: Entry) -> impl IntoView {
    let card = RwSignal::from(entry.card.clone());
    let (session, toasts) = (Session::here(), Toasts::here());
    let leader = card.with_untracked(|c| c.relation == Relation::Leader);
    let liked = move || card.with(|c| c.liked);
    let may = Memo::new(move |_| card.with(|c| c.may_like));
    let count = move || card.with(|c| c.likes).to_string();
    let id = entry.id.0.clone();
    let entry = StoredValue::new(entry);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        send(entry.get_value(), !card.with_untracked(|c| c.liked), session, toasts);
    };
    view! {
        <Show when=move || may.get() fallback=move || view! { <Still card/> }>
            <form class="like" class:leader=leader method="post" action=SetLike::url() on:submit=submit>
                {session.meant()}
                <input type="hidden" name="record" value=id.clone()/>
                <input type="hidden" name="on" value=move || (!liked()).to_string()/>
                <button type="submit" data-key="like" aria-pressed=move || liked().to_string()>
                    <Icon name=if leader { "ring" } else { "thumb" }/>
                    <span>{if leader { w().mark } else { w().like }}</span>
                    <span class="num" hidden=move || leader || card.with(|c| c.likes == 0)>{count}</span>
                </button>
            </form>
            {leader.then(|| view! { <Still card/> })}
        </Show>
    }
}

/// Colleagues' likes in words, where no button carries the number.
#[component]
fn Still(card: RwSignal<RecordCard>) -> impl IntoView {
    let count = move || card.with(|c| (c.likes > 0).then(|| (w().like_count)(c.likes)));
    view! { <span class="still">{count}</span> }
}

fn send(entry: Entry, on: bool, session: Session, toasts: Toasts) {
    if entry.liking.get_untracked().is_some() {
        return;
    }
    entry.liking.set(Some(false));
    let before = entry.card.with_untracked(|c| LikeState {
        likes: c.likes,
        marks: c.marks.clone(),
        liked: c.liked,
    });
    entry.set_likes(entry.card.with_untracked(|c| foreseen(c, on, session)));
    leptos::task::spawn_local(async move {
        let answer = api::set_like(entry.id.0.clone(), on).await;
        let overtaken = entry.liking.get_untracked() == Some(true) || answer.is_err();
        entry.liking.set(None);
        match answer {
            Ok(state) => entry.set_likes(state),
            Err(error) => {
                entry.set_likes(before);
                let again = entry.clone();
                toasts.fail(
                    &error,
                    Callback::new(move |()| send(again.clone(), on, session, toasts)),
                );
            }
        }
        if overtaken {
            entry.refetch().await;
        }
    });
}

/// What the server will answer, most likely.
fn foreseen(card: &RecordCard, on: bool, session: Session) -> LikeState {
    let mut state = LikeState {
        likes: card.likes,
        marks: card.marks.clone(),
        liked: on,
    };
    if card.relation == Relation::Leader {
        let (person, name) = session
            .me
            .with_untracked(|me| (me.person.id.clone(), me.person.name.clone()));
        state.marks.retain(|m| m.person != person);
        if on {
            state.marks.push(Mark { person, name });
        }
    } else if on != card.liked {
        state.likes = if on {
            card.likes + 1
        } else {
            card.likes.saturating_sub(1)
        };
    }
    state
}
