// Attachments of the composer: adding, showing how far they are, taking away, and holding the form until they have arrived.
//
// The page gives `<div data-attach>` (its inside belongs to this file) and `<input name="files">` in one form; this file keeps
// the ids of what has arrived in that field, each followed by a comma, so that even "none" is said. An unsent text that comes
// back brings its files through the same field. What is not on the server yet is the form's `daybookFiles`, for the queue of
// what could not be sent; `daybook:sent` and a taken `daybook:unsent` end it.

import { freshKey } from "../offline/transfer.mjs";
import { ask, lightened, make, person, Refused, send, W } from "./upload.js";

const MOST = 10;
const ACCEPT = "image/*,.pdf,.docx,.xlsx,.pptx,.doc,.xls,.ppt,.odt,.ods,.odp";
const PREFIX = "daybook:draft:";

const boxes = new Map();

function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("viewBox", "0 0 24 24");
  const use = document.createElementNS(space, "use");
  use.setAttribute("href", `${document.documentElement.dataset.icons ?? "/icons.svg"}#${name}`);
  svg.append(use);
  return svg;
}

/** Ids noted on this device; some browsers keep nothing. */
function recalled(place) {
  try {
    return localStorage.getItem(place) ?? "";
  } catch {
    return "";
  }
}

class Box {
  items = [];
  #element;
  #form;
  #field;
  #list = make("ul", { class: "attach-list" });
  #live = make("p", { class: "sr", role: "status", "aria-live": "polite" });
  #buttons;
  #turn = Promise.resolve();
  /** The button that was pressed while files were still on their way. */
  #waiting;
  #passes = false;
  /** Ids of files that are no longer there. */
  #lost = new Set();

  constructor(element) {
    this.#element = element;
    this.#form = element.closest("form");
    this.#field = this.#form.querySelector("input[name=files]");
    const held = [...element.querySelectorAll("input[name=files]:checked")];
    for (const { value, dataset } of held) this.#arrived({ id: value, ...dataset }, true);
    this.#buttons = make("div", { class: "attach-buttons" }, ...this.#adders());
    element.replaceChildren(this.#list, this.#buttons, this.#live);
    element.setAttribute("role", "group");
    element.setAttribute("aria-label", W.group);
    Object.defineProperty(this.#form, "daybookFiles", { configurable: true, get: () => this.#pending() });
    this.#hear();
    const before = this.#field.value;
    this.#field.value = this.#said();
    this.#adopt(`${before},${recalled(this.#place())}`);
  }

  #adders() {
    const adder = (words, symbol, attributes, name) => {
      const input = make("input", { type: "file", hidden: "", tabindex: "-1", ...attributes });
      const button = make("button", { type: "button", class: `attach-add ${name}` }, icon(symbol), words);
      button.addEventListener("click", () => input.click());
      input.addEventListener("change", () => {
        this.add([...input.files]);
        input.value = "";
      });
      return [button, input];
    };
    return [
      ...adder(W.camera, "camera", { accept: "image/*", capture: "environment" }, "camera"),
      ...adder(W.add, "clip", { accept: ACCEPT, multiple: "" }, "files"),
      make("span", { class: "hint drop" }, W.drop),
    ];
  }

  #pending() {
    return this.items.filter((item) => item.blob && !item.final).map(({ blob, name, id }) => ({ blob, name, id }));
  }

  #hear() {
    this.#field.addEventListener("input", () => this.#field.value === this.#said() || this.#adopt(this.#field.value));
    const carries = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
    const over = (on) => this.#form.classList.toggle("dropping", on);
    this.#form.addEventListener("dragover", (event) => carries(event) && over(true));
    this.#form.addEventListener("dragleave", (event) => this.#form.contains(event.relatedTarget) || over(false));
    this.#form.addEventListener("drop", (event) => {
      over(false);
      if (carries(event)) this.add([...event.dataTransfer.files]);
    });
    this.#form.addEventListener("paste", (event) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length === 0) return;
      if (!event.clipboardData.getData("text/plain")) event.preventDefault();
      this.add(files);
    });
  }

  add(files) {
    for (const file of files) {
      if (this.items.length >= MOST) {
        this.#say(W.many(file.name));
        continue;
      }
      const item = { name: file.name || "image", state: "preparing", stop: new AbortController() };
      item.ready = lightened(file).then((light) => Object.assign(item, light));
      // Told when its turn comes.
      item.ready.catch(() => {});
      this.items.push(item);
      this.#show(item);
      this.#begin(item);
    }
  }

  #begin(item) {
    item.stop.signal.began = (id) => (item.id = id);
    this.#turn = this.#turn.then(() => this.#carry(item)).catch(() => {});
  }

  async #carry(item) {
    const { signal } = item.stop;
    if (signal.aborted) return;
    try {
      await item.ready;
      this.#mark(item, "sending", W.sending(0), 0);
      const progress = (share) => this.#mark(item, "sending", W.sending(Math.floor(share * 100)), share);
      const cut = (error) => {
        this.#mark(item, "cut", error.message);
        this.#goOn();
      };
      const file = await send(item.blob, item.name, { signal, progress, cut });
      item.file = file;
      item.blob = undefined;
      item.id = file.id;
      item.name = file.name;
      this.#mark(item, "kept", W.kept);
      this.#say(`${file.name} ${W.kept}`);
      this.#tell();
    } catch (error) {
      if (signal.aborted) return;
      item.id = undefined;
      // What is refused for what it is would be refused again.
      item.final = error.status === 422;
      this.#mark(item, "failed", error instanceof Refused ? error.message : W.fault);
    }
    this.#goOn();
  }

  /** A file that the record, or an earlier visit, has already. */
  #arrived(file, held = false) {
    const item = { id: file.id, name: file.name, file, held, state: "kept", stop: new AbortController() };
    this.items.push(item);
    this.#show(item);
    this.#mark(item, "kept", "");
  }

  #show(item) {
    item.picture = make("span", { class: "attach-picture" }, icon("clip"));
    item.label = make("span", { class: "attach-name", dir: "auto" });
    item.words = make("span", { class: "attach-state" });
    item.bar = make("progress", { max: "1", "aria-hidden": "true" });
    item.again = make("button", { type: "button", class: "attach-again" }, W.retry);
    item.away = make("button", { type: "button", class: "attach-away" }, icon("x"));
    item.again.addEventListener("click", () => {
      item.stop = new AbortController();
      this.#mark(item, "queued", W.queued);
      item.away.focus();
      this.#begin(item);
    });
    item.away.addEventListener("click", () => this.remove(item));
    item.row = make("li", {}, item.picture, make("span", { class: "attach-text" }, item.label, item.words, item.bar), item.again, item.away);
    this.#list.append(item.row);
    this.#mark(item, "preparing", W.preparing);
  }

  #mark(item, state, words, share) {
    item.state = state;
    item.row.className = state;
    item.label.textContent = item.name;
    item.away.setAttribute("aria-label", W.remove(item.name));
    item.words.textContent = words;
    if (state === "failed") item.words.setAttribute("role", "alert");
    else item.words.removeAttribute("role");
    item.again.hidden = state !== "failed" || item.final;
    item.bar.hidden = state !== "sending" && state !== "cut";
    if (share !== undefined) item.bar.value = share;
    const source = item.preview ?? (item.file?.kind === "image" ? `/files/${item.file.id}/thumb` : undefined);
    const shown = item.picture.querySelector("img");
    if (source && !shown) item.picture.replaceChildren(make("img", { src: source, alt: "" }));
  }

  remove(item) {
    const at = this.items.indexOf(item);
    item.stop.abort();
    item.row.remove();
    this.items.splice(at, 1);
    // What the record has is taken off by saving; the rest is nobody's from now on.
    if (item.id && !item.held) ask(`/files/${item.id}/discard`, { method: "POST" }).catch(() => {});
    const next = this.items[Math.min(at, this.items.length - 1)];
    (next?.away ?? this.#buttons.querySelector(".files")).focus();
    this.#say(W.removed(item.name));
    this.#tell();
    this.#goOn();
  }

  #say(words) {
    this.#live.textContent = words;
  }

  #kept() {
    return this.items.filter((item) => item.file).map((item) => item.id);
  }

  #said() {
    return `${this.#kept().join(",")},`;
  }

  /** Into the form's field, and onto this device until the record is sent. */
  #tell() {
    this.#field.value = this.#said();
    this.#field.dispatchEvent(new Event("input", { bubbles: true }));
    this.#note();
  }

  #note() {
    const own = this.items.filter((item) => item.file && !item.held).map(({ id, name }) => `${id}:${encodeURIComponent(name)}`);
    try {
      if (own.length > 0) localStorage.setItem(this.#place(), own.join(","));
      else localStorage.removeItem(this.#place());
    } catch {
      // A browser that keeps nothing.
    }
  }

  #place() {
    return `${PREFIX}${person() || recalled("daybook:person") || "nobody"}:${this.#form.dataset.draft}:files`;
  }

  /** Takes in files by their ids (with the names that this device knows), and says which the server has no more. */
  async #adopt(list) {
    const names = new Map(recalled(this.#place()).split(",").map((one) => one.split(":")));
    for (const id of list.split(",").map((one) => one.split(":")[0])) {
      const known = () => !id || this.#lost.has(id) || this.items.some((item) => item.id === id);
      if (known()) continue;
      const name = decodeURIComponent(names.get(id) ?? "") || W.unnamed;
      // Without an answer it is taken to be there.
      const there = await ask(`/files/${id}/offset`).catch((error) => (error.status === 404 ? undefined : { file: { id, name } }));
      if (known() || this.items.length >= MOST) continue;
      if (there?.file) this.#arrived(there.file);
      else if (!there) this.#miss(id, name);
    }
    if (this.#field.value !== this.#said()) this.#tell();
  }

  /** It was cleaned away. It stands in its way until the writer has seen that. */
  #miss(id, name) {
    this.#lost.add(id);
    const item = { name, final: true, stop: new AbortController() };
    this.items.push(item);
    this.#show(item);
    this.#mark(item, "failed", W.gone);
  }

  /** Whether the form has to wait; says why. */
  holds(submitter) {
    if (this.#passes) return false;
    const failed = this.items.find((item) => item.state === "failed");
    if (failed) {
      this.#say(W.failed);
      (failed.final ? failed.away : failed.again).focus();
      return true;
    }
    if (this.items.every((item) => item.file)) return false;
    this.#waiting = submitter ?? this.#form.querySelector("button[type=submit]");
    this.#element.dataset.hold = W.hold;
    this.#say(W.hold);
    // After this submit: while a form is being submitted, a browser ignores that it is asked to.
    Promise.all(this.items.map((item) => item.ready)).then(() => setTimeout(() => this.#goOn()));
    return true;
  }

  /** No network: record and files wait together on this device, if the page has a queue. */
  #queue() {
    // The page without network puts everything there itself.
    if (document.documentElement.hasAttribute("data-offline")) {
      const submitter = this.#waiting;
      this.#waiting = undefined;
      this.#passes = true;
      this.#form.requestSubmit(submitter);
      this.#passes = false;
      return;
    }
    const taken = this.#form.elements.namedItem("text")?.value.trim() && !this.#form.dispatchEvent(new Event("daybook:unsent", { bubbles: true, cancelable: true }));
    if (!taken) return;
    this.#waiting = undefined;
    for (const [name, value] of [["text", ""], ["key", freshKey()]]) {
      const field = this.#form.elements.namedItem(name);
      field.value = value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  #goOn() {
    const waiting = this.#waiting;
    if (!waiting) return;
    const failed = this.items.some((item) => item.state === "failed");
    if (!failed && this.items.some((item) => !item.file)) {
      const ready = this.items.every((item) => item.file || item.blob);
      if (ready && this.items.some((item) => item.state === "cut")) this.#queue();
      return;
    }
    this.#waiting = undefined;
    delete this.#element.dataset.hold;
    if (!failed && this.#form.isConnected) this.#form.requestSubmit(waiting);
  }

  forget() {
    try {
      localStorage.removeItem(this.#place());
    } catch {
      // Nothing was kept.
    }
  }

  /** The record was sent, or waits in the queue: what is added from now on belongs to the next. */
  sent() {
    for (const item of this.items.splice(0)) {
      item.stop.abort();
      item.row.remove();
    }
    delete this.#element.dataset.hold;
    this.#field.value = this.#said();
    this.#note();
  }
}

function look() {
  for (const [element] of boxes) if (!element.isConnected) boxes.delete(element);
  for (const element of document.querySelectorAll("[data-attach]")) {
    if (!boxes.has(element)) boxes.set(element, new Box(element));
  }
}

function boxOf(target) {
  const form = target instanceof Element && target.closest("form");
  return form && boxes.get(form.querySelector("[data-attach]"));
}

function hold(event, submitter) {
  if (!boxOf(event.target)?.holds(submitter)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

document.addEventListener("submit", (event) => hold(event, event.submitter), true);
document.addEventListener("keydown", (event) => event.key === "Enter" && (event.ctrlKey || event.metaKey) && hold(event), true);
// The browser sends the form itself, and reads its fields after this: only the note on the device ends.
addEventListener("submit", (event) => event.defaultPrevented || boxOf(event.target)?.forget());
addEventListener("daybook:sent", (event) => boxOf(event.target)?.sent());
addEventListener("daybook:unsent", (event) => event.defaultPrevented && boxOf(event.target)?.sent());
// A file dropped beside the form would replace the page, and with it what was written.
for (const type of ["dragover", "drop"]) {
  addEventListener(type, (event) => boxes.size > 0 && [...(event.dataTransfer?.types ?? [])].includes("Files") && event.preventDefault());
}
new MutationObserver(look).observe(document.body, { subtree: true, childList: true });
look();
