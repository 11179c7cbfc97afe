//! `<Show>` and `<For>`: what Leptos' components of these names do, compiled once.

use super::{Html, Kid};
use leptos::children::ViewFn;
use leptos::prelude::*;
use leptos::tachys::reactive_graph::OwnedView;
use leptos::tachys::view::keyed::keyed;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

pub fn show(
    when: impl Fn() -> bool + Send + Sync + 'static,
    fallback: impl Into<ViewFn>,
    children: impl Fn() -> Html + Send + 'static,
) -> Kid {
    choose(Box::new(when), fallback.into(), Box::new(children))
}

/// The two branches are of different types, so that one never becomes the other in place.
fn choose(when: Box<dyn Fn() -> bool + Send + Sync>, fallback: ViewFn, children: Box<dyn Fn() -> Html + Send>) -> Kid {
    let when = ArcMemo::new(move |_| when());
    Kid::Live(Box::new(move || {
        if when.get() {
            Kid::view(children())
        } else {
            Kid::view(fallback.run())
        }
    }))
}

type Row = (u64, Box<dyn FnOnce() -> Kid + Send>);

pub fn each<I, T, K, V>(
    items: impl Fn() -> I + Send + 'static,
    key: impl Fn(&T) -> K + Send + 'static,
    children: impl Fn(T) -> V + Send + Sync + 'static,
) -> Kid
where
    I: IntoIterator<Item = T>,
    T: Send + 'static,
    K: Hash,
    V: IntoView + 'static,
{
    let children = Arc::new(children);
    rows(Box::new(move || {
        let row = |item: T| -> Row {
            // 64 bits stand for the key: two of a list's few hundred never meet in practice.
            let mut hasher = DefaultHasher::new();
            key(&item).hash(&mut hasher);
            let children = children.clone();
            (hasher.finish(), Box::new(move || Kid::view(children(item))))
        };
        items().into_iter().map(row).collect()
    }))
}

/// Each row has an owner of its own under the list's, so that it outlives changes of the list.
fn rows(rows: Box<dyn Fn() -> Vec<Row> + Send>) -> Kid {
    let parent = Owner::current().unwrap_or_default();
    Kid::list(Box::new(move || {
        let parent = parent.clone();
        let shown = move |_, (_, view): Row| {
            let owner = parent.with(Owner::new);
            let view = owner.with(|| Html::of(0, vec![view()]));
            ((|_| ()) as fn(usize), OwnedView::new_with_owner(view, owner))
        };
        Kid::view(keyed(rows(), |row: &Row| row.0, shown))
    }))
}
