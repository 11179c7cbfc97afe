//! The HTML must be what Leptos' own `view!` gives: the browser walks by it.

use crate::prelude::*;

fn html(ours: impl IntoView, leptos: impl IntoView) -> String {
    let (ours, leptos) = (ours.into_view().to_html(), leptos.into_view().to_html());
    assert_eq!(ours, leptos);
    ours
}

#[test]
fn text_and_attributes_are_escaped_and_marked_alike() {
    let hostile = || "<b>\"&'".to_owned();
    let said = html(
        view! { <p later title=hostile() hidden=false data-on=true>{hostile()}" and "{hostile}</p><br/><input value=hostile() disabled/> },
        leptos::view! { <p title=hostile() hidden=false data-on=true>{hostile()}" and "{hostile}</p><br/><input value=hostile() disabled/> },
    );
    assert!(!said.contains("<b>") && said.contains("&lt;b"), "{said}");
}

#[test]
fn classes_lists_and_what_is_not_there_are_alike() {
    let none: Option<&'static str> = None;
    let rows = || {
        ["a", "b"]
            .map(|row| view! { <li>{row}</li> })
            .into_iter()
            .collect_view()
    };
    let theirs = || {
        ["a", "b"]
            .map(|row| leptos::view! { <li>{row}</li> })
            .into_iter()
            .collect_view()
    };
    let said = html(
        view! { <ul class="x" class:on=true class:off=move || false id=none>{rows()}{none}</ul><p></p> },
        leptos::view! { <ul class="x" class:on=true class:off=move || false id=none>{theirs()}{none}</ul><p></p> },
    );
    assert!(said.contains("class=\"x on\""), "{said}");
}

#[test]
fn branches_lists_and_raw_elements_are_alike() {
    let _owner = Owner::new_root(None);
    let said = html(
        view! { <div><Show when=|| true><i>"yes"</i></Show><For each=|| [1, 2] key=|n| *n children=|n| view! { <b>{n}</b> }/><textarea>{"a < b"}</textarea></div> },
        leptos::view! { <div><Show when=|| true><i>"yes"</i></Show><For each=|| [1, 2] key=|n| *n children=|n| leptos::view! { <b>{n}</b> }/><textarea>{"a < b"}</textarea></div> },
    );
    assert!(said.contains("<i>yes</i>") && said.contains("<b>2</b>"), "{said}");
}
