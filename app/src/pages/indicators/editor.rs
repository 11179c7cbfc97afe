use crate::parts::in_textarea;
use crate::prelude::*;
use crate::site::{lang, w};
use crate::words::indicator as words;
use domain::indicator::sum;
use domain::view::indicator::{Base, SetPage};
use service::indicator::GivenRow;

/// A draft as somebody wrote it, when it could not be saved: the page shows it instead of what is stored.
#[derive(Clone, Debug, Default)]
pub struct TypedSet {
    pub rows: Vec<GivenRow>,
    pub note: String,
    /// The saving that is there now, and by whom.
    pub edition: u32,
    pub by: String,
}

/// Empty rows after those that are filled.
const SPARE: usize = 3;

/// The whole set as one form. Everything can be saved at any time; what is wrong stands above until it is agreed.
pub fn editor(page: &SetPage) -> AnyView {
    let iw = w().indicator;
    let typed = use_context::<TypedSet>();
    let (rows, note, edition) = match &typed {
        Some(typed) => (typed.rows.clone(), typed.note.clone(), typed.edition),
        None => (stored(page), page.head.note.clone(), page.edition),
    };
    let overtaken = typed.map(|typed| {
        view! { <div class="flaws bad" role="alert"><p><b>{iw.overtaken}</b></p><p>{format!("{}{}", iw.overtaken_by, typed.by)}</p></div> }
    });
    let filled = rows.len();
    let rows = rows.into_iter().chain((0..SPARE).map(|_| GivenRow::default()));
    let family = page.head.scope.is_family();
    let (label, total) = (if family { iw.total } else { iw.own_sum }, sum(&page.rows));
    let dimensions = (page.dimensions.iter()).map(|d| view! { <option value=d.name(lang()).to_owned()></option> });
    view! {
        {overtaken}
        <form class="set-form" method="post" action=format!("/indicators/set/{}", page.head.id)>
            // Enter in a field saves: the first button of a form is the one it presses.
            <button type="submit" class="sr" tabindex="-1" aria-hidden="true"></button>
            <input type="hidden" name="edition" value=edition/>
            <datalist id="dimensions">{dimensions.collect_view()}</datalist>
            <ol class="rows">{rows.enumerate().map(|(n, given)| view! { <Row n given filled/> }).collect_view()}</ol>
            <p class="hint">{iw.more_rows}" "{iw.move_keys}</p>
            <p class="sr" role="status" data-moved=iw.moved></p>
            {adopt(&page.bases, page)}
            <div class="field">
                <label for="set-note">{iw.note}</label>
                <textarea id="set-note" name="note" rows="2" maxlength="500" aria-describedby="set-note-hint">{in_textarea(note)}</textarea>
                <p class="hint" id="set-note-hint">{iw.note_what}</p>
            </div>
            <div class="savebar">
                <p class="total" data-total data-family=family.to_string() data-good=iw.total_ok><span>{label}</span>" "<output aria-live="polite">{total}</output>"%"</p>
                <button type="submit" class="primary">{iw.save}</button>
            </div>
        </form>
        <script src="/weights.js" defer></script>
    }
    .into_any()
}

fn stored(page: &SetPage) -> Vec<GivenRow> {
    let unread = |at: usize| {
        let found = page.unread.iter().find(|(place, _)| *place as usize == at);
        found.map(|(_, text)| text.as_str())
    };
    let rows = page.rows.iter().enumerate();
    rows.map(|(at, row)| GivenRow::of(row, unread(at), lang())).collect()
}

#[component]
fn Row(n: usize, given: GivenRow, filled: usize) -> impl IntoView {
    let iw = w().indicator;
    let new = n >= filled;
    let (first, last) = (n == 0, n + 1 == filled);
    let legend = if new {
        iw.new_row.to_owned()
    } else {
        words::row(n + 1, lang())
    };
    let of_row = move |what: &str| format!("{what}: {}", words::row(n + 1, lang()));
    let field = move |name: &str| format!("r{n}-{name}");
    let text = move |name: &'static str,
                     label: &'static str,
                     value: String,
                     class: &'static str,
                     list: Option<&'static str>| {
        view! { <div class=format!("field {class}")><label for=field(name)>{label}</label><input id=field(name) name=field(name) value=value list=list autocomplete="off"/></div> }
    };
    let long = move |name: &'static str, label: &'static str, value: String| {
        view! { <div class="field long"><label for=field(name)>{label}</label><textarea id=field(name) name=field(name) rows="2">{in_textarea(value)}</textarea></div> }
    };
    view! {
        <li id=format!("row-{}", n + 1)>
            <fieldset class="indicator" class:new=new>
                <legend>{legend}</legend>
                <input type="hidden" name=field("id") value=given.id/>
                {text("name", iw.name, given.name, "name", None)}
                {text("dimension", iw.dimension, given.dimension, "", Some("dimensions"))}
                <div class="field short">
                    <label for=field("weight")>{iw.weight}" (%)"</label>
                    <input id=field("weight") name=field("weight") value=given.weight inputmode="numeric" autocomplete="off" data-weight/>
                </div>
                {text("target", iw.target, given.target, "short", None)}
                {text("unit", iw.measured_in, given.unit, "short", None)}
                {long("good", iw.good, given.good)}
                {long("measure", iw.measure, given.measure)}
                <div class="ticks">
                    <label class="radio"><input type="checkbox" name=field("key") value="1" checked=given.key/><span>{iw.key}<span class="sr">{iw.key_what}</span></span></label>
                    {(!new).then(|| view! { <label class="radio"><input type="checkbox" name=field("remove") value="1" data-remove/><span>{iw.remove}</span></label> })}
                    {(!new).then(|| view! {
                        <span class="moves">
                            <button type="submit" name="move" value=format!("up-{n}") aria-label=of_row(iw.up) title=iw.up disabled=first>"↑"</button>
                            <button type="submit" name="move" value=format!("down-{n}") aria-label=of_row(iw.down) title=iw.down disabled=last>"↓"</button>
                        </span>
                    })}
                </div>
            </fieldset>
        </li>
    }
}

/// What can be taken over from the sets below.
fn adopt(bases: &[Base], page: &SetPage) -> Option<impl IntoView + use<>> {
    let iw = w().indicator;
    let taken: Vec<_> = page.rows.iter().map(|r| r.id.clone()).collect();
    let mut seen = taken;
    let mut rows = Vec::new();
    for base in bases {
        for row in &base.below {
            if !seen.contains(&row.id) {
                seen.push(row.id.clone());
                rows.push((base.name.clone(), row.clone()));
            }
        }
    }
    let row = move |(family, row): (String, domain::indicator::Indicator)| {
        let id = row.id.0.clone();
        view! {
            <tr>
                <th scope="row">{super::parts::name(&row)}</th>
                <td data-label=iw.family>{family}</td>
                <td class="number" data-label=iw.weight>{row.weight}"%"</td>
                <td><label class="radio"><input type="checkbox" name="adopt" value=id.clone()/><span>{iw.change_here}<span class="sr">" "{row.name.clone()}</span></span></label></td>
                <td><label class="radio"><input type="checkbox" name="drop" value=id/><span>{iw.remove}<span class="sr">" "{row.name.clone()}</span></span></label></td>
            </tr>
        }
    };
    (!rows.is_empty()).then(|| {
        view! {
            <details class="history">
                <summary>{iw.below}</summary>
                <p class="hint">{iw.below_what}</p>
                <table class="table cards">
                    <thead><tr><th scope="col">{iw.indicator}</th><th scope="col">{iw.family}</th><th scope="col" class="number">{iw.weight}</th><th scope="col">{iw.change_here}</th><th scope="col">{iw.remove}</th></tr></thead>
                    <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
                </table>
            </details>
        }
    })
}
