// The worker that makes pages open without a network, and word of a new version.
import { button, element } from "./fields.mjs";
import { words } from "./words.mjs";

const HOURLY = 3_600_000;

export async function worker() {
  // Only on https and on this machine itself; elsewhere pages are as they are.
  if (!navigator.serviceWorker) return;
  await quiet();
  try {
    const registration = await navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" });
    watch(registration);
  } catch {
    // Forbidden by the browser's settings: the queue works without it while a page is open.
  }
}

/** After the page itself has come: it is what somebody waits for. */
async function quiet() {
  if (document.readyState !== "complete") await new Promise((loaded) => addEventListener("load", loaded, { once: true }));
  await new Promise((idle) => (globalThis.requestIdleCallback ? requestIdleCallback(idle, { timeout: 3_000 }) : setTimeout(idle, 500)));
}

function watch(registration) {
  const waits = () => registration.waiting && navigator.serviceWorker.controller && greet(registration.waiting);
  registration.addEventListener("updatefound", () => {
    registration.installing?.addEventListener("statechange", waits);
  });
  let looked = Date.now();
  document.addEventListener("visibilitychange", () => {
    if (document.hidden || Date.now() - looked < HOURLY) return;
    looked = Date.now();
    registration.update().catch(() => {});
  });
  waits();
}

/** A page that was made by the new version already needs no reloading: the worker just takes its place. */
function greet(waiting) {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => {
    const mine = [...document.querySelectorAll("link[rel=stylesheet], script[src]")].map((one) => new URL(one.href ?? one.src).pathname);
    if (mine.every((path) => data.includes(path))) waiting.postMessage("take over");
    else announce(() => reload(waiting));
  };
  waiting.postMessage("files", [port2]);
}

/** Typed text stays: it is a draft. */
function reload(waiting) {
  const again = () => location.reload();
  navigator.serviceWorker.addEventListener("controllerchange", again, { once: true });
  waiting.postMessage("take over");
  setTimeout(again, 2_000);
}

/** One place says it: whoever hears `daybook:update` first and prevents the default shows the words. */
export function announce(act) {
  document.dispatchEvent(new CustomEvent("daybook:update", { cancelable: true, detail: { reload: act } }));
}

/** The quiet line, on pages where nothing else shows one. */
export function line() {
  document.addEventListener("daybook:update", (event) => {
    if (event.defaultPrevented || document.querySelector(".update-line, .newer")) return;
    const act = event.detail?.reload ?? (() => location.reload());
    document.body.append(element("p", { className: "update-line", role: "status" }, words().update, " ", button(words().reload, act)));
  });
}
