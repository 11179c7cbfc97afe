// What a record is tied to, on the page without a network: the writer's own open plan items and indicators, as this device knows
// them. Hidden fields with the names of the other composer's hold what is chosen, so that drafts and the queue carry it.
import { element } from "./fields.mjs";
import { call } from "./wire.mjs";
import { owner } from "./device.mjs";
import { shelf } from "./shelf.mjs";
import { words } from "./words.mjs";

const MOST = 5;
/** Known for so long, ms; where plans and indicators are changed they are read anew. */
const FRESH = 10 * 60_000;
const CHANGED = /^\/(plan|indicators)(\/|$)/;

/** Notes for `person` what a record can be tied to. */
export async function learn(person) {
  const known = await shelf.fact("ties").catch(() => undefined);
  if (known?.person === person && Date.now() - known.at < FRESH && !CHANGED.test(location.pathname)) return;
  const answer = await call("choices", { text: "" }, { person });
  if (answer.kind !== "ok") return;
  const named = ({ id, name, progress }) => ({ id, name, progress });
  const ties = { person, at: Date.now(), items: answer.value.items.map(named), indicators: answer.value.indicators.map(named) };
  // Signed out meanwhile: nothing is kept of anybody.
  if (owner() === person) await shelf.state("ties", ties).catch(() => {});
}

const listed = (field) => field.value.split(",").filter(Boolean);

function set(field, value) {
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/** The rows; `known` are the facts of `learn`. */
export function tieRows(known) {
  const hidden = (name) => element("input", { type: "hidden", name });
  const [progress, continues] = [hidden("progress"), hidden("continues")];
  const rows = [
    row(hidden("items"), known?.items ?? [], words().item, words().addItem, progress),
    row(hidden("indicators"), known?.indicators ?? [], words().indicator, words().addIndicator),
  ];
  const before = element("div", { className: "tie-row" });
  const draw = () => {
    before.hidden = !continues.value;
    before.replaceChildren(...(continues.value ? [chip(words().goesOn, () => set(continues, ""))] : []));
  };
  continues.addEventListener("input", draw);
  draw();
  return element("div", { className: "ties" }, ...rows, progress, continues, before);
}

function chip(name, drop, ...more) {
  const away = element("button", { type: "button", "aria-label": words().untie(name), onclick: drop }, "×");
  return element("span", { className: "tie on" }, element("span", { className: "tie-name" }, name), ...more, away);
}

function row(field, choices, label, add, progress) {
  const place = element("div", { className: "tie-row" });
  const more = element("select", { className: "tie-more", "aria-label": add });
  more.addEventListener("change", (event) => {
    // The list itself is no field of the record.
    event.stopPropagation();
    if (more.value) set(field, `${[...listed(field), more.value].slice(0, MOST).join(",")},`);
    more.focus();
  });
  const chosen = (id) => {
    const choice = choices.find((one) => one.id === id);
    const drop = () => set(field, `${listed(field).filter((other) => other !== id).join(",")},`);
    return chip(choice?.name ?? words().tied, drop, ...(progress && choice ? percent(choice, progress) : []));
  };
  const draw = () => {
    const ids = listed(field);
    const free = choices.filter((choice) => !ids.includes(choice.id)).map(({ id, name }) => element("option", { value: id }, name));
    more.replaceChildren(element("option", { value: "" }, add), ...free);
    more.hidden = free.length === 0 || ids.length >= MOST;
    place.hidden = choices.length === 0 && ids.length === 0;
    place.replaceChildren(element("span", { className: "tie-label" }, label), ...ids.map(chosen), more, field);
  };
  field.addEventListener("input", draw);
  draw();
  return place;
}

/** How far the item is now, if the writer says so: `ID:PERCENT` in the field of all items. */
function percent(choice, progress) {
  const told = () => new Map(progress.value.split(",").filter(Boolean).map((pair) => pair.split(":")));
  const label = words().progressOf(choice.name);
  const input = element("input", { type: "number", className: "tie-percent", min: 0, max: 100, step: 1, inputMode: "numeric", placeholder: choice.progress ?? "", "aria-label": label });
  const show = () => input.value === (told().get(choice.id) ?? "") || (input.value = told().get(choice.id) ?? "");
  input.addEventListener("input", () => {
    const all = told();
    // Whatever is typed, a whole number that the server takes.
    const value = input.value && Math.round(Math.min(100, Math.max(0, Number(input.value))));
    value === "" ? all.delete(choice.id) : all.set(choice.id, String(value));
    set(progress, [...all].map((pair) => pair.join(":")).join(","));
  });
  progress.addEventListener("input", show);
  show();
  return [input, element("span", { "aria-hidden": "true" }, "%")];
}
