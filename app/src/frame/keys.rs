use crate::browser;
use crate::prelude::*;
use crate::site::w;
use leptos_router::hooks::use_navigate;

const HELP: &str = "keys-help";

/// Hears the single keys of every page.
#[component]
pub fn Keys() -> impl IntoView {
    let navigate = use_navigate();
    browser::on_key(move |key| match key {
        "j" => step(1),
        "k" => step(-1),
        "l" => press("like"),
        "c" => press("comment"),
        "o" | "Enter" => open(),
        "n" => {
            if browser::exists("compose") {
                browser::focus("compose");
            } else {
                navigate("/new", leptos_router::NavigateOptions::default());
            }
            true
        }
        "/" => {
            browser::go("/search");
            true
        }
        "." => browser::press_first("pill"),
        "?" => {
            browser::show_dialog(HELP);
            true
        }
        _ => false,
    });
}

/// The next or the previous record gets the focus.
fn step(by: i32) -> bool {
    browser::step_record(by)
}

fn press(name: &str) -> bool {
    browser::press_in_record(name)
}

fn open() -> bool {
    browser::press_in_record("when")
}

#[component]
pub fn HelpDialog() -> impl IntoView {
    view! {
        <dialog id=HELP class="help" later aria-labelledby="keys-title">
            <h2 id="keys-title">{w().keyboard}</h2>
            <KeyTable/>
            <div class="row"><button type="button" class="plain" on:click=|_| browser::hide_dialog(HELP)>{w().close}</button></div>
        </dialog>
    }
}

#[component]
pub fn KeyTable() -> impl IntoView {
    let keys = [
        ("j / k", w().key_move),
        ("Enter", w().key_open),
        ("l", w().key_like),
        ("c", w().key_comment),
        ("n", w().key_new),
        ("/", w().key_search),
        (".", w().key_pill),
        ("Ctrl + Enter", w().key_send),
        ("@", w().key_mention),
        ("Esc", w().key_escape),
        ("?", w().key_help),
    ];
    view! {
        <table class="keytable">
            <thead class="sr"><tr><th scope="col">{w().key}</th><th scope="col">{w().what_it_does}</th></tr></thead>
            <tbody>{keys.map(|(key, does)| view! { <tr><th scope="row"><kbd>{key}</kbd></th><td>{does}</td></tr> }).collect_view()}</tbody>
        </table>
    }
}
