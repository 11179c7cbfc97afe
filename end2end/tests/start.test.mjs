// The moment in which the script takes over the page, piece by piece: nobody has to wait for it.
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { House } from "../help/house.mjs";

/** In the page: presses "comment" of the last record when the script has just come; notes whether the record still waited. */
function pressAtOnce() {
  addEventListener("DOMContentLoaded", async () => {
    const boot = document.querySelector("script[type=module][src*='/boot.']");
    await import(boot.src);
    const link = [...document.querySelectorAll("[data-key=comment]:not([hidden])")].at(-1);
    globalThis.waited = !link.heard?.has("click");
    link.click();
  });
}

describe("while the script takes over the page", () => {
  let house;
  before(async () => (house = await House.open()));
  after(() => house.close());
  afterEach(() => house.tidy());

  it("a press on a record that still waits does what it does afterwards", async () => {
    const page = await (await house.seat("staff", { device: "phone" })).newPage();
    await page.addInitScript(pressAtOnce);
    await page.goto("/");
    await page.locator("article.record .reply-form textarea:focus").waitFor();
    assert.equal(new URL(page.url()).pathname, "/");
    assert.ok(await page.evaluate(() => globalThis.waited), "records are taken over later than the frame");
  });
});
