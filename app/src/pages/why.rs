use super::Switches;
use super::assess::firewall_explained;
use crate::feed::audience_words;
use crate::prelude::*;
use crate::site::w;
use domain::Audience;
use leptos_meta::Title;

/// The promise, for everybody: what never enters an assessment, who sees what, and how to take something back.
pub fn why() -> AnyView {
    let section = |(title, paragraphs): &(&'static str, &'static [&'static str])| {
        view! { <h2>{*title}</h2>{paragraphs.iter().map(|p| view! { <p>{*p}</p> }).collect_view()} }
    };
    let (about_seeing, others) = w().why_sections.split_at(w().why_sections.len().min(2));
    let rows = Audience::ALL.map(|a| {
        let (name, who) = audience_words(a);
        view! { <tr><th scope="row">{name}</th><td>{who}</td></tr> }
    });
    view! {
        <Title text=w().why_title/>
        <main class="bare prose" id="main">
            <p><a class="brand" href="/"><span class="seal" aria-hidden="true">"履"</span><span>{w().product}</span></a></p>
            <h1>{w().why_title}</h1>
            <p class="promise">{w().firewall}</p>
            {about_seeing.iter().map(section).collect_view()}
            <table class="keytable">
                <caption class="sr">{w().office.four_audiences}</caption>
                <thead class="sr"><tr><th scope="col">{w().audience}</th><th scope="col">{w().office.who_that_is}</th></tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
            {others.iter().map(section).collect_view()}
            {firewall_explained()}
            <p><a class="button" href="/">{w().to_feed}</a></p>
            <Switches language_only=true/>
        </main>
    }
    .into_any()
}
