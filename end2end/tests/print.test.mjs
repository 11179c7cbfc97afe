// What the browser prints of a page: what stands on it, and nothing to press.
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { openPeriod } from "../help/assess.mjs";
import { House } from "../help/house.mjs";

describe("paper", () => {
  let house;
  before(async () => {
    house = await House.open();
  });
  after(() => house.close());
  afterEach(() => house.tidy());

  it("has the tables with their heads, black on white, and no way to go", async () => {
    const page = await house.at("personnel", await openPeriod(house));
    // As wide as a sheet within its margins, where a window would have cards.
    await page.setViewportSize({ width: 680, height: 960 });
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    const shown = (selector) => page.locator(selector).evaluateAll((all) => all.filter((one) => one.checkVisibility()).length);
    for (const none of ["nav", "main form", "button", "a.button"]) assert.equal(await shown(none), 0, none);
    assert.ok((await shown("table.progressed tbody tr")) > 0);
    const look = (selector, property) => page.locator(selector).first().evaluate((one, property) => getComputedStyle(one)[property], property);
    assert.equal(await look("table.progressed thead", "display"), "table-header-group");
    assert.equal(await look("table.progressed tbody tr", "display"), "table-row");
    assert.equal(await look("table.progressed th a", "textDecorationLine"), "none");
    assert.deepEqual([await look("html", "color"), await look("html", "backgroundColor")], ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]);
  });
});
