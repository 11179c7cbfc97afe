// Waiting until something is really so, on machines that are slow, quick, or busy with something else.
import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";

/** Longer than anything takes on two slow cores, ms; a story that waits so long has failed. */
export const PATIENCE = 20_000;

/** For what waits by itself before it tries again, as a lost connection and the queue do. */
export const LONG = { timeout: 60_000 };

/** Looks again and again until it finds what is expected: who looks once may come before it is drawn. */
export async function finds(look, expected, words) {
  let found;
  for (const from = Date.now(); Date.now() - from < PATIENCE; await new Promise((next) => setTimeout(next, 50))) {
    found = await look();
    if (isDeepStrictEqual(found, expected)) return;
  }
  assert.deepEqual(found, expected, words);
}

/** Presses what leads to another document, and waits until that one is there as a whole: who looks sooner sees the one before, or half of it. */
export async function leads(page, press) {
  await page.evaluate(() => (globalThis.left = true));
  await press();
  // Between two documents nobody answers.
  const there = () => page.evaluate(() => !globalThis.left && document.readyState === "complete").catch(() => false);
  await finds(there, true, `nothing came after ${page.url()}`);
}
