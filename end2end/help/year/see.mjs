// What people look for on a page.
import assert from "node:assert/strict";
import { PATIENCE } from "../wait.mjs";

/** The words of the page that can be seen, when all of it is there, without what stands between them: lines break where there is room. */
export async function told(page, place = "main") {
  await page.waitForLoadState();
  return bare(await page.locator(place).first().innerText());
}

export const bare = (text) => text.replace(/\s+/g, "");

/** The page says all of this, perhaps after a moment. */
export async function says(page, ...texts) {
  const lacks = async () => {
    const all = await told(page).catch(() => "");
    return texts.find((text) => (text instanceof RegExp ? !text.test(all) : !all.includes(bare(text))));
  };
  let lacking;
  for (const from = Date.now(); Date.now() - from < PATIENCE; await page.waitForTimeout(100)) {
    lacking = await lacks();
    if (lacking === undefined) return;
  }
  assert.fail(`${new URL(page.url()).pathname} does not say: ${lacking}\n${(await told(page).catch(() => "")).slice(0, 4_000)}`);
}

/** The page says none of this. */
export async function silent(page, ...texts) {
  const all = await told(page);
  for (const text of texts) assert.ok(!all.includes(bare(text)), `${new URL(page.url()).pathname} says ${text}`);
}

/** Nothing is pushed out of the screen: what is long is broken. */
export async function fits(page) {
  const [content, view] = await page.evaluate(() => [document.scrollingElement.scrollWidth, innerWidth]);
  assert.ok(content <= view, `${page.url()}: ${content} > ${view}`);
}

/** Everything that is folded is open. */
export async function unfold(page) {
  await page.waitForLoadState();
  await page.locator("main details").evaluateAll((all) => all.forEach((one) => (one.open = true)));
}

/** Opens what is folded under this label. */
export function open(page, label) {
  return page.locator("main details.act > summary", { hasText: new RegExp(`^${label}$`) }).click();
}
