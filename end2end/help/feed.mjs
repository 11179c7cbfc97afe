// What people do with records, as they do it.

/** The record with this text. */
export function record(page, text) {
  return page.locator("article.record", { hasText: text });
}

/** Writes in the feed's own field, and waits until the record stands in the list. */
export async function write(page, text, audience) {
  await page.locator("#compose").fill(text);
  if (audience) await page.locator("#compose-audience").selectOption(audience);
  await page.locator("form.composer button[type=submit]").click();
  await record(page, text).waitFor();
}

/** Where the record stands on the screen. */
export function top(locator) {
  return locator.evaluate((element) => element.getBoundingClientRect().top);
}

/** Marks the document: the mark is gone after any reload. */
export async function plant(page) {
  await page.evaluate(() => (globalThis.planted = true));
}

export function stillPlanted(page) {
  return page.evaluate(() => globalThis.planted === true);
}

/** Everything the server sends on the page's live stream. */
export async function overhear(page) {
  const session = await page.context().newCDPSession(page);
  const heard = [];
  await session.send("Network.enable");
  session.on("Network.eventSourceMessageReceived", ({ data }) => heard.push(data));
  return heard;
}
