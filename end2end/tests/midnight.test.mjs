// A page that is left open past midnight, as on a night shift. The clocks of the server and of the browser are moved.
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { LIBRARY } from "../help/calendar.mjs";
import { record, write } from "../help/feed.mjs";
import { House, ready } from "../help/house.mjs";

// On CI the library is there, or the story fails.
const skip = LIBRARY || process.env.CI ? false : "libfaketime is not installed (Debian: apt-get install faketime)";
const [EVE, NEXT, THIRD] = ["2026-11-18", "2026-11-19", "2026-11-20"];

describe("midnight", { skip }, () => {
  let house;
  before(async () => (house = await House.open({ day: EVE, settings: ["--idle-minutes", "20000"] })));
  after(() => house?.close());
  afterEach(() => house.tidy());

  it("what is written after it is of the new day and not late", async () => {
    const page = await (await house.seat("staff")).newPage();
    await page.clock.install({ time: `${EVE}T23:50:00+08:00` });
    await page.goto("/");
    await ready(page);
    const day = page.locator("#compose-day");
    assert.equal(await day.inputValue(), EVE);

    await house.server.turn(NEXT, "00:05");
    await page.clock.fastForward(20 * 60_000);
    await page.waitForFunction((next) => document.querySelector("#compose-day").value === next, NEXT);
    assert.equal(await day.getAttribute("max"), NEXT);
    await write(page, "夜班放行两车，开箱查验一车。");
    assert.equal(await record(page, "夜班放行两车").getByText(/^补记 /).count(), 0);

    await page.locator("#compose").fill("交班前补记一条。");
    await page.getByRole("button", { name: "昨天" }).click();
    assert.equal(await day.inputValue(), EVE);
  });

  it("a draft that is cleared after it leaves the new day, not that of yesterday", async () => {
    const page = await (await house.seat("chief")).newPage();
    await page.clock.install({ time: `${NEXT}T23:50:00+08:00` });
    await page.goto("/");
    await ready(page);
    await page.locator("#compose").fill("写到一半的一条。");
    await page.waitForFunction(() => Object.keys(localStorage).some((name) => name.endsWith(":new")));
    await page.reload();
    await ready(page);
    const clear = page.locator(".draft-note button").first();
    await clear.waitFor();

    await house.server.turn(THIRD, "00:05");
    await page.clock.fastForward(20 * 60_000);
    await page.waitForFunction((next) => document.querySelector("#compose-day").value === next, THIRD);
    await clear.click();
    assert.deepEqual([await page.locator("#compose").inputValue(), await page.locator("#compose-day").inputValue()], ["", THIRD]);
  });
});
