// Unsent text of every form with `data-draft`: on this device with each letter, on the server two seconds later; the newest
// comes back, and what another device wrote meanwhile is offered, never lost.
import { call } from "./wire.mjs";
import { excerpt } from "./queue.mjs";
import { blank, fieldsOf, fill, foldsOf, holds, note, said, shown, textsOf, typedOf } from "./fields.mjs";
import { freshKey } from "./transfer.mjs";
import { namesOf, owner, recall, remember } from "./device.mjs";
import { clock, words } from "./words.mjs";

const PAUSE = 2_000;
/** One answer serves all forms of a page. */
const FRESH = 5_000;
/** Versions of this device that are known as its own. */
const OWN = 5;

/** Tabs with one draft, of which one sends it. */
const channel = globalThis.BroadcastChannel ? new BroadcastChannel("daybook-drafts") : undefined;

class Draft {
  constructor(form, person) {
    this.form = form;
    this.person = person;
    this.place = form.dataset.draft;
    this.name = `daybook:draft:${person}:${this.place}`;
    this.first = form.hasAttribute("data-refused") ? "" : textsOf(form).map((field) => field.defaultValue).join("\n");
    /** The version of the server that this form has seen. */
    this.seen = 0;
    this.touched = false;
    this.filling = false;
    this.line = Promise.resolve();
  }

  get text() {
    return textsOf(this.form).map((field) => field.value).join("\n");
  }

  /** Its texts as the form came. */
  get texts() {
    return Object.fromEntries(textsOf(this.form).map((field) => [field.name, field.defaultValue]));
  }

  async restore() {
    const kept = parsed(recall(this.name));
    // What it comes with, for who clears it; files go one by one.
    const { files: _, ...came } = fieldsOf(this.form);
    this.came = { ...came, ...this.texts };
    // The browser sent the form itself, and the page after it came, empty or with what was sent: it was taken.
    const taken = () => !this.first.trim() || Draft.arrived === this.place || holds(this.form, kept.fields);
    if (kept?.gone && this.text === this.first && taken() && !returned()) {
      channel?.postMessage({ name: this.name, key: kept.key, text: said(kept.fields) });
      this.forget(false);
      return forgetSent(this.person, this.place, kept);
    }
    this.stayed();
    // After a try under the key of that try, only while the text is what was tried.
    const key = () => (kept.tried ? kept.tried.text === this.text && kept.tried.key : kept.key);
    // What was typed before this script came is kept.
    if (this.text !== this.first) {
      if (kept && this.form.dataset.refused === "whole") {
        // The form went on from what is kept.
        this.seen = kept.seen;
        if (kept.tried && key()) this.show({ key: key() });
      }
      this.typed();
    } else if (kept && !blank(kept.fields)) {
      this.seen = kept.seen;
      this.show(kept.fields);
      // One draft is one record, in whichever tab it is sent.
      if (key()) this.show({ key: key() });
      this.say(note(words().draftBack(clock(kept.at)), [[words().clear, () => this.clear()]]));
    }
    if (kept && !kept.synced) return this.push();
    const answer = await this.heard();
    if (answer.kind !== "ok") return;
    const found = answer.value.find((draft) => draft.place === this.place);
    // What this device kept of it may name fields that came otherwise.
    if (found && found.at === this.seen) return found.other && this.offer(found.other);
    if (found) this.settle(found);
    // Sent or thrown away at another device.
    else if (kept && !this.touched) this.clear(false);
  }

  heard() {
    const { asked } = Draft;
    if (!asked || asked.person !== this.person || Date.now() - asked.at > FRESH) {
      Draft.asked = { person: this.person, at: Date.now(), answer: call("drafts", {}, { person: this.person }) };
    }
    return Draft.asked.answer;
  }

  /** Someone types. */
  typed() {
    if (this.filling) return;
    this.touched = true;
    this.keep();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.push(), PAUSE);
  }

  keep(more = {}) {
    if (owner() !== this.person) return;
    const fields = typedOf(this.form);
    if (!this.text.trim() || this.text === this.first) return remember(this.name);
    const before = parsed(recall(this.name));
    const key = this.form.elements.namedItem("key")?.value;
    remember(this.name, JSON.stringify({ fields, key, at: Date.now(), seen: this.seen, synced: false, tried: before?.tried, sent: before?.sent, ...more }));
  }

  /** The form is being sent: noted, in case the answer never comes. */
  sending() {
    this.submitted = this.text;
    const key = this.form.elements.namedItem("key")?.value;
    this.submittedKey = key;
    if (!key || blank(typedOf(this.form))) return;
    this.keep({ tried: { key, text: this.text, fields: JSON.stringify(fieldsOf(this.form)), changed: this.tried?.changed } });
  }

  /** Whether the form was sent under its key, and then perhaps (`changed`) with other words. */
  get tried() {
    const { tried } = parsed(recall(this.name)) ?? {};
    if (!tried || tried.key !== this.form.elements.namedItem("key")?.value) return undefined;
    return { changed: Boolean(tried.changed) || tried.fields !== JSON.stringify(fieldsOf(this.form)) };
  }

  /** The browser itself sends the form, without the other script. What is on its way is not saved beside it when the page goes: the
   * server would have it only after the next page has looked for what there is to forget. */
  leaving() {
    const kept = parsed(recall(this.name));
    if (!kept) return;
    clearTimeout(this.timer);
    [this.timer, this.late] = [undefined, false];
    remember(this.name, JSON.stringify({ ...kept, gone: true }));
    remember(wentFrom(this.person), JSON.stringify({ place: this.place, from: location.href.split("#")[0] }));
  }

  /** It was not taken, or nobody knows: one is back at the form. Whether it was on its way. */
  stayed() {
    const { gone, ...kept } = parsed(recall(this.name)) ?? {};
    if (!gone) return false;
    remember(this.name, JSON.stringify(kept));
    if (parsed(recall(wentFrom(this.person)))?.place === this.place) remember(wentFrom(this.person));
    return true;
  }

  /** Tells the server, one request after another. */
  push({ keepalive = false } = {}) {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.line = this.line.then(() => this.save(keepalive)).catch(() => {});
    return this.line;
  }

  async save(keepalive) {
    const kept = parsed(recall(this.name));
    if (owner() !== this.person) return;
    if (!kept) return this.seen ? this.release() : undefined;
    if (kept.synced) return;
    // Where the page is left meanwhile nobody hears of it: the next page knows it as this device's all the same.
    const sent = [...(kept.sent ?? []).filter((at) => at !== kept.at), kept.at].slice(-OWN);
    remember(this.name, JSON.stringify({ ...kept, sent }));
    const body = JSON.stringify(kept.fields);
    const fields = { place: this.place, body, at: kept.at, seen: kept.seen };
    const answer = await call("save_draft", fields, { person: this.person, keepalive });
    this.late = answer.kind !== "ok";
    if (!this.late) this.settle(answer.value, body);
  }

  /** What the server keeps, after `mine` was sent to it. */
  settle(found, mine = JSON.stringify(typedOf(this.form))) {
    const now = parsed(recall(this.name));
    if (found.body === mine) {
      this.seen = found.at;
      if (now) remember(this.name, JSON.stringify({ ...now, seen: found.at, synced: JSON.stringify(now.fields) === mine }));
      return found.other && this.offer(found.other);
    }
    if (this.touched && this.text.trim()) return this.offer(found);
    this.seen = found.at;
    this.show(parsed(found.body) ?? {});
    this.keep({ synced: true, at: found.at, tried: undefined });
    if (found.other) this.offer(found.other);
    else this.say(note(words().draftElsewhere(clock(found.at)), [[words().clear, () => this.clear()]]));
  }

  /** A version of another device, beside the one in the form. An earlier one of this device is in the form already, changed or taken out. */
  offer(version) {
    const fields = parsed(version.body) ?? {};
    const earlier = (parsed(recall(this.name))?.sent ?? []).slice(0, -1);
    if (earlier.includes(version.at)) return call("forget_draft", { place: this.place, seen: version.at }, { person: this.person });
    if (blank(fields) || holds(this.form, fields)) return;
    const use = () => {
      this.seen = version.at;
      this.show(fields);
      this.touched = true;
      // What one had oneself is the other version now.
      this.keep({ sent: [] });
      this.say();
      this.push();
    };
    const drop = () => {
      this.say();
      call("forget_draft", { place: this.place, seen: version.at }, { person: this.person });
    };
    this.say(note(words().draftOther(clock(version.at), excerpt(shown(fields), 60)), [[words().draftUse, use], [words().draftDrop, drop]]));
  }

  show(fields) {
    this.filling = true;
    fill(this.form, fields);
    this.filling = false;
  }

  say(line) {
    this.note?.remove();
    this.note = line;
    if (!line) return;
    this.form.append(line);
    // What came back is not left folded away.
    const around = this.form.closest("details.act, details.unfold, details.plan-change");
    for (const fold of [around, ...foldsOf(this.form)]) if (fold) fold.open = true;
  }

  /** Under which key it was sent, and what: for the other tabs with this draft. */
  get sentAs() {
    const kept = parsed(recall(this.name));
    return { name: this.name, key: this.submittedKey ?? kept?.key, text: this.submitted ?? (kept && said(kept.fields)) };
  }

  /** Another tab sent what stands here too; what was written on since is the next record. */
  sentElsewhere({ key, text }) {
    if (!key || this.form.elements.namedItem("key")?.value !== key) return;
    this.show({ key: freshKey() });
    if (this.text !== text && said(typedOf(this.form)) !== text) return this.typed();
    clearTimeout(this.timer);
    this.timer = undefined;
    [this.touched, this.seen] = [false, 0];
    this.show(this.original);
    this.say(note(words().draftSent));
  }

  /** As the form came; but its day went along with today. */
  get original() {
    const came = this.came ?? this.texts;
    const day = this.form.elements.namedItem("day")?.defaultValue;
    return day ? { ...came, day } : came;
  }

  /** As the form came; `tell` the server too. */
  clear(tell = true) {
    this.show(this.original);
    this.forget(tell);
  }

  /** It was sent, or is wanted no more. */
  forget(tell = true) {
    clearTimeout(this.timer);
    remember(this.name);
    this.say();
    this.touched = false;
    if (tell) this.line = this.line.then(() => this.release()).catch(() => {});
  }

  async release() {
    const seen = this.seen;
    this.seen = 0;
    if (seen) await call("forget_draft", { place: this.place, seen }, { person: this.person, keepalive: true });
  }
}

/** Which form the browser itself sent last, and from where. */
const wentFrom = (person) => `daybook:left:${person}`;

/** Back from the page after, from that of a refusal, or on the page without a network: then nobody knows. */
function returned() {
  const refused = document.referrer.startsWith(`${location.origin}/api/`) && !location.search.includes("done=");
  return refused || document.documentElement.hasAttribute("data-offline") || performance.getEntriesByType("navigation")[0]?.type === "back_forward";
}

/** Whether the form asks its own page again, with what was searched for: then it is not sent. */
function searches({ submitter }) {
  return submitter?.hasAttribute("formaction") && new URL(submitter.formAction).pathname === location.pathname;
}

/** What was sent leaves the server too, also where a page that was going told it last. */
async function forgetSent(person, place, { fields, seen, sent = [] }) {
  const answer = await call("drafts", {}, { person });
  const body = JSON.stringify(fields);
  const found = answer.kind === "ok" && answer.value.find((draft) => draft.place === place && (draft.body === body || draft.at === seen));
  if (found?.other && sent.includes(found.other.at)) await call("forget_draft", { place, seen: found.other.at }, { person });
  if (found) await call("forget_draft", { place, seen: found.at }, { person });
}

function parsed(text) {
  try {
    return text ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}

/** What is kept of `person` on this device and on no server yet, of whichever page: by the names it is kept under. */
function unsynced(person) {
  const found = namesOf(`daybook:draft:${person}:`).map((name) => [name, parsed(recall(name))]);
  return found.filter(([, draft]) => draft && !draft.synced && !blank(draft.fields));
}

/** Hands over to the server what only this device has. */
async function handOver(person) {
  const one = async ([name, { fields, at, seen }]) => {
    const place = name.slice(`daybook:draft:${person}:`.length);
    const body = JSON.stringify(fields);
    const answer = await call("save_draft", { place, body, at, seen }, { person });
    const now = parsed(recall(name));
    if (answer.kind === "ok" && now && JSON.stringify(now.fields) === body) remember(name, JSON.stringify({ ...now, synced: true }));
  };
  await Promise.all(unsynced(person).map(one));
}

/** Watches the forms of the page; gives what is needed before signing out. */
export function drafts(person) {
  const known = new WeakMap();
  const all = new Set();
  const of = (target) => {
    const form = target?.closest?.("form[data-draft]");
    if (!form || !person) return undefined;
    if (!known.has(form)) {
      known.set(form, new Draft(form, person));
      all.add(known.get(form));
    }
    return known.get(form);
  };
  const begin = (form) => {
    const draft = of(form);
    if (draft && !draft.begun) {
      draft.begun = true;
      draft.restore();
    }
  };
  for (const type of ["input", "change"]) document.addEventListener(type, (event) => of(event.target)?.typed());
  document.addEventListener("submit", (event) => searches(event) || of(event.target)?.sending(), true);
  addEventListener("submit", (event) => event.defaultPrevented || searches(event) || of(event.target)?.leaving());
  addEventListener("pageshow", (event) => event.persisted && all.forEach((draft) => draft.stayed() && draft.push()));
  document.addEventListener("daybook:draft", (event) => begin(event.target));
  channel?.addEventListener("message", ({ data }) => {
    for (const draft of all) if (draft.name === data.name && draft.form.isConnected) draft.sentElsewhere(data);
  });
  // What was typed since is the next draft.
  const sent = (form) => {
    const draft = of(form);
    if (!draft) return;
    const { sentAs } = draft;
    const since = draft.submitted !== undefined && draft.text !== draft.submitted && draft.text.trim();
    [draft.submitted, draft.submittedKey] = [undefined, undefined];
    since ? draft.typed() : draft.forget();
    channel?.postMessage(sentAs);
  };
  document.addEventListener("daybook:sent", (event) => sent(event.target));
  const pushAll = (options) => {
    for (const draft of all) if (!draft.form.isConnected) all.delete(draft);
    return Promise.all([...all].filter((draft) => draft.timer || draft.late).map((draft) => draft.push(options)));
  };
  addEventListener("pagehide", () => pushAll({ keepalive: true }));
  document.addEventListener("visibilitychange", () => document.hidden && pushAll({ keepalive: true }));
  addEventListener("online", () => pushAll());
  // A form that was sent from the page before, and is on this one no more, was taken: what was kept of it goes.
  const sweep = async () => {
    const { place, from } = parsed(recall(wentFrom(person))) ?? {};
    if (from !== document.referrer || returned()) return;
    remember(wentFrom(person));
    const name = `daybook:draft:${person}:${place}`;
    const kept = parsed(recall(name));
    if (!kept?.gone || document.querySelector(`form[data-draft="${place}"]`)) return;
    // The server first: its copy would come back into the form when that is opened at once.
    await forgetSent(person, place, kept);
    if (parsed(recall(name))?.gone) remember(name);
  };
  // Not before the other script has taken over the page (`taken`): it would not hear of what is filled in. A form whose plain
  // list still stands says itself when it is ready.
  const beginAll = (taken) => {
    const went = person && parsed(recall(wentFrom(person)));
    Draft.arrived = went && went.from === document.referrer && !returned() ? went.place : undefined;
    if (person) sweep();
    for (const form of document.querySelectorAll("form[data-draft]")) if (!taken || !form.querySelector("select[name=items]")) begin(form);
  };
  const saveAll = () => pushAll().then(() => handOver(person));
  const left = () => unsynced(person).length;
  return { saveAll, left, sent, begin: beginAll, tried: (form) => of(form)?.tried };
}
