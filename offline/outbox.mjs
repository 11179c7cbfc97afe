// The queue on a page: takes over what could not be sent, sends it when it can, and keeps tabs in step.
import { shelf } from "./shelf.mjs";
import { flush } from "./send.mjs";
import { LEASE, compose, pause, unsent } from "./queue.mjs";
import { fieldsOf, fill, freshKey } from "./fields.mjs";
import { Tray } from "./tray.mjs";
import { upload } from "./upload.mjs";
import { words } from "./words.mjs";

const CHANNEL = "daybook-outbox";

export class Outbox {
  constructor(person) {
    this.person = person;
    this.holder = freshKey();
    this.entries = [];
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

  /** Takes over a form that cannot be sent now, and frees it at once; true when this device can keep it. */
  take(form) {
    const { key } = form.elements;
    // What has not been uploaded yet (scripts/attach.js).
    const files = form.daybookFiles ?? [];
    const entry = compose({ key: key.value || freshKey(), person: this.person, fields: fieldsOf(form), files, now: Date.now() });
    fill(form, { text: "", key: freshKey() });
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

  async change(entry) {
    await shelf.replace(entry);
    await this.changed();
    this.send({ now: true });
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
