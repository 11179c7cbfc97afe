//! The small forms of an item: answer, agree, go on, end.

use super::{hidden, key, p};
use crate::api::{AcceptPlan, AdvancePlan, AgreePlan, AskBackPlan, DropPlan, FinishPlan, ReopenPlan, StandByPlan};
use crate::prelude::*;
use crate::site::lang;
use domain::plan::Field;
use domain::view::plan::ItemView;

/// What a list offers: the answer that is waited for, or the next step of one's own.
pub(super) fn quick(item: &ItemView) -> AnyView {
    if item.may.accept || item.may.agree || item.may.stand_by {
        return answer(item, "row-");
    }
    view! {
        {item.may.advance.then(|| view! { <details class="act"><summary>{p().update}</summary>{advance(item, "row-")}</details> })}
    }
    .into_any()
}

/// Yes, or what stands in the way.
pub(super) fn answer(item: &ItemView, id: &'static str) -> AnyView {
    let yes = |action: &'static str, words: &'static str| {
        view! {
            <form method="post" action=action>
                {named(item)}{hidden("version", item.version)}
                <button type="submit" class="primary">{words}</button>
            </form>
        }
    };
    let may = item.may;
    let first = may.accept || may.agree;
    view! {
        <div class="answers">
            {may.accept.then(|| yes(AcceptPlan::url(), p().accept))}
            {may.agree.then(|| yes(AgreePlan::url(), p().agree))}
            {(may.ask_back && first).then(|| said(item, id, AskBackPlan::url(), "reason", p().ask_back, p().ask_back_why, true))}
            {may.stand_by.then(|| said(item, id, StandByPlan::url(), "answer", p().stand_by, p().stand_by_what, true))}
        </div>
    }
    .into_any()
}

fn named(item: &ItemView) -> AnyView {
    view! { {hidden("item", &item.id)}{key()} }.into_any()
}

/// A button that opens a line for words that must be given.
fn said(
    item: &ItemView,
    id: &'static str,
    action: &'static str,
    name: &'static str,
    title: &'static str,
    label: &'static str,
    versioned: bool,
) -> AnyView {
    let field = format!("{id}{name}-{title}-{}", item.id);
    view! {
        <details class="act">
            <summary>{title}</summary>
            <form class="stack" method="post" action=action>
                {named(item)}
                {versioned.then(|| hidden("version", item.version))}
                <div class="field">
                    <label for=field.clone()>{label}</label>
                    <input id=field name=name required maxlength="500" autocomplete="off"/>
                </div>
                <div class="row start"><button type="submit">{title}</button></div>
            </form>
        </details>
    }
    .into_any()
}

pub(super) fn advance(item: &ItemView, id: &'static str) -> AnyView {
    let (percent, note) = (format!("{id}progress-{}", item.id), format!("{id}note-{}", item.id));
    view! {
        <form class="advance" method="post" action=AdvancePlan::url()>
            {named(item)}
            <div class="field">
                <label for=percent.clone()>{p().progress_now}</label>
                <input type="number" class="short" id=percent name="progress" min="0" max="100" step="1" inputmode="numeric" required value=item.progress.to_string()/>
            </div>
            <div class="field grow-1">
                <label for=note.clone()>{p().progress_note}</label>
                <input id=note name="note" maxlength="2000" autocomplete="off"/>
            </div>
            <button type="submit">{p().update}</button>
        </form>
    }
    .into_any()
}

/// The ways to end it, or to go on with it.
pub(super) fn end(item: &ItemView) -> AnyView {
    let may = item.may;
    let finish = format!("finish-{}", item.id);
    view! {
        {may.finish.then(|| view! {
            <form class="advance" method="post" action=FinishPlan::url()>
                {named(item)}
                <div class="field grow-1">
                    <label for=finish.clone()>{p().finish_what}</label>
                    <input id=finish name="note" maxlength="2000" autocomplete="off"/>
                </div>
                <button type="submit" class="primary">{p().finish}</button>
            </form>
        })}
        {(may.ask_back && !may.accept && !may.agree).then(|| said(item, "later-", AskBackPlan::url(), "reason", p().ask_back, p().ask_back_why, true))}
        {may.drop.then(|| said(item, "drop-", DropPlan::url(), "reason", p().drop, p().drop_what, false))}
        {may.reopen.then(|| said(item, "reopen-", ReopenPlan::url(), "reason", p().reopen, Field::Reason.words(lang()), false))}
    }
    .into_any()
}
