//! Whom a form is about: somebody found by a part of the name, which stands in no address.

use super::a;
use super::parts::empty;
use crate::prelude::*;
use domain::PersonId;
use domain::view::PersonRef;

/// A form as it was sent to search for a person: its page shows it again.
#[derive(Clone, Debug, Default)]
pub struct TypedFields(pub Vec<(String, String)>);

impl TypedFields {
    /// What was sent with this request; nothing where the page was only opened.
    pub(super) fn sent() -> Self {
        use_context::<Self>().unwrap_or_default()
    }

    pub(super) fn one(&self, name: &str) -> String {
        let field = self.0.iter().find(|(n, _)| n == name);
        field.map_or_else(String::new, |(_, value)| value.clone())
    }
}

/// Whom a search found.
pub(super) struct Found {
    pub people: Vec<PersonRef>,
    /// Who of them has left.
    pub left: Vec<PersonId>,
    pub more: bool,
}

/// That somebody has left, beside the name.
pub(super) fn gone(left: &[PersonId], person: &PersonRef) -> Option<AnyView> {
    let gone = left.contains(&person.id);
    gone.then(|| view! { " "<span class="chip">{a().has_left}</span> }.into_any())
}

/// The search, and whom it found to choose from. `here` shows the form again.
pub(super) fn choose(here: &'static str, typed: &TypedFields, found: &Found) -> AnyView {
    let people = &found.people;
    let (part, chosen) = (typed.one("part"), typed.one("person"));
    let searched = !part.is_empty();
    let none = searched && people.is_empty();
    let alone = people.len() == 1;
    let who = |person: &PersonRef| {
        let on = alone || person.id.as_str() == chosen;
        view! { <li><label class="radio"><input type="radio" name="person" value=person.id.0.clone() checked=on required/><span>{person.name.clone()}{gone(&found.left, person)}<span class="seat">{person.post.clone()}" · "{person.unit.clone()}</span></span></label></li> }
    };
    let list = (!people.is_empty()).then(|| {
        view! { <ul class="checks" aria-label=a().status_who>{people.iter().map(who).collect_view()}</ul> }
    });
    view! {
        <fieldset class="choose">
            <legend>{a().status_who}</legend>
            <div class="plan-fields">
                <div class="field grow-1"><label for="part">{a().find_people}</label><input type="search" id="part" name="part" value=part autocomplete="off"/></div>
                <button type="submit" formaction=here formnovalidate>{a().find}</button>
            </div>
            {none.then(|| view! { <p class="hint" role="status">{a().found_none}</p> })}
            {(!searched || none).then(|| view! { <p class="hint">{a().status_find_first}</p> })}
            {list}
            {found.more.then(|| view! { <p class="hint">{a().found_more}</p> })}
        </fieldset>
    }
    .into_any()
}

/// What is said above a list that a search cut down to whom it found, or in place of one that is empty.
pub(super) fn listed(
    here: &'static str,
    typed: &TypedFields,
    none: bool,
    title: &'static str,
    what: &'static str,
) -> AnyView {
    let told = match (typed.one("part").trim().is_empty(), none) {
        (true, true) => return empty(title, what),
        (true, false) => return ().into_any(),
        (false, true) => a().found_rows_none,
        (false, false) => a().found_rows,
    };
    view! { <p class="hint">{told}" "<a href=here>{a().found_all}</a></p> }.into_any()
}
