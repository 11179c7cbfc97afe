// What a browser keeps on its device, read as somebody would who sits down at it.
import { ready } from "./house.mjs";

/** Everything in local storage, session storage, IndexedDB and the caches, as one text, with the addresses of what is cached. */
export function everythingKept(page) {
  return page.evaluate(async () => {
    const kept = { local: { ...localStorage }, session: { ...sessionStorage }, bases: {}, cached: [], bodies: [] };
    const done = (request) => new Promise((resolve, reject) => Object.assign(request, { onsuccess: () => resolve(request.result), onerror: () => reject(request.error) }));
    for (const { name } of await indexedDB.databases()) {
      const base = await done(indexedDB.open(name));
      for (const store of base.objectStoreNames) kept.bases[`${name}.${store}`] = await done(base.transaction(store).objectStore(store).getAll());
      base.close();
    }
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        const path = new URL(request.url).pathname;
        kept.cached.push(path);
        if (!path.endsWith(".wasm") && !path.endsWith(".png")) kept.bodies.push(await (await cache.match(request)).text());
      }
    }
    return { ...kept, text: JSON.stringify(kept) };
  });
}

/**
 * The worker is there and answers for this page. It comes when the browser has nothing else to do, which takes its time. A page that
 * was just opening when the worker took over is its only from the next visit on.
 */
export async function guarded(page) {
  for (let look = 0; look < 4; look += 1) {
    const taken = await page.evaluate(async () => {
      const late = new Promise((over) => setTimeout(over, 20_000));
      const active = await Promise.race([navigator.serviceWorker.ready, late]);
      for (let wait = 0; active && wait < 40 && !navigator.serviceWorker.controller; wait += 1) await new Promise((next) => setTimeout(next, 50));
      return navigator.serviceWorker.controller !== null;
    });
    if (taken) return;
    await page.reload();
    await ready(page);
    if (await page.evaluate(() => "me" in document.documentElement.dataset)) await listening(page);
  }
  throw new Error("no worker took the page");
}

/** The offline script listens. */
export async function listening(page) {
  await page.waitForFunction(() => document.querySelector(".tray") !== null);
}
