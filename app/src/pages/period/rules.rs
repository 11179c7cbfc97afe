//! Choosing a pack with what lies over it, and reading it before a period is opened by it.

use super::a;
use super::parts::{basis, encoded, say};
use super::typed::Asked;
use crate::pages::assess::OVERLAY;
use crate::prelude::*;
use domain::assessment::Words;
use domain::view::assess::{NewPeriod, PackChoice, PackSheet};

/// The choice, what is wrong with it, and what it says.
pub(super) fn choose(asked: &Asked, page: &NewPeriod) -> AnyView {
    let pack = match (asked.pack.is_empty(), &page.chosen) {
        (false, _) => asked.pack.clone(),
        (true, Some(sheet)) => sheet.id.clone(),
        (true, None) => String::new(),
    };
    view! {
        <fieldset class="choose">
            <legend>{a().part_rules}</legend>
            {packs(&page.packs, &pack, &asked.overlays)}
            <div class="row start"><button type="submit" name="step" value="look" formnovalidate>{a().look}</button></div>
            {flaws(&page.flaws)}
            {page.chosen.as_ref().map(sheet)}
        </fieldset>
    }
    .into_any()
}

/// A pack, and the overlays of the one that is chosen.
pub(super) fn packs(packs: &[PackChoice], pack: &str, overlays: &[String]) -> AnyView {
    let option = |p: &PackChoice| {
        view! { <option value=p.id.clone() selected=p.id == pack>{say(&p.name)}</option> }
    };
    let chosen = packs.iter().find(|p| p.id == pack);
    let tick = |(id, name): &(String, Words)| {
        let on = overlays.contains(id);
        view! { <li><label class="radio"><input type="checkbox" name=OVERLAY value=id.clone() checked=on/><span>{say(name)}</span></label></li> }
    };
    let over = chosen.map(|p| match p.overlays.is_empty() {
        true => view! { <p class="hint">{a().overlays_none}</p> }.into_any(),
        false => view! {
            <div role="group" aria-labelledby="overlays">
                <p id="overlays"><b>{a().overlays}</b></p>
                <p class="hint">{a().overlays_what}</p>
                <ul class="checks short">{p.overlays.iter().map(tick).collect_view()}</ul>
            </div>
        }
        .into_any(),
    });
    view! {
        <div class="field">
            <label for="pack">{a().pack}</label>
            <select id="pack" name="pack" required><option value="">{a().pack_choose}</option>{packs.iter().map(option).collect_view()}</select>
        </div>
        {over}
    }
    .into_any()
}

/// What is wrong with a choice, each with file, line and reason.
fn flaws(list: &[Words]) -> AnyView {
    if list.is_empty() {
        return ().into_any();
    }
    view! {
        <div class="flaws bad" role="alert">
            <p><b>{a().flaws}</b></p>
            <ul>{list.iter().map(|f| view! { <li>{say(f)}</li> }).collect_view()}</ul>
        </div>
    }
    .into_any()
}

/// What the pack says, as it would apply.
fn sheet(sheet: &PackSheet) -> AnyView {
    let scale = |(name, grades): &(Words, Vec<domain::view::assess::GradeName>)| {
        let grades: Vec<String> = grades.iter().map(|g| say(&g.words)).collect();
        view! { <div><dt>{say(name)}</dt><dd>{grades.join(" / ")}</dd></div> }
    };
    let part = |(title, lines): &(Words, Vec<domain::view::assess::RuleLine>)| {
        let line = |l: &domain::view::assess::RuleLine| {
            view! { <li>{say(&l.sentence)}" "{basis(&l.article, l.sure)}</li> }
        };
        view! {
            <details class="unfold">
                <summary>{say(title)}" · "{lines.len()}</summary>
                <ul class="sentences">{lines.iter().map(line).collect_view()}</ul>
            </details>
        }
    };
    let over = asked_over(&sheet.layers);
    view! {
        <section class="pack" aria-label=say(&sheet.name)>
            <p class="facts"><b>{say(&sheet.name)}</b><span class="seat">{sheet.layers.join(" + ")}</span><span class="seat">{a().digest}" "<code>{sheet.digest.chars().take(12).collect::<String>()}</code></span></p>
            <dl class="bodies">{sheet.scales.iter().map(scale).collect_view()}</dl>
            {sheet.parts.iter().map(part).collect_view()}
            <p><a href=format!("/assess/rules/{}{over}", encoded(&sheet.id)) target="_blank" rel="noopener">{a().whole_pack}</a></p>
        </section>
    }
    .into_any()
}

/// The overlays among the layers (`id version`), as the address of a pack's page has them.
fn asked_over(layers: &[String]) -> String {
    let ids = layers.iter().skip(1).filter_map(|l| l.split(' ').next());
    let list: Vec<String> = ids.map(|id| format!("{OVERLAY}={}", encoded(id))).collect();
    if list.is_empty() {
        String::new()
    } else {
        format!("?{}", list.join("&"))
    }
}
