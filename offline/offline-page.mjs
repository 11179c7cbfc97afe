// The page that stands for every other one while there is no network: who is known here can write.
import { LEAVING, owner, recall } from "./device.mjs";
import { drafts } from "./drafts.mjs";
import { Outbox } from "./outbox.mjs";
import { shelf } from "./shelf.mjs";
import { button, element } from "./fields.mjs";
import { freshKey } from "./transfer.mjs";
import { tieRows } from "./ties.mjs";
import { words } from "./words.mjs";

const PROBE = 10_000;

function cookie(name) {
  return document.cookie.split("; ").find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}

export async function offlinePage() {
  const root = document.documentElement;
  root.lang = (cookie("lang") ?? navigator.language).startsWith("en") ? "en" : "zh-CN";
  root.dataset.theme = cookie("theme") ?? "auto";
  document.title = `${words().offlineTitle} · ${words().product}`;
  const me = recall(`daybook:${LEAVING}`) ? undefined : await shelf.fact("me").catch(() => undefined);
  const known = me && me.id === owner() && me.seats.length > 0;
  const main = document.querySelector("main");
  const status = element("p", { className: "note", role: "status", hidden: true });
  const again = button(words().again, () => location.reload());
  main.replaceChildren(
    element("header", { className: "head" }, element("span", { className: "seal", "aria-hidden": "true" }, "履"), element("h1", {}, words().offlineTitle), again),
    element("p", { className: "lead-in" }, known ? words().offlineWhat : words().offlineNobody),
    status,
  );
  if (!known) return watchNetwork(status, () => true);
  root.dataset.me = JSON.stringify({ person: { id: me.id } });
  const ties = await shelf.fact("ties").catch(() => undefined);
  const form = composer(me, ties?.person === me.id ? ties : undefined);
  const waiting = element("section", { className: "card tray-inside" });
  main.append(form, waiting);
  const outbox = new Outbox(me.id);
  const texts = drafts(me.id);
  texts.begin();
  setInterval(() => turn(form.elements.day), PROBE);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    write(form, outbox, status, texts.tried(form));
  });
  form.addEventListener("keydown", (event) => event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.defaultPrevented && form.requestSubmit());
  await outbox.start(waiting);
  watchNetwork(status, () => !form.elements.text.value.trim() && !form.daybookFiles?.length && !waiting.querySelector("form"), () => outbox.send({ now: true }));
}

async function write(form, outbox, status, tried) {
  const { text, day } = form.elements;
  turn(day);
  if (!text.value.trim()) {
    tell(status, words().empty);
    return text.focus();
  }
  if (!(await outbox.take(form, tried))) return tell(status, words().failed);
  day.value = today();
  form.dispatchEvent(new Event("daybook:sent", { bubbles: true }));
  tell(status, words().kept);
  outbox.send({ now: true });
}

function tell(status, ...what) {
  status.hidden = false;
  status.replaceChildren(...what);
}

/** By this device's clock. */
function today() {
  const now = new Date();
  return new Date(now - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

/** Past midnight today's record goes on being today's; another day stays as it was chosen. */
function turn(day) {
  const [same, now] = [day.value === day.defaultValue, today()];
  [day.defaultValue, day.max] = [now, now];
  if (same) day.value = now;
}

function composer(me, ties) {
  const text = element("textarea", { name: "text", id: "compose", rows: 6, dir: "auto", placeholder: words().hint, autocomplete: "off" });
  const grow = element("div", { className: "grow" }, text);
  text.addEventListener("input", () => (grow.dataset.text = text.value));
  const day = element("input", { type: "date", name: "day", id: "compose-day", required: true, max: today(), defaultValue: today() });
  const audience = element("select", { name: "audience", id: "compose-audience" });
  for (const [value, label] of Object.entries(words().audiences)) audience.append(element("option", { value }, label));
  const field = (input, label) => element("div", { className: "field" }, element("label", { htmlFor: input.id }, label), input);
  const fields = element("div", { className: "fields" }, field(day, words().day), field(audience, words().audience));
  if (me.seats.length > 1) {
    const unit = element("select", { name: "unit", id: "compose-unit" });
    for (const seat of me.seats) unit.append(element("option", { value: seat.id }, seat.name));
    fields.append(field(unit, words().unit));
  }
  const key = element("input", { type: "hidden", name: "key", value: freshKey() });
  const files = element("input", { type: "hidden", name: "files" });
  const attach = element("div", { className: "attach" });
  attach.dataset.attach = "";
  const form = element("form", { className: "composer whole", noValidate: true }, key, files);
  form.dataset.draft = "new";
  form.append(element("label", { className: "sr", htmlFor: "compose" }, words().text), grow, tieRows(ties), attach, fields);
  form.append(element("div", { className: "row" }, element("span", { className: "hint grow-1" }, me.name), element("button", { type: "submit", className: "primary" }, words().write)));
  return form;
}

/** When the server answers again: what waits goes out, and the page that was wanted comes, unless somebody is writing. */
function watchNetwork(status, free, before = async () => {}) {
  const look = async () => {
    try {
      if (!(await fetch("/healthz", { cache: "no-store", signal: AbortSignal.timeout?.(5_000) })).ok) return;
    } catch {
      return;
    }
    await before();
    if (free()) location.reload();
    else tell(status, words().back, " ", button(words().open, () => location.reload()));
  };
  setInterval(look, PROBE);
  addEventListener("online", look);
  document.addEventListener("visibilitychange", () => document.hidden || look());
}
