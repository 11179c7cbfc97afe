//! Tables in the order that their reader chooses: by links in the heads, and by a choice in a form, as a phone shows cards without heads.

use super::a;
use super::parts::with_fields;
use crate::prelude::*;
use crate::site::lang;
use crate::words::assess_admin as words;
use domain::view::assess::{Column, Sort};

/// A table that can be put in order.
pub(super) struct Order<'a> {
    /// Its page, and what else the address says.
    pub page: &'a str,
    pub fields: &'a [(&'a str, &'a str)],
    pub columns: &'a [Column],
    pub now: Option<Sort>,
}

impl Order<'_> {
    /// The head of a column. Its link puts the table in its order, and pressed again the other way round.
    pub(super) fn head(&self, by: Column, class: &'static str) -> AnyView {
        let label = words::column(by, lang());
        if !self.columns.contains(&by) {
            return view! { <th scope="col" class=class>{label}</th> }.into_any();
        }
        let now = self.now.filter(|sort| sort.by == by);
        let sorted = now.map(|sort| if sort.falling { "descending" } else { "ascending" });
        let next = Sort {
            by,
            falling: now.map_or(by.falls_first(), |sort| !sort.falling),
        };
        let text = next.text();
        let href = with_fields(self.page, &[self.fields, &[("sort", text.as_str())]].concat());
        let title = words::sorted(next, lang());
        view! { <th scope="col" class=class aria-sort=sorted><a class="sort" href=href title=title>{label}</a></th> }
            .into_any()
    }

    /// The same as a field of a form.
    pub(super) fn field(&self) -> AnyView {
        let both = |by: &Column| [by.falls_first(), !by.falls_first()].map(|falling| Sort { by: *by, falling });
        let option = |sort: Sort| {
            view! { <option value=sort.text() selected=self.now == Some(sort)>{words::sorted(sort, lang())}</option> }
        };
        view! {
            <div class="field">
                <label for="sort">{a().order}</label>
                <select id="sort" name="sort"><option value="">{a().order_usual}</option>{self.columns.iter().flat_map(both).map(option).collect_view()}</select>
            </div>
        }
        .into_any()
    }
}
