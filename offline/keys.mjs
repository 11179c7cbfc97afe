// Single keys on pages without the other script, as app/src/frame/keys.rs has them: never while somebody types.

/** What `j` and `k` go along, and what of it takes the focus. */
const STOPS = "main :is(article.record, .plan-item, .hit, .notice, tbody tr)";
const TARGET = ".title, .said a, a[href], button[type=submit]";

const target = (stop) => stop?.querySelector(TARGET);
const current = () => document.activeElement?.closest(STOPS);

function typing() {
  const at = document.activeElement;
  return at?.matches("input, textarea, select") || at?.isContentEditable;
}

function step(by) {
  const stops = [...document.querySelectorAll(STOPS)].filter((stop) => target(stop) && stop.getClientRects().length > 0);
  const at = stops.indexOf(current());
  const next = at < 0 ? stops.find((stop) => stop.getBoundingClientRect().bottom > 80) : stops[at + by];
  if (!next) return false;
  target(next).focus({ preventScroll: true });
  next.scrollIntoView({ block: "center" });
  return true;
}

function focus(selector) {
  const field = document.querySelector(selector);
  field?.focus();
  return field !== null;
}

function help() {
  const dialog = document.getElementById("keys-help");
  if (!dialog) return false;
  dialog.querySelector("button").onclick = () => dialog.close();
  dialog.showModal();
  return true;
}

function open() {
  const link = target(current());
  link?.click();
  return link !== undefined && link !== null;
}

const go = (path) => (location.assign(path), true);

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  o: open,
  n: () => focus("#compose") || go("/new"),
  "/": () => focus("main #q") || go("/search"),
  "?": help,
};

export function keys() {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || document.querySelector("dialog[open]")) return;
    if (event.key === "Escape" && typing()) return document.activeElement.blur();
    if (event.ctrlKey || event.metaKey || event.altKey || typing()) return;
    if (Object.hasOwn(KEYS, event.key) && KEYS[event.key]()) event.preventDefault();
  });
}
