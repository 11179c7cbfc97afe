// What people do with records, as they do it.
import assert from "node:assert/strict";
import { EventEmitter, once } from "node:events";
import { zh } from "./words.mjs";
import { finds, PATIENCE } from "./wait.mjs";

/** The record with this text. */
export function record(page, text) {
  return page.locator("article.record", { hasText: text });
}

/** Writes in the feed's own field, and waits until the record stands in the list and the field is free again. */
export async function write(page, text, audience) {
  await page.locator("#compose").fill(text);
  if (audience) await page.locator("#compose-audience").selectOption(audience);
  await page.locator("form.composer button[type=submit]").click();
  await record(page, text).waitFor();
  await sent(page, text);
}

/** The answer to the form has come, and not the news of the record alone, which may be quicker. */
export function sent(page, text) {
  return finds(async () => (await page.locator("#compose").inputValue()) === text, false, "the field still holds what was sent");
}

/** The comment with this text, once the server has it: it stands there as soon as it is sent. */
export function said(place, text) {
  return place.locator(".cmt", { hasText: text }).filter({ hasNotText: zh.sending });
}

/** Where the record stands on the screen. */
export function top(locator) {
  return locator.evaluate((element) => element.getBoundingClientRect().top);
}

/** It stands there, when the page has been drawn. */
export async function stands(locator, place) {
  await finds(async () => Math.abs((await top(locator)) - place) <= 1, true, `it left ${place}`);
  await drawn(locator.page());
  const now = await top(locator);
  assert.ok(Math.abs(now - place) <= 1, `stood at ${place}, stands at ${now}`);
}

function drawn(page) {
  return page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
}

/** Marks the document: the mark is gone after any reload. */
export async function plant(page) {
  await page.evaluate(() => (globalThis.planted = true));
}

export function stillPlanted(page) {
  return page.evaluate(() => globalThis.planted === true);
}

/** Everything the server sends on the page's live stream; `until` waits for a message with this in it, and for the page to have drawn it. */
export async function overhear(page) {
  const session = await page.context().newCDPSession(page);
  const heard = [];
  const waiting = new EventEmitter();
  await session.send("Network.enable");
  session.on("Network.eventSourceMessageReceived", ({ data }) => {
    heard.push(data);
    waiting.emit("heard");
  });
  heard.until = async (part) => {
    while (!heard.some((message) => message.includes(part))) await once(waiting, "heard", { signal: AbortSignal.timeout(PATIENCE) });
    await drawn(page);
  };
  return heard;
}

/** Writes many records as the page's reader, as fast as the server lets one. */
export async function writeMany(page, texts) {
  await page.evaluate(async (texts) => {
    for (const text of texts) {
      const key = [...crypto.getRandomValues(new Uint8Array(13))].map((byte) => byte.toString(16).padStart(2, "0")).join("").toUpperCase();
      const body = new URLSearchParams({ text, day: "", audience: "unit", key });
      while ((await fetch("/api/write_record", { method: "POST", headers: { accept: "application/json" }, body })).status === 429) await new Promise((next) => setTimeout(next, 1_000));
    }
  }, texts);
}
