// The service worker: pages from the network, else a page to write on; built files from its store; what waits is sent when the
// browser says that the network is back. It keeps no page and no answer of the server: this may be somebody else's PC next.
import { answered } from "./answered.mjs";
import { call } from "./wire.mjs";
import { flush } from "./send.mjs";
import { shelf } from "./shelf.mjs";
import { upload } from "./upload.mjs";

/** Stamped by the build: a name for this set of files, and their addresses. */
const BUILD = { name: "unbuilt", files: [] };
const CACHE = `daybook-${BUILD.name}`;
const OFFLINE = "/offline";
/** A page that takes longer is not waited for, ms. */
const PATIENCE = 8_000;
const CHANNEL = "daybook-outbox";

self.addEventListener("install", (event) => {
  const file = (path) => new Request(path, { cache: path.startsWith("/pkg/") ? "default" : "no-cache", credentials: "omit" });
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(BUILD.files.map(file))));
});

self.addEventListener("activate", (event) => {
  const tidy = async () => {
    for (const name of await caches.keys()) if (name.startsWith("daybook-") && name !== CACHE) await caches.delete(name);
    await self.clients.claim();
  };
  event.waitUntil(tidy());
});

self.addEventListener("message", (event) => {
  if (event.data === "take over") self.skipWaiting();
  if (event.data === "files") event.ports[0]?.postMessage(BUILD.files);
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    const as = answered(request.method, pathname);
    if (as) event.respondWith(as === "page" ? open(request) : send(request));
  } else if (request.method === "GET" && BUILD.files.includes(pathname) && pathname !== OFFLINE) {
    event.respondWith(stored(pathname).then((kept) => kept ?? fetch(request)));
  }
});

const stored = (path) => caches.open(CACHE).then((cache) => cache.match(path));

async function open(request) {
  if (new URL(request.url).pathname === OFFLINE) return (await stored(OFFLINE)) ?? fetch(request);
  const network = leave().then(() => fetch(request));
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  try {
    const answer = await Promise.race([network, late]);
    if (answer && !fromGateway(answer)) return answer;
  } catch {
    // No network: below.
  }
  return (await stored(OFFLINE)) ?? network;
}

async function send(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const page = await stored(OFFLINE);
    if (page) return page;
    throw error;
  }
}

/** A proxy says that the server is gone: as good as no network. The server's own answers carry an id. */
const fromGateway = (answer) => [502, 503, 504].includes(answer.status) && !answer.headers.has("x-request-id");

/** Somebody signed out while the server could not hear it. */
async function leave() {
  const soon = new Promise((resolve) => setTimeout(resolve, 500));
  const left = await Promise.race([shelf.fact("leaving").catch(() => false), soon]);
  if (!left) return;
  const answer = await fetch("/sign-out", { method: "POST", redirect: "manual", credentials: "same-origin" });
  if (answer.ok || answer.type === "opaqueredirect") await shelf.state("leaving");
}

self.addEventListener("sync", (event) => {
  if (event.tag === CHANNEL) event.waitUntil(sendAll());
});

/** Fails when something is left, so that the browser calls again. */
async function sendAll() {
  const me = await shelf.fact("me");
  if (!me) return;
  const end = await flush({ shelf, person: me.id, holder: `worker ${BUILD.name}`, post: call, upload });
  new BroadcastChannel(CHANNEL).postMessage("changed");
  if (end.network || end.seconds !== undefined) throw new Error("not yet");
}
