use crate::prelude::*;
use domain::text::{Piece, pieces};
use domain::view::PersonMention;

/// Text as people wrote it, harmless: links open elsewhere, hidden characters are shown, `@name` leads to the person.
#[component]
pub fn Prose(text: String, #[prop(optional)] mentions: Vec<PersonMention>) -> impl IntoView {
    pieces(&text)
        .into_iter()
        .map(|piece| match piece {
            Piece::Break => view! { <br/> }.into_any(),
            Piece::Link(address) => {
                let shown = address.clone();
                view! { <a class="out" href=address rel="nofollow noopener noreferrer external" target="_blank">{shown}</a> }.into_any()
            }
            Piece::Text(text) => named(&text, &mentions),
        })
        .collect_view()
}

fn named(text: &str, mentions: &[PersonMention]) -> AnyView {
    let mut out: Vec<AnyView> = Vec::new();
    let mut rest = text;
    while let Some((at, mention)) = first(rest, mentions) {
        let (before, from) = rest.split_at(at);
        let name = format!("@{}", mention.name);
        rest = from.get(name.len()..).unwrap_or_default();
        out.push(before.to_owned().into_any());
        out.push(view! { <a class="mention" href=format!("/person/{}", mention.id)>{name}</a> }.into_any());
    }
    out.push(rest.to_owned().into_any());
    out.into_any()
}

/// The mention that comes first; of two that begin at one place the longer name.
fn first<'a>(text: &str, mentions: &'a [PersonMention]) -> Option<(usize, &'a PersonMention)> {
    let places = mentions
        .iter()
        .filter_map(|m| text.find(&format!("@{}", m.name)).map(|at| (at, m)));
    places.min_by_key(|(at, m)| (*at, usize::MAX - m.name.len()))
}
