use super::Switches;
use crate::prelude::*;
use crate::site::w;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// The door. The form is the server's own: it works before, and without, any script.
pub fn sign_in() -> AnyView {
    let query = use_query_map();
    let has = move |name: &'static str| query.with(|q| q.get(name)).filter(|v| !v.is_empty());
    let next = has("next").unwrap_or_default();
    let wrong = has("wrong").is_some();
    let slow = has("slow").and_then(|s| s.parse::<u32>().ok());
    let problem = match (slow, wrong) {
        (Some(seconds), _) => Some((w().sign_in_slow)(seconds)),
        (None, true) => Some(w().sign_in_wrong.to_owned()),
        _ if has("fault").is_some() => Some(w().sign_in_fault.to_owned()),
        _ => None,
    };
    let out = has("out").is_some() && problem.is_none();
    view! {
        <Title text=w().sign_in/>
        <main class="bare door" id="main">
            <p class="seal" aria-hidden="true">"履"</p>
            <h1>{w().product}</h1>
            <p class="lead-in">{w().product_what}</p>
            {out.then(|| view! { <p class="note" role="status">{w().signed_out}</p> })}
            <form class="sheet" method="post" action="/sign-in">
                <p class="problem" role="alert" id="sign-in-problem">{problem}</p>
                <input type="hidden" name="next" value=next/>
                <div class="field">
                    <label for="account">{w().account}</label>
                    <input id="account" name="account" autocomplete="username" autocapitalize="none" spellcheck="false" required maxlength="64" aria-describedby="sign-in-problem" aria-invalid=wrong.then_some("true")/>
                </div>
                <div class="field">
                    <label for="password">{w().password}</label>
                    <input id="password" name="password" type="password" autocomplete="current-password" required maxlength="1024" aria-describedby="sign-in-problem" aria-invalid=wrong.then_some("true")/>
                </div>
                <button type="submit" class="primary">{w().sign_in}</button>
                <p class="hint">{w().no_account}</p>
            </form>
            <Switches language_only=true/>
            <p class="fire">{w().firewall}" "<a href="/why">{w().why}</a></p>
        </main>
    }
    .into_any()
}
