use super::Switches;
use crate::prelude::*;
use crate::site::{lang, w};
use domain::Violation;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

/// Opening an account with the one-time link.
pub fn invite() -> AnyView {
    let token = use_params_map().with_untracked(|p| p.get("token")).unwrap_or_default();
    let query = use_query_map();
    let asked = move |name: &'static str| query.with_untracked(|q| q.get(name)).filter(|v| !v.is_empty());
    let problem = asked("problem");
    let gone = problem.as_deref() == Some("gone");
    let slow = asked("slow").and_then(|s| s.parse::<u32>().ok());
    let words = slow
        .map(|seconds| (w().sign_in_slow)(seconds))
        .or_else(|| problem.map(|p| problem_words(&p)));
    let form = if gone {
        used(words)
    } else {
        fresh(&token, asked("account"), words)
    };
    view! {
        <Title text=w().open_account/>
        <main class="bare door" id="main">
            <p class="seal" aria-hidden="true">"履"</p>
            <h1>{w().open_account}</h1>
            {form}
            <Switches language_only=true/>
        </main>
    }
    .into_any()
}

/// Nothing to fill in any more.
fn used(words: Option<String>) -> AnyView {
    view! {
        <p class="problem" role="alert">{words}</p>
        <p><a class="button" href="/sign-in">{w().sign_in}</a></p>
    }
    .into_any()
}

fn fresh(token: &str, account: Option<String>, problem: Option<String>) -> AnyView {
    view! {
        <p class="lead-in">{w().open_account_what}</p>
        <form class="sheet" method="post" action="/invite">
            <p class="problem" role="alert" id="invite-problem">{problem}</p>
            <input type="hidden" name="token" value=token.to_owned()/>
            {account.map(|name| view! {
                <div class="field">
                    <label for="account">{w().account}</label>
                    <input id="account" name="account" value=name readonly autocomplete="username"/>
                </div>
            })}
            <div class="field">
                <label for="password">{w().new_password}</label>
                <input id="password" name="password" type="password" autocomplete="new-password" required maxlength="1024" aria-describedby="invite-problem password-hint"/>
                <p class="hint" id="password-hint">{w().password_hint}</p>
            </div>
            <div class="field">
                <label for="again">{w().password_again}</label>
                <input id="again" name="again" type="password" autocomplete="new-password" required maxlength="1024" aria-describedby="invite-problem"/>
            </div>
            <button type="submit" class="primary">{w().open_account}</button>
        </form>
    }
    .into_any()
}

fn problem_words(problem: &str) -> String {
    let violation = match problem {
        "short" => Violation::PasswordTooShort { limit: 10 },
        "long" => Violation::PasswordTooLong { limit: 200 },
        "differ" => Violation::PasswordsDiffer,
        _ => return w().invite_used.to_owned(),
    };
    violation.words(lang())
}
