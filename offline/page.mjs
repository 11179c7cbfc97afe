// What every page does besides showing itself: unsent text, the queue, the worker, and leaving nothing behind.
import { bell } from "./bell.mjs";
import { chosen } from "./chosen.mjs";
import { LEAVING, enter, owner, recall, remember, wipe } from "./device.mjs";
import { drafts } from "./drafts.mjs";
import { keys } from "./keys.mjs";
import { learn } from "./ties.mjs";
import { Outbox } from "./outbox.mjs";
import { offlinePage } from "./offline-page.mjs";
import { shelf } from "./shelf.mjs";
import { line, worker } from "./update.mjs";
import { button, element } from "./fields.mjs";
import { words } from "./words.mjs";
import { watch } from "./wire.mjs";

const root = document.documentElement;

/** So long signing out waits for drafts to reach the server, ms. */
const SLOW = 5_000;

/** The other script, on pages that have it. */
const boot = document.querySelector("script[type=module][src*='/boot.']");

/** Fields are the other script's until it has taken over the page; whether it has. */
async function hydrated() {
  if (!boot) return false;
  return import(boot.src).then(() => true, () => false);
}

async function start() {
  watch();
  line();
  worker();
  if (root.hasAttribute("data-offline")) return offlinePage();
  const me = root.dataset.me ? JSON.parse(root.dataset.me) : undefined;
  if (!me) return nobody();
  if (recall(`daybook:${LEAVING}`)) return leaveNow();
  const person = me.person.id;
  const entered = enter(me);
  const outbox = new Outbox(person);
  chosen(person);
  const texts = drafts(person);
  const take = (event, form) => {
    event.preventDefault();
    // Sent without a word of it (by keys): then nobody knows with which words.
    outbox.take(form, texts.tried(form) ?? { changed: true }).then((safe) => safe && texts.sent(form));
  };
  document.addEventListener("daybook:unsent", (event) => event.target.dataset?.draft === "new" && take(event, event.target));
  watchLeaving(outbox, texts);
  const [, taken] = await Promise.all([entered, hydrated()]);
  // What the other script does where it has taken over.
  if (!taken) {
    keys();
    bell(person);
  }
  texts.begin(taken);
  await outbox.start();
  if (me.seats.length > 0) await learn(person);
}

/** Signing out leaves nothing readable here, and loses nothing without asking. */
function watchLeaving(outbox, texts) {
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!new URL(form.action, location).pathname.startsWith("/sign-out")) return;
    event.preventDefault();
    if (outbox.left) await outbox.send({ now: true });
    await outbox.look();
    if (outbox.left) {
      const lose = await outbox.tray.ask(outbox.left);
      if (lose === undefined) return;
      if (!lose) return outbox.tray.open();
    }
    await Promise.race([texts.saveAll(), new Promise((over) => setTimeout(over, SLOW))]);
    const left = texts.left();
    if (left && !(await outbox.tray.ask(left, true))) return;
    await wipe();
    if (await reachable()) return form.submit();
    await leaveLater();
    location.assign("/sign-in?out=1");
  });
}

async function reachable() {
  try {
    return (await fetch("/healthz", { cache: "no-store", signal: AbortSignal.timeout?.(3_000) })).ok;
  } catch {
    return false;
  }
}

/** The server cannot hear it: it is told before the next page of it is shown. */
async function leaveLater() {
  remember(`daybook:${LEAVING}`, "1");
  await shelf.state(LEAVING, true).catch(() => {});
}

async function leaveNow() {
  remember(`daybook:${LEAVING}`);
  await shelf.state(LEAVING).catch(() => {});
  const form = element("form", { method: "post", action: "/sign-out" });
  document.body.append(form);
  form.submit();
}

/** After a time-out things stay for their writer; whoever else sits here can remove them, and never read them. */
async function nobody() {
  remember(`daybook:${LEAVING}`);
  if (location.pathname !== "/sign-in" || !owner()) return;
  const line = element("p", { className: "hint left", role: "status" }, words().left);
  line.append(" ", button(words().leftClear, async () => {
    await wipe();
    line.replaceChildren(words().leftCleared);
  }));
  document.querySelector("main form")?.after(line);
}

start();
