use super::{a, count, say, shown};
use crate::api;
use crate::load::load;
use crate::prelude::*;
use crate::site::w;
use domain::view::assess::PackChoice;
use leptos_meta::Title;

/// The field of an overlay, in the address of a pack.
pub const OVERLAY: &str = "overlay";

/// Every rule pack, with what can be laid over it.
pub fn packs() -> AnyView {
    let packs = load(|| (String::new(), None), |_| api::rule_packs());
    shown(packs, page)
}

fn page(packs: Vec<PackChoice>) -> AnyView {
    let words = &a().pack;
    view! {
        <Title text=words.title/>
        <nav class="path" aria-label=w().path><ol><li><a href="/assess">{w().assess}</a></li></ol></nav>
        <header class="head"><h1>{words.title}</h1></header>
        <p class="lead-in">{words.what}</p>
        <p class="hint">{words.sure_what}</p>
        <ul class="packs">{packs.iter().map(one).collect_view()}</ul>
    }
    .into_any()
}

fn one(pack: &PackChoice) -> AnyView {
    let words = &a().pack;
    let href = format!("/assess/rules/{}", pack.id);
    let name = say(&pack.name);
    let over = if pack.overlays.is_empty() {
        view! { <p class="hint">{words.no_overlays}</p> }.into_any()
    } else {
        view! {
            <details class="act">
                <summary>{(words.overlays)(count(&pack.overlays))}</summary>
                {choice(pack, &[])}
            </details>
        }
        .into_any()
    };
    view! {
        <li class="card">
            <div class="line"><h2><a href=href.clone()>{name.clone()}</a></h2><span class="seat">{(words.version)(&pack.version)}</span></div>
            {over}
            <p><a class="button" href=href>{words.read}<span class="sr">" "{name}</span></a></p>
        </li>
    }
    .into_any()
}

/// Ticking what is to be laid over a pack.
pub(super) fn choice(pack: &PackChoice, chosen: &[String]) -> AnyView {
    let words = &a().pack;
    let one = |(id, name): &(String, domain::assessment::Words)| {
        let ticked = chosen.contains(id);
        view! { <li><label class="radio"><input type="checkbox" name=OVERLAY value=id.clone() checked=ticked/><span>{say(name)}</span></label></li> }
    };
    view! {
        <form class="stack" method="get" action=format!("/assess/rules/{}", pack.id)>
            <p class="hint">{words.overlays_what}</p>
            <ul class="ticks">{pack.overlays.iter().map(one).collect_view()}</ul>
            <div class="row start"><button type="submit">{words.lay}</button></div>
        </form>
    }
    .into_any()
}
