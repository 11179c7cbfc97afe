// The queue on a page: takes over what could not be sent, sends it when it can, and keeps tabs in step.
import { shelf } from "./shelf.mjs";
import { flush } from "./send.mjs";
import { LEASE, compose, pause, unsent, without } from "./queue.mjs";
import { fieldsOf, fill } from "./fields.mjs";
import { freshKey } from "./transfer.mjs";
import { call } from "./wire.mjs";
import { recall, remember } from "./device.mjs";
import { Tray } from "./tray.mjs";
import { upload } from "./upload.mjs";
import { words } from "./words.mjs";

const CHANNEL = "daybook-outbox";
/** What the next record begins without. */
const NO_TIES = { items: ",", indicators: ",", progress: "", continues: "" };

export class Outbox {
  constructor(person) {
    this.person = person;
    this.holder = freshKey();
    this.entries = [];
    /** Up to when it was said what was sent. */
    this.told = `daybook:told:${person}`;
    if (!recall(this.told)) remember(this.told, Date.now());
    this.failures = 0;
    /** Which sentence describes how it stands. */
    this.standing = "queued";
    this.tray = new Tray(this);
    this.channel = globalThis.BroadcastChannel ? new BroadcastChannel(CHANNEL) : undefined;
    this.channel?.addEventListener("message", () => this.look());
  }

  async start(inside) {
    this.tray.mount(inside);
    for (const [target, type] of [[globalThis, "online"], [globalThis, "pageshow"], [document, "visibilitychange"]]) {
      target.addEventListener(type, () => document.hidden || this.send());
    }
    addEventListener("offline", () => this.stand("offline"));
    // The next page need not wait for this one's lease to end.
    addEventListener("pagehide", () => this.sending && shelf.release(this.holder));
    await this.look();
    this.send();
  }

  get left() {
    return unsent(this.entries).length;
  }

  /** Takes over a form that cannot be sent now (or was `tried`), and frees it at once; true when this device can keep it. */
  take(form, tried) {
    const { key } = form.elements;
    // What has not been uploaded yet (scripts/attach.js).
    const files = form.daybookFiles ?? [];
    const entry = compose({ key: key.value || freshKey(), person: this.person, fields: fieldsOf(form), files, now: Date.now(), tried });
    fill(form, { text: "", ...NO_TIES, key: freshKey() });
    return this.keep(entry, form);
  }

  async keep(entry, form) {
    try {
      await shelf.put(entry);
    } catch {
      fill(form, entry.fields);
      this.tray.tell(words().failed, 60_000);
      return false;
    }
    // Elsewhere some browsers would ask a question now.
    if (matchMedia("(display-mode: standalone)").matches) navigator.storage?.persist?.();
    this.tray.tell(words().kept);
    await this.changed();
    this.ask();
    this.later();
    return true;
  }

  /** Changes an entry as it is by now, not as it was when it was drawn. */
  async change(key, make) {
    await shelf.revise(key, make);
    await this.changed();
    this.send({ now: true });
  }

  /** Sends a refused one without what it was refused for. */
  async leaveOut(entry) {
    const listed = ["items", "indicators"].includes(entry.field);
    const answer = listed ? await call("choices", { text: "" }, { person: this.person }) : {};
    const open = answer.kind === "ok" ? new Set(answer.value[entry.field].map((choice) => choice.id)) : undefined;
    return this.change(entry.key, (present) => (present.state === "refused" ? without(present, open) : present));
  }

  async drop(entry) {
    await shelf.drop(entry.key);
    await this.changed();
  }

  async changed() {
    this.channel?.postMessage("changed");
    await this.look();
  }

  async look() {
    try {
      this.entries = await shelf.entries(this.person);
    } catch {
      this.entries = [];
    }
    this.tray.draw();
    this.say();
  }

  /** Says what was sent since it was said last, here, in another tab or by the worker. */
  say() {
    const since = Number(recall(this.told) ?? Infinity);
    const sent = this.entries.filter((entry) => entry.state === "sent" && entry.sent > since);
    if (sent.length === 0 || document.hidden || this.tray.inside) return;
    remember(this.told, Math.max(...sent.map((entry) => entry.sent)));
    this.tray.sent(sent.length);
  }

  stand(standing) {
    this.standing = standing;
    this.tray.draw();
  }

  /** Where there is one, the browser itself calls the worker when the network is back, with every page closed. */
  ask() {
    navigator.serviceWorker?.ready?.then((worker) => worker.sync?.register(CHANNEL)).catch(() => {});
  }

  async send({ now = false } = {}) {
    if (now) this.failures = 0;
    if (this.sending || !this.entries.some((entry) => entry.state === "waiting")) return this.sending;
    this.stand("online");
    this.sending = flush({ shelf, person: this.person, holder: this.holder, upload, tell: () => this.changed() }).catch(() => ({ network: true }));
    const end = await this.sending;
    this.sending = undefined;
    await this.look();
    this.stand(end.signedOut ? "signIn" : end.network ? "offline" : "queued");
    if (end.busy) this.later(LEASE / 10);
    else if (end.network || end.seconds !== undefined) this.later(end.seconds ? end.seconds * 1000 : undefined);
    else this.failures = 0;
    return end;
  }

  later(wait) {
    this.failures += wait ? 0 : 1;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), wait ?? pause(this.failures) * (0.75 + Math.random() / 2));
  }
}
