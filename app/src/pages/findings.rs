//! What is wrong with a table that was brought, cell by cell.

use crate::prelude::*;
use crate::site::w;
use domain::view::FindingView;

/// By line and column; what is said of the table as a whole has none.
pub(super) fn findings(list: Vec<FindingView>) -> AnyView {
    let row = |f: FindingView| {
        view! { <tr><td class="number">{(f.line > 0).then_some(f.line)}</td><td>{f.column.unwrap_or_default()}</td><td>{f.words}</td></tr> }
    };
    view! {
        <h2 class="section" id="findings">{w().findings}</h2>
        <div class="scroll" tabindex="0" role="region" aria-labelledby="findings">
            <table class="table narrow">
                <thead><tr><th scope="col" class="number">{w().line}</th><th scope="col">{w().column}</th><th scope="col">{w().what}</th></tr></thead>
                <tbody>{list.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}
