// The moment in which the script takes over the page, piece by piece: nobody has to wait for it.
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { House } from "../help/house.mjs";

/** Loads of the page at most until a record was pressed in time: on a machine that is busy the press can come when all is taken over. */
const LOADS = 8;

/** In the page: presses "comment" of the last record when the script has just come; notes whether the record still waited. */
function pressAtOnce() {
  const came = new MutationObserver(async () => {
    const boot = document.querySelector("script[type=module][src*='/boot.']");
    if (!boot) return;
    came.disconnect();
    await import(boot.src);
    if (document.readyState === "loading") await new Promise((there) => addEventListener("DOMContentLoaded", there, { once: true }));
    const link = [...document.querySelectorAll("[data-key=comment]:not([hidden])")].at(-1);
    globalThis.waited = !link.heard?.has("click");
    link.click();
  });
  came.observe(document, { childList: true, subtree: true });
}

describe("while the script takes over the page", () => {
  let house;
  before(async () => (house = await House.open()));
  after(() => house.close());
  afterEach(() => house.tidy());

  it("a press on a record that still waits does what it does afterwards", async () => {
    for (let load = 1; load <= LOADS; load++) {
      const page = await (await house.seat("staff", { device: "phone" })).newPage();
      await page.addInitScript(pressAtOnce);
      await page.goto("/");
      await page.locator("article.record .reply-form textarea:focus").waitFor();
      assert.equal(new URL(page.url()).pathname, "/");
      if (await page.evaluate(() => globalThis.waited)) return;
      await page.close();
    }
    assert.fail("records are taken over later than the frame");
  });
});
